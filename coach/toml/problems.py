"""What is wrong with a file, in words that help a person to mend it."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import NamedTuple

from coach.errors import InputError
from coach.text import printable

Path = tuple[str | int, ...]
"""Where a value lies in a file: keys and list indices from the top, e.g. `("phase", 0, "kind")`."""

DEEPEST = 16
"""The most parts the path of a key may have; scripts go to about six."""
LONGEST_QUOTE = 40
"""A value longer than this is shortened where it is quoted."""
LARGEST_QUOTED = 10**LONGEST_QUOTE
"""Whole numbers of this size and above are not quoted."""


class Problem(NamedTuple):
    """One thing that is wrong: where, what was found, what is expected, and how to mend it."""

    found: str
    expected: str
    hint: str = ""
    path: Path = ()
    file: str = ""
    line: int | None = None
    """The line it is on, the first being 1; None when that is not sure."""
    rests_on: tuple[str, ...] = ()
    """Keys of its table, beside the first of its path, that have to be right for it to be true."""

    def __str__(self) -> str:
        """Write it as `FILE:LINE: key.path: found ..., expected ...; hint`."""
        place = printable(self.file) + (f":{self.line}" if self.line else "")
        key = f" {key_path(self.path)}:" if self.path else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{place}:{key} found {self.found}, expected {self.expected}{hint}"


class BadFile(InputError):
    """A file that cannot be used; its text has one line for every problem in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Collect the problems, of which there is at least one."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def key_path(path: Path) -> str:
    """Write a path as people count: `("phase", 0, "kind")` is `phase[1].kind`."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return printable(shorten(text, 200))


def shorten(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Return `text`, cut with three dots when it has more than `longest` characters."""
    return text if len(text) <= longest else text[: longest - 3] + "..."


def describe(value: object) -> str:
    """Return in plain words what a value from a TOML file is."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'the text "{printable(shorten(value))}"' if value else "an empty text"
        case int() if abs(value) >= LARGEST_QUOTED:
            return "a number that is far too large"  # Python refuses to write out the largest
        case int() | float():
            return f"the number {value}"
        case list():
            return f"a list of {len(value)}" if value else "an empty list"
        case dict():
            return "a table"
        case datetime() | date() | time():
            return f"the date or time {value.isoformat()}"
    return type(value).__name__
