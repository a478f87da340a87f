"""The first start, and About you: what the coach is, and what changes what it offers."""

import asyncio
from functools import partial

from coach.content.first_start import FirstStartFile, PartTable, QuestionTable, load
from coach.domain.own import LONGEST_LINE
from coach.person import about_you, options
from coach.person.about_you import ASKED_FIRST
from coach.person.options import Option
from coach.picture import first_start as view
from coach.picture.raster import CUE, FAINT, TEXT, Row
from coach.picture.sheet import Sheet, line, wrapped
from coach.ui import first_picture
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.base import CoachScreen
from coach.ui.screens.options import OptionsScreen


def leave(host: Host) -> None:
    """Go to Tonight: the first start has been gone through, or left out."""
    host.change_settings(about_you.begun)
    host.instead("tonight")


class FirstStartScreen(CoachScreen[None], inherit_bindings=False):
    """What the coach is, and what it is not; Tonight shows the same until this stands."""

    BINDINGS = bindings("about", without="about.yes")

    def __init__(self, host: Host) -> None:
        """Begin with the first line."""
        super().__init__(host)
        self.what = load(host.me.library).what
        self.pages = [0]
        """The index of the first line of each page so far."""
        self._after = 0
        """The index of the line after this page."""

    @property
    def is_at_end(self) -> bool:
        """Everything has been shown."""
        return self._after >= len(self.what.lines)

    def fill(self, sheet: Sheet) -> None:
        """Draw as many lines as there is room for."""
        what, is_night = self.what, self.host.me.is_night
        self._after = view.put(sheet, what.title, what.lines, self.pages[-1], is_night)

    def hints(self) -> list[tuple[str, str]]:
        """Return how to go on, and how to leave out all of it."""
        return first_picture.first_start_hints(self.is_at_end)

    def hint_tone(self) -> int:
        """Return how bright the hints are."""
        return first_picture.hint_tone(self.host.me.is_night)

    async def action_next_good(self) -> None:
        """Read on; from the end, on to the questions."""
        if self.is_at_end:
            self.host.instead("about you", 0)
        else:
            self.pages.append(self._after)
            self.draw()

    def action_skip(self) -> None:
        """Leave out the questions, too."""
        leave(self.host)

    def action_back(self) -> None:
        """A page back; from the first the only way is on to Tonight."""
        if len(self.pages) > 1:
            self.pages.pop()
            self.draw()
        else:
            leave(self.host)


class AboutYouScreen(OptionsScreen, inherit_bindings=False):
    """A row a question, and below the list what it means, and what its answer changes."""

    BINDINGS = bindings("list", "scroll", "options", "about")
    title_width, value_width = 24, 12
    words_from = 12
    list_width = 62

    def __init__(self, host: Host, part: int | None = None) -> None:
        """Take which part of the first start this is; None: it was opened in Options."""
        super().__init__(host)
        self.part = part
        self.asked: FirstStartFile = load(host.me.library)

    @property
    def parts(self) -> list[PartTable]:
        """The parts that are shown here."""
        if self.part is None:
            return self.asked.part
        return [each for each in self.asked.part if each.id == ASKED_FIRST[self.part]]

    def offered(self) -> list[Option]:
        """Return a row a question; what is an option anyway stands there, and not here again."""
        rows = [row for part in self.parts for row in about_you.rows(self.host.me, part)]
        return [row for row in rows if row.question or self.part is not None]

    @property
    def question(self) -> QuestionTable:
        """The question with the light."""
        return self.asked.question(self.option.question or self.option.setting)

    # What is shown.

    def above(self, width: int) -> list[Row]:
        """Return the title, and what an answer does where there is room, and light, for that."""
        if self.part is None:
            return [line("About you", FAINT)]
        [part] = self.parts
        lines = [row for text in part.lines for row in wrapped(text, FAINT, width)]
        has_room = self.size.height > 16 and not self.host.me.is_night
        return [line(part.title, CUE), *(lines if has_room else [])]

    def below(self, width: int) -> list[Row]:
        """Return the question, what it is about, and what its answer changes."""
        if not self.options or self.trouble:
            return wrapped(self.trouble, FAINT, width) or [()]
        question, value = self.question, options.value_of(self.option, self.host.me)
        rows = wrapped(question.text, TEXT, width)
        if self.size.height > 16:
            rows += [row for text in question.about for row in wrapped(text, FAINT, width)]
        return [*rows, *wrapped(question.says(value), CUE if value else FAINT, width)]

    def hints(self) -> list[tuple[str, str]]:
        """Return how to answer and how to go on."""
        if not self.options:
            return []
        option, is_last = self.option, self.here == len(self.options) - 1
        if self._opens:
            keys = hints("everywhere.next", next="write it")
            return [*keys, *hints("everywhere.help", "everywhere.back", help="help", back="back")]
        choices = {*(option.choices or {})}
        changes = "5 minutes" if option.is_time else "write it" if option.is_line else "pick"
        skips = hints("about.skip") if self.part is not None else []
        return [
            *hints("everywhere.next", next="go on" if is_last else "next"),
            *([("y n", "answer")] if choices & {"yes", "on"} else [("left right", changes)]),
            *([("0-9", "type it")] if option.is_time else []),
            *skips,
            *hints("everywhere.help", "everywhere.back", help="help", back="back"),
        ]

    @property
    def _opens(self) -> bool:
        """Space writes the line: in Options, where nothing stands yet and nobody is led on."""
        is_empty = not options.value_of(self.option, self.host.me)
        return self.part is None and self.option.is_line and is_empty

    # Answering.

    def action_say(self, is_yes: bool) -> None:
        """Answer yes or no, where that is an answer, and go to the next."""
        values = ("yes", "on") if is_yes else ("no", "off")
        said = [each for each in values if each in (self.option.choices or {})]
        if said:
            self._set(said[0])
            self.action_move(1)

    def action_choose(self, by: int) -> None:
        """Take the answer before or after; a line of one's own is written."""
        if self.option.is_line:
            self._ask_line(options.value_of(self.option, self.host.me))
        else:
            super().action_choose(by)

    def pasted(self, text: str) -> None:
        """Write a line that was pasted, where one can be written."""
        if self.option.is_line:
            self._ask_line(text)
        else:
            super().pasted(text)

    def _ask_line(self, text: str) -> None:
        """Ask for a line of one's own, beginning with what there is."""
        ways = (self.question.text, text[:LONGEST_LINE], self._keep_line, False, True)
        self.host.go("name", *ways, then=self._was_written)

    async def _keep_line(self, text: str) -> str:
        """Keep a line of one's own; returns what went wrong."""
        assert self.option.question
        return await asyncio.wrap_future(about_you.answer(self.host.me, self.option.question, text))

    def _was_written(self, text: str | None) -> None:
        """An empty line takes the answer back."""
        if text == "":
            self._set("")
        self.draw()

    def _set(self, value: str) -> None:
        """Keep an answer, and what it changes in the settings."""
        me, option = self.host.me, self.option
        if option.question:
            self.host.offers.drop()  # what was left may hold what is ruled out now
            done = about_you.answer(me, option.question, value)
            done.add_done_callback(lambda done: me.call_back(partial(self._say, done.result())))
        change = partial(about_you.follows, option, value)
        if change(me.settings) != me.settings:
            self.host.change_settings(change, self._say)
        self.draw()

    # Going on.

    async def action_next_good(self) -> None:
        """Go to the next row, from the last one on."""
        if self.typed:
            self._accept()
        elif self._opens:
            self._ask_line("")
        elif self.here < len(self.options) - 1:
            self.action_move(1)
        elif self.part is None:
            self.host.back()
        elif self.part + 1 < len(ASKED_FIRST):
            self.host.instead("about you", self.part + 1)
        else:
            leave(self.host)

    def action_skip(self) -> None:
        """Leave out the rest."""
        if self.part is not None:
            leave(self.host)

    def action_back(self) -> None:
        """In the first start, to the screen before."""
        if self.typed or self.part is None:
            super().action_back()
        elif self.part:
            self.host.instead("about you", self.part - 1)
        else:
            self.host.instead("first start")
