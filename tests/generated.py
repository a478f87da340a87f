"""Generated patterns and timelines, and what must hold for every timeline."""

from dataclasses import replace

from hypothesis import strategies as st

from coach.domain.breathing import LeadIn, Pattern, Phase, PhaseKind
from coach.domain.timeline import Cue, Timeline, tile

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
