"""Keys by their place on the keyboard; what they type stays what it is."""

from pathlib import Path

import pytest
from textual import events

from coach.ui.layouts import by_place
from coach.ui.screens.name import NameScreen
from coach.ui.screens.options import OptionsScreen
from coach.ui.screens.support import SupportScreen
from coach.ui.widgets.field import Field
from tests.ui.seen import coach_on


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("a", "a"),
        ("B", "b"),
        ("й", "q"),
        ("Й", "q"),
        ("і", "s"),
        ("ο", "o"),
        ("Σ", "s"),
        ("ς", "w"),
        ("ק", "e"),
        ("ש", "a"),
        ("ض", "q"),
        ("ه", "i"),
        ("٣", "3"),
        ("7", "7"),
        ("é", "é"),
        ("日", "日"),
        ("escape", "escape"),
        ("ctrl+c", "ctrl+c"),
        ("shift+tab", "shift+tab"),
    ],
)
def test_a_key_is_the_letter_in_its_place(key: str, place: str) -> None:
    character = key if len(key) == 1 else None
    event = by_place(events.Key(key, character))
    assert (event.key, event.character) == (place, character)


@pytest.mark.parametrize("keys", ["HO", "рщ", "РЩ", "ηο", "ים", "اخ"])
async def test_it_opens_what_the_latin_letter_opens(tmp_path: Path, keys: str) -> None:
    """Help and options, on six keyboards."""
    async with coach_on(tmp_path) as seen:
        await seen.press(keys[0])
        seen.on(SupportScreen)
        await seen.press("escape", keys[1])
        seen.on(OptionsScreen)


async def test_in_a_field_a_letter_is_what_it_types(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("l", "e", "a", *"Чай Tea й")
        assert seen.on(NameScreen).query_one(Field).value == "Чай Tea й"
