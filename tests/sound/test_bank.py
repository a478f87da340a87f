"""Sounds become samples: as loud as the volume and the level say, and never too loud."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.timeline import Timeline
from coach.sound import samples as sound
from coach.sound.bank import LOUDEST, Bank, gain
from coach.sound.mix import Mix
from coach.sound.score import Sound, Wishes, score
from tests.generated import timelines
from tests.sound import measure
from tests.sound.voices import Humming, hum

LINE = Sound(0, "voice", 8000, "Light and slow.")
TONE = Sound(0, "in", 4000)


def heard(bank: Bank, each: Sound) -> bytes:
    samples = bank.samples(each)
    assert samples is not None
    return samples


def test_the_volume_has_twelve_equal_steps_from_barely_there_to_normal() -> None:
    gains = [gain(step) for step in range(1, LOUDEST + 1)]
    assert gains[0] == pytest.approx(10 ** (-50 / 20)) and gains[-1] == 1
    ratios = [after / before for before, after in pairwise(gains)]
    assert ratios == pytest.approx([ratios[0]] * 11)


def test_voice_and_tones_have_volumes_of_their_own_that_hold_at_once() -> None:
    bank = Bank(Humming(), voice_volume=6, tones_volume=9)
    voice, tone = measure.peak(heard(bank, LINE)), measure.peak(heard(bank, TONE))
    bank.voice_volume = bank.tones_volume = 12
    assert voice / measure.peak(heard(bank, LINE)) == pytest.approx(gain(6), rel=0.02)
    assert tone / measure.peak(heard(bank, TONE)) == pytest.approx(gain(9), rel=0.02)


def test_a_level_makes_each_of_them_quieter() -> None:
    bank = Bank(Humming())
    for each in (LINE, TONE, TONE._replace(kind="sea-out"), TONE._replace(kind="tick")):
        half = heard(bank, each._replace(level=0.5))
        assert measure.peak(half) == pytest.approx(measure.peak(heard(bank, each)) / 2, rel=0.02)


def test_the_barely_there_is_there() -> None:
    bank = Bank(Humming(), voice_volume=1, tones_volume=1)
    assert measure.peak(heard(bank, LINE)) > 0 and measure.peak(heard(bank, TONE)) > 0


@given(timeline=timelines(), is_sea=st.booleans())
@settings(max_examples=8)
def test_nothing_is_ever_above_a_third_of_full_scale(timeline: Timeline, is_sea: bool) -> None:
    bank = Bank(Humming())
    mix, sounds = Mix(), score(timeline, Wishes(tones="sea" if is_sea else "tones"))[:12]
    for each in sounds:
        short = each._replace(duration_ms=min(each.duration_ms, 2000))  # to be quick
        mix.place(sound.count(each.start_ms), bank.samples(short) or b"")
    end = sound.count(max((each.start_ms for each in sounds), default=0) + 2000)
    peaks = [sound.peak(mix.frames(start, 24_000)) for start in range(0, end, 24_000)]
    assert max(peaks) <= 0.35


def test_a_loud_line_is_as_loud_as_the_others_and_a_soft_one_stays_soft() -> None:
    class Voice(Humming):
        def samples(self, text: str) -> bytes | None:
            return hum(1000, float(text))

    bank = Bank(Voice())
    peaks = [measure.peak(heard(bank, LINE._replace(text=text))) for text in ("0.9", "0.5", "0.1")]
    assert peaks == pytest.approx([0.25, 0.16, 0.032], rel=0.01)


def test_who_cannot_speak_is_silent() -> None:
    assert Bank(None).samples(LINE) is None
    assert Bank(Humming(unknown=(LINE.text,))).samples(LINE) is None


def test_a_line_that_takes_too_long_is_not_begun() -> None:
    bank, line_ms = Bank(Humming()), 300 + 30 * len(LINE.text)
    assert bank.samples(LINE._replace(duration_ms=line_ms)) is not None
    assert bank.samples(LINE._replace(duration_ms=line_ms - 1)) is None


def test_tones_are_made_once_and_the_voice_is_asked_each_time() -> None:
    voice = Humming()
    bank = Bank(voice)
    for start_ms in (0, 16_000, 32_000):
        heard(bank, TONE._replace(start_ms=start_ms, level=1 - start_ms / 100_000))
        heard(bank, LINE._replace(start_ms=start_ms))
    assert bank._made.cache_info().misses == 1
    assert voice.asked == [LINE.text] * 3


def test_waves_follow_one_another_without_being_alike() -> None:
    bank = Bank(None)
    waves = [heard(bank, TONE._replace(kind="sea-in", start_ms=ms)) for ms in (0, 5000, 10_000)]
    assert len(set(waves)) == 3


def test_every_kind_of_sound_is_as_long_as_it_may_be(tmp_path: Path) -> None:
    bank = Bank(Humming(), tmp_path)
    for kind in ("in", "out", "tick", "squeeze", "let-go", "region", "sea-in", "sea-out"):
        assert sound.length(heard(bank, Sound(0, kind, 1234))) == sound.count(1234), kind
