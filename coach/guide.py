"""From what a person asks for to what is played: names, files, lengths, the wish for no rests."""

import math
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from coach.content.breathing import LONGEST_SECONDS, MOST_CYCLES
from coach.content.library import KINDS, Entry, Library
from coach.content.problems import Problem
from coach.domain.breathing import Pattern
from coach.errors import InputError, printable
from coach.store.settings import Settings

DEFAULT_BREATH = "box"
WITHOUT_RESTS = "long-out"
"""What takes the place of patterns with holds for those who want none (domain facts 2.3)."""


class Choice(NamedTuple):
    """A breathing pattern that is ready to be started."""

    pattern: Pattern
    """The pattern; its `cycles` are the wished length."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with an own file that was passed over."""
    is_replaced: bool = False
    """It stands in for one with holds."""


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


def breathing(library: Library, asked: str = DEFAULT_BREATH) -> Choice:
    """Return the pattern that a name, an id or a path means. Raises `InputError`."""
    if is_file(asked, "breathing"):
        file = Path(asked)
        entry = Entry("breathing", file.stem, file, is_own=True)
    else:
        entry = library.find("breathing", asked)
    return Choice(*library.pattern(entry))


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
        if not (math.isfinite(seconds) and 1 <= seconds <= LONGEST_SECONDS):
            raise InputError(
                f"--seconds: found {seconds:g}, expected a number from 1 to {LONGEST_SECONDS}"
            )
        cycles = pattern.cycles_for(seconds)
    if cycles is None:
        return pattern
    most = pattern.max_cycles or MOST_CYCLES
    if not 1 <= cycles <= most:
        found = f"{cycles} breaths" if seconds is None else f"{seconds:g} s, {cycles} breaths"
        name = printable(pattern.id)
        raise InputError(f"{name}: found {found}, expected 1 to {most} breaths")
    return replace(pattern, cycles=cycles)
