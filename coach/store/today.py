"""Which routine was chosen for today, instead of what would be suggested: `DATA/today.toml`.

It holds for one checklist day, over a restart too, and says nothing of why.
"""

from datetime import date
from pathlib import Path

from coach.system import files
from coach.toml import read, shape
from coach.toml.problems import BadFile

NAME = "today.toml"


class Chosen(shape.Shape, frozen=True, kw_only=True):
    """A choice of a day."""

    day: date
    """The checklist day that it holds for."""
    routine: str
    """The name of the routine; empty: what is suggested, after all."""
    made_by: str = "coach"


def load(folder: Path, day: date) -> str:
    """Return the name of the routine that was chosen on a day; empty: none was.

    A file that cannot be read, or is of another day, counts as none.
    """
    try:
        text = read.read_text(folder / NAME)
        chosen = shape.conform(read.parse(text, ""), Chosen, "", text)[0]
    except BadFile:
        return ""
    return chosen.routine if chosen and chosen.day == day else ""


def save(folder: Path, day: date, routine: str) -> None:
    """Remember the choice of a day; an empty name is none. Raises `CoachError`."""
    import msgspec
    import tomli_w

    chosen = Chosen(day=day, routine=routine)
    files.write(folder / NAME, tomli_w.dumps(msgspec.structs.asdict(chosen)))
