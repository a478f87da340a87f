"""A database as coaches made it before nights followed the person's own times: schema 1."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from coach.store import schema

SQL = Path(__file__).with_name("schema-1.sql").read_text(encoding="utf-8")
"""What made it; never changed."""
Rows = Mapping[str, Sequence[tuple[object, ...]]]
"""The rows of each table, in the order of its columns."""


def make(folder: Path, rows: Rows) -> Path:
    """Make such a database in a folder and return its file."""
    folder.mkdir(exist_ok=True)
    file = folder / "coach.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.executescript(
            f"BEGIN; {SQL} PRAGMA application_id = {schema.APPLICATION_ID};"
            "PRAGMA user_version = 1; COMMIT"
        )
        connection.execute("BEGIN")
        for table, each in rows.items():
            marks = ", ".join("?" * len(each[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", each)
        connection.execute("COMMIT")
    return file


def diary(night: str, note: str = "") -> tuple[object, ...]:
    """Return the row of a diary."""
    times = ("22:30", "23:05", "06:40", "07:10")
    return (night, *times, "Europe/Berlin", 60, 20, 35, 2, 7, 3, 0, 4, 1, note)


def session(id: int, began: str, offset_minutes: int) -> tuple[object, ...]:
    """Return the row of a session, the moment in UTC to the millisecond."""
    moment = (began, offset_minutes)
    return (id, *moment, "bodyscan/ten", "bodyscan", 600_000, 599_875, "stopped", "", 2)
