"""The schema of our database: its tables, their versions, and whether a file is such a database.

How they are made is in `migrations`.
"""

import contextlib
import os
import sqlite3
from enum import Enum
from pathlib import Path

from coach.store import migrations
from coach.system import lock

APPLICATION_ID = 0x434F4143
"""Marks a SQLite file as ours: "COAC"."""
BUSY_SECONDS = 5.0
"""How long we wait for another program that has the file open."""
MIGRATIONS = [migrations.FIRST, migrations.NIGHTS, migrations.OWN]
"""The n-th (from 0) leads from version n to the next; none is ever changed."""
_MOMENT = ("moment", "offset_minutes")
_SCALE_COLUMNS = ("id", *_MOMENT, "name", "value", "note")
TABLES = {
    "sessions": (
        *("id", "began", "offset_minutes", "night", "script", "kind", "planned_ms", "done_ms"),
        *("ending", "routine", "pauses"),
    ),
    "answers": ("day", "item", "answer", "moment", "offset_minutes"),
    "diaries": (
        *("night", "into_bed", "tried", "last_awake", "out_of_bed", "zone", "offset_minutes"),
        *("fell_asleep_minutes", "awake_minutes", "times_awake", "quality", "legs", "craving"),
        *("anxiety", "sweats", "note", "begins", "nap_minutes"),
    ),
    "ratings": _SCALE_COLUMNS,
    "symptoms": _SCALE_COLUMNS,
    "cravings": (*_MOMENT, "night", "before", "after", "set_off", "helped", "exercise"),
    "lapses": (*_MOMENT, "night", "words"),
    "notes": (*_MOMENT, "night", "text"),
    "steps": (*_MOMENT, "day", "text"),
    "dates": ("what", "day", *_MOMENT),
    "health": ("question", "said", *_MOMENT),
    "awakenings": ("night", "opened", "got_up"),
}
"""The tables of the newest version and their columns; the first ones are the key."""
_SCALE_KEY = ("moment", "name")
KEYS = {
    "sessions": ("began", "script"),
    "answers": ("day", "item"),
    "diaries": ("night",),
    "ratings": _SCALE_KEY,
    "symptoms": _SCALE_KEY,
    **dict.fromkeys(("cravings", "lapses", "notes", "steps"), ("moment",)),
    "dates": ("what",),
    "health": ("question",),
    "awakenings": ("night",),
}
"""The columns by which a row is known, in whichever database it is."""
_OUR_FAULT = {
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN),
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM),
    *(sqlite3.SQLITE_AUTH, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_PROTOCOL),
}
"""Error codes of SQLite that blame the system rather than the file."""


class State(Enum):
    """What a file is."""

    FINE = "fine"
    OLDER = "older"
    """Ours, and fine, of an older version that can be migrated."""
    NEWER = "made by a newer coach"
    FOREIGN = "not made by coach"
    DAMAGED = "damaged"


class NotWholeError(sqlite3.DatabaseError):
    """A copy of a database turned out broken."""


def connect(file: Path, mode: str = "rw", busy_seconds: float | None = None) -> sqlite3.Connection:
    """Open a database; `ro` and `rw` make no file. Nothing is read from it yet.

    It waits `busy_seconds` for another program that has it open, by default `BUSY_SECONDS`.
    """
    unlocked = "" if lock.locks_ranges(file) else "&nolock=1"  # or nothing could be read there
    connection = sqlite3.connect(
        f"{file.absolute().as_uri()}?mode={mode}{unlocked}",
        uri=True,
        timeout=BUSY_SECONDS if busy_seconds is None else busy_seconds,
        isolation_level=None,
    )
    connection.text_factory = _text
    return connection


def prepare(connection: sqlite3.Connection) -> None:
    """Make sure that what is committed is on disk, the folder too. Raises `sqlite3.Error`.

    In a rollback journal EXTRA is what FULL is elsewhere: without it the folder is not synced, and
    a power cut could bring back a journal that undoes what was committed. What is deleted is
    overwritten: no page of the file keeps a note that somebody has thrown away.
    """
    for pragma in ("synchronous = EXTRA", "fullfsync = ON", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA journal_mode = DELETE")


def state(connection: sqlite3.Connection, check: str = "quick_check") -> State:
    """Return what a database is; `check` is the pragma to check it with, "" for no check.

    Raises `sqlite3.Error` and `OSError` when the system keeps us from knowing.
    """
    try:
        [(application,)] = connection.execute("PRAGMA application_id")
        [(version,)] = connection.execute("PRAGMA user_version")
        if application != APPLICATION_ID:
            [(changes,)] = connection.execute("PRAGMA schema_version")
            return State.FOREIGN if changes else State.DAMAGED  # a few bytes are no database
        if version > len(MIGRATIONS):
            return State.NEWER
        if version < 1 or (check and not _is_sound(connection, check, version)):
            return State.DAMAGED
    except sqlite3.DatabaseError as error:
        if code(error) in _OUR_FAULT:
            raise
        return State.DAMAGED
    return State.FINE if version == len(MIGRATIONS) else State.OLDER


def state_of(file: Path, check: str = "quick_check") -> State:
    """Return what a file is to which nobody writes. Raises `sqlite3.Error`, `OSError`."""
    if not file.stat().st_size:
        return State.DAMAGED
    with contextlib.closing(connect(file)) as connection:  # "ro" would leave out the constraints
        return state(connection, check)


def migrate(connection: sqlite3.Connection) -> None:
    """Migrate a database, an empty one too, to the newest version, whole or not at all."""
    [(version,)] = connection.execute("PRAGMA user_version")
    connection.executescript(
        f"BEGIN IMMEDIATE; {''.join(MIGRATIONS[version:])}"
        f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {len(MIGRATIONS)};"
        "COMMIT"
    )


def code(error: sqlite3.Error) -> int:
    """Return the primary code of an error of SQLite; 0 when it is not from SQLite."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def is_damage(error: Exception) -> bool:
    """Return whether an error means that the file is no database, or holds impossible values."""
    if isinstance(error, sqlite3.Error) and not isinstance(error, NotWholeError):
        return code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    return isinstance(error, ValueError | NotWholeError)


def _is_sound(connection: sqlite3.Connection, check: str, version: int) -> bool:
    """Return whether the pages are whole, and the tables are those of the newest version.

    Raises `sqlite3.Error` and `OSError`.
    """
    [(page_size,)] = connection.execute("PRAGMA page_size")
    query = "SELECT CAST(file AS BLOB) FROM pragma_database_list WHERE name = 'main'"
    [(file,)] = connection.execute(query)  # as bytes: a name need not be UTF-8
    if os.path.getsize(file) % page_size:
        return False  # SQLite reads half a page as if there were zeros behind it
    if connection.execute(f"PRAGMA {check}(1)").fetchall() != [("ok",)]:
        return False
    if version == len(MIGRATIONS):
        for table, columns in TABLES.items():
            connection.execute(f"SELECT {', '.join(columns)} FROM {table} LIMIT 0")
    return True


def _text(raw: bytes) -> str:
    """Return text of the file; bytes that are not UTF-8 become U+FFFD."""
    return raw.decode("utf-8", "replace")
