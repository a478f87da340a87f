"""The command line carried out: which part answers a command. Heavy parts load when used."""

import argparse
import contextlib
import gc
import os
import sys
from collections.abc import Callable, Sequence

from coach.cli.parser import build
from coach.errors import FAILED, INTERRUPTED, OK, CoachError, InputError
from coach.system import folders, terminal
from coach.text import printable, printable_lines


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return the exit code. No traceback reaches a person."""
    for stream in (sys.stdout, sys.stderr):
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
        with contextlib.suppress(AttributeError, OSError):  # or Python complains at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _answer(arguments: Sequence[str]) -> int:
    """Carry out a command line; what it printed is out of our hands when this returns."""
    try:
        args = build().parse_args(arguments)
        return ANSWERS.get(args.command, _play)(args)
    finally:
        gc.enable()
        if sys.stdout is not None:
            sys.stdout.flush()


def _tonight(args: argparse.Namespace) -> int:
    _prepare_screen("coach routine --plain")
    from coach.ui.run import open_tonight

    return open_tonight(folders.places(args.config_dir, args.data_dir))


def _play(args: argparse.Namespace) -> int:
    from coach.cli import play

    places = folders.places(args.config_dir, args.data_dir)
    found = play.find(args, places)
    if args.plain:
        return play.aloud(found, args.speed, places)
    _prepare_screen(f"coach {args.command} --plain")
    from coach.ui.run import open_exercise

    return open_exercise(places, found, args.speed, args.dark, play.found_again(args, found))


def _checklist(args: argparse.Namespace) -> int:
    from coach.content.library import Library
    from coach.person import choose

    places = folders.places(args.config_dir, args.data_dir)
    made, problems = choose.checklist(Library(folders.assets(), places.config), args.asked)
    if not args.plain:
        _prepare_screen("coach checklist --plain")
        from coach.ui.run import open_checklist

        return open_checklist(places, made)
    from coach.cli import lines

    for problem in problems:
        print(problem, file=sys.stderr)
    return lines.show_checklist(made, places)


def _morning(args: argparse.Namespace) -> int:
    places = folders.places(args.config_dir, args.data_dir)
    if not args.plain:
        _prepare_screen("coach morning --plain")
        from coach.ui.run import open_morning

        return open_morning(places)
    from coach.cli import lines

    return lines.show_morning(places)


def _review(args: argparse.Namespace) -> int:
    places = folders.places(args.config_dir, args.data_dir)
    if not (args.plain or args.json):
        _prepare_screen("coach review --plain")
        from coach.ui.run import open_review

        return open_review(places)
    from coach.cli import lines

    return lines.show_review(places, args.json)


def _support(args: argparse.Namespace) -> int:
    places = folders.places(args.config_dir, args.data_dir)
    if not args.plain:
        _prepare_screen("coach support --plain")
        from coach.ui.run import open_support

        return open_support(places)
    from coach.content.library import Library
    from coach.content.support_page import read_page
    from coach.store.settings import SettingsFile

    settings, _ = SettingsFile(places.config / "settings.toml").load()
    page, problems = read_page(
        Library(folders.assets(), places.config), settings.country, show_all=not settings.country
    )
    for problem in problems:
        print(problem, file=sys.stderr)
    for part in page:
        print(part.text)
    return OK


def _scripts(args: argparse.Namespace) -> int:
    from coach.cli import scripts

    places = folders.places(args.config_dir, args.data_dir)
    return scripts.answer(args, places)


def _data(args: argparse.Namespace) -> int:
    from coach.cli import data

    places = folders.places(args.config_dir, args.data_dir)
    return data.answer(args, places)


ANSWERS: dict[str, Callable[[argparse.Namespace], int]] = {
    "": _tonight,
    "checklist": _checklist,
    "morning": _morning,
    "review": _review,
    "support": _support,
    "scripts": _scripts,
    "data": _data,
}
"""Who answers a command; all others play something."""


def _prepare_screen(instead: str) -> None:
    """Raise `InputError` unless all three streams are a terminal (Textual draws on stderr).

    With one, a screen is about to open: no garbage is looked for until its first picture stands, or
    the command ends without one.
    """
    if not terminal.is_whole():
        raise InputError(f"coach: this needs a terminal; without one, try `{instead}`")
    gc.disable()
