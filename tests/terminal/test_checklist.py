"""The checklist in a real pseudo-terminal: what it confirmed survives kill -9."""

import random
from pathlib import Path

import pytest

from tests.soak.app_kills import one_kill, prepare
from tests.terminal.running import Home


@pytest.mark.parametrize(("seed", "coaches"), [(1, 1), (2, 1), (3, 2)])
def test_what_was_confirmed_survives_a_kill(tmp_path: Path, seed: int, coaches: int) -> None:
    home = Home(tmp_path)
    prepare(home)
    said, problem = one_kill(random.Random(seed), home, coaches)
    assert not problem, said
