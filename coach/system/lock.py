"""The lock of the database: who holds it is alone with the file."""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from coach.errors import CoachError
from coach.system import files
from coach.text import printable

WAIT_SECONDS = 10.0
"""So long we wait for another coach to finish its piece of work."""


@contextlib.contextmanager
def held(file: Path) -> Iterator[None]:
    """Hold the lock of `file`, making the folder if need be. Raises `CoachError`, `OSError`.

    Unlike `files.locked` it does not wait for ever: Ctrl+Z may have stopped another coach.
    """
    ends = time.monotonic() + WAIT_SECONDS
    place = place_of(file)
    while True:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(place, os.O_CREAT | os.O_RDWR, 0o600))
        lock = files.hold(file)
        if lock is not None:
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(lock.fileno()), place.stat()):
                    break
            lock.close()  # somebody erased everything meanwhile
        elif time.monotonic() > ends:
            name = printable(str(file))
            raise CoachError(f"{name}: another coach is at work on it and does not finish")
        else:
            time.sleep(0.002)
    with lock:
        yield


def place_of(file: Path) -> Path:
    """Return the file that is locked; it stays when nobody holds it."""
    return file.with_name(f".{file.name}.held")
