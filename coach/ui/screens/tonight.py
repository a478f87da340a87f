"""Tonight: the evening routine, one key away, and what else there is below it."""

from typing import NamedTuple

from coach import guide
from coach.content.library import EXERCISES
from coach.content.problems import BadFile
from coach.domain import raster, words
from coach.domain.raster import CUE, FAINT, TEXT, Row, Run
from coach.errors import CoachError
from coach.evening import Evening
from coach.guide import Found
from coach.ui import breathing_view as view
from coach.ui import opening
from coach.ui.bindings import bindings, hints
from coach.ui.drawing import MARGIN, Sheet, fitted, line, wrapped
from coach.ui.screens.base import CoachScreen
from coach.ui.screens.guided import GO_ON

KEYS = {"breathing": "b", "relaxation": "r", "bodyscan": "s", "stretch": "t", "routines": "e"}
"""The short list: the key of each kind."""
NAMES = {
    "breathing": "breathe",
    "relaxation": "release",
    "bodyscan": "scan the body",
    "stretch": "stretch the legs",
    "routines": "evening routines",
}
BEGIN, GO_ON_WITH = "Begin the evening", "Go on with the evening"
LIST_WIDTH = 30


class CutOff(NamedTuple):
    """A routine that was cut off, and the step it was in (the first being 0)."""

    found: Found
    asked: str
    step_index: int


class TonightScreen(CoachScreen, inherit_bindings=False):
    """Home."""

    BINDINGS = bindings("tonight")

    def __init__(self) -> None:
        """Nothing has been read yet."""
        super().__init__()
        self.problem_count = 0
        """How many of the person's own files cannot be used."""
        self.lengths: dict[str, str] = {}
        """The short list: how long what a key opens takes, by kind."""
        self.found: Found | None = None
        """The evening routine."""
        self.evening: Evening | None = None
        self.cut_off: CutOff | None = None
        """A routine that can be gone on with; offered once."""
        self._has_looked = False

    def on_screen_resume(self) -> None:
        """Look again at what is there: scripts and options may have changed."""
        self.found = self._routine()
        self.evening = opening.evening_of(self.coach, self.found, self.found.exercise.id)
        self.lengths = {kind: self._length(kind) for kind in KEYS if kind != "routines"}
        self.problem_count = self.coach.count_bad_files()
        if not self._has_looked:
            self._has_looked = True
            self.cut_off = self._find_cut_off()
        super().on_screen_resume()
        if (left := self.coach.offer_seconds_left()) > 0:
            self.set_timer(left + 0.01, self.draw)

    def _routine(self) -> Found:
        """Return the routine of the settings, or the shipped one when that cannot be used."""
        library = self.coach.library
        try:
            return guide.find(library, "routines", self.coach.settings.routine)
        except CoachError:
            return guide.find(library, "routines")

    def _length(self, kind: str) -> str:
        """Return how long what a key opens takes; nothing when it cannot be used."""
        try:
            return words.short(
                opening.length_ms(self.coach, opening.find(self.coach, kind).exercise)
            )
        except CoachError:
            return ""

    def _find_cut_off(self) -> CutOff | None:
        """Return a routine that ended in the middle not long ago."""
        running = self.coach.running_file.read(self.coach.clock.now().wall)
        if running is None:
            return None
        try:
            found = guide.find(self.coach.library, "routines", running.routine)
        except CoachError:
            return None
        stops = opening.evening_of(self.coach, found, running.routine).stops
        index = next((i for i, stop in enumerate(stops) if stop.number == running.step), -1)
        if index < 0 or stops[index].step.run != running.run:
            return None  # the routine is another one by now
        return CutOff(found, running.routine, index)

    # Drawing.

    def fill(self, sheet: Sheet) -> None:
        """Draw the next good thing in its box, and the list as far as there is room."""
        self.targets = {}
        is_roomy = sheet.height >= 20
        rows, below = self._list(), self._below(sheet.width)
        tall = max(min(round(sheet.height * 0.29), 11), 4) if is_roomy else max(sheet.height - 7, 3)
        wide = min(round(tall * 3.4), sheet.width - 4)
        inside = len(rows) + 2 if is_roomy else 0
        top = max(int((sheet.height - tall - len(below) - inside - 2) * 0.5), 1)
        place = view.Stage("box", top, wide, tall, self.glyphs)
        shape = raster.box(wide, tall, 0, 0.0, False, self.glyphs)
        title = GO_ON_WITH if self.cut_off else BEGIN
        view.put(sheet, place, shape, title, title.split()[0])
        under = top + tall + is_roomy
        sheet.put_centred(under, below)
        self.targets |= {y: "next_good" for y in range(top, under + len(below))}
        if is_roomy:
            sheet.put(min(2, top - 2), [line("Tonight", FAINT)], MARGIN)
            first = under + len(below) + 1
            sheet.put_block(first, rows, LIST_WIDTH)
            self.targets |= {y: f"open({kind!r})" for y, kind in enumerate(KEYS, start=first)}
            self._tell_problems(sheet)

    def _below(self, width: int) -> list[Row]:
        """Return what stands under the box: what the evening is made of, and how long it takes."""
        if self.coach.offer_seconds_left() > 0:
            return [line(GO_ON, FAINT)]
        if self.cut_off:
            found, asked, index = self.cut_off
            stop = opening.evening_of(self.coach, found, asked).stops[index]
            return [line(f"It was cut off at: {stop.exercise.title}", TEXT)]
        assert self.evening
        names = f" {self.glyphs.between} ".join(stop.exercise.title for stop in self.evening.stops)
        about = f"{words.about(self.evening.total_ms)}, then it is dark"
        rows = wrapped(names, TEXT, min(width - 4, 60))[:2]
        return [*rows, line(about, FAINT)]

    def _list(self) -> list[Row]:
        """Return what else there is: key, name, length."""
        return [
            (
                Run(f"{key}  ", CUE),
                Run(fitted(NAMES[kind], LIST_WIDTH - 9), TEXT),
                Run(f"{self.lengths.get(kind, ''):>6}", FAINT),
            )
            for kind, key in KEYS.items()
        ]

    def _tell_problems(self, sheet: Sheet) -> None:
        """Say quietly that an own file cannot be used."""
        if self.problem_count:
            one = self.problem_count == 1
            text = f"{'A file' if one else f'{self.problem_count} files'} of yours cannot be read: "
            rows = wrapped(text + "coach scripts check", FAINT, min(sheet.width - 8, 60))
            sheet.put_centred(sheet.height - 4, rows[:1])

    def hints(self) -> list[tuple[str, str]]:
        """Return the keys that matter here."""
        ids = (f"everywhere.{verb}" for verb in ("next", "help", "options", "keys", "leave"))
        return hints(*ids, next="go on" if self.cut_off else "begin")

    # Keys.

    async def action_next_good(self) -> None:
        """Go on with what was just left or cut off, or begin the evening."""
        if self.coach.take_offer():
            return
        cut_off = self.drop_cut_off()
        if cut_off:
            opening.begin_evening(self.coach, *cut_off)
        elif self.found and self.evening and self.evening.stops:
            opening.begin_evening(self.coach, self.found, self.found.exercise.id)
        else:
            self.action_open("breathing")

    def drop_cut_off(self) -> CutOff | None:
        """Offer what was cut off no more; returns it."""
        cut_off, self.cut_off = self.cut_off, None
        if cut_off:
            self.coach.on_disk(self.coach.running_file.forget)
        return cut_off

    def action_open(self, kind: str) -> None:
        """Open the page of a kind of exercise."""
        assert kind in EXERCISES
        self.drop_cut_off()
        try:
            found = opening.find(self.coach, kind)
            self.app.push_screen(opening.page_of(self.coach, found))
        except BadFile:
            self.draw()

    def action_leave(self) -> None:
        """Leave; what was cut off has been offered."""
        self.drop_cut_off()
        super().action_leave()

    def action_back(self) -> None:
        """Esc declines what is offered; the way out is `q` only: a stray Esc closes nothing."""
        self.drop_cut_off()
        self.draw()
