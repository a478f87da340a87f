"""Arithmetic on samples, and who may know of the module in C that does it."""

import ast
import subprocess
import sys
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.sound import samples as sound
from coach.sound.samples import FULL, RATE
from tests.sound import measure

COACH = Path(__file__).parents[2] / "coach"
SOUNDS = st.lists(st.integers(-FULL - 1, FULL), max_size=300).map(lambda v: array("h", v).tobytes())


def test_one_module_knows_audioop() -> None:
    knowing = {
        file.relative_to(COACH).as_posix()
        for file in COACH.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import) and any(name.name == "audioop" for name in node.names)
    }
    assert knowing == {"sound/samples.py"}


def test_it_warns_nobody_that_audioop_is_old() -> None:
    code = "import coach.sound.samples"
    ended = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True)
    assert (ended.returncode, ended.stderr) == (0, b"")


@given(st.integers(0, 10**8))
def test_a_millisecond_is_a_whole_number_of_samples(ms: int) -> None:
    assert sound.count(ms) * 1000 == ms * RATE


def test_numbers_become_samples() -> None:
    assert list(measure.values(sound.encoded([0, 1, -1, 0.5]))) == [0, FULL, -FULL, 16_384]
    assert sound.length(sound.encoded([0.0] * 7)) == 7
    assert sound.silence(3) == sound.encoded([0, 0, 0])
    assert sound.part(sound.encoded([0.1, 0.2, 0.3, 0.4]), 1, 3) == sound.encoded([0.2, 0.3])


@given(samples=SOUNDS, gain=st.floats(0, 1))
def test_a_scaled_sound_is_that_much_quieter(samples: bytes, gain: float) -> None:
    pairs = zip(measure.values(sound.scaled(samples, gain)), measure.values(samples), strict=True)
    assert all(abs(new - old * gain) < 1.001 for new, old in pairs)


@given(one=SOUNDS, other=SOUNDS)
def test_two_sounds_at_once_are_their_sum_up_to_full_scale(one: bytes, other: bytes) -> None:
    both = min(len(one), len(other))
    pairs = zip(measure.values(one[:both]), measure.values(other[:both]), strict=True)
    sums = [min(max(a + b, -FULL - 1), FULL) for a, b in pairs]
    assert list(measure.values(sound.mixed(one[:both], other[:both]))) == sums


@given(samples=SOUNDS, in_ms=st.integers(0, 30), out_ms=st.integers(0, 30))
def test_faded_ends_begin_and_end_in_silence(samples: bytes, in_ms: int, out_ms: int) -> None:
    faded = measure.values(sound.faded(samples, in_ms, out_ms))
    assert len(faded) == sound.length(samples)
    assert not (in_ms and faded) or faded[0] == 0
    assert not (out_ms and faded) or faded[-1] == 0
    inside = slice(sound.count(in_ms), max(len(faded) - sound.count(out_ms), 0))
    assert faded[inside] == measure.values(samples)[inside]


@pytest.mark.parametrize("rate", [8000, 24_000, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_sound_of_another_form_lasts_as_long(width: int, channels: int, rate: int) -> None:
    quarter = 32 << 8 * (width - 1)
    middle = 128 if width == 1 else 0
    frame = (quarter + middle).to_bytes(width, sys.byteorder) * channels
    samples = sound.converted(frame * rate, width, channels, rate)
    assert abs(sound.length(samples) - RATE) <= max(RATE // rate, 1)  # one sample of the source
    assert sound.peak(samples) == pytest.approx(0.25, abs=0.01)


@pytest.mark.parametrize(
    "form", [(2, 3, RATE), (5, 1, RATE), (2, 0, RATE), (2, 1, 0), (2, 1, 10**9)]
)
def test_a_form_that_nobody_plays_is_refused(form: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError):
        sound.converted(bytes(240), *form)


def test_half_a_frame_at_the_end_is_left_out() -> None:
    assert sound.length(sound.converted(bytes(4 * 10 + 3), 2, 2, RATE)) == 10
