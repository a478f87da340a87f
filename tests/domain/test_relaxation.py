"""Groups that are tensed and released, and the timelines they become."""

from dataclasses import replace
from itertools import groupby
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.passage import NOTHING_LEFT_MS, Line, Passage
from coach.domain.relaxation import Group, Relaxation, Side, Spoken, Wishes, Words
from coach.domain.timeline import Part, Timeline
from tests.generated import SIDES, check_tiling, relaxations, wishes_for

SAID = Words(("Here.", "Softly."), ("Firm.",), (Line(0, "Let go."), Line(8000, "Rest.")))


def group(
    id: str,
    *regions: str,
    pair: Literal["first", "second", ""] = "",
    tense_ms: int = 5000,
    is_restless: bool = False,
) -> Group:
    """Return a group whose words show which place of its pair it has."""
    first, second = (SAID._replace(tense=(f"{id} as {place}.",)) for place in ("first", "second"))
    part = Part(id, id.capitalize(), regions)
    return Group(part, 5000, tense_ms, 30_000, SAID, first, second, pair, is_restless)


BELLY = group("belly", "belly")
CALVES = group("calves", "calves", is_restless=True)
RIGHT = group("right", "right-calf", pair="first", is_restless=True)
LEFT = group("left", "left-calf", pair="second", is_restless=True)


def relaxation(*groups: Group, release_only: str = "No squeeze.", passes: int = 1) -> Relaxation:
    """Return a relaxation of these groups without a beginning or an end."""
    return Relaxation(
        "relaxation/test", "Test", "", groups, passes=passes, release_only=release_only
    )


def outline(timeline: Timeline) -> list[tuple[str, int, str]]:
    """Return the cues as kind, length and text."""
    return [(cue.kind, cue.duration_ms, cue.text) for cue in timeline.cues]


def order(timeline: Timeline) -> list[str]:
    """Return the ids of the parts in order, each visit once."""
    return [id for id, _ in groupby(cue.part.id for cue in timeline.cues if cue.part)]


def tensed(timeline: Timeline) -> set[str]:
    """Return the ids of the groups that are tensed."""
    return {cue.part.id for cue in timeline.cues if cue.part and cue.kind == "tense"}


def test_a_group_is_prepared_tensed_and_released() -> None:
    assert outline(relaxation(BELLY).timeline()) == [
        ("prepare", 2500, "Here."),
        ("prepare", 2500, "Softly."),
        ("tense", 5000, "Firm."),
        ("release", 8000, "Let go."),
        ("release", 12_000, "Rest."),
        ("silence", 10_000, ""),
    ]


def test_prepare_tense_and_release_are_a_passage_each() -> None:
    cues = relaxation(BELLY).timeline().cues
    assert [cue.is_continued for cue in cues] == [False, True, False, False, True, True]
    assert {cue.part for cue in cues} == {BELLY.part}


def test_a_released_group_gives_the_seconds_of_its_tension_to_the_release() -> None:
    timeline = relaxation(CALVES).timeline(Wishes(is_without_tension=True))
    assert outline(timeline) == [
        ("prepare", 2500, "Here."),
        ("prepare", 2500, "No squeeze."),
        ("release", 8000, "Let go."),
        ("release", 12_000, "Rest."),
        ("silence", 15_000, ""),
    ]


def test_without_a_line_for_it_a_released_group_says_all_of_its_own() -> None:
    timeline = relaxation(CALVES, release_only="").timeline(Wishes(is_without_tension=True))
    assert [text for _, _, text in outline(timeline)[:2]] == ["Here.", "Softly."]


def test_a_released_group_without_words_says_the_line_alone() -> None:
    silent = replace(CALVES, words=Words())
    timeline = relaxation(silent).timeline(Wishes(is_without_tension=True))
    assert outline(timeline) == [("prepare", 5000, "No squeeze."), ("release", 35_000, "")]


def test_a_group_that_is_never_tensed_is_released_whatever_the_wishes() -> None:
    never = group("scalp", "scalp", tense_ms=0)
    for is_without_tension in (True, False):
        timeline = relaxation(never).timeline(Wishes(is_without_tension=is_without_tension))
        assert [kind for kind, _, _ in outline(timeline)][:3] == ["prepare", "prepare", "release"]
        assert outline(timeline)[1][2] == "No squeeze."
        assert timeline.total_ms == 35_000


def test_only_the_marked_groups_lose_their_tension() -> None:
    both = relaxation(CALVES, BELLY)
    assert tensed(both.timeline()) == {"calves", "belly"}
    assert tensed(both.timeline(Wishes(is_without_tension=True))) == {"belly"}


def test_it_knows_whether_there_are_legs_to_spare() -> None:
    assert relaxation(BELLY, CALVES).has_legs
    assert not relaxation(BELLY).has_legs
    assert not relaxation(replace(CALVES, tense_ms=0)).has_legs


def test_each_group_is_repeated_as_often_as_the_script_says() -> None:
    timeline = relaxation(CALVES, BELLY, passes=2).timeline()
    once = relaxation(CALVES).timeline().cues
    assert order(timeline) == ["calves", "belly"]
    assert timeline.total_ms == 160_000
    assert [c.kind for c in timeline.cues][: 2 * len(once)] == [c.kind for c in once] * 2
    assert timeline.cues[len(once)].kind == "prepare"
    assert not timeline.cues[len(once)].is_continued


# Sides


@pytest.mark.parametrize(
    ("start_side", "expected"),
    [
        ("right", [("right", "right as first."), ("left", "left as second.")]),
        ("left", [("left", "left as first."), ("right", "right as second.")]),
    ],
)
@pytest.mark.parametrize("is_right_first", [True, False])
def test_a_pair_begins_on_the_start_side_with_the_words_of_its_place(
    start_side: Side, expected: list[tuple[str, str]], is_right_first: bool
) -> None:
    pair = (RIGHT, LEFT)
    if not is_right_first:
        pair = (replace(LEFT, pair="first"), replace(RIGHT, pair="second"))
    timeline = relaxation(CALVES, *pair, BELLY).timeline(Wishes(start_side=start_side))
    tense = [(c.part.id, c.text) for c in timeline.cues if c.part and c.kind == "tense"]
    assert tense == [("calves", "Firm."), *expected, ("belly", "Firm.")]


@pytest.mark.parametrize("start_side", SIDES)
def test_a_pair_without_sides_stays_as_it_stands(start_side: Side) -> None:
    pair = (group("ribs", "ribs", pair="first"), group("chest", "chest", pair="second"))
    assert order(relaxation(*pair).timeline(Wishes(start_side=start_side))) == ["ribs", "chest"]


@pytest.mark.parametrize("start_side", SIDES)
@pytest.mark.parametrize(("left_out", "alone"), [("left", "right"), ("right", "left")])
def test_one_of_a_pair_alone_speaks_as_the_first(
    start_side: Side, left_out: str, alone: str
) -> None:
    wishes = Wishes(frozenset({left_out}), start_side)
    timeline = relaxation(CALVES, RIGHT, LEFT, BELLY).timeline(wishes)
    assert [c.text for c in timeline.cues if c.kind == "tense"][1] == f"{alone} as first."
    assert order(timeline) == ["calves", alone, "belly"]


@pytest.mark.parametrize("start_side", SIDES)
def test_halves_of_two_pairs_are_no_pair(start_side: Side) -> None:
    thighs = (
        group("right-thigh", "right-thigh", pair="first"),
        group("left-thigh", "left-thigh", pair="second"),
    )
    wishes = Wishes(frozenset({"left", "right-thigh"}), start_side)
    timeline = relaxation(RIGHT, LEFT, *thighs).timeline(wishes)
    assert order(timeline) == ["right", "left-thigh"]  # a thigh never comes before a calf
    tense = [cue.text for cue in timeline.cues if cue.kind == "tense"]
    assert tense == ["right as first.", "left-thigh as first."]


# The rest


def test_it_begins_and_closes_with_its_lines() -> None:
    whole = replace(
        relaxation(BELLY),
        intro=(Spoken(8000, "Lie back."), Spoken(14_000, "Half strength.")),
        closing=(Spoken(10_000, "Stay."),),
    )
    cues = outline(whole.timeline())
    assert cues[:3] == [
        ("intro", 8000, "Lie back."),
        ("intro", 12_000, "Half strength."),
        ("silence", 2000, ""),
    ]
    assert cues[-1] == ("closing", 10_000, "Stay.")
    assert all(not c.part for c in whole.timeline().cues if c.kind in ("intro", "closing"))


def test_passages_are_spoken_as_an_intro() -> None:
    lines = (Line(0, "Here."), Line(30_000, "Still here."))
    timeline = replace(relaxation(), passages=(Passage(60_000, lines),)).timeline()
    assert outline(timeline) == [
        ("intro", 12_000, "Here."),
        ("silence", 18_000, ""),
        ("intro", 12_000, "Still here."),
        ("silence", 18_000, ""),
    ]
    assert (timeline.kind, timeline.parts, timeline.cycles) == ("relaxation", (), 0)


def test_with_everything_left_out_only_beginning_and_closing_remain() -> None:
    both = replace(
        relaxation(CALVES, BELLY),
        intro=(Spoken(8000, "Lie back."),),
        closing=(Spoken(10_000, "Stay."),),
    )
    timeline = both.timeline(Wishes(frozenset({"calves", "belly"})))
    assert outline(timeline) == [("intro", 8000, "Lie back."), ("closing", 10_000, "Stay.")]


def test_with_nothing_left_at_all_it_says_so() -> None:
    timeline = relaxation(CALVES, BELLY).timeline(Wishes(frozenset({"calves", "belly"})))
    assert outline(timeline) == [("closing", 5000, "Everything here is left out.")]


def test_it_knows_when_every_group_is_left_out() -> None:
    both = relaxation(CALVES, BELLY)
    assert both.is_empty(frozenset({"calves", "belly", "no-such-group"}))
    assert not both.is_empty(frozenset({"calves"}))
    assert not replace(relaxation(), passages=(Passage(60_000, ()),)).is_empty(frozenset())


def slot_ms(group: Group) -> int:
    return group.prepare_ms + group.tense_ms + group.release_ms


def edges_ms(relaxation: Relaxation) -> int:
    spoken_ms = sum(line.duration_ms for line in (*relaxation.intro, *relaxation.closing))
    return spoken_ms + sum(each.duration_ms for each in relaxation.passages)


@given(relaxations(), st.data())
def test_the_total_is_the_sum_of_all_slots_whatever_the_wishes(
    relaxation: Relaxation, data: st.DataObject
) -> None:
    wishes = data.draw(wishes_for(relaxation))
    timeline = relaxation.timeline(wishes)
    check_tiling(timeline)
    staying = [g for g in relaxation.groups if g.part.id not in wishes.left_out]
    slots_ms = sum(map(slot_ms, staying))
    total_ms = edges_ms(relaxation) + relaxation.passes * slots_ms
    assert timeline.total_ms == (total_ms or NOTHING_LEFT_MS)
    assert set(timeline.parts) == {group.part for group in staying}
    for each in staying:
        spent_ms = sum(cue.duration_ms for cue in timeline.cues if cue.part == each.part)
        assert spent_ms == relaxation.passes * slot_ms(each)


@given(relaxations(), st.data())
def test_with_or_without_tension_every_group_has_its_length(
    relaxation: Relaxation, data: st.DataObject
) -> None:
    wishes = data.draw(wishes_for(relaxation))
    tense, free = (
        relaxation.timeline(wishes._replace(is_without_tension=each)) for each in (False, True)
    )
    assert tense.total_ms == free.total_ms
    assert order(tense) == order(free)
    for part in tense.parts:
        lengths = [
            sum(cue.duration_ms for cue in timeline.cues if cue.part == part)
            for timeline in (tense, free)
        ]
        assert lengths[0] == lengths[1]
    restless = {g.part.id for g in relaxation.groups if g.is_restless}
    assert tensed(free) == tensed(tense) - restless


@given(relaxations(), st.booleans(), st.data())
def test_from_either_side_it_is_the_same_groups_and_as_long(
    relaxation: Relaxation, is_without_tension: bool, data: st.DataObject
) -> None:
    left_out = data.draw(wishes_for(relaxation)).left_out
    right, left = (
        relaxation.timeline(Wishes(left_out, side, is_without_tension)) for side in SIDES
    )
    assert right.total_ms == left.total_ms
    assert set(right.parts) == set(left.parts)
    ids = [g.part.id for g in relaxation.groups if g.part.id in {p.id for p in right.parts}]
    for timeline in (right, left):
        for before, after in zip(ids, order(timeline), strict=True):
            assert before.rpartition("-")[2] == after.rpartition("-")[2]  # only pairs turn round


@given(relaxations(), st.data())
def test_every_group_is_done_in_one_go_in_the_right_order(
    relaxation: Relaxation, data: st.DataObject
) -> None:
    timeline = relaxation.timeline(data.draw(wishes_for(relaxation)))
    assert len(order(timeline)) == len(timeline.parts)
    by_part = {group.part: group for group in relaxation.groups}
    for part in timeline.parts:
        started = [c.kind for c in timeline.cues if c.part == part and not c.is_continued]
        assert len(started) % relaxation.passes == 0
        once = started[: len(started) // relaxation.passes]
        assert started == once * relaxation.passes
        spoken = [kind if kind != "silence" else "release" for kind in once]
        allowed = ["prepare"] * (by_part[part].prepare_ms > 0)
        allowed += ["tense"] * (part.id in tensed(timeline)) + ["release"]
        assert spoken == allowed
