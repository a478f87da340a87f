"""A passage: words in a stretch of time, as cues. All exercises but breaths are made of these."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coach.domain.timeline import Cue, Part, Timeline, tile

LONGEST_TEXT_MS = 12_000
"""A text stays until the next one, but no longer than this; then silence follows."""
NOTHING_LEFT = "Everything here is left out."
"""The only line when every part is left out and nothing else remains."""
NOTHING_LEFT_MS = 5000


class Line(NamedTuple):
    """Some words, and when they come in their passage."""

    at_ms: int
    text: str


class Passage(NamedTuple):
    """Some lines in a stretch of time."""

    duration_ms: int
    lines: tuple[Line, ...]
    waits: bool = False
    """After its lines it waits for a key."""


def shared(texts: Sequence[str], duration_ms: int) -> list[Line]:
    """Return texts as lines that share the time of a passage equally."""
    return [Line(index * duration_ms // len(texts), text) for index, text in enumerate(texts)]


def passage(
    kind: str,
    duration_ms: int,
    lines: Sequence[Line],
    part: Part | None = None,
    waits: bool = False,
) -> list[Cue]:
    """Return the cues of one passage: a cue a line, and `silence` where no words are left.

    One that `waits` stands still at its end, until a key.

    `lines` come in the order of their times, which lie in the passage; a line beyond its end is
    left out. A passage without lines is one cue without text.
    """
    lines = [line for line in lines if line.at_ms < duration_ms]
    if not lines:
        return [Cue(kind, duration_ms, part=part, waits=waits)] if duration_ms > 0 else []
    pieces = [("silence", lines[0].at_ms, "")]
    ends_ms = [line.at_ms for line in lines[1:]] + [duration_ms]
    for line, end_ms in zip(lines, ends_ms, strict=True):
        stays = waits and line is lines[-1]  # it says what is waited for
        text_ms = end_ms - line.at_ms if stays else min(end_ms - line.at_ms, LONGEST_TEXT_MS)
        pieces += (kind, text_ms, line.text), ("silence", end_ms - line.at_ms - text_ms, "")
    with_time = [piece for piece in pieces if piece[1] > 0]
    return [
        Cue(
            kind,
            ms,
            text=text,
            part=part,
            is_continued=number > 0,
            waits=waits and number == len(with_time) - 1,
        )
        for number, (kind, ms, text) in enumerate(with_time)
    ]


def timeline_of(id: str, title: str, kind: str, cues: Iterable[Cue]) -> Timeline:
    """Return the timeline of these cues; without any, it only says that all is left out."""
    laid = tile(cues) or tile([Cue("closing", NOTHING_LEFT_MS, text=NOTHING_LEFT)])
    return Timeline(id, title, kind, laid)
