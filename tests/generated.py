"""Generated exercises and timelines, and what must hold for every timeline."""

from dataclasses import replace
from itertools import pairwise
from typing import Literal

from hypothesis import strategies as st

from coach.domain.body import ONE_SIDE, REGIONS
from coach.domain.bodyscan import BodyScan, Ending, Region, Sentence
from coach.domain.breathing import LeadIn, Pattern, Phase, PhaseKind
from coach.domain.passage import Line, Passage
from coach.domain.relaxation import Group, Relaxation, Side, Spoken, Wishes, Words
from coach.domain.routine import QUIET_MS
from coach.domain.stretch import Step, StepKind, Stretch
from coach.domain.timeline import Cue, Part, Timeline, tile
from coach.person.evening import Evening

BOX: tuple[tuple[PhaseKind, int], ...] = (
    ("in", 4000),
    ("hold", 4000),
    ("out", 4000),
    ("rest", 4000),
)


def pattern_of(
    *phases: tuple[PhaseKind, int],
    cycles: int = 3,
    max_cycles: int | None = None,
    lead_in: tuple[LeadIn, ...] = (),
) -> Pattern:
    """Return a pattern of these phases (kind and milliseconds)."""
    return Pattern(
        "breathing/test",
        "Test",
        "",
        tuple(Phase(kind, ms, f"The {kind}.", kind) for kind, ms in phases),
        lead_in,
        cycles,
        max_cycles,
    )


def whole(prepared: Evening) -> Timeline:
    """Return all that is played of a routine as one timeline, with the quiet breaths between."""
    first, *others = [stop.timeline for stop in prepared.stops if stop.timeline]
    timelines = [first, *(each.after_a_pause(QUIET_MS) for each in others)]
    cues = (cue for timeline in timelines for cue in timeline.cues)
    return Timeline(prepared.routine.id, prepared.routine.title, "routines", tile(cues))


def with_closing(timeline: Timeline, *durations_ms: int) -> Timeline:
    """Return it with closing cues after the last breath."""
    closing = [Cue("closing", ms, text="Nothing left to do.") for ms in durations_ms]
    return replace(timeline, cues=tile([*timeline.cues, *closing]))


_breath_ms = st.integers(100, 60_000)
_still_ms = st.integers(1, 60_000)


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    """Any pattern that a file could hold: top-ups, holds anywhere, several breaths in a cycle."""
    phases: list[tuple[PhaseKind, int]] = []

    def stand_still(kind: PhaseKind) -> None:
        if draw(st.booleans()):
            phases.append((kind, draw(_still_ms)))

    for _ in range(draw(st.integers(1, 2))):
        stand_still("rest")
        for _ in range(draw(st.integers(1, 3))):
            phases.append(("in", draw(_breath_ms)))
            stand_still("hold")
        for _ in range(draw(st.integers(1, 2))):
            phases.append(("out", draw(_breath_ms)))
            stand_still("rest")
    lead_in = draw(
        st.lists(
            st.builds(LeadIn, _breath_ms, st.sampled_from(["", "Light and slow."])), max_size=2
        )
    )
    cycles = draw(st.integers(1, 8))
    max_cycles = draw(st.none() | st.integers(cycles, cycles + 3))
    return pattern_of(*phases, cycles=cycles, max_cycles=max_cycles, lead_in=tuple(lead_in))


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Any session of breaths, some with closing cues, some played faster."""
    timeline = draw(patterns()).timeline()
    timeline = with_closing(timeline, *draw(st.lists(_still_ms, max_size=2)))
    return timeline.at_speed(draw(st.sampled_from([1.0, 1.0, 0.5, 3.0, 100.0])))


SIDES: tuple[Side, ...] = ("right", "left")
ENDINGS: tuple[Ending, ...] = ("sleep", "wake")
STEP_KINDS: tuple[StepKind, ...] = ("settle", "stretch", "change", "closing")
_texts = st.sampled_from([(), ("Here.",), ("Here.", "No hurry."), ("Here.", "", "No hurry.")])
_spoken = st.lists(st.builds(Spoken, st.integers(100, 20_000), st.just("Light.")), max_size=2)
_places = st.lists(st.sampled_from(REGIONS), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def lines_within(draw: st.DrawFn, duration_ms: int) -> tuple[Line, ...]:
    """Any lines that a passage may hold, in order; the first may come late."""
    times = draw(st.lists(st.integers(0, duration_ms - 1), max_size=3, unique=True))
    return tuple(Line(at_ms, f"At {at_ms}.") for at_ms in sorted(times))


@st.composite
def _groups(
    draw: st.DrawFn, id: str, regions: tuple[str, ...], pair: Literal["first", "second", ""] = ""
) -> Group:
    release_ms = draw(st.integers(1000, 60_000))
    words = Words(draw(_texts), draw(_texts), draw(lines_within(release_ms)))
    return Group(
        Part(id, id.capitalize(), regions),
        draw(st.just(0) | st.integers(1, 20_000)),
        draw(st.just(0) | st.integers(1000, 15_000)),
        release_ms,
        words,
        words._replace(tense=("First.",)),
        words._replace(prepare=(), release=()),
        pair,
        draw(st.booleans()),
    )


@st.composite
def relaxations(draw: st.DrawFn) -> Relaxation:
    """Any muscle relaxation: single groups and pairs, tensed or not, or passages instead."""
    groups: list[Group] = []
    passages: list[Passage] = []
    if draw(st.integers(0, 7)):
        for number in range(draw(st.integers(1, 3))):
            if draw(st.booleans()):
                place = draw(st.sampled_from(list(ONE_SIDE)))
                sides = draw(st.permutations(SIDES))
                first, second = (f"{side}-{place}" for side in sides)
                groups.append(draw(_groups(f"first-{number}", (first,), "first")))
                groups.append(draw(_groups(f"second-{number}", (second,), "second")))
            else:
                groups.append(draw(_groups(f"group-{number}", draw(_places))))
    else:
        for duration_ms in draw(st.lists(st.integers(1000, 60_000), min_size=1, max_size=3)):
            passages.append(Passage(duration_ms, draw(lines_within(duration_ms))))
    return Relaxation(
        "relaxation/test",
        "Test",
        "",
        tuple(groups),
        tuple(passages),
        tuple(draw(_spoken)),
        tuple(draw(_spoken)),
        draw(st.integers(1, 3)),
        draw(st.sampled_from(["", "No squeeze here."])),
    )


@st.composite
def wishes_for(draw: st.DrawFn, relaxation: Relaxation) -> Wishes:
    """Any wishes that a person may have for it."""
    ids = [group.part.id for group in relaxation.groups]
    return Wishes(draw(some_of(ids)), draw(st.sampled_from(SIDES)), draw(st.booleans()))


@st.composite
def some_of(draw: st.DrawFn, ids: list[str]) -> frozenset[str]:
    """None, some or all of these, and at times one that does not exist."""
    chosen = [id for id in [*ids, "no-such-part"] if draw(st.booleans())]
    return frozenset(chosen)


@st.composite
def _sentences(draw: st.DrawFn) -> tuple[Sentence, ...]:
    shares = draw(st.lists(st.floats(0, 0.999), max_size=4, unique=True))
    return tuple(Sentence(share, f"At {share:.3f}.") for share in sorted(shares))


@st.composite
def scans(draw: st.DrawFn) -> BodyScan:
    """Any body scan that a file could hold."""
    total_ms = draw(st.integers(120_000, 3_600_000))
    settle_ms = draw(st.integers(0, min(600_000, total_ms - 12_000)))
    closing_ms = draw(st.integers(0, min(600_000, total_ms - settle_ms - 12_000)))
    weights = draw(
        st.lists(
            st.sampled_from([0.5, 1.0, 1.0, 2.0]) | st.floats(0.01, 100), min_size=1, max_size=12
        )
    )
    regions = [
        Region(
            Part(f"region-{number}", f"Region {number}", draw(_places)),
            weight,
            tuple(f"Line {line} of {number}." for line in range(draw(st.integers(1, 3)))),
        )
        for number, weight in enumerate(weights, start=1)
    ]
    return BodyScan(
        "bodyscan/test",
        "Test",
        "",
        total_ms,
        settle_ms,
        closing_ms,
        draw(_sentences()),
        tuple(regions),
        {"sleep": draw(_sentences()), "wake": draw(_sentences())},
        tuple(f"Wandered {n}." for n in range(draw(st.integers(0, 3)))),
        draw(st.integers(1, 4)),
    )


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    """Any row of stretches that a file could hold."""
    steps = []
    for number in range(draw(st.integers(1, 8))):
        duration_ms = draw(st.integers(1000, 60_000))
        part = Part(f"step-{number}", f"Step {number}", draw(st.just(()) | _places))
        kind = draw(st.sampled_from(STEP_KINDS))
        steps.append(Step(part, kind, duration_ms, draw(lines_within(duration_ms))))
    return Stretch("stretch/test", "Test", "", tuple(steps))


@st.composite
def body_timelines(draw: st.DrawFn) -> Timeline:
    """Any session of parts of the body, with any wishes."""
    exercise = draw(relaxations() | scans() | stretches())
    match exercise:
        case Relaxation():
            return exercise.timeline(draw(wishes_for(exercise)))
        case BodyScan():
            total_ms = draw(st.none() | st.integers(120_000, 3_600_000))
            left_out = draw(some_of([region.part.id for region in exercise.regions]))
            return exercise.timeline(draw(st.sampled_from(ENDINGS)), total_ms, left_out)
    return exercise.timeline(draw(some_of([step.part.id for step in exercise.steps])))


def check_tiling(timeline: Timeline) -> None:
    """Fail unless the cues follow one another from 0 without gap or overlap, and make sense."""
    place_ms = 0
    for cue in timeline.cues:
        assert cue.start_ms == place_ms, cue
        assert cue.duration_ms > 0, cue
        assert type(cue.duration_ms) is int, cue
        assert 0.0 <= cue.level_from <= 1.0, cue
        assert 0.0 <= cue.level_to <= 1.0, cue
        place_ms = cue.end_ms
    assert timeline.total_ms == place_ms
    numbers = [cue.cycle for cue in timeline.cues if cue.cycle]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, timeline.cycles + 1))
    if timeline.cues:
        assert not timeline.cues[0].is_continued
    for before, cue in pairwise(timeline.cues):
        if cue.is_continued:  # a passage belongs to one part, and to no breath
            assert (cue.part, cue.cycle) == (before.part, before.cycle)
