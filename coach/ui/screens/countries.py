"""The countries of the help page, to choose from."""

from collections.abc import Sequence

from coach.content.support import CountryTable
from coach.picture.raster import FAINT, Row
from coach.picture.sheet import label, line
from coach.ui.host import Host
from coach.ui.screens.choosing import ChoosingScreen


class CountriesScreen(ChoosingScreen[str], inherit_bindings=False):
    """Every country there are numbers of. It answers the code of the one that was chosen."""

    BINDINGS = ChoosingScreen.BINDINGS
    is_a_page = True

    def __init__(self, host: Host, countries: Sequence[CountryTable], code: str) -> None:
        """Point at the one of that code, or at the first."""
        super().__init__(host)
        self.countries = countries
        self.here = next((n for n, each in enumerate(countries) if each.code == code), 0)

    def above(self, width: int) -> list[Row]:
        """Return the heading."""
        return [line("Where are you?", FAINT)]

    def entries(self, width: int) -> list[str]:
        """Return their names."""
        return [label(each.name, width, self.glyphs) for each in self.countries]

    def whole(self) -> str:
        """Return the name of the chosen one."""
        return self.countries[self.here].name

    async def action_next_good(self) -> None:
        """Answer it."""
        self.close(self.countries[self.here].code)
