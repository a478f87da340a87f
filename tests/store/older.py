"""Databases as coaches made them before: of schema 1, and of schema 2 (nights of one's own)."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from coach.store import schema

SQL = tuple(
    Path(__file__).with_name(f"schema-{version}.sql").read_text(encoding="utf-8")
    for version in (1, 2)
)
"""What made each version of the one before; never changed."""
NEWEST = len(SQL)
"""The newest of these versions."""
Rows = Mapping[str, Sequence[tuple[object, ...]]]
"""The rows of each table, in the order of its columns."""


def make(folder: Path, rows: Rows, version: int = 1) -> Path:
    """Make such a database in a folder and return its file; the rows are those of its version."""
    folder.mkdir(exist_ok=True)
    file = folder / "coach.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.executescript(
            f"BEGIN; {''.join(SQL[:version])} PRAGMA application_id = {schema.APPLICATION_ID};"
            f"PRAGMA user_version = {version}; COMMIT"
        )
        connection.execute("BEGIN")
        for table, each in rows.items():
            marks = ", ".join("?" * len(each[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", each)
        connection.execute("COMMIT")
    return file


def diary(night: str, note: str = "", version: int = 1) -> tuple[object, ...]:
    """Return the row of a diary."""
    times = ("22:30", "23:05", "06:40", "07:10")
    news = () if version == 1 else ("2026-11-22T11:00:00.000Z", 20)
    return (night, *times, "Europe/Berlin", 60, 20, 35, 2, 7, 3, 0, 4, 1, note, *news)


def session(
    id: int, began: str, offset_minutes: int, night: str | None = None
) -> tuple[object, ...]:
    """Return the row of a session, the moment in UTC to the millisecond; no night: of schema 1."""
    moment = (began, offset_minutes) if night is None else (began, offset_minutes, night)
    return (id, *moment, "bodyscan/ten", "bodyscan", 600_000, 599_875, "stopped", "", 2)
