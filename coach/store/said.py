"""When a line was said last that must not come too often, or was hidden: `DATA/said.toml`."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from coach.system import files
from coach.toml import read, shape
from coach.toml.problems import BadFile

NAME = "said.toml"


class Said(shape.Shape, frozen=True, kw_only=True):
    """The days, by the ids of the lines."""

    said: dict[str, date] = {}  # msgspec copies it
    made_by: str = "coach"


def load(folder: Path) -> Mapping[str, date]:
    """Return the day of each line; of a file that cannot be read, none."""
    try:
        text = read.read_text(folder / NAME)
        said = shape.conform(read.parse(text, ""), Said, "", text)[0]
    except BadFile:
        return {}
    return said.said if said else {}


def save(folder: Path, id: str, day: date) -> None:
    """Remember the day of a line. Raises `CoachError`."""
    import msgspec
    import tomli_w

    said = Said(said={**load(folder), id: day})
    files.write(folder / NAME, tomli_w.dumps(msgspec.structs.asdict(said)))
