"""The display stays awake while it is looked at, where the system takes such a wish.

To ask may take seconds or for ever (D-Bus): it is done on a thread of its own, for which nobody
waits. A system that refuses, or that we cannot speak with, is not asked again.
"""

import logging
import threading
import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from queue import Empty, SimpleQueue
from typing import Any

PATIENCE_SECONDS = 5.0
"""Who wants to know waits so long for the system."""
SETTLE_SECONDS = 0.1
"""Who is about to stand still waits so long for it."""
Mode = Callable[[], AbstractContextManager[Any]]
"""Makes what keeps the display awake while it is entered, if then it is `active`."""


def _presenting() -> AbstractContextManager[Any]:
    """Return the wish of wakepy; what it has to say is nobody's news."""
    from wakepy import keep  # takes 70 ms

    logging.getLogger("wakepy").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module="wakepy")
    return keep.presenting(on_fail="pass")


class AwakeDisplay:
    """Keeps the display awake. To wish for it takes no time, however often it is done."""

    def __init__(self, mode: Mode = _presenting) -> None:
        """Take what keeps it awake; nothing is loaded, and no thread begins, before it is held."""
        self._mode = mode
        self._is_wished = self._is_held = False
        self._changed = threading.Condition()
        """One of the two has changed."""
        self._thread: threading.Thread | None = None

    def hold(self) -> None:
        """It is looked at: it is to stay awake."""
        self._wish(True)

    def release(self) -> None:
        """It is not looked at any more. With the end of the process it is released as well."""
        self._wish(False)

    def settle(self, seconds: float = SETTLE_SECONDS) -> None:
        """Wait for the system a moment: we are about to stand still."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_held == self._is_wished, seconds)

    def _wish(self, is_wished: bool) -> None:
        if is_wished == self._is_wished:
            return
        with self._changed:
            self._is_wished = is_wished
            self._changed.notify_all()
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="display", daemon=True)
            self._thread.start()

    def _serve(self) -> None:
        """Do as is wished, until the system refuses."""
        with suppress(Exception):  # whatever is wrong with it, the session goes on
            while True:
                self._stand(is_held=False)
                with self._mode() as mode:
                    if not mode.active:
                        return
                    self._stand(is_held=True)

    def _stand(self, is_held: bool) -> None:
        """It is held, or is not; wait until that is not wished for any more."""
        with self._changed:
            self._is_held = is_held
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._is_wished != is_held)


def way(mode: Mode = _presenting, seconds: float = PATIENCE_SECONDS) -> str:
    """Return by what the display can be kept awake here; empty: by nothing that answers in time."""
    answers: SimpleQueue[str] = SimpleQueue()

    def ask() -> None:
        name = ""
        with suppress(Exception), mode() as entered:
            name = entered.active_method.name if entered.active else ""
        answers.put(name)

    threading.Thread(target=ask, daemon=True).start()
    try:
        return answers.get(timeout=seconds)
    except Empty:
        return ""
