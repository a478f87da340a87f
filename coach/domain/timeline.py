"""A timeline: everything guided, as a flat row of cues that follow one another without a gap.

Times are whole milliseconds, so that cues tile exactly. Where a session stands is a function of
its elapsed time alone: `timeline.at(elapsed_ms)`. Nothing here knows a clock.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from coach.domain.easing import ease

SENTENCE_CYCLES = 3
"""In so many breaths the words are whole sentences."""
WORD_CYCLES = 6
"""Until this breath there is a single word; then none, unless words stay."""


class Part(NamedTuple):
    """A stop on the way: a muscle group, a region of a scan, a stretch."""

    id: str
    """What it is called in the script; no other part of it has this id."""
    title: str
    """What a person calls it."""
    regions: tuple[str, ...] = ()
    """Where in the body it is, by the names of `coach.domain.body`."""


class Cue(NamedTuple):
    """One stretch of a session in which one thing is asked for, or nothing."""

    kind: str
    """What it is: `intro`, `in`, `hold`, `out`, `rest`, `silence`, `closing`, ..."""
    duration_ms: int
    """How long it lasts, in milliseconds; above 0 once it lies in a timeline."""
    start_ms: int = 0
    """When it begins, in milliseconds from the start of the timeline."""
    text: str = ""
    """The full words, for the screen, the voice and plain text; may be empty."""
    word: str = ""
    """What is left of the words once they are known, e.g. `in`."""
    level_from: float = 0.0
    """How full the shape is when the cue begins, 0..1."""
    level_to: float = 0.0
    """How full the shape is when the cue ends, 0..1."""
    cycle: int = 0
    """Which breath it belongs to, the first being 1; 0 outside of breaths."""
    part: Part | None = None
    """The stop it belongs to, if any."""
    is_continued: bool = False
    """Whether it continues the passage of the cue before it: new words or silence, nothing else."""
    waits: bool = False
    """At its end it stands still, until a key."""
    is_spoken: bool = True
    """A voice says its words, if it has any; a very short phase of a breath goes without."""

    @property
    def end_ms(self) -> int:
        """When it ends: the start of the cue that follows it."""
        return self.start_ms + self.duration_ms

    def words(self, stay: bool = False) -> str:
        """Return what is left of the words at this breath; with `stay` a word to the end."""
        if self.cycle <= SENTENCE_CYCLES:
            return self.text
        return self.word if stay or self.cycle <= WORD_CYCLES else ""

    def spoken(self, stay: bool = False) -> str:
        """Return what a voice says of these words; nothing where there is no time to speak."""
        words = self.words(stay) if self.is_spoken else ""
        return sentence(words) if words and self.cycle > SENTENCE_CYCLES else words


class Position(NamedTuple):
    """A place in a timeline: which cue, and how far into it."""

    cue_index: int
    cue: Cue
    into_ms: int

    @property
    def progress(self) -> float:
        """How much of the cue is behind us, 0..1."""
        return self.into_ms / self.cue.duration_ms

    @property
    def level(self) -> float:
        """How full the shape is here, 0..1, eased."""
        rise = self.cue.level_to - self.cue.level_from
        return self.cue.level_from + rise * ease(self.progress)


def sentence(word: str) -> str:
    """Return a word that is left as it is spoken: `In.`"""
    return f"{word[0].upper()}{word[1:]}."


def tile(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """Lay cues end to end from 0; cues without length are dropped."""
    laid: list[Cue] = []
    start_ms = 0
    for cue in cues:
        if cue.duration_ms > 0:
            laid.append(cue._replace(start_ms=start_ms))
            start_ms += cue.duration_ms
    return tuple(laid)


@dataclass(frozen=True)
class Timeline:
    """A whole guided exercise, ready to be played: at least one cue, tiling from 0."""

    id: str
    """Where it came from, e.g. `breathing/box`."""
    title: str
    """What a person calls it."""
    kind: str
    """The kind of exercise, e.g. `breathing`."""
    cues: tuple[Cue, ...]
    """What happens, in order."""
    max_cycles: int | None = None
    """The most breaths it may ever have; None where there is no limit."""

    @property
    def total_ms(self) -> int:
        """The length of everything, lead-in included, in milliseconds."""
        return self.cues[-1].end_ms

    @property
    def cycles(self) -> int:
        """How many breaths it has; 0 when it is not made of breaths."""
        return max(cue.cycle for cue in self.cues)

    @cached_property
    def waits_ms(self) -> tuple[int, ...]:
        """Where it stands still until a key, in milliseconds, in order."""
        return tuple(cue.end_ms for cue in self.cues if cue.waits)

    def at(self, elapsed_ms: int) -> Position:
        """Return the place after `elapsed_ms`; before the start the first, past the end the last.

        A moment on the border belongs to the cue that begins there.
        """
        place_ms = min(max(elapsed_ms, 0), self.total_ms)
        index = max(bisect_right(self.cues, place_ms, key=attrgetter("start_ms")) - 1, 0)
        return Position(index, self.cues[index], place_ms - self.cues[index].start_ms)

    def passage(self, index: int) -> tuple[int, int]:
        """Return the first cue of the passage that the cue at `index` is in, and the one after it.

        A passage is one thing that is asked for, whose words may change. Past the last one this is
        the number of cues.
        """
        first, after = index, index + 1
        while self.cues[first].is_continued:
            first -= 1
        while after < len(self.cues) and self.cues[after].is_continued:
            after += 1
        return first, after

    def kind_at(self, index: int) -> str:
        """Return what the passage of the cue at `index` is; `silence` where it has no words."""
        first, after = self.passage(index)
        kinds = (cue.kind for cue in self.cues[first:after] if cue.kind != "silence")
        return next(kinds, "silence")

    def breath_start_ms(self, index: int) -> int:
        """Return where the breath of the cue at `index` begins; outside of one, its passage."""
        cycle = self.cues[index].cycle
        while cycle and index and self.cues[index - 1].cycle == cycle:
            index -= 1
        return self.cues[index if cycle else self.passage(index)[0]].start_ms

    @property
    def parts(self) -> tuple[Part, ...]:
        """The stops on the way, each once and in order."""
        return tuple(dict.fromkeys(cue.part for cue in self.cues if cue.part))

    def without(self, part_id: str) -> "Timeline":
        """Return this timeline without a part; unchanged when nothing would be left."""
        cues = tile(cue for cue in self.cues if not (cue.part and cue.part.id == part_id))
        return replace(self, cues=cues) if cues else self

    def after_a_pause(self, ms: int) -> "Timeline":
        """Return this timeline after `ms` of silence."""
        return replace(self, cues=tile([Cue("silence", ms), *self.cues]))

    def with_one_more(self) -> "Timeline":
        """Return it with its last breath once more; unchanged when that would be too many."""
        last = self.cycles
        if not last or (self.max_cycles is not None and last >= self.max_cycles):
            return self
        breath = [cue for cue in self.cues if cue.cycle == last]
        after = self.cues.index(breath[-1]) + 1
        more = [cue._replace(cycle=last + 1) for cue in breath]
        return replace(self, cues=tile([*self.cues[:after], *more, *self.cues[after:]]))

    def with_one_less(self) -> "Timeline":
        """Return it without its last breath; unchanged when it has only one."""
        last = self.cycles
        if last < 2:
            return self
        return replace(self, cues=tile(cue for cue in self.cues if cue.cycle != last))

    def at_speed(self, speed: float) -> "Timeline":
        """Return it played `speed` times as fast (2.0: in half the time); still whole ms, tiling.

        Borders are rounded, not lengths, so that nothing drifts; no cue falls below 1 ms.
        """
        borders = [round(cue.end_ms / speed) for cue in self.cues]
        cues: list[Cue] = []
        start_ms = 0
        for cue, end_ms in zip(self.cues, borders, strict=True):
            length_ms = max(end_ms - start_ms, 1)
            cues.append(cue._replace(start_ms=start_ms, duration_ms=length_ms))
            start_ms = cues[-1].end_ms
        return replace(self, cues=tuple(cues))
