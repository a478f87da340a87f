"""How the first page of all looks: what the coach is, as much of it as there is room and light."""

from collections.abc import Sequence

from coach.picture.budget import lit_cells, most_lit
from coach.picture.raster import CUE, TEXT, Row
from coach.picture.sheet import Sheet, line, wrapped

LIGHT_OF_THE_REST = 65
"""The title and the hints light so many cells at most."""


def put(sheet: Sheet, title: str, lines: Sequence[str], first: int, is_night: bool) -> int:
    """Put the title and the lines from the `first` on; returns the index of the one after them.

    On a high screen there is air between the lines; at least one line is shown.
    """
    width = sheet.text_width
    is_high = sheet.height > 16
    room = sheet.hints_row - (5 if is_high else 3)
    light = most_lit(sheet.width, sheet.height, is_night) - LIGHT_OF_THE_REST
    for gap in (1, 0) if is_high else (0,):
        parts = _parts(lines[first:], width, gap, room, light)
        if len(parts) == len(lines) - first:
            break
    rows = [row for part in parts for row in part]
    top = 2 if is_high else 1 if sheet.height > 8 else 0
    sheet.put_block(top, [line(title, CUE)], width)
    sheet.put_block(top + (3 if is_high else 2), rows, width)
    return first + len(parts)


def _parts(lines: Sequence[str], width: int, gap: int, room: int, light: int) -> list[list[Row]]:
    """Return as many lines as fit, each as its rows; one is always there."""
    parts: list[list[Row]] = []
    for text in lines:
        part = [*([()] * gap if parts else []), *wrapped(text, TEXT, width)]
        room -= len(part)
        light -= lit_cells(part)
        if parts and (room < 0 or light < 0):
            break
        parts.append(part)
    return parts
