"""What every test builds on: its own folders, the shipped library, cases that never change."""

import gc
import itertools
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from coach.cli import command
from coach.content import cache as script_cache
from coach.content import library as of_library
from coach.content.cache import Content
from coach.content.library import Library
from coach.content.model import Script
from coach.domain.moment import Moment
from coach.person.context import Context
from coach.system import folders
from coach.system.clock import SystemClock
from tests.fake_clock import FakeClock

# argparse looks on disk for a translation of every word it may say: a third of a command in a test.
os.environ["LANGUAGE"] = "C"

# What a script starts in the background ignores Ctrl+C, and so would all that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Weeks begin on Monday wherever the tests run. LC_ALL would hide that.
os.environ["LC_TIME"] = "C"
if locale := os.environ.pop("LC_ALL", ""):
    os.environ["LC_CTYPE"] = locale

# The page of help suggests no country wherever they run: over SSH the clock says nothing.
os.environ |= {"SSH_CONNECTION": "tests", "LC_MESSAGES": "C"}

# Their folders are in memory where there is a place for that, with room enough (containers often
# have 64 MB) and where programs may be started from: most of what a test waited for was a disk.
MEMORY = Path("/dev/shm")
if os.access(MEMORY, os.W_OK | os.X_OK):
    about = os.statvfs(MEMORY)
    if about.f_bavail * about.f_frsize > 10**9 and not about.f_flag & os.ST_NOEXEC:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# The same cases every time, and no clock: the suite has one result. HYPOTHESIS_PROFILE=long looks
# for new cases instead.
settings.register_profile(
    "coach",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile(
    "long", settings.get_profile("coach"), derandomize=False, max_examples=1500, print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "coach"))


class Answer(NamedTuple):
    """The result of a command line."""

    code: int
    out: str
    err: str


Coach = Callable[..., Answer]
AtClock = Callable[[str], None]
"""Takes a moment: `2026-11-24T00:15`."""
Live = Callable[[str | None], None]
"""Takes the name of a zone."""
_numbers = itertools.count()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what runs in a real terminal, the wheel before all: it waits while others compute.

    A worker begins with a run of neighbours, so one of them has all of these, builds the one wheel,
    and the others take over what is left to it (`--dist worksteal` takes from the end).
    """
    items.sort(
        key=lambda item: (item.path.parent.name != "terminal", item.path.stem != "test_wheel")
    )


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let the garbage collector leave alone what stays for the whole run, and look less often."""
    gc.disable()  # all that is collected stays: each worker looked through it 700 times
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000, 20, 100)
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _reads_shipped_files_once() -> Iterator[None]:
    """Let a process parse and check the text of a shipped file once, not for every test anew."""
    check, assets = script_cache.check, folders.assets()
    known = cache(check)

    def check_once(text: str, file: Path, kind: type[Script]) -> Content:
        return (known if assets in file.parents else check)(text, file, kind)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(script_cache, "check", check_once)
        patch.setattr(of_library, "check", check_once)
        yield


@pytest.fixture(autouse=True)
def _own_folders(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No test touches the folders of whoever runs it.

    A folder is only made for a test that uses it: to make one for each takes as long as most tests.
    """
    if "tmp_path" in request.fixturenames:
        folder = request.getfixturevalue("tmp_path")
    else:
        folder = tmp_path_factory.getbasetemp() / f"of-test-{next(_numbers)}"
    monkeypatch.setenv("COACH_CONFIG_DIR", str(folder / "config"))
    monkeypatch.setenv("COACH_DATA_DIR", str(folder / "data"))
    # Python started by a test finds the coach that is tested, from whatever folder we run.
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The person's folder; it does not exist yet."""
    return tmp_path / "config"


@pytest.fixture
def library(config: Path) -> Library:
    """The shipped files and the person's own, of which there are none yet."""
    return Library(folders.assets(), config)


@pytest.fixture
def coach(capsys: pytest.CaptureFixture[str]) -> Coach:
    """Run a command line in this process."""

    def run(*arguments: str) -> Answer:
        capsys.readouterr()
        try:
            code = command.run(arguments)
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 0
        return Answer(code, *capsys.readouterr())

    return run


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can enter, unlike `tmp_path`."""
    folder = Path(tempfile.mkdtemp(prefix="coach-test-"))
    folder.chmod(0o755)
    yield folder
    for each in [folder, *folder.rglob("*")]:
        if each.is_dir():
            each.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def at_clock(monkeypatch: pytest.MonkeyPatch) -> AtClock:
    """Let the clock of this machine stand at a moment, as clocks here show it."""

    def stand(shown: str) -> None:
        moment = Moment(1000.0, datetime.fromisoformat(shown).timestamp())
        monkeypatch.setattr(SystemClock, "now", lambda _: moment)

    return stand


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    """Let this machine be somewhere else; None: TZ is not set."""

    def be(name: str | None) -> None:
        monkeypatch.delenv("TZ", raising=False)
        if name is not None:
            monkeypatch.setenv("TZ", name)
        time.tzset()

    yield be
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands until a test moves it."""
    return FakeClock()


@pytest.fixture
def me(tmp_path: Path, clock: FakeClock) -> Context:
    """A person with empty folders of their own."""
    return Context(folders.Places(tmp_path / "config", tmp_path / "data"), clock)
