"""The shape of `relaxation/NAME.toml`: groups to tense and release, or passages."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from coach.content.lines import (
    LONGEST_SECONDS,
    Id,
    LineTable,
    PassageTable,
    Region,
    Regions,
    SpokenTable,
    duplicates,
    ms,
    out_of_order,
)
from coach.content.model import Script
from coach.content.telling import FULL, Entry, Phrase, Telling, plain, told
from coach.domain.relaxation import Group, Relaxation, Spoken, Words
from coach.domain.timeline import Part
from coach.toml.problems import Problem, describe
from coach.toml.shape import Shape
from coach.toml.types import Name

Prepare = Annotated[
    float,
    Meta(
        ge=0,
        le=60,
        description="How long a group is named before it is squeezed.",
        extra={"expected": "a number of seconds from 0 to 60", "example": "5"},
    ),
]
Tense = Annotated[
    float,
    Meta(
        ge=0,
        le=30,
        description="How long a group is squeezed; 0: it is only let go.",
        extra={"expected": "a number of seconds from 0 to 30", "example": "5"},
    ),
]
Release = Annotated[
    float,
    Meta(
        ge=1,
        le=600,
        description="How long a group is let go, resting included.",
        extra={"expected": "a number of seconds from 1 to 600", "example": "30"},
    ),
]
Passes = Annotated[
    int,
    Meta(
        ge=1,
        le=5,
        description="How many times in a row each group is done.",
        extra={"expected": "a whole number from 1 to 5", "example": "1"},
    ),
]


class Timing(Shape, frozen=True, kw_only=True):
    """The times of every group that does not say otherwise."""

    prepare_seconds: Prepare = 5
    tense_seconds: Tense = 5
    release_seconds: Release = 30


class WordsTable(Shape, frozen=True, kw_only=True):
    """What is said instead when a group comes first, or second, of its pair."""

    prepare: list[Entry] | None = None
    tense: list[Entry] | None = None
    release: list[LineTable] | None = None


class GroupTable(Shape, frozen=True, kw_only=True):
    """Muscles that are tensed and released together."""

    exclusive: ClassVar = (("region", "regions"),)
    needed: ClassVar = (("region", "regions"),)

    id: Id
    title: Name
    region: Region | None = None
    regions: Regions | None = None
    pair: Annotated[
        Literal["first", "second", ""],
        Meta(description="One of two neighbours; the start side decides which of them begins."),
    ] = ""
    prepare_seconds: Prepare | None = None
    tense_seconds: Tense | None = None
    release_seconds: Release | None = None
    prepare: list[Entry] = []
    tense: list[Entry] = []
    release: list[LineTable] = []
    first: Annotated[WordsTable, Meta(description="Its words when it comes first.")] | None = None
    second: Annotated[WordsTable, Meta(description="Its words as the second.")] | None = None
    restless_legs: Annotated[
        Literal["release-only", ""],
        Meta(description="With restless legs it is only let go."),
    ] = ""

    @property
    def part(self) -> Part:
        """It as a stop of the session."""
        return Part(self.id, self.title, tuple(self.regions or [self.region or ""]))

    def words(self, other: WordsTable | None = None) -> Words:
        """Return what is said, with the words of `other` where it has some."""
        prepare, tense, release = self.prepare, self.tense, self.release
        if other:
            prepare = prepare if other.prepare is None else other.prepare
            tense = tense if other.tense is None else other.tense
            release = release if other.release is None else other.release
        return Words(
            tuple(map(plain, prepare)),
            tuple(map(plain, tense)),
            tuple(line.line() for line in release),
        )

    def group(self, timing: Timing, again: WordsTable | None) -> Group:
        """Return it as the domain's group; `again` has words of later passes."""
        prepare, tense, release = self.seconds(timing)
        return Group(
            self.part,
            ms(prepare),
            ms(tense),
            ms(release),
            self.words(),
            self.words(self.first),
            self.words(self.second),
            self.pair,
            self.restless_legs == "release-only",
            self.words(again) if again else None,
        )

    def seconds(self, timing: Timing) -> tuple[float, float, float]:
        """Return how long it is prepared, tensed and released."""
        return (
            timing.prepare_seconds if self.prepare_seconds is None else self.prepare_seconds,
            timing.tense_seconds if self.tense_seconds is None else self.tense_seconds,
            timing.release_seconds if self.release_seconds is None else self.release_seconds,
        )


class RelaxationFile(Script, frozen=True, kw_only=True):
    """Muscle relaxation: `relaxation/NAME.toml`."""

    exclusive: ClassVar = (("group", "passage"),)
    needed: ClassVar = (("group", "passage"),)

    passes: Passes = 1
    release_only: Annotated[
        Phrase, Meta(description="Said where a group is not squeezed, in place of its second line.")
    ] = ""
    again: Annotated[WordsTable, Meta(description="Words of later passes.")] | None = None
    timing: Timing = Timing()
    intro: list[SpokenTable] = []
    group: Annotated[
        list[GroupTable],
        Meta(min_length=1, extra={"expected": "one or more [[group]] tables"}),
    ] = []
    passage: Annotated[
        list[PassageTable],
        Meta(
            min_length=1,
            description="Instead of groups: words over time, without squeezing.",
            extra={"expected": "one or more [[passage]] tables"},
        ),
    ] = []
    closing: list[SpokenTable] = []

    def problems(self) -> Iterator[Problem]:
        """Check how the groups go together, and the length of the whole."""
        yield from duplicates([group.id for group in self.group], "group")
        yield from self._pairs()
        for index, group in enumerate(self.group):
            prepare_seconds, _, seconds = group.seconds(self.timing)
            if group.prepare and not prepare_seconds:
                expected = "prepare_seconds above 0, or no lines"
                yield Problem("no time for its lines", expected, path=("group", index, "prepare"))
            rests_on = ("timing",) if group.release_seconds is None else ()
            for key, words in (("", group), ("first", group.first), ("second", group.second)):
                path = ("group", index, key, "release") if key else ("group", index, "release")
                lines = (words and words.release) or []
                yield from out_of_order(lines, seconds, path, rests_on)
        total = self.total_seconds
        if total > LONGEST_SECONDS:
            found, expected = f"a session of {total:g} s", f"at most {LONGEST_SECONDS} s in all"
            key = "group" if self.group else "passage"
            yield Problem(found, expected, path=(key,), rests_on=("timing",))

    def _pairs(self) -> Iterator[Problem]:
        """Check that the first of a pair, and nothing else, is followed by a second."""
        pairs = [*(group.pair for group in self.group), ""]
        for index, pair in enumerate(pairs[:-1]):
            path = ("group", index, "pair")
            if pair == "first" and pairs[index + 1] != "second":
                yield Problem(describe(pair), 'a group with pair = "second" after it', path=path)
            if pair == "second" and (not index or pairs[index - 1] != "first"):
                yield Problem(describe(pair), 'a group with pair = "first" before it', path=path)

    @property
    def total_seconds(self) -> float:
        """How long all of it takes."""
        groups = sum(sum(group.seconds(self.timing)) for group in self.group)
        lines = sum(line.seconds for line in (*self.intro, *self.closing))
        return groups * self.passes + lines + sum(each.seconds for each in self.passage)

    def exercise(self, id: str, telling: Telling = FULL) -> Relaxation:
        """Return it as the domain's relaxation, as it is told."""
        file = told(self, telling)
        return Relaxation(
            id,
            self.title,
            self.summary,
            tuple(group.group(self.timing, file.again) for group in file.group),
            tuple(each.passage() for each in file.passage),
            tuple(Spoken(ms(line.seconds), plain(line.text)) for line in file.intro),
            tuple(Spoken(ms(line.seconds), plain(line.text)) for line in file.closing),
            self.passes,
            plain(file.release_only),
            tuple(self.cautions),
        )
