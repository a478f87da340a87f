"""The shape of `texts/helper.toml`, a page for somebody who helps, and its lines."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from coach.content.library import Library
from coach.content.model import Script
from coach.content.support_page import Part, load_page
from coach.toml.shape import Shape
from coach.toml.types import Name

ROOM = "_" * 24
"""Room to write something down, on paper."""


class BlockTable(Shape, frozen=True, kw_only=True):
    """A heading, what stands below it, and what is said after it."""

    title: Name
    points: list[Name]
    then: list[Name] = []
    fields: Annotated[list[Name], Meta(description="To be filled in, on paper.")] = []


class HelperFile(Script, frozen=True, kw_only=True):
    """The page."""

    lines: list[Name]
    block: list[BlockTable]


def helper_parts(library: Library, country: str, is_on_paper: bool) -> Iterator[Part]:
    """Yield the page, with the numbers of a country (a code, or empty); what is between two empty
    parts belongs together. On paper there is room for what is not known.
    """
    page = library.text("helper", HelperFile)
    yield Part(page.title, "cue")
    yield from (Part(each) for each in page.lines)
    numbers = _numbers(library, country)
    for block in page.block:
        yield Part("")
        yield Part(block.title, "cue")
        for point in block.points:
            filled = _filled(point, numbers)
            if is_on_paper or ROOM not in filled:
                yield Part(f"  {filled}")
        yield from (Part(each) for each in block.then)
        if is_on_paper:
            yield from (Part(f"  {each} {ROOM}") for each in block.fields)
        elif block.fields and not country:
            yield Part("  h shows the numbers.")


def _filled(text: str, numbers: dict[str, str]) -> str:
    """Return a text with the numbers in it."""
    for name, number in numbers.items():
        text = text.replace(f"{{{name}}}", number)
    return text


def _numbers(library: Library, country: str) -> dict[str, str]:
    """Return the numbers of a country by their names in the page; without one, room for them."""
    if not country:
        return {"emergency": ROOM, "line": ROOM}
    table = load_page(library)[0].country_of(country)
    return {"emergency": table.emergency, "line": table.line[0].number if table.line else ROOM}
