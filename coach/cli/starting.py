"""What one starts from: `coach scripts new` and `schema`."""

import os
import re
import sys

from coach.cli import as_json
from coach.content.library import KINDS, Library
from coach.errors import BAD_INPUT, OK, CoachError, InputError
from coach.store import scripts as own_scripts
from coach.system import files
from coach.text import printable


def new(library: Library, kind: str, name: str) -> int:
    """Write a commented script that passes `check`, and print where it is."""
    templates = {f.stem: f for f in sorted((library.assets / "templates").glob("*.toml"))}
    if kind not in templates:
        return _unknown_kind(kind, list(templates))
    if not re.fullmatch(r"\w[\w-]{0,59}", name):
        raise InputError(
            f'found the name "{printable(name)}", expected up to 60 letters, digits, - and _'
        )
    file = library.own_folder(kind) / f"{name}.toml"
    with own_scripts.alone(file.parent):
        if os.path.lexists(file):
            raise CoachError(f"{printable(str(file))}: is there already; nothing was changed")
        files.write(file, templates[kind].read_text(encoding="utf-8"))
    print(printable(str(file)))
    return OK


def schema(kind: str) -> int:
    """Print JSON Schema for the TOML files of a kind."""
    if kind not in KINDS:
        return _unknown_kind(kind, list(KINDS))
    import msgspec

    print(as_json.text(msgspec.json.schema(KINDS[kind])))
    return OK


def _unknown_kind(kind: str, known: list[str]) -> int:
    expected = ", ".join(known)
    print(f'found the kind "{printable(kind)}", expected one of {expected}', file=sys.stderr)
    return BAD_INPUT
