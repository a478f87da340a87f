"""The options in plain lines: a number opens one, then a number or a time changes it."""

from functools import partial

from coach.cli.ask import ask, ask_number
from coach.errors import OK
from coach.person import options
from coach.person.context import Context
from coach.person.options import TIMES, WEEKDAY, Option

NO_TIME = "That is not a time yet. 2230 and 22:30 both work."


def offered(me: Context) -> list[Option]:
    """Return what can be set here; what has a page of its own is asked there."""
    return [each for each in options.options(me) if not each.page]


def lines(me: Context) -> list[str]:
    """Return a line an option: what it is, and what is set."""
    return [_line(each, me) for each in offered(me)]


def _line(option: Option, me: Context) -> str:
    """Return what it is in full words, on the weekend too, and what is set."""
    usual = {each.setting: each.title for each in TIMES}
    of_days = option.title.removeprefix("…")
    is_weekend = option.setting in WEEKDAY
    title = usual[WEEKDAY[option.setting]] + of_days if is_weekend else option.title
    return f"{title}: {options.shown(option, me)}"


def show(me: Context) -> int:
    """Print them."""
    print(*lines(me), sep="\n")
    return OK


def answer(me: Context) -> int:
    """Print them with a number each, and ask which one is to change, until Enter."""
    while True:
        all_of_them = offered(me)
        index = ask_number(me, [_line(each, me) for each in all_of_them])
        if index is None:
            return OK
        _change(me, all_of_them[index])


def _change(me: Context, option: Option) -> None:
    """Ask what an option is to be, and save it; Enter leaves it as it is."""
    about = [_line(option, me), options.about(option, me)]
    value = _ask_time(option, me, about) if option.is_time else _ask_choice(me, option, about)
    if value is None:
        return
    change = partial(options.changed, option=option, value=value)
    trouble = me.change_settings(change).result()
    said = [_line(option, me), options.ruled_out(option, me), trouble]
    print(*filter(None, said), sep="\n")


def _ask_choice(me: Context, option: Option, about: list[str]) -> str | None:
    """Return the value that was chosen; None: none was."""
    choices = option.choices or {}
    index = ask_number(me, list(choices.values()), *about)
    return None if index is None else list(choices)[index]


def _ask_time(option: Option, me: Context, about: list[str]) -> str | None:
    """Return the time that was typed; None: none was, and empty: as on other days."""
    same = f" - is {options.SAME}." if option.setting in WEEKDAY else ""
    said = ask(me, *about, f"A time, as 2230.{same} Enter leaves it.")
    while said:
        if said == "-" and same:
            return ""
        if time := options.time_of(said):
            return options.without_same(option, me.settings, time)
        said = ask(me, NO_TIME)
    return None
