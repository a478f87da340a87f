"""What the keys of a shape may hold: their types, taken apart once, and what they expect in words.

What a type expects is in its `Meta(extra=...)`: in words under `expected`, a value to try under
`example`, and the words to choose from under `choices`.
"""

from functools import reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

Form = Literal["table", "list", "dict", "leaf", "either"]
"""How a value is walked: a leaf is converted by msgspec as a whole; either is one of several."""


class Kind(NamedTuple):
    """What a value may be."""

    type: Any
    """Its type, with its bounds, as msgspec converts to it."""
    form: Form
    item: "Kind | None"
    """What a list or a dict holds; None for others."""
    expected: str
    """What it should be, in words."""
    example: str
    """A value to try, as written in a file; empty where there is none."""
    choices: tuple[str, ...]
    """The words to choose from, if it is one of several."""
    longest: int | None
    """The most items or characters it may have; None where there is no bound."""
    ways: "tuple[Kind, ...]" = ()
    """What it may be, where that is one of several: each of another form."""


class Key(NamedTuple):
    """A key that a table may have."""

    name: str
    """What it is called in a file."""
    attribute: str
    """What it is called in the shape."""
    kind: Kind
    is_required: bool


def keys_of(shape: type[msgspec.Struct]) -> dict[str, Key]:
    """Return the keys of a shape by their names."""
    return {
        field.encode_name: Key(
            field.encode_name,
            field.name,
            _kind(field.type, field.encode_name),
            field.required,
        )
        for field in msgspec.structs.fields(shape)
    }


def _kind(type_: Any, name: str) -> Kind:
    """Take apart the type of a key called `name`; the items of a list have no name."""
    plain = _without_none(type_)
    inner = get_args(plain)[0] if get_origin(plain) is Annotated else plain
    metas = getattr(plain, "__metadata__", ())
    extra: dict[str, Any] = next((meta.extra for meta in metas if meta.extra), {})
    form: Form = "leaf"
    item: Kind | None = None
    ways: tuple[Kind, ...] = ()
    if get_origin(inner) in (Union, UnionType):
        form, ways = "either", tuple(_kind(way, name) for way in get_args(inner))
    elif get_origin(inner) in (list, dict):
        form = "list" if get_origin(inner) is list else "dict"
        item = _kind(get_args(inner)[-1], "")
    elif isinstance(inner, type) and issubclass(inner, msgspec.Struct):
        form, plain = "table", inner
    choices = _choices(inner)
    expected = extra.get("expected") or _expected(inner, item, choices, name)
    longest = next((meta.max_length for meta in metas if meta.max_length), None)
    words = tuple(extra.get("choices", choices))
    return Kind(plain, form, item, expected, extra.get("example", ""), words, longest, ways)


def _expected(inner: Any, item: Kind | None, choices: tuple[str, ...], name: str) -> str:
    """Say in words what a type expects that does not say so itself."""
    if choices:
        return "one of " + ", ".join(choices) if len(choices) > 1 else f'"{choices[0]}"'
    if get_origin(inner) is list:
        is_tables = item is not None and item.form == "table"
        return f"one or more [[{name}]] tables" if is_tables else "a list"
    words = {str: "a text in quotes", bool: "true or false", int: "a whole number"}
    return words.get(inner, "a number")


def _choices(inner: Any) -> tuple[str, ...]:
    """Return the words that a person can choose from; none unless it is a `Literal`."""
    words = get_args(inner) if get_origin(inner) is Literal else ()
    return tuple(str(choice) for choice in words if choice != "")


def _without_none(type_: Any) -> Any:
    """Return the `X` of `X | None`; TOML has no null: a key is present or absent."""
    args = get_args(type_)
    if get_origin(type_) in (Union, UnionType) and type(None) in args:
        return reduce(or_, (arg for arg in args if arg is not type(None)))
    return type_
