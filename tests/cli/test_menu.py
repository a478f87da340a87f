"""The numbers that bare `coach` offers without a screen."""

from datetime import date, datetime

import pytest

from coach.cli import menu
from coach.person.context import Context
from coach.store import begun
from tests.fake_clock import FakeClock

ASKS = "How was the night?"
LESSON = "Today's lesson: Why sleep breaks down"


@pytest.mark.parametrize(("hour", "is_first"), [(5, False), (6, True), (12, False)])
def test_the_diary_comes_first_once_the_night_is_over(
    me: Context, clock: FakeClock, hour: int, is_first: bool
) -> None:
    clock.wall = datetime(2026, 11, 17, hour, 10).timestamp()
    ways = menu._ways(me)
    offered = [way.text for way in ways if way.text != LESSON]
    assert offered.index(ASKS) == (0 if is_first else offered.index("Calm the mind") + 1)


@pytest.mark.parametrize(("hour", "is_day"), [(5, False), (6, True), (21, True), (22, False)])
def test_by_day_it_offers_the_lesson_of_today(
    me: Context, clock: FakeClock, hour: int, is_day: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    clock.wall = datetime(2026, 11, 17, hour, 10).timestamp()
    ways = [way for way in menu._ways(me) if way.text == LESSON]
    assert len(ways) == is_day
    for way in ways:
        way.go()
        assert "With daily use the brain leans against it" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wall", "has_begun", "place"),
    [
        ("2026-11-17T21:30", True, None),
        ("2026-11-17T22:30", True, 1),
        ("2026-11-17T23:30", False, 1),
        ("2026-11-17T23:30", True, 0),
        ("2026-11-18T03:10", False, 0),
        ("2026-11-18T06:10", True, None),
    ],
)
def test_at_night_awake_stands_where_space_on_tonight_has_it(
    me: Context, clock: FakeClock, wall: str, has_begun: bool, place: int | None
) -> None:
    clock.wall = datetime.fromisoformat(wall).timestamp()
    if has_begun:
        begun.save(me.places.data, date(2026, 11, 17))
    offered = [way.text for way in menu._ways(me)]
    places = [at for at, text in enumerate(offered) if text == "Awake in the night"]
    assert places == ([] if place is None else [place])
