"""The zone of this machine without its name: it shows what the zone with that name shows."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from coach.domain.night import readings
from coach.person.context import Context
from coach.system.clock import HERE, here
from tests.conftest import Live
from tests.fake_clock import FakeClock

QUARTER = timedelta(minutes=15)
YEARS = [
    ("Europe/Berlin", 2026),
    ("Australia/Lord_Howe", 2026),  # its clocks change by half an hour
    ("Pacific/Apia", 2011),  # which had no 30 December
    ("America/Sao_Paulo", 2018),  # at midnight
]
LOADS = """
import sys
from datetime import datetime
from coach.system.clock import HERE
datetime(2026, 11, 27, 22, tzinfo=HERE).utcoffset()
print(sorted({"zoneinfo", "tzlocal"} & set(sys.modules)))
"""


def quarters(year: int, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield quarters of an hour of a year, in UTC: every one within a day and a half of a change of
    the clocks, and else one in seventeen, which is each time of the day once in 17 days.
    """
    begins, near = datetime(year, 1, 1, tzinfo=UTC), timedelta(hours=36)
    for n in range(366 * 96):
        moment = begins + n * QUARTER
        around = (moment - near, moment + near)
        before, after = (each.astimezone(zone).utcoffset() for each in around)
        if n % 17 == 0 or before != after:
            yield moment


@pytest.mark.parametrize(("name", "year"), YEARS)
def test_clocks_here_show_what_those_of_the_named_zone_show_all_year(
    live: Live, name: str, year: int
) -> None:
    live(name)
    zone = ZoneInfo(name)
    for wall in (moment.replace(tzinfo=None) for moment in quarters(year, zone)):
        found, wanted = readings(wall, HERE), readings(wall, zone)
        assert found == wanted, wall
        assert [m.utcoffset() for m in found] == [m.utcoffset() for m in wanted], wall


@pytest.mark.parametrize(("name", "year"), YEARS)
def test_a_moment_is_shown_as_in_the_named_zone_and_stays_that_moment(
    live: Live, name: str, year: int
) -> None:
    live(name)
    zone = ZoneInfo(name)
    for moment in quarters(year, zone):
        shown, wanted = moment.astimezone(HERE), moment.astimezone(zone)
        assert shown.replace(tzinfo=None) == wanted.replace(tzinfo=None), moment
        assert (shown.fold, shown.utcoffset()) == (wanted.fold, wanted.utcoffset()), moment
        assert shown.astimezone(UTC) == here(moment.timestamp()) == moment
        assert here(moment.timestamp()).utcoffset() == wanted.utcoffset(), moment


@pytest.mark.parametrize(
    ("name", "wall", "minutes"),
    [
        ("Europe/Berlin", datetime(2026, 10, 25, 2, 30), 60),
        ("Australia/Lord_Howe", datetime(2026, 4, 5, 1, 45), 30),
    ],
)
def test_a_time_that_is_shown_twice_is_two_moments(
    live: Live, name: str, wall: datetime, minutes: int
) -> None:
    live(name)
    first, second = readings(wall, HERE)
    assert second - first == timedelta(minutes=minutes)
    assert [moment.astimezone(HERE).fold for moment in (first, second)] == [0, 1]


def test_a_moment_here_has_a_fixed_offset(live: Live) -> None:
    live("Europe/Berlin")
    moment = here(datetime(2026, 3, 28, 23, tzinfo=UTC).timestamp())
    assert moment.utcoffset() == timedelta(hours=1)
    assert (moment + timedelta(hours=12)).utcoffset() == timedelta(hours=1)
    assert isinstance(moment.tzinfo, timezone)


def test_it_follows_a_zone_that_changes_while_we_run(
    live: Live, monkeypatch: pytest.MonkeyPatch, me: Context, clock: FakeClock
) -> None:
    live("Europe/Berlin")
    clock.wall = datetime(2026, 11, 27, 20, tzinfo=UTC).timestamp()
    assert f"{me.now:%H:%M %z}" == "21:00 +0100"
    night = me.schedule.lights_out(me.now.date())
    monkeypatch.setenv("TZ", "Asia/Tokyo")  # and nobody says so to the system's library
    assert f"{me.now:%d %H:%M %z}" == "28 05:00 +0900"
    assert HERE.utcoffset(None) == HERE.utcoffset(me.now) == timedelta(hours=9)
    assert me.schedule.checklist_day(me.now) == me.now.date()
    assert me.schedule.lights_out(night.date()) == night - timedelta(hours=8)
    monkeypatch.delenv("TZ")
    assert me.now.timestamp() == clock.wall


def test_it_loads_nothing() -> None:
    command = [sys.executable, "-S", "-c", LOADS]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.stderr) == ("[]\n", "")
