"""A session: its place, the facts it reports, and that no storm of events breaks it."""

from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.breathing import LeadIn
from coach.domain.moment import Moment
from coach.domain.passage import Line, passage
from coach.domain.session import (
    GAP_SECONDS,
    CueBegan,
    Event,
    Fact,
    Facts,
    Finished,
    LengthChanged,
    Paused,
    Resumed,
    State,
    Stopped,
    begin,
    leave_out,
    replan,
    step,
)
from coach.domain.timeline import Part, Timeline, tile
from tests.fake_clock import FakeClock
from tests.generated import (
    BOX,
    body_timelines,
    check_tiling,
    pattern_of,
    timelines,
    with_closing,
)

LEAD_IN = (LeadIn(5000, "Light and slow."),)


class Player:
    """A session with its own clock, and everything it ever reported."""

    def __init__(self, timeline: Timeline, clock: FakeClock | None = None) -> None:
        self.clock = clock or FakeClock()
        self.session = begin(timeline, self.clock.now())
        self.reported: list[Fact] = []

    def do(self, event: Event) -> Facts:
        """Let an event happen now."""
        self.session, facts = step(self.session, event, self.clock.now())
        self.reported += facts
        return facts

    def look(self) -> Facts:
        """Look at it now."""
        return self.do(Event.LOOK)

    def pass_time(self, seconds: float) -> None:
        """Let time pass in which nobody expected a look."""
        self.clock.advance(seconds)
        self.session = self.session.expecting(self.clock.monotonic)

    def wait(self, seconds: float) -> Facts:
        """Let time pass, then look when a look is expected."""
        self.pass_time(seconds)
        return self.look()

    @property
    def elapsed_ms(self) -> int:
        return self.session.elapsed_ms(self.clock.now())

    @property
    def cue_kind(self) -> str:
        return self.session.position(self.clock.now()).cue.kind


def box(cycles: int = 3, max_cycles: int | None = None) -> Player:
    """Return a session of a box without a lead-in, looked at once."""
    player = Player(pattern_of(*BOX, cycles=cycles, max_cycles=max_cycles).timeline())
    player.look()
    return player


def indices(facts: list[Fact] | Facts) -> list[int]:
    """Return the index of every cue that was reported."""
    return [fact.index for fact in facts if isinstance(fact, CueBegan)]


def test_the_first_look_reports_the_first_cue() -> None:
    player = Player(pattern_of(*BOX).timeline())
    assert player.look() == (CueBegan(0, player.session.timeline.cues[0]),)


def test_a_whole_box_session() -> None:
    player = Player(pattern_of(*BOX, cycles=5).timeline())
    kinds: list[str] = []
    for _ in range(81):
        kinds += [fact.cue.kind for fact in player.look() if isinstance(fact, CueBegan)]
        player.clock.advance(1)
    assert kinds == ["in", "hold", "out", "rest"] * 5
    assert player.session.state is State.FINISHED


@pytest.mark.parametrize(
    ("elapsed_ms", "kind", "into_ms"),
    [
        (0, "in", 0),
        (1, "in", 1),
        (3999, "in", 3999),
        (4000, "hold", 0),
        (4001, "hold", 1),
        (7999, "hold", 3999),
        (8000, "out", 0),
        (8001, "out", 1),
        (11_999, "out", 3999),
        (12_000, "rest", 0),
        (12_001, "rest", 1),
        (15_999, "rest", 3999),
        (16_000, "in", 0),
        (16_001, "in", 1),
        (47_999, "rest", 3999),
        (48_000, "rest", 4000),
    ],
)
def test_the_place_just_before_at_and_just_after_each_edge(
    elapsed_ms: int, kind: str, into_ms: int
) -> None:
    player = box()
    player.wait(elapsed_ms / 1000)
    place = player.session.position(player.clock.now())
    assert (place.cue.kind, place.into_ms) == (kind, into_ms)


@given(timelines(), st.lists(st.floats(0, 4.9), max_size=20))
def test_the_place_is_the_time_that_passed_however_often_one_looks(
    timeline: Timeline, waits: list[float]
) -> None:
    player = Player(timeline)
    began = player.clock.monotonic
    for seconds in waits:
        player.clock.advance(seconds)
        player.look()
        passed_ms = round((player.clock.monotonic - began) * 1000)
        assert player.elapsed_ms == min(passed_ms, timeline.total_ms)


@given(timelines(), st.lists(st.floats(0, 5), max_size=60))
def test_every_fact_is_reported_once_whenever_one_looks(
    timeline: Timeline, waits: list[float]
) -> None:
    player = Player(timeline)
    for seconds in waits:
        player.clock.advance(seconds)
        player.look()
    while not player.session.is_over:
        player.clock.advance(max(player.session.due - player.clock.monotonic, 0))
        player.look()
    assert indices(player.reported) == list(range(len(timeline.cues)))
    assert player.reported[-1] == Finished()
    assert len(player.reported) == len(timeline.cues) + 1


@given(timelines(), st.lists(st.tuples(st.floats(0, 4.9), st.booleans()), max_size=25))
def test_with_gaps_every_cue_is_reported_once_each_time_it_is_entered(
    timeline: Timeline, looks: list[tuple[float, bool]]
) -> None:
    player = Player(timeline)
    player.look()
    gaps = 0
    for seconds, is_gap in looks:
        player.clock.advance(seconds)
        if player.session.is_over:
            break
        if is_gap:
            last = indices(player.reported)[-1]
            player.clock.advance_wall(60)
            assert player.look() == (Paused(by_gap=True),)
            resumed, *facts = player.do(Event.TOGGLE)
            assert resumed == Resumed()
            place = player.session.position(player.clock.now())
            assert indices(tuple(facts)) == [place.cue_index]
            assert timeline.breath_start_ms(last) == place.cue.start_ms
            gaps += 1
        else:
            before = indices(player.reported)[-1]
            reported = indices(player.look())
            assert reported == list(range(before + 1, before + 1 + len(reported)))
    assert player.reported.count(Paused(by_gap=True)) == gaps == player.reported.count(Resumed())


@given(timelines(), st.floats(0, 60))
def test_a_second_look_at_the_same_moment_reports_nothing_new(
    timeline: Timeline, seconds: float
) -> None:
    player = Player(timeline)
    player.wait(seconds)
    before = player.session
    assert player.look() == ()
    assert player.session == before


def test_the_first_cue_is_due_at_its_end() -> None:
    player = Player(pattern_of(*BOX).timeline())
    assert player.session.due == player.clock.monotonic + 4
    player.look()
    assert player.session.due == player.clock.monotonic + 4
    player.clock.advance(5)
    player.look()
    assert player.session.due == player.clock.monotonic + 3


def test_a_late_look_reports_the_cues_in_between() -> None:
    player = box()
    player.clock.advance(8.5)
    assert indices(player.look()) == [1, 2]


def test_an_hours_jump_that_was_expected_ends_the_session() -> None:
    player = box()
    facts = player.wait(3600)
    assert indices(facts) == list(range(1, 12))
    assert facts[-1] == Finished()
    assert player.elapsed_ms == 48_000


def test_an_hours_jump_that_was_not_expected_is_a_gap() -> None:
    player = box()
    player.wait(1)
    player.clock.advance(3600)
    assert player.look() == (Paused(by_gap=True),)
    assert player.elapsed_ms == 1000


# Pausing


def test_pausing_mid_breath_keeps_the_place() -> None:
    player = box()
    player.wait(2.5)
    assert player.do(Event.TOGGLE) == (Paused(by_gap=False),)
    player.clock.advance(3600)
    assert player.look() == ()
    assert player.elapsed_ms == 2500
    assert player.do(Event.TOGGLE) == (Resumed(),)
    assert player.elapsed_ms == 2500
    assert indices(player.wait(1.499)) == []
    assert indices(player.wait(0.001)) == [1]


@pytest.mark.parametrize(("at_ms", "kind"), [(3999, "in"), (4000, "hold"), (4001, "hold")])
def test_pausing_at_an_edge_reports_each_cue_once(at_ms: int, kind: str) -> None:
    player = box()
    player.clock.advance(at_ms / 1000)
    player.do(Event.PAUSE)
    assert (player.elapsed_ms, player.cue_kind) == (at_ms, kind)
    player.clock.advance(60)
    player.do(Event.TOGGLE)
    player.wait(1)
    assert indices(player.reported) == [0, 1]


def test_pausing_reports_first_what_was_due() -> None:
    player = box()
    player.clock.advance(4.2)
    facts = player.do(Event.PAUSE)
    assert facts == (CueBegan(1, player.session.timeline.cues[1]), Paused(by_gap=False))


def test_pausing_twice_changes_nothing() -> None:
    player = box()
    player.do(Event.PAUSE)
    before = player.session
    assert player.do(Event.PAUSE) == ()
    assert player.session == before


def test_pausing_at_the_end_finds_it_finished() -> None:
    player = box(cycles=1)
    player.pass_time(16)
    assert player.do(Event.TOGGLE)[-1] == Finished()
    assert player.session.state is State.FINISHED


def test_many_pauses_cost_no_time() -> None:
    player = box()
    for _ in range(100):
        player.wait(0.1)
        player.do(Event.TOGGLE)
        player.clock.advance(7.7)
        player.do(Event.TOGGLE)
    assert player.elapsed_ms == 10_000


# Gaps


@pytest.mark.parametrize(("late", "is_gap"), [(4.9, False), (5.0, False), (5.001, True)])
def test_a_look_more_than_five_seconds_late_is_a_gap(late: float, is_gap: bool) -> None:
    player = box()
    player.session = player.session.expecting(player.clock.monotonic + 0.25)
    player.clock.advance(0.25 + late)
    facts = player.look()
    assert (Paused(by_gap=True) in facts) is is_gap
    assert (player.session.state is State.PAUSED) is is_gap
    assert player.elapsed_ms == (0 if is_gap else round((0.25 + late) * 1000))


@pytest.mark.parametrize(("ahead", "is_gap"), [(4.9, False), (5.0, False), (5.001, True)])
def test_a_wall_clock_more_than_five_seconds_ahead_is_a_gap(ahead: float, is_gap: bool) -> None:
    player = Player(pattern_of(*BOX).timeline(), FakeClock(monotonic=100, wall=1000))
    player.wait(1)
    player.clock.advance_wall(ahead)
    assert (player.look() == (Paused(by_gap=True),)) is is_gap
    assert player.elapsed_ms == 1000


def test_the_wall_clock_is_compared_since_the_last_look_only() -> None:
    player = box()
    for _ in range(10):
        player.clock.advance_wall(4)
        player.wait(1)
    assert player.session.state is State.RUNNING
    assert player.elapsed_ms == 10_000


@pytest.mark.parametrize("back", [1, 3600, 1e9])
def test_a_wall_clock_that_is_set_back_is_no_gap(back: float) -> None:
    player = box()
    player.clock.advance_wall(-back)
    player.wait(1)
    assert player.session.state is State.RUNNING
    assert player.elapsed_ms == 1000


def test_a_closed_lid_pauses_where_it_was_last_seen() -> None:
    player = box()
    player.wait(6)
    player.clock.advance_wall(8 * 3600)
    player.clock.advance(0.5)
    assert player.look() == (Paused(by_gap=True),)
    assert player.elapsed_ms == 6000


def test_a_stopped_process_pauses_where_it_was_last_seen() -> None:
    player = box()
    player.wait(6)
    player.session = player.session.expecting(player.clock.monotonic + 0.1)
    player.clock.advance(3600)
    assert player.look() == (Paused(by_gap=True),)
    assert player.elapsed_ms == 6000


def test_a_gap_past_the_end_does_not_finish_the_session() -> None:
    player = box(cycles=1)
    player.wait(15)
    player.clock.advance(60)
    assert player.look() == (Paused(by_gap=True),)
    assert player.elapsed_ms == 15_000


def test_a_gap_is_reported_once() -> None:
    player = box()
    player.clock.advance(60)
    assert player.look() == (Paused(by_gap=True),)
    player.clock.advance(60)
    assert player.look() == ()


def test_resuming_after_a_gap_starts_the_breath_again() -> None:
    player = box()
    player.wait(16 + 9)
    player.clock.advance(600)
    player.look()
    assert player.elapsed_ms == 25_000
    facts = player.do(Event.TOGGLE)
    assert facts == (Resumed(), CueBegan(4, player.session.timeline.cues[4]))
    assert player.elapsed_ms == 16_000
    assert indices(player.wait(4)) == [5]


def test_after_a_gap_nothing_is_skipped() -> None:
    player = box()
    player.wait(9)
    player.clock.advance(600)
    player.look()
    player.do(Event.TOGGLE)
    while not player.session.is_over:
        player.wait(1)
    assert indices(player.reported) == [0, 1, 2, *range(12)]


def test_after_a_gap_in_the_lead_in_that_line_begins_again() -> None:
    player = Player(pattern_of(*BOX, lead_in=(*LEAD_IN, *LEAD_IN)).timeline())
    player.wait(7)
    player.clock.advance(600)
    player.look()
    assert indices(player.do(Event.TOGGLE)) == [1]
    assert player.elapsed_ms == 5000


def test_after_a_gap_in_the_closing_the_closing_begins_again() -> None:
    player = Player(with_closing(pattern_of(*BOX, cycles=1).timeline(), 3000, 3000))
    player.wait(20)
    player.clock.advance(600)
    player.look()
    assert indices(player.do(Event.TOGGLE)) == [5]
    assert player.elapsed_ms == 19_000


def test_a_key_that_comes_before_the_look_finds_the_gap_too() -> None:
    player = box()
    player.wait(9)
    player.clock.advance(600)
    first, *others = player.do(Event.TOGGLE)
    assert first == Paused(by_gap=True)
    assert others == [Resumed(), CueBegan(0, player.session.timeline.cues[0])]


def test_a_pause_that_finds_a_gap_is_the_gap() -> None:
    player = box()
    player.wait(9)
    player.clock.advance(600)
    assert player.do(Event.PAUSE) == (Paused(by_gap=True),)
    assert player.do(Event.TOGGLE)[0] == Resumed()
    assert player.elapsed_ms == 0


def test_a_pause_of_hours_is_no_gap() -> None:
    player = box()
    player.wait(9)
    player.do(Event.PAUSE)
    player.clock.advance_wall(9 * 3600)
    player.clock.advance(60)
    assert player.look() == ()
    assert player.do(Event.TOGGLE) == (Resumed(),)
    assert player.elapsed_ms == 9000


def test_a_second_gap_goes_back_to_its_own_breath() -> None:
    player = box()
    player.wait(9)
    player.clock.advance(600)
    player.look()
    player.do(Event.TOGGLE)
    player.wait(20)
    player.clock.advance(600)
    player.look()
    player.do(Event.TOGGLE)
    assert player.elapsed_ms == 16_000


# Jumping


def test_next_goes_to_the_start_of_the_cue_after() -> None:
    player = box()
    player.wait(1)
    assert player.do(Event.NEXT) == (CueBegan(1, player.session.timeline.cues[1]),)
    assert player.elapsed_ms == 4000
    assert indices(player.wait(4)) == [2]


def test_back_goes_to_the_start_of_the_cue_before() -> None:
    player = box()
    player.wait(9)
    assert indices(player.do(Event.BACK)) == [1]
    assert player.elapsed_ms == 4000
    assert indices(player.wait(4)) == [2]


def test_back_in_the_first_cue_begins_it_again() -> None:
    player = box()
    player.wait(3)
    assert indices(player.do(Event.BACK)) == [0]
    assert player.elapsed_ms == 0


def test_next_in_the_last_cue_changes_nothing() -> None:
    player = box(cycles=1)
    player.wait(13)
    assert player.do(Event.NEXT) == ()
    assert player.elapsed_ms == 13_000
    assert player.wait(3) == (Finished(),)


def test_next_reports_first_what_was_due() -> None:
    player = box()
    player.clock.advance(4.5)
    assert indices(player.do(Event.NEXT)) == [1, 2]


def test_jumping_while_paused_stays_paused_at_the_new_place() -> None:
    player = box()
    player.wait(1)
    player.do(Event.PAUSE)
    assert indices(player.do(Event.NEXT)) == [1]
    player.clock.advance(60)
    assert player.elapsed_ms == 4000
    assert player.do(Event.TOGGLE) == (Resumed(),)
    assert indices(player.wait(4)) == [2]


def test_a_jump_after_a_gap_is_where_it_resumes() -> None:
    player = box()
    player.wait(9)
    player.clock.advance(600)
    player.look()
    assert indices(player.do(Event.NEXT)) == [3]
    assert player.do(Event.TOGGLE) == (Resumed(),)
    assert player.elapsed_ms == 12_000


def test_a_jump_at_the_last_cue_after_a_gap_still_restarts_the_breath() -> None:
    player = box(cycles=1)
    player.wait(13)
    player.clock.advance(600)
    player.look()
    assert player.do(Event.NEXT) == ()
    player.do(Event.TOGGLE)
    assert player.elapsed_ms == 0


def test_after_a_jump_the_next_look_is_due_at_the_end_of_the_cue() -> None:
    player = box()
    player.wait(1)
    player.do(Event.NEXT)
    assert player.session.due == player.clock.monotonic + 4
    player.clock.advance(9)
    assert indices(player.look()) == [2, 3]


# One more, one less


def test_one_more_makes_it_a_breath_longer() -> None:
    player = box()
    assert player.do(Event.ONE_MORE) == (LengthChanged(4, is_more=True),)
    assert player.session.timeline.total_ms == 64_000


def test_one_less_makes_it_a_breath_shorter() -> None:
    player = box()
    assert player.do(Event.ONE_LESS) == (LengthChanged(2, is_more=False),)
    assert player.session.timeline.total_ms == 32_000


def test_a_change_of_length_moves_nothing() -> None:
    player = box()
    player.wait(9.5)
    for event in (Event.ONE_MORE, Event.ONE_MORE, Event.ONE_LESS):
        player.do(event)
        assert (player.elapsed_ms, player.cue_kind) == (9500, "out")
    assert indices(player.wait(3)) == [3]


def test_at_the_most_breaths_there_is_no_more() -> None:
    player = box(cycles=3, max_cycles=4)
    assert player.do(Event.ONE_MORE) == (LengthChanged(4, is_more=True),)
    assert player.do(Event.ONE_MORE) == ()
    assert player.session.timeline.cycles == 4


def test_a_single_breath_cannot_be_taken_away() -> None:
    player = box(cycles=1)
    assert player.do(Event.ONE_LESS) == ()
    assert player.session.timeline.cycles == 1


@pytest.mark.parametrize(
    ("at_ms", "can_go"), [(31_999, True), (32_000, False), (32_001, False), (47_999, False)]
)
def test_the_last_breath_cannot_be_taken_away_once_it_began(at_ms: int, can_go: bool) -> None:
    player = box(cycles=3)
    player.wait(at_ms / 1000)
    facts = player.do(Event.ONE_LESS)
    assert facts == ((LengthChanged(2, is_more=False),) if can_go else ())
    assert player.session.timeline.total_ms == (32_000 if can_go else 48_000)


def test_the_breath_before_the_last_can_be_made_the_last_in_its_last_instant() -> None:
    player = box(cycles=3)
    player.wait(31.999)
    player.do(Event.ONE_LESS)
    assert player.wait(0.001) == (Finished(),)


def test_one_more_in_the_last_instant_of_the_last_breath() -> None:
    player = box(cycles=1)
    player.wait(15.999)
    assert player.do(Event.ONE_MORE) == (LengthChanged(2, is_more=True),)
    facts = player.wait(0.001)
    assert indices(facts) == [4]
    assert player.session.state is State.RUNNING


def test_one_more_at_the_very_end_comes_too_late() -> None:
    player = box(cycles=1)
    player.pass_time(16)
    assert player.do(Event.ONE_MORE)[-1] == Finished()
    assert player.session.timeline.cycles == 1


@pytest.mark.parametrize(("at_ms", "can_change"), [(47_999, True), (48_000, False)])
def test_once_the_closing_began_there_is_no_more(at_ms: int, can_change: bool) -> None:
    player = Player(with_closing(pattern_of(*BOX).timeline(), 3000))
    player.wait(at_ms / 1000)
    assert player.do(Event.ONE_MORE) == ((LengthChanged(4, is_more=True),) if can_change else ())
    assert player.session.timeline.cues[-1].kind == "closing"


def test_in_the_closing_there_is_no_less() -> None:
    player = Player(with_closing(pattern_of(*BOX).timeline(), 3000))
    player.wait(49)
    assert player.do(Event.ONE_LESS) == ()
    assert (player.elapsed_ms, player.cue_kind) == (49_000, "closing")


def test_in_the_lead_in_the_length_can_change() -> None:
    player = Player(pattern_of(*BOX, lead_in=LEAD_IN).timeline())
    player.wait(2)
    assert player.do(Event.ONE_LESS) == (LengthChanged(2, is_more=False),)
    assert player.do(Event.ONE_MORE) == (LengthChanged(3, is_more=True),)


def test_the_length_can_change_while_paused() -> None:
    player = box()
    player.wait(2)
    player.do(Event.PAUSE)
    assert player.do(Event.ONE_MORE) == (LengthChanged(4, is_more=True),)
    assert player.session.state is State.PAUSED


# Ends


@pytest.mark.parametrize(
    ("at_ms", "state"),
    [(15_999, State.RUNNING), (16_000, State.FINISHED), (16_001, State.FINISHED)],
)
def test_it_ends_exactly_at_its_end(at_ms: int, state: State) -> None:
    player = box(cycles=1)
    player.wait(at_ms / 1000)
    assert player.session.state is state
    assert player.elapsed_ms == min(at_ms, 16_000)


@pytest.mark.parametrize("end", [State.FINISHED, State.STOPPED])
@pytest.mark.parametrize("event", list(Event))
def test_an_ended_session_stays_as_it_is(end: State, event: Event) -> None:
    player = box(cycles=1)
    player.wait(16 if end is State.FINISHED else 7)
    player.do(Event.STOP)
    before = player.session
    player.clock.advance(3600)
    assert player.do(event) == ()
    assert player.session.state is end
    assert replace(player.session, seen=before.seen) == before


def test_stopping_keeps_the_place() -> None:
    player = box()
    player.wait(7)
    assert player.do(Event.STOP) == (Stopped(),)
    player.clock.advance(100)
    assert player.elapsed_ms == 7000
    assert player.session.is_over


def test_a_paused_session_can_be_stopped() -> None:
    player = box()
    player.wait(7)
    player.do(Event.PAUSE)
    player.clock.advance(100)
    assert player.do(Event.STOP) == (Stopped(),)
    assert player.elapsed_ms == 7000


def test_stopping_in_a_gap_stops_where_it_was_last_seen() -> None:
    player = box()
    player.wait(7)
    player.clock.advance(600)
    assert player.do(Event.STOP) == (Paused(by_gap=True), Stopped())
    assert player.elapsed_ms == 7000


def test_it_knows_when_it_will_come_to_a_place() -> None:
    player = box()
    player.wait(2)
    player.do(Event.PAUSE)
    player.clock.advance(60)
    player.do(Event.TOGGLE)
    assert player.session.moment_of(4000) == player.clock.monotonic + 2


@pytest.mark.parametrize("began", [0.0, 0.1, 1e6 + 0.7, 3e7 + 1 / 3])
def test_the_moment_a_clock_began_does_not_matter(began: float) -> None:
    player = Player(pattern_of(*BOX, cycles=200).timeline(), FakeClock(monotonic=began))
    while not player.session.is_over:
        player.clock.monotonic = player.session.due
        player.look()
    assert indices(player.reported) == list(range(800))
    assert player.elapsed_ms == 3_200_000


# Passages: words that change are one thing


FOOT, CALF, BELLY = (Part(id, id.capitalize()) for id in ("foot", "calf", "belly"))
STOPS = Timeline(
    "stretch/x",
    "X",
    "stretch",
    tile(
        [
            *passage("settle", 10_000, [Line(0, "Here.")]),  # cue 0
            *passage("stretch", 20_000, [Line(0, "Foot."), Line(5000, "On.")], FOOT),  # 1 to 3
            *passage("stretch", 20_000, [Line(0, "Calf."), Line(5000, "On.")], CALF),  # 4 to 6
            *passage("stretch", 10_000, [Line(0, "Belly.")], BELLY),  # 7
            *passage("closing", 10_000, [Line(0, "Rest.")]),  # 8
        ]
    ),
)


def stops(at_seconds: float, timeline: Timeline = STOPS) -> Player:
    """Return a session of stops that came this far; earlier reports are dropped."""
    player = Player(timeline)
    player.look()
    player.wait(at_seconds)
    player.reported.clear()
    return player


@pytest.mark.parametrize(
    ("at_seconds", "cue", "place_ms"),
    [(0, 1, 10_000), (10, 4, 30_000), (16, 4, 30_000), (29.9, 4, 30_000), (30, 7, 50_000)],
)
def test_next_goes_to_the_start_of_the_passage_after(
    at_seconds: float, cue: int, place_ms: int
) -> None:
    player = stops(at_seconds)
    assert indices(player.do(Event.NEXT)) == [cue]
    assert player.elapsed_ms == place_ms


@pytest.mark.parametrize(
    ("at_seconds", "cue", "place_ms"),
    [(3, 0, 0), (10, 0, 0), (29, 0, 0), (30, 1, 10_000), (48, 1, 10_000), (65, 7, 50_000)],
)
def test_back_goes_to_the_start_of_the_passage_before(
    at_seconds: float, cue: int, place_ms: int
) -> None:
    player = stops(at_seconds)
    assert indices(player.do(Event.BACK)) == [cue]
    assert player.elapsed_ms == place_ms


def test_next_in_the_last_passage_changes_nothing() -> None:
    player = stops(62)
    assert player.do(Event.NEXT) == ()
    assert player.elapsed_ms == 62_000


def test_after_a_jump_by_passage_its_other_words_come_in_their_time() -> None:
    player = stops(2)
    player.do(Event.NEXT)
    assert player.session.due == player.clock.monotonic + 5
    assert indices(player.wait(5)) == [2]
    assert indices(player.wait(15)) == [3, 4]


def test_resuming_after_a_gap_starts_the_passage_again() -> None:
    player = stops(27)
    player.clock.advance(600)
    player.look()
    assert indices(player.do(Event.TOGGLE)) == [1]
    assert player.elapsed_ms == 10_000


# Another plan


@pytest.mark.parametrize("is_paused", [False, True])
def test_another_plan_goes_on_at_the_same_place(is_paused: bool) -> None:
    player = stops(17)
    if is_paused:
        player.do(Event.PAUSE)
        player.clock.advance(60)
    other = STOPS.after_a_pause(1000)
    player.session = replan(player.session, other, player.clock.now())
    assert player.session.timeline is other
    assert player.elapsed_ms == 17_000
    assert player.session.state is (State.PAUSED if is_paused else State.RUNNING)
    player.reported.clear()
    player.do(Event.TOGGLE if is_paused else Event.LOOK)
    assert indices(player.reported) == [3]
    assert player.reported[-1] == CueBegan(3, other.cues[3])
    assert indices(player.wait(1)) == []


@pytest.mark.parametrize(("place_ms", "cue"), [(0, 0), (9999, 0), (10_000, 1), (55_000, 7)])
def test_another_plan_can_go_on_elsewhere(place_ms: int, cue: int) -> None:
    player = stops(17)
    player.session = replan(player.session, STOPS, player.clock.now(), place_ms)
    assert player.elapsed_ms == place_ms
    assert indices(player.look()) == [cue]


def test_a_plan_that_is_over_by_then_is_finished() -> None:
    player = stops(65)
    player.session = replan(player.session, STOPS.without("calf"), player.clock.now())
    assert player.elapsed_ms == 50_000
    assert player.look()[-1] == Finished()


# Leaving a part out


def left_out(player: Player, part_id: str) -> None:
    player.session = leave_out(player.session, part_id, player.clock.now())


@pytest.mark.parametrize(
    ("at_seconds", "part_id", "place_ms", "cue"),
    [
        (4, "calf", 4000, 0),  # it is still to come
        (10, "foot", 10_000, 1),  # it has just begun: what follows begins
        (23, "foot", 10_000, 1),
        (29.999, "foot", 10_000, 1),
        (30, "foot", 10_000, 1),  # it has just been: what follows goes on
        (37, "foot", 17_000, 2),
        (65, "calf", 45_000, 5),
        (53, "belly", 50_000, 7),
    ],
)
def test_leaving_a_part_out_keeps_the_place_in_all_else(
    at_seconds: float, part_id: str, place_ms: int, cue: int
) -> None:
    player = stops(at_seconds)
    before = player.session.timeline
    left_out(player, part_id)
    after = player.session.timeline
    assert after == before.without(part_id)
    assert player.elapsed_ms == place_ms
    assert player.look() == (CueBegan(cue, after.cues[cue]),)
    assert player.session.state is State.RUNNING
    player.wait((after.cues[cue].end_ms - place_ms) / 1000)
    following = [cue + 1] if cue + 1 < len(after.cues) else []
    assert indices(player.reported) == [cue, *following]


def test_leaving_out_while_paused_stays_paused() -> None:
    player = stops(23)
    player.do(Event.PAUSE)
    player.clock.advance(60)
    left_out(player, "foot")
    assert player.session.state is State.PAUSED
    player.clock.advance(60)
    assert player.look() == ()
    assert player.elapsed_ms == 10_000
    assert player.do(Event.TOGGLE) == (
        Resumed(),
        CueBegan(1, player.session.timeline.cues[1]),
    )
    assert indices(player.wait(5)) == [2]


def test_leaving_out_after_a_gap_does_not_go_back() -> None:
    player = stops(23)
    player.clock.advance(600)
    player.look()
    left_out(player, "foot")
    player.do(Event.TOGGLE)
    assert player.elapsed_ms == 10_000
    assert player.session.state is State.RUNNING


def test_with_nothing_left_it_goes_on_unchanged() -> None:
    alone = replace(STOPS, cues=tile(cue for cue in STOPS.cues if cue.part == FOOT))
    player = stops(7, alone)
    before = player.session
    left_out(player, "foot")
    assert player.session is before


def test_leaving_out_one_after_the_other_ends_with_the_closing() -> None:
    player = stops(12)
    for part_id in ("foot", "calf", "belly"):
        left_out(player, part_id)
    assert player.session.timeline.total_ms == 20_000
    assert player.elapsed_ms == 10_000
    assert player.look()[0] == CueBegan(1, player.session.timeline.cues[1])
    assert player.cue_kind == "closing"
    assert player.wait(10) == (Finished(),)


def test_leaving_out_the_last_part_ends_it_and_says_nothing_again() -> None:
    timeline = replace(STOPS, cues=tile(cue for cue in STOPS.cues if cue.part in (FOOT, CALF)))
    player = stops(23, timeline)
    left_out(player, "calf")
    assert player.elapsed_ms == player.session.timeline.total_ms == 20_000
    assert player.look() == (Finished(),)


@given(body_timelines(), st.floats(0, 1), st.booleans())
def test_leaving_out_any_part_keeps_the_place_and_the_rest(
    timeline: Timeline, share: float, is_paused: bool
) -> None:
    for part in timeline.parts[:3]:
        player = Player(timeline)
        player.look()
        player.wait(round(share * (timeline.total_ms - 1)) / 1000)
        if is_paused:
            player.do(Event.PAUSE)
        before, place_ms = player.session.position(player.clock.now()), player.elapsed_ms
        left_out(player, part.id)
        after = player.session.position(player.clock.now())
        check_tiling(player.session.timeline)
        behind_ms = sum(
            min(cue.end_ms, place_ms) - cue.start_ms
            for cue in timeline.cues
            if cue.part == part and cue.start_ms < place_ms
        )
        assert player.session.state is (State.PAUSED if is_paused else State.RUNNING)
        if player.session.timeline is timeline:
            assert player.elapsed_ms == place_ms
            continue
        assert player.elapsed_ms == place_ms - behind_ms
        if before.cue.part != part:
            assert after.cue._replace(start_ms=0) == before.cue._replace(start_ms=0)
            assert after.into_ms == before.into_ms
        elif player.elapsed_ms < player.session.timeline.total_ms:
            assert after.into_ms == 0
        is_at_end = player.elapsed_ms == player.session.timeline.total_ms
        assert player.session.last_reported == (
            after.cue_index if is_at_end else after.cue_index - 1
        )


# Storms


class Happening(NamedTuple):
    """What the storm does next."""

    event: Event
    passed: float
    wall_jump: float


happenings = st.lists(
    st.builds(
        Happening,
        st.sampled_from([*Event, Event.LOOK, Event.LOOK, Event.TOGGLE]),
        st.floats(0, 12),
        st.sampled_from([0.0, 0.0, 0.0, 4.9, 60.0, -3600.0]),
    ),
    max_size=40,
)


@given(timelines() | body_timelines(), happenings)
def test_no_storm_of_events_breaks_it(timeline: Timeline, storm: list[Happening]) -> None:
    player = Player(timeline)
    is_paused, last_ms = False, 0
    for event, passed, wall_jump in storm:
        was_over, was_running = player.session.is_over, player.session.state is State.RUNNING
        player.clock.advance(passed)
        player.clock.advance_wall(wall_jump)
        facts = player.do(event)
        session, elapsed_ms = player.session, player.elapsed_ms
        check_tiling(session.timeline)
        assert min(timeline.cycles, 1) <= session.timeline.cycles
        assert session.timeline.cycles <= (session.timeline.max_cycles or 999)
        assert 0 <= elapsed_ms <= session.timeline.total_ms
        place = session.position(player.clock.now())
        assert 0 <= place.progress <= 1
        assert 0 <= place.level <= 1
        assert place.cue is session.timeline.cues[place.cue_index]
        assert session.last_reported <= place.cue_index
        if session.state is State.RUNNING:
            assert session.last_reported == place.cue_index
        if was_over:
            assert facts == ()
        if was_running and event is Event.LOOK:
            assert last_ms <= elapsed_ms <= last_ms + round(passed * 1000) + 1
        for fact in facts:
            if isinstance(fact, CueBegan):
                assert fact.cue == session.timeline.cues[fact.index]
            if isinstance(fact, Paused | Resumed):
                assert isinstance(fact, Paused) is not is_paused
                is_paused = not is_paused
        assert facts.count(Finished()) + facts.count(Stopped()) == (
            session.is_over and not was_over
        )
        if not session.is_over:
            assert is_paused is (session.state is State.PAUSED)
        assert step(session, Event.LOOK, player.clock.now()) == (session, ())
        last_ms = elapsed_ms


def test_five_seconds_are_what_the_contract_says() -> None:
    assert GAP_SECONDS == 5


def test_a_moment_has_both_clocks() -> None:
    assert FakeClock(2, 3).now() == Moment(monotonic=2, wall=3)
