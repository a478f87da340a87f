"""Which countries to suggest on the page of help: offered, never assumed."""

from collections.abc import Sequence
from typing import NamedTuple

from coach.content.support import SupportFile
from coach.system import territory

EU = "EU"
EU_MEMBERS = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
CLOCK, LANGUAGE = "clock", "language"


class Suggestion(NamedTuple):
    """A country that this machine is set to."""

    code: str
    """As on the page."""
    place: str
    """What it is called."""
    by: str
    """What says so: the clock or the language."""


def suggestions(page: SupportFile) -> list[Suggestion]:
    """Return what clock and language say, the clock first: none, one, or two that differ."""
    said = {CLOCK: territory.by_clock(), LANGUAGE: territory.by_language()}
    found: dict[str, str] = {}
    for by, country in said.items():
        if country:
            found.setdefault(_entry(page, country), by)
    return [Suggestion(code, _place(page, code), by) for code, by in found.items()]


def _entry(page: SupportFile, country: str) -> str:
    """Return the code of the entry that is right for a country."""
    codes = {each.code for each in page.country}
    if country in codes:
        return country
    return EU if country in EU_MEMBERS.split() and EU in codes else page.fallback_country


def _place(page: SupportFile, code: str) -> str:
    others = {EU: "The EU", page.fallback_country: "Elsewhere"}
    return others.get(code) or page.country_of(code).name


def asked(suggested: Sequence[Suggestion]) -> str:
    """Say as a question what is suggested."""
    if len(suggested) == 2:
        first, second = suggested
        return f"1 {first.place}, 2 {second.place}?"
    return f"{suggested[0].place}? Your {suggested[0].by} says so."
