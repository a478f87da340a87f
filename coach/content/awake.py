"""The shape of `awake/NAME.toml`: a tree for somebody awake at night."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from coach.content.awake_step import Short, StepTable
from coach.content.lines import duplicates
from coach.content.model import Script
from coach.content.telling import FULL, Telling, told
from coach.domain import tree
from coach.domain.tree import END, SUPPORT, Morning, Tree
from coach.toml.nearest import nearest
from coach.toml.problems import Path, Problem, describe
from coach.toml.shape import Shape

Help = Annotated[
    str,
    Meta(
        pattern=r"^support/\w[\w-]{0,59}(?!\n)$",
        description="What h opens, on every step.",
        extra={"expected": "support/now", "example": '"support/now"'},
    ),
]


class MorningTable(Shape, frozen=True, kw_only=True):
    """How the morning asks about a night in which it was opened."""

    once: Short
    again: Annotated[Short, Meta(description="If it was opened more than once.")]


class AwakeFile(Script, frozen=True, kw_only=True):
    """A tree for somebody awake at night: `awake/NAME.toml`."""

    start: Annotated[
        str,
        Meta(
            pattern=r"^\w[\w-]{0,59}(?!\n)$",
            description="The step that it begins with.",
            extra={"expected": "the id of a step", "example": '"hello"'},
        ),
    ]
    step: Annotated[
        list[StepTable],
        Meta(
            min_length=1,
            max_length=200,
            description="The steps, in any order.",
            extra={"expected": "one to 200 [[step]] tables"},
        ),
    ]
    help_target: Help = "support/now"
    help_label: Annotated[Short, Meta(description="What stands beside h, on every step.")] = (
        "I need a person"
    )
    idle_fade_seconds: Annotated[
        float,
        Meta(
            ge=5,
            le=300,
            description="The words fade so long after the last one was said.",
            extra={"expected": "a number of seconds from 5 to 300", "example": "20"},
        ),
    ] = 20
    morning: MorningTable | None = None

    def problems(self) -> Iterator[Problem]:
        """Check that every way leads somewhere, to every step, and that Space alone ends."""
        ids = [step.id for step in self.step]
        unsure = list(duplicates(ids, "step"))
        if END in ids:
            expected = "another id: end is the dark end, without a step"
            unsure.append(Problem(describe(END), expected, path=("step", ids.index(END), "id")))
        if unsure:  # which step is meant?
            yield from unsure
            return
        if self.start not in ids:
            yield _no_step(self.start, ids, ("start",), "the id of a step")
        lost = list(self._lost_ways(ids))
        yield from lost
        whole = self.tree("")
        for circle in tree.circles(whole):
            found = f"a circle: Space alone goes {', '.join((*circle, circle[0]))}"
            hint = f'let Space lead to "{END}" somewhere'
            yield Problem(found, "a way to the end", hint, ("step", ids.index(circle[0])))
        if not lost and self.start in ids:  # else it may be for want of these
            seen = tree.reached(whole)
            for index, id in enumerate(ids):
                if id not in seen:
                    yield _unreached(id, index)

    def _lost_ways(self, ids: Sequence[str]) -> Iterator[Problem]:
        """Yield each way that leads to no step, and to nothing outside either."""
        for index, step in enumerate(self.step):
            ways: list[tuple[Path, str | None]] = [
                (("choice", number, "goto"), choice.goto)
                for number, choice in enumerate(step.choice)
            ]
            for path, goto in (*ways, (("next",), step.next), (("left",), step.left)):
                if goto and "/" not in goto and goto not in (*ids, END):
                    expected = f"the id of a step, {END}, or {SUPPORT}now"
                    yield _no_step(goto, ids, ("step", index, *path), expected)

    def tree(self, id: str, telling: Telling = FULL) -> Tree:
        """Return it as the domain's tree, as it is told."""
        steps = [table.step() for table in told(self, telling).step]
        morning = self.morning
        return Tree(
            id,
            self.title,
            self.summary,
            self.start,
            {step.id: step for step in steps},
            self.help_target,
            self.help_label,
            round(self.idle_fade_seconds * 1000),
            tuple(self.cautions),
            Morning(morning.once, morning.again) if morning else None,
        )


def _no_step(id: str, ids: Sequence[str], path: Path, expected: str) -> Problem:
    """Return the problem of a way that leads to no step, with the id that may be meant."""
    near = nearest(id, tuple(ids), 0.6)
    return Problem(describe(id), expected, f'did you mean "{near}"?' if near else "", path)


def _unreached(id: str, index: int) -> Problem:
    """Return the problem of a step that nothing leads to."""
    found = "a step that nothing leads to"
    expected = "a choice that leads to it, or no such step"
    hint = f'delete it, or write goto = "{id}" in another one'
    return Problem(found, expected, hint, ("step", index, "id"), rests_on=("start",))
