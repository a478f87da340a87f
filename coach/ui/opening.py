"""The screens that are more than a class and its arguments; see `routes`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from coach.domain.breathing import Pattern
from coach.domain.checklist import Checklist
from coach.domain.moment import Moment
from coach.domain.routine import Routine
from coach.person import safer
from coach.person.awake import tree
from coach.person.choose import Choice
from coach.playing.playback import Playback
from coach.playing.runner import Runner
from coach.ui.before import asking
from coach.ui.host import Host
from coach.ui.routes import load, make

if TYPE_CHECKING:
    from coach.ui.screens.base import CoachScreen
    from coach.ui.screens.guided import GuidedScreen


def page(
    host: Host,
    choice: Choice,
    speed: float = 1.0,
    is_dark: bool = False,
    on_end: Callable[[], None] | None = None,
) -> CoachScreen[Any]:
    """The page before something is played."""
    if isinstance(choice.exercise, Routine):
        return make(host, "routine", choice, speed, is_dark)
    screen = _guided(host, choice, speed, is_dark)
    screen.on_end = on_end
    return screen


def awake(host: Host) -> CoachScreen[Any]:
    """What leads through the night."""
    return make(host, "tree", tree(host.me))


def craving(host: Host) -> CoachScreen[Any]:
    """What leads through a craving."""
    return make(host, "craving tree", tree(host.me, "craving"))


def at_once(
    host: Host,
    choice: Choice,
    on_end: Callable[[], None],
    on_left: Callable[[], None],
    is_dark: bool = True,
) -> CoachScreen[Any]:
    """Something that is played at once, in the dark unless it is day, and leads back."""
    screen = _guided(host, choice, 1.0, is_dark)
    screen.on_end, screen.on_left = on_end, on_left
    return screen


def _guided(host: Host, choice: Choice, *what: Any) -> GuidedScreen:
    """The page before a session, of something else where this is not for the person."""
    if safer.is_turned_away(choice.exercise, host.me.limits):
        other = safer.apply_wishes(choice.exercise, host.me.limits, host.me.library)
        why = f"{safer.why_other(choice.exercise, host.me.settings, host.me.limits)}."
        choice = choice._replace(exercise=other, problems=(), source=other.id, why=why)
    kind = "breathing" if isinstance(choice.exercise, Pattern) else choice.exercise.id.split("/")[0]
    screen: GuidedScreen = load(kind)(host, choice, *what)  # type: ignore[assignment]
    return screen


def resumed(
    host: Host,
    choice: Choice,
    playback: Playback,
    speed: float,
    on_end: Callable[[], None] | None,
    runner: Runner | None,
) -> CoachScreen[Any]:
    """A session that was left, to be resumed."""
    screen = _guided(host, choice, speed)
    screen.on_end = on_end
    screen.resume(playback, runner)
    return screen


def step(
    host: Host,
    runner: Runner,
    index: int,
    since: Moment | None = None,
    is_dark: bool = False,
    is_counting: bool = False,
) -> CoachScreen[Any]:
    """A step of a routine, which begins now, or began at the moment `since`."""
    runner.enter(index)
    if isinstance(runner.stop.exercise, Checklist):
        return make(host, "open checklist", runner.stop.exercise, runner, is_dark, is_counting)
    screen = _guided(host, runner.stop.choice, runner.speed, is_dark)
    screen.is_counting = is_counting
    screen.begin(since, runner)
    return screen


def learn(host: Host) -> CoachScreen[Any]:
    """The lesson of today; at night the list, which says that it is for the day."""
    return make(host, "lessons" if host.me.is_night else "lesson")


def checklist(host: Host, checklist: Checklist) -> CoachScreen[Any]:
    """A checklist, or its cautions where they have not been read."""
    route = asking(host, [checklist], lambda: ("open checklist", checklist))
    assert route
    return make(host, *route)
