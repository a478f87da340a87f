"""The diary on the screen: one question in the light, its neighbours faint around it."""

from collections.abc import Mapping
from typing import NamedTuple

from coach.domain.diary import MOST
from coach.person import questions
from coach.person.form import NIGHT, Form
from coach.person.questions import Question
from coach.picture.budget import lit_cells
from coach.picture.cells import cell_len, fitted
from coach.picture.raster import CUE, EMBER, FAINT, TEXT, Glyphs, Row, Run
from coach.picture.sheet import Sheet, line, width_of, wrapped

WIDTH = 58
"""How wide the diary is where there is room."""
LEAST_BESIDE = 34
"""With less room an answer stands below its question."""
LEAST_FOR_GAUGE = 50
"""With less room a scale is a number alone."""
ROOMY = 20
"""From so many rows on there is room for air."""
LARGE = 30
"""From so many rows on more of the neighbours are seen."""
MOST_NOTE_ROWS = (3, 6)
"""How high the note grows; on a large screen higher."""


class Labels(NamedTuple):
    """The texts around the answers."""

    title: str
    night: str
    short_night: str
    has_before: bool
    has_after: bool
    below: list[str]
    """Below the question that is asked: what it is about, or what just happened."""
    note_rows: int = 1
    """How many rows the note would like to have, while it is asked for."""


class Layout(NamedTuple):
    """Where things stand on a sheet."""

    width: int
    heading: int
    """The row of the night; where it is that of the question too, one of them is seen."""
    focus: int
    """The row of the question that is asked."""
    reach: int
    """So many neighbours are seen on each side at most."""
    end: int
    """The row before which all of it ends."""


def layout_of(sheet: Sheet) -> Layout:
    """Return where things stand: the question a little above the middle."""
    tall, width = sheet.height, min(WIDTH, sheet.width - 4)
    if tall >= ROOMY:
        focus, reach = max(round(tall * 0.38), 8), 5 if tall >= LARGE else 3
        return Layout(width, max(focus - reach - 4, 2), focus, reach, tall - 3)
    if tall > 12:
        return Layout(width, 1, 5, 2, tall - 2)
    return Layout(width, 0, 0 if tall < 10 else 3, 1, tall - 1)


def put(sheet: Sheet, form: Form, labels: Labels, glyphs: Glyphs, light: int) -> dict[int, int]:
    """Draw the diary; returns the number of the question in each row.

    `light` cells may be lit. Neighbours that would make it too bright are left out.
    """
    layout = layout_of(sheet)
    if layout.heading != layout.focus or form.here == NIGHT:
        sheet.put_block(
            layout.heading, [_heading(form, labels, layout.width, glyphs)], layout.width
        )
    texts = form.texts
    focus = _focus(form, labels, layout, glyphs)
    top = layout.heading + 2 if form.here == NIGHT else layout.focus
    first = layout.focus if form.here == NIGHT else top + len(focus) + 1
    sheet.put_block(top, focus, layout.width)
    numbers = {layout.heading: NIGHT} | dict.fromkeys(range(top, top + len(focus)), form.here)
    for distance in range(1, layout.reach + 1):
        for number, y in (
            (form.here - distance, layout.focus - 1 - distance),
            (form.here + distance, first + distance - 1),
        ):
            is_question = 1 <= number <= len(form.questions)
            is_free = layout.heading + 1 < y < layout.end and y not in numbers
            if not (is_question and is_free):
                continue
            row = _row(form.questions[number - 1], texts, number < form.here, layout.width)
            if lit_cells((*sheet.rows, row)) <= light:
                sheet.put_block(y, [row], layout.width)
                numbers[y] = number
    return numbers


def _heading(form: Form, labels: Labels, width: int, glyphs: Glyphs) -> Row:
    """Return which night it is; with arrows where another one can be seen."""
    is_here = form.here == NIGHT
    left, right = ("‹ ", " ›") if glyphs.has_half_blocks else ("< ", " >")
    left, right = left * (is_here and labels.has_before), right * (is_here and labels.has_after)
    weekday = labels.title.split()[0]
    for title, night in (  # the first that there is room for
        (labels.title, labels.night),
        (labels.title, labels.short_night),
        (weekday, labels.short_night),
        (labels.title, ""),
        (weekday, ""),
    ):
        shown = f"{left}{night}{right}" if night else ""
        if cell_len(f"  {title} {shown}") <= width:
            break
    mark = Run(f"{glyphs.pointer if is_here else ' '} ", CUE)
    tone = CUE if is_here else FAINT
    return (mark, Run(fitted(title, width - cell_len(shown) - 2) + shown, tone))


def _row(question: Question, texts: Mapping[str, str], is_past: bool, width: int) -> Row:
    """Return a neighbour: the question and its answer."""
    text = texts.get(question.field, "")
    shown = _shown(question, text)
    if width < LEAST_BESIDE:
        return line("  " + fitted(question.text, width - 2), FAINT)
    name = "  " + fitted(question.text, value_at(width) - 2)
    return (Run(name, FAINT), Run(fitted(shown, width - value_at(width)).rstrip(), TEXT))


def _shown(question: Question, text: str) -> str:
    """Return an answer as it is read; one that cannot be read has a question mark."""
    if questions.is_wrong(question, text):
        return f"{text} ?"
    return f"{text} min" if text and question.kind == "minutes" else text


def value_at(width: int) -> int:
    """Return the column of the answers."""
    return max(25, round(width * 0.56))


def _focus(form: Form, labels: Labels, layout: Layout, glyphs: Glyphs) -> list[Row]:
    """Return the rows of the question that is asked: itself, its answer, the text below."""
    width, question = layout.width, form.question
    room = max(layout.end - layout.focus - 1, 1)
    below = [row for text in labels.below for row in wrapped(text, FAINT, width, "  ")]
    if question is None:
        return below[:2]
    name = (Run(f"{glyphs.pointer} ", CUE), Run(question.text, CUE))
    if question.kind == "note":
        return [name, *[()] * _note_rows(labels, layout, len(below)), *below][: room + 1]
    value = _value(form, question, width, glyphs)
    if width < LEAST_BESIDE:
        return [name, (Run("  "), *value), *below][: room + 1]
    gap = value_at(width) - width_of(name)
    return [(*name, Run(" " * gap), *value), *below][: room + 1]


class NotePlace(NamedTuple):
    """Where the field of the note stands, in cells."""

    left: int
    top: int
    width: int
    height: int


def note_place(sheet: Sheet, labels: Labels) -> NotePlace:
    """Return where the note is written while it is asked for: below its name."""
    layout = layout_of(sheet)
    below = sum(len(wrapped(text, FAINT, layout.width, "  ")) for text in labels.below)
    left = max((sheet.width - layout.width) // 2, 0) + 2
    height = _note_rows(labels, layout, below)
    return NotePlace(left, layout.focus + 1, layout.width - 2, height)


def _note_rows(labels: Labels, layout: Layout, below: int) -> int:
    """Return how many rows the note gets, with so many rows of text below it."""
    room = max(layout.end - layout.focus - 1 - below, 1)
    return max(min(labels.note_rows, MOST_NOTE_ROWS[layout.reach > 3], room), 1)


def _value(form: Form, question: Question, width: int, glyphs: Glyphs) -> Row:
    """Return the answer that is being given."""
    text, room = form.text, max(width - value_at(width), 8)
    if question.kind == "scale":
        return _scale(text, width >= LEAST_FOR_GAUGE, glyphs)
    if question.kind == "yes-no":
        dot = glyphs.light if text else ""
        return tuple(
            Run(f"{f'{dot} ' if text == each else ''}{each}   ", CUE if text == each else FAINT)
            for each in (questions.YES, questions.NO)
        )
    if not text:
        return (Run(f"{glyphs.eighths[1]} ", CUE), Run(form.offer, FAINT))
    if form.is_fresh:
        return line(_cut(_shown(question, text), room), CUE)
    return (Run(_cut(text, room - 1, from_end=True), CUE), Run(glyphs.eighths[1], CUE))


def _scale(text: str, has_gauge: bool, glyphs: Glyphs) -> Row:
    """Return a number from 0 to 10, and where on the way that is."""
    number = Run(f"{text:>2}" if has_gauge else text or glyphs.eighths[1], CUE)
    if not has_gauge:
        return (number,)
    if not text:
        return (Run(glyphs.level * (MOST + 1), EMBER),)
    at = int(text)
    before, after = glyphs.level * at, glyphs.level * (MOST - at)
    return (Run(before, EMBER), Run(glyphs.light, CUE), Run(f"{after}  ", EMBER), number)


def _cut(text: str, width: int, from_end: bool = False) -> str:
    """Return as much of a text as `width` cells hold."""
    while cell_len(text) > width:
        text = text[1:] if from_end else text[:-1]
    return text
