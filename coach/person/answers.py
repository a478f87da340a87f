"""The answers to a checklist: shown at once, confirmed on disk, tried again where they are not."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date, datetime
from functools import partial
from typing import NamedTuple, TypeVar

from coach.domain.checklist import Answer
from coach.errors import CoachError
from coach.person import records
from coach.person.context import Context
from coach.person.records import Records

T = TypeVar("T")


class Pending(NamedTuple):
    """An answer on its way to the disk, and when it was given; None takes an answer back."""

    answer: Answer | None
    moment: datetime
    written: "Future[None]"

    @property
    def refusal(self) -> str:
        """Why the disk did not take it, if it did not."""
        error = self.written.exception() if self.written.done() else None
        return str(error) if error else ""


class Answers:
    """The answers of one checklist day. Giving one never waits for the disk.

    What the disk does not take waits here for as long as the app runs, and is tried again with the
    next answer, and when the checklist is opened. All of it happens on one thread: the results of
    the disk work arrive through `Context.call_back`.
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
        self._waiting: dict[tuple[date, str], Pending] = {}
        """By the checklist day that they count for, and the item."""

    @property
    def refusals(self) -> list[str]:
        """Why answers could not be written, in the order in which they were given."""
        return [pending.refusal for pending in self._waiting.values() if pending.refusal]

    @property
    def trouble(self) -> str:
        """What a person reads when the disk does not do what it should."""
        if refusals := self.refusals:
            why = "" if self._me.is_night else f" {refusals[-1]}"  # that waits for the day
            return f"Not saved yet; the next answer tries again.{why}"
        return self._unread

    @property
    def all(self) -> dict[str, Answer]:
        """The answers of the day that was read last, those that are not on disk yet too."""
        return self.on_top_of(self._saved, self.day) if self.day else {}

    def on_top_of(self, saved: dict[str, Answer], day: date) -> dict[str, Answer]:
        """Return the saved answers of a day, changed by those that wait for the disk."""
        waiting = {id: each.answer for (of, id), each in self._waiting.items() if of == day}
        return {id: answer for id, answer in (saved | waiting).items() if answer}

    def is_saved(self, id: str) -> bool:
        """Tell whether what is shown of this item is on disk."""
        return self.day is None or (self.day, id) not in self._waiting

    def read(self, day: date, then: Callable[[], None] = lambda: None) -> None:
        """Write again what waits, then read what is recorded by a day; then call `then`."""
        if day != self.day:
            self.day, self._saved = day, {}
        self._try_again()
        me = self._me
        done = me.disk.submit(records.look, me.store, me.places.data, day)
        self._when_done(done, partial(self._was_read, day, then))

    def _was_read(self, day: date, then: Callable[[], None], done: "Future[Records]") -> None:
        """Remember what is on disk, or why it cannot be read."""
        recorded = done.result()
        self._unread = recorded.note
        if not recorded.note:
            before = self._me.records  # what Tonight says of its own accord is not read here
            self._me.records = recorded._replace(remark=before.remark if before else None)
            self._saved = recorded.answers if day == self.day else self._saved
        then()
        self.changed()

    def give(self, day: date, id: str, answer: Answer | None, moment: datetime) -> None:
        """Take an answer for a checklist day; it is written after those that wait for the disk."""
        self._waiting.pop((day, id), None)
        self._try_again()
        self._write((day, id), answer, moment)
        self.changed()

    def _try_again(self) -> None:
        """Write again what could not be written before."""
        for key, pending in list(self._waiting.items()):
            if pending.refusal:
                self._write(key, pending.answer, pending.moment)

    def _write(self, key: tuple[date, str], answer: Answer | None, moment: datetime) -> None:
        """Write an answer; nobody waits for it."""
        store = self._me.store
        written = self._me.disk.submit(store.answer, *key, answer, moment)
        self._waiting[key] = pending = Pending(answer, moment, written)
        self._when_done(written, lambda _: self._was_written(key, pending))

    def _was_written(self, key: tuple[date, str], pending: Pending) -> None:
        """Take note whether an answer was written; one that the disk does not take waits."""
        error = pending.written.exception()
        if error is not None and not isinstance(error, CoachError):
            self._me.on_trouble(error)  # a fault of ours: it is noted, and the evening goes on
        if error is None:
            self._unread = ""
            if self._waiting.get(key) == pending:
                del self._waiting[key]
            day, id = key
            if day == self.day:
                self._saved.pop(id, None)
                self._saved |= {id: pending.answer} if pending.answer else {}
        self.changed()

    def _when_done(self, future: "Future[T]", then: "Callable[[Future[T]], None]") -> None:
        """Call `then` on the thread that draws, once a piece of disk work is done."""
        future.add_done_callback(lambda done: self._me.call_back(partial(then, done)))
