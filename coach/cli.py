"""The command line: what can be asked for, and which part answers. Heavy parts load when used."""

import argparse
import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from coach import __version__, paths
from coach.errors import BAD_INPUT, FAILED, INTERRUPTED, OK, CoachError, InputError, printable

EPILOG = "Nothing leaves this machine. A coach, not a clinic: `coach support` shows who can help."


class Parser(argparse.ArgumentParser):
    """An argument parser whose messages are one line and hold no control character."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line and exit with 2."""
        self.exit(BAD_INPUT, f"coach: {printable(message)}; see {self.prog} --help\n")


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return the exit code. No traceback reaches a person."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        return _answer(arguments)
    except CoachError as error:
        print(error, file=sys.stderr)
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
        args = _parser().parse_args(arguments)
        return int(args.answer(args))
    finally:
        if sys.stdout is not None:
            sys.stdout.flush()


def _parser() -> Parser:
    parser = Parser("coach", description="A calm wind-down coach.", epilog=EPILOG)
    parser.add_argument("--version", action="version", version=f"coach {__version__}")
    parser.add_argument("--config-dir", metavar="DIR", help="settings, own scripts and themes")
    parser.add_argument("--data-dir", metavar="DIR", help="what the app records")
    parser.set_defaults(answer=_tonight)
    commands = parser.add_subparsers(title="commands", metavar="", parser_class=Parser)

    breathe = commands.add_parser("breathe", help="a guided breathing session")
    breathe.add_argument("asked", nargs="?", default="box", metavar="NAME|FILE")
    add_length(breathe)
    breathe.add_argument("--plain", action="store_true", help="plain lines, no full screen")
    breathe.add_argument("--dark", action="store_true", help="a black screen from the start")
    breathe.add_argument("--speed", type=float, default=1.0, metavar="X", help="0.1 to 100")
    breathe.set_defaults(answer=_breathe)

    support = commands.add_parser("support", help="help from a person")
    support.add_argument("--plain", action="store_true", help="plain lines, no full screen")
    support.set_defaults(answer=_support)

    _add_scripts(commands)
    return parser


def add_length(parser: argparse.ArgumentParser) -> None:
    """Add `--seconds` and `--cycles`, of which one may be given."""
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--seconds", type=float, metavar="N", help="whole breaths, at least N s")
    length.add_argument("--cycles", type=int, metavar="N", help="exactly N breaths")


def _add_scripts(commands: "argparse._SubParsersAction[Parser]") -> None:
    scripts = commands.add_parser("scripts", help="list, show, check and make scripts")
    scripts.set_defaults(answer=_scripts, action="list")
    actions = scripts.add_subparsers(dest="action", metavar="", parser_class=Parser)
    actions.add_parser("list", help="everything there is")
    show = actions.add_parser("show", help="a script as a sheet to read")
    show.add_argument("id", metavar="ID|FILE")
    show.add_argument("--json", action="store_true", help="the compiled timeline")
    show.add_argument("--kind", help="what FILE is")
    add_length(show)
    check = actions.add_parser("check", help="say what is wrong with your files")
    check.add_argument("files", nargs="*", metavar="FILE")
    check.add_argument("--kind", help="what FILE is")
    new = actions.add_parser("new", help="a commented script to start from")
    new.add_argument("kind", metavar="KIND")
    new.add_argument("name", metavar="NAME")
    schema = actions.add_parser("schema", help="JSON Schema for editors")
    schema.add_argument("kind", metavar="KIND")
    actions.add_parser("path", help="where your own scripts lie")


def _tonight(args: argparse.Namespace) -> int:
    _prepare_screen("coach breathe --plain")
    from coach.ui.app import open_tonight

    return open_tonight(paths.places(args.config_dir, args.data_dir))


def _breathe(args: argparse.Namespace) -> int:
    from coach import guide
    from coach.clock import SystemClock
    from coach.content.library import Library
    from coach.store.settings import SettingsFile

    if not 0.1 <= args.speed <= 100:
        raise InputError(f"--speed: found {args.speed:g}, expected a number from 0.1 to 100")
    places = paths.places(args.config_dir, args.data_dir)
    library = Library(paths.assets(), places.config)
    settings, _ = SettingsFile(places.config / "settings.toml").load()
    choice = guide.breathing(library, args.asked)
    pattern = guide.with_length(choice.pattern, args.seconds, args.cycles)
    choice = guide.with_rests_as_wished(choice._replace(pattern=pattern), settings, library)
    if not args.plain:
        _prepare_screen("coach breathe --plain")
        from coach.ui.app import open_breathing

        return open_breathing(places, choice, args.speed, args.dark)
    for problem in choice.problems:
        print(problem, file=sys.stderr)
    if choice.is_replaced:
        print("Without rests, as you chose: the long breath out.", file=sys.stderr)
    elif choice.pattern.has_holds and settings.rests == "ask":
        for caution in choice.pattern.cautions:
            print(caution, file=sys.stderr)
    from coach import plain

    plain.play(choice.pattern.timeline().at_speed(args.speed), SystemClock(), sys.stdout)
    return OK


def _support(args: argparse.Namespace) -> int:
    places = paths.places(args.config_dir, args.data_dir)
    if not args.plain:
        _prepare_screen("coach support --plain")
        from coach.ui.app import open_support

        return open_support(places)
    from coach.content.library import Library
    from coach.content.support_page import read_page
    from coach.store.settings import SettingsFile

    settings, _ = SettingsFile(places.config / "settings.toml").load()
    page, problems = read_page(
        Library(paths.assets(), places.config), settings.country, show_all=not settings.country
    )
    for problem in problems:
        print(problem, file=sys.stderr)
    for part in page:
        print(part.text)
    return OK


def _scripts(args: argparse.Namespace) -> int:
    from coach import scripts

    places = paths.places(args.config_dir, args.data_dir)
    return scripts.answer(args, places)


def _prepare_screen(instead: str) -> None:
    """Raise `InputError` unless all three streams are a terminal (Textual draws on stderr).

    With one, a screen is about to open: until its first picture stands no garbage is looked for.
    """
    gc.disable()
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream is not None and stream.isatty() for stream in streams):
        raise InputError(f"coach: this needs a terminal; without one, try `{instead}`")
