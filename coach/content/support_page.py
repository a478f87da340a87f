"""The support page as lines with a weight, for the screen and for plain text alike."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from coach.content.library import Library
from coach.content.support import CountryTable, Line, Sign, SupportFile
from coach.text import printable
from coach.toml.problems import Problem

Weight = Literal["cue", "text", "faint"]

GAP = "   "
"""It stands between what is not broken, where there is room for it."""
NUMBER = "{number}"
"""In the header it is where the first number of a country comes."""
ABOVE = "one of the numbers above"


class Part(NamedTuple):
    """One line of the page and how bright it is."""

    text: str
    weight: Weight = "text"


def load_page(library: Library) -> tuple[SupportFile, tuple[Problem, ...]]:
    """Return the page, and the problems of an own file that cannot be used."""
    return library.load(library.find("support", "help"), SupportFile)


def page_parts(
    page: SupportFile, code: str, note: Sequence[Part] = (), person: str = ""
) -> Iterator[Part]:
    """Yield the page for a country (a code, or empty): whom to call first, then the worst signs.

    A note stands with the numbers, and before them who may be called, in somebody's own words. What
    is between two empty parts belongs together.
    """
    mine = page.country_of(code) if code or not page.without_country else None
    own = [Part(f"Yours: {printable(person)}", "cue")] if person else []
    yield Part(page.title, "cue")
    yield Part("")
    if mine:
        yield from _emergency(mine)
        yield from own
        yield from note
        yield from (part for line in mine.line for part in _line(line))
    else:
        yield from own
        yield from (Part(GAP.join(row)) for row in page.without_country)
        yield from note
    yield Part("")
    number = mine.line[0].number if mine and mine.line else ABOVE
    header = [text.replace(NUMBER, number) for text in page.header]
    yield from _section(header[:2])
    for sign in (each for each in page.sign if each.level == "emergency"):
        yield from _sign(sign)
    yield from _section(header[2:])
    for sign in (each for each in page.sign if each.level != "emergency"):
        yield from _sign(sign)
    yield Part("Good to know", "cue")
    yield from _section([f"  {fact}" for fact in page.fact])
    if mine:
        yield Part(f"Whose numbers these are: {mine.name}", "cue")
        yield from _section([f"  {line.number}{GAP}{line.name}" for line in mine.line])
    yield Part("People who have been there", "cue")
    for peer in page.peer:
        yield from (Part(f"  {peer.name}"), Part(f"    {peer.what}"))
    yield Part("")
    yield from (Part(limit, "faint") for limit in page.limits)


def country_parts(country: CountryTable) -> Iterator[Part]:
    """Yield the numbers of a country, what they are for, and whose they are."""
    yield from _emergency(country)
    for line in country.line:
        yield from _line(line)
        yield Part(f"    {line.name}", "faint")


def _emergency(country: CountryTable) -> Iterator[Part]:
    yield Part(f"{country.name}: in an emergency {country.emergency}", "cue")
    if country.emergency_note:
        yield Part(f"  {country.emergency_note}", "faint")
    if country.checked:
        yield Part(f"  checked {country.checked}", "faint")


def _line(line: Line) -> Iterator[Part]:
    """Yield how to reach somebody and, indented deeper, what for: the two stay together."""
    yield Part(f"  {line.number}{GAP}{line.how}, {line.hours}")
    yield Part(f"    {line.serves}")


def _section(texts: Sequence[str]) -> Iterator[Part]:
    yield from (Part(text) for text in texts)
    if texts:
        yield Part("")


def _sign(sign: Sign) -> Iterator[Part]:
    yield Part(sign.title, "cue")
    yield from _section([f"  {each}" for each in sign.signs])
    yield from _section(sign.then)
