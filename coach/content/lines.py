"""What scripts say, and when: lines with their own length, and lines at a time of a passage."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from msgspec import Meta

from coach.content.telling import Depth, Phrase, When, plain
from coach.domain.body import REGIONS
from coach.domain.passage import Line, Passage
from coach.toml.problems import Path, Problem, describe
from coach.toml.shape import Shape

LONGEST_SECONDS = 4 * 3600
"""No session is longer than four hours."""

LineSeconds = Annotated[
    float,
    Meta(
        ge=0.1,
        le=600,
        description="How long the line stays, in seconds.",
        extra={"expected": "a number of seconds from 0.1 to 600", "example": "6"},
    ),
]
At = Annotated[
    float,
    Meta(
        ge=0,
        le=3600,
        description="When the line comes, in seconds from the start of its passage.",
        extra={"expected": "a number of seconds from 0", "example": "0"},
    ),
]
Id = Annotated[
    str,
    Meta(
        pattern=r"^\w[\w-]{0,59}(?!\n)$",
        description="What it is called in this file; no other is called so.",
        extra={"expected": "up to 60 letters, digits, - and _", "example": '"foot-right"'},
    ),
]
_REGION_WORDS = {
    "expected": "the name of a place of the body, such as right-foot or belly",
    "choices": REGIONS,
    "example": '"belly"',
}
Region = Annotated[
    str,
    Meta(pattern=f"^(?:{'|'.join(REGIONS)})(?!\n)$", extra=_REGION_WORDS),
]
Regions = Annotated[
    list[Region],
    Meta(
        min_length=1,
        max_length=len(REGIONS),
        description="Several places of the body.",
        extra={"expected": "a list of places of the body"},
    ),
]


class SpokenTable(Shape, frozen=True, kw_only=True):
    """A line with its own length."""

    seconds: LineSeconds
    text: Phrase
    depth: Depth = 1
    when: When = ""


class LineTable(Shape, frozen=True, kw_only=True):
    """A line at a time of its passage."""

    at: At
    text: Phrase
    depth: Depth = 1
    when: When = ""

    def line(self) -> Line:
        """Return it as the domain's line, once it has been told."""
        return Line(ms(self.at), plain(self.text))


def ms(seconds: float) -> int:
    """Return seconds as whole milliseconds."""
    return round(seconds * 1000)


def out_of_order(
    lines: Sequence[LineTable], seconds: float, path: Path, rests_on: tuple[str, ...] = ()
) -> Iterator[Problem]:
    """Yield what is wrong with the times of lines in a passage of so many seconds.

    A line that is said alone and one that is said before another step may come at the same time.
    `rests_on`: the keys that the length comes from.
    """
    before = {"alone": -1.0, "before": -1.0}
    for index, line in enumerate(lines):
        branches = [line.when] if line.when else list(before)
        latest = max(before[branch] for branch in branches)
        at = (*path, index, "at")
        if line.at >= seconds:  # the next line is not late because this one is
            expected = f"a time under {seconds:g}, the end of its passage"
            yield Problem(describe(line.at), expected, path=at, rests_on=rests_on)
            continue
        if line.at <= latest:
            expected = f"a time after {latest:g}, the line before it"
            yield Problem(describe(line.at), expected, path=at)
        before |= dict.fromkeys(branches, line.at)


Wait = Annotated[
    Literal["key", ""],
    Meta(description="key: its lines run to the end, then it waits for Space."),
]


PassageSeconds = Annotated[
    float,
    Meta(
        ge=1,
        le=3600,
        description="How long the passage is.",
        extra={"expected": "a number of seconds from 1 to 3600", "example": "60"},
    ),
]


class PassageTable(Shape, frozen=True, kw_only=True):
    """A stretch of open attention."""

    seconds: PassageSeconds
    lines: list[LineTable] = []
    wait: Wait = ""

    def problems(self) -> Iterator[Problem]:
        """Check that the lines come one after the other, within the passage."""
        yield from out_of_order(self.lines, self.seconds, ("lines",))

    def passage(self) -> Passage:
        """Return it as the domain's passage."""
        lines = tuple(line.line() for line in self.lines)
        return Passage(ms(self.seconds), lines, self.wait == "key")


def duplicates(ids: Sequence[str], path: str) -> Iterator[Problem]:
    """Yield a problem for each id that is used before it already."""
    for index, id in enumerate(ids):
        if id in ids[:index]:
            expected = "an id that no other has"
            yield Problem(describe(id), expected, path=(path, index, "id"))


def title_of(regions: Sequence[str]) -> str:
    """Return places of the body as a title: `Right calf`, `Hands, forearms`."""
    words = ", ".join(region.replace("-", " ") for region in regions)
    return words[:1].upper() + words[1:]
