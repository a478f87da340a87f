"""Work with the disk: in order, on a thread of its own, so that no screen ever waits for it.

What a person has given must not be lost when another program blocks the disk: functions that put
such a thing on disk are marked with `saves`, so it is known at any moment what is not saved yet.
"""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from typing import Any, ParamSpec, TypeVar

from coach.errors import CoachError

T = TypeVar("T")
P = ParamSpec("P")
Key = tuple[Any, ...]
"""What something is known by: given again, it takes the place of what was given before."""
Rows = Mapping[Key, Callable[[], dict[str, Any]]]
"""What is to be saved, as functions that return it as a row. A key begins with its table."""
_left: list[Future[Any]] = []
"""The last work of each disk that somebody has left before it was done."""


def saves(rows: Callable[P, Rows]) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Mark a function that saves something: `rows` of its arguments returns what. Of a method,
    `self` is left out.
    """

    def mark(work: Callable[..., T]) -> Callable[..., T]:
        work.rows = rows  # type: ignore[attr-defined]
        return work

    return mark


def _rows_of(work: Callable[..., object], *arguments: object) -> Rows:
    """Return what some work saves."""
    rows_of: Callable[..., Rows] | None = getattr(work, "rows", None)
    return rows_of(*arguments) if rows_of else {}


def is_blocked() -> bool:
    """Tell whether a disk that was left is still at work: Python would wait for it at its end."""
    return not all(last.done() for last in _left)


class Disk:
    """A queue of work. It is done until the disk is closed, also when nobody waits for it."""

    def __init__(self, on_trouble: Callable[[Exception], object]) -> None:
        """Take a function to call, on that thread, when work failed that nobody waits for."""
        self._on_trouble = on_trouble
        self._queue = ThreadPoolExecutor(1, thread_name_prefix="disk")
        self._unsaved: dict[Key, Callable[[], dict[str, Any]]] = {}
        self._guard = threading.Lock()
        self._is_left = False
        """Nobody waits any more; what has not begun by then is not done."""

    def submit(self, work: Callable[..., T], *arguments: object) -> "Future[T]":
        """Do work whose result, or whose failure, somebody waits for."""
        rows = _rows_of(work, *arguments)
        with self._guard:
            self._unsaved |= rows
        return self._queue.submit(self._save, rows, work, *arguments)

    def do(self, work: Callable[..., object], *arguments: object) -> None:
        """Do work that nobody waits for; the evening goes on if it fails, but not in silence."""
        self.submit(work, *arguments).add_done_callback(self._hear)

    def withdraw(self, work: Callable[..., object], *arguments: object) -> None:
        """Take back work that was refused: nothing of it is left to be saved at another time.

        What was given since then under the same key stays; so does all of it once nobody waits.
        """
        with self._guard:
            for key, row in _rows_of(work, *arguments).items():
                if not self._is_left and key in self._unsaved and self._unsaved[key]() == row():
                    del self._unsaved[key]

    def close(self, seconds: float | None = None) -> Rows:
        """Wait until all submitted work is done, at most so long; no more is accepted.

        Returns what was given and is not saved: it was refused, or its turn did not come.
        """
        with suppress(RuntimeError):  # it was closed before
            last = self._queue.submit(bool)
            wait([last], seconds)
            _left.append(last)
        self._is_left = True
        self._queue.shutdown(wait=False)
        with self._guard:
            unsaved, self._unsaved = self._unsaved, {}
        return unsaved

    def _hear(self, done: "Future[Any]") -> None:
        if isinstance(error := done.exception(), Exception):
            self._on_trouble(error)

    def _save(self, rows: Rows, work: Callable[..., T], *arguments: object) -> T:
        """Do work; what it has saved is forgotten, unless it was given again meanwhile."""
        if self._is_left:
            raise CoachError("its turn did not come")
        result = work(*arguments)
        with self._guard:
            for key, row in rows.items():
                if self._unsaved.get(key) is row:
                    del self._unsaved[key]
        return result
