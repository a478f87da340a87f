"""Read a TOML file of unknown quality: any failure is a `Problem`, nothing else."""

import os
import stat
import tomllib
from pathlib import Path as FilePath
from typing import Any

from coach.toml import syntax
from coach.toml.depth import line_of_deep_key
from coach.toml.problems import DEEPEST, BadFile, Problem

Tree = dict[str, Any]
"""A parsed file: its tables and values, as they stand there."""
MOST_BYTES = 256 * 1024
"""A larger file is refused without being read."""


def read_text(file: FilePath) -> str:
    """Return the text of a file: UTF-8, at most 256 KiB, a byte-order mark left out.

    Raises `BadFile` when it is missing, too large, no plain file, unreadable or not UTF-8.
    """
    name = str(file)
    try:
        info = os.stat(file)
        if not stat.S_ISREG(info.st_mode):
            kind = "a folder" if stat.S_ISDIR(info.st_mode) else "something other than a plain file"
            raise BadFile([Problem(kind, "a TOML file", file=name)])
        if info.st_size > MOST_BYTES:
            raise BadFile([_too_large(name)])
        with open(file, "rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise BadFile([Problem("no such file", "a TOML file", file=name)]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "a name that no file can have"
        raise BadFile([Problem(reason.lower(), "a file that can be read", file=name)]) from None
    if len(raw) > MOST_BYTES:
        raise BadFile([_too_large(name)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"the byte 0x{raw[error.start]:02x}, which is not UTF-8"
        hint = "save the file as UTF-8"
        raise BadFile([Problem(found, "UTF-8 text", hint, file=name, line=line)]) from None


def _too_large(name: str) -> Problem:
    return Problem("more than 256 KiB", "a script of at most 256 KiB", file=name)


def parse(text: str, name: str) -> Tree:
    """Parse TOML text; `name` is what the file is called in a problem. Raises `BadFile`."""
    if line := line_of_deep_key(text):
        found = f"a key of more than {DEEPEST} parts"
        raise BadFile([Problem(found, "a script a few levels deep", file=name, line=line)])
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFile([syntax.problem(error, text, name)]) from None
    except RecursionError:
        found = "lists or tables nested too deep"
        raise BadFile([Problem(found, "a script a few levels deep", file=name)]) from None
    except (ValueError, OverflowError):
        found = "a number or date that is out of range"
        raise BadFile([Problem(found, "numbers of everyday size", file=name)]) from None
