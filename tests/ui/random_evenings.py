"""Evenings of random keys through the real screens: what is recorded was said on its row."""

import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from coach.domain.checklist import Answer, Item
from coach.ui.screens.checklist import ChecklistScreen
from tests.ui.seen import Seen, coach_on

KEYS = (
    *("space",) * 8,
    *("up", "down", "down", "enter", "escape", "left", "right", "pagedown", "home", "end"),
    *"abcdeghiklmnoprstuvwxyz123?+-=",
)
"""Every key but those that leave at once, or write."""
EVENING_KEYS = 12


class Watched:
    """Watches every answer that is given, through the screen that gives it."""

    def __init__(self) -> None:
        self.given = 0
        self.wrong: list[str] = []

    def __enter__(self) -> "Watched":
        answer = ChecklistScreen._answer

        def watched(screen: ChecklistScreen, id: str, given: Answer) -> None:
            item = next(item for item in screen.shown() if item.id == id)
            self._check(screen, item, given)
            answer(screen, id, given)

        self._patch: Any = mock.patch.object(ChecklistScreen, "_answer", watched)
        self._patch.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._patch.__exit__(*error)

    def _check(self, screen: ChecklistScreen, item: Item, given: Answer) -> None:
        self.given += 1
        if screen.here != item.id:
            self.wrong.append(f"{item.id}: {given}, with the light on {screen.here!r}")
        if given == "done" and screen._minutes_until(item):
            self.wrong.append(f"{item.id}: done before it is due")


async def live(folder: Path, rng: random.Random, evenings: int) -> int:
    """Live some evenings in one coach, at random hours; returns how many answers were given."""
    with Watched() as watched:
        async with coach_on(folder) as seen:
            for _ in range(evenings):
                at = datetime(2027, 1, 14) + timedelta(minutes=rng.randrange(24 * 60 * 30))
                seen.clock.wall = at.timestamp()
                await _to_tonight(seen)
                keys = ["l"] * (rng.random() < 0.4) + rng.choices(KEYS, k=EVENING_KEYS)
                for key in keys:
                    await seen.press(key)
                    if watched.wrong:
                        raise AssertionError(f"{watched.wrong[0]} at {at} by {keys}")
        assert seen.app._exception is None
    return watched.given


async def _to_tonight(seen: Seen) -> None:
    while len(seen.app.screen_stack) > 1:
        seen.app.pop_screen()
    await seen.rest()
