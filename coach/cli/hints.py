"""What `coach scripts check` says of a script in which nothing is wrong: hints, a line each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coach.content import said
from coach.content.library import GuidedFile
from coach.content.model import Script
from coach.domain import fit
from coach.text import printable
from coach.toml import locate, read
from coach.toml.problems import Path as KeyPath
from coach.toml.problems import shorten


def hints(file: Path, script: Script) -> Iterator[str]:
    """Yield a line for every text of a script that is surely too long to be said in its time."""
    if not isinstance(script, GuidedFile):
        return
    rooms = said.rooms(script)
    too_long = [text for text, room_ms in rooms.items() if fit.is_too_long(text, room_ms)]
    lines = _lines(file) if too_long else {}
    for text in sorted(too_long, key=lambda text: lines.get(text, [0])):
        at = lines.get(text, [])
        place = f"{file}:{at[0]}" if len(at) == 1 else str(file)  # else it is not sure which
        taken, room = fit.spoken_ms(text) / 1000, max(rooms[text], 0) / 1000
        said_in = f"takes about {taken:.1f} s to say; there are {room:.1f} s"
        yield printable(f'{place}: hint: "{shorten(text)}" {said_in}')


def _lines(file: Path) -> dict[str, list[int]]:
    """Return on which lines of a file each text stands, in order, as far as that is sure."""
    text = read.read_text(file)
    lines = locate.lines(text)
    found: dict[str, list[int]] = {}
    for each, path in _texts(read.parse(text, str(file)), ()):
        if path in lines:
            found.setdefault(each, []).append(lines[path])
    return found


def _texts(value: Any, path: KeyPath) -> Iterator[tuple[str, KeyPath]]:
    """Yield every text in a parsed file, and where it is."""
    if isinstance(value, str):
        yield value, path
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _texts(each, (*path, index))
