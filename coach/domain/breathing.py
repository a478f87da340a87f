"""Breathing patterns, and how one becomes a timeline.

A session ends on a whole breath, so the number of breaths is the requested length divided by the
length of one breath, rounded up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from coach.domain.passage import Line, passage
from coach.domain.timeline import Cue, Timeline, tile

PhaseKind = Literal["in", "hold", "out", "rest"]

DEFAULT_SECONDS = 300
"""How long a pattern is played when neither the script nor the person sets a length."""


class Phase(NamedTuple):
    """One part of a breath. `rest` is a hold with empty lungs."""

    kind: PhaseKind
    duration_ms: int
    text: str
    word: str
    is_spoken: bool = True
    """A voice has time for its words."""


class LeadIn(NamedTuple):
    """A line spoken before the first breath, or after the last."""

    duration_ms: int
    text: str


@dataclass(frozen=True)
class Pattern:
    """A way of breathing. Every phase has a length above 0, and a breath in comes first."""

    id: str
    title: str
    summary: str
    phases: tuple[Phase, ...]
    lead_in: tuple[LeadIn, ...] = ()
    cycles: int = 1
    """How many breaths are played by default."""
    max_cycles: int | None = None
    """More breaths than this are never played; None where there is no limit."""
    cautions: tuple[str, ...] = ()
    closing: tuple[LeadIn, ...] = ()
    """Lines after the last breath."""

    @property
    def cycle_ms(self) -> int:
        """The length of one breath in milliseconds."""
        return sum(phase.duration_ms for phase in self.phases)

    @property
    def has_holds(self) -> bool:
        """Whether the breath is held somewhere, full or empty."""
        return any(phase.kind in ("hold", "rest") for phase in self.phases)

    @property
    def is_box(self) -> bool:
        """Whether it has the four sides of a box, in order, of whatever length."""
        return [phase.kind for phase in self.phases] == ["in", "hold", "out", "rest"]

    def cycles_for(self, seconds: float) -> int:
        """Return how many whole breaths fill `seconds` (above 0), one at least."""
        return max(-(-round(seconds * 1000) // self.cycle_ms), 1)

    def timeline(self, cycles: int | None = None) -> Timeline:
        """Return the whole session as cues: the lead-in, `cycles` breaths, the closing.

        `cycles` (default: its own) is at least 1; the caller checks that it is not too many.
        """
        lead_in, closing = _lines("intro", self.lead_in), _lines("closing", self.closing)
        breath = list(_breath(self.phases))
        breaths = [
            cue._replace(cycle=cycle)
            for cycle in range(1, (cycles or self.cycles) + 1)
            for cue in breath
        ]
        cues = tile([*lead_in, *breaths, *closing])
        return Timeline(self.id, self.title, "breathing", cues, self.max_cycles)


def _lines(kind: str, lines: tuple[LeadIn, ...]) -> list[Cue]:
    """Return the cues of lines that are spoken outside of breaths."""
    return [cue for ms, text in lines for cue in passage(kind, ms, [Line(0, text)])]


def _breath(phases: tuple[Phase, ...]) -> Iterator[Cue]:
    """Yield the cues of one breath, each with how full the shape is at its ends.

    Breaths in that follow each other (a top-up), or breaths out, share the rise or the fall in
    proportion to their lengths.
    """
    moving = [phase for phase in phases if phase.kind in ("in", "out")]
    run_ms = [sum(p.duration_ms for p in run) for _, run in groupby(moving, lambda p: p.kind)]
    level, run, last_kind = 0.0, -1, ""
    for phase in phases:
        start = level
        if phase.kind in ("in", "out"):
            run += phase.kind != last_kind
            last_kind = phase.kind
            share = phase.duration_ms / run_ms[run]
            level = min(max(level + (share if phase.kind == "in" else -share), 0.0), 1.0)
        yield Cue(
            phase.kind,
            phase.duration_ms,
            text=phase.text,
            word=phase.word,
            level_from=round(start, 6),
            level_to=round(level, 6),
            is_spoken=phase.is_spoken,
        )
