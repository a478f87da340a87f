"""The voice pack in the repository: what has to be in it, what is stale, and how it is renewed.

Every script has a file of its own, with the texts that no script before it says. So a changed line
costs one file, and a new script costs one more.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from zlib import crc32

from coach.content.breathing import PHASE_WORDS, BreathingFile
from coach.content.library import Library
from coach.domain.timeline import sentence
from coach.sound.pack import INDEX, Index, Line, name_of, read_index
from coach.system import folders
from tests.voice.lengths import shipped

FOLDER = folders.assets() / "voice"
DEFAULTS = "breath.ogg"
"""The file of the words that a breath has when its script gives none."""
MADE = "# Made with: "
HEAD = """\
# Where each line of the voice lies. A file and its CRC-32; below it its lines: the first twelve
# digits of the SHA-256 of the text, the first sample, and how many samples it has.
# Written by `python -m tests.voice pack`.
"""

Groups = Mapping[str, Sequence[str]]
"""The texts by the name of their file."""
Render = Callable[[Path, Sequence[str]], Sequence[tuple[int, int]]]
"""What says texts into a file, and returns the first sample and the count of each."""


@cache
def groups(every: int = 1) -> dict[str, tuple[str, ...]]:
    """Return what has to be in each file: every text once, in order of the names.

    For `every` see `lengths.shipped`.
    """
    wanted: dict[str, set[str]] = {DEFAULTS: set(defaults())}
    known = set(wanted[DEFAULTS])
    for id, text in [*words_left(), *((each.id, each.text) for each in shipped(every))]:
        if text not in known:
            known.add(text)
            wanted.setdefault(f"{id.replace('/', '-')}.ogg", set()).add(text)
    return {file: tuple(sorted(texts, key=name_of)) for file, texts in sorted(wanted.items())}


def defaults() -> Iterator[str]:
    """Yield what a breath says whose script gives no words."""
    for text, word in PHASE_WORDS.values():
        yield from (text, sentence(word))


def words_left() -> Iterator[tuple[str, str]]:
    """Yield each word that is left after the first breaths of a pattern, with the id of that."""
    library = Library(folders.assets(), Path("/nonexistent"))
    for entry in library.entries("breathing").values():
        pattern = library.load(entry, BreathingFile)[0].exercise(entry.id)
        yield from ((entry.id, sentence(cue.word)) for cue in pattern.timeline(1).cues if cue.word)


def stale(folder: Path, wanted: Groups) -> list[str]:
    """Return what is wrong with a pack: what it lacks, what is left over, what is damaged."""
    index, _ = _index(folder)
    texts = {name_of(text): text for lines in wanted.values() for text in lines}
    there = {file.name for file in folder.glob("*.ogg")}
    damaged = [file for file in sorted(index.checksums) if not _is_whole(folder, index, file)]
    return [
        *(f"no sound: {text}" for name, text in texts.items() if name not in index.lines),
        *(f"left over: {name}" for name in index.lines if name not in texts),
        *(f"left over: {file}" for file in sorted(there - set(index.checksums))),
        *(f"missing or damaged: {file}" for file in damaged),
    ]


def renew(
    folder: Path, wanted: Groups, made: str, render: Render, is_all: bool = False
) -> list[str]:
    """Bring a pack up to date, and return the files that were rendered: only what has changed."""
    folder.mkdir(exist_ok=True)
    index, made_before = _index(folder)
    rendered = []
    lines: dict[str, Line] = {}
    for file, texts in wanted.items():
        names = [name_of(text) for text in texts]
        old = {name: line for name, line in index.lines.items() if line.file == file}
        is_stale = list(old) != names or made != made_before or not _is_whole(folder, index, file)
        if is_all or is_stale:
            rendered.append(file)
            places = render(folder / file, texts)
            old = {n: Line(file, *place) for n, place in zip(names, places, strict=True)}
        lines |= old
    for left_over in {file.name for file in folder.glob("*.ogg")} - set(wanted):
        (folder / left_over).unlink()
    checksums = {file: crc32((folder / file).read_bytes()) for file in wanted}
    (folder / INDEX).write_text(written(Index(lines, checksums), made), encoding="utf-8")
    return rendered


def written(index: Index, made: str) -> str:
    """Return an index as its file."""
    rows = []
    for file, checksum in index.checksums.items():
        rows.append(f"{file} {checksum:08x}\n")
        for name, line in index.lines.items():
            if line.file == file:
                rows.append(f"  {name} {line.start} {line.length}\n")
    return f"{HEAD}{MADE}{made}\n{''.join(rows)}"


def _index(folder: Path) -> tuple[Index, str]:
    """Return the index of a pack, and how it was made; empty when there is none yet."""
    file = folder / INDEX
    rows = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    made = [row.removeprefix(MADE) for row in rows if row.startswith(MADE)]
    return read_index(rows), "".join(made)


def _is_whole(folder: Path, index: Index, file: str) -> bool:
    """Tell whether a file is there and as the index says."""
    path = folder / file
    return path.exists() and crc32(path.read_bytes()) == index.checksums.get(file)
