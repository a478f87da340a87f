"""All that is recorded as JSON, the same bytes each time; the nights as CSV."""

import codecs
import csv
import io
import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from coach.domain.health import HealthAnswer
from coach.domain.own import Awakening, Craving, Lapse, Note, PlanStep, TurnDate
from coach.store import export, schema
from coach.store.database import Database
from coach.store.own import TABLES, Own
from coach.store.records import DiaryRecord, ScaleRecord, SessionRecord, Store
from coach.store.values import insertion

MOMENT = datetime(2026, 11, 22, 21, 40, tzinfo=timezone(timedelta(hours=1)))
DAY = date(2026, 11, 22)
BOX = SessionRecord("breathing/box", "breathing", MOMENT, DAY, 300, 299.5, "finished")
DIARY = DiaryRecord(
    *(DAY, "Europe/Berlin", 60, "22:30"),
    quality=7,
    sweats=False,
    note="Rain",
    begins=MOMENT.replace(hour=12, minute=0),
    nap_minutes=20,
)
OWN: tuple[Own, ...] = (
    Craving(MOMENT, DAY, before=8, set_off="Rain", exercise="mind/urge"),
    Lapse(MOMENT, DAY, "At a party"),
    Note(MOMENT, DAY, "Call the doctor"),
    PlanStep(MOMENT, date(2026, 12, 1), "Only evenings"),
    TurnDate("stopped", date(2026, 11, 20), MOMENT),
    HealthAnswer("person", "Ana, +49 30 1", MOMENT),
    Awakening(DAY, opened=2, got_up=True),
)
"""One of each kind of what a person says of themselves."""


def exported(database: Database) -> bytes:
    """Return an export as it is printed."""
    return "".join(f"{line}\n" for line in export.as_json(export.tables(database))).encode()


def table(database: Database, name: str = export.NIGHTS) -> list[dict[str, str]]:
    """Return the rows of a table as CSV."""
    return rows_of(export.as_csv(export.tables(database), name))


def rows_of(lines: Iterable[str]) -> list[dict[str, str]]:
    """Return the rows of the lines of a CSV, which begin with a byte-order mark."""
    text = "\n".join(lines).encode().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store in which nothing has been recorded."""
    return Store(tmp_path / "data")


@pytest.fixture
def full(store: Store) -> Store:
    """A store with one of everything."""
    store.add_session(BOX)
    store.answer(DAY, "coffee", "done", MOMENT)
    store.save_diary(DIARY)
    for add in (store.add_rating, store.add_symptom):
        add(ScaleRecord(MOMENT, "legs", 3, "heavy"))
    for each in OWN:
        store.own.save(each)
    return store


# JSON


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
        "version": 3,
        "sessions": [
            {
                "id": 1,
                "began": at["moment"],
                "offset_minutes": 60,
                "night": "2026-11-22",
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
            | {"begins": "2026-11-22T11:00:00.000Z", "nap_minutes": 20}
            | unanswered
        ],
        "ratings": scale,
        "symptoms": scale,
        "cravings": [
            at
            | {"night": "2026-11-22", "before": 8, "after": None, "set_off": "Rain"}
            | {"helped": "", "exercise": "mind/urge"}
        ],
        "lapses": [at | {"night": "2026-11-22", "words": "At a party"}],
        "notes": [at | {"night": "2026-11-22", "text": "Call the doctor"}],
        "steps": [at | {"day": "2026-12-01", "text": "Only evenings"}],
        "dates": [{"what": "stopped", "day": "2026-11-20"} | at],
        "health": [{"question": "person", "said": "Ana, +49 30 1"} | at],
        "awakenings": [{"night": "2026-11-22", "opened": 2, "got_up": True}],
    }
    assert exported(full.database) == raw


def test_where_nothing_is_recorded_an_export_is_empty_and_makes_nothing(store: Store) -> None:
    content = json.loads(exported(store.database))
    assert content.pop("made_by") == "coach"
    assert content.pop("version") == 3
    assert content == {name: [] for name in schema.TABLES}
    assert not store.database.folder.exists()


def test_the_same_data_is_the_same_bytes_whatever_came_first(tmp_path: Path) -> None:
    one, other = Store(tmp_path / "one"), Store(tmp_path / "other")
    nights = [DIARY._replace(night=DAY - timedelta(n)) for n in range(3)]
    for store, order in ((one, nights), (other, nights[::-1])):
        for night in order:
            store.save_diary(night)
            for item in sorted(("tea", "coffee"), reverse=store is other):
                store.answer(night.night, item, "done", MOMENT)
        store.add_session(BOX)
    assert exported(one.database) == exported(other.database)


def test_an_export_is_safe_to_show_in_a_terminal(full: Store) -> None:
    note = "\x1b[31mred\x9b31m \u202eesrever\u2028\x7f 🌙 夜"
    full.save_diary(DIARY._replace(note=note))
    raw = exported(full.database)
    assert all(line.isprintable() for line in raw.decode().split("\n"))
    assert "🌙 夜" in raw.decode()
    lines = list(export.as_csv(export.tables(full.database)))
    assert not [c for line in lines for c in line if c in note and not c.isprintable()][1:]
    assert not {"\x1b", "\x9b", "\u202e", "\x7f"} & set("".join(lines))


# The nights as CSV


def test_a_night_is_a_line_of_what_is_known_of_it(full: Store) -> None:
    full.answer(DAY, "tea", "skipped", MOMENT)
    full.answer(DAY, "dog", "not-applicable", MOMENT)
    three = MOMENT + timedelta(hours=6)  # at 3 in the morning it is still the same night
    full.add_session(BOX._replace(script="bodyscan/ten", began=three, done_seconds=600.5))
    known = {
        **{"night": "2026-11-22", "into_bed": "22:30", "zone": "Europe/Berlin"},
        **{"offset_minutes": "60", "quality": "7", "sweats": "false", "note": "Rain"},
        **{"begins": "2026-11-22T11:00:00.000Z", "nap_minutes": "20"},
        **{"sessions": "2", "session_minutes": "15"},
        **{"items_done": "1", "items_skipped": "1", "items_not_applicable": "1"},
    }
    assert table(full.database) == [dict.fromkeys(export.COLUMNS, "") | known]


def test_nights_without_a_diary_are_listed_in_order(store: Store) -> None:
    store.answer(DAY + timedelta(1), "coffee", "done", MOMENT)
    store.save_diary(DIARY._replace(night=DAY - timedelta(1)))
    store.add_session(BOX)
    rows = table(store.database)
    assert [row["night"] for row in rows] == ["2026-11-21", "2026-11-22", "2026-11-23"]
    assert [row["sessions"] for row in rows] == ["0", "1", "0"]
    assert [row["items_done"] for row in rows] == ["0", "0", "1"]


def test_a_night_is_one_line_whatever_its_note(store: Store) -> None:
    store.save_diary(DIARY._replace(note='one\ntwo\r\n"three", four;\tfive'))
    lines = list(export.as_csv(export.tables(store.database)))
    assert len(lines) == 2
    assert not any("\n" in line or "\r" in line for line in lines)
    [row] = rows_of(lines)
    assert row["note"] == 'one\\ntwo\\r\\n"three", four;\\tfive'


def test_every_column_is_described_and_every_answer_of_the_diary_has_one() -> None:
    assert set(DiaryRecord._fields) <= set(export.COLUMNS)
    assert all(about and len(about) < 80 for about in export.COLUMNS.values())
    assert insertion("diaries").count("?") == len(DiaryRecord._fields)


# The other tables as CSV


def test_what_a_person_says_is_a_table_of_each_kind(full: Store) -> None:
    at = {"moment": "2026-11-22T20:40:00.000Z", "offset_minutes": "60"}
    night = {"night": "2026-11-22"}
    craving = {"before": "8", "after": "", "set_off": "Rain", "helped": "", "exercise": "mind/urge"}
    assert {name: table(full.database, name) for name in TABLES} == {
        "cravings": [at | night | craving],
        "lapses": [at | night | {"words": "At a party"}],
        "notes": [at | night | {"text": "Call the doctor"}],
        "steps": [at | {"day": "2026-12-01", "text": "Only evenings"}],
        "dates": [{"what": "stopped", "day": "2026-11-20"} | at],
        "health": [{"question": "person", "said": "Ana, +49 30 1"} | at],
        "awakenings": [night | {"opened": "2", "got_up": "true"}],
    }


@pytest.mark.parametrize("text", ["=1+1", "+49 30 1", "-", "@home", " =1", "\n=1", "＝1"])
def test_no_line_of_a_person_is_calculated(store: Store, text: str) -> None:
    store.own.save(Craving(MOMENT, DAY, set_off=text, helped=text, exercise=text))
    store.own.save(Lapse(MOMENT, DAY, text))
    store.own.save(Note(MOMENT, DAY, text))
    store.own.save(PlanStep(MOMENT, DAY, text))
    store.own.save(HealthAnswer("person", text, MOMENT))
    cells = [
        row[column]
        for name in ("cravings", "lapses", "notes", "steps", "health")
        for row in table(store.database, name)
        for column in row.keys() & {"set_off", "helped", "exercise", "words", "text", "said"}
    ]
    assert len(cells) == 7
    assert {cell.removeprefix("'") for cell in cells} == {text.replace("\n", "\\n")}
    assert all(cell.startswith("'") or cell.startswith("\\n") for cell in cells)


def test_every_column_of_every_table_is_described() -> None:
    for name in TABLES:
        about = export.columns_of(name)
        assert list(about) == list(schema.TABLES[name])
        assert all(meaning and len(meaning) < 80 for meaning in about.values())


# Spreadsheets


def test_the_csv_begins_with_a_mark_so_that_umlauts_are_read(store: Store) -> None:
    store.save_diary(DIARY._replace(note="müde 夜"))
    raw = "\n".join(export.as_csv(export.tables(store.database))).encode()
    assert raw.startswith(codecs.BOM_UTF8 + b"night,")
    assert raw.count(codecs.BOM_UTF8) == 1
    assert rows_of(raw.decode().split("\n"))[0]["note"] == "müde 夜"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49 30 1",
        "- müde",
        "@home",
        "=",
        " =1+1",
        "\n=1",
        "\t=1",
        "\r@x",
        "＝1",
        "－1",
        "＠",
    ],
)
def test_no_text_is_calculated_and_all_of_it_can_be_read(store: Store, text: str) -> None:
    store.save_diary(DIARY._replace(note=text, zone=text))
    [row] = table(store.database)
    for cell in (row["note"], row["zone"]):
        assert cell.lstrip()[0] not in "=+-@＝＋－＠"
        assert cell.isprintable()
        assert cell.removeprefix("'").encode().decode("unicode_escape").encode("latin-1") == (
            text.encode()
        )


def test_numbers_times_and_other_texts_stay_what_they_are(store: Store) -> None:
    store.save_diary(DIARY._replace(offset_minutes=-300, note="it's = fine - really"))
    [row] = table(store.database)
    assert row["offset_minutes"] == "-300"
    assert row["into_bed"] == "22:30"
    assert row["note"] == "it's = fine - really"
    assert row["night"] == "2026-11-22"
