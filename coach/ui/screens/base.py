"""What every screen of the coach has: the keys of everywhere, and a way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import events
from textual.worker import WorkType

from coach.picture.raster import FAINT, Glyphs, Row, lit_cells
from coach.picture.sheet import Sheet, line
from coach.ui.bindings import bindings
from coach.ui.canvas import Canvas

if TYPE_CHECKING:
    from coach.ui.app import CoachApp

OFFER_SECONDS = 10.0
"""How long a session that was left can be gone on with."""
GO_ON = "Space goes on from there"
LIT_SHARE = 0.15
"""How much of a screen from 80x24 up may be lit."""
ARRIVAL = (0.25, 0.5, 0.75, 1.0)
"""By day a screen arrives in these steps of light, within half a second."""


class CoachScreen(Canvas, inherit_bindings=False):
    """A screen that is drawn as rows. Subclasses say what is on it in `fill`."""

    BINDINGS = bindings()
    AUTO_FOCUS = ""
    is_a_page = False
    """It lies on top of another screen: leaving it goes back there."""
    is_gone_on_with = False
    """An exercise that was opened from here comes back here at its end."""

    def __init__(self) -> None:
        """Make a screen with nothing on it yet."""
        super().__init__()
        self.targets: dict[int, str] = {}
        """What a click on a row does, by row."""

    @property
    def coach(self) -> CoachApp:
        """The app, as what it is."""
        return cast("CoachApp", self.app)

    @property
    def glyphs(self) -> Glyphs:
        """What the terminal can draw."""
        return self.coach.glyphs

    def fill(self, sheet: Sheet) -> None:
        """Put on the sheet what there is to see now."""

    def hints(self) -> list[tuple[str, str]]:
        """Return the keys that are worth a hint here, the most useful first."""
        return []

    def light_left(self, sheet: Sheet, others: Sequence[Row]) -> float:
        """Return how many cells may be lit beside the hints and some other rows (DESIGN 8)."""
        cells = sheet.width * sheet.height
        if sheet.width < 80 or sheet.height < 24:
            return cells
        return LIT_SHARE * cells - lit_cells((*others, line(sheet.hints_within(self.hints()))))

    def draw(self) -> None:
        """Bring the screen up to date."""
        if not self.is_mounted or not self.size:
            return
        sheet = Sheet(self.size.width, self.size.height)
        self.fill(sheet)
        if tone := self.hint_tone():
            sheet.put_hints(self.hints(), tone)
        self.relight(self.coach.palette, self.light)
        self.show(sheet.rows)

    def fail(self, error: Exception) -> None:
        """End the app because of an exception outside of its messages."""
        self.app._handle_exception(error)

    def hint_tone(self) -> int:
        """Return how bright the hints are; 0 hides them."""
        return FAINT

    def on_resize(self) -> None:
        """Compose anew for the new size."""
        self.draw()

    def on_screen_resume(self) -> None:
        """Show what may have changed while another screen was up, and arrive by light."""
        self.draw()
        if self.coach.arrives_by_light:
            self._arrive(0)

    def _arrive(self, index: int) -> None:
        self.relight(self.coach.palette, ARRIVAL[index])
        if index + 1 < len(ARRIVAL):
            self.set_timer(0.15, lambda: self._arrive(index + 1))

    def exercise_ended(self) -> None:
        """An exercise that was opened from here has reached its end."""

    def look_up(self, read: WorkType[None]) -> None:
        """Let something be read for this screen; what is still being read for it is dropped."""
        self.run_worker(read, group="look", exclusive=True)

    @property
    def is_playing(self) -> bool:
        """A session is going on here."""
        return False

    def interrupted(self) -> None:
        """The app is left at once."""

    def left_behind(self) -> None:
        """The way leads past this screen, to Tonight."""

    async def on_click(self, event: events.Click) -> None:
        """A click on a row does what its key does."""
        if action := self.targets.get(event.y):
            await self.run_action(action)

    async def action_next_good(self) -> None:
        """Do the next good thing."""
        self.action_back()

    def action_back(self) -> None:
        """Go one step back."""
        self.coach.go_back()

    def action_leave(self) -> None:
        """Leave: to Tonight, or out of the app."""
        if self.is_a_page:
            self.coach.go_back()
        else:
            self.coach.leave()

    def action_support(self) -> None:
        """Show help from a person."""
        from coach.ui.screens.support import SupportScreen

        if not isinstance(self, SupportScreen):
            self.app.push_screen(SupportScreen())

    def action_keys(self) -> None:
        """Show what the keys do."""
        from coach.ui.screens.keys import KeysScreen

        if not isinstance(self, KeysScreen):
            self.app.push_screen(KeysScreen())

    def action_options(self) -> None:
        """Show the options."""
        from coach.ui.screens.options import OptionsScreen

        if not isinstance(self, OptionsScreen):
            self.app.push_screen(OptionsScreen())
