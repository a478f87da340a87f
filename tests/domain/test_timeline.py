"""Cues that follow one another without a gap, and the place in them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.breathing import LeadIn
from coach.domain.passage import Line, passage
from coach.domain.timeline import Cue, Part, Timeline, tile
from tests.generated import (
    BOX,
    body_timelines,
    check_tiling,
    pattern_of,
    timelines,
    with_closing,
)

BOX_TIMELINE = pattern_of(*BOX, lead_in=(LeadIn(5000, "Light and slow."),)).timeline(2)
FOOT, CALF = Part("foot", "Foot", ("feet",)), Part("calf", "Calf", ("calves",))
WORDS = [Line(0, "a"), Line(4000, "b")]
SCAN = Timeline(
    "bodyscan/x",
    "Scan",
    "bodyscan",
    tile(
        [
            *passage("settle", 20_000, WORDS),  # cues 0 to 2
            *passage("region", 20_000, WORDS, FOOT),  # 3 to 5
            *passage("region", 5000, WORDS, CALF),  # 6 and 7
            *passage("closing", 9000, []),  # 8
        ]
    ),
)
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
def test_every_moment_is_in_the_cue_that_at_returns(
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


@given(timelines() | body_timelines(), st.floats(0.1, 100))
def test_at_any_speed_the_cues_tile_in_the_same_order(timeline: Timeline, speed: float) -> None:
    fast = timeline.at_speed(speed)
    check_tiling(fast)
    assert [(c.kind, c.text, c.cycle, c.part, c.is_continued) for c in fast.cues] == [
        (c.kind, c.text, c.cycle, c.part, c.is_continued) for c in timeline.cues
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


# Passages and parts


@pytest.mark.parametrize(
    ("index", "expected"),
    [(0, (0, 3)), (2, (0, 3)), (3, (3, 6)), (5, (3, 6)), (6, (6, 8)), (7, (6, 8)), (8, (8, 9))],
)
def test_a_passage_is_a_cue_and_all_that_go_on_with_it(
    index: int, expected: tuple[int, int]
) -> None:
    assert [cue.kind for cue in SCAN.cues[:3]] == ["settle", "settle", "silence"]
    assert SCAN.passage(index) == expected


@pytest.mark.parametrize(
    ("index", "start_ms"),
    [(0, 0), (1, 0), (2, 0), (3, 20_000), (5, 20_000), (6, 40_000), (7, 40_000), (8, 45_000)],
)
def test_outside_of_breaths_it_goes_back_to_the_start_of_the_passage(
    index: int, start_ms: int
) -> None:
    assert SCAN.breath_start_ms(index) == start_ms


def test_in_a_breath_each_phase_is_a_passage_of_its_own() -> None:
    assert [BOX_TIMELINE.passage(n) for n in range(3)] == [(0, 1), (1, 2), (2, 3)]


@pytest.mark.parametrize("index", range(9))
def test_a_passage_is_of_one_kind_also_while_it_is_silent(index: int) -> None:
    expected = ["settle"] * 3 + ["region"] * 5 + ["closing"]
    assert SCAN.kind_at(index) == expected[index]


def test_a_passage_whose_words_come_late_is_of_their_kind() -> None:
    cues = [*passage("release", 9000, [Line(2000, "a")], FOOT), Cue("silence", 4000)]
    late = Timeline("x/y", "X", "x", tile(cues))
    assert [late.kind_at(index) for index in range(3)] == ["release", "release", "silence"]


@given(body_timelines() | timelines())
def test_the_passages_cover_every_cue_once(timeline: Timeline) -> None:
    passages = dict.fromkeys(timeline.passage(index) for index in range(len(timeline.cues)))
    borders = [0, *(after for _, after in passages)]
    assert list(passages) == list(pairwise(borders))
    assert borders[-1] == len(timeline.cues)
    for first, after in passages:
        assert len({cue.part for cue in timeline.cues[first:after]}) == 1
        assert timeline.breath_start_ms(after - 1) <= timeline.cues[first].start_ms


def test_the_parts_are_the_stops_in_order() -> None:
    assert SCAN.parts == (FOOT, CALF)
    assert BOX_TIMELINE.parts == ()


def test_a_part_that_comes_twice_is_one_stop() -> None:
    cues = [Cue("stretch", 10, part=part) for part in (CALF, FOOT, CALF)]
    assert Timeline("x/y", "X", "x", tile(cues)).parts == (CALF, FOOT)


def test_without_a_part_all_else_is_as_it_was() -> None:
    less = SCAN.without("foot")
    check_tiling(less)
    assert less.parts == (CALF,)
    assert less.total_ms == SCAN.total_ms - 20_000
    others = [cue for cue in SCAN.cues if cue.part != FOOT]
    assert [(c.kind, c.text, c.duration_ms) for c in less.cues] == [
        (c.kind, c.text, c.duration_ms) for c in others
    ]
    assert [c.is_continued for c in less.cues] == [c.is_continued for c in others]
    assert (less.id, less.title, less.kind) == (SCAN.id, SCAN.title, SCAN.kind)


def test_without_its_only_part_it_stays_the_same() -> None:
    alone = Timeline("x/y", "X", "x", tile(passage("stretch", 5000, WORDS, CALF)))
    assert alone.without("calf") is alone


def test_without_an_unknown_part_it_is_unchanged() -> None:
    assert SCAN.without("no-such-part") == SCAN


@given(body_timelines())
def test_leaving_out_any_part_removes_exactly_its_time(timeline: Timeline) -> None:
    for part in timeline.parts[:3]:
        less = timeline.without(part.id)
        check_tiling(less)
        spent_ms = sum(cue.duration_ms for cue in timeline.cues if cue.part == part)
        if less is timeline:
            assert spent_ms == timeline.total_ms
        else:
            assert less.total_ms == timeline.total_ms - spent_ms
            assert part not in less.parts


def test_after_a_pause_everything_comes_later() -> None:
    later = SCAN.after_a_pause(4000)
    check_tiling(later)
    assert (later.cues[0].kind, later.cues[0].duration_ms, later.cues[0].text) == (
        "silence",
        4000,
        "",
    )
    assert later.passage(0) == (0, 1)
    assert [cue.start_ms - 4000 for cue in later.cues[1:]] == [cue.start_ms for cue in SCAN.cues]
    assert later.total_ms == SCAN.total_ms + 4000
    assert later.parts == SCAN.parts


def test_a_pause_of_no_length_changes_nothing() -> None:
    assert SCAN.after_a_pause(0) == SCAN


def test_words_thin_out_over_the_breaths_and_a_word_alone_is_said_as_a_sentence() -> None:
    text, word = "Breathe in, lightly.", "in"
    cues = [Cue("in", 4000, text=text, word=word, cycle=cycle) for cycle in range(9)]
    assert [cue.words() for cue in cues] == [text] * 4 + [word] * 3 + [""] * 2
    assert [cue.words(stay=True) for cue in cues] == [text] * 4 + [word] * 5
    assert [cue.spoken() for cue in cues] == [text] * 4 + ["In."] * 3 + [""] * 2
    assert cues[8].spoken(stay=True) == "In."
    assert not any(cue._replace(is_spoken=False).spoken(stay=True) for cue in cues)
