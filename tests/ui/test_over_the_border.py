"""A screen left open over the border of a day, or carried to another zone, notices in a minute."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from coach.domain.walk import ONWARD
from coach.store.records import DiaryRecord, Store
from coach.ui.screens.checklist import NEW_DAY, ChecklistScreen
from coach.ui.screens.review import MONTH, ReviewScreen
from coach.ui.screens.support import SupportScreen
from coach.ui.screens.tonight import TonightScreen
from tests.conftest import Live
from tests.ui.seen import Seen, coach_on

TUESDAY = date(2026, 11, 17)
WEDNESDAY = date(2026, 11, 18)
NIGHT_SHIFT = {"bedtime": "08:00", "rise": "16:00"}
BORDERS = [
    pytest.param({}, "2026-11-18T05:00", id="usual"),
    pytest.param(NIGHT_SHIFT, "2026-11-18T14:00", id="by day"),
    pytest.param({"bedtime": "01:30", "rise": "09:30"}, "2026-11-18T07:30", id="late"),
    pytest.param({"bedtime": "20:00", "rise": "04:00"}, "2026-11-18T02:00", id="early"),
]
"""Settings, and when the checklist day of the 18th begins by them."""


def at(seen: Seen, shown: str, seconds: float = 0) -> None:
    """Let clocks here show a time, and some seconds more or less."""
    seen.clock.wall = datetime.fromisoformat(shown).timestamp() + seconds


def on_disk(folder: Path, day: date) -> dict[str, str]:
    return {each.item: each.answer for each in Store(folder / "data").answers(day, day)}


async def noticed(seen: Seen) -> None:
    """Let the minute pass in which a screen has to notice."""
    await seen.pass_a_minute()


# The checklist


@pytest.mark.parametrize(("settings", "border"), BORDERS)
async def test_the_checklist_notices_and_says_so_and_answers_go_where_it_says(
    tmp_path: Path, settings: dict[str, str], border: str
) -> None:
    async with coach_on(tmp_path, settings=settings) as seen:
        at(seen, border, -90)
        await seen.press("l")
        screen = seen.on(ChecklistScreen)
        first, second = (item.id for item in screen.shown()[:2])
        await seen.press("x")
        await noticed(seen)
        assert NEW_DAY not in seen.text, "half a minute is left"
        at(seen, border, 20)
        await seen.press("x")
        assert on_disk(tmp_path, TUESDAY) == {first: "skipped", second: "skipped"}, (
            "what it showed was the old day"
        )
        assert on_disk(tmp_path, WEDNESDAY) == {}
        await noticed(seen)
        assert NEW_DAY in seen.text
        assert "answered" not in seen.text
        assert screen.here == ONWARD, "the light begins where it does in a new list"
        await seen.press("up", "x")
        assert NEW_DAY not in seen.text
        [today] = on_disk(tmp_path, WEDNESDAY)
        await seen.press("u", "u")
        assert on_disk(tmp_path, WEDNESDAY) == {}
        assert on_disk(tmp_path, TUESDAY) == {first: "skipped", second: "skipped"}
        assert today in {item.id for item in screen.shown()}


async def test_it_shows_what_was_answered_in_the_new_day(tmp_path: Path) -> None:
    Store(tmp_path / "data").answer(WEDNESDAY, "caffeine", "done", datetime(2026, 11, 18, 5, 0, 5))
    async with coach_on(tmp_path, size=(120, 40)) as seen:
        at(seen, "2026-11-18T04:59:30")
        await seen.press("l")
        assert "answered" not in seen.text
        await noticed(seen)
        assert NEW_DAY in seen.text
        assert "answered" in seen.text
        assert seen.on(ChecklistScreen).answers.all == {"caffeine": "done"}


async def test_u_takes_nothing_back_that_was_not_given_here_today(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        at(seen, "2026-11-18T04:59:30")
        await seen.press("l", "x")
        [first] = on_disk(tmp_path, TUESDAY)
        await noticed(seen)
        Store(tmp_path / "data").answer(WEDNESDAY, first, "done", seen.app.me.now)
        await noticed(seen)
        await seen.press("u")
        assert on_disk(tmp_path, WEDNESDAY) == {first: "done"}
        assert on_disk(tmp_path, TUESDAY) == {first: "skipped"}


async def test_what_waits_for_the_disk_stays_with_the_old_day(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the place of the folder")
    async with coach_on(tmp_path) as seen:
        at(seen, "2026-11-18T04:59:30")
        await seen.press("l")
        screen = seen.on(ChecklistScreen)
        first = screen.shown()[0].id
        await seen.press("x")
        assert "Not saved yet" in seen.text
        await noticed(seen)
        assert screen.answers.all == {}
        (tmp_path / "data").unlink()
        await seen.press("up", "i")
        [second] = screen.answers.all
        assert on_disk(tmp_path, TUESDAY) == {first: "skipped"}
        assert on_disk(tmp_path, WEDNESDAY) == {second: "not-applicable"}


async def test_as_a_step_of_a_routine_it_shows_the_new_day_and_goes_on(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    async with coach_on(tmp_path) as seen:
        at(seen, "2026-11-18T04:30")
        store.answer(TUESDAY, "dim", "done", seen.app.me.now)
        await seen.press("e", "space")
        screen = seen.on(ChecklistScreen)
        assert "dim" not in [item.id for item in screen.shown()]
        at(seen, "2026-11-18T04:59:30")
        await noticed(seen)
        assert NEW_DAY in seen.text
        assert "dim" in [item.id for item in screen.shown()]
        await seen.press("space")
        assert seen.breathing.runner
    assert on_disk(tmp_path, WEDNESDAY) == {}


async def test_below_another_page_it_notices_when_that_has_gone(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        at(seen, "2026-11-18T04:00")
        await seen.press("l", "h")
        seen.on(SupportScreen)
        at(seen, "2026-11-18T07:00")
        await seen.press("escape")
        seen.on(ChecklistScreen)
        await noticed(seen)
        assert NEW_DAY in seen.text


async def test_a_day_that_has_begun_keeps_its_lights_out(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    async with coach_on(tmp_path) as seen:
        at(seen, "2026-11-17T18:00")
        await seen.press("l")
        file = seen.app.me.settings_file.file
        file.write_text('made_by = "coach"\nbedtime = "20:00"\nrise = "04:00"\n')
        seen.app.me.reload_settings()
        await noticed(seen)
        assert "lights out 23:00" in seen.text
        at(seen, "2026-11-18T04:00")
        await noticed(seen)
        assert NEW_DAY in seen.text
        assert "lights out 20:00" in seen.text


# Tonight


@pytest.mark.parametrize(("settings", "border"), BORDERS)
async def test_tonight_asks_for_the_night_an_hour_before_rising(
    tmp_path: Path, settings: dict[str, str], border: str
) -> None:
    Store(tmp_path / "data").save_diary(DiaryRecord(TUESDAY - timedelta(days=1), "", 0))
    async with coach_on(tmp_path, settings=settings) as seen:
        at(seen, border, 3600 - 90)
        await noticed(seen)
        assert "Awake in the night" in seen.text
        await noticed(seen)
        assert "How was the night?" in seen.text
        at(seen, border, 7 * 3600 - 30)
        await noticed(seen)
        assert "Begin the routine" in seen.text
    async with coach_on(tmp_path) as seen:
        at(seen, border, 3600 - 30)
        Store(tmp_path / "data").save_diary(DiaryRecord(TUESDAY, "", 0))
        await noticed(seen)
        assert "Begin the routine" in seen.text, "that night has its diary"


async def test_tonight_shows_what_is_due_in_the_new_day(tmp_path: Path) -> None:
    answered = datetime(2026, 11, 17, 21).astimezone()
    for item in ("caffeine", "dim", "worry", "screens", "room", "wind-down", "rise"):
        Store(tmp_path / "data").answer(TUESDAY, item, "done", answered)
    Store(tmp_path / "data").save_diary(DiaryRecord(TUESDAY, "", 0))
    async with coach_on(tmp_path) as seen:
        at(seen, "2026-11-17T21:00")
        await noticed(seen)
        assert "Got up at the usual time" not in seen.text
        at(seen, "2026-11-18T07:30")
        await noticed(seen)
        assert "Got up at the usual time" in seen.text


# The look back


async def test_the_look_back_goes_on_to_the_new_week(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        at(seen, "2026-11-23T04:59:30")
        await seen.press("v")
        seen.on(ReviewScreen)
        assert "16 to 22 November" in seen.text
        await noticed(seen)
        assert "23 to 29 November" in seen.text


async def test_the_look_back_goes_on_to_the_new_month(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        at(seen, "2026-12-01T04:59:30")
        await seen.press("v", *["space"] * MONTH)
        assert "November 2026" in seen.text
        await noticed(seen)
        assert "December 2026" in seen.text


# Carried to another zone


async def carried(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the machine to the zone of Tokyo, and let a minute pass."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    await noticed(seen)


def utc(seen: Seen, shown: str) -> None:
    """Let it be so late in UTC."""
    seen.clock.wall = datetime.fromisoformat(shown).replace(tzinfo=UTC).timestamp()


async def test_the_checklist_follows_the_zone(
    tmp_path: Path, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    live("Europe/Berlin")
    async with coach_on(tmp_path) as seen:
        utc(seen, "2026-11-17T12:30")  # 13:30 in Berlin, 21:30 in Tokyo
        await seen.press("l")
        assert "lights out 23:00" in seen.text
        before = seen.on(ChecklistScreen).arranged()
        await carried(seen, monkeypatch)
        after = seen.on(ChecklistScreen).arranged()
        assert len(after.now) > len(before.now)
        assert "lights out 23:00" in seen.text
        assert NEW_DAY not in seen.text, "it is still Tuesday"
        utc(seen, "2026-11-17T13:05")
        await noticed(seen)
        assert "lights out" not in seen.text, "it is the last hour"


async def test_a_new_day_there_is_a_new_day(
    tmp_path: Path, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    live("Europe/Berlin")
    async with coach_on(tmp_path) as seen:
        utc(seen, "2026-11-17T20:30")  # 21:30 in Berlin, 05:30 of the 18th in Tokyo
        await seen.press("l", "x")
        await carried(seen, monkeypatch)
        assert NEW_DAY in seen.text
        await seen.press("up", "x")
        assert len(on_disk(tmp_path, TUESDAY)) == len(on_disk(tmp_path, WEDNESDAY)) == 1
        [answer] = Store(tmp_path / "data").answers(WEDNESDAY, WEDNESDAY)
        assert answer.moment.utcoffset() == timedelta(hours=9)


async def test_tonight_follows_the_zone(
    tmp_path: Path, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    live("Europe/Berlin")
    async with coach_on(tmp_path, size=(100, 30)) as seen:
        utc(seen, "2026-11-17T13:05")  # 14:05 in Berlin, 22:05 in Tokyo
        seen.on(TonightScreen)
        await noticed(seen)
        assert "Tonight" in seen.text
        await carried(seen, monkeypatch)
        assert "Tonight" not in seen.text, "in the last hour there is less light"
        utc(seen, "2026-11-17T21:00")
        await noticed(seen)
        assert "How was the night?" in seen.text


async def test_the_look_back_follows_the_zone(
    tmp_path: Path, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    live("Europe/Berlin")
    async with coach_on(tmp_path) as seen:
        utc(seen, "2026-11-22T21:00")  # Sunday evening in Berlin, Monday morning in Tokyo
        await seen.press("v")
        assert "16 to 22 November" in seen.text
        await carried(seen, monkeypatch)
        assert "23 to 29 November" in seen.text


async def test_a_session_is_recorded_where_it_was_played(
    tmp_path: Path, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    live("Europe/Berlin")
    async with coach_on(tmp_path) as seen:
        utc(seen, "2026-11-17T20:30")
        await carried(seen, monkeypatch)
        await seen.press("b", "space")
        await seen.advance(20)
        await seen.press("q")
        await seen.rest()
    [row] = Store(tmp_path / "data").sessions(date.min, date.max)
    assert (row.began.utcoffset(), row.night) == (timedelta(hours=9), TUESDAY)
