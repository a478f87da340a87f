"""What could not be saved becomes a file, and the next start puts it where it belongs, once."""

import stat
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from coach.domain.diary import Diary
from coach.errors import CoachError
from coach.person import nights
from coach.person.context import Context
from coach.playing.recording import Record
from coach.store import unwritten
from coach.store.database import Database
from coach.store.records import Store
from coach.system.disk import Disk, Rows
from tests.store.test_export import DAY, DIARY, MOMENT, exported
from tests.store.test_records import ANY_DAY

LATER = MOMENT + timedelta(minutes=5)
EMPTY = Diary(DAY, nights.diary_of(DIARY).zone, begins=DIARY.begins)
"""The same night, of which nothing is answered."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store in which nothing has been recorded."""
    return Store(tmp_path / "data")


def unsaved(*work: tuple[Any, ...]) -> Rows:
    """Return what is not saved of some work, on a disk that is blocked."""
    disk, gate = Disk(lambda error: None), threading.Event()
    disk.submit(gate.wait)
    for each, *arguments in work:
        disk.submit(each, *arguments)
    rows = disk.close(0)
    gate.set()
    return rows


def keep(store: Store, *work: tuple[Any, ...]) -> Path:
    """Keep what is not saved of some work."""
    return unwritten.keep(store.database.folder, unsaved(*work))


def anew(store: Store) -> Store:
    """Return the store as the next start has it."""
    return Store(store.database.folder)


def kept(store: Store) -> list[str]:
    """Return the names of the files that wait."""
    return sorted(file.name for file in store.database.folder.glob(unwritten.PATTERN))


def answers(store: Store) -> dict[str, str]:
    return {each.item: each.answer for each in store.answers(DAY, DAY)}


def test_answers_are_taken_up_once(store: Store) -> None:
    store.answer(DAY, "lamps", "done", MOMENT)
    store.answer(DAY, "coffee", "done", MOMENT)
    file = keep(
        store,
        (store.answer, DAY, "tea", "skipped", LATER),
        (store.answer, DAY, "lamps", None, LATER),
        (store.answer, DAY, "coffee", "done", LATER),
        (store.answer, DAY, "coffee", "not-applicable", LATER),
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    then = anew(store)
    assert answers(then) == {"tea": "skipped", "coffee": "not-applicable"}
    assert {each.moment for each in then.answers(DAY, DAY)} == {LATER}
    assert kept(store) == []
    then.answer(DAY, "tea", None, LATER)
    assert answers(anew(store)) == {"coffee": "not-applicable"}, "nothing comes back"


def test_what_was_answered_later_stays(store: Store) -> None:
    for item in ("tea", "lamps"):
        store.answer(DAY, item, "done", LATER)
    keep(
        store,
        (store.answer, DAY, "tea", "skipped", MOMENT),
        (store.answer, DAY, "lamps", None, MOMENT),
    )
    assert answers(anew(store)) == {"tea": "done", "lamps": "done"}


def test_several_files_are_taken_up_in_their_order(store: Store) -> None:
    for what in ("done", "skipped", "not-applicable"):
        keep(store, (store.answer, DAY, "tea", what, MOMENT))
    assert len(kept(store)) == 3
    assert answers(anew(store)) == {"tea": "not-applicable"}
    assert kept(store) == []


def test_answers_of_a_night_go_on_top_of_what_is_there(store: Store) -> None:
    store.save_diary(DIARY._replace(legs=3))
    keep(
        store,
        (nights.save, store, EMPTY, {"quality": 2, "note": "Wind", "legs": None}),
        (nights.save, store, EMPTY, {"quality": 4}),
    )
    [night] = anew(store).diaries(*ANY_DAY)
    assert night == DIARY._replace(quality=4, note="Wind")


def test_a_night_of_which_nothing_was_saved_begins(store: Store) -> None:
    given = {"into_bed": nights.diary_of(DIARY).into_bed, "times_awake": 2}
    keep(store, (nights.save, store, EMPTY, given))
    [night] = anew(store).diaries(*ANY_DAY)
    assert (night.into_bed, night.times_awake, night.note) == ("22:30", 2, "")
    assert night.begins == DIARY.begins
    other = Store(store.database.folder.with_name("other"))
    nights.save(other, EMPTY, given)
    assert other.diaries(*ANY_DAY) == [night], "as if it had been saved"


def test_a_night_that_was_deleted_goes(store: Store) -> None:
    store.save_diary(DIARY)
    keep(store, (nights.save, store, EMPTY, nights.answers_of(EMPTY)))
    assert anew(store).diaries(*ANY_DAY) == []


def test_a_session_takes_the_place_of_what_was_recorded_of_it(me: Context) -> None:
    record = Record(me, "breathing/box", 60_000, "routines/tonight", me.clock.now())
    record.write(20_000, "stopped", 1)
    other = Record(me, "bodyscan/ten", 60_000, "", me.clock.now())
    me.disk.submit(lambda: None).result()
    gate = threading.Event()
    me.disk.submit(gate.wait)
    record.write(60_000, "finished", 2)
    other.write(1_500, "stopped")
    unwritten.keep(me.places.data, me.disk.close(0))
    gate.set()
    [again, new] = Store(me.places.data).sessions(*ANY_DAY)
    assert (again.id, again.done_seconds, again.ending, again.pauses) == (1, 60, "finished", 2)
    assert (again.script, again.routine) == ("breathing/box", "routines/tonight")
    assert (new.script, new.done_seconds, new.began) == ("bodyscan/ten", 1.5, again.began)


def test_it_is_taken_up_before_anything_is_read_or_written(store: Store) -> None:
    ways: list[Callable[[Store], object]] = [
        lambda s: s.sessions(*ANY_DAY),
        lambda s: s.finished(),
        lambda s: s.save_diary(DIARY),
        lambda s: s.delete_diary(DAY),
        lambda s: s.note(),
    ]
    for number, way in enumerate(ways):
        keep(store, (store.answer, DAY, f"item-{number}", "done", MOMENT))
        way(anew(store))
        assert kept(store) == []
    assert len(answers(store)) == len(ways)


def test_while_a_coach_is_open_what_another_one_left_is_taken_up_with_the_next_answer(
    store: Store,
) -> None:
    assert answers(store) == {}
    keep(store, (store.answer, DAY, "tea", "done", MOMENT))
    store.answer(DAY, "lamps", "done", MOMENT)
    assert answers(store) == {"tea": "done", "lamps": "done"}


UNUSABLE: dict[str, bytes] = {
    "nothing": b"",
    "no json": b"{",
    "no utf-8": b'"\xff"',
    "too deep": b"[" * 100_000,
    "a list": b"[]",
    "no rows": b'{"rows": 1}',
    "no row": b'{"rows": [["answers", 1]]}',
    "no table": b'{"rows": [["dreams", {"day": 1}]]}',
    "no key": b'{"rows": [["answers", {"day": "2026-11-22"}]]}',
    "another column": b'{"rows": [["diaries", {"night": 1, "zone": "", "offset_minutes": 0, '
    b'"note = 1; --": 1}]]}',
    "an impossible value": b'{"rows": [["diaries", {"night": "2026-11-22", "zone": "", '
    b'"offset_minutes": 0, "quality": 11}]]}',
    "a list as a value": b'{"rows": [["diaries", {"night": "2026-11-22", "zone": "", '
    b'"offset_minutes": 0, "quality": []}]]}',
    "a huge number": b'{"rows": [["diaries", {"night": "2026-11-22", "zone": "", '
    b'"offset_minutes": 0, "quality": 99999999999999999999}]]}',
}


@pytest.mark.parametrize("raw", UNUSABLE.values(), ids=UNUSABLE)
def test_what_cannot_be_used_is_kept_and_said_and_stops_nothing(store: Store, raw: bytes) -> None:
    store.answer(DAY, "lamps", "done", MOMENT)
    before = exported(store.database)
    file = store.database.folder / "unwritten-1.json"
    file.write_bytes(raw)
    keep(store, (store.answer, DAY, "tea", "done", MOMENT))
    then = anew(store)
    line = "unwritten-1.json cannot be used; it is kept as unwritten-1.json.old"
    assert then.note() == line
    assert answers(then) == {"lamps": "done", "tea": "done"}
    then.answer(DAY, "tea", None, MOMENT)
    assert exported(then.database) == before
    assert kept(store) == ["unwritten-1.json.old"]
    assert (store.database.folder / "unwritten-1.json.old").read_bytes() == raw
    assert anew(store).note() == ""


def test_where_it_cannot_be_taken_up_now_it_waits(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.answer(DAY, "lamps", "done", MOMENT)
    keep(store, (store.answer, DAY, "tea", "done", MOMENT))
    then = anew(store)

    def refuse(*_: object) -> None:
        raise CoachError("coach.db: could not be written (database is locked)")

    monkeypatch.setattr(Database, "write", refuse)
    assert answers(then) == {"lamps": "done"}, "what is there can be read"
    with pytest.raises(CoachError, match="locked"):
        then.answer(DAY, "coffee", "done", MOMENT)
    monkeypatch.undo()
    assert len(kept(store)) == 1
    then.answer(DAY, "coffee", "done", MOMENT)
    assert answers(then) == {"lamps": "done", "tea": "done", "coffee": "done"}


def test_what_another_coach_has_just_taken_up_is_no_trouble(store: Store, tmp_path: Path) -> None:
    store.answer(DAY, "lamps", "done", MOMENT)
    gone = store.database.folder / "unwritten-1.json"
    gone.symlink_to(tmp_path / "gone")  # it is listed, and cannot be found
    then = anew(store)
    then.answer(DAY, "tea", "done", MOMENT)
    assert answers(then) == {"lamps": "done", "tea": "done"}
    assert (kept(store), then.note()) == ([], "")


def test_where_no_file_can_be_made_that_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the place of the folder")
    with pytest.raises(CoachError, match="could not be written"):
        keep(Store(tmp_path / "data"), (Store(tmp_path).answer, DAY, "tea", "done", MOMENT))


def test_half_of_a_character_is_replaced(store: Store) -> None:
    keep(store, (nights.save, store, EMPTY, {"note": "a\ud800b"}))
    assert [night.note for night in anew(store).diaries(*ANY_DAY)] == ["a\ufffdb"]
