"""A look back: reads what has been recorded of a week, a month, a year."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from coach.domain import hours, patterns, review, sleep
from coach.domain.checklist import Answer, Checklist, Item
from coach.domain.health import Said
from coach.domain.hours import NightHours
from coach.domain.night import DAY, Schedule
from coach.domain.own import Craving
from coach.domain.patterns import Patterns
from coach.domain.review import Cravings, Mark, Night, Played, Practice, WeekGrid
from coach.person import agenda
from coach.person.nights import DAYS, MONTHS, diary_of
from coach.person.weeks import week_begins
from coach.store.records import Store
from coach.store.settings import Settings

YEAR = timedelta(days=365)
"""Answers before that no longer change a score: half of it is gone after 13 nights."""
MOST_NIGHTS = 56
"""So many nights are read for one axis; how many are shown is a matter of room."""
WORDS = {"done": "done", "skipped": "not tonight", "not-applicable": "does not apply", None: "-"}
"""What an answer to an item is called; None is none."""
SHORT_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class Review(NamedTuple):
    """A week, and what led to it."""

    day: date
    """The day that was asked for."""
    grid: WeekGrid
    score: float | None
    """How worn the way into the night is at the end of this week, 0..1."""
    nights: tuple[Night, ...]
    """Those of the week."""
    fortnight: tuple[Night, ...]
    """The fourteen nights until the end of this week, or until last night."""
    figures: sleep.Week | None
    practice: Practice
    has_blanks: bool
    """A day that is over has no answer, in a week that has some."""
    cravings: Cravings | None
    """Cravings of the week that were written down, if any were."""


def week(
    store: Store,
    settings: Settings,
    said: Said,
    checklist: Checklist,
    day: date,
    today: date,
) -> Review:
    """Read the week around `day`; `today` is the checklist day. Raises `CoachError`."""
    days = review.days_of_week(day, week_begins(settings))
    last = min(days[-1], today)
    answers = _answers(store, days[-1] - YEAR, days[-1])
    after = last + DAY if last < today else today
    diaries = [diary_of(each) for each in store.diaries(min(days[0], after - 14 * DAY), days[-1])]
    nights = review.nights(days, diaries)
    items = everything(checklist, settings)
    on = {item.id for item in agenda.items(checklist, settings, said)}
    grid = review.week_grid(days, items, on, answers)
    known = {item.id for item in items}
    named = (r if r.id in known else r._replace(text=agenda.words_of(r.id)) for r in grid.rows)
    grid = grid._replace(rows=tuple(named))
    return Review(
        day,
        grid,
        review.score_of_evenings(answers, last),
        nights,
        review.fortnight(diaries, after),
        sleep.week([night.figures for night in nights]),
        review.practice(days, _played(store, days)),
        grid.has_blanks(today),
        review.cravings(days, store.own.between(Craving, days[0] - DAY, days[-1])),
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
    """Read the nights until the end of last week, and return what goes with better ones.

    The result stays the same for a week: who looks at chance every evening soon sees a pattern in
    it. It takes up to a tenth of a second. Raises `CoachError`.
    """
    last = review.days_of_week(today, week_begins(settings))[0] - DAY
    diaries = [diary_of(record) for record in store.diaries(last - YEAR, today)]
    efficiency = {each.night: sleep.figures(each).sleep_efficiency for each in diaries}
    known = sorted(night for night, percent in efficiency.items() if percent is not None)
    over = [night for night in known if night <= last]
    compared = over[-patterns.MOST_NIGHTS :]
    answers = _answers(store, compared[0] if compared else last, last)
    result = patterns.patterns(
        everything(checklist, settings), answers, {night: efficiency[night] for night in compared}
    )
    return result._replace(
        until=last, since=len(known) - len(over), incomplete=len(diaries) - len(known)
    )


def night_hours(store: Store, schedule: Schedule, last: date) -> tuple[NightHours, ...]:
    """Read when someone was in bed and asleep in the nights until `last`, the oldest first.

    Raises `CoachError`.
    """
    days = [last - n * DAY for n in range(MOST_NIGHTS - 1, -1, -1)]
    diaries = [diary_of(each) for each in store.diaries(days[0], last)]
    return hours.hours(days, diaries, schedule)


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
    return [
        Played(session.night, session.done_seconds, session.kind)
        for session in store.sessions(days[0], days[-1])
        if session.kind != "routines"
    ]


# In words.


def in_hours(minutes: int) -> str:
    """Say a length of sleep in half hours: `6.5`, `6`."""
    whole, is_half = divmod((minutes + 15) // 30, 2)
    return f"{whole}.5" if is_half else f"{whole}"


def figures_words(week: Review) -> str:
    """Say the figures of a week in a line, or how many nights there are for them."""
    figures = week.figures
    if figures is None:
        whole = sum(night.figures.sleep_efficiency is not None for night in week.nights)
        return f"Complete nights: {whole}. With {sleep.FEWEST_NIGHTS} a week there is more to say."
    length = in_hours(round(figures.mean_total_sleep_minutes))
    return f"About {length} hours a night, {figures.sleep_efficiency:.0f} % of the time in bed."


def hours_words(night: NightHours) -> str:
    """Say in a line when someone was in bed and how long they slept; empty: nothing is known."""
    parts = [_in_bed_words(night.into_bed, night.out_of_bed)]
    if night.sleep_minutes is not None:
        parts.append(f"asleep about {in_hours(night.sleep_minutes)} hours")
    elif night.asleep:
        parts.append("asleep from {:%H:%M} to {:%H:%M}, on and off".format(*night.asleep))
    if night.nap_minutes is not None:
        parts.append(f"nap {night.nap_minutes} minutes" if night.nap_minutes else "no nap")
    return ", ".join(filter(None, parts))


def _in_bed_words(into_bed: datetime | None, out_of_bed: datetime | None) -> str:
    if into_bed and out_of_bed:
        return f"in bed {into_bed:%H:%M} to {out_of_bed:%H:%M}"
    if into_bed:
        return f"in bed from {into_bed:%H:%M}"
    return f"in bed until {out_of_bed:%H:%M}" if out_of_bed else ""


def together_words(result: Patterns) -> list[str]:
    """Say what goes with better nights, and which nights that counts; an item's text is a line."""
    lines = patterns.lines(result)
    if result.until is None:
        return lines
    last = f"{DAYS[result.until.weekday()]}, {result.until.day} {MONTHS[result.until.month - 1]}"
    if not result.is_too_early:
        return [*lines, f"Compared: {result.nights} nights up to {last}."]
    lines.append(f"It counts nights up to {last}: {result.nights}.")
    if result.since:
        lines.append(f"Since then: {result.since} more, counted from next week on.")
    if result.incomplete:
        lines.append(f"Without times or minutes awake: {result.incomplete}, not counted.")
    return [*lines, f"It takes {patterns.FEWEST_NIGHTS} nights."]
