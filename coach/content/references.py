"""Check that what a file names exists and can be played as asked: `run = ...` of steps and items.

A shape checks a file by itself. This checks it against other files.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from coach.errors import CoachError
from coach.toml import locate, read
from coach.toml.problems import BadFile, Problem, describe
from coach.toml.problems import Path as KeyPath


class Reference(NamedTuple):
    """Something that a file names."""

    path: KeyPath
    """Where it is in the file."""
    run: str
    """What it names, e.g. `breathing/box`."""
    use: Callable[[], object]
    """Uses it as the file asks. Raises `CoachError` when that is impossible."""


def check(file: Path, references: Iterable[Reference]) -> None:
    """Raise `BadFile` when something that a file names cannot be played as it asks."""
    problems = []
    lines = None
    for path, run, use in references:
        try:
            use()
        except CoachError as error:
            lines = locate.lines(read.read_text(file)) if lines is None else lines
            found = f"{describe(run)} ({str(error).splitlines()[0]})"
            expected = "an exercise that can be played (`coach scripts list` shows all)"
            problems.append(Problem(found, expected, "", path, str(file), lines.get(path)))
    if problems:
        raise BadFile(problems)
