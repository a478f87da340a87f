"""What is written so that one picture becomes another, read by a terminal."""

import re

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.picture.changes import spans, written
from coach.picture.raster import CUE, Row, Run

WIDTH, HEIGHT = 12, 4
Shown = list[list[tuple[str, str, str]]]
runs = st.builds(
    Run,
    st.text(" ab▀│●é", min_size=1, max_size=5),
    st.integers(0, CUE),
    st.integers(0, 2),
)
pictures = st.lists(st.lists(runs, max_size=5).map(tuple), max_size=HEIGHT)


def colour(tone: int) -> str:
    return f"{tone};{2 * tone};{100 + tone}"


def hexed(tone: int) -> str:
    return f"{tone:02x}{2 * tone:02x}{100 + tone:02x}"


def wanted(picture: list[Row]) -> Shown:
    """Every cell of a picture: glyph, its colour if there is one to be seen, the one behind."""
    rows = []
    for row in [*picture, *([()] * (HEIGHT - len(picture)))]:
        cells = [(char, run.tone, run.behind) for run in row for char in run.text][:WIDTH]
        cells += [(" ", 0, 0)] * (WIDTH - len(cells))
        rows.append(
            [(c, hexed(tone) if c != " " else "", hexed(behind)) for c, tone, behind in cells]
        )
    return rows


def shown(screen: pyte.Screen) -> Shown:
    cells = [[screen.buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT)]
    return [[(c.data, c.fg if c.data != " " else "", c.bg) for c in row] for row in cells]


def terminal_with(picture: list[Row]) -> tuple[pyte.Screen, pyte.Stream]:
    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    for y, row in enumerate(wanted(picture), start=1):
        for x, (char, fg, bg) in enumerate(row, start=1):
            codes = [f"48;2;{int(bg[:2], 16)};{int(bg[2:4], 16)};{int(bg[4:], 16)}"]
            if fg:
                codes.append(f"38;2;{int(fg[:2], 16)};{int(fg[2:4], 16)};{int(fg[4:], 16)}")
            stream.feed(f"\x1b[{y};{x}H\x1b[{';'.join(codes)}m{char}")
    stream.feed("\x1b[0m")
    return screen, stream


@given(before=pictures, after=pictures)
def test_what_is_written_turns_one_picture_into_the_other(
    before: list[Row], after: list[Row]
) -> None:
    screen, stream = terminal_with(before)
    assert shown(screen) == wanted(before)
    changed = spans(before, after, WIDTH)
    assert changed is not None
    stream.feed(written(changed, colour))
    assert shown(screen) == wanted(after)


@given(before=pictures, after=pictures)
def test_each_pair_of_colours_is_sent_once_and_only_what_changed(
    before: list[Row], after: list[Row]
) -> None:
    changed = spans(before, after, WIDTH)
    assert changed is not None
    text = written(changed, colour)
    behind = re.findall(r"48;2;(\d+)", text)
    assert len(behind) == len(set(behind))
    pairs = zip(wanted(before), wanted(after), strict=True)
    differing = sum(old != new for rows in pairs for old, new in zip(*rows, strict=True))
    assert sum(len(span.text) for span in changed) == differing
    assert bool(text) is bool(differing)


def test_neighbours_go_in_one_and_blanks_take_any_colour() -> None:
    before = [(Run("xxxxx", 3),)]
    after = [(Run("ab", 5), Run(" ", 7), Run("c", 5))]
    assert spans(before, after, WIDTH) == [(0, 5, 0, 0, "ab c ")]


@pytest.mark.parametrize("text", ["漢字", "e\u0301", "👩", "\u200b"])
def test_characters_of_unsure_width_are_left_to_others(text: str) -> None:
    assert spans([], [(Run(text, 5),)], WIDTH) is None
    assert spans([(Run(text, 5),)], [], WIDTH) is None
    assert spans([(Run(text, 5),)], [(Run(text, 5),)], WIDTH) == []
