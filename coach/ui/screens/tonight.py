"""Tonight: the next good thing, large, and a few others below it."""

from typing import NamedTuple

from coach.content.problems import BadFile
from coach.domain import words
from coach.domain.breathing import Pattern
from coach.domain.raster import CUE, FAINT, TEXT, Row, Run
from coach.domain.timeline import Position
from coach.errors import CoachError
from coach.ui import breathing_view as view
from coach.ui.bindings import bindings, hints
from coach.ui.drawing import MARGIN, Sheet, fitted, line, wrapped
from coach.ui.screens.base import CoachScreen
from coach.ui.screens.guided import GO_ON

NEXT = "box"
OTHERS = (("n", "long-out"), ("d", "double-sigh"), ("x", "box-small"), ("f", "four-seven-eight"))
"""The short list: the key of each, and the pattern."""
LIST_WIDTH = 44


class Item(NamedTuple):
    """One line of the short list."""

    key: str
    pattern: Pattern


class TonightScreen(CoachScreen, inherit_bindings=False):
    """Home."""

    BINDINGS = bindings("tonight")

    def __init__(self) -> None:
        """Nothing has been read yet."""
        super().__init__()
        self.problem_count = 0
        """How many of the person's own files cannot be used."""
        self.items: list[Item] = []
        """The short list."""
        self.next: Pattern | None = None
        """The next good thing."""

    def on_screen_resume(self) -> None:
        """Look again at what is there: scripts and options may have changed."""
        self.next = self.coach.breathing(NEXT).pattern
        self.items = []
        for key, name in OTHERS:
            try:
                choice = self.coach.breathing(name)
            except CoachError:
                continue
            if not choice.is_replaced and choice.pattern.id != self.next.id:
                self.items.append(Item(key, choice.pattern))
        self.problem_count = self.coach.count_bad_files()
        super().on_screen_resume()
        if (left := self.coach.offer_seconds_left()) > 0:
            self.set_timer(left + 0.01, self.draw)

    def fill(self, sheet: Sheet) -> None:
        """Draw the shape with the title in it, and the list as far as there is room."""
        if self.next is None:
            return
        self.targets = {}
        rows = self._list()
        is_roomy = sheet.height >= 20
        pattern = self.next
        tall = max(min(round(sheet.height * 0.29), 11), 4) if is_roomy else max(sheet.height - 6, 3)
        wide = min(round(tall * 3.4), sheet.width - 4)
        kind = "box" if pattern.is_box else "ring"
        if not pattern.is_box:
            wide = min(tall * 2, sheet.width - 4)
        place = view.Stage(kind, 0, wide, tall, self.glyphs)
        inside = len(rows) + 3 if is_roomy else 0
        top = max(int((sheet.height - tall - inside - 2) * 0.5), 1)
        start = Position(0, pattern.timeline(1).cues[0], 0)
        place = place._replace(top=top)
        view.put(sheet, place, view.picture(place, start), pattern.title, pattern.title)
        below = top + tall + (is_roomy if pattern.is_box else 2)
        length = words.about(pattern.cycles * pattern.cycle_ms)
        note = GO_ON if self.coach.offer_seconds_left() > 0 else length
        sheet.put_centred(below, [line(note, FAINT if note == GO_ON else TEXT)])
        self.targets |= {y: "next_good" for y in range(top, below + 1)}
        if is_roomy:
            sheet.put(min(2, top - 2), [line("Tonight", FAINT)], MARGIN)
            sheet.put_block(below + 2, rows, LIST_WIDTH)
            for y, item in enumerate(self.items, start=below + 2):
                self.targets[y] = f"start({item.pattern.id.split('/')[1]!r})"
            self.targets[below + 2 + len(self.items)] = "breathe"
            self._tell_problems(sheet)

    def _list(self) -> list[Row]:
        """Return the other exercises: key, title, length."""
        rows: list[Row] = []
        for key, pattern in self.items:
            length = words.about(pattern.cycles * pattern.cycle_ms)
            title = fitted(pattern.title, LIST_WIDTH - 15)
            rows.append((Run(f"{key}  ", CUE), Run(title, TEXT), Run(f"{length:>12}", FAINT)))
        rows.append((Run("b  ", CUE), Run("Every breath there is", TEXT)))
        return rows

    def _tell_problems(self, sheet: Sheet) -> None:
        """Say quietly that an own file cannot be used."""
        if self.problem_count:
            one = self.problem_count == 1
            text = f"{'A file' if one else f'{self.problem_count} files'} of yours cannot be read: "
            rows = wrapped(text + "coach scripts check", FAINT, min(sheet.width - 8, 60))
            sheet.put_centred(sheet.height - 4, rows[:1])

    def hints(self) -> list[tuple[str, str]]:
        """Return the keys that matter here."""
        return hints(
            "everywhere.next",
            "everywhere.help",
            "everywhere.options",
            "everywhere.keys",
            "everywhere.leave",
            next="begin",
        )

    async def action_next_good(self) -> None:
        """Go on with what was just left, or open the next thing."""
        if not self.coach.take_offer():
            self.action_start(NEXT)

    def action_start(self, name: str) -> None:
        """Open a breathing pattern."""
        try:
            self.coach.open_breathing(self.coach.breathing(name))
        except BadFile:
            self.draw()

    def action_breathe(self) -> None:
        """Show every pattern there is."""
        from coach.ui.screens.breaths import BreathsScreen

        self.app.push_screen(BreathsScreen())

    def action_back(self) -> None:
        """Tonight is the way out, by `q` only: a stray Esc in the dark closes nothing."""
