"""A page to read, in a column in the middle: part by part, as there is room and light."""

from collections.abc import Iterable

from textual.app import ComposeResult

from coach.picture.budget import lit_cells
from coach.picture.notes import Notes
from coach.picture.page import Page, Section, items_of, sections_of, with_air
from coach.picture.raster import FAINT, Row
from coach.picture.sheet import Sheet, line
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.palette import Palette
from coach.ui.screens.base import CoachScreen, T
from coach.ui.widgets.page import MORE, PageText

LOW = 16
"""Up to so many rows a screen is low."""
COPIED_SECONDS = 3
"""How long the note that something was copied is shown."""


class PageScreen(CoachScreen[T], inherit_bindings=False):
    """Shows the sections that `sections` gives, as many as there is room for."""

    BINDINGS = bindings("list", "scroll", "page")
    is_a_page = True
    is_airy = False
    """An empty row stands between its lines, where each part has room for it."""
    is_tight = False
    """On a low screen it takes every row."""
    says_more = True
    """A sign says that the text goes on."""

    def __init__(self, host: Host) -> None:
        """Start at the top."""
        super().__init__(host)
        self.text = PageText(self.says_more)
        self.notes = Notes()
        """What is shown for a while, instead of the hints."""

    def compose(self) -> ComposeResult:
        """Put up the text."""
        yield self.text

    def read(self, width: int) -> list[Row]:
        """Return all rows of the page, none wider than `width`; empty ones between its sections."""
        return []

    def sections(self, width: int) -> list[Section]:
        """Return the sections of the page, each of them in rows that belong together."""
        return [items_of(section) for section in sections_of(self.read(width))]

    # Drawing.

    def fill(self, sheet: Sheet) -> None:
        """Hand the page to the text, with the room and the light that there is for it."""
        width = sheet.text_width
        above, below = self._margins(sheet.height)
        room = max(sheet.height - above - below, 1)
        page = Page(self.sections(width), room, self.light_left(sheet, [line(MORE)]))
        if self.is_airy:
            airy = Page([with_air(section) for section in page.sections], room, page.light)
            page = airy if airy.lit == page.lit else page
        self.text.show(page, above, max((sheet.width - width) // 2, 0), sheet.hints_row)
        self.fill_note(sheet)

    def _margins(self, height: int) -> tuple[int, int]:
        """Return how many rows are no text, above it and below."""
        if height <= 12:
            return 0, 2
        return (0, 3) if self.is_tight and height <= LOW else (2, 4)

    def fill_note(self, sheet: Sheet) -> None:
        """Put a note for a while where the hints were."""
        sheet.put_centred(sheet.hints_row, [line(self._note, FAINT)])

    @property
    def _note(self) -> str:
        return self.notes.text(self.moment.monotonic)

    def hint_tone(self) -> int:
        """Return how bright the hints are: hidden while a note is shown."""
        return 0 if self._note else super().hint_tone()

    def relight(self, palette: Palette, light: float) -> None:
        """Show text and hints in other colours, or in more or less light."""
        if palette is not self.palette or light != self.light:
            self.text.refresh()
        super().relight(palette, light)

    def hints(self) -> list[tuple[str, str]]:
        """Return what is said of the keys at the part in view."""
        return self.hints_at(self.text.is_at_end)

    def light_left(self, sheet: Sheet, others: Iterable[Row] = ()) -> int:
        """Return how much light the text may have: as much at its end as before.

        Parts that changed with the light of the hints would lead back when they are turned.
        """
        hints = (line(sheet.hints_within(self.hints_at(is_at_end))) for is_at_end in (False, True))
        return self.most_lit(sheet) - lit_cells(others) - max(lit_cells((row,)) for row in hints)

    def hints_at(self, is_at_end: bool) -> list[tuple[str, str]]:
        """Return how to read on, or what comes at the end, and how to go back."""
        return [("space", "read on"), *hints("everywhere.back", back="back")]

    # What a person does.

    def action_move(self, by: int) -> None:
        """Turn to the part before or after."""
        self.action_page(by)

    def action_page(self, by: int) -> None:
        """Turn some parts further, or back."""
        self.text.turn(by)

    def action_first(self) -> None:
        """Go to the top."""
        self.text.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        """Go to the last part."""
        self.text.scroll_to(y=self.text.max_scroll_y, animate=False)

    async def action_next_good(self) -> None:
        """A part further; from the end, back."""
        if self.text.is_at_end:
            self.action_back()
        else:
            self.action_page(1)

    async def turn_wheel(self, by: int) -> None:
        """Scroll, as far as the person has it elsewhere."""
        self.text.scroll_relative(y=by * self.app.scroll_sensitivity_y, animate=False)

    def text_select_all(self) -> None:
        """A double click beside the text does not select all of it, as it would."""

    def on_text_selected(self) -> None:
        """Copy what the mouse has selected, as a terminal does: Ctrl+C leaves the app."""
        if words := self.get_selected_text():
            self.app.copy_to_clipboard(words)
            self.notes.say("copied", COPIED_SECONDS, self.host.me.clock.now().monotonic)
            self.draw()
            self.set_timer(COPIED_SECONDS + 0.05, self.draw)
