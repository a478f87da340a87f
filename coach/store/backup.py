"""Backups of the database: one a day, kept for seven days, then one a week for four weeks.

`DATA/backups/coach-YYYY-MM-DD.db`. A copy gets its name only when it is whole, checked and on disk.
Whoever calls this holds the lock of the database.
"""

import contextlib
import itertools
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from coach.errors import CoachError
from coach.store import schema
from coach.system import files
from coach.text import printable

DAYS = 7
WEEKS = 4
FOLDER = "backups"
BESIDE = ("", "-journal", "-wal", "-shm")
"""The endings of a database and of the files SQLite keeps beside it: they move together."""
USABLE = (schema.State.FINE, schema.State.OLDER)
BEFORE_RESTORE = "before-restore"
"""The label of a database that was set aside to restore a backup."""
UNFINISHED = ".coach.db.coming"
"""A copy that is not whole yet; the next one is written over it."""
_NAME = re.compile(r"coach-(\d{4}-\d\d-\d\d)\.db")


def file_of(folder: Path, day: date) -> Path:
    """Return the file of the backup of a day; it need not exist."""
    return folder / FOLDER / f"coach-{day.isoformat()}.db"


def day_of(file: Path) -> date:
    """Return the day of a backup: that of its name, else that on which it was last written.

    Raises `OSError`.
    """
    with contextlib.suppress(ValueError):
        if name := _NAME.fullmatch(file.name):
            return date.fromisoformat(name[1])
    return date.fromtimestamp(file.stat().st_mtime)


def is_due(folder: Path, day: date) -> bool:
    """Return whether the backup of a day is missing, or is where we may not look."""
    return not os.path.exists(file_of(folder, day))


def backups(folder: Path, today: date) -> dict[Path, date]:
    """Return the existing backups, newest first; those of days to come count as oldest."""
    days: dict[Path, date] = {}
    with contextlib.suppress(OSError):
        for file in (folder / FOLDER).iterdir():
            if (name := _NAME.fullmatch(file.name)) is not None:
                with contextlib.suppress(ValueError):
                    days[file] = date.fromisoformat(name[1])
    newest_first = sorted(days.items(), key=lambda each: (each[1] <= today, each[1]), reverse=True)
    return dict(newest_first)


def newest_good(folder: Path, today: date) -> Path | None:
    """Return the newest backup that is whole and that we can read, if any."""
    for file in backups(folder, today):
        with contextlib.suppress(OSError, sqlite3.Error):
            if schema.state_of(file) in USABLE:
                return file
    return None


def check(file: Path) -> None:
    """Raise `CoachError` unless a file is a whole database that we can use."""
    name = printable(str(file))
    try:
        state = schema.state_of(file)
    except (OSError, sqlite3.Error) as error:
        raise CoachError(f"{name}: could not be read ({reason(error)})") from None
    if state not in USABLE:
        raise CoachError(f"{name}: cannot be used, it is {state.value}")


def make(connection: sqlite3.Connection, folder: Path, today: date) -> Path:
    """Copy a database to the backup of today and delete old ones. Raises `CoachError`."""
    file = file_of(folder, today)
    with _replacing(file) as copy:
        connection.backup(copy)
    for old in superseded(backups(folder, today)):
        with contextlib.suppress(OSError):
            old.unlink()
    return file


def put_back(backup: Path, file: Path, label: str) -> Path | None:
    """Put a copy of a backup in the place of the database, which is set aside under a `label`.

    Returns the file it was set aside as; None: there was none. Raises `CoachError`.
    """
    files_aside: list[Path | None] = []
    with (
        contextlib.closing(schema.connect(backup)) as source,
        _replacing(file, lambda: files_aside.append(set_aside(file, label))) as copy,
    ):
        source.backup(copy)
    return files_aside[0]


def copy(file: Path, folder: Path) -> None:
    """Copy a database as it lies there, and what lies beside it, into a folder: old copies go.

    Raises `OSError`.
    """
    for suffix in BESIDE:
        to = folder / f"{file.name}{suffix}"
        to.unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(f"{file}{suffix}", to)


def begin(file: Path) -> None:
    """Make an empty database, whole or not at all. Raises `CoachError`."""
    is_alone = not any(os.path.lexists(f"{file}{suffix}") for suffix in BESIDE[1:])
    with _replacing(file, lambda: is_alone or set_aside(file, "damaged")) as copy:
        schema.migrate(copy)


def set_aside(file: Path, label: str) -> Path | None:
    """Rename a database and what belongs to it; returns its new file, None: there was none.

    Raises `OSError`.
    """
    free = aside(file, label)
    exists = os.path.lexists(file)
    for suffix in BESIDE:
        with contextlib.suppress(FileNotFoundError):
            os.rename(f"{file}{suffix}", f"{free}{suffix}")
    files.sync(file.parent)
    return free if exists else None


def aside(file: Path, label: str) -> Path:
    """Return the file as which a database is set aside: the first one that is not taken."""
    names = (f"{file.stem}.{label}-{number}{file.suffix}" for number in itertools.count(1))
    files = (file.with_name(name) for name in names)
    return next(f for f in files if not any(os.path.lexists(f"{f}{suffix}") for suffix in BESIDE))


def sweep(folder: Path) -> None:
    """Remove what is left of a copy that was interrupted."""
    for place in (folder, folder / FOLDER):
        with contextlib.suppress(OSError):
            (place / UNFINISHED).unlink(missing_ok=True)


def superseded(newest_first: dict[Path, date]) -> list[Path]:
    """Return the backups to delete: beyond seven, one a week stays, for four weeks."""
    weeks: dict[tuple[int, int], Path] = {}
    later = list(newest_first.items())[DAYS:]
    for file, day in later:
        weeks.setdefault(day.isocalendar()[:2], file)
    weekly = list(weeks.values())[:WEEKS]
    return [file for file, _ in later if file not in weekly]


@contextlib.contextmanager
def _replacing(file: Path, make_room: Callable[[], object] = bool) -> Iterator[sqlite3.Connection]:
    """Yield an empty database to fill; at the end, if it is whole, it takes the name `file`.

    Nothing is left of it when something goes wrong. `make_room` is called just before it takes the
    name. Raises `CoachError`, and `NotWholeError` when what it was filled with is damaged.
    """
    unfinished = file.with_name(UNFINISHED)
    try:
        files.make_folder(file.parent)
        unfinished.unlink(missing_ok=True)
        try:
            os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, files.PRIVATE))
            with contextlib.closing(schema.connect(unfinished)) as copy:
                copy.execute("PRAGMA journal_mode = OFF")
                yield copy
            state = schema.state_of(unfinished)
            if state in USABLE:
                files.sync(unfinished)
                make_room()
                os.replace(unfinished, file)
        finally:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)
        files.sync(file.parent)
    except (OSError, sqlite3.Error) as error:
        name = printable(str(file))
        raise CoachError(f"{name}: could not be written ({reason(error)})") from None
    if state not in USABLE:
        raise schema.NotWholeError("the copy is incomplete")


def reason(error: Exception) -> str:
    """Return what went wrong, in the words of the system."""
    system = str(getattr(error, "strerror", None) or "").lower()
    return printable(system or str(error) or "it failed")
