"""The numbers that bare `coach` offers without a screen."""

from datetime import datetime

import pytest

from coach.cli import menu
from coach.person.context import Context
from tests.fake_clock import FakeClock

ASKS = "How was the night?"


@pytest.mark.parametrize(("hour", "is_first"), [(5, False), (6, True), (12, False)])
def test_the_diary_comes_first_once_the_night_is_over(
    me: Context, clock: FakeClock, hour: int, is_first: bool
) -> None:
    clock.wall = datetime(2026, 11, 17, hour, 10).timestamp()
    offered = [way.text for way in menu._ways(me)]
    assert offered.index(ASKS) == (0 if is_first else len(offered) - 3)
