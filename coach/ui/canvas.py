"""A screen that is drawn as rows of runs, and redrawn only where they changed.

The screen draws itself, line by line. While it is alone on a terminal with 24-bit colour, what
changes goes to the terminal directly, which costs a third; else Textual's compositor writes it.
"""

import contextlib
from collections.abc import Sequence
from itertools import zip_longest
from typing import Self, TypeVar

from textual._styles_cache import StylesCache
from textual.filter import ANSIToTruecolor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from coach.picture import changes
from coach.picture.budget import lit_cells
from coach.picture.raster import Row
from coach.picture.sheet import width_of
from coach.ui.palette import Palette

T = TypeVar("T")
"""The type of a screen's result."""
AT_ONCE = "\x1b[?2026h{}\x1b[?2026l"
"""What stands between is shown at once (synchronized output, DEC private mode 2026)."""


def forget_drawn() -> None:
    """Let go of the widgets that have gone: a cache of Textual's keeps a thousand, as drawn."""
    with contextlib.suppress(AttributeError):
        StylesCache.get_inner_outer.cache_clear()


class Canvas(Screen[T], inherit_bindings=False):
    """Shows rows. Hand it the whole picture; it finds out what is new."""

    def __init__(self) -> None:
        """Start black."""
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        """What is shown, from the top."""
        self.palette: Palette | None = None
        """Its colours."""
        self.light = 1.0
        """How strong the light is, 0..1; a screen arrives by light."""
        self._standing: object = None
        """The picture that stands in the terminal; None where that is not sure."""

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; nothing is written when nothing changed."""
        stands = self._standing == self._picture
        old, self.rows = self.rows, tuple(rows)
        if stands and old != self.rows and self._write(old):
            return
        regions: list[Region] = []
        for y, (before, after) in enumerate(zip_longest(old, self.rows, fillvalue=())):
            if before == after:
                continue
            width = max(width_of(before), width_of(after))
            if regions and regions[-1].bottom == y:
                above = regions[-1]
                regions[-1] = Region(0, above.y, max(above.width, width), above.height + 1)
            else:
                regions.append(Region(0, y, width, 1))
        if regions:  # Textual drops what widgets wait to draw when their screen waits too
            self.refresh(*regions, *(widget.region for widget in self.children))

    def _write(self, old: Sequence[Row]) -> bool:
        """Write what changed straight to the terminal, where `old` stands; False: may not be."""
        app, palette = self.app, self.palette
        if palette is None or app._driver is None or not self._is_alone():
            return False
        spans = changes.spans(old, self.rows, self.size.width)
        if spans is None:
            return False
        if spans:
            text = changes.written(spans, lambda tone: palette.channels(tone, self.light))
            app._driver.write(AT_ONCE.format(text) if app._sync_available else text)
            app._driver.flush()
        self._styles_cache.clear()  # where Textual keeps rows as they were drawn the last time
        self._standing = self._picture
        return True

    def _is_alone(self) -> bool:
        """Nothing but these rows is on the terminal, and Textual owes it nothing.

        False as well where Textual has changed under us: its compositor does it, too.
        """
        app = self.app
        try:
            return (
                self is app.screen
                and self.size == app.size
                and app._running
                and not (app._closed or app._batch_count or app._background_screens)
                and not (app.is_headless or app.is_inline)
                and app.console.color_system == "truecolor"
                and all(isinstance(each, ANSIToTruecolor) for each in app._filters)
                and len(self._compositor.visible_widgets) <= 1
                and not (self._compositor._dirty_regions or self._dirty_widgets)
                and not (self._layout_required or self._repaint_required)
                and not (self._scroll_required or self._recompose_required)
                and self.styles.opacity == 1.0
            )
        except AttributeError:
            return False

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw anew, but not a picture that stands already: Textual asks for that two or three
        times whenever a screen appears or goes. The widgets on it ask for themselves.
        """
        if not regions and self._standing == self._picture:
            repaint = False
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    @property
    def _picture(self) -> object:
        """All that the rows of the terminal depend on."""
        return self.rows, self.palette, self.light, self.size

    def _compositor_refresh(self) -> None:
        """Write what is to be drawn, and know that it stands."""
        size = self.size
        is_whole = any(region.size == size for region in self._compositor._dirty_regions)
        super()._compositor_refresh()
        if self.is_active and (is_whole or self._standing):
            self._standing = self._picture
            if is_whole:  # nothing waits any more
                self._repaint_required = False
                for widget in (self, *self._dirty_widgets):
                    widget._exchange_repaint_regions()
                self._dirty_widgets.clear()

    def _on_screen_suspend(self) -> None:
        """Another screen is written over it."""
        self._standing = None

    def repaint(self) -> None:
        """Draw all of it: the terminal has lost it."""
        self._standing = None
        self.refresh()

    def relight(self, palette: Palette, light: float) -> None:
        """Show the same rows in other colours, or in more or less light."""
        if palette is not self.palette or light != self.light:
            self.palette, self.light = palette, light
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        return self.paint(self.rows[y] if y < len(self.rows) else ())

    def paint(self, row: Row) -> Strip:
        """Give a row its colours, as wide as the screen: also for the widgets on it."""
        if self.palette is None:
            return Strip.blank(self.size.width)
        return self.palette.strip(row, self.size.width, self.light)

    @property
    def lit_share(self) -> float:
        """How much of the screen gives light, 0..1."""
        return lit_cells(self.rows) / max(self.size.width * self.size.height, 1)
