"""The items of a checklist by a person's settings."""

import re
import unicodedata
from collections.abc import Container
from dataclasses import replace
from itertools import count

from coach.domain.checklist import Checklist, Item
from coach.domain.health import Said
from coach.store.settings import Settings
from coach.text import printable

OWN = "own-"
"""What the ids of a person's own items begin with."""
LONGEST_ID = 40
BY_DAY = "mind/worry-list"
"""What is not begun at night: worries on paper wake somebody up who is about to sleep."""


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


def is_hidden(item: Item, said: Said) -> bool:
    """Tell whether an item is not for somebody who has said so of their health."""
    return any(said.get(question) == "yes" for question in item.hidden_by)


def without_hidden(checklist: Checklist, said: Said) -> Checklist:
    """Return a checklist as it is for somebody who has said so of their health."""
    shown = tuple(item for item in checklist.items if not is_hidden(item, said))
    return replace(checklist, items=shown)


def is_on(item: Item, settings: Settings, said: Said, tonight: Container[str] = ()) -> bool:
    """Tell whether an item is asked for: by the settings, else by the checklist, or `tonight`."""
    is_wanted = item.is_on or item.id in settings.items_on or item.id in tonight
    return is_wanted and item.id not in settings.items_off and not is_hidden(item, said)


def can_start(item: Item, is_night: bool) -> bool:
    """Tell whether an item has an exercise that may begin now."""
    return bool(item.run) and not (is_night and item.run == BY_DAY)


def items(
    checklist: Checklist, settings: Settings, said: Said, tonight: Container[str] = ()
) -> list[Item]:
    """Return the items that are asked for, the person's own last.

    `tonight`: the ids of those that are asked for this once, unless they were switched off.
    """
    everything = (*checklist.items, *own_items(settings))
    return [item for item in everything if is_on(item, settings, said, tonight)]
