"""The shape of `texts/course.toml`: what many people meet on such days."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from coach.content.library import Library
from coach.content.model import Script
from coach.domain.course import Course, Range
from coach.toml.problems import Problem, describe
from coach.toml.shape import Shape
from coach.toml.types import Name

NAME = "course"
Day = Annotated[
    int, Meta(ge=0, le=3650, extra={"expected": "a number of days from 0 up", "example": "5"})
]
Texts = Annotated[
    list[Name],
    Meta(
        min_length=1,
        max_length=12,
        description="What is said: one of them a day.",
        extra={"expected": "one to 12 texts", "example": '["It varies."]'},
    ),
]


class RangeTable(Shape, frozen=True, kw_only=True):
    """Some days."""

    id: Name
    days: Annotated[
        list[Day],
        Meta(
            min_length=2,
            max_length=2,
            description="The first and the last of them.",
            extra={"expected": "the first and the last day", "example": "[1, 5]"},
        ),
    ]
    text: Texts

    def problems(self) -> Iterator[Problem]:
        """Check that the last day is not before the first."""
        if self.days[1] < self.days[0]:
            yield Problem(describe(self.days[1]), "no day before the first", path=("days", 1))

    def range(self) -> Range:
        """Return it as the domain's range."""
        first, last = self.days
        return Range(self.id, first, last, tuple(self.text))


class CourseFile(Script, frozen=True, kw_only=True):
    """All of them, and the line that names a doctor."""

    doctor: Texts
    after_stopping: list[RangeTable]
    after_step: list[RangeTable]

    def problems(self) -> Iterator[Problem]:
        """Check that each begins after the one before, and that no two have one name."""
        for key in ("after_stopping", "after_step"):
            yield from _in_order(key, getattr(self, key))
        names = [each.id for each in (*self.after_stopping, *self.after_step)]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Problem(describe(name), "another id for each range", path=("after_step",))

    def course(self) -> Course:
        """Return it as the domain's course."""
        stopping, step = self.after_stopping, self.after_step
        return Course(
            tuple(each.range() for each in stopping),
            tuple(each.range() for each in step),
            tuple(self.doctor),
        )


def _in_order(key: str, ranges: Sequence[RangeTable]) -> Iterator[Problem]:
    """Yield a problem for each range that begins before the one above it has ended."""
    for index in range(1, len(ranges)):
        before, first = ranges[index - 1].days[1], ranges[index].days[0]
        if first <= before:
            path = (key, index, "days", 0)
            yield Problem(describe(first), f"a day after {before}", path=path)


def load(library: Library) -> Course:
    """Return what is shipped."""
    return library.text(NAME, CourseFile).course()
