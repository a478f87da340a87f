"""The voice pack has each shipped text once and nothing else, and is renewed where it changed.

Scans are looked at in steps of seven seconds, and by `python -m tests.voice` at every second.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from coach.domain import fit
from coach.sound.pack import INDEX, RATE, Index, Line, Pack, name_of, read_index
from coach.sound.saying import SEED, SPEED
from tests.voice import lengths, pack

MOST_BYTES = 24_000_000
"""How large the pack of today's scripts may be."""
MOST_BYTES_A_SECOND = 4200
STEP = 7
groups = partial(pack.groups, STEP)
STALE = "run `python -m tests.voice pack`"


def index() -> Index:
    """Return the shipped index."""
    return Pack(pack.FOLDER).index


def test_each_shipped_text_has_its_sound_and_none_is_left_over() -> None:
    assert not (wrong := pack.stale(pack.FOLDER, groups())), "\n".join([STALE, *wrong])


def test_it_has_every_line_and_word_once() -> None:
    texts = [text for lines in groups().values() for text in lines]
    assert len(set(texts)) == len(texts) == len(index().lines)
    assert {each.text for each in lengths.shipped(STEP)} <= set(texts)
    assert {"In.", "Out.", "Full.", "Empty.", "Rest.", "Breathe in."} <= set(texts)


def test_no_line_is_longer_than_the_table_says() -> None:
    """The table is of lines with the silence around them, which the pack has not.

    It is least around one word of one syllable: 0.42 s, "oak".
    """
    table = lengths.read()
    trimmed = {n: table[n] - line.length / RATE for n, line in index().lines.items() if n in table}
    assert len(trimmed) == len(table)
    assert {name for name, seconds in trimmed.items() if not 0.4 < seconds < 1.0} == set()


def test_words_alone_are_as_short_as_is_guessed() -> None:
    words = {text for _, text in pack.words_left()} | set(pack.defaults())
    for word in words:
        assert index().lines[name_of(word)].length / RATE < fit.spoken_ms(word) / 1000


def test_it_is_within_its_size() -> None:
    size = sum(file.stat().st_size for file in pack.FOLDER.iterdir())
    seconds = sum(line.length for line in index().lines.values()) / RATE
    assert size <= MOST_BYTES
    assert size / seconds <= MOST_BYTES_A_SECOND


def test_lines_follow_one_another_with_silence_between_them() -> None:
    by_file: dict[str, list[Line]] = {}
    for line in index().lines.values():
        by_file.setdefault(line.file, []).append(line)
    assert set(by_file) == set(groups()) == set(index().checksums)
    for lines in by_file.values():
        ends = [0, *(line.start + line.length for line in lines)]
        assert all(line.start == end + RATE // 10 for line, end in zip(lines, ends, strict=False))


def test_it_says_how_it_was_made_and_names_its_licence() -> None:
    about = (pack.FOLDER / "README.txt").read_text(encoding="utf-8")
    assert max(len(row) for row in about.splitlines()) <= 64
    for name in ("hibari-tts", "Maureese Williams", "Kokoro-82M", "hexgrad", "af_heart"):
        assert name in about
    licence = (pack.FOLDER / "LICENSE.txt").read_text(encoding="utf-8")
    assert "Apache License" in licence and "Version 2.0, January 2004" in licence
    assert "Kokoro-82M" in (pack.FOLDER / "NOTICE.txt").read_text(encoding="utf-8")
    rows = (pack.FOLDER / INDEX).read_text(encoding="utf-8").splitlines()
    (made,) = [row for row in rows if row.startswith(pack.MADE)]
    assert f"speed {SPEED}, seed {SEED}" in made and "hibari-tts 0." in made


class Renewal:
    """A pack in a folder, and a voice that writes letters and notes for which files it did."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = "by hand"

    def __call__(self, is_all: bool = False, /, **files: Sequence[str]) -> list[str]:
        """Renew it for these files, and return which of them were written."""
        wanted = {f"{name}.ogg": texts for name, texts in files.items()}
        rendered = pack.renew(self.folder, wanted, self.made, self.render, is_all)
        assert pack.stale(self.folder, wanted) == []
        assert {file.name for file in self.folder.iterdir()} == {INDEX, *wanted}
        return rendered

    def render(self, file: Path, texts: Sequence[str]) -> list[tuple[int, int]]:
        """Write all texts into a file."""
        file.write_text("".join(texts), encoding="utf-8")
        return [("".join(texts).index(text), len(text)) for text in texts]

    def place(self, text: str) -> Line:
        """Return where a text lies by the index."""
        return read_index((self.folder / INDEX).read_text().splitlines()).lines[name_of(text)]


@pytest.fixture
def renewal(tmp_path: Path) -> Renewal:
    """A pack of three files."""
    renewal = Renewal(tmp_path / "voice")
    assert renewal(a=["one", "two"], b=["three"], c=["four"]) == ["a.ogg", "b.ogg", "c.ogg"]
    return renewal


def test_what_has_not_changed_stays_byte_for_byte(renewal: Renewal) -> None:
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in _files(renewal)}
    assert renewal(a=["one", "two"], b=["three"], c=["four"]) == []
    assert renewal(a=["one", "two"], b=["three", "five"], c=["four"]) == ["b.ogg"]
    for file in _files(renewal):
        if file.name not in (INDEX, "b.ogg"):
            assert (file.read_bytes(), file.stat().st_mtime_ns) == before[file]
    assert renewal.place("two") == ("a.ogg", 3, 3) and renewal.place("five") == ("b.ogg", 5, 4)


def test_what_no_script_says_any_more_is_gone(renewal: Renewal) -> None:
    assert renewal(a=["one"], c=["four"]) == ["a.ogg"]
    assert not (renewal.folder / "b.ogg").exists()


def test_a_text_that_moves_leaves_its_old_file(renewal: Renewal) -> None:
    assert renewal(a=["one"], b=["three", "two"], c=["four"]) == ["a.ogg", "b.ogg"]
    assert renewal.place("two") == ("b.ogg", 5, 3)


def test_a_damaged_or_missing_file_and_another_voice_are_made_anew(renewal: Renewal) -> None:
    files = {"a": ["one", "two"], "b": ["three"], "c": ["four"]}
    (renewal.folder / "a.ogg").write_bytes(b"")
    (renewal.folder / "b.ogg").unlink()
    assert renewal(**files) == ["a.ogg", "b.ogg"]
    assert renewal(True, **files) == ["a.ogg", "b.ogg", "c.ogg"]
    renewal.made = "by a better hand"
    assert renewal(**files) == ["a.ogg", "b.ogg", "c.ogg"]
    assert renewal(**files) == []


def test_what_is_stale_is_named(renewal: Renewal) -> None:
    (renewal.folder / "x.ogg").touch()
    (renewal.folder / "c.ogg").unlink()
    wanted = {"a.ogg": ["one", "six"], "b.ogg": ["three"], "c.ogg": ["four"]}
    assert pack.stale(renewal.folder, wanted) == [
        "no sound: six",
        f"left over: {name_of('two')}",
        "left over: x.ogg",
        "missing or damaged: c.ogg",
    ]


def _files(renewal: Renewal) -> list[Path]:
    """Return the files of a pack."""
    return sorted(renewal.folder.iterdir())
