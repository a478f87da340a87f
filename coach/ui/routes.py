"""The screens by name. Each is loaded when it is first gone to; nobody imports a sibling's.

| name | what it is about |
|---|---|
| tonight, morning, review, options, support, keys, end, adding | nothing more |
| page | a choice; speed, is_dark, and what is called at its end |
| resume | a choice and its playback; what is called at its end, and the routine it is a step of |
| step | a runner and the index of the step; since when it runs, is_dark, is_counting |
| checklist | a checklist; cautions that have not been read come first |
| open checklist, items | a checklist |
| list | a kind, and a name to point at |
| editor, builder | a file, and the pattern or the routine in it |
| commands | the named actions of the screen below |
| name | a question, a text, what saves it, and whether the text is only suggested |
| rests, cautions | what will be played, and the way after it |
| care | an exercise |
"""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from coach.domain.breathing import Pattern
from coach.domain.checklist import Checklist
from coach.domain.moment import Moment
from coach.domain.routine import Routine
from coach.person.choose import Choice
from coach.playing.playback import Playback
from coach.playing.runner import Runner
from coach.ui.before import asking
from coach.ui.host import Host

if TYPE_CHECKING:
    from coach.ui.screens.base import CoachScreen
    from coach.ui.screens.guided import GuidedScreen

SCREENS = {
    "tonight": "tonight.TonightScreen",
    "open checklist": "checklist.ChecklistScreen",
    "items": "items.ItemsScreen",
    "list": "scripts.ScriptsScreen",
    "editor": "editor.EditorScreen",
    "builder": "builder.BuilderScreen",
    "adding": "adding.AddingScreen",
    "commands": "commands.CommandsScreen",
    "name": "name.NameScreen",
    "rests": "first_time.RestsScreen",
    "cautions": "first_time.CautionsScreen",
    "care": "care.CareScreen",
    "morning": "morning.MorningScreen",
    "review": "review.ReviewScreen",
    "options": "options.OptionsScreen",
    "support": "support.SupportScreen",
    "keys": "keys.KeysScreen",
    "end": "end.EndScreen",
    "routine": "routine.RoutineScreen",
    "breathing": "breathing.BreathingScreen",
    "relaxation": "relaxation.RelaxationScreen",
    "bodyscan": "scan.ScanScreen",
    "stretch": "stretch.StretchScreen",
}
"""The module and the class of each screen, below `coach.ui.screens`."""


def make(host: Host, name: str, *what: Any) -> "CoachScreen[Any]":
    """Return the screen of a name, made anew."""
    factory = FACTORIES.get(name) or _load(name)
    return factory(host, *what)


def _load(name: str) -> "Callable[..., CoachScreen[Any]]":
    """Return the class of a screen."""
    module, screen = SCREENS[name].split(".")
    screen_class: Callable[..., CoachScreen[Any]] = getattr(
        import_module(f"coach.ui.screens.{module}"), screen
    )
    return screen_class


def _page(
    host: Host,
    choice: Choice,
    speed: float = 1.0,
    is_dark: bool = False,
    on_end: Callable[[], None] | None = None,
) -> "CoachScreen[Any]":
    """The page before something is played."""
    if isinstance(choice.exercise, Routine):
        return make(host, "routine", choice, speed, is_dark)
    screen = _guided(host, choice, speed, is_dark)
    screen.on_end = on_end
    return screen


def _guided(host: Host, choice: Choice, *what: Any) -> "GuidedScreen":
    """The page before a session."""
    kind = "breathing" if isinstance(choice.exercise, Pattern) else choice.exercise.id.split("/")[0]
    screen: GuidedScreen = _load(kind)(host, choice, *what)  # type: ignore[assignment]
    return screen


def _resume(
    host: Host,
    choice: Choice,
    playback: Playback,
    speed: float,
    on_end: Callable[[], None] | None,
    runner: Runner | None,
) -> "CoachScreen[Any]":
    """A session that was left, to be resumed."""
    screen = _guided(host, choice, speed)
    screen.on_end = on_end
    screen.resume(playback, runner)
    return screen


def _step(
    host: Host,
    runner: Runner,
    index: int,
    since: Moment | None = None,
    is_dark: bool = False,
    is_counting: bool = False,
) -> "CoachScreen[Any]":
    """A step of a routine, which begins now, or began at the moment `since`."""
    runner.enter(index)
    if isinstance(runner.stop.exercise, Checklist):
        return make(host, "open checklist", runner.stop.exercise, runner, is_dark, is_counting)
    screen = _guided(host, runner.stop.choice, runner.speed, is_dark)
    screen.is_counting = is_counting
    screen.begin(since, runner)
    return screen


def _checklist(host: Host, checklist: Checklist) -> "CoachScreen[Any]":
    """A checklist, or its cautions where they have not been read."""
    route = asking(host, [checklist], lambda: ("open checklist", checklist))
    assert route
    return make(host, *route)


FACTORIES: "dict[str, Callable[..., CoachScreen[Any]]]" = {
    "page": _page,
    "resume": _resume,
    "step": _step,
    "checklist": _checklist,
}
"""What is more than a class and its arguments."""
