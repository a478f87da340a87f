"""What is safe tonight: without holds, without squeezing, in bed. And what is to be read before.

| who | uses |
|---|---|
| cli, ui, evening | `apply_wishes` to what will be played |
| cli, ui | `first_time`: the cautions and the choice that come once before it is |
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple, TypeVar, cast

from coach.content.breathing import MOST_CYCLES
from coach.content.library import Exercise, Library, Runnable
from coach.domain.breathing import Pattern
from coach.domain.relaxation import Relaxation
from coach.domain.routine import Routine
from coach.domain.stretch import Stretch
from coach.person.choose import Choice, is_shipped
from coach.store.settings import Settings

Setting = Literal["rests", "squeezing", "standing"]
"""The setting that says whether it is done with or without."""
T = TypeVar("T", bound=Exercise | Runnable)


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


def apply_wishes(exercise: T, settings: Settings, library: Library, has_next: bool = False) -> T:
    """Return what is played: for those who want to be without something, the safer one instead.

    A breath takes as much time as the one in whose place it is. `has_next`: before another step of
    a routine.
    """
    setting = asked_of(exercise)
    if setting is None or getattr(settings, setting) != "without":
        return exercise
    _, kind, name = SAFER[setting]
    other, _ = library.exercise(library.find(kind, name), has_next)
    if isinstance(exercise, Pattern) and isinstance(other, Pattern):
        other = as_long_as(exercise, other)
    return cast(T, other)  # it is of the same kind


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
    library: Library,
    speaker: Routine | None = None,
) -> FirstTime | None:
    """Return what is to be read before these are played; None: they may begin.

    A `speaker` is a routine whose cautions speak for all of them.
    """
    played: list[Exercise | Runnable] = [
        apply_wishes(each, settings, library) for each in exercises
    ]
    careful: list[Exercise | Runnable]
    if speaker:
        asks = any(asked_of(each) == "rests" for each in played) and settings.rests == "ask"
        careful = [speaker] if asks or speaker.id not in settings.read else []
    else:
        careful = [each for each in played if _is_unread(each, settings)]
    if not careful:
        return None
    choices = [setting for each in played if (setting := asked_of(each))]
    return FirstTime(
        tuple(dict.fromkeys(text for each in careful for text in each.cautions)),
        tuple(dict.fromkeys(each.id for each in careful)),
        tuple(dict.fromkeys(choices)),
        tuple(dict.fromkeys(each.id for each in played if asked_of(each))),
    )


def _is_unread(exercise: Exercise | Runnable, settings: Settings) -> bool:
    """Tell whether it has cautions that have not been shown, or holds that were not chosen."""
    if asked_of(exercise) == "rests" and settings.rests == "ask":
        return True
    return bool(exercise.cautions) and exercise.id not in settings.read
