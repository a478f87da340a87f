"""Any command by its name: type a part of it, and take one."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from coach.picture.cells import fitted
from coach.picture.raster import FAINT, TEXT, Row, Run
from coach.picture.sheet import Sheet, line
from coach.ui.host import Host
from coach.ui.keys import NamedAction, commands
from coach.ui.screens.choosing import ChoosingScreen
from coach.ui.widgets.field import Field

LONGEST = 40
"""So much can be typed, in characters."""


def matching(actions: list[NamedAction], typed: str) -> list[NamedAction]:
    """Return the actions that have every word that was typed, those whose title begins so first.

    A word may stand in the title, or in what people call it as well; then it comes last.
    """
    words = typed.casefold().split()

    def place(action: NamedAction) -> int:
        title = action.title.casefold()
        if all(word in title for word in words):
            return 0 if title.startswith(" ".join(words)) else 1
        return 2 if all(word in f"{title} {action.also}" for word in words) else 3

    return sorted((each for each in actions if place(each) < 3), key=place)


class CommandsScreen(ChoosingScreen[str], inherit_bindings=False):
    """A field, and what matches. Its result is the action that was taken."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "one step back", show=False, key_display="esc"),
        Binding("ctrl+p", "back", "close it", show=False),
        Binding("f1", "support", "help from a person", show=False, key_display="F1"),
        *(
            Binding(c.keys, c.action, c.does, show=False, id=c.id)
            for c in commands("list", "scroll")
            if c.id not in ("scroll.first", "scroll.last")  # these are the field's
        ),
    ]
    AUTO_FOCUS = "Field"
    is_a_page = True

    def __init__(self, host: Host, actions: list[NamedAction]) -> None:
        """Show all of them, until something is typed."""
        super().__init__(host)
        self.actions = actions
        self.field = Field(max_length=LONGEST)

    def compose(self) -> ComposeResult:
        """Put up the field and the list."""
        yield self.field
        yield from super().compose()

    @property
    def matches(self) -> list[NamedAction]:
        """What matches what is typed."""
        return matching(self.actions, self.field.value)

    def above(self, width: int) -> list[Row]:
        """Leave room for the field."""
        return [(), ()]

    def entry_rows(self, width: int) -> list[Row]:
        """Return what each does, and its key."""
        left = max(width - 9, 8)
        return [
            (Run(f"{fitted(each.title, left):{left}} ", TEXT), Run(each.key, FAINT))
            for each in self.matches
        ]

    def fill(self, sheet: Sheet) -> None:
        """Draw the list, and put the field above it."""
        super().fill(sheet)
        offset = self.choices.styles.offset
        x, y = int(offset.x.value), max(int(offset.y.value) - 2, 0)
        sheet.put_block(y, [(Run(self.glyphs.pointer, FAINT),)], sheet.width - 2 * x)
        self.field.styles.position = "absolute"
        self.field.styles.offset = (x + 2, y)
        self.field.styles.width = max(sheet.width - x - 2, 1)
        self.call_after_refresh(self.field.place_cursor)

    def hints(self) -> list[tuple[str, str]]:
        """Say which keys are no letters."""
        choosing = [("up down", "move"), ("enter", "choose")] if self.matches else []
        return [*choosing, ("esc", "back")]

    def below(self, width: int) -> list[Row]:
        """Say it where nothing matches."""
        return [] if self.matches else [line("Nothing here is called that.", FAINT)]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Other ones match."""
        event.stop()
        self.here = 0
        self.draw()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take this one."""
        event.stop()
        await self.action_next_good()

    async def action_next_good(self) -> None:
        """Take the one that is pointed at; without any nothing happens."""
        if (matches := self.matches) and self.is_active:
            self.close(matches[self.here].action)
