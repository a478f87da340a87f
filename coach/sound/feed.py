"""What gives a device its frames, and knows whether it asks for them as a device does.

One that asks for far more than time passes swallows them; one that asks no more has gone.
"""

import time
from collections.abc import Callable, Generator

from coach.sound.desk import Desk
from coach.sound.samples import RATE

RUNAWAY = 4.0
"""A device that asks for more seconds than this, for each that passed, is no device."""
RUNAWAY_SECONDS = 3.0
"""So much it may ask for at once, to fill what it has."""
LOOK_SECONDS = 0.3
"""So often it is looked whether it still asks: one that plays asks ten times a second."""
LOOKS, START_LOOKS = 3, 10
"""So many looks in vain, and it has gone; one that was stopped may take longer to start again."""


class Feed:
    """The frames of a desk, for one device."""

    def __init__(
        self,
        desk: Desk,
        on_first: Callable[[], None],
        on_ill: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take where the frames come from; `on_first` is called when the device asks first.

        `on_ill` is called with the reason, in words, when it is no device, or no more.
        """
        self.desk, self._on_first, self._on_ill, self._clock = desk, on_first, on_ill, clock
        self._asks = 0
        """How often it has asked since it was started last."""
        self._asked_at: float | None = None
        self._allowance = RUNAWAY_SECONDS
        """So much it may ask for at once by now."""

    def take(self, number: int, ahead_seconds: float = 0.0) -> bytes:
        """Return the next frames, which are asked for so long before they are heard."""
        now = self._clock()
        if self._asked_at is None:
            self._asked_at = now
            self._on_first()
        may = self._allowance + RUNAWAY * (now - self._asked_at)
        self._allowance = min(may, RUNAWAY_SECONDS) - number / RATE
        self._asked_at = now
        self._asks += 1
        if self._allowance < 0:
            self._on_ill("The sound system swallows everything at once.")
        return self.desk.frames(number, now + ahead_seconds)

    def frames(self) -> Generator[bytes, int, None]:
        """Return what is sent a number of frames, and yields them."""
        number = yield b""
        while True:
            number = yield self.take(number)

    def stand(self) -> None:
        """The device is stopped, until there is something to play again."""
        self._asks = 0

    def watch(self, nap: Callable[[float], object] = time.sleep) -> None:
        """Say when the device asks no more while there is something to play; then return."""
        asks = silent_looks = 0
        while self.desk.has_work.wait():
            nap(LOOK_SECONDS)  # looks are counted, not seconds: the whole process may be stopped
            silent_looks = silent_looks + 1 if self._asks == asks else 0
            asks = self._asks
            if silent_looks >= (LOOKS if asks else START_LOOKS):
                self._on_ill("The sound system has stopped.")
                return
