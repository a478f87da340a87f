"""The page before a routine: its steps, how long it takes, and Space begins."""

from __future__ import annotations

from dataclasses import replace

from coach.domain import words
from coach.person.choose import Choice
from coach.person.evening import Evening
from coach.picture.raster import CUE, EMBER, FAINT, TEXT, Row, Run
from coach.picture.sheet import label, line, wrapped
from coach.ui.before import begin_evening, evening_of
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.offer import GO_ON
from coach.ui.screens.choosing import ChoosingScreen

LEAST_WIDTH = 28
"""Where there is less room than this, the steps stand without their lengths."""


class RoutineScreen(ChoosingScreen[None], inherit_bindings=False):
    """A routine and its steps; any of them can be the first."""

    BINDINGS = bindings("ready", "scroll", "page")
    list_width = 46
    words_from = 0

    def __init__(
        self, host: Host, choice: Choice, speed: float = 1.0, is_dark: bool = False
    ) -> None:
        """Take the routine that was chosen, and how fast it is played."""
        super().__init__(host)
        self.choice = choice
        self.speed = speed
        self.is_dark = is_dark
        self.evening: Evening | None = None

    def resumed(self) -> None:
        """Look again: scripts and options may have changed."""
        self.evening = evening_of(self.host, self.choice)
        if (left := self.host.offers.seconds_left) > 0:
            self.set_timer(left + 0.01, self.draw)

    def above(self, width: int) -> list[Row]:
        """Return the title, with air below it."""
        return [line(self.evening.routine.title, CUE), ()] if self.evening else []

    def entry_rows(self, width: int) -> list[Row]:
        """Return title and length of each step; those before the one to begin with are dim."""
        rows: list[Row] = []
        for index, stop in enumerate(self.evening.stops if self.evening else ()):
            length = words.about(stop.total_ms) if stop.timeline else ""
            length = f"{length:>12}" if width >= LEAST_WIDTH else ""
            room = width - len(length)
            title = label(stop.exercise.title, room, self.glyphs)
            rows.append((Run(title, TEXT if index >= self.here else EMBER), Run(length, FAINT)))
        return rows

    def whole(self) -> str:
        """Return what the chosen step is."""
        stops = self.evening.stops if self.evening else ()
        return stops[self.here].exercise.title if stops else ""

    def below(self, width: int) -> list[Row]:
        """Return how long it takes, and where there is room what it is about."""
        if not self.evening:
            return []
        air = [()] if self.size.height > 16 else []
        about = wrapped(self._about(), FAINT, width)[: 3 if self.size.height > 12 else 0]
        return [*wrapped(self._length(), TEXT, width), *air, *about]

    def _length(self) -> str:
        assert self.evening
        if self.host.offers.seconds_left > 0:
            return GO_ON
        if not self.evening.stops:
            return "None of it can be played."
        left = self.evening._replace(stops=self.evening.stops[self.here :])
        return f"{words.about(left.total_ms)}, then it is dark"

    def _about(self) -> str:
        assert self.evening
        if self.evening.problems:
            return "Part of it cannot be read: run coach scripts check"
        return self.evening.routine.summary

    def hints(self) -> list[tuple[str, str]]:
        """Return how to begin."""
        return [
            *hints("everywhere.next", next="begin"),
            ("up down", "start at"),
            *hints("ready.list", list="other routines"),
            *hints("ready.care", care="cautions"),
            *hints("everywhere.back", "everywhere.help", back="back"),
        ]

    def point(self, index: int) -> None:
        """Begin with another step; then what was left is no longer resumed."""
        self.host.offers.drop()
        self.here = index
        self.draw()

    def action_length(self, by: int) -> None:
        """Up and Down choose the step to begin with."""
        self.action_move(-by)

    async def action_next_good(self) -> None:
        """Go on with what was just left, or begin."""
        if offer := self.host.offers.take():
            self.host.go(*offer.route)
        elif self.evening and self.evening.stops:
            begin_evening(self.host, self.choice, self.here, self.speed, self.is_dark)

    async def action_from_start(self) -> None:
        """Begin, also when what was left could go on."""
        self.host.offers.drop()
        await self.action_next_good()

    def action_care(self) -> None:
        """What to take care of: what the routine says, and all that its steps do."""
        routine = self.choice.exercise
        stops = self.evening.stops if self.evening else ()
        careful = (routine, *(stop.exercise for stop in stops))
        cautions = [text for each in careful for text in each.cautions]
        if cautions:
            self.host.go("care", replace(routine, cautions=tuple(dict.fromkeys(cautions))))

    def action_list(self) -> None:
        """Show every routine there is."""
        self.host.go("list", "routines", self.choice.exercise.id.split("/")[1])
