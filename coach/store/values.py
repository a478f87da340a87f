"""Values as they are stored, and the SQL that stores them."""

import sqlite3
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from typing import Any

from coach.store import schema
from coach.system.disk import Rows


def insertion(table: str, verb: str = "INSERT OR REPLACE") -> str:
    """Return the SQL that writes one row, by default replacing one with its key."""
    columns = schema.TABLES[table]
    return f"{verb} INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def merge(
    connection: sqlite3.Connection,
    table: str,
    row: dict[str, Any],
    only_new: Collection[str] = (),
) -> None:
    """Change the row that is known by the same key (`schema.KEYS`) by some columns, or add it.

    The columns `only_new` count only for a row that is added.
    """
    key = schema.KEYS[table]
    changed = [column for column in row if column not in (*key, *only_new)]
    sets = ", ".join(f"{column} = ?" for column in changed)
    where = " AND ".join(f"{column} = ?" for column in key)
    values = [row[column] for column in (*changed, *key)]
    if not connection.execute(f"UPDATE {table} SET {sets} WHERE {where}", values).rowcount:
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        added = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        connection.execute(added, list(row.values()))


def answer_row(day: date, item: str, answer: str | None, moment: datetime) -> dict[str, Any]:
    """Return the answer to an item on a day by column as it is stored; None takes one back."""
    at, offset = utc(moment)
    row = {"day": day.isoformat(), "item": clean(item), "answer": answer and clean(answer)}
    return row | {"moment": at, "offset_minutes": offset}


def given_answer(day: date, item: str, answer: str | None, moment: datetime) -> Rows:
    """Return an answer as what is to be saved."""
    return {("answers", day, item): partial(answer_row, day, item, answer, moment)}


def utc(moment: datetime) -> tuple[str, int]:
    """Return a moment as it is stored: UTC to the millisecond, and its offset in minutes.

    A moment without an offset has that of this machine.
    """
    if moment.utcoffset() is None:
        moment = moment.astimezone()
    offset = moment.utcoffset() or timedelta()
    text = moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")
    return f"{text}Z", round(offset / timedelta(minutes=1))


def from_utc(moment: str, offset_minutes: int) -> datetime:
    """Return a stored moment in its offset, as clocks showed it there and then."""
    offset = timezone(timedelta(minutes=offset_minutes))
    return datetime.fromisoformat(moment).astimezone(offset)


def clean(text: str) -> str:
    """Return text that can be stored: half of a character (a lone surrogate) becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
