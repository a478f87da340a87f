"""The shape of `routines/NAME.toml`."""

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from coach.content.breathing import Cycles, SessionSeconds
from coach.content.model import Script
from coach.domain import routine
from coach.domain.bodyscan import LONGEST_SECONDS, SHORTEST_SECONDS
from coach.domain.routine import Routine, Step
from coach.toml.problems import Problem, describe
from coach.toml.read import Tree
from coach.toml.shape import Shape

GUIDED = ("breathing", "relaxation", "bodyscan", "stretch", "mind")
RUNNABLE = (*GUIDED, "checklists")
"""The kinds that a step may be of."""
KEYS_OF = {"breathing": ("cycles", "seconds"), "bodyscan": ("seconds", "ending")}
"""The keys that a step of a kind may have beside `run`."""


def _id_of(kinds: tuple[str, ...], expected: str) -> Meta:
    """Return the pattern and the words of an id of one of these kinds."""
    return Meta(
        pattern=f"^(?:{'|'.join(kinds)})/[^/\n]+(?!\n)$",
        description="The id of what is run, as `coach scripts list` shows it.",
        extra={"expected": expected, "example": '"breathing/box"'},
    )


GuidedId = Annotated[str, _id_of(GUIDED, "the id of an exercise")]
RunnableId = Annotated[str, _id_of(RUNNABLE, "the id of an exercise or a checklist")]


class StepTable(Shape, frozen=True, kw_only=True):
    """One exercise of a routine."""

    exclusive: ClassVar = (("cycles", "seconds"),)

    run: RunnableId
    cycles: Annotated[Cycles, Meta(description="Breathing: so many breaths.")] | None = None
    seconds: Annotated[SessionSeconds, Meta(description="Breathing, body scan.")] | None = None
    ending: Annotated[Literal["sleep", "wake"], Meta(description="Body scan.")] | None = None

    def problems(self) -> Iterator[Problem]:
        """Check the keys: breathing: cycles or seconds; scans: seconds and ending; others: none."""
        kind = self.run.split("/")[0]
        for key in ("cycles", "seconds", "ending"):
            if getattr(self, key) is not None and key not in KEYS_OF.get(kind, ()):
                allowed = " or ".join(KEYS_OF.get(kind, ())) or "none: it runs as it is"
                yield Problem(f"{key} for {kind}", allowed, "delete it", (key,))
        seconds = SHORTEST_SECONDS if self.seconds is None else self.seconds
        if kind == "bodyscan" and not SHORTEST_SECONDS <= seconds <= LONGEST_SECONDS:
            expected = f"a number of seconds from {SHORTEST_SECONDS} to {LONGEST_SECONDS}"
            yield Problem(describe(seconds), expected, path=("seconds",))


class RoutineFile(Script, frozen=True, kw_only=True):
    """A routine: `routines/NAME.toml`."""

    step: Annotated[
        list[StepTable],
        Meta(
            min_length=1,
            max_length=24,
            description="The steps, in order.",
            extra={"expected": "one to 24 [[step]] tables"},
        ),
    ]

    def exercise(self, id: str) -> Routine:
        """Return it as the domain's routine."""
        steps = tuple(
            routine.Step(step.run, step.cycles, step.seconds, step.ending) for step in self.step
        )
        return Routine(id, self.title, self.summary, steps, tuple(self.cautions))


def with_steps(tree: Tree, steps: Sequence[Step]) -> Tree:
    """Return what a file holds, with other steps."""
    tables = [
        {key: value for key, value in step._asdict().items() if value is not None} for step in steps
    ]
    return tree | {"step": tables}
