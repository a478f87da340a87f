"""What is answered to last night's diary, what Tonight says of its own accord, and what it does."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content import replies as replies_file
from coach.domain.health import HealthAnswer
from coach.domain.own import Awakening, Lapse, TurnDate
from coach.domain.reply import first_fitting
from coach.person import choose, home, remarks, replies, safer
from coach.person.context import Context
from coach.person.records import NOTHING
from coach.store import said as said_file
from coach.store.records import DiaryRecord, SessionRecord
from coach.system.folders import Places
from tests.fake_clock import FakeClock

NIGHT = date(2026, 11, 23)
DAY = timedelta(days=1)
SLEPT = {
    **{"into_bed": "23:00", "tried": "23:00", "last_awake": "06:00", "out_of_bed": "07:00"},
    **{"fell_asleep_minutes": 0, "awake_minutes": 0},
}
"""Seven hours."""


@pytest.fixture(autouse=True)
def _morning(clock: FakeClock) -> None:
    at(clock, 8)


def at(clock: FakeClock, hour: int, day: date = NIGHT + DAY) -> None:
    clock.wall = datetime(day.year, day.month, day.day, hour).timestamp()


def save(me: Context, night: date = NIGHT, **answers: Any) -> None:
    me.store.save_diary(DiaryRecord(night, "", 0, **answers))


def stopped(me: Context, days: int, day: date = NIGHT + DAY) -> None:
    me.store.own.save(TurnDate("stopped", day - days * DAY, me.now))


def answered(me: Context, night: date = NIGHT) -> str:
    reply = replies.of_night(me, night)
    return reply.id if reply else ""


def test_without_a_diary_of_that_night_there_is_no_answer(me: Context) -> None:
    assert answered(me) == ""
    save(me, NIGHT - DAY, quality=5)
    assert answered(me) == ""


@pytest.mark.parametrize(
    ("answers", "id"),
    [
        ({"anxiety": 9, "legs": 9}, "fear-high"),
        ({"anxiety": 8, "legs": 5}, "anxiety"),
        ({"anxiety": 7, "legs": 6}, "legs"),
        ({"craving": 6}, "craving"),
        ({"craving": 5, "sweats": True}, "sweats"),
        ({"sweats": False, "quality": 3}, "rough"),
        ({"quality": 7}, "better"),
        ({"quality": 5}, "ordinary"),
        ({"note": "I want to die, the legs, a lapse"}, "ordinary"),  # never read for meaning
        (SLEPT | {"quality": 5}, "ordinary"),
        (SLEPT | {"fell_asleep_minutes": 181, "legs": 9}, "no-sleep"),
        (SLEPT | {"fell_asleep_minutes": 180}, "ordinary"),
        (SLEPT | {"awake_minutes": None, "fell_asleep_minutes": 300}, "ordinary"),  # not known
    ],
)
def test_the_first_that_fits_is_the_answer(me: Context, answers: dict[str, Any], id: str) -> None:
    save(me, NIGHT - DAY, quality=5)
    save(me, **answers)
    assert answered(me) == id


def test_much_fear_again_within_a_week_names_a_doctor(me: Context) -> None:
    save(me, NIGHT - 7 * DAY, anxiety=9)
    save(me, NIGHT - 2 * DAY, anxiety=8)
    save(me, anxiety=9)
    assert answered(me) == "fear-high"
    save(me, NIGHT - 6 * DAY, anxiety=9)
    assert answered(me) == "fear-again"


def test_after_hardly_any_sleep_driving_is_named_whatever_else_is(me: Context) -> None:
    awake: dict[str, Any] = SLEPT | {"fell_asleep_minutes": 181}
    save(me, NIGHT - DAY, quality=5)
    save(me, **awake, anxiety=9)
    assert answered(me) == "fear-and-no-sleep"
    save(me, **awake, anxiety=5)
    assert answered(me) == "no-sleep"
    me.store.own.save(Lapse(me.now, me.schedule.night_of(me.now)))
    assert answered(me) == "lapse-and-no-sleep"


def test_the_first_night_is_one(me: Context) -> None:
    save(me, quality=5)
    assert answered(me) == "first"


def test_a_lapse_is_answered_if_it_was_saved_and_once(me: Context, clock: FakeClock) -> None:
    save(me, NIGHT - DAY, quality=5)
    save(me, quality=5)
    for hour, day, is_answered in ((14, NIGHT, True), (3, NIGHT + DAY, True), (4, NIGHT, False)):
        at(clock, hour, day)
        lapse = Lapse(me.now, me.schedule.night_of(me.now))
        me.store.own.save(lapse)
        assert (answered(me) == "lapse") is is_answered, hour
        me.store.own.remove(lapse)
    assert answered(me) == "ordinary"


def test_who_was_up_in_the_night_is_told_that_it_counts(me: Context) -> None:
    save(me, NIGHT - DAY, quality=5)
    save(me, quality=5)
    me.store.own.save(Awakening(NIGHT - DAY, 4))
    assert answered(me) == "ordinary"
    me.store.own.save(Awakening(NIGHT, 2))
    assert answered(me) == "awake-opened"


@pytest.mark.parametrize(("nights", "id"), [(1, "ordinary"), (3, "ordinary"), (4, "return")])
def test_who_was_away_is_welcomed(me: Context, nights: int, id: str) -> None:
    save(me, NIGHT - nights * DAY, quality=5)
    save(me, quality=5)
    assert answered(me) == id


def test_a_return_is_welcomed_once(me: Context, clock: FakeClock) -> None:
    save(me, NIGHT - 9 * DAY, quality=5)
    save(me, quality=5)
    reply = replies.of_night(me, NIGHT)
    assert reply and reply.id == "return"
    replies.said(me, reply, NIGHT)
    me.disk.submit(lambda: None).result()
    assert answered(me) == "return"  # it is the same morning
    me.store.delete_diary(NIGHT)
    at(clock, 8, NIGHT + 2 * DAY)
    save(me, NIGHT + DAY, quality=5)
    assert answered(me, NIGHT + DAY) == "ordinary"


def rough_week(me: Context, nights: int = 4) -> None:
    for n in range(nights):
        save(me, NIGHT - n * DAY, quality=2)


def test_a_doctor_is_named_after_a_rough_week_and_then_not_for_a_week(
    me: Context, clock: FakeClock
) -> None:
    rough_week(me)
    assert answered(me) == "rough"
    stopped(me, 7)
    assert answered(me) == "rough"
    stopped(me, 8)
    reply = replies.of_night(me, NIGHT)
    assert reply and reply.id == "doctor"
    replies.said(me, reply, NIGHT)
    me.disk.submit(lambda: None).result()
    assert answered(me) == "doctor"
    for n in range(1, 8):
        save(me, NIGHT + n * DAY, quality=2)
        assert answered(me, NIGHT + n * DAY) == ("doctor" if n == 7 else "rough")


def test_older_nights_than_seven_do_not_count(me: Context) -> None:
    stopped(me, 30)
    save(me, quality=2)
    save(me, NIGHT - DAY, quality=2)
    save(me, NIGHT - 7 * DAY, quality=2)
    assert answered(me) == "rough"
    save(me, NIGHT - 6 * DAY, quality=2)
    assert answered(me) == "doctor"


def remark(me: Context) -> str:
    recorded = home.read(me)
    return recorded.remark.id if recorded.remark else ""


def test_tonight_says_the_answer_in_the_morning_and_then_the_days(
    me: Context, clock: FakeClock
) -> None:
    assert remark(me) == ""
    save(me, quality=5)
    assert remark(me) == "answer"
    for hour, id in ((8, "answer"), (13, "first-days"), (20, "first-days"), (22, "")):
        at(clock, hour)
        stopped(me, 3)
        assert remark(me) == id, hour
    at(clock, 3, NIGHT + 2 * DAY)
    assert remark(me) == ""


def test_what_is_hidden_stays_hidden_for_its_day_or_its_range(
    me: Context, clock: FakeClock
) -> None:
    save(me, quality=5)
    stopped(me, 4)
    assert remark(me) == "answer"
    home.hide_remark(me)
    assert me.records and me.records.remark is None
    me.disk.submit(lambda: None).result()
    assert remark(me) == ""
    at(clock, 13)
    assert remark(me) == "first-days"
    home.hide_remark(me)
    me.disk.submit(lambda: None).result()
    seen = []
    for days in range(3):
        at(clock, 13, NIGHT + (days + 1) * DAY)
        seen.append(remark(me))
    assert seen == ["", "", "easing"]
    stopped(me, 0, NIGHT + 3 * DAY)
    assert remark(me) == "begins"


def test_tonight_names_a_doctor_once_a_week_and_not_when_the_morning_did(
    me: Context, clock: FakeClock
) -> None:
    rough_week(me)
    stopped(me, 12)
    for n, hour in ((0, 15), (0, 20), (1, 15), (6, 15), (7, 15)):
        at(clock, hour, NIGHT + (n + 1) * DAY)
        rough_week_until(me, NIGHT + n * DAY)
        recorded = home.read(me)
        assert recorded.remark
        is_doctor = recorded.remark.id == "doctor"
        assert is_doctor is (n in (0, 7)), n
        remarks.shown(me, recorded.remark, home.today(me).date)
        me.disk.submit(lambda: None).result()
    save(me, NIGHT + 7 * DAY, quality=2)
    assert answered(me, NIGHT + 7 * DAY) == "rough", "Tonight has just said so"
    said_file.save(me.places.data, "reply/doctor", NIGHT + 9 * DAY)
    at(clock, 15, NIGHT + 15 * DAY)
    rough_week_until(me, NIGHT + 14 * DAY)
    assert remark(me) == "sleep-last", "the morning has said so six days ago"


def rough_week_until(me: Context, last: date) -> None:
    for n in range(4):
        save(me, last - n * DAY, quality=2)


# Tonight acts on it.


@given(
    legs=st.none() | st.integers(0, 10),
    anxiety=st.none() | st.integers(0, 10),
    sweats=st.none() | st.booleans(),
)
def test_what_is_answered_is_what_tonight_does(
    tmp_path_factory: pytest.TempPathFactory,
    legs: int | None,
    anxiety: int | None,
    sweats: bool | None,
) -> None:
    me = _somebody(tmp_path_factory)
    facts = {"legs": legs, "anxiety": anxiety, "sweats": sweats}
    reply = first_fitting(replies_file.load(me.library), facts, {}, NIGHT + DAY)
    answers = DiaryRecord(NIGHT, "", 0, legs=legs, anxiety=anxiety, sweats=sweats)
    me.records = NOTHING._replace(evenings=9, last_night=answers)
    tonight = home.tonight(me)
    cues = [cue.kind for s in tonight.evening.stops if s.timeline for cue in s.timeline.cues]
    routine = tonight.choice.exercise.id
    assert reply
    assert (reply.id == "legs") <= (routine == "routines/restless-legs")
    if reply.id in ("fear-high", "anxiety"):
        assert {"hold", "rest"}.isdisjoint(cues)
        assert routine == f"routines/{'restless-legs' if (legs or 0) >= 6 else 'short-night'}"
    assert (reply.id == "sweats") <= ("kit" in me.records.items_tonight)


@pytest.mark.parametrize("inward", ["all", "short", "off"])
def test_nothing_is_suggested_that_is_not_for_somebody(me: Context, inward: str) -> None:
    me.read_health = (HealthAnswer("inward", inward, me.now),) if inward != "all" else ()
    assert me.limits.inward == inward
    suggested = [id for each in replies_file.load(me.library) for id in each.suggestions]
    minds = {id for id in suggested if id.startswith("mind/") and replies.is_open(me, id)}
    for id in minds:
        exercise = choose.find(me.library, "mind", id).exercise
        assert not safer.is_turned_away(exercise, me.limits)
    steady = {"mind/grounding"}
    short = steady | {"mind/urge-three"}
    assert minds == {"all": short, "short": short, "off": steady}[inward]


_people: list[Context] = []


def _somebody(folders: pytest.TempPathFactory) -> Context:
    """Return one person for all examples."""
    if not _people:
        folder = folders.mktemp("somebody")
        places = Places(folder / "config", folder / "data")
        _people.append(Context(places, FakeClock()))
    return _people[0]


@pytest.mark.parametrize(
    "text", ["", "said = 1", '[said]\ndoctor = "yesterday"', "[said]\na = 2026-01-01T00:00:00", "="]
)
def test_a_file_of_what_was_said_that_cannot_be_read_is_none(me: Context, text: str) -> None:
    me.places.data.mkdir(parents=True)
    (me.places.data / said_file.NAME).write_text(text)
    assert said_file.load(me.places.data) == {}
    said_file.save(me.places.data, "doctor", NIGHT)
    said_file.save(me.places.data, "reply/return", NIGHT + DAY)
    assert said_file.load(me.places.data) == {"doctor": NIGHT, "reply/return": NIGHT + DAY}


def test_an_evening_before_the_night_is_no_absence(me: Context) -> None:
    save(me, NIGHT - 9 * DAY, quality=5)
    save(me, quality=5)
    began = datetime(2026, 11, 22, 22).astimezone()
    session = SessionRecord("mind/urge", "mind", began, NIGHT - DAY, 180, 180, "finished")
    me.store.add_session(session)
    assert answered(me) == "ordinary"
