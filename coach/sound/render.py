"""A session as a file: what is heard of timelines, one after the other, exact to the sample."""

import wave
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from coach.domain.routine import QUIET_MS
from coach.domain.timeline import Timeline
from coach.errors import InputError
from coach.sound import samples as sound
from coach.sound.bank import Bank
from coach.sound.mix import Mix
from coach.sound.samples import RATE, WIDTH
from coach.sound.score import Sound, Wishes, score
from coach.system import files

LONGEST_MS = 24 * 3600 * 1000
"""A WAV file cannot be much longer."""


class Piece(NamedTuple):
    """A second of what is heard, or less at the end."""

    start_ms: int
    frames: bytes
    unsaid: tuple[str, ...]
    """Lines that would begin in it, which no voice can say."""


def in_a_row(timelines: Sequence[Timeline]) -> list[Timeline]:
    """Return the timelines of a routine with the quiet breath that comes before all but one."""
    return [each.after_a_pause(QUIET_MS) if place else each for place, each in enumerate(timelines)]


def score_of_all(timelines: Sequence[Timeline], wishes: Wishes) -> list[Sound]:
    """Return what sounds in timelines that follow one another, and sink as one."""
    whole_ms = sum(each.total_ms for each in timelines)
    sounds: list[Sound] = []
    before_ms = 0
    for timeline in timelines:
        for each in score(timeline, wishes, before_ms, whole_ms):
            sounds.append(each._replace(start_ms=before_ms + each.start_ms))
        before_ms += timeline.total_ms
    return sounds


def pieces(timelines: Sequence[Timeline], wishes: Wishes, bank: Bank) -> Iterator[Piece]:
    """Yield all that is heard, second by second."""
    waiting, mix = deque(score_of_all(timelines, wishes)), Mix()
    total = sound.count(sum(each.total_ms for each in timelines))
    for start in range(0, total, RATE):
        end = min(start + RATE, total)
        unsaid = []
        while waiting and sound.count(waiting[0].start_ms) < end:
            each = waiting.popleft()
            if samples := bank.samples(each):
                mix.place(sound.count(each.start_ms), samples)
            elif each.text:
                unsaid.append(each.text)
        yield Piece(start * 1000 // RATE, mix.frames(start, end - start), tuple(unsaid))


def render(
    timelines: Sequence[Timeline],
    wishes: Wishes,
    bank: Bank,
    file: Path,
    on_progress: Callable[[float], object] = lambda share: None,
) -> list[str]:
    """Write timelines to a WAV file, whole or not at all; returns the lines no voice could say.

    `on_progress` is told after each second how much is done, 0..1. Raises `CoachError`.
    """
    total_ms = sum(each.total_ms for each in timelines)
    if total_ms > LONGEST_MS:
        raise InputError(f"{total_ms // 3_600_000} hours are too long for a WAV file")
    unsaid: list[str] = []
    with files.whole(file) as stream, wave.open(stream, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(WIDTH)
        writer.setframerate(RATE)
        for piece in pieces(timelines, wishes, bank):
            writer.writeframesraw(piece.frames)
            unsaid += piece.unsaid
            on_progress(piece.start_ms / total_ms)
    return unsaid
