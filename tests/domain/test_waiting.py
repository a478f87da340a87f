"""A passage that waits for a key: it runs to its end and stands there, until somebody is ready."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.moment import Moment
from coach.domain.passage import Line, passage
from coach.domain.session import (
    CueBegan,
    Event,
    Fact,
    Finished,
    Paused,
    Resumed,
    Session,
    State,
    Waiting,
    begin,
    step,
)
from coach.domain.timeline import Timeline, tile

STAND = passage("stretch", 10_000, [Line(0, "Stand.")])
LIE = passage("closing", 20_000, [Line(0, "Lie down."), Line(5000, "Press Space.")], waits=True)
BREATHE = passage("intro", 10_000, [Line(0, "Breathe.")])


def timeline(*parts: list) -> Timeline:  # type: ignore[type-arg]
    return Timeline("x/x", "X", "stretch", tile(cue for part in parts for cue in part))


class Played:
    """A session, and the time that passes in it."""

    def __init__(self, timeline: Timeline) -> None:
        self.seconds = 0.0
        self.facts: list[Fact] = []
        self.session: Session = begin(timeline, self.now)

    @property
    def now(self) -> Moment:
        return Moment(100 + self.seconds, 1000 + self.seconds)

    def happen(self, event: Event = Event.LOOK) -> None:
        self.session, facts = step(self.session, event, self.now)
        self.facts += facts

    def run(self, seconds: float) -> None:
        """Let time pass, looking as often as the player would."""
        end = self.seconds + seconds
        while self.session.state is State.RUNNING and self.session.due - 100 <= end:
            self.seconds = max(self.session.due - 100, self.seconds)
            self.happen()
        self.seconds = end
        self.happen()

    @property
    def texts(self) -> list[str]:
        return [fact.cue.text for fact in self.facts if isinstance(fact, CueBegan)]


def test_its_lines_run_to_the_end_and_then_it_stands() -> None:
    one = Played(timeline(STAND, LIE, BREATHE))
    one.run(29)
    assert one.session.state is State.RUNNING
    one.run(1)
    assert one.session.is_waiting
    assert one.facts[-1] == Waiting()
    one.run(3600)
    assert one.session.position(one.now).cue.text == "Press Space."
    assert one.texts == ["Stand.", "Lie down.", "Press Space."]
    assert not any(isinstance(fact, Paused) for fact in one.facts), "nobody paused it"
    one.happen(Event.TOGGLE)
    assert one.session.state is State.RUNNING
    assert Resumed() in one.facts
    assert one.texts[-1] == "Breathe."
    assert one.session.elapsed_ms(one.now) == 30_000
    one.run(10)
    assert one.session.is_over


def test_space_goes_on_at_any_time_in_it() -> None:
    one = Played(timeline(STAND, LIE, BREATHE))
    one.run(12)
    one.happen(Event.TOGGLE)
    assert one.texts[-1] == "Breathe."
    assert one.session.state is State.RUNNING
    assert not one.session.is_waiting
    one.run(10)
    assert one.session.is_over


@pytest.mark.parametrize("seconds", [3, 40])
def test_where_it_comes_last_space_ends_the_session(seconds: float) -> None:
    one = Played(timeline(STAND, LIE))
    one.run(10 + seconds)
    assert not one.session.is_over
    one.happen(Event.TOGGLE)
    assert one.session.is_over
    assert one.facts[-1] == Finished()
    assert one.session.elapsed_ms(one.now) == 30_000


def test_before_it_space_pauses_as_ever() -> None:
    one = Played(timeline(STAND, LIE))
    one.run(5)
    one.happen(Event.TOGGLE)
    assert one.session.state is State.PAUSED and not one.session.is_waiting
    one.happen(Event.TOGGLE)
    one.run(25)
    assert one.session.is_waiting


def test_who_is_looked_away_from_in_it_waits_on() -> None:
    one = Played(timeline(STAND, LIE, BREATHE))
    one.run(12)
    one.happen(Event.PAUSE)
    one.run(100)
    assert one.session.state is State.PAUSED and not one.session.is_waiting
    one.happen(Event.TOGGLE)
    assert one.session.elapsed_ms(one.now) == 12_000
    one.run(18)
    assert one.session.is_waiting
    one.happen(Event.PAUSE)
    assert one.session.is_waiting


@pytest.mark.parametrize("event", [Event.NEXT, Event.BACK])
def test_a_jump_leaves_it(event: Event) -> None:
    one = Played(timeline(STAND, LIE, BREATHE))
    one.run(31)
    one.happen(event)
    assert not one.session.is_waiting
    one.happen(Event.TOGGLE)
    assert one.session.state is State.RUNNING
    assert one.texts[-1] == ("Breathe." if event is Event.NEXT else "Stand.")


@given(st.lists(st.sampled_from(["toggle", "next", "back", "look"]), max_size=20), st.data())
def test_whatever_is_pressed_it_never_runs_past_a_wait(
    keys: list[str], data: st.DataObject
) -> None:
    one = Played(timeline(STAND, LIE, BREATHE, LIE))
    for key in keys:
        was_before = one.session.elapsed_ms(one.now) < 30_000
        one.run(data.draw(st.floats(0, 40)))
        assert not was_before or one.session.elapsed_ms(one.now) < 30_000
        one.happen(Event(key))
    assert 0 <= one.session.elapsed_ms(one.now) <= 60_000
