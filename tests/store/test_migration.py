"""An older database becomes one of today: nights by noon, old cravings among the symptoms, and
nothing else changes.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest

from coach.store import schema
from coach.store.records import SessionRecord, Store
from coach.store.schema import State
from coach.store.values import utc
from tests.nobody import as_nobody
from tests.store import older

DAY = date(2026, 11, 27)
MOMENT = ("2026-11-22T20:40:00.123Z", 60)
SCALE = [(1, *MOMENT, "restless-legs", 4, "Rain"), (7, *MOMENT, "sweats", 0, "")]
FIRST_ROWS: older.Rows = {
    "sessions": [
        older.session(3, "2026-11-22T20:40:00.123Z", 60),
        older.session(4, "2026-11-23T02:10:00.000Z", 60),
        older.session(9, "2026-11-23T11:00:00.000Z", 60),
    ],
    "answers": [
        ("2026-11-22", "coffee", "done", *MOMENT),
        ("2026-11-22", "tea", "skipped", *MOMENT),
    ],
    "diaries": [
        older.diary("2026-11-21", "Rain on the window.\nQuiet."),
        older.diary("2026-11-22"),
    ],
    "ratings": SCALE,
    "symptoms": SCALE,
    "cravings": SCALE,
}
SECOND_ROWS: older.Rows = {
    **FIRST_ROWS,
    "sessions": [
        older.session(3, "2026-11-22T20:40:00.123Z", 60, "2026-11-22"),
        older.session(4, "2026-11-23T02:10:00.000Z", 60, "2026-11-22"),
        older.session(9, "2026-11-23T11:00:00.000Z", 60, "2026-11-23"),
    ],
    "diaries": [older.diary("2026-11-21", "Rain", 2), older.diary("2026-11-22", "", 2)],
}
ROWS = {1: FIRST_ROWS, 2: SECOND_ROWS}
"""What is in a database of each earlier version."""
CRAVINGS = [
    {"id": 8, "name": "craving: restless-legs", "value": 4, "note": "Rain"},
    {"id": 9, "name": "craving: sweats", "value": 0, "note": ""},
]
"""What becomes of the cravings in it: symptoms, behind those that are there."""
EACH_VERSION = pytest.mark.parametrize("version", ROWS)
NIGHTS = {3: "2026-11-22", 4: "2026-11-22", 9: "2026-11-23"}
MIGRATES = """
import itertools, os, signal, sys
from datetime import date
from pathlib import Path
from coach.store import schema
from coach.store.records import Store

connect, steps, last = schema.connect, itertools.count(1), int(sys.argv[2])

def counting(file, mode="rw", busy_seconds=None):
    connection = connect(file, mode, busy_seconds)
    if Path(file).name == "coach.db":
        connection.execute("PRAGMA cache_size = 1")
        connection.set_progress_handler(
            lambda: next(steps) == last and os.kill(os.getpid(), signal.SIGKILL), 1
        )
    return connection

schema.connect = counting
Store(Path(sys.argv[1])).answers(date.min, date.max)
print(next(steps))
"""
"""Migrates, and is killed after so many steps of SQLite; 0: it says how many there were."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of the data; it does not exist yet."""
    return tmp_path / "data"


def contents(file: Path) -> dict[str, list[dict[str, object]]]:
    """Return what a database holds: the rows of each table, in order, by the names of columns."""
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]
            for (table,) in tables.fetchall()
        }


def is_migrated(file: Path, before: dict[str, list[dict[str, object]]]) -> bool:
    """Tell whether it holds what it held, of version 1 with `NIGHTS` and diaries from noon."""
    nothing: list[dict[str, object]] = []
    expected = dict.fromkeys(schema.TABLES, nothing) | before
    expected["sessions"] = [
        row | {"night": NIGHTS[int(str(row["id"]))]} for row in before["sessions"]
    ]
    news = {"begins": None, "nap_minutes": None}
    expected["diaries"] = [news | row for row in before["diaries"]]
    at = dict(zip(("moment", "offset_minutes"), MOMENT, strict=True))
    expected |= {"cravings": [], "symptoms": [*before["symptoms"], *(at | c for c in CRAVINGS)]}
    return contents(file) == expected


def noon_rule(moment: datetime) -> date:
    """Return the night of a moment: from noon to noon where it happened, by its evening."""
    return moment.date() - timedelta(days=moment.time() < time(12))


def test_earlier_schemas_are_as_they_were_when_coaches_made_them() -> None:
    assert tuple(schema.MIGRATIONS[:-1]) == older.SQL


@EACH_VERSION
def test_nothing_changes_but_nights_and_old_cravings(data: Path, version: int) -> None:
    file = older.make(data, ROWS[version], version)
    before = contents(file)
    store = Store(data, today=lambda: DAY)
    assert store.note() == ""
    assert schema.state_of(file) is State.FINE
    assert is_migrated(file, before)
    begins = None if version == 1 else datetime(2026, 11, 22, 11, tzinfo=UTC)
    assert [each.begins for each in store.diaries(date.min, date.max)] == [begins, begins]
    assert [each.id for each in store.sessions(date(2026, 11, 22), date(2026, 11, 22))] == [3, 4]


@EACH_VERSION
def test_it_is_then_made_like_a_new_one(data: Path, tmp_path: Path, version: int) -> None:
    older.make(data, ROWS[version], version)
    Store(data).open()
    Store(tmp_path / "new").answer(DAY, "coffee", "done", datetime(2026, 11, 27, 21).astimezone())
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    made = []
    for folder in (data, tmp_path / "new"):
        with closing(sqlite3.connect(folder / "coach.db")) as connection:
            made.append(connection.execute(query).fetchall())
    assert made[0] == made[1]
    assert "old_sessions" not in str(made[0])


def test_a_session_can_be_added_and_replaced_afterwards(data: Path) -> None:
    older.make(data, FIRST_ROWS)
    store = Store(data)
    began = datetime(2026, 11, 22, 21, 40, 0, 123000, timezone(timedelta(hours=1)))
    longer = SessionRecord("a/b", "a", began, date(2026, 11, 22), 600, 600, "finished", id=3)
    assert store.add_session(longer) == 3
    assert store.add_session(longer._replace(id=0)) == 10
    assert store.sessions(date(2026, 11, 22), date(2026, 11, 22))[0] == longer


def test_the_night_of_a_session_is_by_noon_in_its_own_offset(data: Path) -> None:
    rng = random.Random(11)
    noon = datetime(2026, 11, 22, 12)
    walls = [noon, noon - timedelta(milliseconds=1), noon.replace(hour=0), noon.replace(hour=23)]
    walls += [datetime(2024, 2, 29, 11, 59), datetime(2026, 1, 1, 3), datetime(2025, 12, 31, 12)]
    walls += [
        datetime(1950, 1, 1) + timedelta(milliseconds=rng.randrange(200 * 365 * 86_400_000))
        for _ in range(300)
    ]
    offsets = [0, 60, -60, 840, -720, 345, 1439, -1439]
    moments = [
        wall.replace(tzinfo=timezone(timedelta(minutes=offset)))
        for wall in walls
        for offset in (*offsets, rng.randrange(-1439, 1440))
    ]
    rows = [older.session(id, *utc(moment)) for id, moment in enumerate(moments, start=1)]
    older.make(data, {"sessions": rows})
    stored = sorted(Store(data).sessions(date.min, date.max), key=lambda each: each.id)
    assert [(each.night, each.began) for each in stored] == [(noon_rule(m), m) for m in moments]


@pytest.mark.parametrize(
    ("began", "offset_minutes", "night"),
    [
        ("1900-01-01T05:00:00.000Z", 0, "1900-01-01"),
        ("2199-12-31T23:59:59.999Z", 1439, "2199-12-31"),
        ("1999-13-31T00:00:00.000Z", 60, "1999-13-31"),
    ],
)
def test_a_moment_that_cannot_be_stops_no_migration(
    data: Path, began: str, offset_minutes: int, night: str
) -> None:
    file = older.make(data, {**FIRST_ROWS, "sessions": [older.session(3, began, offset_minutes)]})
    store = Store(data)
    assert [each.item for each in store.answers(date.min, date.max)] == ["coffee", "tea"]
    assert contents(file)["sessions"][0]["night"] == night


@EACH_VERSION
def test_it_is_backed_up_before_even_when_there_is_a_backup_of_today(
    data: Path, version: int
) -> None:
    file = older.make(data, ROWS[version], version)
    before = contents(file)
    place = data / "backups" / f"coach-{DAY}.db"
    place.parent.mkdir()
    older.make(data / "other", {"sessions": FIRST_ROWS["sessions"][:1]}).rename(place)
    assert Store(data, today=lambda: DAY).answers(date.min, date.max)
    assert schema.state_of(place) is State.OLDER
    assert contents(place) == before


@EACH_VERSION
def test_a_backup_of_that_schema_can_be_put_back(data: Path, version: int) -> None:
    file = older.make(data, ROWS[version], version)
    before = contents(file)
    store = Store(data, today=lambda: DAY)
    store.open()
    store.delete_diary(date(2026, 11, 21))
    store.database.restore(data / "backups" / f"coach-{DAY}.db")
    assert len(store.diaries(date.min, date.max)) == 2
    assert is_migrated(file, before)


@EACH_VERSION
def test_in_a_read_only_folder_it_can_be_read_and_stays_as_it_is(
    open_folder: Path, version: int
) -> None:
    file = older.make(open_folder, ROWS[version], version)
    file.chmod(0o644)
    raw = file.read_bytes()
    open_folder.chmod(0o555)
    with as_nobody():
        store = Store(open_folder, today=lambda: DAY)
        assert store.note() == ""
        stored = store.sessions(date.min, date.max)
        assert {each.id: each.night.isoformat() for each in stored} == NIGHTS
        assert len(store.diaries(date.min, date.max)) == 2
    assert file.read_bytes() == raw
    assert os.listdir(open_folder) == ["coach.db"]


@EACH_VERSION
def test_killed_in_the_middle_it_leaves_the_old_one_or_the_new_one(
    data: Path, tmp_path: Path, version: int
) -> None:
    file = older.make(tmp_path / "whole", ROWS[version], version)
    before = contents(file)

    def migrate(folder: Path, last_step: int) -> subprocess.CompletedProcess[str]:
        shutil.copytree(tmp_path / "whole", folder)
        command = [sys.executable, "-c", MIGRATES, str(folder), str(last_step)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    steps = int(migrate(data, 0).stdout)
    assert is_migrated(data / "coach.db", before)
    journals = 0
    for number in range(1, 13):
        folder = tmp_path / f"killed-{number}"
        assert migrate(folder, steps * number // 13).returncode == -signal.SIGKILL
        journals += (folder / "coach.db-journal").exists()
        state = schema.state_of(folder / "coach.db")
        if state is State.OLDER:
            assert contents(folder / "coach.db") == before, number
        else:
            assert is_migrated(folder / "coach.db", before), number
        assert Store(folder).note() == ""
        assert is_migrated(folder / "coach.db", before), number
    assert journals, "none was killed while it wrote"
