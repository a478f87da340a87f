"""The terminal we run in: whether there is one, and what it can draw."""

import os
import sys


def is_whole() -> bool:
    """Return whether all three streams are a terminal (Textual draws on stderr on Linux)."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams)


def draws_blocks() -> bool:
    """Return whether block and box characters can be shown, or only ASCII.

    The Linux console has no eighth blocks in its font; `LC_ALL=C` asks for ASCII.
    """
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "UTF-8")
    is_utf8 = "utf-8" in locale.lower() or "utf8" in locale.lower()
    terminal = os.environ.get("TERM", "")
    is_simple = terminal in ("linux", "dumb") or terminal.startswith("vt")
    return is_utf8 and not is_simple
