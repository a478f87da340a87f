"""A coach in a real pseudo-terminal, watched until it has gone."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from tests.terminal.pseudo import Terminal, rang
from tests.terminal.running import Home
from tests.terminal.warm import Warm


class Open(Protocol):
    """Starts a coach; see `Home.open`."""

    def __call__(
        self,
        *arguments: str,
        size: tuple[int, int] = (100, 30),
        env: Mapping[str, str] | None = None,
    ) -> Terminal: ...


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """A Python that has loaded the coach."""
    with Warm() as warm:
        yield warm


@pytest.fixture
def home(tmp_path: Path, warm: Warm) -> Home:
    """The folders of somebody who has chosen to breathe with the rests."""
    return Home(tmp_path, warm.start)


@pytest.fixture
def coach(home: Home) -> Iterator[Open]:
    """Start coaches. Whatever is done to one, it rings no bell and shows no traceback."""
    with ExitStack() as stack:
        runs: list[Terminal] = []

        def start(
            *arguments: str,
            size: tuple[int, int] = (100, 30),
            env: Mapping[str, str] | None = None,
        ) -> Terminal:
            runs.append(stack.enter_context(home.open(*arguments, size=size, env=env)))
            return runs[-1]

        yield start
        for run in runs:
            run.read_for(0.0)
            assert not rang(run.output)
            assert b"Traceback" not in run.output
