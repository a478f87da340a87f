"""What is safe tonight: without holds, without squeezing, in bed. And what is to be read before.

| who | uses |
|---|---|
| context | `limits_of` what was set and said |
| cli, ui, evening | `apply_wishes` to what will be played; `is_offered` to what is listed |
| ui | `is_over`: what was begun is not gone on with after an answer |
| cli, ui | `why_other`: what to say where something else is played |
| cli, ui | `first_time`: the cautions and the choice that come once before it is |
"""

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple, TypeVar, cast

from coach.content.breathing import MOST_CYCLES
from coach.content.library import Exercise, Library, Runnable
from coach.domain.bodyscan import BodyScan
from coach.domain.breathing import Pattern
from coach.domain.health import SHORT_INWARD_MS, Limits, Said, limits
from coach.domain.mind import Mind
from coach.domain.relaxation import Relaxation
from coach.domain.routine import Routine
from coach.domain.stretch import Stretch
from coach.person.choose import Choice, is_shipped, shipped
from coach.store.settings import Settings

Setting = Literal["rests", "squeezing", "standing"]
"""The setting that says whether it is done with or without."""
T = TypeVar("T", bound=Exercise | Runnable)
SHORT_SCAN = "bodyscan/five"
"""What is played for a longer scan where only what is short may turn inward,"""
GROUNDING = "mind/grounding"
"""and for all else that turns inward, or asks for the opposite."""

BECAUSE = "because of an answer in About you"


class Safer(NamedTuple):
    """A safer way: what it is called, and what is played then."""

    label: str
    kind: str
    name: str

    @property
    def id(self) -> str:
        """The id of what is played."""
        return f"{self.kind}/{self.name}"


SAFER: dict[Setting, Safer] = {
    "rests": Safer("No holds", "breathing", "long-out"),
    "squeezing": Safer("No squeezing", "relaxation", "release"),
    "standing": Safer("In bed", "stretch", "bed"),
}


class FirstTime(NamedTuple):
    """What is read once before something is played, and what can be chosen then."""

    cautions: tuple[str, ...]
    ids: tuple[str, ...]
    """Whose cautions these are."""
    settings: tuple[Setting, ...] = ()
    """What can be done without; empty: there is nothing to choose."""
    risky: tuple[str, ...] = ()
    """The ids of what is replaced in the safe way: they are read only with the last row."""

    @property
    def safe_way(self) -> str:
        """What the safe way is called, e.g. "No holds, no squeezing"; empty: there is none."""
        return ", ".join(SAFER[each].label for each in self.settings).capitalize()


# What is played.


def asked_of(exercise: Exercise | Runnable) -> Setting | None:
    """Return which setting says whether this is played; None: nothing safer takes its place."""
    match exercise:
        case Pattern() if exercise.has_holds:
            return "rests"
        case Relaxation() if exercise.has_squeezing:
            return "squeezing"
        case Stretch() if exercise.is_standing:
            return "standing"
    return None


def limits_of(settings: Settings, said: Said) -> Limits:
    """Return what is offered after what was set, and what was said of one's health."""
    wished = (settings.rests, settings.squeezing, settings.standing, settings.legs)
    return limits(said, Limits(*wished))


def is_offered(exercise: Exercise, limits: Limits) -> bool:
    """Tell whether a list shows it: not what something else would be played for.

    What asks for the opposite is for those only who were asked, and denied every risk.
    """
    if isinstance(exercise, Mind) and exercise.is_paradox and limits.paradox != "with":
        return False
    return isinstance(exercise, Routine) or not _id_instead(exercise, limits, turns_only=True)


def is_itself(exercise: Exercise, limits: Limits) -> bool:
    """Tell whether it is offered, and nothing safer is played in its place: the words before it,
    such as to stand up, are true.
    """
    return is_offered(exercise, limits) and not _id_instead(exercise, limits)


def apply_wishes(exercise: T, limits: Limits, library: Library, has_next: bool = False) -> T:
    """Return what is played: for those who are to be without something, the safer one instead.

    A breath takes as much time as the one in whose place it is. `has_next`: before another step of
    a routine. A person's own script in the place of the safer one is taken only if it is as safe.
    """
    if not (id := _id_instead(exercise, limits)):
        return exercise
    kind, name = id.split("/")
    other, _ = library.exercise(library.find(kind, name), has_next)
    if _id_instead(other, limits):
        other = shipped(library, kind, name).exercise
    if isinstance(exercise, Pattern) and isinstance(other, Pattern):
        other = as_long_as(exercise, other)
    return cast(T, other)  # it is played in the same way


def _id_instead(exercise: Exercise | Runnable, limits: Limits, turns_only: bool = False) -> str:
    """Return the id of what is played in its place; empty: it is played itself."""
    if is_turned_away(exercise, limits):
        is_scan = isinstance(exercise, BodyScan) and limits.inward == "short"
        return SHORT_SCAN if is_scan else GROUNDING
    setting = None if turns_only else asked_of(exercise)
    return SAFER[setting].id if setting and getattr(limits, setting) == "without" else ""


def why_other(chosen: Exercise | Runnable, settings: Settings, limits: Limits) -> str:
    """Return why something else is played, without a full stop; empty: it is played itself."""
    if is_turned_away(chosen, limits):
        is_scan = isinstance(chosen, BodyScan) and limits.inward == "short"
        what = "Short, with open eyes" if is_scan else "Something steadier"
        return f"{what}, {BECAUSE}"
    setting = asked_of(chosen)
    if not setting or getattr(limits, setting) != "without":
        return ""
    is_chosen = getattr(settings, setting) == "without"
    return f"{SAFER[setting].label}, {'as you chose' if is_chosen else BECAUSE}"


def is_turned_away(exercise: Exercise | Runnable, limits: Limits) -> bool:
    """Tell whether it asks for the opposite, or turns inward for too long, for this person."""
    if isinstance(exercise, Mind) and exercise.is_paradox and limits.paradox == "without":
        return True
    if isinstance(exercise, BodyScan):
        total_ms = exercise.total_ms
    elif isinstance(exercise, Mind) and exercise.is_inward:
        total_ms = exercise.timeline().total_ms
    else:
        return False
    return limits.inward == "off" or (limits.inward == "short" and total_ms > SHORT_INWARD_MS)


def is_over(exercise: Exercise | Runnable, before: Limits, now: Limits) -> bool:
    """Tell whether a session that began under the limits of before is not to be gone on with."""
    if _id_instead(exercise, now):
        return True
    if isinstance(exercise, Relaxation):
        return now.legs == "never" != before.legs
    return isinstance(exercise, BodyScan) and now.inward == "short" != before.inward


def as_long_as(pattern: Pattern, other: Pattern) -> Pattern:
    """Return `other` with as many breaths as take the time of `pattern`, as far as it may."""
    cycles = other.cycles_for(pattern.cycles * pattern.cycle_ms / 1000)
    return replace(other, cycles=min(cycles, other.max_cycles or MOST_CYCLES))


# What comes once before it.


def speaker_of(choice: Choice, library: Library) -> Routine | None:
    """Return a shipped routine that speaks for its steps; None: these have to do it themselves.

    A person's own may hold anything: its cautions come before those of its steps.
    """
    routine = choice.exercise
    if not isinstance(routine, Routine) or not routine.cautions:
        return None
    return routine if is_shipped(library, choice) else None


def first_time(
    exercises: Sequence[Exercise | Runnable],
    settings: Settings,
    limits: Limits,
    library: Library,
    speaker: Routine | None = None,
) -> FirstTime | None:
    """Return what is to be read before these are played; None: they may begin.

    A `speaker` is a routine whose cautions speak for all of them.
    """
    played = [apply_wishes(each, limits, library) for each in exercises]
    careful: list[Exercise | Runnable]
    if speaker:
        asks = any(asked_of(each) == "rests" for each in played) and limits.rests == "ask"
        careful = [speaker] if asks or speaker.id not in settings.read else []
    else:
        careful = [each for each in played if _is_unread(each, settings.read, limits)]
    if not careful:
        return None
    choices = [setting for each in played if (setting := asked_of(each))]
    return FirstTime(
        tuple(dict.fromkeys(text for each in careful for text in each.cautions)),
        tuple(dict.fromkeys(each.id for each in careful)),
        tuple(dict.fromkeys(choices)),
        tuple(dict.fromkeys(each.id for each in played if asked_of(each))),
    )


def _is_unread(exercise: Exercise | Runnable, read: Container[str], limits: Limits) -> bool:
    """Tell whether it has cautions that have not been shown, or holds that were not chosen."""
    if asked_of(exercise) == "rests" and limits.rests == "ask":
        return True
    return bool(exercise.cautions) and exercise.id not in read
