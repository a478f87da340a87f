"""`coach scripts ...`: list, show, check and make scripts. Data to stdout, words to stderr."""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from coach import guide, paths
from coach.content.library import EXERCISES, KINDS, Library, load_file
from coach.content.problems import BadFile
from coach.domain import words
from coach.domain.timeline import Timeline
from coach.errors import BAD_INPUT, FAILED, OK, CoachError, InputError, printable
from coach.paths import Places
from coach.store import files


def answer(args: argparse.Namespace, places: Places) -> int:
    """Carry out one action and return the exit code. Raises `CoachError`."""
    library = Library(paths.assets(), places.config)
    match args.action:
        case "show":
            return _show(library, args)
        case "check":
            return _check(library, [Path(file) for file in args.files], args.kind)
        case "new":
            return _new(library, args.kind, args.name)
        case "schema":
            return _schema(args.kind)
        case "path":
            print(printable(str(library.config / "scripts")))
            return OK
    return _list(library)


def _list(library: Library) -> int:
    """Print a row a script; a broken one says so and does not stop the others."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, pad_edge=False)
    broken = 0
    for kind in EXERCISES:
        for entry in library.entries(kind).values():
            try:
                pattern, problems = library.pattern(entry)
                title, length = pattern.title, words.length(pattern.timeline().total_ms)
            except BadFile as error:
                problems, title, length = error.problems, "cannot be used", ""
            broken += bool(problems)
            cells = (entry.id, title, length, entry.origin if not problems else "has problems")
            table.add_row(*(Text(printable(cell)) for cell in cells))
    Console(highlight=False, soft_wrap=True).print(table)
    if broken:
        print("`coach scripts check` says what is wrong.", file=sys.stderr)
    return OK


def _show(library: Library, args: argparse.Namespace) -> int:
    choice = _find(library, args.id, args.kind)
    pattern = guide.with_length(choice.pattern, args.seconds, args.cycles)
    for problem in choice.problems:
        print(problem, file=sys.stderr)
    timeline = pattern.timeline()
    if args.json:
        print(_json(as_json(timeline)))
        return OK
    minutes = words.length(timeline.total_ms)
    print(
        pattern.title, pattern.summary, "", f"{words.breaths(pattern.cycles)}, {minutes}", sep="\n"
    )
    for heading, lines in (
        ("Before", [line.text for line in pattern.lead_in]),
        ("Each breath", [f"{p.duration_ms / 1000:4g} s  {p.text}" for p in pattern.phases]),
        ("Take care", list(pattern.cautions)),
    ):
        if lines:
            print("", heading, *(f"  {line}" for line in lines), sep="\n")
    return OK


def as_json(timeline: Timeline) -> dict[str, Any]:
    """Return a timeline as the contract describes it; seconds have at most three decimals."""
    return {
        "id": timeline.id,
        "title": timeline.title,
        "kind": timeline.kind,
        "total_seconds": timeline.total_ms / 1000,
        "cycles": timeline.cycles,
        "cues": [
            {
                "start": cue.start_ms / 1000,
                "seconds": cue.duration_ms / 1000,
                "kind": cue.kind,
                "text": cue.text,
            }
            for cue in timeline.cues
        ],
    }


def _json(value: dict[str, Any]) -> str:
    """Return `value` as JSON in which a terminal finds nothing to obey (a file name may try)."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)


def _find(library: Library, asked: str, wanted: str | None) -> guide.Choice:
    """Return the exercise that an id or a path means. Raises `InputError`."""
    if asked.endswith(".toml"):
        kind = guide.kind_of(Path(asked), wanted)
    else:
        kind = wanted or (asked.split("/")[0] if "/" in asked else "breathing")
    if kind not in EXERCISES:
        expected = ", ".join(EXERCISES)
        raise InputError(f"{printable(asked)}: found no such kind of script, expected {expected}")
    return guide.breathing(library, asked)


def _check(library: Library, asked: list[Path], wanted: str | None) -> int:
    """Read the files, or all own ones, and say what is wrong with them; 1 if anything is."""
    if asked:
        todo = [(guide.kind_of(file, wanted), file) for file in asked]
    else:
        entries = (entry for kind in KINDS for entry in library.entries(kind).values())
        todo = [(entry.kind, entry.file) for entry in entries if entry.is_own]
    bad = 0
    for kind, file in todo:
        try:
            load_file(file, kind)
        except BadFile as error:
            bad += 1
            print(error, file=sys.stderr)
        else:
            print(f"{printable(str(file))}: fine")
    if not todo:
        print("You have no scripts of your own yet.", file=sys.stderr)
    return FAILED if bad else OK


def _new(library: Library, kind: str, name: str) -> int:
    """Write a commented script that passes `check`, and print where it is."""
    templates = {f.stem: f for f in sorted((library.assets / "templates").glob("*.toml"))}
    if kind not in templates:
        return _unknown_kind(kind, list(templates))
    if not re.fullmatch(r"\w[\w-]{0,59}", name):
        raise InputError(
            f'found the name "{printable(name)}", expected up to 60 letters, digits, - and _'
        )
    file = library.own_folder(kind) / f"{name}.toml"
    with files.locked(file):
        if file.exists():
            raise CoachError(f"{printable(str(file))}: is there already; nothing was changed")
        files.write(file, templates[kind].read_text(encoding="utf-8"))
    print(printable(str(file)))
    return OK


def _schema(kind: str) -> int:
    """Print JSON Schema for the TOML files of a kind."""
    if kind not in KINDS:
        return _unknown_kind(kind, list(KINDS))
    import msgspec

    print(_json(msgspec.json.schema(KINDS[kind])))
    return OK


def _unknown_kind(kind: str, known: list[str]) -> int:
    expected = ", ".join(known)
    print(f'found the kind "{printable(kind)}", expected one of {expected}', file=sys.stderr)
    return BAD_INPUT
