"""From a theme file to the colours on the screen."""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.theme import Theme

from coach.content.theme import ThemeFile
from coach.domain.light import dim
from coach.picture.colours import Colours
from coach.picture.raster import Row

BLACK = "#000000"


class Palette(Colours):
    """The colours of the tones of a picture, for what Textual draws."""

    def __init__(self, name: str, theme: ThemeFile) -> None:
        """Take the colours of a theme file that has been checked."""
        super().__init__(theme.ember, theme.faint, theme.text, theme.cue)
        self.name = name
        self.theme = theme

    @lru_cache(maxsize=4096)  # noqa: B019  a palette lives as long as the app
    def style(self, tone: int, behind: int, light: float) -> Style:
        """Return the style of a run, at `light` 0..1 of its strength."""
        return Style(color=dim(self.tones[tone], light), bgcolor=dim(self.tones[behind], light))

    def strip(self, row: Row, width: int, light: float) -> Strip:
        """Return a row in `width` cells of the terminal, at `light` 0..1 of its strength."""
        style = self.style
        segments = [Segment(run.text, style(run.tone, run.behind, light)) for run in row]
        return Strip(segments).adjust_cell_length(width, style(0, 0, light))

    def textual(self) -> Theme:
        """Return it as a theme for Textual's own widgets: the palette and text fields."""
        theme = self.theme
        return Theme(
            name=f"coach-{self.name}",
            primary=theme.text,
            secondary=theme.faint,
            accent=theme.cue,
            warning=theme.text,
            error=theme.text,
            success=theme.text,
            foreground=theme.text,
            background=BLACK,
            surface=BLACK,
            panel=BLACK,
            boost=BLACK,
            variables={
                "text": theme.text,
                "text-muted": theme.faint,
                "text-disabled": theme.ember,
                "input-cursor-background": theme.cue,
                "input-cursor-foreground": BLACK,
                "input-selection-background": dim(theme.ember, 0.5),
                "block-cursor-background": dim(theme.ember, 0.4),
                "block-cursor-foreground": theme.cue,
                "block-cursor-text-style": "none",
                "block-hover-background": dim(theme.ember, 0.3),
                "border": dim(theme.ember, 0.6),
                "border-blurred": dim(theme.ember, 0.4),
                "scrollbar": dim(theme.ember, 0.4),
                "scrollbar-background": BLACK,
                "footer-key-foreground": theme.cue,
            },
        )
