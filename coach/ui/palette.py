"""From a theme file to the colours on the screen."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.theme import Theme

from coach.domain.light import dim
from coach.errors import CoachError
from coach.picture.colours import Colours
from coach.picture.raster import EMBER, Row

if TYPE_CHECKING:
    from coach.person.context import Context

BLACK = "#000000"


class Palette(Colours):
    """The colours of the tones of a picture, for what Textual draws."""

    def __init__(self, name: str, *colours: str) -> None:
        """Take the name of a theme and its four colours, as `Colours` does."""
        super().__init__(*colours)
        self.name = name

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
        ember, faint, text, cue = self.tones[EMBER:]
        return Theme(
            name=f"coach-{self.name}",
            primary=text,
            secondary=faint,
            accent=cue,
            warning=text,
            error=text,
            success=text,
            foreground=text,
            background=BLACK,
            surface=BLACK,
            panel=BLACK,
            boost=BLACK,
            variables={
                "text": text,
                "text-muted": faint,
                "text-disabled": ember,
                "input-cursor-background": cue,
                "input-cursor-foreground": BLACK,
                "input-selection-background": dim(ember, 0.5),
                "block-cursor-background": dim(ember, 0.4),
                "block-cursor-foreground": cue,
                "block-cursor-text-style": "none",
                "block-hover-background": dim(ember, 0.3),
                "border": dim(ember, 0.6),
                "border-blurred": dim(ember, 0.4),
                "scrollbar": dim(ember, 0.4),
                "scrollbar-background": BLACK,
                "footer-key-foreground": cue,
            },
        )


def first(me: Context) -> tuple[Palette, str]:
    """Return the theme of the settings, as far as that is known at a glance; else see `of`."""
    if seen := me.glance:
        return Palette(seen.theme, *seen.colours), ""
    return of(me, me.settings.theme)


def of(me: Context, name: str) -> tuple[Palette, str]:
    """Return the theme of that name; or `ember`, or the shipped one, and why not."""
    from coach.content.library import load_file
    from coach.content.theme import ThemeFile

    library = me.library
    try:
        theme, problems = library.load(library.find("themes", name), ThemeFile)
        return Palette(name, *theme.colours), str(problems[0]) if problems else ""
    except CoachError as error:
        shipped = load_file(library.assets / "themes" / "ember.toml", "themes")
        assert isinstance(shipped, ThemeFile)
        return Palette("ember", *shipped.colours), str(error)
