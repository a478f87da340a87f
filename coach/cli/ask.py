"""The checklist and the diary asked line by line: for screen readers, and for plain terminals.

A line is a question, a line is its answer. What was answered is on disk before the next question.
Help from a person is an answer to every question.
"""

import sys
from collections.abc import Sequence

from coach.cli.lines import checklist_lines, figure_lines, reply_lines, show_support_briefly
from coach.content.library import Exercise, Runnable
from coach.domain.checklist import Answer, Checklist
from coach.domain.diary import LONGEST_NOTE
from coach.domain.own import Note
from coach.domain.routine import Routine
from coach.domain.sleep import figures
from coach.errors import OK, CoachError
from coach.person import awake, first_time, home, nights, questions, safer
from coach.person.context import Context
from coach.person.form import Form
from coach.text import printable

HOW_TO_ANSWER = "done, not tonight, or does not apply. Enter leaves it open. Or: why, help, end."
LEAVES = "Or: h, end."
HOW_TO_TELL = "Enter leaves a row as it is. - empties it. Or: back, help, end."
HELP = ("h", "help")
"""What asks for help from a person."""
LEAVING = ("0", "end", "q")
"""What leaves a list of numbers."""
NO = ("end", "q", "n", "no")
"""What says that something had better not begin."""
ANSWERS: dict[str, Answer] = {
    **dict.fromkeys(("done", "d", "y", "yes"), "done"),
    **dict.fromkeys(("not tonight", "n", "no", "x"), "skipped"),
    **dict.fromkeys(("does not apply", "i"), "not-applicable"),
}
"""What may be typed for an item: the words, their letters, and the keys of the screen."""


def ask(me: Context, *lines: str) -> str | None:
    """Print lines, the question last, and return what is typed; None: there is no more input.

    Whoever asks for help is shown it, and then they are asked again.
    """
    while True:
        print(*lines, sep="\n", flush=True)
        try:
            said = questions.clean(input("> ")).strip()
        except EOFError:
            print(flush=True)
            return None
        if said.casefold() not in HELP:
            return said
        show_support_briefly(me)


def ask_number(me: Context, rows: Sequence[str], *before: str) -> int | None:
    """Print rows with a number each, and return the index of the one whose number is typed.

    None: Enter or what leaves, or there is no more input.
    """
    numbers = [str(number) for number in range(1, len(rows) + 1)]
    numbered = (f"{number} {row}" for number, row in zip(numbers, rows, strict=True))
    said = ask(me, *before, *numbered, "Which number? Enter goes back.")
    while said and said.casefold() not in LEAVING:
        if said in numbers:
            return numbers.index(said)
        said = ask(me, f"A number from 1 to {len(rows)}, please.")
    return None


def ask_checklist(checklist: Checklist, me: Context) -> int:
    """Ask what is due, an item after the other; print what comes later and what was answered."""
    if not ask_once([checklist], me):
        return OK
    day = home.today(me).date
    print(checklist.title, HOW_TO_ANSWER, sep="\n")
    for each in home.of_today(me, checklist).now:
        said = ask(me, each.item.text)
        while said and said.casefold() not in (*ANSWERS, "end"):
            is_why = said.casefold() == "why" and each.item.why
            said = ask(me, each.item.why if is_why else HOW_TO_ANSWER, each.item.text)
        if said is None or said.casefold() == "end":
            break
        if said:
            me.store.answer(day, each.item.id, ANSWERS[said.casefold()], me.now)
    arranged = home.of_today(me, checklist)
    print(*checklist_lines(checklist, arranged, me.is_night), sep="\n")
    return OK


def ask_morning(me: Context) -> int:
    """Ask about the last night, a row after the other."""
    night = me.schedule.last_night(me.now)
    empty = nights.empty(me.schedule, night)
    saved = [nights.diary_of(each) for each in me.store.diaries(night, night)]
    form = Form(saved[0] if saved else empty, me.schedule, me.settings)
    form.opened = awake.asked(me, awake.times_opened(me.store, night, night).get(night, 0))
    _ask_about_notes(me)
    print(f"Last night, {nights.night_in_words(night)}", HOW_TO_TELL, sep="\n")
    while (said := ask(me, *_asked(form))) is not None and said.casefold() != "end":
        by = _answer(form, said, me)
        if by > 0 and form.is_last:
            break
        form.go(max(form.here + by, 1))
    if form.is_empty:
        print("Nothing is written down.")
    else:
        print(*figure_lines(figures(form.diary)), "It is saved.", *reply_lines(me, night), sep="\n")
    return OK


def _ask_about_notes(me: Context) -> None:
    """Show what was written down at night; each line stays until it is deleted."""
    for note in me.store.own.all(Note):
        text = f"From the night, for today: {printable(note.text)}"
        said = ask(me, text, "Enter keeps it, d deletes it.")
        if said is None:
            return
        if said.casefold() in ("d", "delete"):
            me.store.own.remove(note)


def _asked(form: Form) -> list[str]:
    """Return the lines of the question that is asked, and its answer so far."""
    assert form.question
    if form.text:
        return [f"{form.question.text}: {form.text}"]
    said = [form.question.text + "?", form.about]
    if form.question.field == "times_awake" and form.opened.times:
        said.append(f"You came here {_times(form.opened.times)}.")
    return said


def _times(count: int) -> str:
    """Return how often that is, in words."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _answer(form: Form, said: str, me: Context) -> int:
    """Take an answer, or do what is asked; returns how many rows to go on.

    What is in doubt, or wrong, is asked for again.
    """
    match said.casefold():
        case "":
            return 1
        case "back":
            return -1
    form.write("" if said == "-" else said[:LONGEST_NOTE])
    question, reading = form.question, form.other_reading
    doubts = form.leave()
    assert question
    if form.wrong.pop(question.field, None):
        print(questions.WRONG[question.kind])
        return 0
    _save(form, me)
    if reading:
        print(reading)
    if doubts:
        print(*doubts, "If so, Enter goes on.", sep="\n")
    return 0 if doubts else 1


def _save(form: Form, me: Context) -> None:
    """Put what was answered on disk; what the disk does not take is tried with the next row."""
    given = dict(form.unsaved)
    try:
        form.was_saved(nights.save(me.store, nights.empty(me.schedule, form.night), given), given)
    except CoachError as error:
        print(error, file=sys.stderr)


def ask_once(
    exercises: Sequence[Exercise | Runnable], me: Context, speaker: Routine | None = None
) -> bool:
    """Ask and show once what comes before a first time; returns whether to go on.

    `speaker`: a routine that speaks for all of them.
    """
    asked = safer.first_time(exercises, me.settings, me.limits, me.library, speaker)
    if asked is None:
        return True
    choice = f"1 {asked.safe_way.lower()}, 2 as it is. Which one?"
    said = ask(me, *asked.cautions, choice if asked.safe_way else "Enter goes on.", LEAVES)
    if said is None or said.casefold() in NO:
        return False
    is_safe = bool(asked.safe_way) and said != "2"
    way = first_time.safe(asked, is_read=True) if is_safe else first_time.as_it_is(asked)
    me.change_settings(way)
    return True
