"""A page of text that is read part by part: how much of it is shown from a row on.

A part has no more rows than there is room for, and no more lit cells than the dark allows. What
belongs together stays together where that can be: a section, else an item, else a row.
"""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby

from coach.picture.budget import lit_cells
from coach.picture.raster import Row
from coach.picture.sheet import wrapped

ITEM_INDENT = 2
"""A row that is indented deeper continues the row above it."""

Section = Sequence[Sequence[Row]]
"""The items of a section, each of them rows that belong together."""


@dataclass(frozen=True)
class Page:
    """Sections with an empty row between them, of which one part is shown at a time."""

    sections: Sequence[Section]
    room: int
    """How many rows can be shown at once; one always is."""
    light: int
    """How many cells of them may be lit; one row always may."""

    @cached_property
    def rows(self) -> list[Row]:
        """All rows, from the top."""
        rows: list[Row] = []
        for section in self.sections:
            rows += [(), *(row for item in section for row in item)]
        return rows[1:]

    @cached_property
    def starts(self) -> list[int]:
        """The first row of each part."""
        return [start for start, _ in self._parts]

    @property
    def lit(self) -> list[int]:
        """How many cells each part lights."""
        return [self._lit_until[end] - self._lit_until[start] for start, end in self._parts]

    @cached_property
    def _parts(self) -> list[tuple[int, int]]:
        """The first row of each part, and the row before which it ends."""
        parts = [(0, self._end(0))]
        while (start := self._lit_from(parts[-1][1])) < len(self.rows):
            parts.append((start, self._end(start)))
        return parts

    @cached_property
    def _lit_until(self) -> list[int]:
        """How many cells the first rows light: none of them, one, two and so on."""
        return list(accumulate((lit_cells((row,)) for row in self.rows), initial=0))

    def part(self, top: int) -> int:
        """Return in which part a row stands, the first being 0."""
        return max(bisect(self.starts, top) - 1, 0)

    def row_after(self, cells: int) -> int:
        """Return the row that comes after so many lit cells: the same words in any width."""
        row = bisect(self._lit_until, cells) - 1
        return row if row < len(self.rows) else 0

    def shown(self, top: int) -> list[Row]:
        """Return what is shown with row `top` as the first."""
        return without_end(self.rows[top : self._end(top)])

    def _end(self, top: int) -> int:
        """Return the row before which the part that begins with row `top` ends."""
        end = row = 0
        for section in self.sections:
            start, row = row, row + sum(map(len, section))
            if end > top and not self._fits(top, row) and self._fits(start, row):
                return end  # it stands whole in the next part
            at = start
            for item in section:
                begin, at = at, at + len(item)
                if at <= top or self._fits(top, at):
                    end = at
                elif self._fits(begin, at) and end > top:
                    return end
                else:
                    return self._end_within(top, max(begin, top))
            row += 1
        return len(self.rows)

    def _end_within(self, top: int, end: int) -> int:
        """Return where a part ends in an item that has no room anywhere, from row `end` on."""
        while self._fits(top, end + 1):
            end += 1
        return max(end, top + 1)

    def _fits(self, start: int, end: int) -> bool:
        """Tell whether these rows can be shown at once."""
        lit = self._lit_until
        end = min(end, len(self.rows))
        if lit[end] - lit[start] > self.light:
            return False
        while end > start and lit[end] == lit[end - 1]:  # without the empty rows at the end
            end -= 1
        return end - start <= self.room

    def _lit_from(self, start: int) -> int:
        """Return the first row from `start` on that is not empty."""
        return bisect(self._lit_until, self._lit_until[start]) - 1


def sections_of(rows: Sequence[Row]) -> list[list[Row]]:
    """Return what stands between empty rows."""
    groups = groupby(rows, key=lambda row: lit_cells((row,)) > 0)
    return [list(group) for is_lit, group in groups if is_lit]


def items_of(section: Sequence[Row]) -> list[list[Row]]:
    """Return what stays together: the heading with its first line, a line with its continuation."""
    items: list[list[Row]] = []
    for row in section:
        is_second = len(items) == 1 == len(without_end(items[0]))
        if items and (_goes_on(row) or is_second):
            items[-1].append(row)
        else:
            items.append([row])
    return items


def sentences(texts: Sequence[str], tone: int, width: int) -> list[list[Row]]:
    """Return texts as items; one that ends no sentence continues in the next and stays with it."""
    items: list[list[Row]] = [[]]
    for text in texts:
        items[-1] += wrapped(text, tone, width)
        if text.rstrip().endswith((".", "?", "!")):
            items.append([])
    return [item for item in items if item]


def with_air(section: Section) -> list[list[Row]]:
    """Return a section with an empty row before each line, but not before a continuation."""
    spread: list[list[Row]] = []
    for item in section:
        rows: list[Row] = []
        for row in item:
            is_new = (rows or spread) and not _goes_on(row) and (not rows or rows[-1])
            rows += [(), row] if is_new else [row]
        spread.append(rows)
    return spread


def without_end(rows: Sequence[Row]) -> list[Row]:
    """Return rows without the empty ones at the end."""
    last = max((n for n, row in enumerate(rows) if lit_cells((row,))), default=-1)
    return list(rows[: last + 1])


def text_of(row: Row) -> str:
    """Return the words of a row."""
    return "".join(run.text for run in row)


def _goes_on(row: Row) -> bool:
    """Tell whether a row continues the row above it: it is empty, or indented deeper."""
    text = text_of(row)
    return not text.strip() or len(text) - len(text.lstrip()) > ITEM_INDENT
