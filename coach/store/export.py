"""All records as JSON, and back; the nights as CSV. The same records give the same bytes."""

import csv
import io
import json
import math
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from coach.domain.diary import LONGEST_NOTE
from coach.domain.night import night_of
from coach.errors import CoachError, InputError
from coach.store import schema
from coach.store.database import Database
from coach.store.records import clean, from_utc, insertion, utc
from coach.text import has_control, printable
from coach.toml.problems import describe, shorten

MADE_BY = "coach"
VERSION = 1
"""The version of the format of an export; it changes when a key changes its meaning."""
COLUMNS = {
    "night": "the date of its evening; a night is noon to noon",
    "into_bed": "when into bed, as clocks showed it there",
    "tried": "when trying to sleep began",
    "last_awake": "when awake for the last time",
    "out_of_bed": "when out of bed",
    "zone": "the time zone of the night",
    "offset_minutes": "minutes by which clocks there were ahead of UTC",
    "fell_asleep_minutes": "minutes it took to fall asleep, by feeling",
    "awake_minutes": "minutes awake in the night, by feeling",
    "times_awake": "how often awake in the night",
    "quality": "how the night left you, 0 to 10",
    "legs": "restless legs, 0 to 10",
    "craving": "craving, 0 to 10",
    "anxiety": "anxiety, 0 to 10",
    "sweats": "sweats, true or false",
    "note": "your own words; a line break is written \\n",
    "sessions": "guided sessions begun from that noon to the next",
    "session_minutes": "minutes of them that were played",
    "items_done": "checklist items of that evening that were done",
    "items_skipped": "items left for another evening",
    "items_not_applicable": "items that did not apply",
}
"""The columns of the CSV and their meanings. Empty: not answered."""
_COUNTED = {
    "done": "items_done",
    "skipped": "items_skipped",
    "not-applicable": "items_not_applicable",
}
_DATES = ("day", "night", "began", "moment")
_NAMES = ("item", "kind", "name", "zone")
"""Columns of names that the coach gives. A script may also be a path, which may be any text."""
LONGEST_TEXT = 5000
"""The most characters of a text that is not a note (those are shorter): a path has 4096."""
Row = dict[str, Any]
Tables = dict[str, list[Row]]


def tables(database: Database) -> Tables:
    """Return everything recorded, ordered by its keys. Raises `CoachError`."""

    def read(connection: sqlite3.Connection) -> Tables:
        result: Tables = {}
        for table, columns in schema.TABLES.items():
            query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1, 2"
            rows = connection.execute(query)
            result[table] = [_exported(dict(zip(columns, row, strict=True))) for row in rows]
        return result

    return database.read(read, {table: [] for table in schema.TABLES})


def as_json(records: Tables) -> Iterator[str]:
    """Yield the lines of an export, one a row; they are safe to show in a terminal."""
    yield f'{{"made_by": "{MADE_BY}", "version": {VERSION}'
    for table, rows in records.items():
        yield f',"{table}": ['
        for number, row in enumerate(rows, 1):
            line = json.dumps(row, ensure_ascii=False)
            if not line.isprintable():
                line = "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in line)
            yield line + "," * (number < len(rows))
        yield "]"
    yield "}"


def import_json(database: Database, raw: bytes, file: str) -> int:
    """Record all of an export where nothing has been recorded; returns how many rows there are.

    All of it or nothing. `file` is its name in an error. Raises `CoachError`.
    """
    rows = [
        (f"{table}[{number}]", table, row)
        for table, rows in _parsed(raw, file).items()
        for number, row in enumerate(rows, 1)
    ]

    def write(connection: sqlite3.Connection) -> int:
        for table in schema.TABLES:
            if connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
                name = printable(str(database.folder))
                raise CoachError(f"{name}: there are records already; nothing was changed")
        for name, table, row in rows:
            try:
                connection.execute(insertion(table, "INSERT"), _stored(table, row))
            except sqlite3.IntegrityError as error:
                raise InputError(f"{file}: {name}: {_in_words(error, table)}") from None
            except (OverflowError, ValueError) as error:
                raise InputError(f"{file}: {name}: {printable(str(error))}") from None
        return len(rows)

    return database.write(write)


def _in_words(error: sqlite3.IntegrityError, table: str) -> str:
    """Return in words what SQLite refuses: which key, and what is wrong with it."""
    message = str(error)
    column = next((c for c in schema.TABLES[table] if re.search(rf"\b{c}\b", message)), "")
    key = column.replace("_ms", "_seconds") or "a value"
    if message.startswith("NOT NULL"):
        return f"{key}: is missing"
    if message.startswith("UNIQUE"):
        return f"{key}: is there twice"
    return f"{key}: found what it cannot be; an export by `coach data export` has the form of it"


def as_csv(records: Tables) -> Iterator[str]:
    """Yield the lines of the CSV: the names of the columns, then one line a night.

    Raises `CoachError` when a moment in the records is impossible.
    """
    counted: defaultdict[tuple[str, str], float] = defaultdict(int)
    for row in records["sessions"]:
        try:
            night = night_of(from_utc(row["began"], row["offset_minutes"])).isoformat()
        except ValueError as error:
            raise CoachError(f"session {row['id']}: {printable(str(error))}") from None
        counted[night, "sessions"] += 1
        counted[night, "session_minutes"] += row["done_seconds"]
    for row in records["answers"]:
        counted[row["day"], _COUNTED[row["answer"]]] += 1
    diaries = {row["night"]: row for row in records["diaries"]}
    yield _line(COLUMNS)
    for night in sorted({*diaries, *(night for night, _ in counted)}):
        row = {"night": night} | diaries.get(night, {})
        row |= {name: counted[night, name] for name in ("sessions", *_COUNTED.values())}
        row["session_minutes"] = round(counted[night, "session_minutes"] / 60)
        yield _line(_cell(row.get(column)) for column in COLUMNS)


def _exported(row: Row) -> Row:
    """Return a row as it is exported: lengths in seconds, yes and no as booleans."""
    result: Row = {}
    for column, value in row.items():
        if column.endswith("_ms"):
            column = column.removesuffix("_ms") + "_seconds"
            value = value / 1000 if value % 1000 else value // 1000
        result[column] = bool(value) if column == "sweats" and value is not None else value
    return result


def _stored(table: str, row: Row) -> list[Any]:
    """Return the values of a row in the order and units of its table. Raises `ValueError`."""
    values: list[Any] = []
    for column in schema.TABLES[table]:
        key = column.replace("_ms", "_seconds")
        value = row.pop(key, None)
        if isinstance(value, bool) != (column == "sweats" and value is not None):
            raise ValueError(f"{key}: found {json.dumps(value)}")
        if isinstance(value, str):
            value = clean(value)
            _check_text(column, value)
        elif isinstance(value, float) and not math.isfinite(value):
            raise ValueError(f"{key}: found {json.dumps(value)}, expected a number")
        elif key != column and isinstance(value, int | float):
            value = round(value * 1000)
        elif not isinstance(value, int | float | None):
            raise ValueError(f"{key}: found a list or a table")
        values.append(value)
    for key in row:
        raise ValueError(f"{key}: there is no such key")
    return values


def _check_text(column: str, text: str) -> None:
    """Raise `ValueError` unless the app could have written this text there."""
    if column in _DATES and not _is_date(column, text):
        raise ValueError(f"{column}: found {json.dumps(shorten(text))}")
    if column in _NAMES and has_control(text):
        found = f"a control character in {describe(text)}"
        raise ValueError(f"{column}: found {found}, expected a name without")
    longest = LONGEST_NOTE if column == "note" else LONGEST_TEXT
    if len(text) > longest:
        raise ValueError(f"{column}: found {len(text)} characters, expected at most {longest}")


def _is_date(column: str, value: str) -> bool:
    """Return whether a day or a moment exists, and is written as we write it."""
    try:
        if column in ("day", "night"):
            return date.fromisoformat(value).isoformat() == value
        return utc(datetime.fromisoformat(value))[0] == value
    except (ValueError, OverflowError):
        return False


def _parsed(raw: bytes, file: str) -> Tables:
    """Return what an export holds. Raises `CoachError`."""
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file}: is no JSON: {printable(str(error))}") from None
    if not isinstance(content, dict) or content.pop("made_by", None) != MADE_BY:
        raise InputError(f"{file}: was not made by `coach data export --format json`")
    if (version := content.pop("version", None)) != VERSION:
        shown = printable(json.dumps(version))
        raise InputError(f"{file}: has the version {shown}; this coach reads {VERSION}")
    for table, rows in content.items():
        name = printable(table)
        if table not in schema.TABLES:
            raise InputError(f"{file}: {name}: there is no such table")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise InputError(f"{file}: {name}: found no list of rows")
    return content


def _cell(value: Any) -> str:
    """Return the text of a cell, in one line that is safe to show in a terminal."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "" if value is None else str(value)
    return "".join(printable(c) if c == "\n" or has_control(c) else c for c in text)


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
