"""The routine that is running, on disk, so that it can be gone on with after it was cut off.

`DATA/running.toml` is written when a step begins and removed at the end or on leaving. Whoever runs
a routine holds a lock as long as the process lives: a routine that still runs is not cut off.
"""

from contextlib import ExitStack
from pathlib import Path

from coach.system import files, lock
from coach.toml import read, shape
from coach.toml.problems import BadFile

OFFERED_SECONDS = 3 * 3600
"""For so long after a step began, going on is offered."""


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
    """The running routine on disk. Errors are `CoachError`; what cannot be read is not there."""

    def __init__(self, file: Path) -> None:
        """Take the path of the file, which need not exist."""
        self.file = file
        self._held: ExitStack | None = None

    def write(self, running: Running) -> None:
        """Note where we are, unless another coach runs a routine now. Raises `CoachError`."""
        import msgspec
        import tomli_w

        with files.named_errors(self.file):
            self._held = self._held or lock.hold(self.file)
        if self._held:
            files.write(self.file, tomli_w.dumps(msgspec.structs.asdict(running)))

    def remove(self) -> None:
        """Nothing runs any more. Raises `CoachError`."""
        if self._held:
            files.remove(self.file)
            self._held.close()
            self._held = None

    def read(self, now: float) -> Running | None:
        """Return the routine that was cut off not long before `now` (seconds since the epoch)."""
        running = self._read()
        if running is None or not 0 <= now - running.begun <= OFFERED_SECONDS:
            return None
        try:
            held = lock.hold(self.file)
        except OSError:
            return running  # where no lock can be made, nobody has one
        if held is None:
            return None
        held.close()
        return running

    def forget(self) -> None:
        """Take away what was cut off: it has been offered. Raises `CoachError`."""
        if self._held is None and self._read():
            with files.named_errors(self.file):
                self._held = lock.hold(self.file)
            self.remove()

    def _read(self) -> Running | None:
        try:
            text = read.read_text(self.file)
            return shape.conform(read.parse(text, ""), Running, "", text)[0]
        except BadFile:
            return None
