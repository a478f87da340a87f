"""The bytes that turn one picture on a terminal into another, each colour sent once.

For terminals with 24-bit colour (ISO 8613-6, `SGR 38;2` and `48;2`). A cell that shows no glyph has
no colour of its own, so that of the last glyph may stay.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from coach.picture.cells import is_narrow
from coach.picture.raster import Row

Cell = tuple[str, int, int]
"""A character, its tone, and the tone behind it."""
NO_TONE = -1
"""Of a cell that shows no glyph."""
EMPTY: Cell = (" ", NO_TONE, 0)
UNKNOWN: Cell = ("", NO_TONE, 0)
"""No cell is the same as this."""


class Span(NamedTuple):
    """Neighbouring cells that can be written in one go; in this order they are written."""

    behind: int
    tone: int
    """`NO_TONE` where no glyph is shown."""
    y: int
    x: int
    text: str


@lru_cache(maxsize=1024)
def cells(row: Row) -> tuple[Cell, ...] | None:
    """Return the cells of a row; None where a character might not take exactly one."""
    if not all(is_narrow(run.text) for run in row):
        return None
    return tuple(
        (char, NO_TONE if char == " " else run.tone, run.behind) for run in row for char in run.text
    )


def spans(
    before: Sequence[Row] | None, after: Sequence[Row], width: int, height: int = 0
) -> list[Span] | None:
    """Return what of the picture `after` is not there `before`; None: of unsure width.

    Where nobody knows what is there, `before` is None: it is the whole of `width` and `height`.
    """
    rows: Sequence[Row | None] = [None] * height if before is None else before
    changed: list[Span] = []
    for y, (old, new) in enumerate(zip_longest(rows, after, fillvalue=())):
        if old != new:
            if (row := _row_spans(old, new, width)) is None:
                return None
            changed += (span._replace(y=y) for span in row)
    return sorted(changed)


@lru_cache(maxsize=1024)
def _row_spans(old: Row | None, new: Row, width: int) -> tuple[Span, ...] | None:
    """Return the spans of one row, as if it were the first; a breath asks again and again."""
    was = (UNKNOWN,) * width if old is None else cells(old)
    now = cells(new)
    if was is None or now is None:
        return None
    changed: list[Span] = []
    is_open = False
    pairs = zip_longest(was[:width], now[:width], fillvalue=EMPTY)
    for x, (before, (char, tone, behind)) in enumerate(pairs):
        if before == (char, tone, behind):
            is_open = False
            continue
        last = changed[-1] if is_open else None
        if last and last.behind == behind and (tone == NO_TONE or last.tone in (NO_TONE, tone)):
            changed[-1] = Span(behind, max(last.tone, tone), 0, last.x, last.text + char)
        else:
            changed.append(Span(behind, tone, 0, x, char))
            is_open = True
    return tuple(changed)


def written(changed: Sequence[Span], colour: Callable[[int], str]) -> str:
    """Return the spans as a terminal reads them; `colour` gives a tone as `red;green;blue`."""
    parts: list[str] = []
    tone = behind = NO_TONE
    at = (-1, -1)
    for span in changed:
        codes = []
        if span.tone not in (NO_TONE, tone):
            tone = span.tone
            codes.append(f"38;2;{colour(tone)}")
        if span.behind != behind:
            behind = span.behind
            codes.append(f"48;2;{colour(behind)}")
        if codes:
            parts.append(f"\x1b[{';'.join(codes)}m")
        if at[0] != span.y or span.x < at[1]:
            parts.append(f"\x1b[{span.y + 1};{span.x + 1}H")
        elif span.x > at[1]:
            parts.append(f"\x1b[{span.x - at[1]}C")
        parts.append(span.text)
        at = (span.y, span.x + len(span.text))
    return "".join(parts) + "\x1b[0m" if parts else ""
