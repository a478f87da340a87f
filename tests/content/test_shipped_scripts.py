"""The shipped relaxations, scans, stretches, routines: lengths, orders, timings, and sides."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.library import EXERCISES, Exercise, Library, load_file
from coach.content.telling import Telling
from coach.domain.body import height_of, lowest, place_of, side_of
from coach.domain.bodyscan import LEAST_REGION_MS, BodyScan, edge, fit
from coach.domain.breathing import Pattern
from coach.domain.health import UNASKED
from coach.domain.mind import Mind
from coach.domain.relaxation import Group, Relaxation, Wishes
from coach.domain.routine import Routine
from coach.domain.stretch import Stretch
from coach.domain.timeline import Timeline
from coach.person import evening
from coach.person.choose import Choice
from coach.picture import glow
from coach.picture.body_map import Light, figure
from coach.picture.raster import BLOCKS, EMBER
from coach.store.settings import Settings
from coach.system import folders
from tests.generated import ENDINGS, SIDES, check_tiling, some_of, whole

LIBRARY = Library(folders.assets(), Path("/no/such/folder"))
RELAXATIONS = {
    # name: seconds, groups
    "pmr-16": (720, 16),
    "pmr-7": (420, 7),
    "pmr-4": (300, 4),
    "pmr-textbook": (1584, 16),
    "release": (360, 12),
}
MINDS = {
    # name: seconds
    "count-ten": 300,
    "cue-word": 120,
    "dull": 732,
    "grounding": 180,
    "heavy": 360,
    "kindness": 180,
    "mindful-five": 300,
    "shuffle": 840,
    "stay-awake": 300,
    "stream": 420,
    "three-places": 540,
    "urge": 600,
    "urge-three": 180,
    "walking": 300,
    "worry-list": 600,
}
INWARD = {
    *("count-ten", "cue-word", "heavy", "kindness", "mindful-five"),
    *("stream", "three-places", "urge", "urge-three"),
}
NIGHTS = range(12)
"""By then every variant of a relaxation was said, and every two of them together."""
TENSED = ("pmr-16", "pmr-7", "pmr-4", "pmr-textbook")
SCANS = {
    # name: seconds, settling and closing, regions
    "three": (180, 30, 4),
    "five": (300, 30, 8),
    "ten": (600, 60, 12),
    "twenty": (1200, 60, 18),
    "thirty": (1800, 60, 24),
}
STRETCHES = {"legs": 540, "bed": 360}
ROUTINES = {
    "tonight": ["checklists/bedtime", "breathing/box", "relaxation/pmr-7", "bodyscan/ten"],
    "first-night": ["breathing/long-out-short", "relaxation/pmr-4", "bodyscan/three"],
    "short-night": ["breathing/long-out", "bodyscan/three"],
    "restless-legs": ["stretch/legs", "relaxation/release", "breathing/long-out"],
}


@cache
def shipped(kind: str, name: str, night: int = 0) -> Exercise:
    """Return a shipped script as it is told on a night, with nothing after it."""
    library = Library(LIBRARY.assets, LIBRARY.config, LIBRARY.cache, lambda _: Telling(night))
    return library.exercise(library.find(kind, name))[0]


def relaxation(name: str, night: int = 0) -> Relaxation:
    exercise = shipped("relaxation", name, night)
    assert isinstance(exercise, Relaxation)
    return exercise


def scan(name: str, night: int = 0) -> BodyScan:
    exercise = shipped("bodyscan", name, night)
    assert isinstance(exercise, BodyScan)
    return exercise


def stretch(name: str, night: int = 0) -> Stretch:
    exercise = shipped("stretch", name, night)
    assert isinstance(exercise, Stretch)
    return exercise


def mind(name: str, night: int = 0) -> Mind:
    exercise = shipped("mind", name, night)
    assert isinstance(exercise, Mind)
    return exercise


def routine(name: str) -> Routine:
    exercise = shipped("routines", name)
    assert isinstance(exercise, Routine)
    return exercise


def ways(name: str) -> Iterator[Timeline]:
    """Yield a relaxation from either side, with and without tension."""
    for side in SIDES:
        for is_without_tension in (False, True):
            wishes = Wishes(start_side=side, is_without_tension=is_without_tension)
            yield relaxation(name).timeline(wishes)


def spent(timeline: Timeline) -> dict[str, dict[str, int]]:
    """Return for each part how many milliseconds are spent in each of its kinds of passage."""
    times: dict[str, dict[str, int]] = {}
    kind = ""
    for cue in timeline.cues:
        kind = kind if cue.is_continued else cue.kind
        if cue.part:
            of_part = times.setdefault(cue.part.id, {})
            of_part[kind] = of_part.get(kind, 0) + cue.duration_ms
    return times


def heights(timeline: Timeline) -> list[int]:
    return [lowest(part.regions) for part in timeline.parts]


@cache
def in_the_whole_library() -> list[tuple[str, Timeline]]:
    """Return all that is shipped and new, compiled in every way that changes its words."""
    timelines = [(name, each) for name in RELAXATIONS for each in ways(name)]
    timelines += [(name, scan(name).timeline(ending)) for name in SCANS for ending in ENDINGS]
    timelines += [(name, stretch(name).timeline()) for name in STRETCHES]
    timelines += [(name, mind(name).timeline()) for name in MINDS]
    return timelines


def test_these_and_no_others_are_shipped() -> None:
    assert set(LIBRARY.entries("relaxation")) == set(RELAXATIONS)
    assert set(LIBRARY.entries("bodyscan")) == set(SCANS)
    assert set(LIBRARY.entries("stretch")) == set(STRETCHES)
    assert set(LIBRARY.entries("mind")) == set(MINDS)
    assert set(LIBRARY.entries("routines")) == set(ROUTINES)


# Muscle release


@pytest.mark.parametrize(("name", "seconds", "groups"), [(n, *x) for n, x in RELAXATIONS.items()])
def test_a_release_is_as_long_as_it_says_from_either_side_tensed_or_not(
    name: str, seconds: int, groups: int
) -> None:
    for timeline in ways(name):
        check_tiling(timeline)
        assert timeline.total_ms == seconds * 1000
        assert len(timeline.parts) == groups


@pytest.mark.parametrize("name", RELAXATIONS)
def test_body_height_never_falls(name: str) -> None:
    for timeline in ways(name):
        assert heights(timeline) == sorted(heights(timeline))


def test_the_sixteen_groups_are_in_their_order() -> None:
    order = [
        *("foot-right", "foot-left", "calf-right", "calf-left", "thigh-right", "thigh-left"),
        *("belly", "hand-right", "hand-left", "arm-right", "arm-left", "shoulders"),
        *("neck", "jaw", "eyes", "forehead"),
    ]
    for name in ("pmr-16", "pmr-textbook"):
        assert [part.id for part in relaxation(name).timeline().parts] == order
        swapped = relaxation(name).timeline(Wishes(start_side="left"))
        assert [part.id for part in swapped.parts][:4] == [
            "foot-left",
            "foot-right",
            "calf-left",
            "calf-right",
        ]


def places(group: Group) -> set[str]:
    return {place_of(region)[0] for region in group.part.regions}


def expected_tension(name: str, group: Group) -> int:
    """Return how many seconds a group should be tensed: feet, calves and neck less than others."""
    if name in ("pmr-7", "pmr-4"):
        return 4 if places(group) & {"feet", "calves", "neck"} else 5
    if "feet" in places(group):
        return 3
    if places(group) & {"calves", "neck"}:
        return 4
    return 7 if name == "pmr-textbook" else 5


@pytest.mark.parametrize(
    ("name", "slot_seconds"), [("pmr-16", 41), ("pmr-7", 50), ("pmr-4", 55), ("pmr-textbook", 47)]
)
def test_every_slot_is_as_long_and_the_tender_ones_are_tensed_less(
    name: str, slot_seconds: int
) -> None:
    exercise = relaxation(name)
    times = spent(exercise.timeline())
    for group in exercise.groups:
        each = {k: ms / 1000 / exercise.passes for k, ms in times[group.part.id].items()}
        tense = expected_tension(name, group)
        assert each == {"prepare": 8, "tense": tense, "release": slot_seconds - 8 - tense}


@pytest.mark.parametrize("name", TENSED)
def test_the_release_is_at_least_three_times_the_tension(name: str) -> None:
    for timeline in ways(name):
        for id, times in spent(timeline).items():
            assert times["release"] >= 3 * times.get("tense", 0), id


@pytest.mark.parametrize("name", TENSED)
def test_without_tension_the_legs_and_only_they_are_released(name: str) -> None:
    exercise = relaxation(name)
    assert exercise.has_legs
    tensed, free = (spent(exercise.timeline(Wishes(is_without_tension=x))) for x in (False, True))
    assert all("tense" in times for times in tensed.values())
    for group in exercise.groups:
        is_leg = lowest(group.part.regions) <= height_of("hips")
        assert ("tense" in free[group.part.id]) is not is_leg
        assert sum(free[group.part.id].values()) == sum(tensed[group.part.id].values())


@pytest.mark.parametrize("name", TENSED)
def test_a_released_leg_speaks_its_first_line_and_then_that_there_is_no_squeeze(name: str) -> None:
    said = ("No squeezing, just rest.", "Just rest here.", "Just let it rest.")
    for night, without in enumerate(said):
        exercise = relaxation(name, night)
        timeline = exercise.timeline(Wishes(is_without_tension=True))
        for group in (group for group in exercise.groups if group.is_restless):
            lines = [c.text for c in timeline.cues if c.part == group.part and c.kind == "prepare"]
            again = ["Once more."] * (exercise.passes - 1)
            assert lines == [group.words.prepare[0], without, *again]


def test_letting_go_never_squeezes() -> None:
    assert not relaxation("release").has_legs
    assert not [cue for each in ways("release") for cue in each.cues if cue.kind == "tense"]


def test_letting_go_gives_each_place_twenty_five_seconds() -> None:
    times = spent(relaxation("release").timeline())
    assert {tuple(each.items()) for each in times.values()} == {
        (("prepare", 4000), ("release", 21_000)),
        (("prepare", 8000), ("release", 17_000)),
    }


@pytest.mark.parametrize(
    ("name", "intro", "closing"),
    [
        ("pmr-16", 32, 32),
        ("pmr-7", 36, 34),
        ("pmr-4", 40, 40),
        ("pmr-textbook", 40, 40),
        ("release", 20, 40),
    ],
)
def test_beginning_and_closing_have_their_lengths(name: str, intro: int, closing: int) -> None:
    cues = relaxation(name).timeline().cues
    first = next(cue for cue in cues if cue.part)
    last = [cue for cue in cues if cue.part][-1]
    assert first.start_ms == intro * 1000
    assert cues[-1].end_ms - last.end_ms == closing * 1000


def test_in_the_long_way_each_group_comes_twice_in_a_row() -> None:
    exercise = relaxation("pmr-textbook")
    cues = exercise.timeline().cues
    for part, group in groupby((cue for cue in cues if cue.part), key=lambda cue: cue.part):
        kinds = [cue.kind for cue in group if not cue.is_continued]
        assert kinds == ["prepare", "tense", "release"] * 2, part


@pytest.mark.parametrize("name", ["pmr-16", "pmr-7", "pmr-textbook"])
def test_every_pair_is_a_right_and_a_left(name: str) -> None:
    groups = relaxation(name).groups
    pairs = [(a, b) for a, b in pairwise(groups) if a.pair == "first"]
    assert len(pairs) == (2 if name == "pmr-7" else 5)
    for first, second in pairs:
        assert [side_of(g.part.regions) for g in (first, second)] == ["right", "left"]
        assert places(first) == places(second)
        assert first.release_ms == second.release_ms
    assert [group for group in groups if side_of(group.part.regions) and not group.pair] == []


BOTH = r"(?i)\b(both|two|pair|side by side|other|second|too)\b"


@pytest.mark.parametrize("name", ["pmr-16", "pmr-7", "pmr-textbook"])
@pytest.mark.parametrize("start_side", SIDES)
def test_no_sentence_is_false_whichever_side_begins(name: str, start_side: str) -> None:
    wishes = Wishes(start_side="left" if start_side == "left" else "right")
    for night in NIGHTS:
        exercise = relaxation(name, night)
        cues = exercise.timeline(wishes).cues
        said_of_both = 0
        for group in (group for group in exercise.groups if group.pair):
            side = side_of(group.part.regions)
            texts = " ".join(cue.text for cue in cues if cue.part == group.part)
            assert {"left": "right", "right": "left"}[side] not in texts.lower()
            assert side in texts.lower()
            said_of_both += bool(re.search(BOTH, texts))
            if side == start_side:
                assert not re.search(BOTH, texts), texts
        assert said_of_both > 0


@pytest.mark.parametrize("name", ["pmr-16", "pmr-7", "pmr-textbook"])
def test_no_sentence_is_false_when_one_of_a_pair_is_left_out(name: str) -> None:
    for exercise in (relaxation(name, night) for night in NIGHTS):
        for gone in ("left", "right"):
            ids = [g.part.id for g in exercise.groups if side_of(g.part.regions) == gone]
            for start_side in SIDES:
                timeline = exercise.timeline(Wishes(frozenset(ids), start_side))
                assert len(timeline.parts) == len(exercise.groups) - len(ids)
                for cue in timeline.cues:
                    if cue.part and side_of(cue.part.regions):
                        assert not re.search(BOTH, cue.text), cue.text


NAMED = r"(?i)\b(toes|feet|foot|legs|face|brow|forehead|crown|four|seven|twelve|sixteen)\b"


@pytest.mark.parametrize("name", [*TENSED, "release"])
def test_beginning_and_closing_are_true_whatever_is_left_out(name: str) -> None:
    for exercise in (relaxation(name, night) for night in NIGHTS):
        everything = frozenset(group.part.id for group in exercise.groups)
        timeline = exercise.timeline(Wishes(everything))
        assert {cue.kind for cue in timeline.cues} <= {"intro", "closing", "silence"}
        texts = [cue.text for cue in timeline.cues if cue.text]
        assert texts == [line.text for line in (*exercise.intro, *exercise.closing)]
        assert [text for text in texts if re.search(NAMED, text)] == []
        squeezes = [text for text in texts if "squeez" in text.lower()]
        assert squeezes
        assert [text for text in squeezes if not re.search(AT_A_WORD, text)] == []


AT_A_WORD = r'(?i)"now", squeeze|\bat "let go", stop squeezing|\b(no|nothing).* squeez'
"""A squeeze belongs to a word; where that is not said, because all is left out, there is none."""


# For the mind


@pytest.mark.parametrize(("name", "seconds"), MINDS.items())
def test_what_calms_the_mind_is_as_long_as_it_says(name: str, seconds: int) -> None:
    timeline = mind(name).timeline()
    check_tiling(timeline)
    assert timeline.total_ms == seconds * 1000
    assert {cue.kind for cue in timeline.cues} - {"silence"} == {"intro"}
    assert timeline.parts == ()


def test_what_is_not_for_everybody_is_marked() -> None:
    marked = {name: (mind(name).is_inward, mind(name).is_paradox) for name in MINDS}
    assert {name for name, (is_inward, _) in marked.items() if is_inward} == INWARD
    assert [name for name, (_, is_paradox) in marked.items() if is_paradox] == ["stay-awake"]


@pytest.mark.parametrize("name", MINDS)
def test_what_warns_of_turning_inward_is_marked_so(name: str) -> None:
    warns = any(re.search(r"turning inward|voices\?", text) for text in mind(name).cautions)
    assert mind(name).is_inward or not warns


def test_quiet_words_are_other_ones_for_six_nights() -> None:
    nights = [mind("shuffle", night).dealt for night in range(739_000, 739_012)]
    assert {len(set(words)) for words in nights} == {88}
    for first in range(7):
        six = [word for words in nights[first : first + 6] for word in words]
        assert len(set(six)) == len(six)
    timeline = mind("shuffle").timeline()
    assert [cue.start_ms for cue in timeline.cues[-88:]] == list(range(48_000, 840_000, 9000))


def test_the_dull_reading_goes_on_where_the_night_before_stopped() -> None:
    nights = [mind("dull", night).dealt for night in range(739_000, 739_023)]
    read = [line for lines in nights for line in lines]
    assert {len(lines) for lines in nights} == {60}
    assert len(set(read)) == 132
    assert read[132:] == read[:-132]


def test_a_walk_stays_in_one_landscape_all_night() -> None:
    landscapes = (
        {"lake", "gravel", "boat", "bird", "boathouse", "rowing", "shore"},
        {"library", "books", "page", "paper", "courtyard", "fountain"},
        {"beach", "sand", "foam", "gull", "dunes", "reeds", "salt", "porch", "sea"},
        {"meadow", "springy", "tractor", "gate", "barn", "hay", "stripes", "lane", "field"},
    )
    for night, landscape in enumerate(landscapes):
        cues = mind("three-places", night).timeline().cues
        words = set(re.findall(r"[a-z]+", " ".join(cue.text for cue in cues).lower()))
        mixed = {word for other in landscapes for word in other} - landscape
        assert landscape <= words, landscape - words
        assert not mixed & words, mixed & words


def test_five_mindful_minutes_are_passages_of_a_minute() -> None:
    timeline = mind("mindful-five").timeline()
    starts = [cue.start_ms for cue in timeline.cues if not cue.is_continued]
    assert starts == [0, 60_000, 120_000, 180_000, 240_000]
    assert timeline.waits_ms == ()


# Body scans


@pytest.mark.parametrize(
    ("name", "seconds", "edge", "regions"), [(n, *x) for n, x in SCANS.items()]
)
def test_a_scan_is_exactly_as_long_as_it_says(
    name: str, seconds: int, edge: int, regions: int
) -> None:
    exercise = scan(name)
    for ending in ENDINGS:
        timeline = exercise.timeline(ending)
        check_tiling(timeline)
        assert timeline.total_ms == seconds * 1000
        assert timeline.parts == tuple(region.part for region in exercise.regions)
        assert {sum(each.values()) for each in spent(timeline).values()} == {
            (seconds - 2 * edge) * 1000 // regions
        }
        assert next(cue for cue in timeline.cues if cue.part).start_ms == edge * 1000


@pytest.mark.parametrize("name", SCANS)
def test_a_scan_wanders_upward(name: str) -> None:
    order = heights(scan(name).timeline("sleep"))
    assert order == sorted(order)
    assert order[0] <= 3
    assert any("scalp" in part.regions for part in scan(name).timeline("sleep").parts)


@pytest.mark.parametrize("name", SCANS)
def test_every_length_from_two_minutes_to_an_hour_is_fitted_exactly(name: str) -> None:
    exercise = scan(name)
    regions = exercise.regions
    assert {region.weight for region in regions} == {1.0}
    parts = tuple(region.part for region in regions)
    first = list(SCANS).index(name)
    for seconds in range(120, 3601):
        total_ms = seconds * 1000
        edge_ms = min(exercise.settle_ms, total_ms // 6)
        if total_ms == exercise.total_ms:
            edge_ms = exercise.settle_ms
        left_ms = total_ms - 2 * edge_ms
        count = max(min(left_ms // LEAST_REGION_MS, len(regions)), 1)
        fitted = fit(regions, left_ms)
        times = [ms for _, ms in fitted]
        assert [region for region, _ in fitted] == list(regions[:count])  # the later go first
        assert sum(times) == left_ms
        assert count == 1 or min(times) >= 12_000
        assert max(times) - min(times) <= 1
        if seconds % 60 in (0, 7 * first + 1):
            timeline = exercise.timeline("sleep", total_ms)
            assert timeline.total_ms == sum(cue.duration_ms for cue in timeline.cues) == total_ms
            assert timeline.parts == parts[:count]
            assert [sum(each.values()) for each in spent(timeline).values()] == times


@pytest.mark.parametrize("name", SCANS)
def test_a_wandering_mind_is_spoken_to_in_every_third_region_only(name: str) -> None:
    exercise = scan(name)
    assert exercise.wandering_every == 3
    for seconds in (None, 3600, 240):
        timeline = exercise.timeline("wake", seconds and seconds * 1000)
        reminders = [
            (timeline.parts.index(cue.part) + 1, cue.text)
            for cue in timeline.cues
            if cue.part and cue.text in exercise.wandering
        ]
        third = [n for n in range(3, len(timeline.parts) + 1, 3)]
        third = [n for n in third if len(exercise.regions[n - 1].lines) == 3]
        assert third
        long = min(sum(each.values()) for each in spent(timeline).values()) >= 20_000
        assert [number for number, _ in reminders] == (third if long else [])
        turns = [(number // 3 - 1) % len(exercise.wandering) for number, _ in reminders]
        assert [text for _, text in reminders] == [exercise.wandering[turn] for turn in turns]
        assert len(set(turns)) == len(turns)


@pytest.mark.parametrize("name", SCANS)
def test_every_region_has_its_own_lines(name: str) -> None:
    for exercise in (scan(name, night) for night in NIGHTS):
        lines = [line for region in exercise.regions for line in region.lines]
        assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("name", SCANS)
def test_a_scan_drifts_off_or_comes_back(name: str) -> None:
    for exercise in (scan(name, night) for night in NIGHTS):
        closings = {}
        for ending in ENDINGS:
            cues = exercise.timeline(ending).cues
            closings[ending] = [cue.text for cue in cues if cue.kind == "closing"]
        assert closings["sleep"][-1] == "No more words from here. Good night."
        assert not any("night" in text.lower() for text in closings["wake"])
        assert "slowly" in closings["wake"][-1] or "hurry" in closings["wake"][-1]


@pytest.mark.parametrize("name", SCANS)
def test_at_every_length_each_line_of_settling_and_closing_has_its_time(name: str) -> None:
    exercise = scan(name)
    for total_ms in range(120_000, 3_600_001, 1000):
        for sentences, own_ms in (
            (exercise.settle, exercise.settle_ms),
            *((each, exercise.closing_ms) for each in exercise.endings.values()),
        ):
            is_own = total_ms == exercise.total_ms
            duration_ms = own_ms if is_own else min(own_ms, total_ms // 6)
            lines = edge(sentences, own_ms, duration_ms)
            borders = [line.at_ms for line in lines] + [duration_ms]
            assert borders[0] == 0
            assert all(after - before >= 4500 for before, after in pairwise(borders)), total_ms
            assert [lines[0].text, lines[-1].text] == [sentences[0].text, sentences[-1].text]
            assert [each.text for each in sentences if each.text in {x.text for x in lines}] == [
                line.text for line in lines
            ]
            assert len(lines) >= 3
            assert duration_ms < own_ms or len(lines) == len(sentences)


@pytest.mark.parametrize("name", SCANS)
def test_a_scan_is_introduced_without_naming_where_it_begins(name: str) -> None:
    for night in NIGHTS:
        assert not re.search(NAMED, scan(name, night).settle[-1].text)


# The figure


def tones(rows: int, lights: tuple[Light, ...], resting: int) -> list[list[int]]:
    """Return the columns of a figure, each as the tones of its half cells."""
    lines = []
    for row in figure(rows, lights, BLOCKS, resting):
        cells = [(char, run.tone, run.behind) for run in row for char in run.text]
        for half in "▀▄":
            lines.append([tone if char in (half, "█") else behind for char, tone, behind in cells])
    return [list(column) for column in zip(*lines, strict=True)]


@pytest.mark.parametrize("rows", [11, 14, 18, 21, 25, 32, 33, 40])
def test_no_place_that_is_lit_has_a_dark_band_across_it(rows: int) -> None:
    whole = tones(rows, (), EMBER)
    timelines = in_the_whole_library()
    for regions in {part.regions for _, timeline in timelines for part in timeline.parts}:
        lit = tones(rows, tuple((region, EMBER) for region in regions), glow.RESTING)
        for column, body in zip(lit, whole, strict=True):
            bright = [y for y, tone in enumerate(column) if tone >= glow.NAMED]
            inside = range(bright[0], bright[-1]) if bright else ()
            dark = [y for y in inside if body[y] == EMBER and column[y] < glow.DONE]
            assert dark == [], regions


# Stretches


@pytest.mark.parametrize(("name", "seconds"), STRETCHES.items())
def test_stretches_are_exactly_as_long_as_they_say(name: str, seconds: int) -> None:
    assert stretch(name).timeline().total_ms == seconds * 1000


@pytest.mark.parametrize("name", STRETCHES)
def test_stretches_tile_and_are_neither_hurried_nor_endless(name: str) -> None:
    timeline = stretch(name).timeline()
    check_tiling(timeline)
    assert 180_000 <= timeline.total_ms <= 600_000
    kinds = [step.kind for step in stretch(name).steps]
    assert (kinds[0], kinds[-1]) == ("settle", "closing")
    assert kinds.count("settle") == kinds.count("closing") == 1
    for step in stretch(name).steps:
        assert step.lines, step.part.id
        assert step.lines[0].at_ms == 0, step.part.id
        assert (step.kind == "change") is (step.duration_ms == 10_000)
        assert step.kind != "stretch" or step.part.regions


def one_sided(name: str) -> list[tuple[str, str, str]]:
    """Return title, side and words of every stretch of one side, on every night."""
    steps = [step for night in NIGHTS for step in stretch(name, night).steps]
    return [
        (step.part.title, side, " ".join(line.text for line in step.lines))
        for step in steps
        if (side := side_of(r for r in step.part.regions if place_of(r)[1]))
    ]


@pytest.mark.parametrize("name", STRETCHES)
def test_each_stretch_of_a_side_speaks_of_that_side_only(name: str) -> None:
    assert len(one_sided(name)) >= 4 * len(NIGHTS)
    for title, side, text in one_sided(name):
        other = {"left": "right", "right": "left"}[side]
        assert not re.search(rf"(?i)\b{other}\b", f"{title} {text}"), (title, text)
        assert re.search(rf"(?i)\b{side}\b", text), (title, text)


@pytest.mark.parametrize("name", STRETCHES)
def test_both_sides_are_stretched_as_long(name: str) -> None:
    seconds = {"left": 0, "right": 0}
    for step in stretch(name).steps:
        side = side_of(r for r in step.part.regions if place_of(r)[1])
        if side:
            seconds[side] += step.duration_ms
    assert seconds["left"] == seconds["right"] > 0


RELATIVE = r"(?i)\b(again|other|set it|foot down|stay|change|back|up slowly|through|then the)\b"


@pytest.mark.parametrize("name", STRETCHES)
def test_no_change_speaks_of_what_was_before(name: str) -> None:
    """Whatever came before is perhaps left out: it says how to be now."""
    steps = [step for night in NIGHTS for step in stretch(name, night).steps]
    texts = [" ".join(line.text for line in step.lines) for step in steps if step.kind == "change"]
    titles = [step.part.title for step in steps if step.kind == "change"]
    texts = [text.replace("the back of the", "") for text in texts]  # of a thigh
    assert [text for text in (*texts, *titles) if re.search(RELATIVE, text)] == []


@pytest.mark.parametrize("name", STRETCHES)
@given(data=st.data())
def test_whatever_is_left_out_each_change_announces_what_comes(
    name: str, data: st.DataObject
) -> None:
    exercise = stretch(name, data.draw(st.sampled_from(NIGHTS)))
    places = [step.part.id for step in exercise.steps if step.kind == "stretch"]
    left_out = data.draw(some_of(places))
    steps = exercise.staying(left_out)
    assert left_out.isdisjoint(step.part.id for step in steps)
    for change, after in pairwise(steps):
        if change.kind != "change":
            continue
        assert after.kind == "stretch"
        assert exercise.places[change.part.id] == after.part.id
        text = " ".join([change.part.title, *(line.text for line in change.lines)]).lower()
        for side in re.findall(r"\b(?:left|right)\b", text):
            assert side in after.part.title.lower(), text


SEATED = ("hamstring-right", "hamstring-left", "ankles", "stroke-right", "stroke-left")
SITTING, STANDING = r"(?i)\bsit on\b|\bseated\b", r"(?i)then stand\b|hands on the wall|on your feet"


@given(data=st.data())
def test_whatever_is_left_out_nobody_is_told_to_stand_for_a_seated_stretch(
    data: st.DataObject,
) -> None:
    exercise = stretch("legs", data.draw(st.sampled_from(NIGHTS)))
    places = [step.part.id for step in exercise.steps if step.kind == "stretch"]
    is_seated = False
    for step in exercise.staying(data.draw(some_of(places))):
        text = " ".join(line.text for line in step.lines)
        assert not (re.search(SITTING, text) and re.search(STANDING, text)), text
        is_seated = bool(re.search(SITTING, text)) or (is_seated and not re.search(STANDING, text))
        if step.kind == "stretch":
            assert is_seated is (step.part.id in SEATED), step.part.id


HAND = r"(?i)\bhands? on|hold on|a hand along|a hand on|\ba wall|the wall\b"


def test_a_hand_is_on_something_whenever_one_stands() -> None:
    for step in (step for night in NIGHTS for step in stretch("legs", night).steps):
        text = " ".join(line.text for line in step.lines)
        is_seated = step.part.id in SEATED or re.search(SITTING, text)
        if step.kind in ("settle", "stretch", "change") and not is_seated:
            assert re.search(HAND, text), text


def test_the_caution_of_the_strokes_comes_on_either_side() -> None:
    for step in (step for night in NIGHTS for step in stretch("legs", night).steps):
        text = " ".join(line.text for line in step.lines)
        assert step.part.id.startswith("stroke-") is ("swollen, hot or sore" in text)
        assert step.part.id.startswith("quad-") is ("Wobbly" in text) or step.kind != "stretch"


# Routines


@pytest.mark.parametrize("name", ROUTINES)
@pytest.mark.parametrize("is_night", [True, False])
def test_every_step_of_a_routine_can_be_played(name: str, is_night: bool) -> None:
    prepared = evening.prepare(LIBRARY, Choice(routine(name)), Settings(), UNASKED, is_night)
    assert prepared.problems == ()
    assert [stop.step.run for stop in prepared.stops] == ROUTINES[name]
    assert [stop.exercise.id for stop in prepared.stops] == ROUTINES[name]
    lengths_ms = [stop.timeline.total_ms for stop in prepared.stops if stop.timeline]
    timeline = whole(prepared)
    check_tiling(timeline)
    assert timeline.total_ms == prepared.total_ms == sum(lengths_ms) + 4000 * (len(lengths_ms) - 1)


def test_tonight_has_twelve_breaths_seven_stops_and_ten_minutes() -> None:
    prepared = evening.prepare(
        LIBRARY, Choice(routine("tonight")), Settings(), UNASKED, is_night=True
    )
    checklist, *others = [stop.timeline for stop in prepared.stops]
    assert checklist is None
    breaths, release, ten = [timeline for timeline in others if timeline]
    assert breaths.cycles == 12
    assert sum(cue.duration_ms for cue in breaths.cues if cue.cycle) == 192_000
    assert (release.total_ms, ten.total_ms) == (404_000, 600_000)  # the closing before a step


@pytest.mark.parametrize("name", ["tonight", "first-night", "short-night"])
def test_an_evening_ends_in_sleep_whatever_the_hour(name: str) -> None:
    prepared = evening.prepare(LIBRARY, Choice(routine(name)), Settings(), UNASKED, is_night=False)
    assert prepared.stops[-1].step.ending == "sleep"
    last = prepared.stops[-1].timeline
    assert last
    texts = [cue.text for cue in last.cues if cue.text]
    assert texts[-1] == "No more words from here. Good night."


def test_restless_legs_are_never_tensed() -> None:
    prepared = evening.prepare(
        LIBRARY, Choice(routine("restless-legs")), Settings(), UNASKED, is_night=True
    )
    cues = whole(prepared).cues
    assert not [cue for cue in cues if cue.kind == "tense"]


# Words


def test_every_line_is_short_and_nothing_in_it_presses_or_judges() -> None:
    pressing = r"(?i)deep|perfect|fail|\bclean\b|relapse|you (must|should|will feel)|!"
    wrong = []
    for name, timeline in in_the_whole_library():
        assert timeline.title, name
        texts = [cue.text for cue in timeline.cues] + [part.title for part in timeline.parts]
        for text in texts:
            is_clean = text == text.strip() and text.isprintable()
            if len(text) > 60 or re.search(pressing, text) or not is_clean:
                wrong.append((name, text))
    assert wrong == []


@pytest.mark.parametrize("kind", list(EXERCISES))
def test_titles_summaries_and_cautions_are_short_and_kind(kind: str) -> None:
    for entry in LIBRARY.entries(kind).values():
        exercise, problems = LIBRARY.exercise(entry)
        assert problems == ()
        texts = (exercise.title, exercise.summary)
        assert exercise.title and exercise.summary
        assert [text for text in texts if len(text) > 60] == []
        assert [text for text in exercise.cautions if len(text) > 120] == []
        words = " ".join((*texts, *exercise.cautions))
        assert not re.search(r"(?i)deep|perfect|fail|\bclean\b|relapse|!", words)
        assert exercise.id == f"{kind}/{entry.name}"


@pytest.mark.parametrize("name", STRETCHES)
def test_no_caution_assumes_that_somebody_is_in_withdrawal(name: str) -> None:
    cautions = [text for text in stretch(name).cautions if "withdrawal" in text.lower()]
    assert [text for text in cautions if not re.search(r"\bcan .*\bor withdrawal\b", text)] == []
    assert name == "bed" or cautions


@pytest.mark.parametrize("kind", ["breathing", "relaxation", "bodyscan", "stretch", "mind"])
def test_every_exercise_of_these_kinds_has_cautions(kind: str) -> None:
    for entry in LIBRARY.entries(kind).values():
        assert LIBRARY.exercise(entry)[0].cautions, entry.name


def test_every_text_is_whole_sentences_and_only_silence_has_none() -> None:
    wrong, single_words = [], mind("shuffle").dealt
    for name, timeline in in_the_whole_library():
        assert any(cue.text for cue in timeline.cues), name
        for cue in timeline.cues:
            is_sentence = cue.text.rstrip('"').endswith((".", "?"))
            is_whole = is_sentence or cue.text in single_words
            if not (cue.text == "" if cue.kind == "silence" else is_whole):
                wrong.append((name, cue))
    assert wrong == []


# Templates


@pytest.mark.parametrize("kind", list(EXERCISES))
def test_every_template_is_a_script_that_can_be_played(kind: str) -> None:
    file = folders.assets() / "templates" / f"{kind}.toml"
    script = load_file(file, kind)
    assert isinstance(script, EXERCISES[kind])
    exercise = script.exercise(f"{kind}/mine")
    match exercise:
        case Routine():
            ready = evening.prepare(LIBRARY, Choice(exercise), Settings(), UNASKED, is_night=True)
            assert (len(ready.stops), ready.problems) == (3, ())
            timeline = whole(ready)
        case BodyScan():
            timeline = exercise.timeline("sleep")
            assert timeline.total_ms == exercise.total_ms
            assert heights(timeline) == sorted(heights(timeline))
        case Pattern() | Relaxation() | Stretch() | Mind():
            timeline = exercise.timeline()
    check_tiling(timeline)
    assert not re.search(r"(?i)deep|perfect|\bclean\b|relapse", file.read_text(encoding="utf-8"))


def test_the_comment_of_the_scan_template_is_right() -> None:
    script = load_file(folders.assets() / "templates" / "bodyscan.toml", "bodyscan")
    assert isinstance(script, EXERCISES["bodyscan"])
    exercise = script.exercise("bodyscan/mine")
    assert isinstance(exercise, BodyScan)
    times = spent(exercise.timeline("wake"))
    assert [sum(each.values()) for each in times.values()] == [20_000] * 4
