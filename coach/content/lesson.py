"""The shape of `learn/NAME.toml`: a short lesson to read by day."""

from typing import Annotated

from msgspec import Meta, field

from coach.content.model import Script
from coach.content.routine import RunnableId
from coach.domain.lesson import Lesson, Stage
from coach.toml.types import Name, Text

MOST_LINES = 40


class LessonFile(Script, frozen=True, kw_only=True):
    """A lesson: `learn/NAME.toml`."""

    lines: Annotated[
        list[Name],
        Meta(
            min_length=1,
            max_length=MOST_LINES,
            description="What it says, a line each.",
            extra={"expected": f"one to {MOST_LINES} texts", "example": '["A line."]'},
        ),
    ]
    small_step: Annotated[Text, Meta(description="Something small that can be tried today.")] = (
        field(name="try", default="")
    )
    run: (
        Annotated[RunnableId, Meta(description="The exercise or checklist that goes with it.")]
        | None
    ) = None
    stage: (
        Annotated[
            Stage,
            Meta(
                description="When it is suggested: comfort in nights 1 to 4, habits in 5 to 9, "
                "bed in 10 to 14, long-run later. Without it, it stands in the list only."
            ),
        ]
        | None
    ) = None
    order: Annotated[
        int,
        Meta(
            ge=0,
            le=1000,
            description="Where it stands in the list: the lowest first.",
            extra={"expected": "a whole number from 0 to 1000", "example": "100"},
        ),
    ] = 100
    sources: Annotated[
        list[Name], Meta(description="Where it comes from: author and year, or who says so.")
    ] = []

    def lesson(self, id: str) -> Lesson:
        """Return it as the domain's lesson."""
        return Lesson(
            id,
            self.title,
            self.summary,
            tuple(self.lines),
            self.small_step,
            tuple(self.sources),
            self.stage,
            self.order,
            self.run or "",
        )
