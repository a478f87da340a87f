"""A line that the coach says of its own accord, and whether it may be said again."""

from datetime import date
from typing import NamedTuple

WEEK_DAYS = 7


class Remark(NamedTuple):
    """A line, and what it is remembered by."""

    id: str
    text: str
    is_new: bool = False
    """That it is said now is to be remembered: it does not come again too soon."""


def may_come(day: date, last: date | None, least_days: int = WEEK_DAYS) -> bool:
    """Tell whether a line may be said on a day: all day long, then not for so many days."""
    return last is None or last == day or (day - last).days >= least_days
