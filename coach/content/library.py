"""Everything that can be played or read: shipped files, and a person's own, which come first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from coach.content.awake import AwakeFile
from coach.content.bodyscan import BodyScanFile
from coach.content.breathing import BreathingFile
from coach.content.cache import Content, ScriptCache, check
from coach.content.checklist import ChecklistFile
from coach.content.lesson import LessonFile
from coach.content.mind import MindFile
from coach.content.model import Script
from coach.content.names import composed, scripts_in
from coach.content.relaxation import RelaxationFile
from coach.content.routine import RoutineFile
from coach.content.stretch import StretchFile
from coach.content.support import SupportFile
from coach.content.telling import FULL, Telling
from coach.content.theme import ThemeFile
from coach.domain.bodyscan import BodyScan
from coach.domain.breathing import Pattern
from coach.domain.checklist import Checklist
from coach.domain.lesson import Lesson
from coach.domain.mind import Mind
from coach.domain.relaxation import Relaxation
from coach.domain.routine import Routine
from coach.domain.stretch import Stretch
from coach.domain.tree import Tree as AwakeTree
from coach.errors import InputError
from coach.text import printable
from coach.toml import read
from coach.toml.problems import BadFile, Problem
from coach.toml.read import Tree

Guided = Pattern | Relaxation | BodyScan | Stretch | Mind
"""What is played from one timeline."""
Exercise = Guided | Routine
Runnable = Guided | Checklist
"""What a step of a routine can be."""
GuidedFile = BreathingFile | RelaxationFile | BodyScanFile | StretchFile | MindFile
ExerciseFile = GuidedFile | RoutineFile

EXERCISES: dict[str, type[ExerciseFile]] = {
    "breathing": BreathingFile,
    "relaxation": RelaxationFile,
    "bodyscan": BodyScanFile,
    "stretch": StretchFile,
    "mind": MindFile,
    "routines": RoutineFile,
}
"""The kinds that can be played."""
KINDS: dict[str, type[Script]] = {
    **EXERCISES,
    "checklists": ChecklistFile,
    "learn": LessonFile,
    "awake": AwakeFile,
    "themes": ThemeFile,
    "support": SupportFile,
}
"""What a folder of that name holds."""

MOVED = {("relaxation", "mindful-five"): "mind", ("relaxation", "worry-list"): "mind"}
"""Shipped scripts that are of another kind now: their old ids still find them."""

T = TypeVar("T", bound=Script)


class Entry(NamedTuple):
    """One file that could be used; it has not been read yet."""

    kind: str
    name: str
    file: Path
    is_own: bool
    is_shadowing: bool = False
    """Whether it is a person's own and replaces a shipped one of the same name."""

    @property
    def is_shipped(self) -> bool:
        """Whether there is a shipped file of this name; a person's own may replace it."""
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
    return _script(check(read.read_text(file), file, KINDS[kind]))


def _script(content: Content) -> Script:
    """Return the script that a file holds. Raises `BadFile` with every problem in it."""
    if isinstance(content, tuple):
        raise BadFile(content)
    return content


@dataclass(frozen=True)
class Library:
    """The shipped folder and a person's folder as one."""

    assets: Path
    """Where the shipped files are."""
    config: Path
    """A person's folder; it may not exist."""
    cache: ScriptCache = field(default_factory=ScriptCache, compare=False, repr=False)
    """What the files hold."""
    telling: Callable[[str], Telling] = field(default=lambda _: FULL, compare=False, repr=False)
    """How the script of an id is told tonight."""

    def own_folder(self, kind: str) -> Path:
        """Return the folder of a person's own files of a kind."""
        return self.config / kind if kind == "themes" else self.config / "scripts" / kind

    def entries(self, kind: str) -> dict[str, Entry]:
        """Return the files of a kind by name, in order of the names; own files win."""
        shipped = scripts_in(self.assets / kind)
        own = scripts_in(self.own_folder(kind))
        return {name: self._entry(kind, name, own, shipped) for name in sorted(shipped | own)}

    def _entry(
        self, kind: str, name: str, own: Mapping[str, str], shipped: Mapping[str, str]
    ) -> Entry:
        """Return the file of a name that is in one of the two folders, or in both."""
        is_own = name in own
        file = self.own_folder(kind) / own[name] if is_own else self.assets / kind / shipped[name]
        return Entry(kind, name, file, is_own, is_own and name in shipped)

    def bad_files(self) -> list[Entry]:
        """Return the person's own files that cannot be used."""
        self.cache.drop_missing()
        own = (entry for kind in KINDS for entry in self._own_entries(kind))
        return [entry for entry in own if not self._can_be_read(entry)]

    def _own_entries(self, kind: str) -> list[Entry]:
        """Return the person's own files of a kind, in order of the names."""
        own = scripts_in(self.own_folder(kind))
        shipped = scripts_in(self.assets / kind) if own else {}
        return [self._entry(kind, name, own, shipped) for name in sorted(own)]

    def _can_be_read(self, entry: Entry) -> bool:
        try:
            return isinstance(self.cache.content(entry.file, KINDS[entry.kind]), Script)
        except BadFile:
            return False

    def is_made_by_app(self, entry: Entry) -> bool:
        """Tell whether an entry is a person's own file that the app itself wrote."""
        if not entry.is_own:
            return False
        try:
            content = self.cache.content(entry.file, KINDS[entry.kind])
        except BadFile:  # it is gone, or cannot be read, by now
            return False
        return isinstance(content, Script) and content.made_by == "coach"

    def text(self, name: str, kind: type[T]) -> T:
        """Read what the coach says of its own accord; nobody replaces it. Raises `BadFile`."""
        script = _script(self.cache.content(self.assets / "texts" / f"{name}.toml", kind))
        assert isinstance(script, kind)
        return script

    def tree(self, entry: Entry) -> Tree:
        """Return what a file holds as it stands there. Raises `BadFile` when it is not right."""
        text = read.read_text(entry.file)
        _script(check(text, entry.file, KINDS[entry.kind]))
        return read.parse(text, str(entry.file))

    def find(self, kind: str, name: str) -> Entry:
        """Return the file called `name` or `kind/name`. Raises `InputError` with a near name."""
        own, shipped = scripts_in(self.own_folder(kind)), scripts_in(self.assets / kind)
        wanted = composed(name.removeprefix(f"{kind}/"))
        if wanted in own | shipped:
            return self._entry(kind, wanted, own, shipped)
        if (kind, wanted) in MOVED:
            return self.find(MOVED[kind, wanted], wanted)
        near = get_close_matches(wanted, sorted(own | shipped), 1, 0.5)
        hint = f'; did you mean "{printable(near[0])}"?' if near else ""
        raise InputError(
            f'{kind}: found no script "{printable(name)}", '
            f"expected one that `coach scripts list` shows{hint}"
        )

    def load(self, entry: Entry, kind: type[T]) -> tuple[T, tuple[Problem, ...]]:
        """Read an entry, or the shipped one in place of a bad own file, with the problems of that.

        Raises `BadFile` when there is nothing to fall back on.
        """
        problems: tuple[Problem, ...] = ()
        try:
            script = self._load(entry.file, entry.kind)
        except BadFile as error:
            if not entry.is_shadowing:
                raise
            shipped = self.assets / entry.kind / f"{entry.name}.toml"
            script, problems = self._load(shipped, entry.kind), error.problems
        assert isinstance(script, kind)
        return script, problems

    def _load(self, file: Path, kind: str) -> Script:
        """Return the script of a file of a kind. Raises `BadFile` with every problem in it."""
        return _script(self.cache.content(file, KINDS[kind]))

    def pattern(self, entry: Entry, has_next: bool = False) -> tuple[Pattern, tuple[Problem, ...]]:
        """Read a breathing pattern, and the problems of an own file; see `exercise`."""
        script, problems = self.load(entry, BreathingFile)
        telling = self.telling(entry.id)._replace(has_next=has_next)
        return script.exercise(entry.id, telling), problems

    def checklist(self, entry: Entry) -> tuple[Checklist, tuple[Problem, ...]]:
        """Read a checklist, and the problems of an own file that was passed over."""
        script, problems = self.load(entry, ChecklistFile)
        return script.checklist(entry.id), problems

    def lesson(self, entry: Entry) -> tuple[Lesson, tuple[Problem, ...]]:
        """Read a lesson, and the problems of an own file that was passed over."""
        script, problems = self.load(entry, LessonFile)
        return script.lesson(entry.id), problems

    def awake(
        self, entry: Entry, telling: Telling | None = None
    ) -> tuple[AwakeTree, tuple[Problem, ...]]:
        """Read a tree for the night, and the problems of an own file that was passed over.

        It is as it is told tonight, or in another way.
        """
        script, problems = self.load(entry, AwakeFile)
        return script.tree(entry.id, telling or self.telling(entry.id)), problems

    def exercise(
        self, entry: Entry, has_next: bool = False
    ) -> tuple[Exercise, tuple[Problem, ...]]:
        """Read anything that can be played, and the problems of an own file passed over.

        It is as it is told tonight; `has_next`: before another step of a routine.
        """
        script, problems = self.load(entry, EXERCISES[entry.kind])
        if isinstance(script, RoutineFile):
            return script.exercise(entry.id), problems
        telling = self.telling(entry.id)._replace(has_next=has_next)
        return _as_told(_Same(script), entry.id, telling), problems


class _Same:
    """A script as a key: this reading of a file, and none that only holds the same."""

    def __init__(self, script: GuidedFile) -> None:
        self.script = script

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.script is other.script

    def __hash__(self) -> int:
        return id(self.script)


@lru_cache(maxsize=128)
def _as_told(same: _Same, id: str, telling: Telling) -> Guided:
    """Return an exercise as it is told. It is made once: Tonight asks for the same at each return.

    To make it took half of the time in which a routine is prepared.
    """
    return same.script.exercise(id, telling)
