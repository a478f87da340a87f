"""Export, import and export give the same bytes; anything else is refused as a whole."""

import csv
import io
import json
import random
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import CoachError, InputError
from coach.store import export, schema
from coach.store.database import Database
from coach.store.records import (
    AnswerRecord,
    DiaryRecord,
    ScaleRecord,
    SessionRecord,
    Store,
    insertion,
)
from tests.store import decade
from tests.store.test_records import answers, diaries, scales, sessions

MOMENT = datetime(2026, 11, 22, 21, 40, tzinfo=timezone(timedelta(hours=1)))
DAY = date(2026, 11, 22)
DIARY = DiaryRecord(DAY, "Europe/Berlin", 60, "22:30", quality=7, sweats=False, note="Rain")


def exported(database: Database) -> bytes:
    """Return an export as it is printed."""
    return "".join(f"{line}\n" for line in export.as_json(export.tables(database))).encode()


def table(database: Database) -> list[dict[str, str]]:
    """Return the rows of the CSV."""
    lines = list(export.as_csv(export.tables(database)))
    return list(csv.DictReader(lines))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store in which nothing has been recorded."""
    return Store(tmp_path / "data")


@pytest.fixture
def other(tmp_path: Path) -> Database:
    """An empty database to import into."""
    return Database(tmp_path / "other")


@pytest.fixture
def full(store: Store) -> Store:
    """A store with one of everything."""
    store.add_session(SessionRecord("breathing/box", "breathing", MOMENT, 300, 299.5, "finished"))
    store.answer(DAY, "coffee", "done", MOMENT)
    store.save_diary(DIARY)
    for add in (store.add_rating, store.add_symptom, store.add_craving):
        add(ScaleRecord(MOMENT, "legs", 3, "heavy"))
    return store


# Out and in


@settings(max_examples=25)
@given(
    st.lists(sessions, max_size=4),
    st.lists(answers, max_size=4),
    st.lists(diaries, max_size=3),
    st.lists(scales, max_size=3),
    st.integers(),
)
def test_out_in_and_out_again_are_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory,
    some_sessions: list[SessionRecord],
    given_answers: list[AnswerRecord],
    nights: list[DiaryRecord],
    some_ratings: list[ScaleRecord],
    seed: int,
) -> None:
    folder = tmp_path_factory.mktemp("case")
    store, other = Store(folder / "data"), Database(folder / "other")
    acts: list[Callable[[], Any]] = [
        *(lambda m=m: store.add_session(m) for m in some_sessions),
        *(lambda a=a: store.answer(*a) for a in given_answers),
        *(lambda n=n: store.save_diary(n) for n in nights),
        *(lambda t=t: store.add_craving(t) for t in some_ratings),
        *(lambda t=t: store.add_symptom(t) for t in some_ratings),
    ]
    random.Random(seed).shuffle(acts)
    for act in acts:
        act()
    raw = exported(store.database)
    export.import_json(other, raw, "x")
    assert exported(other) == raw
    read = Store(other.folder)
    always = datetime(1900, 1, 1, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC)
    assert read.sessions(*always) == store.sessions(*always)
    assert read.cravings(*always) == store.cravings(*always)
    assert read.diaries(date.min, date.max) == store.diaries(date.min, date.max)
    assert read.answers(date.min, date.max) == store.answers(date.min, date.max)


def test_an_export_is_json_with_everything_and_no_time_of_its_own(full: Store) -> None:
    raw = exported(full.database)
    at = {"moment": "2026-11-22T20:40:00.000Z", "offset_minutes": 60}
    scale = [{"id": 1} | at | {"name": "legs", "value": 3, "note": "heavy"}]
    unanswered: dict[str, None] = dict.fromkeys(
        [
            *("tried", "last_awake", "out_of_bed", "fell_asleep_minutes", "awake_minutes"),
            *("times_awake", "legs", "craving", "anxiety"),
        ]
    )
    assert json.loads(raw) == {
        "made_by": "coach",
        "version": 1,
        "sessions": [
            {
                "id": 1,
                "began": at["moment"],
                "offset_minutes": 60,
                "script": "breathing/box",
                "kind": "breathing",
                "planned_seconds": 300,
                "done_seconds": 299.5,
                "ending": "finished",
                "routine": "",
                "pauses": 0,
            }
        ],
        "answers": [{"day": "2026-11-22", "item": "coffee", "answer": "done"} | at],
        "diaries": [
            {"night": "2026-11-22", "into_bed": "22:30", "zone": "Europe/Berlin"}
            | {"offset_minutes": 60, "quality": 7, "sweats": False, "note": "Rain"}
            | unanswered
        ],
        "ratings": scale,
        "symptoms": scale,
        "cravings": scale,
    }
    assert exported(full.database) == raw


def test_where_nothing_is_recorded_an_export_is_empty_and_makes_nothing(store: Store) -> None:
    content = json.loads(exported(store.database))
    assert content.pop("made_by") == "coach"
    assert content.pop("version") == 1
    assert content == {name: [] for name in schema.TABLES}
    assert not store.database.folder.exists()


def test_ids_stay_and_new_ones_follow_them(full: Store, other: Database) -> None:
    session = full.sessions(MOMENT, MOMENT + timedelta(1))[0]
    full.database.write(lambda connection: connection.execute("UPDATE sessions SET id = 41"))
    export.import_json(other, exported(full.database), "x")
    assert Store(other.folder).sessions(MOMENT, MOMENT + timedelta(1))[0].id == 41
    assert Store(other.folder).add_session(session) == 42


def test_an_export_is_safe_to_show_in_a_terminal(full: Store, other: Database) -> None:
    note = "\x1b[31mred\x9b31m \u202eesrever\u2028\x7f 🌙 夜"
    full.save_diary(DIARY._replace(note=note))
    raw = exported(full.database)
    assert all(line.isprintable() for line in raw.decode().split("\n"))
    assert "🌙 夜" in raw.decode()
    export.import_json(other, raw, "x")
    assert Store(other.folder).diaries(DAY, DAY)[0].note == note
    lines = list(export.as_csv(export.tables(full.database)))
    assert not [c for line in lines for c in line if c in note and not c.isprintable()][1:]
    assert not {"\x1b", "\x9b", "\u202e", "\x7f"} & set("".join(lines))


def test_ten_years_go_out_in_and_out(tmp_path: Path, other: Database) -> None:
    database = decade.fill(tmp_path / "decade", nights=100)
    raw = exported(database)
    assert export.import_json(other, raw, "x") == sum(map(len, decade.decade(100).values()))
    assert exported(other) == raw
    content = json.loads(raw)
    assert {name: content[name] for name in schema.TABLES} == decade.decade(100)  # ordered by keys


# What is no export


def changed(**changes: Any) -> Callable[[dict[str, Any]], bytes]:
    """Return an export with some of its top-level keys changed."""
    return lambda content: json.dumps(content | changes).encode()


def row(name: str, /, **changes: Any) -> Callable[[dict[str, Any]], bytes]:
    """Return an export in which the first row of a table has some of its values changed."""
    return lambda content: json.dumps(content | {name: [content[name][0] | changes]}).encode()


def twice(name: str) -> Callable[[dict[str, Any]], bytes]:
    """Return an export in which the rows of a table come twice."""
    return lambda content: json.dumps(content | {name: 2 * content[name]}).encode()


BAD: dict[str, tuple[Callable[[dict[str, Any]], bytes], str]] = {
    "nothing": (lambda _: b"", "x: is no JSON: Expecting value"),
    "no utf-8": (lambda _: b'{"a": "\xff"}', "x: is no JSON: "),
    "too deep": (lambda _: b"[" * 100_000, "x: is no JSON: "),
    "a huge number": (lambda _: b"9" * 10_000, "x: is no JSON: "),
    "a list": (lambda _: b"[]", "x: was not made by `coach data export --format json`"),
    "of others": (changed(made_by="others"), "x: was not made by"),
    "newer": (changed(version=2), "x: has the version 2; this coach reads 1"),
    "another table": (changed(dreams=[]), "x: dreams: there is no such table"),
    "no list": (changed(answers={}), "x: answers: found no list of rows"),
    "no rows": (changed(answers=[1]), "x: answers: found no list of rows"),
    "another key": (row("answers", mood=1), "x: answers[1]: mood: there is no such key"),
    "a boolean": (row("sessions", pauses=True), "x: sessions[1]: pauses: found true"),
    "no boolean": (row("diaries", sweats=1), "x: diaries[1]: sweats: found 1"),
    "a table": (row("diaries", note={}), "x: diaries[1]: note: found a list or a table"),
    "a missing value": (row("answers", item=None), "x: answers[1]: item: is missing"),
    "no moment": (row("answers", moment="now"), 'x: answers[1]: moment: found "now"'),
    "no such day": (row("answers", day="2026-02-30"), 'x: answers[1]: day: found "2026-02-30"'),
    "hour 24": (
        row("answers", moment="2026-11-22T24:00:00.000Z"),
        'x: answers[1]: moment: found "2026-11-22T24:00:00.000Z"',
    ),
    "another form": (
        row("sessions", began="2026-11-22 20:40:00.000Z"),
        'x: sessions[1]: began: found "2026-11-22 20:40:00.000Z"',
    ),
    "long ago": (
        row("diaries", night="1899-12-31"),
        "x: diaries[1]: night: found what it cannot be",
    ),
    "off the clock": (
        row("answers", offset_minutes=9999),
        "x: answers[1]: offset_minutes: found what",
    ),
    "an escape in an item": (
        row("answers", item="\x1b[31mtea"),
        r'x: answers[1]: item: found a control character in the text "\x1b[31mtea", expected',
    ),
    "an escape in a kind": (row("sessions", kind="\x9b"), "x: sessions[1]: kind: found a control"),
    "an override in a name": (row("cravings", name="\u202e"), "x: cravings[1]: name: found a con"),
    "an escape in a zone": (row("diaries", zone="\x07"), "x: diaries[1]: zone: found a control"),
    "a long note": (
        row("diaries", note="x" * 2001),
        "x: diaries[1]: note: found 2001 characters, expected at most 2000",
    ),
    "a long note of a craving": (row("cravings", note="x" * 2001), "x: cravings[1]: note: found 2"),
    "a long item": (row("answers", item="x" * 5001), "x: answers[1]: item: found 5001 characters"),
    "a long day": (row("answers", day="x" * 5001), 'x: answers[1]: day: found "xxx'),
    "no number": (
        row("diaries", quality=float("nan")),
        "x: diaries[1]: quality: found NaN, expected a number",
    ),
    "an endless number": (row("diaries", legs=1e999), "x: diaries[1]: legs: found Infinity"),
    "infinite": (row("sessions", planned_seconds=1e999), "x: sessions[1]: "),
    "not a number": (row("sessions", planned_seconds=float("nan")), "x: sessions[1]: "),
    "beyond all numbers": (row("sessions", pauses=10**30), "x: sessions[1]: "),
    "an escape": (row("answers", **{"\x1b[31m": 1}), "x: answers[1]: \\x1b[31m: there is no"),
    "twice": (twice("sessions"), "x: sessions[2]: id: is there twice"),
    "two answers": (twice("answers"), "x: answers[2]: day: is there twice"),
}


@pytest.mark.parametrize(("make", "line"), BAD.values(), ids=BAD)
def test_anything_but_an_export_is_refused_as_a_whole(
    full: Store, other: Database, make: Callable[[dict[str, Any]], bytes], line: str
) -> None:
    with pytest.raises(InputError) as caught:
        export.import_json(other, make(json.loads(exported(full.database))), "x")
    assert str(caught.value).startswith(line)
    assert str(caught.value).isprintable()
    assert json.loads(exported(other))["sessions"] == []


def test_where_something_is_recorded_nothing_is_imported(full: Store) -> None:
    raw = exported(full.database)
    with pytest.raises(CoachError) as caught:
        export.import_json(full.database, raw, "x")
    assert caught.value.exit_code == 1
    assert str(caught.value).endswith("data: there are records already; nothing was changed")
    assert exported(full.database) == raw


def test_a_note_and_the_name_of_a_file_are_imported_as_they_are(other: Database) -> None:
    note, script = "\x1b[31m".ljust(2000, "x"), "breathing/\x1b[31m"
    content: dict[str, Any] = {"made_by": "coach", "version": 1}
    content["diaries"] = [{"night": "2026-11-22", "zone": "", "offset_minutes": 0, "note": note}]
    session = {"id": 1, "began": "2026-11-22T20:40:00.000Z", "offset_minutes": 0, "pauses": 0}
    session |= {"script": script, "kind": "breathing", "routine": script, "ending": "finished"}
    content["sessions"] = [session | {"planned_seconds": 1, "done_seconds": 1}]
    assert export.import_json(other, json.dumps(content).encode(), "x") == 2
    assert Store(other.folder).diaries(DAY, DAY)[0].note == note
    assert Store(other.folder).sessions(MOMENT, MOMENT + timedelta(1))[0].script == script


def test_what_an_older_export_lacks_is_not_answered(other: Database) -> None:
    content = {"made_by": "coach", "version": 1}
    nights = [{"night": "2026-11-22", "zone": "", "offset_minutes": 0, "note": ""}]
    assert export.import_json(other, json.dumps(content | {"diaries": nights}).encode(), "x") == 1
    assert Store(other.folder).diaries(DAY, DAY) == [DiaryRecord(DAY, "", 0)]


# The nights as CSV


def test_a_night_is_a_line_of_what_is_known_of_it(full: Store) -> None:
    full.answer(DAY, "tea", "skipped", MOMENT)
    full.answer(DAY, "dog", "not-applicable", MOMENT)
    three = MOMENT + timedelta(hours=6)  # at 3 in the morning it is still the same night
    full.add_session(SessionRecord("bodyscan/ten", "bodyscan", three, 600, 600.5, "finished"))
    known = {
        **{"night": "2026-11-22", "into_bed": "22:30", "zone": "Europe/Berlin"},
        **{"offset_minutes": "60", "quality": "7", "sweats": "false", "note": "Rain"},
        **{"sessions": "2", "session_minutes": "15"},
        **{"items_done": "1", "items_skipped": "1", "items_not_applicable": "1"},
    }
    assert table(full.database) == [dict.fromkeys(export.COLUMNS, "") | known]


def test_nights_without_a_diary_are_listed_in_order(store: Store) -> None:
    store.answer(DAY + timedelta(1), "coffee", "done", MOMENT)
    store.save_diary(DIARY._replace(night=DAY - timedelta(1)))
    store.add_session(SessionRecord("a/b", "a", MOMENT, 1, 1, "finished"))
    rows = table(store.database)
    assert [row["night"] for row in rows] == ["2026-11-21", "2026-11-22", "2026-11-23"]
    assert [row["sessions"] for row in rows] == ["0", "1", "0"]
    assert [row["items_done"] for row in rows] == ["0", "0", "1"]


def test_a_night_is_one_line_whatever_its_note(store: Store) -> None:
    store.save_diary(DIARY._replace(note='one\ntwo\r\n"three", four;\tfive'))
    lines = list(export.as_csv(export.tables(store.database)))
    assert len(lines) == 2
    assert not any("\n" in line or "\r" in line for line in lines)
    [row] = csv.DictReader(io.StringIO("\n".join(lines)))
    assert row["note"] == 'one\\ntwo\\r\\n"three", four;\\tfive'


def test_every_column_is_described_and_every_answer_of_the_diary_has_one() -> None:
    assert set(DiaryRecord._fields) <= set(export.COLUMNS)
    assert all(about and len(about) < 80 for about in export.COLUMNS.values())
    assert insertion("diaries").count("?") == len(DiaryRecord._fields)


def test_an_impossible_moment_is_an_error(full: Store) -> None:
    def change(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE sessions SET began = '2026-02-30T20:40:00.000Z'")

    full.database.write(change)
    with pytest.raises(CoachError, match="session 1: day is out of range for month"):
        list(export.as_csv(export.tables(full.database)))
