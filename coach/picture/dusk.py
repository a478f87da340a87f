"""How a session sinks into the dark: by thirds, each time within seconds, and never all at once.

In the second third nothing is brighter than hints, in the last nothing brighter than ember. Where a
voice says the words nobody has to look: then the picture goes, and the cue alone is left.
"""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from coach.picture.budget import lit_cells
from coach.picture.cells import wrap
from coach.picture.raster import CUE, EMBER, FAINT, Row, Run
from coach.picture.sheet import Sheet, line

FADE_MS = 8000
"""How long it takes to be darker, before the next third begins."""
CUE_SHARE = 0.03
"""How much of the screen the cue alone may light; one that would light more is not shown."""


class Step(NamedTuple):
    """From a place on, nothing is brighter than a tone."""

    place_ms: int
    tone: int


class Dusk(NamedTuple):
    """What sinks: a session, or a whole routine."""

    whole_ms: int
    is_voiced: bool
    """A voice says all words."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """How it gets darker, from the first to the last step."""
        return _steps(*self)

    def tone(self, place_ms: float) -> int:
        """Return the brightest tone that a place may have; 0: the cue alone."""
        return min((each.tone for each in self.steps if each.place_ms <= place_ms), default=CUE)

    def next_change_ms(self, place_ms: float) -> int | None:
        """Return the place of the next step; None after the last."""
        return next((each.place_ms for each in self.steps if each.place_ms > place_ms), None)


@lru_cache(maxsize=8)
def _steps(whole_ms: int, is_voiced: bool) -> tuple[Step, ...]:
    """Return the steps; every picture asks for them."""
    third = whole_ms / 3
    fade_ms = min(FADE_MS, third)
    tones = (CUE, FAINT, 0 if is_voiced else EMBER)
    return tuple(
        Step(round(at * third - (tone - after) / (before - after) * fade_ms), tone)
        for at, (before, after) in enumerate(pairwise(tones), start=1)
        for tone in range(before - 1, after - 1, -1)
    )


def dim(sheet: Sheet, tone: int) -> None:
    """Let nothing on a sheet be brighter than a tone."""
    sheet.rows = [dimmed(row, tone) for row in sheet.rows]


@lru_cache(maxsize=256)
def dimmed(row: Row, tone: int) -> Row:
    """Return a row with nothing brighter than a tone."""
    return tuple(Run(run.text, min(run.tone, tone), min(run.behind, tone)) for run in row)


def put_words(sheet: Sheet, text: str) -> None:
    """Put words alone on a sheet, as dark as they can be read."""
    parts = wrap(text, min(sheet.width - 4, 60))
    sheet.put_centred(int(sheet.height * 0.42), [line(part, EMBER) for part in parts])


def put_cue(sheet: Sheet, cue: str) -> None:
    """Put a short cue alone on a sheet, where it lights hardly anything."""
    if lit_cells([line(cue)]) <= CUE_SHARE * sheet.width * sheet.height:
        put_words(sheet, cue)
