"""The rule of light: how much may be lit, and what has room in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.picture.budget import lit_cells, most_lit, rows_within
from coach.picture.raster import Run

ROWS = st.lists(st.text("ab  ", max_size=12).map(lambda text: (Run(text, 9),)), max_size=20)


@pytest.mark.parametrize(
    ("size", "most"),
    [((80, 24), 288), ((300, 90), 4050), ((79, 24), 1137), ((80, 23), 1104), ((20, 8), 96)],
)
def test_large_screens_are_dark_small_ones_hardly_can_be(size: tuple[int, int], most: int) -> None:
    assert most_lit(*size, is_night=True) == most


def test_by_day_a_large_screen_may_be_lighter() -> None:
    assert most_lit(80, 24, is_night=False) == 2 * most_lit(80, 24, is_night=True)
    assert most_lit(40, 15, is_night=False) == most_lit(40, 15, is_night=True)


@given(ROWS, st.integers(1, 25), st.integers(0, 90))
def test_whichever_rows_are_shown_they_are_dark_enough_and_one_more_would_not_be(
    rows: list[tuple[Run, ...]], most: int, light: int
) -> None:
    def brightest(count: int) -> int:
        return max(lit_cells(rows[first : first + count]) for first in range(len(rows) or 1))

    room = rows_within(rows, most, light)
    assert 1 <= room <= max(min(most, len(rows)), 1)
    assert room == 1 or brightest(room) <= light
    if room < min(most, len(rows)):
        assert brightest(room + 1) > light
