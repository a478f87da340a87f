"""The night in which a routine was begun last: `DATA/begun.toml`, which a glance can read.

The sessions say the same, but only once they are recorded, and not before the database is loaded.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from coach.errors import CoachError

if TYPE_CHECKING:  # the first picture needs no paths
    from pathlib import Path

NAME = "begun.toml"


def load(folder: Path) -> date | None:
    """Return the date of that night; None: there was none, or the file cannot be read."""
    from coach.toml import read
    from coach.toml.problems import BadFile

    try:
        return night_of(read.parse(read.read_text(folder / NAME), ""))
    except BadFile:
        return None


def save(folder: Path, night: date) -> None:
    """Remember that a routine was begun in a night; where that cannot be, nothing is lost by it."""
    from coach.system import files

    with suppress(CoachError):
        files.write(folder / NAME, f'made_by = "coach"\nnight = {night}\n')


def night_of(tree: dict[str, Any] | None) -> date | None:
    """Return the night that such a file holds; None: it is not one of ours, or broken."""
    night = (tree or {}).get("night")
    return night if type(night) is date else None
