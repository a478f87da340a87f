"""The commands of the command line, their options and arguments."""

import argparse
from datetime import date
from functools import cache
from typing import NoReturn, TypeVar

from coach import __version__
from coach.errors import BAD_INPUT
from coach.text import printable

GUIDED = (
    ("breathe", "breathing", "a guided breathing session", "box"),
    ("relax", "relaxation", "muscle relaxation, step by step", "pmr-7"),
    ("scan", "bodyscan", "a body scan", "ten"),
    ("stretch", "stretch", "stretches for restless legs", "legs"),
    ("calm", "mind", "something for a restless mind", "mindful-five"),
    ("routine", "routines", "a routine: one exercise after the other", "tonight"),
)
"""What can be played: the command, the kind of script, what it is, and which without a NAME."""
KINDS = (
    *("breathing", "relaxation", "bodyscan", "stretch", "mind"),
    *("routines", "checklists", "learn", "awake"),
)
"""The kinds of scripts that can be made from a template."""
TABLES = ("nights", "cravings", "lapses", "notes", "steps", "dates", "health", "awakenings")
"""What can be had as CSV."""
N = TypeVar("N", int, float)
SAME_DISK = (
    "Backups are on the same disk as your records: `coach data path` prints the folder, in it they "
    "are in `backups`. In case the disk breaks, copy them to another one, too."
)
DOCTOR = (
    "It only looks, and shows nothing of what you recorded. Exit code 0: folders, database and "
    "shipped scripts are fine. Silence is no fault."
)
ID = "ID is kind/name or a name, as `coach scripts list` shows it."
LESSON_NAMES = (
    "NAME: a lesson, as `coach learn --plain` lists them by day; without one it is that of today. "
    "At night only a lesson that you name is shown."
)
EPILOG = "Nothing leaves this machine. A coach, not a clinic: `coach support` shows who can help."


NO_COMMAND = "argument : invalid choice: "
"""How argparse begins to say that a word is no command."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose messages are one line and hold no control character."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong in one line and exit with 2."""
        if message.startswith(NO_COMMAND):
            word, _, known = message.removeprefix(NO_COMMAND).partition(" ")
            message = f"found {word}, expected a command {known}; put its options after it"
        self.exit(BAD_INPUT, f"coach: {printable(message)}; see {self.prog} --help\n")


@cache
def build() -> Parser:
    """Return the one parser there is; its result has `command`, empty for Tonight."""
    parser = Parser("coach", description="A calm wind-down coach.", epilog=EPILOG)
    parser.add_argument("--version", action="version", version=f"coach {__version__}")
    parser.add_argument("--config-dir", metavar="DIR", help="settings, own scripts and themes")
    parser.add_argument("--data-dir", metavar="DIR", help="what the app records")
    parser.set_defaults(command="")
    commands = parser.add_subparsers(title="commands", metavar="", parser_class=Parser)

    _add_guided(commands)
    _add_night(commands)
    _add_looks(commands)
    _add_scripts(commands)
    _add_data(commands)
    about = "terminal, sound, voice, folders, database: what works here"
    commands.add_parser("doctor", help=about, epilog=DOCTOR).set_defaults(command="doctor")
    return parser


def _add_guided(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add what plays something."""
    for command, kind, about, usual in GUIDED:
        guided = commands.add_parser(command, help=about, epilog=_names(kind, usual))
        guided.add_argument("name_or_file", nargs="?", default="", metavar="NAME|FILE")
        if command == "breathe":
            add_length(guided)
        elif command == "scan":
            guided.add_argument("--seconds", type=_seconds, metavar="N", help="120 to 3600")
            add_ending(guided)
        guided.add_argument("--plain", action="store_true", help="plain lines, no full screen")
        guided.add_argument("--dark", action="store_true", help="a black screen from the start")
        add_sound(guided)
        guided.add_argument("--speed", type=_speed, default=1.0, metavar="X", help="0.1 to 100")
        guided.set_defaults(command=command, kind=kind)


def _add_night(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add what is asked on the way through an evening and a night."""
    awake = commands.add_parser(
        "awake", help="one quiet line, when you are awake at night", epilog=_names("awake", "night")
    )
    awake.add_argument("name_or_file", nargs="?", default="", metavar="NAME|FILE")
    awake.add_argument("--plain", action="store_true", help="plain lines, no full screen")
    add_sound(awake)
    awake.set_defaults(command="awake")

    craving = commands.add_parser("craving", help="a craving, now, and after you used something")
    craving.add_argument("--plain", action="store_true", help="plain lines, no full screen")
    add_sound(craving)
    craving.set_defaults(command="craving")

    checklist = commands.add_parser(
        "checklist", help="the checklist of the evening", epilog=_names("checklists", "bedtime")
    )
    checklist.add_argument("name_or_file", nargs="?", default="", metavar="NAME|FILE")
    checklist.add_argument("--plain", action="store_true", help="plain lines, no full screen")
    checklist.set_defaults(command="checklist")


def _add_looks(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the diary, and what is read."""
    morning = commands.add_parser("morning", help="the diary of the night, in one minute")
    morning.add_argument("--plain", action="store_true", help="what it holds, as plain lines")
    morning.set_defaults(command="morning")

    review = commands.add_parser("review", help="how the nights went")
    shape = review.add_mutually_exclusive_group()
    shape.add_argument("--plain", action="store_true", help="plain lines, no full screen")
    shape.add_argument("--json", action="store_true", help="this week as JSON")
    review.set_defaults(command="review")

    learn = commands.add_parser("learn", help="short lessons, to read by day", epilog=LESSON_NAMES)
    learn.add_argument("name", nargs="?", default="", metavar="NAME")
    learn.add_argument("--plain", action="store_true", help="plain lines, no full screen")
    learn.set_defaults(command="learn")

    dates = commands.add_parser("dates", help="of stopping or cutting down, and your own plan")
    dates.add_argument("--plain", action="store_true", help="plain lines, no full screen")
    dates.set_defaults(command="dates")

    options = commands.add_parser("options", help="times, voice, light: what can be set")
    options.add_argument("--plain", action="store_true", help="plain lines, no full screen")
    options.set_defaults(command="options")

    support = commands.add_parser("support", help="help from a person")
    support.add_argument("--helper", action="store_true", help="a page for somebody who helps")
    support.add_argument("--plain", action="store_true", help="plain lines, no full screen")
    support.set_defaults(command="support")


def _names(kind: str, usual: str) -> str:
    """Return what NAME and FILE may be."""
    return (
        f"NAME: a script of the kind {kind}, as `coach scripts list` shows them; without one "
        f"it is {usual}. FILE: the path of a script of your own."
    )


def _number(kind: type[N], text: str, expected: str) -> N:
    """Return the number that was typed; argparse reports anything else."""
    try:
        return kind(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'found "{text}", expected {expected}') from None


def _seconds(text: str) -> float:
    return _number(float, text, "a number of seconds")


def _cycles(text: str) -> int:
    return _number(int, text, "a whole number of breaths")


def _night(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'found "{text}", expected a date') from None


def _speed(text: str) -> float:
    return _number(float, text, "a number from 0.1 to 100")


def add_length(parser: argparse.ArgumentParser) -> None:
    """Add `--seconds` and `--cycles`, of which one may be given."""
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--seconds", type=_seconds, metavar="N", help="whole breaths, at least N s")
    length.add_argument("--cycles", type=_cycles, metavar="N", help="exactly N breaths")


def add_sound(parser: argparse.ArgumentParser) -> None:
    """Add `--voice` and `--sound`, and what says no to them."""
    said = {"voice": "a voice says the lines", "sound": "tones with the breath and the body"}
    for name, about in said.items():
        yes_or_no = argparse.BooleanOptionalAction
        parser.add_argument(f"--{name}", action=yes_or_no, default=None, help=about)


def add_ending(parser: argparse.ArgumentParser) -> None:
    """Add `--ending`."""
    parser.add_argument(
        "--ending", choices=("sleep", "wake"), help="drift off or come back; default by time of day"
    )


def _add_scripts(commands: "argparse._SubParsersAction[Parser]") -> None:
    scripts = commands.add_parser("scripts", help="list, show, check, render, make scripts")
    scripts.set_defaults(command="scripts", action="list")
    actions = scripts.add_subparsers(dest="action", metavar="", parser_class=Parser)
    actions.add_parser("list", help="all scripts, shipped and your own")
    show = actions.add_parser("show", help="a script as a sheet to read", epilog=ID)
    show.add_argument("--json", action="store_true", help="the compiled timeline")
    _add_which(show)
    render = actions.add_parser("render", help="a script, or a routine, as a sound file", epilog=ID)
    render.add_argument("-o", dest="output", required=True, metavar="FILE.wav", help="a new file")
    render.add_argument("--no-voice", action="store_true", help="tones only")
    render.add_argument("--tones", choices=("off", "tones", "sea"), default="tones")
    render.add_argument(
        "--holds",
        choices=("silent", "tick"),
        default="silent",
        help="a hold is silent, or ticks once",
    )
    _add_which(render)
    check = actions.add_parser("check", help="say what is wrong with your files")
    check.add_argument("files", nargs="*", metavar="FILE")
    check.add_argument("--kind", help="the kind of FILE, e.g. breathing")
    new = actions.add_parser("new", help="a commented script to start from")
    new.add_argument("kind", metavar="KIND", help=", ".join(KINDS))
    new.add_argument("name", metavar="NAME")
    schema = actions.add_parser("schema", help="JSON Schema for editors")
    schema.add_argument("kind", metavar="KIND", help=", ".join((*KINDS, "themes", "support")))
    actions.add_parser("path", help="where your own scripts are")


def _add_which(parser: argparse.ArgumentParser) -> None:
    """Add which script is meant, on which night and at what length."""
    parser.add_argument("id", metavar="ID|FILE")
    parser.add_argument("--kind", help="the kind of FILE, e.g. breathing")
    parser.add_argument(
        "--night", type=_night, metavar="YYYY-MM-DD", help="the words of that night"
    )
    add_length(parser)
    add_ending(parser)


def _add_data(commands: "argparse._SubParsersAction[Parser]") -> None:
    about = "what is recorded: export, back up, erase"
    data = commands.add_parser("data", help=about, epilog=SAME_DISK)
    data.set_defaults(command="data", action="path")
    actions = data.add_subparsers(dest="action", metavar="", parser_class=Parser)
    actions.add_parser("path", help="where it is")
    export = actions.add_parser(
        "export", help="print all of it, or a table: the nights, cravings, ..."
    )
    export.add_argument("--format", choices=("json", "csv"), default="json")
    export.add_argument("--table", choices=TABLES, help="of the CSV: nights by default")
    export.add_argument("--columns", action="store_true", help="what the columns of the CSV say")
    bring_in = actions.add_parser("import", help="add what is new in a JSON export")
    bring_in.add_argument("file", metavar="FILE", help="- is stdin")
    about = "back up now (also done once a day)"
    actions.add_parser("backup", help=about, epilog=SAME_DISK)
    restore = actions.add_parser("restore", help="restore a backup, after asking")
    restore.add_argument("backup", nargs="?", metavar="DATE|FILE", help="by default the newest")
    restore.add_argument("--yes", action="store_true", help="do not ask")
    actions.add_parser("erase", help="erase everything, after asking")
