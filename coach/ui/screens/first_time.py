"""What is asked or told once, before something is played for the first time."""

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec.structs import replace

from coach.content.library import Exercise, Runnable
from coach.domain.breathing import Pattern
from coach.picture.budget import rows_within
from coach.picture.raster import CUE, TEXT, Row
from coach.picture.sheet import Sheet, line, wrapped
from coach.store.settings import Settings
from coach.ui.bindings import hints
from coach.ui.host import Host, Route
from coach.ui.screens.choosing import ChoosingScreen

After = Callable[[], Route | None]
"""Finds the way after the answer; None: the screen below goes on."""


class CautionsScreen(ChoosingScreen[None], inherit_bindings=False):
    """The cautions of what will be played, in parts where there is little room."""

    BINDINGS = ChoosingScreen.BINDINGS
    list_width = 60

    def __init__(self, host: Host, exercises: Sequence[Exercise | Runnable], after: After) -> None:
        """Take what the cautions belong to, and what comes after them."""
        super().__init__(host)
        self.exercises = exercises
        self.after = after
        self.first_row = 0
        """The first row of the cautions that is shown."""
        self.rows_left = 0
        """How many rows of the cautions are still below."""
        self.room = 0
        """How many rows of the cautions can be shown at once."""

    def texts(self, width: int) -> list[Row]:
        """Return all that is to be read: each caution once, whatever it belongs to."""
        each = dict.fromkeys(text for exercise in self.exercises for text in exercise.cautions)
        return [row for text in each for row in wrapped(text, TEXT, width)]

    def above(self, width: int) -> list[Row]:
        """Return the cautions, or the part that there is room for."""
        rows = [line("Before the first time", CUE), (), *self.texts(width)]
        self.room = self._room(rows)
        self.rows_left = max(len(rows) - self.first_row - self.room, 0)
        return rows[self.first_row : self.first_row + self.room]

    def _room(self, rows: list[Row]) -> int:
        """Return how many rows can be shown at once, beside the ways on and the hints."""
        width, height = self.size
        room = max(height - (8 if height > 16 else 6 if height > 12 else 5), 2)
        others = [line(self.glyphs.pointer), *(line(way) for way in self.ways())]
        return rows_within(rows, room, self.light_left(Sheet(width, height), others))

    def ways(self) -> list[str]:
        """Return the ways on, once all has been read."""
        return ["Go on"]

    def entries(self, width: int) -> list[str]:
        """Return the ways on, or that there is more to read."""
        return ["Read on"] if self.rows_left else self.ways()

    def hints(self) -> list[tuple[str, str]]:
        """Return how to choose."""
        ids = ("everywhere.next", "everywhere.help", "everywhere.back")
        choose = [("up down", "choose")] if len(self.ways()) > 1 else []
        does = "this one" if choose else "go on"
        return [*choose, *hints(*ids, next=does, help="help", back="back")]

    async def action_next_good(self) -> None:
        """Read on; after the last row keep that it was read, and go on."""
        if self.rows_left:
            self.first_row += self.room
            self.draw()
            return
        self.answer()
        if route := self.after():
            self.host.instead(*route)
        else:
            self.host.back()

    def answer(self) -> None:
        """Write down that these have been read."""
        ids = [exercise.id for exercise in self.exercises]

        def read(settings: Settings) -> Settings:
            new = [id for id in ids if id not in settings.read]
            return replace(settings, read=[*settings.read, *new])

        self.host.change_settings(read)


class RestsScreen(CautionsScreen, inherit_bindings=False):
    """Asked once, before the first session with holds: with the rests, or without."""

    BINDINGS = CautionsScreen.BINDINGS

    def __init__(self, host: Host, pattern: Pattern, after: After) -> None:
        """Take the pattern with holds, and what comes after the answer."""
        super().__init__(host, [pattern], after)

    def texts(self, width: int) -> list[Row]:
        """Return the cautions as one text: they are one sentence after the other."""
        return wrapped(" ".join(self.exercises[0].cautions), TEXT, width)

    def ways(self) -> list[str]:
        """Return the two ways."""
        return ["With the rests", "Without: a long breath out"]

    def answer(self) -> None:
        """Write down the answer, so that it is not asked again."""
        rests: Literal["with", "without"] = "without" if self.here else "with"
        self.host.change_settings(lambda settings: replace(settings, rests=rests))
