"""A script as a sheet of paper, to be used without a screen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from textwrap import wrap

from coach.content.library import Guided, Runnable
from coach.domain import words
from coach.domain.breathing import Pattern
from coach.domain.checklist import PHASES, Checklist, Item, Phase
from coach.domain.lesson import Lesson
from coach.domain.mind import Mind
from coach.domain.timeline import Cue, Timeline
from coach.person.evening import Evening

WIDTH = 66
"""The words of a sheet are no wider than so many characters."""
EDGES = {"intro": "To begin", "settle": "To begin", "closing": "To close"}
"""What stands above cues that belong to no part."""
HEADINGS: dict[Phase, str] = {
    "morning": "In the morning",
    "day": "By day",
    "evening": "In the evening",
    "wind-down": "Winding down",
    "bed": "In bed",
}
"""What stands above the items of a checklist."""


def lines(exercise: Guided, nights: Sequence[Timeline]) -> Iterator[str]:
    """Yield the lines of the sheet of an exercise as it will be played on some nights.

    The timelines of these differ in their words alone; what is said on other nights is marked.
    """
    timeline = nights[0]
    length = words.length(timeline.total_ms)
    yield exercise.title
    if exercise.summary:
        yield exercise.summary
    yield ""
    yield f"{words.breaths(exercise.cycles)}, {length}" if isinstance(exercise, Pattern) else length
    yield from _said(exercise, timeline, _others(nights))
    yield from care(exercise.cautions)


Others = Mapping[int, Sequence[str]]
"""What is said on other nights, by the start of the cue in milliseconds."""


def _others(nights: Sequence[Timeline]) -> Others:
    """Return for each cue the texts of other nights than the first."""
    together = zip(*(timeline.cues for timeline in nights), strict=True)
    return {
        cues[0].start_ms: [text for text in dict.fromkeys(c.text for c in cues[1:])]
        for cues in together
    }


def _texts(cues: Sequence[Cue], others: Others) -> list[str]:
    """Return the words of cues, and below each what is said on other nights."""
    return [row for cue in cues if cue.text for row in (cue.text, *_marked([cue], others))]


def _marked(cues: Sequence[Cue], others: Others) -> list[str]:
    """Return what is said on other nights instead."""
    return [
        f"or  {text}"
        for cue in cues
        for text in others.get(cue.start_ms, ())
        if text not in ("", cue.text)
    ]


def _said(exercise: Runnable, timeline: Timeline, others: Others) -> Iterator[str]:
    """Yield the words of a timeline, part by part; of a pattern one breath, of a pack one night."""
    if isinstance(exercise, Mind) and exercise.dealt:
        first_ms = timeline.total_ms - len(exercise.dealt) * exercise.every_ms
        yield from _parts([cue for cue in timeline.cues if cue.start_ms < first_ms], others)
        yield from _dealt(exercise)
        return
    if timeline.kind != "breathing":
        yield from _parts(timeline.cues, others)
        return
    edges = [cue for cue in timeline.cues if not cue.cycle]
    yield from _block("Before", _texts([cue for cue in edges if cue.kind == "intro"], others))
    breath = [cue for cue in timeline.cues if cue.cycle == 1]
    yield from _block("Each breath", _passages(breath, others))
    yield from _block("After", _texts([cue for cue in edges if cue.kind == "closing"], others))


def _dealt(mind: Mind) -> Iterator[str]:
    """Yield the words that are dealt on one night."""
    heading = f"Then one every {words.length(mind.every_ms)}, other ones each night"
    yield from _block(heading, wrap(" / ".join(mind.dealt), WIDTH, break_on_hyphens=False))


def _block(heading: str, rows: Sequence[str]) -> Iterator[str]:
    """Yield a heading and its lines, or nothing where there are none."""
    if rows:
        yield ""
        yield heading
        yield from (f"  {row}" for row in rows)


def care(cautions: Iterable[str]) -> Iterator[str]:
    """Yield what to take care of; a caution that is too long for one row continues below."""
    rows = (wrap(text, WIDTH, subsequent_indent="  ", break_on_hyphens=False) for text in cautions)
    yield from _block("Cautions", [part for row in rows for part in row])


def _parts(cues: Iterable[Cue], others: Others) -> Iterator[str]:
    """Yield each part of a timeline with its words, and for how long they stand."""
    for part, group in groupby(cues, lambda cue: cue.part):
        of_part = list(group)
        heading = part.title if part else EDGES.get(of_part[0].kind, "")
        yield from _block(heading, _passages(of_part, others))


def _passages(cues: Sequence[Cue], others: Others) -> list[str]:
    """Return a row a passage: how many seconds, and its words one after the other."""
    rows: list[list[Cue]] = []
    for cue in cues:
        if cue.is_continued and rows:
            rows[-1].append(cue)
        else:
            rows.append([cue])
    return [part for row in rows for part in _passage(row, others)]


def _passage(cues: Sequence[Cue], others: Others) -> list[str]:
    """Return the rows of one passage; words that are too many for one row continue below."""
    seconds = round(sum(cue.duration_ms for cue in cues) / 1000, 1)
    text = " ".join(cue.text for cue in cues if cue.text)
    first, *rest = wrap(text, WIDTH, break_on_hyphens=False) or [""]
    rows = [f"{seconds:4g} s  {first}".rstrip(), *(f"{'':8}{part}" for part in rest)]
    return [*rows, *(f"{'':8}{text}" for text in _marked(cues, others))]


def routine_lines(evening: Evening, has_words: bool = False) -> Iterator[str]:
    """Yield the lines of the sheet of a routine, with the words of its steps if they are asked for.

    Whoever plays the evening hears just these: those of the night for which it is ready.
    """
    yield evening.routine.title
    if evening.routine.summary:
        yield evening.routine.summary
    yield ""
    yield words.length(evening.total_ms)
    steps = [
        f"{words.length(stop.total_ms) if stop.timeline else '':>12}"
        f"  {stop.exercise.title}  ({stop.step.run})"
        for stop in evening.stops
    ]
    yield from _block("Steps, with a quiet breath between", steps)
    for stop in evening.stops if has_words else ():
        if stop.timeline:
            yield from ("", "", stop.exercise.title)
            yield from _said(stop.exercise, stop.timeline, {})
    played = [evening.routine, *(stop.exercise for stop in evening.stops)]
    cautions = dict.fromkeys(text for each in played for text in each.cautions)
    yield from care(cautions)


def checklist_lines(checklist: Checklist) -> Iterator[str]:
    """Yield the lines of the sheet of a checklist: what is on from the start, then the others."""
    yield checklist.title
    yield checklist.summary
    yield ""
    yield count_items(checklist)
    for phase, heading in HEADINGS.items():
        yield from _block(heading, _boxes(checklist, phase, is_on=True))
    others = [row for phase in PHASES for row in _boxes(checklist, phase, is_on=False)]
    yield from _block("Only if you like", others)
    yield from care(checklist.cautions)


def lesson_lines(lesson: Lesson) -> Iterator[str]:
    """Yield the lines of a lesson: what it says, what to try, and where it comes from."""
    yield lesson.title
    if lesson.summary:
        yield lesson.summary
    yield ""
    yield from lesson.lines
    yield ""
    if lesson.small_step:
        yield f"To try: {lesson.small_step}"
    if lesson.run:
        yield f"Goes with it: {lesson.run}"
    yield "Help from a person: h on the screen, else `coach support`"
    yield from _block("From", lesson.sources)


def count_items(checklist: Checklist) -> str:
    """Say how many items there are."""
    count = len(checklist.items)
    return f"{count} item" + ("" if count == 1 else "s")


def _boxes(checklist: Checklist, phase: Phase, is_on: bool) -> list[str]:
    """Return a row an item of a phase, with a box to tick, and below it when it is due."""
    items = [item for item in checklist.items if (item.phase, item.is_on) == (phase, is_on)]
    rows = [(f"[ ] {item.text}", f"    {_when(item)}".rstrip()) for item in items]
    return [row for pair in rows for row in pair if row]


def _when(item: Item) -> str:
    """Say when an item is due, as far as the checklist has it."""
    times = [f"{item.clock:%H:%M}"] if item.clock is not None else []
    if item.lead_minutes == 0:
        times.append("at lights-out")
    elif item.lead_minutes is not None:
        hours, minutes = divmod(item.lead_minutes, 60)
        lead = f"{item.lead_minutes} min" if minutes else f"{hours} h"
        times.append(f"{lead} before lights-out")
    return " or ".join(times) + (", whichever comes first" if len(times) > 1 else "")
