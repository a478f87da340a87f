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
LOW = 16
"""Up to so many rows there is no room for air."""
MOST_BELOW = 3
"""So many rows below the question that is asked find room without moving the list."""
MOST_NOTE_ROWS = 6
"""How high the note grows."""


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
    """The row of the night."""
    top: int
    """The first row of the questions; where it is that of the night, one of them is seen."""
    end: int
    """The row before which all of it ends."""
    room: int
    """So many rows there are for questions and for what stands below the one that is asked."""


def layout_of(sheet: Sheet, form: Form) -> Layout:
    """Return where things stand: the list a little above the middle, as long as there is room."""
    tall, width = sheet.height, min(WIDTH, sheet.width - 4)
    if tall <= LOW:
        heading = int(tall > 12)
        top = 0 if tall < 10 else heading + 2
        end = tall - 1 - heading
        return Layout(width, heading, top, end, end - top)
    end = tall - 3
    room = min(end - 4, len(form.questions) + MOST_BELOW)
    top = 4 + max(int((end - 4 - room) * 0.38), 0)
    return Layout(width, top - 2, top, top + room, room)


def put(sheet: Sheet, form: Form, labels: Labels, glyphs: Glyphs, light: int) -> dict[int, int]:
    """Draw the diary; returns the number of the question in each row.

    `light` cells may be lit. Neighbours that would make it too bright are left out, the furthest
    first.
    """
    layout = layout_of(sheet, form)
    is_about_night = form.here == NIGHT
    numbers: dict[int, int] = {}
    if layout.heading < layout.top or is_about_night:
        heading = _heading(form, labels, layout.width, glyphs)
        sheet.put_block(layout.heading, [heading], layout.width)
        numbers[layout.heading] = NIGHT
    focus, at = _focus(form, labels, layout, glyphs), _row_of_focus(form, labels, layout)
    if not is_about_night or layout.heading < layout.top:
        sheet.put_block(at, focus, layout.width)
        numbers |= dict.fromkeys(range(at, at + len(focus)), form.here)
    texts, asked, after = form.texts, form.questions, at + len(focus)
    for distance in range(1, len(asked) + 1):
        for number, y in (
            (form.here - distance, at - distance),
            (form.here + distance, after + distance - 1),
        ):
            is_question = 1 <= number <= len(asked)
            if not (is_question and layout.top <= y < layout.end and y not in numbers):
                continue
            row = _row(asked[number - 1], texts, layout.width)
            if lit_cells((*sheet.rows, row)) > light:
                return numbers
            sheet.put_block(y, [row], layout.width)
            numbers[y] = number
    return numbers


def _row_of_focus(form: Form, labels: Labels, layout: Layout) -> int:
    """Return the row of the question that is asked: in its place in the list, or in the middle."""
    if form.here == NIGHT:
        return layout.top
    below = _rows_below(form, labels, layout)
    room = max(layout.room - below, 1)
    count, before = len(form.questions), form.here - 1
    if count <= room:
        return layout.top + before
    first = max(min(before - room // 2, count - room), 0)
    return layout.top + before - first


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


def _row(question: Question, texts: Mapping[str, str], width: int) -> Row:
    """Return a neighbour: the question and its answer."""
    shown = _shown(question, texts.get(question.field, ""))
    if width < LEAST_BESIDE:
        name = f"  {shown or question.text}" if shown else f"  {question.text}"
        return line(fitted(name, width), TEXT if shown else FAINT)
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


def _below(labels: Labels, width: int) -> list[Row]:
    """Return the rows below the question that is asked."""
    return [row for text in labels.below for row in wrapped(text, FAINT, width, "  ")]


def _rows_below(form: Form, labels: Labels, layout: Layout) -> int:
    """Return how many rows the question that is asked takes beside its own."""
    rows = len(_below(labels, layout.width))
    if form.question and form.question.kind == "note":
        return rows + _note_rows(labels, layout)
    return rows + (layout.width < LEAST_BESIDE)


def _focus(form: Form, labels: Labels, layout: Layout, glyphs: Glyphs) -> list[Row]:
    """Return the rows of the question that is asked: itself, its answer, the text below."""
    width, question = layout.width, form.question
    room = max(layout.end - layout.top, 1)
    below = _below(labels, width)
    if question is None:
        return [*below[:2], ()] if layout.room > 4 else below[:2]
    name = (Run(f"{glyphs.pointer} ", CUE), Run(question.text, CUE))
    if question.kind == "note":
        return [name, *[()] * _note_rows(labels, layout), *below][:room]
    value = _value(form, question, width, glyphs)
    if width < LEAST_BESIDE:
        return [name, (Run("  "), *value), *below][:room]
    gap = value_at(width) - width_of(name)
    return [(*name, Run(" " * gap), *value), *below][:room]


class NotePlace(NamedTuple):
    """Where the field of the note stands, in cells."""

    left: int
    top: int
    width: int
    height: int


def note_place(sheet: Sheet, form: Form, labels: Labels) -> NotePlace:
    """Return where the note is written while it is asked for: below its name."""
    layout = layout_of(sheet, form)
    left = max((sheet.width - layout.width) // 2, 0) + 2
    top = _row_of_focus(form, labels, layout) + 1
    return NotePlace(left, top, layout.width - 2, _note_rows(labels, layout))


def _note_rows(labels: Labels, layout: Layout) -> int:
    """Return how many rows the note gets, with what stands below it."""
    room = max(layout.room - 1 - len(_below(labels, layout.width)), 1)
    return max(min(labels.note_rows, MOST_NOTE_ROWS, room), 1)


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
    before = _cut(text[: form.cursor], room - 1, from_end=True)
    after = _cut(text[form.cursor :], room - 1 - cell_len(before))
    return (Run(f"{before}{glyphs.eighths[1]}{after}", CUE),)


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
