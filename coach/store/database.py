"""The database on disk: `DATA/coach.db`, opened for each piece of work and closed after it.

Whatever may write holds the lock of the database, so that a damaged file can be set aside and a
backup put in its place while no other coach writes to it. Reading never makes a file or a folder; a
file that is as a coach left it is read without the lock, by a connection that cannot write.

A file is checked when it is not as a coach left it (`DATA/.coach.db.left`): after a kill, or when
others changed it. Otherwise it is opened at once, and checked once a day, with its backup: before
the first write, or by `look`.
"""

import contextlib
import os
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
        """One line for the person about what happened to the file, or ""."""
        self._today = today
        self._day: date | None = None
        """The day on which it was last checked and backed up."""
        self._left = b""
        """The fingerprint of the file (`_fingerprint`) when a coach last left it whole."""
        self._guard = threading.RLock()

    def look(self) -> None:
        """Check the file and back it up, once a day; mend it if need be."""
        self.read(lambda _: None, None, is_daily=True)

    def read(self, work: Work[T], default: T, is_daily: bool = False) -> T:
        """Return what `work` reads from the database; `default` when nothing has been recorded.

        `work` may run twice. If it raises `ValueError`, it has read bad data: the file is checked.
        """
        with self._guard, self._named_errors("read"):
            is_due = is_daily and backup.is_due(self.folder, self._today())
            if not is_due and self._is_as_left():
                with contextlib.suppress(sqlite3.Error, ValueError):
                    return self._read_at_once(work)
        return self._read_alone(work, default, is_daily)

    def _read_alone(self, work: Work[T], default: T, is_daily: bool = False) -> T:
        """Do as `read`, under the lock; a damaged file is mended and read again."""
        with self._guard, self._named_errors("read"), contextlib.suppress(_NothingError):
            if self._size() or backup.backups(self.folder, self._today()):
                if not files.is_writable(self.folder):
                    return self._read_only(work)
                with self._alone():
                    return self._twice(work, is_daily, may_create=False)
        return default

    def write(self, work: Work[T]) -> T:
        """Do a piece of work whole or not at all; when it returns it is on disk."""

        def commit(connection: sqlite3.Connection) -> T:
            connection.execute("BEGIN IMMEDIATE")
            result = work(connection)
            connection.execute("COMMIT")
            return result

        with self._guard, self._named_errors("written"):
            if self.folder.exists() and not files.is_writable(self.folder):
                raise PermissionError(0, "its folder is read-only")
            with self._alone():
                return self._twice(commit, is_daily=True, may_create=True)

    def back_up(self) -> Path | None:
        """Make the backup of today again and return its file; None: nothing has been recorded."""
        today = self._today()
        return self._read_alone(lambda source: backup.make(source, self.folder, today), None)

    def restore(self, source: Path | None) -> tuple[Path, Path | None]:
        """Put back a backup, by default the newest good one; the current file is set aside.

        Returns the backup, and the file that was set aside, if any. Raises `CoachError`.
        """
        with self._guard, self._named_errors("written"):
            source = source or backup.newest_good(self.folder, self._today())
            if source is None:
                raise CoachError(f"{printable(str(self.folder))}: there is no backup to restore")
            backup.check(source)
            with self._alone():
                return source, backup.put_back(source, self.file, backup.BEFORE_RESTORE)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock; where there are no locks, note that. Raises as `lock.held`."""
        with lock.held(self.file):
            self.note = self.note or lock.take_note()
            yield

    def _twice(self, work: Work[T], is_daily: bool, may_create: bool) -> T:
        """Do a piece of work; where it finds damage the file is mended, and it is tried again."""
        try:
            return self._once(work, "", is_daily, may_create)
        except (sqlite3.DatabaseError, ValueError) as error:
            if not schema.is_damage(error):
                raise
        return self._once(work, "integrity_check", is_daily, may_create)

    def _once(self, work: Work[T], check: str, is_daily: bool, may_create: bool) -> T:
        with contextlib.closing(self._open(check, is_daily, may_create)) as connection:
            result = work(connection)
        with contextlib.suppress(OSError):
            self._remember()
        return result

    def _open(self, check: str, is_daily: bool, may_create: bool) -> sqlite3.Connection:
        """Open the database, mended if need be. Raises `_NothingError` as `_begin`."""
        for is_first in (True, False):
            if not self._size():
                is_daily = self._begin(may_create) and is_daily
            connection = schema.connect(self.file)
            try:
                state = self._state(connection, check, is_daily)
                if state in backup.USABLE:
                    schema.prepare(connection)
                    if state is State.OLDER:
                        schema.migrate(connection)
                    return connection
                connection.close()
            except BaseException:
                connection.close()
                raise
            if state is State.NEWER or not is_first:
                break
            self._mend(state)
        raise self._refusal(state)

    def _begin(self, may_create: bool) -> bool:
        """Put back a backup (True) or, if that is allowed, make an empty database (False).

        Raises `_NothingError` when there is neither."""
        newest = backup.newest_good(self.folder, self._today())
        if newest:
            was = "was missing" if self._size() is None else "was empty"
            self._set_note(was, newest, backup.put_back(newest, self.file, "damaged"))
            return True
        if not may_create:
            raise _NothingError
        backup.begin(self.file)
        return False

    def _mend(self, state: State) -> None:
        """Set the file aside, put the newest good backup in its place, and note it."""
        self._day = None
        newest = backup.newest_good(self.folder, self._today())
        label = "damaged" if state is State.DAMAGED else "foreign"
        if newest:
            aside = backup.put_back(newest, self.file, label)
        else:
            aside = backup.set_aside(self.file, label)
        self._set_note(_WAS[state], newest, aside)

    def _set_note(self, was: str, newest: Path | None, aside: Path | None) -> None:
        """Note what happened, in one line for the person."""
        now = "there is no backup, so it begins anew"
        if newest:
            now = f"the backup of {newest.stem.removeprefix('coach-')} has been restored"
        place = f"; the old file is kept as {aside.name}" if aside else ""
        self.note = f"{self.file.name} {was}; {now}{place}"

    def _refusal(self, state: State) -> CoachError:
        """Return why we cannot work with the file."""
        why = "a newer coach made it; it is left as it is"
        if state in _WAS:
            why = f"it {_WAS[state]} and cannot be set aside"
        return CoachError(f"{printable(str(self.file))}: {why}")

    def _state(self, connection: sqlite3.Connection, check: str, is_daily: bool) -> State:
        """Return what the file is, and make the backup of the day, which checks it too."""
        state = schema.state(connection, check or self._check())
        today = self._today()
        is_due = is_daily and state is State.FINE and self._day != today
        if is_due:
            self._day = today
            backup.sweep(self.folder)
            is_due = backup.is_due(self.folder, today)
        if is_due or state is State.OLDER:
            try:
                backup.make(connection, self.folder, today)
            except CoachError as error:
                self.note = self.note or f"Today's backup could not be made: {error}"
        return state

    def _is_as_left(self) -> bool:
        """Return whether the file is as a coach left it, with nothing to be rolled back in it."""
        is_interrupted = os.path.exists(f"{self.file}-journal")
        return bool(self._size()) and not is_interrupted and not self._check()

    def _read_at_once(self, work: Work[T]) -> T:
        """Read without the lock and without waiting. Raises `sqlite3.Error` if another writes."""
        with contextlib.closing(schema.connect(self.file, "ro", busy_seconds=0)) as connection:
            connection.execute("BEGIN")  # what is read belongs together
            if schema.state(connection, "") is not State.FINE:
                raise sqlite3.DatabaseError
            return work(connection)

    def _check(self) -> str:
        """Return the pragma to check the file with; empty when it is as a coach left it."""
        now = self._fingerprint()
        if now != self._left:
            with contextlib.suppress(OSError):
                self._left = self._left_file.read_bytes()
        return "" if now == self._left else "quick_check"

    def _remember(self) -> None:
        """Note that the file is left whole as it is now. Raises `OSError`."""
        if (now := self._fingerprint()) != self._left:
            self._left = now
            # Nothing is written through a link of that name.
            flags = os.O_CREAT | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
            handle = os.open(self._left_file, flags, files.PRIVATE)
            try:
                os.write(handle, now)
            finally:
                os.close(handle)

    def _fingerprint(self) -> bytes:
        """Return inode, size and time of the file, always as many bytes. Raises `OSError`."""
        info = self.file.stat()
        return b"%020d %020d %020d" % (info.st_ino, info.st_size, info.st_mtime_ns)

    def _read_only(self, work: Work[T]) -> T:
        """Read in a folder that may not be written; an interrupted change is undone in a copy."""
        if not self._size():
            raise CoachError(f"{printable(str(self.file))}: it is missing, and cannot be put back")
        if not os.path.exists(f"{self.file}-journal"):
            with contextlib.closing(schema.connect(self.file, "ro")) as connection:
                state = schema.state(connection, self._check())
                if state is State.FINE:
                    self._left = self._fingerprint()
                    return work(connection)
        with tempfile.TemporaryDirectory(prefix="coach-") as folder:
            backup.copy(self.file, Path(folder))
            with contextlib.closing(schema.connect(Path(folder, "coach.db"))) as connection:
                state = schema.state(connection)
                if state not in backup.USABLE:
                    raise self._refusal(state)
                if state is State.OLDER:
                    schema.migrate(connection)
                return work(connection)

    def _size(self) -> int | None:
        """Return the size of the file, None when there is none. Raises `OSError`."""
        try:
            info = self.file.stat()
        except FileNotFoundError:
            return None
        if not stat.S_ISREG(info.st_mode):
            raise IsADirectoryError(0, "it is not a file")
        return info.st_size

    @contextlib.contextmanager
    def _named_errors(self, done: str) -> Iterator[None]:
        """Turn errors of the system or of SQLite into a line for a person that names the file."""
        try:
            yield
        except (OSError, sqlite3.Error, ValueError, OverflowError) as error:
            name = printable(str(self.file))
            raise CoachError(f"{name}: could not be {done} ({reason(error)})") from None
