"""A routine: a checklist, exercises one after the other, a quiet breath between these."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from coach.domain.bodyscan import Ending

QUIET_MS = 4000
"""Between two steps it is quiet for one breath; that time belongs to the step that follows."""


class Step(NamedTuple):
    """One exercise or checklist of a routine, and how it is to be played."""

    run: str
    """Its id, e.g. `breathing/box`."""
    cycles: int | None = None
    """Breathing: the number of breaths."""
    seconds: float | None = None
    """Breathing and body scan: the length."""
    ending: Ending | None = None
    """Body scan: how it ends."""

    @property
    def kind(self) -> str:
        """What sort of exercise it is, e.g. `breathing`."""
        return self.run.split("/")[0]


@dataclass(frozen=True)
class Routine:
    """A script of a routine."""

    id: str
    title: str
    summary: str
    steps: tuple[Step, ...]
    cautions: tuple[str, ...] = ()


def total_ms(lengths_ms: Sequence[int]) -> int:
    """Return how long steps of these lengths take together, quiet breaths included."""
    return sum(lengths_ms) + QUIET_MS * max(len(lengths_ms) - 1, 0)
