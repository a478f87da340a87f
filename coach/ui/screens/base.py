"""What every screen of the coach has: its host, the keys of everywhere, and a way back.

Textual calls a handler (`on_...`) of every class that a screen comes from. So each event has one
handler, here, and what a subclass adds to it is an ordinary method: `resumed`, `resized`, `click`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.worker import WorkType

from coach.domain.moment import Moment
from coach.picture.budget import ARRIVAL, lit_cells, most_lit
from coach.picture.raster import FAINT, Glyphs, Row
from coach.picture.sheet import Sheet, line
from coach.ui.bindings import bindings
from coach.ui.canvas import Canvas, forget_drawn
from coach.ui.host import Host
from coach.ui.keys import keys_of

T = TypeVar("T")
R = TypeVar("R")


class CoachScreen(Canvas[T], inherit_bindings=False):
    """A screen that is drawn as rows. Subclasses say what is on it in `fill`."""

    BINDINGS: ClassVar[list[BindingType]] = bindings()
    AUTO_FOCUS = ""
    is_a_page = False
    """It lies on top of another screen: leaving it goes back there."""

    def __init__(self, host: Host) -> None:
        """Take the app around us."""
        super().__init__()
        self.host = host
        self.targets: dict[int, str] = {}
        """What a click on a row does, by row."""
        self.moment: Moment = host.me.clock.now()
        """The moment that the picture shows."""
        self._hint_spots: list[tuple[range, str]] = []
        """Which key is hinted at in which columns of the row of hints."""
        self._results: list[T] = []
        """What the screen answers as soon as nothing lies on top of it."""

    @property
    def glyphs(self) -> Glyphs:
        """What the terminal can draw."""
        return self.host.glyphs

    # Drawing.

    def fill(self, sheet: Sheet) -> None:
        """Put on the sheet what there is to see at `moment`."""

    def hints(self) -> list[tuple[str, str]]:
        """Return the keys that are worth a hint here, the most useful first."""
        return []

    def light_left(self, sheet: Sheet, others: Iterable[Row] = ()) -> int:
        """Return how many cells may be lit beside the hints and some other rows."""
        hints = line(sheet.hints_within(self.hints()))
        return self.most_lit(sheet) - lit_cells((*others, hints))

    def most_lit(self, sheet: Sheet) -> int:
        """Return how many cells may be lit at this hour."""
        return most_lit(sheet.width, sheet.height, self.host.me.is_night)

    def draw(self) -> None:
        """Bring the screen up to date."""
        if not self.is_mounted or not self.is_attached or not self.size:  # not yet, or no more
            return
        self.moment = self.host.me.clock.now()
        sheet = Sheet(self.size.width, self.size.height)
        self.fill(sheet)
        tone = self.hint_tone()
        self._hint_spots = []
        if tone:
            light = self.most_lit(sheet) - lit_cells(sheet.rows)
            self._hint_spots = sheet.put_hints(self.hints(), tone, light)
        self.relight(self.host.palette, self.light)
        self.show(sheet.rows)

    def hint_tone(self) -> int:
        """Return how bright the hints are; 0 hides them."""
        return FAINT

    # Events.

    def on_resize(self) -> None:
        """Compose anew for the new size."""
        self.resized()

    def resized(self) -> None:
        """The screen has another size."""
        self.draw()

    def on_screen_resume(self) -> None:
        """Show what may have changed while another screen was up, and arrive by light."""
        if not self.is_active:  # keys were faster: it has been left already
            return
        if self._results:
            self.dismiss(self._results[0])
            return
        forget_drawn()
        self.resumed()
        self.draw()
        if self.host.arrives_by_light:
            self._arrive(0)

    def resumed(self) -> None:
        """This screen is on top, for the first time or again."""

    def _arrive(self, index: int) -> None:
        self.relight(self.host.palette, ARRIVAL[index])
        if index + 1 < len(ARRIVAL):
            self.set_timer(0.15, lambda: self._arrive(index + 1))

    async def on_click(self, event: events.Click) -> None:
        """A click does one thing: what the key of the hint or of the row under it does."""
        if event.widget is self:
            await self.click(event.x, event.y)

    async def click(self, x: int, y: int) -> None:
        """Do what stands at a cell."""
        if y == Sheet(*self.size).hints_row:
            for columns, shown in self._hint_spots:
                if x in columns and (keys := keys_of(shown)):
                    self._press(keys[len(keys) * (x - columns.start) // len(columns)])
        elif action := self.targets.get(y):
            await self.run_action(action)

    async def on_mouse_scroll_up(self) -> None:
        """The wheel goes up, wherever the pointer is."""
        await self.turn_wheel(-1)

    async def on_mouse_scroll_down(self) -> None:
        """The wheel goes down, wherever the pointer is."""
        await self.turn_wheel(1)

    async def turn_wheel(self, by: int) -> None:
        """Go up (-1) or down, where there is something to go through."""
        if hasattr(self, "action_move"):
            await self.run_action(f"move({by})")

    def _press(self, key: str) -> None:
        """Do what a key does. It comes from the app: from a screen, no field would pass it on."""
        event = events.Key(key, None)
        event.set_sender(self.app)
        self.app.post_message(event)

    def look_up(self, read: WorkType[None]) -> None:
        """Run a reader for this screen; one that is still running for it is dropped."""
        self.run_worker(read, group="look", exclusive=True)

    async def read_anew(
        self, known: Callable[[], object], read: Callable[..., R], *arguments: object
    ) -> R:
        """Return what the disk has; read again where what is known was changed meanwhile.

        Such a change was given to the disk after the reading: the next one has it.
        """
        while True:
            before = known()
            result = await self.host.on_disk(read, *arguments)
            if known() is before:
                return result

    def say_trouble(self, trouble: str) -> None:
        """Show what went wrong aside, where there is a place for it."""

    # Going.

    def close(self, result: T) -> None:
        """Close this screen with its result; where another one came on top, once that has gone.

        Textual would close the one on top instead.
        """
        self._results.append(result)
        if self.app.screen is self and len(self._results) == 1:
            self.dismiss(result)

    @property
    def is_playing(self) -> bool:
        """A session is going on here."""
        return False

    def interrupted(self) -> None:
        """The app is left at once."""

    def stopped(self) -> None:
        """The app is stopped for a while: Ctrl+Z."""

    def leaving(self) -> None:
        """This screen is left on the way to Tonight."""

    async def action_next_good(self) -> None:
        """Do the next good thing."""
        self.action_back()

    def action_back(self) -> None:
        """Go one step back."""
        self.host.back()

    def action_leave(self) -> None:
        """Leave: to Tonight, or out of the app."""
        if self.is_a_page:
            self.host.back()
        else:
            self.host.leave()

    def action_support(self) -> None:
        """Show help from a person."""
        self.host.go("support")

    def action_keys(self) -> None:
        """Show what the keys do, those of this screen first."""
        ids = (str(binding.id) for binding in self.BINDINGS if isinstance(binding, Binding))
        areas = dict.fromkeys(id.split(".")[0] for id in ids if "." in id)
        own = [area for area in areas if area != "everywhere"]
        self.host.go("keys", *own, then=self.do)

    def do(self, action: str | None) -> None:
        """Do what was chosen on a page on top of this screen, if anything was."""
        if action:
            self.call_later(self.run_action, action)

    def action_awake(self) -> None:
        """Show what helps when awake at night; a session can be resumed from Tonight."""
        self.host.go("awake")

    def action_options(self) -> None:
        """Show the options."""
        self.host.go("options")
