"""Diaries from the store to the domain and back; which night it is; a night in words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import partial
from typing import Any

from coach.domain.diary import COUNTS, RATINGS, TIMES, Diary, begins_of
from coach.domain.night import NOON, Schedule
from coach.domain.sleep import Figures
from coach.store.records import DiaryRecord, Store
from coach.system.disk import Rows, saves
from coach.system.zone import local_zone, named

FURTHEST = timedelta(days=14)
"""A night can be filled in, changed and deleted for so long after the last one."""
MINUTE = timedelta(minutes=1)
_SAME = (*COUNTS, *RATINGS, "sweats", "note")
"""What is the same in both."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def diary_of(record: DiaryRecord) -> Diary:
    """Return a record as a diary; a zone that this machine does not know becomes its offset."""
    offset = timedelta(minutes=record.offset_minutes)
    fixed = timezone(offset, record.zone) if record.zone else timezone(offset)
    values: dict[str, Any] = {field: getattr(record, field) for field in _SAME}
    for field in TIMES:
        at = getattr(record, field)
        values[field] = None if at is None else time.fromisoformat(at)
    return Diary(record.night, named(record.zone) or fixed, begins=record.begins, **values)


def read_all(store: Store, last: date) -> dict[date, Diary]:
    """Read the diaries that can be changed, by night. Raises `CoachError`."""
    return {each.night: diary_of(each) for each in store.diaries(last - FURTHEST, last)}


def _given(_: Store, empty: Diary, given: Mapping[str, Any]) -> Rows:
    """Return the answers of a night as what they save, each by itself."""
    return {
        ("diaries", empty.night, field): partial(_row, empty, field, answer)
        for field, answer in given.items()
    }


def _row(empty: Diary, field: str, answer: Any) -> dict[str, Any]:
    """Return one answer of a night by column as it is stored."""
    row = record_of(replace(empty, zone=_zone_here(empty.night), **{field: answer})).row
    return {column: row[column] for column in ("night", "zone", "offset_minutes", "begins", field)}


@saves(_given)
def save(store: Store, blank: Diary, given: Mapping[str, Any]) -> Diary:
    """Put answers of a night on disk, on top of what is there; returns what is there then.

    Where nothing is there yet they go on top of a blank one, in the zone of this machine. A
    diary without any answer is deleted. Raises `CoachError`.
    """
    night = blank.night
    before = [diary_of(each) for each in store.diaries(night, night)]
    if not before:
        before = [replace(blank, zone=local_zone(datetime.combine(night, NOON)))]
    diary = replace(before[0], **given)
    if diary == replace(blank, zone=diary.zone, begins=diary.begins):
        store.delete_diary(night)
    else:
        store.save_diary(record_of(diary))
    return diary


def empty(schedule: Schedule, night: date) -> Diary:
    """Return a diary of a night without any answer."""
    return Diary(night, schedule.zone, begins=schedule.night_begins(night))


def _zone_here(night: date) -> tzinfo:
    """Return the zone of this machine on a night."""
    return local_zone(datetime.combine(night, NOON))


def answers_of(diary: Diary) -> dict[str, Any]:
    """Return the answers of a diary, by field; None and an empty note: not answered."""
    return {field: getattr(diary, field) for field in (*TIMES, *_SAME)}


def record_of(diary: Diary) -> DiaryRecord:
    """Return a diary as it is recorded."""
    name, offset = _name_and_offset(diary.zone, begins_of(diary))
    values: dict[str, Any] = {field: getattr(diary, field) for field in _SAME}
    for field in TIMES:
        at = getattr(diary, field)
        values[field] = None if at is None else f"{at:%H:%M}"
    return DiaryRecord(diary.night, name, round(offset / MINUTE), begins=diary.begins, **values)


def _name_and_offset(zone: tzinfo, moment: datetime) -> tuple[str, timedelta]:
    """Return the name of a zone, empty for a mere offset, and its offset at a moment."""
    offset = moment.astimezone(zone).utcoffset() or timedelta()
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
    return "Last night" if night == last else f"{DAYS[night.weekday()]} night"


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
