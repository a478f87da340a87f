"""Hold a parsed file against the shape it should have, and collect every problem in one pass.

A shape is a `msgspec.Struct`. msgspec stops at its first error, so the tree is walked here and
converted leaf by leaf. What a leaf expects, in words, stands in its `Meta(extra=...)` under
`expected`, and a value to try under `example`.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from types import UnionType
from typing import Annotated, Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec.structs import FieldInfo

from coach.text import has_control, printable
from coach.toml import locate
from coach.toml.problems import Path, Problem, describe, shorten


class Shape(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A table of a file. A shape may check across its keys in `problems`."""

    exclusive: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of keys that must not stand in one table."""
    needed: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of keys of which at least one must stand in the table."""

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong although every value by itself is right; paths begin here."""
        yield from ()


S = TypeVar("S", bound=Shape)

_WRONG: Any = object()
"""Stands for a value that could not be converted; its problem has been noted."""


def conform(
    tree: dict[str, Any], shape: type[S], name: str, text: str
) -> tuple[S | None, list[Problem]]:
    """Return `tree` as a `shape` and every problem found; with a problem there is no shape.

    `name` is what the file is called in a problem; lines are looked up in `text`.
    """
    walk = _Walk()
    value = walk.table(tree, shape, ())
    if not walk.problems:
        return value, []
    lines = locate.lines(text)
    placed = [
        replace(problem, file=name, line=_line(lines, problem.path)) for problem in walk.problems
    ]
    return None, sorted(placed, key=lambda problem: problem.line or 0)


def _line(lines: dict[Path, int], path: Path) -> int | None:
    """Return the line of a path, or of the table that lacks it."""
    return lines.get(path) or lines.get(path[:-1])


class _Walk:
    """One walk through a tree; problems gather here."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def note(self, path: Path, found: str, expected: str, hint: str = "") -> Any:
        self.problems.append(Problem(found, expected, hint, path))
        return _WRONG

    def table(self, tree: Any, shape: type[S], path: Path) -> S:
        """Convert a table, its keys first and then what holds between them."""
        if not isinstance(tree, dict):
            return self.note(path, describe(tree), "a table")  # type: ignore[no-any-return]
        fields = _fields(shape)
        before = len(self.problems)
        self._unknown_keys(tree, list(fields), path)
        for first, second in shape.exclusive:
            if first in tree and second in tree:
                expected, hint = f"{first} or {second}", "keep one of them"
                self.note((*path, second), f"both {first} and {second}", expected, hint)
        for keys in shape.needed:
            if not any(key in tree for key in keys):
                self.note((*path, keys[0]), "nothing", " or ".join(keys), _try_any(fields, keys))
        values, is_whole = {}, True
        for name, field in fields.items():
            value = _WRONG
            if name in tree:
                value = self.value(tree[name], field.type, (*path, name))
            elif field.required:
                expected = _expected(field.type, name)
                self.note((*path, name), "nothing", expected, _try(name, field.type))
            if value is not _WRONG:
                values[field.name] = value
            elif field.required:
                is_whole = False
        if is_whole:  # a wrong optional key does not hide what is wrong between the others
            made = shape(**values)
            self.problems += [replace(p, path=(*path, *p.path)) for p in made.problems()]
        return made if len(self.problems) == before else _WRONG

    def _unknown_keys(self, tree: dict[str, Any], known: list[str], path: Path) -> None:
        for key in tree:
            if key not in known:
                near = get_close_matches(key.lower(), known, 1, 0.6)
                hint = f'did you mean "{near[0]}"?' if near else ""
                expected = "one of " + ", ".join(known)
                found = f'an unknown key "{printable(shorten(key))}"'
                self.note((*path, key), found, expected, hint)

    def value(self, value: Any, kind: Any, path: Path) -> Any:
        """Convert any value of a key or a list."""
        plain = _without_none(kind)
        inner = get_args(plain)[0] if get_origin(plain) is Annotated else plain
        if get_origin(inner) is list:
            return self._list(value, plain, get_args(inner)[0], path)
        if get_origin(inner) is dict:
            return self._dict(value, get_args(inner)[1], path)
        if isinstance(inner, type) and issubclass(inner, Shape):
            return self.table(value, inner, path)
        return self._leaf(value, plain, inner, path)

    def _list(self, value: Any, kind: Any, item: Any, path: Path) -> Any:
        expected = _expected(kind, str(path[-1]))
        if not isinstance(value, list):
            return self.note(path, describe(value), expected)
        before = len(self.problems)
        items = [self.value(each, item, (*path, index)) for index, each in enumerate(value)]
        if len(self.problems) > before:
            return _WRONG
        try:
            return msgspec.convert(items, kind)
        except msgspec.ValidationError:
            return self.note(path, describe(value), expected)

    def _dict(self, value: Any, item: Any, path: Path) -> Any:
        if not isinstance(value, dict):
            return self.note(path, describe(value), "a table")
        return {key: self.value(each, item, (*path, key)) for key, each in value.items()}

    def _leaf(self, value: Any, kind: Any, inner: Any, path: Path) -> Any:
        if isinstance(value, str) and has_control(value):
            found = f"a control character in {describe(value)}"
            return self.note(path, found, "text without control characters", "take it out")
        try:
            # with `builtin_types`, a text is no date
            return msgspec.convert(value, kind, builtin_types=(date,))
        except msgspec.ValidationError:
            hint = _try(str(path[-1]), kind)
            choices = _extra(kind).get("choices") or _choices(inner)
            if choices and isinstance(value, str):
                near = get_close_matches(value.lower(), choices, 1, 0.5)
                hint = f'did you mean "{near[0]}"?' if near else ""
            return self.note(path, describe(value), _expected(kind, str(path[-1])), hint)


def _expected(kind: Any, name: str) -> str:
    """Say in words what the key `name` of this type should hold."""
    extra = _extra(kind)
    if "expected" in extra:
        return str(extra["expected"])
    plain = _without_none(kind)
    inner = get_args(plain)[0] if get_origin(plain) is Annotated else plain
    if choices := _choices(inner):
        return "one of " + ", ".join(choices) if len(choices) > 1 else f'"{choices[0]}"'
    if get_origin(inner) is list:
        item = get_args(inner)[0]
        is_tables = isinstance(item, type) and issubclass(item, Shape)
        return f"one or more [[{name}]] tables" if is_tables else "a list"
    words = {str: "a text in quotes", bool: "true or false", int: "a whole number"}
    return words.get(inner, "a number")


def _choices(kind: Any) -> list[str]:
    """Return the words that a person would choose from; of anything but a `Literal` none."""
    words = get_args(kind) if get_origin(kind) is Literal else ()
    return [str(choice) for choice in words if choice != ""]


@cache
def _fields(shape: type[Shape]) -> dict[str, FieldInfo]:
    """Return the fields of a shape by the names of their keys."""
    return {field.encode_name: field for field in msgspec.structs.fields(shape)}


def _without_none(kind: Any) -> Any:
    """Return the `X` of `X | None`; TOML has no null, so a key is there or it is not."""
    if get_origin(kind) in (Union, UnionType):
        return next(arg for arg in get_args(kind) if arg is not type(None))
    return kind


def _extra(kind: Any) -> dict[str, Any]:
    """Return the words that a type carries in its `Meta`, if any."""
    metas = getattr(_without_none(kind), "__metadata__", ())
    return next((meta.extra for meta in metas if meta.extra), {})


def _try_any(fields: dict[str, FieldInfo], keys: tuple[str, ...]) -> str:
    return next(filter(None, (_try(key, fields[key].type) for key in keys)), "")


def _try(name: str, kind: Any) -> str:
    example = _extra(kind).get("example")
    return f"try {name} = {example}" if example is not None else ""
