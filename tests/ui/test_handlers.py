"""One event, one effect: Textual calls the handler of every class that a screen comes from."""

import ast
from collections import Counter
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from coach.ui.keys import COMMANDS
from coach.ui.routes import SCREENS, load
from coach.ui.screens.base import CoachScreen
from coach.ui.screens.breathing import BreathingScreen
from coach.ui.screens.options import OptionsScreen
from coach.ui.screens.tonight import TonightScreen
from tests.ui.seen import coach_on

UI = Path(__file__).parents[2] / "coach" / "ui"


@pytest.mark.parametrize("name", [name for name in SCREENS if SCREENS[name].endswith("Screen")])
def test_every_screen_is_there_and_no_event_has_two_handlers_of_ours(name: str) -> None:
    screen = load(name)
    assert isinstance(screen, type) and issubclass(screen, CoachScreen)
    ours = [each for each in screen.__mro__ if each.__module__.startswith("coach.")]
    handlers = Counter(
        handler for each in ours for handler in vars(each) if handler.startswith(("on_", "_on_"))
    )
    assert {handler for handler, count in handlers.items() if count > 1} == set()


def test_no_handler_calls_another_one_that_textual_calls_anyway() -> None:
    for file in sorted(UI.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr.startswith("on_"):
                is_super = isinstance(node.value, ast.Call) and ast.unparse(node.value) == "super()"
                is_handler = node.attr not in ("on_disk", "on_event")  # called once, by its name
                assert not is_super or not is_handler, f"{file}: super().{node.attr}"


async def test_a_click_on_the_box_of_tonight_begins_the_evening_once(tmp_path: Path) -> None:
    async with coach_on(tmp_path, settings={"routine": "short-night"}) as seen:
        went: list[Any] = []
        go = seen.app.go
        seen.app.go = lambda *route, **then: (went.append(route), go(*route, **then))  # type: ignore[method-assign,assignment,func-returns-value]
        y = next(y for y, row in enumerate(seen.rows) if "Begin the routine" in row)
        await seen.click(40, y)
        assert len(went) == 1, went
        assert len(seen.app.screen_stack) == 2


async def test_a_click_on_a_key_of_tonight_opens_its_page_once(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        y, row = next((y, row) for y, row in enumerate(seen.rows) if "b breathe" in row)
        await seen.click(row.index("b breathe") + 2, y)
        assert len(seen.app.screen_stack) == 2
        assert isinstance(seen.app.screen, BreathingScreen)


async def test_a_click_on_a_hint_does_what_its_key_does(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=20) as seen:
        y, row = next((y, row) for y, row in enumerate(seen.rows) if "o options" in row)
        await seen.click(row.index("o options"), y)
        assert isinstance(seen.app.screen, OptionsScreen)
        y, row = next((y, row) for y, row in enumerate(seen.rows) if "esc back" in row)
        await seen.click(row.index("esc back") + 5, y)
        assert isinstance(seen.app.screen, TonightScreen)


@pytest.mark.parametrize("size", [(80, 24), (80, 15), (40, 15), (40, 14), (80, 13), (20, 8)])
async def test_on_tonight_every_spot_is_where_its_name_stands(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with coach_on(tmp_path, hour=20) as seen:
        await seen.resize(*size)
        spots = seen.on(TonightScreen).spots
        named = [spot for spot in spots if spot.action != "next_good"]
        assert len(named) == (11 if size[1] >= 14 else 0)
        for spot in named:
            text = seen.rows[spot.rows.start][spot.columns.start : spot.columns.stop]
            key, name = text.split()
            command = next(each for each in COMMANDS if each.action == spot.action)
            assert command.shown == key
            assert name[:5] in f"{command.does} evenings release"


@pytest.mark.parametrize(("key", "what"), [("l", "here"), ("m", "form.here")])
async def test_the_wheel_goes_through_a_drawn_list_one_step_a_turn(
    tmp_path: Path, key: str, what: str
) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press(key)
        where = attrgetter(what)
        at = [where(seen.screen)]
        for wheel in (MouseScrollDown, MouseScrollDown, MouseScrollUp):
            await seen.pilot._post_mouse_events([wheel], offset=(40, 12), button=0)
            await seen.rest()
            at.append(where(seen.screen))
        assert at[0] != at[1] != at[2] != at[0]
        assert at[3] == at[1]


async def test_where_there_is_no_list_the_wheel_does_nothing(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        before = seen.text
        await seen.pilot._post_mouse_events([MouseScrollDown], offset=(40, 12), button=0)
        assert seen.text == before
