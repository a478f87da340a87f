"""The checklist of the evening: what is due now, what comes next, what has been answered."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from coach.domain import checklist as domain
from coach.domain import walk
from coach.domain.checklist import Answer, Arranged, Checklist, Item, until
from coach.domain.night import LAST_HOUR, Day
from coach.domain.walk import ONWARD
from coach.errors import CoachError
from coach.person import agenda, choose, home
from coach.picture import checklist as picture
from coach.picture.cells import fitted
from coach.picture.raster import CUE, FAINT, Row, Run
from coach.picture.sheet import Sheet, wrapped
from coach.playing.runner import Runner
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.base import CoachScreen

LEAST_FOR_MINUTES = 44
"""With less room only the words are shown."""
LOOK_SECONDS = 30.0
"""So often what is due is looked at anew."""
ONWARD_HINTS = (
    *("checklist.done", "list.up", "everywhere.help", "everywhere.back"),
    "checklist.items",
)
NEW_DAY = "A new day has begun. This is its list."


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
        """Take the checklist; a step of a routine asks what is open. How the next step begins."""
        super().__init__(host)
        self.answers = host.answers
        self.checklist = checklist
        self.runner = runner
        self.look_of_next = (is_dark, is_counting)
        self.here: str | None = None
        """The row with the light, by its id; it is put there with the first picture."""
        self._is_touched = False
        """A key has put the light somewhere: there it stays."""
        self.words = ""
        """What went wrong with an exercise, or when the item with the light is due."""
        self.is_saying_why = False
        self._last: list[str] = []
        """The items that were answered here, the last one at the end."""
        self._earlier: set[str] | None = None
        """The items that were answered before this step of a routine began."""
        self._pictured: Arranged | None = None
        self._pictured_at: datetime | None = None
        self.day: Day = home.today(host.me)
        """The checklist day that is shown, and answered."""

    # Items and answers.

    def on_mount(self) -> None:
        """Nothing has been read yet; what is due changes as time passes."""
        self.answers.changed = self.draw
        self.set_interval(LOOK_SECONDS, self.look)

    @property
    def now(self) -> datetime:
        """This moment; one for all of a picture."""
        return self._pictured_at or self.host.me.now

    def arranged(self) -> Arranged:
        """Return tonight's items in their order; while a picture is made, as it shows them."""
        return self._pictured or self._arrange()

    def _arrange(self) -> Arranged:
        items = home.items(self.host.me, self.checklist)
        not_earlier = [item for item in items if item.id not in (self._earlier or ())]
        return domain.arrange(not_earlier, self.answers.all, self.now, self.day)

    def shown(self) -> list[Item]:
        """Return the items in the order in which they are shown."""
        by_id = {item.id: item for item in home.items(self.host.me, self.checklist)}
        return [by_id[id] for id in walk.rows(self.arranged()) if id != ONWARD]

    def resumed(self) -> None:
        """Show what has been answered as soon as it has been read."""
        self.answers.read(self.day.date, self._was_read)

    def _was_read(self) -> None:
        """The answers have been read; a step with nothing open is skipped."""
        if not self._is_touched:
            self.here = None  # where it begins may be another row, now that the answers are known
        if self.runner and self._earlier is None:
            self._earlier = set(self.answers.all) - set(self._last)
            arranged = self.arranged()
            if not (arranged.now or arranged.later) and self.is_current:
                self.go_on()

    def look(self) -> None:
        """Show what has become due, what another coach has written, and a new day."""
        if (today := home.today(self.host.me)) != self.day:
            is_new, self.day = today.date != self.day.date, today
            if is_new:
                self.words, self._last, self._earlier = NEW_DAY, [], set()
                self._is_touched = False  # the light begins where a new list begins
        if self.is_current:
            self.answers.read(self.day.date, self._was_read)

    # Drawing.

    def draw(self) -> None:
        """Bring the screen up to date; what is due is asked for once a picture."""
        self._pictured_at = self.now
        self._pictured = self._arrange()
        if self.here not in walk.rows(self._pictured):  # not yet there, or gone
            self.here = walk.first(self._pictured, self.runner is not None)
        super().draw()
        self._pictured = self._pictured_at = None

    def fill(self, sheet: Sheet) -> None:
        """Draw the list around the light."""
        width = picture.width_on(sheet)
        is_plain = width < LEAST_FOR_MINUTES or self._is_near()
        is_saved, glyphs = self.answers.is_saved, self.glyphs
        rows = picture.listed(self.arranged(), not is_plain, is_saved, glyphs)
        onward = self.runner.onward if self.runner else "Back"
        parts = (self._heading(width), rows, onward, self._below(width))
        light = partial(self.light_left, sheet)
        spots = picture.put(sheet, *parts, self.here, light, glyphs)
        self.targets = {y: f"pick({id!r})" for y, id in spots.items()}

    def _heading(self, width: int) -> list[Row]:
        out = "" if self._is_near() else f"lights out {self.day.lights_out:%H:%M}"
        title = fitted(self.checklist.title, width - len(out))
        return [(Run(title, CUE), Run(out, FAINT)), ()]

    def _is_near(self) -> bool:
        """Lights-out is less than an hour away, or over: nothing counts down."""
        return self.now > self.day.lights_out - LAST_HOUR

    def _below(self, width: int) -> list[Row]:
        """Return why the chosen item is on the list, or what went wrong; with air where it fits."""
        why = self.chosen.why if self.chosen and self.is_saying_why else ""
        rows = wrapped(self.answers.trouble or self.words or why, FAINT, width)
        return [*rows, (), ()][: max(len(rows), 2 * (self.size.height > 16))]

    @property
    def chosen(self) -> Item | None:
        """The item with the light, if that is on an item."""
        return next((item for item in self.shown() if item.id == self.here), None)

    def hints(self) -> list[tuple[str, str]]:
        """Return what can be done with the row that has the light."""
        if self.chosen is None:
            done = "go on" if self.runner else "back"
            return hints(*ONWARD_HINTS, done=done, up="items", back="back", items="choose")
        done = "when" if self._minutes_until(self.chosen) else "done"
        can_start = self._can_start(self.chosen)
        ids = (f"checklist.{verb}" for verb in ("done", "skip", "apply", "why", "undo"))
        first, *rest = hints(*ids, done=done, undo="undo")
        return [
            first,
            *(hints("checklist.start", start="do it now") if can_start else []),
            *(hints("routine.next", next="go on") if self.runner else []),
            *rest,
            *hints("everywhere.back", "checklist.items", back="back", items="items"),
        ]

    # Keys.

    def action_move(self, by: int) -> None:
        """Put the light on another row."""
        self._to(walk.moved(self.arranged(), self.here or ONWARD, by))

    def _to(self, id: str) -> None:
        self._is_touched = True
        self.here, self.words, self.is_saying_why = id, "", False
        self.draw()

    async def action_pick(self, id: str) -> None:
        """A click puts the light on a row; one on the row with the light is Space."""
        if id == self.here:
            self.action_answer("done")
        else:
            self._to(id)

    def action_answer(self, answer: Answer) -> None:
        """Answer the item with the light, or go on from the last row. Nothing else is answered."""
        item = self.chosen
        if item is None:
            if answer == "done":
                self.go_on()
        elif answer == "done" and (minutes := self._minutes_until(item)):
            self.words = f"Due {'a little later' if self._is_near() else until(minutes)}."
            self.draw()
        elif self.answers.all.get(item.id) != answer:
            self._answer(item.id, answer)

    def _minutes_until(self, item: Item) -> int:
        """Return how long an item cannot be done yet; 0: it is due."""
        return domain.minutes_until(domain.due(item, self.day), self.now)

    def _answer(self, id: str, answer: Answer) -> None:
        """Record an answer; the light goes on to what is due next."""
        self._is_touched = True
        following = walk.after(self.arranged(), id)
        if id not in self.answers.all:
            self.here = following
        self.words = ""
        self._last.append(id)
        self.answers.give(self.day.date, id, answer, self.now)

    def action_undo(self) -> None:
        """Take back the last answer; without one, that of the item with the light."""
        id = self._last.pop() if self._last else self.here or ONWARD
        if id in self.answers.all:
            self.here = id
            self.answers.give(self.day.date, id, None, self.now)

    def action_why(self) -> None:
        """Show why the chosen item is on the list, or hide it."""
        self.is_saying_why = not self.is_saying_why
        self.words = ""
        self.draw()

    def _can_start(self, item: Item) -> bool:
        return item.id not in self.answers.all and agenda.can_start(item, self.host.me.is_night)

    def action_start(self) -> None:
        """Start the exercise of the item with the light; without one it is Space."""
        item = self.chosen
        if item is None or not self._can_start(item):
            self.action_answer("done")
        else:
            try:
                choice = choose.find(self.host.me.library, item.run.split("/")[0], item.run)
            except CoachError as error:
                self.words = str(error)
                self.draw()
            else:
                self.host.go("page", choice, 1.0, False, partial(self._exercise_ended, item))

    def _exercise_ended(self, item: Item) -> None:
        """The exercise of an item has reached its end: that item is done, if it is due."""
        if not self._minutes_until(item) and item.id not in self.answers.all:
            self._answer(item.id, "done")

    def action_items(self) -> None:
        """Choose which items are asked for."""
        self.host.go("items", self.checklist)

    # In a routine.

    def go_on(self) -> None:
        """On to the next step, after the last one the dark; without a routine back."""
        if self.runner is None:
            self.action_back()
        elif self.runner.step_at(1) is None:
            self.runner.close()
            self.host.ended()
        else:
            self.action_step(1)

    def action_step(self, by: int) -> None:
        """In a routine: the next step, or the one before."""
        if self.runner and (index := self.runner.step_at(by)) is not None:
            self.host.instead("step", self.runner, index, None, *self.look_of_next)

    def action_back(self) -> None:
        """Close the why; else one step back: for a while the routine can be resumed."""
        if self.is_saying_why:
            self.action_why()
        else:
            self.leaving()
            super().action_back()

    def leaving(self) -> None:
        """The routine is left; for a while it can be resumed."""
        if self.runner:
            self.runner.close()
            route = ("step", self.runner, self.runner.index, None, *self.look_of_next)
            self.host.offers.make(self.checklist.title, self.runner.choice, *route)

    def on_unmount(self) -> None:
        """Nobody looks here any more."""
        if self.answers.changed == self.draw:
            self.answers.changed = lambda: None
