"""Whether a device is one: it asks for as much as time passes, and goes on asking."""

from array import array
from collections.abc import Generator

import pytest

from coach.sound.desk import Desk, Due
from coach.sound.feed import LOOKS, RUNAWAY_SECONDS, START_LOOKS, Feed
from coach.sound.samples import RATE, encoded
from coach.sound.score import Sound

ASK = RATE // 10
TO_COME = [Due(1e9, Sound(0, "tick", 600))]


class Nothing:
    def samples(self, each: Sound, /) -> bytes | None:
        return None


class Loud:
    def samples(self, each: Sound, /) -> bytes | None:
        return encoded([0.25]) * 2400


class Fed:
    """A feed with a clock of its own, and what it says."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.said: list[str] = []
        self.desk = Desk(Nothing())
        self.feed = Feed(
            self.desk, lambda: self.said.append("ready"), self.said.append, lambda: self.now
        )
        self.frames: Generator[bytes, int, None] = self.feed.frames()
        next(self.frames)

    def ask(self, seconds: float, number: int = ASK) -> None:
        """Let time pass, and ask."""
        self.now += seconds
        assert len(self.frames.send(number)) == 2 * number


def test_one_that_asks_as_time_passes_is_a_device() -> None:
    fed = Fed()
    assert fed.said == []
    fed.ask(0, int(RUNAWAY_SECONDS * RATE))
    for _ in range(3000):
        fed.ask(0.1)
    assert fed.said == ["ready"]


@pytest.mark.parametrize("idle", [0, 7200])
def test_one_that_swallows_is_none_however_long_it_stood_before(idle: float) -> None:
    fed = Fed()
    fed.ask(0.1)
    fed.ask(idle)
    for _ in range(int(RUNAWAY_SECONDS * 10) + 2):
        fed.ask(0.0001)
    assert "The sound system swallows everything at once." in fed.said


def looks(fed: Fed, asks: list[int]) -> int:
    """Watch a device that asks so often between the looks; return how many there were."""
    seen = 0

    def nap(_: float) -> None:
        nonlocal seen
        seen += 1
        if not asks:
            fed.desk.play([])
            raise StopIteration
        for _ in range(asks.pop(0)):
            fed.ask(0.1)

    fed.desk.play(TO_COME)
    try:
        fed.feed.watch(nap)
    except StopIteration:
        return -seen
    return seen


def test_one_that_asks_no_more_has_gone() -> None:
    fed = Fed()
    assert looks(fed, [3, 3, 2, *[0] * 20]) == 3 + LOOKS
    assert fed.said == ["ready", "The sound system has stopped."]


def test_one_that_falters_is_still_there() -> None:
    fed = Fed()
    assert looks(fed, [3, *[0] * (LOOKS - 1), 1, *[0] * (LOOKS - 1), 3]) < 0
    assert fed.said == ["ready"]


def test_frames_that_are_heard_later_are_those_of_then() -> None:
    desk = Desk(Loud())
    now = 1000.0
    feed = Feed(desk, lambda: None, lambda why: None, lambda: now)
    desk.play([Due(now + 0.5, Sound(0, "tick", 600))])
    assert desk.prepare(now)
    frames = array("h", feed.take(RATE, ahead_seconds=0.3))
    first = next(at for at, value in enumerate(frames) if value)
    assert first / RATE == pytest.approx(0.2, abs=0.001)


def test_one_that_was_stopped_has_longer_to_start_again() -> None:
    fed = Fed()
    fed.ask(0.1)
    fed.feed.stand()
    assert looks(fed, [0] * 20) == START_LOOKS
    again = Fed()
    again.ask(0.1)
    again.feed.stand()
    assert looks(again, [*[0] * (START_LOOKS - 1), 3, 3]) < 0
    assert again.said == ["ready"]
