"""Signals of the system while we hold the terminal: to end, to stop, to continue.

All of them go through the event loop: a handler that runs in between may need a lock that is held.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from textual.driver import Driver

ENDING = ("SIGINT", "SIGTERM", "SIGHUP")


def _handle(name: str, what: Callable[..., object], *arguments: Any) -> None:
    """Call something at a signal, where there is one and we may (Windows, not the main thread)."""
    if number := getattr(signal, name, None):
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().add_signal_handler(number, what, *arguments)


def end_on_signals(end: Callable[[int], object]) -> None:
    """Call `end` with the exit code, 128 + the signal, when we are asked to end."""
    for name in ENDING:
        if number := getattr(signal, name, None):
            _handle(name, end, 128 + number)


def stop_on_signals(
    stop: Callable[[], object], is_leaving: Callable[[], bool], repaint: Callable[[], object]
) -> None:
    """Call `stop` at a SIGTSTP, and `repaint` when we continue. When the terminal is ours.

    After a SIGSTOP, of which nobody is told, the shell has set the modes of the terminal anew. Who
    is leaving has set them back, and leaves them so.
    """
    if sys.platform == "win32" or sys.__stdin__ is None:
        return
    import termios

    terminal = sys.__stdin__.fileno()
    modes = termios.tcgetattr(terminal)

    def on_continue() -> None:
        if is_leaving():
            return
        with contextlib.suppress(termios.error):
            termios.tcsetattr(terminal, termios.TCSANOW, modes)
        repaint()

    _handle("SIGTSTP", stop)
    _handle("SIGCONT", on_continue)


def stop_until_continued(driver: Driver) -> None:
    """Give the terminal back and stop, as Ctrl+Z does; returns when we continue."""
    driver.suspend_application_mode()
    os.kill(os.getpid(), signal.SIGSTOP)
    driver.resume_application_mode()
