"""What is recorded of sessions and routines: silently, once, and only in true time."""

from datetime import date, datetime
from pathlib import Path

import pytest

from coach.store.records import SessionRecord, Store
from coach.ui.screens.end import EndScreen
from tests.ui.seen import Seen, coach_on
from tests.ui.test_routine_screens import evening_begun

BOX = 25 + 19 * 16 + 16
"""Seconds of the box, alone."""
STEPS = (230, 404, 600)
"""Seconds of the exercises of a whole evening; the first two close for a step that follows."""


async def recorded(seen: Seen) -> list[SessionRecord]:
    """Return what is on disk once everything has been written."""
    await seen.rest()
    return seen.app.me.store.sessions(date.min, date.max)


async def test_a_session_that_ends_by_itself_is_recorded_as_finished(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        began = datetime.fromtimestamp(seen.clock.wall).astimezone()
        await seen.press("b", "space")
        await seen.advance(BOX)
        [row] = await recorded(seen)
        assert (row.script, row.kind, row.ending) == ("breathing/box", "breathing", "finished")
        assert (row.planned_seconds, row.done_seconds) == (BOX, BOX)
        assert (row.began, row.night) == (began, date(2027, 1, 14))
        assert (row.routine, row.pauses) == ("", 0)


async def test_one_that_is_left_is_recorded_with_what_was_done(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("r", "space")
        await seen.advance(60)
        await seen.press("space")
        await seen.advance(500)
        await seen.press("space")
        await seen.advance(15.5)
        await seen.press("q")
        [row] = await recorded(seen)
        assert (row.script, row.ending) == ("relaxation/pmr-7", "stopped")
        assert (row.planned_seconds, row.done_seconds) == (420, 75.5)
        assert row.pauses == 2


async def test_going_on_after_leaving_is_one_record(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "space")
        await seen.advance(100)
        await seen.press("q")
        assert [row.ending for row in await recorded(seen)] == ["stopped"]
        await seen.press("space")
        await seen.advance(BOX - 100)
        assert [(row.ending, row.done_seconds) for row in await recorded(seen)] == [
            ("finished", BOX)
        ]


async def test_escape_and_beginning_anew_are_two_records(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "breathing/box") as seen:
        await seen.press("space")
        await seen.advance(20)
        await seen.press("escape")
        seen.clock.advance(11)
        await seen.press("space")
        await seen.advance(30)
        await seen.press("ctrl+c")
        seen.app.me.disk.close()
    rows = Store(tmp_path / "data").sessions(date.min, date.max)
    assert [(each.ending, each.done_seconds) for each in rows] == [("stopped", 20), ("stopped", 30)]


async def test_every_step_of_a_routine_is_recorded_with_its_routine(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await evening_begun(seen)
        for seconds in STEPS:
            await seen.advance(seconds + (4 if seconds != STEPS[0] else 0))
        rows = await recorded(seen)
        assert [(each.script, each.planned_seconds, each.done_seconds) for each in rows] == [
            ("breathing/box", 230, 230),
            ("routines/tonight", 1234, 1234),
            ("relaxation/pmr-7", 404, 404),
            ("bodyscan/ten", 600, 600),
        ]
        assert {each.ending for each in rows} == {"finished"}
        assert {each.routine for each in rows} == {"", "routines/tonight"}


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q", "q", "space"])
async def test_on_the_black_end_all_of_it_stays_finished(tmp_path: Path, key: str) -> None:
    async with coach_on(tmp_path) as seen:
        await evening_begun(seen)
        for seconds in STEPS:
            await seen.advance(seconds + (4 if seconds != STEPS[0] else 0))
        seen.on(EndScreen)
        before = await recorded(seen)
        await seen.press(key)
        assert seen.app.last_words() == []
    rows = Store(tmp_path / "data").sessions(date.min, date.max)
    assert rows == before
    assert [each.ending for each in rows] == 4 * ["finished"]


async def test_a_routine_that_is_left_says_how_far_it_came(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await evening_begun(seen)
        await seen.advance(50)
        await seen.press("n")
        await seen.advance(4 + 30)
        await seen.press("q")
        rows = {each.script: each for each in await recorded(seen)}
        assert (rows["breathing/box"].done_seconds, rows["breathing/box"].ending) == (50, "stopped")
        assert rows["relaxation/pmr-7"].done_seconds == 30
        assert rows["routines/tonight"].done_seconds == 80
        assert rows["routines/tonight"].ending == "stopped"
        await seen.press("space", "n")
        await seen.advance(604)
        rows = {each.script: each for each in await recorded(seen)}
        assert len(rows) == 4
        assert rows["routines/tonight"].ending == "finished"
        assert rows["routines/tonight"].done_seconds == 680


async def test_at_another_speed_nothing_is_recorded(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "breathing/box", speed=10.0) as seen:
        await seen.press("space")
        await seen.advance(BOX / 10)
        assert await recorded(seen) == []


async def test_without_a_disk_the_evening_goes_on(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the place of the folder")
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "space")
        await seen.advance(BOX)
        await seen.rest()
        assert seen.app.is_running
