"""The lock beside a file: whoever holds it is alone with the file.

Locks are those of the system (`flock`, on Windows a range of bytes), which end with their process.
filelock could use marker files where there are none; a killed coach would leave one behind, so this
is switched off. Where a file system has no locks, like some network homes, work goes on without,
and `take_note` says so once.
"""

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from coach.errors import CoachError
from coach.system import files
from coach.text import printable

DATABASE_SECONDS = 10.0
"""How long we wait for another coach to finish with the database."""
FILE_SECONDS = 3.0
"""How long we wait for another coach to finish with the settings or a script."""
POLL_SECONDS = 0.002
HELD = "held"
"""The suffix of the locks of the database and of a running routine; of the others: `lock`."""
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
"""What a file system without locks answers."""
_folders: dict[Path, bool] = {}
"""The folders that have no locks, and whether ranges of bytes can be locked there."""
_notes: list[str] = []
"""What `take_note` has not returned yet."""


@contextlib.contextmanager
def held(file: Path) -> Iterator[None]:
    """Be alone with the database. Raises `CoachError` after a time, `OSError` if it fails."""
    with _alone(file, DATABASE_SECONDS, HELD):
        yield


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Be alone with settings or scripts. Raises `CoachError` after a time, `OSError` as `held`."""
    with _alone(file, FILE_SECONDS, "lock"):
        yield


def hold(file: Path, seconds: float = 0.0, ending: str = HELD) -> contextlib.ExitStack | None:
    """Take the lock of `file` until it is closed or the process ends.

    Returns None when another has it for longer than `seconds`. Raises `OSError` when no lock can be
    made there.
    """
    from filelock import FileLock, Timeout  # takes 60 ms

    files.make_folder(file.parent)
    lock = FileLock(
        place_of(file, ending),
        timeout=seconds,
        mode=files.PRIVATE,
        thread_local=False,
        fallback_to_soft=False,
        poll_interval=POLL_SECONDS,
    )
    holding = contextlib.ExitStack()
    try:
        lock.acquire()
        holding.callback(lock.release)
    except Timeout:
        return None
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        _note(file, ending)
    return holding


def place_of(file: Path, ending: str = HELD) -> Path:
    """Return the file that is locked; it stays when nobody holds it."""
    return file.with_name(f".{file.name}.{ending}")


def locks_ranges(file: Path) -> bool:
    """Return whether SQLite can lock a database there, as far as we know so far."""
    return all(_folders.get(folder, True) for folder in file.parents)


def take_note() -> str:
    """Return a line for the person, once, when work went on without a lock; else ""."""
    return _notes.pop() if _notes else ""


@contextlib.contextmanager
def _alone(file: Path, seconds: float, ending: str) -> Iterator[None]:
    try:
        holding = hold(file, seconds, ending)
    except FileNotFoundError:  # everything was erased while we waited, the folder too
        holding = hold(file, seconds, ending)
    if holding is None:
        name = printable(str(file))
        raise CoachError(f"{name}: another coach is using it and has not finished")
    with holding:
        yield


def _note(file: Path, ending: str) -> None:
    """Note that work goes on without a lock. Raises `OSError`."""
    if not _folders:
        name = printable(str(file.parent))
        _notes.append(f"{name}: there are no locks on this disk; open one coach at a time")
    if file.parent not in _folders:
        _folders[file.parent] = _locks_ranges(place_of(file, ending))


def _locks_ranges(place: Path) -> bool:
    """Return whether a range of bytes in a file can be locked, which may work without `flock`."""
    import fcntl

    with open(place, "ab") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno not in _NO_LOCKS
    return True
