"""The shape of `stretch/NAME.toml`."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from coach.content.lines import (
    LONGEST_SECONDS,
    Id,
    LineTable,
    Regions,
    Wait,
    duplicates,
    ms,
    out_of_order,
)
from coach.content.model import Script
from coach.content.telling import FULL, Telling, When, told
from coach.domain.stretch import Step, StepKind, Stretch
from coach.domain.timeline import Part
from coach.toml.problems import Problem
from coach.toml.shape import Shape
from coach.toml.types import Name

StepSeconds = Annotated[
    float,
    Meta(
        ge=1,
        le=600,
        description="How long the step takes.",
        extra={"expected": "a number of seconds from 1 to 600", "example": "30"},
    ),
]


class StepTable(Shape, frozen=True, kw_only=True):
    """One stretch, or what lies between two."""

    id: Id
    title: Name
    kind: Annotated[StepKind, Meta(description="settle, stretch, change (sides) or closing.")]
    seconds: StepSeconds
    regions: Regions | None = None
    lines: list[LineTable] = []
    when: When = ""
    wait: Wait = ""

    def problems(self) -> Iterator[Problem]:
        """Check that the lines come one after the other, within the step."""
        yield from out_of_order(self.lines, self.seconds, ("lines",))


class StretchFile(Script, frozen=True, kw_only=True):
    """Stretches: `stretch/NAME.toml`."""

    standing: Annotated[
        bool, Meta(description="Done on one's feet: it can be exchanged for one in bed.")
    ] = False

    step: Annotated[
        list[StepTable],
        Meta(
            min_length=1,
            max_length=200,
            description="The steps, in order.",
            extra={"expected": "one to 200 [[step]] tables"},
        ),
    ]

    def problems(self) -> Iterator[Problem]:
        """Check that no id is used twice, and that the whole is not too long."""
        yield from duplicates([step.id for step in self.step], "step")
        total = sum(step.seconds for step in self.step)
        if total > LONGEST_SECONDS:
            expected = f"at most {LONGEST_SECONDS} s in all"
            yield Problem(f"a session of {total:g} s", expected, path=("step",))

    def exercise(self, id: str, telling: Telling = FULL) -> Stretch:
        """Return it as the domain's stretches, as they are told."""
        steps = tuple(
            Step(
                Part(step.id, step.title, tuple(step.regions or ())),
                step.kind,
                ms(step.seconds),
                tuple(line.line() for line in step.lines),
                step.wait == "key",
            )
            for step in told(self, telling).step
        )
        return Stretch(id, self.title, self.summary, steps, tuple(self.cautions), self.standing)
