"""How many cells text takes on a terminal, and text broken, cut and padded by cells.

Most text is made of characters of one cell each: that is seen at once. For anything else Rich is
asked, which knows the tables of Unicode (UAX 11); it is loaded when that happens first.
"""

import re
from functools import lru_cache

_NARROW = frozenset(
    chr(code)
    for first, last in ((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x482), (0x2500, 0x25FC))
    for code in range(first, last + 1)
) | frozenset("‘’“”–—…‹›•")
"""Characters that take one cell: Latin, Greek, Cyrillic, lines and blocks, quotes and dashes."""
_WORD = re.compile(r"\s*\S+\s*")
"""A word, with the blanks around it."""


def is_narrow(text: str) -> bool:
    """Tell whether every character is one of those that surely take one cell."""
    return _NARROW.issuperset(text)


def cell_len(text: str) -> int:
    """Return how many cells a text takes."""
    if is_narrow(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def fitted(text: str, width: int) -> str:
    """Return text in one line, cut or padded to exactly `width` cells."""
    return resized(" ".join(text.split()), max(width, 0))


def resized(text: str, width: int) -> str:
    """Return text cut or padded to exactly `width` cells; half of a wide one becomes a blank."""
    if is_narrow(text):
        return text[:width].ljust(width)
    from rich.cells import set_cell_size

    return set_cell_size(text, width)


@lru_cache(maxsize=512)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """Break text into lines of at most `width` cells, at spaces where it can; empty: no line."""
    if width < 2 or not text:
        return ()
    return tuple(line for part in text.split("\n") for line in _lines(part, width))


def _lines(text: str, width: int) -> list[str]:
    """Break one line of text; a word that is wider than a line is broken too."""
    lines = [""]
    for word in _WORD.findall(text):
        if cell_len(lines[-1]) + cell_len(word.rstrip()) <= width:
            lines[-1] += word
        elif cell_len(word.rstrip()) <= width:
            lines.append(word)
        else:
            pieces = _chopped(word, width)
            lines[-1:] = [*([lines[-1]] if lines[-1] else []), *pieces]
    return [line.rstrip() for line in lines]


def _chopped(word: str, width: int) -> list[str]:
    """Return a word in pieces of at most `width` cells."""
    if is_narrow(word):
        return [word[at : at + width] for at in range(0, len(word), width)]
    from rich.cells import chop_cells

    return chop_cells(word, width)
