"""Sounds that lie over one another, as one stream: to the sample, from any start, in any pieces."""

from heapq import heappop, heappush
from itertools import count

from coach.sound import samples as sound
from coach.sound.samples import WIDTH


class Mix:
    """What is still to be heard, and when. It costs what sounds, not what waits."""

    def __init__(self) -> None:
        """Begin with silence."""
        self._waiting: list[tuple[int, int, bytes]] = []
        self._sounding: list[tuple[int, bytes]] = []
        self._number = count()

    def place(self, start: int, samples: bytes) -> None:
        """Let something be heard from the sample numbered `start` on, in any order of placing."""
        if samples:
            heappush(self._waiting, (start, next(self._number), samples))

    def clear(self) -> None:
        """Forget all that was placed."""
        self._waiting.clear()
        self._sounding.clear()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to be heard."""
        return not (self._waiting or self._sounding)

    def frames(self, start: int, count: int) -> bytes:
        """Return `count` samples from the one numbered `start` on; what is over by then is gone."""
        end = start + count
        while self._waiting and self._waiting[0][0] < end:
            begins, _, samples = heappop(self._waiting)
            self._sounding.append((begins, samples))
        mixed = sound.silence(count)
        for begins, samples in self._sounding:
            mixed = _with(mixed, samples, begins - start)
        self._sounding = [
            (begins, samples)
            for begins, samples in self._sounding
            if begins + sound.length(samples) > end
        ]
        return mixed


def _with(mixed: bytes, samples: bytes, at: int) -> bytes:
    """Return a mix with the samples that fall into it, the first at `at`, which may be below 0."""
    first = max(at, 0)
    heard = sound.part(samples, max(-at, 0), max(-at, 0) + sound.length(mixed) - first)
    if not heard:
        return mixed
    after = first * WIDTH + len(heard)
    both = sound.mixed(mixed[first * WIDTH : after], heard)
    return mixed[: first * WIDTH] + both + mixed[after:]
