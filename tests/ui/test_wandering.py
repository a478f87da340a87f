"""A few people who press anything; `tests.soak.wandering` lets thousands of keys be pressed."""

import random
from pathlib import Path

import pytest

from tests.ui.wandering import wander


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_pressed_help_is_near_and_it_is_dark(tmp_path: Path, seed: int) -> None:
    assert await wander(tmp_path, random.Random(seed), visits=3, keys=30) > 30
