"""What a diary says about a night and a week of them. Lengths are whole minutes of real time.

Formulas: the usual ones of sleep diaries (Carney et al. 2012; Reed & Sacco 2016). A diary shows
about 30-40 min more sleep than a measurement would: it is good for its own trend.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from coach.domain.diary import Diary, begins_of, walk

FEWEST_NIGHTS = 5
"""A week has figures from this many nights on, of its seven."""


class Figures(NamedTuple):
    """One night in numbers; None where the answers are missing or cannot be true."""

    time_in_bed_minutes: int | None
    """TIB: from into bed to out of bed."""
    sleep_onset_latency_minutes: int | None
    """SOL: from trying to sleep to falling asleep, as reported."""
    wake_after_sleep_onset_minutes: int | None
    """WASO: awake in the night, as reported; without SOL and terminal wakefulness."""
    terminal_wakefulness_minutes: int | None
    """From the last awakening to out of bed."""
    total_sleep_minutes: int | None
    """TST: from trying to sleep to the last awakening, without SOL and WASO."""
    sleep_efficiency: float | None
    """SE: how much of the time in bed was sleep, 0..100; None for no time in bed."""


class Week(NamedTuple):
    """Up to seven nights in numbers, from those whose sleep and time in bed are both known."""

    nights: int
    """How many these are, 5..7."""
    sleep_efficiency: float
    """All their sleep in all their time in bed, 0..100: a long night counts for more."""
    mean_total_sleep_minutes: float


def figures(diary: Diary) -> Figures:
    """Return the figures of a night.

    TIB = d - a, terminal = d - c, TST = (c - b) - SOL - WASO, SE = 100 * TST / TIB, with a into
    bed, b trying to sleep, c the last awakening, d out of bed. A missing answer is unknown, and
    nothing takes its place: that would make nights with few answers look better. Awake 0 times
    means awake 0 minutes.
    """
    times = (diary.into_bed, diary.tried, diary.last_awake, diary.out_of_bed)
    into_bed, tried, last_awake, out_of_bed = walk(begins_of(diary), diary.zone, times)
    time_in_bed = _minutes(into_bed, out_of_bed)
    latency = _possible(diary.fell_asleep_minutes)
    awake = _possible(diary.awake_minutes)
    if diary.times_awake == 0 and diary.awake_minutes is None:
        awake = 0
    asleep = _minutes(tried, last_awake)
    if asleep is not None:
        known = latency is not None and awake is not None
        asleep = _possible(asleep - (latency or 0) - (awake or 0)) if known else None
    efficiency = 100 * asleep / time_in_bed if time_in_bed and asleep is not None else None
    terminal = _minutes(last_awake, out_of_bed)
    return Figures(time_in_bed, latency, awake, terminal, asleep, efficiency)


def week(nights: Sequence[Figures | None]) -> Week | None:
    """Return the figures of a week, one entry a night; None with fewer than five known.

    SE = 100 * sum(TST) / sum(TIB), over the nights that have both.
    """
    both = [
        (night.total_sleep_minutes, night.time_in_bed_minutes)
        for night in nights
        if night and night.total_sleep_minutes is not None and night.time_in_bed_minutes
    ]
    if len(both) < FEWEST_NIGHTS:
        return None
    asleep, in_bed = (sum(column) for column in zip(*both, strict=True))
    return Week(len(both), 100 * asleep / in_bed, asleep / len(both))


def _minutes(since: datetime | None, until: datetime | None) -> int | None:
    """Return the real minutes between two moments, if both are known."""
    return (until - since) // timedelta(minutes=1) if since and until else None


def _possible(minutes: int | None) -> int | None:
    """Return minutes that can be true, 0 and up; else None."""
    return minutes if minutes is not None and minutes >= 0 else None
