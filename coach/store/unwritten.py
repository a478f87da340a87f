"""What the disk had not taken when the coach was left: a file, for the next start to take up.

`DATA/unwritten-N.json`, N being when it was written, in nanoseconds since the epoch. It holds rows
of the database, of a night only the columns that were answered. It is removed once they are there.
"""

import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from coach.errors import CoachError
from coach.store import own, schema
from coach.store.database import Database, Work
from coach.store.values import merge
from coach.system import files
from coach.system.disk import Rows

PATTERN = "unwritten-*.json*"
"""How these files are called, with those that could not be used."""
_NEEDED = {
    "sessions": set(schema.TABLES["sessions"]) - {"id"},
    "answers": set(schema.TABLES["answers"]),
    "diaries": {"night", "zone", "offset_minutes"},
    **{table: set(schema.TABLES[table]) for table in own.TABLES},
}
"""The columns that a row of each table has at least."""
_ABOUT_NIGHT = ("zone", "offset_minutes", "begins")
"""What is set when the first answer of a night is given, and stays."""
_IMPOSSIBLE = (
    *(sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.ProgrammingError),
    OverflowError,
)
"""What is raised for a value that a column cannot have."""
Row = dict[str, Any]
T = TypeVar("T")


class _UnusableError(Exception):
    """A file that does not hold what we write."""


def keep(folder: Path, rows: Rows) -> Path:
    """Write what was not saved to a new file, and return it. Raises `CoachError`."""
    file = folder / f"unwritten-{time.time_ns()}.json"
    content = [[key[0], row()] for key, row in rows.items()]
    files.write(file, json.dumps({"made_by": "coach", "rows": content}))
    return file


class CompleteDatabase(Database):
    """The database with all that was given: what was not saved is put into it first."""

    _has_looked = False
    """Whether there is something to take up has been looked at."""

    def read(self, work: Work[T], default: T, is_daily: bool = False) -> T:
        """Do as `Database.read`, the first time after `take_up`, if that is possible."""
        if not self._has_looked:
            with suppress(CoachError):
                self.take_up()
        return super().read(work, default, is_daily)

    def write(self, work: Work[T]) -> T:
        """Do as `Database.write`, after `take_up`."""
        self.take_up()
        return super().write(work)

    def take_up(self) -> None:
        """Put what was not saved into the database, oldest first. Raises `CoachError`.

        A file that cannot be used is kept under another name, and there is a note of it.
        """
        self._has_looked = True
        for file in sorted(self.folder.glob("unwritten-*.json")):
            try:
                super().write(partial(_record, rows=_rows(file)))
                files.remove(file)
            except _UnusableError:
                aside = file.with_name(f"{file.name}.old")
                with files.named_errors(file):
                    file.rename(aside)
                self.note = f"{file.name} cannot be used; it is kept as {aside.name}"


def _rows(file: Path) -> list[tuple[str, Row]]:
    """Return the rows of such a file. Raises `CoachError`, and `_UnusableError`."""
    with files.named_errors(file):
        try:
            raw = file.read_bytes()
        except FileNotFoundError:  # another coach has just taken it up
            return []
    try:
        rows = [(table, dict(row)) for table, row in json.loads(raw)["rows"]]
        if all(_NEEDED[table] <= set(row) <= set(schema.TABLES[table]) for table, row in rows):
            return rows
    except (ValueError, TypeError, LookupError, RecursionError):
        pass
    raise _UnusableError


def _record(connection: sqlite3.Connection, rows: list[tuple[str, Row]]) -> None:
    """Record the rows. Raises `_UnusableError` when one of them cannot be."""
    try:
        for table, row in rows:
            _RECORD[table](connection, row)
    except _IMPOSSIBLE as error:
        raise _UnusableError from error


def _session(connection: sqlite3.Connection, row: Row) -> None:
    merge(connection, "sessions", row)


def _said(connection: sqlite3.Connection, row: Row, table: str) -> None:
    """Record what somebody said, or that they took it back, unless they said more later."""
    if not ("moment" in row and _has_later(connection, table, row)):
        own.record(connection, table, row)


def _has_later(connection: sqlite3.Connection, table: str, row: Row) -> bool:
    """Tell whether what a row answers was answered again, at a later moment."""
    where = " AND ".join(f"{column} = :{column}" for column in schema.KEYS[table])
    later = f"SELECT 1 FROM {table} WHERE {where} AND moment > :moment"
    return connection.execute(later, row).fetchone() is not None


def _diary(connection: sqlite3.Connection, row: Row) -> None:
    """Put answers of a night on top of what is there; a night without any is deleted."""
    only_new = _ABOUT_NIGHT if "note" in row else (*_ABOUT_NIGHT, "note")
    merge(connection, "diaries", {"note": ""} | row, only_new)
    answers = set(schema.TABLES["diaries"]) - {"night", "note", *_ABOUT_NIGHT}
    is_empty = " AND ".join(f"{column} IS NULL" for column in sorted(answers))
    query = f"DELETE FROM diaries WHERE night = ? AND note = '' AND {is_empty}"
    connection.execute(query, [row["night"]])


_RECORD: dict[str, Callable[[sqlite3.Connection, Row], None]] = {
    **{"sessions": _session, "diaries": _diary},
    **{table: partial(_said, table=table) for table in ("answers", *own.TABLES)},
}
