"""The answers to a checklist: shown at once, confirmed on disk, tried again where they are not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
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
    """The answers of one checklist day. Giving one never waits for the disk.

    What the disk does not take is kept here for as long as the app runs, and tried again with the
    next answer, and when the checklist is opened.
    """

    def __init__(self, coach: CoachApp) -> None:
        """Nothing has been read yet."""
        self.coach = coach
        self.changed: Callable[[], None] = lambda: None
        """Called when there is something new to see."""
        self.day: date | None = None
        """The day that was read last."""
        self.reason = ""
        """Why the disk does not take them, or cannot be read."""
        self.refused: set[str] = set()
        """The items whose answers the disk did not take."""
        self._kept: dict[str, Answer] = {}
        self._waiting: dict[str, Given] = {}

    @property
    def trouble(self) -> str:
        """What a person is told when the disk does not do what it should."""
        waits = "Not kept yet; the next answer tries again. " if self.refused else ""
        return waits + self.reason

    @property
    def all(self) -> dict[str, Answer]:
        """The answers of today by item, those that are not on disk yet too."""
        today = checklist_day(self.coach.now)
        there: dict[str, Answer | None] = {**self._kept} if self.day == today else {}
        there |= {
            id: given.answer
            for id, given in self._waiting.items()
            if checklist_day(given.moment) == today
        }
        return {id: answer for id, answer in there.items() if answer}

    def is_kept(self, id: str) -> bool:
        """Tell whether what is shown of this item is on disk."""
        return id not in self._waiting

    async def read(self, day: date) -> None:
        """Read what has been answered on a day, after what waits has been tried again."""
        if day != self.day:
            self.day, self._kept = day, {}
        self._try_again()
        try:
            told = await self.coach.disk(self.coach.store.answers, day, day)
        except CoachError as error:
            self.reason = str(error)
        else:
            self._kept = {each.item: each.answer for each in told}
            self.reason = self.reason if self.refused else ""
        self.changed()

    def give(self, id: str, answer: Answer | None, moment: datetime) -> None:
        """Take an answer; it is written after those that the disk did not take before."""
        self.refused.discard(id)
        self._waiting.pop(id, None)
        self._try_again()
        self._waiting[id] = Given(answer, moment)
        self._write(id)
        self.changed()

    def _try_again(self) -> None:
        """Write what the disk did not take before."""
        again, self.refused = self.refused, set()
        for id in [id for id in self._waiting if id in again]:
            self._write(id)

    def _write(self, id: str) -> None:
        """Give an answer that waits to the disk."""
        given = self._waiting[id]
        day = checklist_day(given.moment)
        written = self.coach.disk(self.coach.store.answer, day, id, *given)
        self.coach.run_worker(self._hear(id, given, written))

    async def _hear(self, id: str, given: Given, written: Awaitable[None]) -> None:
        """Hear whether an answer was written; one that the disk does not take waits."""
        try:
            await written
        except CoachError as error:
            self.reason = str(error)
            self.refused.add(id)
        else:
            self.reason = self.reason if self.refused else ""
            if self._waiting.get(id) == given:
                del self._waiting[id]
            if checklist_day(given.moment) == self.day:
                self._kept.pop(id, None)
                self._kept |= {id: given.answer} if given.answer else {}
        self.changed()
