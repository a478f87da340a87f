"""For how many nights somebody is here, and that nothing is suggested at night."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain import lesson
from coach.domain.night import Day
from coach.domain.own import TurnDate
from coach.person import home, lessons
from coach.person.context import Context
from coach.store.records import DiaryRecord, SessionRecord
from tests.fake_clock import FakeClock

DAY = date(2026, 11, 17)
HOURS = [n / 2 for n in range(48)]


def at(me: Context, clock: FakeClock, day: date, hour: float) -> Day:
    """Let it be so late on a date, and return the checklist day."""
    midnight = datetime(day.year, day.month, day.day)
    clock.wall = (midnight + timedelta(hours=hour)).timestamp()
    return home.today(me)


def play(me: Context) -> None:
    """Record a short session, now."""
    night = me.schedule.night_of(me.now)
    me.store.add_session(SessionRecord("mind/urge", "mind", me.now, night, 180, 180, "finished"))


def answer(me: Context) -> None:
    """Answer an item of the checklist, now."""
    me.store.answer(home.today(me).date, "light", "done", me.now)


def look_back(me: Context) -> None:
    """Write the diary of last night, now."""
    me.store.save_diary(DiaryRecord(me.schedule.last_night(me.now), "", 0, quality=4))


def test_without_any_record_it_is_the_first_night(me: Context, clock: FakeClock) -> None:
    today = at(me, clock, DAY, 15)
    assert lessons.nights(me.store, today) == 1
    assert not me.store.database.file.exists()  # a look makes nothing


@pytest.mark.parametrize("record", [play, answer, look_back])
@pytest.mark.parametrize("hour", [5.5, 8, 15, 22, 23.5, 27])
def test_nights_count_from_the_first_day_with_a_record(
    me: Context, clock: FakeClock, record: object, hour: float
) -> None:
    at(me, clock, DAY, hour)
    assert callable(record)
    record(me)
    for days in (*range(16), 28):
        today = at(me, clock, DAY + timedelta(days=days), 15)
        assert lessons.nights(me.store, today) == days + 1
    assert lessons.nights(me.store, at(me, clock, DAY + timedelta(days=29), 15)) == 1


@pytest.mark.parametrize("record", [play, answer, look_back])
@pytest.mark.parametrize("before", [None, 0, 3, 8, 20])
def test_what_is_recorded_today_does_not_change_the_lesson_of_today(
    me: Context, clock: FakeClock, record: object, before: int | None
) -> None:
    if before is not None:
        at(me, clock, DAY - timedelta(days=before), 9)
        play(me)
    at(me, clock, DAY, 8)
    first = lessons.of_today(me, lessons.nights(me.store, home.today(me)))
    assert first and callable(record)
    record(me)
    for hour in (8, 12, 21.9):
        today = at(me, clock, DAY, hour)
        assert lessons.of_today(me, lessons.nights(me.store, today)) == first
    tomorrow = at(me, clock, DAY + timedelta(days=1), 8)
    assert lessons.of_today(me, lessons.nights(me.store, tomorrow)) not in (first, None)


def test_a_fortnight_goes_from_comfort_to_the_long_run(me: Context, clock: FakeClock) -> None:
    at(me, clock, DAY, 22)
    play(me)
    seen = []
    for days in range(20):
        today = at(me, clock, DAY + timedelta(days=days), 12)
        suggestion = lessons.of_today(me, lessons.nights(me.store, today))
        assert suggestion
        seen.append(suggestion)
    stages = [each.stage for each in seen]
    assert stages == ["comfort"] * 4 + ["habits"] * 5 + ["bed"] * 5 + ["long-run"] * 6
    assert len({each.id for each in seen[:14]}) == 14  # none twice
    assert (seen[0].name, seen[9].name) == ("why-sleep-breaks", "rise-bed-clock")


@given(nights=st.integers(1, 100), hour=st.sampled_from(HOURS))
def test_none_is_suggested_at_night(
    me: Context, clock: FakeClock, nights: int, hour: float
) -> None:
    today = at(me, clock, DAY, hour)
    suggestion = lessons.of_today(me, nights)
    is_night = not 6 <= hour < 22  # bed at 23:00, up at 07:00
    assert (suggestion is None) is is_night
    all_of_them = lessons.read(me.library)
    assert is_night or suggestion == lesson.suggested(all_of_them, nights, today.date)


def test_with_a_day_of_stopping_nights_count_from_it(me: Context, clock: FakeClock) -> None:
    at(me, clock, DAY - timedelta(days=9), 9)
    play(me)
    today = at(me, clock, DAY, 15)
    assert lessons.nights(me.store, today) == 10
    me.store.own.save(TurnDate("cutting", DAY - timedelta(days=3), me.now))
    assert lessons.nights(me.store, today) == 10
    for days, nights in ((0, 1), (3, 4), (40, 41), (-2, 10)):
        me.store.own.save(TurnDate("stopped", DAY - timedelta(days=days), me.now))
        assert lessons.nights(me.store, today) == nights
