"""The answers to a checklist: shown at once, confirmed on disk, tried again where they are not."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date, datetime
from functools import partial
from typing import NamedTuple, TypeVar

from coach.domain.checklist import Answer
from coach.domain.night import checklist_day
from coach.errors import CoachError
from coach.person.context import Context
from coach.store.records import AnswerRecord

T = TypeVar("T")


class Given(NamedTuple):
    """What was answered when, on its way to the disk; None takes an answer back."""

    answer: Answer | None
    moment: datetime
    written: "Future[None]"

    @property
    def day(self) -> date:
        """The checklist day that it counts for."""
        return checklist_day(self.moment)

    @property
    def refusal(self) -> str:
        """Why the disk did not take it, if it did not."""
        error = self.written.exception() if self.written.done() else None
        return str(error) if error else ""


class Answers:
    """The answers of one checklist day. Giving one never waits for the disk.

    What the disk does not take waits here for as long as the app runs, and is tried again with the
    next answer, and when the checklist is opened. All of it happens on one thread: what the disk
    says is heard through `Context.call_back`.
    """

    def __init__(self, me: Context) -> None:
        """Nothing has been read yet."""
        self._me = me
        self.changed: Callable[[], None] = lambda: None
        """Called when there is something new to see."""
        self.day: date | None = None
        """The day that was read last."""
        self._unread = ""
        """Why the disk could not be read."""
        self._saved: dict[str, Answer] = {}
        self._waiting: dict[str, Given] = {}

    @property
    def refusals(self) -> list[str]:
        """Why the disk did not take answers, in the order in which they were given."""
        return [given.refusal for given in self._waiting.values() if given.refusal]

    @property
    def trouble(self) -> str:
        """What a person reads when the disk does not do what it should."""
        if refusals := self.refusals:
            return f"Not saved yet; the next answer tries again. {refusals[-1]}"
        return self._unread

    @property
    def all(self) -> dict[str, Answer]:
        """The answers of today by item, those that are not on disk yet too."""
        today = checklist_day(self._me.now)
        return self.on_top_of(self._saved if self.day == today else {}, today)

    def on_top_of(self, saved: dict[str, Answer], day: date) -> dict[str, Answer]:
        """Return what is saved of a day with what waits for the disk: given, and taken back."""
        waiting = {id: given.answer for id, given in self._waiting.items() if given.day == day}
        return {id: answer for id, answer in (saved | waiting).items() if answer}

    def is_saved(self, id: str) -> bool:
        """Tell whether what is shown of this item is on disk."""
        return id not in self._waiting

    def read(self, day: date, then: Callable[[], None] = lambda: None) -> None:
        """Read the answers of a day, after what waits has been tried again; `then` go on."""
        if day != self.day:
            self.day, self._saved = day, {}
        self._try_again()
        records = self._me.disk.submit(self._me.store.answers, day, day)
        self._hear(records, partial(self._was_read, day, then))

    def _was_read(
        self, day: date, then: Callable[[], None], records: "Future[list[AnswerRecord]]"
    ) -> None:
        """Take what is on disk, or why it cannot be read."""
        try:
            answers = {each.item: each.answer for each in records.result()}
        except CoachError as error:
            self._unread = str(error)
        else:
            self._saved = answers if day == self.day else self._saved
            self._unread = ""
        then()
        self.changed()

    def give(self, id: str, answer: Answer | None, moment: datetime) -> None:
        """Take an answer; it is written after those that the disk did not take before."""
        self._waiting.pop(id, None)
        self._try_again()
        self._write(id, answer, moment)
        self.changed()

    def _try_again(self) -> None:
        """Write what the disk did not take before."""
        for id, given in list(self._waiting.items()):
            if given.refusal:
                self._write(id, given.answer, given.moment)

    def _write(self, id: str, answer: Answer | None, moment: datetime) -> None:
        """Give an answer to the disk."""
        store = self._me.store
        written = self._me.disk.submit(store.answer, checklist_day(moment), id, answer, moment)
        self._waiting[id] = given = Given(answer, moment, written)
        self._hear(written, lambda _: self._was_written(id, given))

    def _was_written(self, id: str, given: Given) -> None:
        """Take note whether an answer was written; one that the disk does not take waits."""
        error = given.written.exception()
        if error is not None and not isinstance(error, CoachError):
            raise error
        if error is None:
            self._unread = ""
            if self._waiting.get(id) == given:
                del self._waiting[id]
            if given.day == self.day:
                self._saved.pop(id, None)
                self._saved |= {id: given.answer} if given.answer else {}
        self.changed()

    def _hear(self, future: "Future[T]", heard: "Callable[[Future[T]], None]") -> None:
        """Hear of a piece of disk work on the thread that draws."""
        future.add_done_callback(lambda done: self._me.call_back(partial(heard, done)))
