"""Diaries from the store to the domain and back; which night it is; a night in words."""

from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Any

from coach.domain.diary import COUNTS, RATINGS, TIMES, Diary
from coach.domain.night import noon_to_noon
from coach.domain.sleep import Figures
from coach.store.records import DiaryRecord
from coach.system.zone import named

FURTHEST = timedelta(days=14)
"""A night can be filled in, changed and deleted for so long after the last one."""
MINUTE = timedelta(minutes=1)
_SAME = (*COUNTS, *RATINGS, "sweats", "note")
"""What is the same in both."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def last_night(now: datetime) -> date:
    """Return the last night that is over, or being over: the one that began yesterday."""
    return now.date() - timedelta(days=1)


def diary_of(record: DiaryRecord) -> Diary:
    """Return a record as a diary; a zone that this machine does not know becomes its offset."""
    offset = timedelta(minutes=record.offset_minutes)
    fixed = timezone(offset, record.zone) if record.zone else timezone(offset)
    values: dict[str, Any] = {field: getattr(record, field) for field in _SAME}
    for field in TIMES:
        at = getattr(record, field)
        values[field] = None if at is None else time.fromisoformat(at)
    return Diary(record.night, named(record.zone) or fixed, **values)


def record_of(diary: Diary) -> DiaryRecord:
    """Return a diary as it is recorded."""
    name, offset = _name_and_offset(diary.zone, diary.night)
    values: dict[str, Any] = {field: getattr(diary, field) for field in _SAME}
    for field in TIMES:
        at = getattr(diary, field)
        values[field] = None if at is None else f"{at:%H:%M}"
    return DiaryRecord(diary.night, name, round(offset / MINUTE), **values)


def _name_and_offset(zone: tzinfo, night: date) -> tuple[str, timedelta]:
    """Return the name of a zone, empty for a mere offset, and its offset when a night begins."""
    offset = noon_to_noon(night, zone)[0].utcoffset() or timedelta()
    if isinstance(zone, timezone):
        name = zone.tzname(None)
        return ("" if name == timezone(offset).tzname(None) else name), offset
    return getattr(zone, "key", None) or "", offset


def night_in_words(night: date, is_short: bool = False) -> str:
    """Say from when to when a night is: `23 to 24 November`, or in short `23 to 24 Nov`."""
    until = night + timedelta(days=1)
    before, after = (MONTHS[day.month - 1][: 3 if is_short else None] for day in (night, until))
    since = f"{night.day}" if before == after else f"{night.day} {before}"
    return f"{since} to {until.day} {after}"


def weekday_night(night: date, last: date) -> str:
    """Name a night as seen from the morning after `last`: `Last night`, `Friday night`."""
    return "Last night" if night == last else f"{_DAYS[night.weekday()]} night"


def in_words(figures: Figures) -> str:
    """Say the night in one line, without a verdict: how long asleep, else how long in bed."""
    if figures.total_sleep_minutes is not None:
        return f"{_about(figures.total_sleep_minutes)} asleep."
    if figures.time_in_bed_minutes is not None:
        return f"{_about(figures.time_in_bed_minutes)} in bed."
    return "Thank you for looking back."


def _about(minutes: int) -> str:
    """Say a length to the nearest half hour: `About 5 and a half hours`."""
    hours, is_half = divmod((minutes + 15) // 30, 2)
    if not hours:
        return "About half an hour" if is_half else "A few minutes"
    if is_half:
        return f"About {hours} and a half hours"
    return f"About {hours} hour{'' if hours == 1 else 's'}"
