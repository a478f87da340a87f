"""The schema of our database: its tables, their versions, and whether a file is such a database.

Tables are not STRICT, so that SQLite 3.25 can open them (a server of 2021 has 3.34); constraints
check types and values instead. They use no date functions: those differ from version to version,
and what one writes another could take for damage. Moments are UTC text of whole milliseconds, with
the offset of the place beside them; lengths are whole milliseconds.
"""

import contextlib
import os
import sqlite3
from enum import Enum
from pathlib import Path

from coach.system import lock

APPLICATION_ID = 0x434F4143
"""Marks a SQLite file as ours: "COAC"."""
BUSY_SECONDS = 5.0
"""How long we wait for another program that has the file open."""
_DATE = "[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]"
_TIME = "T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z"
_DAY = f"{{0}} GLOB '{_DATE}' AND {{0}} BETWEEN '1900' AND '2200'"
_CLOCK = "TEXT CHECK ({0} GLOB '[0-2][0-9]:[0-5][0-9]' AND {0} < '24')"
_COUNT = "INTEGER CHECK ({0} IS NULL OR typeof({0}) = 'integer' AND {0} >= 0)"
_TEN = "INTEGER CHECK ({0} IS NULL OR typeof({0}) = 'integer' AND {0} BETWEEN 0 AND 10)"
_OFFSET = """offset_minutes INTEGER NOT NULL
        CHECK (typeof(offset_minutes) = 'integer' AND offset_minutes BETWEEN -1439 AND 1439)"""
_MOMENT = f"""
    {{0}} TEXT NOT NULL
        CHECK ({{0}} GLOB '{_DATE}{_TIME}' AND {{0}} BETWEEN '1900' AND '2200'),
    {_OFFSET}"""
_SESSION = """script TEXT NOT NULL CHECK (typeof(script) = 'text' AND script <> ''),
    kind TEXT NOT NULL CHECK (typeof(kind) = 'text' AND kind <> ''),
    planned_ms INTEGER NOT NULL CHECK (typeof(planned_ms) = 'integer' AND planned_ms >= 0),
    done_ms INTEGER NOT NULL CHECK (typeof(done_ms) = 'integer' AND done_ms >= 0),
    ending TEXT NOT NULL CHECK (ending IN ('finished', 'stopped')),
    routine TEXT NOT NULL CHECK (typeof(routine) = 'text'),
    pauses INTEGER NOT NULL CHECK (typeof(pauses) = 'integer' AND pauses >= 0)"""
_TABLES = f"""
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY NOT NULL,{_MOMENT.format("began")},
    {_SESSION}
);
CREATE INDEX sessions_began ON sessions (began);
CREATE INDEX sessions_kind ON sessions (kind, ending);
CREATE TABLE answers (
    day TEXT NOT NULL CHECK ({_DAY.format("day")}),
    item TEXT NOT NULL CHECK (typeof(item) = 'text' AND item <> ''),
    answer TEXT NOT NULL CHECK (answer IN ('done', 'skipped', 'not-applicable')),
    {_MOMENT.format("moment")},
    PRIMARY KEY (day, item)
) WITHOUT ROWID;
CREATE TABLE diaries (
    night TEXT PRIMARY KEY NOT NULL CHECK ({_DAY.format("night")}),
    into_bed {_CLOCK.format("into_bed")},
    tried {_CLOCK.format("tried")},
    last_awake {_CLOCK.format("last_awake")},
    out_of_bed {_CLOCK.format("out_of_bed")},
    zone TEXT NOT NULL CHECK (typeof(zone) = 'text'),
    {_OFFSET},
    fell_asleep_minutes {_COUNT.format("fell_asleep_minutes")},
    awake_minutes {_COUNT.format("awake_minutes")},
    times_awake {_COUNT.format("times_awake")},
    quality {_TEN.format("quality")},
    legs {_TEN.format("legs")},
    craving {_TEN.format("craving")},
    anxiety {_TEN.format("anxiety")},
    sweats INTEGER CHECK (sweats IS NULL OR typeof(sweats) = 'integer' AND sweats IN (0, 1)),
    note TEXT NOT NULL CHECK (typeof(note) = 'text')
) WITHOUT ROWID;
"""
_SCALE = f"""
CREATE TABLE {{0}} (
    id INTEGER PRIMARY KEY NOT NULL,{_MOMENT.format("moment")},
    name TEXT NOT NULL CHECK (typeof(name) = 'text' AND name <> ''),
    value INTEGER NOT NULL CHECK (typeof(value) = 'integer' AND value BETWEEN 0 AND 10),
    note TEXT NOT NULL CHECK (typeof(note) = 'text')
);
CREATE INDEX {{0}}_moment ON {{0}} (moment);
"""
_NIGHTS = f"""
ALTER TABLE sessions RENAME TO old_sessions;
DROP INDEX sessions_began;
DROP INDEX sessions_kind;
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY NOT NULL,{_MOMENT.format("began")},
    night TEXT NOT NULL CHECK ({_DAY.format("night")}),
    {_SESSION}
);
INSERT INTO sessions SELECT id, began, offset_minutes,
    min(max(coalesce(
        date(began, offset_minutes || ' minutes', '-12 hours'), substr(began, 1, 10)
    ), '1900-01-01'), '2199-12-31'),
    script, kind, planned_ms, done_ms, ending, routine, pauses FROM old_sessions;
DROP TABLE old_sessions;
CREATE INDEX sessions_night ON sessions (night);
CREATE INDEX sessions_kind ON sessions (kind, ending);
ALTER TABLE diaries ADD COLUMN begins TEXT
    CHECK (begins GLOB '{_DATE}{_TIME}' AND begins BETWEEN '1900' AND '2200');
ALTER TABLE diaries ADD COLUMN nap_minutes {_COUNT.format("nap_minutes")};
"""
"""Nights follow the person's own times. Those of before began at noon: of a diary that is NULL."""
MIGRATIONS = [
    _TABLES + "".join(_SCALE.format(name) for name in ("ratings", "symptoms", "cravings")),
    _NIGHTS,
]
"""The n-th (from 0) leads from version n to the next; none is ever changed."""
_SCALE_COLUMNS = ("id", "moment", "offset_minutes", "name", "value", "note")
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
    "cravings": _SCALE_COLUMNS,
}
"""The tables of the newest version and their columns; the first ones are the key."""
_SCALE_KEY = ("moment", "name")
KEYS = {
    "sessions": ("began", "script"),
    "answers": ("day", "item"),
    "diaries": ("night",),
    "ratings": _SCALE_KEY,
    "symptoms": _SCALE_KEY,
    "cravings": _SCALE_KEY,
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
    a power cut could bring back a journal that undoes what was committed.
    """
    for pragma in ("synchronous = EXTRA", "fullfsync = ON", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
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
