"""What many people meet after stopping, or after a step of cutting down: ranges, never a countdown.

The weight of what is known is low. That it begins within a day or two, is often hardest in the
first five days, that much of the body is easier after five to ten days, and sleep and mood last,
say pages of treatment centres that repeat one another; no cohort has measured it. Asked, users of
tea had trouble with sleep, mild and not prolonged (Singh et al. 2014; Singh et al. 2018). That legs
stay restless for some weeks comes from prescription opioids (McCarter et al. 2023). So: many
people, often, it varies. A day is never counted for the one who reads, nothing is promised.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from coach.domain.own import PlanStep, Turn, TurnDate
from coach.domain.remark import Remark, may_come

DOCTOR = "doctor"
DOCTOR_AFTER_DAYS, BAD_NIGHTS = 7, 3
"""After so many days, with so many bad nights of the last seven, a doctor is named."""
WORST_QUALITY = 3
"""A night that left somebody no better than this is a bad one,"""
SHORT_NIGHT_MINUTES = 300
"""and so is one with less sleep."""


class Range(NamedTuple):
    """Some days, both ends included, and what many people meet on them."""

    id: str
    first: int
    last: int
    texts: tuple[str, ...]


class Course(NamedTuple):
    """What is said, after stopping and after a step, and the line that names a doctor."""

    after_stopping: tuple[Range, ...]
    after_step: tuple[Range, ...]
    doctor: tuple[str, ...]


class Own(NamedTuple):
    """What somebody has given: dates, and the steps of their own plan."""

    dates: Sequence[TurnDate] = ()
    steps: Sequence[PlanStep] = ()

    def day_of(self, what: Turn, until: date = date.max) -> date | None:
        """Return the day of a turn, if it has come by then."""
        return next((d.day for d in self.dates if d.what == what and d.day <= until), None)


def days_since(own: Own, day: date) -> int | None:
    """Return the days since somebody stopped, else began to cut down; None: no day has come."""
    turn = own.day_of("stopped", day) or own.day_of("cutting", day)
    return (day - turn).days if turn else None


def is_bad(quality: int | None, total_sleep_minutes: int | None) -> bool:
    """Tell whether a night was a bad one, as far as that is known."""
    is_worn_out = quality is not None and quality <= WORST_QUALITY
    return is_worn_out or (
        total_sleep_minutes is not None and total_sleep_minutes < SHORT_NIGHT_MINUTES
    )


def remark(
    course: Course, own: Own, day: date, bad_nights: int, said: Mapping[str, date]
) -> Remark | None:
    """Return the line of a day; None: nobody has given a date, or there is nothing to say.

    `said`: by its id when a line was hidden, or the one of a doctor said; hidden, that of a range
    comes again only after another date.
    """
    since = days_since(own, day)
    if since is None:
        return None
    is_late = since > DOCTOR_AFTER_DAYS and bad_nights >= BAD_NIGHTS
    if is_late and may_come(day, said.get(DOCTOR)):
        return Remark(DOCTOR, _of_day(course.doctor, day), is_new=said.get(DOCTOR) != day)
    begun, ranges = _counted(course, own, day)
    for each in ranges:
        days = (day - begun).days
        hidden = said.get(each.id)
        if each.first <= days <= each.last and (hidden is None or hidden < begun):
            return Remark(each.id, _of_day(each.texts, day))
    return None


def _counted(course: Course, own: Own, day: date) -> tuple[date, Sequence[Range]]:
    """Return since when, and by which ranges, the days are counted."""
    if stopped := own.day_of("stopped", day):
        return stopped, course.after_stopping
    steps = [own.day_of("cutting", day), *(step.day for step in own.steps if step.day <= day)]
    return max(filter(None, steps)), course.after_step


def _of_day(texts: Sequence[str], day: date) -> str:
    """Return the text of a day: they take turns."""
    return texts[day.toordinal() % len(texts)]
