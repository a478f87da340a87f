"""A routine that ended in the middle not long ago, and can be gone on with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coach.errors import CoachError
from coach.person import choose
from coach.person.choose import Found
from coach.ui import opening

if TYPE_CHECKING:
    from coach.ui.app import CoachApp


class CutOff(NamedTuple):
    """A routine that was cut off, and the step it was in (the first being 0)."""

    found: Found
    asked: str
    step_index: int
    title: str
    """What that step plays."""


def find(coach: CoachApp) -> CutOff | None:
    """Return the routine that was cut off; None when there is none, or it is another one by now."""
    running = coach.running_file.read(coach.clock.now().wall)
    if running is None:
        return None
    try:
        found = choose.find(coach.library, "routines", running.routine)
    except CoachError:
        return None
    stops = opening.evening_of(coach, found, running.routine).stops
    index = next((i for i, stop in enumerate(stops) if stop.number == running.step), -1)
    if index < 0 or stops[index].step.run != running.run:
        return None
    return CutOff(found, running.routine, index, stops[index].exercise.title)
