"""Sound measured in plain Python: onsets, steps, spectra, loudness."""

from __future__ import annotations

from array import array
from cmath import exp, pi
from itertools import pairwise

from coach.sound.samples import FULL, RATE

QUIET = 1.5 / FULL
"""A sample above this is heard: more than rounding."""


def values(samples: bytes) -> array[int]:
    """Return samples as whole numbers."""
    return array("h", samples)


def peak(samples: bytes) -> float:
    """Return the largest sample, 0 to 1 of full scale."""
    return max(map(abs, values(samples)), default=0) / FULL


def largest_step(samples: bytes) -> float:
    """Return the largest step between two samples, and at both ends, of full scale."""
    heard = [0, *values(samples), 0]
    return max(abs(after - before) for before, after in pairwise(heard)) / FULL


def onset(samples: bytes) -> float:
    """Return when something is heard first, in milliseconds."""
    heard = (place for place, value in enumerate(values(samples)) if abs(value) > QUIET * FULL)
    return next(heard) * 1000 / RATE


def loudness(samples: bytes) -> float:
    """Return the root of the mean square, of full scale."""
    heard = values(samples)
    return float((sum(value * value for value in heard) / len(heard)) ** 0.5 / FULL)


def crests(samples: bytes, ms: int = 20) -> list[float]:
    """Return the largest sample of every so many milliseconds."""
    heard, count = values(samples), RATE * ms // 1000
    starts = range(0, len(heard), count)
    return [max(map(abs, heard[start : start + count])) / FULL for start in starts]


def attack_ms(samples: bytes) -> int:
    """Return how long it takes from silence to 90 % of the loudest, to 20 ms."""
    rising = crests(samples)
    return 20 * next(n for n, crest in enumerate(rising) if crest >= 0.9 * max(rising))


def release_ms(samples: bytes) -> int:
    """Return how long it takes from 90 % of the loudest to silence, to 20 ms."""
    falling = crests(samples)[::-1]
    return 20 * next(n for n, crest in enumerate(falling) if crest >= 0.9 * max(falling))


def turns(samples: bytes) -> list[float]:
    """Return the pitch in Hz at each upward crossing of zero, where it is loud enough to tell."""
    heard = values(samples)
    least = max(map(abs, heard)) / 10
    crossings = [
        n + heard[n] / (heard[n] - heard[n + 1])
        for n in range(len(heard) - 1)
        if heard[n] <= 0 < heard[n + 1]
    ]
    return [
        RATE / (after - before)
        for before, after in pairwise(crossings)
        if max(map(abs, heard[int(before) : int(after) + 1])) > least
    ]


def share_above(samples: bytes, hz: float, size: int = 8192) -> float:
    """Return which share 0..1 of the energy lies above a frequency, in the loudest stretch."""
    heard = values(samples)
    starts = range(0, max(len(heard) - size, 0) + 1, size)
    start = max(starts, key=lambda at: sum(value * value for value in heard[at : at + size]))
    stretch = heard[start : start + size]
    window = [(1 - (exp(2j * pi * n / size)).real) / 2 for n in range(len(stretch))]
    padded = [value * share for value, share in zip(stretch, window, strict=True)]
    spectrum = _fourier([complex(value) for value in padded + [0.0] * (size - len(padded))])
    energies = [abs(value) ** 2 for value in spectrum[: size // 2]]
    return sum(energies[int(hz * size / RATE) :]) / sum(energies)


def _fourier(numbers: list[complex]) -> list[complex]:
    """Return the spectrum of 2^n numbers (Cooley & Tukey, 1965)."""
    if len(numbers) == 1:
        return numbers
    even, odd = _fourier(numbers[::2]), _fourier(numbers[1::2])
    turned = [exp(-2j * pi * n / len(numbers)) * value for n, value in enumerate(odd)]
    sums = [one + other for one, other in zip(even, turned, strict=True)]
    return sums + [one - other for one, other in zip(even, turned, strict=True)]
