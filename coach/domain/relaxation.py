"""Progressive muscle relaxation: groups that are tensed and released, as one timeline.

Protocols: groups of 16, 7 and 4 after Bernstein & Borkovec (1973), release only after Öst (1987). A
group that is only released (restless legs, sore places) gives the seconds of its tension to the
release, so that every slot keeps its length.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from coach.domain.body import side_of
from coach.domain.passage import Line, Passage, passage, shared, timeline_of
from coach.domain.timeline import Cue, Part, Timeline

Side = Literal["left", "right"]


class Words(NamedTuple):
    """What is said in a group: texts that share their time, and lines of the release."""

    prepare: tuple[str, ...] = ()
    tense: tuple[str, ...] = ()
    release: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Group:
    """Muscles that are tensed and released together. Times are in milliseconds."""

    part: Part
    prepare_ms: int
    tense_ms: int
    """0: it is only released."""
    release_ms: int
    words: Words
    words_as_first: Words
    """What is said when it comes first of its pair."""
    words_as_second: Words
    pair: Literal["first", "second", ""] = ""
    """Which of a pair it is in the file; the start side may swap the two."""
    is_restless: bool = False
    """Whether it is only released while restless legs are on."""
    words_again: Words | None = None
    """What is said in later passes, if that is something else."""


class Wishes(NamedTuple):
    """How a person wants it tonight."""

    left_out: frozenset[str] = frozenset()
    """The ids of groups that are left out."""
    start_side: Side = "right"
    """Which side of a pair comes first."""
    is_without_tension: bool = False
    """Restless legs: the groups that are marked for it are only released."""


class Spoken(NamedTuple):
    """A line with its own length in milliseconds: of the beginning, or of the closing."""

    duration_ms: int
    text: str


@dataclass(frozen=True)
class Relaxation:
    """A script of muscle relaxation, or of passages."""

    id: str
    title: str
    summary: str
    groups: tuple[Group, ...] = ()
    passages: tuple[Passage, ...] = ()
    intro: tuple[Spoken, ...] = ()
    closing: tuple[Spoken, ...] = ()
    passes: int = 1
    """How many times in a row each group is done."""
    release_only: str = ""
    """What is said where a group is only released."""
    cautions: tuple[str, ...] = ()

    @property
    def has_squeezing(self) -> bool:
        """Whether some groups are squeezed."""
        return any(group.tense_ms for group in self.groups)

    @property
    def has_legs(self) -> bool:
        """Whether some groups can be done without tension for restless legs."""
        return any(group.is_restless and group.tense_ms for group in self.groups)

    def is_empty(self, left_out: frozenset[str]) -> bool:
        """Whether every group is left out: only the beginning and the closing remain."""
        return bool(self.groups) and all(group.part.id in left_out for group in self.groups)

    def timeline(self, wishes: Wishes = Wishes()) -> Timeline:  # noqa: B008  it never changes
        """Return the whole session as cues, without the groups that are left out."""
        cues = [*_spoken("intro", self.intro)]
        for each in self.passages:
            cues += passage("intro", each.duration_ms, each.lines, waits=each.waits)
        for group, words in in_order(self.groups, wishes.start_side, wishes.left_out):
            is_released = not group.tense_ms or (group.is_restless and wishes.is_without_tension)
            for number in range(self.passes):
                said = (group.words_again if number else None) or words
                cues += self._released(group, said) if is_released else _tensed(group, said)
        cues += _spoken("closing", self.closing)
        return timeline_of(self.id, self.title, "relaxation", cues)

    def _released(self, group: Group, words: Words) -> Iterator[Cue]:
        """Yield the cues of a group that is only released."""
        prepare = words.prepare
        if self.release_only and words is not group.words_again:
            prepare = (*prepare[:1], self.release_only)
        yield from passage("prepare", group.prepare_ms, _share(prepare, group), group.part)
        duration_ms = group.tense_ms + group.release_ms
        yield from passage("release", duration_ms, words.release, group.part)


def _tensed(group: Group, words: Words) -> Iterator[Cue]:
    """Yield the cues of a group that is tensed and released."""
    yield from passage("prepare", group.prepare_ms, _share(words.prepare, group), group.part)
    tense = shared(words.tense, group.tense_ms)
    yield from passage("tense", group.tense_ms, tense, group.part)
    yield from passage("release", group.release_ms, words.release, group.part)


def _share(texts: tuple[str, ...], group: Group) -> list[Line]:
    return shared(texts, group.prepare_ms)


def _spoken(kind: str, lines: Iterable[Spoken]) -> Iterator[Cue]:
    for duration_ms, text in lines:
        yield from passage(kind, duration_ms, [Line(0, text)])


def in_order(
    groups: Iterable[Group], start_side: Side, left_out: frozenset[str]
) -> Iterator[tuple[Group, Words]]:
    """Yield the groups that stay, each pair from the start side, with the words of its place."""
    waiting = list(groups)
    while waiting:
        turn = [waiting.pop(0)]
        if turn[0].pair == "first" and waiting and waiting[0].pair == "second":
            turn.append(waiting.pop(0))
            first, second = (side_of(group.part.regions) for group in turn)
            if second == start_side != first:
                turn.reverse()
        staying = [group for group in turn if group.part.id not in left_out]
        for place, group in enumerate(staying):
            words = group.words_as_second if place else group.words_as_first
            yield group, words if group.pair else group.words
