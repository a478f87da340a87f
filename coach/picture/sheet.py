"""Put words and shapes on a screen of rows: wrapping, centring, cutting, composing."""

from collections.abc import Iterable, Sequence
from math import inf

from coach.picture.cells import cell_len, fitted, resized, wrap
from coach.picture.raster import CUE, FAINT, TEXT, Glyphs, Picture, Row, Run

WIDEST = 60
"""No text is wider than this many cells."""
MARGIN = 4
"""Columns that stay empty left and right, where there is room."""
LEAST_WITH_MARGIN = 20
"""On a screen that is no wider the hints take all of a row."""
BETWEEN_HINTS = "   "
NARROW = 50
"""In less columns hints stand closer together, and help is said shortly."""
HELP = "help"
"""How the hint of help from a person begins; where there is little room this is all of it."""


def line(text: str, tone: int = TEXT) -> Row:
    """Return a row of one run."""
    return (Run(text, tone),)


def width_of(row: Row) -> int:
    """Return how many cells a row takes."""
    return sum(cell_len(run.text) for run in row)


def wrapped(text: str, tone: int, width: int, indent: str = "") -> list[Row]:
    """Return text as rows of at most `width` cells; every row begins with `indent`."""
    room = max(width - len(indent), 2)
    return [line(indent + part, tone) for part in wrap(text, room)]


def shortened(text: str, width: int, glyphs: Glyphs) -> str:
    """Return text in at most `width` cells; one that is longer ends with a sign, after a word.

    Where that would leave less than half of the room, it ends within a word.
    """
    first, *rest = wrap(text, max(width, 2)) or ("",)
    if not rest:
        return first
    shown = "".join(wrap(text, max(width - 1, 2))[:1])
    if cell_len(shown) < width / 2:
        shown = resized(text, max(width - 1, 1))
    return shown + ("…" if glyphs.has_half_blocks else ".")


def label(text: str, width: int, glyphs: Glyphs) -> str:
    """Return text in exactly `width` cells; one that is longer ends with a sign."""
    return fitted(shortened(text, width, glyphs), width)


def shifted(row: Row, by: int) -> Row:
    """Return a row `by` cells further right."""
    return (Run(" " * by), *row) if by > 0 and row else row


def centred(row: Row, width: int) -> Row:
    """Return a row in the middle of `width` cells."""
    return shifted(row, (width - width_of(row)) // 2)


def overlaid(row: Row, text: str, tone: int, width: int) -> Row:
    """Return a row of `width` narrow cells with text cut into its middle, a blank on each side."""
    inside = f" {text} "
    start = (width - cell_len(inside)) // 2
    end = start + cell_len(inside)
    cells = [Run(char, run.tone, run.behind) for run in row for char in run.text]
    return (*cells[:start], Run(inside, tone), *cells[end:])


class Sheet:
    """A screen of empty rows to put things on; what does not fit is left out."""

    def __init__(self, width: int, height: int) -> None:
        """Make an empty sheet of `width` x `height` cells."""
        self.width = width
        self.height = height
        self.rows: list[Row] = [()] * height

    @property
    def text_width(self) -> int:
        """How many cells a column of text may have: with a margin, also where there is little."""
        return max(min(WIDEST, self.width - 2 * min(MARGIN, self.width // 12)), 2)

    def put(self, top: int, rows: Iterable[Row], left: int = 0) -> None:
        """Put rows one below the other, from row `top` and column `left`."""
        for y, row in enumerate(rows, start=top):
            if 0 <= y < self.height:
                self.rows[y] = shifted(row, left)

    def put_centred(self, top: int, rows: Iterable[Row]) -> None:
        """Put rows one below the other, each in the middle."""
        self.put(top, (centred(row, self.width) for row in rows))

    def put_block(self, top: int, rows: Sequence[Row], width: int = 0) -> None:
        """Put rows one below the other with one left edge, the block in the middle."""
        width = width or max((width_of(row) for row in rows), default=0)
        self.put(top, rows, max((self.width - width) // 2, 0))

    def put_picture(self, top: int, picture: Picture) -> None:
        """Put a shape in the middle; one that is wider than the sheet is left out."""
        if picture and (spare := self.width - width_of(picture[0])) >= 0:
            self.put(top, picture, spare // 2)

    @property
    def hints_row(self) -> int:
        """The row of the key hints: the last but one, on a low screen the last."""
        return self.height - (2 if self.height > 12 else 1)

    def put_hints(
        self, hints: Sequence[tuple[str, str]], tone: int = FAINT, light: float = inf
    ) -> list[tuple[range, str]]:
        """Put as many of the key hints as there is room for; returns the columns of each key.

        No more of its cells are lit than `light`, but for the first hint and that of help.
        """
        chosen = self._fitting(hints)
        while len(self._in_a_row(chosen).replace(" ", "")) > light:
            others = [hint for hint in chosen[1:] if not hint[1].startswith(HELP)]
            if not others:
                break
            chosen.remove(others[-1])
        text = self._in_a_row(chosen)
        x = max((self.width - cell_len(text)) // 2, 0)
        self.put(self.hints_row, [line(text, tone)], x)
        spots = []
        for key, does in chosen:
            spots.append((range(x, x + cell_len(f"{key} {does}")), key))
            x += cell_len(f"{key} {does}{self._between_hints}")
        return spots

    def hints_within(self, hints: Sequence[tuple[str, str]]) -> str:
        """Return as many of the key hints as there is room for."""
        return self._in_a_row(self._fitting(hints))

    @property
    def _between_hints(self) -> str:
        return BETWEEN_HINTS if self.width >= NARROW else BETWEEN_HINTS[1:]

    def _in_a_row(self, hints: Iterable[tuple[str, str]]) -> str:
        return self._between_hints.join(f"{key} {does}" for key, does in hints)

    def _fitting(self, hints: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return as many hints as there is room for; help is never the one that falls off.

        Where there is little room it is short rather than that another one falls off.
        """
        margin = min(MARGIN, self.width // 20) if self.width > LEAST_WITH_MARGIN else 0
        room = self.width - 2 * margin
        help_at = [hint for hint in hints if hint[1].startswith(HELP)]
        least = hints if self.width < NARROW else [*hints[:1], *help_at]
        if help_at and cell_len(self._in_a_row(least)) > room:
            hints = [(key, HELP) if does.startswith(HELP) else (key, does) for key, does in hints]
            help_at = [hint for hint in hints if hint[1] == HELP]
        chosen: list[tuple[str, str]] = []
        for hint in hints:
            later = [each for each in help_at if each not in (*chosen, hint)]
            if cell_len(self._in_a_row([*chosen, hint, *later])) > room:
                return [*chosen, *(each for each in help_at if each not in chosen)]
            chosen.append(hint)
        return chosen


def heading(text: str) -> Row:
    """Return a row that says where we are."""
    return line(text, FAINT)


def pointed(text: str, is_here: bool, pointer: str) -> Row:
    """Return a row of a list; the chosen one is bright and has the pointer."""
    mark = pointer if is_here else " "
    return (Run(f"{mark} ", CUE), Run(text, CUE if is_here else TEXT))
