"""Make my own evening: choose steps, their length and order, name it, keep it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from coach.content.breathing import MOST_CYCLES
from coach.content.library import Entry
from coach.content.routine import with_steps
from coach.domain import bodyscan, words
from coach.domain.bodyscan import BodyScan
from coach.domain.breathing import Pattern
from coach.domain.routine import Routine, Step, total_ms
from coach.domain.steps import stepped
from coach.errors import CoachError
from coach.person import evening
from coach.person.evening import Stop
from coach.picture.cells import fitted
from coach.picture.raster import FAINT, TEXT, Row
from coach.picture.sheet import label, line, wrapped
from coach.store import scripts
from coach.text import printable
from coach.toml.read import Tree
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.choosing import ChoosingScreen
from coach.ui.screens.unsaved import UnsavedScreen

MOST_STEPS = 24


def longer(stop: Stop, by: int) -> Step:
    """Return the step one breath, or one minute, longer or shorter; others run as they are."""
    match stop.chosen:
        case Pattern() as pattern:
            most = pattern.max_cycles or MOST_CYCLES
            now = stop.step.cycles or (stop.timeline.cycles if stop.timeline else 0)
            return stop.step._replace(cycles=stepped(now, by, 1, 1, most), seconds=None)
        case BodyScan():
            least, most_seconds = bodyscan.SHORTEST_SECONDS, bodyscan.LONGEST_SECONDS
            seconds = stepped(stop.total_ms // 1000, by, 60, least, most_seconds)
            return stop.step._replace(seconds=seconds)
    return stop.step


def with_endings(steps: list[Step]) -> list[Step]:
    """Return steps of which only the last drifts off, if it is a scan: the others have a next."""
    if not steps:
        return steps
    others = [step._replace(ending=None) if step.ending == "sleep" else step for step in steps[:-1]]
    last = steps[-1]
    is_open = last.kind == "bodyscan" and not last.ending
    return [*others, last._replace(ending="sleep") if is_open else last]


class BuilderScreen(UnsavedScreen[Path], ChoosingScreen[Path], inherit_bindings=False):
    """The steps of a routine, to be changed. It answers the file that was saved."""

    BINDINGS = bindings("list", "scroll", "builder")
    list_width = 54

    def __init__(self, host: Host, entry: Entry, tree: Tree, routine: Routine) -> None:
        """Start from a file and its routine; only one that the app made is written over."""
        super().__init__(host)
        self._saved: Path | None = None
        self.entry = entry
        self.written = tree
        """What the file holds, as it stands there."""
        self.routine = routine
        self.steps = list(routine.steps)
        self.words = ""
        """The faint line below the list."""
        self._before: list[list[Step]] = []
        self._stops: dict[tuple[Step, bool], Stop | None] = {}
        """What has been made ready, by whether another step follows; None: it cannot be played."""

    def resumed(self) -> None:
        """Make everything ready anew: scripts and options may have changed."""
        self._stops.clear()

    @property
    def is_changed(self) -> bool:
        """The steps are other ones than they were."""
        return self.steps != list(self.routine.steps)

    def _ready(self, index: int) -> Stop | None:
        """Return a step made ready; a key makes only the step ready that it changes."""
        step, has_next = key = (self.steps[index], index < len(self.steps) - 1)
        if key not in self._stops:
            me = self.host.me
            self._stops[key] = None
            with suppress(CoachError):
                stop = evening.make_ready(
                    me.library, step, me.settings, me.limits, me.is_night, has_next=has_next
                )
                self._stops[key] = stop
        return self._stops[key]

    # What is on the screen.

    def above(self, width: int) -> list[Row]:
        """Return the heading."""
        return [line(self.routine.title, FAINT)]

    def entries(self, width: int) -> list[str]:
        """Return a row a step: title, how it is wished, length."""
        return [self._entry(step, self._ready(at), width) for at, step in enumerate(self.steps)]

    def _entry(self, step: Step, stop: Stop | None, width: int) -> str:
        if stop is None:
            return fitted(f"{printable(step.run)} (cannot be read)", width)
        if stop.timeline is None:
            return label(stop.exercise.title, width, self.glyphs)
        wish = words.breaths(stop.timeline.cycles) if stop.timeline.cycles else ""
        if step.ending:
            wish = "drifts off" if step.ending == "sleep" else "comes back"
        right = f"{wish}  {words.about(stop.timeline.total_ms):>10}"
        return label(stop.exercise.title, width - len(right) - 1, self.glyphs) + " " + right

    def whole(self) -> str:
        """Return what the chosen step is."""
        stop = self._ready(self.here) if self.steps else None
        return stop.exercise.title if stop else ""

    def below(self, width: int) -> list[Row]:
        """Return how long it all takes, and what just happened; always two rows."""
        stops = [self._ready(index) for index in range(len(self.steps))]
        total = total_ms([stop.total_ms for stop in stops if stop and stop.timeline])
        text = f"{words.about(total)} in all" if self.steps else "Press a to add a step."
        return [line(text, TEXT), *(wrapped(self.question or self.words, FAINT, width) or [()])][:2]

    def hints(self) -> list[tuple[str, str]]:
        """Return how to change and how to keep."""
        keys = hints("everywhere.next", "builder.add", next="save", add="add")
        if self.steps:
            keys += [("left right", "length")]
            keys += hints("builder.earlier", "builder.later", earlier="earlier", later="later")
            keys += hints("builder.take_out", take_out="delete")
        if self._before:
            keys += hints("builder.undo")
        return [*keys, *hints("everywhere.back", back="back")]

    # Changing.

    def change(self, steps: list[Step], here: int, words: str = "") -> None:
        """Take other steps; `u` brings back those of before."""
        if steps != self.steps:
            self._before.append(self.steps)
            self.steps = steps
        self.here, self.words = here, words
        self.draw()

    def action_longer(self, by: int) -> None:
        """Make a step longer or shorter."""
        if not self.steps or (stop := self._ready(self.here)) is None:
            return
        step = longer(stop, by)
        as_it_is = step == stop.step and not isinstance(stop.chosen, Pattern | BodyScan)
        steps = [*self.steps[: self.here], step, *self.steps[self.here + 1 :]]
        self.change(steps, self.here, "This one has a fixed length." if as_it_is else "")

    def action_later(self, by: int) -> None:
        """Move a step down or up in the order."""
        target = self.here + by
        if 0 <= target < len(self.steps):
            steps = list(self.steps)
            steps[self.here], steps[target] = steps[target], steps[self.here]
            self.change(with_endings(steps), target)

    def action_ending(self) -> None:
        """Let a scan drift off, or come back."""
        if not self.steps or self.steps[self.here].kind != "bodyscan":
            return
        *others, last = self.steps
        if self.here < len(others):
            self.change(self.steps, self.here, "Only the last step can drift off.")
        else:
            ending = last._replace(ending="wake" if last.ending == "sleep" else "sleep")
            self.change([*others, ending], self.here)

    def action_take_out(self) -> None:
        """Take a step out."""
        if self.steps:
            steps = [*self.steps[: self.here], *self.steps[self.here + 1 :]]
            here = max(min(self.here, len(steps) - 1), 0)
            self.change(with_endings(steps), here, "u brings it back.")

    def action_undo(self) -> None:
        """Take back the last change."""
        if self._before:
            self.steps = self._before.pop()
            self.words = ""
            self.draw()

    def action_add(self) -> None:
        """Choose another step, to follow the one that is pointed at."""
        if len(self.steps) == MOST_STEPS:
            self.words = "That is the most there can be."
            self.draw()
        else:
            self.host.go("adding", then=self.add)

    def add(self, step: Step | None) -> None:
        """Put a step after the one that is pointed at."""
        if step is None:
            return
        at = min(self.here + 1, len(self.steps))
        self.change(with_endings([*self.steps[:at], step, *self.steps[at:]]), at)

    # Keeping.

    async def action_next_good(self) -> None:
        """Ask for a name, then keep it."""
        if not self.steps:
            self.words = "Add at least one step first."
            self.draw()
            return
        is_mine = self._is_mine()
        name = self.routine.title if is_mine else f"My {self.routine.title.lower()}"
        what = ("What should it be called?", name, self.save, not is_mine)
        self.host.go("name", *what, then=self._named)

    def _is_mine(self) -> bool:
        """The file is the person's own, and the app wrote it."""
        return self.host.me.library.is_made_by_app(self.entry)

    async def save(self, title: str) -> str:
        """Write it as an own script; returns what went wrong, or nothing."""
        is_mine = self._is_mine()
        summary = self.routine.summary if is_mine else "A routine of my own."
        file = self.entry.file if is_mine and title == self.routine.title else None
        folder = self.host.me.library.own_folder("routines")
        tree = with_steps(self.written | {"title": title, "summary": summary}, self.steps)
        if not self.entry.is_own:  # its cautions speak for its steps; here each has its own
            tree.pop("cautions", None)
        try:
            self._saved = await self.host.on_disk(scripts.save, folder, tree, file)
        except CoachError as error:
            return str(error)
        return ""

    def _named(self, name: str | None) -> None:
        """It has a name and is saved; or the question was left."""
        if name and self._saved:
            self.close(self._saved)
