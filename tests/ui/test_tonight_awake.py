"""What Space on Tonight does from lights-out on: the routine, until it was begun; then Awake."""

from datetime import datetime
from pathlib import Path

import pytest

from coach.ui.screens.awake import AwakeScreen
from coach.ui.screens.breathing import BreathingScreen
from coach.ui.screens.checklist import ChecklistScreen
from coach.ui.screens.mind import MindScreen
from coach.ui.screens.routine import RoutineScreen
from coach.ui.screens.tonight import TonightScreen
from tests.ui.seen import Seen, coach_on
from tests.ui.test_awake import QUIET
from tests.ui.test_light import check_light

SIZES = [(80, 24), (120, 40), (40, 15), (20, 8)]


async def at(seen: Seen, hour: int, minute: int) -> None:
    """Let it be so late in that night, which begins on the 14th, and look anew."""
    day = 14 if hour > 12 else 15
    seen.clock.wall = datetime(2027, 1, day, hour, minute).timestamp()
    seen.on(TonightScreen).on_screen_resume()
    await seen.rest()


@pytest.mark.parametrize(
    ("hour", "minute", "is_awake"),
    [(22, 59, False), (23, 0, False), (1, 0, False), (1, 1, True), (3, 10, True), (5, 59, True)],
)
async def test_where_nothing_was_begun_it_is_the_routine_for_two_hours(
    tmp_path: Path, hour: int, minute: int, is_awake: bool
) -> None:
    async with coach_on(tmp_path) as seen:
        await at(seen, hour, minute)
        assert ("space awake" in seen.text) is is_awake
        assert ("space begin a awake" in " ".join(seen.text.split())) is not is_awake
        await seen.press("space")
        seen.on(AwakeScreen if is_awake else ChecklistScreen)


@pytest.mark.parametrize(("hour", "minute"), [(23, 1), (0, 30), (3, 10)])
async def test_once_it_was_begun_that_night_it_is_awake(
    tmp_path: Path, hour: int, minute: int
) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("space")
        await seen.press("q")
        seen.on(TonightScreen)
        assert "Go on" in seen.text, "what was left comes first"
        await pass_offer(seen)
        assert "Begin the routine" in seen.text, "before lights-out it is begun again"
        await at(seen, hour, minute)
        assert "Awake in the night" in seen.text and "space awake" in seen.text
        await seen.press("space")
        seen.on(AwakeScreen)
        await seen.press("escape")
        seen.on(TonightScreen)
    async with coach_on(tmp_path) as seen:
        await at(seen, hour, minute)
        assert "Awake in the night" in seen.text, "another start knows it too"
        await seen.press("e", "space")
        seen.on(ChecklistScreen)


async def pass_offer(seen: Seen) -> None:
    """Let what was left be offered no more."""
    seen.clock.advance(11)
    seen.on(TonightScreen).draw()
    await seen.rest()


async def test_a_routine_of_the_night_before_is_another_one(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        seen.clock.wall = datetime(2027, 1, 13, 22, 30).timestamp()
        await seen.press("space", "q")
        await at(seen, 23, 30)
        await pass_offer(seen)
        assert "Begin the routine" in seen.text


async def test_an_exercise_of_its_own_is_no_routine(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await at(seen, 23, 10)
        await seen.press("b", "space")
        seen.on(BreathingScreen)
        await seen.press("q")
        await pass_offer(seen)
        assert "Begin the routine" in seen.text


async def test_a_session_that_was_left_comes_first(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3, settings=QUIET) as seen:
        await seen.press("c", "space")
        await seen.advance(20)
        await seen.press("q")
        assert "Go on with" in seen.text and "space go on" in seen.text
        await seen.press("space")
        seen.on(MindScreen)


async def test_a_routine_that_was_cut_off_comes_first(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=2) as seen:
        await seen.press("e", "space", "space")
        seen.on(BreathingScreen)
        seen.app.end(1)
    async with coach_on(tmp_path, hour=2) as seen:
        assert "Go on with the routine" in seen.text and "space go on" in seen.text
        await seen.press("space")
        assert seen.breathing.runner
        await seen.press("q")
        await pass_offer(seen)
        assert "Awake in the night" in seen.text
        await seen.press("f")
        seen.on(AwakeScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (48, 20), (47, 20), (40, 15)])
async def test_beside_the_routine_awake_stands_second(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with coach_on(tmp_path, size=size) as seen:
        await at(seen, 0, 30)
        assert "space begin a awake h help" in " ".join(seen.text.split())
        await at(seen, 3, 10)
        assert "space awake h help" in " ".join(seen.text.split())


async def test_the_routine_is_a_key_away(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3) as seen:
        assert "e routines" in seen.text
        await seen.press("e")
        seen.on(RoutineScreen)


async def test_a_click_on_the_box_opens_it(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3) as seen:
        y = next(y for y, row in enumerate(seen.rows) if "Awake in the night" in row)
        await seen.click(40, y)
        seen.on(AwakeScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_it_says_so_at_every_size_in_little_light(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with coach_on(tmp_path, hour=3, size=size) as seen:
        assert "Awake" in seen.text
        assert not any(char.isdigit() for char in seen.text)
        check_light(seen)
