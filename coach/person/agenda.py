"""A person's evening by their settings: bedtime, rise time, and the items of their checklist."""

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from datetime import date, datetime, time
from itertools import count

from coach.domain import checklist as domain
from coach.domain.checklist import Answer, Arranged, Checklist, Item
from coach.domain.night import SATURDAY, SUNDAY, checklist_day
from coach.person import glance
from coach.store.records import Store
from coach.store.settings import Settings
from coach.text import printable

OWN = "own-"
"""What the ids of a person's own items begin with."""
LONGEST_ID = 40


def clock(text: str) -> time:
    """Return `HH:MM` as a time."""
    return time.fromisoformat(text)


def bedtime(settings: Settings, day: date) -> time:
    """Return when the light goes out in the evening of `day`; Friday and Saturday may differ."""
    return glance.bedtime(day, settings.bedtime, settings.bedtime_weekend)


def rise(settings: Settings, day: date) -> time:
    """Return when they rise on `day`; Saturday and Sunday may differ."""
    is_weekend = day.weekday() in (SATURDAY, SUNDAY)
    return clock((is_weekend and settings.rise_weekend) or settings.rise)


def own_items(settings: Settings) -> list[Item]:
    """Return the items that a person has added; they are always on."""
    return [
        Item(id, text, "evening", lead_minutes=60, is_on=True)
        for id, text in settings.own_items.items()
    ]


def new_id(text: str, taken: Container[str]) -> str:
    """Return the id of a new item of that text: its answers are recorded under it for good.

    The same words, added again after they were deleted, are the same item again.
    """
    plain = "".join(char if _is_of_a_word(char) else "-" for char in text.casefold())
    words = re.sub("-+", "-", plain).strip("-")[:LONGEST_ID]
    ids = (f"{OWN}{words}-{number}".removesuffix("-1") for number in count(1))
    return next(id for id in ids if id not in taken)


def _is_of_a_word(char: str) -> bool:
    """Tell whether a character is a letter, a digit, or a mark on one, like a vowel sign."""
    return char.isalnum() or unicodedata.category(char).startswith("M")


def words_of(id: str) -> str:
    """Return the words of an item of which only the id is left: it was deleted.

    The id may come from anywhere, from an import too; control characters are taken out.
    """
    return printable(id.removeprefix(OWN).replace("-", " ") or id)


def is_on(item: Item, settings: Settings) -> bool:
    """Tell whether an item is asked for: by the settings, else by the checklist."""
    if item.id in settings.items_off:
        return False
    return item.is_on or item.id in settings.items_on


def items(checklist: Checklist, settings: Settings) -> list[Item]:
    """Return the items that are asked for, the person's own last."""
    return [item for item in (*checklist.items, *own_items(settings)) if is_on(item, settings)]


def arranged(
    items: Iterable[Item], settings: Settings, answers: Mapping[str, Answer], now: datetime
) -> Arranged:
    """Return items in their order at this moment, which is aware; answers are those of its day."""
    day = checklist_day(now)
    here = now.replace(tzinfo=None)
    return domain.arrange(items, answers, here, day, bedtime(settings, day), rise(settings, day))


def minutes_until_due(item: Item, settings: Settings, now: datetime) -> int:
    """Return how long until an item is due, in whole minutes, rounded up; 0: it is due."""
    day = checklist_day(now)
    due = domain.due(item, day, bedtime(settings, day), rise(settings, day))
    return domain.minutes_until(due, now.replace(tzinfo=None))


def of_tonight(checklist: Checklist, settings: Settings, store: Store, now: datetime) -> Arranged:
    """Return tonight's items in their order; `now` is aware. Raises `CoachError`."""
    day = checklist_day(now)
    answers = {each.item: each.answer for each in store.answers(day, day)}
    return arranged(items(checklist, settings), settings, answers, now)
