"""The one player: looking is always safe, listeners hear each fact once and are asked when next."""

from math import inf

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.moment import Moment
from coach.domain.session import CueBegan, Event, Fact, Finished, Paused, Resumed, Session, State
from coach.playing.playback import Listener, Playback
from tests.fake_clock import FakeClock
from tests.generated import BOX, pattern_of

TIMELINE = pattern_of(*BOX, cycles=3).timeline()


class Ears(Listener):
    """Writes down what it hears, and wishes to be asked every so many seconds."""

    def __init__(self, every: float = inf) -> None:
        self.facts: list[Fact] = []
        self.every = every

    def heard(self, fact: Fact, session: Session, now: Moment) -> None:
        self.facts.append(fact)

    def next_change(self, session: Session, now: Moment) -> float:
        return now.monotonic + self.every


def test_every_listener_hears_every_fact_in_order() -> None:
    clock, one, other = FakeClock(), Ears(), Ears()
    playback = Playback(TIMELINE, clock, [one, other])
    while not playback.session.is_over:
        playback.happen()
        clock.advance(max(playback.session.due - clock.monotonic, 0))
    kinds = [fact.cue.kind for fact in one.facts if isinstance(fact, CueBegan)]
    assert kinds == ["in", "hold", "out", "rest"] * 3
    assert isinstance(one.facts[-1], Finished)
    assert one.facts == other.facts


@given(st.lists(st.floats(0.01, 4.0), min_size=1, max_size=40))
def test_extra_looks_report_nothing_twice(gaps: list[float]) -> None:
    clock, ears = FakeClock(), Ears()
    playback = Playback(TIMELINE, clock, [ears])
    for gap in gaps:
        clock.advance(gap)
        playback.happen()
        playback.happen()
    begun = [fact.index for fact in ears.facts if isinstance(fact, CueBegan)]
    assert begun == list(range(len(begun)))


def test_it_wants_to_be_looked_at_when_the_first_of_its_listeners_does() -> None:
    clock = FakeClock()
    playback = Playback(TIMELINE, clock, [Ears(every=3.0), Ears(every=0.5), Ears()])
    now = playback.happen()
    assert playback.session.due == now.monotonic + 0.5
    alone = Playback(TIMELINE, clock, [Ears()])
    alone.happen()
    assert alone.session.due == clock.monotonic + 4.0, "at the end of its cue in any case"


def test_a_step_that_began_a_little_ago_is_where_it_would_be() -> None:
    clock = FakeClock()
    since = Moment(clock.monotonic - 1.5, clock.wall - 1.5)
    playback = Playback(TIMELINE, clock, [Ears()], since)
    assert playback.session.elapsed_ms(playback.happen()) == 1500


def test_pausing_and_going_on_are_heard_and_the_moment_is_returned() -> None:
    clock, ears = FakeClock(), Ears()
    playback = Playback(TIMELINE, clock, [ears])
    clock.advance(2)
    assert playback.happen(Event.TOGGLE) == clock.now()
    assert not playback.is_running
    clock.advance(600)
    playback.happen(Event.TOGGLE)
    assert [type(fact) for fact in ears.facts] == [CueBegan, Paused, Resumed]
    assert playback.session.state is State.RUNNING
    assert playback.session.elapsed_ms(clock.now()) == 2000
