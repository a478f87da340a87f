"""The page of keys, made from the one table: those of the screen below it first."""

from textual import events

from coach.picture.cells import wrap
from coach.picture.page import text_of
from coach.picture.raster import CUE, FAINT, TEXT, Row, Run
from coach.picture.sheet import line
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import AREAS, Command, commands
from coach.ui.screens.page import PageScreen
from coach.ui.widgets.page import PageText

LEAST_WIDE = 34
"""With less room keys and words stand closer."""


class KeysScreen(PageScreen[str], inherit_bindings=False):
    """What every key does, and where. Its result is an action for the screen below.

    A key that works there, or a click on its row, closes the page and does it.
    """

    BINDINGS = bindings("list", "scroll")

    def __init__(self, host: Host, *areas: str) -> None:
        """Take the areas of the table that hold on the screen below."""
        super().__init__(host)
        self.areas = areas
        self._by_text: dict[str, Command] = {}
        """What can be done there, by the text of its row."""

    @property
    def here(self) -> list[Command]:
        """What can be done on the screen below."""
        return commands(*self.areas)

    def read(self, width: int) -> list[Row]:
        """Return a heading an area, and a row a key."""
        rows: list[Row] = []
        self._by_text = {
            text_of(row).strip(): each for each in self.here for row in self._rows(each, width)
        }
        for area in dict.fromkeys((*self.areas, *AREAS)):
            rows.append(line(AREAS[area], FAINT))
            rows += [row for command in commands(area) for row in self._rows(command, width)]
            rows.append(())
        if self.here:
            rows.append(line("A key of the screen below, or a click here, does it.", FAINT))
        rows.append(line("Ctrl+P finds any of them by name.", FAINT))
        return rows

    def on_key(self, event: events.Key) -> None:
        """Do what a key does on the screen below, unless it turns the page."""
        ours = {
            key for command in commands("everywhere", "list", "scroll") for key in _keys(command)
        }
        for command in self.here:
            if event.key in _keys(command) and event.key not in ours:
                event.stop()
                self.close(command.action)
                return

    def on_page_text_clicked(self, event: PageText.Clicked) -> None:
        """Do what stands on a row."""
        if command := self._by_text.get(event.text.strip()):
            self.close(command.action)

    def _rows(self, command: Command, width: int) -> list[Row]:
        """Return a key and what it does, in as many rows as that needs."""
        column = 10 if width >= LEAST_WIDE else 7
        what = command.does.removeprefix(f"{AREAS[command.id.split('.')[0]].lower()}: ")
        does, key = wrap(what, max(width - column - 2, 8)), f"  {command.shown} "
        if len(key) > column:
            does = ("", *does)
        keys = [key, *[""] * len(does)]
        return [
            (Run(f"{key:<{column}}", CUE), Run(part, TEXT))
            for key, part in zip(keys, does, strict=False)
        ]

    def action_keys(self) -> None:
        """They are here."""


def _keys(command: Command) -> list[str]:
    return command.keys.split(",")
