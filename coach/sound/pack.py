"""The voice pack: every line of the shipped scripts, said once, in some dozens of Vorbis files.

An index beside the files says where in which file a line lies, by the hash of its text. So one line
alone is decoded, in about 2 ms, and none of the others. `python -m tests.voice pack` makes it all.
"""

from array import array
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple
from zlib import crc32

INDEX: Final = "index.txt"
"""What the index is called, in the folder of the pack."""
RATE: Final = 24_000
"""Samples a second."""
LONGEST_S: Final = 60
"""No line is longer, in seconds; an index that says so is wrong."""


class Line(NamedTuple):
    """Where a line lies."""

    file: str
    start: int
    """Its first sample, counted from the start of the file."""
    length: int
    """How many samples it has."""


class Index(NamedTuple):
    """What an index says."""

    lines: Mapping[str, Line]
    """By the name of the text."""
    checksums: Mapping[str, int]
    """The CRC-32 of each file, so that a damaged one is never decoded."""


def name_of(text: str) -> str:
    """Return what a text is called in the index."""
    return sha256(text.encode()).hexdigest()[:12]


def read_index(rows: Iterable[str]) -> Index:
    """Return an index: a row for each file, its lines below it; `#` begins a comment.

    Raises `ValueError`.
    """
    lines: dict[str, Line] = {}
    checksums: dict[str, int] = {}
    file = ""
    for row in rows:
        match row.partition("#")[0].split():
            case [name, start, count]:
                lines[name] = Line(file, int(start), int(count))
                if not 0 < lines[name].length <= LONGEST_S * RATE or lines[name].start < 0:
                    raise ValueError(f"{name} cannot lie there")
            case [file, checksum]:
                checksums[file] = int(checksum, 16)
    return Index(lines, checksums)


class Pack:
    """The voice pack of a folder. What is missing or damaged is silent, and noted."""

    def __init__(self, folder: Path) -> None:
        """Read the index; no sound is decoded yet."""
        self.folder = folder
        self.note = ""
        """The first thing that went wrong, in words; empty while all is well."""
        self.index = Index({}, {})
        try:
            with (folder / INDEX).open(encoding="utf-8") as rows:
                self.index = read_index(rows)
        except (OSError, ValueError) as error:
            self._note(f"{INDEX}: {error}")

    def has(self, text: str) -> bool:
        """Tell whether the pack should have this text."""
        return name_of(text) in self.index.lines

    def samples(self, text: str) -> bytes | None:
        """Return what is heard of a text; None when there is nothing, or it cannot be decoded."""
        line = self.index.lines.get(name_of(text))
        if line is None:
            return None
        try:
            if crc32((self.folder / line.file).read_bytes()) != self.index.checksums[line.file]:
                raise ValueError("damaged")
            return decoded(self.folder / line.file, line.start, line.length)
        except Exception as error:  # whatever a decoder does, the night goes on
            self._note(f"{line.file}: {error}")
            return None

    def damaged(self) -> list[str]:
        """Return the names of the files that are missing or damaged."""
        return [name for name in self.index.checksums if not self._is_whole(name)]

    def _is_whole(self, name: str) -> bool:
        """Tell whether a file is as it was made; it may be missing."""
        try:
            return crc32((self.folder / name).read_bytes()) == self.index.checksums[name]
        except OSError:
            return False

    def _note(self, text: str) -> None:
        """Keep what went wrong first."""
        self.note = self.note or text


def decoded(file: Path, start: int, count: int) -> bytes:
    """Return `count` samples of a Vorbis file from the one numbered `start` on, and no fewer."""
    import miniaudio  # slow to load, and not on every system

    form = miniaudio.SampleFormat.SIGNED16
    stream = miniaudio.stream_file(str(file), form, 1, RATE, count, seek_frame=start)
    found: array[int] = next(stream, array("h"))
    stream.close()
    if len(found) < count:
        raise ValueError("too short")
    return found.tobytes()
