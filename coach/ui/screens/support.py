"""Help from a person: one key away from everywhere. Nothing is recorded, nothing is dialled."""

from collections.abc import Sequence

from msgspec.structs import replace

from coach.content.support import SupportFile
from coach.content.support_page import Part, load_page, page_parts
from coach.person import country
from coach.person.country import CLOCK, Suggestion
from coach.picture.page import Section, items_of, sections_of
from coach.picture.support import rows_of
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.page import LOW, PageScreen

FOR_A_HELPER = Part("f: a page for somebody who helps", "faint")


class SupportScreen(PageScreen[None], inherit_bindings=False):
    """Whom to call, by country, and when."""

    BINDINGS = bindings("list", "scroll", "support")
    is_airy = True
    is_tight = True

    def __init__(self, host: Host) -> None:
        """Look where this machine says that the person is."""
        super().__init__(host)
        self.suggestions = country.suggestions(self.page)
        self.is_visiting = False
        """The numbers of where the clock is are shown, instead of the chosen ones."""

    @property
    def page(self) -> SupportFile:
        """The page of help."""
        return load_page(self.host.me.library)[0]

    @property
    def chosen(self) -> str:
        """The country of the settings; empty: none."""
        return self.host.me.settings.country

    @property
    def person(self) -> str:
        """Who may be called, as somebody has said; empty while that has not been read."""
        return (self.host.me.known_said or {}).get("person", "")

    def resumed(self) -> None:
        """Read who may be called, where that is not known: nobody waits for the disk here."""
        super().resumed()
        if self.host.me.known_said is None:
            self.look_up(self._read)

    async def _read(self) -> None:
        await self.host.on_disk(lambda: self.host.me.said)
        self.draw()

    @property
    def offered(self) -> Sequence[Suggestion]:
        """The countries to choose from with a key, as long as none has been chosen."""
        return () if self.chosen or self.host.me.has_declined_country else self.suggestions

    @property
    def by_clock(self) -> Suggestion | None:
        """Where the clock is, if that is not the chosen country."""
        clock = (each for each in self.suggestions if each.by == CLOCK)
        return next((each for each in clock if self.chosen not in ("", each.code)), None)

    def note(self) -> list[Part]:
        """Return the row that offers another country."""
        if self.is_visiting:
            return [Part("  t: back to your country", "faint")]
        if self.by_clock:
            return [Part(f"  {country.asked([self.by_clock])} t: its numbers", "faint")]
        return [Part(country.asked(self.offered), "cue")] if self.offered else []

    def sections(self, width: int) -> list[Section]:
        """Return the page; whom to call stands together with the title, or is all there is."""
        code = self.by_clock.code if self.by_clock and self.is_visiting else self.chosen
        page = page_parts(self.page, code, self.note(), self.person)
        parts = [*page, Part(""), FOR_A_HELPER]
        rows = [row for part in parts for row in rows_of(part, width)]
        found = sections_of(rows)
        if len(found) < 2:  # a screen of one column has no room for a letter
            return [items_of(section) for section in found]
        title, numbers, *others = found
        if code:
            numbers = [*title, *([] if self.size.height <= LOW else [()]), *numbers]
        return [items_of(section) for section in (numbers, *others)]

    def hints_at(self, is_at_end: bool) -> list[tuple[str, str]]:
        """Return how to read on, or to take what is offered, and how to choose a country."""
        read_on, back = super().hints_at(is_at_end)
        is_night = self.host.me.is_night  # then the light is for the numbers
        helper = [] if is_night else hints("support.helper", helper="for a helper")
        if len(self.offered) == 2:
            return [("1 2", "its numbers"), *hints("support.country", country="other"), back]
        ids = ("everywhere.next", "support.country")
        if self.offered:
            return [*hints(*ids, next="yes", country="other"), back]
        return [read_on, *hints("support.country", country="country"), back, *helper]

    async def action_next_good(self) -> None:
        """Take what is offered; else read on."""
        if len(self.offered) == 1:
            self.action_take(0)
        else:
            await super().action_next_good()

    def action_take(self, index: int) -> None:
        """Take one of the countries that are offered."""
        if index < len(self.offered):
            self._choose(self.offered[index].code)

    def action_choose_country(self) -> None:
        """Choose from all of them; none is offered any more."""
        code = self.chosen or next((each.code for each in self.offered), "")
        self.host.me.has_declined_country = True
        self.host.go("countries", self.page.country, code, then=self._choose)

    def _choose(self, code: str | None) -> None:
        """Show the numbers of a country from now on."""
        if code:
            self.host.change_settings(lambda settings: replace(settings, country=code))
            self.is_visiting = False
            self._show_numbers()

    def action_visit(self) -> None:
        """Show the numbers of where the clock is, or those of the chosen country again."""
        if self.by_clock:
            self.is_visiting = not self.is_visiting
            self._show_numbers()

    def _show_numbers(self) -> None:
        """Begin at the top."""
        self.draw()
        self.action_first()

    def action_helper(self) -> None:
        """Show the page for somebody who helps."""
        self.host.go("helper")

    def action_support(self) -> None:
        """It is here."""
