"""The mixing desk: every sound at the frame of its moment, whatever the device does."""

from __future__ import annotations

import threading
import time
from array import array
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.sound import device
from coach.sound.desk import FADE_MS, Desk, Due
from coach.sound.samples import RATE, encoded
from coach.sound.score import Sound
from tests.sound.captured import wait_for

LOUD = 0.25


class Even:
    """Sounds as an even level, so that each frame of them can be seen."""

    def samples(self, sound: Sound, /) -> bytes | None:
        return encoded([LOUD]) * (sound.duration_ms * RATE // 1000) if sound.text != "-" else None


def due(moment: float, ms: int = 100, kind: str = "in", text: str = "") -> Due:
    return Due(moment, Sound(0, kind, ms, text))


def desk_with(*coming: Due, now: float = 0.0) -> Desk:
    desk = Desk(Even())
    desk.play(coming)
    while desk.prepare(now):
        pass
    return desk


def heard(desk: Desk, seconds: float, start: float = 0.0, chunk: int = 480) -> array[int]:
    """Return what a device hears that asks in time."""
    values = array("h")
    while len(values) < seconds * RATE:
        values.frombytes(desk.frames(chunk, start + len(values) / RATE))
    return values


def onsets(values: array[int]) -> list[float]:
    """Return when something begins after silence, in seconds."""
    pairs = enumerate(pairwise([0, *values]))
    return [at / RATE for at, (before, now) in pairs if before == 0 and now != 0]


def test_a_sound_begins_at_its_frame_and_ends_with_it() -> None:
    values = heard(desk_with(due(0.5), due(0.25)), 1.0)
    assert onsets(values) == [0.25, 0.5]
    assert sum(value != 0 for value in values) == 2 * 2400


@given(
    st.lists(st.tuples(st.integers(100, 3000), st.floats(0, 0.012)), min_size=200, max_size=400),
    st.floats(-0.0003, 0.0003),
)
def test_whenever_a_device_asks_all_begins_within_30_ms_of_its_moment_by_the_frames(
    asks: list[tuple[int, float]], drift: float
) -> None:
    coming = [due(1.0 + 0.5 * each, 50) for each in range(40)]
    desk = desk_with(*coming)
    values, true = array("h"), 0.0
    for number, late in asks:
        values.frombytes(desk.frames(number, true + late))
        true += number / RATE * (1 + drift)  # its quartz is not ours
    begun = [each.moment for each in coming if each.moment < true - 0.1]
    found = [at * (1 + drift) for at in onsets(values)]
    assert len(found) >= len(begun)
    for moment, at in zip(begun, found, strict=False):
        assert abs(at - moment) < 0.03


def test_after_an_hour_it_is_still_in_step() -> None:
    desk = desk_with(due(3599.5), now=3590.0)
    true, number, first = 0.0, 24_000, 0.0
    for second in range(3600):
        frames = desk.frames(number, true)
        if any(frames):
            first = true + onsets(array("h", frames))[0] * (1 + 0.0001)
        true = (second + 1) * (1 + 0.0001)
    assert abs(first - 3599.5) < 0.03


def test_a_late_tone_comes_in_softly_where_it_would_be_by_now() -> None:
    desk = desk_with(due(9.9, 1000), now=9.0)
    values = heard(desk, 2.0, start=10.0)
    loud = [at for at, value in enumerate(values) if abs(value) > 40]
    assert loud[-1] / RATE == pytest.approx(0.9, abs=0.01), "it ends when it would have ended"
    assert abs(values[RATE // 100]) < LOUD * 32767 / 10
    assert max(map(abs, values[: RATE // 4])) > LOUD * 32767 * 0.9
    steps = [abs(one - other) for one, other in pairwise(values[: RATE // 4])]
    assert max(steps) < 0.02 * 32767


def test_what_is_too_late_is_left_out_and_a_late_line_is_said_where_it_fits() -> None:
    tone, line, too_long = (
        due(9.4, 2000),
        due(9.5, 900, "voice", "Soft."),
        due(9.9, 100, "voice", "Soft."),
    )

    def begins(which: Due) -> list[float]:
        return onsets(heard(desk_with(which, now=9.0), 1.0, start=10.0))

    assert begins(tone) == []
    assert begins(line) == []  # 900 ms of it do not fit into what is left
    assert begins(too_long) == []
    short = Desk(Short())
    short.play([line])
    assert short.prepare(9.0)
    assert onsets(heard(short, 1.0, start=10.0)) == [0.0]


def test_a_line_whose_samples_come_late_is_still_said() -> None:
    desk = Desk(Short())
    desk.play([due(0.1, 900, "voice", "Soft."), due(0.1, 200, "out")])
    assert onsets(heard(desk, 0.7)) == []
    while desk.prepare(0.7):
        pass
    assert onsets(heard(desk, 0.5, start=0.7)) == [0.0], "the tone is too late by now"


class Short:
    """A line that is shorter than its room."""

    def samples(self, sound: Sound, /) -> bytes | None:
        return encoded([LOUD]) * 2400


def test_what_is_hushed_fades_and_what_comes_after_it_is_whole() -> None:
    desk = desk_with(due(0.0, 2000))
    before = heard(desk, 0.5)
    desk.hush()
    desk.play([due(0.55, 50)])
    assert desk.prepare(0.5)
    after = heard(desk, 0.5, start=0.5)
    assert before[-1] == round(LOUD * 32767)
    faded = FADE_MS * RATE // 1000
    assert all(value == 0 for value in after[faded:])
    steps = [abs(now - was) for was, now in pairwise(after[: 45 * 24])]
    assert max(steps) < 0.02 * 32767
    assert after[55 * 24] > before[-1], "the new one sounds over the fading one"


def test_hushed_nothing_comes() -> None:
    desk = desk_with(due(0.2))
    desk.hush()
    assert onsets(heard(desk, 0.5)) == []


def test_a_change_of_volume_has_no_step() -> None:
    desk = desk_with(due(0.0, 2000))
    heard(desk, 0.5)
    desk.set_volumes(1.0, 0.25)
    after = heard(desk, 0.5, start=0.5)
    assert after[-1] == pytest.approx(LOUD * 0.25 * 32767, abs=2)
    assert max(abs(now - was) for was, now in pairwise(after)) < 0.02 * 32767


def test_what_has_no_samples_or_is_not_ready_is_silence() -> None:
    desk = desk_with(due(0.1, text="-"), due(0.3))
    assert onsets(heard(desk, 0.5)) == [0.3]
    desk = Desk(Even())
    desk.play([due(0.1)])
    assert onsets(heard(desk, 0.5)) == []


def test_noise_begins_at_its_moment_without_a_seam_and_is_hushed() -> None:
    desk = Desk(Even())
    desk.frames(480, 0.0)
    second = encoded([LOUD]) * RATE
    desk.play_noise(0.5, iter([second, second]))
    while desk.prepare(0.02):
        pass
    values = heard(desk, 3.0, start=0.02)
    assert onsets(values) == [pytest.approx(0.48, abs=0.001)]
    assert sum(value != 0 for value in values) == 2 * RATE
    desk.play_noise(3.1, iter([second]))
    while desk.prepare(3.02):
        pass
    desk.hush()
    assert not any(heard(desk, 1.0, start=3.02)[FADE_MS * RATE // 1000 :])


def test_of_noise_only_some_seconds_are_made_ahead() -> None:
    made: list[int] = []

    def seconds() -> Iterator[bytes]:
        for each in range(600):
            made.append(each)
            yield encoded([LOUD]) * RATE

    desk = Desk(Even())
    desk.frames(480, 0.0)
    desk.play_noise(0.02, seconds())
    while desk.prepare(0.02):
        pass
    assert len(made) == 4


def test_it_rests_when_nothing_sounds_and_nothing_is_to_come() -> None:
    desk = desk_with(due(0.1, 100))
    assert desk.has_work.is_set()
    assert not desk.rest()
    heard(desk, 0.15)
    assert not desk.rest(), "it still sounds"
    heard(desk, 0.2, start=0.15)
    assert desk.rest()
    assert not desk.has_work.is_set()
    desk.play_noise(0.5, iter([b""]))
    assert desk.has_work.is_set()
    assert not desk.rest()
    desk.hush()
    heard(desk, 0.3, start=0.35)
    assert desk.rest()


def test_only_what_comes_soon_is_prepared() -> None:
    desk = Desk(Even())
    desk.play([due(100.0)])
    assert not desk.prepare(0.0)
    assert desk.prepare(90.0)
    assert not desk.prepare(90.0)


def test_after_the_machine_slept_the_clock_is_set_anew() -> None:
    desk = desk_with(due(1000.1), now=999.0)
    heard(desk, 0.5)
    assert onsets(heard(desk, 0.5, start=1000.0)) == [pytest.approx(0.1, abs=0.001)]


def test_what_was_prepared_stays_when_the_rest_is_planned_anew() -> None:
    one, other = due(0.2), due(0.4)
    desk = desk_with(one)
    desk.play([one, other])
    assert desk.prepare(0.0)
    assert not desk.prepare(0.0)
    assert onsets(heard(desk, 0.6)) == [0.2, 0.4]


def test_what_is_not_there_yet_is_asked_for_again_and_holds_up_nothing_else() -> None:
    coming = {"Mine."}
    desk = Desk(Even(), lambda sound: sound.text in coming)
    desk.play([due(0.3, 100, "voice", "Mine."), due(0.5), due(0.6, 50, "voice", "Never.")])
    coming.add("Never.")
    assert desk.prepare(0.0), "the tone"
    assert not desk.prepare(0.0)
    coming.remove("Mine.")
    assert desk.prepare(0.2)
    assert onsets(heard(desk, 2.5)) == [0.3, 0.5]
    assert desk.rest(), "what did not come in its time is not waited for"


def test_what_is_new_is_prepared_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "REST_SECONDS", 3600)
    desk = Desk(Even())
    desk.play([due(1e9)])
    threading.Thread(target=device._prepare, args=(desk,), daemon=True).start()
    wait_for(lambda: not desk.has_new.is_set(), "rest")
    desk.play([due(time.monotonic() + 5)])
    wait_for(lambda: bool(desk._ready), "its samples")
