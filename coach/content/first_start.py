"""The shape of `texts/first-start.toml`: what the coach is, and what it asks a person once."""

from collections.abc import Iterator
from typing import Annotated, Literal, get_args

from msgspec import Meta

from coach.content.library import Library
from coach.content.model import Script
from coach.domain.health import QUESTIONS, Question, choices
from coach.toml.problems import Problem, describe
from coach.toml.shape import Shape
from coach.toml.types import Name

NAME = "first-start"
Setting = Literal["voice", "bedtime", "rise", "country"]
"""The questions whose answers are settings."""
SETTINGS: tuple[Setting, ...] = get_args(Setting)
VOICE = ("on", "off")


class AnswerTable(Shape, frozen=True, kw_only=True):
    """One answer."""

    said: Annotated[Name, Meta(description="What is recorded.")]
    label: Name
    says: Annotated[Name, Meta(description="What it changes.")]


class QuestionTable(Shape, frozen=True, kw_only=True):
    """One question; without answers it is answered with a line, a time, or from a list."""

    id: Literal[Question, Setting]
    short: Annotated[Name, Meta(description="What it is called in a list.")]
    text: Name
    about: list[Name]
    skipped: Annotated[Name, Meta(description="What holds as long as it has no answer.")]
    answer: list[AnswerTable] = []
    given: Annotated[Name, Meta(description="What holds with a line of one's own.")] | None = None

    def problems(self) -> Iterator[Problem]:
        """Check that it has every answer that can be recorded, and no other."""
        found = tuple(each.said for each in self.answer)
        if sorted(found) != sorted(self.choices):
            expected = f"one answer each of {', '.join(self.choices)}" if self.choices else "none"
            yield Problem(describe(list(found)), expected, path=("answer",))

    @property
    def question(self) -> Question | None:
        """Which question about one's health it is; None: its answer is a setting."""
        return next((each for each in QUESTIONS if each == self.id), None)

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be answered; empty: a line, a time, or one of a list."""
        if self.question:
            return choices(self.question)
        return VOICE if self.id == "voice" else ()

    def says(self, said: str) -> str:
        """Return what an answer changes, or what holds without one."""
        if said and self.given:
            return self.given
        return next((each.says for each in self.answer if each.said == said), self.skipped)


class PartTable(Shape, frozen=True, kw_only=True):
    """Questions that stand on one screen."""

    id: Name
    title: Name
    lines: list[Name]
    question: list[QuestionTable]


class What(Shape, frozen=True, kw_only=True):
    """What the coach is, and what it is not."""

    title: Name
    lines: list[Name]


class FirstStartFile(Script, frozen=True, kw_only=True):
    """All of it."""

    what: What
    part: list[PartTable]

    def problems(self) -> Iterator[Problem]:
        """Check that everything that can be asked is asked once."""
        asked = [each.id for part in self.part for each in part.question]
        for id in (*QUESTIONS, *SETTINGS):
            if asked.count(id) != 1:
                found = f"{id} {asked.count(id)} times"
                yield Problem(found, "every question once", path=("part",))

    def question(self, id: str) -> QuestionTable:
        """Return the question of an id, which is there."""
        return next(each for part in self.part for each in part.question if each.id == id)


def load(library: Library) -> FirstStartFile:
    """Return what is shipped."""
    return library.text(NAME, FirstStartFile)
