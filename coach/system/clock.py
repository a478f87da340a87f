"""The two clocks of this machine, read together, and its zone. Tests bring their own clocks."""

import time
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol

from coach.domain.moment import Moment

EPOCH = datetime(1970, 1, 1)
"""Where `timestamp` counts from, as clocks in UTC show it."""


class Clock(Protocol):
    """Anything that can tell the time."""

    def now(self) -> Moment:
        """Return this moment on both clocks, in seconds."""


class SystemClock:
    """The clocks of the machine."""

    def now(self) -> Moment:
        """Return this moment on both clocks, in seconds."""
        return Moment(time.monotonic(), time.time())


class SystemZone(tzinfo):
    """The zone that this machine is set to at the moment, without its name: it loads nothing.

    It follows PEP 495. `system.zone` knows the name.
    """

    def utcoffset(self, moment: datetime | None) -> timedelta:
        """Return how far clocks here are ahead of UTC when they show `moment`."""
        wall = (moment or datetime.now()).replace(tzinfo=None, microsecond=0)
        return wall - EPOCH - timedelta(seconds=wall.timestamp())

    def dst(self, moment: datetime | None) -> None:
        """It is not known how much of that is summer time."""

    def tzname(self, moment: datetime | None) -> str:
        """Return what this zone is called in a message."""
        return "local"

    def fromutc(self, moment: datetime) -> datetime:
        """Return what clocks here show at a moment of UTC."""
        here = moment.replace(tzinfo=UTC).astimezone()
        shown = here.replace(tzinfo=self, fold=0)
        return shown.replace(fold=shown.utcoffset() != here.utcoffset())


HERE = SystemZone()


def here(wall: float) -> datetime:
    """Return the moment of that many seconds since the epoch, as clocks here show it now.

    The machine may have been carried to another zone, or set to one, since the last look.
    """
    if hasattr(time, "tzset"):
        time.tzset()
    return datetime.fromtimestamp(wall).astimezone()
