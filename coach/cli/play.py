"""`coach breathe`, `relax`, `scan`, `stretch`, `routine`: which exercise, and it as plain lines."""

import argparse
import contextlib
import signal
import sys
from collections.abc import Iterable, Iterator
from types import FrameType
from typing import NoReturn

from coach.cli import ask
from coach.cli.lines import checklist_lines
from coach.content.library import Exercise, Runnable
from coach.domain.breathing import Pattern
from coach.domain.checklist import Checklist
from coach.domain.routine import Routine
from coach.errors import OK, InputError
from coach.person import choose, evening, home, safer
from coach.person.choose import Choice, Request
from coach.person.context import Context
from coach.person.suggestion import usual
from coach.playing import plain
from coach.playing.playback import Listener
from coach.playing.recording import Record, Recorder
from coach.playing.runner import Runner
from coach.sound.hearing import Hearing, Place
from coach.store.settings import Settings
from coach.system import terminal
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
    if choice.exercise.id != f"routines/{usual(me.settings)}":
        name = printable(me.settings.routine)
        print(f'routines: found no "{name}" to play; this is the shipped one', file=sys.stderr)
    return choice


def print_lines(choice: Choice, speed: float, me: Context) -> int:
    """Play it as plain lines, and record it as the full screen does."""
    with _ending_in_good_order():
        try:
            play(choice, speed, me)
        finally:
            for line in me.close():
                print(line, file=sys.stderr)
    return OK


@contextlib.contextmanager
def _ending_in_good_order() -> Iterator[None]:
    """Who asks us to end, or hangs up, ends us as Ctrl+C does: what was played is recorded."""
    numbers = (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM))
    before = {number: signal.signal(number, _end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def play(choice: Choice, speed: float, me: Context, first: int = 0) -> None:
    """Play it, of a routine from a step on, the first being 0. Raises `InputError`."""
    hearing = Hearing(me, lambda why: print(why, file=sys.stderr))
    try:
        if isinstance(choice.exercise, Routine):
            _play_routine(choice, speed, me, first, hearing)
            return
        for problem in choice.problems:
            print(problem, file=sys.stderr)
        if _may_begin([choice.exercise], me, None):
            _play_one(choice, speed, me, hearing)
    finally:
        hearing.rest()


def _end(number: int, _: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def _may_begin(exercises: list[Exercise | Runnable], me: Context, speaker: Routine | None) -> bool:
    """Show what is to be read before a first time; returns whether to go on.

    `speaker`: a routine that speaks for its steps.
    """
    if terminal.is_accessible() and terminal.can_ask():
        return ask.ask_once(exercises, me, speaker)
    if unread := safer.first_time(exercises, me.settings, me.limits, me.library, speaker):
        for text in unread.cautions:  # until they were read on the screen
            print(text, file=sys.stderr)
    return True


def _play_one(choice: Choice, speed: float, me: Context, hearing: Hearing) -> None:
    """Play an exercise that is no routine."""
    exercise = choice.exercise
    assert not isinstance(exercise, Routine)
    exercise = safer.apply_wishes(exercise, me.limits, me.library)
    if why := safer.why_other(choice.exercise, me.settings, me.limits):
        print(f"{why}: {exercise.title}", file=sys.stderr)
    _print_empty([exercise], me.settings)
    timeline = choose.timeline(exercise, me.settings, me.limits, me.is_night, choice.request)
    listeners: list[Listener] = []
    if speed == 1.0:
        record = Record(me, exercise.id, timeline.total_ms, "", me.clock.now())
        listeners = [Recorder(record), *_sound(me, hearing)]
    plain.play(timeline.at_speed(speed), me.clock, sys.stdout, listeners=listeners)


def _play_routine(choice: Choice, speed: float, me: Context, first: int, hearing: Hearing) -> None:
    """Play a routine, a step after the other; of a checklist what is due is asked, or printed.

    A preview is played as it is written.
    """
    if speed == 1.0 and me.records is None:
        home.read(me)
    prepared = evening.tonight(me, choice)
    speaker = safer.speaker_of(choice, me.library)
    exercises = [choice.exercise, *(stop.chosen for stop in prepared.stops)]
    if not _may_begin(exercises, me, speaker):
        return
    prepared = evening.tonight(me, choice)  # as was answered
    for problem in prepared.problems:
        print(problem, file=sys.stderr)
    if not prepared.stops:
        name = printable(prepared.routine.id)
        raise InputError(f"{name}: found no step that can be played, expected one at least")
    _print_empty([stop.exercise for stop in prepared.stops], me.settings)
    runner = Runner(me, prepared, speed)
    try:
        for index in range(first, len(prepared.stops)):
            runner.enter(index)
            _play_step(runner, me, hearing)
    finally:
        runner.close()


def _play_step(runner: Runner, me: Context, hearing: Hearing) -> None:
    """Play the step of a routine that it is in; a checklist is answered, or printed."""
    exercise, timeline = runner.stop.exercise, runner.stop.timeline
    if timeline is None:
        assert isinstance(exercise, Checklist)
        if terminal.can_ask():
            ask.ask_checklist(exercise, me)
        else:
            opened = home.of_today(me, exercise)._replace(answered=())
            print(*checklist_lines(exercise, opened, me.is_night), sep="\n", flush=True)
        return
    listeners: list[Listener] = []
    if runner.speed == 1.0:
        record = Record(me, exercise.id, timeline.total_ms, runner.id, me.clock.now())
        recorder = Recorder(record, runner.quiet_ms, runner.played)
        listeners = [recorder, *_sound(me, hearing, Place.of(runner))]
    if runner.quiet_ms:
        timeline = timeline.after_a_pause(runner.quiet_ms)
    plain.play(timeline.at_speed(runner.speed), me.clock, sys.stdout, listeners=listeners)


def _sound(me: Context, hearing: Hearing, place: Place | None = None) -> list[Listener]:
    """Return what plays the sound beside the lines.

    It has to be asked for, whatever the settings say: a screen reader speaks as well.
    """
    player = hearing.player(place) if any(me.asked_sound) else None
    return [player] if player else []


def _print_empty(exercises: Iterable[Exercise | Runnable], settings: Settings) -> None:
    """Print which exercises have every place left out."""
    for each in exercises:
        if isinstance(each, Pattern | Checklist | Routine):
            continue
        if each.is_empty(frozenset(settings.left_out.get(each.id, ()))):
            text = "everything is left out; on its page, u brings it back"
            print(f"{each.title}: {text}", file=sys.stderr)
