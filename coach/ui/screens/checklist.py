"""The checklist of the evening: what is due now, what comes next, what has been answered."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from coach.domain.checklist import Answer, Arranged, Checklist, Item
from coach.domain.night import checklist_day, lights_out
from coach.errors import CoachError
from coach.person import agenda, choose
from coach.picture.budget import rows_within
from coach.picture.cells import fitted
from coach.picture.checklist import drawn, listed
from coach.picture.raster import CUE, FAINT, Row, Run
from coach.picture.sheet import Sheet, line, wrapped
from coach.playing.runner import Runner
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.base import CoachScreen

WIDTH = 58
LEAST_FOR_MINUTES = 34
"""With less room only the words are shown."""
MORE = line("  more below", FAINT)
LOOK_SECONDS = 30.0
"""So often what is due is looked at anew."""
NIGHT_MINUTES = 60
"""In the last hour before lights-out nothing counts down."""


class ChecklistScreen(CoachScreen[None], inherit_bindings=False):
    """The items of tonight. An answer has its mark once it is on disk."""

    BINDINGS = bindings("list", "checklist", "routine", without="everywhere.next")

    def __init__(
        self,
        host: Host,
        checklist: Checklist,
        runner: Runner | None = None,
        is_dark: bool = False,
        is_counting: bool = False,
    ) -> None:
        """Take the checklist, and the routine it is a step of: then it asks only what is open.

        `is_dark` and `is_counting` are how the next step begins.
        """
        super().__init__(host)
        self.answers = host.answers
        self.checklist = checklist
        self.runner = runner
        self.look_of_next = (is_dark, is_counting)
        self.here = 0
        """The index of the chosen item, among all of them."""
        self.trouble = ""
        """What went wrong with an exercise."""
        self.is_saying_why = False
        self._last: list[str] = []
        """The items that were answered here, the last one at the end."""
        self._earlier: set[str] | None = None
        """The items that were answered before this step of a routine began."""
        self._pictured: Arranged | None = None
        self._pictured_at: datetime | None = None

    # Items and answers.

    def on_mount(self) -> None:
        """Nothing has been read yet; what is due changes as time passes."""
        self.answers.changed = self.draw
        self.set_interval(LOOK_SECONDS, self.look)

    @property
    def now(self) -> datetime:
        """This moment; one for all of a picture."""
        return self._pictured_at or self.host.me.now

    @property
    def day(self) -> date:
        """The checklist day that is lived now."""
        return checklist_day(self.now)

    def arranged(self) -> Arranged:
        """Return tonight's items in their order; while a picture is made, as it shows them."""
        return self._pictured or self._arrange()

    def _arrange(self) -> Arranged:
        settings = self.host.me.settings
        items = agenda.items(self.checklist, settings)
        not_earlier = [item for item in items if item.id not in (self._earlier or ())]
        return agenda.arranged(not_earlier, settings, self.answers.all, self.now)

    def shown(self) -> list[Item]:
        """Return the items in the order in which they are shown."""
        arranged = self.arranged()
        opened = [each.item for each in (*arranged.now, *arranged.later)]
        return opened + [each.item for each in arranged.answered]

    @property
    def is_all_answered(self) -> bool:
        """Nothing is open."""
        arranged = self.arranged()
        return not arranged.now and not arranged.later

    def resumed(self) -> None:
        """Show what has been answered as soon as it has been read."""
        self.answers.read(self.day, self._was_read)

    def _was_read(self) -> None:
        """The answers have been read; a step with nothing open is skipped."""
        if self.runner and self._earlier is None:
            self._earlier = set(self.answers.all) - set(self._last)
            if self.is_all_answered and self.is_current:
                self.go_on()

    def look(self) -> None:
        """Show what has become due, and what another coach has written."""
        if self.is_current:
            self.answers.read(self.day, self._was_read)

    # Drawing.

    def draw(self) -> None:
        """Bring the screen up to date; what is due is asked for once a picture."""
        self._pictured_at = self.now
        self._pictured = self._arrange()
        super().draw()
        self._pictured = self._pictured_at = None

    def fill(self, sheet: Sheet) -> None:
        """Draw the list around the pointer."""
        width = min(WIDTH, sheet.width - 4)
        is_plain = width < LEAST_FOR_MINUTES or self._minutes_left() < NIGHT_MINUTES
        rows = listed(self.arranged(), not is_plain, self.answers.is_saved, self.glyphs)
        items = [row.item for row in rows if row.item]
        self.here = max(min(self.here, len(items) - 1), 0)
        is_tall = sheet.height > 16
        above = self._heading(width) if is_tall else []
        below = self._below(width)
        top = max((sheet.height - 20) // 4, 2) if is_tall else 0
        room = max(sheet.height - top - len(above) - len(below) - 3, 3)
        room = self._darker(room, [drawn(row, width, False, self.glyphs) for row in rows], sheet)
        at = next((n for n, row in enumerate(rows) if row.item and row.item == self.chosen), 0)
        start = max(min(at - room // 2, len(rows) - room), 0)
        sheet.put_block(top, above, width)
        self.targets = {}
        for y, row in enumerate(rows[start : start + room], start=top + len(above)):
            sheet.put_block(y, [drawn(row, width, row.item == self.chosen, self.glyphs)], width)
            if row.item:
                self.targets[y] = f"pick({items.index(row.item)})"
        under = top + len(above) + min(len(rows), room)
        if start + room < len(rows) and is_tall:
            sheet.put_block(under, [MORE], width)
        sheet.put_block(under + 1, below, width)

    def _darker(self, room: int, rows: list[Row], sheet: Sheet) -> int:
        """Return how many rows may be shown without too much light, wherever the pointer is."""
        width = min(WIDTH, sheet.width - 4)
        others = [*self._heading(width), *self._below(width)]
        fitting = rows_within(rows, room, self.light_left(sheet, others))
        if fitting >= len(rows):
            return fitting
        return rows_within(rows, room, self.light_left(sheet, [*others, MORE]))

    def _heading(self, width: int) -> list[Row]:
        is_near = self._minutes_left() < NIGHT_MINUTES
        bedtime = agenda.bedtime(self.host.me.settings, self.day)
        out = "" if is_near else f"lights out {bedtime:%H:%M}"
        title = fitted(self.checklist.title, width - len(out))
        return [(Run(title, CUE), Run(out, FAINT)), ()]

    def _minutes_left(self) -> float:
        dark = lights_out(self.day, agenda.bedtime(self.host.me.settings, self.day))
        return (dark - self.now.replace(tzinfo=None)).total_seconds() / 60

    def _below(self, width: int) -> list[Row]:
        """Return why the chosen item is on the list, or what went wrong. Two rows or more."""
        why = self.chosen.why if self.chosen and self.is_saying_why else ""
        rows = wrapped(self.answers.trouble or self.trouble or why, FAINT, width)
        return [*rows, (), ()][: max(len(rows), 2)]

    @property
    def chosen(self) -> Item | None:
        """The item that the pointer is on."""
        items = self.shown()
        return items[max(min(self.here, len(items) - 1), 0)] if items else None

    def hints(self) -> list[tuple[str, str]]:
        """Return the answers."""
        if self.runner and self.is_all_answered:
            return hints("checklist.done", "everywhere.help", "everywhere.back", done="go on")
        ids = ("done", "skip", "apply", "why", "undo")
        words = {"skip": "not tonight", "apply": "does not apply", "why": "why", "undo": "undo"}
        can_start = self.chosen and self.chosen.run
        start = hints("checklist.start", start="do it now") if can_start else []
        first, *rest = hints(*(f"checklist.{verb}" for verb in ids), **words)
        return [
            first,
            *start,
            *(hints("routine.next", next="go on") if self.runner else []),
            *rest,
            *hints("checklist.items", items="items"),
            *hints("everywhere.back", back="back"),
        ]

    # Keys.

    def action_move(self, by: int) -> None:
        """Point at another item."""
        self.here += by
        self.is_saying_why = False
        self.draw()

    async def action_pick(self, index: int) -> None:
        """Point at the item that was clicked."""
        self.here = index
        self.draw()

    def action_answer(self, answer: Answer) -> None:
        """Answer the chosen item; in a routine, go on when nothing is open."""
        if self.runner and self.is_all_answered:
            self.go_on()
        elif self.chosen:
            self._last.append(self.chosen.id)
            self._give(self.chosen.id, answer)
            arranged = self.arranged()
            opened = len(arranged.now) + len(arranged.later)
            self.here = min(self.here, max(opened - 1, 0))  # on to what is open, not past it

    def action_undo(self) -> None:
        """Take back the last answer; without one, that of the chosen item."""
        id = self._last.pop() if self._last else self.chosen.id if self.chosen else ""
        if id in self.answers.all:
            self._give(id, None)

    def _give(self, id: str, answer: Answer | None) -> None:
        """Show an answer, and put it on disk without waiting for it."""
        self.answers.give(id, answer, self.now)

    def action_why(self) -> None:
        """Show why the chosen item is on the list, or hide it."""
        self.is_saying_why = not self.is_saying_why
        self.draw()

    def action_items(self) -> None:
        """Choose which items are asked for."""
        self.host.go("items", self.checklist)

    def action_start(self) -> None:
        """Start the exercise of the chosen item; without one it is done."""
        item = self.chosen
        if item is None or not item.run or item.id in self.answers.all:
            self.action_answer("done")
        else:
            try:
                choice = choose.find(self.host.me.library, item.run.split("/")[0], item.run)
            except CoachError as error:
                self.trouble = str(error)
                self.draw()
            else:
                self.host.go("page", choice, 1.0, False, partial(self._exercise_ended, item.id))

    def _exercise_ended(self, id: str) -> None:
        """The exercise of an item has reached its end: that item is done."""
        self._last.append(id)
        self._give(id, "done")

    # In a routine.

    def go_on(self) -> None:
        """Everything is answered: on to the next step; after the last one, the dark."""
        if self.runner and self.runner.step_at(1) is None:
            self.runner.finish()
            self.host.ended()
        else:
            self.action_step(1)

    def action_step(self, by: int) -> None:
        """In a routine: the next step, or the one before."""
        if self.runner and (index := self.runner.step_at(by)) is not None:
            self.host.instead("step", self.runner, index, None, *self.look_of_next)

    def action_back(self) -> None:
        """One step back; for a while the routine can be resumed."""
        self.leaving()
        super().action_back()

    def leaving(self) -> None:
        """The routine is left; for a while it can be resumed."""
        if self.runner:
            self.runner.close()
            route = ("step", self.runner, self.runner.index, None, *self.look_of_next)
            self.host.offers.make(self.checklist.title, *route)

    def on_unmount(self) -> None:
        """Nobody looks here any more."""
        if self.answers.changed == self.draw:
            self.answers.changed = lambda: None
