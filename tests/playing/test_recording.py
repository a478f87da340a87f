"""What is recorded of a session: once, as it ended; what is finished stays finished."""

from coach.domain.session import Event
from coach.person.context import Context
from coach.playing.playback import Playback
from coach.playing.recording import Record, Recorder
from coach.store.records import SessionRecord
from tests.fake_clock import FakeClock
from tests.generated import BOX, pattern_of

TIMELINE = pattern_of(*BOX, cycles=2).timeline()
QUIET_MS = 4000


def recorded(me: Context) -> list[SessionRecord]:
    """Return what is on disk, when all of it is."""
    me.disk.submit(lambda: None).result()
    begins = me.now.replace(year=2000)
    return me.store.sessions(begins, me.now.replace(year=2100))


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
