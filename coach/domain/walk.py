"""Where the light is on a checklist, and where it goes. Nothing is answered by pressing on.

The rows are the items as they are arranged, then one more: it goes on. A row is known by the id of
its item, so the light stays on what it is on, whatever comes due in the meantime.
"""

from coach.domain.checklist import Arranged

ONWARD = ""
"""The row that goes on: it has no item."""


def rows(arranged: Arranged) -> list[str]:
    """Return the rows from the top: what is due, what comes later, what is answered, and onward."""
    opened = [each.item.id for each in (*arranged.now, *arranged.later)]
    return [*opened, *(each.item.id for each in arranged.answered), ONWARD]


def first(arranged: Arranged, is_step: bool) -> str:
    """Return where the light begins: in a step of a routine onward, else on what is due first."""
    return ONWARD if is_step or not arranged.now else arranged.now[0].item.id


def moved(arranged: Arranged, here: str, by: int) -> str:
    """Return the row so many further down, not past the ends; from one that has gone, onward."""
    there = rows(arranged)
    if here not in there:
        return ONWARD
    return there[max(min(there.index(here) + by, len(there) - 1), 0)]


def after(arranged: Arranged, here: str) -> str:
    """Return where the light goes once the item `here` is answered: to what is due next.

    `arranged` is from before the answer. What is due below it comes first, then what is due above;
    with nothing else due it is onward.
    """
    due = [each.item.id for each in arranged.now]
    at = due.index(here) if here in due else -1
    return next((id for id in (*due[at + 1 :], *due) if id != here), ONWARD)
