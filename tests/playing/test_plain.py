"""Plain lines: each when it is due, by a clock that a test moves."""

import io
from collections.abc import Callable

import pytest

from coach.domain.breathing import LeadIn, Pattern
from coach.domain.timeline import Cue, Timeline, tile
from coach.playing import plain
from tests.fake_clock import FakeClock
from tests.generated import BOX, pattern_of

START = 1000.0


class Paper(io.StringIO):
    """Notes when each line was printed, and that it was flushed."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self.clock = clock
        self.lines: list[tuple[float, str]] = []

    def flush(self) -> None:
        text = self.getvalue()
        self.lines += [(round(self.clock.monotonic - START, 3), line) for line in text.splitlines()]
        self.seek(0)
        self.truncate()


def play(timeline: Timeline, nap: Callable[[FakeClock, float], None] = FakeClock.advance) -> Paper:
    """Play a timeline to its end; `nap` says what happens to the clock when it sleeps."""
    clock = FakeClock(monotonic=START)
    paper = Paper(clock)
    plain.play(timeline, clock, paper, lambda seconds: nap(clock, seconds))
    assert paper.getvalue() == "", "every line is flushed"
    return paper


def box(cycles: int = 2) -> Pattern:
    """Return a box with one line before it."""
    return pattern_of(*BOX, cycles=cycles, lead_in=(LeadIn(5000, "Light and slow."),))


def test_each_cue_is_printed_as_it_begins() -> None:
    timeline = box().timeline()
    assert play(timeline).lines == [(cue.start_ms / 1000, cue.text) for cue in timeline.cues]


def test_it_ends_when_the_last_cue_does() -> None:
    assert play(box().timeline()).clock.monotonic == START + 37


def test_it_sleeps_once_for_each_cue() -> None:
    naps: list[float] = []

    def nap(clock: FakeClock, seconds: float) -> None:
        naps.append(seconds)
        clock.advance(seconds)

    play(box().timeline(), nap)
    assert naps == [5, *[4] * 8]


def test_at_another_speed_it_is_sooner_by_as_much() -> None:
    timeline = box().timeline()
    lines = play(timeline.at_speed(100)).lines
    assert lines == [(cue.start_ms / 100_000, cue.text) for cue in timeline.cues]


def test_oversleeping_never_adds_up() -> None:
    def nap(clock: FakeClock, seconds: float) -> None:
        clock.advance(seconds + 0.9)

    timeline = box(20).timeline()
    late = [
        at - cue.start_ms / 1000
        for (at, _), cue in zip(play(timeline, nap).lines, timeline.cues, strict=True)
    ]
    assert late[0] == 0
    assert late[1:] == pytest.approx([0.9] * 80)


def test_waking_too_early_prints_nothing_twice() -> None:
    def nap(clock: FakeClock, seconds: float) -> None:
        clock.advance(seconds / 2 if seconds > 0.01 else seconds)

    timeline = box().timeline()
    assert [line for _, line in play(timeline, nap).lines] == [cue.text for cue in timeline.cues]


def test_a_sleep_through_several_cues_prints_them_all() -> None:
    naps = iter([8.5])

    def nap(clock: FakeClock, seconds: float) -> None:
        clock.advance(next(naps, seconds))

    lines = play(box(1).timeline(), nap).lines
    assert lines == [
        (0, "Light and slow."),
        (8.5, "The in."),
        (9, "The hold."),
        (13, "The out."),
        (17, "The rest."),
    ]


@pytest.mark.parametrize("does_monotonic_stand_still", [True, False])
def test_after_a_gap_the_breath_begins_again(does_monotonic_stand_still: bool) -> None:
    naps = 0

    def nap(clock: FakeClock, seconds: float) -> None:
        nonlocal naps
        naps += 1
        if naps == 7:  # in the second breath, in the middle of the hold
            if does_monotonic_stand_still:
                clock.advance_wall(3600)
            else:
                clock.advance(3600)
        clock.advance(seconds)

    kinds = [line for _, line in play(box().timeline(), nap).lines]
    breath = ["The in.", "The hold.", "The out.", "The rest."]
    assert kinds == ["Light and slow.", *breath, "The in.", "The hold.", *breath]


def test_empty_texts_and_silence_print_nothing_but_take_their_time() -> None:
    cues = tile([Cue("intro", 1000, text=""), Cue("silence", 2000), Cue("in", 500, text=" \n ")])
    paper = play(
        Timeline("x/y", "X", "x", (*cues, *tile_after(cues, Cue("out", 100, text="Out."))))
    )
    assert paper.lines == [(3.5, "Out.")]


def tile_after(cues: tuple[Cue, ...], cue: Cue) -> tuple[Cue, ...]:
    """Return `cue` as it lies after `cues`."""
    return tile([*cues, cue])[len(cues) :]


def test_a_text_of_several_lines_is_one_line() -> None:
    cues = tile([Cue("in", 100, text="  One\nline,\r\n not \t three. ")])
    assert play(Timeline("x/y", "X", "x", cues)).lines == [(0, "One line, not three.")]


def test_an_hour_of_breathing_takes_an_hour_and_no_longer() -> None:
    paper = play(pattern_of(("in", 3333), ("out", 6667), cycles=360).timeline())
    assert len(paper.lines) == 720
    assert paper.lines[-2] == (3590, "The in.")
    assert paper.clock.monotonic == pytest.approx(START + 3600, abs=0.001)
