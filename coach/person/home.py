"""What Tonight knows of the evening so far, and what it leans to at this hour."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from coach.domain.checklist import Answer, Arranged
from coach.domain.night import checklist_day, night_of
from coach.errors import CoachError
from coach.person import agenda, choose, evening, glance
from coach.person.choose import Choice
from coach.person.context import Context
from coach.person.evening import Evening
from coach.store.settings import Settings

if TYPE_CHECKING:
    from coach.store.records import Store


class Records(NamedTuple):
    """What has been recorded that Tonight shows."""

    answers: dict[str, Answer]
    """Of this checklist day."""
    finished_breaths: int
    """How many breathing sessions reached their end."""
    has_diary: bool
    """The night that lies behind has its diary."""
    note: str = ""
    """What happened to the database, in a line."""


def look(store: "Store", now: datetime) -> Records:
    """Read what has been recorded; if it cannot be read, the note says why. `now` is aware."""
    day, night = checklist_day(now), night_of(now)
    try:
        answers = {each.item: each.answer for each in store.answers(day, day)}
        has_diary = bool(store.diaries(night, night))
        return Records(answers, store.finished_count("breathing"), has_diary)
    except CoachError as error:
        return Records({}, 0, True, str(error))


def routine(me: Context) -> tuple[Choice, Evening, int]:
    """Return what Space begins: the routine of the settings, or the shipped one if nothing of it
    can be played. And how many of the person's own files cannot be used, a missing step included.
    """
    choice = choose.routine(me.library, me.settings)
    prepared = evening.prepare(me.library, choice, me.settings, me.hour)
    bad_files = len(me.library.bad_files()) + bool(me.settings_problems) + bool(prepared.problems)
    if not prepared.stops:
        choice = choose.shipped(me.library, "routines")
        prepared = evening.prepare(me.library, choice, me.settings, me.hour)
    return choice, prepared, bad_files


def due(me: Context, answers: dict[str, Answer]) -> Arranged | None:
    """Return the items of the evening in their order; None: the checklist cannot be used."""
    try:
        bedtime, _ = choose.checklist(me.library)
    except CoachError:
        return None
    return agenda.arranged(agenda.items(bedtime, me.settings), me.settings, answers, me.now)


def is_night(settings: Settings, now: datetime) -> bool:
    """Tell whether it is later than an hour before lights-out, and not yet morning."""
    return glance.is_night(now, agenda.bedtime(settings, checklist_day(now)))


def shows_due(settings: Settings, now: datetime) -> bool:
    """Tell whether what is due is shown: until an hour before lights-out."""
    return glance.shows_due(now, agenda.bedtime(settings, checklist_day(now)))
