"""From what a person asks for to what is played: names, files, lengths, and standing wishes."""

import math
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from coach.content.breathing import MOST_CYCLES
from coach.content.library import KINDS, Entry, Exercise, Guided, Library, Runnable
from coach.content.lines import LONGEST_SECONDS
from coach.content.routine import KEYS_OF
from coach.domain import bodyscan
from coach.domain.bodyscan import BodyScan, Ending
from coach.domain.breathing import Pattern
from coach.domain.checklist import Checklist
from coach.domain.relaxation import Relaxation, Wishes
from coach.domain.timeline import Timeline
from coach.errors import CoachError, InputError
from coach.store.settings import Settings
from coach.text import printable
from coach.toml.problems import Problem

DEFAULTS = {
    "breathing": "box",
    "relaxation": "pmr-7",
    "bodyscan": "ten",
    "stretch": "legs",
    "routines": "tonight",
}
"""What is meant when only the kind is said."""
WITHOUT_RESTS = "long-out"
"""What takes the place of patterns with holds for those who want none (domain facts 2.3)."""
SHORTEST_SCAN = "three"
SCAN_SECONDS = (bodyscan.SHORTEST_SECONDS, bodyscan.LONGEST_SECONDS)
SLEEP_HOURS = (*range(21, 24), *range(5))
"""In these hours a scan drifts off; in others it comes back (domain facts 4)."""


class Asked(NamedTuple):
    """What a person asks for beside the exercise itself; None: as the script has it."""

    seconds: float | None = None
    cycles: int | None = None
    ending: Ending | None = None


class Found(NamedTuple):
    """Something that is ready to be played."""

    exercise: Exercise
    problems: tuple[Problem, ...] = ()
    """What is wrong with an own file that was passed over."""
    asked: Asked = Asked()
    """What is asked for beside it; a breathing pattern has its length in itself."""
    is_replaced: bool = False
    """It stands in for a breathing pattern with holds."""


class Choice(NamedTuple):
    """A breathing pattern that is ready to be started."""

    pattern: Pattern
    """The pattern; its `cycles` are the wished length."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with an own file that was passed over."""
    is_replaced: bool = False
    """It stands in for one with holds."""


def check_asked(kind: str, asked: Asked) -> None:
    """Raise `InputError` when something is asked for that this kind does not have."""
    for key, value in asked._asdict().items():
        if value is not None and key not in KEYS_OF.get(kind, ()):
            having = " or ".join(k for k, keys in KEYS_OF.items() if key in keys)
            raise InputError(f"--{key}: found it with {kind}, expected it with {having} only")


# Finding.


def is_file(asked: str, kind: str) -> bool:
    """Tell a path from a name: it ends in `.toml`, or has a folder that is not the kind's."""
    folder = str(Path(asked).parent)
    return asked.endswith(".toml") or folder not in (".", kind)


def kind_of(file: Path, wanted: str | None) -> str:
    """Return the kind of a file: as wanted, else from its folder. Raises `InputError`."""
    kind = wanted or file.absolute().parent.name
    if kind not in KINDS:
        found = f'the kind "{printable(wanted)}"' if wanted else "no kind in its folder's name"
        known = ", ".join(KINDS)
        raise InputError(
            f"{printable(str(file))}: found {found}, expected one of {known}; say --kind"
        )
    return kind


def find(library: Library, kind: str, asked: str = "") -> Found:
    """Return what a name, an id, a path or only the kind means. Raises `InputError`."""
    asked = asked or DEFAULTS[kind]
    if is_file(asked, kind):
        file = Path(asked)
        entry = Entry(kind, file.stem, file, is_own=True)
    else:
        entry = library.find(kind, asked)
    return Found(*library.exercise(entry))


def shipped(library: Library, kind: str) -> Found:
    """Return what is shipped as the default of a kind, whatever a person has of that name."""
    file = library.assets / kind / f"{DEFAULTS[kind]}.toml"
    return Found(*library.exercise(Entry(kind, DEFAULTS[kind], file, is_own=False)))


def evening(library: Library, settings: Settings) -> Found:
    """Return the routine of the settings; where it is gone or cannot be read, the shipped one."""
    try:
        return find(library, "routines", settings.routine)
    except CoachError:
        return find(library, "routines")


def checklist(library: Library, asked: str = "") -> tuple[Checklist, tuple[Problem, ...]]:
    """Return the checklist that a name, an id or a path means. Raises `InputError`."""
    asked = asked or "bedtime"
    if is_file(asked, "checklists"):
        file = Path(asked)
        return library.checklist(Entry("checklists", file.stem, file, is_own=True))
    return library.checklist(library.find("checklists", asked))


def breathing(library: Library, asked: str = "") -> Choice:
    """Return the pattern that a name, an id or a path means. Raises `InputError`."""
    found = find(library, "breathing", asked)
    assert isinstance(found.exercise, Pattern)
    return Choice(found.exercise, found.problems)


def scan(library: Library, asked: str, seconds: float | None) -> Found:
    """Return the scan that is meant: as named, else the longest shipped one that has room."""
    if asked or seconds is None:
        return find(library, "bodyscan", asked)
    ms = round(_within("--seconds", seconds, *SCAN_SECONDS) * 1000)
    shipped = [entry.name for entry in library.entries("bodyscan").values() if entry.is_shipped]
    fitting = {
        found.exercise.total_ms: name
        for name in shipped
        if isinstance((found := find(library, "bodyscan", name)).exercise, BodyScan)
        and found.exercise.total_ms <= ms
    }
    return find(library, "bodyscan", fitting[max(fitting)] if fitting else SHORTEST_SCAN)


# Wishes.


def with_rests_as_wished(choice: Choice, settings: Settings, library: Library) -> Choice:
    """Return the long breath out, as many seconds long, for those who want no rests."""
    pattern = choice.pattern
    if settings.rests != "without" or not pattern.has_holds:
        return choice
    other, problems = library.pattern(library.find("breathing", WITHOUT_RESTS))
    cycles = other.cycles_for(pattern.cycles * pattern.cycle_ms / 1000)
    cycles = min(cycles, other.max_cycles or MOST_CYCLES)
    return Choice(replace(other, cycles=cycles), choice.problems + problems, is_replaced=True)


def with_length(pattern: Pattern, seconds: float | None, cycles: int | None) -> Pattern:
    """Return it with another length; at most one of the two is given. Raises `InputError`."""
    if seconds is not None:
        cycles = pattern.cycles_for(_within("--seconds", seconds, 1, LONGEST_SECONDS))
    if cycles is None:
        return pattern
    most = pattern.max_cycles or MOST_CYCLES
    if not 1 <= cycles <= most:
        found = f"{cycles} breaths" if seconds is None else f"{seconds:g} s, {cycles} breaths"
        name = printable(pattern.id)
        raise InputError(f"{name}: found {found}, expected 1 to {most} breaths")
    return replace(pattern, cycles=cycles)


def _within(name: str, number: float, least: float, most: float) -> float:
    if not (math.isfinite(number) and least <= number <= most):
        raise InputError(f"{name}: found {number:g}, expected a number from {least:g} to {most:g}")
    return number


def wishes(settings: Settings, id: str) -> Wishes:
    """Return how a person wants the relaxation of that id."""
    left_out = frozenset(settings.left_out.get(id, ()))
    return Wishes(left_out, settings.start_side, settings.legs == "release")


def ending_at(hour: int) -> Ending:
    """Return how a scan ends that is begun in this hour of the day."""
    return "sleep" if hour in SLEEP_HOURS else "wake"


def compiled(
    exercise: Guided,
    settings: Settings,
    hour: int,
    asked: Asked = Asked(),  # noqa: B008
) -> Timeline:
    """Return what is played, as asked for and as wished. Raises `InputError`."""
    left_out = frozenset(settings.left_out.get(exercise.id, ()))
    match exercise:
        case Pattern():
            return with_length(exercise, asked.seconds, asked.cycles).timeline()
        case Relaxation():
            return exercise.timeline(wishes(settings, exercise.id))
        case BodyScan():
            ms = None
            if asked.seconds is not None:
                ms = round(_within("--seconds", asked.seconds, *SCAN_SECONDS) * 1000)
            return exercise.timeline(asked.ending or ending_at(hour), ms, left_out)
    return exercise.timeline(left_out)


def unread(
    exercises: Iterable[Exercise | Runnable], settings: Settings
) -> list[Exercise | Runnable]:
    """Return those that have cautions which have not been shown yet."""
    return [each for each in exercises if each.cautions and each.id not in settings.read]
