"""The display is kept awake while a session runs that is looked at, and never else."""

from pathlib import Path

import pytest

from coach.sound.hearing import Hearing
from coach.ui.screens.end import EndScreen
from coach.ui.screens.support import SupportScreen
from tests.sound.test_player import Told
from tests.ui.seen import Seen, coach_on


class Display:
    """Knows whether it is held."""

    is_held = False
    settled = 0

    def settle(self) -> None:
        assert not self.is_held
        self.settled += 1

    def hold(self) -> None:
        self.is_held = True

    def release(self) -> None:
        self.is_held = False


def display_of(seen: Seen) -> Display:
    """Put a display in the place of the real one."""
    display = Display()
    seen.app.awake_display = display  # type: ignore[assignment]
    return display


@pytest.mark.parametrize("first", ["breathing/box", "relaxation/pmr-4", "bodyscan/three"])
async def test_it_stays_awake_while_a_session_runs_and_sleeps_while_it_is_paused(
    tmp_path: Path, first: str
) -> None:
    async with coach_on(tmp_path, first) as seen:
        display = display_of(seen)
        await seen.press("up")
        assert not display.is_held, "it has not begun"
        await seen.press("space")
        assert display.is_held
        await seen.advance(20)
        assert display.is_held
        await seen.press("space")
        assert not display.is_held
        await seen.press("space")
        assert display.is_held
        await seen.press("escape")
        assert not display.is_held


async def test_it_may_sleep_in_the_dark(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "breathing/box") as seen:
        display = display_of(seen)
        await seen.press("space", "d")
        assert not display.is_held
        await seen.advance(20)
        assert not display.is_held
        await seen.press("d")
        assert display.is_held


async def test_it_may_sleep_when_it_is_dark_from_the_start(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "breathing/box", is_dark=True) as seen:
        display = display_of(seen)
        await seen.press("space")
        await seen.advance(20)
        assert not display.is_held


async def test_it_may_sleep_once_the_voice_alone_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Hearing, "_speaking", lambda _: Told())
    async with coach_on(tmp_path, "bodyscan/three", settings={"voice": "on"}) as seen:
        display = display_of(seen)
        await seen.press("space")
        await seen.advance(100)
        assert display.is_held
        await seen.advance(40)
        await seen.advance(10)  # it is known of the last picture whether there is one
        assert seen.guided.session and seen.guided.playback and seen.guided.playback.is_running
        assert not display.is_held


async def test_it_may_sleep_while_another_page_lies_on_top_and_after_the_end(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, "breathing/box", cycles=1) as seen:
        display = display_of(seen)
        await seen.press("space", "h")
        seen.on(SupportScreen)
        assert not display.is_held
        await seen.press("escape", "space")
        assert display.is_held
        await seen.advance(600)
        seen.on(EndScreen)
        assert not display.is_held


@pytest.mark.parametrize("key", ["q", "ctrl+z"])
async def test_who_leaves_or_stops_leaves_nothing_held(tmp_path: Path, key: str) -> None:
    async with coach_on(tmp_path) as seen:
        display = display_of(seen)
        await seen.press("b", "space")
        assert display.is_held
        if key == "q":
            await seen.press(key)
        else:
            seen.guided.stopped()
        assert not display.is_held
        assert display.settled == (key == "ctrl+z")
