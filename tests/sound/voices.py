"""Somebody who speaks in tests: each text is a hum, as long as the text and as loud as a voice."""

from functools import cache

from coach.sound import samples as sound
from coach.sound import tones
from coach.sound.samples import RATE


class Humming:
    """A voice that can say anything but what it does not know, and remembers what it was asked."""

    def __init__(self, unknown: tuple[str, ...] = ()) -> None:
        """Take the texts that it cannot say."""
        self.unknown = unknown
        self.asked: list[str] = []

    def has(self, text: str) -> bool:
        """Tell whether it can say a text."""
        return text not in self.unknown

    def samples(self, text: str) -> bytes | None:
        """Return a hum of 300 ms and 30 ms a character, up to 0.9 of full scale."""
        self.asked.append(text)
        return hum(300 + 30 * len(text), 0.9) if self.has(text) else None


@cache
def hum(ms: int, peak: float, hz: float = 200.0) -> bytes:
    """Return a tone that begins and ends within some milliseconds, as a voice does."""
    flat = tones.tone(tones.Tone(hz, hz, 1, 10, 30, 0.0, peak), ms)
    assert sound.length(flat) == ms * RATE // 1000
    return flat
