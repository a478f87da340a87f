"""A moment as two clocks show it. A module of its own, so that clocks need not import the rest."""

from typing import NamedTuple


class Moment(NamedTuple):
    """What two clocks showed at one moment, in seconds."""

    monotonic: float
    """A clock that only goes forward, and may stand still while the machine sleeps."""
    wall: float
    """The time of day as seconds since the epoch; it may jump."""
