"""A checklist as rows: what is due, what comes and when, what has been answered."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from coach.domain import checklist
from coach.domain.checklist import Answer, Arranged
from coach.domain.walk import ONWARD
from coach.picture.budget import rows_within
from coach.picture.cells import fitted
from coach.picture.raster import CUE, EMBER, FAINT, TEXT, Glyphs, Row, Run
from coach.picture.sheet import Sheet, line, shortened

WIDTH = 58
MORE = line("  more below", FAINT)

MARKS: dict[Answer, tuple[str, str]] = {
    "done": ("●", "x"),
    "skipped": ("○", "o"),
    "not-applicable": ("–", "-"),
}
"""What an answer looks like, in blocks and in ASCII; they differ by shape. None yet: blank."""


class Shown(NamedTuple):
    """A row of the list."""

    text: str
    right: str
    tone: int
    id: str | None = None
    """What the light can stand on: the id of an item, or `ONWARD`; None of a heading."""


def mark(answer: Answer, glyphs: Glyphs) -> str:
    """Return what an answer looks like on this terminal."""
    return MARKS[answer][not glyphs.has_half_blocks]


def listed(
    arranged: Arranged,
    has_minutes: bool,
    is_saved: Callable[[str], bool],
    glyphs: Glyphs,
) -> list[Shown]:
    """Return the rows of a checklist, each part of it under its word.

    An answer has its mark once `is_saved` says that the item's is on disk.
    """
    now = [Shown(each.item.text, "", TEXT, each.item.id) for each in arranged.now]
    later = []
    for open_item in arranged.later:
        until = checklist.until(open_item.minutes) if has_minutes else ""
        later.append(Shown(open_item.item.text, until, FAINT, open_item.item.id))
    answered = [
        Shown(item.text, mark(answer, glyphs) if is_saved(item.id) else " ", EMBER, item.id)
        for item, answer in arranged.answered
    ]
    rows: list[Shown] = []
    for word, part in (("now", now), ("later", later), ("answered", answered)):
        if part:
            rows += [Shown("", "", 0)] * bool(rows) + [Shown(word, "", FAINT), *part]
    return rows


def due(arranged: Arranged, width: int) -> list[Row]:
    """Return the items of this part of the day that are due, else the next one; and when that is.

    What belongs to an earlier part of the day is only left to be answered, not to be done.
    """
    now = [each for each in arranged.now if each.item.phase == arranged.now[0].item.phase]
    rows: list[Row] = []
    for each in now or arranged.later[:1]:
        is_for_the_day = each.item.phase in ("morning", "day") and not each.minutes
        until = "today" if is_for_the_day else checklist.until(each.minutes)
        text = fitted(each.item.text, width - len(until) - 2)
        rows.append((Run(f"{text}  ", TEXT), Run(until, FAINT)))
    return rows


def drawn(row: Shown, width: int, is_here: bool, glyphs: Glyphs) -> Row:
    """Return a row as it is drawn; the chosen one is bright and has the pointer."""
    if row.id is None:
        return line(f"  {row.text}", row.tone)
    pointer = glyphs.pointer if is_here else " "
    room = width - len(row.right) - 4
    text = fitted(shortened(row.text, room, glyphs), room)
    tone = CUE if is_here else row.tone
    return (Run(f"{pointer} ", CUE), Run(text, tone), Run(f"  {row.right}", FAINT))


def width_on(sheet: Sheet) -> int:
    """Return how many columns the list has."""
    return min(WIDTH, sheet.width - 4)


def put(
    sheet: Sheet,
    heading: Sequence[Row],
    rows: Sequence[Shown],
    onward: str,
    below: Sequence[Row],
    here: str | None,
    light: Callable[[Iterable[Row]], int],
    glyphs: Glyphs,
) -> dict[int, str]:
    """Draw the part of the list around the row `here`; returns the ids by the rows of the sheet.

    The row that goes on is always there, below the list. `light` says how many cells may be lit
    beside some other rows.
    """
    width, is_tall = width_on(sheet), sheet.height > 16
    heading = heading if is_tall else []
    top = max((sheet.height - 20) // 4, 2) if is_tall else 0
    last = [drawn(Shown(onward, "", TEXT, ONWARD), width, here == ONWARD, glyphs)]
    room = max(sheet.height - top - len(heading) - len(below) - 3 - 2 * is_tall, 2)
    others = [*heading, *last, *below]
    room = _darker(room, [drawn(row, width, False, glyphs) for row in rows], others, light)
    at = next((n for n, row in enumerate(rows) if row.id == here is not None), 0)
    start = max(min(at - room // 2, len(rows) - room), 0)
    sheet.put_block(top, heading, width)
    spots: dict[int, str] = {}
    for y, row in enumerate(rows[start : start + room], start=top + len(heading)):
        sheet.put_block(y, [drawn(row, width, row.id == here is not None, glyphs)], width)
        if row.id is not None:
            spots[y] = row.id
    under = top + len(heading) + min(len(rows), room)
    if start + room < len(rows) and is_tall:
        sheet.put_block(under, [MORE], width)
    under += is_tall
    sheet.put_block(under, last, width)
    sheet.put_block(under + 1 + is_tall, below, width)
    return spots | {under: ONWARD}


def _darker(
    room: int,
    rows: Sequence[Row],
    others: Sequence[Row],
    light: Callable[[Iterable[Row]], int],
) -> int:
    """Return how many rows may be shown without too much light, wherever the pointer is."""
    fitting = rows_within(rows, room, light(others))
    return fitting if fitting >= len(rows) else rows_within(rows, room, light([*others, MORE]))
