"""Tones, waves and noise, measured: soft, low, without a click, and as long as they should be."""

from collections.abc import Callable
from functools import cache, partial
from itertools import islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.sound import samples as sound
from coach.sound import tones
from coach.sound.samples import RATE
from coach.sound.score import LET_GO_MS, REGION_MS, SHORTEST_TONE_MS, SQUEEZE_MS, TICK_MS
from tests.sound import measure

BODY = (
    *(("squeeze", SQUEEZE_MS), ("let-go", LET_GO_MS), ("region", REGION_MS), ("tick", TICK_MS)),
    *((kind, SHORTEST_TONE_MS) for kind in ("squeeze", "let-go", "region")),
)
PHASES_MS = (SHORTEST_TONE_MS, 1000, 4000, 8000)
MAKES: dict[str, tuple[int, Callable[[], bytes]]] = {
    **{f"in {ms}": (ms, partial(tones.breath, "in", ms, 0, 1)) for ms in PHASES_MS},
    **{f"out {ms}": (ms, partial(tones.breath, "out", ms, 1, 0)) for ms in PHASES_MS},
    **{f"{kind} {ms}": (ms, partial(tones.body, kind, ms)) for kind, ms in BODY},
    **{
        f"{kind} {ms} {wave}": (ms, partial(tones.sea, kind, ms, wave))
        for kind in ("sea-in", "sea-out")
        for ms, wave in ((SHORTEST_TONE_MS, 0), (4000, 1), (8000, 3))
    },
}
"""How long each sound should be, and what makes it."""
EACH = pytest.mark.parametrize("name", MAKES)
OF_PITCH = pytest.mark.parametrize("name", [name for name in MAKES if "sea" not in name])


@cache
def made(name: str) -> tuple[int, bytes]:
    """Return how long a sound should be, and the sound, made once by who runs these tests."""
    ms, make = MAKES[name]
    return ms, make()


@EACH
def test_it_is_as_long_as_it_should_be_to_the_sample(name: str) -> None:
    ms, samples = made(name)
    assert sound.length(samples) == sound.count(ms)


@EACH
def test_it_begins_at_once_and_softly_and_ends_softly(name: str) -> None:
    ms, samples = made(name)
    assert measure.onset(samples) <= 10
    assert measure.largest_step(samples) < 0.02
    longest_end_ms = max(ms / 20, 20)  # a long ebb is below one step of 16 bits before it is over
    assert measure.onset(sound.encoded(v / 32767 for v in measure.values(samples)[::-1])) <= (
        longest_end_ms
    )


@OF_PITCH
def test_it_swells_and_fades_slowly(name: str) -> None:
    _, samples = made(name)
    assert measure.attack_ms(samples) >= 100  # to 90 %: the whole attack is 150 ms at least
    assert measure.release_ms(samples) >= 260  # the same: 400 ms


@EACH
def test_it_is_low_and_never_loud(name: str) -> None:
    _, samples = made(name)
    assert measure.share_above(samples, 2000) < 0.01
    most = tones.NOISE_PEAK if "sea" in name else tones.TONE_PEAK
    assert most / 5 < measure.peak(samples) <= most + 0.0001


@OF_PITCH
def test_its_pitch_lies_between_150_and_450_hz_and_never_jumps(name: str) -> None:
    _, samples = made(name)
    pitches = measure.turns(samples)
    assert all(150 < pitch < 450 for pitch in pitches)
    assert all(abs(after / before - 1) < 0.02 for before, after in pairwise(pitches))


def test_in_rises_and_out_falls_by_the_same_way() -> None:
    rising = measure.turns(made("in 4000")[1])
    falling = measure.turns(made("out 4000")[1])
    assert rising[0] == pytest.approx(tones.LOW_HZ, rel=0.01)
    assert rising[-1] == pytest.approx(tones.HIGH_HZ, rel=0.01)
    assert falling[0] == pytest.approx(tones.HIGH_HZ, rel=0.01)
    assert falling[-1] < 1.1 * tones.LOW_HZ  # by then it is hardly heard
    assert all(after > before * 0.999 for before, after in pairwise(rising))
    assert all(after < before * 1.001 for before, after in pairwise(falling))


def test_in_swells_late_and_out_ebbs_away() -> None:
    half = sound.count(2000)
    for kind, rise in (("in", 1), ("out", -1), ("sea-in", 1), ("sea-out", -1)):
        samples = made(f"{kind} 4000" if "sea" not in kind else f"{kind} 4000 1")[1]
        first = measure.loudness(sound.part(samples, 0, half))
        last = measure.loudness(sound.part(samples, half, 2 * half))
        assert (last > first) == (rise > 0), kind


def test_a_squeeze_is_let_go_a_fifth_below() -> None:
    squeeze = measure.turns(made(f"squeeze {SQUEEZE_MS}")[1])
    let_go = measure.turns(made(f"let-go {LET_GO_MS}")[1])
    assert max(squeeze) / min(squeeze) < 1.01
    assert let_go[0] == pytest.approx(squeeze[-1], rel=0.01)
    assert squeeze[-1] / let_go[-1] == pytest.approx(1.5, rel=0.01)


@given(ms=st.integers(SHORTEST_TONE_MS, 3000), ends=st.tuples(st.floats(0, 1), st.floats(0, 1)))
@settings(max_examples=8)
def test_any_phase_has_its_tone(ms: int, ends: tuple[float, float]) -> None:
    for kind in ("in", "out"):
        samples = tones.breath(kind, ms, *ends)
        assert sound.length(samples) == sound.count(ms)
        assert measure.largest_step(samples) < 0.02
        assert measure.peak(samples) <= tones.TONE_PEAK


def test_waves_differ_but_are_the_same_every_night() -> None:
    waves = {tones.sea("sea-in", 2000, wave) for wave in range(2 * tones.WAVES)}
    assert len(waves) == tones.WAVES
    tones._loop.cache_clear()
    assert tones.sea("sea-in", 2000, 0) in waves


@pytest.mark.parametrize("colour", ["brown", "pink"])
def test_noise_fades_over_its_minutes_and_ends(colour: tones.Colour) -> None:
    seconds = list(tones.noise(colour, 0.5))
    assert [sound.length(each) for each in seconds] == [RATE] * 30
    whole = b"".join(seconds)
    assert measure.largest_step(whole) < 0.02
    assert measure.share_above(whole, 2000) < 0.01
    assert measure.peak(whole) <= tones.NOISE_PEAK
    thirds = [measure.loudness(b"".join(seconds[at : at + 10])) for at in (0, 10, 20)]
    assert thirds[0] > 3 * thirds[1] > 9 * thirds[2]
    assert measure.loudness(seconds[28]) < measure.loudness(seconds[2]) / 30


def test_noise_of_forty_minutes_needs_no_more_room_than_a_second() -> None:
    first, second = islice(tones.noise("brown", 40), 2)
    assert len(first) == len(second) == 2 * RATE
    assert len(list(tones.noise("brown", 0))) == 1


def test_a_loop_goes_round_without_a_seam() -> None:
    loop = tones._loop("pink", 1)
    inside = max(abs(after - before) for before, after in pairwise(loop))
    assert abs(loop[0] - loop[-1]) <= inside
