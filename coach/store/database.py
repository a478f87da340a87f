"""The database on disk: `DATA/coach.db`, opened for each piece of work and closed after it.

Whatever may write holds the lock of the database, so that a damaged file can be set aside and a
backup put in its place while no other coach writes to it. Looking never makes a file or a folder; a
file that is as a coach left it is read without the lock, by a connection that cannot write.

A file is looked through when it is not as a coach left it: after a kill, or changed by others. How
it was left stands in `DATA/.coach.db.left`. A file that is as it was left is opened at once, and
looked through once a day, together with its backup: before the first write, or when asked.
"""

import contextlib
import os
import shutil
import sqlite3
import stat
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from coach.errors import CoachError
from coach.store import backup, schema
from coach.store.backup import reason
from coach.store.schema import State
from coach.system import files, lock
from coach.text import printable

_WAS = {State.DAMAGED: "was damaged", State.FOREIGN: "was not made by coach"}
T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]


class _NothingError(Exception):
    """Nothing has been recorded yet."""


class Database:
    """The database of a folder, for any thread. Whatever goes wrong is a `CoachError`."""

    def __init__(self, folder: Path, today: Callable[[], date] = date.today) -> None:
        """Take the folder, which need not exist."""
        self.folder = folder
        self.file = folder / "coach.db"
        self._left_file = folder / ".coach.db.left"
        self.note = ""
        """One line for the person about what happened to the file."""
        self._today = today
        self._day: date | None = None
        """The day on which it was looked through and backed up."""
        self._left = b""
        """How a coach left the file, whole."""
        self._guard = threading.RLock()

    def look(self) -> None:
        """Look through the file and back it up, once a day; mend it if need be."""
        self.read(lambda _: None, None, is_daily=True)

    def read(self, work: Work[T], nothing: T, is_daily: bool = False) -> T:
        """Return what `work` finds in the database; `nothing` when nothing has been recorded.

        `work` may run twice. A `ValueError` of it says that what it found cannot be: the file is
        looked through.
        """
        with self._guard, self._told("read"):
            is_due = is_daily and backup.is_due(self.folder, self._today())
            if not is_due and self._is_as_left():
                with contextlib.suppress(sqlite3.Error, ValueError):
                    return self._look(work)
        return self._read_alone(work, nothing, is_daily)

    def _read_alone(self, work: Work[T], nothing: T, is_daily: bool = False) -> T:
        """Do as `read`, under the lock and as often as it takes to mend the file."""
        with self._guard, self._told("read"), contextlib.suppress(_NothingError):
            if self._size() or backup.backups(self.folder, self._today()):
                if not self._is_writable():
                    return self._read_only(work)
                with self._alone():
                    return self._twice(work, is_daily, is_made=False)
        return nothing

    def write(self, work: Work[T]) -> T:
        """Do a piece of work whole or not at all; when it returns it is on disk."""

        def commit(connection: sqlite3.Connection) -> T:
            connection.execute("BEGIN IMMEDIATE")
            done = work(connection)
            connection.execute("COMMIT")
            return done

        with self._guard, self._told("written"):
            if self.folder.exists() and not self._is_writable():
                raise PermissionError(0, "its folder may only be read")
            with self._alone():
                return self._twice(commit, is_daily=True, is_made=True)

    def back_up(self) -> Path | None:
        """Make the backup of today anew and return its file; None: nothing has been recorded."""
        today = self._today()
        return self._read_alone(lambda source: backup.make(source, self.folder, today), None)

    def restore(self, source: Path | None) -> tuple[Path, Path | None]:
        """Put back a backup, by default the newest good one; what was there is set aside.

        Returns the backup, and where what was there is now. Raises `CoachError`.
        """
        with self._guard, self._told("written"):
            source = source or backup.newest_good(self.folder, self._today())
            if source is None:
                raise CoachError(f"{printable(str(self.folder))}: there is no backup to restore")
            backup.check(source)
            with self._alone():
                return source, backup.put_back(source, self.file, "before-restore")

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock; where there are none, the person is told. Raises as `lock.held`."""
        with lock.held(self.file):
            self.note = self.note or lock.take_note()
            yield

    def _twice(self, work: Work[T], is_daily: bool, is_made: bool) -> T:
        """Do a piece of work; where it finds damage the file is mended, and it is tried again."""
        try:
            return self._once(work, "", is_daily, is_made)
        except (sqlite3.DatabaseError, ValueError) as error:
            if not schema.is_damage(error):
                raise
        return self._once(work, "integrity_check", is_daily, is_made)

    def _once(self, work: Work[T], check: str, is_daily: bool, is_made: bool) -> T:
        with contextlib.closing(self._open(check, is_daily, is_made)) as connection:
            done = work(connection)
        with contextlib.suppress(OSError):
            self._remember()
        return done

    def _open(self, check: str, is_daily: bool, is_made: bool) -> sqlite3.Connection:
        """Open the database, mended if need be; where there is none it `is_made`, or told so."""
        for is_first in (True, False):
            if not self._size():
                is_daily = self._begin(is_made) and is_daily
            connection = schema.connect(self.file)
            try:
                found = self._state(connection, check, is_daily)
                if found in backup.USABLE:
                    schema.prepare(connection)
                    if found is State.OLDER:
                        schema.migrate(connection)
                    return connection
                connection.close()
            except BaseException:
                connection.close()
                raise
            if found is State.NEWER or not is_first:
                break
            self._mend(found)
        raise self._refusal(found)

    def _begin(self, is_made: bool) -> bool:
        """Put a backup where there is no database, or begin a new one; is there anything in it?"""
        newest = backup.newest_good(self.folder, self._today())
        if newest:
            was = "was missing" if self._size() is None else "was empty"
            self._tell(was, newest, backup.put_back(newest, self.file, "damaged"))
            return True
        if not is_made:
            raise _NothingError
        backup.begin(self.file)
        return False

    def _mend(self, found: State) -> None:
        """Set the file aside, put the newest good backup in its place, and tell the person."""
        self._day = None
        newest = backup.newest_good(self.folder, self._today())
        label = "damaged" if found is State.DAMAGED else "foreign"
        if newest:
            kept = backup.put_back(newest, self.file, label)
        else:
            kept = backup.set_aside(self.file, label)
        self._tell(_WAS[found], newest, kept)

    def _tell(self, was: str, newest: Path | None, kept: Path | None) -> None:
        """Note what happened, in one line."""
        there = "there is no backup, so it begins anew"
        if newest:
            there = f"the backup of {newest.stem.removeprefix('coach-')} is in its place"
        aside = f"; it is kept as {kept.name}" if kept else ""
        self.note = f"{self.file.name} {was}; {there}{aside}"

    def _refusal(self, found: State) -> CoachError:
        """Return why we cannot work with the file."""
        why = "a newer coach made it; it is left as it is"
        if found in _WAS:
            why = f"it {_WAS[found]} and cannot be set aside"
        return CoachError(f"{printable(str(self.file))}: {why}")

    def _state(self, connection: sqlite3.Connection, check: str, is_daily: bool) -> State:
        """Return what the file is; the backup of the day, which is looked through, is made."""
        found = schema.state(connection, check or self._check())
        today = self._today()
        is_due = is_daily and found is State.FINE and self._day != today
        if is_due:
            self._day = today
            backup.sweep(self.folder)
            is_due = backup.is_due(self.folder, today)
        if is_due or found is State.OLDER:
            try:
                backup.make(connection, self.folder, today)
            except CoachError as error:
                self.note = self.note or f"There is no backup of today: {error}"
        return found

    def _is_as_left(self) -> bool:
        """Return whether the file is whole, and nothing is to be rolled back in it."""
        is_cut_off = os.path.exists(f"{self.file}-journal")
        return bool(self._size()) and not is_cut_off and not self._check()

    def _look(self, work: Work[T]) -> T:
        """Do a piece of reading at once, or raise `sqlite3.Error`: also when another writes."""
        with contextlib.closing(schema.connect(self.file, "ro", busy_seconds=0)) as connection:
            connection.execute("BEGIN")  # what is read belongs together
            if schema.state(connection, "") is not State.FINE:
                raise sqlite3.DatabaseError
            return work(connection)

    def _check(self) -> str:
        """Return how the file is to be looked at: not at all when a coach left it like this."""
        now = self._now()
        if now != self._left:
            with contextlib.suppress(OSError):
                self._left = self._left_file.read_bytes()
        return "" if now == self._left else "quick_check"

    def _remember(self) -> None:
        """Note how the file is left: whole. Raises `OSError`."""
        if (now := self._now()) != self._left:
            self._left = now
            # Through a link of that name nothing is written.
            flags = os.O_CREAT | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
            handle = os.open(self._left_file, flags, files.PRIVATE)
            try:
                os.write(handle, now)
            finally:
                os.close(handle)

    def _now(self) -> bytes:
        """Return what is seen of the file from outside, always as long. Raises `OSError`."""
        told = self.file.stat()
        return b"%020d %020d %020d" % (told.st_ino, told.st_size, told.st_mtime_ns)

    def _read_only(self, work: Work[T]) -> T:
        """Read in a folder that may not be written; what was cut off is undone in a copy."""
        if not self._size():
            raise CoachError(f"{printable(str(self.file))}: it is missing, and cannot be put back")
        if not os.path.exists(f"{self.file}-journal"):
            with contextlib.closing(schema.connect(self.file, "ro")) as connection:
                found = schema.state(connection, self._check())
                if found is State.FINE:
                    self._left = self._now()
                    return work(connection)
        with tempfile.TemporaryDirectory(prefix="coach-") as folder:
            for suffix in backup.BESIDE:
                with contextlib.suppress(FileNotFoundError):
                    shutil.copyfile(f"{self.file}{suffix}", f"{folder}/coach.db{suffix}")
            with contextlib.closing(schema.connect(Path(folder, "coach.db"))) as connection:
                found = schema.state(connection)
                if found not in backup.USABLE:
                    raise self._refusal(found)
                if found is State.OLDER:
                    schema.migrate(connection)
                return work(connection)

    def _size(self) -> int | None:
        """Return the size of the file, None when there is none. Raises `OSError`."""
        try:
            told = self.file.stat()
        except FileNotFoundError:
            return None
        if not stat.S_ISREG(told.st_mode):
            raise IsADirectoryError(0, "it is no file")
        return told.st_size

    def _is_writable(self) -> bool:
        """Return whether files may be made in the folder; on a disk mounted read-only, no."""
        return os.access(
            self.folder, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids
        )

    @contextlib.contextmanager
    def _told(self, done: str) -> Iterator[None]:
        """Turn what the system or SQLite says into a line for a person."""
        try:
            yield
        except (OSError, sqlite3.Error, ValueError, OverflowError) as error:
            name = printable(str(self.file))
            raise CoachError(f"{name}: could not be {done} ({reason(error)})") from None
