"""The plot of nights: every night that is known has its dot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.picture import plot
from coach.picture.raster import ASCII, BLOCKS, Glyphs

hours_asleep = st.one_of(st.none(), st.floats(0, 14))


@pytest.mark.parametrize("glyphs", [BLOCKS, ASCII])
@given(values=st.lists(hours_asleep, min_size=2, max_size=14), width=st.integers(19, 120))
def test_every_night_has_its_dot(glyphs: Glyphs, values: list[float | None], width: int) -> None:
    rows = plot.hours(values, width, 5, glyphs)
    dots = sum(run.text.count(glyphs.light) for row in rows for run in row)
    assert dots == sum(value is not None for value in values)
    assert all(sum(len(run.text) for run in row) <= width for row in rows)


def test_the_best_night_is_at_the_top_and_the_last_at_the_right() -> None:
    rows = plot.hours([4.0, 5.0, 8.0, 6.0, 7.0], 40, 5, BLOCKS)
    texts = ["".join(run.text for run in row) for row in rows]
    assert BLOCKS.light in texts[0]
    assert texts[0].startswith("8 h")
    assert max(text.rfind(BLOCKS.light) for text in texts) == 39
