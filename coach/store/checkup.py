"""A look at the database that changes nothing, makes nothing and locks nothing: for `doctor`.

What is checked is a copy of the file and of what lies beside it. Another coach may write while it
is made: a copy that is not whole counts only if the file stood still meanwhile.
"""

import os
import sqlite3
import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

from coach.errors import CoachError
from coach.store import backup, schema
from coach.store.schema import State
from coach.text import printable

TRIES = 5
"""So often a copy is made anew."""


class Checkup(NamedTuple):
    """What was seen."""

    state: State | None
    """What the file is; None: there is none, or nothing in it."""
    is_interrupted: bool
    """A change was interrupted, or is being made: the next start undoes it."""
    backups: tuple[date, ...]
    """The days of the backups, newest first."""


def look(folder: Path, today: date) -> Checkup:
    """Return what is in a folder of data. Raises `CoachError` where that cannot be seen."""
    file = folder / "coach.db"
    days = tuple(backup.backups(folder, today).values())
    try:
        state = _state(file) if file.lstat().st_size else None
    except FileNotFoundError:
        state = None
    except (OSError, sqlite3.Error) as error:
        name = printable(str(file))
        raise CoachError(f"{name}: could not be read ({backup.reason(error)})") from None
    return Checkup(state, os.path.exists(f"{file}-journal"), days)


def _state(file: Path) -> State:
    """Return what a file is. Raises `OSError`, `sqlite3.Error`."""
    with tempfile.TemporaryDirectory(prefix="coach-") as name:
        for _ in range(TRIES):
            before = file.stat()
            backup.copy(file, Path(name))
            state = schema.state_of(Path(name, file.name), "integrity_check")
            after = file.stat()
            is_same = (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
            if is_same or state in backup.USABLE:
                break
    return state
