"""What `coach checklist`, `morning`, `review`, `learn` and `support` print: plain lines, JSON."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from coach.cli import as_json, sheet
from coach.cli.parser import GUIDED
from coach.content.helper_page import helper_parts
from coach.content.support import SupportFile
from coach.content.support_page import Part, country_parts, load_page, page_parts
from coach.domain import checklist as domain
from coach.domain import review
from coach.domain.checklist import Arranged, Checklist
from coach.domain.hours import NightHours
from coach.domain.lesson import Lesson
from coach.domain.night import DAY
from coach.domain.patterns import Patterns
from coach.domain.sleep import Figures, figures
from coach.errors import OK
from coach.person import choose, country, home, lessons, nights, questions, replies, safer
from coach.person import review as reviewing
from coach.person.context import Context
from coach.person.review import SHORT_DAYS, WORDS, Review, figures_words, in_hours
from coach.picture.page import text_of
from coach.picture.sheet import WIDEST
from coach.picture.support import rows_of
from coach.store.records import Store
from coach.store.settings import Settings
from coach.toml.problems import Problem

FORTNIGHT = 14
"""The hours of so many nights are told."""


def show_checklist(checklist: Checklist, me: Context) -> int:
    """Print what is due, what comes next, and what has been answered."""
    if unread := safer.first_time([checklist], me.settings, me.limits, me.library):
        print(*unread.cautions, sep="\n", file=sys.stderr)
    return _print(checklist_lines(checklist, home.of_today(me, checklist)), me)


def show_morning(me: Context) -> int:
    """Print the diary of the last night."""
    night = me.schedule.last_night(me.now)
    return _print([*morning_lines(me.settings, me.store, night), *reply_lines(me, night)], me)


def reply_lines(me: Context, night: date) -> list[str]:
    """Return what is answered to the diary of the last night, and what may help."""
    reply = replies.of_night(me, night)
    if reply is None:
        return []
    replies.said(me, reply, night)
    commands = {kind: command for command, kind, *_ in GUIDED}
    commands |= {"learn": "learn", "awake": "awake"}
    ids = (id.split("/") for id in reply.suggestions if replies.is_open(me, id))
    ways = [f"coach {commands[kind]} {name}" for kind, name in ids if kind in commands]
    return [reply.text(night), *ways]


def show_review(me: Context, is_json: bool) -> int:
    """Print the week, its nights and their hours, and what goes with better ones."""
    checklist, _ = choose.checklist(me.library)
    today = home.today(me).date
    week = reviewing.week(me.store, me.settings, me.said, checklist, today, today)
    hours = reviewing.night_hours(me.store, me.schedule, today - DAY)[-FORTNIGHT:]
    together = reviewing.what_goes_together(me.store, me.settings, checklist, today)
    if is_json:
        return _print([json.dumps(as_json.of_review(week, hours, together), indent=1)], me)
    return _print(review_lines(week, hours, together), me)


def show_lessons(me: Context) -> int:
    """Print the lesson of today and all others, an id and a title each; at night one line."""
    if me.is_night:
        return _print([lessons.AT_NIGHT], me)
    today = lessons.of_today(me, lessons.nights(me.store, home.today(me)))
    first = [f"Today: {today.id}, {today.title}"] if today else []
    others = (f"{each.id}: {each.title}" for each in lessons.read(me.library) if each != today)
    print("`coach learn NAME` shows one.", file=sys.stderr)
    return _print([*first, *others], me)


def show_lesson(lesson: Lesson, problems: Sequence[Problem] = ()) -> int:
    """Print a lesson with its sources."""
    print(*problems, sep="\n", end="\n" if problems else "", file=sys.stderr)
    print(*sheet.lesson_lines(lesson), sep="\n")
    return OK


def show_support(me: Context) -> int:
    """Print whom to call: in the person's country, or what is suggested and then everywhere."""
    page, problems = load_page(me.library)
    for problem in problems:
        print(problem, file=sys.stderr)
    for part in _support(page, me.settings.country, me.said.get("person", "")):
        print(*map(text_of, rows_of(part, WIDEST)), sep="\n")
    return OK


def show_support_briefly(me: Context) -> int:
    """Print whom to call where the person is, in the middle of something else.

    The list of all countries is long when it is read aloud, so it is left out where one is known.
    """
    page, _ = load_page(me.library)
    code = me.settings.country
    if not code and not country.suggestions(page):
        return show_support(me)
    parts = _page_of(page, code, me.said.get("person", ""))
    print(*(text_of(row) for part in parts for row in rows_of(part, WIDEST)), sep="\n")
    print("Other countries: coach support --plain", flush=True)
    return OK


def show_helper(me: Context) -> int:
    """Print a page for somebody who helps, for paper, too."""
    for part in helper_parts(me.library, me.settings.country, is_on_paper=True):
        print(*map(text_of, rows_of(part, WIDEST)), sep="\n")
    return OK


def _support(page: SupportFile, code: str, person: str) -> Iterator[Part]:
    """Yield the page of a country; without one that of suggested ones, and all countries below."""
    yield from _page_of(page, code, person)
    for table in [] if code else page.country:
        yield Part("")
        yield from country_parts(table)


def _page_of(page: SupportFile, code: str, person: str) -> Iterator[Part]:
    """Yield the page of a country; without one, suggested ones stand with the first rows."""
    note: list[Part] = []
    for each in [] if code else country.suggestions(page):
        note += [Part(""), Part(country.asked([each]), "cue")]
        note += country_parts(page.country_of(each.code))
    yield from page_parts(page, code, note, person)


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


def morning_lines(settings: Settings, store: Store, night: date) -> Iterator[str]:
    """Yield a line a question with its answer, then the figures. Raises `CoachError`."""
    records = store.diaries(night, night)
    diary = nights.diary_of(records[0]) if records else None
    texts = questions.texts_of(diary) if diary else {}
    yield f"Last night, {nights.night_in_words(night)}"
    for question in questions.questions_for(settings, diary):
        yield f"{question.text}: {texts.get(question.field, 'not answered')}"
    if diary is None:
        yield "Nothing is written down yet. `coach morning` asks; it takes a minute."
    else:
        yield from figure_lines(figures(diary))


def figure_lines(night: Figures) -> Iterator[str]:
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


def review_lines(week: Review, hours: Sequence[NightHours], together: Patterns) -> Iterator[str]:
    """Yield the review in plain lines."""
    first, last = week.grid.days[0], week.grid.days[-1]
    days = [SHORT_DAYS[day.weekday()] for day in week.grid.days]
    yield f"The week from {first:%Y-%m-%d} to {last:%Y-%m-%d}"
    for row in week.grid.rows:
        cells = zip(days, row.cells, strict=True)
        yield f"{row.text}: " + ", ".join(f"{day} {WORDS[cell]}" for day, cell in cells)
    yield review.completion_words(week.grid.answers)
    if week.score is not None:
        yield review.score_words(week.score)
    yield "The nights"
    for night in week.nights:
        minutes, quality = night.figures.total_sleep_minutes, night.quality
        slept = [] if minutes is None else [f"slept {in_hours(minutes)} hours"]
        rested = [] if quality is None else [f"rested {quality} of 10"]
        if slept or rested:
            yield f"{night.night:%Y-%m-%d}: {', '.join([*slept, *rested])}"
    yield figures_words(week)
    sessions, minutes_played = sum(week.practice.counts), round(sum(week.practice.minutes))
    if sessions:
        length = f"{minutes_played} minutes" if minutes_played else "under a minute"
        yield f"Exercises: {sessions}, {length} in all"
    yield from filter(None, [review.cravings_words(week.cravings)])
    yield from hours_lines(hours)
    yield "What goes with better nights"
    yield from reviewing.together_words(together)


def hours_lines(nights: Sequence[NightHours]) -> Iterator[str]:
    """Yield when someone was in bed and asleep, a line for each night that is known."""
    yield "The hours"
    known = [(night, words) for night in nights if (words := reviewing.hours_words(night))]
    if not known:
        yield "Nothing written down for these nights. That is all right."
        return
    last = nights[-1]
    yield f"Lights out at {last.lights_out:%H:%M}, getting up at {last.rise:%H:%M}, as set now"
    yield from (f"{night.night:%Y-%m-%d}: {words}" for night, words in known)
