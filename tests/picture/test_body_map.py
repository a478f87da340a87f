"""The figure: every place can be lit, on its side, at every height."""

from functools import cache
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain import body
from coach.picture import body_map
from coach.picture.body_map import LEAST_ROWS, MOST_ROWS, Light, figure, width_of
from coach.picture.budget import lit_cells
from coach.picture.raster import ASCII, BLOCKS, EMBER, Glyphs, Picture

HEIGHTS = range(LEAST_ROWS, MOST_ROWS + 1)
SOME_HEIGHTS = (11, 14, 18, 25, 32, 40)
GLYPHS = st.sampled_from([BLOCKS, ASCII])
LIGHTS = st.lists(st.tuples(st.sampled_from(body.REGIONS), st.integers(0, 8)), max_size=5)

Cell = tuple[str, int, int]
Grid = list[list[Cell]]


def grid(picture: Picture) -> Grid:
    return [[(char, run.tone, run.behind) for run in row for char in run.text] for row in picture]


def drawn(rows: int, *lights: Light, glyphs: Glyphs = BLOCKS, resting: int = 2) -> Grid:
    return grid(figure(rows, lights, glyphs, resting))


def text(rows: int, *lights: Light) -> list[str]:
    return ["".join(run.text for run in row) for row in figure(rows, lights, ASCII)]


@cache
def lit_by(rows: int, region: str, glyphs: Glyphs = BLOCKS) -> set[tuple[int, int]]:
    """Return the cells that are not as in the resting figure, as column and row."""
    resting, lit = drawn(rows, glyphs=glyphs), drawn(rows, (region, EMBER), glyphs=glyphs)
    return {
        (x, y)
        for y, (before, after) in enumerate(zip(resting, lit, strict=True))
        for x, (old, new) in enumerate(zip(before, after, strict=True))
        if old != new
    }


def brightest(cells: Grid) -> int:
    return max(max(tone, behind) for row in cells for _, tone, behind in row)


def halves(rows: int) -> list[list[bool]]:
    """Return for each half row which half cells are body."""
    return [
        [(tone if char == glyph else behind) >= EMBER / 2 for char, tone, behind in row]
        for row in drawn(rows, resting=EMBER)
        for glyph in "▀▄"
    ]


def swapped(region: str) -> str:
    _, side = body.place_of(region)
    other = {"left": "right", "right": "left"}.get(side, "")
    return other + region.removeprefix(side)


@pytest.mark.parametrize("rows", HEIGHTS)
def test_every_region_shows_at_every_height(rows: int) -> None:
    for region in body.REGIONS:
        lit = figure(rows, ((region, EMBER),), BLOCKS)
        # clearly: well above the rest of the body, even at the soft edge
        assert max(max(run.tone, run.behind) for row in lit for run in row) >= 5, region


@pytest.mark.parametrize("rows", SOME_HEIGHTS)
def test_each_side_lights_its_own_half(rows: int) -> None:
    middle = width_of(rows) // 2
    for name in body.ONE_SIDE:
        left, right = lit_by(rows, f"left-{name}"), lit_by(rows, f"right-{name}")
        assert all(x < middle for x, _ in left), name
        assert all(x > middle for x, _ in right), name
        assert {(2 * middle - x, y) for x, y in left} == right
        assert left | right == lit_by(rows, body.ONE_SIDE[name]), name


@given(rows=st.integers(0, 60), lights=LIGHTS, glyphs=GLYPHS, resting=st.integers(0, 8))
@settings(max_examples=60)
def test_a_figure_is_a_rectangle_of_soft_tones(
    rows: int, lights: list[Light], glyphs: Glyphs, resting: int
) -> None:
    cells = drawn(rows, *lights, glyphs=glyphs, resting=resting)
    assert len(cells) == min(max(rows, LEAST_ROWS), MOST_ROWS)
    assert {len(row) for row in cells} == {width_of(rows)}
    assert all(
        0 <= tone <= EMBER and 0 <= behind <= EMBER for row in cells for _, tone, behind in row
    )
    if glyphs is BLOCKS:
        assert brightest(cells) <= max(resting, *(tone for _, tone in lights), 0)


@given(rows=st.integers(LEAST_ROWS, MOST_ROWS), lights=LIGHTS, glyphs=GLYPHS)
@settings(max_examples=60)
def test_swapped_sides_are_a_mirror_image(rows: int, lights: list[Light], glyphs: Glyphs) -> None:
    mirror = [(swapped(region), tone) for region, tone in lights]
    cells = drawn(rows, *lights, glyphs=glyphs)
    assert [row[::-1] for row in drawn(rows, *mirror, glyphs=glyphs)] == cells


def test_other_heights_are_clamped() -> None:
    assert figure(3, (), BLOCKS) == figure(LEAST_ROWS, (), BLOCKS)
    assert figure(99, (), BLOCKS) == figure(MOST_ROWS, (), BLOCKS)
    assert width_of(3) == width_of(LEAST_ROWS)
    assert width_of(99) == width_of(MOST_ROWS)


@pytest.mark.parametrize("rows", SOME_HEIGHTS)
def test_places_stand_in_the_order_of_the_body(rows: int) -> None:
    order = "feet ankles calves knees thighs hips belly ribs chest neck mouth nose forehead scalp"
    middles = []
    for place in order.split():
        cells = lit_by(rows, place)
        middles.append(sum(y for _, y in cells) / len(cells))
    assert middles == sorted(middles, reverse=True)
    assert len(set(middles[:-4])) == len(middles) - 4  # a small head has two rows for all of it


@pytest.mark.parametrize("rows", [24, 32, 40])
def test_where_there_is_room_no_two_places_look_the_same(rows: int) -> None:
    pictures = {region: figure(rows, ((region, EMBER),), BLOCKS) for region in body.REGIONS}
    assert len(set(pictures.values())) == len(body.REGIONS)


@pytest.mark.parametrize("rows", SOME_HEIGHTS)
def test_a_light_changes_only_what_is_near(rows: int) -> None:
    assert min(y for _, y in lit_by(rows, "feet")) > rows * 0.8
    assert max(y for _, y in lit_by(rows, "face")) < rows * 0.25
    torso = {*lit_by(rows, "chest"), *lit_by(rows, "belly")}
    assert not torso & {*lit_by(rows, "hands"), *lit_by(rows, "calves"), *lit_by(rows, "face")}
    back = lit_by(rows, "lower-back") - lit_by(rows, "belly")
    assert {x < width_of(rows) / 2 for x, _ in back} == {True, False}  # the flanks


@pytest.mark.parametrize("rows", SOME_HEIGHTS)
def test_the_later_light_wins(rows: int) -> None:
    assert brightest(drawn(rows, ("belly", 8), ("belly", 3))) < 8
    assert brightest(drawn(rows, ("belly", 3), ("belly", 8))) == 8
    face = [("face", 8), ("left-foot", 1)]
    assert drawn(rows, *face, ("mouth", 0)) != drawn(rows, ("mouth", 0), *face)


def test_without_rest_only_the_lights_are_lit() -> None:
    assert lit_cells(figure(24, (), BLOCKS, 0)) == 0
    assert lit_cells(figure(24, (), ASCII, 0)) == 0
    lit = lit_cells(figure(24, (("right-knee", 8),), BLOCKS, 0))
    assert 1 <= lit <= 12


@pytest.mark.parametrize("rows", SOME_HEIGHTS)
def test_ascii_shows_a_tone_by_the_character_alone(rows: int) -> None:
    resting = text(rows)
    assert set("".join(resting)) == {" ", "."}
    for region in body.REGIONS:
        lit = text(rows, (region, EMBER))
        assert lit != resting, region
        assert set("".join(lit)) <= set(body_map.MARKS)
        assert {"o", "#"} & set("".join(lit)), region
    assert body_map.MARKS.isascii() and body_map.MARKS.isprintable()


@pytest.mark.parametrize("rows", HEIGHTS)
def test_it_reads_as_a_person(rows: int) -> None:
    """One head, then an arm on each side of the body, then two legs to the floor."""
    lines = halves(rows)
    parts = [sum(lit for lit, _ in groupby(line)) for line in lines]
    assert set(parts[: rows // 3]) == {1}
    assert 3 in parts[rows // 2 : rows]
    assert set(parts[rows * 4 // 3 : -1]) == {2}
    widths = [sum(line) for line in lines]
    neck = min(range(2, rows // 2), key=widths.__getitem__)
    assert widths[neck] < max(widths[:neck])  # narrower than the head
    assert widths[neck] * 2 < max(widths[neck:rows])  # and than the shoulders


@pytest.mark.parametrize(("rows", "most"), [(18, 150), (32, 480)])
def test_few_cells_are_lit(rows: int, most: int) -> None:
    resting = lit_cells(figure(rows, (), BLOCKS))
    everything = lit_cells(figure(rows, (), BLOCKS, EMBER))
    assert most * 0.7 < resting <= everything <= most


def test_it_grows_with_its_height() -> None:
    widths = [width_of(rows) for rows in HEIGHTS]
    assert all(width % 2 == 1 for width in widths)
    lit = [lit_cells(figure(rows, (), BLOCKS)) for rows in HEIGHTS]
    assert all(before <= after for before, after in pairwise(widths))
    assert all(before < after for before, after in pairwise(lit))
