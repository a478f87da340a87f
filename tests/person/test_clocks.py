"""The table of clocks: what the coach says at any quarter of an hour, whoever sleeps when."""

import time as system
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from coach.domain.night import DAY, Schedule, Times
from coach.person import choose, home
from coach.person.context import Context
from coach.system import folders
from coach.system.clock import HERE
from tests.fake_clock import FakeClock
from tests.sleepers import MONDAY, QUARTERS, SLEEPERS, Sleeper, Truth

RAW_ITEMS = tomllib.loads((folders.assets() / "checklists" / "bedtime.toml").read_text())["item"]
MINUTE = timedelta(minutes=1)

Live = Callable[[str], None]


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    """Let this machine be somewhere else."""

    def be(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        system.tzset()

    yield be
    monkeypatch.undo()
    system.tzset()


@pytest.fixture
def week(live: Live) -> list[datetime]:
    """Every quarter of an hour of the week of the sleepers, in Berlin."""
    live("Europe/Berlin")
    begins = datetime.combine(MONDAY, time(), ZoneInfo("Europe/Berlin")).astimezone(UTC)
    return [begins + minute * MINUTE for minute in QUARTERS]


def settle(me: Context, times: Times, items_on: tuple[str, ...] = ()) -> None:
    """Write the settings of someone who sleeps at those times and wants those items."""
    lines = [f'{name} = "{at:%H:%M}"' for name, at in times._asdict().items() if at]
    me.places.config.mkdir()
    me.settings_file.file.write_text("\n".join([*lines, f"items_on = {list(items_on)}"]))
    assert not me.settings_problems


def has_come(item: dict[str, str | int], true: Truth, minute: int) -> bool:
    """Tell whether an item of the file is due; none has a clock.

    No lead means on rising, or for what is done by day halfway from there to lights-out.
    """
    assert "clock" not in item
    rise = true.day_begins + 120
    if "lead_minutes" not in item:
        assert item["phase"] in ("morning", "day")
        return minute >= (rise if item["phase"] == "morning" else (rise + true.lights_out) / 2)
    return minute >= true.lights_out - int(item["lead_minutes"])


SEVEN = pytest.mark.parametrize("sleeper", SLEEPERS, ids=[each.name for each in SLEEPERS])


@SEVEN
def test_what_is_offered_how_a_scan_ends_and_which_night_is_looked_back_on(
    sleeper: Sleeper, me: Context, clock: FakeClock, week: list[datetime]
) -> None:
    settle(me, sleeper.times)
    for minute, moment in zip(QUARTERS, week, strict=True):
        clock.wall = moment.timestamp()
        true, now, schedule = sleeper.at(minute), me.now, me.schedule
        said = (
            me.is_morning,
            schedule.shows_due(now),
            choose.usual_ending(me.is_night),
            schedule.last_night(now),
        )
        ending = "sleep" if true.is_night else "wake"
        last_night = MONDAY + (true.day - 1) * DAY
        assert said == (true.is_morning, true.shows_due, ending, last_night), f"{now:%a %H:%M}"


@SEVEN
def test_what_is_due(sleeper: Sleeper, me: Context, clock: FakeClock, week: list[datetime]) -> None:
    settle(me, sleeper.times, tuple(each["id"] for each in RAW_ITEMS))
    checklist, _ = choose.checklist(me.library)
    day, due = None, set[str]()
    for minute, moment in zip(QUARTERS, week, strict=True):
        clock.wall = moment.timestamp()
        true, arranged = sleeper.at(minute), home.arranged(me, checklist, {})
        before, due = due, {each.item.id for each in arranged.now}
        assert due == {each["id"] for each in RAW_ITEMS if has_come(each, true, minute)}, me.now
        assert len(due) + len(arranged.later) == len(RAW_ITEMS)
        if true.day == day:
            assert before <= due, "what is due stays so, all day"
            continue
        day, today = true.day, home.today(me)
        assert today.date == MONDAY + day * DAY
        for each in (*arranged.now, *arranged.later):
            assert today.begins <= each.due <= today.lights_out


# Clocks that change, on this machine.


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/Berlin", date(2026, 3, 29)),
        ("Europe/Berlin", date(2026, 10, 25)),
        ("America/New_York", date(2026, 3, 8)),
        ("America/New_York", date(2026, 11, 1)),
        ("Australia/Lord_Howe", date(2026, 4, 5)),
        ("Australia/Lord_Howe", date(2026, 10, 4)),
    ],
)
@pytest.mark.parametrize(
    "times", [Times(), Times(time(20, 30), time(4, 30)), Times(time(2, 15), time(3, 45))]
)
def test_this_machine_says_what_its_zone_says_when_clocks_change(
    times: Times, zone: str, day: date, me: Context, clock: FakeClock, live: Live
) -> None:
    live(zone)
    settle(me, times)
    there, here = Schedule(ZoneInfo(zone), times), Schedule(HERE, times)
    since = datetime.combine(day, time(), ZoneInfo(zone)).timestamp()
    for minutes in range(-120, 480, 15):
        clock.wall = since + 60 * minutes
        now = me.now
        assert me.schedule == here
        for ask in (Schedule.checklist_day, Schedule.night_of, Schedule.is_night):
            assert ask(here, now) == ask(there, now), now.isoformat()
    for each in (day - DAY, day):
        assert here.day(each)[:-1] == there.day(each)[:-1]


@pytest.mark.parametrize(
    ("evening", "hours"), [(date(2026, 3, 28), 7), (date(2026, 10, 24), 9), (MONDAY, 8)]
)
def test_such_a_night_is_as_long_as_it_is(
    evening: date, hours: int, me: Context, clock: FakeClock, live: Live
) -> None:
    live("Europe/Berlin")
    settle(me, Times())
    since = datetime.combine(evening, time(12)).timestamp()
    endings = []
    for quarter in range(4 * 23):
        clock.wall = since + 900 * quarter
        endings.append(choose.usual_ending(me.is_night))
    night, day = 4 * hours, 4 * 13 - 4 * hours
    assert endings == ["wake"] * 4 * 10 + ["sleep"] * night + ["wake"] * day
