"""What was written down at night for the day: each line stays until it is deleted."""

from collections.abc import Sequence

from coach.domain.own import Note
from coach.picture.raster import FAINT, Row
from coach.picture.sheet import label, line, wrapped
from coach.text import printable
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.choosing import ChoosingScreen

TITLE = "From the night, for today:"
STAYS = "A line stays until you delete it."
DELETED = "Deleted. u brings it back."


class NotesScreen(ChoosingScreen[None], inherit_bindings=False):
    """The lines for tomorrow, on the morning after."""

    BINDINGS = bindings("list", "scroll", "notes")
    is_a_page = True
    list_width = 60

    def __init__(self, host: Host, notes: Sequence[Note]) -> None:
        """Take the lines."""
        super().__init__(host)
        self.notes = list(notes)
        self._deleted: tuple[int, Note] | None = None
        """What was deleted last, and where it stood."""

    def above(self, width: int) -> list[Row]:
        """Return the heading."""
        return [line(TITLE, FAINT)]

    def entries(self, width: int) -> list[str]:
        """Return the lines."""
        return [label(printable(each.text), width, self.glyphs) for each in self.notes]

    def whole(self) -> str:
        """Return the chosen line."""
        return printable(self.notes[self.here].text) if self.notes else ""

    def below(self, width: int) -> list[Row]:
        """Return what happens to them."""
        text = DELETED if self._deleted else STAYS
        return wrapped(text, FAINT, width)

    def hints(self) -> list[tuple[str, str]]:
        """Return the keys."""
        keys = ["everywhere.next", *(["notes.delete"] if self.notes else [])]
        keys += ["notes.undo"] if self._deleted else []
        return hints(*keys, "everywhere.help", next="go on", delete="delete", undo="undo")

    async def action_next_good(self) -> None:
        """Go on to the diary."""
        self.action_back()

    def action_delete(self) -> None:
        """Delete a line; it can be brought back while this page is open."""
        if self.notes:
            self._deleted = (self.here, self.notes.pop(self.here))
            self.host.me.disk.do(self.host.me.store.own.remove, self._deleted[1])
            self.draw()

    def action_undo(self) -> None:
        """Bring back what was deleted last."""
        if self._deleted:
            self.here, note = self._deleted
            self.notes.insert(self.here, note)
            self._deleted = None
            self.host.me.disk.do(self.host.me.store.own.save, note)
            self.draw()
