"""Lines made ready to be heard, and written into a Vorbis file. Needs what the extra `dev` has."""

from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from coach.sound.line import (
    AFTER_MS,
    BEFORE_MS,
    END_DB,
    FRAME,
    GATE_DB,
    LEVEL_DB,
    PEAK,
    START_DB,
)
from coach.sound.pack import RATE
from coach.sound.saying import SEED, SPEED

Samples = np.ndarray[Any, np.dtype[np.floating[Any]]]
"""One channel, -1 to 1."""

DECODED_PEAK = 0.97
"""A line that comes out of its file louder than this is made quieter."""
GAP = RATE // 10
"""Silence between two lines of a file, so that none is heard in the other."""
QUALITY = 0.05
"""How good Vorbis is to be, 0 to 1."""


def made() -> str:
    """Return in a line how a pack is made: another line means that all is rendered anew."""
    return (
        f"hibari-tts {version('hibari-tts')}, voice heart, speed {SPEED}, seed {SEED}; "
        f"{LEVEL_DB:g} dB; Vorbis, quality {QUALITY:g}, {RATE} Hz"
    )


def voice() -> Callable[[str], Samples]:
    """Return what says a text. It takes a second to load."""
    from hibari import SAMPLE_RATE, Hibari

    assert SAMPLE_RATE == RATE
    speak = Hibari()
    return lambda text: ready(speak(text, speed=SPEED, seed=SEED))


def ready(raw: Samples) -> Samples:
    """Return a line without the silence around it, levelled, with soft ends."""
    frames_db = loudness_of_frames_db(raw)
    level_db = gated_db(frames_db)
    first = int(np.flatnonzero(frames_db > level_db + START_DB)[0]) * FRAME
    after = (int(np.flatnonzero(frames_db > level_db + END_DB)[-1]) + 1) * FRAME
    before, behind = RATE * BEFORE_MS // 1000, RATE * AFTER_MS // 1000
    line: Samples = np.pad(raw, (before, behind))[first : after + before + behind]
    gain = 10.0 ** ((LEVEL_DB - level_db) / 20)
    line = line * min(gain, PEAK / float(np.abs(line).max()))
    line[:before] *= np.linspace(0, 1, before)
    line[-behind:] *= np.linspace(1, 0, behind)
    return line


def loudness_of_frames_db(samples: Samples) -> Samples:
    """Return the loudness of each whole frame, against full scale."""
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    power = np.mean(np.square(frames, dtype=np.float64), axis=1)
    frames_db: Samples = 10 * np.log10(power + 1e-14)
    return frames_db


def gated_db(frames_db: Samples) -> float:
    """Return the loudness of a line: of the frames in which somebody speaks."""
    spoken = frames_db[frames_db > frames_db.max() - GATE_DB]
    return float(10 * np.log10(np.mean(10 ** (spoken / 10))))


def write(file: Path, lines: Sequence[Samples]) -> list[tuple[int, int]]:
    """Write lines into a Vorbis file; return the first sample and the count of each.

    Vorbis may swing higher than what it was given: a line that would be cut off is made quieter.
    """
    while True:
        places = _write(file, lines)
        whole, _ = soundfile.read(file, dtype="float32")
        peaks = [float(np.abs(whole[at : at + count]).max()) for at, count in places]
        if max(peaks) <= DECODED_PEAK:
            return places
        lines = [
            line * PEAK / peak if peak > DECODED_PEAK else line
            for line, peak in zip(lines, peaks, strict=True)
        ]


def _write(file: Path, lines: Sequence[Samples]) -> list[tuple[int, int]]:
    """Write lines as they are."""
    places, at = [], GAP
    silence = np.zeros(GAP, np.float32)
    pieces = [silence]
    for line in lines:
        places.append((at, len(line)))
        pieces += [line, silence]
        at += len(line) + GAP
    whole = np.concatenate(pieces)
    form = {"format": "OGG", "subtype": "VORBIS", "compression_level": 1 - QUALITY}
    with soundfile.SoundFile(file, "w", RATE, 1, **form) as out:
        for start in range(0, len(whole), RATE):  # libsndfile 1.2.2 dies of a long one
            out.write(whole[start : start + RATE])
    return places
