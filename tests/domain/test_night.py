"""A person's days and nights: by the times at which they sleep, wherever clocks change."""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from coach.domain.night import DAY, Day, Schedule, Times, next_reading, noon_of, readings
from tests.sleepers import MONDAY, QUARTERS, SLEEPERS, Sleeper

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
ST_JOHNS = ZoneInfo("America/St_Johns")
HAVANA = ZoneInfo("America/Havana")
APIA = ZoneInfo("Pacific/Apia")
ZONES: tuple[tzinfo, ...] = (
    *(BERLIN, NEW_YORK, LORD_HOWE, ST_JOHNS, HAVANA, APIA),
    *(ZoneInfo("Asia/Kathmandu"), UTC),
    *(timezone(timedelta(hours=-9, minutes=-30)), timezone(timedelta(hours=14))),
)
EVENING = date(2026, 11, 20)
HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)
WEDNESDAY = MONDAY + 2 * DAY

zones = st.sampled_from(ZONES)
dates = st.dates(date(2013, 1, 1), date(2036, 12, 31))
moments = st.datetimes(datetime(2013, 1, 1), datetime(2036, 12, 31), timezones=st.just(UTC))
clocks = st.integers(0, 1439).map(lambda m: time(m // 60, m % 60))
any_times = st.builds(Times, clocks, clocks, st.none() | clocks, st.none() | clocks)
schedules = st.builds(Schedule, zones, any_times, st.none(), st.just(date.min))
within_days = st.integers(-72, 72).map(lambda hours: timedelta(hours=hours))


def at_offset(wall: str, hours: float = 0.0) -> datetime:
    """Return a moment as a clock on the wall shows it, `hours` ahead of UTC."""
    return datetime.fromisoformat(wall).replace(tzinfo=timezone(timedelta(hours=hours)))


def usual(hours: float = 0.0) -> Schedule:
    """Return the usual times, 23:00 and 07:00, `hours` ahead of UTC."""
    return Schedule(timezone(timedelta(hours=hours)))


def at(day: date, clock: str) -> datetime:
    """Return when clocks in Berlin show that on a date; on none of those here do they change."""
    return readings(datetime.combine(day, time.fromisoformat(clock)), BERLIN)[0]


def shown(moment: datetime) -> str:
    """Write a moment as clocks there show it."""
    return moment.isoformat(" ", "minutes")


# The table of clocks.


@pytest.mark.parametrize("sleeper", SLEEPERS, ids=[each.name for each in SLEEPERS])
def test_the_table_of_clocks(sleeper: Sleeper) -> None:
    schedule = Schedule(BERLIN, sleeper.times)
    for minute in QUARTERS:
        moment = at(MONDAY, "00:00") + timedelta(minutes=minute)
        true = sleeper.at(minute)
        day = MONDAY + true.day * DAY
        said = (
            schedule.checklist_day(moment),
            schedule.night_of(moment),
            schedule.last_night(moment),
            schedule.is_morning(moment),
            schedule.is_night(moment),
            schedule.shows_due(moment),
        )
        night = MONDAY + true.night * DAY
        expected = (day, night, day - DAY, true.is_morning, true.is_night, true.shows_due)
        assert said == expected, f"{moment:%a %H:%M}"


@pytest.mark.parametrize("sleeper", SLEEPERS, ids=[each.name for each in SLEEPERS])
def test_days_and_nights_tile_the_week_with_every_lights_out_inside(sleeper: Sleeper) -> None:
    schedule = Schedule(BERLIN, sleeper.times)
    dates = [MONDAY + n * DAY for n in range(-3, 11)]
    days = [schedule.day(each) for each in dates]
    nights = [schedule.night_begins(each) for each in dates]
    for minute in QUARTERS:
        moment = at(MONDAY, "00:00") + timedelta(minutes=minute)
        true = sleeper.at(minute)
        [day] = [a for a, b in pairwise(days) if a.begins <= moment < b.begins]
        [night] = [d for d, (a, b) in zip(dates, pairwise(nights), strict=False) if a <= moment < b]
        assert (day.date, night) == (MONDAY + true.day * DAY, MONDAY + true.night * DAY)
        since = timedelta(minutes=minute - true.day_begins)
        assert day.begins == moment - since
        assert day.rise == day.begins + 2 * HOUR
        assert day.lights_out == moment + timedelta(minutes=true.lights_out - minute)
    for day, (begins, ends) in zip(days, pairwise(nights), strict=False):
        assert begins == day.rise + 5 * HOUR
        assert begins <= schedule.lights_out(day.date) < ends
        assert schedule.lights_out(day.date) == day.lights_out


@pytest.mark.parametrize("sleeper", SLEEPERS, ids=[each.name for each in SLEEPERS])
def test_last_night_is_one_from_which_they_rise_or_have_risen(sleeper: Sleeper) -> None:
    schedule = Schedule(BERLIN, sleeper.times)
    for n in range(7):
        for clock in ("00:15", "03:00", "11:45", "23:45"):
            moment = at(MONDAY + n * DAY, clock)
            last = schedule.last_night(moment)
            assert schedule.lights_out(last) < moment
            assert schedule.rise(last + DAY) - 2 * HOUR <= moment
            assert last < schedule.night_of(moment) or schedule.is_morning(moment)


# Bed at 23:00, up at 07:00.


@pytest.mark.parametrize("hours", [-9.5, 5.75, 14])
@pytest.mark.parametrize(
    ("wall", "evening"),
    [
        ("2026-11-20 11:59:59.999999", date(2026, 11, 19)),
        ("2026-11-20 12:00", EVENING),
        ("2026-11-20 23:59:59", EVENING),
        ("2026-11-21 00:00", EVENING),
        ("2026-11-21 05:00", EVENING),
        ("2026-11-21 11:59:59", EVENING),
        ("2026-11-21 12:00", date(2026, 11, 21)),
        ("2027-01-01 03:00", date(2026, 12, 31)),
        ("2028-03-01 03:00", date(2028, 2, 29)),
    ],
)
def test_a_night_is_noon_to_noon_by_the_wall(wall: str, evening: date, hours: float) -> None:
    assert usual(hours).night_of(at_offset(wall, hours)) == evening


@pytest.mark.parametrize("hours", [-9.5, 5.75, 14])
@pytest.mark.parametrize(
    ("wall", "evening"),
    [
        ("2026-11-20 04:59:59.999999", date(2026, 11, 19)),
        ("2026-11-20 05:00", EVENING),
        ("2026-11-20 08:00", EVENING),
        ("2026-11-20 23:59", EVENING),
        ("2026-11-21 00:30", EVENING),
        ("2026-11-21 04:59", EVENING),
        ("2026-11-21 05:00", date(2026, 11, 21)),
        ("2027-01-01 00:30", date(2026, 12, 31)),
    ],
)
def test_a_checklist_day_is_five_to_five(wall: str, evening: date, hours: float) -> None:
    assert usual(hours).checklist_day(at_offset(wall, hours)) == evening


@pytest.mark.parametrize(
    ("wall", "is_morning", "is_night", "shows_due"),
    [
        ("04:59:59.999999", False, True, False),
        ("05:00", True, True, True),
        ("05:59:59.999999", True, True, True),
        ("06:00", True, False, True),
        ("11:59:59.999999", True, False, True),
        ("12:00", False, False, True),
        ("21:59:59.999999", False, False, True),
        ("22:00", False, True, False),
        ("23:00", False, True, False),
        ("00:15", False, True, False),
    ],
)
def test_the_hours_of_a_usual_day(
    wall: str, is_morning: bool, is_night: bool, shows_due: bool
) -> None:
    moment = at_offset(f"2026-11-20 {wall}")
    assert usual().is_morning(moment) is is_morning
    assert usual().is_night(moment) is is_night
    assert usual().shows_due(moment) is shows_due


def test_a_usual_day_and_its_lights_out() -> None:
    day = Schedule(BERLIN).day(EVENING)
    assert day == Day(
        EVENING,
        at(EVENING, "05:00"),
        at(EVENING, "07:00"),
        at(EVENING, "23:00"),
        BERLIN,
    )
    assert Schedule(BERLIN).bedtime(EVENING) == time(23)
    assert shown(Schedule(BERLIN).night_begins(EVENING)) == "2026-11-20 12:00+01:00"


def test_morning_items_count_for_the_evening_ahead_and_a_diary_for_the_night_behind() -> None:
    breakfast = at_offset("2026-11-20 08:00", 1)
    assert usual(1).checklist_day(breakfast) == EVENING
    assert usual(1).night_of(breakfast) == usual(1).last_night(breakfast) == EVENING - DAY


def test_after_midnight_last_night_is_not_the_one_that_has_just_begun() -> None:
    late = at_offset("2026-11-21 00:15")
    assert usual().night_of(late) == EVENING
    assert usual().last_night(late) == EVENING - DAY
    assert usual().last_night(at_offset("2026-11-21 04:59")) == EVENING - DAY
    assert usual().last_night(at_offset("2026-11-21 05:00")) == EVENING
    assert usual().last_night(at_offset("2026-11-21 23:59")) == EVENING


@pytest.mark.parametrize(
    ("bedtime", "lights_out"),
    [
        ("23:00", "2026-11-20 23:00+01:00"),
        ("12:00", "2026-11-20 12:00+01:00"),
        ("23:59", "2026-11-20 23:59+01:00"),
        ("00:00", "2026-11-21 00:00+01:00"),
        ("00:30", "2026-11-21 00:30+01:00"),
        ("11:59", "2026-11-21 11:59+01:00"),
    ],
)
def test_lights_out_is_the_first_bedtime_of_the_night(bedtime: str, lights_out: str) -> None:
    schedule = Schedule(BERLIN, Times(time.fromisoformat(bedtime)))
    assert shown(schedule.lights_out(EVENING)) == lights_out


def test_weekends_may_differ() -> None:
    times = Times(time(22), time(6), time(0, 30), time(8))
    schedule = Schedule(BERLIN, times)
    days = [MONDAY + n * DAY for n in range(7)]
    assert [schedule.bedtime(day) for day in days] == [time(22)] * 4 + [time(0, 30)] * 2 + [
        time(22)
    ]
    assert [schedule.rise(day).time() for day in days] == [time(6)] * 5 + [time(8)] * 2
    same = Schedule(BERLIN, times._replace(bedtime_weekend=None, rise_weekend=None))
    assert {(same.bedtime(day), same.rise(day).time()) for day in days} == {(time(22), time(6))}


def test_midnight_is_a_time_like_any_other() -> None:
    schedule = Schedule(BERLIN, Times(time(8), time(16), time(0), time(0)))
    friday = MONDAY + 4 * DAY
    assert shown(schedule.lights_out(friday)) == "2026-11-21 00:00+01:00"
    assert shown(schedule.rise(friday + DAY)) == "2026-11-21 00:00+01:00"
    assert shown(schedule.day(friday + DAY).begins) == "2026-11-20 22:00+01:00"


# Somewhere else.


def test_the_clock_where_one_is_counts_not_utc() -> None:
    assert usual(13).night_of(at_offset("2026-11-21 01:00", 13)) == EVENING  # the 20th in UTC
    assert usual(13).night_of(at_offset("2026-11-20 13:00", 13)) == EVENING  # midnight in UTC
    assert usual(-8).night_of(at_offset("2026-11-20 12:30", -8)) == EVENING  # 20:30 in UTC
    assert usual(10).checklist_day(at_offset("2026-11-20 05:30", 10)) == EVENING  # the 19th in UTC
    assert usual(-8).checklist_day(at_offset("2026-11-21 04:30", -8)) == EVENING  # the 21st in UTC


def test_a_night_of_travel_keeps_its_name() -> None:
    takeoff, landing = at_offset("2026-11-20 22:00", 1), at_offset("2026-11-21 01:30", -5)
    assert usual(1).night_of(takeoff) == usual(-5).night_of(landing) == EVENING
    assert usual(1).checklist_day(takeoff) == usual(-5).checklist_day(landing) == EVENING
    east = at_offset("2026-11-21 11:30", 9)
    assert usual(9).night_of(east) == EVENING


def test_across_the_date_line_it_is_the_local_night() -> None:
    apia = at_offset("2026-11-20 23:00", 13)
    honolulu = apia + 5 * HOUR
    assert usual(13).night_of(apia) == EVENING
    assert usual(-10).night_of(honolulu) == EVENING - DAY


@given(moments, schedules, zones)
@example(
    datetime(2026, 11, 20, 9, tzinfo=UTC),
    Schedule(timezone(timedelta(hours=14)), Times(rise=time(0, 30))),
    timezone(timedelta(hours=-9, minutes=-30)),
)
def test_a_moment_is_the_same_moment_in_whatever_zone_it_is_written(
    moment: datetime, schedule: Schedule, elsewhere: tzinfo
) -> None:
    other = moment.astimezone(elsewhere)
    fixed = other.astimezone(timezone(other.utcoffset() or timedelta()))
    assert schedule.night_of(moment) == schedule.night_of(other) == schedule.night_of(fixed)
    assert schedule.day(schedule.checklist_day(moment)) == schedule.day(
        schedule.checklist_day(other)
    )


# Clocks that change.


@pytest.mark.parametrize(
    ("zone", "night", "hours"),
    [
        (BERLIN, date(2026, 3, 27), 24),
        (BERLIN, date(2026, 3, 28), 23),
        (BERLIN, date(2026, 3, 29), 24),
        (BERLIN, date(2026, 10, 24), 25),
        (BERLIN, date(2026, 10, 25), 24),
        (NEW_YORK, date(2026, 3, 7), 23),
        (NEW_YORK, date(2026, 10, 31), 25),
        (LORD_HOWE, date(2026, 4, 4), 24.5),
        (LORD_HOWE, date(2026, 10, 3), 23.5),
        (ST_JOHNS, date(2026, 3, 7), 23),
        (ST_JOHNS, date(2006, 10, 28), 25),
        (ZoneInfo("Asia/Kathmandu"), date(2026, 3, 28), 24),
        (UTC, date(2026, 3, 28), 24),
        (APIA, date(2011, 12, 29), 24),
        (APIA, date(2011, 12, 30), 0),
        (APIA, date(2011, 12, 31), 24),
    ],
)
def test_a_night_has_the_hours_it_has(zone: ZoneInfo, night: date, hours: float) -> None:
    schedule = Schedule(zone)
    begins, ends = schedule.night_begins(night), schedule.night_begins(night + DAY)
    assert (begins, ends) == (noon_of(night, zone), noon_of(night + DAY, zone))
    assert ends - begins == hours * HOUR, "moments can be subtracted as they are"


def test_moments_have_the_offset_that_clocks_had() -> None:
    schedule = Schedule(BERLIN)
    assert shown(schedule.night_begins(date(2026, 10, 24))) == "2026-10-24 12:00+02:00"
    assert shown(schedule.night_begins(date(2026, 10, 25))) == "2026-10-25 12:00+01:00"
    assert shown(schedule.rise(date(2026, 10, 25))) == "2026-10-25 07:00+01:00"


@pytest.mark.parametrize(
    ("day", "begins", "ends"),
    [
        (date(2026, 3, 28), "2026-03-28 22:00+01:00", "2026-03-29 06:00+02:00"),
        (date(2026, 10, 24), "2026-10-24 22:00+02:00", "2026-10-25 06:00+01:00"),
    ],
)
def test_it_is_night_by_the_wall_when_clocks_change(day: date, begins: str, ends: str) -> None:
    schedule = Schedule(BERLIN)
    since, until = datetime.fromisoformat(begins), datetime.fromisoformat(ends)
    for minutes in range(-60, 10 * 60, 5):
        moment = since + timedelta(minutes=minutes)
        assert schedule.is_night(moment) == (since <= moment < until), shown(moment)


EARLY = Times(time(20, 30), time(4, 30))
"""Their day begins at 02:30."""
LATE = Times(time(13, 30), time(21, 30))
"""Their night begins at 02:30, on the next date."""


@pytest.mark.parametrize(
    ("zone", "times", "day", "begins"),
    [
        (BERLIN, EARLY, date(2026, 3, 28), "2026-03-28 02:30+01:00"),
        (BERLIN, EARLY, date(2026, 3, 29), "2026-03-29 03:30+02:00"),
        (BERLIN, EARLY, date(2026, 3, 30), "2026-03-30 02:30+02:00"),
        (BERLIN, EARLY, date(2026, 10, 25), "2026-10-25 02:30+02:00"),
        (BERLIN, EARLY, date(2026, 10, 26), "2026-10-26 02:30+01:00"),
        (NEW_YORK, EARLY, date(2026, 3, 8), "2026-03-08 03:30-04:00"),
        (NEW_YORK, Times(rise=time(3, 30)), date(2026, 11, 1), "2026-11-01 01:30-04:00"),
        (LORD_HOWE, Times(rise=time(3, 45)), date(2026, 4, 5), "2026-04-05 01:45+11:00"),
        (LORD_HOWE, Times(rise=time(4, 15)), date(2026, 10, 4), "2026-10-04 02:45+11:00"),
    ],
)
def test_a_day_begins_once_in_an_hour_that_is_skipped_or_comes_twice(
    zone: ZoneInfo, times: Times, day: date, begins: str
) -> None:
    schedule = Schedule(zone, times)
    moment = datetime.fromisoformat(begins)
    assert shown(schedule.day(day).begins) == begins
    assert schedule.checklist_day(moment - timedelta.resolution) == day - DAY
    assert schedule.checklist_day(moment) == day
    for minutes in range(0, 180, 5):
        assert schedule.checklist_day(moment + timedelta(minutes=minutes)) == day


@pytest.mark.parametrize(
    ("zone", "night", "begins"),
    [
        (BERLIN, date(2026, 3, 28), "2026-03-29 03:30+02:00"),
        (BERLIN, date(2026, 10, 24), "2026-10-25 02:30+02:00"),
        (NEW_YORK, date(2026, 3, 7), "2026-03-08 03:30-04:00"),
        (NEW_YORK, date(2026, 10, 31), "2026-11-01 02:30-05:00"),
        (LORD_HOWE, date(2026, 10, 3), "2026-10-04 02:30+11:00"),
    ],
)
def test_a_night_begins_once_in_such_an_hour(zone: ZoneInfo, night: date, begins: str) -> None:
    schedule = Schedule(zone, LATE)
    moment = datetime.fromisoformat(begins)
    assert shown(schedule.night_begins(night)) == begins
    assert schedule.night_of(moment - timedelta.resolution) == night - DAY
    for minutes in range(0, 180, 5):
        assert schedule.night_of(moment + timedelta(minutes=minutes)) == night


@pytest.mark.parametrize(
    ("night", "lights_out", "night_ends"),
    [
        (date(2026, 3, 28), "2026-03-29 03:30+02:00", "2026-03-29 10:00+02:00"),
        (date(2026, 10, 24), "2026-10-25 02:30+02:00", "2026-10-25 10:00+01:00"),
    ],
)
def test_the_light_goes_out_once_in_such_an_hour(
    night: date, lights_out: str, night_ends: str
) -> None:
    schedule = Schedule(BERLIN, Times(time(2, 30), time(11)))
    since = datetime.fromisoformat(lights_out) - HOUR
    until = datetime.fromisoformat(night_ends)
    assert shown(schedule.lights_out(night)) == lights_out
    for minutes in range(-60, 600, 5):
        moment = since + timedelta(minutes=minutes)
        assert schedule.is_night(moment) == (since <= moment < until), shown(moment)
        assert schedule.shows_due(moment) == (moment < since or moment >= until - HOUR)


CHANGES: tuple[tuple[tzinfo, date], ...] = (
    (BERLIN, date(2026, 3, 29)),
    (BERLIN, date(2026, 10, 25)),
    (NEW_YORK, date(2026, 3, 8)),
    (NEW_YORK, date(2026, 11, 1)),
    (LORD_HOWE, date(2026, 4, 5)),
    (LORD_HOWE, date(2026, 10, 4)),
    (ST_JOHNS, date(2006, 4, 2)),  # 00:01 becomes 01:01
    (ST_JOHNS, date(2006, 10, 29)),  # 00:01 becomes 23:01 of the day before
    (HAVANA, date(2026, 3, 8)),  # 00:00 becomes 01:00
    (HAVANA, date(2026, 11, 1)),  # 01:00 becomes 00:00
    (APIA, date(2011, 12, 30)),  # was left out
)
SOME_TIMES = (
    *(Times(), EARLY, LATE, Times(rise=time(3, 30)), Times(rise=time(3, 45))),
    *(Times(time(14), time(1, 30)), Times(time(11, 30), time(19, 30), None, time(1))),
)


@pytest.mark.parametrize(("zone", "day"), CHANGES)
@pytest.mark.parametrize("times", SOME_TIMES)
def test_days_and_nights_never_flicker_when_clocks_change(
    times: Times, zone: tzinfo, day: date
) -> None:
    schedule = Schedule(zone, times)
    since = noon_of(day - DAY, zone)
    looks = [since + n * QUARTER for n in range(4 * 48)]
    for look in (schedule.checklist_day, schedule.night_of, schedule.last_night):
        seen = [look(moment) for moment in looks]
        assert seen == sorted(seen)
        assert seen[0] < seen[-1]


@pytest.mark.parametrize("zone", [BERLIN, LORD_HOWE, ST_JOHNS, APIA])
@pytest.mark.parametrize("year", [2011, 2026])
def test_nights_follow_each_other_all_year(zone: ZoneInfo, year: int) -> None:
    schedule = Schedule(zone)
    for n in range(366):
        night = date(year, 1, 1) + n * DAY
        begins = schedule.night_begins(night)
        if zone == APIA and night == date(2011, 12, 30):
            continue  # it was left out
        assert schedule.night_of(begins) == night
        assert schedule.night_of(begins - timedelta.resolution) < night


# Times that are changed.

NEVER_CHANGED = Schedule(BERLIN)
LATER = Times(time(1, 30), time(9, 30))
EARLIER = Times(time(20), time(4))


@pytest.mark.parametrize("now", ["06:30", "12:00"])
@pytest.mark.parametrize(
    ("times", "thursday", "night", "lights_out"),
    [
        (LATER, "2026-11-19 07:30", "2026-11-19 14:30", "2026-11-20 01:30"),
        (EARLIER, "2026-11-19 02:00", "2026-11-19 09:00", "2026-11-19 20:00"),
    ],
)
def test_a_changed_time_holds_from_the_next_day_on(
    now: str, times: Times, thursday: str, night: str, lights_out: str
) -> None:
    moment = at(WEDNESDAY, now)
    schedule = NEVER_CHANGED.changed(times, moment)
    for day in (WEDNESDAY - DAY, WEDNESDAY):
        assert schedule.day(day) == NEVER_CHANGED.day(day)
        assert schedule.night_begins(day) == NEVER_CHANGED.night_begins(day)
    for ask in (Schedule.checklist_day, Schedule.night_of, Schedule.last_night):
        assert ask(schedule, moment) == ask(NEVER_CHANGED, moment)
    begins, ends = at(WEDNESDAY, "05:00"), datetime.fromisoformat(f"{thursday}+01:00")
    night_begins = at(WEDNESDAY, "12:00")
    night_ends = datetime.fromisoformat(f"{night}+01:00")
    for n in range(4 * 72):
        moment = at(WEDNESDAY - DAY, "00:00") + n * QUARTER
        is_today = schedule.checklist_day(moment) == WEDNESDAY
        assert is_today == (begins <= moment < ends), shown(moment)
        is_tonight = schedule.night_of(moment) == WEDNESDAY
        assert is_tonight == (night_begins <= moment < night_ends), shown(moment)
    for day in (WEDNESDAY + DAY, WEDNESDAY + 2 * DAY):
        assert schedule.day(day) == Schedule(BERLIN, times).day(day)
    assert shown(schedule.lights_out(WEDNESDAY + DAY)) == f"{lights_out}+01:00"
    assert night_begins <= schedule.lights_out(WEDNESDAY) < night_ends


def test_tonight_stays_as_it_was_until_they_rise_by_the_new_time() -> None:
    schedule = NEVER_CHANGED.changed(LATER, at(WEDNESDAY, "12:00"))
    since, until = at(WEDNESDAY, "22:00"), at(WEDNESDAY + DAY, "08:30")
    for n in range(4 * 24):
        moment = at(WEDNESDAY, "12:00") + n * QUARTER
        assert schedule.is_night(moment) == (since <= moment < until), shown(moment)


def test_after_midnight_it_is_still_the_day_before_that_keeps_its_times() -> None:
    schedule = NEVER_CHANGED.changed(LATER, at(WEDNESDAY, "00:15"))
    assert schedule.day(WEDNESDAY - DAY) == NEVER_CHANGED.day(WEDNESDAY - DAY)
    assert schedule.rise(WEDNESDAY).time() == time(9, 30)


def test_of_two_changes_in_one_day_the_second_counts() -> None:
    once = NEVER_CHANGED.changed(LATER, at(WEDNESDAY, "08:00"))
    twice = once.changed(EARLIER, at(WEDNESDAY, "20:00"))
    assert twice == NEVER_CHANGED.changed(EARLIER, at(WEDNESDAY, "20:00"))
    assert twice.day(WEDNESDAY) == NEVER_CHANGED.day(WEDNESDAY)
    assert twice.day(WEDNESDAY + DAY) == Schedule(BERLIN, EARLIER).day(WEDNESDAY + DAY)


def test_a_change_that_is_taken_back_leaves_nothing() -> None:
    once = NEVER_CHANGED.changed(LATER, at(WEDNESDAY, "08:00"))
    back = once.changed(Times(), at(WEDNESDAY, "20:00"))
    assert back.before is None
    assert [back.day(WEDNESDAY + n * DAY) for n in range(-3, 4)] == [
        NEVER_CHANGED.day(WEDNESDAY + n * DAY) for n in range(-3, 4)
    ]


def test_a_change_back_on_the_next_day_holds_from_the_one_after() -> None:
    once = NEVER_CHANGED.changed(LATER, at(WEDNESDAY, "12:00"))
    back = once.changed(Times(), at(WEDNESDAY + DAY, "12:00"))
    rises = [back.rise(WEDNESDAY + n * DAY).time() for n in (1, 2, 3)]
    assert rises == [time(9, 30), time(7), time(7)]


def test_a_slip_late_in_the_evening_does_not_end_the_day() -> None:
    """By a rise at 00:30 Thursday had begun at 22:30, and the morning with it."""
    now = at(WEDNESDAY, "23:30")
    slip = NEVER_CHANGED.changed(Times(rise=time(0, 30)), now)
    assert slip.day(slip.checklist_day(now)) == NEVER_CHANGED.day(WEDNESDAY)
    assert slip.last_night(now) == WEDNESDAY - DAY
    assert slip.is_night(now) and not slip.is_morning(now)
    rises = [shown(slip.rise(WEDNESDAY + n * DAY)) for n in (1, 2)]
    assert rises == ["2026-11-19 07:00+01:00", "2026-11-20 00:30+01:00"]
    mended = slip.changed(Times(), now + timedelta(minutes=1))
    assert mended.before is None
    assert mended.checklist_day(now) == WEDNESDAY


@given(schedules, any_times, moments)
@example(NEVER_CHANGED, EARLIER, at(WEDNESDAY + DAY, "03:00"))
@example(Schedule(BERLIN, LATER), Times(), at(WEDNESDAY, "06:30"))
def test_what_has_begun_keeps_its_times(schedule: Schedule, times: Times, now: datetime) -> None:
    new = schedule.changed(times, now)
    today, tonight = schedule.checklist_day(now), schedule.night_of(now)
    assert (new.checklist_day(now), new.night_of(now)) == (today, tonight)
    assert new.day(today) == schedule.day(today)
    assert new.night_begins(tonight) == schedule.night_begins(tonight)
    assert new.lights_out(tonight) == schedule.lights_out(tonight)
    wished = Schedule(schedule.zone, times)
    had_begun = wished.checklist_day(now) > today
    first = today + (2 if had_begun else 1) * DAY
    for day in (first, first + DAY):
        assert new.day(day) == wished.day(day)


@given(schedules, st.lists(st.tuples(any_times, st.integers(0, 40)), max_size=8), moments)
def test_days_go_on_whatever_is_changed_how_often(
    schedule: Schedule, changes: list[tuple[Times, int]], now: datetime
) -> None:
    seen = [schedule.checklist_day(now)]
    for times, hours in changes:
        now += hours * HOUR
        schedule = schedule.changed(times, now)
        seen.append(schedule.checklist_day(now))
    assert seen == sorted(seen)


# Whoever sleeps when, wherever they are.


@given(moments, schedules, any_times, within_days)
@example(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), Schedule(BERLIN, EARLY), EARLY, DAY)
@example(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), Schedule(BERLIN, EARLY), EARLY, DAY)
@example(datetime(2026, 3, 29, 1, 0, tzinfo=UTC), Schedule(BERLIN, EARLY), EARLY, DAY)
@example(datetime(2026, 3, 29, 1, 30, tzinfo=UTC), Schedule(BERLIN, LATE), LATE, DAY)
def test_a_moment_is_in_exactly_one_day_and_one_night(
    moment: datetime, schedule: Schedule, changed: Times, ago: timedelta
) -> None:
    schedule = schedule.changed(changed, moment - ago)
    dates = [moment.date() + n * DAY for n in range(-4, 5)]
    days = [schedule.day(each).begins for each in dates]
    nights = [schedule.night_begins(each) for each in dates]
    assert days == sorted(days) and nights == sorted(nights)
    for borders, said in (
        (days, schedule.checklist_day(moment)),
        (nights, schedule.night_of(moment)),
    ):
        spans = zip(dates, pairwise(borders), strict=False)
        assert [day for day, (since, until) in spans if since <= moment < until] == [said]


@given(moments, st.timedeltas(timedelta(), timedelta(days=3)), schedules)
def test_later_is_never_an_earlier_day(
    moment: datetime, later: timedelta, schedule: Schedule
) -> None:
    assert schedule.checklist_day(moment) <= schedule.checklist_day(moment + later)
    assert schedule.night_of(moment) <= schedule.night_of(moment + later)


@given(dates, schedules)
def test_the_light_goes_out_within_a_day_of_the_beginning_of_the_night(
    night: date, schedule: Schedule
) -> None:
    since, lights_out = schedule.night_begins(night), schedule.lights_out(night)
    assert since <= lights_out <= since + 25 * HOUR
    clock = datetime.combine(date.min, schedule.bedtime(night))
    skipped = datetime.combine(date.min, lights_out.time()) - clock
    assert skipped in (timedelta(), timedelta(minutes=30), HOUR), "the clocks went over it"
    assert lights_out.utcoffset() == lights_out.astimezone(schedule.zone).utcoffset()


@given(dates, zones, clocks, clocks)
def test_with_one_bedtime_every_lights_out_is_inside_its_night(
    night: date, zone: tzinfo, bedtime: time, rise: time
) -> None:
    hours, minutes = bedtime.hour - rise.hour - 5, bedtime.minute - rise.minute
    since_border = timedelta(hours=hours, minutes=minutes) % DAY
    assume(HOUR <= since_border <= 23 * HOUR)  # or clocks that change move it over the border
    schedule = Schedule(zone, Times(bedtime, rise))
    assert schedule.night_begins(night) < schedule.lights_out(night)
    assert schedule.lights_out(night) < schedule.night_begins(night + DAY)
    assert schedule.night_of(schedule.lights_out(night)) == night


@given(dates, schedules, clocks)
@example(date(2026, 3, 29), Schedule(BERLIN, Times(time(23), time(1))), time(2, 30))
@example(date(2026, 10, 25), Schedule(BERLIN, Times(time(23), time(1))), time(2, 30))
def test_a_clock_counts_between_rising_and_lights_out(
    each: date, schedule: Schedule, clock: time
) -> None:
    day = schedule.day(each)
    moment = day.at(clock)
    seconds = range(0, int((day.lights_out - day.rise).total_seconds()) + 1, 60)
    minutes = (day.rise + timedelta(seconds=n) for n in seconds)
    shows = next((m for m in minutes if m.astimezone(schedule.zone).time() == clock), None)
    if shows and moment:
        assert day.rise <= moment <= shows <= day.lights_out
        assert moment == shows or moment.time() != clock, "the first one, or one that was skipped"
    else:
        assert shows is None, "a clock that is shown then counts"
        assert moment is None or moment.time() != clock


def test_a_clock_of_a_usual_day() -> None:
    day = Schedule(BERLIN).day(EVENING)
    assert [day.at(time.fromisoformat(clock)) for clock in ("07:00", "12:00", "23:00")] == [
        day.rise,
        at(EVENING, "12:00"),
        day.lights_out,
    ]
    for clock in ("06:59", "23:01", "00:00", "05:00"):
        assert day.at(time.fromisoformat(clock)) is None
    owl = Schedule(BERLIN, LATER).day(EVENING)
    assert owl.at(time(1)) == at(EVENING + DAY, "01:00")
    assert owl.at(time(7)) is owl.at(time(1, 31)) is None


# What clocks show.


def test_a_wall_time_has_its_readings() -> None:
    def read(wall: str) -> list[str]:
        return [m.isoformat() for m in readings(datetime.fromisoformat(wall), BERLIN)]

    assert read("2026-10-25T01:59:00") == ["2026-10-25T01:59:00+02:00"]
    assert read("2026-10-25T02:30:00") == [
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
    ]
    assert read("2026-10-25T03:00:00") == ["2026-10-25T03:00:00+01:00"]
    assert read("2026-03-29T01:59:00") == ["2026-03-29T01:59:00+01:00"]
    assert read("2026-03-29T02:30:00") == ["2026-03-29T03:30:00+02:00"]
    assert read("2026-03-29T03:00:00") == ["2026-03-29T03:00:00+02:00"]


@given(dates, st.times(), zones)
@example(date(2011, 12, 30), time(7), APIA)
@example(date(2006, 4, 2), time(0, 30), ST_JOHNS)
def test_readings_are_in_order_and_know_their_offset(day: date, at: time, zone: tzinfo) -> None:
    all_of_them = readings(datetime.combine(day, at), zone)
    first = datetime.combine(day, at, zone).replace(fold=0)
    assert all_of_them[0] == first.astimezone(UTC)
    assert list(all_of_them) == sorted(set(all_of_them))
    for moment in all_of_them:
        assert isinstance(moment.tzinfo, timezone)
        assert moment.utcoffset() == moment.astimezone(zone).utcoffset()


@pytest.mark.parametrize(
    ("since", "wanted", "zone", "next"),
    [
        ("2026-11-20 12:00+01:00", "12:00", BERLIN, "2026-11-20 12:00+01:00"),
        ("2026-11-20 12:01+01:00", "12:00", BERLIN, "2026-11-21 12:00+01:00"),
        ("2026-11-20 23:30-10:00", "10:00", BERLIN, "2026-11-22 10:00+01:00"),
        ("2026-11-20 00:30+14:00", "11:30", BERLIN, "2026-11-19 11:30+01:00"),
        ("2026-10-25 02:31+02:00", "02:30", BERLIN, "2026-10-25 02:30+01:00"),
        ("2026-10-25 02:31+01:00", "02:30", BERLIN, "2026-10-26 02:30+01:00"),
        ("2026-03-29 01:00+01:00", "02:30", BERLIN, "2026-03-29 03:30+02:00"),
        ("2006-10-29 00:00-02:30", "23:30", ST_JOHNS, "2006-10-28 23:30-03:30"),
        ("2011-12-29 23:30-10:00", "23:00", APIA, "2011-12-31 23:00+14:00"),
    ],
)
def test_the_next_time_that_clocks_show_it(
    since: str, wanted: str, zone: ZoneInfo, next: str
) -> None:
    moment = next_reading(datetime.fromisoformat(since), time.fromisoformat(wanted), zone)
    assert shown(moment) == next
