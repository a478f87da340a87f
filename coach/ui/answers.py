"""The answers to a checklist: shown at once, confirmed on disk, tried again where they are not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from coach.domain.checklist import Answer
from coach.domain.night import checklist_day
from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.ui.app import CoachApp


class Given(NamedTuple):
    """What was answered when; None takes an answer back."""

    answer: Answer | None
    moment: datetime


class Answers:
    """The answers of one checklist day. Giving one never waits for the disk."""

    def __init__(self, coach: CoachApp, changed: Callable[[], None]) -> None:
        """Take what is called when there is something new to see."""
        self.coach = coach
        self.changed = changed
        self.day: date | None = None
        """The day that was read last."""
        self.trouble = ""
        """Why the disk does not take them."""
        self._kept: dict[str, Answer] = {}
        self._waiting: dict[str, Given] = {}
        self._refused: set[str] = set()
        """Those of the waiting that the disk did not take."""

    @property
    def all(self) -> dict[str, Answer]:
        """The answers by item, those that are not on disk yet too."""
        there: dict[str, Answer | None] = {**self._kept}
        there |= {id: given.answer for id, given in self._waiting.items()}
        return {id: answer for id, answer in there.items() if answer}

    def is_kept(self, id: str) -> bool:
        """Tell whether what is shown of this item is on disk."""
        return id not in self._waiting

    async def read(self, day: date) -> None:
        """Read what has been answered on a day."""
        if day != self.day:
            self.day, self._kept = day, {}
        try:
            told = await self.coach.disk(self.coach.store.answers, day, day)
        except CoachError as error:
            self.trouble = str(error)
        else:
            self._kept = {each.item: each.answer for each in told}
        self.changed()

    async def give(self, id: str, answer: Answer | None, moment: datetime) -> None:
        """Take an answer and write it, after those that the disk did not take before."""
        self._waiting.pop(id, None)
        self._waiting[id] = Given(answer, moment)
        refused, self._refused = self._refused - {id}, set()
        self.changed()
        again = [each for each in self._waiting if each in refused]
        await asyncio.gather(*(self._write(each, self._waiting[each]) for each in [*again, id]))

    async def _write(self, id: str, given: Given) -> None:
        """Write one answer; one that the disk does not take waits for the next."""
        day = checklist_day(given.moment)
        try:
            await self.coach.disk(self.coach.store.answer, day, id, *given)
        except CoachError as error:
            self.trouble = f"Not kept yet; the next answer tries again. {error}"
            self._refused.add(id)
        else:
            if not self._refused:
                self.trouble = ""
            if self._waiting.get(id) == given:
                del self._waiting[id]
            if day == self.day:
                self._kept.pop(id, None)
                self._kept |= {id: given.answer} if given.answer else {}
        self.changed()
