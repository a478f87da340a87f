"""What Tonight is told of the evening so far, and what it leans to at this hour."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from coach.domain import checklist as domain
from coach.domain.checklist import Answer
from coach.domain.night import CHECKLIST_DAY_BEGINS, NIGHT_BEGINS, checklist_day, night_of
from coach.errors import CoachError
from coach.person import agenda
from coach.store.settings import Settings

if TYPE_CHECKING:
    from coach.store.records import Store

LAST_HOUR = timedelta(hours=1)
"""Before lights-out; then and at night only the beginning is shown."""


class Told(NamedTuple):
    """What has been recorded that Tonight shows."""

    answers: dict[str, Answer]
    """Of this checklist day."""
    finished_breaths: int
    """How many breathing sessions reached their end."""
    has_diary: bool
    """The night that lies behind has been told."""
    note: str = ""
    """What happened to the database, in a line."""


def look(store: "Store", now: datetime) -> Told:
    """Read what has been recorded; what cannot be read is told in the note. `now` is aware."""
    day, night = checklist_day(now), night_of(now)
    try:
        answers = {each.item: each.answer for each in store.answers(day, day)}
        has_diary = bool(store.diaries(night, night))
        return Told(answers, store.finished_count("breathing"), has_diary)
    except CoachError as error:
        return Told({}, 0, True, str(error))


def is_morning(now: datetime) -> bool:
    """Tell whether the night lies behind and can be told of: from 05:00 to noon."""
    return CHECKLIST_DAY_BEGINS <= now.time() < NIGHT_BEGINS


def shows_due(settings: Settings, now: datetime) -> bool:
    """Tell whether what is due is shown: until an hour before lights-out."""
    day = checklist_day(now)
    dark = domain.lights_out(day, agenda.bedtime(settings, day))
    return now.replace(tzinfo=None) < dark - LAST_HOUR
