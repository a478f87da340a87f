"""Scripts that people wrote long ago are compiled to the same bytes, whatever scripts learn since.

`tests/data/good` holds thirty of them; `expected.toml` has the SHA-256 of what
`coach scripts show --json` printed for each when they were written down. None is ever changed.
"""

import shutil
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

from tests.conftest import AtClock, Coach

GOOD = Path(__file__).parents[1] / "data" / "good"
EXPECTED: dict[str, str] = tomllib.loads((GOOD / "expected.toml").read_text("utf-8"))


def test_there_are_thirty_and_each_has_its_sum() -> None:
    files = {f"{file.parent.name}/{file.stem}" for file in GOOD.glob("*/*.toml")}
    assert files == EXPECTED.keys()
    assert len(files) >= 30


@pytest.fixture
def own(config: Path) -> None:
    """They are a person's own, in the place of the shipped ones."""
    shutil.copytree(GOOD, config / "scripts")


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("id", EXPECTED)
def test_an_old_script_is_compiled_to_the_same_bytes(
    coach: Coach, at_clock: AtClock, id: str
) -> None:
    at_clock("2026-11-27T23:30")  # scans drift off
    answer = coach("scripts", "show", id, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert sha256(answer.out.encode()).hexdigest() == EXPECTED[id]
