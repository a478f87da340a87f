"""A page for somebody who helps. Nothing is recorded, not even that it was opened."""

from coach.content.helper_page import helper_parts
from coach.picture.raster import Row
from coach.picture.support import rows_of
from coach.ui.keys import hints
from coach.ui.screens.page import PageScreen


class HelperScreen(PageScreen[None], inherit_bindings=False):
    """What helps, what does not, and when to call."""

    BINDINGS = PageScreen.BINDINGS
    is_tight = True

    def hints_at(self, is_at_end: bool) -> list[tuple[str, str]]:
        """Return how to read on, and where the numbers are."""
        read_on, back = super().hints_at(is_at_end)
        return [read_on, *hints("everywhere.help", help="help"), back]

    def read(self, width: int) -> list[Row]:
        """Return the page."""
        me = self.host.me
        parts = helper_parts(me.library, me.settings.country, is_on_paper=False)
        return [row for part in parts for row in rows_of(part, width)]
