"""The options: what they are called, what can be chosen, and what a step makes of a choice.

What is set is shown as it is, also where no step leads to it: a file may say more than the screen.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import time
from typing import NamedTuple

from msgspec.structs import replace

from coach.content.support_page import load_page
from coach.domain.health import Question
from coach.domain.night import Times
from coach.domain.steps import stepped
from coach.person import weeks
from coach.person.context import Context
from coach.person.nights import DAYS
from coach.person.safer import SAFER
from coach.store.settings import LOUDEST, Settings
from coach.system.week import first_weekday
from coach.text import printable
from coach.toml.problems import BadFile

STEP_MINUTES, DAY_MINUTES, SOON_MINUTES = 5, 1440, 300
WEEKDAY = {"bedtime_weekend": "bedtime", "rise_weekend": "rise"}
"""What a time of the weekend is the same as, unless it is chosen."""
SAME = "as other days"


class Option(NamedTuple):
    """One setting; without choices it is a time, or opens a page."""

    setting: str
    title: str
    short: str
    """The same where there is little room."""
    about: str
    choices: Mapping[str, str] | None = None
    """What is saved, and what a person reads."""
    page: str = ""
    """The way to the page that it opens, where it is no setting."""
    question: Question | None = None
    """The question about one's health that it is, where it is no setting."""

    @property
    def is_time(self) -> bool:
        """It is a time."""
        return self.choices is None and not self.page and not self.question

    @property
    def is_line(self) -> bool:
        """It is a line of one's own words."""
        return self.choices is None and self.question is not None


TIMES = (
    Option("bedtime", "Lights out", "Lights out", "The time the checklist counts down to."),
    Option(
        "bedtime_weekend",
        "… on Friday and Saturday",
        "… Fri, Sat",
        "If it is different before a day off.",
    ),
    Option("rise", "Getting up", "Getting up", "A steady time helps even after a bad night."),
    Option(
        "rise_weekend",
        "… on Saturday and Sunday",
        "… Sat, Sun",
        "If it is different on a day off.",
    ),
)
PAGES = (
    Option("", "About you", "About you", "What changes what is offered here.", page="about you"),
    Option(
        "", "Dates, your plan", "Dates", "Of stopping or cutting down. All optional.", page="dates"
    ),
)
"""What has a page of its own."""
OPEN, NOBODY = "open", "nobody yet"
RULED_OUT = "An answer in About you goes above it: it is left out."
RESTS = {"ask": "ask me", "with": "with holds", "without": "without holds"}
SQUEEZING = {"with": "squeeze first", "without": "no squeezing"}
STANDING = {"with": "standing, too", "without": "only in bed"}
RAMP = {"on": "small, then longer", "off": "always the same"}
LEGS = {"tense": "squeeze and let go", "release": "only let go"}
SIDES = {"right": "right", "left": "left"}
GUIDANCE = {"thins": "less once you know it", "full": "all of it", "fewest": "the fewest words"}
WORDS = {"fade": "until you know them", "stay": "always"}
VOICE = {"off": "off", "on": "says the lines", "ask": "ask me"}
OWN_VOICE = {"off": "tones only", "on": "by this computer"}
TONES = {"off": "off", "tones": "soft low tones", "sea": "the sea"}
HOLD_SOUND = {"silent": "silent", "tick": "a low tick"}
NOISE = {"off": "silence"} | {each: f"noise, {each} minutes" for each in ("10", "20", "40")}
WITHDRAWAL = {"on": "withdrawal, too", "off": "sleep only"}


def options(me: Context) -> list[Option]:
    """Return all of them, in their order."""
    page, _ = load_page(me.library)
    themes = {name: printable(name) for name in me.library.entries("themes")}
    countries = {"": "not chosen"} | {each.code: each.name for each in page.country}
    holds = "Without holds: a long out-breath instead of a box."
    only = "No squeezing: only letting go."
    bed = "Only in bed: small stretches, lying down."
    grows = "A small routine and short breaths, then longer."
    legs = "Only letting go is kinder to restless legs."
    asks = "Legs, craving, anxiety, sweats, or sleep alone."
    return [
        Option("theme", "Colours", "Colours", "Ember, night, or clear for tired eyes.", themes),
        Option("country", "Country", "Country", "For the numbers on the help page.", countries),
        Option("rests", "Breath holds", "Holds", holds, RESTS),
        Option("squeezing", "Muscle relaxation", "Muscles", only, SQUEEZING),
        Option("standing", "Stretches", "Stretches", bed, STANDING),
        Option("ramp", "The first nights", "At first", grows, RAMP),
        Option("guidance", "Guidance", "Guidance", "How much is said in an exercise.", GUIDANCE),
        Option("words", "Words of a breath", "Words", "The words shown while you breathe.", WORDS),
        Option("legs", "Legs", "Legs", legs, LEGS),
        Option("start_side", "First side", "First side", "In muscle relaxation.", SIDES),
        Option("routine", "Routine", "Routine", "What Space starts on Tonight.", _routines(me)),
        *TIMES,
        Option(
            "week_begins", "The week begins on", "Week", "For the weeks in the review.", _weeks()
        ),
        Option("withdrawal", "Morning questions", "Morning", asks, WITHDRAWAL),
        *PAGES,
        *_sounds(),
    ]


_TYPED_TIME = re.compile(r"([0-9]{1,2}?)(?:[:.]?([0-9]{2}))?(?: ?([ap])\.?(?:m\.?)?)?")
HEARD = ("voice", "tones", "hold_sound", "voice_volume", "tones_volume")
"""The settings that can be heard at once."""


def _sounds() -> list[Option]:
    """Return what can be heard, and how loud."""
    steps = {str(step): f"{step} of {LOUDEST}" for step in range(1, LOUDEST + 1)}
    says = "For closed eyes. v switches it in a session."
    own = "Without the extra voice: by say or espeak-ng."
    carries = "Tones or the sea, with the breath and the body."
    tick = "One faint low tick in the middle of a hold."
    fades = "Silence, or a low noise that slowly fades."
    quiet = "1 is barely there. In a session: , and ."
    return [
        Option("voice", "A voice", "Voice", says, VOICE),
        Option("tones", "Tones", "Tones", carries, TONES),
        Option("hold_sound", "Sound of a hold", "Hold", tick, HOLD_SOUND),
        Option("noise", "After the end", "The end", fades, NOISE),
        Option("voice_volume", "Loudness of the voice", "Voice vol.", quiet, steps),
        Option("tones_volume", "Loudness of the tones", "Tones vol.", quiet, steps),
        Option("own_voice", "Your own scripts", "Own", own, OWN_VOICE),
    ]


def _weeks() -> dict[str, str]:
    """Return on which days a week may begin."""
    usual = f"as usual here: {DAYS[first_weekday()]}"
    return {"": usual} | {day: DAYS[number] for day, number in weeks.BEGINS.items()}


def _routines(me: Context) -> dict[str, str]:
    """Return the routines that can be played, by name."""
    playable = {"": "as suggested"}
    for entry in me.library.entries("routines").values():
        with suppress(BadFile):
            playable[entry.name] = me.library.exercise(entry)[0].title
    return playable


def value_of(option: Option, me: Context) -> str:
    """Return what is set, or was said; empty: nothing was."""
    if option.question:
        return me.said.get(option.question, "")
    return str(getattr(me.settings, option.setting))


def shown(option: Option, me: Context) -> str:
    """Return what a person reads of what is set."""
    if option.page:
        return OPEN
    value = value_of(option, me)
    if option.is_line:
        return printable(value) or NOBODY
    if option.choices is None:
        return value or SAME
    missing = "" if option.setting == "country" else " (missing)"
    return option.choices.get(value, printable(value) + missing)


def neighbour(option: Option, me: Context, by: int) -> str:
    """Return the value before (-1) or after (1) the one that is set."""
    if option.choices is None:
        return _stepped_time(option, me.settings, by)
    value = value_of(option, me)
    values = list(option.choices)
    if value not in values:  # between two of them, by the alphabet
        after = [each for each in values if each > value]
        before = [each for each in values if each < value]
        return (after or values)[0] if by > 0 else (before or values)[-1]
    return values[(values.index(value) + by) % len(values)]


def changed(settings: Settings, option: Option, value: str) -> Settings:
    """Return the settings with another value of an option."""
    kind = type(getattr(settings, option.setting))
    return replace(settings, **{option.setting: kind(value)})


def about(option: Option, me: Context) -> str:
    """Return what an option is about; of a time, what is to be known about the one that is set."""
    if not option.is_time:
        return ruled_out(option, me) or option.about
    if is_soon(me.schedule.times):
        return "That is soon after getting up. Is that right?"
    if me.schedule.before:
        return "It applies from the next day on; today stays as it is."
    return option.about


def ruled_out(option: Option, me: Context) -> str:
    """Return that an answer about one's health goes above a setting, if one does."""
    limit = getattr(me.limits, option.setting, None) if option.setting in SAFER else None
    is_limited = limit == "without" and getattr(me.settings, option.setting) != limit
    if is_limited or (option.setting == "legs" and me.limits.legs == "never"):
        return RULED_OUT
    return ""


def is_soon(times: Times) -> bool:
    """Tell whether a bedtime comes less than five hours after getting up: it may be mistyped."""
    usual = (times.bedtime, times.rise)
    weekend = (times.bedtime_weekend or times.bedtime, times.rise_weekend or times.rise)
    return any(
        (_minutes(bed) - _minutes(rise)) % DAY_MINUTES < SOON_MINUTES
        for bed, rise in (usual, weekend)
    )


def _minutes(at: time) -> int:
    """Return the minutes after midnight."""
    return at.hour * 60 + at.minute


def _stepped_time(option: Option, settings: Settings, by: int) -> str:
    """Return a time a step earlier or later, on the next full five minutes."""
    usual = getattr(settings, WEEKDAY[option.setting]) if option.setting in WEEKDAY else ""
    hours, minutes = map(int, (getattr(settings, option.setting) or usual).split(":"))
    minutes = stepped(hours * 60 + minutes, by, STEP_MINUTES, -STEP_MINUTES, DAY_MINUTES)
    return without_same(option, settings, clock_of(minutes % DAY_MINUTES))


def without_same(option: Option, settings: Settings, clock: str) -> str:
    """Return a time as it is saved: on the weekend the usual one is none of its own."""
    weekday = WEEKDAY.get(option.setting)
    return "" if weekday and clock == getattr(settings, weekday) else clock


def clock_of(minutes: int) -> str:
    """Return minutes after midnight as HH:MM."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def time_of(typed: str) -> str | None:
    """Return what was typed as HH:MM: `9` and `09` are hours, `930` has minutes; None: no time.

    One or two digits are an hour, three an hour of one digit; `am` or `pm` may follow, or its
    letter. A time that can only be in the afternoon stays one with `pm`.
    """
    match = _TYPED_TIME.fullmatch(typed.strip().casefold())
    if match is None:
        return None
    hours, minutes, half = int(match[1]), int(match[2] or 0), match[3]
    if half and hours <= 12:
        hours = hours % 12 + (12 if half == "p" else 0)
    elif half == "a":
        return None
    return clock_of(hours * 60 + minutes) if hours < 24 and minutes < 60 else None
