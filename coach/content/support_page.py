"""The support page as lines with a weight, for the screen and for plain text alike."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from coach.content.library import Library
from coach.content.problems import Problem
from coach.content.support import CountryTable, SupportFile

Weight = Literal["cue", "text", "faint"]

CHOOSE = "Options (o) keeps your country, so that it comes first."


class Part(NamedTuple):
    """One line of the page and how bright it is."""

    text: str
    weight: Weight = "text"


def read_page(
    library: Library, country: str, show_all: bool = False
) -> tuple[list[Part], tuple[Problem, ...]]:
    """Return the page for a country (a code, or empty), and the problems of an own file."""
    page, problems = library.load(library.find("support", "help"), SupportFile)
    return list(_page(page, country, show_all)), problems


def _page(page: SupportFile, code: str, show_all: bool) -> Iterator[Part]:
    """Yield the page: whom to call first, then the signs, facts, peers and limits."""
    mine = page.country_of(code)
    yield Part(page.title, "cue")
    yield Part("")
    yield from (Part(line) for line in page.header)
    if not code:
        yield Part(CHOOSE, "faint")
    yield Part("")
    yield from _country(mine)
    if show_all:
        for country in page.country:
            if country is not mine:
                yield from _country(country)
    for sign in page.sign:
        yield Part(sign.title, "cue")
        yield from (Part(f"  {line}") for line in sign.signs)
        yield from (Part(f"  {line}", "faint") for line in sign.then)
        yield Part("")
    yield Part("Good to know", "cue")
    yield from (Part(f"  {line}") for line in page.fact)
    yield Part("")
    yield Part("People who have been there", "cue")
    yield from (Part(f"  {peer.name}: {peer.what}") for peer in page.peer)
    yield Part("")
    yield from (Part(line, "faint") for line in page.limits)


def _country(country: CountryTable) -> Iterator[Part]:
    yield Part(f"{country.name}: emergency {country.emergency}", "cue")
    if country.emergency_note:
        yield Part(f"  {country.emergency_note}", "faint")
    for line in country.line:
        yield Part(f"  {line.number}   {line.how}, {line.hours}")
        yield Part(f"    {line.name}: {line.serves}", "faint")
    yield Part("")
