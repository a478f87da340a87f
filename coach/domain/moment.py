"""A moment, as two clocks tell it. By itself: the clocks need no more of the domain to start."""

from typing import NamedTuple


class Moment(NamedTuple):
    """What two clocks said at one moment, in seconds."""

    monotonic: float
    """A clock that only goes forward, and may stand still while the machine sleeps."""
    wall: float
    """The time of day as seconds since the epoch; it may jump."""
