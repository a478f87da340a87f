"""`coach scripts ...`: list, show, check and make scripts. Data to stdout, words to stderr."""

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from coach.cli import as_json, awake_sheet, sheet, starting
from coach.cli.hints import hints
from coach.content import references
from coach.content.library import EXERCISES, KINDS, Entry, Guided, Library, load_file
from coach.content.model import Script
from coach.content.names import is_toml
from coach.content.telling import MOST_VARIANTS, Telling
from coach.domain import words
from coach.domain.breathing import Pattern
from coach.domain.health import UNASKED
from coach.domain.night import DAY
from coach.domain.routine import Routine
from coach.domain.timeline import Timeline
from coach.errors import FAILED, OK, InputError
from coach.person import choose, lessons
from coach.person.context import Context
from coach.person.evening import Evening, prepare, references_of
from coach.store.settings import Settings
from coach.text import printable
from coach.toml.problems import BadFile

UNHEARD = {
    "checklists": "a checklist, which has nothing to hear",
    "learn": "a lesson, which has nothing to hear",
    "awake": "a tree, which goes on with keys only",
}
"""The kinds that are not played from one timeline, and why there is no sound file of them."""
SHOWN = (*EXERCISES, *UNHEARD)
"""The kinds that are listed and shown."""
FIRST_NIGHT = date.fromordinal(12)
"""A night from which every variant comes in turn."""
WIDEST = 2000
"""A title has up to 1000 characters, of up to two cells each."""


def answer(args: argparse.Namespace, me: Context) -> int:
    """Carry out one action and return the exit code. Raises `CoachError`."""
    library = me.library
    match args.action:
        case "show":
            return _show(me, args)
        case "check":
            return _check(me, [Path(file) for file in args.files], args.kind)
        case "new":
            return starting.new(library, args.kind, args.name)
        case "schema":
            return starting.schema(args.kind)
        case "path":
            print(printable(str(library.config / "scripts")))
            return OK
    return _list(me)


def _list(me: Context) -> int:
    """Print a row a script; one with problems is marked and does not stop the others."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, pad_edge=False)
    broken = 0
    for kind in SHOWN:
        for entry in me.library.entries(kind).values():
            title, length, problems = _row(me, entry)
            broken += bool(problems)
            cells = (entry.id, title, length, entry.origin if not problems else "has problems")
            table.add_row(*(Text(printable(cell)) for cell in cells))
    Console(highlight=False, width=WIDEST).print(table)  # a row is one line, however long
    if broken:
        print("`coach scripts check` says what is wrong.", file=sys.stderr)
    return OK


def _row(me: Context, entry: Entry) -> tuple[str, str, bool]:
    """Return title, length and whether something is wrong with a script."""
    try:
        if entry.kind == "checklists":
            checklist, problems = me.library.checklist(entry)
            return checklist.title, sheet.count_items(checklist), bool(problems)
        if entry.kind == "learn":
            lesson, problems = me.library.lesson(entry)
            return lesson.title, f"{len(lesson.lines)} lines", bool(problems)
        if entry.kind == "awake":
            tree, problems = me.library.awake(entry)
            return tree.title, awake_sheet.count_steps(tree), bool(problems)
        exercise, problems = me.library.exercise(entry)
    except BadFile:
        return "cannot be used", "", True
    if isinstance(exercise, Routine):
        evening = prepare(me.library, choose.Choice(exercise), Settings(), UNASKED, me.is_night)
        problems_in_all = bool(problems or evening.problems)
        return exercise.title, words.length(evening.total_ms), problems_in_all
    timeline = choose.timeline(exercise, Settings(), UNASKED, me.is_night)
    return exercise.title, words.length(timeline.total_ms), bool(problems)


def _show(me: Context, args: argparse.Namespace) -> int:
    """Print a script as a sheet, or as JSON, with the length that was asked for."""
    if (kind := kind_of(me.library, args.id, args.kind)) in UNHEARD:
        choose.check_request(kind, request_of(args))
        show = {"checklists": _show_checklist, "learn": _show_lesson, "awake": _show_tree}[kind]
        return show(me, args)
    plan = planned(me, args)
    if isinstance(plan, Evening):
        if args.json:
            return _print(as_json.of_routine(plan))
        return _print(sheet.routine_lines(plan, has_words=args.night is not None))
    exercise, timeline = plan
    if args.json:
        return _print(as_json.of_timeline(timeline))
    return _print(sheet.lines(exercise, [timeline] if args.night else _every_night(me, args)))


def request_of(args: argparse.Namespace) -> choose.Request:
    """Return the length and the ending that are asked for."""
    return choose.Request(args.seconds, args.cycles, args.ending)


def planned(me: Context, args: argparse.Namespace) -> Evening | tuple[Guided, Timeline]:
    """Return the routine or the exercise that is meant, at the length that is asked for.

    What is wrong with a file is printed. Raises `InputError`.
    """
    library, settings = me.library, Settings()
    me.shown_night = args.night
    kind, request = kind_of(library, args.id, args.kind), request_of(args)
    choose.check_request(kind, request)
    choice = choose.find(library, kind, args.id)
    for problem in choice.problems:
        print(problem, file=sys.stderr)
    exercise = choice.exercise
    if isinstance(exercise, Routine):
        evening = prepare(library, choice._replace(problems=()), settings, UNASKED, me.is_night)
        for line in evening.problems:
            print(line, file=sys.stderr)
        return evening
    if isinstance(exercise, Pattern):
        exercise = choose.with_length(exercise, request)
        request = choose.Request()
    return exercise, choose.timeline(exercise, settings, UNASKED, me.is_night, request)


def _every_night(me: Context, args: argparse.Namespace) -> list[Timeline]:
    """Return a script as it is told on each night until it begins anew: on paper all is shown."""
    timelines = []
    request = request_of(args)
    kind, me.shown_night = kind_of(me.library, args.id, args.kind), FIRST_NIGHT
    for _ in range(MOST_VARIANTS):
        exercise = choose.choose(me.library, kind, args.id, request).exercise
        assert not isinstance(exercise, Routine)
        wanted = choose.Request() if isinstance(exercise, Pattern) else request
        timelines.append(choose.timeline(exercise, Settings(), UNASKED, me.is_night, wanted))
        me.shown_night += DAY  # nothing is stored of a night: any can be told
    return timelines


def _show_checklist(me: Context, args: argparse.Namespace) -> int:
    checklist, problems = choose.checklist(me.library, args.id)
    for problem in problems:
        print(problem, file=sys.stderr)
    return _print(
        as_json.of_checklist(checklist) if args.json else sheet.checklist_lines(checklist)
    )


def _show_lesson(me: Context, args: argparse.Namespace) -> int:
    lesson, problems = lessons.find(me.library, args.id)
    for problem in problems:
        print(problem, file=sys.stderr)
    return _print(as_json.of_lesson(lesson) if args.json else sheet.lesson_lines(lesson))


def _show_tree(me: Context, args: argparse.Namespace) -> int:
    """Print a tree for the night: on paper as it is told on every night, unless one is meant."""
    me.shown_night = args.night
    every_night = None if args.night or args.json else Telling(night=None)
    tree, problems = choose.awake(me.library, args.id, every_night)
    for problem in problems:
        print(problem, file=sys.stderr)
    return _print(as_json.of_tree(tree) if args.json else awake_sheet.lines(tree))


def _print(content: dict[str, Any] | Iterable[str]) -> int:
    if isinstance(content, dict):
        print(as_json.text(content))
    else:
        print(*content, sep="\n")
    return OK


def kind_of(library: Library, name: str, wanted: str | None) -> str:
    """Return the kind of an id, a name or a path. Raises `InputError`."""
    if is_toml(name):
        kind = choose.kind_of(Path(name), wanted)
    elif wanted or "/" in name:
        kind = wanted or name.split("/")[0]
    else:
        kind = _kind_by_name(library, name)
    if kind not in SHOWN:
        expected = ", ".join(SHOWN)
        raise InputError(f"{printable(name)}: found no such kind of script, expected {expected}")
    return kind


def _kind_by_name(library: Library, name: str) -> str:
    """Return the first kind that has a script of that name, or of the name nearest to it."""
    names = {name: kind for kind in reversed(SHOWN) for name in library.entries(kind)}
    near = get_close_matches(name, names, 1, 0.5)
    return names.get(name) or (names[near[0]] if near else "breathing")


def _check(me: Context, paths: list[Path], wanted: str | None) -> int:
    """Read the files, or all own ones, and print what is wrong with them; 1 if anything is."""
    bad = 0
    if paths:
        todo = [(choose.kind_of(file, wanted), file) for file in paths]
    else:
        entries = (entry for kind in KINDS for entry in me.library.entries(kind).values())
        todo = [(entry.kind, entry.file) for entry in entries if entry.is_own]
        bad = _check_settings(me)
    for kind, file in todo:
        try:
            script = usable(me.library, file, kind)
        except BadFile as error:
            bad += 1
            print(error, file=sys.stderr)
        else:
            print(f"{printable(str(file))}: fine")
            for hint in hints(file, script):
                print(hint, file=sys.stderr)
    if not todo:
        print("You have no scripts of your own yet.", file=sys.stderr)
    return FAILED if bad else OK


def usable(library: Library, file: Path, kind: str) -> Script:
    """Return the script of a file, if what it runs is there as well. Raises `BadFile`."""
    script = load_file(file, kind)
    references.check(file, references_of(library, script))
    return script


def _check_settings(me: Context) -> int:
    """Print what is wrong with the settings, if there are any; return how many problems."""
    file = me.settings_file.file
    for problem in me.settings_problems:
        print(problem, file=sys.stderr)
    if file.exists() and not me.settings_problems:
        print(f"{printable(str(file))}: fine")
    return len(me.settings_problems)
