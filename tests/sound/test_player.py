"""The sound of a session follows it: through pauses, jumps, breaths more and fewer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.library import Library
from coach.domain.breathing import Pattern
from coach.domain.session import Event
from coach.domain.timeline import Timeline
from coach.person import choose
from coach.playing.playback import Playback
from coach.sound.desk import Due
from coach.sound.player import Player
from coach.sound.score import Sound, Wishes, score
from coach.system import folders
from tests.fake_clock import FakeClock

LIBRARY = Library(folders.assets(), Path("/nonexistent"))
BOTH = Wishes(voice=True, tones="tones")


@dataclass
class Told:
    """What a speaker was told."""

    plans: list[list[Due]] = field(default_factory=list)
    noises: list[tuple[float, int]] = field(default_factory=list)
    hushed: int = 0
    trouble: str = ""
    unsaid: set[str] = field(default_factory=set)
    command: tuple[str, ...] = ()
    later: list[str] = field(default_factory=list)
    rested: int = 0

    def play(self, coming: Iterable[Due]) -> None:
        self.plans.append(list(coming))

    def play_noise(self, moment: float, minutes: int) -> None:
        self.noises.append((moment, minutes))

    def hush(self) -> None:
        self.hushed += 1

    def set_volumes(self, voice: int, tones: int) -> None:
        self.volumes = (voice, tones)

    def say_later(self, texts: Iterable[str]) -> None:
        self.later = list(texts)

    def start(self) -> None:
        pass

    def rest(self) -> None:
        self.rested += 1
        self.plans.append([])


class Evening:
    """A session that is played, with its sound, by a clock of ours."""

    def __init__(self, timeline: Timeline, wishes: Wishes = BOTH) -> None:
        self.clock, self.told = FakeClock(), Told()
        self.player = Player(self.told, wishes)  # type: ignore[arg-type]
        self.playback = Playback(timeline, self.clock, [self.player])
        self.playback.happen()
        self.scored: tuple[Timeline, Wishes] | None = None
        self.ahead: tuple[Sound, ...] = ()

    def pass_by(self, seconds: float) -> None:
        """Let time pass, looking when it is due."""
        until = self.clock.monotonic + seconds
        while self.clock.monotonic < until:
            session = self.playback.session
            soon = max(session.due, self.clock.monotonic + 0.001)
            due = min(soon, until) if self.playback.is_running else until
            self.clock.advance(due - self.clock.monotonic)
            self.playback.happen()

    def check(self) -> None:
        """Fail unless what is planned lies where the session will come to it."""
        session, now = self.playback.session, self.clock.now()
        coming = [each for each in self.told.plans[-1] if each.moment > now.monotonic]
        if not self.playback.is_running:
            return
        for each in coming:
            assert each.moment == pytest.approx(session.moment_of(each.sound.start_ms), abs=0.002)
        if self.scored != (session.timeline, self.player._wishes):
            self.scored = (session.timeline, self.player._wishes)
            self.ahead = score(*self.scored)
        place_ms = session.elapsed_ms(now)
        assert [each.sound for each in coming] == [e for e in self.ahead if e.start_ms > place_ms]


def box(cycles: int = 5) -> Timeline:
    pattern = choose.find(LIBRARY, "breathing", "box").exercise
    assert isinstance(pattern, Pattern)
    return pattern.timeline(cycles)


def test_it_is_planned_once_and_then_only_when_something_changes() -> None:
    evening = Evening(box())
    evening.pass_by(40)
    assert len(evening.told.plans) == 1
    assert evening.told.hushed == 0
    evening.check()


def test_a_pause_is_silent_and_all_comes_later_by_its_length() -> None:
    evening = Evening(box())
    evening.pass_by(20)
    evening.playback.happen(Event.PAUSE)
    assert evening.told.hushed == 1
    evening.clock.advance(100)
    evening.playback.happen(Event.TOGGLE)
    first, second = evening.told.plans
    left = [each for each in first if each.moment > 1020]
    assert [each.sound for each in second] == [each.sound for each in left]
    assert [b.moment - a.moment for a, b in zip(left, second, strict=True)] == [100] * len(left)


def test_a_jump_hushes_what_sounds() -> None:
    evening = Evening(box())
    evening.pass_by(20)
    evening.playback.happen(Event.NEXT)
    assert evening.told.hushed == 1
    assert len(evening.told.plans) == 2
    evening.check()


def test_a_breath_more_lets_sound_what_sounds() -> None:
    evening = Evening(box())
    evening.pass_by(60)
    now = evening.clock.monotonic
    ahead = [each for each in evening.told.plans[-1] if each.moment > now]
    before = sum(each.sound.kind == "in" for each in ahead)
    evening.playback.happen(Event.ONE_MORE)
    assert evening.told.hushed == 0
    assert len(evening.told.plans) == 2
    after = sum(each.sound.kind == "in" for each in evening.told.plans[-1])
    assert after == before + 1 > 1
    evening.check()


def test_the_end_comes_by_itself_and_what_is_left_is_hushed() -> None:
    evening = Evening(box(1))
    evening.pass_by(60)
    assert evening.playback.session.is_over
    assert evening.told.hushed == 0
    left = Evening(box())
    left.pass_by(10)
    left.player.leave(left.playback.session, left.clock.now())
    assert left.told.hushed == 1
    left.player.leave(left.playback.session, left.clock.now())
    assert left.told.hushed == 1


def test_other_wishes_hold_at_once() -> None:
    evening = Evening(box())
    evening.pass_by(5)
    silent = Wishes(voice=False, tones="tones")
    evening.player.wish(silent, evening.playback.session, evening.clock.now())
    assert evening.told.hushed == 1
    assert {each.sound.kind for each in evening.told.plans[-1]} == {"in", "out"}
    evening.check()


EVENTS = st.sampled_from(list(set(Event) - {Event.STOP}))


@given(st.lists(st.tuples(EVENTS, st.floats(0.01, 30)), min_size=1, max_size=12))
def test_whatever_happens_the_plan_is_where_the_session_is(
    events: list[tuple[Event, float]],
) -> None:
    evening = Evening(box())
    for event, seconds in events:
        evening.playback.happen(event)
        evening.check()
        evening.pass_by(seconds)
        evening.check()
