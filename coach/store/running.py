"""The routine that is running, on disk, so that it can be resumed after an interruption.

`DATA/running.toml` is written when a step begins and removed at the end or on leaving. Whoever runs
a routine holds a lock as long as the process lives: a routine that still runs is not interrupted.
"""

from contextlib import ExitStack, suppress
from pathlib import Path

from coach.system import files, lock
from coach.toml import read, shape
from coach.toml.problems import BadFile

OFFERED_SECONDS = 3 * 3600
"""How long after a step began resuming is offered."""


class Running(shape.Shape, frozen=True, kw_only=True):
    """Where a routine is."""

    routine: str
    """Its id, or the path of its file."""
    step: int
    """Which step it is in, the first being 1."""
    run: str
    """The id of what that step runs."""
    begun: float
    """When the step began: seconds since the epoch."""
    made_by: str = "coach"


class RunningFile:
    """The running routine on disk. Errors are `CoachError`; an unreadable file counts as none."""

    def __init__(self, file: Path) -> None:
        """Take the path of the file, which need not exist."""
        self.file = file
        self._lock: ExitStack | None = None

    def write(self, running: Running) -> None:
        """Save where we are, unless another coach runs a routine now. Raises `CoachError`."""
        import msgspec
        import tomli_w

        with files.named_errors(self.file):
            self._lock = self._lock or lock.hold(self.file)
        if self._lock:
            # The path of a file may be no UTF-8: then there is nothing to be resumed.
            with suppress(UnicodeEncodeError):
                raw = tomli_w.dumps(msgspec.structs.asdict(running)).encode("utf-8")
                files.write(self.file, raw)

    def remove(self) -> None:
        """Remove the file and release the lock: no routine runs any more. Raises `CoachError`."""
        if self._lock:
            files.remove(self.file)
            self._lock.close()
            self._lock = None

    def read(self, now: float) -> Running | None:
        """Return the routine interrupted shortly before `now` (seconds since the epoch), if any."""
        running = self._read()
        if running is None or not 0 <= now - running.begun <= OFFERED_SECONDS:
            return None
        try:
            own_lock = lock.hold(self.file)
        except OSError:
            return running  # where no lock can be made, nobody has one
        if own_lock is None:
            return None
        own_lock.close()
        return running

    def forget(self) -> None:
        """Remove an interrupted routine that has been offered. Raises `CoachError`."""
        if self._lock is None and self._read():
            with files.named_errors(self.file):
                self._lock = lock.hold(self.file)
            self.remove()

    def _read(self) -> Running | None:
        try:
            text = read.read_text(self.file)
            return shape.conform(read.parse(text, ""), Running, "", text)[0]
        except BadFile:
            return None
