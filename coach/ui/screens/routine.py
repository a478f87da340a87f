"""The page before a routine: its steps, how long it takes, and Space begins."""

from __future__ import annotations

from coach.domain import words
from coach.person.choose import Choice
from coach.person.evening import Evening
from coach.picture.cells import fitted
from coach.picture.raster import CUE, EMBER, FAINT, TEXT, Row, Run
from coach.picture.sheet import Sheet, line, wrapped
from coach.ui.before import begin_evening, evening_of
from coach.ui.bindings import bindings, hints
from coach.ui.host import Host
from coach.ui.offer import GO_ON
from coach.ui.screens.base import CoachScreen

LIST_WIDTH = 46
LEAST_WIDTH = 30
"""Where there is less room than this, the steps stand without their lengths."""


class RoutineScreen(CoachScreen[None], inherit_bindings=False):
    """A routine and its steps; any of them can be the first."""

    BINDINGS = bindings("ready")

    def __init__(
        self, host: Host, choice: Choice, speed: float = 1.0, is_dark: bool = False
    ) -> None:
        """Take the routine that was chosen, and how fast it is played."""
        super().__init__(host)
        self.choice = choice
        self.speed = speed
        self.is_dark = is_dark
        self.here = 0
        """The step to begin with."""
        self.evening: Evening | None = None

    def resumed(self) -> None:
        """Look again: scripts and options may have changed."""
        self.evening = evening_of(self.host, self.choice)
        if (left := self.host.offers.seconds_left) > 0:
            self.set_timer(left + 0.01, self.draw)

    def fill(self, sheet: Sheet) -> None:
        """Draw the title, the steps, and how long it takes."""
        if self.evening is None:
            return
        evening = self.evening
        self.here = min(self.here, max(len(evening.stops) - 1, 0))
        width = min(LIST_WIDTH, sheet.width - 4)
        steps = self._steps(width)
        about = wrapped(self._about(), FAINT, width)[: 3 if sheet.height > 12 else 0]
        is_tall = sheet.height > 16
        above: list[Row] = [line(evening.routine.title, CUE), *([()] * (1 + is_tall))]
        length = wrapped(self._length(), TEXT, width)
        below: list[Row] = [(), *length, *([()] * is_tall), *about]
        spare = sheet.height - 3
        room = max(spare - len(above) - len(below), 1)
        start = max(min(self.here - room // 2, len(steps) - room), 0)
        shown = steps[start : start + room]
        total = len(above) + len(shown) + len(below)
        top = max(int((spare - total) * 0.4), 0)
        sheet.put_block(top, above, width)
        sheet.put_block(top + len(above), shown, width)
        sheet.put_block(top + len(above) + len(shown), below[: spare - top], width)
        first = top + len(above) - start
        self.targets = {
            first + n: f"pick({n})" for n in range(start, min(start + room, len(steps)))
        }

    def _steps(self, width: int) -> list[Row]:
        """Return a row a step: the one to begin with is marked, those before it are dim."""
        rows: list[Row] = []
        assert self.evening
        for index, stop in enumerate(self.evening.stops):
            pointer = self.glyphs.pointer if index == self.here else " "
            tone = CUE if index == self.here else TEXT if index > self.here else EMBER
            length = words.about(stop.total_ms) if stop.timeline else ""
            length = f"{length:>12}" if width >= LEAST_WIDTH else ""
            title = fitted(stop.exercise.title, width - 2 - len(length))
            rows.append((Run(f"{pointer} ", CUE), Run(title, tone), Run(length, FAINT)))
        return rows

    def _length(self) -> str:
        assert self.evening
        if self.host.offers.seconds_left > 0:
            return GO_ON
        if not self.evening.stops:
            return "Nothing of it can be played."
        left = self.evening._replace(stops=self.evening.stops[self.here :])
        return f"{words.about(left.total_ms)}, then it is dark"

    def _about(self) -> str:
        assert self.evening
        if self.evening.problems:
            return "A part of it cannot be read: coach scripts check"
        return self.evening.routine.summary

    def hints(self) -> list[tuple[str, str]]:
        """Return how to begin."""
        return [
            *hints("everywhere.next", next="begin"),
            ("up down", "begin where"),
            *hints("ready.list", list="other routines"),
            *hints("everywhere.back", "everywhere.help", back="back"),
        ]

    def action_move(self, by: int) -> None:
        """Begin with another step; then what was left is no longer gone on with."""
        self.host.offers.drop()
        if self.evening:
            self.here = max(min(self.here + by, len(self.evening.stops) - 1), 0)
            self.draw()

    def action_length(self, by: int) -> None:
        """Up and Down choose the step to begin with."""
        self.action_move(-by)

    async def action_pick(self, index: int) -> None:
        """Begin with the step that was clicked."""
        self.host.offers.drop()
        self.here = index
        await self.action_next_good()

    async def action_next_good(self) -> None:
        """Go on with what was just left, or begin."""
        if route := self.host.offers.take():
            self.host.go(*route)
        elif self.evening and self.evening.stops:
            begin_evening(self.host, self.choice, self.here, self.speed, self.is_dark)

    def action_list(self) -> None:
        """Show every routine there is."""
        self.host.go("list", "routines", self.choice.exercise.id.split("/")[1])
