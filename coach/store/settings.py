"""The person's settings: one small TOML file, `CONFIG/settings.toml`."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from coach.system import files
from coach.toml import read, shape
from coach.toml.problems import BadFile, Problem
from coach.toml.types import Text

MADE_BY = {"made_by": "coach"}
_CLOCK_WORDS = {"expected": "a time as HH:MM", "example": '"23:00"'}
Clock = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d(?!\n)$", extra=_CLOCK_WORDS)]
ClockOrNone = Annotated[
    str, Meta(pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?(?!\n)$", extra=_CLOCK_WORDS)
]


class Settings(shape.Shape, frozen=True, kw_only=True):
    """What a person has chosen; everything has a default."""

    theme: Annotated[str, Meta(min_length=1, extra={"expected": "the name of a theme"})] = "ember"
    country: Annotated[
        str,
        Meta(
            pattern=r"^([A-Z]{2,3})?(?!\n)$",
            extra={"expected": "a country code", "example": '"DE"'},
        ),
    ] = ""
    """The country of the support page; empty: nobody has said."""
    rests: Literal["ask", "with", "without"] = "ask"
    """Patterns with holds: as they are, without (a long breath out instead), or ask first."""
    legs: Literal["tense", "release"] = "tense"
    """Muscle relaxation: the legs are tensed, or only released (restless legs)."""
    start_side: Literal["right", "left"] = "right"
    """Which side of a pair of muscles comes first."""
    routine: Annotated[str, Meta(min_length=1, extra={"expected": "the name of a routine"})] = (
        "tonight"
    )
    """The routine that *Tonight* begins with."""
    left_out: Annotated[
        dict[str, list[str]], Meta(extra={"expected": "a table of lists of ids"})
    ] = {}
    """The groups that are left out, by the id of the script."""
    ramp: Literal["on", "off"] = "on"
    """The breath on Tonight begins short and grows with the evenings."""
    bedtime: Clock = "23:00"
    bedtime_weekend: ClockOrNone = ""
    """Friday and Saturday evening; empty: as on the other days."""
    rise: Clock = "07:00"
    rise_weekend: ClockOrNone = ""
    """Saturday and Sunday morning; empty: as on the other days."""
    withdrawal: Literal["on", "off"] = "on"
    """The diary asks about legs, craving, anxiety and sweats."""
    items_on: list[str] = []
    """The ids of checklist items that were switched on."""
    items_off: list[str] = []
    """The ids of checklist items that were switched off."""
    own_items: Annotated[dict[str, Text], Meta(extra={"expected": "a table of texts"})] = {}
    """A person's own checklist items: what they say, by id."""
    read: list[str] = []
    """The ids of scripts whose cautions have been shown."""
    made_by: str = "coach"


class SettingsFile:
    """The settings on disk. Reading never fails; writing is atomic and under a lock."""

    def __init__(self, file: Path) -> None:
        """Take the path of the file, which need not exist."""
        self.file = file

    def load(self) -> tuple[Settings, list[Problem]]:
        """Return the settings; what cannot be used has its default and is told as a problem."""
        tree, text, problems = self._tree()
        made, more = shape.conform(tree, Settings, str(self.file), text)
        if made is None:
            bad = {problem.path[0] for problem in more}
            good = {key: value for key, value in tree.items() if key not in bad}
            made = msgspec.convert(good, Settings)
        return made, [*problems, *more]

    def change(self, work: Callable[[Settings], Settings]) -> Settings:
        """Make what is on disk into what `work` makes of it; other keys stay, those of a newer
        coach too. Returns the settings as they are now. Raises `CoachError`.

        A file that the app did not write, or that cannot be read, is kept beside it first.
        """
        import tomli_w

        with files.locked(self.file):
            old = self.load()[0]
            new = work(old)
            tree, _, problems = self._tree()
            if self.file.is_file() and (problems or "made_by" not in tree):
                files.keep(self.file, _free_name(self.file))
            before, after = msgspec.structs.asdict(old), msgspec.structs.asdict(new)
            changes = {key: value for key, value in after.items() if value != before[key]}
            files.write(self.file, tomli_w.dumps(MADE_BY | tree | changes))
        return new

    def _tree(self) -> tuple[dict[str, Any], str, list[Problem]]:
        text = ""
        try:
            self.file.stat()
        except FileNotFoundError:
            return {}, "", []
        except (OSError, ValueError):
            pass  # reading it says what is wrong
        try:
            text = read.read_text(self.file)
            return read.parse(text, str(self.file)), text, []
        except BadFile as error:
            return {}, text, list(error.problems)


def _free_name(file: Path) -> Path:
    """Return the first of `settings.old-1.toml`, `settings.old-2.toml`, ... that is free."""
    number = 1
    while (free := file.with_name(f"{file.stem}.old-{number}{file.suffix}")).exists():
        number += 1
    return free
