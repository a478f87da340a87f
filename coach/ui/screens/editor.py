"""Make my own: change each phase by half seconds while the shape breathes along."""

from dataclasses import replace
from pathlib import Path

from coach.content.breathing import PHASE_WORDS, with_phases
from coach.content.library import Entry
from coach.domain import words
from coach.domain.breathing import Pattern, Phase, PhaseKind
from coach.domain.moment import Moment
from coach.domain.session import Session
from coach.domain.steps import stepped
from coach.errors import CoachError
from coach.picture import breath as view
from coach.picture.cells import fitted
from coach.picture.raster import CUE, FAINT, TEXT, Row, Run
from coach.picture.sheet import Sheet, line
from coach.playing.playback import Listener, Playback
from coach.store import scripts
from coach.toml.read import Tree
from coach.ui.alarm import Alarm
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.unsaved import UnsavedScreen

SHORTEST_MS = {"in": 1000, "out": 1000, "hold": 0, "rest": 0}
LONGEST_MS = 20_000
PREVIEW_CYCLES = 500
SIDES: tuple[PhaseKind, ...] = ("in", "hold", "out", "rest")
NAMES = {"in": "in", "hold": "hold, full", "out": "out", "rest": "hold, empty"}


def with_all_sides(phases: tuple[Phase, ...]) -> list[Phase]:
    """Return the phases with a hold before the first out and a rest at the end, if only of 0 s."""
    sides = list(phases)
    kinds = [phase.kind for phase in sides]
    if "hold" not in kinds:
        sides.insert(kinds.index("out"), Phase("hold", 0, *PHASE_WORDS["hold"]))
    if "rest" not in kinds:
        sides.append(Phase("rest", 0, *PHASE_WORDS["rest"]))
    return sides


class EditorScreen(UnsavedScreen[Path], Listener, inherit_bindings=False):
    """A shape that breathes, and its phases below it. Its result is the file that was saved."""

    BINDINGS = bindings("list", "editor")

    def __init__(self, host: Host, entry: Entry, tree: Tree, pattern: Pattern) -> None:
        """Start from a file and its pattern; only one that the app made is written over."""
        super().__init__(host)
        self.entry = entry
        self.written = tree
        """What the file holds, as it stands there."""
        self.original = pattern
        self.phases = with_all_sides(pattern.phases)
        self.here = 0
        self.playback: Playback | None = None
        """Plays the breath as it is now."""
        self._saved: Path | None = None
        self._alarm = Alarm(self.tick, host.fail)

    @property
    def is_changed(self) -> bool:
        """The phases are other ones than they were."""
        return self.phases != with_all_sides(self.original.phases)

    @property
    def pattern(self) -> Pattern:
        """The pattern as it is now, as long as the one it came from."""
        phases = tuple(phase for phase in self.phases if phase.duration_ms)
        seconds = self.original.cycles * self.original.cycle_ms / 1000
        changed = replace(self.original, phases=phases, lead_in=())
        cycles = min(changed.cycles_for(seconds), self.original.max_cycles or 10_000)
        if phases == self.original.phases:
            cycles = self.original.cycles
        return replace(changed, cycles=cycles)

    def resumed(self) -> None:
        """Let the shape breathe."""
        self.restart()

    def on_screen_suspend(self) -> None:
        """Nobody is looking: rest."""
        self._alarm.clear()

    def restart(self) -> None:
        """Begin the preview anew, with the phases as they are now."""
        timeline = self.pattern.timeline(PREVIEW_CYCLES)
        self.playback = Playback(timeline, self.host.me.clock, [self])
        self.tick()

    def tick(self) -> None:
        """Look at the clock, show the shape, and wait for its next change."""
        if self.playback is None:
            return
        now = self.playback.happen()
        if not self.playback.is_running:
            self.restart()
            return
        self.draw()
        if self.is_current:
            self._alarm.set(max(self.playback.session.due - now.monotonic, 0.001))

    def next_change(self, session: Session, now: Moment) -> float:
        """Return when the shape changes next."""
        return session.moment_of(view.next_change_ms(self.stage(), session.position(now)))

    def stage(self) -> view.Stage:
        """Return where the shape stands: the upper half."""
        is_still = self.app.animation_level == "none"
        room = max(self.size.height - len(self.phases) - 6, 3)
        tall = min(room, 13)
        if is_still:
            return view.Stage("bar", 3, min(view.BAR_WIDTH, self.size.width - 4), 1, self.glyphs)
        is_box = self.pattern.is_box
        wide = min(round(tall * 2.4) if is_box else tall * 2, self.size.width - 4)
        return view.Stage("box" if is_box else "ring", 1, wide, tall, self.glyphs)

    def fill(self, sheet: Sheet) -> None:
        """Draw the shape, the phases, and how long one breath is."""
        if self.playback is None:
            return
        place = self.stage()
        position = self.playback.session.position(self.moment)
        shape = view.picture(place, position)
        if place.kind == "box":
            view.put(sheet, place, shape, position.cue.word, position.cue.word)
        else:
            sheet.put_picture(place.top, shape)
        rows: list[Row] = []
        for index, phase in enumerate(self.phases):
            is_here = index == self.here
            name = fitted(NAMES[phase.kind], 14)
            seconds = f"{phase.duration_ms / 1000:4.1f} s" if phase.duration_ms else "   none"
            pointer = self.glyphs.pointer if is_here else " "
            rows.append((Run(f"{pointer} ", CUE), Run(name + seconds, CUE if is_here else TEXT)))
        top = place.top + place.height + 1
        sheet.put_block(top, rows, 22)
        pattern = self.pattern
        per_minute = 60_000 / pattern.cycle_ms
        length = words.about(pattern.cycles * pattern.cycle_ms)
        text = f"{per_minute:.1f} breaths a minute, {length} in all"
        sheet.put_centred(top + len(rows) + 1, [line(self.question or text, FAINT)])

    def hints(self) -> list[tuple[str, str]]:
        """Return how to change and how to keep."""
        return [
            ("up down", "choose"),
            ("left right", "seconds"),
            *hints("everywhere.next", "everywhere.back", next="save", back="back"),
        ]

    def action_move(self, by: int) -> None:
        """Choose another phase."""
        self.here = max(min(self.here + by, len(self.phases) - 1), 0)
        self.draw()

    def action_longer(self, by_seconds: float) -> None:
        """Make the chosen phase longer or shorter."""
        phase = self.phases[self.here]
        by, step = (1 if by_seconds > 0 else -1), round(abs(by_seconds) * 1000)
        ms = stepped(phase.duration_ms, by, step, SHORTEST_MS[phase.kind], LONGEST_MS)
        if ms != phase.duration_ms:
            self.phases[self.here] = phase._replace(duration_ms=ms)
            self.restart()

    async def action_next_good(self) -> None:
        """Ask for a name, then save it."""
        is_mine = self._is_mine()
        name = self.original.title if is_mine else f"My {self.original.title.lower()}"
        what = ("What should it be called?", name, self.save, not is_mine)
        self.host.go("name", *what, then=self._named)

    def _is_mine(self) -> bool:
        """The file is the person's own, and the app wrote it."""
        return self.host.me.library.is_made_by_app(self.entry)

    async def save(self, title: str) -> str:
        """Write it as an own script; returns what went wrong, or nothing."""
        summary = self.original.summary if self._is_mine() else "A breath of my own."
        tree = self.written | {"title": title, "summary": summary}
        if self.is_changed:
            tree = with_phases(tree, self.phases, self.pattern.cycles)
        folder = self.host.me.library.own_folder("breathing")
        file = self.entry.file if self._is_mine() and title == self.original.title else None
        try:
            self._saved = await self.host.on_disk(scripts.save, folder, tree, file)
        except CoachError as error:
            return str(error)
        return ""

    def _named(self, name: str | None) -> None:
        """It has a name and is saved; or the question was left."""
        if name and self._saved:
            self.close(self._saved)
