"""What files hold, so that each is read only once as long as it does not change on disk.

| who | asks for |
|---|---|
| `Library` | every script, theme and support page that is played, listed or counted |

Tonight counts the bad files at each return, and a key in the builder of routines prepares up to 24
steps: both ask for the same files again and again.
"""

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from coach.content.model import Script
from coach.toml import read, shape
from coach.toml.problems import BadFile, Problem

SETTLED_NS = 3_000_000_000
"""A file that has not changed for this long, in nanoseconds, is known by its state alone.

Clocks of file systems are coarse: a few milliseconds, on FAT two seconds. A file written twice
within one tick looks the same both times, so the text of one that was written just now is compared.
"""

MOST_PROBLEMS = 5000
"""So many problems of a file are told; nobody reads more."""
Content = Script | tuple[Problem, ...]
"""What a file holds: a script, or what is wrong with it."""


class State(NamedTuple):
    """What shows whether a file has changed; times are nanoseconds since the epoch."""

    device: int
    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int

    @property
    def newest_ns(self) -> int:
        """When the file last changed."""
        return max(self.mtime_ns, self.ctime_ns)


class Reading(NamedTuple):
    """A file that was read."""

    state: State | None
    """From before it was read, so that old content is never taken for new."""
    text: str | None
    """Its text, as long as its state alone cannot show a change; None once it can."""
    content: Content


class ScriptCache:
    """The files that were read, by path and shape; usable from any thread.

    Two threads that ask for a new file at once both read it; either reading will do.
    """

    def __init__(self, now_ns: Callable[[], int] = time.time_ns) -> None:
        """Take the wall clock, in nanoseconds since the epoch."""
        self._now_ns = now_ns
        self._readings: dict[tuple[Path, type[Script]], Reading] = {}

    def content(self, file: Path, kind: type[Script]) -> Content:
        """Return what a file of this shape holds; it is parsed only when it has changed.

        Raises `BadFile` when it cannot be read; it is tried again each time.
        """
        state = state_of(file)
        known = self._readings.get((file, kind))
        if known and known.text is None and known.state == state:
            return known.content
        is_settled = state is not None and self._now_ns() - state.newest_ns > SETTLED_NS
        text = read.read_text(file)
        content = known.content if known and known.text == text else check(text, file, kind)
        self._readings[file, kind] = Reading(state, None if is_settled else text, content)
        return content

    def __len__(self) -> int:
        """Return how many files are in the cache."""
        return len(self._readings)

    def drop_missing(self) -> None:
        """Drop the files that are gone."""
        for key in list(self._readings):
            if not os.path.exists(key[0]):
                self._readings.pop(key, None)


def check(text: str, file: Path, kind: type[Script]) -> Content:
    """Return what the text of a file of this shape holds: a script, or what is wrong with it."""
    name = str(file)
    try:
        script, problems = shape.conform(read.parse(text, name), kind, name, text, MOST_PROBLEMS)
    except BadFile as error:
        return error.problems
    return tuple(problems) if script is None else script


def state_of(file: Path) -> State | None:
    """Return the state of a file; None where the system does not say."""
    with contextlib.suppress(OSError, ValueError):
        info = os.stat(file)
        return State(info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns)
    return None
