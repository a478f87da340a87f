"""Who comes at night: for the routine, or lying awake."""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.night import DAY, LAST_HOUR, MAY_BEGIN, Schedule, Times, readings
from tests.domain.test_night import moments, schedules
from tests.sleepers import SLEEPERS, Sleeper

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = date(2026, 11, 19)
"""A Thursday."""
SECOND = timedelta(seconds=1)
USUAL, NIGHT_SHIFT = Times(), Times(time(9), time(17))
WEEKEND = Times(time(22), time(6), time(1), time(10))


def at(wall: str, zone: tzinfo = BERLIN, again: bool = False) -> datetime:
    """Return when clocks show that; `again`: the second time."""
    return readings(datetime.fromisoformat(wall), zone)[-1 if again else 0]


def lies_awake(wall: str, begun: date | None = None, times: Times = USUAL) -> bool:
    return Schedule(BERLIN, times).lies_awake(at(wall), begun)


@pytest.mark.parametrize(
    ("wall", "unless_begun", "once_begun"),
    [
        ("2026-11-19 12:00", False, False),
        ("2026-11-19 22:00", False, False),
        ("2026-11-19 22:59:59", False, False),
        ("2026-11-19 23:00", False, True),
        ("2026-11-20 00:30", False, True),
        ("2026-11-20 01:00", False, True),
        ("2026-11-20 01:00:01", True, True),
        ("2026-11-20 03:10", True, True),
        ("2026-11-20 05:00", True, True),  # a day of the checklist has begun
        ("2026-11-20 05:59:59", True, True),
        ("2026-11-20 06:00", False, False),
        ("2026-11-20 08:00", False, False),
        ("2026-11-20 11:59", False, False),
    ],
)
def test_a_usual_night(wall: str, unless_begun: bool, once_begun: bool) -> None:
    assert lies_awake(wall) is unless_begun
    assert lies_awake(wall, NIGHT) is once_begun


@pytest.mark.parametrize("days", [-7, -1, 1])
def test_a_routine_of_another_night_says_nothing(days: int) -> None:
    assert not lies_awake("2026-11-20 00:30", NIGHT + days * DAY)
    assert lies_awake("2026-11-20 03:10", NIGHT + days * DAY)


def test_the_next_evening_begins_anew() -> None:
    assert not lies_awake("2026-11-20 23:30", NIGHT)
    assert lies_awake("2026-11-20 23:30", NIGHT + DAY)


@pytest.mark.parametrize(
    ("wall", "unless_begun", "once_begun"),
    [
        ("2026-11-20 03:10", False, False),  # the middle of their day
        ("2026-11-20 08:59", False, False),
        ("2026-11-20 09:00", False, True),
        ("2026-11-20 11:00", False, True),
        ("2026-11-20 11:01", True, True),
        ("2026-11-20 15:59", True, True),
        ("2026-11-20 16:00", False, False),
        ("2026-11-20 23:30", False, False),
    ],
)
def test_somebody_whose_light_goes_out_at_nine(
    wall: str, unless_begun: bool, once_begun: bool
) -> None:
    assert lies_awake(wall, None, NIGHT_SHIFT) is unless_begun
    assert lies_awake(wall, NIGHT, NIGHT_SHIFT) is once_begun


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ("2026-11-20 00:01", True),  # Thursday night: lights-out at ten, up at six
        ("2026-11-20 04:59", True),
        ("2026-11-20 05:00", False),
        ("2026-11-21 00:01", False),  # Friday night: at one, up at ten
        ("2026-11-21 03:00", False),
        ("2026-11-21 03:01", True),
        ("2026-11-21 08:59", True),
        ("2026-11-21 09:00", False),
        ("2026-11-23 00:01", True),  # Sunday night: at ten, up at six
        ("2026-11-23 05:00", False),
    ],
)
def test_a_weekend_has_its_own_times(wall: str, expected: bool) -> None:
    assert lies_awake(wall, None, WEEKEND) is expected


def test_two_hours_are_two_hours_when_clocks_change() -> None:
    schedule = Schedule(BERLIN, Times(time(1), time(9)))
    back, forward = date(2026, 10, 24), date(2026, 3, 28)
    assert not schedule.lies_awake(at("2026-10-25 02:00", again=True), None)
    assert schedule.lies_awake(at("2026-10-25 02:01", again=True), None)
    assert not schedule.lies_awake(at("2026-03-29 04:00"), None)
    assert schedule.lies_awake(at("2026-03-29 04:01"), None)
    for night, rise in ((back, "2026-10-25 07:59"), (forward, "2026-03-29 07:59")):
        assert schedule.lies_awake(at(rise), night)
        assert not schedule.lies_awake(at(rise) + timedelta(minutes=1), night)


def test_a_bedtime_that_clocks_skip_is_the_one_they_show() -> None:
    schedule, night = Schedule(BERLIN, Times(time(2, 30), time(10))), date(2026, 3, 28)
    assert not schedule.lies_awake(at("2026-03-29 03:29"), night)
    assert schedule.lies_awake(at("2026-03-29 03:30"), night)


def test_the_clock_where_one_is_counts_not_utc() -> None:
    moment = at("2026-11-20 03:10").astimezone(UTC)
    assert Schedule(BERLIN).lies_awake(moment, None)
    assert not Schedule(timezone(timedelta(hours=-9))).lies_awake(moment, None)


def test_times_that_were_changed_in_the_evening_hold_from_tomorrow() -> None:
    now = at("2026-11-19 21:00")
    changed = Schedule(BERLIN).changed(Times(time(3), time(11)), now)
    assert changed.lies_awake(at("2026-11-20 01:30"), None)
    assert not changed.lies_awake(at("2026-11-21 01:30"), NIGHT + DAY)


def test_who_goes_to_bed_after_rising_is_never_met_so() -> None:
    times = Times(time(9), time(7))
    minutes = (at("2026-11-19 12:00") + timedelta(minutes=n) for n in range(0, 2880, 15))
    assert not any(Schedule(BERLIN, times).lies_awake(each, NIGHT) for each in minutes)


@pytest.mark.parametrize("sleeper", SLEEPERS, ids=[each.name for each in SLEEPERS])
def test_whoever_sleeps_when_it_is_from_lights_out_to_an_hour_before_rise(sleeper: Sleeper) -> None:
    schedule = Schedule(BERLIN, sleeper.times)
    for night in (NIGHT + n * DAY for n in range(7)):
        until = schedule.rise(night + DAY) - LAST_HOUR
        since = schedule.lights_out(night)
        if since < until:
            assert schedule.lies_awake(since, night)
            assert schedule.lies_awake(until - SECOND, night)
        assert not schedule.lies_awake(until, night)
        assert not schedule.lies_awake(since - SECOND, night)


@given(schedules, moments, st.integers(-3, 3))
def test_it_is_always_night_and_never_before_a_night_may_begin(
    schedule: Schedule, moment: datetime, days: int
) -> None:
    night = schedule.night_of(moment)
    begun = night + days * DAY
    if schedule.lies_awake(moment, begun):
        assert schedule.is_night(moment)
        assert schedule.lights_out(night) <= moment
        assert begun == night or moment - schedule.lights_out(night) > MAY_BEGIN
        assert schedule.lies_awake(moment, night), "a routine that was begun takes nothing away"
