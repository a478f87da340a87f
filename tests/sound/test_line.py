"""A line made ready: trimmed, as loud as those of the pack, with soft ends."""

import pytest

from coach.sound import samples as sound
from coach.sound.line import LEVEL_DB, PEAK, UnsayableError, ready
from coach.sound.samples import RATE, WIDTH
from tests.sound.voices import hum


def padded(peak: float = 0.3, ms: int = 500) -> bytes:
    return sound.silence(RATE // 2) + hum(ms, peak) + sound.silence(RATE)


@pytest.mark.parametrize("peak", [0.02, 0.3, 0.95])
def test_the_silence_around_it_is_gone_and_it_is_level(peak: float) -> None:
    line = ready(padded(peak))
    assert 480 <= sound.length(line) * 1000 / RATE <= 560
    middle = sound.part(line, RATE // 10, RATE // 3)
    assert sound.loudness(middle) == pytest.approx(10 ** (LEVEL_DB / 20), rel=0.05)
    assert sound.peak(line[:WIDTH]) == sound.peak(line[-WIDTH:]) == 0


def test_a_sharp_sound_does_not_reach_the_top() -> None:
    click = sound.encoded([0.9] * 24)
    line = ready(sound.silence(RATE) + hum(900, 0.02) + click + hum(900, 0.02))
    assert sound.peak(line) == pytest.approx(PEAK, abs=0.01)


@pytest.mark.parametrize(
    "raw", [b"", bytes(2 * RATE), bytes(7), sound.scaled(hum(500, 0.9), 0.001)]
)
def test_what_nobody_can_hear_is_no_line(raw: bytes) -> None:
    with pytest.raises(UnsayableError):
        ready(raw)


def test_it_is_made_ready_as_the_pack_is() -> None:
    render = pytest.importorskip("tests.voice.render")
    np = pytest.importorskip("numpy")
    raw = padded(0.2)
    line = np.frombuffer(ready(raw), np.int16) / sound.FULL
    fine = render.ready(np.frombuffer(raw, np.int16) / sound.FULL)
    assert len(line) == len(fine)
    assert np.abs(line - fine).max() < 0.002
