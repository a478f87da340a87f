"""A checklist as rows: what is due, what comes and when, what has been answered."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from coach.domain import checklist
from coach.domain.checklist import Answer, Arranged
from coach.domain.walk import ONWARD
from coach.picture.budget import rows_within
from coach.picture.cells import fitted, wrap
from coach.picture.raster import CUE, EMBER, FAINT, TEXT, Glyphs, Row, Run
from coach.picture.sheet import Sheet, line

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


def drawn(row: Shown, width: int, is_here: bool, glyphs: Glyphs) -> list[Row]:
    """Return an entry as it is drawn, in as many rows as its words need.

    The chosen one is bright and has the pointer.
    """
    if row.id is None:
        return [line(f"  {row.text}", row.tone)]
    right = f"  {row.right}" if row.right else ""
    room = max(width - len(right) - 2, 1)
    tone = CUE if is_here else row.tone
    first, *others = wrap(row.text, room) or ("",)
    pointer = Run(f"{glyphs.pointer if is_here else ' '} ", CUE)
    head = (pointer, Run(fitted(first, room), tone), Run(right, FAINT))
    return [head, *((Run("  "), Run(part, tone)) for part in others)]


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
    last = drawn(Shown(onward, "", TEXT, ONWARD), width, here == ONWARD, glyphs)
    lines = [
        (each, row.id)
        for row in rows
        for each in drawn(row, width, row.id == here is not None, glyphs)
    ]
    room = max(sheet.height - top - len(heading) - len(last) - len(below) - 2 - 2 * is_tall, 2)
    room = _darker(room, [each for each, _ in lines], [*heading, *last, *below], light)
    at = [n for n, (_, id) in enumerate(lines) if id == here is not None] or [0]
    start = min(max(at[0] - room // 2, at[-1] - room + 1), at[0])
    start = max(min(start, len(lines) - room), 0)
    sheet.put_block(top, heading, width)
    spots: dict[int, str] = {}
    for y, (each, id) in enumerate(lines[start : start + room], start=top + len(heading)):
        sheet.put_block(y, [each], width)
        if id is not None:
            spots[y] = id
    under = top + len(heading) + min(len(lines), room)
    if start + room < len(lines) and is_tall:
        sheet.put_block(under, [MORE], width)
    under += is_tall
    sheet.put_block(under, last, width)
    sheet.put_block(under + len(last) + is_tall, below, width)
    return spots | dict.fromkeys(range(under, under + len(last)), ONWARD)


def _darker(
    room: int,
    rows: Sequence[Row],
    others: Sequence[Row],
    light: Callable[[Iterable[Row]], int],
) -> int:
    """Return how many rows may be shown without too much light, wherever the pointer is."""
    fitting = rows_within(rows, room, light(others))
    return fitting if fitting >= len(rows) else rows_within(rows, room, light([*others, MORE]))
