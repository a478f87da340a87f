"""Check a parsed file against the shape it should have, and collect every problem in one pass.

A shape is a `msgspec.Struct`. msgspec stops at its first error, so the tree is walked here and
converted leaf by leaf.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, ClassVar, TypeVar

import msgspec

from coach.text import has_control, printable
from coach.toml import kinds, locate
from coach.toml.kinds import Key, Kind
from coach.toml.nearest import nearest
from coach.toml.problems import Path, Problem, describe, shorten
from coach.toml.read import Tree


class Shape(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A table of a file. A shape may check across its keys in `problems`."""

    exclusive: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of keys that must not both be in one table."""
    needed: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of keys of which at least one must be in the table."""

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong between values that are each right; paths begin at this table.

        A key whose value is wrong has its default here; what rests on it is not told.
        """
        yield from ()


S = TypeVar("S", bound=Shape)

_WRONG: Any = object()
"""In place of a value that could not be converted; its problem has been noted."""
FORMS = {"list": "list", "dict": "table", "str": "leaf"}
"""Which form of several a value has, by the name of its type."""
MOST_ITEMS = 1000
"""So many items are looked at in a list that is too long anyway."""
NOTHING = "nothing"
"""What was found where a key is missing."""
MORE = "more that is not right"
"""What was found where the walk ended because there were too many problems."""


def conform(
    tree: Tree, shape: type[S], name: str, text: str, most: int | None = None
) -> tuple[S | None, list[Problem]]:
    """Return `tree` as a `shape`, and every problem; with any problem the shape is None.

    `name` is what the file is called in a problem; lines are looked up in `text`. After `most`
    problems the walk ends, with a last one that says so: nobody reads ten thousand.
    """
    walk = _Walk(most)
    try:
        value = walk.table(tree, shape, ())
    except _EnoughProblems:
        pass
    else:
        if not walk.problems:
            return value, []
    lines = locate.lines(text, {_place(problem) for problem in walk.problems} - {()})
    placed = [
        problem._replace(file=name, line=lines.get(_place(problem)) or lines.get(problem.path[:-1]))
        for problem in walk.problems
    ]
    placed.sort(key=lambda problem: problem.line or 0)
    if most and len(placed) > most:
        placed[most:] = [Problem(MORE, "what stands above to be mended first", file=name)]
    return None, placed


def _place(problem: Problem) -> Path:
    """Return the path to look up: of what is missing, the table it is missing in."""
    return problem.path[:-1] if problem.found == NOTHING else problem.path


@cache
def _keys(shape: type[Shape]) -> dict[str, Key]:
    """Return the keys of a shape by their names; a shape is taken apart once."""
    return kinds.keys_of(shape)


class _EnoughProblems(Exception):
    """More is wrong than anybody wants to read."""


class _Walk:
    """One walk through a tree; problems gather here, up to one more than `most`."""

    def __init__(self, most: int | None) -> None:
        self.problems: list[Problem] = []
        self._most = most

    def note(self, path: Path, found: str, expected: str, hint: str = "") -> Any:
        self.problems.append(Problem(found, expected, hint, path))
        if self._most and len(self.problems) > self._most:
            raise _EnoughProblems
        return _WRONG

    def table(self, tree: Any, shape: type[S], path: Path) -> S:
        """Convert a table: first its keys, then check how they go together."""
        if not isinstance(tree, dict):
            return self.note(path, describe(tree), "a table")  # type: ignore[no-any-return]
        keys = _keys(shape)
        before = len(self.problems)
        unsure = self._unknown_keys(tree, keys, path)
        self._together(tree, shape, unsure, path)
        values = {}
        for name, key in keys.items():
            if name in tree:
                value = self.value(tree[name], key.kind, (*path, name))
                if value is _WRONG:
                    unsure.add(name)
                else:
                    values[key.attribute] = value
            elif key.is_required and name not in unsure:
                self.note((*path, name), NOTHING, key.kind.expected, _try(name, key.kind))
        if all(key.attribute in values for key in keys.values() if key.is_required):
            # a wrong optional key does not hide what is wrong between the others
            converted = shape(**values)
            for each in converted.problems():
                if unsure.isdisjoint((*each.path[:1], *each.rests_on)):
                    self.problems.append(each._replace(path=(*path, *each.path)))
        return converted if len(self.problems) == before else _WRONG

    def _together(self, tree: Tree, shape: type[S], unsure: set[str], path: Path) -> None:
        """Note which keys must not both be there, and of which there is none."""
        keys = _keys(shape)
        for first, second in shape.exclusive:
            if first in tree and second in tree:
                expected, hint = f"{first} or {second}", "use one of them"
                self.note((*path, second), f"both {first} and {second}", expected, hint)
        for names in shape.needed:
            if unsure.isdisjoint(names) and tree.keys().isdisjoint(names):
                hint = next(filter(None, (_try(name, keys[name].kind) for name in names)), "")
                self.note((*path, names[0]), NOTHING, " or ".join(names), hint)

    def _unknown_keys(self, tree: Tree, known: dict[str, Key], path: Path) -> set[str]:
        """Note what nobody knows, and return the keys that are missing and were meant by it."""
        names = tuple(known)
        meant: set[str] = set()
        expected = "one of " + ", ".join(names)
        for key in tree:
            if key not in known:
                near = nearest(key.lower(), names, 0.6)
                meant.add(near)
                hint = f'did you mean "{near}"?' if near else ""
                found = f'an unknown key "{printable(shorten(key))}"'
                self.note((*path, key), found, expected, hint)
        return meant - {"", *tree}

    def value(self, value: Any, kind: Kind, path: Path) -> Any:
        """Convert any value of a key or a list."""
        if kind.form == "leaf":
            return self._leaf(value, kind, path)
        if kind.form == "table":
            return self.table(value, kind.type, path)
        if kind.form == "either":
            return self._either(value, kind, path)
        assert kind.item is not None
        if kind.form == "list":
            return self._list(value, kind, kind.item, path)
        return self._dict(value, kind.item, path)

    def _either(self, value: Any, kind: Kind, path: Path) -> Any:
        """Convert a value in the way that its form asks for."""
        form = FORMS.get(type(value).__name__)
        way = next((way for way in kind.ways if way.form == form), None)
        if way is None:
            return self.note(path, describe(value), kind.expected, _try(str(path[-1]), kind))
        return self.value(value, way, path)

    def _list(self, value: Any, kind: Kind, item: Kind, path: Path) -> Any:
        if not isinstance(value, list):
            return self.note(path, describe(value), kind.expected)
        before = len(self.problems)
        if kind.longest and len(value) > kind.longest:
            self.note(path, describe(value), kind.expected)
            value = value[:MOST_ITEMS]
        items = [self.value(each, item, (*path, index)) for index, each in enumerate(value)]
        if len(self.problems) > before:
            return _WRONG
        try:
            return msgspec.convert(items, kind.type)
        except msgspec.ValidationError:
            return self.note(path, describe(value), kind.expected)

    def _dict(self, value: Any, item: Kind, path: Path) -> Any:
        if not isinstance(value, dict):
            return self.note(path, describe(value), "a table")
        for key in value:
            if has_control(key):
                found = f'a control character in the key "{printable(shorten(key))}"'
                self.note((*path, key), found, "a key without control characters", "delete it")
        return {key: self.value(each, item, (*path, key)) for key, each in value.items()}

    def _leaf(self, value: Any, kind: Kind, path: Path) -> Any:
        if isinstance(value, str) and has_control(value):
            found = f"a control character in {describe(value)}"
            return self.note(path, found, "text without control characters", "delete it")
        try:
            # with `builtin_types`, a text is no date
            return msgspec.convert(value, kind.type, builtin_types=(date,))
        except msgspec.ValidationError:
            hint = _try(str(path[-1]), kind)
            if kind.choices and isinstance(value, str):
                near = nearest(value.lower(), kind.choices, 0.5)
                hint = f'did you mean "{near}"?' if near else ""
            return self.note(path, describe(value), kind.expected, hint)


def _try(name: str, kind: Kind) -> str:
    return f"try {name} = {kind.example}" if kind.example else ""
