"""A look back: the week, its nights, a month, and what goes with better nights."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from coach.domain.checklist import Checklist
from coach.domain.night import checklist_day
from coach.domain.patterns import Patterns
from coach.domain.review import Mark
from coach.errors import CoachError
from coach.person import choose
from coach.person import review as reviewing
from coach.person.nights import MONTHS
from coach.person.review import Review
from coach.picture import review as view
from coach.picture.budget import rows_within
from coach.picture.cells import fitted
from coach.picture.raster import CUE, FAINT, Row, Run
from coach.picture.sheet import Sheet, line, wrapped
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.base import CoachScreen

VIEWS = ("The week", "The nights", "The month", "What goes with better nights")
WIDTH = 60
DAY = timedelta(days=1)


class ReviewScreen(CoachScreen[None], inherit_bindings=False):
    """Four views of what has been recorded; no streak, no red, no badge."""

    BINDINGS = bindings("list", "review")

    def __init__(self, host: Host) -> None:
        """Begin with this week."""
        super().__init__(host)
        self.here = 0
        """Which view."""
        self.weeks_back = 0
        self.months_back = 0
        self.top_row = 0
        """The first row of a long view that is shown."""
        self.rows_left = 0
        self.trouble = ""
        self.week: Review | None = None
        self.month: Sequence[Mark] = ()
        self.together: Patterns | None = None

        self.checklist: Checklist = choose.checklist(host.me.library)[0]
        """The checklist of the evening is the one that is looked back on."""

    def resumed(self) -> None:
        """Read what there is, off the event loop."""
        self.look()

    @property
    def today(self) -> date:
        """The checklist day that is lived now."""
        return checklist_day(self.host.me.now)

    @property
    def day(self) -> date:
        """A day of the week that is shown."""
        return self.today - 7 * self.weeks_back * DAY

    @property
    def first_of_month(self) -> date:
        """The first day of the month that is shown."""
        months = self.today.year * 12 + self.today.month - 1 - self.months_back
        return date(months // 12, months % 12 + 1, 1)

    def look(self) -> None:
        """Read what the view shows."""
        self.look_up(self._read)

    async def _read(self) -> None:
        me, read = self.host.me, self.host.on_disk
        try:
            if self.here < 2:
                self.week = await read(
                    reviewing.week, me.store, me.settings, self.checklist, self.day, self.today
                )
            elif self.here == 2:
                self.month = await read(reviewing.month, me.store, self.first_of_month)
            else:
                self.together = await read(
                    *(reviewing.what_goes_together, me.store, me.settings),
                    *(self.checklist, self.today),
                )
            self.trouble = ""
        except CoachError as error:
            self.trouble = str(error)
        self.draw()

    # Drawing.

    def fill(self, sheet: Sheet) -> None:
        """Draw the view, as much of it as there is room and light for."""
        width = min(WIDTH, sheet.width - (8 if sheet.width >= 60 else 4))
        is_tall = sheet.height > 16
        top = max((sheet.height - 20) // 4, 2) if is_tall else 0
        title, span = VIEWS[self.here], self._span()
        room = max(width - len(span) - 1, 0)
        heading = (Run(fitted(title, room) + " ", CUE), Run(span, FAINT))
        for text_width in view.TEXT_WIDTHS:
            fixed, rows, below = self._parts(width, text_width)
            room = sheet.height - top - len(fixed) - len(below) - (6 if is_tall else 3)
            room = max(min(room, len(rows)), 1)
            spare = rows_within(rows, room, self.light_left(sheet, (heading, *fixed, *below)))
            if spare == room:
                break
        self.top_row = max(min(self.top_row, len(rows) - spare), 0)
        self.rows_left = max(len(rows) - self.top_row - spare, 0)
        shown = rows[self.top_row : self.top_row + spare]
        sheet.put_block(top, [heading, *([()] if is_tall else []), *fixed, *shown], width)
        y = top + 1 + is_tall + len(fixed) + len(shown)
        sheet.put_block(y + is_tall, below, width)

    def _span(self) -> str:
        """Say which days are shown."""
        if self.here == 2:
            first = self.first_of_month
            return f"{MONTHS[first.month - 1]} {first.year}"
        if self.here == 3 or self.week is None:
            return ""
        first, last = self.week.grid.days[0], self.week.grid.days[-1]
        month = f" {MONTHS[first.month - 1]}" if first.month != last.month else ""
        return f"{first.day}{month} to {last.day} {MONTHS[last.month - 1]}"

    def _parts(self, width: int, text_width: int) -> tuple[list[Row], list[Row], list[Row]]:
        """Return what stands above, the rows that may be too many, and what stands below."""
        if self.trouble:
            return [], wrapped(self.trouble, FAINT, width), []
        if self.here == 0 and self.week:
            header, rows = view.week(self.week.grid, width, text_width, self.glyphs)
            return [header], rows or [line("Nothing is asked for.")], view.words(self.week, width)
        if self.here == 1 and self.week:
            return [], view.nights(self.week, width, self.glyphs), []
        if self.here == 2 and self.month:
            return [], view.month(self.month, width, self.glyphs), []
        if self.here == 3 and self.together:
            return [], view.patterns(self.together, width), []
        return [], [], []

    def hints(self) -> list[tuple[str, str]]:
        """Return how to look on and how to look back."""
        back = ("review.earlier", "review.later") if self.here != 3 else ()
        words = {"earlier": "earlier", "later": "later", "next": "look on", "back": "back"}
        more = [("up down", "more")] if self.rows_left or self.top_row else []
        return [
            *hints("everywhere.next", **words),
            *hints(*back, **words),
            *more,
            *hints("everywhere.back", "everywhere.help", **words),
        ]

    # Keys.

    async def action_next_good(self) -> None:
        """The next view; after the last one the first."""
        self.here = (self.here + 1) % len(VIEWS)
        self.top_row = 0
        self.draw()
        self.look()

    def action_earlier(self, by: int) -> None:
        """A week or a month further back, or forward again as far as now."""
        if self.here == 2:
            self.months_back = min(max(self.months_back + by, 0), self._most_back // 4)
        elif self.here < 2:
            self.weeks_back = min(max(self.weeks_back + by, 0), self._most_back)
        self.look()

    @property
    def _most_back(self) -> int:
        """How many weeks there are to look back through: what a calendar can count."""
        return (self.today - date(1900, 2, 1)).days // 7

    def action_move(self, by: int) -> None:
        """Show rows further up or down."""
        self.top_row = max(self.top_row + by, 0)
        self.draw()
