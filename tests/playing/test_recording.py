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
