"""A body scan of any length, exactly."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.bodyscan import (
    LEAST_LINE_MS,
    BodyScan,
    Ending,
    Region,
    Sentence,
    edge,
    fit,
    share,
)
from coach.domain.timeline import Part, Timeline
from tests.generated import ENDINGS, check_tiling, scans, some_of

LEAST_MS = 12_000
SIXTH = 6


def region(id: str, weight: float = 1.0, lines: int = 3) -> Region:
    return Region(Part(id, id, ("belly",)), weight, tuple(f"{id} {n}." for n in range(lines)))


def scan(*regions: Region, total_ms: int = 240_000, edges_ms: int = 60_000) -> BodyScan:
    return BodyScan(
        "bodyscan/test",
        "Test",
        "",
        total_ms,
        edges_ms,
        edges_ms,
        (Sentence(0.0, "Settle."), Sentence(0.5, "Upward.")),
        regions,
        {"sleep": (Sentence(0.0, "Good night."),), "wake": (Sentence(0.25, "Good morning."),)},
    )


def lines_of(timeline: Timeline, kind: str) -> list[tuple[int, str]]:
    """Return when the lines of a kind come, and what they say."""
    return [(cue.start_ms, cue.text) for cue in timeline.cues if cue.kind == kind]


def times(timeline: Timeline) -> dict[str, int]:
    """Return the regions in order with their milliseconds."""
    spent: dict[str, int] = {}
    for cue in timeline.cues:
        if cue.part:
            spent[cue.part.id] = spent.get(cue.part.id, 0) + cue.duration_ms
    return spent


def edges(timeline: Timeline) -> tuple[int, int]:
    """Return how long the settling and the closing take."""
    inside = [cue for cue in timeline.cues if cue.part]
    return inside[0].start_ms, timeline.total_ms - inside[-1].end_ms


# Sharing


@pytest.mark.parametrize(
    ("whole", "weights", "shares"),
    [
        (100, [1.0], [100]),
        (100, [1.0, 1.0, 1.0], [34, 33, 33]),
        (101, [1.0, 1.0, 1.0], [34, 34, 33]),
        (100, [2.0, 1.0], [67, 33]),
        (100, [1.0, 2.0], [33, 67]),
        (10, [0.1, 0.2, 0.7], [1, 2, 7]),
        (7, [1.0, 1.0, 5.0], [1, 1, 5]),
        (1, [1.0, 3.0], [0, 1]),
        (0, [1.0, 3.0], [0, 0]),
    ],
)
def test_what_is_left_over_goes_to_the_largest_remainders_first(
    whole: int, weights: list[float], shares: list[int]
) -> None:
    assert share(whole, weights) == shares


weights = st.lists(st.floats(0.01, 100), min_size=1, max_size=100)


@given(st.integers(0, 3_600_000), weights)
def test_the_shares_add_up_and_none_is_off_by_a_whole_one(whole: int, weights: list[float]) -> None:
    shares = share(whole, weights)
    exact = [whole * weight / sum(weights) for weight in weights]
    assert sum(shares) == whole
    assert all(abs(a - b) < 1 + 1e-6 for a, b in zip(shares, exact, strict=True))
    assert all(type(each) is int and each >= 0 for each in shares)
    remainders = [part - int(part) for part in exact]
    up = [r for r, s, e in zip(remainders, shares, exact, strict=True) if s > int(e)]
    down = [r for r, s, e in zip(remainders, shares, exact, strict=True) if s == int(e)]
    assert not up or not down or min(up) >= max(down)


# Fitting


def fitted(ms: int, *weights: float) -> list[str]:
    regions = [region(f"{number}") for number in range(len(weights))]
    pairs = zip(regions, weights, strict=True)
    return [each.part.id for each, _ in fit([r._replace(weight=w) for r, w in pairs], ms)]


@pytest.mark.parametrize(
    ("ms", "weights", "staying"),
    [
        (36_000, (1, 1, 1), "012"),
        (35_999, (1, 1, 1), "01"),
        (36_000, (1, 1, 1.001), "02"),
        (24_000, (1, 1, 1), "01"),
        (23_999, (1, 1, 1), "0"),
        (60_000, (3, 1, 2), "02"),
        (60_000, (1, 2, 1, 2), "013"),
        (48_000, (1, 2, 1, 2), "13"),
        (11_999, (1, 1), "0"),
        (1, (1, 2), "1"),
        (0, (1, 1), "0"),
    ],
)
def test_the_smallest_goes_first_and_of_equals_the_later(
    ms: int, weights: tuple[float, ...], staying: str
) -> None:
    assert "".join(fitted(ms, *weights)) == staying


@given(scans(), st.integers(0, 3_600_000))
def test_no_region_is_too_short_and_none_is_left_out_without_need(scan: BodyScan, ms: int) -> None:
    staying = fit(scan.regions, ms)
    assert sum(duration_ms for _, duration_ms in staying) == ms
    assert len(staying) == 1 or min(duration_ms for _, duration_ms in staying) >= LEAST_MS
    places = {each.part.id: index for index, each in enumerate(scan.regions)}
    indices = [places[each.part.id] for each, _ in staying]
    assert indices == sorted(indices)
    by_size = sorted(range(len(scan.regions)), key=lambda n: (scan.regions[n].weight, -n))
    gone = [index for index in by_size if index not in indices]
    assert gone == by_size[: len(gone)]
    if gone:
        one_more = [scan.regions[n] for n in sorted([*indices, gone[-1]])]
        assert min(share(ms, [each.weight for each in one_more])) < LEAST_MS


@given(scans(), st.none() | st.integers(120_000, 3_600_000), st.sampled_from(ENDINGS), st.data())
def test_the_total_is_exact_whatever_is_asked_for_and_left_out(
    scan: BodyScan, total_ms: int | None, ending: Ending, data: st.DataObject
) -> None:
    left_out = data.draw(some_of([each.part.id for each in scan.regions]))
    timeline = scan.timeline(ending, total_ms, left_out)
    check_tiling(timeline)
    assert timeline.total_ms == (total_ms or scan.total_ms)
    spent = times(timeline)
    assert len(spent) <= 1 or min(spent.values()) >= LEAST_MS
    ids = {each.part.id for each in scan.regions}
    assert set(spent) <= ids - left_out
    assert bool(spent) is not scan.is_empty(left_out)
    if not spent:
        return
    at_most = scan.total_ms if total_ms in (None, scan.total_ms) else (total_ms or 0) // SIXTH
    settle_ms, closing_ms = edges(timeline)
    assert settle_ms == min(scan.settle_ms, at_most)
    assert closing_ms == min(scan.closing_ms, at_most)


@given(scans(), st.integers(120_000, 3_600_000))
def test_the_lines_come_at_their_shares(scan: BodyScan, total_ms: int) -> None:
    timeline = scan.timeline("sleep", total_ms)
    by_id = {each.part.id: each for each in scan.regions}
    starts = {v.id: next(c.start_ms for c in timeline.cues if c.part == v) for v in timeline.parts}
    for number, (id, spent_ms) in enumerate(times(timeline).items(), start=1):
        spoken = [
            (cue.start_ms - starts[id], cue.text)
            for cue in timeline.cues
            if cue.part and cue.part.id == id and cue.text
        ]
        shares = (0.0, 0.5) if spent_ms < 20_000 else (0.0, 0.2, 0.5)
        lines = list(by_id[id].lines)
        is_turn = number % scan.wandering_every == 0 and bool(scan.wandering)
        if is_turn and len(lines) == 3 and spent_ms >= 20_000:
            turn = number // scan.wandering_every - 1
            lines[2] = scan.wandering[turn % len(scan.wandering)]
        assert spoken == [
            (round(s * spent_ms), text) for s, text in zip(shares, lines, strict=False)
        ]


# One scan


def test_it_settles_visits_its_regions_and_closes() -> None:
    timeline = scan(region("a"), region("b", weight=2.0)).timeline("sleep")
    assert lines_of(timeline, "settle") == [(0, "Settle."), (30_000, "Upward.")]
    assert lines_of(timeline, "region") == [
        (60_000, "a 0."),
        (68_000, "a 1."),
        (80_000, "a 2."),
        (100_000, "b 0."),
        (116_000, "b 1."),
        (140_000, "b 2."),
    ]
    assert lines_of(timeline, "closing") == [(180_000, "Good night.")]
    assert (timeline.id, timeline.kind, timeline.total_ms) == (
        "bodyscan/test",
        "bodyscan",
        240_000,
    )


def test_it_ends_as_it_is_asked_to() -> None:
    timeline = scan(region("a")).timeline("wake")
    assert lines_of(timeline, "closing") == [(195_000, "Good morning.")]


def test_an_ending_without_words_is_quiet() -> None:
    timeline = replace(scan(region("a")), endings={}).timeline("sleep")
    assert lines_of(timeline, "closing") == [(180_000, "")]
    assert timeline.total_ms == 240_000


@pytest.mark.parametrize(
    ("total_ms", "edge_ms"),
    [
        (None, 60_000),
        (240_000, 60_000),
        (120_000, 20_000),
        (239_999, 39_999),
        (359_999, 59_999),
        (360_000, 60_000),
        (3_600_000, 60_000),
    ],
)
def test_at_another_length_settling_and_closing_take_a_sixth_at_most(
    total_ms: int | None, edge_ms: int
) -> None:
    timeline = scan(region("a")).timeline("sleep", total_ms)
    assert edges(timeline) == (edge_ms, edge_ms)
    assert timeline.total_ms == (total_ms or 240_000)


@pytest.mark.parametrize(
    ("region_ms", "at_ms"), [(19_999, [0, 10_000]), (20_000, [0, 4000, 10_000])]
)
def test_under_twenty_seconds_a_region_has_two_lines(region_ms: int, at_ms: list[int]) -> None:
    regions = [region(f"{number}") for number in range(6)]
    timeline = scan(*regions, total_ms=6 * region_ms, edges_ms=0).timeline("sleep")
    first = [cue for cue in timeline.cues if cue.part == regions[0].part and cue.text]
    assert [cue.start_ms for cue in first] == at_ms
    assert [cue.text for cue in first] == ["0 0.", "0 1.", "0 2."][: len(at_ms)]


def test_in_every_third_region_a_line_for_a_mind_that_wandered_comes_third() -> None:
    regions = [region(f"{number}") for number in range(1, 10)]
    wandering = replace(
        scan(*regions, total_ms=600_000), wandering=("Back.", "Again."), wandering_every=3
    )
    timeline = wandering.timeline("wake")
    texts: dict[str, list[str]] = {each.part.id: [] for each in regions}
    for cue in timeline.cues:
        if cue.part and cue.text:
            texts[cue.part.id].append(cue.text)
    assert {id: lines[2] for id, lines in texts.items()} == {
        **{f"{number}": f"{number} 2." for number in range(1, 10)},
        "3": "Back.",
        "6": "Again.",
        "9": "Back.",
    }
    assert all(lines[:2] == [f"{id} 0.", f"{id} 1."] for id, lines in texts.items())


def test_a_region_of_two_lines_has_none_to_give_away() -> None:
    short = replace(scan(region("a", lines=2)), wandering=("Back.",), wandering_every=1).timeline(
        "wake"
    )
    assert [text for _, text in lines_of(short, "region")] == ["a 0.", "a 1."]


def test_without_the_regions_left_out_the_others_have_more_time() -> None:
    timeline = scan(region("a"), region("b"), region("c")).timeline(
        "sleep", left_out=frozenset({"b"})
    )
    assert times(timeline) == {"a": 60_000, "c": 60_000}


@pytest.mark.parametrize(
    ("total_ms", "edge_ms"), [(None, 60_000), (120_000, 20_000), (600_000, 60_000)]
)
def test_with_everything_left_out_the_time_of_the_regions_is_silence(
    total_ms: int | None, edge_ms: int
) -> None:
    whole = scan(region("a"), region("b"))
    timeline = whole.timeline("sleep", total_ms, frozenset("ab"))
    check_tiling(timeline)
    assert whole.is_empty(frozenset("ab"))
    assert timeline.total_ms == (total_ms or 240_000)
    assert timeline.parts == ()
    assert lines_of(timeline, "region") == []
    silence = next(cue for cue in timeline.cues if cue.start_ms == edge_ms)
    assert (silence.kind, silence.text) == ("silence", "")
    assert silence.duration_ms == timeline.total_ms - 2 * edge_ms
    assert lines_of(timeline, "closing") == [(timeline.total_ms - edge_ms, "Good night.")]


# Lines of a settling that was made shorter


def placed(shares: list[float], own_ms: int, duration_ms: int) -> list[tuple[int, str]]:
    """Return when each of the lines that stay comes; the first line is called a."""
    sentences = [Sentence(share, "abcdefgh"[n]) for n, share in enumerate(shares)]
    return [(line.at_ms, line.text) for line in edge(sentences, own_ms, duration_ms)]


@pytest.mark.parametrize(
    ("shares", "staying"),
    [
        ([], []),
        ([0.5], [(10_000, "a")]),
        ([0.9], [(14_400, "a")]),
        ([0.0, 0.5], [(0, "a"), (10_000, "b")]),
        ([0.0, 0.9], [(0, "a"), (14_400, "b")]),
        ([0.0, 0.01], [(0, "a"), (5600, "b")]),
        ([0.9, 0.95], [(8800, "a"), (14_400, "b")]),
        ([0.0, 0.27, 0.56], [(0, "a"), (11_200, "c")]),
        ([0.0, 0.28, 0.56], [(0, "a"), (5600, "b"), (11_200, "c")]),
        ([0.0, 0.29, 0.56], [(0, "a"), (11_200, "c")]),
        ([0.0, 0.16, 0.34, 0.54, 0.68, 0.82], [(0, "a"), (6800, "c"), (14_400, "f")]),
    ],
)
def test_made_shorter_a_settling_leaves_lines_out_but_the_first_and_the_last(
    shares: list[float], staying: list[tuple[int, str]]
) -> None:
    assert placed(shares, 60_000, 20_000) == staying


def test_at_its_own_length_every_line_comes_at_its_share() -> None:
    assert placed([0.0, 0.1, 0.9], 20_000, 20_000) == [(0, "a"), (2000, "b"), (18_000, "c")]


@given(scans(), st.integers(120_000, 3_600_000), st.sampled_from(ENDINGS))
def test_where_settling_or_closing_is_made_shorter_each_line_has_its_time(
    scan: BodyScan, total_ms: int, ending: Ending
) -> None:
    for sentences, own_ms in (
        (scan.settle, scan.settle_ms),
        (scan.endings[ending], scan.closing_ms),
    ):
        duration_ms = total_ms // SIXTH
        if duration_ms >= own_ms or not sentences:
            continue
        lines = edge(sentences, own_ms, duration_ms)
        borders = [line.at_ms for line in lines] + [duration_ms]
        assert borders[0] >= 0
        assert all(after - before >= LEAST_LINE_MS for before, after in pairwise(borders))
        texts, all_texts = [line.text for line in lines], [each.text for each in sentences]
        in_turn = iter(all_texts)
        assert all(text in in_turn for text in texts)
        assert (texts[0], texts[-1]) == (all_texts[0], all_texts[-1])


def test_a_scan_without_settling_begins_in_the_first_region() -> None:
    timeline = scan(region("a"), edges_ms=0).timeline("sleep")
    assert {cue.part and cue.part.id for cue in timeline.cues} == {"a"}
    assert edges(timeline) == (0, 0)


@given(scans())
def test_the_regions_come_one_after_the_other(scan: BodyScan) -> None:
    visited = [cue.part for cue in scan.timeline("sleep").cues if cue.part]
    changes = [after for before, after in pairwise(visited) if before != after]
    assert [visited[0], *changes] == [
        each.part for each, _ in fit(scan.regions, scan.total_ms - scan.settle_ms - scan.closing_ms)
    ]
