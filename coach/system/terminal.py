"""The terminal we run in: whether there is one, and what it can draw."""

import contextlib
import os
import sys
from typing import TextIO


def is_whole() -> bool:
    """Return whether all three streams are a terminal (Textual draws on stderr on Linux)."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams)


def let_go(*streams: TextIO | None) -> None:
    """Let what is still to be written go nowhere, or Python complains at exit: nobody reads it."""
    for stream in streams:
        with contextlib.suppress(AttributeError, OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]
            os.close(nowhere)


def draws_blocks() -> bool:
    """Return whether block and box characters can be shown, or only ASCII.

    The Linux console has no eighth blocks in its font; `LC_ALL=C` asks for ASCII.
    """
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "UTF-8")
    is_utf8 = "utf-8" in locale.lower() or "utf8" in locale.lower()
    terminal = os.environ.get("TERM", "")
    is_simple = terminal in ("linux", "dumb") or terminal.startswith("vt")
    return is_utf8 and not is_simple
