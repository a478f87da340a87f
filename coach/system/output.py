"""What goes to a terminal. Nobody who writes waits for it, not even for one that reads no more.

A terminal may stop reading for a while or for good: a window that is halted, a connection that is
lost. What it does not take waits here in order. When too much waits, pictures are dropped, but not
the modes that were switched between them, and the owner is told to draw anew.
"""

import os
import re
import select
import time
from asyncio import AbstractEventLoop
from collections.abc import Callable

MOST_WAITING = 262_144
"""More than this is old news, in bytes: some dozens of whole screens."""
CLOSING_SECONDS = 1.0
"""So long the terminal has at the end to take what waits."""
MODE = re.compile(rb"\x1b\[\?\d+[hl]")
"""A mode of the terminal is switched on or off (DECSET, DECRST)."""


class Output:
    """Writes to a terminal from the event loop. Only its thread may use it."""

    def __init__(
        self, descriptor: int, loop: AbstractEventLoop, on_drop: Callable[[], object]
    ) -> None:
        """Take the terminal, and what is called when it has missed pictures and reads again."""
        self._loop = loop
        self._on_drop = on_drop
        self._own = _opened_anew(descriptor)
        self._descriptor = descriptor if self._own is None else self._own
        self._waiting = bytearray()
        self._is_due = self._is_watched = self._has_dropped = False

    def write(self, text: str) -> None:
        """Write text, together with what else is written before the event loop goes on."""
        self._waiting += text.encode("utf-8", "replace")
        if len(self._waiting) > MOST_WAITING:
            self._drop()
        if not (self._is_due or self._is_watched):
            self._is_due = True
            self._loop.call_soon(self.flush)

    def flush(self) -> None:
        """Write now what waits, as far as the terminal takes it."""
        self._is_due = False
        if not self._is_watched:
            self._send()

    def close(self) -> None:
        """Write what waits, for a moment longer; then let go of the terminal."""
        end = time.monotonic() + CLOSING_SECONDS
        poll = select.poll()
        poll.register(self._descriptor, select.POLLOUT)
        while self._waiting and (left := end - time.monotonic()) > 0 and poll.poll(left * 1000):
            self._send()
        self._watch(False)
        self._waiting.clear()
        if self._own is not None:
            os.close(self._own)
            self._own = None

    def _send(self) -> None:
        try:
            del self._waiting[: os.write(self._descriptor, self._waiting)]
        except BlockingIOError:
            pass
        except OSError:  # it is gone: whoever reads from it will notice
            self._waiting.clear()
        self._watch(bool(self._waiting))
        if self._has_dropped and not self._waiting:
            self._has_dropped = False
            self._on_drop()

    def _watch(self, is_wanted: bool) -> None:
        """Be told, or not any more, when the terminal takes something again."""
        if is_wanted and not self._is_watched:
            self._loop.add_writer(self._descriptor, self._send)
        elif self._is_watched and not is_wanted:
            self._loop.remove_writer(self._descriptor)
        self._is_watched = is_wanted

    def _drop(self) -> None:
        """Keep of what waits only the modes, each as it was switched last."""
        modes = {mode[:-1]: mode for mode in MODE.findall(self._waiting)}
        self._waiting[:] = b"\x1b[0m" + b"".join(modes.values())
        self._has_dropped = True


def _opened_anew(descriptor: int) -> int | None:
    """Return the same terminal, opened so that writing does not wait; None where that may not be.

    It is opened anew because a flag on `descriptor` itself would hold for the shell as well.
    """
    try:
        name = os.ttyname(descriptor)
        return os.open(name, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:  # for example another user's, after `su`
        return None
