"""Asked once, before the first session with holds: with the rests between breaths, or without."""

from coach import guide
from coach.domain.raster import CUE, TEXT, Row
from coach.ui.bindings import hints
from coach.ui.drawing import line, wrapped
from coach.ui.screens.breathing import BreathingScreen
from coach.ui.screens.choosing import ChoosingScreen

CHOICES = ("with", "without")


class RestsScreen(ChoosingScreen, inherit_bindings=False):
    """The cautions, and two ways on."""

    BINDINGS = ChoosingScreen.BINDINGS
    list_width = 60

    def __init__(self, screen: BreathingScreen) -> None:
        """Take the screen that is opened after the answer."""
        super().__init__()
        self.screen_after = screen
        self.first_row = 0
        """The first row of the cautions that is shown; a small screen shows them in parts."""
        self.rows_left = 0
        """How many rows of the cautions are still below."""

    def above(self, width: int) -> list[Row]:
        """Return the cautions of the pattern, or the part that there is room for."""
        text = " ".join(self.screen_after.pattern.cautions)
        rows = [line("Before the first time", CUE), (), *wrapped(text, TEXT, width)]
        self.rows_left = max(len(rows) - self.first_row - self.room, 0)
        return rows[self.first_row : self.first_row + self.room]

    @property
    def room(self) -> int:
        """How many rows of the cautions can be shown at once, beside the two ways."""
        return max(
            self.size.height - (8 if self.size.height > 16 else 6 if self.size.height > 12 else 5),
            2,
        )

    def entries(self, width: int) -> list[str]:
        """Return the two ways, once all has been shown."""
        if self.rows_left:
            return ["Read on"]
        return ["With the rests", "Without: a long breath out instead"]

    def hints(self) -> list[tuple[str, str]]:
        """Return how to choose."""
        return [
            ("up down", "choose"),
            *hints(
                "everywhere.next",
                "everywhere.help",
                "everywhere.back",
                next="this one",
                back="back",
            ),
        ]

    async def action_next_good(self) -> None:
        """Keep the answer, so that it is not asked again, and go on."""
        if self.rows_left:
            self.first_row += self.room
            self.draw()
            return
        await self.coach.save_settings(rests=CHOICES[self.here])
        after = self.screen_after
        choice = guide.with_rests_as_wished(
            after.choice._replace(pattern=after.pattern), self.coach.settings, self.coach.library
        )
        self.app.switch_screen(BreathingScreen(choice, after.speed, after.is_dark))
