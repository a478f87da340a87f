"""An export read back: what is new in it is recorded, and nothing that is there changes.

Each row is checked as what the app itself would record (`rows`). One that cannot be is refused with
its place, and stops no other.
"""

import json
import sqlite3
from collections import Counter
from typing import Any, NamedTuple

from coach.domain.night import DAY, NOON
from coach.errors import InputError
from coach.store import rows, schema
from coach.store.database import Database
from coach.store.export import MADE_BY, VERSION
from coach.store.values import from_utc, insertion
from coach.text import printable

NOON_VERSION = 1
"""In this one every night began at noon, and the night of a session was not written."""
SCALE_VERSION = 2
"""Up to this one a craving was a rating of something by its name, as a symptom is."""
Values = list[Any]
"""A row, in the order of the columns of its table."""


class Refused(NamedTuple):
    """A row that was not recorded."""

    table: str
    number: int
    """Which row of its table, the first being 1."""
    key: str
    """The key of the value that cannot be; empty: all of it."""
    found: str
    expected: str

    def __str__(self) -> str:
        """Write it in a line, with its place: `diaries[3]: quality: found ...`."""
        key = f" {self.key}:" if self.key else ""
        return f"{self.table}[{self.number}]:{key} found {self.found}, expected {self.expected}"


class Imported(NamedTuple):
    """What became of the rows of an export."""

    came: int
    were_there: int
    refused: list[Refused]


def import_json(database: Database, raw: bytes, file: str) -> Imported:
    """Record what is new in an export, in one go. `file` is its name in an error.

    Raises `InputError` when it is no export, and `CoachError`; then nothing was changed.
    """
    good: dict[str, list[Values]] = {}
    refused: list[Refused] = []
    for table, tree in _parsed(raw, file).items():
        good[table] = []
        for number, row in enumerate(tree, 1):
            try:
                good[table].append(rows.values_of(table, row))
            except rows.RefusedError as error:
                refused.append(Refused(table, number, error.key, error.found, error.expected))

    def write(connection: sqlite3.Connection) -> int:
        return sum(_add_new(connection, table, each) for table, each in good.items())

    came = database.write(write) if any(good.values()) else 0
    return Imported(came, sum(map(len, good.values())) - came, refused)


def _add_new(connection: sqlite3.Connection, table: str, each: list[Values]) -> int:
    """Record the rows of a table that are not there yet; returns how many."""
    new = _new(connection, table, each)
    if schema.TABLES[table][0] == "id":
        new = _with_free_ids(connection, table, new)
    connection.executemany(insertion(table, "INSERT"), new)
    return len(new)


def _new(connection: sqlite3.Connection, table: str, each: list[Values]) -> list[Values]:
    """Return the rows that are not there yet. Two of one key, under two ids, are two rows."""
    columns = schema.TABLES[table]
    key_columns = schema.KEYS[table]
    there = Counter(connection.execute(f"SELECT {', '.join(key_columns)} FROM {table}"))
    by_identity: dict[tuple[Any, ...], Values] = {}
    for row in each:
        values = dict(zip(columns, row, strict=True))
        key = tuple(values[column] for column in key_columns)
        by_identity.setdefault((values.get("id"), key), row)
    new = []
    for (_, key), row in by_identity.items():
        if there[key]:
            there[key] -= 1
        else:
            new.append(row)
    return new


def _with_free_ids(connection: sqlite3.Connection, table: str, new: list[Values]) -> list[Values]:
    """Take the ids off rows that have one of another row; SQLite gives them free ones, last."""
    taken = {id for (id,) in connection.execute(f"SELECT id FROM {table}")}
    keep: list[Values] = []
    change: list[Values] = []
    for row in new:
        (change if row[0] in taken else keep).append(row)
        taken.add(row[0])
    return [*keep, *([None, *row[1:]] for row in change)]


def _parsed(raw: bytes, file: str) -> dict[str, list[Any]]:
    """Return the tables of an export; nothing is known of their rows. Raises `InputError`."""
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file}: is not JSON: {printable(str(error))}") from None
    if not isinstance(content, dict) or content.pop("made_by", None) != MADE_BY:
        raise InputError(f"{file}: was not made by `coach data export --format json`")
    version = content.pop("version", None)
    if type(version) is not int or not NOON_VERSION <= version <= VERSION:
        shown = rows.shown(version)
        raise InputError(f"{file}: has the version {shown}; this coach reads 1 to {VERSION}")
    for table, tree in content.items():
        if table not in schema.TABLES:
            raise InputError(f"{file}: {printable(table)}: there is no such table")
        if not isinstance(tree, list):
            raise InputError(f"{file}: {table}: found no list of rows")
    if version == NOON_VERSION:
        for row in content.get("sessions", ()):
            if isinstance(row, dict):
                row["night"] = _night_by_noon(row)
    if version <= SCALE_VERSION and "cravings" in content:
        cravings = map(_as_symptom, content.pop("cravings"))
        content["symptoms"] = [*content.get("symptoms", ()), *cravings]
    return content


def _as_symptom(row: Any) -> Any:
    """Return an old craving as the symptom that its table became."""
    if isinstance(row, dict) and isinstance(row.get("name"), str) and row["name"]:
        return row | {"name": f"craving: {row['name']}"}
    return row  # what is wrong with it is found when the row is checked


def _night_by_noon(row: dict[str, Any]) -> str | None:
    """Return the night of an old session: it began at noon; None: its moment is none."""
    try:
        began = from_utc(row["began"], row["offset_minutes"])
        return (began.date() - DAY * (began.time() < NOON)).isoformat()
    except (KeyError, TypeError, ValueError, OverflowError):
        return None  # what is wrong with it is found when the row is checked
