"""The first start and About you in plain lines: a question a line, and Enter skips it."""

from functools import partial

from coach.cli import ask
from coach.cli.options import NO_TIME
from coach.content.first_start import QuestionTable, load
from coach.person import about_you, options
from coach.person.context import Context
from coach.person.options import Option
from coach.text import printable

HOW = "Enter skips a question, - takes an answer back. Or: help, end."


def begin(me: Context) -> None:
    """Say what the coach is, ask what changes what it offers, and remember that it did."""
    what = load(me.library).what
    print(what.title, *what.lines, sep="\n")
    try:
        answer(me, about_you.ASKED_FIRST)
    finally:
        me.change_settings(about_you.begun)


def answer(me: Context, parts: tuple[str, ...] = ()) -> None:
    """Ask the questions of some parts, or of all there are, until `end`."""
    asked = load(me.library)
    print(HOW)
    for part in asked.part:
        if not parts or part.id in parts:
            for option, question in zip(about_you.rows(me, part), part.question, strict=True):
                if not _ask(me, option, question):
                    return


def _ask(me: Context, option: Option, question: QuestionTable) -> bool:
    """Ask one question until it is answered or skipped; returns whether to go on."""
    lines = [question.text, *question.about]
    while (said := ask.ask(me, *lines, _ways(me, option))) is not None:
        word = said.casefold()
        if word == "end":
            return False
        if not said:
            print(question.says(options.value_of(option, me)))
            return True
        value = "" if said == "-" else _value(option, said)
        if value is None:
            lines = [NO_TIME if option.is_time else "That is none of the answers."]
            continue
        _take(me, option, value)
        print(question.says(value))
        return True
    return False


def _ways(me: Context, option: Option) -> str:
    """Return what can be answered, and what stands."""
    shown = options.shown(option, me)
    if option.is_time:
        return f"A time, as 2230. Now {shown}."
    if option.is_line:
        return f"A name and a number. Now: {shown}."
    labels = [label for value, label in (option.choices or {}).items() if _is_said(value)]
    choices = "the country's two letters" if option.setting == "country" else ", ".join(labels)
    return f"{choices}?" if shown == about_you.NOTHING else f"{choices}? Now: {shown}."


def _is_said(value: str) -> bool:
    """Tell whether a value is an answer, not one that is missing."""
    return value not in ("", "ask")


def _value(option: Option, said: str) -> str | None:
    """Return the value that was typed; None: it is none."""
    if option.is_line:
        return printable(said)
    if option.is_time:
        return options.time_of(said)
    word = said.casefold()
    for value, label in (option.choices or {}).items():
        if _is_said(value) and word in (value.casefold(), label.casefold()):
            return value
    letters = {"y": ("yes", "on"), "n": ("no", "off"), "yes": ("on",), "no": ("off",)}
    known = (option.choices or {}).keys()
    return next((each for each in letters.get(word, ()) if each in known), None)


def _take(me: Context, option: Option, value: str) -> None:
    """Keep an answer, and what it changes."""
    if option.question:
        about_you.answer(me, option.question, value).result()
    elif not value:
        value = about_you.UNSAID.get(option.setting, "")
        if option.is_time:
            return
    me.change_settings(partial(about_you.follows, option, value))
