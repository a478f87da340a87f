"""Exercises for a restless mind: passages of words, and then single words dealt from a pack.

What is dealt is a function of the night alone: nothing is stored, and any night can be shown again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coach.domain.passage import Line, Passage, passage, timeline_of
from coach.domain.timeline import Timeline


@dataclass(frozen=True)
class Mind:
    """A script for the mind."""

    id: str
    title: str
    summary: str
    passages: tuple[Passage, ...]
    dealt: tuple[str, ...] = ()
    """Words that come one by one after the passages."""
    every_ms: int = 0
    """How long each of them stays."""
    cautions: tuple[str, ...] = ()
    is_inward: bool = False
    """It stays with breath, body or thoughts, which makes some people uneasy."""
    is_paradox: bool = False
    """It asks for the opposite of what is wanted, which is not safe for everybody."""
    ask_before: str = ""
    """What is asked by day before it is played for a craving; empty: nothing. So `ask_after`."""
    ask_after: str = ""

    def is_empty(self, left_out: frozenset[str]) -> bool:
        """Nothing of it can be left out."""
        return False

    def timeline(self) -> Timeline:
        """Return all of it as cues."""
        cues = [
            cue
            for each in self.passages
            for cue in passage("intro", each.duration_ms, each.lines, waits=each.waits)
        ]
        for word in self.dealt:
            cues += passage("intro", self.every_ms, [Line(0, word)])
        return timeline_of(self.id, self.title, "mind", cues)


def dealt(pack: Sequence[str], count: int, night: int, in_order: bool) -> tuple[str, ...]:
    """Return the `count` entries of a pack that a night has; none more often than it must.

    Night n takes the places from count * n on, round and round: in order, or of a pack that was
    shuffled once for all nights, each round of it again by the night. A shuffle goes by SHA-256, so
    that it is the same on every machine and in every version of Python.
    """
    laid = list(pack) if in_order else _shuffled(set(pack), "")
    taken = [laid[(count * night + place) % len(laid)] for place in range(count)]
    if in_order:
        return tuple(taken)
    rounds = (taken[first : first + len(laid)] for first in range(0, count, len(laid)))
    return tuple(word for each in rounds for word in _shuffled(each, str(night)))


def _shuffled(words: Iterable[str], seed: str) -> list[str]:
    """Return words in an order that depends on the seed alone; none of them is there twice."""
    from hashlib import sha256  # 2 ms that most evenings do not need

    return sorted(words, key=lambda word: sha256(f"{seed}\0{word}".encode()).digest())
