"""Tonight: the next good thing, one key away, what is due, and what else there is below it."""

from textual import events

from coach.content.library import EXERCISES
from coach.domain import words
from coach.errors import CoachError
from coach.person import agenda, choose, home
from coach.person.choose import Found
from coach.person.evening import Evening
from coach.person.home import Told
from coach.picture import breath as view
from coach.picture import raster
from coach.picture.checklist import due as due_rows
from coach.picture.raster import CUE, FAINT, TEXT, Row, Run
from coach.picture.sheet import MARGIN, Sheet, line, wrapped
from coach.ui import cut_off, opening
from coach.ui.bindings import bindings, hints
from coach.ui.cut_off import CutOff
from coach.ui.screens.base import GO_ON, CoachScreen

EXERCISE_KEYS = (
    ("b", "breathe", "open('breathing')"),
    ("r", "release", "open('relaxation')"),
    ("s", "scan", "open('bodyscan')"),
    ("t", "stretch", "open('stretch')"),
    ("e", "evenings", "open('routines')"),
)
OTHER_KEYS = (
    ("l", "checklist", "checklist"),
    ("m", "morning", "morning"),
    ("v", "review", "review"),
)
"""What else there is, in two rows: key, name, action."""
BETWEEN_KEYS = 3
DUE_WIDTH = 50
MOST_DUE = 2
"""So many items of the checklist are shown at most."""
BEGIN, GO_ON_WITH, TELL = "Begin the evening", "Go on with the evening", "How was the night?"
LEAST_WIDE = 28
"""So wide the box is at least: its words stand in one line."""
LOOK_SECONDS = 60.0
ROOMY = 20
"""From so many rows on there is more than the box."""


class TonightScreen(CoachScreen, inherit_bindings=False):
    """Home."""

    BINDINGS = bindings("tonight")

    def __init__(self) -> None:
        """Nothing has been read yet."""
        super().__init__()
        self.problem_count = 0
        """How many of the person's own files cannot be used."""
        self.found: Found | None = None
        """The evening routine."""
        self.evening: Evening | None = None
        self.cut_off: CutOff | None = None
        """A routine that can be gone on with; offered once."""
        self.told: Told | None = None
        """What has been recorded, as soon as it has been read."""
        self.due: list[Row] = []
        """What is due, or comes next."""
        self.spots: dict[tuple[int, range], str] = {}
        """What a click does, by row and columns."""
        self._has_looked = False

    def on_mount(self) -> None:
        """Look again now and then: an evening passes while it is open."""
        self.set_interval(LOOK_SECONDS, self.look)

    def on_screen_resume(self) -> None:
        """Look again at what is there: scripts and options may have changed."""
        self.found, self.evening = self._routine()
        if not self._has_looked:
            self._has_looked = True
            self.cut_off = cut_off.find(self.coach)
        super().on_screen_resume()
        self.call_after_refresh(self.look)
        if (left := self.coach.offer_seconds_left()) > 0:
            self.set_timer(left + 0.01, self.draw)

    def look(self) -> None:
        """Read what has been recorded, once the screen stands."""
        if self.is_current:
            self.look_up(self._look)

    async def _look(self) -> None:
        """Read what has been recorded, off the event loop, and show what follows from it."""
        store, now = self.coach.store, self.coach.now
        self._show(await self.coach.disk(home.look, store, now))
        if note := await self.coach.disk(store.note):  # the first look of a day takes its time
            self._show((await self.coach.disk(home.look, store, now))._replace(note=note))

    def _show(self, told: Told) -> None:
        """Show what has been recorded."""
        self.told, self.due = told, self._due(told)
        self.draw()

    def _routine(self) -> tuple[Found, Evening]:
        """Return the routine of the settings, or the shipped one if nothing of it can be played.

        Where a part of it is missing, that is told as a file that cannot be read is.
        """
        found = opening.find(self.coach, "routines")
        evening = opening.evening_of(self.coach, found, found.exercise.id)
        self.problem_count = self.coach.count_bad_files() + bool(evening.problems)
        if not evening.stops:
            found = choose.shipped(self.coach.library, "routines")
            evening = opening.evening_of(self.coach, found, found.exercise.id)
        return found, evening

    def _due(self, told: Told) -> list[Row]:
        """Return what of the checklist is due now, else what comes next."""
        try:
            bedtime, _ = choose.checklist(self.coach.library)
        except CoachError:
            return []
        settings = self.coach.settings
        items = agenda.items(bedtime, settings)
        answers = told.answers | self.coach.answers.all
        there = agenda.arranged(items, settings, answers, self.coach.now)
        return due_rows(there, DUE_WIDTH)[:MOST_DUE]

    @property
    def is_morning(self) -> bool:
        """The night lies behind, and has not been told."""
        is_told = self.told is not None and self.told.has_diary
        return home.is_morning(self.coach.now) and not is_told and not self.cut_off

    # Drawing.

    def fill(self, sheet: Sheet) -> None:
        """Draw the next good thing in its box, what is due, and the list, as there is room."""
        self.targets = {}
        if sheet.height < ROOMY:
            self._put_box(sheet, 1, max(sheet.height - 7, 3), self._below(sheet.width))
            return
        tall = max(min(round(sheet.height * 0.26), 11), 5)
        below = self._below(sheet.width)
        parts = tall + 1 + len(below) + 2 + 2
        top = max((sheet.height - 3 - parts) // 2, 2)
        sheet.put(min(2, top - 1), [line("Tonight", FAINT)], MARGIN)
        y = self._put_box(sheet, top, tall, below) + 2
        self.spots = {}
        for keys in (EXERCISE_KEYS, OTHER_KEYS):
            self._put_keys(sheet, y, keys)
            y += 1
        self._tell_problems(sheet)

    def _put_keys(self, sheet: Sheet, y: int, keys: tuple[tuple[str, str, str], ...]) -> None:
        """Put a row of keys in the middle, each to be clicked."""
        width = sum(len(f"{key} {name}") + BETWEEN_KEYS for key, name, _ in keys) - BETWEEN_KEYS
        x = max((sheet.width - width) // 2, 0)
        row: Row = (Run(" " * x),)
        for key, name, action in keys:
            self.spots[y, range(x, x + len(f"{key} {name}"))] = action
            row += (Run(f"{key} ", CUE), Run(name + " " * BETWEEN_KEYS, FAINT))
            x += len(f"{key} {name}") + BETWEEN_KEYS
        sheet.put(y, [row])

    def _put_box(self, sheet: Sheet, top: int, tall: int, below: list[Row]) -> int:
        """Draw the box and what stands under it; returns the row after that."""
        wide = min(max(round(tall * 3.4), LEAST_WIDE), sheet.width - 4)
        place = view.Stage("box", top, wide, tall, self.glyphs)
        shape = raster.box(wide, tall, 0, 0.0, False, self.glyphs)
        title = self._title()
        view.put(sheet, place, shape, title, title.split()[0])
        under = top + tall + (sheet.height >= ROOMY)
        sheet.put_centred(under, below)
        self.targets |= dict.fromkeys(range(top, under + len(below)), "next_good")
        return under + len(below)

    def _title(self) -> str:
        """Return what Space does next."""
        if (offered := self.coach.offered) is not None:
            return f"Go on with {offered.split(',')[0]}"
        return GO_ON_WITH if self.cut_off else TELL if self.is_morning else BEGIN

    def _below(self, width: int) -> list[Row]:
        """Return what stands under the box: what is due or what it is made of, and how long."""
        note = wrapped(self.told.note if self.told else "", FAINT, min(width - 8, 60))[:3]
        if self.coach.offered is not None:
            return [*wrapped(GO_ON, FAINT, width - 2), *note]
        if self.cut_off:
            return [line(f"It was cut off at: {self.cut_off.title}", TEXT), *note]
        if self.is_morning:
            return note or [line("One minute. Half of it is enough.", TEXT)]
        if note:
            return note
        assert self.evening
        about = line(f"{words.about(self.evening.total_ms)}, then it is dark", FAINT)
        if self.size.height >= ROOMY and home.shows_due(self.coach.settings, self.coach.now):
            rows = self.due if self.told else [()] * MOST_DUE
            return [about, (), *rows]
        titles = [stop.exercise.title.split(",")[0] for stop in self.evening.stops]
        names = f" {self.glyphs.between} ".join(titles)
        return [*wrapped(names, TEXT, min(width - 4, 60))[:2], about]

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
        does = "tell" if self.is_morning else "begin"
        goes_on = self.cut_off or self.coach.offered is not None
        return hints(*ids, next="go on" if goes_on else does)

    # Keys.

    async def on_click(self, event: events.Click) -> None:
        """A click on a key does what the key does."""
        for (y, columns), action in self.spots.items():
            if y == event.y and event.x in columns:
                await self.run_action(action)
                return
        await super().on_click(event)

    async def action_next_good(self) -> None:
        """Go on with what was just left or cut off, tell of the night, or begin the evening."""
        if self.coach.take_offer():
            return
        if self.is_morning:
            self.action_morning()
            return
        cut_off = self.drop_cut_off()
        if cut_off:
            opening.begin_evening(self.coach, cut_off.found, cut_off.asked, cut_off.step_index)
        elif self.found and self.evening and self.evening.stops:
            opening.begin_evening(self.coach, self.found, self.found.exercise.id)
        else:
            await self.action_open("breathing")

    def drop_cut_off(self) -> CutOff | None:
        """Offer what was cut off no more; returns it."""
        cut_off, self.cut_off = self.cut_off, None
        if cut_off:
            self.coach.on_disk(self.coach.running_file.forget)
        return cut_off

    async def action_open(self, kind: str) -> None:
        """Open the page of a kind of exercise; breathing grows with the evenings."""
        assert kind in EXERCISES
        self.drop_cut_off()
        is_breath = kind == "breathing"
        if is_breath and self.told is None:
            await self._look()
        try:
            found = (
                opening.breath(self.coach, self.told)
                if is_breath
                else opening.find(self.coach, kind)
            )
            self.app.push_screen(opening.page_of(self.coach, found))
        except CoachError:
            self.draw()

    def action_checklist(self) -> None:
        """Show the checklist."""
        self.drop_cut_off()
        try:
            found, _ = choose.checklist(self.coach.library)
        except CoachError:
            return
        self.app.push_screen(opening.checklist_page(self.coach, found))

    def action_morning(self) -> None:
        """Show the diary of the last night."""
        from coach.ui.screens.morning import MorningScreen

        self.drop_cut_off()
        self.app.push_screen(MorningScreen())

    def action_review(self) -> None:
        """Show how the nights went."""
        from coach.ui.screens.review import ReviewScreen

        self.drop_cut_off()
        self.app.push_screen(ReviewScreen())

    def action_leave(self) -> None:
        """Leave; what was cut off has been offered."""
        self.drop_cut_off()
        super().action_leave()

    def action_back(self) -> None:
        """Esc declines what is offered; the way out is `q` only: a stray Esc closes nothing."""
        self.drop_cut_off()
        self.coach.drop_offer()
        self.draw()
