"""What Tonight knows of the evening so far, and what it leans to at this hour."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from coach.domain import checklist as domain
from coach.domain.checklist import Answer, Arranged, Checklist
from coach.domain.night import DAY, Day
from coach.errors import CoachError
from coach.person import agenda, choose, evening
from coach.person.choose import Choice
from coach.person.context import Context
from coach.person.evening import Evening

if TYPE_CHECKING:
    from coach.store.records import Store


WELCOME = "Good to see you again. Nothing has piled up."
AWAY = 4 * DAY
"""After so long without a record somebody is welcomed back; nothing is asked of those days."""


class Records(NamedTuple):
    """What has been recorded that Tonight shows."""

    answers: dict[str, Answer]
    """Of this checklist day."""
    finished: dict[str, int]
    """How often each script reached its end."""
    has_diary: bool
    """The night that lies behind has its diary."""
    is_back: bool = False
    """Nothing has been recorded for some days: somebody is back."""
    note: str = ""
    """What happened to the database, in a line."""

    @property
    def finished_breaths(self) -> int:
        """How many breathing sessions reached their end."""
        return sum(n for script, n in self.finished.items() if script.startswith("breathing/"))


def look(store: "Store", day: date) -> Records:
    """Read what has been recorded by a checklist day; if it cannot be read, the note says why."""
    night = day - DAY
    try:
        answers = {each.item: each.answer for each in store.answers(day, day)}
        has_diary = bool(store.diaries(night, night))
        last = store.last_day()
        is_back = last is not None and day - last >= AWAY
        return Records(answers, store.finished(), has_diary, is_back)
    except CoachError as error:
        return Records({}, {}, True, note=str(error))


def routine(me: Context) -> tuple[Choice, Evening, int]:
    """Return what Space begins: the routine of the settings, or the shipped one if nothing of it
    can be played. And how many of the person's own files cannot be used, a missing step included.
    """
    choice = choose.routine(me.library, me.settings)
    prepared = evening.prepare(me.library, choice, me.settings, me.is_night)
    bad_files = len(me.library.bad_files()) + bool(me.settings_problems) + bool(prepared.problems)
    if not prepared.stops:
        choice = choose.shipped(me.library, "routines")
        prepared = evening.prepare(me.library, choice, me.settings, me.is_night)
    return choice, prepared, bad_files


def due(me: Context, answers: dict[str, Answer]) -> Arranged | None:
    """Return the items of the evening in their order; None: the checklist cannot be used."""
    try:
        bedtime, _ = choose.checklist(me.library)
    except CoachError:
        return None
    return arranged(me, bedtime, answers)


def today(me: Context) -> Day:
    """Return the checklist day that is lived now."""
    schedule = me.schedule
    return schedule.day(schedule.checklist_day(me.now))


def arranged(me: Context, checklist: Checklist, answers: Mapping[str, Answer]) -> Arranged:
    """Return the items of a checklist in their order now; the answers are those of today."""
    return domain.arrange(agenda.items(checklist, me.settings), answers, me.now, today(me))


def done_by(me: Context, id: str) -> list[str]:
    """Return the ids of the items that are done once an exercise is finished: due, by its kind."""
    try:
        checklist, _ = choose.checklist(me.library)
    except CoachError:
        return []
    day, kind = today(me), id.split("/")[0]
    items = [item for item in agenda.items(checklist, me.settings) if kind in item.done_by]
    return [item.id for item in items if domain.due(item, day) <= me.now]


def of_today(me: Context, checklist: Checklist) -> Arranged:
    """Return the items of a checklist as they stand today. Raises `CoachError`."""
    day = today(me).date
    answers = {each.item: each.answer for each in me.store.answers(day, day)}
    return arranged(me, checklist, answers)
