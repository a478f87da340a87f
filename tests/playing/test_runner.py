"""A run through a routine: which step is next, and what stands on disk meanwhile."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from coach.domain.routine import QUIET_MS
from coach.person import choose, evening
from coach.person.context import Context
from coach.playing.runner import Runner
from coach.store import begun
from coach.system.folders import Places
from tests.fake_clock import FakeClock

ROUTINE = 'title = "Mine"\n' + "".join(
    f'[[step]]\nrun = "{run}"\n'
    for run in ("checklists/bedtime", "breathing/box", "breathing/nothing", "bodyscan/ten")
)


@pytest.fixture
def me(tmp_path: Path) -> Context:
    file = tmp_path / "config" / "scripts" / "routines" / "mine.toml"
    file.parent.mkdir(parents=True)
    file.write_text(ROUTINE)
    return Context(Places(tmp_path / "config", tmp_path / "data"), FakeClock())


@pytest.fixture
def runner(me: Context) -> Runner:
    choice = choose.find(me.library, "routines", "mine")
    return Runner(me, evening.prepare(me.library, choice, me.settings, me.limits, me.is_night))


def running(me: Context) -> dict[str, object] | None:
    """Return what `running.toml` says."""
    me.disk.submit(lambda: None).result()
    file = me.running_file.file
    return tomllib.loads(file.read_text()) if file.exists() else None


def test_a_step_that_cannot_be_played_is_skipped_but_keeps_its_number(
    me: Context, runner: Runner
) -> None:
    runner.enter(2)
    note = running(me)
    assert note and (note["step"], note["run"]) == (4, "bodyscan/ten")
    assert note["routine"] == "routines/mine"
    runner.close()
    assert running(me) is None


@pytest.mark.parametrize(("speed", "is_known"), [(1.0, True), (8.0, False)])
def test_in_which_night_it_was_begun_is_known_unless_it_is_a_preview(
    me: Context, runner: Runner, speed: float, is_known: bool
) -> None:
    begun.save(me.places.data, date(2026, 1, 1))
    runner.speed = speed
    runner.enter(0)
    runner.close()
    me.disk.submit(lambda: None).result()
    night = me.schedule.night_of(me.now) if is_known else date(2026, 1, 1)
    assert begun.load(me.places.data) == night


def test_before_the_first_is_the_first_and_past_the_last_is_nothing(runner: Runner) -> None:
    assert runner.step_at(-1) == 0
    runner.enter(2)
    assert runner.step_at(-1) == 1
    assert runner.step_at(1) is None
    runner.close()


def test_it_is_quiet_before_all_that_is_played_but_the_first(runner: Runner) -> None:
    quiet = []
    for index in range(3):
        runner.enter(index)
        quiet.append(runner.quiet_ms)
    assert quiet == [0, 0, QUIET_MS]
    runner.close()


def test_the_routine_is_recorded_with_what_was_played_of_its_steps(
    me: Context, runner: Runner
) -> None:
    runner.enter(1)
    runner.played(20_000)
    runner.played(30_000)
    runner.enter(2)
    runner.played(60_000)
    runner.close()
    assert running(me) is None
    [row] = me.store.sessions(date.min, date.max)
    assert (row.script, row.ending, row.done_seconds) == ("routines/mine", "finished", 90)
    assert row.night == me.now.date()
