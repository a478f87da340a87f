"""The diary of one night: its answers, their moments, and what looks wrong in them.

Its questions cover what the Consensus Sleep Diary asks (Carney et al. 2012), in our own words.
Every answer may be missing. Times are those on the wall, in the zone the night was spent in.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import NamedTuple

from coach.domain.night import noon_to_noon, readings

LONGEST_STEP = timedelta(hours=16)
"""A longer time from one answer to the next is asked about: usually one of them is mistyped."""
LONGEST_NIGHT = timedelta(hours=24)
"""More than this in bed is asked about too."""
MOST = 10
"""Ratings go from 0 to this."""
LONGEST_NOTE = 2000
"""The most characters a note may have."""

TIMES = {"into_bed": "bed", "tried": "trying", "last_awake": "waking", "out_of_bed": "rising"}
"""The four times in their order, and each in a word."""
COUNTS = {
    "fell_asleep_minutes": "Minutes to fall asleep",
    "times_awake": "Times awake",
    "awake_minutes": "Minutes awake",
}
RATINGS = {
    "quality": "How the night left you",
    "legs": "Legs",
    "craving": "Craving",
    "anxiety": "Anxiety",
}

_WORDS = {"midnight": time(0), "noon": time(12)}
_TYPED = re.compile(r"(\d{1,2})(?: ?[:.,h ] ?(\d\d)|(\d\d))? ?(?:h|([ap])(?:\.? ?m)?\.?)?")


@dataclass(frozen=True, slots=True)
class Diary:
    """What someone remembers of a night; None: not answered."""

    night: date
    """The date of its evening."""
    zone: tzinfo
    """Where the night was spent."""
    into_bed: time | None = None
    tried: time | None = None
    """When they began trying to sleep."""
    fell_asleep_minutes: int | None = None
    """How long that took, by feeling; 0 and up."""
    times_awake: int | None = None
    awake_minutes: int | None = None
    """In those times together: without falling asleep, and without the time after the last
    awakening; 0 and up."""
    last_awake: time | None = None
    out_of_bed: time | None = None
    quality: int | None = None
    """How the night left them, 0..10."""
    legs: int | None = None
    """0..10, as craving and anxiety; these and sweats are asked in withdrawal only."""
    craving: int | None = None
    anxiety: int | None = None
    sweats: bool | None = None
    note: str = ""


class Doubt(NamedTuple):
    """Something in a diary that needs a second look, in one line of at most 60 characters."""

    text: str
    is_possible: bool
    """Whether it may be true and is only asked about; otherwise it cannot be true."""
    field: str
    """The name of the answer in `Diary` to look at first."""


def parse_time(text: str) -> time | None:
    """Return the time of day someone typed: `2315`, `23.15`, `11:15 pm`, `7`; None: not a time.

    24:00 and 12 am are midnight, 12 pm is noon. Digits of every script are read.
    """
    typed = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    match = _TYPED.fullmatch(typed)
    if typed in _WORDS or not match:
        return _WORDS.get(typed)
    hour, minute = int(match[1]), int(match[2] or match[3] or 0)
    if match[4]:
        if hour > 12 or (hour == 0 and match[4] == "p"):
            return None
        hour = hour % 12 + (12 if match[4] == "p" else 0)
    if (hour, minute) == (24, 0):
        return time(0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def walk(night: date, zone: tzinfo, times: Sequence[time | None]) -> list[datetime | None]:
    """Place times one after the other: each at its first moment that is not before the last one.

    The first lies between noon and noon. Where the clocks go back and show a time twice, it is the
    first of the two that keeps the order; one they skip moves forward (`night.readings`).
    """
    since, _ = noon_to_noon(night, zone)
    moments: list[datetime | None] = []
    for each in times:
        if each is not None:
            since = _next(since, each, zone)
        moments.append(None if each is None else since)
    return moments


def placed(diary: Diary) -> list[datetime | None]:
    """Return the widest bounds of sleep: into bed, trying, the last awakening, rising.

    Where the start of trying is not answered, they may have tried as soon as they were in bed;
    where the last awakening is not, they may have woken on rising.
    """
    times = (diary.into_bed, diary.tried, diary.last_awake, diary.out_of_bed)
    into_bed, tried, last_awake, out_of_bed = walk(diary.night, diary.zone, times)
    return [into_bed, tried or into_bed, last_awake or out_of_bed, out_of_bed]


def doubts(diary: Diary) -> list[Doubt]:
    """Return what cannot be true, then what is only asked about; answers may be missing."""
    return sorted([*_impossible(diary), *_unusual(diary)], key=lambda doubt: doubt.is_possible)


def _next(since: datetime, wanted: time, zone: tzinfo) -> datetime:
    """Return the first moment from `since` on at which clocks in `zone` show `wanted`."""
    # From the day before: clocks that go back at midnight show its last hour once more.
    days = (since.date() + timedelta(days=n) for n in (-1, 0, 1))
    moments = (m for day in days for m in readings(datetime.combine(day, wanted), zone))
    return min(moment for moment in moments if moment >= since)


def _impossible(diary: Diary) -> Iterator[Doubt]:
    """Yield a doubt for each answer that cannot be true."""
    for field, name in COUNTS.items():
        if (getattr(diary, field) or 0) < 0:
            yield Doubt(f"{name}: a number from 0 up.", False, field)
    for field, name in RATINGS.items():
        if not 0 <= (getattr(diary, field) or 0) <= MOST:
            yield Doubt(f"{name}: a number from 0 to {MOST}.", False, field)
    awake = max(diary.fell_asleep_minutes or 0, 0) + max(diary.awake_minutes or 0, 0)
    _, tried, last_awake, _ = placed(diary)
    if tried and last_awake and timedelta(minutes=min(awake, 10**6)) > last_awake - tried:
        since = TIMES["into_bed" if diary.tried is None else "tried"]
        until = TIMES["out_of_bed" if diary.last_awake is None else "last_awake"]
        shown = str(awake) if awake < 10_000 else "Over 9999"
        minutes = (last_awake - tried) // timedelta(minutes=1)
        text = f"{shown} min awake, but from {since} to {until} it is {minutes}."
        yield Doubt(text, False, "awake_minutes" if diary.awake_minutes else "fell_asleep_minutes")
    if diary.times_awake == 0 and (diary.awake_minutes or 0) > 0:
        yield Doubt("Minutes awake, but awake 0 times: one of them is off.", False, "times_awake")


def _unusual(diary: Diary) -> Iterator[Doubt]:
    """Yield a doubt for each answer that is unusual and only asked about."""
    times = [getattr(diary, field) for field in TIMES]
    moments = walk(diary.night, diary.zone, times)
    answered = [(f, t, m) for f, t, m in zip(TIMES, times, moments, strict=True) if m]
    for field, typed, moment in answered:
        if moment.time() != typed:
            yield Doubt(f"The clocks skipped {typed:%H:%M} that night. As meant?", True, field)
    has_long_step = False
    for (before, _, since), (field, _, until) in pairwise(answered):
        if until - since > LONGEST_STEP:
            has_long_step = True
            hours, minutes = divmod((until - since) // timedelta(minutes=1), 60)
            text = f"From {TIMES[before]} to {TIMES[field]}: {hours} h {minutes} min. As meant?"
            yield Doubt(text, True, field)
    if diary.into_bed is None or diary.out_of_bed is None or has_long_step:
        return
    in_bed = answered[-1][2] - answered[0][2]
    if in_bed > LONGEST_NIGHT:
        yield Doubt("That is more than a day in bed. As meant?", True, "out_of_bed")
    if not in_bed:
        yield Doubt("Into bed and out of it at the same time. As meant?", True, "out_of_bed")
