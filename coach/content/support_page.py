"""The support page as lines with a weight, for the screen and for plain text alike."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from coach.content.library import Library
from coach.content.support import CountryTable, Sign, SupportFile
from coach.toml.problems import Problem

Weight = Literal["cue", "text", "faint"]

CHOOSE = "In Options (o) you can choose your country."


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
    """Yield the page: whom to call first, then the worst signs; the rest can wait."""
    mine = page.country_of(code) if code else None
    yield Part(page.title, "cue")
    yield Part("")
    if mine:
        yield from _numbers(mine)
    else:
        yield from _emergencies(page)
    yield from _lines(page.header[:1])
    for sign in page.sign[:1]:
        yield from _sign(sign)
    yield from _lines(page.header[1:])
    if show_all or not mine:
        for country in page.country:
            if country is not mine:
                yield from _numbers(country, has_names=True)
    for sign in page.sign[1:]:
        yield from _sign(sign)
    yield Part("Good to know", "cue")
    yield from (Part(f"  {line}") for line in page.fact)
    yield Part("")
    if mine:
        yield Part(f"Who answers: {mine.name}", "cue")
        yield from (Part(f"  {line.number}   {line.name}") for line in mine.line)
        yield Part("")
    yield Part("People who have been there", "cue")
    yield from (Part(f"  {peer.name}: {peer.what}") for peer in page.peer)
    yield Part("")
    yield from (Part(line, "faint") for line in page.limits)


def _lines(lines: list[str]) -> Iterator[Part]:
    yield from (Part(line) for line in lines)
    if lines:
        yield Part("")


def _emergencies(page: SupportFile) -> Iterator[Part]:
    """Yield the emergency numbers of all countries, and how to choose one of these."""
    anywhere = page.country_of("")
    yield Part(f"Emergency: {anywhere.emergency}", "cue")
    countries: dict[str, list[str]] = {}
    for country in page.country:
        countries.setdefault(country.emergency, []).append(country.name)
    for number, names in countries.items():
        if number != anywhere.emergency:
            yield Part(f"  {number}   {', '.join(names)}")
    if anywhere.emergency_note:
        yield Part(f"  {anywhere.emergency_note}")
    yield Part(CHOOSE, "faint")
    yield Part("")


def _sign(sign: Sign) -> Iterator[Part]:
    yield Part(sign.title, "cue")
    yield from (Part(f"  {line}") for line in sign.signs)
    yield Part("")
    yield from _lines(sign.then)


def _numbers(country: CountryTable, has_names: bool = False) -> Iterator[Part]:
    """Yield the numbers of a country and what they are for; who answers, where that is asked."""
    yield Part(f"{country.name}: emergency {country.emergency}", "cue")
    if country.emergency_note:
        yield Part(f"  {country.emergency_note}", "faint")
    for line in country.line:
        yield Part(f"  {line.number}   {line.how}, {line.hours}: {line.serves}")
        if has_names:
            yield Part(f"    {line.name}", "faint")
    yield Part("")
