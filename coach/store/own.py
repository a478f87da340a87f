"""What a person says of themselves (`domain.own`, `domain.health`), each kind in its own table.

A row is known by its moment, or by what it answers; saved again it takes its own place. Awakenings
are added up.
"""

import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from itertools import count
from typing import Any, TypeVar

from coach.domain.health import HealthAnswer, is_answer
from coach.domain.own import Awakening, Craving, Lapse, Note, PlanStep, TurnDate
from coach.store import schema
from coach.store.database import Database
from coach.store.values import clean, from_utc, merge, utc
from coach.system.disk import Rows, saves
from coach.text import without_control

Own = Craving | Lapse | Note | PlanStep | TurnDate | HealthAnswer | Awakening
TABLE_OF: dict[type, str] = {
    **{Craving: "cravings", Lapse: "lapses", Note: "notes", PlanStep: "steps"},
    **{TurnDate: "dates", HealthAnswer: "health", Awakening: "awakenings"},
}
"""The table of each kind."""
TABLES = tuple(TABLE_OF.values())
_WHEN = ("moment", "offset_minutes")
_READ: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("night", "day"), date.fromisoformat),
    "got_up": bool,
}
"""What makes a stored value of a column that of a record, where they differ."""
_ADD = """INSERT INTO awakenings (night, opened, got_up) VALUES (:night, :opened, :got_up)
    ON CONFLICT (night) DO UPDATE SET opened = opened + :opened, got_up = max(got_up, :got_up)"""
_numbers = count()
Row = dict[str, Any]
R = TypeVar("R", bound=Own)


def row_of(own: Own) -> Row:
    """Return it by column as it is stored."""
    row: Row = {}
    for column, value in own._asdict().items():
        if isinstance(value, datetime):
            row[column], row["offset_minutes"] = utc(value)
        elif isinstance(value, date):
            row[column] = value.isoformat()
        else:
            row[column] = without_control(clean(value)) if isinstance(value, str) else value
    return row


def removal_of(own: Own) -> Row:
    """Return what says that it was removed: all but its key and its moment is empty."""
    kept = (*schema.KEYS[TABLE_OF[type(own)]], *_WHEN)
    return {column: value if column in kept else None for column, value in row_of(own).items()}


def record(connection: sqlite3.Connection, table: str, row: Row) -> None:
    """Put a row where it belongs, or take it away. Raises `sqlite3.Error` if it cannot be."""
    key = schema.KEYS[table]
    if all(value is None for column, value in row.items() if column not in (*key, *_WHEN)):
        where = " AND ".join(f"{column} = :{column}" for column in key)
        connection.execute(f"DELETE FROM {table} WHERE {where}", row)
    elif table == "awakenings":
        connection.execute(_ADD, row)
    elif table == "health" and not is_answer(row["question"], row["said"]):
        raise sqlite3.IntegrityError("that is no answer to this question")
    else:
        merge(connection, table, row)


def _saved(own: Own) -> Rows:
    """Return it as what is to be saved."""
    return {_key(own): partial(row_of, own)}


def _removed(own: Own) -> Rows:
    """Return that it is removed as what is to be saved."""
    return {_key(own): partial(removal_of, own)}


def _key(own: Own) -> tuple[Any, ...]:
    """Return what it is known by while it is not saved; of awakenings none replaces another."""
    table = TABLE_OF[type(own)]
    if isinstance(own, Awakening):
        return table, own.night, next(_numbers)
    return table, *(getattr(own, column) for column in schema.KEYS[table])


class OwnRecords:
    """What a person says of themselves, on disk; for any thread. Failures are `CoachError`."""

    def __init__(self, database: Database) -> None:
        """Take the database; nothing is made before the first write."""
        self._database = database

    @saves(_saved)
    def save(self, own: Own) -> None:
        """Record it, in the place of what is known by the same; an awakening is added."""
        row = row_of(own)
        self._database.write(lambda connection: record(connection, TABLE_OF[type(own)], row))

    @saves(_removed)
    def remove(self, own: Own) -> None:
        """Delete it; it need not be there. Where nothing has been recorded, no file is made."""
        row = removal_of(own)
        if self._database.read(lambda _: True, False):
            self._database.write(lambda connection: record(connection, TABLE_OF[type(own)], row))

    def all(self, kind: type[R]) -> list[R]:
        """Return all of a kind, in order of what they are known by: their moment, their night."""
        return self._read(kind, "")

    def between(self, kind: type[R], first: date, last: date) -> list[R]:
        """Return those of the nights (of steps and dates, the days) from `first` to `last`."""
        column = "night" if "night" in kind._fields else "day"
        where = f"WHERE {column} BETWEEN ? AND ?"
        return self._read(kind, where, first.isoformat(), last.isoformat())

    def _read(self, kind: type[R], where: str, *values: str) -> list[R]:
        table = TABLE_OF[kind]
        columns = schema.TABLES[table]
        query = f"SELECT {', '.join(columns)} FROM {table} {where} ORDER BY 1"

        def read(connection: sqlite3.Connection) -> list[R]:
            rows = connection.execute(query, values)
            return [_own(kind, dict(zip(columns, row, strict=True))) for row in rows]

        return self._database.read(read, [])


def _own(kind: type[R], row: Row) -> R:
    """Return a row as what it records. Raises `ValueError` where it holds bad data."""
    if "moment" in row:
        row["moment"] = from_utc(row["moment"], row["offset_minutes"])
    for column in _READ.keys() & row.keys():
        row[column] = _READ[column](row[column])
    return kind(**{field: row[field] for field in kind._fields})
