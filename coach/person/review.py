"""A look back: reads what has been recorded of a week, a month, a year."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from coach.domain import patterns, review, sleep
from coach.domain.checklist import Answer, Checklist, Item
from coach.domain.night import night_of
from coach.domain.patterns import Patterns
from coach.domain.review import Mark, Night, Played, Practice, WeekGrid
from coach.person import agenda
from coach.person.nights import diary_of
from coach.store.records import Store
from coach.store.settings import Settings

YEAR = timedelta(days=365)
"""Answers before that no longer change a score: half of it is gone after 13 nights."""
DAY = timedelta(days=1)
WORDS = {"done": "done", "skipped": "not tonight", "not-applicable": "does not apply", None: "-"}
"""What an answer to an item is called; None is none."""
SHORT_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class Review(NamedTuple):
    """A week, and what led to it."""

    grid: WeekGrid
    score: float | None
    """How worn the way into the night is at the end of this week, 0..1."""
    nights: tuple[Night, ...]
    """Those of the week, Monday to Sunday."""
    fortnight: tuple[Night, ...]
    """The fourteen nights until the end of this week, or until last night."""
    figures: sleep.Week | None
    practice: Practice
    has_blanks: bool
    """A day that is over has no answer, in a week that has some."""


def week(store: Store, settings: Settings, checklist: Checklist, day: date, today: date) -> Review:
    """Read the week around `day`; `today` is the checklist day. Raises `CoachError`."""
    days = review.days_of_week(day)
    last = min(days[-1], today)
    answers = _answers(store, days[-1] - YEAR, days[-1])
    after = last + DAY if last < today else today
    diaries = [diary_of(each) for each in store.diaries(min(days[0], after - 14 * DAY), days[-1])]
    nights = review.nights(days, diaries)
    items = everything(checklist, settings)
    on = {item.id for item in agenda.items(checklist, settings)}
    grid = review.week_grid(day, items, on, answers)
    known = {item.id for item in items}
    named = (r if r.id in known else r._replace(text=agenda.words_of(r.id)) for r in grid.rows)
    grid = grid._replace(rows=tuple(named))
    return Review(
        grid,
        review.score_of_evenings(answers, last),
        nights,
        review.fortnight(diaries, after),
        sleep.week([night.figures for night in nights]),
        review.practice(day, _played(store, days)),
        grid.has_blanks(today),
    )


def month(store: Store, day: date) -> tuple[Mark, ...]:
    """Read a mark for every night of the month of `day`. Raises `CoachError`."""
    first = day.replace(day=1)
    last = (first + 31 * DAY).replace(day=1) - DAY
    nights = {diary.night for diary in store.diaries(first, last)}
    return review.month(day, _answers(store, first, last), nights)


def what_goes_together(
    store: Store, settings: Settings, checklist: Checklist, today: date
) -> Patterns:
    """Read the nights until last Sunday, and return what goes with better ones.

    The result stays the same for a week: who looks at chance every evening soon sees a pattern in
    it. It takes up to a tenth of a second. Raises `CoachError`.
    """
    last = today - (today.weekday() + 1) * DAY
    diaries = [diary_of(record) for record in store.diaries(last - YEAR, last)]
    efficiency = {each.night: sleep.figures(each).sleep_efficiency for each in diaries}
    known = sorted(night for night, percent in efficiency.items() if percent is not None)
    compared = known[-patterns.MOST_NIGHTS :]
    answers = _answers(store, compared[0] if compared else last, last)
    return patterns.patterns(
        everything(checklist, settings), answers, {night: efficiency[night] for night in compared}
    )


def everything(checklist: Checklist, settings: Settings) -> list[Item]:
    """Return every item there is, switched on or off; a person's own last."""
    return [*checklist.items, *agenda.own_items(settings)]


def _answers(store: Store, first: date, last: date) -> dict[date, dict[str, Answer]]:
    by_day: dict[date, dict[str, Answer]] = {}
    for record in store.answers(first, last):
        by_day.setdefault(record.day, {})[record.item] = record.answer
    return by_day


def _played(store: Store, days: tuple[date, ...]) -> list[Played]:
    """Return the sessions of a week; the whole of a routine would count its steps twice."""
    # a day more on both sides: in the zone of the session it may have been another day
    since, until = (datetime.combine(day, time()) for day in (days[0] - DAY, days[-1] + 3 * DAY))
    return [
        Played(night_of(session.began), session.done_seconds, session.kind)
        for session in store.sessions(since, until)
        if session.kind != "routines"
    ]


# In words.


def hours(minutes: int | None) -> str:
    """Say a length of sleep in half hours: `6.5`, `6`; `-` is not known."""
    if minutes is None:
        return "-"
    whole, is_half = divmod((minutes + 15) // 30, 2)
    return f"{whole}.5" if is_half else f"{whole}"


def figures_words(figures: sleep.Week | None) -> str:
    """Say the figures of a week in a line, or why there are none."""
    if figures is None:
        return f"From {sleep.FEWEST_NIGHTS} told nights in a week on, there is more to say."
    length = hours(round(figures.mean_total_sleep_minutes))
    return f"About {length} hours a night, {figures.sleep_efficiency:.0f} % of the time in bed."
