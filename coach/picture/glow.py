"""Where the body glows: pure functions from a place in a timeline to tones of its regions.

What is now glows, what is done keeps a trace of warmth, what is to come is dark. Every change of
light takes seconds. Tones are those of `raster`, 0..8.
"""

from math import cos, pi
from typing import NamedTuple

from coach.domain.easing import ease
from coach.domain.timeline import Part, Position, Timeline
from coach.picture.body_map import Light
from coach.picture.raster import EMBER

RESTING = 2
"""The tone of what is to come."""
DONE = 4
"""The tone of what is done."""
NAMED = 6
"""The tone of a muscle group that is named and not tense yet."""
ARRIVING_MS, LEAVING_MS = 2000, 3000
"""How long a region takes to light up, and to fall back."""
WAVE_MS = 9000
"""In a long silence the glow swells and sinks once in so long."""
WAVE_DEPTH = 2
RISE_SHARE, FALL_SHARE = 0.5, 0.75
"""The tension rises in half of its time and holds; the release falls for three quarters."""
FALL_POWER = 1.6
"""The fall is quick at first and has a long tail: nothing is let go in one jerk."""


class Stay(NamedTuple):
    """A visit to a part: from its first cue to the end of its last, in milliseconds."""

    part: Part
    start_ms: int
    end_ms: int


def stays(timeline: Timeline) -> tuple[Stay, ...]:
    """Return the visits to parts in order; after its release a part is visited anew."""
    visits: list[Stay] = []
    for index, cue in enumerate(timeline.cues):
        if cue.part is None:
            continue
        is_anew = not cue.is_continued and index and timeline.kind_at(index - 1) == "release"
        is_here = visits and visits[-1].part == cue.part and visits[-1].end_ms == cue.start_ms
        if is_here and not is_anew:
            visits[-1] = visits[-1]._replace(end_ms=cue.end_ms)
        else:
            visits.append(Stay(cue.part, cue.start_ms, cue.end_ms))
    return tuple(visits)


def tension(timeline: Timeline, position: Position) -> float:
    """Return how tense the muscles are, 0..1: a rise that holds, then a long fall."""
    kind = timeline.kind_at(position.cue_index)
    if kind == "tense":
        return ease(_progress(timeline, position) / RISE_SHARE)
    if kind == "release" and _was_tense(timeline, position):
        return _fall(_progress(timeline, position))
    return 0.0


def _progress(timeline: Timeline, position: Position) -> float:
    """Return how much of the passage is behind us, 0..1."""
    first, after = timeline.passage(position.cue_index)
    start_ms, end_ms = timeline.cues[first].start_ms, timeline.cues[after - 1].end_ms
    return (position.cue.start_ms + position.into_ms - start_ms) / (end_ms - start_ms)


def _was_tense(timeline: Timeline, position: Position) -> bool:
    """Tell whether this passage follows a tension of the same part."""
    first, _ = timeline.passage(position.cue_index)
    if not first or timeline.cues[first - 1].part != position.cue.part:
        return False
    return timeline.kind_at(first - 1) == "tense"


def _fall(progress: float) -> float:
    return float(max(1 - progress / FALL_SHARE, 0.0) ** FALL_POWER)


def lights(
    timeline: Timeline, visits: tuple[Stay, ...], position: Position, is_still: bool = False
) -> tuple[Light, ...]:
    """Return the tones of the regions at a place; `visits` are the `stays` of the timeline.

    `is_still`: without motion, every light is what it will become and moves only with the tension.
    """
    place_ms = position.cue.start_ms + position.into_ms
    tones: dict[str, int] = {}
    for stay in visits:
        if stay.start_ms > place_ms:
            break
        if place_ms < stay.end_ms:
            into_ms = place_ms - stay.start_ms
            arrived = 1.0 if is_still else ease(into_ms / ARRIVING_MS)
            top = _top(timeline, position, into_ms, is_still)
        else:
            arrived, top = 1.0, _leaving(timeline, stay, place_ms, is_still)
        for region in stay.part.regions:
            tone = tones.pop(region, RESTING)  # what comes last lies on top
            tones[region] = round(tone + (top - tone) * arrived)
    return tuple(tones.items())


def _top(timeline: Timeline, position: Position, into_ms: int, is_still: bool) -> float:
    """Return the tone of a part that has arrived, `into_ms` after it began."""
    kind = timeline.kind_at(position.cue_index)
    if kind == "release":
        highest = EMBER if _was_tense(timeline, position) else NAMED
        return DONE + (highest - DONE) * _fall(_progress(timeline, position))
    if kind in ("prepare", "tense"):
        return NAMED + (EMBER - NAMED) * tension(timeline, position)
    wave = 0.0 if is_still else 0.5 - 0.5 * cos(2 * pi * max(into_ms - 4000, 0) / WAVE_MS)
    return EMBER - WAVE_DEPTH * wave


def _leaving(timeline: Timeline, stay: Stay, place_ms: int, is_still: bool) -> float:
    """Return the tone of a part after its end: from what it had to a trace of warmth."""
    gone = (place_ms - stay.end_ms) / LEAVING_MS
    if is_still or gone >= 1:
        return DONE
    end = timeline.at(stay.end_ms - 1)
    arrived = ease((stay.end_ms - stay.start_ms) / ARRIVING_MS)
    top = _top(timeline, end, stay.end_ms - 1 - stay.start_ms, is_still)
    had = RESTING + (top - RESTING) * arrived
    return had + (DONE - had) * ease(gone)
