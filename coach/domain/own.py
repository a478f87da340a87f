"""What a person says of their nights and days beyond the diary: cravings, lapses, notes, dates.

All of it may stay half-empty. Nothing of it is a count of failures, and nothing of it is a dose.
"""

from datetime import date, datetime
from typing import Literal, NamedTuple, get_args

LONGEST_LINE = 200
"""The most characters of a line of somebody's own."""


class Craving(NamedTuple):
    """A craving, known by the moment at which it was told; told again it takes its own place."""

    moment: datetime
    night: date
    before: int | None = None
    """How strong it was, 0..10; None: not said. The same for `after`."""
    after: int | None = None
    set_off: str = ""
    """What set it off: a line, or a word that was chosen."""
    helped: str = ""
    """What helped, in the same way."""
    exercise: str = ""
    """The id of what was played, if anything was."""


class Lapse(NamedTuple):
    """That something was used; it is only kept when somebody asks for that."""

    moment: datetime
    night: date
    words: str = ""


class Note(NamedTuple):
    """One line for tomorrow, written at night and deleted in the morning."""

    moment: datetime
    night: date
    text: str


class PlanStep(NamedTuple):
    """A step of somebody's own plan: a day and their own words."""

    moment: datetime
    """When it was first written: it is known by that."""
    day: date
    text: str


Turn = Literal["stopped", "cutting"]
"""A turn of somebody's course: that they stopped, or began to cut down."""
TURNS: tuple[Turn, ...] = get_args(Turn)


class TurnDate(NamedTuple):
    """The day of a turn; there is one of each, the one that was given last."""

    what: Turn
    day: date
    moment: datetime
    """When it was given."""


class Awakening(NamedTuple):
    """How often Awake was opened in a night, and whether one got up; nothing of what was done."""

    night: date
    opened: int = 1
    got_up: bool = False
