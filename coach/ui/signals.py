"""Signals of the system while we hold the terminal: to end, to stop, to continue."""

from __future__ import annotations

import asyncio
import signal
import sys
from types import FrameType
from typing import Any

from textual.app import App

ENDING = ("SIGINT", "SIGTERM", "SIGHUP")


def end_on_signals(app: App[Any]) -> None:
    """Leave the terminal as it was when we are asked to end; the exit code is 128 + the signal."""
    loop = asyncio.get_running_loop()
    for name in ENDING:
        number = getattr(signal, name, None)
        if number is not None:
            try:
                loop.add_signal_handler(number, app.exit, None, 128 + number)
            except (NotImplementedError, RuntimeError, ValueError):
                return  # Windows, or not the main thread: the system's own way remains


def resume_after_stop(app: App[Any]) -> None:
    """See to it that we continue well after a SIGSTOP. To be called when the terminal is ours.

    Textual takes every SIGCONT for the end of a SIGTSTP and starts its input thread anew; after a
    SIGSTOP there would be two of them, each taking half of the keys. Then only the modes of the
    terminal are set again, and everything is drawn anew.
    """
    if sys.platform == "win32" or sys.__stdin__ is None:
        return
    import termios

    terminal = sys.__stdin__.fileno()
    modes = termios.tcgetattr(terminal)
    suspend, resume = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
    if not (callable(suspend) and callable(resume)):
        return
    loop = asyncio.get_running_loop()
    is_suspended = False

    def on_stop(number: int, frame: FrameType | None) -> None:
        nonlocal is_suspended
        is_suspended = True
        suspend(number, frame)

    def on_continue(number: int, frame: FrameType | None) -> None:
        nonlocal is_suspended
        if is_suspended:
            is_suspended = False
            resume(number, frame)
        else:
            termios.tcsetattr(terminal, termios.TCSANOW, modes)
            loop.call_soon_threadsafe(lambda: app.screen.refresh())

    signal.signal(signal.SIGTSTP, on_stop)
    signal.signal(signal.SIGCONT, on_continue)
