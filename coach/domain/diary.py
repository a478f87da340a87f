"""The diary of one night: its answers, their moments, and what looks wrong in them.

Its questions cover what the Consensus Sleep Diary asks (Carney et al. 2012), in our own words.
Every answer may be missing. Times are those on the wall, in the zone the night was spent in.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from coach.domain.night import next_reading, noon_of

LONGEST_NIGHT = timedelta(hours=14)
"""A longer one is asked about: usually one of its times is mistyped."""
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
    "nap_minutes": "Minutes of naps",
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
    begins: datetime | None = None
    """When it begins, by the times at which they sleep; None: at noon."""
    nap_minutes: int | None = None
    """Slept by day before this night, 0 and up."""


class Doubt(NamedTuple):
    """Something in a diary that needs a second look, in one line of at most 60 characters."""

    text: str
    is_possible: bool
    """Whether it may be true and is only asked about; otherwise it cannot be true."""
    field: str
    """The name of the answer in `Diary` to look at first."""


def parse_time(text: str, near: time | None = None) -> time | None:
    """Return the time of day someone typed: `2315`, `23.15`, `11:15 pm`, `7`; None: not a time.

    24:00 and 12 am are midnight, 12 pm is noon. Digits of every script are read. Where am or pm is
    missing it is the reading next to `near`, as clocks go round; without that it is 24-hour time.
    """
    readings = time_readings(text)
    if near is None:
        return next(iter(readings), None)
    return min(readings, key=lambda each: _minutes_apart(each, near), default=None)


def time_readings(text: str) -> tuple[time, ...]:
    """Return what a typed time can mean, as 24-hour time first; nothing: it is no time.

    From 1 to 12 without a leading zero it may be before noon or after.
    """
    typed = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    match = _TYPED.fullmatch(typed)
    if typed in _WORDS:
        return (_WORDS[typed],)
    if not match:
        return ()
    hour, minute = int(match[1]), int(match[2] or match[3] or 0)
    if match[4]:
        if hour > 12 or (hour == 0 and match[4] == "p"):
            return ()
        hour = hour % 12 + (12 if match[4] == "p" else 0)
    if (hour, minute) == (24, 0):
        return (time(0),)
    if hour > 23 or minute > 59:
        return ()
    is_open = 1 <= hour <= 12 and not (match[4] or match[1][0] == "0" or typed.endswith("h"))
    return (time(hour, minute), *([time((hour + 12) % 24, minute)] if is_open else []))


def _minutes_apart(one: time, other: time) -> int:
    """Return how far apart two times are on the round of a day, 0 to 720."""
    minutes = abs(60 * (one.hour - other.hour) + one.minute - other.minute)
    return min(minutes, 24 * 60 - minutes)


def walk(begins: datetime, zone: tzinfo, times: Sequence[time | None]) -> list[datetime | None]:
    """Place times one after the other: each at its first moment that is not before the last one.

    The first lies within a day from when the night begins. Where the clocks go back and show a time
    twice, it is the first of the two that keeps the order; one they skip moves forward
    (`night.readings`).
    """
    since = begins
    moments: list[datetime | None] = []
    for each in times:
        if each is not None:
            since = next_reading(since, each, zone)
        moments.append(None if each is None else since)
    return moments


def begins_of(diary: Diary) -> datetime:
    """Return when the night of a diary begins."""
    return diary.begins or noon_of(diary.night, diary.zone)


def placed(diary: Diary) -> list[datetime | None]:
    """Return the widest bounds of sleep: into bed, trying, the last awakening, rising.

    Where the start of trying is not answered, they may have tried as soon as they were in bed;
    where the last awakening is not, they may have woken on rising.
    """
    times = (diary.into_bed, diary.tried, diary.last_awake, diary.out_of_bed)
    into_bed, tried, last_awake, out_of_bed = walk(begins_of(diary), diary.zone, times)
    return [into_bed, tried or into_bed, last_awake or out_of_bed, out_of_bed]


def doubts(diary: Diary) -> list[Doubt]:
    """Return what cannot be true, then what is only asked about; answers may be missing."""
    return sorted([*_impossible(diary), *_unusual(diary)], key=lambda doubt: doubt.is_possible)


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
    moments = walk(begins_of(diary), diary.zone, times)
    answered = [(f, t, m) for f, t, m in zip(TIMES, times, moments, strict=True) if m]
    for field, typed, moment in answered:
        if moment.time() != typed:
            text = f"The clocks skipped {typed:%H:%M} that night. Did you mean that?"
            yield Doubt(text, True, field)
    if len(answered) < 2:
        return
    (before, _, since), (field, _, until) = answered[0], answered[-1]
    if until - since > LONGEST_NIGHT:
        hours, minutes = divmod((until - since) // timedelta(minutes=1), 60)
        text = f"From {TIMES[before]} to {TIMES[field]}: {hours} h {minutes} min. Is that right?"
        yield Doubt(text, True, field)
    if (before, field) == ("into_bed", "out_of_bed") and since == until:
        yield Doubt("Into bed and out of it at the same time. Is that right?", True, "out_of_bed")
