"""The two clocks of this machine, read together. Tests bring their own."""

import time
from typing import Protocol

from coach.domain.moment import Moment


class Clock(Protocol):
    """Anything that can tell the time."""

    def now(self) -> Moment:
        """Return this moment on both clocks, in seconds."""


class SystemClock:
    """The clocks of the machine."""

    def now(self) -> Moment:
        """Return this moment on both clocks, in seconds."""
        return Moment(time.monotonic(), time.time())
