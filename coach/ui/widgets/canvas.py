"""The one widget most screens are made of: a screen of rows, redrawn only where they changed."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from coach.domain.raster import Row, lit_cells
from coach.ui.theme import Palette


class Canvas(Widget):
    """Shows rows of runs. Hand it the whole picture; it finds out what is new."""

    DEFAULT_CSS = "Canvas { width: 1fr; height: 1fr; }"

    def __init__(self, palette: Palette) -> None:
        """Start black."""
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        """What is shown, from the top."""
        self.palette = palette
        """Its colours."""
        self.light = 1.0
        """How strong the light is, 0..1; a screen arrives by light."""

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; nothing is written when nothing changed."""
        old, self.rows = self.rows, tuple(rows)
        longest = max(len(old), len(self.rows))
        changed = [y for y in range(longest) if old[y : y + 1] != self.rows[y : y + 1]]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def relight(self, palette: Palette, light: float) -> None:
        """Show the same rows in other colours, or in more or less light."""
        if palette is not self.palette or light != self.light:
            self.palette, self.light = palette, light
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        style = self.palette.style
        row = self.rows[y] if y < len(self.rows) else ()
        segments = [Segment(run.text, style(run.tone, run.behind, self.light)) for run in row]
        return Strip(segments).adjust_cell_length(self.size.width, style(0, 0, self.light))

    @property
    def lit_share(self) -> float:
        """How much of the screen gives light, 0..1."""
        return lit_cells(self.rows) / max(self.size.width * self.size.height, 1)
