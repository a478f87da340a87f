"""The page before a routine: its steps, how long it takes, and Space begins."""

from __future__ import annotations

from coach.domain import words
from coach.person.choose import Found
from coach.person.evening import Evening
from coach.picture.cells import fitted
from coach.picture.raster import CUE, EMBER, FAINT, TEXT, Row, Run
from coach.picture.sheet import Sheet, line, wrapped
from coach.ui import opening
from coach.ui.bindings import bindings, hints
from coach.ui.screens.base import GO_ON, CoachScreen

LIST_WIDTH = 46
LEAST_WIDTH = 30
"""Where there is less room than this, the steps stand without their lengths."""


class RoutineScreen(CoachScreen, inherit_bindings=False):
    """A routine and its steps; any of them can be the first."""

    BINDINGS = bindings("ready")

    def __init__(self, found: Found, asked: str, speed: float = 1.0, is_dark: bool = False) -> None:
        """Take the routine, and what finds it again: its id or its file."""
        super().__init__()
        self.found = found
        self.asked = asked
        self.speed = speed
        self.is_dark = is_dark
        self.here = 0
        """The step to begin with."""
        self.evening: Evening | None = None

    def on_screen_resume(self) -> None:
        """Look again: scripts and options may have changed."""
        self.evening = opening.evening_of(self.coach, self.found, self.asked)
        super().on_screen_resume()
        if (left := self.coach.offer_seconds_left()) > 0:
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
        if self.coach.offer_seconds_left() > 0:
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
        self.coach.drop_offer()
        if self.evening:
            self.here = max(min(self.here + by, len(self.evening.stops) - 1), 0)
            self.draw()

    def action_length(self, by: int) -> None:
        """Up and Down choose the step to begin with."""
        self.action_move(-by)

    async def action_pick(self, index: int) -> None:
        """Begin with the step that was clicked."""
        self.coach.drop_offer()
        self.here = index
        await self.action_next_good()

    async def action_next_good(self) -> None:
        """Go on with what was just left, or begin."""
        if not self.coach.take_offer() and self.evening and self.evening.stops:
            opening.begin_evening(
                self.coach, self.found, self.asked, self.here, self.speed, self.is_dark
            )

    def action_list(self) -> None:
        """Show every routine there is."""
        opening.open_list(self.coach, self.found.exercise.id)
