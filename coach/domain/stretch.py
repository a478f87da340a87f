"""A row of stretches, as one timeline.

A change (of sides) announces the stretch after it; if that one is left out, so is the change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from coach.domain.passage import Line, passage, timeline_of
from coach.domain.timeline import Part, Timeline

StepKind = Literal["settle", "stretch", "change", "closing"]


class Step(NamedTuple):
    """One stretch, or what lies between two."""

    part: Part
    kind: StepKind
    duration_ms: int
    lines: tuple[Line, ...]
    waits: bool = False
    """After its lines it waits for a key."""


@dataclass(frozen=True)
class Stretch:
    """A script of stretches."""

    id: str
    title: str
    summary: str
    steps: tuple[Step, ...]
    cautions: tuple[str, ...] = ()
    is_standing: bool = False
    """It is done on one's feet, at least in part."""

    @property
    def places(self) -> dict[str, str]:
        """By the id of each step the id it is left out by: for a change the stretch after it."""
        by_id, after = {}, ""
        for step in reversed(self.steps):
            after = step.part.id if step.kind == "stretch" else after
            is_with_next = step.kind == "change" and after
            by_id[step.part.id] = after if is_with_next else step.part.id
        return by_id

    def staying(self, left_out: Iterable[str]) -> list[Step]:
        """Return the steps that are not left out."""
        places = self.places
        left_out_places = {places.get(id) for id in left_out}
        return [step for step in self.steps if places[step.part.id] not in left_out_places]

    def is_empty(self, left_out: Iterable[str]) -> bool:
        """Whether every stretch is left out: at most the beginning and the closing remain."""
        staying = self.staying(left_out)
        is_short = len(staying) < len(self.steps)
        return is_short and all(step.kind != "stretch" for step in staying)

    def timeline(self, left_out: Iterable[str] = ()) -> Timeline:
        """Return the whole of it as cues, without the steps left out."""
        cues = [
            cue
            for part, kind, duration_ms, lines, waits in self.staying(left_out)
            for cue in passage(kind, duration_ms, lines, part, waits)
        ]
        return timeline_of(self.id, self.title, "stretch", cues)
