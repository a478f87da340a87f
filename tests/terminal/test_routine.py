"""A routine in a real pseudo-terminal: played to its end, left, ended from outside, killed.

Where it is to end by itself the steps are played faster; nothing is timed but the moment of a kill,
in the middle of a step. Several coaches, each with folders of its own, run side by side.
"""

import shutil
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from signal import SIGHUP, SIGTERM
from typing import Any

import pytest

from coach.store.running import RunningFile
from tests.soak import kills
from tests.soak.kills import OFFER, Step, title_on
from tests.terminal.pseudo import Terminal, left_on, rang, words_after
from tests.terminal.running import Home
from tests.terminal.warm import Warm

SPEED = 5.0
SECONDS = 5.0
FASTER = ("--speed", str(SPEED))


class Somebody:
    """A home with a routine `mine` of three steps, and the coaches in it."""

    def __init__(self, folder: Path, warm: Warm, stack: ExitStack) -> None:
        self.home = Home(folder, warm.start)
        self.steps = [kills.step(self.home, kind, f"my-{kind}", SECONDS) for kind in kills.KINDS]
        self.titles = [step.title for step in self.steps]
        kills.routine(self.home, "mine", self.steps)
        self._stack = stack
        self.run: Terminal

    def open(self, *arguments: str) -> Terminal:
        """Start a coach."""
        self.run = self._stack.enter_context(self.home.open(*arguments))
        self._stack.callback(self._end, self.run)
        return self.run

    def _end(self, run: Terminal) -> None:
        assert not rang(run.output)
        assert b"Traceback" not in run.output

    def open_page(self, *arguments: str) -> Terminal:
        """Open the page before the routine."""
        return self.open("routine", "mine", *arguments)

    def begin(self) -> Terminal:
        """Begin it from there."""
        self.run.wait_for("begin", "Title of mine")
        self.run.send("space")
        self.run.wait_for("pause")
        self.wait_for_step(1)
        return self.run

    @property
    def on_disk(self) -> dict[str, Any] | None:
        """What is written of a running routine."""
        file = self.home.data / "running.toml"
        try:  # the coach deletes it while one looks
            return tomllib.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None

    @property
    def offer(self) -> str:
        """The title of the step that Tonight offers to go on with, or nothing.

        Tonight itself is looked at where the screen or its library decide; `tests.soak.kills` looks
        at it after every kill.
        """
        running = RunningFile(self.home.data / "running.toml").read(time.time())
        titles = {step.run: step.title for step in self.steps}
        return titles[running.run] if running else ""

    def wait_for_step(self, number: int | None) -> None:
        """Wait until it is written that a step has begun, or that nothing runs (None)."""

        def is_written() -> bool:
            return (self.on_disk or {}).get("step") == number

        assert self.run.until(is_written, 10, look=0.01), self.on_disk


def at_work(people: Sequence[Somebody], *arguments: str) -> Sequence[Somebody]:
    """Let all of them open the page before the routine."""
    for each in people:
        each.open_page(*arguments)
    return people


Some = Callable[[int], list[Somebody]]


@pytest.fixture
def some(tmp_path: Path, warm: Warm) -> Iterator[Some]:
    """Make so many somebodies."""
    with ExitStack() as stack:
        yield lambda count: [Somebody(tmp_path / str(n), warm, stack) for n in range(count)]


@pytest.fixture
def one(some: Some) -> Somebody:
    """One somebody."""
    return some(1)[0]


def test_from_its_page_to_its_end_to_black_to_the_shell(one: Somebody) -> None:
    run = one.open_page(*FASTER)
    run.wait_for("begin", "Title of mine", *one.titles)
    assert one.on_disk is None, "nothing has begun"
    before = time.time()
    run.send("space")
    one.wait_for_step(1)
    note = one.on_disk
    assert note
    assert before - 0.01 <= note.pop("begun") <= time.time()
    assert note == {
        "routine": "routines/mine",
        "step": 1,
        "run": "breathing/my-breathing",
        "made_by": "coach",
    }
    one.wait_for_step(2)
    one.wait_for_step(3)
    one.wait_for_step(None)
    run.wait_until(lambda run: not run.text.strip())
    order = [run.output.index(word) for word in (b"In.", b"Out.", b"Here.", b"Lean.")]
    assert order == sorted(order)
    run.send("z")
    assert run.wait_exit() == 0
    assert words_after(run.output) == ""
    assert one.offer == ""


def test_leaving_it_takes_the_offer_away(some: Some) -> None:
    codes = {"q": 0, "escape": 0, "ctrl+c": 130, "ctrl+q": 0}
    people = at_work(some(len(codes)))
    for each, key in zip(people, codes, strict=True):
        each.begin().send(key)
    for each, key in zip(people, codes, strict=True):
        if key == "escape":
            each.run.wait_for("Title of mine", "other routines")
            each.run.send("q")
        assert each.run.wait_exit() == codes[key], key
    left = {key: each.on_disk for each, key in zip(people, codes, strict=True)}
    assert left == dict.fromkeys(codes)
    assert [each.offer for each in people] == [""] * len(people)


def test_what_ends_it_from_outside_leaves_the_offer(some: Some) -> None:
    people = at_work(some(3))
    for number, each in enumerate(people):
        each.begin().send(*["n"] * number)
        each.wait_for_step(number + 1)
        each.run.send("space")
        each.run.wait_for("paused")
    for each, number in zip(people, (SIGHUP, SIGTERM), strict=False):
        each.run.signal(number)
        assert each.run.wait_exit() == 128 + number
        assert left_on(each.run.output) == set()
        assert words_after(each.run.output) == ""
    people[2].run.hang_up()
    assert people[2].run.process.wait(10) != 0
    assert [each.offer for each in people] == people[0].titles


CRASHING = """
import sys
from coach.cli import command
from coach.ui.screens.relaxation import RelaxationScreen
def broken(self):
    raise RuntimeError("it fell")
RelaxationScreen.action_count = broken
sys.exit(command.run(["routine", "mine"]))
"""


def test_a_crash_leaves_the_offer(one: Somebody, tmp_path: Path) -> None:
    script = tmp_path / "crashing.py"
    script.write_text(CRASHING, encoding="utf-8")
    with one.home.run(str(script)) as one.run:
        one.begin().send("n")
        one.wait_for_step(2)
        one.run.send("c")
        assert one.run.wait_exit() == 1
        assert words_after(one.run.output).startswith("The coach had to stop")
    assert one.offer == one.titles[1]


def test_a_file_by_path_is_found_again_from_another_folder(one: Somebody, tmp_path: Path) -> None:
    own = one.home.config / "scripts" / "routines" / "mine.toml"
    own.rename(tmp_path / "elsewhere.toml")
    with one.home.run("-m", "coach", "routine", "elsewhere.toml", cwd=tmp_path) as one.run:
        kills.kill(one.begin())
    assert kills.offered(one.home) == one.titles[0]


def test_what_is_offered_is_resumed_at_its_step(one: Somebody) -> None:
    one.open_page()
    one.begin().send("n")
    one.wait_for_step(2)
    kills.kill(one.run)
    run = one.open()
    run.wait_for(OFFER, "q leave")
    assert title_on(run) == one.titles[1]
    run.send("space")
    run.wait_for("pause")
    one.wait_for_step(2)
    run.send("n")
    one.wait_for_step(3)
    kills.kill(run)
    assert one.offer == one.titles[2]


def test_it_is_offered_once(some: Some) -> None:
    keys = ("q", "b", "e", "ctrl+c")
    people = some(len(keys))
    people[0].open_page()
    kills.kill(people[0].begin())
    for each in people[1:]:  # the same was cut off with each of them
        shutil.copytree(people[0].home.data, each.home.data)
    for each in people:
        each.open()
    for each, key in zip(people, keys, strict=True):
        run = each.run
        run.wait_for(OFFER, "q leave")
        assert title_on(run) == each.titles[0]
        run.send(key)
        if key in ("q", "ctrl+c"):
            assert run.wait_exit() == {"q": 0, "ctrl+c": 130}[key]
        else:
            run.wait_until(lambda run: OFFER not in run.text)
            each.wait_for_step(None)
            kills.kill(run)
    left = {key: each.offer for each, key in zip(people, keys, strict=True)}
    assert left == dict.fromkeys(keys, "")


def test_while_it_runs_it_is_not_offered_and_stays(one: Somebody) -> None:
    one.open_page()
    routine = one.begin()
    routine.send("space")
    routine.wait_for("paused")
    before = one.on_disk
    run = one.open()
    run.wait_for("Begin the routine", "q leave")
    assert title_on(run) == ""
    run.send("q")
    assert run.wait_exit() == 0
    assert one.on_disk == before
    kills.kill(routine)
    assert one.offer == one.titles[0]


def test_a_routine_that_has_another_step_there_by_now_is_not_offered(one: Somebody) -> None:
    one.open_page()
    kills.kill(one.begin())
    kills.routine(one.home, "mine", [*one.steps[1:], one.steps[0]])  # none stands where it stood
    assert kills.offered(one.home) == ""
    kills.routine(one.home, "mine", one.steps)
    assert kills.offered(one.home) == one.titles[0]


def test_killed_before_anything_has_begun_nothing_is_offered(one: Somebody) -> None:
    kills.kill(kills.start(one.home, "mine", SPEED))
    assert one.offer == ""


def test_killed_in_the_middle_of_a_step_that_step_is_offered(some: Some) -> None:
    """`tests.soak.kills` kills at any moment."""
    people = at_work(some(len(kills.KINDS)), *FASTER)
    borders = kills.borders(people[0].steps, SPEED)
    waits = [(start + end) / 2 for start, end in pairwise(borders)]
    begun = []
    for each in people:
        each.run.wait_for("begin", "Title of mine")
    for each in people:
        anchor = each.run.send("space")
        run = each.run
        assert run.until(lambda run=run, anchor=anchor: run.chunks[-1].at > anchor, 5)  # type: ignore[misc]
        begun.append((anchor, run.chunks[-1].at))
    wanted = []
    for each, (anchor, first), wait in zip(people, begun, waits, strict=True):
        each.run.read_for(anchor + wait - time.monotonic())
        before = time.monotonic()
        killed = kills.kill(each.run)
        wanted.append(kills.possible(each.steps, SPEED, before - first, killed - anchor))
    for each, titles in zip(people, wanted, strict=True):
        assert each.offer in titles
    assert len(set(map(frozenset, wanted))) == len(people), "each was in a step of its own"


def test_time_alone_decides_what_may_be_offered() -> None:
    """The judge itself: before, in each step, at a border, after the end."""
    steps = [Step("a/a", "A", 2.0), Step("b/b", "B", 3.0)]
    assert kills.borders(steps, 1.0) == [0, 2, 9]
    assert kills.borders(steps, 10.0) == [0, 0.2, 0.9]
    for since, until, titles in [
        (-1, -0.5, {""}),
        (1, 1.1, {"A"}),
        (1.97, 1.98, {"A", "B"}),
        (2.04, 2.04, {"A", "B"}),
        (2.06, 2.07, {"B"}),
        (4, 5, {"B"}),
        (8.97, 8.98, {"B", ""}),
        (9.1, 9.2, {""}),
        (-0.01, 0.01, {"", "A"}),
    ]:
        assert kills.possible(steps, 1.0, since, until) == titles, (since, until)
