"""The dates that a person may give: of stopping, of cutting down, and steps of their own plan.

No step and no amount is ever proposed. A day is typed in words or digits; its month is a word, or
it stands in the order of ISO 8601, or day and month end with dots: 3/4 is two days.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from coach.domain.night import DAY
from coach.domain.own import PlanStep, Turn, TurnDate
from coach.person.nights import DAYS, MONTHS
from coach.store.own import OwnRecords

TITLES: dict[Turn, str] = {"stopped": "Stopped", "cutting": "Cutting down since"}
NOT_GIVEN = "no date"
ADD = "Add a step of your plan"
ABOUT: dict[str, str] = {
    "stopped": "If you like. A line on Tonight may then say what is common.",
    "cutting": "If you like. No days are counted.",
    "step": "A step of your own plan, in your own words.",
    "": "A day and your own words. The coach gives no amounts.",
}
"""What is said of a date, of a step, and of adding one."""
WHICH_DAY = "Which day? 20 Nov, yesterday, 2026-11-20"
WHAT = "What do you plan, in your own words?"
NO_DAY = "That is not a day yet: 20 Nov, 2026-11-20, today."
FIRST_YEAR, MOST_YEARS = 1950, 2
"""From when a day may be, and how many years ahead."""
_NEAR = {"yesterday": -DAY, "today": 0 * DAY, "tomorrow": DAY}
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_DOTS = re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\.(?: ?(?P<year>\d{4}))?")
_NAME = r"(?P<name>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?"
_YEAR = r"(?:,? (?P<year>\d{4}))?"
_FORMS = (
    *(_ISO, _DOTS),
    *(re.compile(rf"{_DAY} ?{_NAME}{_YEAR}"), re.compile(rf"{_NAME} ?{_DAY}{_YEAR}")),
)


class Given(NamedTuple):
    """What somebody has given."""

    dates: tuple[TurnDate, ...] = ()
    steps: tuple[PlanStep, ...] = ()
    """In the order of their days."""

    def date_of(self, what: Turn) -> TurnDate | None:
        """Return the date of a turn, if there is one."""
        return next((each for each in self.dates if each.what == what), None)


def read(own: OwnRecords) -> Given:
    """Read what has been given. Raises `CoachError`."""
    steps = sorted(own.all(PlanStep), key=lambda step: (step.day, step.moment))
    return Given(tuple(own.all(TurnDate)), tuple(steps))


def parse(text: str, today: date) -> date | None:
    """Return the day that was typed; None: it is none. Without a year it is the nearest one."""
    typed = " ".join(text.casefold().split())
    if typed in _NEAR:
        return today + _NEAR[typed]
    for form in _FORMS:
        if match := form.fullmatch(typed):
            return _nearest(match.groupdict(), today)
    return None


def _nearest(parts: dict[str, str | None], today: date) -> date | None:
    """Return the day that some parts of a date mean."""
    month = int(parts.get("month") or 0) or _month(parts.get("name") or "")
    year = parts.get("year")
    years = [int(year)] if year else [today.year + by for by in (-1, 0, 1)]
    days = [day for each in years for day in _days(each, month, int(parts["day"] or 0))]
    last = today.year + MOST_YEARS
    days = [day for day in days if FIRST_YEAR <= day.year <= last]
    return min(days, key=lambda day: abs(day - today), default=None)


def _days(year: int, month: int, day: int) -> Iterator[date]:
    """Yield the day, if there is such a day."""
    with suppress(ValueError, OverflowError):
        yield date(year, month, day)


def _month(name: str) -> int:
    """Return the number of a month by its name or how that begins; 0: it is none."""
    numbers = [n for n, month in enumerate(MONTHS, 1) if month.casefold().startswith(name)]
    return numbers[0] if name and numbers else 0


def in_words(day: date, today: date) -> str:
    """Say a day: `Friday, 20 November`, with its year where that is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]}{year}"


def in_short(day: date, today: date) -> str:
    """Say a day in few cells: `Fri 20 Nov`."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}{year}"
