"""A diary in a real pseudo-terminal: killed, hung up, closed at any moment, typed ahead."""

import random
import signal
from pathlib import Path

import pytest

from coach.store.records import Store
from tests.soak import diary_kills
from tests.soak.diary_kills import ANSWERS, DAYS, FIELDS, here
from tests.terminal.conftest import Open
from tests.terminal.running import Home
from tests.terminal.warm import Warm


@pytest.mark.parametrize("seed", range(10))
def test_killed_at_any_moment_every_row_that_was_left_is_there(
    tmp_path: Path, warm: Warm, seed: int
) -> None:
    left, problem = diary_kills.one_kill(random.Random(seed), Home(tmp_path, warm.start))
    assert left > 0
    assert problem == ""


def test_a_whole_diary_typed_ahead_in_one_go_goes_where_it_belongs(home: Home, coach: Open) -> None:
    run = coach("morning", size=diary_kills.SIZE)
    run.wait_until(lambda run: here(run) == FIELDS[0])
    run.send(*(key for field in FIELDS for key in (*ANSWERS[field][0], "enter")))
    run.wait_until(lambda run: here(run) == "sweats")
    run.send("y")
    run.wait_until(lambda run: here(run) == "note")
    [night] = Store(home.data).diaries(*DAYS)
    stored = night._asdict()
    assert {field: stored[field] for field in FIELDS} == {
        field: answer for field, (_, answer) in ANSWERS.items()
    }
    assert night.sweats is True


@pytest.mark.parametrize("way", ["closed window", "terminated", "esc esc esc", "ctrl+q", "ctrl+c"])
def test_what_stands_in_a_row_is_saved_whichever_way_it_is_left(
    home: Home, coach: Open, way: str
) -> None:
    run = coach("morning", size=diary_kills.SIZE)
    run.wait_until(lambda run: here(run) == FIELDS[0])
    run.send("2", "2", "1", "5")
    run.wait_for("2215")
    match way:
        case "closed window":
            run.hang_up()
        case "terminated":
            run.signal(signal.SIGTERM)
        case "esc esc esc":
            run.send("escape", "escape", "escape")
        case _:
            run.send(way)
    run.wait_exit()
    [night] = Store(home.data).diaries(*DAYS)
    assert night.into_bed == "22:15"
