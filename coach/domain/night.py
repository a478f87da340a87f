"""The night and the checklist day that a moment belongs to.

A moment is an aware datetime in the UTC offset of the place where it happened. Its day is read from
the clock on the wall there, so a night keeps its name across a change of clocks and across time
zones. Moments returned from here carry a fixed offset: compared or subtracted, they count real time
(two datetimes that share one `ZoneInfo` would be compared and subtracted as the wall shows them).
"""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

NIGHT_BEGINS = time(12)
"""A night runs from noon to noon and has the date of its evening."""
CHECKLIST_DAY_BEGINS = time(5)
"""A checklist day runs from 05:00 to 05:00 and has the date of its evening."""
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
"""Days of the week, as `date.weekday` counts them."""


def night_of(moment: datetime) -> date:
    """Return the date of the evening of the night that `moment` lies in."""
    return _day(moment, NIGHT_BEGINS)


def checklist_day(moment: datetime) -> date:
    """Return the date of the evening that an answer given at `moment` counts for."""
    return _day(moment, CHECKLIST_DAY_BEGINS)


def lights_out(day: date, bedtime: time) -> datetime:
    """Return when the light goes out in the evening of `day`, as clocks show it (naive).

    A bedtime before noon is after midnight, on the next date.
    """
    return datetime.combine(day + timedelta(days=bedtime < NIGHT_BEGINS), bedtime)


def noon_to_noon(night: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return when a night begins, and when it is over: the end belongs to the next night.

    It has 24 hours; where the clocks change in it 23 or 25 (Lord Howe: 23.5 or 24.5).
    """
    noon = datetime.combine(night, NIGHT_BEGINS)
    return readings(noon, zone)[0], readings(noon + timedelta(days=1), zone)[0]


def readings(wall: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """Return the moments, in order, at which clocks in `zone` show `wall` (a naive datetime).

    There are two when the clocks go back over it. When they go forward over it, clocks never show
    it: it moves forward with them (02:30 becomes 03:30), as in PEP 495 for fold=0.
    """
    first = _with_fixed_offset(wall.replace(tzinfo=zone, fold=0))
    second = _with_fixed_offset(wall.replace(tzinfo=zone, fold=1))
    return (first, second) if second > first else (first,)


def _with_fixed_offset(moment: datetime) -> datetime:
    """Return the same moment as clocks in its zone show it, with the offset they had then."""
    shown = moment.astimezone(UTC).astimezone(moment.tzinfo)
    offset = timezone(shown.utcoffset() or timedelta())
    return shown.replace(tzinfo=offset, fold=0)


def _day(moment: datetime, begins: time) -> date:
    """Return the day of `moment`, where days begin at `begins` on the wall."""
    return moment.date() - timedelta(days=moment.time() < begins)
