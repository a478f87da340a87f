"""The schedule that is in force: by the settings, but what has begun keeps its times."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from coach.domain.night import Schedule, Times
from coach.errors import CoachError
from coach.store.times import NAME, TimesFile
from coach.system.clock import HERE


class Hour(NamedTuple):
    """What a moment is by a schedule; see the questions of that name there."""

    is_morning: bool
    is_night: bool
    night: date
    """The night it belongs to."""


def hour_of(schedule: Schedule, now: datetime) -> Hour:
    """Return what this moment is; it is worked out once a second.

    That is asked some thirty times while a screen opens, and changes with a whole second only.
    """
    return _hour_of(schedule, now.replace(microsecond=0), (now.tzname(), now.utcoffset()))


@lru_cache(maxsize=4)
def _hour_of(schedule: Schedule, second: datetime, zone: tuple[object, ...]) -> Hour:
    """Return what a second is; the same second of another `zone` is another hour."""
    night = schedule.night_of(second)
    return Hour(schedule.is_morning(second), schedule.is_night(second), night)


class LiveSchedule:
    """When a person sleeps; what was seen of it is remembered on disk."""

    def __init__(self, folder: Path, do: Callable[..., object]) -> None:
        """Take DATA, and what does work with the disk in order, while nobody waits for it."""
        self._folder = folder
        self._do = do
        self._file = TimesFile(folder / NAME)
        self._schedule: Schedule | None = None
        self._remembered: Schedule | None = None
        """The schedule on disk, or on its way there."""

    def at(self, now: datetime, times: Times) -> Schedule:
        """Return the schedule where these times are set.

        A changed time holds from the next checklist day on. Where no time has been seen yet, as
        before the first record, it holds at once.
        """
        if self._schedule is None:
            self._schedule = self._remembered = self._file.load(HERE)
        schedule = self._schedule or Schedule(HERE, times)
        if schedule.times != times:
            has_seen = self._remembered is not None
            schedule = schedule.changed(times, now) if has_seen else Schedule(HERE, times)
        self._schedule = schedule
        if schedule != self._remembered and os.path.isdir(self._folder):
            self._remembered = schedule
            self._do(self._remember, schedule)
        return schedule

    def _remember(self, schedule: Schedule) -> None:
        """Remember the times of sleep; where nothing can be written, nothing is lost by that."""
        with suppress(CoachError):
            self._file.save(schedule)
