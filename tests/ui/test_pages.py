"""Pages of text: the wheel, the keys that turn them, and words that are selected and copied."""

from pathlib import Path
from typing import Any

import pytest
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import MouseScrollDown, MouseScrollUp

from coach.ui.screens.first_time import FirstTimeScreen
from coach.ui.screens.page import COPIED_SECONDS, PageScreen
from coach.ui.screens.support import SupportScreen
from tests.ui.seen import Seen, coach_on
from tests.ui.test_light import check_contrast, check_light, lit_share

US = {"country": "US"}


async def drag(seen: Seen, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press the mouse on a cell and let it go on another."""
    await seen.pilot.mouse_down(offset=start)
    await seen.pilot.hover(offset=end)
    await seen.pilot.mouse_up(offset=end)
    await seen.rest()


def spot(seen: Seen, words: str) -> tuple[int, int]:
    """Return column and row of words on the screen."""
    [y] = [y for y, row in enumerate(seen.rows) if words in row]
    return seen.rows[y].index(words), y


def underlined(seen: Seen) -> list[str]:
    """Return what looks selected, by row."""
    rows = [[s.text for s in strip if s.style and s.style.underline] for strip in seen.strips]
    return ["".join(row) for row in rows if row]


async def test_a_phone_number_is_selected_and_copied(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "support", settings=US) as seen:
        x, y = spot(seen, "988")
        before = seen.rows
        await drag(seen, (x, y), (x + 2, y))
        assert seen.app.clipboard == "988"
        assert underlined(seen) == ["988"]
        assert seen.rows[-2].split() == ["copied"]
        assert seen.rows[:-2] == before[:-2]
        check_contrast(seen)
        seen.clock.advance(COPIED_SECONDS)
        seen.on(PageScreen).draw()  # as the timer does then
        assert seen.rows == before
        await drag(seen, (x + 2, y), (x, y))
        assert seen.app.clipboard == "988"


async def test_lines_are_selected_from_margin_to_margin_and_copied_without_it(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, "support", settings=US) as seen:
        while "trouble breathing" not in seen.text:
            await seen.press("space")
        _, y = spot(seen, "trouble breathing")
        await drag(seen, (1, y), (79, y + 2))
        words = seen.app.clipboard.splitlines()
        assert words == [
            "trouble breathing, or very slow breathing",
            "cannot be woken, blue or grey lips",
        ]
        assert underlined(seen) == words
        check_light(seen)
        await drag(seen, (0, 0), (79, 21))
        assert seen.app.clipboard.startswith("Call the emergency number now\n")
        assert seen.app.clipboard.endswith("about to hurt yourself or someone else")
        assert "more" not in seen.app.clipboard
        check_light(seen)


async def test_a_double_click_selects_a_number_and_a_click_lets_it_go(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "support", settings=US) as seen:
        x, y = spot(seen, "1-800-222-1222")
        await seen.pilot.click(offset=(x + 7, y), times=2)
        await seen.rest()
        assert seen.app.clipboard == "1-800-222-1222"
        assert underlined(seen) == ["1-800-222-1222"]
        await seen.click(x, y + 1)
        assert underlined(seen) == []
        assert seen.app.clipboard == "1-800-222-1222"
        await seen.pilot.click(offset=(x, 23), times=2)
        await seen.pilot.click(offset=(x, 23), times=3)
        assert underlined(seen) == []
        seen.on(SupportScreen)


@pytest.mark.parametrize(("size", "at"), [((80, 24), (5, 5)), ((40, 15), (5, 14))])
async def test_the_wheel_scrolls_by_lines_wherever_the_pointer_is(
    tmp_path: Path, size: tuple[int, int], at: tuple[int, int]
) -> None:
    async with coach_on(tmp_path, "support", size=size, settings=US) as seen:
        text = seen.on(PageScreen).text
        tops = [text.top]
        for wheel in (MouseScrollDown, MouseScrollDown, MouseScrollUp):
            await seen.pilot._post_mouse_events([wheel], offset=at, button=0)
            tops.append(text.top)
        assert tops == [0, 2, 4, 2]
        await seen.press("end")
        last = seen.text
        assert "more below" not in last
        await seen.pilot._post_mouse_events([MouseScrollDown], offset=at, button=0)
        assert seen.text == last


async def test_whatever_is_scrolled_to_is_dark(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "support", settings=US) as seen:
        text = seen.on(PageScreen).text
        for top in range(text.max_scroll_y + 1):
            text.scroll_to(y=top, animate=False)
            check_light(seen)
            assert ("more below" in seen.text) is not text.is_at_end


async def test_pages_turn_with_page_down_home_and_end(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("?")
        first = seen.text
        await seen.press("pagedown")
        second = seen.text
        await seen.press("end")
        assert "more below" not in seen.text
        await seen.press("home")
        assert seen.text == first
        await seen.press("down")
        assert seen.text == second
        await seen.press("pageup")
        assert seen.text == first
        page = seen.on(PageScreen)
        page.text.scroll_relative(y=3, animate=False)
        assert seen.text not in (first, second)
        await seen.press("up")  # to the beginning of the part that was scrolled into
        assert seen.text == first
        page.text.scroll_relative(y=3, animate=False)
        await seen.press("space")
        assert seen.text == second


async def test_a_page_arrives_by_light_with_its_words(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=12, settings=US) as seen:
        await seen.press("h")
        screen = seen.on(SupportScreen)
        x, y = spot(seen, "Help from a person")

        def colour() -> str:
            style = seen.strips[y].crop(x, x + 1)._segments[0].style
            assert style and style.color and style.color.triplet
            return style.color.triplet.hex

        dim = []
        for light in (0.25, 0.5, 1.0):
            screen.relight(seen.app.palette, light)
            dim.append(colour())
        assert dim == sorted(set(dim))
        assert dim[-1] == seen.app.palette.tones[-1]


async def test_what_is_read_stays_in_view_when_the_size_changes(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "support", size=(100, 30), settings=US) as seen:
        await seen.press("space")
        first = next(row.strip() for row in seen.rows if row)
        await seen.resize(80, 24)
        spot(seen, first)
        assert lit_share(seen) <= 0.15


async def test_cautions_are_a_page_whose_end_brings_the_way_on(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "bodyscan/ten", settings={"read": []}, size=(40, 10)) as seen:
        await seen.press("space")
        screen = seen.on(FirstTimeScreen)
        x, y = spot(seen, "Read on")
        await seen.click(x, y)
        assert spot(seen, "Go on") == (x, y)
        await seen.press("up")
        assert spot(seen, "Read on") == (x, y)
        for _ in range(9):
            await seen.pilot._post_mouse_events([MouseScrollDown], offset=(x, y), button=0)
            check_light(seen)
        await seen.rest()
        assert spot(seen, "Go on") == (x, y)
        assert seen.app.screen is screen
        await drag(seen, (x, y - 3), (x, y - 3))
        await seen.click(x, y)
        assert seen.guided.session


async def test_up_and_down_choose_between_two_ways_and_turn_back_above_them(
    tmp_path: Path,
) -> None:
    settings = {"rests": "ask"}
    async with coach_on(tmp_path, "breathing/box", size=(40, 10), settings=settings) as seen:
        await seen.press("space")
        seen.on(FirstTimeScreen)
        first = seen.text
        while "more below" in seen.text:
            await seen.press("down")
        assert "› No holds" in seen.text
        await seen.press("down")
        assert "› As it is" in seen.text
        await seen.press("up")
        assert "› No holds" in seen.text
        await seen.press(*["up"] * 9)
        assert seen.text == first


async def test_text_is_repainted_though_the_hints_below_it_change_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with coach_on(tmp_path, "support", settings=US) as seen:
        screen = seen.on(PageScreen)
        painted: set[int] = set()

        def note(_: object, update: Any) -> None:
            rows = [y for y, _, _ in update.spans] if hasattr(update, "spans") else range(24)
            painted.update(rows)

        monkeypatch.setattr(HeadlessDriver, "is_headless", False)  # or nothing would be drawn
        monkeypatch.setattr(seen.app, "_display", note)
        _, y = spot(seen, "988")
        screen.text.refresh()
        screen.notes.say("copied", 3, seen.clock.monotonic)
        screen.draw()
        await seen.pilot.pause(0.1)
        assert y in painted
        assert 22 in painted


@pytest.mark.parametrize("hour", [14, 22])
@pytest.mark.parametrize("id", ["breathing/double-sigh", "breathing/long-out", "breathing/box"])
async def test_every_part_of_the_cautions_is_reached_at_every_size(
    tmp_path: Path, id: str, hour: int
) -> None:
    settings = {"read": [], "rests": "ask"}
    async with coach_on(tmp_path, id, settings=settings, hour=hour) as seen:
        await seen.press("space")
        screen = seen.on(FirstTimeScreen)
        for width in (20, 24, 28, 32, 36, 40, 48, 56, 64, 80):
            for height in (8, 9, 11, 12, 13, 15, 17, 18):
                await seen.resize(width, height)
                await seen.press("home")
                for part, row in enumerate(screen.text.page.starts):
                    assert screen.text.top == row, (width, height, part)
                    await seen.press("pagedown")
                assert screen.text.is_at_end, (width, height)
