"""The lessons there are, and which of them is suggested to a person today.

| who | uses |
|---|---|
| ui, cli | `read` for the list, `find` for one by its name, `of_today` for what is suggested |
| ui, cli | `nights`: read from disk when lessons are asked for, and no sooner |
"""

from contextlib import suppress

from coach.content.library import Library
from coach.domain import lesson
from coach.domain.course import Own
from coach.domain.lesson import Lesson
from coach.domain.night import DAY, Day
from coach.domain.own import TurnDate
from coach.person import choose
from coach.person.context import Context
from coach.store.records import Store
from coach.toml.problems import BadFile, Problem

LOOK_BACK = 2 * lesson.FORTNIGHT * DAY
"""Records from longer ago do not count: who comes back after that begins anew, with comfort."""
AT_NIGHT = "Lessons can wait for the day."


def nights(store: Store, today: Day) -> int:
    """Return for how many nights somebody has been here, today's included.

    It counts from the day on which they stopped, if they gave one; else from the first day of the
    last four weeks on which anything was recorded. What is recorded today changes nothing. Raises
    `CoachError`.
    """
    stopped = Own(store.own.all(TurnDate)).day_of("stopped", today.date)
    if stopped:
        return (today.date - stopped).days + 1
    first, last = today.date - LOOK_BACK, today.date
    nights = (first - DAY, last)  # a diary is written on the day after, as a session may be played
    days = [each.day for each in store.answers(first, last)]
    days += [each.night + DAY for each in store.diaries(*nights)]
    days += [last + (each.began - today.begins) // DAY * DAY for each in store.sessions(*nights)]
    return (last - min((day for day in days if first <= day <= last), default=last)).days + 1


def read(library: Library) -> list[Lesson]:
    """Return every lesson that can be used, in the order of the list."""
    lessons = []
    for entry in library.entries("learn").values():
        with suppress(BadFile):
            lessons.append(library.lesson(entry)[0])
    return lesson.in_order(lessons)


def find(library: Library, name: str) -> tuple[Lesson, tuple[Problem, ...]]:
    """Return the lesson that a name, an id or a path means. Raises `InputError`."""
    return library.lesson(choose.entry_of(library, "learn", name))


def of_today(me: Context, nights: int) -> Lesson | None:
    """Return what is suggested now to somebody who is here for so many nights; at night nothing."""
    if me.is_night:
        return None
    return lesson.suggested(read(me.library), nights, me.schedule.checklist_day(me.now))
