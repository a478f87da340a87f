"""Write a file whole or not at all, one writer at a time."""

import contextlib
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from coach.errors import CoachError
from coach.text import printable


def write(file: Path, text: str) -> None:
    """Put `text` (UTF-8) in the place of `file`; after a crash there is the old one or the new one.

    Raises `CoachError` when it cannot be written; then the old file is as it was.
    """
    with _told(file):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=_temporary(file), dir=file.parent)
        try:
            with open(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(name, file)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
        _sync_folder(file.parent)


def keep(file: Path, copy: Path) -> None:
    """Copy a file byte by byte before something is written in its place. Raises `CoachError`."""
    with _told(copy):
        shutil.copyfile(file, copy)


def remove(file: Path) -> None:
    """Take a file away; it may be gone already. Raises `CoachError` when it cannot be."""
    with _told(file):
        file.unlink(missing_ok=True)
        _sync_folder(file.parent)


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold the lock that belongs to `file`, waiting for another coach to let go of it.

    Leftovers of a writer that was killed are swept on the way in. Raises `CoachError`.
    """
    with contextlib.ExitStack() as stack:
        with _told(file):
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = stack.enter_context(open(file.with_name(f".{file.name}.lock"), "a"))
            _lock(lock.fileno())
            for left in file.parent.glob(f"{_temporary(file)}*"):
                left.unlink(missing_ok=True)
        yield


def hold(file: Path) -> IO[str] | None:
    """Take a lock beside `file` until it is closed or the process ends; None: another has it.

    Raises `CoachError` when no lock can be made there.
    """
    with _told(file):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = open(file.with_name(f".{file.name}.held"), "a")  # noqa: SIM115
    try:
        _lock(lock.fileno(), is_waiting=False)
    except OSError:
        lock.close()
        return None
    return lock


def _temporary(file: Path) -> str:
    """Return how the temporary files of `file` begin; those of its neighbours begin otherwise.

    A number stands for the name, which may be as long as a name can be.
    """
    return f".writing-{zlib.crc32(os.fsencode(file.name)):08x}-"


@contextlib.contextmanager
def _told(file: Path) -> Iterator[None]:
    """Turn what the system says into a line for a person."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "it failed").lower()
        raise CoachError(f"{printable(str(file))}: could not be written ({reason})") from None


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _lock(handle: int, is_waiting: bool = True) -> None:
    """Take the lock of an open file; it is let go when the file is closed.

    Raises `OSError` when another has it and we are not `is_waiting` for it.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        mode = msvcrt.LK_LOCK if is_waiting else msvcrt.LK_NBLCK  # type: ignore[attr-defined,unused-ignore]
        msvcrt.locking(handle, mode, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if is_waiting else fcntl.LOCK_NB))
