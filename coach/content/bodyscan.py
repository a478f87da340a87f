"""The shape of `bodyscan/NAME.toml`."""

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

from msgspec import Meta

from coach.content.lines import Region, Regions, ms, title_of
from coach.content.model import Script
from coach.content.telling import FULL, Depth, Entry, Phrase, Telling, When, plain, told
from coach.domain import bodyscan
from coach.domain.bodyscan import LONGEST_SECONDS, SHORTEST_SECONDS, BodyScan, Sentence
from coach.domain.timeline import Part
from coach.toml.problems import Path, Problem, describe
from coach.toml.shape import Shape
from coach.toml.types import Name

ScanSeconds = Annotated[
    float,
    Meta(
        ge=SHORTEST_SECONDS,
        le=LONGEST_SECONDS,
        description="The length of the whole; another one can be asked for.",
        extra={"expected": "a number of seconds from 120 to 3600", "example": "600"},
    ),
]
EdgeSeconds = Annotated[
    float,
    Meta(
        ge=0,
        le=600,
        description="How long the settling, or the closing, takes.",
        extra={"expected": "a number of seconds from 0 to 600", "example": "60"},
    ),
]
Share = Annotated[
    float,
    Meta(
        ge=0,
        lt=1,
        description="When the line comes, as a share of the settling or of the closing.",
        extra={"expected": "a share from 0 to under 1", "example": "0.5"},
    ),
]
Weight = Annotated[
    float,
    Meta(
        ge=0.01,
        le=100,
        description="How much of the time is for it, against the weights of the others.",
        extra={"expected": "a number from 0.01 to 100", "example": "1.0"},
    ),
]


class SentenceTable(Shape, frozen=True, kw_only=True):
    """A line at a share of the settling or of the closing."""

    share: Share
    text: Phrase
    depth: Depth = 1
    when: When = ""


class RegionTable(Shape, frozen=True, kw_only=True):
    """A stop of the scan."""

    exclusive: ClassVar = (("region", "regions"),)
    needed: ClassVar = (("region", "regions"),)

    region: Region | None = None
    regions: Regions | None = None
    title: Annotated[Name, Meta(description="What it is called on the screen.")] | None = None
    weight: Weight = 1.0
    lines: Annotated[
        list[Entry],
        Meta(
            min_length=1,
            max_length=3,
            description="At 0, 20 % and 50 % of the region; under 20 s two, at 0 and 50 %.",
            extra={"expected": "one to three texts"},
        ),
    ]


class Wandering(Shape, frozen=True, kw_only=True):
    """Lines for a mind that has wandered: they take the place of a third line now and then."""

    every: Annotated[
        int,
        Meta(
            ge=1,
            le=100,
            description="In every nth region.",
            extra={"expected": "a whole number from 1 to 100", "example": "3"},
        ),
    ] = 3
    lines: list[Entry]


class Endings(Shape, frozen=True, kw_only=True):
    """How it closes: drifting off, or coming back."""

    sleep: list[SentenceTable] = []
    wake: list[SentenceTable] = []


class BodyScanFile(Script, frozen=True, kw_only=True):
    """A body scan: `bodyscan/NAME.toml`."""

    seconds: ScanSeconds
    settle_seconds: EdgeSeconds = 0
    closing_seconds: EdgeSeconds = 0
    settle: list[SentenceTable] = []
    region: Annotated[
        list[RegionTable],
        Meta(
            min_length=1,
            max_length=100,
            description="The stops, in order.",
            extra={"expected": "one to 100 [[region]] tables"},
        ),
    ]
    wandering: Wandering | None = None
    endings: Endings = Endings()

    def problems(self) -> Iterator[Problem]:
        """Check that time is left for the regions, and that lines come in order."""
        left = self.seconds - self.settle_seconds - self.closing_seconds
        if left < bodyscan.LEAST_REGION_MS / 1000:
            found = f"{left:g} s left for the regions"
            yield Problem(found, "at least 12 s", "shorten settle or closing", ("seconds",))
        for key, lines in (("settle_seconds", self.settle), ("closing_seconds", self._closing)):
            if lines and not getattr(self, key):
                yield Problem("no time for its lines", "a time above 0", f"try {key} = 30", (key,))
        yield from _out_of_order(self.settle, ("settle",))
        yield from _out_of_order(self.endings.sleep, ("endings", "sleep"))
        yield from _out_of_order(self.endings.wake, ("endings", "wake"))

    @property
    def _closing(self) -> list[SentenceTable]:
        return [*self.endings.sleep, *self.endings.wake]

    def exercise(self, id: str, telling: Telling = FULL) -> BodyScan:
        """Return it as the domain's body scan, as it is told."""
        file, regions = told(self, telling), []
        for number, table in enumerate(file.region, start=1):
            places = tuple(table.regions or [table.region or ""])
            part = Part(f"region-{number}", table.title or title_of(places), places)
            regions.append(bodyscan.Region(part, table.weight, tuple(map(plain, table.lines))))
        wandering = file.wandering or Wandering(lines=[])
        return BodyScan(
            id,
            self.title,
            self.summary,
            ms(self.seconds),
            ms(self.settle_seconds),
            ms(self.closing_seconds),
            _sentences(file.settle),
            tuple(regions),
            {"sleep": _sentences(file.endings.sleep), "wake": _sentences(file.endings.wake)},
            tuple(map(plain, wandering.lines)),
            wandering.every,
            tuple(self.cautions),
        )


def _sentences(tables: Sequence[SentenceTable]) -> tuple[Sentence, ...]:
    return tuple(Sentence(table.share, plain(table.text)) for table in tables)


def _out_of_order(tables: Sequence[SentenceTable], path: Path) -> Iterator[Problem]:
    before = {"alone": -1.0, "before": -1.0}
    for index, table in enumerate(tables):
        branches = [table.when] if table.when else list(before)
        latest = max(before[branch] for branch in branches)
        if table.share <= latest:
            expected = f"a share above {latest:g}, the line before it"
            yield Problem(describe(table.share), expected, path=(*path, index, "share"))
        before |= dict.fromkeys(branches, table.share)
