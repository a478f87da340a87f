"""The dates asked line by line: of stopping or cutting down, and steps of somebody's own plan."""

from datetime import date

from coach.cli.ask import ask, ask_number
from coach.domain.own import LONGEST_LINE, TURNS, PlanStep, TurnDate
from coach.errors import OK
from coach.person import dates, home
from coach.person.context import Context
from coach.text import printable

LEAVES = "Enter leaves it as it is, - deletes it."
Kept = TurnDate | PlanStep


def lines(me: Context, given: dates.Given) -> list[str]:
    """Return a line for each date, and for each step."""
    today = home.today(me).date
    rows = []
    for what in TURNS:
        turn = given.date_of(what)
        shown = dates.in_words(turn.day, today) if turn else dates.NOT_GIVEN
        rows.append(f"{dates.TITLES[what]}: {shown}")
    return rows + [
        f"{dates.in_words(each.day, today)}: {printable(each.text)}" for each in given.steps
    ]


def show(me: Context) -> int:
    """Print them."""
    print(*lines(me, dates.read(me.store.own)), sep="\n")
    return OK


def answer(me: Context) -> int:
    """Print them with a number each, and ask which one is to change, until Enter."""
    while True:
        given = dates.read(me.store.own)
        index = ask_number(me, [*lines(me, given), dates.ADD])
        if index is None:
            return OK
        _change(me, given, index)


def _change(me: Context, given: dates.Given, index: int) -> None:
    """Change, delete or add what stands at a row."""
    own, today, kept = me.store.own, home.today(me).date, _kept(given, index)
    if kept is None:
        is_turn = index < len(TURNS)
        blank = TurnDate(TURNS[index], today, me.now) if is_turn else PlanStep(me.now, today, "")
        if (new := _asked(me, blank, today, is_new=True)) is not None:
            own.save(new)
    elif (changed := _asked(me, kept, today)) is not None:
        own.save(changed)
    else:
        own.remove(kept)


def _kept(given: dates.Given, index: int) -> Kept | None:
    """Return what stands at a row; None: nothing yet."""
    if index < len(TURNS):
        return given.date_of(TURNS[index])
    return dict(enumerate(given.steps, len(TURNS))).get(index)


def _asked(me: Context, kept: Kept, today: date, is_new: bool = False) -> Kept | None:
    """Return a date or a step as somebody wants it; None: not at all."""
    said = ask(me, dates.WHICH_DAY, "Enter goes back." if is_new else LEAVES)
    while said and said != "-" and dates.parse(said, today) is None:
        said = ask(me, dates.NO_DAY)
    if said == "-" or (is_new and not said):
        return None
    changed = kept._replace(day=dates.parse(said or "", today) or kept.day)
    if isinstance(changed, PlanStep):
        words = (ask(me, dates.WHAT) or changed.text)[:LONGEST_LINE]
        return changed._replace(text=words) if words else None
    return changed
