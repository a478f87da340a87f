"""Options: few, each with a handful of choices. A choice holds at once and is saved."""

from contextlib import suppress
from typing import NamedTuple

from msgspec.structs import replace

from coach.content.support import SupportFile
from coach.picture.cells import fitted
from coach.picture.raster import FAINT, Row
from coach.picture.sheet import line, wrapped
from coach.text import printable
from coach.toml.problems import BadFile
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.choosing import ChoosingScreen


class Option(NamedTuple):
    """One setting with its choices."""

    setting: str
    title: str
    choices: tuple[tuple[str, str], ...]
    """What is saved, and what a person reads."""


TITLE_WIDTH, LEAST_WIDTH = 16, 11
VALUE_WIDTH = 25
"""The value gets so much, as long as the title has the least it needs."""
SAME = ("", "the same")
WEEKDAY = {"bedtime_weekend": "bedtime", "rise_weekend": "rise"}
"""What a time of the weekend is the same as, unless it is chosen."""


def times(first_hour: int, last_hour: int) -> tuple[tuple[str, str], ...]:
    """Return every quarter of an hour between two hours; 24 and more are after midnight."""
    quarters = range(first_hour * 4, last_hour * 4 + 1)
    clocks = (f"{quarter // 4 % 24:02}:{quarter % 4 * 15:02}" for quarter in quarters)
    return tuple((clock, clock) for clock in clocks)


LEGS = (("tense", "with tension"), ("release", "without tension"))
SIDES = (("right", "right first"), ("left", "left first"))
RAMP = (("on", "grows slowly"), ("off", "stays the same"))
WITHDRAWAL = (("on", "ask about it"), ("off", "do not ask"))
RESTS = (("ask", "ask me"), ("with", "with rests"), ("without", "without rests"))
ABOUT = {
    "theme": "Ember, night, or clear for tired eyes.",
    "country": "For the numbers on the page of help.",
    "rests": "Without: a long breath out for every box.",
    "ramp": "A short breath first, then longer ones.",
    "legs": "Without tension is kinder to restless legs.",
    "start_side": "Which side comes first in muscle release.",
    "routine": "What Tonight begins with.",
    "bedtime": "When the checklist counts down to.",
    "bedtime_weekend": "Lights out on Friday and Saturday.",
    "rise": "A steady time helps even after a bad night.",
    "rise_weekend": "Rising on Saturday and Sunday.",
    "withdrawal": "Legs, craving, sweats, in the morning.",
}
"""What an option is about."""


class OptionsScreen(ChoosingScreen[None], inherit_bindings=False):
    """The options."""

    BINDINGS = bindings("list", "scroll", "options")
    is_a_page = True

    def __init__(self, host: Host) -> None:
        """Nothing has gone wrong yet."""
        super().__init__(host)
        self.trouble = ""
        self.options: list[Option] = []

    def on_mount(self) -> None:
        """Find out what can be chosen."""
        library = self.host.me.library
        themes = tuple((name, printable(name)) for name in library.entries("themes"))
        page, _ = library.load(library.find("support", "help"), SupportFile)
        countries = (("", "not chosen"), *((c.code, c.name) for c in page.country))
        self.options = [
            Option("theme", "Light", themes),
            Option("country", "Country", countries),
            Option("rests", "Holding", RESTS),
            Option("ramp", "Breath", RAMP),
            Option("legs", "Legs", LEGS),
            Option("start_side", "Side", SIDES),
            Option("routine", "Evening", self._routines()),
            Option("bedtime", "Lights out", times(20, 28)),
            Option("bedtime_weekend", "Fri, Sat", times(20, 28)),
            Option("rise", "Rising", times(4, 12)),
            Option("rise_weekend", "Sat, Sun", times(4, 12)),
            Option("withdrawal", "Withdrawal", WITHDRAWAL),
        ]

    def _routines(self) -> tuple[tuple[str, str], ...]:
        """Return the routines that can be played, by name and title."""
        library = self.host.me.library
        playable = []
        for entry in library.entries("routines").values():
            with suppress(BadFile):
                playable.append((entry.name, library.exercise(entry)[0].title))
        return tuple(playable)

    def choices_of(self, option: Option) -> tuple[tuple[str, str], ...]:
        """Return the choices of an option; of the weekend, the time of the other days is `SAME`."""
        if option.setting not in WEEKDAY:
            return option.choices
        weekday = getattr(self.host.me.settings, WEEKDAY[option.setting])
        at = _index(option.choices, weekday)
        return (*option.choices[:at], SAME, *option.choices[at + 1 :])

    def index_of(self, option: Option) -> int:
        """Return which choice of an option is in force."""
        return _index(self.choices_of(option), getattr(self.host.me.settings, option.setting))

    def entries(self, width: int) -> list[str]:
        """Return a row an option: what it is, and what is chosen."""
        rows = []
        for option in self.options:
            chosen = self.choices_of(option)[self.index_of(option)][1]
            title = fitted(option.title, max(min(TITLE_WIDTH, width - VALUE_WIDTH), LEAST_WIDTH))
            rows.append(title + fitted(chosen, width - len(title)))
        return rows

    def above(self, width: int) -> list[Row]:
        """Return the heading."""
        return [line("Options", FAINT)]

    def below(self, width: int) -> list[Row]:
        """Return what the chosen option is about, or what went wrong."""
        text = self.trouble or self.host.theme_problem
        if not text and self.options:
            text = ABOUT[self.options[self.here].setting]
        return wrapped(text, FAINT, width) or [()]

    def hints(self) -> list[tuple[str, str]]:
        """Return how to choose."""
        return [
            ("up down", "choose"),
            ("left right", "change"),
            *hints("everywhere.back", back="back"),
        ]

    def action_choose(self, by: int) -> None:
        """Take the choice before or after, and keep it."""
        option = self.options[self.here]
        choices = self.choices_of(option)
        value, _ = choices[(self.index_of(option) + by) % len(choices)]
        change = lambda settings: replace(settings, **{option.setting: value})  # noqa: E731
        self.host.change_settings(change, self._say)
        self.draw()

    def _say(self, trouble: str) -> None:
        """Say what went wrong with a choice, or nothing."""
        self.trouble = trouble
        self.draw()

    def action_options(self) -> None:
        """They are here."""

    async def action_next_good(self) -> None:
        """Take the next choice."""
        self.action_choose(1)


def _index(choices: tuple[tuple[str, str], ...], saved: str) -> int:
    """Return where a value is among the choices; one that is none of them, at the one before."""
    values = [value for value, _ in choices]
    before = [index for index, value in enumerate(values) if value <= saved]
    return values.index(saved) if saved in values else (before or [0])[-1]
