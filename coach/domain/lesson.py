"""Lessons: short texts to read by day, and which of them is suggested on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Stage = Literal["comfort", "habits", "bed", "long-run"]
"""Whom a lesson is for, by how many nights somebody has been here."""
STAGES: dict[Stage, range] = {
    "comfort": range(1, 5),
    "habits": range(5, 10),
    "bed": range(10, 15),
}
"""The nights of each stage, the first night being 1; all later ones are the long run."""
FORTNIGHT = 14
"""So many nights have a stage of their own."""


@dataclass(frozen=True)
class Lesson:
    """A short text with a small step to try, and where it comes from."""

    id: str
    title: str
    summary: str
    lines: tuple[str, ...]
    small_step: str
    """What can be tried today; empty: nothing."""
    sources: tuple[str, ...]
    stage: Stage | None
    """When it is suggested; None: never, it stands in the list only."""
    order: int
    """Where it stands in the list: the lowest first."""
    run: str
    """The id of the exercise or checklist that goes with it; empty: none."""

    @property
    def name(self) -> str:
        """What it is called within its kind."""
        return self.id.split("/")[-1]


def stage_of(nights: int) -> Stage:
    """Return the stage of somebody who is here for so many nights; today's counts."""
    return next((stage for stage, of_it in STAGES.items() if nights in of_it), "long-run")


def in_order(lessons: Sequence[Lesson]) -> list[Lesson]:
    """Return lessons as the list has them."""
    return sorted(lessons, key=lambda lesson: (lesson.order, lesson.id))


def suggested(lessons: Sequence[Lesson], nights: int, day: date) -> Lesson | None:
    """Return the lesson of a day: the same all day, tomorrow another one; None: there is none.

    In the first fortnight a stage begins with the first of its lessons, and goes on in their order.
    In the long run, where nights are counted no further, the day says whose turn it is. A stage
    without any has those of all stages.
    """
    stage = stage_of(nights)
    staged = [lesson for lesson in in_order(lessons) if lesson.stage]
    ours = [lesson for lesson in staged if lesson.stage == stage] or staged
    turn = nights - STAGES[stage].start if stage in STAGES else day.toordinal()
    return ours[turn % len(ours)] if ours else None
