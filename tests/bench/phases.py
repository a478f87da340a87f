"""When the phases of a box were painted, and how late that was.

Seen from outside: the light of a box is `●` while the breath moves and `•` while it rests, so its
glyph changes in the stream exactly when a phase begins; the first breath in, which follows a
lead-in that is drawn with `●`, shows by its words instead. The moment is the one at which the bytes
arrive here, so it holds the writing of the app, the pseudo-terminal and our own waking up.

Due is anchor + lead-in + k * 4 s. The anchor is the moment just before Space was sent: the session
begins a little later, when the key has come through, so every lateness is at most too high by that
(see `key`), and never too low. No drift can hide in it: one anchor holds for the whole session.
"""

import codecs
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from tests.terminal.pseudo import Chunk, Terminal

MOVING, RESTING = "●", "•"
FIRST_WORDS = "Breathe in"
LEAD_IN = 25.0
"""Seconds before the first breath of the box."""
LINES_BEFORE, LINES_AFTER = 4, 2
"""So many lines are said before its first breath, and after its last."""
PHASE = 4.0
PHASES_IN_A_CYCLE = 4


class Timed(NamedTuple):
    """How late the phases of one session were painted, in milliseconds and in order."""

    late: list[float]
    key: float
    """How long the first answer to Space took: the most by which `late` is too high."""

    @property
    def drift(self) -> float:
        """By how much the last eight are later than the first eight, in the median."""
        return median(self.late[-8:]) - median(self.late[:8])


def starts(chunks: Sequence[Chunk], begun: float) -> Iterator[float]:
    """Yield the moments at which phases were painted, of a session that began after `begun`."""
    decode = codecs.getincrementaldecoder("utf-8")("replace").decode
    is_breathing, light = False, MOVING
    for chunk in chunks:
        text = decode(chunk.data)
        if chunk.at < begun:
            continue
        if not is_breathing:
            is_breathing = FIRST_WORDS in text
            if is_breathing:
                yield chunk.at
            continue
        for glyph in text:
            if glyph in (MOVING, RESTING) and glyph != light:
                light = glyph
                yield chunk.at


def play(run: Terminal, cycles: int) -> Timed:
    """Press Space on the page before a box, wait for all of it, and return how late it was."""
    count = cycles * PHASES_IN_A_CYCLE
    anchor = begin(run)
    run.read_for(LEAD_IN + (count - 1) * PHASE + 2)
    return timed(run, anchor, count)


def begin(run: Terminal) -> float:
    """Wait for the page before the session, press Space, and return the anchor."""
    run.wait_for("begin")
    run.read_for(1.0)  # it arrives by light
    return run.send("space")


def timed(run: Terminal, anchor: float, count: int) -> Timed:
    """Return how late the phases were painted that have been so far."""
    seen = list(starts(run.chunks, anchor))
    assert len(seen) == count, f"{len(seen)} of {count} phases were seen"
    late = [1000 * (at - anchor - LEAD_IN - k * PHASE) for k, at in enumerate(seen)]
    key = next(chunk.at for chunk in run.chunks if chunk.at > anchor) - anchor
    return Timed(late, 1000 * key)
