"""Nights from noon to noon, checklist days from five to five, by the clocks where one was."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coach.domain.night import checklist_day, night_of, noon_to_noon, readings

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
ST_JOHNS = ZoneInfo("America/St_Johns")
APIA = ZoneInfo("Pacific/Apia")
ZONES = (
    BERLIN,
    NEW_YORK,
    LORD_HOWE,
    ST_JOHNS,
    APIA,
    ZoneInfo("Asia/Kathmandu"),
    UTC,
    timezone(timedelta(hours=-9, minutes=-30)),
    timezone(timedelta(hours=14)),
)
EVENING = date(2026, 11, 20)

zones = st.sampled_from(ZONES)
dates = st.dates(date(2013, 1, 1), date(2036, 12, 31))
moments = st.datetimes(datetime(2013, 1, 1), datetime(2036, 12, 31), timezones=st.just(UTC))


def at_offset(wall: str, hours: float = 0.0) -> datetime:
    """Return a moment as a clock on the wall shows it, `hours` ahead of UTC."""
    return datetime.fromisoformat(wall).replace(tzinfo=timezone(timedelta(hours=hours)))


def hours_of(span: tuple[datetime, datetime]) -> float:
    """Return the real length of a span in hours."""
    return (span[1].astimezone(UTC) - span[0].astimezone(UTC)) / timedelta(hours=1)


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
    assert night_of(at_offset(wall, hours)) == evening


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
    assert checklist_day(at_offset(wall, hours)) == evening


def test_morning_items_count_for_the_evening_ahead_and_a_diary_for_the_night_behind() -> None:
    breakfast = at_offset("2026-11-20 08:00", 1)
    assert checklist_day(breakfast) == EVENING
    assert night_of(breakfast) == EVENING - timedelta(days=1)


def test_the_clock_where_one_was_counts_not_utc() -> None:
    assert night_of(at_offset("2026-11-21 01:00", 13)) == EVENING  # noon of the 20th in UTC
    assert night_of(at_offset("2026-11-20 13:00", 13)) == EVENING  # midnight in UTC
    assert night_of(at_offset("2026-11-20 12:30", -8)) == EVENING  # 20:30 in UTC
    assert checklist_day(at_offset("2026-11-20 05:30", 10)) == EVENING  # the 19th in UTC
    assert checklist_day(at_offset("2026-11-21 04:30", -8)) == EVENING  # 12:30 of the 21st in UTC


def test_a_night_of_travel_keeps_its_name() -> None:
    takeoff, landing = at_offset("2026-11-20 22:00", 1), at_offset("2026-11-21 01:30", -5)
    assert night_of(takeoff) == night_of(landing) == EVENING
    assert checklist_day(takeoff) == checklist_day(landing) == EVENING
    east = at_offset("2026-11-21 11:30", 9)
    assert night_of(east) == EVENING


def test_across_the_date_line_it_is_the_local_night() -> None:
    apia = at_offset("2026-11-20 23:00", 13)
    honolulu = (apia + timedelta(hours=5)).astimezone(timezone(timedelta(hours=-10)))
    assert night_of(apia) == EVENING
    assert night_of(honolulu) == EVENING - timedelta(days=1)


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
    assert hours_of(noon_to_noon(night, zone)) == hours


def test_the_span_can_be_subtracted_as_it_is() -> None:
    since, until = noon_to_noon(date(2026, 10, 24), BERLIN)
    assert until - since == timedelta(hours=25)
    assert since.isoformat() == "2026-10-24T12:00:00+02:00"
    assert until.isoformat() == "2026-10-25T12:00:00+01:00"


@pytest.mark.parametrize("zone", [BERLIN, LORD_HOWE, ST_JOHNS, APIA])
def test_nights_follow_each_other_without_a_gap(zone: ZoneInfo) -> None:
    for year in (2011, 2026):
        spans = [noon_to_noon(date(year, 1, 1) + timedelta(days=n), zone) for n in range(366)]
        assert all(before[1] == after[0] for before, after in pairwise(spans))


@given(moments, zones)
@example(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), BERLIN)
@example(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), BERLIN)
@example(datetime(2026, 3, 29, 1, 0, tzinfo=UTC), BERLIN)
def test_a_moment_is_in_the_span_of_its_night(moment: datetime, zone: ZoneInfo) -> None:
    local = moment.astimezone(zone)
    since, until = noon_to_noon(night_of(local), zone)
    assert since <= moment < until


@given(moments, zones)
def test_only_the_offset_is_needed(moment: datetime, zone: ZoneInfo) -> None:
    local = moment.astimezone(zone)
    fixed = moment.astimezone(timezone(local.utcoffset() or timedelta()))
    assert night_of(local) == night_of(fixed)
    assert checklist_day(local) == checklist_day(fixed)


@given(moments, zones)
def test_a_checklist_day_is_the_night_or_the_morning_before_it(
    moment: datetime, zone: ZoneInfo
) -> None:
    local = moment.astimezone(zone)
    is_morning = time(5) <= local.time() < time(12)
    assert checklist_day(local) - night_of(local) == timedelta(days=1 if is_morning else 0)


def test_a_wall_time_has_its_readings() -> None:
    def shown(wall: str) -> list[str]:
        return [m.isoformat() for m in readings(datetime.fromisoformat(wall), BERLIN)]

    assert shown("2026-10-25T01:59:00") == ["2026-10-25T01:59:00+02:00"]
    assert shown("2026-10-25T02:30:00") == [
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
    ]
    assert shown("2026-10-25T03:00:00") == ["2026-10-25T03:00:00+01:00"]
    assert shown("2026-03-29T01:59:00") == ["2026-03-29T01:59:00+01:00"]
    assert shown("2026-03-29T02:30:00") == ["2026-03-29T03:30:00+02:00"]
    assert shown("2026-03-29T03:00:00") == ["2026-03-29T03:00:00+02:00"]


@given(dates, st.times(), zones)
def test_readings_are_in_order_and_know_their_offset(day: date, at: time, zone: ZoneInfo) -> None:
    all_of_them = readings(datetime.combine(day, at), zone)
    assert list(all_of_them) == sorted(set(all_of_them))
    for moment in all_of_them:
        assert isinstance(moment.tzinfo, timezone)
        assert moment.utcoffset() == moment.astimezone(zone).utcoffset()
