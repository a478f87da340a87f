"""`coach breathe`, `relax`, `scan`, `stretch`, `routine`: what is meant, and playing it aloud."""

import argparse
import sys
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from pathlib import Path

from coach.cli.lines import checklist_lines
from coach.content.library import Exercise, Library, Runnable
from coach.domain.breathing import Pattern
from coach.domain.checklist import Checklist
from coach.domain.routine import Routine
from coach.errors import OK, InputError
from coach.person import agenda, choose, evening
from coach.person.choose import Asked, Found
from coach.person.evening import Evening
from coach.playing import plain
from coach.store.settings import Settings, SettingsFile
from coach.system import folders
from coach.system.clock import SystemClock, local_hour
from coach.system.folders import Places
from coach.text import printable


def find(args: argparse.Namespace, places: Places) -> Found:
    """Return what a command means. Raises `InputError`."""
    if not 0.1 <= args.speed <= 100:
        raise InputError(f"--speed: found {args.speed:g}, expected a number from 0.1 to 100")
    library, settings = _library(places), _settings(places)
    seconds = getattr(args, "seconds", None)
    asked = Asked(seconds, getattr(args, "cycles", None), getattr(args, "ending", None))
    if args.kind == "breathing":
        choice = choose.breathing(library, args.asked)
        pattern = choose.with_length(choice.pattern, asked.seconds, asked.cycles)
        choice = choice._replace(pattern=pattern)
        choice = choose.with_rests_as_wished(choice, settings, library)
        return Found(choice.pattern, choice.problems, is_replaced=choice.is_replaced)
    if args.kind == "bodyscan":
        found = choose.scan(library, args.asked, seconds)._replace(asked=asked)
        assert not isinstance(found.exercise, Routine)
        choose.compiled(found.exercise, settings, local_hour(), asked)
        return found
    if args.kind == "routines" and not args.asked:
        return _evening(library, settings)
    return choose.find(library, args.kind, args.asked)


def _evening(library: Library, settings: Settings) -> Found:
    """Return the routine of the settings, or the shipped one and say so."""
    found = choose.evening(library, settings)
    if found.exercise.id != f"routines/{settings.routine}":
        wished = printable(settings.routine)
        print(f'routines: found no "{wished}" to play; this is the shipped one', file=sys.stderr)
    return found


def found_again(args: argparse.Namespace, found: Found) -> str:
    """Return what finds the same thing again later, from any folder: an id, or a whole path."""
    if choose.is_file(args.asked, args.kind) and args.asked:
        return str(Path(args.asked).absolute())
    return found.exercise.id


def aloud(found: Found, speed: float, places: Places) -> int:
    """Play it as plain lines."""
    library, settings = _library(places), _settings(places)
    for problem in found.problems:
        print(problem, file=sys.stderr)
    if found.is_replaced:
        print("Without rests, as you chose: the long breath out.", file=sys.stderr)
    for text in _cautions(found.exercise, library, settings):
        print(text, file=sys.stderr)
    if isinstance(found.exercise, Routine):
        _evening_aloud(prepared(found.exercise, library, settings), settings, speed, places)
    else:
        _tell_what_is_empty([found.exercise], settings)
        timeline = choose.compiled(found.exercise, settings, local_hour(), found.asked)
        plain.play(timeline.at_speed(speed), SystemClock(), sys.stdout)
    return OK


def _evening_aloud(made: Evening, settings: Settings, speed: float, places: Places) -> None:
    """Play a routine as plain lines; of a checklist it prints what is still open."""
    from coach.store.records import Store

    store = Store(places.data)
    _tell_what_is_empty([stop.exercise for stop in made.stops], settings)
    for is_played, stops in groupby(made.stops, lambda stop: stop.timeline is not None):
        part = made._replace(stops=tuple(stops))
        if is_played:
            plain.play(evening.whole(part).at_speed(speed), SystemClock(), sys.stdout)
            continue
        for stop in part.stops:
            assert isinstance(stop.exercise, Checklist)
            now = datetime.now().astimezone()
            there = agenda.of_tonight(stop.exercise, settings, store, now)
            told = checklist_lines(stop.exercise, there._replace(answered=()))
            print(*told, sep="\n", flush=True)


def _tell_what_is_empty(exercises: Iterable[Exercise | Runnable], settings: Settings) -> None:
    """Say of which exercises every place is left out."""
    for each in exercises:
        if isinstance(each, Pattern | Checklist | Routine):
            continue
        if each.is_empty(frozenset(settings.left_out.get(each.id, ()))):
            text = "everything is left out; on its page, u brings it back"
            print(f"{each.title}: {text}", file=sys.stderr)


def _cautions(exercise: Exercise, library: Library, settings: Settings) -> dict[str, None]:
    """Return the cautions of all that is played, each once, until they were read on the screen."""
    exercises: list[Exercise | Runnable] = [exercise]
    if isinstance(exercise, Routine):
        made = evening.prepare(library, exercise, settings, local_hour())
        exercises += (stop.exercise for stop in made.stops)
    asked = [
        each
        for each in exercises
        if isinstance(each, Pattern) and each.has_holds and settings.rests == "ask"
    ]
    others = [each for each in exercises if not isinstance(each, Pattern)]
    told = [*asked, *choose.unread(others, settings)]
    return dict.fromkeys(text for each in told for text in each.cautions)


def prepared(exercise: Routine, library: Library, settings: Settings) -> Evening:
    """Return a routine made ready. Raises `InputError` when nothing of it can be played."""
    made = evening.prepare(library, exercise, settings, local_hour())
    print(*made.problems, sep="\n", end="\n" if made.problems else "", file=sys.stderr)
    if not made.stops:
        name = printable(exercise.id)
        raise InputError(f"{name}: found no step that can be played, expected one at least")
    return made


def _library(places: Places) -> Library:
    return Library(folders.assets(), places.config)


def _settings(places: Places) -> Settings:
    return SettingsFile(places.config / "settings.toml").load()[0]
