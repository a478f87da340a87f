"""What a look back shows: the week, the score, the nights, the sessions, the month.

Nothing here judges. What was not entered is unknown, never missed: it is None, not zero. Days and
nights have the date of their evening; a week begins on a day that the person may choose.
"""

import calendar
import math
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

from coach.domain import sleep
from coach.domain.checklist import Answer, Item, completion
from coach.domain.diary import MOST, Diary
from coach.domain.night import MONDAY
from coach.domain.own import Craving
from coach.domain.sleep import Figures

Answers = Mapping[date, Mapping[str, Answer]]
"""The answers of each day, by the ids of the items."""
Span = Literal["night", "week"]

DECAY = 0.5 ** (1 / 13)
"""How much of a score is left after another night, about 0.948: half of it after 13 nights."""
MOST_DONE = 3
"""The highest level of a night in a month: all of it was done."""
DAY_BEGINS = timedelta(hours=5)
PARTS_OF_DAY = (
    *((22, "at night"), (18, "in the evening"), (12, "in the afternoon")),
    *((5, "in the morning"), (0, "at night")),
)
"""From which hour on it is what, the last first."""
FEWEST_CRAVINGS = 3
"""With fewer nothing is said of their hour."""
NO_FIGURES = Figures(None, None, None, None, None, None)


class Row(NamedTuple):
    """What was answered to one item in a week."""

    id: str
    text: str
    """The text of the item; its id where the item is gone."""
    cells: tuple[Answer | None, ...]
    """One a day, in their order; None: nothing entered."""


class WeekGrid(NamedTuple):
    """The checklist in a week."""

    days: tuple[date, ...]
    """The seven of them, in their order."""
    rows: tuple[Row, ...]

    @property
    def answers(self) -> list[Answer]:
        """Every answer of the week."""
        return [cell for row in self.rows for cell in row.cells if cell]

    def has_blanks(self, today: date) -> bool:
        """Return whether a day before `today` is without an answer, in a week that has some."""
        past = [n for n, day in enumerate(self.days) if day < today]
        return bool(self.answers) and any(not any(row.cells[n] for row in self.rows) for n in past)


class Night(NamedTuple):
    """The diary of a night in figures."""

    night: date
    figures: Figures
    """All of them None where there is no diary."""
    quality: int | None
    """How the night left them, 0..10."""


class Played(NamedTuple):
    """A session that was played."""

    night: date
    seconds: float
    """How much of it was played, 0 and up."""
    kind: str


class Practice(NamedTuple):
    """The sessions of a week; the sums are those of its days."""

    counts: tuple[int, ...]
    """How many there were on each day."""
    minutes: tuple[float, ...]
    """How long they were on each day, not rounded."""
    kinds: dict[str, int]
    """How many there were of each kind, by its name, in alphabetical order."""


class Cravings(NamedTuple):
    """On which days of a week cravings were written down; how many there were is nobody's count."""

    days: tuple[date, ...]
    """Each once; before five it is still the day before."""
    mostly: str
    """When most of them were, in words; empty: at any hour, or there are too few to say."""


class Mark(NamedTuple):
    """What is recorded of a night, for the view of a month."""

    night: date
    level: int | None
    """How much was done: 0 nothing, 1 up to half, 2 more, 3 all; None: nothing entered that
    applied."""
    has_diary: bool


def days_of_week(day: date, begins: int = MONDAY) -> tuple[date, ...]:
    """Return the seven days of the week around a day; `begins` is a day of the week, 0..6."""
    first = day - timedelta(days=(day.weekday() - begins) % 7)
    return tuple(first + timedelta(days=n) for n in range(7))


def week_grid(
    days: tuple[date, ...], items: Iterable[Item], switched_on: Container[str], answers: Answers
) -> WeekGrid:
    """Return the checklist in the week of these days.

    It shows the items that are switched on and all others with an answer in that week, in the
    order of `items`; last, by their ids, those that `items` does not have.
    """
    by_day = [answers.get(each, {}) for each in days]
    answered = {id for row in by_day for id in row}
    texts = {item.id: item.text for item in items}
    shown = [id for id in texts if id in switched_on or id in answered]
    shown += sorted(answered - texts.keys())
    return WeekGrid(
        days,
        tuple(Row(id, texts.get(id, id), tuple(row.get(id) for row in by_day)) for id in shown),
    )


def share(answers: Iterable[Answer]) -> float | None:
    """Return done / (done + not tonight), from 0 to 1, or None where there is neither."""
    return completion({str(number): answer for number, answer in enumerate(answers)})


def score(nights: Iterable[float | None]) -> float | None:
    """Return a score from 0 to 1 that forgives; None as long as nothing is known.

    One value a night, in order: how much was done, 0..1; None leaves the score as it is. It is the
    score of Loop Habit Tracker (`Score.kt`) for a daily habit: `s = m*s + (1-m)*done` with
    `m = 0.5 ** (1/13)`, from 0 before the first night. So a lapse takes 5 % of it, not everything.
    """
    known = [done for done in nights if done is not None]
    value = 0.0
    for done in known:
        value = DECAY * value + (1 - DECAY) * done
    return value if known else None


def score_of_item(answers: Answers, id: str, last: date) -> float | None:
    """Return the score of one item up to a day, that day included.

    "Not tonight" is a lapse. "Does not apply" is Loop's "skip": like no answer, it changes nothing.
    """
    done: dict[Answer | None, float] = {"done": 1.0, "skipped": 0.0}
    return score(done.get(answers[day].get(id)) for day in sorted(answers) if day <= last)


def score_of_evenings(answers: Answers, last: date) -> float | None:
    """Return the score of all items together up to a day: each night counts by its completion."""
    return score(completion(answers[day]) for day in sorted(answers) if day <= last)


def nights(days: Iterable[date], diaries: Iterable[Diary]) -> tuple[Night, ...]:
    """Return the figures of these nights; of two diaries of one night the later one counts."""
    by_night = {diary.night: diary for diary in diaries}
    return tuple(_night(day, by_night.get(day)) for day in days)


def fortnight(diaries: Iterable[Diary], day: date) -> tuple[Night, ...]:
    """Return the fourteen nights that end with the one before `day`, the oldest first."""
    return nights((day - timedelta(days=n) for n in range(14, 0, -1)), diaries)


def practice(days: tuple[date, ...], sessions: Iterable[Played]) -> Practice:
    """Sum up the sessions of the week of these days; those of other weeks are left out."""
    played = [session for session in sessions if session.night in days]
    by_day = [[each for each in played if each.night == day] for day in days]
    return Practice(
        tuple(len(on_day) for on_day in by_day),
        tuple(sum(each.seconds for each in on_day) / 60 for on_day in by_day),
        dict(sorted(Counter(each.kind for each in played).items())),
    )


def cravings(days: tuple[date, ...], written: Iterable[Craving]) -> Cravings | None:
    """Return on which of these days cravings were written down; None: on none."""
    by_day = [((each.moment - DAY_BEGINS).date(), each) for each in written]
    of_week = [(day, each) for day, each in by_day if day in days]
    if not of_week:
        return None
    parts = Counter(_part_of_day(each.moment.hour) for _, each in of_week)
    part, count = parts.most_common(1)[0]
    is_most = len(of_week) >= FEWEST_CRAVINGS and count * 2 > len(of_week)
    return Cravings(tuple(sorted({day for day, _ in of_week})), part if is_most else "")


def _part_of_day(hour: int) -> str:
    """Return an hour of the day in words."""
    return next(words for begins, words in PARTS_OF_DAY if hour >= begins)


def cravings_words(cravings: Cravings | None) -> str:
    """Return in such a line on how many days there were cravings; empty where there were none."""
    if cravings is None:
        return ""
    count = len(cravings.days)
    days = "one day" if count == 1 else f"{count} days"
    when = f", mostly {cravings.mostly}" if cravings.mostly else ""
    return f"Cravings: written down on {days}{when}."


def month(day: date, answers: Answers, diaries: Container[date]) -> tuple[Mark, ...]:
    """Return a mark for every night of the month of `day`; `diaries` are the nights with one."""
    _, length = calendar.monthrange(day.year, day.month)
    return tuple(
        Mark(night, _level(completion(answers.get(night, {}))), night in diaries)
        for night in (day.replace(day=number) for number in range(1, length + 1))
    )


def completion_words(answers: Iterable[Answer], span: Span = "week") -> str:
    """Return in words how much of a week or a night was done: a line of at most 60 characters."""
    answers = list(answers)
    done = share(answers)
    then = "this week" if span == "week" else "that night"
    if not answers:
        return f"No item was answered {then}. That is all right."
    if done is None:
        return f"None of it applied {then}. That is all right."
    if done == 0:
        return f"Other things came first {then}. That is all right."
    if done == 1:
        return "All you answered was done. Sleep comes in its own time."
    return f"Some of it done. That is how most {span}s look."


def blank_words(is_blank: bool) -> str:
    """Return what the empty columns of a week mean, in such a line; empty where there are none."""
    return "Blank means not known. It does not count against you." if is_blank else ""


def score_words(score: float | None) -> str:
    """Return a score in words, in such a line: a path, which forms slowly and fades slowly."""
    if score is None:
        return ""
    states = ("new", "taking shape", "settled")
    return f"Your evening habit is {states[min(int(score * 3), 2)]}."


def _night(day: date, diary: Diary | None) -> Night:
    if diary is None:
        return Night(day, NO_FIGURES, None)
    is_rated = diary.quality is not None and 0 <= diary.quality <= MOST
    return Night(day, sleep.figures(diary), diary.quality if is_rated else None)


def _level(done: float | None) -> int | None:
    """Return the level of a completion: anything done is above 0; the highest is for all of it."""
    if done is None:
        return None
    return MOST_DONE if done == 1 else math.ceil(done * (MOST_DONE - 1))
