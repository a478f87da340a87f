"""What is answered to the diary of last night, from that diary and from what is recorded.

| who | uses |
|---|---|
| ui, cli | `of_night` when the diary is closed, and on Tonight that morning; it reads the disk |
| ui, cli | `said` once it was shown; `is_open`: whether what it suggests is there |
"""

from collections.abc import Sequence
from datetime import date

from coach.content import replies
from coach.content.library import EXERCISES, KINDS
from coach.domain import course
from coach.domain.diary import Diary, begins_of
from coach.domain.night import DAY, DAY_BEGINS, NIGHT_BEGINS
from coach.domain.own import Awakening, Lapse, PlanStep, TurnDate
from coach.domain.remark import WEEK_DAYS
from coach.domain.reply import Facts, Reply, first_fitting
from coach.domain.sleep import figures
from coach.errors import CoachError
from coach.person import choose, nights, safer
from coach.person.context import Context
from coach.store import said as said_file
from coach.store.records import Store

MUCH_FEAR = 9
"""From so much on, of 10, a night was full of fear."""
PREFIX = "reply/"
"""What the answers are remembered by begins with it."""
FROM_TONIGHT = {course.DOCTOR: course.DOCTOR}
"""Answers that Tonight says, too, in its own words; by the id of those."""


def of_night(me: Context, night: date) -> Reply | None:
    """Return what is answered to the diary of a night, on the day after; None: there is none.

    Raises `CoachError`.
    """
    diaries = last_seven(me.store, night)
    if not diaries or diaries[-1].night != night:
        return None
    day, said = night + DAY, said_file.load(me.places.data)
    known = {id.removeprefix(PREFIX): at for id, at in said.items() if id.startswith(PREFIX)}
    for id, elsewhere in FROM_TONIGHT.items():
        if elsewhere in said and (day - said[elsewhere]).days < WEEK_DAYS:
            known.setdefault(id, said[elsewhere] - DAY)  # said is said: not the same day again
    return first_fitting(replies.load(me.library), _facts(me.store, diaries), known, day)


def said(me: Context, reply: Reply, night: date) -> None:
    """Remember that an answer was given, where it must not come too often."""
    if reply.at_most:
        me.disk.do(said_file.save, me.places.data, f"{PREFIX}{reply.id}", night + DAY)


def is_open(me: Context, id: str) -> bool:
    """Tell whether what is suggested is there, and offered to this person.

    Pages of a later version are not there, so far.
    """
    kind, name = id.split("/")
    try:
        if kind in EXERCISES:
            return safer.is_offered(choose.find(me.library, kind, name).exercise, me.limits)
        return kind in KINDS and bool(me.library.find(kind, name))
    except CoachError:
        return False


def last_seven(store: Store, night: date) -> list[Diary]:
    """Return the diaries of a night and the six before it. Raises `CoachError`."""
    first = night - (WEEK_DAYS - 1) * DAY
    return [nights.diary_of(each) for each in store.diaries(first, night)]


def bad_nights(diaries: Sequence[Diary]) -> int:
    """Return how many of some nights were bad ones."""
    return sum(course.is_bad(d.quality, figures(d).total_sleep_minutes) for d in diaries)


def _facts(store: Store, diaries: Sequence[Diary]) -> Facts:
    """Return what is known of the last of some nights, by name. Raises `CoachError`."""
    diary = diaries[-1]
    night, day = diary.night, diary.night + DAY
    own = course.Own(store.own.all(TurnDate), store.own.all(PlanStep))
    before = store.last_day(night)
    awake = store.own.between(Awakening, night, night)
    return {
        **{name: getattr(diary, name) for name in ("quality", "legs", "craving", "anxiety")},
        "sweats": diary.sweats,
        "total_sleep_minutes": figures(diary).total_sleep_minutes,
        "lapse_recorded": _has_lapse(store, diary),
        "days_since": course.days_since(own, day),
        "bad_nights_of_7": bad_nights(diaries),
        "fear_nights_of_7": sum((each.anxiety or 0) >= MUCH_FEAR for each in diaries),
        "awake_opened": sum(each.opened for each in awake),
        "days_away": (night - before).days - 1 if before else None,
        "nights_recorded": store.nights(),
    }


def _has_lapse(store: Store, diary: Diary) -> bool:
    """Tell whether a lapse was saved since the morning before the night of a diary."""
    since = begins_of(diary) - (NIGHT_BEGINS - DAY_BEGINS)
    lapses = store.own.between(Lapse, diary.night - DAY, diary.night)
    return any(each.moment >= since for each in lapses)
