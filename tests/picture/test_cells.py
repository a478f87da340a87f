"""Widths and line breaks are those of the libraries that know Unicode, without loading them."""

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len as rich_cell_len
from rich.cells import set_cell_size
from textual.content import Content

from coach.picture import cells

TEXT = st.text("ab cdef ghi, jklm.  夜e\u0301–’é‍👩🚀\n", max_size=80)


@given(TEXT)
@example("".join(sorted(cells._NARROW)))
def test_a_text_takes_as_many_cells_as_rich_says(text: str) -> None:
    assert cells.cell_len(text) == rich_cell_len(text)


def test_what_is_said_to_be_narrow_is_one_cell() -> None:
    assert {char for char in cells._NARROW if rich_cell_len(char) != 1} == set()


@given(TEXT, st.integers(0, 40))
def test_cut_and_padded_as_rich_does(text: str, width: int) -> None:
    assert cells.resized(text, width) == set_cell_size(text, width)


@given(TEXT, st.integers(2, 30))
@example("a " * 30, 7)
@example("supercalifragilistic", 5)
@example(" leading and  double  blanks ", 9)
@example("ends with blanks      ", 10)
@example("     ", 3)
def test_lines_break_where_textual_breaks_them(text: str, width: int) -> None:
    expected = [line.plain.rstrip() for line in Content(text).wrap(width)] if text else []
    assert list(cells.wrap(text, width)) == expected
