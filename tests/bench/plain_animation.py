"""The baseline of `cost`: the same box drawn in the plain way, whole, thirty times a second."""

import time

from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import Static

from coach.domain.breathing import Pattern, Phase, PhaseKind
from coach.picture import breath as view
from coach.picture.raster import BLOCKS

SIDES: tuple[PhaseKind, ...] = ("in", "hold", "out", "rest")
FRAMES_A_SECOND = 30


class PlainAnimation(App[None]):
    """A box that breathes in a `Static`."""

    CSS = "Screen { background: black; align: center middle; } Static { width: auto; }"

    def compose(self) -> ComposeResult:
        """Put up the picture."""
        yield Static()

    def on_mount(self) -> None:
        """Draw at a fixed rate."""
        phases = tuple(Phase(kind, 4000, kind, kind) for kind in SIDES)
        self.timeline = Pattern("breathing/box", "Box", "", phases).timeline(100)
        self.begun = time.monotonic()
        self.place = view.stage(self.size.width, self.size.height, True, False, BLOCKS)
        self.set_interval(1 / FRAMES_A_SECOND, self.draw)

    def draw(self) -> None:
        """Draw the picture of now."""
        position = self.timeline.at(round(1000 * (time.monotonic() - self.begun)))
        picture = Text()
        for row in view.picture(self.place, position):
            for run in row:
                colour = f"#{22 * run.tone:02x}{12 * run.tone:02x}00"
                picture.append(run.text, f"{colour} on #{22 * run.behind:02x}0000")
            picture.append("\n")
        self.query_one(Static).update(picture)


PlainAnimation().run()
