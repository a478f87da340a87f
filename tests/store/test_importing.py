"""An export read back: what is new is recorded, what is there stays, what cannot be is refused."""

import json
import random
import shutil
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.own import Craving
from coach.errors import CoachError, InputError
from coach.person import questions
from coach.store import importing, schema
from coach.store.database import Database
from coach.store.importing import import_json
from coach.store.own import TABLE_OF, Own
from coach.store.records import AnswerRecord, DiaryRecord, ScaleRecord, SessionRecord, Store
from tests.store import decade
from tests.store.test_export import BOX, DAY, DIARY, MOMENT, OWN, exported
from tests.store.test_own import own_records
from tests.store.test_records import ALWAYS, ANY_DAY, answers, clocks, diaries, scales, sessions

Tree = dict[str, Any]
ROWS_IN_ALL = len(schema.TABLES)
"""How many rows there are where there is one of everything."""
minutes = st.none() | st.integers(0, 1440)
nights = st.builds(
    DiaryRecord._replace,
    diaries,
    times_awake=st.none() | st.integers(0, 99),
    **dict.fromkeys(("fell_asleep_minutes", "awake_minutes", "nap_minutes"), minutes),
)
"""Diaries as the app makes them."""


@pytest.fixture
def other(tmp_path: Path) -> Database:
    """An empty database to import into."""
    return Database(tmp_path / "other")


@pytest.fixture
def store(tmp_path: Path, full: Path) -> Store:
    """A store with one of everything."""
    shutil.copytree(full, tmp_path / "data")
    return Store(tmp_path / "data")


def fill(store: Store) -> None:
    """Record one of everything."""
    store.add_session(BOX)
    store.answer(DAY, "coffee", "done", MOMENT)
    store.save_diary(DIARY)
    for add in (store.add_rating, store.add_symptom):
        add(ScaleRecord(MOMENT, "legs", 3, "heavy"))
    for each in OWN:
        store.own.save(each)


def tree_of(store: Store) -> Tree:
    """Return what an export holds."""
    tree: Tree = json.loads(exported(store.database))
    return tree


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with one of everything, to be copied: to fill one takes its time."""
    folder = tmp_path_factory.mktemp("full")
    fill(Store(folder))
    return folder


@pytest.fixture(scope="module")
def one_of_everything(full: Path) -> Tree:
    """Return an export with one row of every table."""
    return tree_of(Store(full))


def bring(database: Database, tree: Tree) -> importing.Imported:
    """Import an export."""
    return import_json(database, json.dumps(tree).encode(), "x")


def made_by_coach(version: int = 3, **tables: list[Any]) -> Tree:
    """Return an export with these rows."""
    return {"made_by": "coach", "version": version} | tables


def reasons(result: importing.Imported) -> list[str]:
    """Return why rows were refused."""
    return [str(each) for each in result.refused]


# Out and in


@settings(max_examples=25)
@given(
    st.lists(sessions, max_size=4),
    st.lists(answers, max_size=4),
    st.lists(nights, max_size=3),
    st.lists(scales, max_size=3),
    st.lists(own_records, max_size=6),
    st.integers(),
)
def test_out_in_and_out_again_are_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory,
    some_sessions: list[SessionRecord],
    given_answers: list[AnswerRecord],
    some_nights: list[DiaryRecord],
    some_ratings: list[ScaleRecord],
    some_own: list[Own],
    seed: int,
) -> None:
    folder = tmp_path_factory.mktemp("case")
    store, other = Store(folder / "data"), Database(folder / "other")
    acts: list[Callable[[], Any]] = [
        *(lambda m=m: store.add_session(m) for m in 2 * some_sessions),
        *(lambda a=a: store.answer(*a) for a in given_answers),
        *(lambda n=n: store.save_diary(n) for n in some_nights),
        *(lambda t=t: store.add_symptom(t) for t in some_ratings),
        *(lambda o=o: store.own.save(o) for o in some_own),
    ]
    random.Random(seed).shuffle(acts)
    for act in acts:
        act()
    raw = exported(store.database)
    assert import_json(other, raw, "x").refused == []
    assert exported(other) == raw
    again = import_json(other, raw, "x")
    assert (again.came, again.refused) == (0, [])
    assert exported(other) == raw
    read = Store(other.folder)
    assert read.sessions(*ANY_DAY) == store.sessions(*ANY_DAY)
    assert read.symptoms(*ALWAYS) == store.symptoms(*ALWAYS)
    for kind in TABLE_OF:
        assert read.own.all(kind) == store.own.all(kind)
    assert read.diaries(*ANY_DAY) == store.diaries(*ANY_DAY)
    assert read.answers(*ANY_DAY) == store.answers(*ANY_DAY)


def test_ten_years_go_out_in_and_out(tmp_path: Path, other: Database) -> None:
    database = decade.fill(tmp_path / "decade", nights=100)
    raw = exported(database)
    rows = decade.decade(100)
    assert import_json(other, raw, "x") == (sum(map(len, rows.values())), 0, [])
    assert exported(other) == raw
    content = json.loads(raw)
    assert {name: content[name] for name in schema.TABLES} == rows  # ordered by keys


def test_ids_stay_and_new_ones_follow_them(store: Store, other: Database) -> None:
    store.database.write(lambda connection: connection.execute("UPDATE sessions SET id = 41"))
    import_json(other, exported(store.database), "x")
    assert Store(other.folder).sessions(DAY, DAY) == [BOX._replace(id=41)]
    assert Store(other.folder).add_session(BOX) == 42


def test_a_note_and_the_name_of_a_file_are_imported_as_they_are(store: Store) -> None:
    tree = tree_of(store)
    note, script = "\x1b[31m".ljust(2000, "x"), "breathing/\x1b[31m"
    tree["diaries"] = [tree["diaries"][0] | {"night": "2026-11-21", "note": note}]
    tree["sessions"][0] |= {"script": script, "routine": script}
    other = Store(store.database.folder.with_name("other"))
    assert bring(other.database, tree).refused == []
    assert other.diaries(*ANY_DAY)[0].note == note
    assert [each.script for each in other.sessions(*ANY_DAY)] == [script]


def test_half_of_a_character_is_replaced(store: Store, other: Database) -> None:
    tree = tree_of(store)
    tree["diaries"][0]["note"] = tree["answers"][0]["item"] = "a\ud800b"
    assert bring(other, tree) == (ROWS_IN_ALL, 0, [])
    read = Store(other.folder)
    assert [each.note for each in read.diaries(*ANY_DAY)] == ["a\ufffdb"]
    assert [each.item for each in read.answers(*ANY_DAY)] == ["a\ufffdb"]
    assert bring(other, tree) == (0, ROWS_IN_ALL, [])


# Exports of before


def test_in_an_export_of_version_1_nights_begin_at_noon(other: Database) -> None:
    session = {"pauses": 0, "script": "a/b", "kind": "a", "routine": "", "ending": "finished"}
    session |= {"planned_seconds": 1, "done_seconds": 1}
    began = [
        ("2026-11-22T10:59:59.999Z", 60, "2026-11-21"),
        ("2026-11-22T11:00:00.000Z", 60, "2026-11-22"),
        ("2026-11-22T23:30:00.000Z", 60, "2026-11-22"),
        ("2026-11-22T23:30:00.000Z", -720, "2026-11-21"),
        ("2026-11-22T23:30:00.000Z", 840, "2026-11-23"),
    ]
    rows = [
        session | {"id": id, "began": moment, "offset_minutes": offset}
        for id, (moment, offset, _) in enumerate(began, 1)
    ]
    night = {"night": "2026-11-22", "zone": "", "offset_minutes": 60, "note": "old"}
    tree = made_by_coach(1, sessions=rows, diaries=[night])
    assert bring(other, tree) == (6, 0, [])
    read = Store(other.folder)
    nights = {each.id: each.night.isoformat() for each in read.sessions(*ANY_DAY)}
    assert nights == {id: night for id, (_, _, night) in enumerate(began, 1)}
    assert read.diaries(DAY, DAY) == [DiaryRecord(DAY, "", 60, note="old")]
    assert json.loads(exported(other))["version"] == 3
    assert bring(other, tree) == (0, 6, [])


@pytest.mark.parametrize("version", [1, 2])
def test_cravings_of_an_old_export_become_symptoms_once(
    store: Store, other: Database, version: int
) -> None:
    scale = tree_of(store)["symptoms"][0]
    again = scale | {"name": "sugar", "id": 7}
    bad = [scale | {"name": ""}, scale | {"value": 11}, None]
    tree = made_by_coach(version, symptoms=[scale], cravings=[scale, again, *bad])
    result = bring(other, tree)
    assert reasons(result) == [
        'symptoms[4]: name: found "", expected a name without control characters, '
        "1 to 5000 characters",
        "symptoms[5]: value: found 11, expected 0 to 10",
        "symptoms[6]: found NoneType, expected a row with its keys",
    ]
    read = Store(other.folder)
    found = {each.id: each.name for each in read.symptoms(*ALWAYS)}
    assert found == {1: "legs", 7: "craving: sugar", 8: "craving: legs"}
    assert read.own.all(Craving) == []
    assert bring(other, tree).came == 0


@pytest.mark.parametrize("key", ["began", "offset_minutes"])
@pytest.mark.parametrize("value", [None, "now", "2026-02-30T20:40:00.000Z", [], 1e999, 10**9])
def test_an_old_session_without_a_moment_is_refused(
    store: Store, other: Database, key: str, value: object
) -> None:
    row = tree_of(store)["sessions"][0] | {key: value}
    del row["night"]
    [line] = reasons(bring(other, made_by_coach(1, sessions=[row])))
    assert line.startswith(f"sessions[1]: {key}: found ")


# Where records are


def test_what_is_there_stays_and_what_is_new_comes(store: Store) -> None:
    tree = tree_of(store)
    tree["diaries"][0]["note"] = "another"
    tree["diaries"].append(tree["diaries"][0] | {"night": "2026-11-21"})
    tree["answers"][0]["answer"] = "skipped"
    tree["answers"].append(tree["answers"][0] | {"item": "tea"})
    tree["symptoms"][0]["value"] = 9
    tree["symptoms"].append(tree["symptoms"][0] | {"name": "sugar"})
    tree["health"][0]["said"] = "Ben"
    tree["health"].append(tree["health"][0] | {"question": "holds", "said": "no"})
    tree["notes"][0]["text"] = "another"
    tree["awakenings"][0]["opened"] = 9
    before = tree_of(store)
    assert bring(store.database, tree) == (4, ROWS_IN_ALL, [])
    assert store.diaries(*ANY_DAY) == [
        DIARY._replace(night=DAY - timedelta(1), note="another"),
        DIARY,
    ]
    given = {each.item: each.answer for each in store.answers(*ANY_DAY)}
    assert given == {"coffee": "done", "tea": "skipped"}
    ratings = {(each.name, each.value, each.id) for each in store.symptoms(*ALWAYS)}
    assert ratings == {("legs", 3, 1), ("sugar", 9, 2)}
    after = tree_of(store)
    assert all(row in after[table] for table in schema.TABLES for row in before[table])


def test_a_session_is_known_by_its_beginning_and_its_script(store: Store) -> None:
    [row] = tree_of(store)["sessions"]
    rows = [
        row | {"id": 7, "done_seconds": 1},  # there already, under another id
        row | {"script": "breathing/four-six"},  # its id is taken
        row | {"began": "2026-11-23T20:40:00.000Z"},  # so is this
        row | {"id": 2, "began": "2026-11-24T20:40:00.000Z"},  # keeps its id
    ]
    assert bring(store.database, made_by_coach(sessions=rows)) == (3, 1, [])
    ids = {(each.began.day, each.script): each.id for each in store.sessions(*ANY_DAY)}
    assert ids == {
        (22, "breathing/box"): 1,
        (24, "breathing/box"): 2,
        (22, "breathing/four-six"): 3,
        (23, "breathing/box"): 4,
    }
    assert store.sessions(*ANY_DAY)[0].done_seconds == 299.5


def test_a_row_that_comes_twice_is_one(other: Database, store: Store) -> None:
    tree = tree_of(store)
    doubled = {table: 2 * tree[table] for table in schema.TABLES}
    assert bring(other, made_by_coach(**doubled)) == (ROWS_IN_ALL, ROWS_IN_ALL, [])
    assert exported(other) == exported(store.database)


def test_two_folders_become_one_whichever_comes_first(tmp_path: Path) -> None:
    one, two = Store(tmp_path / "one"), Store(tmp_path / "two")
    for store, hour in ((one, 1), (two, 2)):
        began = MOMENT + timedelta(hours=hour)
        store.add_session(BOX._replace(began=began))
        store.answer(DAY, f"item-{hour}", "done", began)
        store.save_diary(DIARY._replace(night=DAY + timedelta(hour)))
    results = []
    for number, order in enumerate(([one, two], [two, one])):
        both = Store(tmp_path / f"both-{number}")
        for store in order:
            assert bring(both.database, tree_of(store)) == (3, 0, [])
        sessions = [each._replace(id=0) for each in both.sessions(*ANY_DAY)]
        results.append((sessions, both.answers(*ANY_DAY), both.diaries(*ANY_DAY)))
    assert results[0] == results[1]
    assert len(results[0][0]) == 2


# Rows that cannot be

WRONG: dict[str, tuple[str, dict[str, Any], str]] = {
    "times awake": ("diaries", {"times_awake": 9999}, "times_awake: found 9999, expected 0 to 99"),
    "100 times": ("diaries", {"times_awake": 100}, "times_awake: found 100, expected 0 to 99"),
    "less than none": ("diaries", {"times_awake": -1}, "times_awake: found -1, expected 0 to 99"),
    "a day awake": ("diaries", {"awake_minutes": 1441}, "awake_minutes: found 1441, expected 0 to"),
    "a day to sleep": ("diaries", {"fell_asleep_minutes": 10**30}, "fell_asleep_minutes: found 1"),
    "a day of naps": ("diaries", {"nap_minutes": 1441}, "nap_minutes: found 1441, expected 0 to 1"),
    "eleven": ("diaries", {"quality": 11}, "quality: found 11, expected 0 to 10"),
    "half": ("diaries", {"legs": 0.5}, "legs: found 0.5, expected 0 to 10"),
    "no number": ("diaries", {"craving": float("nan")}, "craving: found NaN, expected 0 to 10"),
    "no end": ("diaries", {"anxiety": 1e999}, "anxiety: found Infinity, expected 0 to 10"),
    "true": ("diaries", {"quality": True}, "quality: found true, expected 0 to 10"),
    "no boolean": ("diaries", {"sweats": 1}, "sweats: found 1, expected true or false"),
    "hour 24": ("diaries", {"into_bed": "24:00"}, 'into_bed: found "24:00", expected a time as 22'),
    "other digits": ("diaries", {"into_bed": "२२:00"}, 'into_bed: found "२२:00", expected a time'),
    "a list": ("diaries", {"note": ["x"]}, "note: found a list of 1, expected a text"),
    "a table": ("diaries", {"note": {}}, "note: found a table, expected a text"),
    "a long note": ("diaries", {"note": "x" * 2001}, 'note: found "xxxxx'),
    "no such day": ("diaries", {"night": "2026-02-30"}, 'night: found "2026-02-30", expected a da'),
    "long ago": ("diaries", {"night": "1899-12-31"}, 'night: found "1899-12-31", expected a date'),
    "far away": ("diaries", {"night": "2200-01-01"}, 'night: found "2200-01-01", expected a date'),
    "another form": ("diaries", {"night": "20261122"}, 'night: found "20261122", expected a date'),
    "no beginning": ("diaries", {"begins": "noon"}, 'begins: found "noon", expected a moment as '),
    "a zone": ("diaries", {"zone": "\x07"}, 'zone: found "\\u0007", expected a name without cont'),
    "off the clock": ("answers", {"offset_minutes": 1440}, "offset_minutes: found 1440, expected "),
    "no moment": ("answers", {"moment": "now"}, 'moment: found "now", expected a moment as 2026'),
    "no such moment": ("answers", {"moment": "2026-11-22T24:00:00.000Z"}, "moment: found"),
    "another zone": ("answers", {"moment": "2026-11-22T20:40:00.000+01:00"}, "moment: found"),
    "an escape": (
        "answers",
        {"item": "\x1b[31mtea"},
        'item: found "\\u001b[31mtea", expected a na',
    ),
    "an override": ("answers", {"item": "\u202eaet"}, 'item: found "\\u202eaet", expected a name '),
    "no item": ("answers", {"item": ""}, 'item: found "", expected a name'),
    "nothing": ("answers", {"item": None}, "item: found nothing, expected a name"),
    "a long item": ("answers", {"item": "x" * 5001}, 'item: found "xxxxx'),
    "perhaps": ("answers", {"answer": "perhaps"}, 'answer: found "perhaps", expected done or skip'),
    "another key": ("answers", {"mood": 1}, "mood: found an unknown key, expected day, item, "),
    "an escape in a key": ("answers", {"\x1b[31m": 1}, "\\x1b[31m: found an unknown key"),
    "a kind": ("sessions", {"kind": "\x9b"}, 'kind: found "\\x9b", expected a name without contr'),
    "no script": ("sessions", {"script": ""}, 'script: found "", expected a text'),
    "for ever": ("sessions", {"planned_seconds": 1e999}, "planned_seconds: found Infinity, expect"),
    "no length": (
        "sessions",
        {"done_seconds": float("nan")},
        "done_seconds: found NaN, expected 0",
    ),
    "a month": ("sessions", {"done_seconds": 2_600_000}, "done_seconds: found 2600000, expected 0"),
    "backwards": ("sessions", {"done_seconds": -1}, "done_seconds: found -1, expected 0 to 604800"),
    "crashed": ("sessions", {"ending": "crashed"}, 'ending: found "crashed", expected finished or'),
    "pauses": ("sessions", {"pauses": 10**30}, "pauses: found 1000000"),
    "id 0": ("sessions", {"id": 0}, "id: found 0, expected 1 to "),
    "a huge id": ("sessions", {"id": 2**63}, "id: found 9223372036854775808, expected 1 to "),
    "no night": ("sessions", {"night": None}, "night: found nothing, expected a date as 2026-11-2"),
    "a name": ("symptoms", {"name": "\u202e"}, 'name: found "\\u202e", expected a name without co'),
    "strong": ("ratings", {"value": 11}, "value: found 11, expected 0 to 10"),
    "a long symptom": ("symptoms", {"note": "x" * 2001}, 'note: found "xxx'),
    "a strong craving": ("cravings", {"before": 11}, "before: found 11, expected 0 to 10"),
    "a long line": ("cravings", {"helped": "x" * 201}, 'helped: found "xxx'),
    "control in a line": (
        "lapses",
        {"words": "\x1b[2J"},
        'words: found "\\u001b[2J", expected a n',
    ),
    "an empty note": ("notes", {"text": ""}, 'text: found "", expected a name without control ch'),
    "a step of no day": (
        "steps",
        {"day": "soon"},
        'day: found "soon", expected a date as 2026-11-',
    ),
    "another turn": ("dates", {"what": "paused"}, 'what: found "paused", expected stopped or cutt'),
    "another question": (
        "health",
        {"question": "age"},
        'question: found "age", expected a ques',
    ),
    "another answer": (
        "health",
        {"question": "seizures", "said": "perhaps"},
        'said: found "perhaps", expected an answer to seizures',
    ),
    "less than never": ("awakenings", {"opened": -1}, "opened: found -1, expected 0 to 1000000"),
    "perhaps got up": ("awakenings", {"got_up": None}, "got_up: found nothing, expected true or f"),
}


@pytest.mark.parametrize(("table", "changes", "line"), WRONG.values(), ids=WRONG)
def test_a_row_that_cannot_be_is_refused_and_all_others_come(
    store: Store, other: Database, table: str, changes: dict[str, Any], line: str
) -> None:
    tree = tree_of(store)
    tree[table].insert(0, tree[table][0] | changes)
    result = bring(other, tree)
    assert (result.came, result.were_there) == (ROWS_IN_ALL, 0)
    [reason] = reasons(result)
    assert reason.startswith(f"{table}[1]: {line}")
    assert reason.isprintable() and len(reason) < 200
    assert exported(other) == exported(store.database)


def test_a_row_that_is_none_is_refused(store: Store, other: Database) -> None:
    rows = [1, None, "x", [], *tree_of(store)["answers"], {}]
    result = bring(other, made_by_coach(answers=rows))
    assert (result.came, result.were_there) == (1, 0)
    assert reasons(result) == [
        "answers[1]: found the number 1, expected a row with its keys",
        "answers[2]: found NoneType, expected a row with its keys",
        'answers[3]: found the text "x", expected a row with its keys',
        "answers[4]: found an empty list, expected a row with its keys",
        "answers[6]: day: found nothing, expected a date as 2026-11-22, 1900 to 2199",
    ]


def test_where_no_row_is_good_nothing_is_made(other: Database) -> None:
    result = bring(other, made_by_coach(answers=[{}]))
    assert (result.came, result.were_there, len(result.refused)) == (0, 0, 1)
    assert not other.folder.exists()


ROWS = 4
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-3, 2000),
    st.floats(),
    st.text(max_size=30),
    st.dates().map(str),
    clocks,
    st.datetimes().map(lambda moment: f"{moment.isoformat(timespec='milliseconds')}Z"),
    st.lists(st.none(), max_size=2),
)


@settings(max_examples=50)
@given(st.data())
def test_whatever_a_value_is_it_is_taken_or_refused(
    one_of_everything: Tree, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """What the checks let through is never refused by the database: that would stop all others."""
    folder = tmp_path_factory.mktemp("case")
    other, tree = Database(folder / "other"), deepcopy(one_of_everything)
    for table in schema.TABLES:
        tree[table] = [dict(tree[table][0]) for _ in range(ROWS)]
        for row in tree[table]:
            for key in data.draw(st.sets(st.sampled_from(sorted(row)), max_size=3)):
                row[key] = data.draw(JUNK)
    result = bring(other, tree)
    assert result.came + result.were_there + len(result.refused) == len(schema.TABLES) * ROWS
    assert all(reason.isprintable() for reason in reasons(result))
    assert import_json(Database(folder / "third"), exported(other), "x") == (result.came, 0, [])


@pytest.mark.parametrize(
    "question", [q for q in questions.QUESTIONS if q.kind in ("minutes", "times", "scale")]
)
@pytest.mark.parametrize("number", [0, 1, 10, 11, 99, 100, 1440, 1441, 9999])
def test_a_number_is_taken_where_the_morning_takes_it(
    other: Database, question: questions.Question, number: int
) -> None:
    row = {"night": "2026-11-22", "zone": "", "offset_minutes": 0, "note": ""}
    result = bring(other, made_by_coach(diaries=[row | {question.field: number}]))
    assert result.came == (questions.answer(question, str(number)) is not None)


# What is no export

NO_EXPORT: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "x: is not JSON: Expecting value"),
    "no utf-8": (b'{"a": "\xff"}', "x: is not JSON: "),
    "too deep": (b"[" * 100_000, "x: is not JSON: "),
    "a huge number": (b"9" * 10_000, "x: is not JSON: "),
    "a list": (b"[]", "x: was not made by `coach data export --format json`"),
    "of others": (b'{"made_by": "others", "version": 3}', "x: was not made by"),
    "newer": (b'{"made_by": "coach", "version": 4}', "x: has the version 4; this coach reads 1 to"),
    "no version": (b'{"made_by": "coach"}', "x: has the version nothing; this coach reads 1 to 3"),
    "true": (b'{"made_by": "coach", "version": true}', "x: has the version true; this coach reads"),
    "another table": (
        b'{"made_by": "coach", "version": 2, "\\u001b": []}',
        r"x: \x1b: there is no such table",
    ),
    "no list": (
        b'{"made_by": "coach", "version": 2, "answers": {}}',
        "x: answers: found no list of rows",
    ),
}


@pytest.mark.parametrize(("raw", "line"), NO_EXPORT.values(), ids=NO_EXPORT)
def test_what_is_no_export_is_an_error_and_changes_nothing(
    store: Store, raw: bytes, line: str
) -> None:
    before = exported(store.database)
    with pytest.raises(InputError) as caught:
        import_json(store.database, raw, "x")
    assert str(caught.value).startswith(line)
    assert str(caught.value).isprintable()
    assert exported(store.database) == before


def test_what_cannot_be_written_changes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = tree_of(store)
    tree["diaries"][0]["night"] = "2026-11-21"
    tree["answers"][0]["item"] = "tea"
    before = exported(store.database)
    monkeypatch.setitem(schema.KEYS, "diaries", ("no such column",))
    with pytest.raises(CoachError, match="could not be written"):
        bring(store.database, tree)
    monkeypatch.undo()
    assert exported(store.database) == before
