"""One alarm for the moment at which something on a screen is next due to change.

Textual's timers cost a task and several messages each time they are set; a breath sets one for
every picture. The event loop's own `call_later` costs neither, and comes late rather than early.
"""

import asyncio
from collections.abc import Callable


class Alarm:
    """Calls `ring` once, at the moment it was last set to."""

    def __init__(self, ring: Callable[[], None], fail: Callable[[Exception], None]) -> None:
        """Take what is to be called, and what is called with an exception in it."""
        self._ring = ring
        self._fail = fail
        self._handle: asyncio.TimerHandle | None = None

    def set(self, seconds: float) -> None:
        """Ring in so many seconds, instead of when it was set to before."""
        self.clear()
        self._handle = asyncio.get_running_loop().call_later(max(seconds, 0.0), self._due)

    def soon(self) -> None:
        """Ring as soon as can be: once, however often this is asked for before it rings."""
        if self._handle is None:
            self.set(0)

    def clear(self) -> None:
        """Do not ring."""
        if self._handle:
            self._handle.cancel()
            self._handle = None

    def _due(self) -> None:
        self._handle = None
        try:
            self._ring()
        except Exception as error:  # whatever it is: one line and a whole terminal, no traceback
            self._fail(error)
