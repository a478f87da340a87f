"""`coach checklist`, `morning`, `review`, `support` without a screen: plain lines, or JSON."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime

from coach.cli import as_json
from coach.content.support_page import read_page
from coach.domain import checklist as domain
from coach.domain import patterns, review
from coach.domain.checklist import Arranged, Checklist
from coach.domain.night import checklist_day
from coach.domain.patterns import Patterns
from coach.domain.sleep import Figures, figures
from coach.errors import OK
from coach.person import agenda, choose, nights, questions
from coach.person import review as reviewing
from coach.person.context import Context
from coach.person.review import SHORT_DAYS, WORDS, Review, figures_words, hours
from coach.store.records import Store
from coach.store.settings import Settings


def show_checklist(checklist: Checklist, me: Context) -> int:
    """Print what is due, what comes next, and what has been answered."""
    for caution in checklist.cautions if choose.unread([checklist], me.settings) else ():
        print(caution, file=sys.stderr)
    arranged = agenda.of_tonight(checklist, me.settings, me.store, me.now)
    return _print(checklist_lines(checklist, arranged), me)


def show_morning(me: Context) -> int:
    """Print the diary of the last night."""
    return _print(morning_lines(me.settings, me.store, me.now), me)


def show_review(me: Context, is_json: bool) -> int:
    """Print the week, its nights, and what goes with better ones."""
    checklist, _ = choose.checklist(me.library)
    today = checklist_day(me.now)
    week = reviewing.week(me.store, me.settings, checklist, today, today)
    together = reviewing.what_goes_together(me.store, me.settings, checklist, today)
    if is_json:
        return _print([json.dumps(as_json.of_review(week, together), indent=1)], me)
    return _print(review_lines(week, together), me)


def show_support(me: Context) -> int:
    """Print whom to call, in the person's country or everywhere."""
    country = me.settings.country
    page, problems = read_page(me.library, country, show_all=not country)
    for problem in problems:
        print(problem, file=sys.stderr)
    for part in page:
        print(part.text)
    return OK


def _print(lines: Iterable[str], me: Context) -> int:
    """Print lines; a note on what happened to the database goes to stderr."""
    print(*lines, sep="\n")
    if note := me.store.note():
        print(note, file=sys.stderr)
    return OK


def checklist_lines(checklist: Checklist, arranged: Arranged) -> Iterator[str]:
    """Yield the title, and a line an item: when it is due, or its answer."""
    yield checklist.title
    yield from (f"now: {each.item.text}" for each in arranged.now)
    yield from (f"{domain.until(each.minutes)}: {each.item.text}" for each in arranged.later)
    yield from (f"{WORDS[answer]}: {item.text}" for item, answer in arranged.answered)


def morning_lines(settings: Settings, store: Store, now: datetime) -> Iterator[str]:
    """Yield a line a question with its answer, then the figures. Raises `CoachError`."""
    night = nights.last_night(now)
    records = store.diaries(night, night)
    diary = nights.diary_of(records[0]) if records else None
    texts = questions.texts_of(diary) if diary else {}
    yield f"Last night, {nights.night_in_words(night)}"
    for question in questions.questions_for(settings, texts):
        yield f"{question.text}: {texts.get(question.field, 'not answered')}"
    if diary is None:
        yield "Nothing is kept yet. `coach morning` asks; it takes a minute."
    else:
        yield from _in_figures(figures(diary))


def _in_figures(night: Figures) -> Iterator[str]:
    """Yield the figures of a night that are known, a line each."""
    lengths = {
        "In bed": night.time_in_bed_minutes,
        "Asleep": night.total_sleep_minutes,
        "Awake after the last awakening": night.terminal_wakefulness_minutes,
    }
    for name, minutes in lengths.items():
        if minutes is not None:
            yield f"{name}: {_hours(minutes)}"
    if night.sleep_efficiency is not None:
        yield f"Of the time in bed, asleep: {night.sleep_efficiency:.0f} %"


def _hours(minutes: int) -> str:
    """Say a length exactly: `8 h 5 min`."""
    return f"{minutes // 60} h {minutes % 60} min"


def review_lines(week: Review, together: Patterns) -> Iterator[str]:
    """Yield the review in plain lines."""
    first, last = week.grid.days[0], week.grid.days[-1]
    yield f"The week from {first:%Y-%m-%d} to {last:%Y-%m-%d}"
    for row in week.grid.rows:
        cells = zip(SHORT_DAYS, row.cells, strict=True)
        yield f"{row.text}: " + ", ".join(f"{day} {WORDS[cell]}" for day, cell in cells)
    yield review.completion_words(week.grid.answers)
    if week.score is not None:
        yield review.score_words(week.score)
    yield "The nights"
    for night in week.nights:
        if night.quality is None and night.figures == review.NO_FIGURES:
            continue
        minutes, quality = night.figures.total_sleep_minutes, night.quality
        felt = "-" if quality is None else str(quality)
        yield f"{night.night:%Y-%m-%d}: slept {hours(minutes)} hours, felt {felt} of 10"
    yield figures_words(week.figures)
    sessions, minutes_played = sum(week.practice.counts), round(sum(week.practice.minutes))
    if sessions:
        yield f"Exercises: {sessions}, {minutes_played} minutes in all"
    yield "What goes with better nights"
    yield from patterns.lines(together)
