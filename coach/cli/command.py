"""Carries out a command line: which part answers which command. Heavy parts load when used."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coach.cli import screen
from coach.errors import FAILED, INTERRUPTED, CoachError
from coach.system import folders, terminal
from coach.text import printable, printable_lines

if TYPE_CHECKING:
    import argparse

    from coach.person.context import Context
    from coach.system.folders import Places


INSTEAD_OF_TONIGHT = "coach routine --plain"


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return the exit code. No traceback reaches a person."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        return _answer(arguments)
    except CoachError as error:
        print(printable_lines(str(error)), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        if not isinstance(error, BrokenPipeError):  # whoever read our lines may leave in peace
            print(f"coach: {printable(str(error))}", file=sys.stderr)
        terminal.let_go(sys.stdout)
        return FAILED
    except Exception as error:
        from coach.system.crash import note_crash

        print(f"The coach had to stop. {note_crash(folders.places().data, error)}", file=sys.stderr)
        return FAILED


def _answer(arguments: Sequence[str]) -> int:
    """Carry out a command line; all that it printed is flushed when this returns."""
    try:
        if not arguments:
            return _first()
        with screen.early(arguments):
            from coach.cli.parser import build

            args = build().parse_args(arguments)
            if terminal.is_accessible() and "plain" in args and not getattr(args, "json", False):
                args.plain = True
            return ANSWERS.get(args.command, _play)(args)
    finally:
        gc.enable()
        if sys.stdout is not None:
            sys.stdout.flush()
        if (lock := sys.modules.get("coach.system.lock")) and (note := lock.take_note()):
            print(note, file=sys.stderr)


def _context(args: argparse.Namespace) -> Context:
    """Return the context of the person's folders, which all parts share.

    What of the settings cannot be used is said at once where plain lines have no place for it.
    """
    from coach.person.context import Context

    me = Context(folders.places(args.config_dir, args.data_dir))
    me.says_all = getattr(args, "plain", False) or args.command == "scripts"
    if getattr(args, "plain", False):
        _print_problems(me)
    return me


def _print_problems(me: Context) -> None:
    """Print what of the settings cannot be used."""
    for problem in me.settings_problems:
        print(problem, file=sys.stderr)


def _on_screen(me: Context, instead: str, *route: object) -> int:
    """Run the full screen from one of its screens; `instead` works without a terminal."""
    screen.prepare(instead)
    from coach.ui.run import run

    return run(me, *route)


def _first() -> int:
    """Bare `coach`: Tonight, with a picture of it before the interface is loaded."""
    if terminal.is_accessible():
        return _menu(folders.places())
    screen.prepare(INSTEAD_OF_TONIGHT)
    from coach.ui import first_picture

    with first_picture.of_tonight() as seen:
        from coach.person.context import Context

        return _home(Context(folders.places(), seen=seen))


def _home(me: Context) -> int:
    """Tonight; where there is nothing of a person yet, what this is comes first."""
    from coach.person.glance import is_first_start

    is_first = is_first_start(str(me.places.config), str(me.places.data))
    return _on_screen(me, INSTEAD_OF_TONIGHT, "first start" if is_first else "tonight")


def _menu(places: Places) -> int:
    """Tonight in plain lines."""
    from coach.cli import menu
    from coach.person.context import Context

    me = Context(places)
    me.says_all = True
    _print_problems(me)
    return menu.ask_what_next(me)


def _tonight(args: argparse.Namespace) -> int:
    if terminal.is_accessible():
        return _menu(folders.places(args.config_dir, args.data_dir))
    return _home(_context(args))


def _play(args: argparse.Namespace) -> int:
    from coach.cli import play
    from coach.person import home

    me = _context(args)
    me.asked_sound = (args.voice, args.sound)
    if not args.plain and args.speed == 1.0:  # otherwise all of it is said
        home.read(me)
    choice = play.choose_exercise(args, me)
    if args.plain:
        return play.print_lines(choice, args.speed, me)
    route = ("page", choice, args.speed, args.dark)
    return _on_screen(me, f"coach {args.command} --plain", *route)


def _awake(args: argparse.Namespace) -> int:
    from coach.person import choose

    me = _context(args)
    me.asked_sound = (args.voice, args.sound)
    tree, problems = choose.awake(me.library, args.name_or_file)
    if not args.plain:
        return _on_screen(me, screen.INSTEAD_OF_AWAKE, "tree", tree)
    from coach.cli import awake

    for problem in problems:
        print(problem, file=sys.stderr)
    try:
        return awake.answer(me, tree)
    finally:
        for line in me.close():
            print(line, file=sys.stderr)


def _craving(args: argparse.Namespace) -> int:
    me = _context(args)
    me.asked_sound = (args.voice, args.sound)
    if not args.plain:
        return _on_screen(me, "coach craving --plain", "craving")
    from coach.cli import awake as lines
    from coach.person import awake

    try:
        return lines.go_through(me, awake.tree(me, "craving"))
    finally:
        for line in me.close():
            print(line, file=sys.stderr)


def _checklist(args: argparse.Namespace) -> int:
    from coach.person import choose

    me = _context(args)
    checklist, problems = choose.checklist(me.library, args.name_or_file)
    if not args.plain:
        return _on_screen(me, "coach checklist --plain", "checklist", checklist)
    from coach.cli import ask, lines

    for problem in problems:
        print(problem, file=sys.stderr)
    show = ask.ask_checklist if terminal.can_ask() else lines.show_checklist
    return show(checklist, me)


def _morning(args: argparse.Namespace) -> int:
    me = _context(args)
    if not args.plain:
        return _on_screen(me, "coach morning --plain", "morning")
    from coach.cli import ask, lines

    return ask.ask_morning(me) if terminal.can_ask() else lines.show_morning(me)


def _review(args: argparse.Namespace) -> int:
    me = _context(args)
    if not (args.plain or args.json):
        return _on_screen(me, "coach review --plain", "review")
    from coach.cli import lines

    return lines.show_review(me, args.json)


def _learn(args: argparse.Namespace) -> int:
    from coach.person import lessons

    me = _context(args)
    found = lessons.find(me.library, args.name) if args.name else None
    if not args.plain:
        route = ("lesson", found[0]) if found else ("learn",)
        return _on_screen(me, "coach learn --plain", *route)
    from coach.cli import lines

    return lines.show_lesson(*found) if found else lines.show_lessons(me)


def _dates(args: argparse.Namespace) -> int:
    me = _context(args)
    if not args.plain:
        return _on_screen(me, "coach dates --plain", "dates")
    from coach.cli import dates

    return dates.answer(me) if terminal.can_ask() else dates.show(me)


def _options(args: argparse.Namespace) -> int:
    me = _context(args)
    if not args.plain:
        return _on_screen(me, "coach options --plain", "options")
    from coach.cli import options

    return options.answer(me) if terminal.can_ask() else options.show(me)


def _support(args: argparse.Namespace) -> int:
    me = _context(args)
    if not args.plain:
        page = "helper" if args.helper else "support"
        return _on_screen(me, "coach support --plain", page)
    from coach.cli import lines

    return lines.show_helper(me) if args.helper else lines.show_support(me)


def _scripts(args: argparse.Namespace) -> int:
    if args.action == "render":
        from coach.cli import render

        return render.answer(args, _context(args))
    from coach.cli import scripts

    return scripts.answer(args, _context(args))


def _doctor(args: argparse.Namespace) -> int:
    from coach.cli import doctor

    return doctor.answer(folders.places(args.config_dir, args.data_dir))


def _data(args: argparse.Namespace) -> int:
    from coach.cli import data

    places = folders.places(args.config_dir, args.data_dir)
    return data.answer(args, places)


ANSWERS: dict[str, Callable[[argparse.Namespace], int]] = {
    "": _tonight,
    "awake": _awake,
    "craving": _craving,
    "checklist": _checklist,
    "morning": _morning,
    "review": _review,
    "learn": _learn,
    "dates": _dates,
    "options": _options,
    "support": _support,
    "scripts": _scripts,
    "data": _data,
    "doctor": _doctor,
}
"""Who answers a command; all others play something."""
