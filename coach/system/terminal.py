"""The terminal we run in: whether there is one, and what it can draw."""

import contextlib
import os
import sys
from typing import Any, TextIO

ENTER = "\x1b[?1049h\x1b[?25l"
"""Another screen than the shell's, and no cursor."""
LEAVE = "\x1b[?1049l\x1b[?25h"
_before: list[Any] = []
"""How the terminal was before it was ours; empty while it is not."""


def is_whole() -> bool:
    """Return whether all three streams are a terminal (Textual draws on stderr on Linux)."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams)


def is_accessible() -> bool:
    """Tell whether plain lines are wanted everywhere: ACCESSIBLE=1 is in the environment."""
    return os.environ.get("ACCESSIBLE", "") not in ("", "0")


def can_ask() -> bool:
    """Tell whether somebody can answer plain lines."""
    streams = (sys.stdin, sys.stdout)
    return all(stream is not None and stream.isatty() for stream in streams)


def let_go(*streams: TextIO | None) -> None:
    """Let what is still to be written go nowhere, or Python complains at exit: nobody reads it."""
    for stream in streams:
        with contextlib.suppress(AttributeError, OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]
            os.close(nowhere)


def size(*descriptors: int) -> tuple[int, int]:
    """Return columns and rows, as the terminal says; without descriptors that of the streams.

    0 and 0 where it says nothing.
    """
    for descriptor in descriptors or (0, 2, 1):
        with contextlib.suppress(OSError):
            width, height = os.get_terminal_size(descriptor)
            if width > 0 and height > 0:
                return width, height
    return 0, 0


def is_taken() -> bool:
    """Tell whether the terminal is ours."""
    return bool(_before)


def take(descriptor: int) -> None:
    """Let every byte that is typed through at once and as it is, from now on.

    In the background this stops us, as it should (SIGTTOU), until we are in front again. Raises
    `termios.error` if it is no terminal, or none any more.
    """
    import termios  # there is none on Windows

    before = termios.tcgetattr(descriptor)
    raw = termios.tcgetattr(descriptor)
    input_modes, local_modes, characters = 0, 3, 6  # as `termios` orders them
    raw[input_modes] &= ~(
        termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR
    )
    raw[local_modes] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    raw[characters][termios.VMIN] = 1
    termios.tcsetattr(descriptor, termios.TCSANOW, raw)
    _before[:] = _before or before


def let_out() -> None:
    """Show the shell's screen again and set the terminal as it was, if it is ours."""
    if is_taken():
        with contextlib.suppress(OSError):
            os.write(2, LEAVE.encode())
        give_back(0)


def give_back(descriptor: int) -> None:
    """Set the terminal as it was before it was taken, if it was."""
    import termios

    before, _before[:] = list(_before), []
    if before:
        with contextlib.suppress(termios.error):  # it is gone
            termios.tcsetattr(descriptor, termios.TCSANOW, before)


def draws_blocks() -> bool:
    """Return whether block and box characters can be shown, or only ASCII.

    The Linux console has no eighth blocks in its font; `LC_ALL=C` asks for ASCII.
    """
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "UTF-8")
    is_utf8 = "utf-8" in locale.lower() or "utf8" in locale.lower()
    terminal = os.environ.get("TERM", "")
    is_simple = terminal in ("linux", "dumb") or terminal.startswith("vt")
    return is_utf8 and not is_simple
