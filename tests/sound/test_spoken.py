"""What a voice said is kept by its text, within a limit; what is damaged is not there."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.sound.spoken import LONGEST_BYTES, Spoken
from tests.nobody import as_nobody
from tests.sound.voices import hum

TEXT = "My own words."


@pytest.fixture
def spoken(tmp_path: Path) -> Spoken:
    return Spoken(tmp_path / "cache" / "voice", "hibari")


def test_a_line_comes_back_as_it_was_for_its_text_and_its_voice_alone(spoken: Spoken) -> None:
    assert spoken.samples(TEXT) is None
    spoken.keep(TEXT, hum(300, 0.3))
    assert spoken.samples(TEXT) == hum(300, 0.3)
    assert Spoken(spoken.folder, "espeak-ng").samples(TEXT) is None
    assert spoken.samples(f"{TEXT} ") is None
    assert stat.S_IMODE(spoken.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(spoken.file(TEXT).stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", ["cut", "bit", "empty", "other", "folder", "endless"])
def test_a_damaged_line_is_not_there_and_is_made_anew(spoken: Spoken, damage: str) -> None:
    spoken.keep(TEXT, hum(300, 0.3))
    file, whole = spoken.file(TEXT), spoken.file(TEXT).read_bytes()
    bit = bytes([whole[len(whole) // 2] ^ 1])
    half = len(whole) // 2
    match damage:
        case "folder":
            file.unlink()
            file.mkdir()
        case "endless":
            spoken.keep(TEXT, bytes(LONGEST_BYTES + 2))
        case _:
            other = {"cut": whole[:-1], "bit": whole[:half] + bit + whole[half + 1 :]}
            file.write_bytes(other.get(damage, damage.encode() if damage == "other" else b""))
    assert spoken.samples(TEXT) is None
    if damage != "folder":
        spoken.keep(TEXT, hum(300, 0.3))
        assert spoken.samples(TEXT) == hum(300, 0.3)


def test_what_was_not_heard_for_longest_goes_first(tmp_path: Path) -> None:
    lines = {text: hum(100 + 10 * at, 0.3) for at, text in enumerate(["a", "b", "c", "d"])}
    size = 0
    for text, line in lines.items():
        one = Spoken(tmp_path, "hibari")
        one.keep(text, line)
        size += one.file(text).stat().st_size
        os.utime(one.file(text), (1000, 1000 + len(text) + ord(text)))
    spoken = Spoken(tmp_path, "hibari", most_bytes=size)
    assert spoken.samples("a"), "it is the one that was heard last, by now"
    spoken.keep("e", lines["a"])
    assert [text for text in "abcde" if spoken.samples(text)] == ["a", "c", "d", "e"]
    Spoken(tmp_path, "hibari", most_bytes=1).keep("f", lines["b"])
    assert [each.name for each in tmp_path.iterdir()] == [spoken.file("f").name]


def test_where_nothing_may_be_written_that_is_said(open_folder: Path) -> None:
    spoken = Spoken(open_folder / "voice", "hibari")
    spoken.keep(TEXT, hum(300, 0.3))
    spoken.file(TEXT).chmod(0o644)
    spoken.folder.chmod(0o555)
    with as_nobody():
        assert spoken.samples(TEXT) == hum(300, 0.3)
        with pytest.raises(CoachError, match="could not be written"):
            spoken.keep("Others.", hum(300, 0.3))


def test_on_a_full_disk_nothing_half_is_left(spoken: Spoken) -> None:
    code = f"""
import resource, signal
from pathlib import Path
from coach.errors import CoachError
from coach.sound.spoken import Spoken
from tests.sound.voices import hum
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    Spoken(Path({str(spoken.folder)!r}), "hibari").keep("x", hum(900, 0.3))
except CoachError as error:
    print(error)
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "could not be written (file too large)" in ended.stdout
    assert list(spoken.folder.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_an_error_of_ours(spoken: Spoken) -> None:
    spoken.folder.parent.mkdir()
    spoken.folder.write_text("x")
    assert spoken.samples(TEXT) is None
    with pytest.raises(CoachError):
        spoken.keep(TEXT, hum(300, 0.3))
