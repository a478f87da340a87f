"""`python -m tests.release.sound`: what is heard of every shipped script on three nights, measured.

Each is rendered whole, in tones, as the sea and in the voice alone. Exits with 1 when something is
not as it should be. Takes some minutes; needs numpy (extra `dev`).
"""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from coach.content.library import EXERCISES, Library
from coach.content.telling import Telling
from coach.domain.health import UNASKED
from coach.domain.night import DAY
from coach.domain.routine import Routine
from coach.domain.timeline import Timeline
from coach.person import choose, evening
from coach.sound import samples as sound
from coach.sound.bank import Bank
from coach.sound.pack import Pack
from coach.sound.render import in_a_row, pieces, score_of_all
from coach.sound.samples import FULL, RATE
from coach.sound.score import Sound, Wishes
from coach.store.settings import Settings
from coach.system import folders

Samples = np.ndarray[Any, np.dtype[np.float64]]
NIGHTS = [date(2026, 12, 1) + n * DAY for n in range(3)]
WAYS = {
    "tones": Wishes(voice=False, holds="tick"),
    "sea": Wishes(voice=False, tones="sea"),
    "voice": Wishes(tones="off", words_stay=True),
}
MOST_LATE_MS, MOST_STEP, MOST_HIGH, MOST_PEAK = 10, 0.02, 0.01, 0.35
HIGH_HZ = 2000
HEARD = 1.5 / FULL
TENTH = RATE // 10


class Figures(NamedTuple):
    """What was measured."""

    is_exact: bool
    late_ms: float
    step: float
    high: float
    """Which share of the energy is above 2 kHz."""
    peak: float
    thirds: tuple[float, ...]
    is_quiet_between: bool
    """Nothing is heard but in the time of a sound."""

    def row(self) -> str:
        """Return the figures in a row."""
        return (
            f"{self.late_ms:5.1f} ms  step {self.step:.4f}  high {self.high:.3%}  "
            f"peak {self.peak:.3f}  thirds {' '.join(f'{each:.4f}' for each in self.thirds)}"
        )

    def faults(self, way: str) -> Iterator[str]:
        """Yield in words what is not as it should be."""
        if not self.is_exact:
            yield "not as long as it plays"
        if self.late_ms > MOST_LATE_MS:
            yield f"{self.late_ms:.1f} ms late"
        if way != "voice" and self.step >= MOST_STEP:
            yield f"a step of {self.step:.4f}"
        if way != "voice" and self.high > MOST_HIGH:
            yield f"{self.high:.2%} above 2 kHz"
        if self.peak > MOST_PEAK:
            yield f"as loud as {self.peak:.2f}"
        if list(self.thirds) != sorted(self.thirds, reverse=True):
            yield "not quieter by thirds"
        if not self.is_quiet_between:
            yield "heard where nothing should be"


def shipped(night: date) -> Library:
    """Return the shipped scripts with the words of a night."""
    telling = Telling(night.toordinal())
    return Library(folders.assets(), Path("/nonexistent"), telling=lambda _: telling)


def played(library: Library) -> Iterator[tuple[str, list[Timeline]]]:
    """Yield every shipped exercise and routine, as it is played on the night of the library."""
    for kind in EXERCISES:
        for entry in library.entries(kind).values():
            exercise, _ = library.exercise(entry)
            if isinstance(exercise, Routine):
                plan = evening.prepare(library, choose.Choice(exercise), Settings(), UNASKED, True)
                yield entry.id, in_a_row([stop.timeline for stop in plan.stops if stop.timeline])
            else:
                yield entry.id, [choose.timeline(exercise, Settings(), UNASKED, is_night=True)]


def measured(timelines: list[Timeline], wishes: Wishes, bank: Bank) -> Figures:
    """Render timelines in which something sounds, and measure them."""
    sounds = score_of_all(timelines, wishes)
    whole = b"".join(piece.frames for piece in pieces(timelines, wishes, bank))
    heard = np.frombuffer(whole, np.int16) / FULL
    third = len(heard) // 3
    return Figures(
        len(heard) == sound.count(sum(each.total_ms for each in timelines)),
        max(late_ms(heard, each) for each in sounds),
        float(np.abs(np.diff(heard, prepend=0, append=0)).max()),
        share_above(heard, HIGH_HZ),
        float(np.abs(heard).max()),
        tuple(loudness(heard[n * third : (n + 1) * third]) for n in range(3)),
        not np.abs(heard[between(sounds, len(heard))]).any(),
    )


def late_ms(heard: Samples, each: Sound) -> float:
    """Return how long after its moment a sound is heard."""
    start = sound.count(each.start_ms)
    if np.abs(heard[max(start - 24, 0) : start]).max(initial=0) > HEARD:
        return float("inf")
    loud = np.flatnonzero(np.abs(heard[start : start + RATE]) > HEARD)
    return float(loud[0]) * 1000 / RATE if len(loud) else float("inf")


def share_above(heard: Samples, hz: int) -> float:
    """Return which share of the energy lies above a frequency."""
    stretches = heard[: len(heard) // RATE * RATE].reshape(-1, RATE)
    window = np.hanning(RATE)
    powers = np.zeros(RATE // 2 + 1)
    for stretch in stretches:
        powers += np.abs(np.fft.rfft(stretch * window)) ** 2
    return float(powers[hz:].sum() / powers.sum())


def between(sounds: list[Sound], count: int) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return where nothing should be heard."""
    quiet = np.ones(count, np.bool_)
    for each in sounds:
        quiet[sound.count(each.start_ms) : sound.count(each.end_ms)] = False
    return quiet


def loudness(heard: Samples) -> float:
    """Return how loud what is heard is: the tenths of a second that are silent do not count."""
    tenths = heard[: len(heard) // TENTH * TENTH].reshape(-1, TENTH)
    power = np.mean(np.square(tenths, dtype=np.float64), axis=1)
    return float(np.sqrt(power[power > power.max() / 1000].mean())) if power.any() else 0.0


def main() -> int:
    """Print a row for each script and way of hearing it; nights that sound alike are one."""
    seen: dict[tuple[Sound, ...], Figures] = {}
    pack = Pack(folders.assets() / "voice")
    is_fine = True
    for night in NIGHTS:
        for id, timelines in played(shipped(night)):
            for way, wishes in WAYS.items():
                sounds = tuple(score_of_all(timelines, wishes))
                if not sounds or sounds in seen:
                    continue
                figures = seen[sounds] = measured(timelines, wishes, Bank(pack))
                faults = ", ".join(figures.faults(way))
                is_fine = is_fine and not faults
                print(f"{night} {id:28} {way:6}{figures.row()}  {faults or 'fine'}", flush=True)
    return 0 if is_fine else 1


if __name__ == "__main__":
    sys.exit(main())
