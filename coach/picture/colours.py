"""The colours of the tones of a picture, as numbers: what a terminal is told, and what is measured."""

from collections.abc import Sequence
from functools import lru_cache

from coach.domain.light import dim
from coach.picture.changes import Rgb
from coach.picture.raster import EMBER


class Colours:
    """A colour for every tone: ember and its eighths, then the three steps for reading."""

    def __init__(self, ember: str, faint: str, text: str, cue: str) -> None:
        """Take the four colours of a theme, as `#rrggbb`."""
        steps = [dim(ember, step / EMBER) for step in range(EMBER)]
        self.tones: Sequence[str] = (*steps, ember, faint, text, cue)

    @lru_cache(maxsize=256)  # noqa: B019  as long as the palette, which lives as long as the app
    def rgb(self, tone: int, light: float) -> Rgb:
        """Return the colour of a tone at `light` 0..1 of its strength."""
        colour = dim(self.tones[tone], light)
        return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
