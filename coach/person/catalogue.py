"""Every exercise of a kind, in the order in which it is shown, and how long each takes."""

from contextlib import suppress

from coach.content.library import Entry, Exercise
from coach.domain.breathing import Pattern
from coach.domain.checklist import Checklist
from coach.domain.routine import Routine
from coach.person import choose, evening, safer
from coach.person.choose import Choice
from coach.person.context import Context
from coach.toml.problems import BadFile


def everything(me: Context, kind: str) -> list[tuple[Entry, Exercise | None]]:
    """Return every file of a kind and what it holds, or None where it cannot be used.

    A person's own come first; otherwise the shorter ones do. What of the shipped ones is not for
    this person is left out.
    """
    entries: list[tuple[Entry, Exercise | None]] = []
    for entry in me.library.entries(kind).values():
        try:
            exercise, problems = me.library.exercise(entry)
            if entry.is_own or safer.is_offered(exercise, me.limits):
                entries.append((entry, None if problems else exercise))
        except BadFile:
            entries.append((entry, None))
    return sorted(entries, key=lambda each: (not each[0].is_own, _minutes(me, each[1])))


def checklists(me: Context) -> list[tuple[Entry, Checklist]]:
    """Return every checklist that can be used."""
    usable = []
    for entry in me.library.entries("checklists").values():
        with suppress(BadFile):
            usable.append((entry, me.library.checklist(entry)[0]))
    return usable


def length_ms(me: Context, exercise: Exercise) -> int:
    """Return how long something takes by the settings, in ms; breaths without the lead-in."""
    if isinstance(exercise, Routine):
        return evening.tonight(me, Choice(exercise)).total_ms
    if isinstance(exercise, Pattern):
        return exercise.cycles * exercise.cycle_ms
    return choose.timeline(exercise, me.settings, me.limits, me.is_night).total_ms


def _minutes(me: Context, exercise: Exercise | None) -> int:
    return round(length_ms(me, exercise) / 60_000) if exercise else 0
