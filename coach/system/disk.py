"""Work with the disk: in order, on a thread of its own, so that no screen ever waits for it."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Disk:
    """A queue of work. Whatever was submitted is done, also when nobody waits for it any more."""

    def __init__(self, on_trouble: Callable[[Exception], object]) -> None:
        """Take a function to call, on that thread, when work failed that nobody waits for."""
        self._on_trouble = on_trouble
        self._queue = ThreadPoolExecutor(1, thread_name_prefix="disk")

    def submit(self, work: Callable[..., T], *arguments: object) -> "Future[T]":
        """Do work whose result, or whose failure, somebody waits for."""
        return self._queue.submit(work, *arguments)

    def do(self, work: Callable[..., object], *arguments: object) -> None:
        """Do work that nobody waits for; the evening goes on if it fails, but not in silence."""

        def watched() -> None:
            try:
                work(*arguments)
            except Exception as error:
                self._on_trouble(error)

        self._queue.submit(watched)

    def close(self) -> None:
        """Wait until all submitted work is done; no more is accepted."""
        self._queue.shutdown()
