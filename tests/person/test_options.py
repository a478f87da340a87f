"""The options: what is set is shown as it is, and stepped from where it is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.steps import stepped
from coach.person import options
from coach.person.context import Context
from coach.person.options import SAME, TIMES, Option, neighbour, shown, time_of
from coach.store.settings import Settings
from coach.system.folders import Places
from coach.ui import routes

BEDTIME, WEEKEND, *_ = TIMES
FRUIT = Option("theme", "Fruit", "Fruit", "", {"apple": "Apple", "lemon": "Lemon", "plum": "Plum"})
clocks = st.times().map(lambda time: f"{time:%H:%M}")


@pytest.fixture
def me(tmp_path: Path) -> Context:
    return Context(Places(tmp_path, tmp_path / "data"))


def of(settings: Settings) -> Context:
    """Return somebody who has set this."""
    me = Context(Places(Path("/no/such/folder"), Path("/no/such/data")))
    me.settings = settings
    return me


@given(time=clocks, by=st.sampled_from([1, -1]))
def test_a_time_is_stepped_from_where_it_is_all_day_round(time: str, by: int) -> None:
    settings = Settings(bedtime=time)
    assert shown(BEDTIME, of(settings)) == time
    after = neighbour(BEDTIME, of(settings), by)
    moved = (_minutes(after) - _minutes(time)) * by % 1440
    assert 0 < moved <= 5
    assert _minutes(after) % 5 == 0


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


@pytest.mark.parametrize(
    ("time", "by", "after"),
    [
        ("22:40", 1, "22:45"),
        ("22:42", 1, "22:45"),
        ("22:42", -1, "22:40"),
        ("23:58", 1, "00:00"),
        ("00:02", -1, "00:00"),
        ("00:00", -1, "23:55"),
        ("08:00", 1, "08:05"),
    ],
)
def test_five_minutes_at_a_time(time: str, by: int, after: str) -> None:
    assert neighbour(BEDTIME, of(Settings(bedtime=time)), by) == after


def test_the_weekend_is_the_same_until_it_is_another_time() -> None:
    settings = Settings(bedtime="23:00")
    assert shown(WEEKEND, of(settings)) == SAME
    assert neighbour(WEEKEND, of(settings), 1) == "23:05"
    settings = Settings(bedtime="23:00", bedtime_weekend="23:05")
    assert neighbour(WEEKEND, of(settings), -1) == ""
    assert options.without_same(WEEKEND, settings, "23:00") == ""
    assert options.without_same(BEDTIME, settings, "23:05") == "23:05"


@pytest.mark.parametrize(
    ("theme", "words", "before", "after"),
    [
        ("lemon", "Lemon", "apple", "plum"),
        ("plum", "Plum", "lemon", "apple"),
        ("mine", "mine (missing)", "lemon", "plum"),
        ("zebra", "zebra (missing)", "plum", "apple"),
        ("aaa", "aaa (missing)", "plum", "apple"),
        ("a\x1b[31m", "a\\x1b[31m (missing)", "plum", "apple"),
    ],
)
def test_what_is_missing_is_named_and_left(theme: str, words: str, before: str, after: str) -> None:
    settings = Settings(theme=theme)
    assert shown(FRUIT, of(settings)) == words
    assert neighbour(FRUIT, of(settings), -1) == before
    assert neighbour(FRUIT, of(settings), 1) == after


def test_every_setting_that_is_offered_is_there_and_shown(me: Context) -> None:
    for option in options.options(me):
        assert shown(option, me)
        assert len(option.about) <= 60
        assert len(option.title) < 26 and len(option.short) < 12
        if option.page:
            assert option.page in routes.SCREENS
            continue
        for by in (1, -1):
            value = neighbour(option, me, by)
            assert isinstance(value, str)
    country = next(each for each in options.options(me) if each.setting == "country")
    assert shown(country, of(Settings(country="ZZ"))) == "ZZ"


@pytest.mark.parametrize(
    ("digits", "time"),
    [
        ("9", "09:00"),
        ("09", "09:00"),
        ("23", "23:00"),
        ("24", None),
        ("930", "09:30"),
        ("2230", "22:30"),
        ("0000", "00:00"),
        ("2360", None),
        ("", None),
        ("²3", None),
        ("22300", None),
        ("22:30", "22:30"),
        ("9:30", "09:30"),
        ("11:30 pm", "23:30"),
        ("1130PM", "23:30"),
        ("9p", "21:00"),
        ("12 a.m.", "00:00"),
        ("12 pm", "12:00"),
        ("7 am", "07:00"),
        ("2230p", "22:30"),
        ("2230a", None),
        ("0030a", "00:30"),
        ("pm", None),
        ("11:3", None),
        ("11 xm", None),
    ],
)
def test_digits_are_a_time_or_none(digits: str, time: str | None) -> None:
    assert time_of(digits) == time


@given(
    now=st.integers(0, 200),
    by=st.sampled_from([1, -1]),
    step=st.integers(1, 30),
    least=st.integers(0, 60),
    width=st.integers(0, 100),
)
def test_a_step_never_jumps(now: int, by: int, step: int, least: int, width: int) -> None:
    after = stepped(now, by, step, least, least + width)
    assert 0 <= (after - now) * by <= step
    if after == now:
        assert now >= least + width if by > 0 else now <= least
    if least <= now <= least + width:
        assert least <= after <= least + width
