"""Days as somebody types them, and as they are said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.person import dates
from coach.person.nights import MONTHS

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", TODAY),
        (" Yesterday ", date(2026, 11, 23)),
        ("tomorrow", date(2026, 11, 25)),
        ("2026-11-20", date(2026, 11, 20)),
        ("2024-2-29", date(2024, 2, 29)),
        ("20 Nov", date(2026, 11, 20)),
        ("20th of", None),
        ("Nov 20", date(2026, 11, 20)),
        ("November 20th, 2025", date(2025, 11, 20)),
        ("1st sept. 2025", date(2025, 9, 1)),
        ("3.12.", date(2026, 12, 3)),
        ("3. 12. 2025", date(2025, 12, 3)),
        ("2 Jan", date(2027, 1, 2)),  # the nearest
        ("29 Feb", None),  # none is near
        ("29 Feb 2024", date(2024, 2, 29)),
        ("3/4", None),
        ("3.12", None),
        ("31 Nov", None),
        ("20", None),
        ("20 Novembre", None),
        ("1949-12-31", None),
        ("2029-01-01", None),
        ("9999-99-99", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_it_is_typed(typed: str, day: date | None) -> None:
    assert dates.parse(typed, TODAY) == day


@given(days=st.integers(-150, 150))
def test_what_is_said_of_a_day_is_read_as_that_day(days: int) -> None:
    day = TODAY + timedelta(days=days)
    said = dates.in_words(day, TODAY).split(", ")[1]
    assert dates.parse(said, TODAY) == day
    short = dates.in_short(day, TODAY).split(" ", 1)[1]
    assert dates.parse(short, TODAY) == day
    assert dates.parse(day.isoformat(), TODAY) == day


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{0,3}[ .-][0-9a-z]{0,9}[ .-][0-9]{0,5}"))
def test_any_text_is_a_day_near_or_none(text: str) -> None:
    day = dates.parse(text, TODAY)
    assert day is None or 1950 <= day.year <= 2028


def test_months_by_their_beginnings() -> None:
    for number, month in enumerate(MONTHS, 1):
        assert dates.parse(f"{month[:3]} 5 2025", TODAY) == date(2025, number, 5)


@pytest.mark.parametrize("line", [*dates.ABOUT.values(), dates.NO_DAY, dates.WHICH_DAY, dates.WHAT])
def test_lines_are_short(line: str) -> None:
    assert len(line) <= 60
