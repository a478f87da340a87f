"""The colours of the tones of a picture, as a terminal is told them."""

from collections.abc import Sequence
from functools import lru_cache

from coach.domain.light import dim
from coach.picture.raster import EMBER


class Colours:
    """A colour for every tone: ember and its eighths, then the three steps for reading."""

    def __init__(self, ember: str, faint: str, text: str, cue: str) -> None:
        """Take the four colours of a theme, as `#rrggbb`."""
        steps = [dim(ember, step / EMBER) for step in range(EMBER)]
        self.tones: Sequence[str] = (*steps, ember, faint, text, cue)

    @lru_cache(maxsize=256)  # noqa: B019  as long as the palette, which lives as long as the app
    def channels(self, tone: int, light: float) -> str:
        """Return a tone at `light` 0..1 of its strength as `red;green;blue`, 0..255 each."""
        colour = dim(self.tones[tone], light)
        return ";".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
