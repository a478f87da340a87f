"""Nights on one axis: only what a diary says, by the clocks they had, whoever sleeps when."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.diary import Diary
from coach.domain.hours import (
    DAY_MINUTES,
    NightHours,
    axis_begins,
    from_first_known,
    hours,
    minutes_after,
    stretches,
)
from coach.domain.night import Schedule, Times

NIGHT = date(2026, 11, 24)
DAY = timedelta(days=1)
USUAL = Schedule(UTC)
BERLIN = ZoneInfo("Europe/Berlin")
WHOLE = Diary(
    NIGHT,
    UTC,
    into_bed=time(22, 50),
    tried=time(23, 10),
    fell_asleep_minutes=25,
    times_awake=2,
    awake_minutes=40,
    last_awake=time(6, 30),
    out_of_bed=time(7, 5),
    nap_minutes=20,
)


def only(diary: Diary, schedule: Schedule = USUAL) -> NightHours:
    [night] = hours([diary.night], [diary], schedule)
    return night


def clock(moment: datetime | None) -> str:
    return f"{moment:%d %H:%M}" if moment else "-"


def asleep(night: NightHours) -> tuple[str, str] | None:
    return night.asleep and (clock(night.asleep[0]), clock(night.asleep[1]))


def test_a_night_in_bed_and_asleep() -> None:
    night = only(WHOLE)
    assert (clock(night.into_bed), clock(night.out_of_bed)) == ("24 22:50", "25 07:05")
    assert asleep(night) == ("24 23:35", "25 06:30")
    assert night.sleep_minutes == 7 * 60 + 20 - 25 - 40
    assert night.nap_minutes == 20
    assert (clock(night.lights_out), clock(night.rise)) == ("24 23:00", "25 07:00")


@pytest.mark.parametrize("missing", ["tried", "last_awake", "fell_asleep_minutes"])
def test_when_somebody_slept_is_not_made_up(missing: str) -> None:
    without: dict[str, Any] = {missing: None}
    night = only(replace(WHOLE, **without))
    assert night.asleep is None
    assert (clock(night.into_bed), clock(night.out_of_bed)) == ("24 22:50", "25 07:05")


def test_what_cannot_be_true_is_no_sleep() -> None:
    diary = Diary(NIGHT, UTC, tried=time(23), fell_asleep_minutes=500, last_awake=time(6))
    assert only(diary).asleep is None


def test_a_single_answer_is_known() -> None:
    assert only(Diary(NIGHT, UTC, out_of_bed=time(7))).is_known
    assert only(Diary(NIGHT, UTC, nap_minutes=0)).is_known
    assert not only(Diary(NIGHT, UTC, quality=4)).is_known


def test_clocks_that_change_in_the_night_are_read_as_they_were() -> None:
    """They go back at three: asleep at 03:30, on the second reading, by clocks that had changed."""
    diary = Diary(
        date(2026, 10, 24), BERLIN, tried=time(1), fell_asleep_minutes=210, last_awake=time(8)
    )
    assert asleep(only(diary)) == ("25 03:30", "25 08:00")


def test_nights_stay_in_order_and_begin_with_the_first_that_is_known() -> None:
    days = [NIGHT + n * DAY for n in range(-3, 3)]
    nights = hours(days, [WHOLE], USUAL)
    assert [night.night for night in nights] == days
    assert [night.night for night in from_first_known(nights)] == days[3:]
    assert not from_first_known(nights[:3])


@pytest.mark.parametrize(
    ("rise", "begins"),
    [("07:00", 12), ("07:45", 12), ("16:00", 21), ("13:00", 18), ("09:30", 14), ("04:00", 9)],
)
def test_the_axis_begins_where_their_night_does(rise: str, begins: int) -> None:
    assert axis_begins(Schedule(UTC, Times(rise=time.fromisoformat(rise)))) == time(begins)
    other_weekends = Times(rise=time.fromisoformat(rise), rise_weekend=time(3))
    assert axis_begins(Schedule(UTC, other_weekends)) == time(begins)


@pytest.mark.parametrize(
    ("bed", "rise"),
    [
        ("23:00", "07:00"),
        ("08:00", "16:00"),
        ("05:30", "13:00"),
        ("01:30", "09:30"),
        ("20:00", "04:00"),
    ],
)
def test_whoever_sleeps_when_has_one_block(bed: str, rise: str) -> None:
    times = Times(time.fromisoformat(bed), time.fromisoformat(rise))
    schedule = Schedule(UTC, times)
    diary = Diary(NIGHT, UTC, into_bed=times.bedtime, out_of_bed=times.rise)
    night = only(replace(diary, begins=schedule.night_begins(NIGHT)), schedule)
    assert night.into_bed == night.lights_out
    assert night.out_of_bed == night.rise
    [(first, last)] = stretches(axis_begins(schedule), night.lights_out, night.rise)
    assert last - first == (night.rise - night.lights_out) // timedelta(minutes=1)


def test_a_stretch_over_the_end_of_the_axis_is_two() -> None:
    noon = datetime(2026, 11, 25, 12, tzinfo=UTC)
    hour = timedelta(hours=1)
    assert stretches(time(12), noon - 2 * hour, noon + hour) == [(1320, 1440), (0, 60)]
    assert stretches(time(12), noon - 2 * hour, noon) == [(1320, 1440)]
    assert stretches(time(12), noon, noon) == [(0, 0)]
    assert stretches(time(12), noon, noon + 25 * hour) == [(0, DAY_MINUTES)]


@given(st.times(), st.datetimes(), st.integers(0, 2 * DAY_MINUTES))
def test_stretches_cover_what_lies_between(begins: time, since: datetime, minutes: int) -> None:
    begins, since = begins.replace(minute=0, second=0), since.replace(second=0, microsecond=0)
    if since.year > 9990:
        return
    until = since + timedelta(minutes=minutes)
    parts = stretches(begins, since, until)
    assert sum(last - first for first, last in parts) == min(minutes, DAY_MINUTES)
    assert all(0 <= first <= last <= DAY_MINUTES for first, last in parts)
    if minutes < DAY_MINUTES:
        assert parts[0][0] == minutes_after(begins, since)
