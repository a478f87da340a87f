"""What is asked or shown once, before something is played for the first time."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from coach.content.library import Exercise, Runnable
from coach.domain.breathing import Pattern
from coach.person import first_time
from coach.picture.page import Page, Section, sentences
from coach.picture.raster import CUE, TEXT
from coach.picture.sheet import WIDEST, Sheet, line, pointed
from coach.ui.host import Host, Route
from coach.ui.keys import hints
from coach.ui.screens.page import PageScreen

After = Callable[[], Route | None]
"""Finds the way after the answer; None: the screen below goes on."""


class CautionsScreen(PageScreen[None], inherit_bindings=False):
    """The cautions of what will be played, in parts where there is little room."""

    BINDINGS = PageScreen.BINDINGS
    is_a_page = False
    says_more = False

    def __init__(self, host: Host, exercises: Sequence[Exercise | Runnable], after: After) -> None:
        """Take what the cautions belong to, and what comes after them."""
        super().__init__(host)
        self.exercises = exercises
        self.after = after
        self.here = 0
        """The index of the chosen way."""

    def on_mount(self) -> None:
        """Offer the ways on when the end of the text comes in view, however it does."""
        self.watch(self.text, "scroll_y", self.draw, init=False)

    def cautions(self) -> list[str]:
        """Return all that is to be read: each caution once, whatever it belongs to."""
        return list(dict.fromkeys(text for each in self.exercises for text in each.cautions))

    def sections(self, width: int) -> list[Section]:
        """Return the cautions as one section; the rows of a caution stay together."""
        first, *others = sentences(self.cautions(), TEXT, width) or [[]]
        return [[[line("Before you start", CUE), (), *first], *others]]

    def ways(self) -> list[str]:
        """Return the ways on, once all has been read."""
        return ["Go on"]

    def fill(self, sheet: Sheet) -> None:
        """Draw the cautions, and below them the ways on, or that there is more to read."""
        width, height = min(WIDEST, sheet.width - 2), sheet.height
        is_tall = height > 16
        ways = self.ways()
        room = max(height - (8 if is_tall else 6 if height > 12 else 5), 2)
        light = self.light_left(sheet, [line(self.glyphs.pointer), *map(line, ways)])
        page = Page(self.sections(width), room, light)
        rows = max(len(page.shown(start)) for start in page.starts)
        spare = height - (4 if is_tall else 3 if height > 12 else 2)
        above = max(int((spare - rows - len(ways) - 2 * is_tall) * 0.42), 0) + is_tall
        top = above + rows + is_tall
        self.text.show(replace(page, room=rows), above, max((sheet.width - width) // 2, 0), top)
        self.targets = {}
        for index, way in enumerate(ways if self.text.is_at_end else ["Read on"]):
            row = pointed(way, index == self.here, self.glyphs.pointer)
            sheet.put_block(top + index, [row], width)
            self.targets[top + index] = f"pick({index})"
        self.fill_note(sheet)

    def hints(self) -> list[tuple[str, str]]:
        """Return how to choose."""
        ids = ("everywhere.next", "everywhere.help", "everywhere.back")
        choose = [("up down", "move")] if len(self.ways()) > 1 else []
        does = "choose" if choose else "go on"
        return [*choose, *hints(*ids, next=does, help="help", back="back")]

    def action_move(self, by: int) -> None:
        """Point at another way; where there is none, turn the page."""
        if self.text.is_at_end and 0 <= self.here + by < len(self.ways()):
            self.here += by
            self.draw()
        else:
            self.action_page(by)

    async def action_pick(self, index: int) -> None:
        """Point at a way and take it."""
        self.here = index
        await self.action_next_good()

    async def action_next_good(self) -> None:
        """Read on; after the last row remember that it was read, and go on."""
        if not self.text.is_at_end:
            self.action_page(1)
            return
        self.answer()
        if route := self.after():
            self.host.instead(*route)
        else:
            self.host.back()

    def answer(self) -> None:
        """Remember that these have been read."""
        self.host.change_settings(first_time.were_read(each.id for each in self.exercises))


class RestsScreen(CautionsScreen, inherit_bindings=False):
    """Asked once, before the first session with holds: with the rests, or without."""

    BINDINGS = CautionsScreen.BINDINGS

    def __init__(self, host: Host, pattern: Pattern, after: After) -> None:
        """Take the pattern with holds, and what comes after the answer."""
        super().__init__(host, [pattern], after)

    def cautions(self) -> list[str]:
        """Return the cautions as one text: they are one sentence after the other."""
        return [" ".join(super().cautions())]

    def ways(self) -> list[str]:
        """Return the two ways."""
        return ["Short holds: none applies", "No holds: one does, or unsure"]

    def answer(self) -> None:
        """Remember the answer, so that it is not asked again."""
        self.host.change_settings(first_time.rests_are("without" if self.here else "with"))
