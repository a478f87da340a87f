"""Any command by its name."""

from pathlib import Path

import pytest

from coach.ui.keys import ALSO, COMMANDS, NamedAction
from coach.ui.screens.breathing import BreathingScreen
from coach.ui.screens.commands import CommandsScreen, matching
from coach.ui.screens.options import OptionsScreen
from coach.ui.screens.scripts import ScriptsScreen
from coach.ui.screens.tonight import TonightScreen
from coach.ui.widgets.field import Field
from tests.ui.seen import coach_on

ACTIONS = [
    NamedAction(title, "", title)
    for title in ("one step back", "scan the body", "stretch the legs")
]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ["one step back", "scan the body", "stretch the legs"]),
        ("st", ["stretch the legs", "one step back"]),
        ("THE", ["scan the body", "stretch the legs"]),
        ("the legs", ["stretch the legs"]),
        ("legs the", ["stretch the legs"]),
        ("  ", ["one step back", "scan the body", "stretch the legs"]),
        ("z", []),
        ("[", []),
    ],
)
def test_every_word_that_is_typed_is_in_the_title(typed: str, expected: list[str]) -> None:
    assert [each.title for each in matching(ACTIONS, typed)] == expected


@pytest.mark.parametrize(
    ("called", "title"),
    [
        ("diary", "the morning diary"),
        ("restless", "stretch the legs"),
        ("box", "breathe"),
        ("bedtime", "options"),
        ("colour", "options"),
        ("color", "options"),
        ("quit", "leave"),
        ("suicide", "help from a person"),
        ("muscle", "relax the muscles"),
        ("urge", "a craving, now"),
        ("worry", "calm the mind"),
    ],
)
async def test_what_people_call_things_finds_them(tmp_path: Path, called: str, title: str) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("ctrl+p", *called)
        assert seen.on(CommandsScreen).matches[0].title == title


async def test_dark_is_found_in_a_session(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "breathing/box") as seen:
        await seen.press("space", "ctrl+p", *"black", "enter")
        assert seen.breathing.is_dark


def test_every_name_that_people_use_belongs_to_a_command() -> None:
    assert ALSO.keys() <= {command.id for command in COMMANDS}
    assert all(words == words.casefold() for words in ALSO.values())


async def test_what_is_chosen_is_done_on_the_screen_below(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box") as seen:
        await seen.press("ctrl+p", *"whole list", "enter")
        seen.on(ScriptsScreen)
        await seen.press("escape")
        seen.on(BreathingScreen)


async def test_what_does_not_match_does_nothing_and_escape_closes_it(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("ctrl+p", *"zzz", "enter", "down", "pagedown", "enter")
        seen.on(CommandsScreen)
        assert "Nothing here is called that." in seen.text
        assert "choose" not in seen.text
        await seen.press("backspace", "backspace", "backspace")
        assert "options" in seen.text
        await seen.press("escape")
        seen.on(TonightScreen)
        await seen.press("ctrl+p", "ctrl+p")
        seen.on(TonightScreen)


async def test_the_pointer_and_a_click_choose(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("ctrl+p", *"o", "down", "up", "enter")
        first = seen.app.screen
        await seen.press("escape", "ctrl+p")
        y, row = next((y, row) for y, row in enumerate(seen.rows) if "options" in row)
        await seen.click(row.index("options"), y)
        seen.on(OptionsScreen)
        assert first is not seen.app.screen


async def test_letters_are_text_and_the_field_has_the_cursor(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("ctrl+p", *"quit h", "f1")
        await seen.press("escape")
        field = seen.on(CommandsScreen).query_one(Field)
        assert field.value == "quit h"
        assert seen.app.cursor_position == field.cursor_screen_offset


@pytest.mark.parametrize("size", [(20, 8), (40, 15), (80, 24), (200, 60)])
async def test_it_has_room_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with coach_on(tmp_path, size=size) as seen:
        await seen.press("ctrl+p", *"sc")
        assert "sc" in seen.text
        assert "scan the" in seen.text
        for width, height in ((6, 3), size):
            await seen.resize(width, height)
        assert "scan the" in seen.text
