"""Everything there is to play or read: shipped files, and a person's own, which come first."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple, TypeVar

from coach.content.bodyscan import BodyScanFile
from coach.content.breathing import BreathingFile
from coach.content.checklist import ChecklistFile
from coach.content.model import Script
from coach.content.relaxation import RelaxationFile
from coach.content.routine import RoutineFile
from coach.content.stretch import StretchFile
from coach.content.support import SupportFile
from coach.content.theme import ThemeFile
from coach.domain.bodyscan import BodyScan
from coach.domain.breathing import Pattern
from coach.domain.checklist import Checklist
from coach.domain.relaxation import Relaxation
from coach.domain.routine import Routine
from coach.domain.stretch import Stretch
from coach.errors import InputError
from coach.text import printable
from coach.toml import read, shape
from coach.toml.problems import BadFile, Problem

Guided = Pattern | Relaxation | BodyScan | Stretch
"""What is played from one timeline."""
Exercise = Guided | Routine
Runnable = Guided | Checklist
"""What a step of a routine can be."""
ExerciseFile = BreathingFile | RelaxationFile | BodyScanFile | StretchFile | RoutineFile

EXERCISES: dict[str, type[ExerciseFile]] = {
    "breathing": BreathingFile,
    "relaxation": RelaxationFile,
    "bodyscan": BodyScanFile,
    "stretch": StretchFile,
    "routines": RoutineFile,
}
"""The kinds that can be played."""
KINDS: dict[str, type[Script]] = {
    **EXERCISES,
    "checklists": ChecklistFile,
    "themes": ThemeFile,
    "support": SupportFile,
}
"""What a folder of that name holds."""

T = TypeVar("T", bound=Script)


class Entry(NamedTuple):
    """One file that could be used; nobody has looked into it yet."""

    kind: str
    name: str
    file: Path
    is_own: bool
    is_shadowing: bool = False
    """It is a person's own and stands before a shipped one of the same name."""

    @property
    def is_shipped(self) -> bool:
        """There is a shipped file of this name; an own one may stand before it."""
        return self.is_shadowing or not self.is_own

    @property
    def id(self) -> str:
        """What it is called from outside, e.g. `breathing/box`."""
        return f"{self.kind}/{self.name}"

    @property
    def origin(self) -> str:
        """Where it comes from, in words."""
        if not self.is_own:
            return "shipped"
        return "yours, before the shipped one" if self.is_shadowing else "yours"


def load_file(file: Path, kind: str) -> Script:
    """Read a file of this kind. Raises `BadFile` with every problem in it."""
    name = str(file)
    text = read.read_text(file)
    made, problems = shape.conform(read.parse(text, name), KINDS[kind], name, text)
    if made is None:
        raise BadFile(problems)
    return made


@dataclass(frozen=True)
class Library:
    """The shipped folder and a person's folder, looked at together."""

    assets: Path
    """Where the shipped files are."""
    config: Path
    """A person's folder; it may not exist."""

    def own_folder(self, kind: str) -> Path:
        """Return where a person's own files of a kind lie."""
        return self.config / kind if kind == "themes" else self.config / "scripts" / kind

    def entries(self, kind: str) -> dict[str, Entry]:
        """Return what there is of a kind by name, in order of the names; own files win."""
        shipped = {f.stem: Entry(kind, f.stem, f, False) for f in _toml_files(self.assets / kind)}
        own = {
            f.stem: Entry(kind, f.stem, f, True, f.stem in shipped)
            for f in _toml_files(self.own_folder(kind))
        }
        return dict(sorted((shipped | own).items()))

    def bad_files(self) -> list[Entry]:
        """Return the person's own files that cannot be used."""
        own = (e for kind in KINDS for e in self.entries(kind).values() if e.is_own)
        return [entry for entry in own if not _can_be_read(entry)]

    def find(self, kind: str, name: str) -> Entry:
        """Return the file called `name` or `kind/name`. Raises `InputError` with a near name."""
        there = self.entries(kind)
        entry = there.get(name.removeprefix(f"{kind}/"))
        if entry is None:
            near = get_close_matches(name.removeprefix(f"{kind}/"), there, 1, 0.5)
            hint = f'; did you mean "{printable(near[0])}"?' if near else ""
            raise InputError(
                f'{kind}: found no script "{printable(name)}", '
                f"expected one that `coach scripts list` shows{hint}"
            )
        return entry

    def load(self, entry: Entry, kind: type[T]) -> tuple[T, tuple[Problem, ...]]:
        """Read an entry; a bad own file falls back on the shipped one and its problems are told.

        Raises `BadFile` when there is nothing to fall back on.
        """
        problems: tuple[Problem, ...] = ()
        try:
            made = load_file(entry.file, entry.kind)
        except BadFile as error:
            if not entry.is_shadowing:
                raise
            shipped = self.assets / entry.kind / f"{entry.name}.toml"
            made, problems = load_file(shipped, entry.kind), error.problems
        assert isinstance(made, kind)
        return made, problems

    def pattern(self, entry: Entry) -> tuple[Pattern, tuple[Problem, ...]]:
        """Read a breathing pattern, and the problems of an own file that was passed over."""
        made, problems = self.load(entry, BreathingFile)
        return made.exercise(entry.id), problems

    def checklist(self, entry: Entry) -> tuple[Checklist, tuple[Problem, ...]]:
        """Read a checklist, and the problems of an own file that was passed over."""
        made, problems = self.load(entry, ChecklistFile)
        return made.checklist(entry.id), problems

    def exercise(self, entry: Entry) -> tuple[Exercise, tuple[Problem, ...]]:
        """Read anything that can be played, and the problems of an own file passed over."""
        made, problems = self.load(entry, EXERCISES[entry.kind])
        return made.exercise(entry.id), problems


def _can_be_read(entry: Entry) -> bool:
    try:
        load_file(entry.file, entry.kind)
    except BadFile:
        return False
    return True


def _toml_files(folder: Path) -> list[Path]:
    """Return the TOML files of a folder; none where it cannot be listed."""
    try:
        return sorted(file for file in folder.iterdir() if file.suffix == ".toml")
    except OSError:
        return []
