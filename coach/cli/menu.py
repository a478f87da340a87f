"""Bare `coach` without a screen: what there is tonight, as numbers, and what each of them does."""

import sys
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from coach.cli import about_you, ask, dates, options, play
from coach.cli import awake as awake_lines
from coach.cli.lines import show_helper, show_lesson, show_review, show_support_briefly
from coach.errors import OK, CoachError
from coach.person import awake, choose, home, interrupted, lessons, remarks
from coach.person.context import Context
from coach.person.glance import is_first_start

EXERCISES = {
    "Breathe": "breathing",
    "Muscle relaxation": "relaxation",
    "Body scan": "bodyscan",
    "Stretch the legs": "stretch",
    "Calm the mind": "mind",
}
HIDE = "Hide what was said of these days"


class Way(NamedTuple):
    """Something that can be chosen."""

    text: str
    go: Callable[[], object]


def ask_what_next(me: Context) -> int:
    """Print what there is and ask for a number, until there is no more to do."""
    is_first = is_first_start(str(me.places.config), str(me.places.data))
    me.disk.do(me.store.note)  # a look at the database, once a day
    try:
        if is_first:
            about_you.begin(me)
        return _ask(me)
    finally:
        for line in me.close():
            print(line, file=sys.stderr)


def _ask(me: Context) -> int:
    """Ask for a number and do it, again and again."""
    while True:
        ways = _ways(me)
        numbered = (f"{number} {way.text}" for number, way in enumerate(ways, 1))
        said = ask.ask(me, _greeting(me), *numbered, "0 Leave", "Which number?")
        numbers = [*ask.LEAVING, *(str(number) for number in range(1, len(ways) + 1))]
        while said and said.casefold() not in numbers:  # all of it again would be long to hear
            said = ask.ask(me, f"A number from 0 to {len(ways)}, please. Enter says what there is.")
        if said is None or said.casefold() in ask.LEAVING:
            return OK
        if said:
            _go(ways[int(said) - 1])


def _go(way: Way) -> None:
    """Do what was chosen; Ctrl+C comes back from it, and so does what cannot be done."""
    try:
        way.go()
    except KeyboardInterrupt:
        print("\nStopped.")
    except CoachError as error:
        print(error)


def _greeting(me: Context) -> str:
    """Return what is due, in a line."""
    records = home.read(me)
    if records.is_back:
        return home.WELCOME
    arranged = home.due(me, records.answers)
    due = len(arranged.now) if arranged and me.schedule.shows_due(me.now) else 0
    said = ["Tonight."]
    if due:
        said.append(f"Due on the checklist: {due}.")
    remarks.shown(me, records.remark, home.today(me).date)
    remark = records.remark.text if records.remark else ""
    return " ".join([*said, *filter(None, [home.tonight(me).why, remark])])


def _ways(me: Context) -> list[Way]:
    """Return what can be chosen, the next good thing first."""
    me.reload_settings()
    has_diary = home.read(me).has_diary
    tonight = home.tonight(me)
    morning = Way("How was the night?", partial(ask.ask_morning, me))
    is_first = me.is_morning and not me.is_night and not has_diary
    ways = [morning] if is_first else []
    if cut_off := interrupted.find(me):
        again = _play(cut_off.choice, me, cut_off.step_index)
        ways.append(Way(f"Go on: {cut_off.choice.exercise.title}, {cut_off.title}", again))
    first = tonight.choice if tonight.evening.stops else None
    begins = [
        Way(f"Begin: {choice.exercise.title}", _play(choice, me))
        for choice in filter(None, (first, tonight.other))
    ]
    at_night = Way("Awake in the night", lambda: awake_lines.answer(me, awake.tree(me)))
    place = 0 if me.lies_awake else 1
    ways += [*begins[:place], *([at_night] if me.is_night else []), *begins[place:]]
    craving = awake.tree(me, "craving")
    ways.append(Way("A craving", partial(awake_lines.go_through, me, craving)))
    checklist = choose.checklist(me.library)[0]
    ways.append(Way("The checklist", partial(ask.ask_checklist, checklist, me)))
    for text, kind in EXERCISES.items():
        ways.append(Way(text, _play(choose.find(me.library, kind), me)))
    lesson = lessons.of_today(me, lessons.nights(me.store, home.today(me)))
    learn = [Way(f"Today's lesson: {lesson.title}", partial(show_lesson, lesson))] if lesson else []
    return [
        *ways,
        *([] if is_first else [morning]),
        *learn,
        Way("Review", partial(show_review, me, False)),
        Way("Dates, and your own plan", partial(dates.answer, me)),
        *([Way(HIDE, partial(home.hide_remark, me))] if me.records and me.records.remark else []),
        Way("A page for somebody who helps", partial(show_helper, me)),
        Way("About you", partial(about_you.answer, me)),
        Way("Options", partial(options.answer, me)),
        Way("Help from a person", partial(show_support_briefly, me)),
    ]


def _play(choice: choose.Choice, me: Context, first: int = 0) -> Callable[[], object]:
    return partial(play.play, choice, 1.0, me, first)
