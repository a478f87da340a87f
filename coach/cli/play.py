"""`coach breathe`, `relax`, `scan`, `stretch`, `routine`: which exercise, and it as plain lines."""

import argparse
import sys
from collections.abc import Iterable
from itertools import groupby

from coach.cli.lines import checklist_lines
from coach.content.library import Exercise, Runnable
from coach.domain.breathing import Pattern
from coach.domain.checklist import Checklist
from coach.domain.routine import Routine
from coach.errors import OK, InputError
from coach.person import agenda, choose, evening
from coach.person.choose import Choice, Request
from coach.person.context import Context
from coach.person.evening import Evening
from coach.playing import plain
from coach.store.settings import Settings
from coach.text import printable


def choose_exercise(args: argparse.Namespace, me: Context) -> Choice:
    """Return the exercise that a command asks for. Raises `InputError`."""
    if not 0.1 <= args.speed <= 100:
        raise InputError(f"--speed: found {args.speed:g}, expected a number from 0.1 to 100")
    if args.kind == "routines" and not args.name_or_file:
        return _routine(me)
    request = Request(*(getattr(args, key, None) for key in Request._fields))
    return choose.choose(me.library, args.kind, args.name_or_file, request)


def _routine(me: Context) -> Choice:
    """Return the routine of the settings, or the shipped one and print so."""
    choice = choose.routine(me.library, me.settings)
    if choice.exercise.id != f"routines/{me.settings.routine}":
        name = printable(me.settings.routine)
        print(f'routines: found no "{name}" to play; this is the shipped one', file=sys.stderr)
    return choice


def print_lines(choice: Choice, speed: float, me: Context) -> int:
    """Play it as plain lines."""
    for problem in choice.problems:
        print(problem, file=sys.stderr)
    exercise = choice.exercise
    if isinstance(exercise, Pattern):
        exercise = choose.apply_wishes(exercise, me.settings, me.library)
        if exercise.id != choice.exercise.id:
            print("Without rests, as you chose: the long breath out.", file=sys.stderr)
    if isinstance(exercise, Routine):
        alone = choice._replace(problems=())  # they have been printed
        prepared = evening.prepare(me.library, alone, me.settings, me.hour)
        _print_cautions([exercise, *(stop.exercise for stop in prepared.stops)], me.settings)
        _print_evening(prepared, speed, me)
    else:
        _print_cautions([exercise], me.settings)
        _print_empty([exercise], me.settings)
        timeline = choose.timeline(exercise, me.settings, me.hour, choice.request)
        plain.play(timeline.at_speed(speed), me.clock, sys.stdout)
    return OK


def _print_evening(prepared: Evening, speed: float, me: Context) -> None:
    """Play a routine as plain lines; of a checklist it prints what is still open."""
    for problem in prepared.problems:
        print(problem, file=sys.stderr)
    if not prepared.stops:
        name = printable(prepared.routine.id)
        raise InputError(f"{name}: found no step that can be played, expected one at least")
    _print_empty([stop.exercise for stop in prepared.stops], me.settings)
    for is_played, stops in groupby(prepared.stops, lambda stop: stop.timeline is not None):
        part = prepared._replace(stops=tuple(stops))
        if is_played:
            plain.play(evening.whole(part).at_speed(speed), me.clock, sys.stdout)
            continue
        for stop in part.stops:
            assert isinstance(stop.exercise, Checklist)
            arranged = agenda.of_tonight(stop.exercise, me.settings, me.store, me.now)
            opened = arranged._replace(answered=())
            print(*checklist_lines(stop.exercise, opened), sep="\n", flush=True)


def _print_empty(exercises: Iterable[Exercise | Runnable], settings: Settings) -> None:
    """Print which exercises have every place left out."""
    for each in exercises:
        if isinstance(each, Pattern | Checklist | Routine):
            continue
        if each.is_empty(frozenset(settings.left_out.get(each.id, ()))):
            text = "everything is left out; on its page, u brings it back"
            print(f"{each.title}: {text}", file=sys.stderr)


def _print_cautions(exercises: list[Exercise | Runnable], settings: Settings) -> None:
    """Print the cautions of all that is played, each once, until they were read on the screen."""
    careful = [
        *choose.holds_to_ask(exercises, settings),
        *choose.unread(exercises, settings),
    ]
    for text in dict.fromkeys(text for each in careful for text in each.cautions):
        print(text, file=sys.stderr)
