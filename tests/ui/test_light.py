"""The dark room: how much light a screen gives, and that what it says can be read."""

import re
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path

import pytest
from rich.color_triplet import ColorTriplet

from coach.content.theme import LEAST_CONTRAST
from coach.domain.light import contrast
from coach.ui.screens.tonight import TonightScreen
from tests.ui.seen import Seen, coach_on

THEMES = ("ember", "night", "clear")
PAGES = (
    "b",
    "r",
    "s",
    "h",
    "?",
    "o",
    "l",
    "m",
    "v",
    "le",
    "el",
    "ri",
    "t",
    "c",
    "e",
    "bl",
    "bi",
    "ti",
    "cl",
    "ble",
    "elea",
    "n",
    "nl",
    "hf",
    "k",
)
"""The keys that lead from Tonight to each page."""
SIZES = ((80, 24), (100, 30), (120, 40), (200, 60), (40, 15), (20, 8))
BLACK = ColorTriplet(0, 0, 0)
LETTER = re.compile(r"[^\W_]")
"""A letter or a digit."""


@cache
def contrast_of(colour: ColorTriplet, behind: ColorTriplet) -> float:
    """Return the contrast of two colours; a screen has a few, and some hundred words in them."""
    return contrast(colour.hex, behind.hex)


def check_light(seen: Seen) -> None:
    """At most 15 % of the cells give light from 80x24 up, by day 30 %, below that 60 %."""
    width, height = seen.screen.size
    most = 0.15 if seen.app.me.is_night else 0.3
    if width < 80 or height < 24:
        most = 0.6
    assert lit_share(seen) <= most, seen.text


def lit_share(seen: Seen) -> float:
    """Count the lit cells of what is composed, not of what was meant."""
    lit = 0
    for strip in seen.strips:
        for segment in strip:
            assert segment.style
            behind = segment.style.bgcolor
            assert behind and behind.triplet
            is_black = behind.triplet == BLACK
            cells = segment.cell_length if not is_black else len(segment.text.replace(" ", ""))
            lit += cells
    return lit / (seen.screen.size.width * seen.screen.size.height)


def check_contrast(seen: Seen) -> None:
    """Every letter and number is at least 4.5 to 1 on what is behind it."""
    letters = 0
    for strip in seen.strips:
        for segment in strip:
            style = segment.style
            if not LETTER.search(segment.text):
                continue
            letters += 1
            assert style and style.color and style.color.triplet
            assert style.bgcolor and style.bgcolor.triplet
            ratio = contrast_of(style.color.triplet, style.bgcolor.triplet)
            assert ratio >= LEAST_CONTRAST, segment.text
    assert letters


async def every_page(seen: Seen, is_all: bool = True) -> AsyncIterator[str]:
    """Open the pages one after the other, beginning and ending on Tonight."""
    yield "tonight"
    for keys in (["ctrl+p"], *map(list, PAGES if is_all else PAGES[:9])):
        await seen.press(*keys)
        yield "".join(keys)
        await seen.press(*["escape"] * len(keys))


@pytest.mark.parametrize("theme", THEMES)
async def test_every_page_is_dark_and_clear(tmp_path: Path, theme: str) -> None:
    async with coach_on(tmp_path, settings={"theme": theme}) as seen:
        async for _ in every_page(seen, is_all=False):
            check_light(seen)
            check_contrast(seen)


@pytest.mark.parametrize("size", SIZES)
async def test_every_page_is_dark_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with coach_on(tmp_path, size=size) as seen:
        async for _ in every_page(seen, is_all=size in ((80, 24), (40, 15))):
            check_light(seen)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["box", "long-out"])
async def test_a_session_is_dark_and_clear_from_start_to_end(
    tmp_path: Path, size: tuple[int, int], name: str
) -> None:
    async with coach_on(tmp_path, name, size=size, cycles=1) as seen:
        await seen.press("c", "space")
        session = seen.breathing.session
        assert session
        for _ in range(0, session.timeline.total_ms - 500, 700):
            seen.breathing.notes.wake(seen.clock.monotonic)
            seen.breathing.draw()
            check_light(seen)
            check_contrast(seen)
            seen.clock.advance(0.7)
            seen.breathing.tick()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)])
@pytest.mark.parametrize("name", ["relaxation/pmr-7", "bodyscan/three", "stretch/legs"])
async def test_a_body_is_dark_and_clear_from_start_to_end(
    tmp_path: Path, size: tuple[int, int], name: str
) -> None:
    async with coach_on(tmp_path, name, size=size) as seen:
        screen = seen.guided
        await seen.press("c", "space")
        assert screen.session
        total = screen.session.timeline.total_ms / 1000
        for _ in range(25):
            screen.notes.wake(seen.clock.monotonic)
            screen.draw()
            check_light(seen)
            check_contrast(seen)
            await seen.advance(total / 26)


@pytest.mark.parametrize("theme", THEMES)
async def test_the_steps_of_light_keep_their_contrast(tmp_path: Path, theme: str) -> None:
    async with coach_on(tmp_path, settings={"theme": theme}) as seen:
        palette = seen.app.palette
        assert palette.name == theme
        steps = [contrast(colour) for colour in palette.tones[8:]]
        assert min(steps) >= LEAST_CONTRAST
        assert steps == sorted(steps)
        assert palette.tones[0] == "#000000"


async def test_textuals_own_widgets_wear_the_theme_too(tmp_path: Path) -> None:
    async with coach_on(tmp_path, settings={"theme": "night"}) as seen:
        for keys in (["b", "l", "e", "space"], [*["escape"] * 4, "ctrl+p"]):
            await seen.press(*keys)
            colours = [
                colour.triplet
                for strip in seen.strips
                for segment in strip
                if segment.style and segment.text.strip()
                for colour in (segment.style.color, segment.style.bgcolor)
                if colour and colour.triplet
            ]
            assert colours
            assert all(red >= max(green, blue) and blue <= 60 for red, green, blue in colours)


async def test_a_page_with_all_it_can_say_is_dark_at_night(tmp_path: Path) -> None:
    settings = {"standing": "without"}
    async with coach_on(tmp_path, "stretch/legs", settings=settings, hour=2) as seen:
        await seen.press("space", "x", "escape")
        said = (
            "In bed, as you chose.",
            "6 minutes",
            "Left out: Arrive",
            "Space goes on from there",
        )
        assert all(text in seen.text for text in said)
        assert "space go on" in seen.text and "help from a person" in seen.text
        check_light(seen)


async def test_no_screen_minds_a_terminal_of_a_few_cells(tmp_path: Path) -> None:
    async with coach_on(tmp_path, size=(80, 24)) as seen:
        for keys in (*PAGES, "a", "a1", "n"):
            await seen.press(*keys)
            kind = type(seen.app.screen)
            for size in ((1, 3), (3, 1), (1, 1), (2, 2), (80, 24)):
                await seen.resize(*size)
                assert isinstance(seen.app.screen, kind)
            await seen.press(*["escape"] * 4)
            seen.on(TonightScreen)
