"""What is opened: the page before an exercise, what is asked once before it, an evening."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen

from coach.content.library import Entry, Exercise, Runnable
from coach.domain import ramp
from coach.domain.bodyscan import BodyScan
from coach.domain.breathing import Pattern
from coach.domain.checklist import Checklist
from coach.domain.relaxation import Relaxation
from coach.domain.routine import Routine
from coach.domain.stretch import Stretch
from coach.errors import CoachError
from coach.person import choose, evening
from coach.person.choose import Choice, Found
from coach.person.evening import Evening
from coach.toml.problems import BadFile

T = TypeVar("T", bound=Screen[Any] | None)

if TYPE_CHECKING:
    from coach.person.home import Told
    from coach.ui.app import CoachApp
    from coach.ui.screens.guided import GuidedScreen


def find(coach: CoachApp, kind: str, asked: str = "") -> Found:
    """Return what is meant, as wished; without a name the default of its kind.

    Raises `CoachError`.
    """
    if kind == "routines" and not asked:
        return choose.evening(coach.library, coach.settings)
    return as_wished(coach, choose.find(coach.library, kind, asked))


def breath(coach: CoachApp, told: Told | None) -> Found:
    """Return the breath that Tonight offers: it grows with the sessions, unless that is not wished.

    Raises `CoachError`.
    """
    if told is None or coach.settings.ramp == "off":
        return find(coach, "breathing")
    rung = ramp.rung(told.finished_breaths)
    found = choose.find(coach.library, "breathing", rung.pattern)
    assert isinstance(found.exercise, Pattern)
    pattern = choose.with_length(found.exercise, None, rung.cycles)
    return as_wished(coach, found._replace(exercise=pattern))


def as_wished(coach: CoachApp, found: Found) -> Found:
    """Return a breath without rests for those who want none; anything else as it is."""
    if not isinstance(found.exercise, Pattern):
        return found
    choice = Choice(found.exercise, found.problems, found.is_replaced)
    choice = choose.with_rests_as_wished(choice, coach.settings, coach.library)
    return Found(choice.pattern, choice.problems, is_replaced=choice.is_replaced)


def evening_of(coach: CoachApp, found: Found, asked: str) -> Evening:
    """Return a routine made ready; `asked` finds it again: its id, or the path of its file."""
    routine = found.exercise
    assert isinstance(routine, Routine)
    made = evening.prepare(coach.library, routine, coach.settings, coach.hour(), found.problems)
    return made._replace(asked=asked)


def length_ms(coach: CoachApp, exercise: Exercise) -> int:
    """Return how long something takes, as it is wished; of breaths, without the lead-in."""
    if isinstance(exercise, Routine):
        made = evening.prepare(coach.library, exercise, coach.settings, coach.hour())
        return made.total_ms
    if isinstance(exercise, Pattern):
        return exercise.cycles * exercise.cycle_ms
    return choose.compiled(exercise, coach.settings, coach.hour()).total_ms


def screen_for(
    found: Found, coach: CoachApp, speed: float = 1.0, is_dark: bool = False
) -> GuidedScreen:
    """Return the page before a session of what was found; it is no routine."""
    exercise, asked, problems = found.exercise, found.asked, found.problems
    match exercise:
        case Pattern():
            from coach.ui.screens.breathing import BreathingScreen

            choice = Choice(exercise, problems, found.is_replaced)
            return BreathingScreen(choice, speed, is_dark)
        case Relaxation():
            from coach.ui.screens.relaxation import RelaxationScreen

            return RelaxationScreen(exercise, coach, speed, is_dark, problems=problems)
        case BodyScan():
            from coach.ui.screens.scan import ScanScreen

            return ScanScreen(exercise, coach, speed, is_dark, asked, problems)
        case Stretch():
            from coach.ui.screens.stretch import StretchScreen

            return StretchScreen(exercise, coach, speed, is_dark, problems=problems)
    raise TypeError(f"{exercise.id} is no guided exercise")


def page_of(
    coach: CoachApp, found: Found, asked: str = "", speed: float = 1.0, is_dark: bool = False
) -> Screen[Any]:
    """Return the page before something."""
    exercise = found.exercise
    if isinstance(exercise, Routine):
        from coach.ui.screens.routine import RoutineScreen

        return RoutineScreen(found, asked or exercise.id, speed, is_dark)
    return screen_for(as_wished(coach, found), coach, speed, is_dark)


def everything(coach: CoachApp, kind: str) -> list[tuple[Entry, Exercise | None]]:
    """Return every file of a kind and what it holds, or None where it cannot be used.

    A person's own come first; otherwise the shorter ones do.
    """
    found: list[tuple[Entry, Exercise | None]] = []
    for entry in coach.library.entries(kind).values():
        try:
            exercise, problems = coach.library.exercise(entry)
            found.append((entry, None if problems else exercise))
        except BadFile:
            found.append((entry, None))
    return sorted(found, key=lambda each: (not each[0].is_own, _minutes(coach, each[1])))


def checklists(coach: CoachApp) -> list[tuple[Entry, Checklist]]:
    """Return every checklist that can be used."""
    found = []
    for entry in coach.library.entries("checklists").values():
        with suppress(BadFile):
            found.append((entry, coach.library.checklist(entry)[0]))
    return found


def _minutes(coach: CoachApp, exercise: Exercise | None) -> int:
    return round(length_ms(coach, exercise) / 60_000) if exercise else 0


def switch_to(coach: CoachApp, id: str) -> None:
    """Take the page before something else in place of this one; a bad one is passed over."""
    try:
        coach.switch_screen(page_of(coach, find(coach, id.split("/")[0], id)))
    except CoachError:
        return


def after_questions(
    coach: CoachApp, exercises: Sequence[Exercise | Runnable], after: Callable[[], T]
) -> Screen[Any] | T:
    """Return what is asked or told once before these are played; then what comes `after`.

    When `after` gives no screen, the way leads back to the one below.
    """
    from coach.ui.screens.first_time import CautionsScreen, RestsScreen

    breaths = [each for each in exercises if isinstance(each, Pattern) and each.has_holds]
    others = [each for each in exercises if not isinstance(each, Pattern)]
    if breaths and coach.settings.rests == "ask":
        return RestsScreen(breaths[:1], lambda: after_questions(coach, exercises, after))
    if unread := choose.unread(others, coach.settings):
        return CautionsScreen(unread, lambda: after_questions(coach, exercises, after))
    return after()


def checklist_page(coach: CoachApp, checklist: Checklist) -> Screen[Any]:
    """Return a checklist, or what is told once before it."""
    from coach.ui.screens.checklist import ChecklistScreen

    return after_questions(coach, [checklist], lambda: ChecklistScreen(checklist))


def open_list(coach: CoachApp, id: str) -> None:
    """Show every exercise of a kind, pointing at the one with this id."""
    from coach.ui.screens.scripts import ScriptsScreen

    coach.push_screen(ScriptsScreen(*id.split("/")))


def begin_evening(
    coach: CoachApp,
    found: Found,
    asked: str,
    index: int = 0,
    speed: float = 1.0,
    is_dark: bool = False,
) -> None:
    """Play a routine from a step on; what is asked once comes first."""
    from coach.ui.runner import Runner

    stops = evening_of(coach, found, asked).stops[index:]

    def begin() -> Screen[Any]:
        made = evening_of(coach, found, asked)
        return Runner(coach, made, speed, is_dark).begin(index)

    exercises = [found.exercise, *(stop.found for stop in stops)]
    coach.push_screen(after_questions(coach, exercises, begin))
