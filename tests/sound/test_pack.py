"""The voice pack, as it is shipped and as it may be found: one line decoded, or a note."""

import sys
from array import array
from collections.abc import Callable, Sequence
from math import sqrt
from pathlib import Path
from shutil import copy
from zlib import crc32

import pytest

from coach.sound.pack import INDEX, RATE, Pack, name_of, read_index
from coach.system import folders

VOICE = folders.assets() / "voice"
TEXT = "Breathe in."
FILE = "breath.ogg"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack of one file."""
    copy(VOICE / FILE, tmp_path)
    rows = (VOICE / INDEX).read_text(encoding="utf-8").splitlines(keepends=True)
    first = rows.index(next(row for row in rows if row.startswith(FILE)))
    after = next(n for n in range(first + 1, len(rows)) if not rows[n].startswith(" "))
    (tmp_path / INDEX).write_text("".join(rows[first:after]), encoding="utf-8")
    return tmp_path


def loudness(values: Sequence[int]) -> float:
    """Return the root of the mean square, 0 to 1 of full scale."""
    return sqrt(sum(value * value for value in values) / len(values)) / 32768


def test_a_line_is_a_voice_with_soft_ends() -> None:
    pack = Pack(VOICE)
    samples = pack.samples(TEXT)
    assert samples and pack.has(TEXT) and not pack.note
    heard = array("h", samples)
    assert len(heard) == pack.index.lines[name_of(TEXT)].length
    assert 0.5 < len(heard) / RATE < 1.2
    assert 0.05 < loudness(heard) < 0.2
    assert loudness(heard[: RATE // 10]) > 0.02, "it begins at once"
    ends = [*heard[: RATE // 1000], *heard[-RATE // 1000 :]]
    assert max(map(abs, ends)) < 330, "no click"
    assert max(map(abs, heard)) < 0.95 * 32767


def test_a_line_is_the_same_whatever_was_decoded_before(folder: Path) -> None:
    texts = ("Rest.", "In.", TEXT, "Breathe out.", "Out.")
    pack = Pack(folder)
    once = [pack.samples(text) for text in texts]
    assert all(once) and len(set(once)) == len(texts)
    assert [Pack(folder).samples(text) for text in reversed(texts)] == once[::-1]


def test_a_text_that_it_does_not_have_is_no_failure(folder: Path) -> None:
    pack = Pack(folder)
    assert not pack.has("No script says this.")
    assert pack.samples("No script says this.") is None and pack.samples("") is None
    assert pack.note == ""


def flipped(data: bytes) -> bytes:
    """Return a file of which one byte in the middle is another."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize(
    "spoil",
    [
        flipped,
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: data + b"x",
        lambda data: b"OggS" * 1000,
    ],
    ids=["one bit", "cut", "empty", "longer", "noise"],
)
def test_a_damaged_file_is_silent_and_noted(folder: Path, spoil: Callable[[bytes], bytes]) -> None:
    file = folder / FILE
    file.write_bytes(spoil(file.read_bytes()))
    pack = Pack(folder)
    assert pack.samples(TEXT) is None
    assert pack.note == f"{FILE}: damaged"
    assert pack.samples("Rest.") is None and pack.note == f"{FILE}: damaged"


@pytest.mark.parametrize("data", [b"", b"OggS" * 1000, b"no sound at all"])
def test_what_the_decoder_refuses_is_silent_and_noted(folder: Path, data: bytes) -> None:
    """The checksum is right: the file was no sound from the start."""
    (folder / FILE).write_bytes(data)
    index = folder / INDEX
    rows = index.read_text(encoding="utf-8").splitlines()
    index.write_text("\n".join([f"{FILE} {crc32(data):x}", *rows[1:]]), encoding="utf-8")
    pack = Pack(folder)
    assert pack.has(TEXT) and pack.samples(TEXT) is None
    assert pack.note.startswith(f"{FILE}: ") and "damaged" not in pack.note


def test_a_line_that_ends_after_its_file_is_silent_and_noted(folder: Path) -> None:
    index = folder / INDEX
    for start, length in ((0, 30 * RATE), (10**12, 100)):
        head = index.read_text(encoding="utf-8").splitlines()[0]
        index.write_text(f"{head}\n{name_of(TEXT)} {start} {length}\n", encoding="utf-8")
        pack = Pack(folder)
        assert pack.samples(TEXT) is None
        assert pack.note.startswith(f"{FILE}: ")


def test_a_file_that_vanishes_is_silent_and_noted(folder: Path) -> None:
    pack = Pack(folder)
    assert pack.samples(TEXT)
    (folder / FILE).unlink()
    assert pack.samples(TEXT) is None
    first = pack.note
    assert first.startswith(f"{FILE}: ")
    (folder / FILE).write_bytes(b"")
    assert pack.samples(TEXT) is None and pack.note == first, "one note, of what went wrong first"


def test_without_the_decoder_it_is_silent_and_noted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There are systems for which it is not built."""
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    pack = Pack(folder)
    assert pack.samples(TEXT) is None and "miniaudio" in pack.note


def test_a_folder_without_an_index_has_nothing_and_says_so(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        pack = Pack(folder)
        assert not pack.has(TEXT) and pack.samples(TEXT) is None
        assert pack.note.startswith(f"{INDEX}: ")


@pytest.mark.parametrize(
    "spoilt",
    [
        b"\xff\xfe\x00 1\n",
        b"a.ogg xyz\n",
        b"a.ogg 1\n  b 1 c\n",
        b"a.ogg 1\n  b -1 5\n",
        b"a.ogg 1\n  b 1 0\n",
        b"a.ogg 1\n  b 1 99999999999\n",
    ],
)
def test_a_spoilt_index_has_nothing_and_says_so(tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / INDEX).write_bytes(spoilt)
    pack = Pack(tmp_path)
    assert not pack.index.lines and pack.samples(TEXT) is None
    assert pack.note.startswith(f"{INDEX}: ")


def test_a_line_without_a_file_is_silent_and_noted(tmp_path: Path) -> None:
    (tmp_path / INDEX).write_text(f"{name_of(TEXT)} 0 100\n", encoding="utf-8")
    pack = Pack(tmp_path)
    assert pack.samples(TEXT) is None and pack.note


def test_an_index_is_a_row_a_file_and_its_lines_below() -> None:
    rows = [
        "# two",
        "# three words",
        "a.ogg 0a",
        "  one 0 10",
        "  two 20 5",
        "b.ogg ff",
        "  three 7 1",
    ]
    index = read_index(rows)
    assert index.checksums == {"a.ogg": 10, "b.ogg": 255}
    assert index.lines["two"] == ("a.ogg", 20, 5) and index.lines["three"] == ("b.ogg", 7, 1)
    assert list(index.lines) == ["one", "two", "three"]
