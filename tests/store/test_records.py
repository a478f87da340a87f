"""What is recorded comes back as it was; what cannot be is an error and changes nothing."""

import itertools
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import CoachError
from coach.store.records import (
    AnswerRecord,
    DiaryRecord,
    Ending,
    ScaleRecord,
    SessionRecord,
    Store,
)
from coach.text import has_control

MOMENT = datetime(2026, 11, 22, 21, 40, 0, 123000, timezone(timedelta(hours=1)))
DAY = date(2026, 11, 22)
ONE_DAY = timedelta(1)
BOX = SessionRecord("breathing/box", "breathing", MOMENT, DAY, 300.0, 299.125, "stopped")

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
some_words = words.filter(bool)
names = words.filter(lambda text: not has_control(text))
some_names = names.filter(bool)
offsets = st.integers(-1439, 1439).map(lambda m: timezone(timedelta(minutes=m)))
moments = st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1), timezones=offsets).map(
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)
days = st.dates(date(1950, 1, 1), date(2150, 1, 1))
clocks = st.none() | st.times().map(lambda t: f"{t:%H:%M}")
tens = st.none() | st.integers(0, 10)
counts = st.none() | st.integers(0, 10**6)
lengths = st.integers(0, 10**8).map(lambda ms: ms / 1000)
sessions = st.builds(
    SessionRecord,
    script=some_words,
    kind=some_names,
    began=moments,
    night=days,
    planned_seconds=lengths,
    done_seconds=lengths,
    ending=st.sampled_from(["finished", "stopped"]),
    routine=words,
    pauses=st.integers(0, 99),
    id=st.just(0),
)
answers = st.builds(
    AnswerRecord,
    day=days,
    item=some_names,
    answer=st.sampled_from(["done", "skipped", "not-applicable"]),
    moment=moments,
)
diaries = st.builds(
    DiaryRecord,
    night=days,
    zone=names,
    offset_minutes=st.integers(-1439, 1439),
    **dict.fromkeys(("into_bed", "tried", "last_awake", "out_of_bed"), clocks),
    **dict.fromkeys(("fell_asleep_minutes", "awake_minutes", "times_awake"), counts),
    nap_minutes=counts,
    **dict.fromkeys(("quality", "legs", "craving", "anxiety"), tens),
    sweats=st.none() | st.booleans(),
    note=words,
    begins=st.none() | moments,
)
scales = st.builds(
    ScaleRecord,
    moment=moments,
    name=some_names,
    value=st.integers(0, 10),
    note=words,
    id=st.just(0),
)
ALWAYS = (datetime(1900, 1, 1, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC))
ANY_DAY = (date(1900, 1, 1), date(2199, 1, 1))
_numbers = itertools.count()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store in which nothing has been recorded."""
    return Store(tmp_path / "data")


# Everything comes back


@given(session=sessions, answer=answers, diary=diaries, rating=scales)
def test_what_was_recorded_comes_back(
    tmp_path: Path,
    session: SessionRecord,
    answer: AnswerRecord,
    diary: DiaryRecord,
    rating: ScaleRecord,
) -> None:
    store = Store(tmp_path / f"data-{next(_numbers)}")
    id = store.add_session(session)
    assert store.sessions(*ANY_DAY) == [session._replace(id=id)]
    assert store.sessions(*ANY_DAY)[0].began.utcoffset() == session.began.utcoffset()
    assert (session.script in store.finished()) == (session.ending == "finished")
    store.answer(*answer)
    assert store.answers(*ANY_DAY) == [answer]
    store.save_diary(diary)
    assert store.diaries(*ANY_DAY) == [diary]
    [stored] = store.diaries(*ANY_DAY)
    assert type(stored.sweats) is type(diary.sweats)
    if stored.begins:
        assert stored.begins.utcoffset() == timedelta(minutes=diary.offset_minutes)
    assert (store.add_rating(rating), store.add_symptom(rating)) == (1, 1)
    for read in (store.ratings, store.symptoms):
        assert read(*ALWAYS) == [rating._replace(id=1)]


def test_what_was_taken_back_is_gone(store: Store) -> None:
    store.answer(DAY, "coffee", "done", MOMENT)
    store.answer(DAY, "coffee", None, MOMENT)
    store.save_diary(DiaryRecord(DAY, "Europe/Berlin", 60))
    store.delete_diary(DAY)
    assert (store.answers(DAY, DAY), store.diaries(DAY, DAY)) == ([], [])


# Days, moments and order


def test_answers_are_those_of_both_days_and_between_in_order(store: Store) -> None:
    for number in (3, 1, 2, 0, 4):
        for item in ("b", "a"):
            store.answer(DAY + number * ONE_DAY, item, "done", MOMENT)
    stored = store.answers(DAY + ONE_DAY, DAY + 3 * ONE_DAY)
    assert [(each.day, each.item) for each in stored] == [
        (DAY + number * ONE_DAY, item) for number in (1, 2, 3) for item in ("a", "b")
    ]


def test_an_item_has_one_answer_a_day_the_last_one(store: Store) -> None:
    store.answer(DAY, "coffee", "skipped", MOMENT)
    store.answer(DAY, "coffee", "done", MOMENT + ONE_DAY)
    assert store.answers(DAY, DAY) == [AnswerRecord(DAY, "coffee", "done", MOMENT + ONE_DAY)]


def test_taking_back_what_was_not_answered_is_fine(store: Store) -> None:
    store.answer(DAY, "coffee", "done", MOMENT)
    store.answer(DAY, "tea", None, MOMENT)
    store.delete_diary(DAY)
    assert len(store.answers(DAY, DAY)) == 1


def test_a_night_has_one_diary_the_last_one(store: Store) -> None:
    store.save_diary(DiaryRecord(DAY, "Europe/Berlin", 60, quality=3))
    store.save_diary(DiaryRecord(DAY, "Europe/Berlin", 60, legs=4))
    assert store.diaries(DAY, DAY) == [DiaryRecord(DAY, "Europe/Berlin", 60, legs=4)]


def test_sessions_are_those_of_both_nights_and_between_as_they_began(store: Store) -> None:
    for number in (2, 0, 4, 1, 3):  # whatever the moment says: the night is that of the record
        began = (MOMENT - number * timedelta(hours=1)).astimezone(timezone(timedelta(hours=-9)))
        store.add_session(BOX._replace(began=began, night=DAY + number * ONE_DAY))
    stored = store.sessions(DAY + ONE_DAY, DAY + 3 * ONE_DAY)
    assert [each.night for each in stored] == [DAY + number * ONE_DAY for number in (3, 2, 1)]
    assert [each.began for each in stored] == sorted(each.began for each in stored)


def test_each_session_has_an_id_of_its_own(store: Store) -> None:
    ids = [store.add_session(BOX) for _ in range(3)]
    assert ids == [1, 2, 3]
    assert [each.id for each in store.sessions(DAY, DAY)] == ids


def test_a_session_that_went_on_is_recorded_in_the_place_of_itself(store: Store) -> None:
    ids = [store.add_session(BOX), store.add_session(BOX._replace(began=MOMENT + ONE_DAY))]
    longer = BOX._replace(id=ids[0], done_seconds=300, ending="finished")
    assert store.add_session(longer) == ids[0]
    stored = store.sessions(*ANY_DAY)
    assert stored == [longer, BOX._replace(began=MOMENT + ONE_DAY, id=ids[1])]


def test_a_session_never_takes_the_place_of_another_one(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path / "begun anew")
    session = BOX._replace(id=other.add_session(BOX))
    store.add_session(BOX._replace(began=MOMENT + ONE_DAY))
    assert store.add_session(session) == 2
    assert [each.began for each in store.sessions(*ANY_DAY)] == [MOMENT, MOMENT + ONE_DAY]


def test_only_sessions_that_reached_their_end_are_counted_by_their_script(store: Store) -> None:
    ended: list[tuple[str, Ending]] = [("a/a", "finished"), ("a/a", "stopped")]
    for script, ending in [*ended, ("b/b", "finished"), ("a/a", "finished"), ("c/c", "stopped")]:
        store.add_session(BOX._replace(script=script, ending=ending))
    assert store.finished() == {"a/a": 2, "b/b": 1}


def test_a_moment_without_an_offset_has_that_of_this_machine(store: Store) -> None:
    here = datetime(2026, 11, 22, 21, 40)
    store.answer(DAY, "coffee", "done", here)
    assert store.answers(DAY, DAY)[0].moment == here.astimezone()


def test_half_of_a_character_is_replaced(store: Store) -> None:
    store.save_diary(DiaryRecord(DAY, "", 0, note="a\ud800b\ud83c\udf19"))
    assert store.diaries(DAY, DAY)[0].note == "a�b🌙"
    store.answer(DAY, "\udcff", "done", MOMENT)
    store.answer(DAY, "\udcff", None, MOMENT)
    assert store.answers(DAY, DAY) == []


# What cannot be recorded

PERHAPS: Any = "perhaps"
BAD: list[tuple[str, Callable[[Store], Any]]] = [
    *(
        (
            f"session {key} {value!r}",
            lambda s, k=key, v=value: s.add_session(BOX._replace(**{k: v})),
        )
        for key, value in [
            ("script", ""),
            ("kind", ""),
            ("planned_seconds", -1.0),
            ("done_seconds", 1e300),
            ("ending", "crashed"),
            ("pauses", -1),
            ("pauses", 1.5),
            ("pauses", "many"),
            ("began", datetime(1899, 12, 31, tzinfo=UTC)),
            ("began", datetime(2300, 1, 1, tzinfo=UTC)),
            ("night", date(1899, 12, 31)),
            ("night", date(2300, 1, 1)),
        ]
    ),
    *(
        (
            f"diary {key} {value!r}",
            lambda s, k=key, v=value: s.save_diary(DiaryRecord(DAY, "", 0)._replace(**{k: v})),
        )
        for key, value in [
            ("into_bed", "25:00"),
            ("into_bed", "24:00"),
            ("tried", "7:05"),
            ("last_awake", "07:05:00"),
            ("out_of_bed", ""),
            ("offset_minutes", 1440),
            ("awake_minutes", -1),
            ("awake_minutes", 10**30),
            ("times_awake", 1.5),
            ("quality", 11),
            ("legs", "bad"),
            ("sweats", 2),
            ("begins", datetime(1899, 12, 31, tzinfo=UTC)),
            ("begins", datetime(2300, 1, 1, tzinfo=UTC)),
            ("nap_minutes", -1),
            ("nap_minutes", 1.5),
        ]
    ),
    ("answer", lambda s: s.answer(DAY, "coffee", PERHAPS, MOMENT)),
    ("item", lambda s: s.answer(DAY, "", "done", MOMENT)),
    ("rating", lambda s: s.add_rating(ScaleRecord(MOMENT, "legs", 11))),
    ("name", lambda s: s.add_symptom(ScaleRecord(MOMENT, "", 1))),
    ("less than none", lambda s: s.add_symptom(ScaleRecord(MOMENT, "legs", -1))),
]


@pytest.mark.parametrize("act", [act for _, act in BAD], ids=[name for name, _ in BAD])
def test_impossible_values_are_refused_in_one_line_and_change_nothing(
    store: Store, act: Callable[[Store], Any]
) -> None:
    store.save_diary(DiaryRecord(DAY, "Europe/Berlin", 60, quality=3))
    with pytest.raises(CoachError) as caught:
        act(store)
    assert re.fullmatch(r".*coach\.db: could not be written \(.+\)", str(caught.value))
    assert str(caught.value).isprintable()
    assert store.diaries(DAY, DAY) == [DiaryRecord(DAY, "Europe/Berlin", 60, quality=3)]
    assert (store.answers(DAY, DAY), store.sessions(*ANY_DAY), store.note()) == ([], [], "")


# Killed


def test_nothing_acknowledged_is_lost_in_25_kills(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    command = "from tests.soak.store_kills import few; raise SystemExit(few(25, seed=4))"
    ended = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout + ended.stderr
    summary = re.search(r"(\d+) kills, (\d+) acknowledged, 0 lost", ended.stdout)
    assert summary, ended.stdout
    assert int(summary[1]) >= 25
    assert int(summary[2]) > 25
