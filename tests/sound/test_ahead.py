"""Lines said ahead of their time, by a process of its own, whatever becomes of that."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coach.sound import samples as sound
from coach.sound import saying, voices
from coach.sound.ahead import MOST_FAILURES, STUDIO, Ahead, Studio
from coach.sound.line import LEVEL_DB
from coach.sound.samples import RATE
from coach.sound.spoken import Spoken
from tests.sound.captured import wait_for
from tests.sound.computer import Computer, without_hibari
from tests.sound.voices import Humming

PACKED = "Breathe in."
ESPEAK = "espeak-ng"


class Shipped(Humming):
    """A pack of one line."""

    def has(self, text: str) -> bool:
        return text == PACKED


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    return Computer(tmp_path / "bin", monkeypatch)


def ahead(folder: Path, who: str = ESPEAK, *command: str, patience: float = 20.0) -> Ahead:
    studio = Studio(*(command or (*STUDIO, str(folder), who)), patience=patience)
    return Ahead(Shipped(), Spoken(folder, who), who, studio)


def finish(ahead: Ahead) -> None:
    """Wait until nothing is wanted any more."""
    ahead.wait(lambda left: None, 0.01)


def test_the_voice_of_the_computer_says_what_the_pack_has_not_in_order_and_once(
    tmp_path: Path, computer: Computer
) -> None:
    voice = ahead(tmp_path / "voice")
    texts = ["One.", PACKED, "-h", "Two.", "One.", "$(touch x); `id`", "\n"]
    voice.want_later(["Later.", "Two."])
    voice.want(texts)
    assert voice.is_coming("Two.") and not voice.is_coming(PACKED)
    finish(voice)
    said = [text for text in computer.said if text != "Later."]
    assert said == ["One.", "-h", "Two.", "$(touch x); `id`"]
    assert computer.said.count("Later.") == 1
    assert all("One." not in arguments and "-h" not in arguments for arguments, _ in computer.asked)
    assert not any(map(voice.is_coming, texts))
    line = voice.samples("One.")
    assert line and sound.loudness(line) == pytest.approx(10 ** (LEVEL_DB / 20), rel=0.05)
    assert sound.length(line) / RATE == pytest.approx(1.03, abs=0.03), "without its silence"
    assert voice.samples(PACKED) == Humming().samples(PACKED)
    voice = ahead(tmp_path / "voice")
    voice.want(texts)
    finish(voice)
    assert voice.samples("Two.") and computer.said.count("Two.") == 1, "it is kept"
    assert {each.suffix for each in (tmp_path / "voice").iterdir()} == {".line"}


def test_a_damaged_line_is_said_anew_at_once(tmp_path: Path, computer: Computer) -> None:
    voice = ahead(tmp_path)
    voice.want(["One."])
    finish(voice)
    Spoken(tmp_path, ESPEAK).file("One.").write_bytes(b"x")
    voice.want(["One."])
    finish(voice)
    assert voice.samples("One.") and computer.said == ["One.", "One."]


def test_a_line_that_fails_or_is_silent_costs_no_other(tmp_path: Path, computer: Computer) -> None:
    voice = ahead(tmp_path)
    voice.want(["fail", "mute", "One."])
    finish(voice)
    assert voice.unsaid == {"fail": "the voice failed", "mute": "nothing is heard of it"}
    assert voice.samples("One.")
    voice.want(["mute", "Two."])
    assert not voice.is_coming("mute"), "it is not asked again"
    finish(voice)


def test_a_voice_that_hangs_is_ended_with_its_program_and_after_three_nobody_asks(
    tmp_path: Path, computer: Computer
) -> None:
    quick = ahead(tmp_path, patience=1.5)
    quick.want(["hang", "One."])
    finish(quick)
    assert quick.unsaid == {"hang": "the voice does not answer"} and quick.samples("One.")
    begun = tmp_path / "begun"
    never = ahead(tmp_path, ESPEAK, "sh", "-c", f"echo x >> {begun}; sleep 99", patience=0.3)
    never.want([f"Number {each}." for each in range(50)])
    finish(never)
    assert len(never.unsaid) == 50
    assert begun.read_text() == MOST_FAILURES * "x\n"


def test_where_nothing_can_be_kept_nothing_is_said_and_it_says_why(
    tmp_path: Path, computer: Computer
) -> None:
    (tmp_path / "voice").write_text("a file")
    voice = ahead(tmp_path / "voice")
    voice.want(["One."])
    finish(voice)
    assert "voice: could not be written (not a directory)" in voice.unsaid["One."]
    assert voice.samples("One.") is None


def test_a_voice_that_cannot_be_loaded_fails_line_by_line(tmp_path: Path) -> None:
    broken = f"""
import sys
sys.modules["hibari"] = None
from coach.sound import studio
studio.main([{str(tmp_path)!r}, "hibari"])
"""
    voice = ahead(tmp_path, "hibari", sys.executable, "-c", broken)
    voice.want(["One.", "Two."])
    finish(voice)
    assert voice.unsaid == {"One.": "the voice failed", "Two.": "the voice failed"}


def test_a_voice_that_is_killed_costs_its_line(tmp_path: Path, computer: Computer) -> None:
    studio = Studio(*STUDIO, str(tmp_path), ESPEAK)
    voice = Ahead(Shipped(), Spoken(tmp_path, ESPEAK), ESPEAK, studio)
    voice.want(["hang", "One."])
    wait_for(lambda: computer.said == ["hang"], "the program")
    assert studio._process
    os.killpg(studio._process.pid, signal.SIGKILL)
    finish(voice)
    assert list(voice.unsaid) == ["hang"] and voice.samples("One.")
    assert studio._process is None, "it ends when nothing is wanted"


def test_when_its_input_ends_it_ends_and_its_program_too(
    tmp_path: Path, computer: Computer
) -> None:
    process = subprocess.Popen(
        [*STUDIO, str(tmp_path), ESPEAK],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdin
    process.stdin.write(b'"hang"\n')
    process.stdin.flush()
    wait_for(lambda: computer.said == ["hang"], "the program")
    process.stdin.close()  # as when we are killed
    process.wait(20)
    wait_for(lambda: not is_there(process.pid), "the end of the program")


def is_there(group: int) -> bool:
    """Tell whether anything of a group of processes is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_is_wanted_anew_comes_first(tmp_path: Path, computer: Computer) -> None:
    voice = ahead(tmp_path)
    voice.want(["A.", "B.", "C."])
    voice.want(["C.", "A."])
    finish(voice)
    assert voice.samples("C.") and voice.samples("A.")
    assert sorted(computer.said) == ["A.", "C."]


def test_nobody_says_what_is_not_in_the_pack_where_there_is_no_voice(
    tmp_path: Path, computer: Computer
) -> None:
    voice = ahead(tmp_path, "")
    voice.want(["One.", PACKED])
    finish(voice)
    assert voice.samples("One.") is None and not voice.has("One.") and voice.has(PACKED)
    assert computer.asked == [] and not list(tmp_path.glob("*.line"))


def test_who_there_is(tmp_path: Path, computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    without_hibari(monkeypatch)
    assert voices.found(True) == ESPEAK
    assert voices.found(False) == ""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert voices.found(True) == ""


@pytest.mark.parametrize(
    ("text", "hibari", "computer"),
    [
        ("Soft.", True, True),
        ("Où êtes-vous?", True, True),
        ("-h", True, True),
        ("7", True, True),
        ("🌙🌙🌙", False, False),
        ("…", False, False),
        ("", False, False),
        ("سلام عليكم", False, True),
        ("x " * 2500, False, False),
    ],
)
def test_what_a_voice_can_say(text: str, hibari: bool, computer: bool) -> None:
    assert voices.can_say("hibari", text) is hibari
    assert voices.can_say(ESPEAK, text) is computer
    assert not voices.can_say("", text)


@pytest.mark.parametrize("sentence", ["a" * 1000, "so ft " * 200, "so", ""])
def test_a_long_sentence_is_cut_between_words(sentence: str) -> None:
    parts = list(saying.pieces(sentence))
    assert "".join(parts) == sentence
    assert all(len(part) <= saying.MOST_PHONEMES for part in parts)
    if " " in sentence:
        assert all(part.endswith(" ") for part in parts[:-1])


def test_hibari_speaks_and_says_what_it_cannot(tmp_path: Path) -> None:
    pytest.importorskip("hibari")
    voice = ahead(tmp_path, "hibari")
    too_many = "12345678901234 " * 12
    texts = ["These words are mine.", "1234567890" * 20, too_many, "-h", "Not cut. Not at all."]
    voice.want(texts)
    finish(voice)
    assert set(voice.unsaid) == {texts[1], too_many}
    assert voice.unsaid[too_many] == "it takes longer than 60 seconds"
    line = voice.samples(texts[0])
    assert line and 1.0 < sound.length(line) / RATE < 2.5
    assert 0.05 < sound.loudness(line) < 0.15
