"""A person's own scripts on disk: save, rename, delete, put back. Their comments are kept."""

import re
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

from coach.errors import CoachError
from coach.system import files
from coach.text import printable
from coach.toml import locate, read

_TITLE = re.compile(r"""^(\s*title\s*=\s*)("(?:[^"\\]|\\.)*"|'[^']*')""")
LONGEST_NAME = 40


class Deleted(NamedTuple):
    """A file that was deleted, and what is needed to put it back."""

    file: Path
    content: str


def free_file(folder: Path, title: str) -> Path:
    """Return a file in `folder` named after a title, with a number where the name is taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST_NAME].strip("-")
    stem = name or "mine"
    number = 1
    while (file := folder / f"{stem}{f'-{number}' if number > 1 else ''}.toml").exists():
        number += 1
    return file


def save(folder: Path, tree: dict[str, Any], file: Path | None = None) -> Path:
    """Write a script of the app's own making and return its file; `file` is overwritten.

    Without `file` it gets a new one, named after its title. Raises `CoachError`.
    """
    import tomli_w

    with files.locked(folder / "scripts"):
        file = file or free_file(folder, str(tree["title"]))
        files.write(file, tomli_w.dumps({"made_by": "coach"} | tree))
    return file


def rename(file: Path, title: str) -> None:
    """Give a script another title; nothing else in it changes.

    Its file keeps its name: evenings, what is left out and the settings know it by that. Raises
    `CoachError` when it cannot be written, or its title does not stand in one line.
    """
    import tomli_w

    with files.locked(file.parent / "scripts"):
        text = _text(file)
        lines = text.splitlines(keepends=True)
        at = locate.lines(text).get(("title",), 0) - 1
        old = _TITLE.match(lines[at]) if at >= 0 else None
        if old is None:
            raise CoachError(f"{printable(str(file))}: its title can be changed in the file")
        literal = tomli_w.dumps({"title": title}).strip().removeprefix("title = ")
        lines[at] = old[1] + literal + lines[at][old.end() :]
        files.write(file, "".join(lines))


def delete(file: Path) -> Deleted:
    """Delete a script; what is returned can be given to `put_back`. Raises `CoachError`."""
    deleted = Deleted(file, _text(file))
    files.remove(file)
    return deleted


def put_back(deleted: Deleted) -> None:
    """Undo a deletion; a file that has taken its name meanwhile is left. Raises `CoachError`."""
    with files.locked(deleted.file.parent / "scripts"):
        if deleted.file.exists():
            raise CoachError(f"{printable(str(deleted.file))}: there is another one by now")
        files.write(deleted.file, deleted.content)


def _text(file: Path) -> str:
    """Return the text of a file that is small and readable. Raises `CoachError`."""
    return read.read_text(file)
