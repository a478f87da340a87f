"""A line as somebody said it, made ready to be heard beside those of the pack.

Silence around it is cut off, it is levelled to their loudness, and it has soft ends. What makes the
pack, `tests/voice/render.py`, does the same with finer numbers.
"""

from math import log10
from typing import Final

from coach.errors import CoachError
from coach.sound import samples as sound
from coach.sound.samples import RATE

FRAME: Final = RATE // 200
"""Loudness is looked at in frames of 5 ms."""
GATE_DB: Final = 30
"""What is so far below a line's loudest frame does not count for its loudness."""
LEVEL_DB: Final = -20.0
PEAK: Final = 0.9
"""The loudness of each line, against full scale; a line whose peak would be higher is quieter."""
START_DB: Final = -40.0
END_DB: Final = -45.0
"""A line begins and ends where it comes so close to its loudness."""
BEFORE_MS: Final = 5
AFTER_MS: Final = 25
"""So much is kept on either side, and all of it is faded."""
SILENT_DB: Final = -60.0
"""Nobody speaks in what is nowhere louder."""
NOTHING = 1e-14
"""The power of silence, which has a logarithm."""


class UnsayableError(CoachError):
    """A voice cannot say a text; the words say why."""


def ready(raw: bytes) -> bytes:
    """Return a line without the silence around it, levelled. Raises `UnsayableError`."""
    whole = sound.length(raw) // FRAME * FRAME
    frames = (sound.part(raw, at, at + FRAME) for at in range(0, whole, FRAME))
    powers = [sound.loudness(frame) ** 2 + NOTHING for frame in frames]
    loudest = max(powers, default=NOTHING)
    if _db(loudest) < SILENT_DB:
        raise UnsayableError("nothing is heard of it")
    spoken = [power for power in powers if power > loudest / 10 ** (GATE_DB / 10)]
    level_db = _db(sum(spoken) / len(spoken))
    first = next(at for at, each in enumerate(powers) if _db(each) > level_db + START_DB)
    last = next(at for at, each in _backwards(powers) if _db(each) > level_db + END_DB)
    before, after = sound.silence(sound.count(BEFORE_MS)), sound.silence(sound.count(AFTER_MS))
    padded = before + raw + after
    end = (last + 1) * FRAME + sound.length(before + after)
    line = sound.part(padded, first * FRAME, end)
    gain = min(10.0 ** ((LEVEL_DB - level_db) / 20), PEAK / sound.peak(line))
    return sound.faded(sound.scaled(line, gain), BEFORE_MS, AFTER_MS)


def _db(power: float) -> float:
    return 10 * log10(power)


def _backwards(powers: list[float]) -> list[tuple[int, float]]:
    return list(enumerate(powers))[::-1]
