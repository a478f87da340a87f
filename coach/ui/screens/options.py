"""Options: few, each with a handful of choices, or a time. A choice holds at once and is saved."""

from __future__ import annotations

from functools import partial

from textual import events

from coach.person import options
from coach.person.options import Option
from coach.picture.cells import fitted
from coach.picture.raster import FAINT, Row
from coach.picture.sheet import label, line, wrapped
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.choosing import ChoosingScreen

TITLE_WIDTH, SHORT_WIDTH = 26, 11
VALUE_WIDTH = 14
"""With less for the values the titles are the short ones."""
MOST_DIGITS = 4
NO_TIME = "That is not a time: 00:00 to 23:59, as in 2230."


class OptionsScreen(ChoosingScreen[None], inherit_bindings=False):
    """The options."""

    BINDINGS = bindings("list", "scroll", "options")
    is_a_page = True
    list_width = 54
    title_width, value_width = TITLE_WIDTH, VALUE_WIDTH

    def __init__(self, host: Host) -> None:
        """Nothing has gone wrong yet."""
        super().__init__(host)
        self.trouble = ""
        self.options: list[Option] = []
        self.typed = ""
        """The digits of a time that is being typed."""
        self._entered = ""
        """The digits that the last key has completed: am or pm may follow."""
        self._came_to = -1
        """The row that the last click, or the wheel, came to."""

    def on_mount(self) -> None:
        """Find out what can be chosen."""
        self.options = self.offered()

    def offered(self) -> list[Option]:
        """Return what can be chosen."""
        return options.options(self.host.me)

    @property
    def option(self) -> Option:
        """The one that is pointed at."""
        return self.options[self.here]

    def entries(self, width: int) -> list[str]:
        """Return a row an option: what it is, and what is set."""
        is_short = width < self.title_width + self.value_width
        room = SHORT_WIDTH if is_short else self.title_width
        rows = []
        for index, option in enumerate(self.options):
            title = option.short if is_short else option.title
            if not self.glyphs.has_half_blocks:
                title = title.replace("…", "..")
            value = options.shown(option, self.host.me)
            if self.typed and index == self.here:
                hours, minutes = self.typed[:-2], self.typed[-2:]
                value = (f"{hours}:{minutes}" if hours else minutes) + "_"
            rows.append(fitted(title, room) + label(value, width - room, self.glyphs))
        return rows

    def above(self, width: int) -> list[Row]:
        """Return the heading."""
        return [line("Options", FAINT)]

    def whole(self) -> str:
        """Return the chosen option with its value, in full words."""
        option = self.options[self.here]
        return f"{option.title}: {options.shown(option, self.host.me)}"

    def below(self, width: int) -> list[Row]:
        """Return what the chosen option is about, or what went wrong."""
        text = self.trouble or self.host.theme_problem
        if not text and self.options:
            text = options.about(self.option, self.host.me)
        return wrapped(text, FAINT, width) or [()]

    def hints(self) -> list[tuple[str, str]]:
        """Return how to choose."""
        is_time = self.options and self.option.is_time
        page = self.options and self.option.page
        return [
            ("up down", "choose"),
            ("space", "open") if page else ("left right", "5 minutes" if is_time else "change"),
            *([("0-9", "type it")] if is_time else []),
            *hints("everywhere.back", back="back"),
        ]

    # Changing.

    def action_choose(self, by: int) -> None:
        """Take the choice before or after, and save it; a page opens."""
        if self.option.page:
            if by > 0:
                self.host.go(self.option.page)
        elif not self._accept():
            self._set(options.neighbour(self.option, self.host.me, by))

    def _set(self, value: str) -> None:
        change = partial(options.changed, option=self.option, value=value)
        self.host.change_settings(change, self._say)
        if self.option.setting in options.HEARD:
            self.host.hearing.preview()
        self.draw()

    def _say(self, trouble: str) -> None:
        """Say what went wrong with a choice, or nothing."""
        self.trouble = trouble
        self.draw()

    def on_key(self, event: events.Key) -> None:
        """Type a time, where the pointer is on one."""
        if not self.option.is_time:
            return
        entered, self._entered = self.typed or self._entered, ""
        if event.character and event.character in "0123456789":
            event.stop()
            event.prevent_default()
            self.typed = (self.typed + event.character)[:MOST_DIGITS]
            self._say("")
            if len(self.typed) == MOST_DIGITS:
                self._entered = self.typed
                self._accept()
        elif entered and event.key.lower() in ("a", "p"):
            self.typed = ""
            self._take_time(entered + event.key)
        elif event.key in ("backspace", "delete"):
            if not self.typed and self.option.setting in options.WEEKDAY:
                self._set("")
            self.typed = self.typed[:-1]
            self._say("")

    def _accept(self) -> bool:
        """Take the time that was typed, if one was; says whether anything was typed."""
        digits, self.typed = self.typed, ""
        if digits:
            self._take_time(digits)
        return bool(digits)

    def _take_time(self, typed: str) -> None:
        """Take a time as it was typed, or say that it is none."""
        if (time := options.time_of(typed)) is None:
            self._say(NO_TIME)
        else:
            self._set(options.without_same(self.option, self.host.me.settings, time))

    def on_paste(self, event: events.Paste) -> None:
        """Take the first line of what is pasted, where something can be typed."""
        event.stop()
        if line := next(iter(event.text.splitlines()), "").strip():
            self.pasted(line)

    def pasted(self, text: str) -> None:
        """Take a time that was pasted."""
        if self.option.is_time:
            self.typed = ""
            self._take_time(text)

    def point(self, index: int) -> None:
        """Point at another option; a time that was typed is taken."""
        if index != self.here:
            self._entered = ""
            if self._accept() and self.trouble:
                return  # it is no time: said here, not lost on the way
            self.trouble = ""
        super().point(index)

    def action_options(self) -> None:
        """They are here."""

    def action_back(self) -> None:
        """Drop what is being typed; else go back."""
        if self.typed:
            self.typed = ""
            self.draw()
        else:
            super().action_back()

    async def action_next_good(self) -> None:
        """Take the time that was typed, or the next choice; a time that stands stays."""
        if not self.option.is_time:
            self.action_choose(1)
        else:
            self._accept()

    def came_to(self, index: int) -> None:
        """The mouse came to a row."""
        self._came_to = index
        super().came_to(index)

    async def click_on(self, index: int) -> None:
        """A first click points at an option, a second one changes it."""
        is_first, self._came_to = self._came_to == index, -1
        if not is_first:
            self.action_choose(1)
