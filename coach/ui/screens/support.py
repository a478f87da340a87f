"""Help from a person: one key away from everywhere. Nothing is recorded, nothing is dialled."""

from coach.content.support_page import read_page
from coach.domain.raster import CUE, FAINT, TEXT, Row
from coach.ui.bindings import bindings, hints
from coach.ui.drawing import line, wrapped
from coach.ui.screens.page import PageScreen

TONES = {"cue": CUE, "text": TEXT, "faint": FAINT}


class SupportScreen(PageScreen, inherit_bindings=False):
    """Whom to call, by country, and when."""

    BINDINGS = bindings("list", "support")

    def __init__(self) -> None:
        """Start with the person's own country, or with all where none is chosen."""
        super().__init__()
        self.is_showing_all: bool | None = None

    def read(self, width: int) -> list[Row]:
        """Return the page; a line that is too long goes on, indented, in the next row."""
        country = self.coach.settings.country
        show_all = not country if self.is_showing_all is None else self.is_showing_all
        parts, _ = read_page(self.coach.library, country, show_all)
        rows: list[Row] = []
        for part in parts:
            indent = part.text[: len(part.text) - len(part.text.lstrip())]
            tone = TONES[part.weight]
            rows += wrapped(part.text.strip(), tone, width, indent) or [line("")]
        return rows

    def hints(self) -> list[tuple[str, str]]:
        """Return how to read on, and how to see other countries."""
        read_on, back = super().hints()
        return [read_on, *hints("support.all", all="all countries"), back]

    def action_all_countries(self) -> None:
        """Show every country, or only the person's own."""
        showing = self.is_showing_all
        self.is_showing_all = not (not self.coach.settings.country if showing is None else showing)
        self.draw()
