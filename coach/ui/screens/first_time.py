"""What is read once before something is played for the first time, and the safe way."""

from collections.abc import Callable

from coach.person import first_time
from coach.person.safer import FirstTime
from coach.picture.page import Page, Section, sentences
from coach.picture.raster import CUE, EMBER, TEXT
from coach.picture.sheet import WIDEST, Sheet, line, pointed
from coach.ui.host import Host, Route
from coach.ui.keys import hints
from coach.ui.screens.page import PageScreen
from coach.ui.widgets.page import MORE

After = Callable[[], Route | None]
"""Finds the way after the answer; None: the screen below goes on."""
AS_IT_IS = "As it is"
GO_ON, READ_ON = "Go on", "Read on"


class FirstTimeScreen(PageScreen[None], inherit_bindings=False):
    """The cautions of what will be played, and below them what can be chosen.

    The light stands on the safe way, which can be taken at once; all else after the last row.
    """

    BINDINGS = PageScreen.BINDINGS
    is_a_page = False
    says_more = False

    def __init__(self, host: Host, asked: FirstTime, after: After) -> None:
        """Take what is to be read and chosen, and what comes after it."""
        super().__init__(host)
        self.asked = asked
        self.after = after
        self.here = 0
        """The index of the chosen way."""

    def on_mount(self) -> None:
        """Offer the ways on when the end of the text comes in view, however it does."""
        self.watch(self.text, "scroll_y", self.draw, init=False)

    def sections(self, width: int) -> list[Section]:
        """Return the cautions: the rows of one stay together; on a high screen with air."""
        first, *others = sentences(self.asked.cautions, TEXT, width) or [[]]
        items = [[line("Before you start", CUE), (), *first], *others]
        return [[item] for item in items] if self.size.height > 16 else [items]

    @property
    def safe_way(self) -> str:
        """What the safe way is called; empty: there is nothing to choose."""
        return self.asked.safe_way

    def ways(self) -> list[str]:
        """Return the ways on, the safe one first."""
        if self.safe_way:
            return [self.safe_way, AS_IT_IS]
        return [GO_ON] if self.text.is_at_end else [READ_ON]

    def fill(self, sheet: Sheet) -> None:
        """Draw the cautions, and the ways on at the bottom, wherever the text ends."""
        width, height = min(WIDEST, sheet.width - 2), sheet.height
        air = 1 if height > 12 else 0
        above = 2 if height > 16 else air
        ways = self.ways()
        top = sheet.hints_row - len(ways) - air
        sign = 1 if self.safe_way and height > 8 else 0
        room = max(top - above - air - sign, 2)
        most = ways if self.safe_way else [READ_ON]
        light = self.light_left(sheet, [line(self.glyphs.pointer), *map(line, (MORE, *most))])
        left = max((sheet.width - width) // 2, 0)
        self.text.says_more = bool(sign)
        self.text.show(Page(self.sections(width), room, light), above, left, top)
        self.targets = {}
        for index, way in enumerate(ways):
            row = pointed(way, index == self.here, self.glyphs.pointer)
            if index and not self.text.is_at_end:
                row = (row[0], row[1]._replace(tone=EMBER))
            sheet.put(top + index, [row], left)
            self.targets[top + index] = f"pick({index})"
        self.fill_note(sheet)

    def hints_at(self, is_at_end: bool) -> list[tuple[str, str]]:
        """Return how to choose."""
        more = ("up down", "choose") if is_at_end else ("down", "more")
        choose = [more] if self.safe_way else []
        does = "take it" if choose else "go on"
        after = hints("everywhere.help", "everywhere.back", help="help", back="back")
        return [*hints("everywhere.next", next=does), *choose, *after]

    def action_move(self, by: int) -> None:
        """Point at another way; where there is none, turn the page."""
        if self.text.is_at_end and 0 <= self.here + by < len(self.ways()):
            self.here += by
            self.draw()
        else:
            self.here = 0
            self.action_page(by)
            self.draw()

    async def action_pick(self, index: int) -> None:
        """Point at a way and take it; before the end only the safe one, else read on."""
        if index and not self.text.is_at_end:
            self.action_page(1)
            return
        self.here = index
        await self.action_next_good()

    async def action_next_good(self) -> None:
        """Take the safe way at once; all else once everything was read."""
        is_read = self.text.is_at_end
        is_safe = bool(self.safe_way) and self.here == 0
        if not is_read and not is_safe:
            self.action_page(1)
            return
        way = first_time.safe(self.asked, is_read) if is_safe else first_time.as_it_is(self.asked)
        self.host.change_settings(way)
        if route := self.after():
            self.host.instead(*route)
        else:
            self.host.back()
