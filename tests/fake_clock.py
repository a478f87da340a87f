"""Two clocks that only move when a test moves them."""

from datetime import datetime

from coach.domain.moment import Moment

EVENING = datetime(2027, 1, 14, 22, 30).timestamp()
"""Half past ten in the evening, wherever the tests run."""


class FakeClock:
    """A `coach.system.clock.Clock` that stands still until a test moves it."""

    def __init__(self, monotonic: float = 1000.0, wall: float = EVENING) -> None:
        self.monotonic = monotonic
        self.wall = wall

    def now(self) -> Moment:
        """Return this moment on both clocks."""
        return Moment(self.monotonic, self.wall)

    def advance(self, seconds: float) -> None:
        """Let time pass, as it does while the machine is awake."""
        self.monotonic += seconds
        self.wall += seconds

    def advance_wall(self, seconds: float) -> None:
        """Move only the time of day: the machine slept, or somebody set its clock."""
        self.wall += seconds
