"""All records as JSON, the nights or one table as CSV. The same records give the same bytes.

`importing` reads the JSON back.
"""

import csv
import io
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from coach.store import schema
from coach.store.database import Database
from coach.text import has_control, printable

MADE_BY = "coach"
VERSION = 3
"""The version of the format of an export; it changes when a key changes its meaning."""
COLUMNS = {
    "night": "the date on which it begins, five hours after rising",
    "into_bed": "when into bed, as clocks showed it there",
    "tried": "when trying to sleep began",
    "last_awake": "when awake for the last time",
    "out_of_bed": "when out of bed",
    "zone": "the time zone of the night",
    "offset_minutes": "minutes by which clocks there were ahead of UTC",
    "begins": "when the night begins, in UTC; empty: at noon",
    "fell_asleep_minutes": "minutes it took to fall asleep, a guess",
    "awake_minutes": "minutes awake in the night, a guess",
    "times_awake": "how often awake in the night",
    "nap_minutes": "minutes slept by day before it",
    "quality": "how the night left you, 0 to 10",
    "legs": "restless legs, 0 to 10",
    "craving": "craving, 0 to 10",
    "anxiety": "anxiety, 0 to 10",
    "sweats": "sweats, true or false",
    "note": "your own words; a line break is written \\n",
    "sessions": "guided sessions of that night and the hours before it",
    "session_minutes": "minutes of them that were played",
    "items_done": "checklist items of that evening that were done",
    "items_skipped": "items left for another evening",
    "items_not_applicable": "items that did not apply",
}
"""The columns of the nights as CSV and their meanings. Empty: not answered."""
OWN_COLUMNS = {
    "moment": "when, in UTC",
    "offset_minutes": COLUMNS["offset_minutes"],
    "night": COLUMNS["night"],
    "day": "the date",
    "before": "how strong it was before, 0 to 10",
    "after": "how strong it was after, 0 to 10",
    "set_off": "what set it off",
    "helped": "what helped",
    "exercise": "what was played, if anything was",
    "words": "your own words",
    "text": "your own words",
    "what": "stopped, or began cutting down",
    "question": "what was asked",
    "said": "what you answered",
    "opened": "how often Awake was opened",
    "got_up": "whether you got up, true or false",
}
"""The columns of the other tables that can be had as CSV."""
NIGHTS = "nights"
"""The table that is made of diaries, sessions and answers."""
_COUNTED = {
    "done": "items_done",
    "skipped": "items_skipped",
    "not-applicable": "items_not_applicable",
}
_MARK = "\ufeff"
"""With a byte-order mark in front spreadsheets read UTF-8 as what it is."""
_BOOLEANS = ("sweats", "got_up")
_FORMULA = re.compile(r"\s*[=+@＝＋＠－-]")
"""How a text begins that a spreadsheet would calculate (OWASP, CSV injection)."""
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


def columns_of(table: str) -> dict[str, str]:
    """Return the columns of a table as CSV, and their meanings."""
    if table == NIGHTS:
        return COLUMNS
    return {column: OWN_COLUMNS[column] for column in schema.TABLES[table]}


def as_csv(records: Tables, table: str = NIGHTS) -> Iterator[str]:
    """Yield the lines of a table as CSV: the names of its columns, then a line for each row."""
    columns = columns_of(table)
    yield _MARK + _line(columns)
    for row in _nights(records) if table == NIGHTS else records[table]:
        yield _line(_cell(row.get(column)) for column in columns)


def _nights(records: Tables) -> Iterator[Row]:
    """Yield a row for each night: its diary, and what was counted of it."""
    counted: defaultdict[tuple[str, str], float] = defaultdict(int)
    for row in records["sessions"]:
        counted[row["night"], "sessions"] += 1
        counted[row["night"], "session_minutes"] += row["done_seconds"]
    for row in records["answers"]:
        counted[row["day"], _COUNTED[row["answer"]]] += 1
    diaries = {row["night"]: row for row in records["diaries"]}
    for night in sorted({*diaries, *(night for night, _ in counted)}):
        row = {"night": night} | diaries.get(night, {})
        row |= {name: counted[night, name] for name in ("sessions", *_COUNTED.values())}
        row["session_minutes"] = round(counted[night, "session_minutes"] / 60)
        yield row


def _exported(row: Row) -> Row:
    """Return a row as it is exported: lengths in seconds, yes and no as booleans."""
    result: Row = {}
    for column, value in row.items():
        if column.endswith("_ms"):
            column = column.removesuffix("_ms") + "_seconds"
            value = value / 1000 if value % 1000 else value // 1000
        result[column] = bool(value) if column in _BOOLEANS and value is not None else value
    return result


def _cell(value: Any) -> str:
    """Return the text of a cell, in one line that is safe to show in a terminal.

    A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = "".join(printable(c) if c == "\n" or has_control(c) else c for c in value)
    return f"'{text}" if _FORMULA.match(text) else text


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
