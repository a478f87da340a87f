"""Ask for a name, in a text field. While it has the focus, letters are text."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from coach.picture.raster import FAINT, TEXT
from coach.picture.sheet import Sheet, wrapped
from coach.ui.host import Host
from coach.ui.screens.base import CoachScreen
from coach.ui.widgets.cursor import show_cursor
from coach.ui.widgets.field import Field

LONGEST = 60
MOST_WIDTH = 44
"""Question and field are no wider than this many cells."""


class NameScreen(CoachScreen[str], inherit_bindings=False):
    """A question and a field. Its result is the name, once `save` has taken it.

    `save` returns what went wrong, or nothing.
    """

    CSS = "NameScreen { align: center middle; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "one step back", show=False, key_display="esc"),
        Binding("f1", "support", "help from a person", show=False, key_display="F1"),
    ]
    AUTO_FOCUS = "Field"
    is_a_page = True

    def __init__(
        self,
        host: Host,
        question: str,
        name: str,
        save: Callable[[str], Awaitable[str]],
        is_suggested: bool = False,
        may_be_empty: bool = False,
    ) -> None:
        """Ask `question`, with `name` to start from; typing replaces one that is suggested.

        `may_be_empty`: then it is the answer, and nothing is saved.
        """
        super().__init__(host)
        self.question = question
        self.field = Field(name, max_length=LONGEST, select_on_focus=is_suggested)
        self.save, self.may_be_empty = save, may_be_empty
        self.trouble = ""

    def compose(self) -> ComposeResult:
        """Put up the field."""
        yield self.field

    def fill(self, sheet: Sheet) -> None:
        """Draw the question above the field."""
        middle = sheet.height // 2
        width = min(MOST_WIDTH, sheet.text_width)
        self.field.styles.width = width
        question = wrapped(self.question, TEXT, width)
        sheet.put_block(max(middle - 1 - len(question), 0), question, width)
        if self.trouble:
            sheet.put_block(middle + 2, wrapped(self.trouble, FAINT, width), width)

    def resumed(self) -> None:
        """Come back from help: the cursor is shown again."""
        self.call_after_refresh(self.field.place_cursor)

    def on_screen_suspend(self) -> None:
        """Help lies on top: nothing is typed here."""
        show_cursor(self.app, False)

    def hints(self) -> list[tuple[str, str]]:
        """Say which keys are no letters."""
        return [("enter", "save"), ("esc", "back"), ("F1", "help from a person")]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save under the name, once; an empty one is no name."""
        if self.field.read_only:
            return
        name = " ".join("".join(c if c.isprintable() else " " for c in event.value).split())
        if name:
            self.run_worker(self._save(name))
        elif self.may_be_empty:
            self.close("")
        else:
            self._say("A letter or two is enough.")

    async def _save(self, name: str) -> None:
        """Save under a name, while keys go on; then it is the answer."""
        self.field.read_only = True
        trouble = await self.save(name)
        self.field.read_only = False
        if trouble:
            self._say(trouble)
        elif self.is_attached:
            self.close(name)

    def _say(self, trouble: str) -> None:
        """Say what is wrong with it."""
        self.trouble = trouble
        self.draw()
