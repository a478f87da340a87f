"""The process that plays, with a second ear: whatever a device would hear is written to a file."""

import struct
import sys
import threading
import time
from array import array
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from coach.sound.samples import RATE

HEAD = struct.Struct("dI")
_SCRIPT = """
import struct, sys
from coach.sound import desk, device
heard = open(sys.argv[1], "wb", buffering=0)
real = desk.Desk.frames
def frames(self, number, now):
    made = real(self, number, now)
    heard.write(struct.pack("dI", now, len(made)) + made)
    return made
desk.Desk.frames = frames
device.main([*sys.argv[2:], "null"])
"""
WAIT_SECONDS = 20.0
STOPPED_SECONDS = 0.4
"""A device that asks ten times a second and has not for so long was stopped."""


def command(
    heard: Path, voice: Path, own: Path, spoken: Path | None = None, who: str = ""
) -> tuple[str, ...]:
    """Return what plays to nothing, in true time, and writes down what a device would hear."""
    return (*device(heard), *map(str, (voice, own, spoken or own)), who)


def device(heard: Path) -> tuple[str, ...]:
    """Return the same before it is told its folders and who speaks."""
    return (sys.executable, "-c", _SCRIPT, str(heard))


class Chunk(NamedTuple):
    """What a device got at once, and when it asked, on the monotonic clock."""

    moment: float
    values: array  # type: ignore[type-arg]


def chunks(heard: Path) -> list[Chunk]:
    """Return all that was heard so far, chunk by chunk."""
    raw, at, found = heard.read_bytes() if heard.exists() else b"", 0, []
    while at + HEAD.size <= len(raw):
        moment, length = HEAD.unpack_from(raw, at)
        at += HEAD.size
        if at + length > len(raw):
            break
        found.append(Chunk(moment, array("h", raw[at : at + length])))
        at += length
    return found


def runs(heard: Path) -> list[list[Chunk]]:
    """Return the chunks from each start of the device to its stop: it rests where all is silent."""
    found: list[list[Chunk]] = []
    for chunk in chunks(heard):
        if not found or chunk.moment - found[-1][-1].moment > STOPPED_SECONDS:
            found.append([])
        found[-1].append(chunk)
    return found


def latest(heard: Path) -> float:
    """Return by how many seconds the device was late at most while it played."""
    most = 0.0
    for run in runs(heard):
        true = [chunk.moment - before for chunk, before in zip(run, _seconds(run), strict=True)]
        most = max(most, max(true) - min(true))
    return most


def onsets(heard: Path, least: int = 40) -> list[float]:
    """Return the monotonic moments at which something begins after a tenth of silence.

    A device's clock is its frames: a chunk lies where the frames before it end.
    """
    return [moment for run in runs(heard) for moment in _onsets(run, least)]


def _onsets(run: list[Chunk], least: int) -> list[float]:
    """Return the onsets between a start and a stop."""
    whole = array("h")
    for chunk in run:
        whole.extend(chunk.values)
    began = min(chunk.moment - before for chunk, before in zip(run, _seconds(run), strict=True))
    loud = [at for at, value in enumerate(whole) if abs(value) >= least]
    first = [at for was, at in pairwise([-RATE, *loud]) if at - was > RATE // 10]
    return [began + at / RATE for at in first]


def _seconds(run: list[Chunk]) -> list[float]:
    """Return how many seconds of frames lie before each chunk."""
    before, total = [], 0
    for chunk in run:
        before.append(total / RATE)
        total += len(chunk.values)
    return before


def wait_for(is_true: Callable[[], bool], what: str = "") -> None:
    """Wait until something that happens on its own has happened. Raises `AssertionError`."""
    until = time.monotonic() + WAIT_SECONDS
    never = threading.Event()
    while not is_true():
        assert time.monotonic() < until, f"waited in vain for {what}"
        never.wait(0.01)
