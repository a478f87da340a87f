"""Awake at night: what leads through it, what it plays, and what is remembered of it.

| who | uses |
|---|---|
| ui, cli | `tree`, `ways` and `is_open`: what of it is for this person; `exercise` |
| ui | `unread`, `cautions`: what is warned of, on the screen and by the voice |
| ui, cli | `opened`, `got_up`: what is put down silently while somebody is awake |
| ui, cli | `times_opened` and `asked`: the morning asks about that |

Nothing is remembered of the ways that were taken, and nothing of help.
"""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from coach.content.awake import AwakeFile
from coach.domain.health import unsafe
from coach.domain.own import Awakening
from coach.domain.tree import DAY, Step, Tree, offered
from coach.domain.tree import Choice as TreeChoice
from coach.errors import CoachError
from coach.person import choose, safer
from coach.person.choose import Choice, Request
from coach.person.context import Context
from coach.person.questions import Opened
from coach.person.safer import FirstTime

if TYPE_CHECKING:
    from coach.store.records import Store

NOTHING_UNREAD = FirstTime((), ())
"""There is nothing to be read."""


def tree(me: Context, id: str = "") -> Tree:
    """Return what leads through the night, or another tree (`awake/lapse`), as it is told tonight.

    Raises `CoachError`.
    """
    return choose.awake(me.library, id)[0]


def is_open(me: Context, id: str) -> bool:
    """Tell whether an exercise is there and played as it is, or a tree is there, or it is day.

    Pages of a plan are not there, so far.
    """
    if id == DAY:
        return not me.is_night
    kind, name = id.split("/")
    try:
        if kind == "awake":
            return bool(me.library.load(me.library.find(kind, name), AwakeFile))
        exercise = choose.find(me.library, kind, name).exercise
    except CoachError:
        return False
    return safer.is_itself(exercise, me.limits)


def ways(me: Context, tree: Tree, step: Step) -> tuple[TreeChoice, ...]:
    """Return the choices of a step that are for this person."""
    return offered(tree, step, partial(is_open, me), unsafe(me.said))


def exercise(me: Context, step: Step) -> Choice:
    """Return what a step plays. Raises `CoachError`."""
    kind, name = step.run.split("/")
    return choose.choose(me.library, kind, name, Request(cycles=step.cycles))


def unread(me: Context, step: Step) -> FirstTime:
    """Return what has to be read once before the exercise of a step; nothing where a safer way has
    to be chosen, too, or where there is no exercise.
    """
    if not step.run:
        return NOTHING_UNREAD
    try:
        chosen = exercise(me, step).exercise
    except CoachError:
        return NOTHING_UNREAD
    asked = safer.first_time([chosen], me.settings, me.limits, me.library)
    return asked if asked and not asked.settings else NOTHING_UNREAD


def cautions(step: Step, unread: FirstTime) -> tuple[str, ...]:
    """Return what a step warns of: its own caution, and what is unread of its exercise."""
    return (*filter(None, [step.caution]), *unread.cautions)


def opened(me: Context) -> None:
    """Remember that somebody was awake, once more."""
    me.disk.do(me.store.own.save, Awakening(me.schedule.night_of(me.now)))


def got_up(me: Context) -> None:
    """Remember that somebody got up."""
    me.disk.do(me.store.own.save, Awakening(me.schedule.night_of(me.now), 0, True))


def times_opened(store: "Store", first: date, last: date) -> dict[date, int]:
    """Return how often somebody was awake, by night. Raises `CoachError`; takes time."""
    return {each.night: each.opened for each in store.own.between(Awakening, first, last)}


def asked(me: Context, times: int) -> Opened:
    """Return how the morning asks about a night in which somebody was awake so often."""
    if not times:
        return Opened()
    try:
        morning = tree(me).morning
    except CoachError:
        morning = None
    text = (morning.once if times == 1 else morning.again) if morning else ""
    return Opened(times, text)
