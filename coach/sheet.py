"""A script as a sheet of paper, to be used without a screen, and as JSON."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from coach.content.library import Guided
from coach.domain import words
from coach.domain.body import height_of
from coach.domain.breathing import Pattern
from coach.domain.timeline import Cue, Timeline
from coach.evening import Evening

EDGES = {"intro": "To begin", "settle": "To begin", "closing": "To close"}
"""What stands above cues that belong to no part."""


def lines(exercise: Guided, timeline: Timeline) -> Iterator[str]:
    """Yield the lines of the sheet of an exercise as it will be played."""
    length = words.length(timeline.total_ms)
    yield exercise.title
    yield exercise.summary
    yield ""
    if isinstance(exercise, Pattern):
        yield f"{words.breaths(exercise.cycles)}, {length}"
        yield from _block("Before", [line.text for line in exercise.lead_in])
        breath = [f"{p.duration_ms / 1000:4g} s  {p.text}" for p in exercise.phases]
        yield from _block("Each breath", breath)
    else:
        yield length
        yield from _parts(timeline)
    yield from _block("Take care", exercise.cautions)


def _block(heading: str, rows: list[str] | tuple[str, ...]) -> Iterator[str]:
    """Yield a heading and its lines, or nothing where there are none."""
    if rows:
        yield ""
        yield heading
        yield from (f"  {row}" for row in rows)


def _parts(timeline: Timeline) -> Iterator[str]:
    """Yield each part of a timeline with what is said in it, and for how long."""
    for part, cues in groupby(timeline.cues, lambda cue: cue.part):
        there = list(cues)
        yield from _block(part.title if part else EDGES.get(there[0].kind, ""), _passages(there))


def _passages(cues: list[Cue]) -> list[str]:
    """Return a row a passage: how many seconds, and its words one after the other."""
    rows: list[list[Cue]] = []
    for cue in cues:
        if cue.is_continued and rows:
            rows[-1].append(cue)
        else:
            rows.append([cue])
    return [
        f"{sum(cue.duration_ms for cue in row) / 1000:4g} s  "
        + " ".join(cue.text for cue in row if cue.text)
        for row in rows
    ]


def routine_lines(evening: Evening) -> Iterator[str]:
    """Yield the lines of the sheet of a routine."""
    yield evening.routine.title
    yield evening.routine.summary
    yield ""
    yield words.length(evening.total_ms)
    steps = [
        f"{words.length(stop.timeline.total_ms):>12}  {stop.exercise.title}  ({stop.step.run})"
        for stop in evening.stops
    ]
    yield from _block("Steps, with a quiet breath between", steps)
    yield from _block("Take care", evening.routine.cautions)


def as_json(timeline: Timeline) -> dict[str, Any]:
    """Return a timeline as the contract describes it; seconds have at most three decimals.

    `cycles` is there for breaths only. A cue of several regions has the lowest as its `region`,
    and all of them as `regions`.
    """
    head = {
        "id": timeline.id,
        "title": timeline.title,
        "kind": timeline.kind,
        "total_seconds": timeline.total_ms / 1000,
    }
    cycles = {"cycles": timeline.cycles} if timeline.cycles else {}
    return head | cycles | {"cues": [_cue(cue) for cue in timeline.cues]}


def _cue(cue: Cue) -> dict[str, Any]:
    told: dict[str, Any] = {
        "start": cue.start_ms / 1000,
        "seconds": cue.duration_ms / 1000,
        "kind": cue.kind,
        "text": cue.text,
    }
    if cue.part and cue.part.regions:
        told["region"] = min(cue.part.regions, key=height_of)
        if len(cue.part.regions) > 1:
            told["regions"] = list(cue.part.regions)
    return told


def routine_json(evening: Evening) -> dict[str, Any]:
    """Return a routine with its steps."""
    steps = []
    for stop in evening.stops:
        step: dict[str, Any] = {"run": stop.step.run, "title": stop.exercise.title}
        step["seconds"] = stop.timeline.total_ms / 1000
        if stop.timeline.cycles:
            step["cycles"] = stop.timeline.cycles
        if stop.step.ending:
            step["ending"] = stop.step.ending
        steps.append(step)
    return {
        "id": evening.routine.id,
        "title": evening.routine.title,
        "kind": "routines",
        "total_seconds": evening.total_ms / 1000,
        "steps": steps,
    }
