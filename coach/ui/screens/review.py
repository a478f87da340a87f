"""A look back: the week, its nights and their hours, a month, and what goes with better nights."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coach.domain.checklist import Checklist
from coach.domain.hours import NightHours, axis_begins
from coach.domain.night import DAY
from coach.domain.patterns import Patterns
from coach.domain.review import Mark
from coach.errors import CoachError
from coach.person import choose, home
from coach.person import review as reviewing
from coach.person.nights import MONTHS
from coach.person.review import SHORT_DAYS, Review
from coach.person.weeks import week_begins
from coach.picture import hours
from coach.picture import review as view
from coach.picture.budget import rows_within
from coach.picture.cells import cell_len, fitted
from coach.picture.month import month
from coach.picture.raster import CUE, FAINT, Row, Run
from coach.picture.sheet import LEAST_WITH_MARGIN, Sheet, line, wrapped
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.base import CoachScreen

VIEWS = ("The week", "The nights", "The hours", "The month", "What goes with better nights")
WEEK, NIGHTS, HOURS, MONTH, TOGETHER = range(len(VIEWS))
WIDTH, WIDEST = 60, 72
"""From so many cells on there is a margin of four; and how wide a view is at most."""
LOOK_SECONDS = 60.0
"""So often it looks whether another day has begun."""


class ReviewScreen(CoachScreen[None], inherit_bindings=False):
    """Five views of what has been recorded; no streak, no red, no badge."""

    BINDINGS = bindings("list", "page", "review")

    def __init__(self, host: Host) -> None:
        """Begin with this week."""
        super().__init__(host)
        self.here = WEEK
        """Which view."""
        self.days_back = 0
        self.months_back = 0
        self.top_row = 0
        """The first row of a long view that is shown."""
        self.rows_left = 0
        self.nights_shown = 7
        """How many nights the view of hours has room for."""
        self.trouble = ""
        self.week: Review | None = None
        self.hours: Sequence[NightHours] = ()
        self.month: Sequence[Mark] = ()
        self.together: Patterns | None = None

        self.checklist: Checklist = choose.checklist(host.me.library)[0]
        """The checklist of the evening is the one that is looked back on."""

    def on_mount(self) -> None:
        """Look again now and then: another day may begin while it is open."""
        self.set_interval(LOOK_SECONDS, self.look)

    def resumed(self) -> None:
        """Read what there is, off the event loop."""
        self.look()

    @property
    def today(self) -> date:
        """The checklist day that is lived now."""
        return home.today(self.host.me).date

    @property
    def day(self) -> date:
        """A day of the week that is shown."""
        return self.today - self.days_back * DAY

    @property
    def first_of_month(self) -> date:
        """The first day of the month that is shown."""
        months = self.today.year * 12 + self.today.month - 1 - self.months_back
        return date(months // 12, months % 12 + 1, 1)

    def look(self) -> None:
        """Read what the view shows."""
        if self.is_current:
            self.look_up(self._read)

    async def _read(self) -> None:
        me, read = self.host.me, self.host.on_disk
        recorded = (me.store, me.settings)
        try:
            if self.here in (WEEK, NIGHTS):
                # One day at a time, the last night comes before the one that has not been.
                day = self.day - (self.here == NIGHTS and self._has_one_day) * DAY
                self.week = await read(
                    reviewing.week, *recorded, me.said, self.checklist, day, self.today
                )
            elif self.here == HOURS:
                last = self.day - DAY
                self.hours = await read(reviewing.night_hours, me.store, me.schedule, last)
            elif self.here == MONTH:
                self.month = await read(reviewing.month, me.store, self.first_of_month)
            else:
                self.together = await read(
                    reviewing.what_goes_together, *recorded, self.checklist, self.today
                )
            self.trouble = ""
        except CoachError as error:
            self.trouble = str(error)
        self.draw()

    # Drawing.

    def fill(self, sheet: Sheet) -> None:
        """Draw the view, as much of it as there is room and light for."""
        is_tall = sheet.height > 16
        top = max((sheet.height - 20) // 4, 2) if is_tall else 0
        width = self._width
        air: list[Row] = [()] * is_tall
        if self.here == HOURS and self.hours and not self.trouble:
            self._fill_hours(sheet, top, air)
            return
        heading = [*self._heading(width), *air]
        for text_width in view.TEXT_WIDTHS:
            fixed, rows, below = self._parts(width, text_width)
            below = [*air, *below, *air]
            room = sheet.hints_row - top - len(heading) - len(fixed) - len(below)
            room = max(min(room, len(rows)), 1)
            spare = rows_within(rows, room, self.light_left(sheet, (*heading, *fixed, *below)))
            if spare == room:
                break
        self.top_row = max(min(self.top_row, len(rows) - spare), 0)
        self.rows_left = max(len(rows) - self.top_row - spare, 0)
        shown = rows[self.top_row : self.top_row + spare]
        sheet.put_block(top, [*heading, *fixed, *shown, *below], width)

    def _fill_hours(self, sheet: Sheet, top: int, air: list[Row]) -> None:
        """Draw the nights on one axis, which may be wider than text."""
        me, width = self.host.me, self._width
        heading = [*self._heading(width), *air]
        height = sheet.hints_row - top - len(heading) - len(air)
        frame = hours.Frame(self._room, height, self.light_left(sheet, heading), bool(air))
        drawn = hours.axis(
            self.hours, axis_begins(me.schedule), week_begins(me.settings), frame, self.glyphs
        )
        self.top_row = self.rows_left = 0
        self.nights_shown = drawn.nights
        width = max(width, drawn.width)
        sheet.put_block(top, [*self._heading(width), *air, *drawn.rows], width)

    def _heading(self, width: int) -> list[Row]:
        """Return the name of the view and which days it shows, in one row if there is room."""
        title = VIEWS[self.here]
        spans = [self._span(is_short) for is_short in (False, True)]
        for span in spans:
            if (room := width - cell_len(span) - 1) >= cell_len(title):
                return [(Run(fitted(title, room) + " ", CUE), Run(span, FAINT))]
        return [*wrapped(title, CUE, width), *wrapped(spans[-1], FAINT, width)]

    def _span(self, is_short: bool) -> str:
        """Say which days are shown."""

        def month_of(day: date) -> str:
            return MONTHS[day.month - 1][: 3 if is_short else None]

        if self.here == MONTH:
            return f"{month_of(self.first_of_month)} {self.first_of_month.year}"
        if self.here == HOURS and self.hours:
            last = self.hours[-1].night
            return f"{'' if is_short else 'up '}to {last.day} {month_of(last)}"
        if self.here not in (WEEK, NIGHTS) or self.week is None:
            return ""
        day, (first, *_, last) = self.week.day, self.week.grid.days
        if self._has_one_day:
            return f"{SHORT_DAYS[day.weekday()]} {day.day} {month_of(day)}"
        month = f" {month_of(first)}" if first.month != last.month else ""
        return f"{first.day}{month} to {last.day} {month_of(last)}"

    def _parts(self, width: int, text_width: int) -> tuple[list[Row], list[Row], list[Row]]:
        """Return what stands above, the rows that may be too many, and what stands below."""
        if self.trouble:
            return [], wrapped(self.trouble, FAINT, width), []
        if self.here == WEEK and self.week:
            if view.has_one_day(width):
                return [], view.day_of_week(self.week, width, self.glyphs), []
            header, rows = view.week(self.week.grid, width, text_width, self.glyphs)
            rows = rows or [line("No items are switched on.")]
            return [header], rows, view.words(self.week, width)
        if self.here == NIGHTS and self.week:
            return [], view.nights(self.week, width, self.glyphs), []
        if self.here == MONTH and self.month:
            begins = week_begins(self.host.me.settings)
            header, rows = month(self.month, begins, width, self.glyphs)
            return [header], rows, []
        if self.here == TOGETHER and self.together:
            return [], view.patterns(self.together, width), []
        return [], [], []

    def hints(self) -> list[tuple[str, str]]:
        """Return how to look on and how to look back."""
        more = [("up down", "more")] if self.rows_left or self.top_row else []
        first = hints("everywhere.next", next="next")
        if self.size.width <= LEAST_WITH_MARGIN and self.rows_left:
            first = [("down", "more")]
        back = "months" if self.here == MONTH else "weeks" if self._days_a_step == 7 else "days"
        return [
            *first,
            *more,
            *([("left right", back)] if self.here != TOGETHER else []),
            *hints("everywhere.back", back="back"),
            *hints(
                "everywhere.help", **({"help": "help"} if more and self.size.width < WIDTH else {})
            ),
        ]

    # Keys.

    async def action_next_good(self) -> None:
        """The next view; after the last one the first."""
        self.here = (self.here + 1) % len(VIEWS)
        self.top_row = 0
        self.draw()
        self.look()

    def action_earlier(self, by: int) -> None:
        """A week, a month or a day further back, or forward again as far as now."""
        if self.here == MONTH:
            self.months_back = min(max(self.months_back + by, 0), self._most_back // 31)
        elif self.here != TOGETHER:
            days = self.days_back + by * self._days_a_step
            self.days_back = min(max(days, 0), self._most_back)
        self.look()

    @property
    def _room(self) -> int:
        """How many cells there are between the margins."""
        width: int = self.size.width
        return width - (8 if width >= WIDTH else 4 if width > LEAST_WITH_MARGIN else 0)

    @property
    def _width(self) -> int:
        """How wide text may be."""
        return min(WIDEST, self._room)

    @property
    def _has_one_day(self) -> bool:
        """One day of the week is shown at a time."""
        return view.has_one_day(self._width)

    @property
    def _days_a_step(self) -> int:
        """How far it goes back at a time: no day is left out."""
        if self.here == HOURS:
            return min(max(self.nights_shown, 1), 7)
        return 1 if self._has_one_day else 7

    @property
    def _most_back(self) -> int:
        """How many days there are to look back through: what a calendar can count."""
        return (self.today - date(1900, 2, 1)).days

    def action_move(self, by: int) -> None:
        """Show rows further up or down."""
        self.top_row = max(self.top_row + by, 0)
        self.draw()
