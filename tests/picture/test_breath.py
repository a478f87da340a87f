"""How a breath looks, without an app: places, words, and the moment of the next change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.breathing import BreathingFile, with_phases
from coach.domain.breathing import Pattern
from coach.domain.timeline import Timeline
from coach.picture import breath as view
from coach.picture.cells import wrap
from coach.picture.notes import FADE, Notes
from coach.picture.raster import ASCII, BLOCKS, EMBER, Glyphs
from coach.picture.sheet import Sheet, line, overlaid, width_of, wrapped
from coach.toml.read import Tree
from coach.toml.shape import conform
from coach.ui.screens.editor import with_all_sides
from tests.generated import BOX as BOX_PHASES
from tests.generated import pattern_of, patterns

BOX = pattern_of(*BOX_PHASES)
SIZES = st.tuples(st.integers(20, 200), st.integers(8, 60))
ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=400)


@given(
    size=SIZES,
    is_box=st.booleans(),
    is_still=st.booleans(),
    glyphs=st.sampled_from([BLOCKS, ASCII]),
)
def test_the_shape_stands_on_the_screen_with_air_around_it(
    size: tuple[int, int], is_box: bool, is_still: bool, glyphs: Glyphs
) -> None:
    width, height = size
    place = view.stage(width, height, is_box, is_still, glyphs)
    assert place.top >= 0
    assert place.top + place.height <= height - 2
    assert 3 <= place.width <= width - 4
    assert place.height == 1 or place.height >= 3


@given(pattern=patterns(), size=SIZES, data=st.data())
def test_the_next_change_is_ahead_and_within_the_cue(
    pattern: Pattern, size: tuple[int, int], data: st.DataObject
) -> None:
    timeline: Timeline = pattern.timeline(2)
    place = view.stage(*size, pattern.is_box, False, BLOCKS)
    at_ms = data.draw(st.integers(0, timeline.total_ms - 1))
    position = timeline.at(at_ms)
    is_counting = data.draw(st.booleans())
    change_ms = view.next_change_ms(place, position, is_counting)
    assert at_ms < change_ms <= position.cue.end_ms


@given(pattern=patterns(), data=st.data())
def test_between_two_changes_the_picture_stays_the_same(
    pattern: Pattern, data: st.DataObject
) -> None:
    timeline = pattern.timeline(1)
    place = view.stage(80, 24, pattern.is_box, False, BLOCKS)
    at_ms = data.draw(st.integers(0, timeline.total_ms - 1))
    position = timeline.at(at_ms)
    change_ms = view.next_change_ms(place, position)
    if change_ms - at_ms <= (view.LEAST_MS if pattern.is_box else view.RING_LEAST_MS):
        return  # then pictures are left out on purpose, to spare the terminal
    inside = timeline.at(data.draw(st.integers(at_ms, change_ms - 1)))
    assert view.picture(place, inside) == view.picture(place, position)


def test_a_sentence_without_room_leaves_the_word() -> None:
    place = view.stage(20, 8, True, False, BLOCKS)
    position = BOX.timeline().at(1_000)
    sheet = Sheet(20, 8)
    view.put(sheet, place, view.picture(place, position), "a sentence far too long for it", "in")
    text = "\n".join("".join(run.text for run in row) for row in sheet.rows)
    assert " in " in text
    assert "sentence" not in text


@given(text=ANY_TEXT, width=st.integers(2, 80))
def test_wrapped_lines_are_never_too_wide(text: str, width: int) -> None:
    assert all(width_of(row) <= width for row in wrapped(text, EMBER, width))


def test_wrapping_keeps_every_word() -> None:
    text = "Rest here. The next breath will come by itself, as it always has."
    assert " ".join(wrap(text, 14)).split() == text.split()
    assert wrap("", 20) == ()


@given(text=st.text("abc 日本é", min_size=1, max_size=12))
def test_words_cut_into_a_row_keep_its_width(text: str) -> None:
    row = line("─" * 40, EMBER)
    assert width_of(overlaid(row, text, EMBER, 40)) == 40


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, "space begin   esc back   h help from a person"),
        (40, "space begin  esc back  h help"),
        (26, "space begin  h help"),
        (20, "space begin  h help"),
        (18, "h help"),
        (8, "h help"),
    ],
)
def test_hints_that_do_not_fit_are_left_out_whole_and_help_never(width: int, shown: str) -> None:
    sheet = Sheet(width, 15)
    hints = [("space", "begin"), ("esc", "back"), ("h", "help from a person")]
    spots = sheet.put_hints(hints)
    row = "".join(run.text for run in sheet.rows[13])
    assert row.strip() == shown == sheet.hints_within(hints)
    for columns, key in spots:
        assert row[columns.start : columns.stop].startswith(f"{key} ")
    assert [key for _, key in spots][-1] == "h"


def test_notes_fade_step_by_step_and_are_then_quiet() -> None:
    notes = Notes()
    assert notes.next_change(0.0) == float("inf")
    notes.wake(100.0)
    seen, now = [], 100.0
    while (now := notes.next_change(now)) < float("inf"):
        seen.append((now, notes.hint_tone(now)))
    assert seen == [(108.0 + i / 2, tone) for i, tone in enumerate(FADE)]
    notes.say("one more", 3.0, 200.0)
    assert notes.text(202.9) == "one more"
    assert notes.text(notes.next_change(200.0)) == ""


@given(pattern=patterns(), by_ms=st.sampled_from([0, 500]))
def test_an_edited_pattern_is_written_as_a_file_that_means_the_same(
    pattern: Pattern, by_ms: int
) -> None:
    tables = [
        {"kind": p.kind, "seconds": p.duration_ms / 1000, "text": f"{number}.", "word": f"{number}"}
        for number, p in enumerate(pattern.phases)
    ]
    tree = {"title": "Test", "seconds": 60, "phase": tables}
    before = read_as(tree).phases
    phases = [p._replace(duration_ms=p.duration_ms + by_ms) for p in with_all_sides(before)]
    assert {phase.kind for phase in phases} == {"in", "hold", "out", "rest"}
    after = read_as(with_phases(tree, phases, 7))
    assert after.phases == tuple(phase for phase in phases if phase.duration_ms)
    assert after.cycles == 7


def read_as(tree: Tree) -> Pattern:
    """Return the breath of a file that holds this."""
    script, problems = conform(tree, BreathingFile, "x", "")
    assert script, problems
    return script.exercise("breathing/test")
