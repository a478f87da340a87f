"""The one place that turns a sound of the score into samples: voice, tones, a person's own sounds.

Nothing here raises: what cannot be had is not heard, and `notes` says why in a line each.
"""

from functools import lru_cache
from pathlib import Path
from typing import Protocol

from coach.sound import own, tones
from coach.sound import samples as sound
from coach.sound.score import Sound

LOUDEST = 12
"""The volume has 12 steps,"""
SOFTEST_DB = -50.0
"""from barely there to normal."""
VOICE_GAIN, VOICE_PEAK = 0.32, 0.25
"""The voice is this much quieter than it was recorded; one line of twenty has a sharper sound than
the second and is quieter still. With the loudest wave over it all is within 0.35 of full scale."""


class Voice(Protocol):
    """Something that can say texts, such as the shipped pack."""

    def has(self, text: str) -> bool:
        """Tell whether it can say a text."""

    def samples(self, text: str) -> bytes | None:
        """Return what it says; None when it cannot be had."""


def gain(volume: int) -> float:
    """Return the gain of a step of the volume, 1 to 12: the steps are equally far apart."""
    return float(10 ** (SOFTEST_DB * (LOUDEST - volume) / (LOUDEST - 1) / 20))


class Bank:
    """Samples for sounds. Volumes may be changed at any time and hold for what is asked next."""

    def __init__(
        self,
        voice: Voice | None,
        own_folder: Path | None = None,
        voice_volume: int = LOUDEST,
        tones_volume: int = LOUDEST,
    ) -> None:
        """Take who speaks (None: nobody), and the folder of a person's own sounds."""
        self.voice_volume = voice_volume
        self.tones_volume = tones_volume
        self.notes: list[str] = []
        """What could not be used, a line each."""
        self._voice = voice
        self._own = own.Sounds(own_folder, self.notes)
        self._made = lru_cache(maxsize=64)(self._make)

    def samples(self, each: Sound) -> bytes | None:
        """Return what is heard of a sound, as loud as it should be; None: nothing."""
        if each.kind == "voice":
            said = self._said(each)
            return said and sound.scaled(said, each.level * gain(self.voice_volume))
        made = self._made(each._replace(start_ms=each.start_ms // 1000 % tones.WAVES, level=1.0))
        return sound.scaled(made, each.level * gain(self.tones_volume))

    def _said(self, each: Sound) -> bytes | None:
        """Return what the voice says; nothing where there is no time for it."""
        said = self._voice.samples(each.text) if self._voice else None
        if said is None or sound.length(said) > sound.count(each.duration_ms):
            return None
        return sound.scaled(said, min(VOICE_GAIN, VOICE_PEAK / max(sound.peak(said), VOICE_PEAK)))

    def _make(self, each: Sound) -> bytes:
        """Return a tone at full level: of `start_ms` only the number of the wave is left."""
        own_sound = self._own.samples(each.kind, each.duration_ms)
        if own_sound is not None:
            return own_sound
        match each.kind:
            case "in" | "out":
                return tones.breath(each.kind, each.duration_ms, each.pitch_from, each.pitch_to)
            case "sea-in" | "sea-out":
                return tones.sea(each.kind, each.duration_ms, each.start_ms)
        return tones.body(each.kind, each.duration_ms)
