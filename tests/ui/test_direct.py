"""Pictures written straight to the terminal: cell for cell what Textual's compositor would give."""

from pathlib import Path
from typing import Any
from unittest import mock

import pyte
import pytest
from rich.segment import Segment
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver

from coach.picture import changes
from coach.ui.canvas import Canvas
from tests.ui.seen import Seen, coach_on

Cells = list[list[tuple[str, str, str]]]
SIZE = 80, 24


class Painted(HeadlessDriver):
    """A driver for a terminal of pyte's."""

    is_there = False
    """There is somebody to look: from then on pictures are written."""

    @property
    def is_headless(self) -> bool:
        return not self.is_there

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.screen = pyte.Screen(*SIZE)
        self.stream = pyte.Stream(self.screen)

    def write(self, data: str) -> None:
        if not data.startswith("\x1b[?"):
            self.stream.feed(data)

    @property
    def cells(self) -> Cells:
        """Every cell: its glyph, the colour of that, and the colour behind it."""
        buffer = self.screen.buffer
        rows = [[buffer[y][x] for x in range(SIZE[0])] for y in range(SIZE[1])]
        return [[(c.data, c.fg if c.data.strip() else "", c.bg) for c in row] for row in rows]


def drawn(screen: Canvas[Any]) -> Cells:
    """The same of what the screen gives to Textual."""
    return [[cell for each in screen.render_line(y) for cell in _of(each)] for y in range(SIZE[1])]


def _of(segment: Segment) -> list[tuple[str, str, str]]:
    style = segment.style
    assert style and style.color and style.bgcolor
    fg, bg = (colour.get_truecolor().hex[1:] for colour in (style.color, style.bgcolor))
    return [(char, fg if char.strip() else "", bg) for char in segment.text]


@pytest.fixture
def true_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("textual.drivers.headless_driver.HeadlessDriver", Painted)


async def watched(seen: Seen) -> Painted:
    """Let the app write what it shows from now on."""
    driver = seen.app._driver
    assert isinstance(driver, Painted)
    driver.is_there = True
    seen.screen.repaint()
    await seen.pilot.pause(0.05)  # a frame of Textual's
    return driver


async def play(seen: Seen, driver: Painted, seconds: float, step: float) -> int:
    """Play, and compare every picture that is said to stand; return how many."""
    compared = 0
    for _ in range(round(seconds / step)):
        await seen.advance(step)
        screen = seen.screen
        if screen._standing == screen._picture:
            assert driver.cells == drawn(screen)
            compared += 1
    return compared


@pytest.mark.usefixtures("true_colour")
@pytest.mark.parametrize(
    ("first", "seconds", "step"),
    [
        ("breathing/box", 90, 0.5),
        ("breathing/coherent", 60, 0.5),
        ("relaxation/pmr-7", 240, 1.5),
        ("bodyscan/three", 180, 1.5),
    ],
)
async def test_every_picture_of_a_session_is_the_same(
    tmp_path: Path, first: str, seconds: float, step: float
) -> None:
    with mock.patch.object(changes, "written", wraps=changes.written) as written:
        async with coach_on(tmp_path, first, SIZE) as seen:
            driver = await watched(seen)
            await seen.press("space")
            compared = await play(seen, driver, seconds, step)
            await seen.press("d")
            compared += await play(seen, driver, 20, 1.0)
            await seen.press("d", "c")
            compared += await play(seen, driver, 20, 1.0)
            await seen.press("space", "escape")
            compared += await play(seen, driver, 2, 1.0)
    assert compared > 100
    assert written.call_count > 60


@pytest.mark.usefixtures("true_colour")
async def test_what_lies_on_top_of_the_rows_is_written_by_the_compositor(tmp_path: Path) -> None:
    async with coach_on(tmp_path, size=SIZE) as seen:
        await seen.press("m")
        with mock.patch.object(changes, "written", wraps=changes.written) as written:
            await seen.press("down", "down", "up")
    assert not written.called


@pytest.mark.usefixtures("true_colour")
async def test_what_other_screens_leave_is_drawn_anew(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "breathing/box", SIZE) as seen:
        driver = await watched(seen)
        await seen.press("space")
        compared = await play(seen, driver, 16, 0.5)
        for key in ("h", "escape", "o", "escape", "space"):
            await seen.press(key)
            await seen.pilot.pause(0.05)
            if not seen.screen.children:
                assert driver.cells == drawn(seen.screen)
                compared += await play(seen, driver, 4, 0.5)
        screen = seen.screen
        seen.app._display(screen, screen._compositor.render_update(full=True))  # what Textual keeps
        assert driver.cells == drawn(screen)
    assert compared > 40


@pytest.mark.usefixtures("true_colour")
async def test_where_textual_has_changed_its_compositor_does_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with coach_on(tmp_path, "breathing/box", SIZE) as seen:
        driver = await watched(seen)
        await seen.press("space")
        assert seen.screen._is_alone()
        with monkeypatch.context() as patch:
            patch.delattr(App, "_background_screens")
            assert not seen.screen._is_alone()
        monkeypatch.setattr(Canvas, "_is_alone", lambda _: False)
        with mock.patch.object(changes, "written", wraps=changes.written) as written:
            await seen.advance(12)
        await seen.pilot.pause(0.05)
        assert driver.cells == drawn(seen.screen)
    assert not written.called


async def test_on_a_terminal_without_true_colour_the_compositor_does_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("textual.drivers.headless_driver.HeadlessDriver", Painted)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("COLORTERM", raising=False)
    with mock.patch.object(changes, "written", wraps=changes.written) as written:
        async with coach_on(tmp_path, "breathing/box", SIZE) as seen:
            driver = await watched(seen)
            await seen.press("space")
            await seen.advance(27)
            await seen.pilot.pause(0.05)
            assert "Breathe" in "".join(driver.screen.display)
    assert not written.called
