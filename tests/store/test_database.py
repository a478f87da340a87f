"""The database on disk: what happens to a damaged, a foreign, a newer one; who may write."""

import contextlib
import errno
import fcntl
import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.store import backup, schema
from coach.store.records import DiaryRecord, Store
from coach.store.values import insertion
from coach.system import lock
from tests.nobody import NOBODY, as_nobody

MOMENT = datetime(2026, 11, 22, 20, 40, tzinfo=UTC)
DAY = date(2026, 11, 22)
ANSWERS = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from coach.store.records import Store
store = Store(Path(sys.argv[1]))
for number in range(40):
    store.answer(date(2026, 11, 22), f"{sys.argv[2]}-{number}", "done", datetime.now(UTC))
"""
ON_A_FULL_DISK = """
import resource, sys
from datetime import UTC, date, datetime
from pathlib import Path
from coach.errors import CoachError
from coach.store.records import Store
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
store = Store(Path(sys.argv[1]))
for number in range(2):
    try:
        store.answer(date(2026, 11, 22), "x" * 100_000, "done", datetime.now(UTC))
    except CoachError as error:
        print(error)
print(len(store.answers(date(2026, 1, 1), date(2027, 1, 1))))
"""
LEAVES_A_JOURNAL = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE answers SET answer = 'skipped'")
connection.execute("UPDATE answers SET item = item || hex(randomblob(2000))")
os.kill(os.getpid(), signal.SIGKILL)
"""


def filled(folder: Path, count: int = 30) -> Store:
    """Return a store with answers in it, and a backup of yesterday that holds them all."""
    store = Store(folder, today=lambda: DAY - timedelta(1))
    rest = ("done", "2026-11-22T20:40:00.000Z", 60)
    rows = [(DAY.isoformat(), f"item-{number:03}", *rest) for number in range(count)]
    store.database.write(lambda connection: connection.executemany(insertion("answers"), rows))
    store.database.back_up()
    return Store(folder, today=lambda: DAY)


def items(store: Store) -> list[str]:
    """Return the items that were answered."""
    return [each.item for each in store.answers(DAY, DAY)]


def backups(data: Path) -> list[str]:
    """Return the names of the backups."""
    return names(data / "backups", "*")


def names(folder: Path, pattern: str = "coach.*") -> list[str]:
    """Return the names of files in a folder."""
    return sorted(file.name for file in folder.glob(pattern))


EXPECTED = [f"item-{number:03}" for number in range(30)]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of the data; it does not exist yet."""
    return tmp_path / "data"


# Nothing there, and the first write


def test_asking_makes_nothing(data: Path) -> None:
    store = Store(data)
    assert (store.note(), items(store), store.finished()) == ("", [], {})
    store.answer(DAY, "coffee", None, MOMENT)
    store.delete_diary(DAY)
    assert store.database.back_up() is None
    assert not data.exists()


def test_asking_makes_nothing_in_an_existing_folder(data: Path) -> None:
    data.mkdir()
    assert items(Store(data)) == []
    assert list(data.iterdir()) == []


def test_what_is_made_is_for_the_person_alone(data: Path) -> None:
    umask = os.umask(0o022)
    try:
        filled(data).answer(DAY, "coffee", "done", MOMENT)
    finally:
        os.umask(umask)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [data, *data.rglob("*")]}
    assert len(modes) == 7  # two folders, the database and its backup, the lock and the note
    assert {modes[path] for path in modes if path.is_dir()} == {0o700}
    assert {modes[path] for path in modes if path.is_file()} == {0o600}


def test_it_is_ours_and_has_a_rollback_journal(data: Path) -> None:
    filled(data)
    connection = schema.connect(data / "coach.db")
    schema.prepare(connection)
    pragmas = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("application_id", "user_version", "journal_mode", "synchronous")
    }
    foreign_keys = connection.execute("PRAGMA foreign_keys").fetchone()[0]
    connection.close()
    version = len(schema.MIGRATIONS)
    assert pragmas == {
        "application_id": schema.APPLICATION_ID,
        "user_version": version,
        "journal_mode": "delete",
        "synchronous": 3,
    }
    assert foreign_keys == 1
    assert names(data) == ["coach.db"]


def test_what_was_written_can_be_read_the_next_time(data: Path) -> None:
    assert items(filled(data)) == EXPECTED
    assert Store(data).note() == ""


def test_a_first_write_that_fails_leaves_nothing_recorded(data: Path) -> None:
    store = Store(data)
    with pytest.raises(CoachError, match="CHECK constraint failed"):
        store.answer(DAY, "", "done", MOMENT)
    assert items(store) == []
    assert store.note() == ""


# Damaged, foreign, missing


def truncated(size: int) -> Callable[[bytes], bytes]:
    """Truncate the file."""
    return lambda raw: raw[:size]


def zeroed(first: int, last: int) -> Callable[[bytes], bytes]:
    """Write zeros over a part of the file."""
    return lambda raw: raw[:first] + bytes(last - first) + raw[last:]


def noise(first: int, last: int, seed: int) -> Callable[[bytes], bytes]:
    """Write random bytes over a part of the file."""
    return lambda raw: raw[:first] + random.Random(seed).randbytes(last - first) + raw[last:]


DAMAGES = {
    **{f"truncated to {n}": truncated(n) for n in (0, 1, 15, 16, 70, 99, 100, 512, 4095)},
    **{f"truncated to {n} pages": truncated(4096 * n) for n in (1, 2, 3, 5, 8)},
    **{f"zeroed page {n}": zeroed(4096 * n, 4096 * (n + 1)) for n in (0, 3, 4)},
    "half of the last page": lambda raw: raw[:-2048],
    "more than the last page": lambda raw: raw + b"x",
    "all zeros": lambda raw: bytes(len(raw)),
    "all noise": lambda raw: random.Random(1).randbytes(len(raw)),
    **{f"noise {seed} in page 0": noise(100, 4096, seed) for seed in range(3)},
    **{f"noise {seed} in the answers": noise(4 * 4096, 5 * 4096, seed) for seed in range(3)},
    "a text": lambda _: b"Dear diary,\n",
    "a text as long as a page": lambda _: b"Dear diary,\n" * 400,
    "an impossible version": lambda raw: raw[:60] + b"\xff\xff\xff\xff" + raw[64:],
    "version 0": lambda raw: raw[:60] + bytes(4) + raw[64:],
}


def damaged(data: Path, damage: Callable[[bytes], bytes]) -> bytes:
    """Write into the file, without making it another one, and return what is in it now."""
    broken = damage((data / "coach.db").read_bytes())
    (data / "coach.db").write_bytes(broken)
    return broken


def unseen(file: Path, *changes: str) -> None:
    """Change the database so that from outside it looks as a coach left it."""
    info = file.stat()
    connection = sqlite3.connect(file, isolation_level=None)
    for change in changes:
        connection.execute(change)
    connection.close()
    os.utime(file, ns=(info.st_atime_ns, info.st_mtime_ns))


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were checked."""
    checked: list[str] = []
    look = schema._is_sound

    def noting(connection: sqlite3.Connection, check: str, version: int) -> bool:
        [(_, _, file)] = connection.execute("PRAGMA database_list")
        checked.append(Path(file).name)
        return look(connection, check, version)

    monkeypatch.setattr(schema, "_is_sound", noting)
    return checked


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_set_aside_and_the_backup_is_in_its_place(
    data: Path, damage: Callable[[bytes], bytes]
) -> None:
    store = filled(data)
    broken = damaged(data, damage)
    note = store.note()
    assert items(store) == EXPECTED
    [aside] = [name for name in names(data) if name != "coach.db"]
    assert (data / aside).read_bytes() == broken
    assert note.startswith("coach.db was ")
    assert note.endswith(
        f"; the backup of 2026-11-21 has been restored; the old file is kept as {aside}"
    )
    store.answer(DAY, "after", "done", MOMENT)
    again = Store(data, today=lambda: DAY)
    assert (again.note(), items(again)) == ("", ["after", *EXPECTED])


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_of_a_file_that_was_checked_today_is_found_on_reading_or_writing(
    data: Path, damage: Callable[[bytes], bytes]
) -> None:
    store = filled(data)
    assert store.note() == ""
    broken = damaged(data, damage)
    assert Store(data, today=lambda: DAY).answers(DAY, DAY) == store.answers(DAY, DAY)
    damaged(data, lambda _: broken)
    store.answer(DAY, "after", "done", MOMENT)
    assert items(store) == ["after", *EXPECTED]
    assert len(names(data)) == 3


def test_a_file_as_a_coach_left_it_is_checked_once_a_day(data: Path, looks: list[str]) -> None:
    filled(data)
    looks.clear()
    for _ in range(3):
        store = Store(data, today=lambda: DAY)
        assert items(store) == EXPECTED
        store.answer(DAY, "item-007", "skipped", MOMENT)
        store.open()
    assert looks == [backup.UNFINISHED]
    later = Store(data, today=lambda: DAY + timedelta(1))
    assert items(later) == EXPECTED
    assert looks == [backup.UNFINISHED]  # to read is quick on any day
    later.open()
    later.answer(DAY, "item-007", "done", MOMENT)
    assert looks == [backup.UNFINISHED] * 2


def test_a_file_that_is_not_as_a_coach_left_it_is_checked(data: Path, looks: list[str]) -> None:
    filled(data)
    looks.clear()
    os.utime(data / "coach.db")
    assert items(Store(data)) == EXPECTED
    assert looks == ["coach.db"]
    (data / ".coach.db.left").write_text("broken")
    assert items(Store(data)) == EXPECTED
    assert looks == ["coach.db"] * 2


def test_damage_that_nothing_shows_from_outside_is_found_before_the_first_write_of_a_day(
    data: Path,
) -> None:
    store = filled(data)
    file = data / "coach.db"
    info = file.stat()
    with open(file, "r+b") as stream:  # where there are no answers
        stream.seek(info.st_size - 4096)
        stream.write(b"\xff" * 4096)
    os.utime(file, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert items(store) == EXPECTED
    store.answer(DAY, "after", "done", MOMENT)
    assert store.note().startswith(
        "coach.db was damaged; the backup of 2026-11-21 has been restored"
    )
    assert items(store) == ["after", *EXPECTED]
    assert backups(data) == ["coach-2026-11-21.db", "coach-2026-11-22.db"]


def test_an_impossible_value_is_damage(data: Path) -> None:
    store = filled(data)
    change = "UPDATE answers SET moment = 'soon' WHERE item = 'item-007'"
    unseen(data / "coach.db", "PRAGMA ignore_check_constraints = ON", change)
    assert items(store) == EXPECTED
    assert "was damaged" in store.note()


def test_a_table_that_is_gone_is_damage(data: Path) -> None:
    store = filled(data)
    connection = sqlite3.connect(data / "coach.db")
    connection.execute("DROP TABLE ratings")
    connection.close()
    assert "was damaged" in store.note()
    assert (items(store), store.ratings(MOMENT, MOMENT)) == (EXPECTED, [])


def test_an_impossible_value_that_is_in_no_backup_is_noted(data: Path) -> None:
    store = filled(data)
    unseen(data / "coach.db", "UPDATE answers SET day = '2026-02-30' WHERE item = 'item-007'")
    line = r"coach\.db: could not be read \(day is out of range for month\)"
    with pytest.raises(CoachError, match=line):
        store.answers(date.min, date.max)
    assert len(items(store)) == 29


def test_damage_without_a_backup_is_set_aside_and_a_new_database_begins(data: Path) -> None:
    data.mkdir()
    (data / "coach.db").write_bytes(b"Dear diary,\n")
    store = Store(data)
    assert store.note() == (
        "coach.db was damaged; there is no backup, so it begins anew; "
        "the old file is kept as coach.damaged-1.db"
    )
    assert names(data) == ["coach.damaged-1.db"]
    store.answer(DAY, "coffee", "done", MOMENT)
    assert items(store) == ["coffee"]


def test_damage_is_found_while_the_coach_is_open(data: Path) -> None:
    store = filled(data)
    assert items(store) == EXPECTED
    with open(data / "coach.db", "r+b") as file:  # the same file, which has been looked through
        file.truncate(5 * 4096)
    store.answer(DAY, "after", "done", MOMENT)
    assert items(store) == ["after", *EXPECTED]
    assert "was damaged" in store.note()


def test_a_foreign_database_is_set_aside(data: Path) -> None:
    filled(data)
    (data / "coach.db").unlink()
    with sqlite3.connect(data / "coach.db") as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    store = Store(data, today=lambda: DAY)
    assert items(store) == EXPECTED
    assert store.note() == (
        "coach.db was not made by coach; the backup of 2026-11-21 has been restored; "
        "the old file is kept as coach.foreign-1.db"
    )


def test_files_set_aside_never_replace_each_other(data: Path) -> None:
    for number in (1, 2, 3):
        filled(data)
        (data / "coach.db").write_bytes(b"broken %d" % number)
        Store(data).open()
        assert (data / f"coach.damaged-{number}.db").read_bytes() == b"broken %d" % number


def test_a_missing_file_comes_back_from_the_backup(data: Path) -> None:
    filled(data)
    (data / "coach.db").unlink()
    store = Store(data, today=lambda: DAY)
    assert store.note() == "coach.db was missing; the backup of 2026-11-21 has been restored"
    assert items(store) == EXPECTED


def test_a_file_is_begun_whole_or_not_at_all(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", [f"{schema.MIGRATIONS[0]} CREATE TABLE answers (x);"])
    with pytest.raises(CoachError, match="already exists"):
        Store(data).answer(DAY, "coffee", "done", MOMENT)
    assert names(data, "*") == [".coach.db.held"]


def test_an_empty_file_without_backups_is_a_beginning(data: Path) -> None:
    data.mkdir()
    (data / "coach.db").touch()
    store = Store(data)
    assert (items(store), store.note()) == ([], "")
    store.answer(DAY, "coffee", "done", MOMENT)
    assert (items(store), store.note()) == (["coffee"], "")
    assert names(data) == ["coach.db"]


def test_a_newer_database_is_left_as_it_is(data: Path) -> None:
    store = filled(data)
    connection = schema.connect(data / "coach.db")
    connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    connection.execute("CREATE TABLE dreams (x)")
    connection.close()
    raw = (data / "coach.db").read_bytes()
    line = f"{data}/coach.db: a newer coach made it; it is left as it is"
    for act in (store.open, lambda: store.answer(DAY, "x", "done", MOMENT), lambda: items(store)):
        with pytest.raises(CoachError) as caught:
            act()
        assert (str(caught.value), caught.value.exit_code) == (line, 1)
    assert store.note() == line
    assert (data / "coach.db").read_bytes() == raw
    assert names(data) == ["coach.db"]


def test_an_older_database_is_backed_up_and_migrated(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(data)
    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, "CREATE TABLE dreams (x);"])
    monkeypatch.setitem(schema.TABLES, "dreams", ("x",))
    store = Store(data, today=lambda: DAY)
    assert (items(store), store.note()) == (EXPECTED, "")
    assert schema.state_of(data / "coach.db") is schema.State.FINE
    assert schema.state_of(data / "backups" / "coach-2026-11-22.db") is schema.State.OLDER


def test_a_migration_that_fails_changes_nothing(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(data)
    bad = "CREATE TABLE dreams (x); CREATE TABLE answers (x);"
    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, bad])
    with pytest.raises(CoachError, match="already exists"):
        items(Store(data, today=lambda: DAY))
    monkeypatch.undo()
    assert items(Store(data, today=lambda: DAY)) == EXPECTED


# Journals


def interrupt(file: Path) -> Path:
    """Kill a writer in the middle of a large change and return the journal it left."""
    ended = subprocess.run([sys.executable, "-c", LEAVES_A_JOURNAL, str(file)], check=False)
    assert ended.returncode == -signal.SIGKILL
    journal = file.with_name("coach.db-journal")
    assert journal.stat().st_size
    return journal


def test_an_interrupted_change_is_undone(data: Path) -> None:
    store = filled(data)
    journal = interrupt(data / "coach.db")
    assert {each.answer for each in store.answers(DAY, DAY)} == {"done"}
    assert not journal.exists()
    assert store.note() == ""


def test_a_stale_journal_is_set_aside_with_its_file(data: Path) -> None:
    store = filled(data)
    journal = interrupt(data / "coach.db").read_bytes()
    (data / "coach.db").unlink()
    assert items(store) == EXPECTED
    assert names(data) == ["coach.damaged-1.db-journal", "coach.db"]
    assert (data / "coach.damaged-1.db-journal").read_bytes() == journal
    assert schema.state_of(data / "coach.db") is schema.State.FINE


def test_a_stale_journal_without_a_file_is_set_aside_before_one_is_begun(data: Path) -> None:
    store = filled(data)
    journal = interrupt(data / "coach.db").read_bytes()
    (data / "coach.db").write_bytes(b"")
    (data / "backups" / "coach-2026-11-21.db").unlink()
    assert (items(store), store.note()) == ([], "")
    store.answer(DAY, "coffee", "done", MOMENT)
    assert items(store) == ["coffee"]
    assert (data / "coach.damaged-1.db-journal").read_bytes() == journal


def test_a_backup_put_beside_a_stale_journal_by_hand_is_mended(data: Path) -> None:
    store = filled(data)
    interrupt(data / "coach.db")
    (data / "coach.db").write_bytes(b"SQLite format 3\0" + bytes(84))
    assert items(store) == EXPECTED
    assert schema.state_of(data / "coach.db") is schema.State.FINE


# Who may write, and what if nobody may


def test_a_read_only_folder_can_be_read(open_folder: Path) -> None:
    filled(open_folder)
    for file in open_folder.rglob("*.db"):
        file.chmod(0o644)
    (open_folder / "backups").chmod(0o755)
    open_folder.chmod(0o555)
    before = names(open_folder, "**/*")
    with as_nobody():
        store = Store(open_folder, today=lambda: DAY)
        assert (store.note(), items(store)) == ("", EXPECTED)
        with pytest.raises(CoachError) as caught:
            store.answer(DAY, "coffee", "done", MOMENT)
    assert str(caught.value) == (
        f"{open_folder}/coach.db: could not be written (its folder is read-only)"
    )
    assert names(open_folder, "**/*") == before


def test_an_interrupted_change_in_a_read_only_folder_is_undone_in_a_copy(
    open_folder: Path,
) -> None:
    filled(open_folder)
    journal = interrupt(open_folder / "coach.db")
    for file in (open_folder / "coach.db", journal):
        file.chmod(0o644)
    before = (open_folder / "coach.db").read_bytes()
    open_folder.chmod(0o555)
    with as_nobody():
        store = Store(open_folder, today=lambda: DAY)
        assert {each.answer for each in store.answers(DAY, DAY)} == {"done"}
        assert items(store) == EXPECTED
    assert (open_folder / "coach.db").read_bytes() == before
    assert journal.exists()


def test_damage_in_a_read_only_folder_is_an_error(open_folder: Path) -> None:
    (open_folder / "coach.db").write_bytes(b"Dear diary,\n")
    open_folder.chmod(0o555)
    with as_nobody(), pytest.raises(CoachError, match="it was damaged and cannot be set aside"):
        items(Store(open_folder))


def test_a_folder_that_may_not_be_entered_is_an_error(open_folder: Path) -> None:
    data = open_folder / "data"
    filled(data)
    data.chmod(0)
    with as_nobody():
        store = Store(data)
        with pytest.raises(CoachError, match=r"could not be read \(permission denied\)"):
            items(store)
        with pytest.raises(CoachError, match="could not be written"):
            store.answer(DAY, "coffee", "done", MOMENT)
        assert "permission denied" in store.note()


@pytest.mark.parametrize("room", [30_000, 100_000])
def test_a_full_disk_is_an_error_and_nothing_is_half_written(data: Path, room: int) -> None:
    filled(data)
    command = [sys.executable, "-c", ON_A_FULL_DISK, str(data), str(room)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    line = f"{data}/coach.db: could not be written (disk I/O error)"
    assert ended.stdout.splitlines() == [line, line, "30"], ended.stderr
    assert items(Store(data)) == EXPECTED
    assert names(data) == ["coach.db"]


def test_a_disk_that_is_full_from_the_beginning_keeps_no_empty_file(data: Path) -> None:
    command = [sys.executable, "-c", ON_A_FULL_DISK, str(data), "1000"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.stdout.splitlines()[-1] == "0", ended.stderr
    assert names(data) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A separate disk with 400 kB, where we may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill_up(disk: Path, left: int = 0) -> Path:
    """Leave so many bytes on a disk, and return the file that takes the others."""
    filler = disk / "filler"
    with contextlib.suppress(OSError), open(filler, "wb", buffering=0) as stream:
        while True:
            stream.write(bytes(4096))
    os.truncate(filler, max(filler.stat().st_size - left, 0))
    return filler


@pytest.mark.parametrize("left", [0, 4096, 3 * 4096, 10 * 4096])
def test_on_a_full_disk_all_can_be_read_and_each_failed_write_is_an_error(
    small_disk: Path, left: int
) -> None:
    data = small_disk / "data"
    store = filled(data)
    filler = fill_up(small_disk, left)
    errors, answered = set(), []
    for number in range(100):
        try:
            store.answer(DAY, f"later-{number:03}", "done", MOMENT)
            answered.append(f"later-{number:03}")
            store.save_diary(DiaryRecord(DAY, "", 0, note="x" * (8192 + number * 1000)))
        except CoachError as error:
            errors.add(str(error))
    line = f"{data}/coach.db: could not be written (database or disk is full)"
    assert errors == {line}
    assert items(Store(data, today=lambda: DAY)) == [*EXPECTED, *answered]
    assert "Today's backup could not be made: " in store.note() or left > 3 * 4096
    filler.unlink()
    store.answer(DAY, "later-again", "done", MOMENT)
    again = Store(data, today=lambda: DAY + timedelta(1))
    assert (again.note(), items(again)) == ("", [*EXPECTED, *answered, "later-again"])
    assert names(data) == ["coach.db"]


def test_on_a_full_disk_nothing_is_begun(small_disk: Path) -> None:
    filler = fill_up(small_disk, 4096)
    data = small_disk / "data"
    with pytest.raises(CoachError, match=r"coach\.db: could not be written \(.* full\)"):
        Store(data).answer(DAY, "coffee", "done", MOMENT)
    assert (items(Store(data)), names(data)) == ([], [])
    filler.unlink()
    Store(data).answer(DAY, "coffee", "done", MOMENT)
    assert items(Store(data)) == ["coffee"]


def test_on_a_full_disk_a_damaged_file_stays_until_its_backup_has_room(small_disk: Path) -> None:
    data = small_disk / "data"
    store = filled(data)
    damaged(data, truncated(5 * 4096))
    filler = fill_up(small_disk)
    with pytest.raises(CoachError, match=r"coach\.db: could not be written \(.* full\)"):
        items(store)
    assert names(data) == ["coach.db"]
    filler.unlink()
    assert items(store) == EXPECTED


@pytest.mark.parametrize("is_interrupted", [False, True])
def test_a_disk_mounted_read_only_can_be_read(small_disk: Path, is_interrupted: bool) -> None:
    data = small_disk / "data"
    filled(data)
    if is_interrupted:
        interrupt(data / "coach.db")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    store = Store(data, today=lambda: DAY)
    assert (store.note(), items(store)) == ("", EXPECTED)
    with pytest.raises(CoachError, match=r"could not be written \(its folder is read-only\)"):
        store.answer(DAY, "coffee", "done", MOMENT)


def test_in_a_read_only_folder_nothing_is_put_back_and_that_is_an_error(
    open_folder: Path,
) -> None:
    filled(open_folder)
    (open_folder / "coach.db").unlink()
    (open_folder / "backups").chmod(0o755)
    open_folder.chmod(0o555)
    with as_nobody(), pytest.raises(CoachError, match="it is missing, and cannot be put back"):
        items(Store(open_folder))


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_something_else_in_its_place_is_an_error(data: Path, make: Callable[[Path], None]) -> None:
    data.mkdir()
    make(data / "coach.db")
    store = Store(data)
    with pytest.raises(CoachError, match=r"could not be read \(it is not a file\)"):
        items(store)
    with pytest.raises(CoachError, match=r"could not be written \(it is not a file\)"):
        store.answer(DAY, "coffee", "done", MOMENT)


def test_a_file_in_the_place_of_the_folder_is_an_error(data: Path) -> None:
    data.write_text("x")
    with pytest.raises(CoachError, match=r"could not be written \(.*\)"):
        Store(data).answer(DAY, "coffee", "done", MOMENT)
    with pytest.raises(CoachError, match=r"could not be read \(not a directory\)"):
        items(Store(data))


def test_a_strange_name_of_a_folder_is_fine(tmp_path: Path) -> None:
    data = tmp_path / "100% ?mode=ro #1 夜"
    assert items(filled(data)) == EXPECTED


# Two at once


def test_two_coaches_and_their_threads_lose_nothing(data: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", ANSWERS, str(data), name]) for name in ("a", "b")
    ]
    store = Store(data)

    def write(name: str) -> None:
        for number in range(20):
            store.answer(DAY, f"{name}-{number}", "done", MOMENT)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("c", "d")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [writer.wait() for writer in writers] == [0, 0]
    assert len(items(store)) == 2 * 40 + 2 * 20
    assert names(data) == ["coach.db"]


def test_a_coach_that_keeps_the_lock_is_an_error(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(data)
    monkeypatch.setattr(lock, "DATABASE_SECONDS", 0.05)
    stopped = lock.hold(data / "coach.db")
    assert stopped
    with stopped:
        with pytest.raises(CoachError, match="another coach is using it"):
            store.answer(DAY, "coffee", "done", MOMENT)
        assert items(store) == EXPECTED, "what is whole is read without a lock"
        (data / ".coach.db.left").unlink()
        with pytest.raises(CoachError, match="another coach is using it"):
            items(Store(data))
    assert items(store) == EXPECTED


@pytest.mark.parametrize("kinds", [("flock",), ("flock", "lockf")])
def test_a_disk_without_locks_is_worked_on_and_that_is_noted(
    data: Path, monkeypatch: pytest.MonkeyPatch, kinds: tuple[str, ...]
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    filled(data)
    monkeypatch.setattr(lock, "_folders", {})
    for kind in kinds:
        monkeypatch.setattr(fcntl, kind, refuse)
    store = Store(data, today=lambda: DAY)
    store.answer(DAY, "item-000", None, MOMENT)
    assert items(store) == EXPECTED[1:]
    note = f"{data}: there are no locks on this disk; open one coach at a time"
    assert (store.note(), lock.take_note()) == (note, "")
    with contextlib.closing(schema.connect(data / "coach.db")) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr(schema, "BUSY_SECONDS", 0.01)
        if "lockf" in kinds:  # SQLite could not lock there either, so it does not try
            assert items(store) == EXPECTED[1:]
        else:
            with pytest.raises(CoachError, match="database is locked"):
                items(store)


def test_what_is_read_in_one_piece_of_work_belongs_together(data: Path) -> None:
    store = filled(data)
    other = schema.connect(data / "coach.db", busy_seconds=0)

    def count_twice(connection: sqlite3.Connection) -> list[tuple[int]]:
        query = "SELECT count(*) FROM answers"
        first = connection.execute(query).fetchone()
        other.execute("DELETE FROM answers WHERE item = 'item-000'")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("COMMIT")
        return [first, connection.execute(query).fetchone()]

    other.execute("BEGIN IMMEDIATE")
    nothing: list[tuple[int]] = []
    assert store.database.read(count_twice, nothing) == [(30,), (30,)]
    other.execute("COMMIT")
    other.close()
    assert items(store) == EXPECTED[1:]


def test_a_note_of_how_it_was_left_is_written_through_no_link(data: Path, tmp_path: Path) -> None:
    store = filled(data)
    target = tmp_path / "precious"
    target.write_text("precious")
    (data / ".coach.db.left").unlink()
    (data / ".coach.db.left").symlink_to(target)
    store.answer(DAY, "coffee", "done", MOMENT)
    assert target.read_text() == "precious"
    assert len(items(Store(data))) == 31


def test_backups_that_may_not_be_read_stop_no_answer(open_folder: Path) -> None:
    store = filled(open_folder / "data")
    for place in (open_folder / "data", *(open_folder / "data").rglob("*")):
        os.chown(place, NOBODY, NOBODY) if os.geteuid() == 0 else None
    (open_folder / "data" / "backups").chmod(0)
    with as_nobody():
        store.answer(DAY, "coffee", "done", MOMENT)
        assert len(items(store)) == 31
        assert "Today's backup could not be made" in store.note()
    (open_folder / "data" / "backups").chmod(0o700)


def test_a_file_that_cannot_be_looked_at_now_is_not_set_aside(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(data)
    monkeypatch.setattr(schema, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(data / "coach.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CoachError, match=r"could not be read \(database is locked\)"):
        items(store)
    other.close()
    assert (items(store), store.note(), names(data)) == (EXPECTED, "", ["coach.db"])


def test_another_program_that_has_it_open_is_an_error(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(data)
    monkeypatch.setattr(schema, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(data / "coach.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(CoachError, match=r"could not be written \(database is locked\)"):
        store.answer(DAY, "coffee", "done", MOMENT)
    assert items(store) == EXPECTED
    other.close()
    store.answer(DAY, "coffee", "done", MOMENT)


def test_after_another_coach_erased_it_a_new_database_begins(data: Path) -> None:
    store = filled(data)
    for file in [*data.rglob("*.*")]:
        file.unlink()
    store.answer(DAY, "coffee", "done", MOMENT)
    assert (items(store), store.note()) == (["coffee"], "")
