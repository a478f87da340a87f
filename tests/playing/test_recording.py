"""What is recorded of a session: once, as it ended; what is finished stays finished."""

from datetime import date, datetime, timedelta

import pytest

from coach.domain.session import Event
from coach.person.context import Context
from coach.playing.playback import Playback
from coach.playing.recording import Record, Recorder
from coach.store.records import SessionRecord
from coach.store.settings import Settings
from tests.fake_clock import FakeClock
from tests.generated import BOX, pattern_of

TIMELINE = pattern_of(*BOX, cycles=2).timeline()
QUIET_MS = 4000


def recorded(me: Context) -> list[SessionRecord]:
    """Return what is on disk, when all of it is."""
    me.disk.submit(lambda: None).result()
    return me.store.sessions(date.min, date.max)


def recorder(me: Context, heard: list[int] | None = None, quiet_ms: int = 0) -> Recorder:
    record = Record(me, "breathing/box", TIMELINE.total_ms, "routines/mine", me.clock.now())
    return Recorder(record, quiet_ms, (heard if heard is not None else []).append)


def play_to_the_end(playback: Playback, clock: FakeClock) -> None:
    while not playback.session.is_over:
        clock.advance(max(playback.session.due - clock.monotonic, 0))
        playback.happen()


def test_a_finished_session_stays_finished_when_the_app_is_left_afterwards(
    me: Context, clock: FakeClock
) -> None:
    listener = recorder(me)
    playback = Playback(TIMELINE, clock, [listener])
    play_to_the_end(playback, clock)
    listener.leave(playback.session, clock.now())
    [row] = recorded(me)
    assert (row.ending, row.done_seconds, row.routine) == ("finished", 32, "routines/mine")


def test_leaving_going_on_and_finishing_is_one_row(me: Context, clock: FakeClock) -> None:
    listener = recorder(me)
    playback = Playback(TIMELINE, clock, [listener])
    for seconds in (4, 4, 2):
        clock.advance(seconds)
        playback.happen()
    playback.happen(Event.PAUSE)
    listener.leave(playback.session, clock.now())
    [row] = recorded(me)
    assert (row.ending, row.done_seconds, row.pauses) == ("stopped", 10, 1)
    clock.advance(60)
    playback.happen(Event.TOGGLE)
    play_to_the_end(playback, clock)
    [row] = recorded(me)
    assert (row.ending, row.done_seconds, row.pauses) == ("finished", 32, 1)


def test_the_quiet_before_a_step_is_not_counted_and_its_routine_hears_of_it(
    me: Context, clock: FakeClock
) -> None:
    heard: list[int] = []
    listener = recorder(me, heard, QUIET_MS)
    playback = Playback(TIMELINE.after_a_pause(QUIET_MS), clock, [listener])
    clock.advance(2)
    playback.happen()
    listener.leave(playback.session, clock.now())
    clock.advance(7)
    playback.happen()
    listener.leave(playback.session, clock.now())
    assert heard == [0, 5000]
    assert [row.done_seconds for row in recorded(me)] == [5]


@pytest.mark.parametrize(
    ("bedtime", "rise", "began", "night"),
    [
        ("23:00", "07:00", "2026-11-24T22:40", "2026-11-24"),
        ("23:00", "07:00", "2026-11-25T03:10", "2026-11-24"),
        ("23:00", "07:00", "2026-11-25T11:59", "2026-11-24"),
        ("23:00", "07:00", "2026-11-25T12:00", "2026-11-25"),
        ("08:00", "16:00", "2026-11-25T07:40", "2026-11-24"),
        ("08:00", "16:00", "2026-11-25T20:59", "2026-11-24"),
        ("08:00", "16:00", "2026-11-25T21:00", "2026-11-25"),
    ],
)
def test_it_belongs_to_the_night_in_which_it_began(
    me: Context, clock: FakeClock, bedtime: str, rise: str, began: str, night: str
) -> None:
    me.settings = Settings(bedtime=bedtime, rise=rise)
    clock.wall = datetime.fromisoformat(began).timestamp()
    listener = recorder(me)
    playback = Playback(TIMELINE, clock, [listener])
    clock.advance(timedelta(hours=2).total_seconds())
    playback.happen()
    listener.leave(playback.session, clock.now())
    [row] = recorded(me)
    assert row.night.isoformat() == night
    assert row.began == datetime.fromisoformat(began).astimezone()


# What of the checklist is done with it.

OUT = datetime(2027, 1, 14, 23)
"""When the light goes out, as the settings have it."""


def ticked(me: Context) -> list[tuple[str, str]]:
    """Return what has been answered, when all of it is on disk."""
    recorded(me)
    return [(each.item, each.answer) for each in me.store.answers(date.min, date.max)]


def finish(me: Context, clock: FakeClock, id: str, until: datetime) -> None:
    """Play a session of an exercise that ends then."""
    clock.wall = (until - timedelta(milliseconds=TIMELINE.total_ms)).timestamp()
    listener = Recorder(Record(me, id, TIMELINE.total_ms, "", clock.now()))
    play_to_the_end(Playback(TIMELINE, clock, [listener]), clock)


@pytest.mark.parametrize("id", ["breathing/box", "relaxation/pmr-4", "bodyscan/mine"])
def test_a_quiet_exercise_ticks_itself_once_it_is_due(
    me: Context, clock: FakeClock, id: str
) -> None:
    finish(me, clock, id, OUT - timedelta(minutes=21))
    assert ticked(me) == []
    finish(me, clock, id, OUT - timedelta(minutes=20))
    assert ticked(me) == [("wind-down", "done")]


def test_another_kind_or_one_that_is_left_ticks_nothing(me: Context, clock: FakeClock) -> None:
    finish(me, clock, "stretch/legs", OUT)
    listener = recorder(me)
    playback = Playback(TIMELINE, clock, [listener])
    clock.advance(10)
    playback.happen()
    listener.leave(playback.session, clock.now())
    assert ticked(me) == []


def test_what_was_answered_stays_and_what_is_off_is_not_ticked(
    me: Context, clock: FakeClock
) -> None:
    clock.wall = OUT.timestamp()
    me.store.answer(OUT.date(), "wind-down", "skipped", me.now)
    finish(me, clock, "breathing/box", OUT)
    assert ticked(me) == [("wind-down", "skipped")]
    me.store.answer(OUT.date(), "wind-down", None, me.now)
    me.settings = Settings(items_off=["wind-down"])
    finish(me, clock, "breathing/box", OUT)
    assert ticked(me) == []
