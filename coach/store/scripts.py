"""A person's own scripts on disk: save, rename, delete, put back.

Whoever writes in a folder holds its lock. Links, modes and comments are the person's, and stay.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from coach.errors import CoachError
from coach.system import files, lock
from coach.text import printable
from coach.toml import edit, read
from coach.toml.read import Tree

LONGEST_NAME = 40
MADE_BY = {"made_by": "coach"}
"""Stands first in a file that the app made."""


class Deleted(NamedTuple):
    """A file that was deleted, and what is needed to put it back."""

    file: Path
    content: bytes
    mode: int
    link: str
    """Where it led, when it was a link; else empty."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock of the scripts in a folder. Raises `CoachError` when that is not possible."""
    with files.named_errors(folder), lock.locked(folder / "scripts"):
        yield


def free_file(folder: Path, title: str) -> Path:
    """Return a file in `folder` named after a title, with a number where the name is taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST_NAME].strip("-")
    stem = name or "mine"
    number = 1
    while os.path.lexists(file := folder / f"{stem}{f'-{number}' if number > 1 else ''}.toml"):
        number += 1
    return file


def save(folder: Path, tree: Tree, file: Path | None = None) -> Path:
    """Write a script that the app made, and return its file; `file` is overwritten.

    Without `file` it gets a new one, named after its title. Raises `CoachError`.
    """
    import tomli_w

    with alone(folder):
        file = file or free_file(folder, str(tree["title"]))
        files.rewrite(file, tomli_w.dumps(MADE_BY | tree | MADE_BY))
    return file


def rename(file: Path, title: str) -> None:
    """Give a script another title; nothing else in it changes.

    Its file keeps its name, since routines and settings refer to it. Raises `CoachError` when it
    cannot be written, or its title cannot be changed without changing anything else.
    """
    with alone(file.parent):
        text = read.read_text(file)
        has_title = isinstance(read.parse(text, str(file)).get("title"), str)
        renamed = edit.edited(text, lambda tree: tree.update(title=title)) if has_title else None
        if renamed is None:
            raise CoachError(f"{printable(str(file))}: its title can be changed in the file")
        files.rewrite(file, renamed)


def delete(file: Path) -> Deleted:
    """Delete a script; of a link only the link. What is returned can be given to `put_back`.

    Raises `CoachError`.
    """
    with alone(file.parent):
        read.read_text(file)  # what is too large to read is too large to bring back
        with files.named_errors(file):
            link = os.readlink(file) if file.is_symlink() else ""
            deleted = Deleted(file, file.read_bytes(), stat.S_IMODE(file.stat().st_mode), link)
        files.remove(file)
    return deleted


def put_back(deleted: Deleted) -> None:
    """Undo a deletion; a file that has taken its name meanwhile is left. Raises `CoachError`."""
    file, content, mode, link = deleted
    with alone(file.parent):
        if os.path.lexists(file):
            raise CoachError(f"{printable(str(file))}: there is another one by now")
        if link:
            os.symlink(link, file)
        else:
            files.write(file, content, mode)
