"""The shape of `checklists/NAME.toml`."""

from collections.abc import Iterator
from datetime import time
from typing import Annotated, Literal

from msgspec import Meta

from coach.content.lines import Id, duplicates
from coach.content.model import Script
from coach.content.routine import GuidedId
from coach.domain.checklist import Checklist, Item, Phase
from coach.domain.health import YesOrNo
from coach.toml.problems import Problem
from coach.toml.shape import Shape
from coach.toml.types import Name, Text

MOST_ITEMS = 60

Clock = Annotated[
    str,
    Meta(
        pattern=r"^(?:[01][0-9]|2[0-3]):[0-5][0-9](?!\n)$",
        description="When it is due by the clock, 24 hours.",
        extra={"expected": 'a time from "00:00" to "23:59", in quotes', "example": '"12:00"'},
    ),
]
LeadMinutes = Annotated[
    int,
    Meta(
        ge=0,
        le=1440,
        description="How long before lights-out it is due; the earlier of the two counts.",
        extra={"expected": "a whole number of minutes from 0 to 1440", "example": "60"},
    ),
]


class ItemTable(Shape, frozen=True, kw_only=True):
    """One small thing to do."""

    id: Id
    text: Name
    phase: Annotated[
        Phase,
        Meta(description="What part of the day it belongs to; without times, when it is due."),
    ]
    clock: Clock | None = None
    lead_minutes: LeadMinutes | None = None
    on: Annotated[bool, Meta(description="It is switched on from the start.")] = False
    why: Annotated[Text, Meta(description="Shown when somebody asks why.")] = ""
    run: Annotated[GuidedId, Meta(description="The exercise that Enter starts.")] | None = None
    done_by: Annotated[
        list[Literal["breathing", "relaxation", "bodyscan", "stretch", "mind"]],
        Meta(description="Once it is due, any finished exercise of these kinds answers it: done."),
    ] = []
    hidden_by: Annotated[
        list[YesOrNo], Meta(description="Left out after a yes to one of these questions.")
    ] = []

    def item(self) -> Item:
        """Return it as the domain's item."""
        clock = time.fromisoformat(self.clock) if self.clock else None
        return Item(
            self.id,
            self.text,
            self.phase,
            clock,
            self.lead_minutes,
            is_on=self.on,
            why=self.why,
            run=self.run or "",
            done_by=tuple(self.done_by),
            hidden_by=tuple(self.hidden_by),
        )


class ChecklistFile(Script, frozen=True, kw_only=True):
    """A checklist: `checklists/NAME.toml`."""

    item: Annotated[
        list[ItemTable],
        Meta(
            min_length=1,
            max_length=MOST_ITEMS,
            description="The items, those first that are to be suggested first.",
            extra={"expected": f"one to {MOST_ITEMS} [[item]] tables"},
        ),
    ]

    def problems(self) -> Iterator[Problem]:
        """Check that no id is used twice."""
        yield from duplicates([item.id for item in self.item], "item")

    def checklist(self, id: str) -> Checklist:
        """Return it as the domain's checklist."""
        items = tuple(item.item() for item in self.item)
        return Checklist(id, self.title, self.summary, items, tuple(self.cautions))
