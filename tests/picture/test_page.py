"""A page in parts: what belongs together stays together, in the room and the light there is."""

from hypothesis import given
from hypothesis import strategies as st

from coach.picture.budget import lit_cells
from coach.picture.page import Page, items_of, sections_of, sentences, text_of, with_air
from coach.picture.raster import TEXT, Row
from coach.picture.sheet import line

ROOMY = 10_000


def page(*words: str, room: int = 4, light: int = ROOMY) -> Page:
    """A page of these rows; an empty one begins another section."""
    rows = [line(text) if text else () for text in words]
    return Page([items_of(section) for section in sections_of(rows)], room, light)


def shown(it: Page, top: int) -> list[str]:
    return [text_of(row) for row in it.shown(top)]


def test_a_section_that_fits_nowhere_else_begins_a_part() -> None:
    it = page("a", "b", "", "c", "d", "e")
    assert shown(it, 0) == ["a", "b"]
    assert it.starts == [0, 3]
    assert shown(it, 3) == ["c", "d", "e"]


def test_a_section_larger_than_the_room_fills_the_part_before_it() -> None:
    it = page("a", "", "b", "c", "d", "e", "f")
    assert shown(it, 0) == ["a", "", "b", "c"]
    assert shown(it, it.starts[1]) == ["d", "e", "f"]


def test_a_heading_stays_with_its_first_line_and_a_line_with_its_continuation() -> None:
    words = ("a", "b", "c", "", "head", "one", "two", "three", "four", "    more", "five")
    it = page(*words, room=5)
    assert [shown(it, start)[0] for start in it.starts] == ["a", "head", "four"]


def test_an_item_larger_than_the_room_goes_row_by_row() -> None:
    it = page("head", "one", "    2", "    3", "    4", "    5")
    assert [shown(it, start) for start in it.starts] == [
        ["head", "one", "    2", "    3"],
        ["    4", "    5"],
    ]


def test_light_ends_a_part_as_room_does_but_one_row_there_always_is() -> None:
    assert page("aaaa", "bbbb", "cccc", light=8).starts == [0, 2]
    assert page("aaaa", "bbbb", "cccc", light=1).starts == [0, 1, 2]


def test_scrolled_by_a_row_the_next_section_comes_whole() -> None:
    it = page("a", "b", "c", "", "d", "e", room=5)
    assert shown(it, 0) == ["a", "b", "c"]
    assert shown(it, 1) == ["b", "c", "", "d", "e"]
    assert shown(it, 3) == ["", "d", "e"]


def test_the_same_words_are_met_again_in_another_width() -> None:
    before, after = page("abc def", "ghi", "", "jkl"), page("abc", "def", "", "ghi", "", "jkl")
    rows = [0, 1, 3]
    again = [after.row_after(lit_cells(before.rows[:row])) for row in rows]
    assert [text_of(after.rows[row]) for row in again] == ["abc", "ghi", "jkl"]
    assert page().row_after(9) == 0


def test_air_stands_between_lines_and_goes_with_them() -> None:
    section = with_air(items_of([line("head"), line("one"), line("    more"), line("two")]))
    rows = [text_of(row) for item in section for row in item]
    assert rows == ["head", "", "one", "    more", "", "two"]


def test_a_text_that_ends_no_sentence_stays_with_the_next() -> None:
    items = sentences(["Ill,", "or old: ask.", "Let go?"], TEXT, 60)
    assert [[text_of(row) for row in item] for item in items] == [
        ["Ill,", "or old: ask."],
        ["Let go?"],
    ]
    assert sentences(["no end"], TEXT, 60) == [[line("no end")]]


ROWS = st.lists(st.sampled_from(["", "word", "  line and more", "      on"]), max_size=40)


@given(ROWS, st.integers(1, 12), st.integers(1, 60))
def test_whatever_is_scrolled_to_is_within_room_and_light(
    words: list[str], room: int, light: int
) -> None:
    it = page(*words, room=room, light=light)
    for top in range(max(len(it.rows), 1)):
        rows = it.shown(top)
        assert len(rows) <= room
        assert len(rows) <= 1 or lit_cells(rows) <= light
        assert rows == it.rows[top : top + len(rows)]
    read: list[Row] = [row for start in it.starts for row in it.shown(start)]
    assert [row for row in read if row] == [row for row in it.rows if row]


@given(ROWS, st.integers(1, 12), st.integers(1, 60))
def test_no_row_is_missed_between_a_part_that_is_scrolled_and_the_next(
    words: list[str], room: int, light: int
) -> None:
    it = page(*words, room=room, light=light)
    ends = [*it.starts[1:], len(it.rows)]
    for top, row in enumerate(it.rows):
        end = top + len(it.shown(top))
        assert not row or not any(it.rows[end : ends[it.part(top)]])
