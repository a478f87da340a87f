"""A person who presses anything, at any hour, from their first start on: what must hold anywhere.

Help is one key away and leads back. At night no screen but a form, or the options, shows a time of
day. It is never too bright. Nothing is played that what they said of themselves excludes.
"""

import random
import re
from datetime import datetime, timedelta
from pathlib import Path

from coach.domain.routine import Routine
from coach.person import safer
from coach.person.context import Context
from coach.person.glance import is_first_start
from coach.system.folders import Places
from coach.ui.app import CoachApp
from coach.ui.screens.about_you import AboutYouScreen
from coach.ui.screens.awake import AwakeScreen
from coach.ui.screens.diary_form import DiaryForm
from coach.ui.screens.end import EndScreen
from coach.ui.screens.guided import GuidedScreen
from coach.ui.screens.helper import HelperScreen
from coach.ui.screens.options import OptionsScreen
from coach.ui.screens.review import ReviewScreen
from coach.ui.screens.support import SupportScreen
from tests.fake_clock import FakeClock
from tests.ui.seen import Seen, seen_app
from tests.ui.test_light import check_light

FIRST_DAY = datetime(2027, 1, 14, 21, 15)
SIZES = ((80, 24), (80, 24), (120, 40), (40, 15), (20, 8))
KEYS = (
    *("space",) * 12,
    *("up", "down", "down", "enter", "escape", "escape", "left", "right", "right", "tab"),
    *("pagedown", "home", "end", "delete", "backspace", "f1", "ctrl+s"),
    *"aaakkbrstcelmvnopuxyhdfgiwjz0123456789?+-,.",
)
LATER_SECONDS = (0.5, 3, 9, 25, 60, 400)
HAS_TIMES = (DiaryForm, OptionsScreen, AboutYouScreen, ReviewScreen, SupportScreen)
"""Where times are asked for, looked back at, or those of somebody who helps; not shown at night."""
TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b|\bo'clock\b|\b\d+ ?(am|pm)\b")


async def wander(folder: Path, rng: random.Random, visits: int, keys: int = 40) -> int:
    """Let somebody come so often and press so many keys; returns how many they pressed.

    Raises `AssertionError`, with what was pressed on that visit.
    """
    pressed = 0
    for number in range(visits):
        moment = FIRST_DAY + timedelta(minutes=number and rng.randrange(24 * 60 * 20))
        clock, size = FakeClock(wall=moment.timestamp()), rng.choice(SIZES)
        me = Context(Places(folder / "config", folder / "data"), clock)
        first = "tonight" if not is_first_start(*map(str, me.places[:2])) else "first start"
        steps: list[str] = []
        app = CoachApp(me, first)
        async with seen_app(app, clock, size) as seen:
            try:
                await _visit(seen, rng, steps, keys)
            except AssertionError as error:
                where = f"{moment:%d %b %H:%M} {size[0]}x{size[1]} on {app.screen_stack[-1]}"
                raise AssertionError(f"{error}\n{where} after: {' '.join(steps)}") from error
            assert app._exception is None, steps
        app.last_words()
        pressed += len(steps)
    return pressed


async def _visit(seen: Seen, rng: random.Random, steps: list[str], keys: int) -> None:
    """Press keys until somebody has left, and look each time."""
    await seen.rest()
    was_night = seen.app.me.is_night
    for _ in range(keys):
        if rng.random() < 0.12:
            seconds = rng.choice(LATER_SECONDS)
            steps.append(f"wait:{seconds:g}")
            await seen.advance(seconds)
            if isinstance(seen.app.screen, AwakeScreen):
                seen.app.screen.tick()
        else:
            steps.append(rng.choice(KEYS))
            await seen.press(steps[-1])
        await seen.app.workers.wait_for_complete()
        await seen.rest()
        if not seen.app.is_running:
            return
        if seen.app.me.is_night == was_night:  # a page that stands while night falls stays so
            _check_picture(seen)
        _check_what_is_played(seen)
        if rng.random() < 0.15:
            await _check_help(seen)


def _check_picture(seen: Seen) -> None:
    """It fits, is dim enough, and shows no time at night."""
    width = seen.screen.size.width
    assert all(strip.cell_length <= width for strip in seen.strips), seen.text
    check_light(seen)
    if seen.app.me.is_night and not isinstance(seen.app.screen, HAS_TIMES):
        assert not TIME.search(seen.text), seen.text


def _check_what_is_played(seen: Seen) -> None:
    """Nothing that is played is excluded."""
    screen = seen.app.screen
    if isinstance(screen, GuidedScreen) and screen.is_playing:
        played = screen.exercise
        assert not isinstance(played, Routine)
        assert safer.is_itself(played, seen.app.me.limits), (played.id, seen.app.me.said)


async def _check_help(seen: Seen) -> None:
    """Help is one key away, and leads back."""
    before = seen.app.screen
    if isinstance(before, (SupportScreen, HelperScreen, EndScreen)):
        return
    await seen.press("f1")
    assert isinstance(seen.app.screen, SupportScreen), f"no help on {before}:\n{seen.text}"
    await seen.press("escape")
    assert seen.app.screen is before, f"from help to {seen.app.screen}, not {before}"
