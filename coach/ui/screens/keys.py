"""The page of keys, made from the one table."""

from coach.picture.cells import fitted
from coach.picture.raster import CUE, FAINT, TEXT, Row, Run
from coach.picture.sheet import line
from coach.ui.keys import AREAS, commands
from coach.ui.screens.page import PageScreen


class KeysScreen(PageScreen, inherit_bindings=False):
    """What every key does, and where."""

    BINDINGS = PageScreen.BINDINGS

    def read(self, width: int) -> list[Row]:
        """Return a heading an area, and a row a key."""
        rows: list[Row] = []
        for area, title in AREAS.items():
            rows.append(line(title, FAINT))
            for command in commands(area):
                does = fitted(command.does, min(width - 12, 46)).rstrip()
                rows.append((Run(f"  {command.shown:<8}", CUE), Run(does, TEXT)))
            rows.append(())
        rows.append(line("Ctrl+P finds any of them by name.", FAINT))
        return rows

    def action_keys(self) -> None:
        """They are here."""
