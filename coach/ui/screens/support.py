"""Help from a person: one key away from everywhere. Nothing is recorded, nothing is dialled."""

from coach.content.support_page import Part, read_page
from coach.picture.page import Section, items_of, sections_of
from coach.picture.raster import CUE, FAINT, TEXT, Row
from coach.picture.sheet import line, shifted, wrapped
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.page import PageScreen

TONES = {"cue": CUE, "text": TEXT, "faint": FAINT}


class SupportScreen(PageScreen[None], inherit_bindings=False):
    """Whom to call, by country, and when."""

    BINDINGS = bindings("list", "scroll", "support")
    is_airy = True

    def __init__(self, host: Host) -> None:
        """Start with the person's own country, if one is chosen."""
        super().__init__(host)
        self.is_showing_all = False

    def sections(self, width: int) -> list[Section]:
        """Return the page; whom to call stands together with the title."""
        country = self.host.me.settings.country
        parts, _ = read_page(self.host.me.library, country, self.is_showing_all)
        rows = [row for part in parts for row in _rows(part, width)]
        title, numbers, *others = sections_of(rows)
        return [items_of(section) for section in ([*title, (), *numbers], *others)]

    def hints(self) -> list[tuple[str, str]]:
        """Return how to read on, and how to see other countries."""
        read_on, back = super().hints()
        other = "mine" if self.is_showing_all else "others"
        others = hints("support.all", all=other) if self.host.me.settings.country else []
        return [read_on, *others, back]

    def action_all_countries(self) -> None:
        """Show every country, or only the person's own."""
        if self.host.me.settings.country:  # without one, all are there
            self.is_showing_all = not self.is_showing_all
            self.draw()

    def action_support(self) -> None:
        """It is here."""


def _rows(part: Part, width: int) -> list[Row]:
    """Return a line of the page; one that is too long goes on, indented, in the next row."""
    indent = part.text[: len(part.text) - len(part.text.lstrip())]
    first, *others = wrapped(part.text.strip(), TONES[part.weight], width - 2, indent) or [line("")]
    return [first, *(shifted(row, len(indent)) for row in others)]
