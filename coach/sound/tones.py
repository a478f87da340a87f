"""The tones of a breath and of the body, the sea, and the noise after the end: made, not recorded.

A tone is a low sine with two soft harmonics. It glides as the shape on the screen does, swells and
fades, and never begins or ends with a step. Noise is made once, as a loop, and shaped.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache, reduce
from itertools import accumulate, chain, repeat
from math import cos, exp, pi, sin, sqrt, tanh
from operator import mul
from random import Random
from typing import Literal, NamedTuple

from coach.domain.easing import ease
from coach.sound import samples as sound
from coach.sound.samples import FULL, RATE

LOW_HZ, HIGH_HZ = 220.0, 293.66
"""A breath glides between these, empty and full: a fourth, from A to D."""
REST_HZ = 174.61
"""The low F of the ticks and regions; a squeeze is let go from the C above it down to it."""
SQUEEZE_HZ = 261.63
TONE_PEAK, NOISE_PEAK = 0.065, 0.1
"""No tone and no noise is louder, of full scale."""
SHORTEST_ATTACK_MS, SHORTEST_RELEASE_MS = 150, 400
GLIDE_STEP = 24
"""So many samples, a millisecond, have one pitch: finer could not be heard."""

WAVES = 4
"""So many waves differ."""
FADE_DB = 40.0
"""So much the noise after the end fades before it is gone."""
CALM = 4.0
"""What is so many times as loud as usual in a noise is bent down, so that it has no peaks."""
RUMBLE_HZ = 45.0
"""What is lower is no part of noise: it takes room and is hardly heard."""
FILTERS: dict[str, tuple[tuple[float, tuple[float, ...]], ...]] = {
    "sea-in": ((1, (350, 350, 350)),),
    "sea-out": ((1, (550, 550, 550)),),
    "brown": ((1, (60, 500, 500)),),
    "pink": ((4, (40, 900, 900)), (2, (160, 900, 900)), (1, (640, 900, 900))),
}
"""How each noise is made of white noise: sums of a gain and low passes with these corners in Hz."""

Colour = Literal["brown", "pink"]


class Tone(NamedTuple):
    """How a tone goes."""

    hz_from: float
    hz_to: float
    glide_ms: int
    """How long it takes from the one pitch to the other."""
    attack_ms: int
    release_ms: int
    second: float
    """How loud the second harmonic is, the octave; the third is a quarter of that."""
    peak: float = TONE_PEAK


def breath(kind: str, duration_ms: int, pitch_from: float, pitch_to: float) -> bytes:
    """Return the tone of a phase: `in` swells as it rises, `out` ebbs away as it falls.

    The pitches are 0..1, from empty to full.
    """
    hz_from, hz_to = (LOW_HZ * (HIGH_HZ / LOW_HZ) ** pitch for pitch in (pitch_from, pitch_to))
    attack_ms, release_ms = _ends(kind, duration_ms)
    second = 0.3 if kind == "in" else 0.15
    return tone(Tone(hz_from, hz_to, duration_ms, attack_ms, release_ms, second), duration_ms)


def body(kind: str, duration_ms: int) -> bytes:
    """Return the tone of a `squeeze`, of a `let-go`, of a `region` or of a `tick`."""
    match kind:
        case "squeeze":
            shape = Tone(SQUEEZE_HZ, SQUEEZE_HZ, 1, 200, 500, 0.25)
        case "let-go":
            glide_ms = min(1000, duration_ms)
            release_ms = max(duration_ms - 400, SHORTEST_RELEASE_MS)
            shape = Tone(SQUEEZE_HZ, REST_HZ, glide_ms, 200, release_ms, 0.25)
        case "region":
            release_ms = max(duration_ms - 500, SHORTEST_RELEASE_MS)
            shape = Tone(REST_HZ, REST_HZ, 1, 200, release_ms, 0.3)
        case _:
            shape = Tone(REST_HZ, REST_HZ, 1, 180, SHORTEST_RELEASE_MS, 0.2, TONE_PEAK / 3)
    return tone(shape, duration_ms)


def sea(kind: str, duration_ms: int, wave: int) -> bytes:
    """Return a wave that swells (`sea-in`) or ebbs (`sea-out`); there are `WAVES` of them."""
    loop = _loop(kind, 0)
    count = sound.count(duration_ms)
    start = wave % WAVES * len(loop) // WAVES
    rounds = (start + count) // len(loop) + 1
    values = (loop * rounds)[start : start + count]
    kind = kind.removeprefix("sea-")
    return _rounded(map(mul, values, _envelope(count, *_ends(kind, duration_ms))))


def _ends(kind: str, duration_ms: int) -> tuple[int, int]:
    """Return how long the sound of a breath comes and goes."""
    if kind == "in":
        release_ms = max(duration_ms // 4, SHORTEST_RELEASE_MS)
        return max(min(duration_ms // 2, duration_ms - release_ms), SHORTEST_ATTACK_MS), release_ms
    attack_ms = max(duration_ms // 8, SHORTEST_ATTACK_MS)
    return attack_ms, duration_ms - attack_ms


def tone(shape: Tone, duration_ms: int) -> bytes:
    """Return a tone of exactly this length."""
    count = sound.count(duration_ms)
    glide = max(sound.count(shape.glide_ms), 1)
    ratio = shape.hz_to / shape.hz_from
    second, third = shape.second, shape.second / 4
    peak = shape.peak * FULL / (1 + second + third)
    turn = 2 * pi * shape.hz_from / RATE
    steps = (
        repeat(turn * ratio ** ease((start + GLIDE_STEP / 2) / glide), GLIDE_STEP)
        for start in range(0, count, GLIDE_STEP)
    )
    envelope = _envelope(count, shape.attack_ms, shape.release_ms)
    # sin 2x = 2 sin x cos x and sin 3x = 3 sin x - 4 sin^3 x
    waves = (
        (s * (1 + second * 2 * cos(angle) + third * (3 - 4 * s * s)))
        for angle in accumulate(chain.from_iterable(steps))
        for s in (sin(angle),)
    )
    return _rounded(peak * wave * loud for wave, loud in zip(waves, envelope, strict=False))


def _rounded(values: Iterable[float]) -> bytes:
    return array("h", map(round, values)).tobytes()


@lru_cache(maxsize=4)
def _envelope(count: int, attack_ms: int, release_ms: int) -> array[float]:
    """Return how loud each of `count` samples is, 0..1: a quarter sine up, a half cosine down.

    Both are at full height where they meet; a sound that is too short for both is less loud.
    """
    attack, release = sound.count(attack_ms), sound.count(release_ms)
    loud = array("d", [1.0]) * count
    for place in range(min(attack, count)):
        loud[place] = sin(pi / 2 * place / attack)
    for place in range(min(release, count)):
        loud[count - 1 - place] *= 0.5 - 0.5 * cos(pi * place / release)
    return loud


def noise(colour: Colour, minutes: float) -> Iterator[bytes]:
    """Yield noise that fades over so many minutes, a second at a time, and then ends.

    It begins at full level; making it takes a second or two before the first. Two loops of
    different lengths lie over one another, so that nothing comes back for long.
    """
    loops = [_loop(colour, seed) for seed in range(2)]
    seconds = max(round(minutes * 60), 1)
    for second in range(seconds):
        gain = 0.5 * 10 ** (-FADE_DB / 20 * second / seconds)
        one, other = (sound.scaled(_second_of(loop, second), gain) for loop in loops)
        both = sound.mixed(one, other)
        yield sound.faded(both, 1000 if not second else 0, 1000 if second == seconds - 1 else 0)


def _second_of(loop: array[int], second: int) -> bytes:
    start = second * RATE % len(loop)
    return (loop[start : start + RATE] + loop[: max(start + RATE - len(loop), 0)]).tobytes()


@cache
def _loop(kind: str, seed: int) -> array[int]:
    """Return noise of a kind that goes round without a seam."""
    count, seam = (8 * RATE, int(9.7 * RATE))[seed], RATE // 2
    random = Random(seed)
    white = array("d", (random.random() - 0.5 for _ in range(count + seam)))
    heard = array("d", bytes(8 * len(white)))
    for gain, corners in FILTERS[kind]:
        passed = reduce(_low, corners, white)
        heard = array("d", (all + gain * one for all, one in zip(heard, passed, strict=True)))
    rumble = _low(heard, RUMBLE_HZ)
    heard = array("d", (all - low for all, low in zip(heard, rumble, strict=True)))
    for place in range(seam):
        angle = pi / 2 * place / seam
        heard[place] = heard[place] * sin(angle) + heard[count + place] * cos(angle)
    del heard[count:]
    usual = sqrt(sum(value * value for value in heard) / count)
    heard = array("d", (tanh(value / (CALM * usual)) for value in heard))
    gain = NOISE_PEAK * FULL / max(map(abs, heard))
    return array("h", (round(gain * value) for value in heard))


def _low(values: array[float], hz: float) -> array[float]:
    """Return values through a low pass of one pole; arrays, as lists of them take much memory."""
    share = 1 - exp(-2 * pi * hz / RATE)
    return array("d", accumulate(values, lambda low, new: low + share * (new - low)))
