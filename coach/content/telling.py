"""How a script is told tonight: which of its variants, how much of it, and what follows it.

A script may hold several texts where one is said (variants), lines for those who are new to it
(depth), and lines for when it stands alone or before something else (when). `told` makes of such a
file one that says just what is said this time; all else goes on from there as if it had been
written so.
"""

from typing import Annotated, Any, Literal, NamedTuple, TypeVar

import msgspec
from msgspec import Meta

from coach.toml.shape import Shape
from coach.toml.types import Text

FULL_DEPTH = 3
"""Everything is said."""
MOST_VARIANTS = 24
THINS_AT = (7, 21)
"""After so many finished sessions of a script the lines of depth 3, and of 2, are left out."""

Variants = Annotated[
    list[Text],
    Meta(
        min_length=1,
        max_length=MOST_VARIANTS,
        extra={"expected": f"one to {MOST_VARIANTS} texts"},
    ),
]
Phrase = Annotated[
    Text | Variants,
    Meta(
        description="What is said; of several texts another one each night.",
        extra={"expected": "a text of up to 5000 characters, or a list of them"},
    ),
]
Depth = Annotated[
    int,
    Meta(
        ge=1,
        le=FULL_DEPTH,
        description="1: always said; 2 and 3 are left out once this script is known.",
        extra={"expected": "1, 2 or 3", "example": "2"},
    ),
]
When = Annotated[
    Literal["alone", "before", ""],
    Meta(description="Said only when it stands alone or comes last, or only before another step."),
]
T = TypeVar("T")


class Telling(NamedTuple):
    """How a script is told."""

    night: int | None = 0
    """The number of the night: its date as `date.toordinal` counts; None: all nights at once."""
    depth: int = FULL_DEPTH
    """Lines up to this depth are said."""
    has_next: bool = False
    """Another step of a routine follows."""


FULL = Telling()
"""All of it, as on its first night, and nothing follows."""
BETWEEN = "\x1f"
"""Where all nights are told at once: between the texts of a phrase. No script may hold it."""


class EntryTable(Shape, frozen=True, kw_only=True):
    """An entry of a list of lines that says more than its text."""

    text: Phrase
    depth: Depth = 1
    when: When = ""


Entry = Annotated[
    Text | Variants | EntryTable,
    Meta(extra={"expected": "a text, a list of texts, or a table with text, depth and when"}),
]
"""One line of a list of lines."""


def plain(phrase: "str | list[str] | EntryTable") -> str:
    """Return a phrase of a script that has been told: one text."""
    assert isinstance(phrase, str)
    return phrase


def depth_of(finished: int) -> int:
    """Return how much is said of a script that was finished so many times."""
    return FULL_DEPTH - sum(finished >= count for count in THINS_AT)


def told(script: T, telling: Telling) -> T:
    """Return a script as it is told: every phrase is one text, and what is not said is empty.

    What is thinned keeps its time, as silence. What does not fit what follows is left out, with its
    time.
    """
    result: T = _told(script, telling)
    return result


def _told(value: Any, telling: Telling) -> Any:
    if isinstance(value, EntryTable):
        return _said(value.text, value.depth, telling)
    if isinstance(value, msgspec.Struct):
        return _table(value, telling)
    if isinstance(value, list):
        return [_told(each, telling) for each in value if _is_here(each, telling)]
    return value


def _table(table: msgspec.Struct, telling: Telling) -> msgspec.Struct:
    """Return a table as it is told."""
    depth: int = getattr(table, "depth", 1)
    changed: dict[str, Any] = {}
    for name in table.__struct_fields__:
        value = getattr(table, name)
        if name in PHRASES and isinstance(value, str | list):
            changed[name] = _said(value, depth, telling)
        elif name in LINES and isinstance(value, list):
            changed[name] = [_line(each, telling) for each in value if _is_here(each, telling)]
        elif isinstance(value, list | msgspec.Struct):
            changed[name] = _told(value, telling)
    return msgspec.structs.replace(table, **changed)


PHRASES = ("text", "word", "release_only")
"""Keys that hold a phrase."""
LINES = ("prepare", "tense", "lines")
"""Keys that hold lines: each a phrase, or a table."""


def _line(entry: Any, telling: Telling) -> Any:
    """Return a line as it is told: of several texts one."""
    return _said(entry, 1, telling) if isinstance(entry, list) else _told(entry, telling)


def _said(phrase: "str | list[str]", depth: int, telling: Telling) -> str:
    """Return the one text of a phrase that is said; nothing where it is thinned."""
    if depth > telling.depth:
        return ""
    if isinstance(phrase, str):
        return phrase
    return BETWEEN.join(phrase) if telling.night is None else phrase[telling.night % len(phrase)]


def _is_here(entry: Any, telling: Telling) -> bool:
    """Tell whether a table fits what follows."""
    when = getattr(entry, "when", "")
    return not when or (when == "before") is telling.has_next
