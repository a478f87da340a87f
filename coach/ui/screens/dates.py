"""Dates: of stopping or cutting down, and steps of somebody's own plan. All of it is optional.

What is given here is on disk before it is shown as given; a day that is moved follows at once. What
the disk refuses has not happened: the page shows what was there before, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import date
from functools import partial

from coach.domain.night import DAY
from coach.domain.own import TURNS, PlanStep, Turn, TurnDate
from coach.errors import CoachError
from coach.person import dates, home
from coach.person.dates import Given
from coach.picture.raster import FAINT, Row
from coach.picture.sheet import label, line, wrapped
from coach.text import printable
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.choosing import ChoosingScreen

CHANGED = "u undoes it."
TITLE_WIDTH, DAY_WIDTH = 20, 13
"""So wide is what stands before a date, and before the words of a step."""
LONGEST_DAY = 29
"""So many cells the longest day takes in full words."""
Kept = TurnDate | PlanStep


class DatesScreen(ChoosingScreen[None], inherit_bindings=False):
    """A row for each date, one for each step, and one to add a step."""

    BINDINGS = bindings("list", "scroll", "dates")
    is_a_page = True
    list_width = 54

    def __init__(self, host: Host) -> None:
        """Nothing has been read yet."""
        super().__init__(host)
        self.given = Given()
        self.trouble = ""
        self._changed: tuple[Kept | None, Kept | None] | None = None
        """What was changed last: what it was, and what it is now."""

    def resumed(self) -> None:
        """Read what has been given."""
        self.look_up(self._look)

    async def _look(self) -> None:
        try:
            own = self.host.me.store.own
            self.given = await self.read_anew(lambda: self.given, dates.read, own)
        except CoachError as error:
            self.trouble = str(error)
        self.draw()

    @property
    def today(self) -> date:
        """The day that is lived now."""
        return home.today(self.host.me).date

    @property
    def turn(self) -> Turn | None:
        """The turn whose row is pointed at; None: it is a step, or the row that adds one."""
        return TURNS[self.here] if self.here < len(TURNS) else None

    @property
    def step(self) -> PlanStep | None:
        """The step that is pointed at."""
        index = self.here - len(TURNS)
        return self.given.steps[index] if 0 <= index < len(self.given.steps) else None

    @property
    def chosen(self) -> Kept | None:
        """What is pointed at, if it has been given."""
        return self.given.date_of(self.turn) if self.turn else self.step

    # Drawing.

    def above(self, width: int) -> list[Row]:
        """Return the heading."""
        return [line("Dates, and your own plan", FAINT)]

    def entries(self, width: int) -> list[str]:
        """Return a row for each."""
        return [
            label(first, left, self.glyphs) + label(second, width - left, self.glyphs)
            for first, second, left in self._columns(width)
        ]

    def _columns(self, width: int) -> Iterator[tuple[str, str, int]]:
        """Yield what stands on the left and on the right of each row, and how wide the left is."""
        today, is_wide = self.today, width >= TITLE_WIDTH + LONGEST_DAY
        say = dates.in_words if is_wide else dates.in_short
        for what in TURNS:
            turn = self.given.date_of(what)
            shown = say(turn.day, today) if turn else dates.NOT_GIVEN
            yield dates.TITLES[what], shown, min(TITLE_WIDTH, width // 2 + 2)
        for step in self.given.steps:
            yield dates.in_short(step.day, today), printable(step.text), DAY_WIDTH
        yield dates.ADD, "", width

    def whole(self) -> str:
        """Return what is pointed at, in full words."""
        if self.turn:
            return dates.TITLES[self.turn]
        return printable(self.step.text) if self.step else dates.ADD

    def below(self, width: int) -> list[Row]:
        """Return what a row is about, or what just happened."""
        about = dates.ABOUT[self.turn or ("step" if self.step else "")]
        said = self.trouble or (CHANGED if self._changed else "")
        return [*wrapped(about, FAINT, width), *wrapped(said, FAINT, width)]

    def hints(self) -> list[tuple[str, str]]:
        """Return the keys of a row."""
        is_given = self.chosen is not None
        keys = hints("everywhere.next", next="change" if is_given else "give")
        if is_given:
            keys += [("left right", "a day"), *hints("dates.delete", delete="delete")]
        undo = hints("dates.undo") if self._changed else []
        return [
            *keys,
            *undo,
            *hints("everywhere.help", "everywhere.back", help="help", back="back"),
        ]

    # Changing.

    def point(self, index: int) -> None:
        """Point at another row."""
        self.trouble = ""
        super().point(index)

    async def action_next_good(self) -> None:
        """Give or change a date, or the words of a step; or add one."""
        if step := self.step:
            self._ask(dates.WHAT, printable(step.text), self._save_words)
        else:
            chosen = self.chosen
            shown = chosen.day.isoformat() if chosen else "" if self.turn is None else "today"
            save = self._save_day if self.turn else self._check_day
            then = None if self.turn else self._ask_words
            self.host.go("name", dates.WHICH_DAY, shown, save, True, then=then)

    def _ask(self, question: str, text: str, save: object) -> None:
        self.host.go("name", question, text, save)

    async def _check_day(self, text: str) -> str:
        return "" if dates.parse(text, self.today) else dates.NO_DAY

    async def _save_day(self, text: str) -> str:
        day, turn = dates.parse(text, self.today), self.turn
        if day is None or turn is None:
            return dates.NO_DAY
        return await self._save(self.chosen, TurnDate(turn, day, self.host.me.now))

    async def _save_words(self, text: str) -> str:
        step = self.step
        return await self._save(step, step._replace(text=text)) if step else ""

    def _ask_words(self, text: str | None) -> None:
        """Ask for the words of a step whose day has been given."""
        if text and (day := dates.parse(text, self.today)):

            async def save(words: str) -> str:
                return await self._save(None, PlanStep(self.host.me.now, day, words))

            self._ask(dates.WHAT, "", save)

    async def _save(self, before: Kept | None, now: Kept) -> str:
        """Put it on disk; returns what went wrong, or nothing."""
        me, save = self.host.me, self.host.me.store.own.save
        try:
            await self.host.on_disk(save, now)
        except CoachError as error:
            me.disk.withdraw(save, now)
            return str(error)
        self._changed = (before, now)
        return ""

    def action_move_day(self, by: int) -> None:
        """Move a date, or a step, a day earlier or later."""
        if chosen := self.chosen:
            self._put(chosen, chosen._replace(day=chosen.day + by * DAY))

    def action_delete(self) -> None:
        """Delete what is pointed at; it can be brought back while this page is open."""
        if chosen := self.chosen:
            self._put(chosen, None)

    def action_undo(self) -> None:
        """Undo the last change."""
        if self._changed:
            before, now = self._changed
            self._put(now, before)
            self._changed = None
            self.draw()

    def _was_put(self, work: Callable[..., object], row: Kept, done: Future[None]) -> None:
        """Take back what the disk has refused (on its thread)."""
        me = self.host.me
        if error := done.exception():
            me.disk.withdraw(work, row)
            me.call_back(partial(self._refused, me.on_trouble(error)))

    def _refused(self, trouble: str) -> None:
        """Say what went wrong, and show what is on disk."""
        self.trouble, self._changed = trouble, None
        if self.is_attached:
            self.resumed()

    def _put(self, before: Kept | None, now: Kept | None) -> None:
        """Show a change, and let the disk have it: nobody waits for that."""
        me, own = self.host.me, self.host.me.store.own
        rows: list[Kept] = [*self.given.dates, *self.given.steps]
        rows = [*(row for row in rows if row != before), *([now] if now else [])]
        self._changed = (before, now)
        steps = sorted(
            (r for r in rows if isinstance(r, PlanStep)), key=lambda r: (r.day, r.moment)
        )
        self.given = Given(tuple(r for r in rows if isinstance(r, TurnDate)), tuple(steps))
        if row := now or before:
            work = own.save if now else own.remove
            me.disk.submit(work, row).add_done_callback(partial(self._was_put, work, row))
        if isinstance(now, PlanStep):
            self.here = len(TURNS) + steps.index(now)
        self.draw()
