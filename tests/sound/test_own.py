"""A person's own sounds: what can be used is, and what cannot be is noted and does no harm."""

import os
import shutil
import sys
import wave
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.sound import own, tones
from coach.sound import samples as sound
from coach.sound.own import NAMES, Sounds
from coach.sound.samples import RATE
from coach.system import folders
from tests.sound import measure
from tests.sound.voices import hum

has_decoder = pytest.mark.parametrize("has_decoder", [True, False])


@pytest.fixture
def has_decoder_or_not(has_decoder: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where miniaudio has no wheel it cannot be imported."""
    if has_decoder:
        pytest.importorskip("miniaudio")
    else:
        monkeypatch.setitem(sys.modules, "miniaudio", None)


def write(file: Path, samples: bytes, channels: int = 1, rate: int = RATE) -> None:
    with wave.open(str(file), "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        writer.writeframes(samples)


def read(folder: Path, kind: str = "in", ms: int = 8000) -> tuple[bytes | None, list[str]]:
    notes: list[str] = []
    return Sounds(folder, notes).samples(kind, ms), notes


@has_decoder
@pytest.mark.parametrize("rate", [8000, 24_000, 44_100])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.usefixtures("has_decoder_or_not")
def test_a_wav_of_any_form_is_heard(tmp_path: Path, channels: int, rate: int) -> None:
    second = hum(1000 * rate // RATE + 1, 0.5, 440 * RATE / rate)
    write(tmp_path / "in.wav", second if channels == 1 else _twice(second), channels, rate)
    samples, notes = read(tmp_path)
    assert notes == [] and samples is not None
    assert abs(sound.length(samples) - RATE) < 0.01 * RATE
    pitches = measure.turns(samples)
    assert sum(pitches) / len(pitches) == pytest.approx(440, rel=0.01)


def _twice(samples: bytes) -> bytes:
    """Return one channel as two."""
    return b"".join(samples[at : at + 2] * 2 for at in range(0, len(samples), 2))


@pytest.mark.parametrize("kind", NAMES)
def test_each_kind_has_its_file(tmp_path: Path, kind: str) -> None:
    write(tmp_path / f"{NAMES[kind]}.wav", hum(700, 0.5))
    samples, notes = read(tmp_path, kind)
    assert samples is not None and notes == []
    others = [other for other in NAMES if other != kind]
    assert [read(tmp_path, other)[0] for other in others] == [None] * len(others)


@pytest.mark.parametrize("peak", [0.01, 0.1, 0.9])
def test_it_is_made_as_loud_as_ours_with_soft_ends(tmp_path: Path, peak: float) -> None:
    write(tmp_path / "out.wav", hum(3000, peak, 300))
    samples, _ = read(tmp_path, "out")
    assert samples is not None
    ours = tones.breath("in", 4000, 0, 1)
    assert measure.loudness(samples) == pytest.approx(measure.loudness(ours), rel=0.1)
    assert measure.values(samples)[0] == measure.values(samples)[-1] == 0
    assert measure.release_ms(samples) > 30


def test_a_click_is_not_made_loud(tmp_path: Path) -> None:
    click = sound.silence(5000) + sound.encoded([0.9] * 4) + sound.silence(5000)
    write(tmp_path / "in.wav", click)
    samples, _ = read(tmp_path)
    assert samples is not None and measure.peak(samples) <= tones.NOISE_PEAK + 0.001


def test_a_file_without_any_sound_is_ours(tmp_path: Path) -> None:
    write(tmp_path / "in.wav", sound.silence(5000))
    assert read(tmp_path) == (None, ["sounds/in.wav: there is no sound in it; ours is used"])


def test_where_the_phase_is_shorter_it_ends_softly_with_it(tmp_path: Path) -> None:
    write(tmp_path / "in.wav", hum(9000, 0.5))
    samples, _ = read(tmp_path, ms=2000)
    assert samples is not None and sound.length(samples) == sound.count(2000)
    last = measure.crests(sound.part(samples, sound.count(1600), sound.count(2000)))
    assert last == sorted(last, reverse=True) and last[-1] < 0.01


BAD = {
    "empty": (b"", "cannot be read as sound"),
    "no sound": (b"This is a letter to my sister.", "cannot be read as sound"),
    "only a head": (b"RIFF\x24\0\0\0WAVEfmt ", "cannot be read as sound"),
}


@has_decoder
@pytest.mark.parametrize("bad", BAD)
@pytest.mark.usefixtures("has_decoder_or_not")
def test_what_is_no_sound_is_noted_and_ours_is_used(tmp_path: Path, bad: str) -> None:
    content, reason = BAD[bad]
    (tmp_path / "in.wav").write_bytes(content)
    samples, notes = read(tmp_path)
    assert samples is None
    [note] = notes
    assert note.startswith("sounds/in.wav: ") and reason in note and note.endswith("; ours is used")


@has_decoder
@pytest.mark.usefixtures("has_decoder_or_not")
def test_a_file_that_is_too_long_is_not_used(tmp_path: Path) -> None:
    long = hum(1000, 0.5) * 20
    write(tmp_path / "in.wav", long + bytes(2))
    samples, notes = read(tmp_path)
    assert (samples, notes) == (None, ["sounds/in.wav: it is longer than 20 seconds; ours is used"])
    write(tmp_path / "in.wav", long)
    samples, notes = read(tmp_path, ms=30_000)
    assert samples is not None and len(samples) == len(long) and notes == []


def test_a_file_of_two_gigabytes_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "in.wav").open("wb") as file:
        file.truncate(2_000_000_000)
    assert read(tmp_path) == (None, ["sounds/in.wav: it is larger than 20 MB; ours is used"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_nobody_waits_for_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "in.wav")
    (tmp_path / "out.wav").mkdir()
    assert read(tmp_path) == (None, ["sounds/in.wav: it is no file; ours is used"])
    assert read(tmp_path, "out") == (None, ["sounds/out.wav: it is no file; ours is used"])


def test_a_link_that_leads_nowhere_or_in_a_circle_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "in.wav").symlink_to("nowhere.wav")
    (tmp_path / "out.wav").symlink_to("out.wav")
    assert read(tmp_path) == (None, [])
    assert read(tmp_path, "out")[0] is None


def test_without_a_decoder_only_wav_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    (tmp_path / "in.flac").write_bytes(b"fLaC")
    note = "sounds/in.flac: only WAV can be read on this machine; ours is used"
    assert read(tmp_path) == (None, [note])


def test_a_bad_file_leaves_the_turn_to_the_next_ending(tmp_path: Path) -> None:
    (tmp_path / "in.flac").write_bytes(b"fLaC")
    write(tmp_path / "in.wav", hum(500, 0.5))
    assert read(tmp_path)[1] == []
    (tmp_path / "in.wav").write_bytes(b"RIFF")
    assert [note.split(":")[0] for note in read(tmp_path)[1]] == ["sounds/in.wav", "sounds/in.flac"]


def test_a_file_is_read_once(tmp_path: Path) -> None:
    write(tmp_path / "in.wav", hum(500, 0.5))
    notes: list[str] = []
    sounds = Sounds(tmp_path, notes)
    first = sounds.samples("in", 4000)
    (tmp_path / "in.wav").unlink()
    assert sounds.samples("in", 4000) == first is not None


def test_without_a_folder_all_sounds_are_ours(tmp_path: Path) -> None:
    assert Sounds(None, []).samples("in", 4000) is None
    assert read(tmp_path / "missing") == (None, [])


@has_decoder
@pytest.mark.usefixtures("has_decoder_or_not")
@given(noise=st.binary(max_size=300), place=st.integers(0, 60))
@settings(max_examples=60)
def test_no_bytes_do_any_harm(tmp_path: Path, noise: bytes, place: int) -> None:
    file = tmp_path / "in.wav"
    write(file, hum(500, 0.5)[:800])
    whole = file.read_bytes()
    file.write_bytes(whole[:place] + noise + whole[place + len(noise) :])
    samples, notes = read(tmp_path)
    assert (samples is None) == bool(notes)
    assert samples is None or measure.peak(samples) <= tones.NOISE_PEAK + 0.001


def test_ours_are_the_kinds_that_can_be_replaced() -> None:
    assert set(NAMES.values()) == {"in", "out", "hold", "squeeze", "let-go", "region"}
    assert own.ENDINGS == (".wav", ".flac", ".ogg", ".mp3")


def test_vorbis_is_heard_where_there_is_a_decoder(tmp_path: Path) -> None:
    pytest.importorskip("miniaudio")
    shutil.copy(folders.assets() / "voice" / "breath.ogg", tmp_path / "in.ogg")
    samples, notes = read(tmp_path)
    assert samples is not None and notes == []
    assert 0.05 < measure.peak(samples) <= tones.NOISE_PEAK + 0.001
