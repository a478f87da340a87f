"""Patterns of breath, and the timelines they become."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.breathing import LeadIn, Pattern, PhaseKind
from tests.generated import BOX, check_tiling, pattern_of, patterns


def test_a_breath_is_as_long_as_its_phases() -> None:
    assert pattern_of(*BOX).cycle_ms == 16_000


@pytest.mark.parametrize(
    ("seconds", "cycles"),
    [(0.001, 1), (15.999, 1), (16, 1), (16.001, 2), (300, 19), (304, 19), (304.001, 20)],
)
def test_a_session_ends_on_a_whole_breath(seconds: float, cycles: int) -> None:
    assert pattern_of(*BOX).cycles_for(seconds) == cycles


def test_three_times_3_3_seconds_fill_99_seconds_with_ten_breaths() -> None:
    pattern = pattern_of(("in", 3300), ("hold", 3300), ("out", 3300))
    assert pattern.cycles_for(99) == 10
    assert pattern.timeline(10).total_ms == 99_000


@given(patterns(), st.floats(0.001, 14_400))
def test_the_breaths_fill_the_requested_length_and_not_one_is_too_many(
    pattern: Pattern, seconds: float
) -> None:
    cycles = pattern.cycles_for(seconds)
    assert cycles >= 1
    assert cycles * pattern.cycle_ms >= round(seconds * 1000)
    assert cycles == 1 or (cycles - 1) * pattern.cycle_ms < round(seconds * 1000)


@given(patterns(), st.integers(1, 50))
def test_the_total_is_the_lead_in_and_all_breaths(pattern: Pattern, cycles: int) -> None:
    timeline = pattern.timeline(cycles)
    check_tiling(timeline)
    lead_in_ms = sum(line.duration_ms for line in pattern.lead_in)
    assert timeline.total_ms == lead_in_ms + cycles * pattern.cycle_ms
    assert timeline.cycles == cycles


@given(patterns())
def test_by_default_it_has_its_own_number_of_breaths(pattern: Pattern) -> None:
    assert pattern.timeline() == pattern.timeline(pattern.cycles)
    assert pattern.timeline().max_cycles == pattern.max_cycles
    assert (pattern.timeline().id, pattern.timeline().kind) == (pattern.id, "breathing")


@given(patterns())
def test_every_breath_has_the_phases_in_order(pattern: Pattern) -> None:
    cues = [cue for cue in pattern.timeline(3).cues if cue.cycle]
    phases = [(p.kind, p.duration_ms, p.text, p.word) for p in pattern.phases]
    assert [(c.kind, c.duration_ms, c.text, c.word) for c in cues] == phases * 3
    assert [c.cycle for c in cues] == [n for n in (1, 2, 3) for _ in phases]


@given(patterns())
def test_the_shape_goes_on_where_it_was(pattern: Pattern) -> None:
    cues = pattern.timeline(2).cues
    assert cues[0].level_from == 0
    for before, after in pairwise(cues):
        assert before.level_to == after.level_from
    assert cues[-1].level_to == 0


@given(patterns())
def test_the_shape_rises_falls_or_rests_as_the_breath_does(pattern: Pattern) -> None:
    for cue in pattern.timeline(1).cues:
        rise = cue.level_to - cue.level_from
        assert {"in": rise > 0, "out": rise < 0}.get(cue.kind, rise == 0), cue


def test_a_box_fills_holds_empties_and_rests() -> None:
    levels = [(c.level_from, c.level_to) for c in pattern_of(*BOX).timeline(1).cues]
    assert levels == [(0, 1), (1, 1), (1, 0), (0, 0)]


def test_a_sip_on_top_takes_its_share_of_the_way() -> None:
    timeline = pattern_of(("in", 3000), ("in", 1000), ("out", 8000)).timeline(1)
    assert [(c.level_from, c.level_to) for c in timeline.cues] == [(0, 0.75), (0.75, 1), (1, 0)]


def test_a_hold_between_two_breaths_in_keeps_the_level() -> None:
    timeline = pattern_of(("in", 2000), ("hold", 500), ("in", 2000), ("out", 4000)).timeline(1)
    assert [c.level_to for c in timeline.cues] == [0.5, 0.5, 1, 0]


def test_two_breaths_out_share_the_way_down() -> None:
    timeline = pattern_of(("in", 2000), ("out", 1000), ("rest", 100), ("out", 3000)).timeline(1)
    assert [c.level_to for c in timeline.cues] == [1, 0.75, 0.75, 0]


def test_two_breaths_in_one_cycle_are_both_full() -> None:
    timeline = pattern_of(("in", 1000), ("out", 1000), ("in", 3000), ("out", 3000)).timeline(1)
    assert [c.level_to for c in timeline.cues] == [1, 0, 1, 0]


def test_thirds_add_up_to_exactly_full() -> None:
    timeline = pattern_of(("in", 1000), ("in", 1000), ("in", 1000), ("out", 4000)).timeline(1)
    assert timeline.cues[2].level_to == 1.0


def test_the_lead_in_comes_once_before_the_first_breath() -> None:
    lead_in = (LeadIn(5000, "Light and slow."), LeadIn(1500, ""))
    cues = pattern_of(*BOX, lead_in=lead_in).timeline(2).cues
    assert [(c.kind, c.start_ms, c.text, c.cycle) for c in cues[:3]] == [
        ("intro", 0, "Light and slow.", 0),
        ("intro", 5000, "", 0),
        ("in", 6500, "The in.", 1),
    ]
    assert "intro" not in [c.kind for c in cues[2:]]


def test_a_rest_of_no_length_is_left_out() -> None:
    timeline = pattern_of(("in", 4000), ("hold", 0), ("out", 6000), ("rest", 0)).timeline(2)
    assert [c.kind for c in timeline.cues] == ["in", "out", "in", "out"]


@pytest.mark.parametrize(
    ("kinds", "has_holds", "is_box"),
    [
        (["in", "out"], False, False),
        (["in", "hold", "out", "rest"], True, True),
        (["in", "hold", "out"], True, False),
        (["in", "out", "rest"], True, False),
        (["rest", "in", "hold", "out"], True, False),
    ],
)
def test_it_knows_its_holds_and_whether_it_is_a_box(
    kinds: list[PhaseKind], has_holds: bool, is_box: bool
) -> None:
    pattern = pattern_of(*((kind, 1000) for kind in kinds))
    assert (pattern.has_holds, pattern.is_box) == (has_holds, is_box)
