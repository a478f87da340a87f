"""Which routine Tonight begins on the first evenings and after a hard night, and `y` beside it."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coach.domain.night import DAY
from coach.store.records import DiaryRecord, SessionRecord, Store
from coach.ui.screens.breathing import BreathingScreen
from coach.ui.screens.checklist import ChecklistScreen
from coach.ui.screens.routine import RoutineScreen
from coach.ui.screens.scripts import ScriptsScreen
from coach.ui.screens.stretch import StretchScreen
from coach.ui.screens.tonight import TonightScreen
from tests.ui.seen import Seen, coach_on
from tests.ui.test_tonight import DAY as TODAY
from tests.ui.test_tonight import at

FRESH = {"ramp": "on"}
LEGS = "Busy legs last night: move them first, squeeze nothing."
FEAR = "Much fear last night: something short, without holds."


def last_night(folder: Path, **answers: Any) -> None:
    Store(folder / "data").save_diary(DiaryRecord(TODAY - DAY, "", 0, **answers))


def evenings(folder: Path, number: int) -> None:
    """Record routines that came to their last step."""
    store, began = Store(folder / "data"), datetime(2026, 11, 1, 22).astimezone()
    for each in range(number):
        when = began + timedelta(days=each)
        store.add_session(
            SessionRecord("routines/x", "routines", when, when.date(), 9, 9, "finished")
        )


def box_row(seen: Seen) -> int:
    return next(y for y, row in enumerate(seen.rows) if "Begin the routine" in row)


@pytest.mark.parametrize(("finished", "is_small"), [(0, True), (2, True), (3, False)])
async def test_the_first_three_evenings_are_small(
    tmp_path: Path, finished: int, is_small: bool
) -> None:
    evenings(tmp_path, finished)
    async with coach_on(tmp_path, settings=FRESH) as seen:
        await at(seen, 20)
        assert ("The first evenings begin small.   y as usual" in seen.text) is is_small
        await seen.press("space")
        if is_small:
            assert seen.on(BreathingScreen).pattern.id == "breathing/long-out-short"
        else:
            seen.on(ChecklistScreen)


async def test_y_takes_the_usual_one_and_back_and_holds_all_day(tmp_path: Path) -> None:
    async with coach_on(tmp_path, settings=FRESH) as seen:
        await at(seen, 20)
        row = box_row(seen)
        await seen.press("y")
        assert "20 minutes, then it is dark" in seen.text
        assert "first evenings" not in seen.text
        assert "y as suggested" in seen.text
        await seen.press("y")
        assert "10 minutes, then it is dark" in seen.text
        await seen.press("y")
        assert box_row(seen) == row, "nothing moves"
    async with coach_on(tmp_path, settings=FRESH) as seen:
        await at(seen, 20)
        assert "y as suggested" in seen.text
        await seen.press("space")
        seen.on(ChecklistScreen)


async def test_what_was_being_read_does_not_take_the_choice_back(tmp_path: Path) -> None:
    async with coach_on(tmp_path, settings=FRESH) as seen:
        await at(seen, 20)
        with seen.held_disk():
            seen.on(TonightScreen).look()
            await seen.press("y")
            assert "y as suggested" in seen.text
        await seen.rest()
        assert "y as suggested" in seen.text


@pytest.mark.parametrize("hour", [3, 8])
async def test_where_something_else_comes_first_y_chooses_nothing(
    tmp_path: Path, hour: int
) -> None:
    async with coach_on(tmp_path, settings=FRESH, hour=hour) as seen:
        await at(seen, hour)
        assert "y as" not in seen.text
        await seen.press("y")
        await at(seen, 20)
        assert "y as usual" in seen.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)])
async def test_a_click_on_it_does_the_same_and_begins_nothing(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with coach_on(tmp_path, settings=FRESH, size=size) as seen:
        await at(seen, 20)
        y = next(y for y, row in enumerate(seen.rows) if "y as usual" in row)
        await seen.pilot.click(offset=(seen.rows[y].index("y as usual") + 2, y))
        await seen.rest()
        seen.on(TonightScreen)
        assert "y as suggested" in seen.text


@pytest.mark.parametrize("hour", [20, 23])
@pytest.mark.parametrize(
    ("answers", "why", "first"),
    [
        ({"legs": 6, "anxiety": 9}, LEGS, StretchScreen),
        ({"legs": 5, "anxiety": 7}, FEAR, BreathingScreen),
    ],
)
async def test_last_nights_diary_says_how_the_evening_begins(
    tmp_path: Path, answers: dict[str, int], why: str, first: type, hour: int
) -> None:
    last_night(tmp_path, **answers)
    async with coach_on(tmp_path, settings=FRESH) as seen:
        await at(seen, hour)
        assert f"{why}   y as usual" in seen.text
        await seen.press("space")
        assert isinstance(seen.screen, first)
        if isinstance(seen.screen, BreathingScreen):
            assert seen.screen.pattern.id == "breathing/long-out"


async def test_after_a_night_of_fear_the_breath_has_no_holds(tmp_path: Path) -> None:
    last_night(tmp_path, anxiety=7)
    async with coach_on(tmp_path) as seen:
        await at(seen, 20)
        await seen.press("b")
        assert seen.on(BreathingScreen).pattern.id == "breathing/long-out"


async def test_the_diary_of_this_morning_is_heard_at_once(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await at(seen, 8)
        assert "How was the night?" in seen.text
        last_night(tmp_path, legs=8)
        await at(seen, 8, 40)
        assert LEGS in seen.text


async def test_sweats_put_dry_things_on_the_list_and_say_so(tmp_path: Path) -> None:
    last_night(tmp_path, legs=2, sweats=True)
    async with coach_on(tmp_path) as seen:
        await at(seen, 22, 50)
        assert "Damp last night: dry things by the bed help." in seen.text
        assert "y as" not in seen.text, "it is the usual routine"
        await seen.press("l")
        assert "Dry shirt, towel and water by the bed" in seen.text
    async with coach_on(tmp_path, "checklists/bedtime") as seen:
        seen.clock.wall = datetime(2026, 11, 17, 22, 50).timestamp()
        seen.on(ChecklistScreen).look()
        await seen.rest()
        assert "Dry shirt, towel and water by the bed" in seen.text


async def test_a_routine_of_ones_own_choice_is_tonights_whatever_was_suggested(
    tmp_path: Path,
) -> None:
    last_night(tmp_path, legs=8)
    async with coach_on(tmp_path, settings=FRESH) as seen:
        await at(seen, 20)
        await seen.press("e", "l")
        restless = next(row for row in seen.rows if "Restless legs" in row)
        assert "tonight" in restless, "the list marks what Space begins"
        scripts = seen.on(ScriptsScreen)
        scripts.point_at("short-night")
        await seen.press("t", "escape", "escape")
        await at(seen, 20)
        assert "y as suggested" in seen.text
        await seen.press("e")
        assert seen.on(RoutineScreen).choice.exercise.id == "routines/short-night"
        assert seen.app.me.settings.routine == "short-night"


async def test_while_the_disk_says_nothing_space_begins_the_small_one(tmp_path: Path) -> None:
    async with coach_on(tmp_path, settings=FRESH) as seen:
        await at(seen, 20)
        screen = seen.on(TonightScreen)
        with seen.held_disk():
            seen.app.me.records = screen.tonight = None
            screen.draw()
            assert "minutes" not in seen.text
            await seen.press("space")
            await seen.rest()
            assert seen.on(BreathingScreen).pattern.id == "breathing/long-out-short"
