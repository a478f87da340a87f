"""A diary between the store and the domain, and a night in words."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coach.domain.diary import COUNTS, RATINGS, TIMES, Diary, begins_of
from coach.domain.night import Schedule, Times, readings
from coach.domain.sleep import figures
from coach.person.nights import (
    diary_of,
    in_words,
    night_in_words,
    record_of,
    weekday_night,
)
from coach.store.records import DiaryRecord, Store

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ("Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "Etc/UTC")
NIGHT = date(2026, 11, 20)
SPRING, AUTUMN = date(2026, 3, 28), date(2026, 10, 24)
"""The nights in which clocks change in Berlin."""

nights = st.one_of(
    st.sampled_from((SPRING, AUTUMN)), st.dates(date(1970, 1, 1), date(2199, 12, 30))
)
minutes_of_day = st.integers(0, 1439).map(lambda m: time(m // 60, m % 60))
maybe = st.none
offsets = st.integers(-1439, 1439)
notes = st.text(max_size=40)


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    """The answers of any diary that can be stored, more or less filled in."""
    values: dict[str, Any] = {field: draw(maybe() | minutes_of_day) for field in TIMES}
    values |= {field: draw(maybe() | st.integers(0, 10**6)) for field in COUNTS}
    values |= {field: draw(maybe() | st.integers(0, 10)) for field in RATINGS}
    return values | {"sweats": draw(maybe() | st.booleans()), "note": draw(notes)}


zones: st.SearchStrategy[tzinfo] = st.one_of(
    st.sampled_from(ZONES).map(ZoneInfo),
    offsets.map(lambda minutes: timezone(timedelta(minutes=minutes))),
    offsets.map(lambda minutes: timezone(timedelta(minutes=minutes), "Mars/Olympus")),
)


@st.composite
def diaries_of(draw: st.DrawFn) -> Diary:
    """Any diary, of a night that begins at noon, or when the person's own times say."""
    night, zone = draw(nights), draw(zones)
    wall = datetime.combine(night, draw(minutes_of_day)) + timedelta(days=draw(st.integers(0, 1)))
    begins = draw(maybe() | st.sampled_from(readings(wall, zone)))
    return Diary(night, zone, begins=begins, **draw(answers()))


diaries = diaries_of()


@given(diaries)
@example(Diary(SPRING, BERLIN, time(2, 30)))
@example(Diary(AUTUMN, BERLIN, begins=readings(datetime(2026, 10, 25, 2, 30), BERLIN)[1]))
@example(Diary(NIGHT, UTC))
def test_a_diary_is_the_same_after_it_was_a_record(diary: Diary) -> None:
    back = diary_of(record_of(diary))
    assert replace(back, zone=diary.zone) == diary
    assert begins_of(back) == begins_of(diary)
    assert begins_of(back).utcoffset() == begins_of(diary).utcoffset()
    assert figures(back) == figures(diary)
    assert record_of(back) == record_of(diary)


@given(diaries)
def test_a_zone_with_a_name_keeps_it_and_one_without_has_none(diary: Diary) -> None:
    record = record_of(diary)
    name = getattr(diary.zone, "key", None)
    if name is None:
        name = "Mars/Olympus" if str(diary.zone) == "Mars/Olympus" else ""
    assert record.zone == name


@given(nights, st.sampled_from(["", "Mars/Olympus", "../etc/passwd", "\x00", "x" * 400]), offsets)
def test_an_unknown_zone_is_its_offset_and_is_not_forgotten(
    night: date, name: str, minutes: int
) -> None:
    record = DiaryRecord(night, name, minutes, into_bed="23:00", out_of_bed="07:00")
    diary = diary_of(record)
    assert diary.zone.utcoffset(None) == timedelta(minutes=minutes)
    assert figures(diary).time_in_bed_minutes == 8 * 60
    assert record_of(diary) == record


def test_the_times_are_those_on_the_wall_and_the_hours_are_real() -> None:
    for night, hours in ((NIGHT, 8), (SPRING, 7), (AUTUMN, 9)):
        record = DiaryRecord(night, "Europe/Berlin", 60, into_bed="23:00", out_of_bed="07:00")
        diary = diary_of(record)
        assert (diary.into_bed, diary.out_of_bed) == (time(23), time(7))
        assert diary.zone is BERLIN
        assert figures(diary).time_in_bed_minutes == hours * 60


def test_times_are_those_after_the_night_begins() -> None:
    """By day: in bed from 08:00 to 16:00, in a night that begins at 21:00 of the day before."""
    begins = readings(datetime(2026, 11, 20, 21), BERLIN)[0]
    record = DiaryRecord(NIGHT, "Europe/Berlin", 60, into_bed="20:00", out_of_bed="21:30")
    assert figures(diary_of(record)).time_in_bed_minutes == 90
    assert figures(diary_of(record._replace(begins=begins))).time_in_bed_minutes == 90
    record = record._replace(into_bed="08:00", out_of_bed="16:00")
    own = diary_of(record._replace(begins=begins))
    assert figures(own).time_in_bed_minutes == 8 * 60
    assert begins_of(own) == begins
    assert begins_of(diary_of(record)) == readings(datetime(2026, 11, 20, 12), BERLIN)[0]


def test_the_offset_is_that_of_the_evening() -> None:
    assert record_of(Diary(SPRING, BERLIN)).offset_minutes == 60
    assert record_of(Diary(AUTUMN, BERLIN)).offset_minutes == 120
    assert (
        record_of(Diary(NIGHT, timezone(timedelta(hours=-9, minutes=-30)))).offset_minutes == -570
    )
    after_the_change = readings(datetime(2026, 10, 25, 3), BERLIN)[0]
    assert record_of(Diary(AUTUMN, BERLIN, begins=after_the_change)).offset_minutes == 60


@given(diaries)
def test_every_diary_can_be_stored_and_read_again(
    tmp_path_factory: pytest.TempPathFactory, diary: Diary
) -> None:
    store = Store(tmp_path_factory.mktemp("data"))
    store.save_diary(record_of(diary))
    [record] = store.diaries(diary.night, diary.night)
    assert record == record_of(diary)


# Which night it is.


USUAL, BY_DAY = Times(), Times(time(8), time(16))


@pytest.mark.parametrize(
    ("times", "now", "night"),
    [
        (USUAL, "2026-11-24T05:00", "2026-11-23"),
        (USUAL, "2026-11-24T07:00", "2026-11-23"),
        (USUAL, "2026-11-24T11:59", "2026-11-23"),
        (USUAL, "2026-11-24T12:00", "2026-11-23"),
        (USUAL, "2026-11-24T23:59", "2026-11-23"),
        (USUAL, "2026-11-24T00:00", "2026-11-22"),  # another one has begun, and is not over
        (USUAL, "2026-11-24T00:15", "2026-11-22"),
        (USUAL, "2026-11-24T04:59", "2026-11-22"),
        (USUAL, "2027-01-01T08:00", "2026-12-31"),
        (USUAL, "2026-10-25T03:30", "2026-10-23"),
        (USUAL, "2026-10-25T05:00", "2026-10-24"),
        (BY_DAY, "2026-11-24T07:50", "2026-11-22"),
        (BY_DAY, "2026-11-24T13:59", "2026-11-22"),
        (BY_DAY, "2026-11-24T14:00", "2026-11-23"),
        (BY_DAY, "2026-11-24T16:30", "2026-11-23"),
        (BY_DAY, "2026-11-25T00:15", "2026-11-23"),
    ],
)
def test_the_last_night_is_never_the_one_that_has_just_begun(
    times: Times, now: str, night: str
) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=BERLIN)
    assert Schedule(BERLIN, times).last_night(moment) == date.fromisoformat(night)


# Words.


def test_nights_in_words() -> None:
    assert night_in_words(date(2026, 11, 23)) == "23 to 24 November"
    assert night_in_words(date(2026, 11, 30)) == "30 November to 1 December"
    assert night_in_words(date(2026, 12, 31)) == "31 December to 1 January"
    assert night_in_words(date(2026, 12, 31), is_short=True) == "31 Dec to 1 Jan"
    assert weekday_night(NIGHT, NIGHT) == "Last night"
    assert weekday_night(NIGHT, NIGHT + timedelta(days=3)) == "Friday night"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "A few minutes asleep."),
        (14, "A few minutes asleep."),
        (15, "About half an hour asleep."),
        (45, "About 1 hour asleep."),
        (75, "About 1 and a half hours asleep."),
        (314, "About 5 hours asleep."),
        (315, "About 5 and a half hours asleep."),
        (344, "About 5 and a half hours asleep."),
        (345, "About 6 hours asleep."),
    ],
)
def test_a_night_in_words_is_to_the_half_hour(minutes: int, words: str) -> None:
    out = (datetime(2026, 11, 20) + timedelta(minutes=minutes)).time()
    midnight = time(0)
    diary = Diary(NIGHT, UTC, midnight, midnight, 0, 0, 0, last_awake=out, out_of_bed=out)
    assert in_words(figures(diary)) == words


def test_a_night_that_is_half_answered_is_not_judged() -> None:
    in_bed = Diary(NIGHT, UTC, into_bed=time(23), out_of_bed=time(7))
    assert in_words(figures(in_bed)) == "About 8 hours in bed."
    assert in_words(figures(Diary(NIGHT, UTC, quality=3))) == "Thank you for looking back."
