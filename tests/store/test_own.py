"""What a person says of themselves: it comes back, takes its own place, goes when it is deleted."""

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.health import QUESTIONS, HealthAnswer, choices
from coach.domain.own import (
    LONGEST_LINE,
    TURNS,
    Awakening,
    Craving,
    Lapse,
    Note,
    PlanStep,
    TurnDate,
)
from coach.errors import CoachError
from coach.store import schema, unwritten
from coach.store.own import TABLE_OF, Own
from coach.store.records import Store
from coach.system.disk import Disk
from tests.nobody import as_nobody
from tests.store.test_export import DAY, MOMENT, OWN, exported
from tests.store.test_records import days, moments, names, some_names, tens
from tests.store.test_unwritten import anew, keep, kept

LATER = MOMENT + timedelta(minutes=5)
KINDS = [type(each).__name__ for each in OWN]
EACH = pytest.mark.parametrize("own", OWN, ids=KINDS)
SAYS = """
import os, signal, sys
from pathlib import Path
from coach.store.records import Store
from tests.store.test_export import OWN
Store(Path(sys.argv[1])).own.save(OWN[int(sys.argv[2])])
os.kill(os.getpid(), signal.SIGKILL)
"""
"""Says one thing, and is killed as soon as that is acknowledged."""
ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from coach.errors import CoachError
from coach.store.records import Store
from tests.store.test_export import OWN
store = Store(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
for own in OWN:
    try:
        store.own.save(own)
    except CoachError as error:
        print(error)
"""
OPENS = """
import sys
from datetime import date
from pathlib import Path
from coach.domain.own import Awakening
from coach.store.records import Store
store = Store(Path(sys.argv[1]))
for _ in range(25):
    store.own.save(Awakening(date(2026, 11, 22)))
"""
lines = names.filter(lambda text: len(text) <= LONGEST_LINE)
some_lines = some_names
health_answers = st.sampled_from(QUESTIONS).flatmap(
    lambda question: st.builds(
        HealthAnswer,
        question=st.just(question),
        said=st.sampled_from(choices(question)) if choices(question) else some_lines,
        moment=moments,
    )
)
own_records: st.SearchStrategy[Own] = st.one_of(
    st.builds(
        Craving,
        moment=moments,
        night=days,
        **dict.fromkeys(("before", "after"), tens),
        **dict.fromkeys(("set_off", "helped", "exercise"), lines),
    ),
    st.builds(Lapse, moment=moments, night=days, words=lines),
    st.builds(Note, moment=moments, night=days, text=some_lines),
    st.builds(PlanStep, moment=moments, day=days, text=some_lines),
    st.builds(TurnDate, what=st.sampled_from(TURNS), day=days, moment=moments),
    health_answers,
    st.builds(Awakening, night=days, opened=st.integers(0, 99), got_up=st.booleans()),
)
_numbers = itertools.count()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store in which nothing has been recorded."""
    return Store(tmp_path / "data")


@pytest.fixture
def full(store: Store) -> Store:
    """A store with one of each kind."""
    for each in OWN:
        store.own.save(each)
    return store


def everything(store: Store) -> list[Own]:
    """Return all that was said, kind by kind."""
    found: list[Own] = []
    for kind in TABLE_OF:
        found += store.own.all(kind)
    return found


# Out and in


def test_there_is_one_of_each_kind_here() -> None:
    assert [type(each) for each in OWN] == list(TABLE_OF)


@given(own=own_records)
def test_what_was_said_comes_back(tmp_path: Path, own: Own) -> None:
    store = Store(tmp_path / f"data-{next(_numbers)}")
    assert everything(store) == []
    store.own.save(own)
    assert everything(store) == [own]
    [read] = everything(store)
    assert list(map(type, read)) == list(map(type, own))
    if not isinstance(own, Awakening) and not isinstance(read, Awakening):
        assert read.moment.utcoffset() == own.moment.utcoffset()


def test_what_is_rated_again_afterwards_is_one_craving(store: Store) -> None:
    craving = Craving(MOMENT, DAY, before=8)
    after = craving._replace(after=3, helped="tea", exercise="mind/urge")
    other = Craving(LATER, DAY, after=2)
    for each in (craving, other, after):
        store.own.save(each)
    assert store.own.all(Craving) == [after, other]


def test_a_question_has_one_answer_the_last_one_given(store: Store) -> None:
    yes = HealthAnswer("seizures", "yes", LATER)
    no = HealthAnswer("seizures", "no", MOMENT)
    store.own.save(yes)
    store.own.save(no)  # by a clock that was set back
    store.own.save(HealthAnswer("person", "Ana", MOMENT))
    assert store.own.all(HealthAnswer) == [HealthAnswer("person", "Ana", MOMENT), no]
    store.own.remove(yes)
    assert [each.question for each in store.own.all(HealthAnswer)] == ["person"]


def test_of_each_turn_there_is_one_date(store: Store) -> None:
    for what in TURNS:
        for day in (DAY, DAY - timedelta(3)):
            store.own.save(TurnDate(what, day, MOMENT))
    found = [(each.what, each.day) for each in store.own.all(TurnDate)]
    assert found == [("cutting", DAY - timedelta(3)), ("stopped", DAY - timedelta(3))]


def test_awakenings_of_a_night_are_added_up(store: Store) -> None:
    for _ in range(2):
        store.own.save(Awakening(DAY))
    store.own.save(Awakening(DAY, opened=0, got_up=True))
    store.own.save(Awakening(DAY))
    store.own.save(Awakening(DAY + timedelta(1)))
    found = store.own.all(Awakening)
    assert found == [Awakening(DAY, 3, got_up=True), Awakening(DAY + timedelta(1), 1)]
    store.own.remove(found[0])
    assert store.own.all(Awakening) == found[1:]


def test_those_of_some_nights_come_in_order(store: Store) -> None:
    for number in (3, 1, 4, 2):
        day, moment = DAY + timedelta(number), MOMENT + timedelta(number)
        store.own.save(Craving(moment, day, before=number))
        store.own.save(PlanStep(moment, day, str(number)))
        store.own.save(Awakening(day, number))
    between = DAY + timedelta(2), DAY + timedelta(3)
    assert [each.before for each in store.own.between(Craving, *between)] == [2, 3]
    assert [each.text for each in store.own.between(PlanStep, *between)] == ["2", "3"]
    assert [each.opened for each in store.own.between(Awakening, *between)] == [2, 3]


def test_a_line_is_kept_without_what_controls_a_terminal(store: Store) -> None:
    store.own.save(Note(MOMENT, DAY, "\x1b[31mred\0\ud800 🌙"))
    assert [each.text for each in store.own.all(Note)] == ["[31mred\ufffd 🌙"]


def test_one_who_was_awake_or_craved_was_here(store: Store) -> None:
    store.own.save(Awakening(DAY))
    assert store.last_day() == DAY
    store.own.save(Craving(MOMENT, DAY + timedelta(1)))
    assert store.last_day() == DAY + timedelta(1)


# Deleted


@EACH
def test_what_is_removed_is_gone_and_all_else_stays(full: Store, own: Own) -> None:
    before = everything(full)
    full.own.remove(own)
    assert everything(full) == [each for each in before if each != own]
    full.own.remove(own)
    assert len(everything(full)) == len(before) - 1


def test_no_byte_of_a_deleted_note_stays_in_the_file(store: Store) -> None:
    note = Note(MOMENT, DAY, "Something that nobody else should read")
    store.own.save(note)
    assert note.text.encode() in store.database.file.read_bytes()
    store.own.remove(note)
    assert note.text.encode() not in store.database.file.read_bytes()


def test_deleting_overwrites_wherever_sqlite_was_built(full: Store) -> None:
    connection = schema.connect(full.database.file)
    connection.execute("PRAGMA secure_delete = OFF")  # as most builds have it
    schema.prepare(connection)
    assert connection.execute("PRAGMA secure_delete").fetchall() == [(1,)]
    connection.close()


@EACH
def test_removing_where_nothing_is_recorded_makes_nothing(store: Store, own: Own) -> None:
    store.own.remove(own)
    assert not store.database.folder.exists()


# What cannot be recorded

PERHAPS: Any = "perhaps"
TOO_LONG = "x" * (LONGEST_LINE + 1)
BAD: list[Own] = [
    *(Craving(MOMENT, DAY, before=value) for value in (-1, 11)),
    Craving(MOMENT, DAY, after=PERHAPS),
    Craving(MOMENT, DAY, set_off=TOO_LONG),
    Craving(MOMENT, DAY, helped=TOO_LONG),
    Craving(MOMENT, date(1899, 12, 31)),
    Craving(datetime(2300, 1, 1, tzinfo=UTC), DAY),
    Lapse(MOMENT, DAY, TOO_LONG),
    *(Note(MOMENT, DAY, text) for text in ("", TOO_LONG)),
    *(PlanStep(MOMENT, DAY, text) for text in ("", TOO_LONG)),
    PlanStep(MOMENT, date(2300, 1, 1), "x"),
    TurnDate(PERHAPS, DAY, MOMENT),
    HealthAnswer("seizures", "perhaps", MOMENT),
    HealthAnswer(PERHAPS, "yes", MOMENT),
    *(HealthAnswer("person", said, MOMENT) for said in ("", TOO_LONG)),
    Awakening(DAY, opened=-1),
]


@pytest.mark.parametrize("own", BAD, ids=[str(each)[:60] for each in BAD])
def test_what_cannot_be_is_refused_in_one_line_and_changes_nothing(store: Store, own: Own) -> None:
    store.own.save(Note(LATER, DAY, "before"))
    with pytest.raises(CoachError, match=r"coach\.db: could not be written \(.+\)") as caught:
        store.own.save(own)
    assert str(caught.value).isprintable()
    assert (everything(store), store.note()) == ([Note(LATER, DAY, "before")], "")


# Killed, full, read-only


@pytest.mark.parametrize("number", range(len(OWN)), ids=KINDS)
def test_what_was_acknowledged_outlives_a_kill(tmp_path: Path, number: int) -> None:
    command = [sys.executable, "-c", SAYS, str(tmp_path / "data"), str(number)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (-signal.SIGKILL, "")
    store = Store(tmp_path / "data")
    assert (store.note(), everything(store)) == ("", [OWN[number]])


def test_on_a_full_disk_each_is_an_error_and_nothing_is_half_written(store: Store) -> None:
    store.answer(DAY, "coffee", "done", MOMENT)
    before = exported(store.database)
    command = [sys.executable, "-c", ON_A_FULL_DISK, str(store.database.folder)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    line = f"{store.database.file}: could not be written (disk I/O error)"
    assert ended.stdout.splitlines() == [line] * len(OWN), ended.stderr
    assert exported(store.database) == before


def test_in_a_read_only_folder_all_can_be_read_and_nothing_written(open_folder: Path) -> None:
    store = Store(open_folder)
    for each in OWN:
        store.own.save(each)
    store.database.file.chmod(0o644)
    open_folder.chmod(0o555)
    with as_nobody():
        store = Store(open_folder)
        assert everything(store) == list(OWN)
        for each in OWN:
            for act in (store.own.save, store.own.remove):
                with pytest.raises(CoachError, match="its folder is read-only"):
                    act(each)
    assert everything(Store(open_folder)) == list(OWN)


def test_a_damaged_file_comes_back_with_all_that_was_said(full: Store) -> None:
    full.database.back_up()
    os.truncate(full.database.file, 5000)
    store = anew(full)
    assert everything(store) == list(OWN)
    assert "the backup of" in store.note()


def test_two_coaches_add_up_their_awakenings(store: Store) -> None:
    command = [sys.executable, "-c", OPENS, str(store.database.folder)]
    both = [subprocess.Popen(command) for _ in range(2)]
    assert [each.wait() for each in both] == [0, 0]
    assert store.own.all(Awakening) == [Awakening(DAY, 50)]


# Not saved yet


@EACH
def test_what_the_disk_did_not_take_is_taken_up_once(store: Store, own: Own) -> None:
    keep(store, (store.own.save, own))
    assert everything(anew(store)) == [own]
    assert kept(store) == []
    assert everything(anew(store)) == [own]


@EACH
def test_a_removal_that_the_disk_did_not_take_is_made_good(full: Store, own: Own) -> None:
    keep(full, (full.own.save, own), (full.own.remove, own))
    assert everything(anew(full)) == [each for each in OWN if each != own]


def test_awakenings_that_the_disk_did_not_take_are_all_added(store: Store) -> None:
    store.own.save(Awakening(DAY))
    up = Awakening(DAY, opened=0, got_up=True)
    keep(store, *((store.own.save, each) for each in (Awakening(DAY), Awakening(DAY), up)))
    assert anew(store).own.all(Awakening) == [Awakening(DAY, 3, got_up=True)]


@pytest.mark.parametrize(
    "again",
    [
        lambda moment, is_late: HealthAnswer("holds", "yes" if is_late else "no", moment),
        lambda moment, is_late: TurnDate("stopped", DAY + timedelta(is_late), moment),
    ],
    ids=["health", "dates"],
)
def test_what_was_said_later_stays(store: Store, again: Callable[[datetime, bool], Own]) -> None:
    store.own.save(again(LATER, True))
    keep(store, (store.own.save, again(MOMENT, False)))
    keep(store, (store.own.remove, again(MOMENT, False)))
    assert everything(anew(store)) == [again(LATER, True)]


def test_a_row_that_cannot_be_taken_up_is_kept_aside(store: Store) -> None:
    keep(store, (store.own.save, HealthAnswer("seizures", "perhaps", MOMENT)))
    then = anew(store)
    assert everything(then) == []
    assert "cannot be used" in then.note()
    assert [name.endswith(".old") for name in kept(store)] == [True]


def test_what_is_said_is_written_on_the_thread_of_the_disk(store: Store) -> None:
    disk = Disk(lambda error: None)
    done = [disk.submit(store.own.save, each) for each in OWN]
    assert disk.close() == {}
    assert [each.exception() for each in done] == [None] * len(OWN)
    assert everything(store) == list(OWN)
    assert list(store.database.folder.glob(unwritten.PATTERN)) == []
