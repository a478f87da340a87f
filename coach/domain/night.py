"""A person's days and nights, by the times at which they sleep.

Day D is that of getting up on date D. Its checklist day begins two hours before they rise, its
night five hours after; each lasts until the next one begins, so every moment lies in exactly one of
each. For someone who rises at 07:00 these are 05:00 and noon. Borders are counted on the wall and
then placed in the zone, so a night keeps its name when clocks change. Moments returned from here
carry a fixed offset: compared or subtracted, they count real time (two datetimes that share one
`ZoneInfo` would be compared and subtracted as the wall shows them).
"""

from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

DAY_BEGINS = timedelta(hours=-2)
"""When a checklist day begins, counted from rising."""
NIGHT_BEGINS = timedelta(hours=5)
"""When a night begins, counted from rising."""
LAST_HOUR = timedelta(hours=1)
"""It is night from so long before lights-out until so long before rising."""
MAY_BEGIN = timedelta(hours=2)
"""For so long after lights-out a routine is still what a night begins with."""
NOON = time(12)
MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6
"""Days of the week, as `date.weekday` counts them."""
DAY = timedelta(days=1)


class Times(NamedTuple):
    """When someone goes to bed and rises, as clocks show it; None: as on the other days."""

    bedtime: time = time(23)
    rise: time = time(7)
    bedtime_weekend: time | None = None
    """On Friday and Saturday."""
    rise_weekend: time | None = None
    """On Saturday and Sunday."""


class Day(NamedTuple):
    """A checklist day."""

    date: date
    begins: datetime
    rise: datetime
    lights_out: datetime
    zone: tzinfo

    def at(self, clock: time) -> datetime | None:
        """Return when clocks show that, between rising and lights-out; None: they do not."""
        moment = next_reading(self.rise, clock, self.zone)
        return moment if moment <= self.lights_out else None


class Schedule(NamedTuple):
    """The days and nights of someone; a changed time holds from the next checklist day on."""

    zone: tzinfo
    """Where they are."""
    times: Times = Times()
    before: Times | None = None
    """The times that hold until the end of the checklist day `until`, if there were others."""
    until: date = date.min

    def changed(self, times: Times, now: datetime) -> "Schedule":
        """Return the schedule after a change: what has begun at `now` keeps its times.

        Where tomorrow had begun already by the new times, they hold from the day after.
        """
        today = self.checklist_day(now)
        kept = self._times(today)
        new = Schedule(self.zone, times, None if kept == times else kept, today)
        return new if new.checklist_day(now) == today else new._replace(until=today + DAY)

    def rise(self, day: date) -> datetime:
        """Return when they rise on a date."""
        return self._after_rise(day, timedelta())

    def day(self, day: date) -> Day:
        """Return the checklist day of a date."""
        begins = self._after_rise(day, DAY_BEGINS)
        return Day(day, begins, self.rise(day), self.lights_out(day), self.zone)

    def night_begins(self, night: date) -> datetime:
        """Return when the night of a date begins; it ends where the next one begins."""
        return self._after_rise(night, NIGHT_BEGINS)

    def bedtime(self, night: date) -> time:
        """Return the bedtime of the night of a date, as clocks show it."""
        times = self._times(night)
        is_weekend = night.weekday() in (FRIDAY, SATURDAY)
        return (times.bedtime_weekend if is_weekend else None) or times.bedtime

    def lights_out(self, night: date) -> datetime:
        """Return when the light goes out: at the first bedtime of the night of a date."""
        return next_reading(self.night_begins(night), self.bedtime(night), self.zone)

    def checklist_day(self, moment: datetime) -> date:
        """Return the date of the checklist day of an aware moment: its answers count for that."""
        return self._date_of(moment, DAY_BEGINS)

    def night_of(self, moment: datetime) -> date:
        """Return the date on which the night of an aware moment begins."""
        return self._date_of(moment, NIGHT_BEGINS)

    def last_night(self, moment: datetime) -> date:
        """Return the last night that can be looked back on: never the one that has just begun."""
        return self.checklist_day(moment) - DAY

    def is_morning(self, moment: datetime) -> bool:
        """Tell whether the last night is still going on: from before rising until 5 h after."""
        return self.night_of(moment) < self.checklist_day(moment)

    def is_night(self, moment: datetime) -> bool:
        """Tell whether it is later than an hour before lights-out, and not an hour before rise."""
        today = self.checklist_day(moment)
        return any(
            moment < self.rise(night + DAY) - LAST_HOUR  # the cheaper half first
            and moment >= self.lights_out(night) - LAST_HOUR
            for night in (today - DAY, today)
        )

    def lies_awake(self, moment: datetime, begun: date | None) -> bool:
        """Tell whether somebody who comes now lies awake: from lights-out to an hour before rise.

        Until a routine was begun in that night it still is what comes first, for two hours at most.
        `begun`: the night in which one was begun last.
        """
        night = self.night_of(moment)
        lights_out = self.lights_out(night)
        if not lights_out <= moment < self.rise(night + DAY) - LAST_HOUR:
            return False
        return begun == night or moment > lights_out + MAY_BEGIN

    def shows_due(self, moment: datetime) -> bool:
        """Tell whether what is due is shown: until an hour before the lights-out of its day."""
        return moment < self.lights_out(self.checklist_day(moment)) - LAST_HOUR

    def _times(self, day: date) -> Times:
        """Return the times that hold on a checklist day."""
        return self.before if self.before and day <= self.until else self.times

    def _after_rise(self, day: date, later: timedelta) -> datetime:
        """Return the moment so much later on the wall than rising on a date."""
        times = self._times(day)
        is_weekend = day.weekday() in (SATURDAY, SUNDAY)
        rise = (times.rise_weekend if is_weekend else None) or times.rise
        return readings(datetime.combine(day, rise) + later, self.zone)[0]

    def _date_of(self, moment: datetime, later: timedelta) -> date:
        """Return the last date whose day had begun by then, where days begin after rising."""
        day = moment.astimezone(self.zone).date() + DAY
        while self._after_rise(day, later) > moment:
            day -= DAY
        return day


def noon_of(day: date, zone: tzinfo) -> datetime:
    """Return the noon of a date: until schema 2 every night began then."""
    return readings(datetime.combine(day, NOON), zone)[0]


def next_reading(since: datetime, wanted: time, zone: tzinfo) -> datetime:
    """Return the first moment from `since` on at which clocks in `zone` show `wanted`."""
    # From the day before: clocks that go back at midnight show its last hour once more.
    days = (since.astimezone(zone).date() + timedelta(days=n) for n in (-1, 0, 1))
    moments = (m for day in days for m in readings(datetime.combine(day, wanted), zone))
    return next(moment for moment in moments if moment >= since)


def readings(wall: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """Return the moments, in order, at which clocks in `zone` show `wall` (a naive datetime).

    There are two when the clocks go back over it. When they go forward over it, clocks never show
    it: it moves forward with them (02:30 becomes 03:30), as in PEP 495 for fold=0.
    """
    early, late = (wall.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    first = wall.replace(tzinfo=timezone(early or timedelta()))
    if early == late:
        return (first,)
    second = wall.replace(tzinfo=timezone(late or timedelta()))
    if second > first:
        return first, second
    return (first.astimezone(second.tzinfo),)  # as clocks show it once they have gone forward
