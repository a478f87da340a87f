"""A row of stretches, as one timeline (domain facts 5.1 and 7.2: holds of 30 s, 5 s to change)."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from coach.domain.passage import Line, passage
from coach.domain.timeline import Part, Timeline, tile

StepKind = Literal["settle", "stretch", "change", "closing"]


class Step(NamedTuple):
    """One stretch, or what lies between two."""

    part: Part
    kind: StepKind
    duration_ms: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A script of stretches."""

    id: str
    title: str
    summary: str
    steps: tuple[Step, ...]
    cautions: tuple[str, ...] = ()

    def timeline(self, left_out: frozenset[str] = frozenset()) -> Timeline:
        """Return the whole of it as cues, without the steps left out (all of them: none is)."""
        steps = [step for step in self.steps if step.part.id not in left_out] or self.steps
        cues = [
            cue
            for part, kind, duration_ms, lines in steps
            for cue in passage(kind, duration_ms, lines, part)
        ]
        return Timeline(self.id, self.title, "stretch", tile(cues))
