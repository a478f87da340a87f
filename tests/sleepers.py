"""Seven sleepers, and what is true at any minute of their week: counted without the coach.

A minute is counted from the beginning of Monday, in a week in which no clocks change. Days and
nights are counted from Monday too: 0 is Monday, -1 the Sunday before.
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, time
from typing import NamedTuple

from coach.domain.night import Times

MONDAY = date(2026, 11, 16)
DAY_MINUTES = 24 * 60
QUARTERS = range(0, 7 * DAY_MINUTES, 15)
"""Every quarter of an hour of the week."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Truth(NamedTuple):
    """What is true at a minute."""

    day: int
    """The checklist day."""
    night: int
    day_begins: int
    """The minute at which that day begins; they rise two hours later."""
    lights_out: int
    """The minute of the lights-out of that day."""
    is_morning: bool
    is_night: bool
    shows_due: bool


class Sleeper(NamedTuple):
    """Someone who sleeps at certain times."""

    name: str
    times: Times
    at: Callable[[int], Truth]
    """What is true at a minute."""


def steady(bed: str, rise: str) -> Sleeper:
    """Return someone with the same times every day."""
    dark, up = _minutes(bed), _minutes(rise)

    def at(minute: int) -> Truth:
        since_day_begins = (minute - (up - 120)) % DAY_MINUTES
        day_begins = minute - since_day_begins
        until_dark = (dark - (up - 120)) % DAY_MINUTES
        return Truth(
            day=(minute - (up - 120)) // DAY_MINUTES,
            night=(minute - (up + 300)) // DAY_MINUTES,
            day_begins=day_begins,
            lights_out=day_begins + until_dark,
            is_morning=since_day_begins < 420,
            is_night=(minute - (dark - 60)) % DAY_MINUTES < (up - dark) % DAY_MINUTES,
            shows_due=since_day_begins < until_dark - 60,
        )

    return Sleeper(f"{bed} {rise}", Times(time.fromisoformat(bed), time.fromisoformat(rise)), at)


def shifting(name: str, times: Times, week: str) -> Sleeper:
    """Return someone with other times at the weekend.

    `week` has a line for every day, from the Sunday before: its day begins, its night begins,
    lights-out, and when they rise from that night.
    """
    lines = [line.split() for line in week.strip().splitlines()]
    rows = [_moments(number, words) for number, words in enumerate(lines, start=-1)]
    days, nights = [row[0] for row in rows], [row[1] for row in rows]

    def at(minute: int) -> Truth:
        day, night = bisect_right(days, minute) - 1, bisect_right(nights, minute) - 1
        lights_out = rows[day][2]
        return Truth(
            day=day - 1,
            night=night - 1,
            day_begins=days[day],
            lights_out=lights_out,
            is_morning=night < day,
            is_night=any(dark - 60 <= minute < up - 60 for _, _, dark, up in rows),
            shows_due=minute < lights_out - 60,
        )

    return Sleeper(name, times, at)


def _moments(day: int, words: list[str]) -> list[int]:
    """Read `Mon 05:00  Mon 12:00 …` as minutes, none of them before that day."""
    dates = [day + (WEEKDAYS.index(word) - day) % 7 for word in words[::2]]
    return [
        number * DAY_MINUTES + _minutes(clock)
        for number, clock in zip(dates, words[1::2], strict=True)
    ]


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


SLEEPERS = (
    steady("23:00", "07:00"),
    steady("08:00", "16:00"),
    steady("05:30", "13:00"),
    steady("01:30", "09:30"),
    steady("20:00", "04:00"),
    shifting(
        "later at the weekend",
        Times(time(23), time(7), time(1), time(10)),
        """
        Sun 08:00  Sun 15:00  Sun 23:00  Mon 07:00
        Mon 05:00  Mon 12:00  Mon 23:00  Tue 07:00
        Tue 05:00  Tue 12:00  Tue 23:00  Wed 07:00
        Wed 05:00  Wed 12:00  Wed 23:00  Thu 07:00
        Thu 05:00  Thu 12:00  Thu 23:00  Fri 07:00
        Fri 05:00  Fri 12:00  Sat 01:00  Sat 10:00
        Sat 08:00  Sat 15:00  Sun 01:00  Sun 10:00
        Sun 08:00  Sun 15:00  Sun 23:00  Mon 07:00
        """,
    ),
    shifting(
        "works in shifts",
        Times(time(8), time(16), time(0), time(8)),
        """
        Sun 06:00  Sun 13:00  Mon 08:00  Mon 16:00
        Mon 14:00  Mon 21:00  Tue 08:00  Tue 16:00
        Tue 14:00  Tue 21:00  Wed 08:00  Wed 16:00
        Wed 14:00  Wed 21:00  Thu 08:00  Thu 16:00
        Thu 14:00  Thu 21:00  Fri 08:00  Fri 16:00
        Fri 14:00  Fri 21:00  Sat 00:00  Sat 08:00
        Sat 06:00  Sat 13:00  Sun 00:00  Sun 08:00
        Sun 06:00  Sun 13:00  Mon 08:00  Mon 16:00
        """,
    ),
)
