"""Nights on one axis of 24 hours: when someone was in bed, and when they slept.

Only what a diary says. Minutes to fall asleep follow the start of trying; minutes awake in the
night and naps are lengths without a place, so they are nowhere on the axis.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from coach.domain.diary import Diary, begins_of, walk
from coach.domain.night import DAY, NIGHT_BEGINS, Schedule
from coach.domain.sleep import figures

DAY_MINUTES = 1440
MINUTE = timedelta(minutes=1)


class NightHours(NamedTuple):
    """One night on the axis; moments are as clocks showed them there, None is not answered."""

    night: date
    lights_out: datetime
    """When the light was to go out, as the times of sleep are set now."""
    rise: datetime
    """When they were to rise, likewise."""
    into_bed: datetime | None = None
    out_of_bed: datetime | None = None
    asleep: tuple[datetime, datetime] | None = None
    """From falling asleep to the last awakening; None, too, where that cannot be true."""
    sleep_minutes: int | None = None
    """How much of that was sleep."""
    nap_minutes: int | None = None
    """Slept by day before this night."""

    @property
    def is_known(self) -> bool:
        """Whether there is anything to show of it."""
        return self != NightHours(self.night, self.lights_out, self.rise)


def hours(
    days: Iterable[date], diaries: Iterable[Diary], schedule: Schedule
) -> tuple[NightHours, ...]:
    """Return these nights, in their order."""
    by_night = {diary.night: diary for diary in diaries}
    return tuple(_hours(day, by_night.get(day), schedule) for day in days)


def from_first_known(nights: Sequence[NightHours]) -> Sequence[NightHours]:
    """Return the nights from the first one that is known on; none known: nothing."""
    first = next((n for n, night in enumerate(nights) if night.is_known), len(nights))
    return nights[first:]


def axis_begins(schedule: Schedule) -> time:
    """Return where the axis begins: at the full hour in which their nights do, as on most days."""
    begins = datetime.combine(date.min, schedule.times.rise) + NIGHT_BEGINS
    return begins.time().replace(minute=0)


def minutes_after(begins: time, moment: datetime) -> int:
    """Return how far along the axis clocks are at a moment, 0..1439."""
    shown = moment.hour * 60 + moment.minute
    return (shown - begins.hour * 60 - begins.minute) % DAY_MINUTES


def stretches(begins: time, since: datetime, until: datetime) -> Sequence[tuple[int, int]]:
    """Return the minutes of the axis from one moment to another: two stretches over its end.

    What lasts a day or more covers all of it.
    """
    if until - since >= DAY:
        return [(0, DAY_MINUTES)]
    first, last = minutes_after(begins, since), minutes_after(begins, until)
    if first <= last:
        return [(first, last)]
    return [(first, DAY_MINUTES), (0, last)] if last else [(first, DAY_MINUTES)]


def _hours(night: date, diary: Diary | None, schedule: Schedule) -> NightHours:
    result = NightHours(night, schedule.lights_out(night), schedule.rise(night + DAY))
    if diary is None:
        return result
    times = (diary.into_bed, diary.tried, diary.last_awake, diary.out_of_bed)
    into_bed, tried, last_awake, out_of_bed = walk(begins_of(diary), diary.zone, times)
    known, asleep = figures(diary), None
    if tried and last_awake and known.sleep_onset_latency_minutes is not None:
        fell_asleep = tried + known.sleep_onset_latency_minutes * MINUTE
        if fell_asleep <= last_awake:
            asleep = (fell_asleep.astimezone(diary.zone), last_awake)
    return result._replace(
        into_bed=into_bed,
        out_of_bed=out_of_bed,
        asleep=asleep,
        sleep_minutes=known.total_sleep_minutes,
        nap_minutes=diary.nap_minutes,
    )
