"""The person's settings: one small TOML file, `CONFIG/settings.toml`.

A person edits it too, may have linked it elsewhere, and may have two coaches open: so a change is a
function of what is on disk at that moment, and writes only what differs.
"""

from collections.abc import Callable, MutableMapping
from copy import deepcopy
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from coach.system import files, lock
from coach.toml import edit, read, shape
from coach.toml.problems import BadFile, Problem
from coach.toml.types import Text

NEW_FILE = 'made_by = "coach"\n'
"""How a settings file that the app makes begins."""
_CLOCK_WORDS = {"expected": "a time as HH:MM", "example": '"23:00"'}
Clock = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d(?!\n)$", extra=_CLOCK_WORDS)]
ClockOrNone = Annotated[
    str, Meta(pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?(?!\n)$", extra=_CLOCK_WORDS)
]


LOUDEST = 12
"""The volume has so many steps; the first is barely there."""
Volume = Annotated[int, Meta(ge=1, le=LOUDEST)]


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
    """The country of the support page; empty: not chosen."""
    rests: Literal["ask", "with", "without"] = "ask"
    """Patterns with holds: as they are, without (a long breath out instead), or ask first."""
    squeezing: Literal["with", "without"] = "with"
    """Muscle relaxation: squeezed first, or without (only letting go)."""
    standing: Literal["with", "without"] = "with"
    """Stretches that are done standing: as they are, or without (those in bed instead)."""
    legs: Literal["tense", "release"] = "tense"
    """Muscle relaxation: the legs are tensed, or only released (restless legs)."""
    start_side: Literal["right", "left"] = "right"
    """Which side of a pair of muscles comes first."""
    routine: Annotated[str, Meta(extra={"expected": "the name of a routine"})] = ""
    """The routine that *Tonight* begins with; empty: a small one first, then the shipped one."""
    left_out: Annotated[
        dict[str, list[str]], Meta(extra={"expected": "a table of lists of ids"})
    ] = {}
    """The groups that are left out, by the id of the script."""
    ramp: Literal["on", "off"] = "on"
    """The routine and the breaths begin small, and grow with the evenings."""
    guidance: Literal["thins", "full", "fewest"] = "thins"
    """How much is said of a script: less once it is known, all of it, or as little as there is."""
    words: Literal["fade", "stay"] = "fade"
    """The words of a breath: until they are known, or always."""
    voice: Literal["ask", "on", "off"] = "ask"
    """A voice says the lines; `ask`: that has not been said yet, and is no."""
    own_voice: Literal["off", "on"] = "off"
    """The computer's own voice says the lines of own scripts, where the extra `voice` is not."""
    tones: Literal["off", "tones", "sea"] = "off"
    """What carries the breath: nothing, tones, or the sound of the sea."""
    hold_sound: Literal["silent", "tick"] = "silent"
    """A hold is silent, or has one low tick in its middle."""
    noise: Literal["off", "10", "20", "40"] = "off"
    """After the end there is silence, or noise that fades over so many minutes."""
    voice_volume: Volume = 10
    tones_volume: Volume = 10
    """How loud, in steps from 1 (barely there) to 12."""
    bedtime: Clock = "23:00"
    bedtime_weekend: ClockOrNone = ""
    """Friday and Saturday evening; empty: as on the other days."""
    rise: Clock = "07:00"
    rise_weekend: ClockOrNone = ""
    """Saturday and Sunday morning; empty: as on the other days."""
    week_begins: Literal["", "monday", "saturday", "sunday"] = ""
    """On which day; empty: as it is usual where this machine is set to."""
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
        """Return the settings, and a problem for every value that cannot be used.

        Such a value is left out by itself: one bad item of a table or a list hides no other.
        """
        tree, text, problems = self._read()
        settings, more = self._settings(tree, text)
        return settings, [*problems, *more]

    def change(self, work: Callable[[Settings], Settings]) -> Settings:
        """Change the settings as they are on disk now, and return the new ones.

        Only what differs is written: comments, other keys (also those of a newer coach, and values
        that cannot be used), the link and the mode of the file stay. A file that is no TOML is
        copied to `settings.old-N.toml` first, and a new one begins. Raises `CoachError` when it
        cannot be written, or another coach holds the lock for longer than `lock.FILE_SECONDS`.
        """
        with files.named_errors(self.file), lock.locked(self.file):
            tree, text, problems = self._read()
            before = self._settings(tree, text)[0]
            after = work(before)
            if after == before:
                return after
            if problems and self.file.is_file():
                files.keep_copy(self.file)
            files.rewrite(self.file, self._changed(tree, text, before, after))
        return after

    def _changed(self, tree: dict[str, Any], text: str, before: Settings, after: Settings) -> str:
        """Return the text of the file after a change."""

        def change(tree: MutableMapping[str, Any]) -> None:
            for name, value in msgspec.structs.asdict(after).items():
                _set(tree, name, getattr(before, name), value)

        changed = edit.edited(text or NEW_FILE, change)
        if changed is None:
            import tomli_w

            files.keep_copy(self.file)  # its comments cannot stay in their places
            change(tree)
            changed = tomli_w.dumps(tree)
        return changed

    def _read(self) -> tuple[dict[str, Any], str, list[Problem]]:
        """Return what the file holds, and its text; both are empty when it is no TOML."""
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
            return {}, "", list(error.problems)

    def _settings(self, tree: dict[str, Any], text: str) -> tuple[Settings, list[Problem]]:
        """Return the settings of a parsed file without bad values, and the problems of these."""
        settings, problems = shape.conform(tree, Settings, str(self.file), text)
        if settings is None:
            good = deepcopy(tree)
            for path in sorted({problem.path for problem in problems}, reverse=True):
                table: Any = good
                for part in path[:-1]:
                    table = table[part]
                del table[path[-1]]  # of a list the later ones first
            settings = msgspec.convert(good, Settings)
        return settings, problems


def _set(table: MutableMapping[str, Any], key: str, before: Any, after: Any) -> None:
    """Set a key if it changed; in a table or a list only what differs."""
    current = table.get(key)
    if before == after:
        return
    if isinstance(after, dict) and isinstance(current, MutableMapping):
        for name in before.keys() - after.keys():
            del current[name]
        for name, value in after.items():
            _set(current, name, before.get(name), value)
    elif isinstance(current, list) and isinstance(before, list) and _is_appended(before, after):
        for item in before:
            if item not in after:
                current.remove(item)
        current.extend(after[sum(item in after for item in before) :])
    else:
        if isinstance(after, dict) and key in table:
            del table[key]  # a table cannot take the place of a value, above other values
        table[key] = after


def _is_appended(before: list[str], after: list[str]) -> bool:
    """Return whether `after` is what is left of `before`, in order, and then new items."""
    left = [item for item in before if item in after]
    return after[: len(left)] == left
