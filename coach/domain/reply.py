"""What the coach answers to a diary: the first line whose condition fits, and at most that one."""

import operator
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple

from coach.domain.remark import WEEK_DAYS, may_come

AtMost = Literal["weekly", "each return"]
NUMBERS = (
    *("quality", "legs", "craving", "anxiety", "total_sleep_minutes"),
    *("days_since", "bad_nights_of_7", "fear_nights_of_7", "awake_opened", "days_away"),
    "nights_recorded",
)
"""What can be compared with a number."""
FLAGS = ("sweats", "lapse_recorded")
"""What is so, or is not."""
ALWAYS = "always"
"""The condition that fits each diary."""
SIGNS = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}
Facts = Mapping[str, int | None]
"""What is known of a night, by name; None, or not there: not known."""


class Comparison(NamedTuple):
    """A fact beside a number."""

    name: str
    sign: str = "=="
    number: int = 1

    def holds(self, facts: Facts) -> bool:
        """Tell whether it is so; what is not known is not."""
        value = facts.get(self.name)
        return value is not None and bool(SIGNS[self.sign](value, self.number))


Condition = tuple[Comparison, ...]
"""All of them hold; without any it always holds."""


class Reply(NamedTuple):
    """A line, when it fits, and what is one key away from it."""

    id: str
    order: int
    condition: Condition
    texts: tuple[str, ...]
    suggestions: tuple[str, ...] = ()
    """The ids of exercises, lessons and pages."""
    at_most: AtMost | None = None

    def text(self, night: date) -> str:
        """Return its line of a night: they take turns."""
        return self.texts[night.toordinal() % len(self.texts)]


def first_fitting(
    replies: Iterable[Reply], facts: Facts, said: Mapping[str, date], day: date
) -> Reply | None:
    """Return what is answered on a day; `said`: when a line was said last, by its id."""
    for reply in sorted(replies, key=lambda each: each.order):
        least = WEEK_DAYS if reply.at_most == "weekly" else (facts.get("days_away") or 0) + 1
        is_free = reply.at_most is None or may_come(day, said.get(reply.id), least)
        if is_free and all(each.holds(facts) for each in reply.condition):
            return reply
    return None
