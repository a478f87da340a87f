"""A routine made ready for tonight: each step looked up, fitted and compiled."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from coach.content.awake import AwakeFile
from coach.content.checklist import ChecklistFile
from coach.content.lesson import LessonFile
from coach.content.library import Library, Runnable
from coach.content.model import Script
from coach.content.references import Reference
from coach.content.routine import RoutineFile
from coach.domain import ramp, routine, words
from coach.domain.breathing import Pattern
from coach.domain.checklist import Checklist
from coach.domain.health import UNASKED, Limits
from coach.domain.routine import Routine, Step
from coach.domain.timeline import Timeline
from coach.errors import CoachError
from coach.person import choose, safer
from coach.person.choose import Choice, Request
from coach.store.settings import Settings

if TYPE_CHECKING:
    from coach.person.context import Context


class Stop(NamedTuple):
    """A step of a routine that is ready to be played."""

    step: Step
    """What the routine says."""
    chosen: Runnable
    """What that is in the library."""
    exercise: Runnable
    """What is played: a breathing pattern has its number of breaths. A safer one may replace it."""
    number: int
    """Which step of the routine it is, the first being 1; a step that cannot be played counts."""
    timeline: Timeline | None
    """Its cues, without the quiet breath before it; None where it is answered: a checklist."""
    has_next: bool = False
    """Another step follows."""

    @property
    def total_ms(self) -> int:
        """How long it plays, in milliseconds; a checklist takes as long as it takes."""
        return self.timeline.total_ms if self.timeline else 0

    @property
    def about(self) -> str:
        """What it is and how long, in a few words; a checklist takes as long as it takes."""
        title = self.exercise.title.split(",")[0]
        return f"{title}, {words.about(self.total_ms)}" if self.total_ms else title

    @property
    def choice(self) -> Choice:
        """What is played, at the length and ending of the routine. It is no checklist."""
        assert not isinstance(self.exercise, Checklist)
        has_length = isinstance(self.exercise, Pattern)
        request = Request() if has_length else request_of(self.step, self.has_next)
        return Choice(self.exercise, request=request, source=self.exercise.id)


class Evening(NamedTuple):
    """A routine with its steps; a step that cannot be played is left out, with a problem."""

    routine: Routine
    stops: tuple[Stop, ...]
    problems: tuple[str, ...] = ()
    source: str = ""
    """How to find the routine again: its id, or the path of its file."""

    @property
    def total_ms(self) -> int:
        """How long all of it takes, quiet breaths included, in milliseconds."""
        return routine.total_ms([stop.total_ms for stop in self.stops if stop.timeline])


def tonight(me: "Context", choice: Choice) -> Evening:
    """Return a routine as it is played now."""
    finished = me.records.finished_breaths if me.records else None
    return prepare(me.library, choice, me.settings, me.limits, me.is_night, finished)


def prepare(
    library: Library,
    choice: Choice,
    settings: Settings,
    limits: Limits,
    is_night: bool,
    finished_breaths: int | None = None,
) -> Evening:
    """Look up every step of a routine; `is_night` decides how a scan ends that does not say.

    After so many finished breathing sessions a shipped routine has shorter breaths; None: it is
    taken as it is written.
    """
    chosen = choice.exercise
    assert isinstance(chosen, Routine)
    finished = finished_breaths if settings.ramp == "on" else None
    if finished is not None and not choose.is_shipped(library, choice):
        finished = None
    stops: list[Stop] = []
    problems: list[str] = []
    for number, step in reversed(list(enumerate(chosen.steps, start=1))):  # does one follow?
        try:
            played = step if finished is None else _ramped(library, step, finished)
            stop = make_ready(library, played, settings, limits, is_night, number, bool(stops))
            stops.append(stop._replace(step=step))
        except CoachError as error:
            problems.append(str(error))
    problems += [str(problem) for problem in reversed(choice.problems)]
    each_once = tuple(dict.fromkeys(reversed(problems)))
    return Evening(chosen, tuple(reversed(stops)), each_once, choice.source)


def _ramped(library: Library, step: Step, finished_breaths: int) -> Step:
    """Return a step of a shipped routine with the breath that has been come to."""
    kind, _, name = step.run.partition("/")
    rung = ramp.replaces(name, finished_breaths) if kind == "breathing" else None
    if rung is None or library.find(kind, name).is_own:
        return step
    return Step(f"{kind}/{rung.pattern}", cycles=rung.cycles)


def make_ready(
    library: Library,
    step: Step,
    settings: Settings,
    limits: Limits,
    is_night: bool,
    number: int = 1,
    has_next: bool = False,
) -> Stop:
    """Look up one step and compile it; `has_next`: another one follows. Raises `CoachError`."""
    if step.kind == "checklists":
        checklist, _ = choose.checklist(library, step.run)
        return Stop(step, checklist, checklist, number, None, has_next)
    exercise = chosen = choose.find(library, step.kind, step.run, has_next).exercise
    assert not isinstance(exercise, Routine) and not isinstance(chosen, Routine)
    request = request_of(step, has_next)
    if isinstance(exercise, Pattern):
        pattern = choose.with_length(exercise, request)
        exercise, request = pattern, Request()
    exercise = safer.apply_wishes(exercise, limits, library, has_next)
    timeline = choose.timeline(exercise, settings, limits, is_night, request)
    return Stop(step, chosen, exercise, number, timeline, has_next)


def request_of(step: Step, has_next: bool) -> Request:
    """Return what a step asks for beside its exercise; before another one no scan drifts off."""
    ending = "wake" if has_next and step.kind == "bodyscan" and not step.ending else step.ending
    return Request(step.seconds, step.cycles, ending)


def references_of(library: Library, script: Script) -> Iterator[Reference]:
    """Yield the exercises that a file refers to, and how each is used."""
    if isinstance(script, RoutineFile):
        for index, step in enumerate(script.exercise("").steps):
            use = partial(make_ready, library, step, Settings(), UNASKED, is_night=True)
            yield Reference(("step", index, "run"), step.run, use)
    elif isinstance(script, AwakeFile):
        for index, table in enumerate(script.step):
            if table.run is not None:
                step = Step(table.run, table.cycles)
                use = partial(make_ready, library, step, Settings(), UNASKED, is_night=True)
                yield Reference(("step", index, "run"), table.run, use)
    elif isinstance(script, ChecklistFile):
        for index, item in enumerate(script.item):
            if item.run is not None:
                use_of = partial(library.find, item.run.split("/")[0], item.run)
                yield Reference(("item", index, "run"), item.run, use_of)
    elif isinstance(script, LessonFile) and script.run is not None:
        use_of = partial(library.find, script.run.split("/")[0], script.run)
        yield Reference(("run",), script.run, use_of)
