"""Cues that follow one another without a gap, and the place in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.breathing import LeadIn
from coach.domain.timeline import Cue, Timeline, tile
from tests.generated import BOX, check_tiling, pattern_of, timelines, with_closing

BOX_TIMELINE = pattern_of(*BOX, lead_in=(LeadIn(5000, "Light and slow."),)).timeline(2)
EDGES = [cue.start_ms for cue in BOX_TIMELINE.cues]


@given(timelines())
def test_the_cues_tile_from_0(timeline: Timeline) -> None:
    check_tiling(timeline)


@given(st.lists(st.integers(-1000, 1000)))
def test_laying_cues_out_drops_those_without_length(durations: list[int]) -> None:
    cues = tile(Cue("in", ms, text=str(ms)) for ms in durations)
    assert [c.duration_ms for c in cues] == [ms for ms in durations if ms > 0]
    assert [c.start_ms for c in cues] == [
        sum(c.duration_ms for c in cues[:n]) for n in range(len(cues))
    ]


@pytest.mark.parametrize("index", range(len(EDGES)))
def test_just_before_at_and_just_after_each_edge(index: int) -> None:
    edge = EDGES[index]
    duration = BOX_TIMELINE.cues[index].duration_ms
    before, at, after = (BOX_TIMELINE.at(edge + ms) for ms in (-1, 0, 1))
    assert (before.cue_index, at.cue_index, after.cue_index) == (max(index - 1, 0), index, index)
    assert (at.into_ms, at.progress) == (0, 0)
    assert (after.into_ms, after.progress) == (1, 1 / duration)
    if index:
        last = BOX_TIMELINE.cues[index - 1].duration_ms
        assert (before.into_ms, before.progress) == (last - 1, (last - 1) / last)


@pytest.mark.parametrize("early_ms", [-1, -60_000])
def test_before_the_start_it_is_at_the_start(early_ms: int) -> None:
    assert BOX_TIMELINE.at(early_ms) == BOX_TIMELINE.at(0)


@pytest.mark.parametrize("late_ms", [0, 1, 3_600_000])
def test_at_the_end_and_past_it_the_last_cue_is_complete(late_ms: int) -> None:
    place = BOX_TIMELINE.at(BOX_TIMELINE.total_ms + late_ms)
    assert place.cue is BOX_TIMELINE.cues[-1]
    assert place.progress == 1


@given(timelines(), st.data())
def test_every_moment_lies_in_the_cue_that_is_found(
    timeline: Timeline, data: st.DataObject
) -> None:
    moment = data.draw(st.integers(0, timeline.total_ms - 1))
    place = timeline.at(moment)
    assert place.cue is timeline.cues[place.cue_index]
    assert place.cue.start_ms <= moment < place.cue.end_ms
    assert place.cue.start_ms + place.into_ms == moment
    assert 0 <= place.progress < 1
    assert 0 <= place.level <= 1


@given(timelines())
def test_the_level_does_not_jump_where_cues_meet(timeline: Timeline) -> None:
    breaths = [cue for cue in timeline.cues if cue.cycle]
    for cue in breaths[:-1]:
        last, first = timeline.at(cue.end_ms - 1), timeline.at(cue.end_ms)
        assert first.level == pytest.approx(cue.level_to)
        assert (
            abs(cue.level_to - last.level)
            <= abs(cue.level_to - cue.level_from) * 2 / (cue.duration_ms) + 1e-9
        )


def test_halfway_through_a_breath_in_the_shape_is_half_full() -> None:
    assert BOX_TIMELINE.at(7000).level == pytest.approx(0.5)
    assert BOX_TIMELINE.at(6000).level == pytest.approx(0.146447, abs=1e-6)


def test_a_hold_keeps_the_level_all_the_way() -> None:
    assert {BOX_TIMELINE.at(ms).level for ms in range(9000, 13_000, 250)} == {1.0}


@given(timelines())
def test_one_more_adds_the_last_breath_once_more(timeline: Timeline) -> None:
    more = timeline.with_one_more()
    if timeline.cycles == timeline.max_cycles:
        assert more is timeline
        return
    check_tiling(more)
    added = [cue for cue in more.cues if cue.cycle == more.cycles]
    last = [cue for cue in timeline.cues if cue.cycle == timeline.cycles]
    assert more.cycles == timeline.cycles + 1
    assert [(c.kind, c.duration_ms) for c in added] == [(c.kind, c.duration_ms) for c in last]
    assert more.total_ms == timeline.total_ms + sum(c.duration_ms for c in last)


@given(timelines())
def test_one_less_takes_the_last_breath_away(timeline: Timeline) -> None:
    less = timeline.with_one_less()
    if timeline.cycles == 1:
        assert less is timeline
        return
    check_tiling(less)
    last_ms = sum(c.duration_ms for c in timeline.cues if c.cycle == timeline.cycles)
    assert less.cycles == timeline.cycles - 1
    assert less.total_ms == timeline.total_ms - last_ms


@given(timelines())
def test_one_more_and_one_less_is_what_it_was(timeline: Timeline) -> None:
    more = timeline.with_one_more()
    assert (timeline if more is timeline else more.with_one_less()) == timeline


@given(timelines(), st.lists(st.booleans(), max_size=12))
def test_any_row_of_more_and_less_keeps_tiling_and_the_ceiling(
    timeline: Timeline, wishes: list[bool]
) -> None:
    for wants_more in wishes:
        timeline = timeline.with_one_more() if wants_more else timeline.with_one_less()
        check_tiling(timeline)
        assert 1 <= timeline.cycles <= (timeline.max_cycles or 99)


def test_a_breath_more_comes_before_the_closing() -> None:
    more = with_closing(pattern_of(*BOX).timeline(1), 2000).with_one_more()
    assert [c.kind for c in more.cues] == ["in", "hold", "out", "rest"] * 2 + ["closing"]


def test_the_closing_stays_when_a_breath_goes() -> None:
    less = with_closing(pattern_of(*BOX).timeline(2), 2000).with_one_less()
    assert [c.kind for c in less.cues] == ["in", "hold", "out", "rest", "closing"]
    assert less.cues[-1].start_ms == 16_000


def test_what_has_no_breaths_cannot_become_longer_or_shorter() -> None:
    scan = Timeline("bodyscan/x", "Scan", "bodyscan", tile([Cue("settle", 100), Cue("region", 9)]))
    assert scan.cycles == 0
    assert scan.with_one_more() is scan
    assert scan.with_one_less() is scan


@given(timelines(), st.floats(0.1, 100))
def test_at_any_speed_the_cues_tile_in_the_same_order(timeline: Timeline, speed: float) -> None:
    fast = timeline.at_speed(speed)
    check_tiling(fast)
    assert [(c.kind, c.text, c.cycle) for c in fast.cues] == [
        (c.kind, c.text, c.cycle) for c in timeline.cues
    ]
    assert abs(fast.total_ms - timeline.total_ms / speed) <= 0.5 + len(timeline.cues)


@given(timelines())
def test_at_speed_1_nothing_changes(timeline: Timeline) -> None:
    assert timeline.at_speed(1) == timeline


def test_borders_are_rounded_so_that_nothing_drifts() -> None:
    fast = pattern_of(("in", 1001), ("out", 1001)).timeline(1000).at_speed(2)
    assert fast.total_ms == 1_001_000
    assert all(abs(cue.end_ms - n * 500.5) <= 0.5 for n, cue in enumerate(fast.cues, 1))


def test_at_a_hundred_times_the_speed_no_cue_vanishes() -> None:
    fast = pattern_of(("in", 100), ("hold", 1), ("out", 100)).timeline(5).at_speed(100)
    check_tiling(fast)
    assert len(fast.cues) == 15


@pytest.mark.parametrize(
    ("index", "start_ms"),
    [(0, 0), (1, 5000), (2, 5000), (4, 5000), (5, 21_000), (8, 21_000)],
)
def test_a_breath_begins_where_its_first_cue_does(index: int, start_ms: int) -> None:
    assert BOX_TIMELINE.breath_start_ms(index) == start_ms


def test_outside_of_breaths_each_cue_begins_by_itself() -> None:
    timeline = with_closing(BOX_TIMELINE, 2000, 3000)
    assert timeline.breath_start_ms(9) == 37_000
    assert timeline.breath_start_ms(10) == 39_000


def test_a_cue_ends_where_the_next_begins() -> None:
    assert Cue("in", 4000, start_ms=500).end_ms == 4500
