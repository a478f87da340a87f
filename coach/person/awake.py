"""What is remembered of being awake at night: how often, whether one got up, a line for tomorrow.

Nothing of the ways that were taken, and nothing of help.
"""

from coach.domain.own import Awakening, Note
from coach.domain.tree import Tree
from coach.person import choose
from coach.person.context import Context


def tree(me: Context) -> Tree:
    """Return what leads through the night, as it is told tonight. Raises `CoachError`."""
    return choose.awake(me.library)[0]


def opened(me: Context) -> None:
    """Remember that somebody was awake, once more."""
    me.disk.do(me.store.own.save, Awakening(me.schedule.night_of(me.now)))


def got_up(me: Context) -> None:
    """Remember that somebody got up."""
    me.disk.do(me.store.own.save, Awakening(me.schedule.night_of(me.now), 0, True))


def note(me: Context, text: str) -> None:
    """Write down a line for tomorrow. Raises `CoachError` when it cannot be kept; takes time."""
    me.store.own.save(Note(me.now, me.schedule.night_of(me.now), text))
