"""Shapes, printed and counted."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.picture import raster
from coach.picture.budget import lit_cells
from coach.picture.raster import ASCII, BLOCKS, CUE, TEXT, Glyphs, Picture, Run

GLYPHS = st.sampled_from([BLOCKS, ASCII])


def widths(picture: Picture) -> set[int]:
    return {sum(len(run.text) for run in row) for row in picture}


def text(picture: Picture) -> list[str]:
    return ["".join(run.text for run in row) for row in picture]


def place_of(picture: Picture, glyph: str) -> tuple[int, int]:
    [(x, y)] = [(row.index(glyph), y) for y, row in enumerate(text(picture)) if glyph in row]
    return x, y


@given(
    width=st.integers(4, 90),
    height=st.integers(3, 40),
    share=st.floats(0, 1),
    light=st.floats(0, 4),
    is_resting=st.booleans(),
    glyphs=GLYPHS,
)
def test_a_box_is_a_rectangle_with_one_light(
    width: int, height: int, share: float, light: float, is_resting: bool, glyphs: Glyphs
) -> None:
    step = round(share * raster.box_steps(height, glyphs))
    picture = raster.box(width, height, step, light, is_resting, glyphs)
    assert len(picture) == height
    assert widths(picture) == {width}
    mark, tone = (glyphs.resting, TEXT) if is_resting else (glyphs.light, CUE)
    assert sum(row.count(mark) for row in text(picture)) == 1
    assert [run.tone for row in picture for run in row if mark in run.text] == [tone]
    assert all(0 <= run.tone <= CUE and 0 <= run.behind <= CUE for row in picture for run in row)


@pytest.mark.parametrize(
    ("light", "place"), [(0, (0, 8)), (1, (0, 0)), (2, (19, 0)), (3, (19, 8)), (4, (0, 8))]
)
def test_the_light_turns_at_the_corners(light: float, place: tuple[int, int]) -> None:
    assert place_of(raster.box(20, 9, 0, light, False, BLOCKS), "●") == place


def test_the_fill_rises_by_eighths_of_a_cell() -> None:
    steps = raster.box_steps(9, BLOCKS)
    assert steps == 7 * 8
    pictures = [raster.box(20, 9, step, 0, False, BLOCKS) for step in range(steps + 1)]
    assert all(before != after for before, after in pairwise(pictures))
    crest = [sum("█" in row for row in text(picture)) for picture in pictures]
    assert crest[0] == 0
    assert crest[-1] == 1


@given(height=st.integers(3, 40), step=st.integers(0, raster.RING_STEPS), glyphs=GLYPHS)
def test_a_ring_fits_its_field_and_is_symmetric(height: int, step: int, glyphs: Glyphs) -> None:
    picture = raster.ring(height * 2, height, step, glyphs)
    assert len(picture) == height
    assert widths(picture) == {height * 2}
    cells = [[(r.tone, r.behind, c) for r in row for c in r.text] for row in picture]
    assert all(row == row[::-1] for row in cells)


def test_a_ring_grows_with_every_step() -> None:
    lit = [
        max(
            x
            for row in text(raster.ring(40, 20, step, ASCII))
            for x, c in enumerate(row)
            if c != " "
        )
        for step in range(raster.RING_STEPS + 1)
    ]
    assert lit == sorted(lit)
    assert lit[0] < 25
    assert lit[-1] > 34


def test_ascii_pictures_hold_only_ascii() -> None:
    for step in range(0, 14):
        rows = text(raster.box(20, 9, step, step / 4, step % 2 == 0, ASCII))
        rows += text(raster.ring(20, 9, step, ASCII))
        rows += text((raster.bar(14, step, ASCII),))
        assert all(row.isascii() for row in rows)


@given(width=st.integers(1, 60), share=st.floats(0, 1), glyphs=GLYPHS)
def test_a_bar_is_as_wide_as_asked(width: int, share: float, glyphs: Glyphs) -> None:
    assert widths((raster.bar(width, round(share * width), glyphs),)) == {width}


def test_lit_cells_are_glyphs_and_backgrounds() -> None:
    picture = ((Run("a b", 9), Run("  ", 0, 3)), (Run("   "),))
    assert lit_cells(picture) == 4


def test_the_light_of_the_fill_is_even_while_it_rises() -> None:
    """What rises is the light, not its strength: one that saws up and down is a flicker."""
    coverage = {glyph: eighths / 8 for eighths, glyph in enumerate(BLOCKS.eighths)} | {"▀": 0.5}
    given = []
    for step in range(3 * 8, 12 * 8 + 1):
        cells = [row[1] for row in raster.box(20, 14, step, 0, False, BLOCKS)[1:-1]]
        shares = [(coverage.get(run.text[0], 0.5), run.tone, run.behind) for run in cells]
        light = [s * (tone / 8) ** 2.2 + (1 - s) * (back / 8) ** 2.2 for s, tone, back in shares]
        given.append(sum(light))
    assert max(given) - min(given) < 0.1 * min(given)


def test_no_part_of_the_fill_brightens_once_the_crest_has_passed() -> None:
    for row in range(1, 13):
        tones = []
        for step in range(12 * 8 + 1):
            run = raster.box(20, 14, step, 0, False, BLOCKS)[row][1]
            if run.text[0] in " ▀":
                tones.append((run.tone, run.behind) if run.text[0] == "▀" else 2 * (run.behind,))
        passed = [halves for halves in tones if halves != (0, 0)]
        assert passed == sorted(passed, reverse=True)
