"""The questions of the diary, and how typed text becomes an answer.

Whatever the question, what is typed is text; an empty text is no answer. Nothing here draws.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import time
from typing import Literal, NamedTuple

from coach.domain.diary import MOST, Diary, begins_of, parse_time, time_readings
from coach.domain.night import DAY, Schedule
from coach.store.settings import Settings
from coach.text import without_control

Kind = Literal["time", "minutes", "times", "scale", "yes-no", "note"]
Answer = time | int | bool | str
LONGEST_OTHER = 24
"""So many characters of an answer that is no note can be typed."""
MOST_TIMES = 99
DAY_MINUTES = 24 * 60
STEP_MINUTES = 5
"""A time and a number of minutes change by so much."""
YES, NO = "yes", "no"


class Question(NamedTuple):
    """One question of the diary."""

    field: str
    """The answer in `Diary`."""
    text: str
    kind: Kind
    about: str
    """A line about it, of at most 60 characters."""
    is_of_withdrawal: bool = False
    """It is asked when the settings say so."""


class Opened(NamedTuple):
    """How often somebody came here awake at night, and how the morning asks about that."""

    times: int = 0
    text: str = ""


QUESTIONS = (
    Question("into_bed", "Into bed", "time", "2315 or 11:15 pm, as you like."),
    Question("tried", "Tried to sleep", "time", "When you put the light out to sleep."),
    Question("fell_asleep_minutes", "Minutes to fall asleep", "minutes", "A guess is fine."),
    Question("times_awake", "Times awake", "times", "A guess is fine. 0 if you slept through."),
    Question("awake_minutes", "Minutes awake", "minutes", "All those times together."),
    Question("last_awake", "Last awakening", "time", "The last waking, with no sleep after."),
    Question("out_of_bed", "Out of bed", "time", "Up for the day."),
    Question("nap_minutes", "Naps the day before", "minutes", "Minutes slept by day, in all."),
    Question("quality", "How the night left you", "scale", "0 is worn out, 10 is rested."),
    Question("legs", "Legs", "scale", "Legs last night: 0 is calm, 10 is no rest at all.", True),
    Question("craving", "Craving", "scale", "0 is none, 10 is as strong as it gets.", True),
    Question("anxiety", "Anxiety", "scale", "0 is calm, 10 is as strong as it gets.", True),
    Question("sweats", "Sweats", "yes-no", "In the night: y or n.", True),
    Question("note", "Note", "note", "Anything to remember about this night."),
)
WRONG: dict[Kind, str] = {
    "time": "That is not a time yet. 2315 and 11:15 pm both work.",
    "minutes": "Not a length up to 24 hours. 45 and 1 h 10 both work.",
    "times": f"Not a number from 0 to {MOST_TIMES} yet. 0 and 3 both work.",
    "scale": f"A number from 0 to {MOST}, please.",
    "yes-no": "y or n, or leave it empty.",
}
"""What would be right, when a text is no answer."""

_BLANK = re.compile(r"\s")
_UNIT = r"(?:m|min|mins|minutes?)?\.?"
_MINUTES = re.compile(rf"(?P<minutes>\d{{1,4}}) ?{_UNIT}")
_HOURS = re.compile(
    rf"(?P<hours>\d{{1,2}}) ?(?:h|hrs?|hours?)\.?(?: ?(?P<rest>\d{{1,2}}) ?{_UNIT})?"
)
_CLOCK = re.compile(r"(?P<hours>\d{1,2}):(?P<rest>\d\d)")
_TIMES = re.compile(r"(\d{1,2}) ?(?:x|times?)?")
_MINUTE_WORDS = {"half an hour": 30, "an hour": 60}
_TIMES_WORDS = {"never": 0, "once": 1, "twice": 2}
_STEPS: dict[Kind, tuple[int, int]] = {
    "minutes": (STEP_MINUTES, DAY_MINUTES),
    "times": (1, MOST_TIMES),
    "scale": (1, MOST),
}
"""By how much a number changes, and how far."""


def questions_for(settings: Settings, diary: Diary | None) -> list[Question]:
    """Return the questions to ask: about withdrawal by the settings, or if answered already."""
    is_on = settings.withdrawal == "on"
    return [
        q
        for q in QUESTIONS
        if is_on or not q.is_of_withdrawal or (diary and text_of(q, getattr(diary, q.field)))
    ]


def clean(text: str) -> str:
    """Return text without what a terminal might obey; line breaks and tabs become blanks."""
    return without_control(_BLANK.sub(" ", text))


def answer(question: Question, text: str, near: time | None = None) -> Answer | None:
    """Return a typed text as an answer; None: it is empty, or cannot be read.

    Of a time that can be meant in two ways it is the one next to `near`.
    """
    if question.kind == "note":
        return text.strip()
    typed = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if question.kind == "time":
        return parse_time(typed, near)
    return _READ[question.kind](typed) if typed else None


def other_reading(text: str, near: time) -> str:
    """Say how a time is read, and how to say the other one it can mean; empty: there is none."""
    readings, chosen = time_readings(text), parse_time(text, near)
    other = next((each for each in readings if each != chosen), None)
    if chosen is None or other is None:
        return ""
    half = "am" if other.hour < 12 else "pm"
    is_plain = other.hour > 12 or not other.hour
    typed = f"{other:%H:%M}" if is_plain else f"{other.hour}:{other:%M} {half}"
    return f"Read as {chosen:%H:%M}. If it was {other:%H:%M}, type {typed}."


def is_wrong(question: Question, text: str) -> bool:
    """Tell whether something was typed that is no answer."""
    return bool(text.strip()) and answer(question, text) is None


def text_of(question: Question, value: Answer | None) -> str:
    """Return an answer as one would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def texts_of(diary: Diary) -> dict[str, str]:
    """Return the answers of a diary as texts, by field; what is not answered is left out."""
    texts = {q.field: text_of(q, getattr(diary, q.field)) for q in QUESTIONS}
    return {field: clean(text) for field, text in texts.items() if text}


def likely_time(field: str, diary: Diary, schedule: Schedule) -> time:
    """Return when a time of a night is likely to be, by the schedule and the other answers."""
    bedtime, rise = schedule.bedtime(diary.night), schedule.rise(diary.night + DAY).time()
    begins, last = begins_of(diary).time(), diary.last_awake or rise
    likely = {
        "into_bed": bedtime,
        "tried": diary.into_bed or bedtime,
        "last_awake": rise,
        "out_of_bed": max(rise, last, key=lambda at: _minutes_after(begins, at)),
    }
    return likely[field]


def suggested(question: Question, diary: Diary, schedule: Schedule, times_opened: int) -> str:
    """Return the suggestion for an unanswered question, or nothing.

    It comes from the planned evening, and from how often somebody came here awake at night.
    """
    if question.kind == "time":
        return text_of(question, likely_time(question.field, diary, schedule))
    if question.field == "times_awake" and times_opened:
        return str(min(times_opened, MOST_TIMES))
    is_asleep_through = question.field == "awake_minutes" and diary.times_awake == 0
    return "0" if is_asleep_through else ""


def changed(question: Question, text: str, offer: str, by: int, near: time | None = None) -> str:
    """Return an answer one step less (-1) or more (1); a text that is no answer stays as it is."""
    value = answer(question, text, near)
    if question.kind == "yes-no":
        return YES if by < 0 else NO
    if value is None and (text.strip() or offer):
        return text if text.strip() else offer
    if isinstance(value, time):
        minutes = _stepped(value.hour * 60 + value.minute, STEP_MINUTES, by) % DAY_MINUTES
        return f"{minutes // 60:02}:{minutes % 60:02}"
    step, most = _STEPS[question.kind]
    begin = MOST // 2 - by if question.kind == "scale" else 0
    now = value if isinstance(value, int) else begin
    return str(min(max(_stepped(now, step, by), 0), most))


def _stepped(now: int, step: int, by: int) -> int:
    """Return the whole step before or after."""
    return ((now // step if by > 0 else -(-now // step)) + by) * step


def _minutes_after(begin: time, at: time) -> int:
    """Return how many minutes after another time a time is, within a day."""
    return (60 * (at.hour - begin.hour) + at.minute - begin.minute) % DAY_MINUTES


def _minutes(typed: str) -> int | None:
    """Read `45`, `45 min`, `1 h 10`, `1:10`; at most a day."""
    minutes = _MINUTE_WORDS.get(typed)
    if match := _MINUTES.fullmatch(typed):
        minutes = int(match["minutes"])
    elif (match := _HOURS.fullmatch(typed) or _CLOCK.fullmatch(typed)) and int(
        match["rest"] or 0
    ) < 60:
        minutes = 60 * int(match["hours"]) + int(match["rest"] or 0)
    return minutes if minutes is not None and minutes <= DAY_MINUTES else None


def _times(typed: str) -> int | None:
    """Read `3`, `3 times`, `3x`, `twice`."""
    match = _TIMES.fullmatch(typed)
    return int(match[1]) if match else _TIMES_WORDS.get(typed)


def _scale(typed: str) -> int | None:
    """Read a number from 0 to 10."""
    match = re.fullmatch(r"\d{1,2}", typed)
    return int(typed) if match and int(typed) <= MOST else None


_READ: dict[Kind, Callable[[str], Answer | None]] = {
    "minutes": _minutes,
    "times": _times,
    "scale": _scale,
    "yes-no": {"y": True, YES: True, "n": False, NO: False}.get,
}
