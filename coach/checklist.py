"""`coach checklist --plain`: what is due tonight, what comes next, and what has been answered."""

from collections.abc import Iterator
from datetime import datetime

from coach.domain import checklist as domain
from coach.domain.checklist import Arranged, Checklist
from coach.domain.night import checklist_day
from coach.person import agenda
from coach.store.records import Store
from coach.store.settings import Settings

WORDS = {"done": "done", "skipped": "not tonight", "not-applicable": "does not apply"}


def arranged(checklist: Checklist, settings: Settings, store: Store, now: datetime) -> Arranged:
    """Return tonight's items in their order; `now` is aware. Raises `CoachError`."""
    day = checklist_day(now)
    answers = {each.item: each.answer for each in store.answers(day, day)}
    return agenda.arranged(agenda.items(checklist, settings), settings, answers, now)


def lines(checklist: Checklist, there: Arranged) -> Iterator[str]:
    """Yield the title, and a line an item with what is known of it."""
    yield checklist.title
    yield from (f"now: {each.item.text}" for each in there.now)
    yield from (f"{domain.until(each.minutes)}: {each.item.text}" for each in there.later)
    yield from (f"{WORDS[answer]}: {item.text}" for item, answer in there.answered)
