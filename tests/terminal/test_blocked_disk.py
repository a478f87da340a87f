"""Another program holds the database: who leaves is not held up, and nothing given is lost."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from coach.store.records import Store
from coach.system import lock
from tests.soak import app_kills, diary_kills
from tests.store.test_records import ANY_DAY
from tests.terminal.pseudo import Terminal, evening, words_after
from tests.terminal.running import Home
from tests.terminal.warm import Warm

HOLDS_IT = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("mine", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_program(file: Path) -> Iterator[None]:
    """Hold the database, as a backup program may, for as long as this lasts."""
    command = [sys.executable, "-c", HOLDS_IT, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin and other.stdout
        assert other.stdout.readline() == b"mine\n"
        yield
        assert other.poll() is None, "it holds it until the end"
        other.kill()


@pytest.fixture
def home(tmp_path: Path, warm: Warm) -> Home:
    """The folders of somebody for whom something is recorded already."""
    home = Home(tmp_path, warm.start)
    app_kills.prepare(home)
    Store(home.data).answer(evening(), "item-00", "done", datetime.now().astimezone())
    return home


def left(run: Terminal, home: Home) -> list[str]:
    """Wait until it has gone, and return the names of the files that wait for the next start.

    It waits for the database only a moment: another coach would be waited for longer than this.
    """
    run.wait_exit()
    words = words_after(run.output)
    assert words.startswith("Not everything could be saved yet; the next start saves it from ")
    files = sorted(home.data.glob("unwritten-*"))
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600]
    assert "".join(words.split()).endswith(f"{files[0]}.".replace(" ", ""))
    return [file.name for file in files]


def at_the_next_start(home: Home) -> Store:
    """Start once more, and return what is recorded then."""
    command = [sys.executable, "-m", "coach", "--data-dir", str(home.data), "data", "export"]
    exported = subprocess.run(command, capture_output=True, check=True)
    assert exported.stderr == b""
    assert json.loads(exported.stdout)["made_by"] == "coach"
    assert not list(home.data.glob("unwritten-*"))
    return Store(home.data)


@contextmanager
def another_coach(file: Path) -> Iterator[None]:
    """Be another coach, which is at work on the database for as long as this lasts."""
    held = lock.hold(file)
    assert held
    with held:
        yield


@pytest.mark.parametrize("other", [another_program, another_coach])
@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
def test_answers_wait_for_the_next_start(
    home: Home, key: str, other: Callable[[Path], AbstractContextManager[None]]
) -> None:
    with home.open("checklist", size=app_kills.SIZE) as run:
        run.wait_until(lambda run: app_kills.confirmed(run) == {"item-00": "done"})
        with other(home.data / "coach.db"):
            for number, answer in enumerate(("space", "x", "i"), 1):
                run.wait_for(f"› Small thing {number:02}")
                run.send(answer)
            run.wait_for("› Small thing 04")
            run.send(key)
            assert len(left(run, home)) == 1
    store = at_the_next_start(home)
    answers = [each.answer for each in store.answers(evening(), evening())]
    assert answers == ["done", "done", "skipped", "not-applicable"]


def test_a_night_waits_for_the_next_start(home: Home) -> None:
    with home.open("morning", size=diary_kills.SIZE) as run:
        diary_kills.wait_for(run, "into_bed")
        run.send("2", "2", "3", "0", "enter")
        run.wait_until(lambda run: bool(Store(home.data).diaries(*ANY_DAY)))
        with another_program(home.data / "coach.db"):
            diary_kills.wait_for(run, "tried")
            run.send(*"2305", "enter")
            diary_kills.wait_for(run, "fell_asleep_minutes")
            run.send(*"10", "enter")
            diary_kills.wait_for(run, "times_awake")
            run.send("ctrl+q")
            left(run, home)
    [night] = at_the_next_start(home).diaries(*ANY_DAY)
    assert (night.into_bed, night.tried, night.fell_asleep_minutes) == ("22:30", "23:05", 10)


def test_a_session_waits_for_the_next_start(home: Home) -> None:
    with home.open("breathe", "box") as run:
        run.wait_for("space begin")
        with another_program(home.data / "coach.db"):
            run.send("space")
            run.wait_for("pause")
            run.send("ctrl+c")
            left(run, home)
    [session] = at_the_next_start(home).sessions(*ANY_DAY)
    assert (session.script, session.ending) == ("breathing/box", "stopped")
