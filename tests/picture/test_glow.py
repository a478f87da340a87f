"""Where the body glows: what is now, what is done, what is to come."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.library import Library
from coach.domain.bodyscan import BodyScan
from coach.domain.passage import Line
from coach.domain.relaxation import Group, Relaxation, Wishes, Words
from coach.domain.stretch import Stretch
from coach.domain.timeline import Cue, Part, Timeline, tile
from coach.picture.glow import (
    ARRIVING_MS,
    DONE,
    FALL_POWER,
    LEAVING_MS,
    NAMED,
    RESTING,
    WAVE_DEPTH,
    Stay,
    lights,
    stays,
    tension,
)
from coach.picture.raster import EMBER
from tests.generated import body_timelines, relaxations, wishes_for

CALF = Part("calf", "Calf", ("right-calf",))
FOOT = Part("foot", "Foot", ("right-foot", "right-toes"))
STEP_MS = 50


def timeline_of(*cues: tuple[str, int, Part | None]) -> Timeline:
    """Return a timeline of cues of these kinds, lengths and parts."""
    return Timeline("x/y", "X", "x", tile(Cue(kind, ms, part=part) for kind, ms, part in cues))


def relaxation(tense_ms: int = 5000, first_ms: int = 0, passes: int = 1) -> Timeline:
    """Return a release of a foot and a calf; the words of the release come after `first_ms`."""
    words = Words(("Here.",), ("Firm.",), (Line(first_ms, "Let go."),))
    groups = tuple(
        Group(part, 5000, tense_ms, 30_000, words, words, words) for part in (FOOT, CALF)
    )
    return Relaxation("relaxation/x", "X", "", groups, passes=passes).timeline()


def tones(timeline: Timeline, place_ms: int, is_still: bool = False) -> dict[str, int]:
    """Return the tone of every region that is not dark, the later light winning."""
    return dict(lights(timeline, stays(timeline), timeline.at(place_ms), is_still))


def curve(timeline: Timeline, start_ms: int, end_ms: int) -> list[float]:
    """Return how tense it is between two places, 50 ms apart."""
    return [tension(timeline, timeline.at(ms)) for ms in range(start_ms, end_ms, STEP_MS)]


def moments(timeline: Timeline) -> list[int]:
    """Return moments around every edge, and through the first seconds of every cue."""
    around = (-100, -50, -1, 0, 1, 50, 100, 500, 1999, 2000, 2001, 4500, 8500)
    places = {cue.start_ms + ms for cue in timeline.cues for ms in around}
    return sorted(ms for ms in places | {timeline.total_ms} if 0 <= ms <= timeline.total_ms)


# Stays


def test_a_stay_goes_from_the_first_cue_of_a_part_to_its_last() -> None:
    timeline = timeline_of(
        ("intro", 1000, None), ("prepare", 10, FOOT), ("release", 20, FOOT), ("prepare", 5, CALF)
    )
    assert stays(timeline) == (Stay(FOOT, 1000, 1030), Stay(CALF, 1030, 1035))


def test_every_pass_is_a_stay_of_its_own() -> None:
    assert [(stay.part, stay.start_ms) for stay in stays(relaxation(passes=2))] == [
        *((FOOT, 0), (FOOT, 40_000)),
        *((CALF, 80_000), (CALF, 120_000)),
    ]


def test_a_part_that_comes_again_later_has_two_stays() -> None:
    timeline = timeline_of(("region", 10, FOOT), ("silence", 5, None), ("region", 20, FOOT))
    assert stays(timeline) == (Stay(FOOT, 0, 10), Stay(FOOT, 15, 35))


def test_without_parts_there_are_no_stays_and_no_lights() -> None:
    timeline = timeline_of(("intro", 1000, None))
    assert stays(timeline) == ()
    assert tones(timeline, 500) == {}


@given(body_timelines())
def test_stays_hold_all_the_time_of_parts_and_nothing_else(timeline: Timeline) -> None:
    visits = stays(timeline)
    in_parts = sum(cue.duration_ms for cue in timeline.cues if cue.part)
    assert sum(stay.end_ms - stay.start_ms for stay in visits) == in_parts
    assert all(before.end_ms <= after.start_ms for before, after in pairwise(visits))


# Tension


def test_it_rises_in_half_of_the_time_holds_and_falls_for_three_quarters() -> None:
    timeline = relaxation()
    rise, hold = curve(timeline, 5000, 7500), curve(timeline, 7500, 10_000)
    fall, rest = curve(timeline, 10_000, 32_500), curve(timeline, 32_500, 40_000)
    assert rise[0] == 0
    assert rise[25] == pytest.approx(0.5)
    assert rise == sorted(rise)
    assert set(hold) == {1.0}
    assert fall[0] == 1.0
    assert fall == sorted(fall, reverse=True)
    assert fall[len(fall) // 2] == pytest.approx(0.5**FALL_POWER, abs=0.01)
    assert set(rest) == {0.0}
    assert set(curve(timeline, 0, 5000)) == {0.0}


def test_a_release_without_a_squeeze_before_it_is_not_tense() -> None:
    assert set(curve(relaxation(tense_ms=0), 0, 70_000)) == {0.0}


def test_a_release_at_the_very_start_is_not_tense() -> None:
    timeline = timeline_of(("release", 5000, FOOT), ("tense", 5000, CALF))
    assert set(curve(timeline, 0, 5000)) == {0.0}


@pytest.mark.parametrize("first_ms", [0, 2000])
def test_a_release_falls_from_its_first_moment_also_where_its_words_come_later(
    first_ms: int,
) -> None:
    timeline = relaxation(first_ms=first_ms)
    assert curve(timeline, 10_000, 40_000) == curve(relaxation(), 10_000, 40_000)


@pytest.mark.parametrize("first_ms", [0, 2000])
def test_the_words_do_not_decide_how_a_release_glows(first_ms: int) -> None:
    timeline = relaxation(first_ms=first_ms)
    for place_ms in (10_000, 12_000, 20_000, 39_000, 40_000, 41_000):
        assert tones(timeline, place_ms) == tones(relaxation(), place_ms)


@pytest.mark.parametrize("kind", ["intro", "settle", "region", "stretch", "change", "closing"])
def test_nothing_else_is_ever_tense(kind: str) -> None:
    assert set(curve(timeline_of((kind, 5000, FOOT)), 0, 5000)) == {0.0}


@given(relaxations(), st.data())
def test_tension_never_jumps(relaxation: Relaxation, data: st.DataObject) -> None:
    timeline = relaxation.timeline(data.draw(wishes_for(relaxation)))
    edges = [cue.start_ms for cue in timeline.cues if not cue.is_continued]
    for place_ms in {edge + ms for edge in edges for ms in (-100, -50, -25, 0)}:
        if 0 <= place_ms < timeline.total_ms - STEP_MS:
            now, then = curve(timeline, place_ms, place_ms + 2 * STEP_MS)
            assert abs(then - now) <= 0.2, place_ms


def test_in_a_whole_shipped_session_tension_never_jumps(library: Library) -> None:
    for name in ("pmr-4", "pmr-16"):
        exercise, _ = library.exercise(library.find("relaxation", name))
        assert isinstance(exercise, Relaxation)
        timeline = exercise.timeline()
        values = curve(timeline, 0, timeline.total_ms)
        assert max(abs(after - before) for before, after in pairwise(values)) <= 0.2
        assert (min(values), max(values)) == (0.0, 1.0)


# Lights


def test_what_is_to_come_is_not_lit() -> None:
    assert set(tones(relaxation(), 39_999)) == {"right-foot", "right-toes"}
    assert set(tones(relaxation(), 40_000)) == {"right-foot", "right-toes", "right-calf"}


def test_a_muscle_is_named_tensed_and_let_go() -> None:
    timeline = relaxation()
    course = [tones(timeline, ms)["right-foot"] for ms in (0, 2000, 4999, 9999, 10_000, 39_999)]
    assert course == [RESTING, NAMED, NAMED, EMBER, EMBER, DONE]


def test_what_is_done_keeps_a_trace_of_warmth() -> None:
    assert tones(relaxation(), 60_000)["right-foot"] == DONE
    assert RESTING < DONE < NAMED < EMBER == 8


def test_a_region_arrives_in_two_seconds_and_leaves_in_three() -> None:
    timeline = timeline_of(("region", 4000, FOOT), ("region", 20_000, CALF))
    arriving = [tones(timeline, ms)["right-foot"] for ms in range(0, 4001, STEP_MS)]
    assert arriving == sorted(arriving)
    assert (arriving[0], arriving[ARRIVING_MS // STEP_MS]) == (RESTING, EMBER)
    assert (ARRIVING_MS, LEAVING_MS) == (2000, 3000)
    leaving = [tones(timeline, 4000 + ms)["right-foot"] for ms in range(0, 9000, STEP_MS)]
    assert leaving == sorted(leaving, reverse=True)
    assert (leaving[0], leaving[3000 // STEP_MS]) == (EMBER, DONE)
    assert DONE < leaving[1500 // STEP_MS] < EMBER


def test_in_a_long_silence_the_glow_swells_and_sinks() -> None:
    timeline = timeline_of(("region", 40_000, FOOT))
    course = [tones(timeline, ms)["right-foot"] for ms in range(2000, 40_000, STEP_MS)]
    assert (max(course), min(course)) == (EMBER, EMBER - WAVE_DEPTH)
    assert tones(timeline, 8500)["right-foot"] == EMBER - WAVE_DEPTH
    assert tones(timeline, 13_000)["right-foot"] == EMBER


@given(body_timelines(), st.booleans())
def test_every_tone_is_one_of_nine_and_tension_between_nothing_and_all(
    timeline: Timeline, is_still: bool
) -> None:
    visits = stays(timeline)
    for place_ms in moments(timeline)[::5]:
        assert 0.0 <= tension(timeline, timeline.at(place_ms)) <= 1.0
        for region, tone in lights(timeline, visits, timeline.at(place_ms), is_still):
            assert type(tone) is int
            assert RESTING <= tone <= EMBER, (region, place_ms)


@given(body_timelines(), st.booleans())
def test_each_region_glows_during_its_stay_and_after_it(timeline: Timeline, is_still: bool) -> None:
    visits = stays(timeline)
    for stay in visits:
        middle_ms = (stay.start_ms + stay.end_ms) // 2
        lit = dict(lights(timeline, visits, timeline.at(middle_ms), is_still))
        if is_still or middle_ms - stay.start_ms >= ARRIVING_MS:
            assert all(lit[region] >= DONE for region in stay.part.regions), stay
        after = dict(lights(timeline, visits, timeline.at(timeline.total_ms), is_still))
        assert set(stay.part.regions) <= set(after)
        if is_still or all(each.end_ms - each.start_ms >= ARRIVING_MS for each in visits):
            assert all(tone >= DONE for tone in after.values())


@given(body_timelines())
def test_nothing_is_lit_before_its_stay_and_then_it_lies_on_top(timeline: Timeline) -> None:
    visits = stays(timeline)
    for index, stay in enumerate(visits):
        regions = stay.part.regions
        if stay.start_ms:
            before = {region for each in visits[:index] for region in each.part.regions}
            shown = lights(timeline, visits, timeline.at(stay.start_ms - 1))
            assert {region for region, _ in shown} == before
        shown = lights(timeline, visits, timeline.at(stay.start_ms))
        assert tuple(region for region, _ in shown[len(shown) - len(regions) :]) == regions


def test_without_motion_a_light_is_at_once_what_it_will_become() -> None:
    timeline = timeline_of(("region", 40_000, FOOT), ("region", 40_000, CALF))
    assert {tones(timeline, ms, True)["right-foot"] for ms in range(0, 40_000, 500)} == {EMBER}
    assert {tones(timeline, ms, True)["right-foot"] for ms in range(40_000, 80_000, 500)} == {DONE}


def test_without_motion_a_muscle_is_named_at_once() -> None:
    seen = {tones(relaxation(), ms, True)["right-foot"] for ms in range(0, 5000, STEP_MS)}
    assert seen == {NAMED}


@pytest.mark.parametrize("stay_ms", [1000, 4000, 8500, 13_000, 20_000, 35_500])
def test_a_region_leaves_from_the_tone_it_had(stay_ms: int) -> None:
    timeline = timeline_of(("region", stay_ms, FOOT), ("region", 20_000, CALF))
    before, after = (tones(timeline, stay_ms + ms)["right-foot"] for ms in (-1, 0))
    assert abs(after - before) <= 1


@pytest.mark.parametrize("kind", ["region", "stretch", "prepare"])
def test_a_region_that_comes_again_does_not_go_dark_first(kind: str) -> None:
    shin = Part("shin", "Shin", ("right-calf", "right-ankle"))
    timeline = timeline_of((kind, 9000, CALF), ("change", 5000, None), (kind, 9000, shin))
    course = [tones(timeline, ms)["right-calf"] for ms in range(12_000, 20_000, STEP_MS)]
    assert min(course) == DONE


SHIPPED = [
    *(("relaxation", name) for name in ("pmr-4", "pmr-7", "pmr-16", "pmr-textbook", "release")),
    *(("bodyscan", name) for name in ("three", "five", "ten", "twenty", "thirty")),
    *(("stretch", name) for name in ("legs", "bed")),
]


def jumps(timeline: Timeline) -> list[tuple[int, str, int, int]]:
    """Return where a light changes by more than one tone as a passage begins."""
    visits = stays(timeline)
    changes = []
    for edge_ms in {cue.start_ms for cue in timeline.cues if not cue.is_continued} - {0}:
        places = (timeline.at(edge_ms - 1), timeline.at(edge_ms))
        before, after = (dict(lights(timeline, visits, place)) for place in places)
        for region, tone in after.items():
            was = before.get(region, RESTING)
            if abs(tone - was) > 1:
                changes.append((edge_ms, region, was, tone))
    return sorted(changes)


@pytest.mark.parametrize(("kind", "name"), SHIPPED)
def test_every_change_of_light_takes_seconds(kind: str, name: str, library: Library) -> None:
    exercise, _ = library.exercise(library.find(kind, name))
    match exercise:
        case Relaxation():
            for is_without_tension in (False, True):
                wishes = Wishes(is_without_tension=is_without_tension)
                assert jumps(exercise.timeline(wishes)) == []
        case BodyScan():
            for seconds in (exercise.total_ms // 1000, 127, 1111, 3600):
                assert jumps(exercise.timeline("sleep", seconds * 1000)) == []
        case Stretch():
            assert jumps(exercise.timeline()) == []


@given(body_timelines())
def test_whatever_follows_no_light_jumps(timeline: Timeline) -> None:
    assert jumps(timeline) == []
