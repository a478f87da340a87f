"""A hundred evenings of random keys; `tests.soak.evenings` lives thousands."""

import random
from pathlib import Path

import pytest

from tests.ui import random_evenings


@pytest.mark.parametrize("seed", range(4))
async def test_no_answer_is_recorded_that_was_not_given_on_its_row(
    tmp_path: Path, seed: int
) -> None:
    assert await random_evenings.live(tmp_path, random.Random(seed), 25) > 0
