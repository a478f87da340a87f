"""The shape of `texts/morning-answers.toml`: what is answered to the diary of a night."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from coach.content.condition import parse
from coach.content.library import Library
from coach.content.model import Script
from coach.domain.reply import AtMost, Condition, Reply
from coach.toml.problems import Problem, describe
from coach.toml.shape import Shape
from coach.toml.types import Name

NAME = "morning-answers"
PageId = Annotated[
    str,
    Meta(
        pattern=r"^[a-z]+/[\w-]+(?!\n)$",
        description="An exercise, a lesson or a page. One that is not there is left out.",
        extra={"expected": "a kind and a name", "example": '"mind/grounding"'},
    ),
]


class ReplyTable(Shape, frozen=True, kw_only=True):
    """One answer."""

    id: Name
    order: Annotated[
        int,
        Meta(
            ge=0,
            le=1000,
            description="The smaller goes first.",
            extra={"expected": "a whole number from 0 to 1000", "example": "100"},
        ),
    ]
    when: Annotated[Name, Meta(description="The condition, e.g. legs >= 6.")]
    text: Annotated[
        list[Name],
        Meta(
            min_length=1,
            max_length=12,
            description="What is said: one of them a night.",
            extra={"expected": "one to 12 texts", "example": '["A line."]'},
        ),
    ]
    suggest: Annotated[list[PageId], Meta(description="What is one key away.")] = []
    at_most: Annotated[AtMost, Meta(description="How often it may come.")] | None = None

    def problems(self) -> Iterator[Problem]:
        """Check the condition."""
        problem = parse(self.when)
        if isinstance(problem, Problem):
            yield problem._replace(path=("when",))

    @property
    def condition(self) -> Condition:
        """The condition, which has been checked."""
        condition = parse(self.when)
        assert not isinstance(condition, Problem)
        return condition


class RepliesFile(Script, frozen=True, kw_only=True):
    """All answers."""

    answer: list[ReplyTable]

    def problems(self) -> Iterator[Problem]:
        """Check that none is written twice, and that one of them always fits."""
        for key in ("id", "order"):
            values = [getattr(each, key) for each in self.answer]
            for index, value in enumerate(values):
                if value in values[:index]:
                    expected = f"another {key} for each [[answer]]"
                    yield Problem(describe(value), expected, path=("answer", index, key))
        if not any(each.condition == () and not each.at_most for each in self.answer):
            expected = 'a last [[answer]] with when = "always" and without at_most'
            yield Problem("no answer that always fits", expected, path=("answer",))

    def replies(self) -> list[Reply]:
        """Return them as the domain's answers."""
        return [
            Reply(
                *(each.id, each.order, each.condition),
                *(tuple(each.text), tuple(each.suggest), each.at_most),
            )
            for each in self.answer
        ]


def load(library: Library) -> list[Reply]:
    """Return the shipped answers."""
    return library.text(NAME, RepliesFile).replies()
