"""Sound as bytes: one channel of 16-bit samples in the machine's order, 24,000 a second.

All arithmetic on samples is done in C by `audioop`, which Python had until 3.12 and `audioop-lts`
has since. No other module imports it.
"""

import warnings
from array import array
from collections.abc import Iterable
from typing import Final

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import audioop

RATE: Final = 24_000
"""Samples a second: a whole number in each millisecond, so that nothing is ever rounded."""
WIDTH: Final = 2
"""Bytes a sample."""
FULL: Final = 32_767
"""The largest sample: full scale."""


def count(ms: int) -> int:
    """Return how many samples so many milliseconds are."""
    return ms * RATE // 1000


def length(samples: bytes) -> int:
    """Return how many samples these are."""
    return len(samples) // WIDTH


def silence(samples: int) -> bytes:
    """Return so many samples of silence."""
    return bytes(samples * WIDTH)


def part(samples: bytes, start: int, end: int) -> bytes:
    """Return the samples from the one numbered `start` to the one before `end`."""
    return samples[start * WIDTH : end * WIDTH]


def encoded(values: Iterable[float]) -> bytes:
    """Return numbers of -1 to 1 as samples."""
    return array("h", [round(value * FULL) for value in values]).tobytes()


def scaled(samples: bytes, gain: float) -> bytes:
    """Return these samples `gain` times as loud."""
    return samples if gain == 1 else audioop.mul(samples, WIDTH, gain)


def mixed(one: bytes, other: bytes) -> bytes:
    """Return two sounds of one length at the same time; what is too loud stays at full scale."""
    return audioop.add(one, other, WIDTH)


def peak(samples: bytes) -> float:
    """Return the largest sample, 0 to 1 of full scale."""
    return audioop.max(samples, WIDTH) / FULL


def loudness(samples: bytes) -> float:
    """Return the root of the mean square of the samples, 0 to 1 of full scale."""
    return audioop.rms(samples, WIDTH) / FULL


def faded(samples: bytes, in_ms: int, out_ms: int) -> bytes:
    """Return these samples with soft ends: in a straight line from silence, and back to it."""
    values = array("h", samples)
    last = len(values) - 1
    for is_end, ms in ((False, in_ms), (True, out_ms)):
        fading = min(count(ms), len(values))
        for place in range(fading):
            at = last - place if is_end else place
            values[at] = values[at] * place // fading
    return values.tobytes()


def converted(frames: bytes, width: int, channels: int, rate: int) -> bytes:
    """Return sound of another form, of one or two channels, as ours. Raises `ValueError`."""
    if channels not in (1, 2) or width not in (1, 2, 3, 4) or not 1 <= rate <= 400_000:
        raise ValueError(f"{channels} channels of {width} bytes, {rate} a second")
    frames = frames[: len(frames) // (width * channels) * width * channels]
    if width == 1:  # eight bits have no sign in a WAV file
        frames = audioop.bias(frames, width, -128)
    samples = audioop.lin2lin(frames, width, WIDTH)
    if channels == 2:
        samples = audioop.tomono(samples, WIDTH, 0.5, 0.5)
    if rate != RATE:
        samples, _ = audioop.ratecv(samples, WIDTH, 1, rate, RATE, None)
    return samples
