"""The lines of the help page as rows: numbers stay whole."""

import re

import pytest

from coach.content.library import Library
from coach.content.support_page import Part, country_parts, load_page, page_parts
from coach.picture.page import text_of
from coach.picture.raster import CUE, FAINT, TEXT
from coach.picture.sheet import width_of
from coach.picture.support import rows_of

NUMBER = re.compile(r"\d(?:[ -]?\d)*")
NARROWEST, WIDEST = 34, 60
"""How wide the text is on 40 columns, and at most."""


def broken(text: str, width: int) -> list[str]:
    return [text_of(row) for row in rows_of(Part(text), width)]


def test_no_number_is_broken_over_two_rows(library: Library) -> None:
    page, _ = load_page(library)
    parts = [
        *page_parts(page, ""),
        *(part for each in page.country for part in page_parts(page, each.code)),
    ]
    parts += [part for each in page.country for part in country_parts(each)]
    for part in dict.fromkeys(parts):
        for width in range(NARROWEST, WIDEST + 1):
            rows = rows_of(part, width)
            assert max(map(width_of, rows)) <= width
            texts = list(map(text_of, rows))
            assert "".join("".join(texts).split()) == "".join(part.text.split())
            found = [number for text in texts for number in NUMBER.findall(text)]
            assert found == NUMBER.findall(part.text), width


def test_a_line_is_broken_first_where_a_gap_is() -> None:
    assert broken("UK 999   New Zealand 111", 24) == ["UK 999   New Zealand 111"]
    assert broken("UK 999   New Zealand 111", 23) == ["UK 999", "New Zealand 111"]
    assert broken("  988   call or text, 24/7", 20) == ["  988", "    call or text,", "    24/7"]


def test_groups_of_digits_stay_together_where_there_is_room() -> None:
    assert broken("text 0477 13 11 14; chat", 13) == ["text", "0477 13 11 14", "; chat"]
    assert broken("text 0477 13 11 14; chat", 14) == ["text", "0477 13 11 14;", "chat"]
    assert broken("a 12 34", 3) == ["a", "12 ", "34"]


@pytest.mark.parametrize(("weight", "tone"), [("cue", CUE), ("text", TEXT), ("faint", FAINT)])
def test_a_line_is_as_bright_as_it_weighs(weight: str, tone: int) -> None:
    [row] = rows_of(Part("words", weight), 20)  # type: ignore[arg-type]
    assert [run.tone for run in row] == [tone]


def test_an_empty_line_is_an_empty_row() -> None:
    assert list(map(text_of, rows_of(Part(""), 20))) == [""]
