"""The checklist in a real pseudo-terminal: what it confirmed survives kill -9."""

import random
from pathlib import Path

import pytest

from tests.soak.app_kills import one_kill, prepare
from tests.terminal.pseudo import words_after
from tests.terminal.running import Home


@pytest.mark.parametrize("command", ["review", "morning", "checklist"])
def test_a_damaged_database_is_reported_in_one_line(tmp_path: Path, command: str) -> None:
    home = Home(tmp_path)
    prepare(home)
    home.data.mkdir()
    (home.data / "coach.db").write_bytes(b"rubbish" * 999)
    with home.open(command) as run:
        run.wait_for("esc back")
        aside = home.data / "coach.damaged-1.db"
        assert run.until(aside.exists, 10, look=0.01)
        run.send("escape")
        assert run.wait_exit() == 0
        text = words_after(run.output)
    assert text.startswith("coach.db was damaged; there is no backup, so it begins anew")
    assert text.count("\n") <= 1


@pytest.mark.parametrize(("seed", "coaches"), [(1, 1), (3, 2)])
def test_what_was_confirmed_survives_a_kill(tmp_path: Path, seed: int, coaches: int) -> None:
    home = Home(tmp_path)
    prepare(home)
    report, problem = one_kill(random.Random(seed), home, coaches)
    assert not problem, report
