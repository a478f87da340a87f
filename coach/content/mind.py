"""The shape of `mind/NAME.toml`: passages of words, and words that are dealt one by one."""

from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from coach.content.lines import LONGEST_SECONDS, PassageTable, ms
from coach.content.model import Script
from coach.content.telling import FULL, Telling, told
from coach.domain.mind import Mind, dealt
from coach.toml.problems import Problem
from coach.toml.shape import Shape
from coach.toml.types import Text

Pack = Annotated[
    list[Text],
    Meta(max_length=5000, extra={"expected": "a list of up to 5000 texts"}),
]


class Draw(Shape, frozen=True, kw_only=True):
    """Words that come one by one after the passages, other ones each night."""

    source: Annotated[
        Literal["words", "dull"], Meta(description="The list that they are taken from.")
    ] = msgspec.field(name="from")
    every: Annotated[
        float,
        Meta(
            ge=1,
            le=60,
            description="How long each of them stays.",
            extra={"expected": "a number of seconds from 1 to 60", "example": "9"},
        ),
    ]
    count: Annotated[
        int,
        Meta(
            ge=1,
            le=1000,
            description="How many come in a night.",
            extra={"expected": "a whole number from 1 to 1000", "example": "60"},
        ),
    ]
    rotate: Annotated[bool, Meta(description="On from where the night before stopped.")] = False


class MindFile(Script, frozen=True, kw_only=True):
    """Something for a restless mind: `mind/NAME.toml`."""

    passage: Annotated[
        list[PassageTable],
        Meta(
            min_length=1,
            max_length=200,
            description="The passages, in order.",
            extra={"expected": "one to 200 [[passage]] tables"},
        ),
    ]
    words: Annotated[Pack, Meta(description="Words to be dealt.")] = []
    dull: Annotated[Pack, Meta(description="Lines to be read on.")] = []
    draw: Draw | None = None
    inward: Annotated[
        bool, Meta(description="It stays with breath, body or thoughts: not for everybody.")
    ] = False
    paradox: Annotated[
        bool, Meta(description="It asks for the opposite of what is wanted: not for everybody.")
    ] = False
    ask_before: Annotated[Text, Meta(description="For a craving: asked before it, by day.")] = ""
    ask_after: Annotated[Text, Meta(description="For a craving: asked after it, by day.")] = ""

    def problems(self) -> Iterator[Problem]:
        """Check that there is something to deal, and the length of the whole."""
        if self.draw and not getattr(self, self.draw.source):
            found = f"no texts in {self.draw.source}"
            path, rests_on = ("draw", "from"), (self.draw.source,)
            yield Problem(found, "at least one to draw", path=path, rests_on=rests_on)
        if self.total_seconds > LONGEST_SECONDS:
            expected = f"at most {LONGEST_SECONDS} s in all"
            yield Problem(f"a session of {self.total_seconds:g} s", expected, path=("passage",))

    @property
    def total_seconds(self) -> float:
        """How long all of it takes."""
        drawn = self.draw.every * self.draw.count if self.draw else 0
        return sum(each.seconds for each in self.passage) + drawn

    def exercise(self, id: str, telling: Telling = FULL) -> Mind:
        """Return it as the domain's exercise, as it is told."""
        file, draw = told(self, telling), self.draw
        words: tuple[str, ...] = ()
        if draw:
            pack: list[str] = getattr(self, draw.source)
            night = telling.night
            words = tuple(pack) if night is None else dealt(pack, draw.count, night, draw.rotate)
        return Mind(
            id,
            self.title,
            self.summary,
            tuple(each.passage() for each in file.passage),
            words,
            ms(draw.every) if draw else 0,
            tuple(self.cautions),
            self.inward,
            self.paradox,
            self.ask_before,
            self.ask_after,
        )
