"""The shape of `support/NAME.toml`: when to get help, and whom to call, by country."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from coach.content.model import Script
from coach.toml.problems import Problem, describe
from coach.toml.shape import Shape
from coach.toml.types import Name, Text

Country = Annotated[
    str,
    Meta(
        pattern=r"^[A-Z]{2,3}(?!\n)$",  # `$` alone would let a newline follow
        description="Two letters as in ISO 3166, or INT for anywhere.",
        extra={"expected": "two or three capital letters", "example": '"DE"'},
    ),
]


Checked = Annotated[
    Text, Meta(description="When the newest page with it was seen; of a country, when all was.")
]
Source = Annotated[Text, Meta(description="Where it was seen, for the next check.")]
Confidence = Annotated[
    Literal["two sources", "one source", ""],
    Meta(description="How well it is known. What only lists name stays out."),
]


class Sign(Shape, frozen=True, kw_only=True):
    """Signs that call for help, and how soon."""

    level: Literal["emergency", "today", "soon"]
    title: Name
    signs: list[Text]
    then: Annotated[list[Text], Meta(description="What to do meanwhile, or to ask for.")] = []


class Line(Shape, frozen=True, kw_only=True):
    """A number to call or text, or a place on the web."""

    name: Name
    number: Name
    how: Text
    hours: Text
    serves: Annotated[Text, Meta(description="What it is for.")] = field(name="for")
    checked: Checked
    source: Source = ""
    confidence: Confidence = ""


class CountryTable(Shape, frozen=True, kw_only=True):
    """What there is in one country."""

    code: Country
    name: Name
    emergency: Name
    emergency_note: Text = ""
    checked: Checked = ""
    line: list[Line]


class Peer(Shape, frozen=True, kw_only=True):
    """People who have been there."""

    name: Name
    what: Text
    checked: Checked
    source: Source = ""
    confidence: Confidence = ""


class SupportFile(Script, frozen=True, kw_only=True):
    """The support page."""

    review_by: Annotated[
        date,
        Meta(
            description="Numbers change: a release after this day must not go out.",
            extra={"expected": "a date", "example": "2027-05-22"},
        ),
    ]
    fallback_country: Country
    without_country: Annotated[
        list[list[Text]],
        Meta(description="What stands first without a country: rows of texts that stay whole."),
    ] = []
    header: list[Text]
    limits: list[Text]
    sign: list[Sign]
    fact: list[Text]
    country: list[CountryTable]
    peer: list[Peer]

    def problems(self) -> Iterator[Problem]:
        """Check that the country to fall back on is one of those listed."""
        if self.fallback_country not in {country.code for country in self.country}:
            found = describe(self.fallback_country)
            yield Problem(found, "the code of a [[country]]", path=("fallback_country",))

    def country_of(self, code: str) -> CountryTable:
        """Return the country with this code, or the one to fall back on."""
        tables = {country.code: country for country in self.country}
        return tables.get(code) or tables[self.fallback_country]
