"""A routine made ready for tonight: each step looked up, fitted and compiled."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from coach.content.checklist import ChecklistFile
from coach.content.library import Library, Runnable
from coach.content.model import Script
from coach.content.references import Reference
from coach.content.routine import RoutineFile
from coach.domain import routine
from coach.domain.breathing import Pattern
from coach.domain.routine import Routine, Step
from coach.domain.timeline import Timeline, tile
from coach.errors import CoachError
from coach.person import choose
from coach.person.choose import Asked, Choice
from coach.store.settings import Settings
from coach.toml.problems import Problem


class Stop(NamedTuple):
    """A step of a routine that is ready to be played."""

    step: Step
    """What the routine says."""
    found: Runnable
    """What that is in the library."""
    exercise: Runnable
    """What is played: a breathing pattern has its wished number of breaths, or none with rests."""
    number: int
    """Which step of the routine it is, the first being 1; a step that cannot be played counts."""
    timeline: Timeline | None
    """Its cues, without the quiet breath before it; None where it is answered: a checklist."""

    @property
    def total_ms(self) -> int:
        """How long it plays, in milliseconds; a checklist takes as long as it takes."""
        return self.timeline.total_ms if self.timeline else 0

    @property
    def asked(self) -> Asked:
        """What the routine asks for beside the exercise."""
        return Asked(self.step.seconds, self.step.cycles, self.step.ending)


class Evening(NamedTuple):
    """A routine with its steps; a step that cannot be played is left out and told of."""

    routine: Routine
    stops: tuple[Stop, ...]
    problems: tuple[str, ...] = ()
    asked: str = ""
    """What finds the routine again: its id, or the path of its file."""

    @property
    def total_ms(self) -> int:
        """How long all of it takes, quiet breaths included, in milliseconds."""
        return routine.total_ms([stop.total_ms for stop in self.stops if stop.timeline])


def prepare(
    library: Library,
    found: Routine,
    settings: Settings,
    hour: int,
    problems: tuple[Problem, ...] = (),
) -> Evening:
    """Look up every step of a routine; `hour` decides how a scan ends that does not say."""
    stops: list[Stop] = []
    told = [str(problem) for problem in problems]
    for number, step in enumerate(found.steps, start=1):
        try:
            stops.append(make_ready(library, step, settings, hour, number))
        except CoachError as error:
            told.append(str(error))
    return Evening(found, tuple(stops), tuple(told))


def make_ready(
    library: Library, step: Step, settings: Settings, hour: int, number: int = 1
) -> Stop:
    """Look up one step and compile it. Raises `CoachError`."""
    if step.kind == "checklists":
        checklist, _ = choose.checklist(library, step.run)
        return Stop(step, checklist, checklist, number, None)
    exercise = found = choose.find(library, step.kind, step.run).exercise
    assert not isinstance(exercise, Routine) and not isinstance(found, Routine)
    asked = Asked(step.seconds, step.cycles, step.ending)
    if isinstance(exercise, Pattern):
        pattern = choose.with_length(exercise, step.seconds, step.cycles)
        exercise = choose.with_rests_as_wished(Choice(pattern), settings, library).pattern
        asked = Asked()
    timeline = choose.compiled(exercise, settings, hour, asked)
    return Stop(step, found, exercise, number, timeline)


def whole(evening: Evening) -> Timeline:
    """Return all that is played of it as one timeline, with the quiet breaths, for plain lines.

    At least one of its steps is played.
    """
    first, *others = [stop.timeline for stop in evening.stops if stop.timeline]
    timelines = [first, *(each.after_a_pause(routine.QUIET_MS) for each in others)]
    cues = (cue for timeline in timelines for cue in timeline.cues)
    return Timeline(evening.routine.id, evening.routine.title, "routines", tile(cues))


def references_of(library: Library, made: Script) -> Iterator[Reference]:
    """Yield what a file names, and how it is used."""
    if isinstance(made, RoutineFile):
        for index, step in enumerate(made.exercise("").steps):
            use = partial(make_ready, library, step, Settings(), hour=0)
            yield Reference(("step", index, "run"), step.run, use)
    elif isinstance(made, ChecklistFile):
        for index, item in enumerate(made.item):
            if item.run is not None:
                use_of = partial(library.find, item.run.split("/")[0], item.run)
                yield Reference(("item", index, "run"), item.run, use_of)
