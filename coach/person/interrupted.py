"""A routine that was interrupted not long ago, and can be resumed."""

from typing import NamedTuple

from coach.errors import CoachError
from coach.person import choose, evening
from coach.person.choose import Choice
from coach.person.context import Context


class Interrupted(NamedTuple):
    """A routine that was interrupted, and the step it was in (the first being 0)."""

    choice: Choice
    step_index: int
    title: str
    """What that step plays."""


def find(me: Context) -> Interrupted | None:
    """Return the routine that was interrupted; None: there is none, or it was changed since."""
    running = me.running_file.read(me.clock.now().wall)
    if running is None:
        return None
    try:
        choice = choose.find(me.library, "routines", running.routine)
    except CoachError:
        return None
    stops = evening.tonight(me, choice).stops
    index = next((i for i, stop in enumerate(stops) if stop.number == running.step), -1)
    if index < 0 or stops[index].step.run != running.run:
        return None
    return Interrupted(choice, index, stops[index].exercise.title)
