"""Backups of the database: one a day, which of them stay, which of them is put back."""

import os
import random
import sqlite3
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.store import backup, schema
from coach.store.records import Store
from tests.nobody import as_nobody

MOMENT = datetime(2026, 11, 22, 20, 40, tzinfo=UTC)
DAY = date(2026, 11, 22)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of the data; it does not exist yet."""
    return tmp_path / "data"


def on(data: Path, day: date) -> Store:
    """Return the store of a coach that was started on a day."""
    return Store(data, today=lambda: day)


def items(store: Store) -> list[str]:
    """Return the items that were answered."""
    return [each.item for each in store.answers(DAY, DAY)]


def days(data: Path) -> list[str]:
    """Return the days of which there is a backup, and any other file beside them."""
    return sorted(
        f.name.removeprefix("coach-").removesuffix(".db") for f in (data / "backups").iterdir()
    )


def test_the_first_look_of_a_day_makes_a_backup(data: Path) -> None:
    on(data, DAY).answer(DAY, "a", "done", MOMENT)
    store = on(data, DAY + timedelta(1))
    assert items(store) == ["a"]
    store.answer(DAY, "b", "done", MOMENT)
    assert days(data) == ["2026-11-23"]
    on(data, DAY + timedelta(1)).open()
    (data / "coach.db").unlink()
    assert items(on(data, DAY + timedelta(1))) == ["a"]


def test_a_coach_that_stays_open_makes_one_every_day(data: Path) -> None:
    today = [DAY]
    store = Store(data, today=lambda: today[0])
    for number in range(4):
        today[0] = DAY + timedelta(number)
        store.answer(DAY, f"{number}", "done", MOMENT)
        store.answer(DAY, f"{number} again", "done", MOMENT)
    assert days(data) == ["2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25"]


def test_the_last_seven_and_four_weeks_stay(data: Path) -> None:
    store = on(data, DAY)
    store.answer(DAY, "a", "done", MOMENT)
    for number in range(70, -1, -1):
        on(data, DAY - timedelta(number)).open()
    assert days(data) == [
        *("2026-10-25", "2026-11-01", "2026-11-08", "2026-11-15"),  # Sundays
        *("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"),
        *("2026-11-21", "2026-11-22"),
    ]


@pytest.mark.parametrize("seed", range(20))
def test_whatever_the_days_the_last_seven_and_one_a_week_stay(seed: int) -> None:
    rng = random.Random(seed)
    existing: dict[Path, date] = {}
    for number in sorted(rng.sample(range(400), 90)):
        day = DAY + timedelta(number)
        existing = {backup.file_of(Path("x"), day): day} | existing
        gone = backup.superseded(existing)
        staying = [each for each in existing if each not in gone]
        assert staying[:7] == list(existing)[:7]
        weeks = [existing[each].isocalendar()[:2] for each in staying[7:]]
        assert len(weeks) == len(set(weeks)) <= 4
        assert len(weeks) == min(4, len({d.isocalendar()[:2] for d in list(existing.values())[7:]}))
        existing = {file: existing[file] for file in staying}


def test_files_of_others_beside_the_backups_are_left(data: Path) -> None:
    (data / "backups").mkdir(parents=True)
    others = ["coach-2020-02-31.db", "coach-2020-01-01.db.gz", "mine.db", "coach-x.db"]
    for name in others:
        (data / "backups" / name).write_text("x")
    on(data, DAY).answer(DAY, "a", "done", MOMENT)
    for number in range(40):
        on(data, DAY + timedelta(number)).open()
    assert {(data / "backups" / name).read_text() for name in others} == {"x"}


def test_backups_of_days_to_come_count_as_oldest(data: Path) -> None:
    on(data, DAY + timedelta(1000)).answer(DAY, "a", "done", MOMENT)
    on(data, DAY + timedelta(1000)).open()  # the clock was wrong that day
    store = on(data, DAY)
    store.answer(DAY, "b", "done", MOMENT)
    store.database.back_up()
    (data / "coach.db").unlink()
    assert items(on(data, DAY)) == ["a", "b"]


def test_a_broken_backup_is_passed_over(data: Path) -> None:
    for number in range(4):
        on(data, DAY + timedelta(number)).answer(DAY, f"{number}", "done", MOMENT)
    assert days(data) == ["2026-11-23", "2026-11-24", "2026-11-25"]
    (data / "backups" / "coach-2026-11-25.db").write_bytes(b"")
    raw = (data / "backups" / "coach-2026-11-24.db").read_bytes()
    (data / "backups" / "coach-2026-11-24.db").write_bytes(raw[:-4096])
    (data / "coach.db").write_bytes(b"broken")
    store = on(data, DAY + timedelta(4))
    assert items(store) == ["0"]
    assert "the backup of 2026-11-23 has been restored" in store.note()


def test_a_backup_with_impossible_values_is_passed_over(data: Path) -> None:
    for number in range(2):
        on(data, DAY + timedelta(number)).answer(DAY, f"{number}", "done", MOMENT)
        on(data, DAY + timedelta(number)).database.back_up()
    connection = sqlite3.connect(data / "backups" / "coach-2026-11-23.db", isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("UPDATE answers SET moment = 'soon'")
    connection.close()
    (data / "coach.db").write_bytes(b"broken")
    assert items(on(data, DAY + timedelta(1))) == ["0"]


def test_a_copy_that_turns_out_broken_is_deleted(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = on(data, DAY)
    store.answer(DAY, "a", "done", MOMENT)
    monkeypatch.setattr(schema, "state_of", lambda _: schema.State.DAMAGED)
    with pytest.raises(CoachError, match="the copy is incomplete"):
        store.database.back_up()
    assert (days(data), items(store)) == ([], ["a"])


def test_when_no_backup_is_whole_a_new_database_begins(data: Path) -> None:
    on(data, DAY).answer(DAY, "a", "done", MOMENT)
    on(data, DAY).open()
    (data / "backups" / "coach-2026-11-22.db").write_bytes(b"broken")
    (data / "coach.db").write_bytes(b"broken")
    store = on(data, DAY)
    assert items(store) == []
    assert "there is no backup" in store.note()
    store.answer(DAY, "b", "done", MOMENT)
    assert items(store) == ["b"]


def test_a_backup_is_whole_and_for_the_person_alone(data: Path) -> None:
    on(data, DAY).answer(DAY, "a", "done", MOMENT)
    umask = os.umask(0)
    try:
        file = on(data, DAY).database.back_up()
    finally:
        os.umask(umask)
    assert file == data / "backups" / "coach-2026-11-22.db"
    assert schema.state_of(file) is schema.State.FINE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert days(data) == ["2026-11-22"]


def test_backing_up_again_replaces_the_backup_of_the_day(data: Path) -> None:
    store = on(data, DAY)
    store.answer(DAY, "a", "done", MOMENT)
    store.database.back_up()
    store.answer(DAY, "b", "done", MOMENT)
    store.database.back_up()
    (data / "coach.db").unlink()
    assert items(store) == ["a", "b"]


def test_restoring_sets_the_current_file_aside(data: Path) -> None:
    store = on(data, DAY)
    store.answer(DAY, "a", "done", MOMENT)
    store.database.back_up()
    store.answer(DAY, "b", "done", MOMENT)
    before = (data / "coach.db").read_bytes()
    used, aside = store.database.restore(None)
    assert used == data / "backups" / "coach-2026-11-22.db"
    assert aside == data / "coach.before-restore-1.db"
    assert aside.read_bytes() == before
    assert items(store) == ["a"]
    assert store.database.restore(aside) == (aside, data / "coach.before-restore-2.db")
    assert items(store) == ["a", "b"]
    assert stat.S_IMODE((data / "coach.db").stat().st_mode) == 0o600


def test_restoring_into_a_missing_folder_makes_it(data: Path, tmp_path: Path) -> None:
    on(tmp_path / "other", DAY).answer(DAY, "a", "done", MOMENT)
    store = on(data, DAY)
    assert store.database.restore(tmp_path / "other" / "coach.db")[1] is None
    assert items(store) == ["a"]


def test_what_cannot_be_used_is_not_restored(data: Path, tmp_path: Path) -> None:
    store = on(data, DAY)
    store.answer(DAY, "a", "done", MOMENT)
    (tmp_path / "text").write_text("x")
    sqlite3.connect(tmp_path / "empty.db").close()
    for file, line in [
        (tmp_path / "text", "cannot be used, it is damaged"),
        (tmp_path / "empty.db", "cannot be used, it is damaged"),
        (tmp_path / "missing", r"could not be read \(no such file or directory\)"),
        (tmp_path, r"could not be read \(.*\)"),
    ]:
        with pytest.raises(CoachError, match=line):
            store.database.restore(file)
    assert items(store) == ["a"]
    assert sorted(f.name for f in data.glob("coach*")) == ["coach.db"]


def test_without_a_backup_there_is_nothing_to_restore(data: Path) -> None:
    with pytest.raises(CoachError, match="there is no backup to restore"):
        on(data, DAY).database.restore(None)
    assert not data.exists()


def test_a_backup_that_cannot_be_made_does_not_stop_the_evening(open_folder: Path) -> None:
    on(open_folder, DAY).answer(DAY, "a", "done", MOMENT)
    (open_folder / "backups").mkdir(0o755)
    for file in open_folder.glob(".*"):
        file.chmod(0o666)
    (open_folder / "coach.db").chmod(0o666)
    open_folder.chmod(0o777)
    with as_nobody():
        store = on(open_folder, DAY)
        store.answer(DAY, "b", "done", MOMENT)
        assert items(store) == ["a", "b"]
        assert "Today's backup could not be made: " in store.note()
        assert store.note().endswith("could not be written (permission denied)")
        with pytest.raises(CoachError, match="permission denied"):
            store.database.back_up()
    assert days(open_folder) == []


def test_an_interrupted_copy_is_no_backup_and_is_written_over(data: Path) -> None:
    store = on(data, DAY)
    store.answer(DAY, "a", "done", MOMENT)
    (data / "backups").mkdir()
    for folder in (data, data / "backups"):
        (folder / backup.UNFINISHED).write_bytes(b"half a copy")
    assert backup.backups(data, DAY) == {}
    on(data, DAY).open()
    assert not list(data.rglob(backup.UNFINISHED))
    for folder in (data, data / "backups"):
        (folder / backup.UNFINISHED).write_bytes(b"half a copy")
    store.database.back_up()
    store.database.restore(None)
    assert days(data) == ["2026-11-22"]
    assert not (data / backup.UNFINISHED).exists()
