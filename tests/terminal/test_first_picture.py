"""The picture that stands before the interface is loaded: a cold start each time."""

import shutil
import signal
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.store import begun
from coach.system import terminal
from tests.terminal.pseudo import Terminal, cells_of, left_on, words_after
from tests.terminal.running import Home
from tests.terminal.test_terminal import is_left_as_it_was

LIVE = b"\x1b[?2004h"
"""Only the live screen writes this."""
ENTERED = terminal.ENTER.encode()
SHAPE = "─│╭╮╰╯●"
NIGHT_SHIFT = ('bedtime = "08:00"', 'rise = "16:00"')


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """The folders of somebody whose coach is started cold."""
    return Home(tmp_path)


def at_hour(hour: int) -> dict[str, str]:
    """The environment of a place where it is that hour."""
    return {"TZ": f"HERE{time.gmtime().tm_hour - hour:+d}"}


@pytest.fixture
def early(home: Home) -> Iterator[Terminal]:
    """A coach of which nothing but the first picture is there."""
    with home.open() as run:
        run.wait_until(lambda run: ENTERED in run.output)
        assert LIVE not in run.output
        yield run


@pytest.mark.parametrize(
    ("hour", "theme", "size", "times"),
    [
        (15, "ember", (80, 24), ()),
        (22, "night", (120, 40), ()),
        (8, "clear", (100, 30), ()),
        (22, "ember", (40, 15), ()),
        (15, "night", (40, 15), ()),
        (7, "ember", (80, 24), NIGHT_SHIFT),
        (16, "ember", (80, 24), NIGHT_SHIFT),
    ],
)
def test_the_live_screen_takes_over_without_a_visible_change(
    home: Home, hour: int, theme: str, size: tuple[int, int], times: tuple[str, ...]
) -> None:
    home.settings(f'theme = "{theme}"', *times)
    word = "A few answers" if hour == (16 if times else 8) else "dark"
    stays(home, hour, size, word, is_night=hour == (7 if times else 22))


@pytest.mark.parametrize(("hour", "size"), [(15, (80, 24)), (23, (80, 24)), (15, (40, 15))])
def test_at_the_first_start_it_says_at_once_what_this_is(
    home: Home, hour: int, size: tuple[int, int]
) -> None:
    (home.config / "settings.toml").unlink()
    shutil.rmtree(home.data, ignore_errors=True)
    assert b"What this is" in stays(home, hour, size, "Slow breath", is_night=hour == 23)


@pytest.mark.parametrize(
    ("hour", "has_begun", "title", "word"),
    [
        (3, False, b"Awake in the night", "One quiet thing"),
        (0, False, b"Begin the routine", "dark"),
        (0, True, b"Awake in the night", "One quiet thing"),
    ],
)
def test_at_night_it_is_known_at_a_glance_whether_a_routine_was_begun(
    home: Home, hour: int, has_begun: bool, title: bytes, word: str
) -> None:
    if has_begun:
        local = datetime.now(UTC) + timedelta(hours=hour - time.gmtime().tm_hour)
        begun.save(home.data, local.date() - timedelta(days=1))
    assert title in stays(home, hour, (80, 24), word, is_night=True)


def stays(home: Home, hour: int, size: tuple[int, int], word: str, is_night: bool) -> bytes:
    """Look at both pictures until the second has a word, and return the first one.

    What is in the first one stays, at night in its colours, too.
    """
    with home.open(size=size, env=at_hour(hour)) as run:
        run.wait_for(word)
        run.read_for(0.7)  # by day it arrives by light
        output = run.output
    assert output.count(ENTERED) == output.count(b"\x1b[?1049h") == 1
    early = output.partition(LIVE)[0]
    first, last = (cells_of(part, size) for part in (early, output))
    assert sum(cell[0] != " " for row in first for cell in row) > 60
    for before, after in zip(first, last, strict=True):
        for was, now in zip(before, after, strict=True):
            if was[0] != " ":
                assert now[0] == was[0], "what is there stays, the rest is filled in"
                assert now == was or not is_night, "at night in its colours, too"
    return early


def test_all_of_the_screen_is_black_from_the_first(early: Terminal) -> None:
    early.wait_until(lambda run: len(run.output) > 3000)
    first = cells_of(early.output.partition(LIVE)[0], (100, 30))
    assert {cell[2] for row in first for cell in row} == {"000000"}


def test_what_is_typed_meanwhile_is_kept_and_not_echoed(early: Terminal) -> None:
    early.send("o", "down")
    early.wait_for("Options")
    early.wait_for("› Country")
    early.send("escape")
    early.wait_for("dark")
    early.send("q")
    assert early.wait_exit() == 0
    assert is_left_as_it_was(early)


def test_a_key_that_is_typed_before_anything_is_known_does_what_it_should(early: Terminal) -> None:
    early.send("enter")
    early.wait_for("Before you start")
    early.send("ctrl+c")
    assert early.wait_exit() == 130


def test_enter_before_the_terminal_is_ours_is_enter(home: Home) -> None:
    with home.open() as run:
        run.send("enter")
        run.wait_for("Before you start")
        run.send("ctrl+c")
        assert run.wait_exit() == 130
        assert is_left_as_it_was(run)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_who_is_asked_to_end_before_the_interface_is_loaded_ends_well(
    early: Terminal, number: signal.Signals
) -> None:
    early.signal(number)
    assert early.wait_exit() == 128 + number
    assert is_left_as_it_was(early)
    assert words_after(early.output) == ""


def test_a_stop_from_outside_comes_too_early(early: Terminal) -> None:
    early.signal(signal.SIGTSTP)
    early.wait_for("dark")
    early.send("q")
    assert early.wait_exit() == 0
    assert is_left_as_it_was(early)


@pytest.mark.parametrize("where", ["__init__", "get_default_screen"])
def test_a_failure_before_the_live_screen_leaves_the_terminal_whole(
    home: Home, tmp_path: Path, where: str
) -> None:
    script = tmp_path / "failing.py"
    script.write_text(
        "import sys\n"
        "from coach.cli import command\n"
        "from coach.ui import driver\n"
        "from coach.ui.app import CoachApp\n"
        "driver.ANSWER_SECONDS = 9.0\n"  # so late the answer may be, while others have the machine
        f"CoachApp.{where} = lambda *_: 1 / 0\n"
        "sys.exit(command.run([]))\n",
        encoding="utf-8",
    )
    with Terminal([sys.executable, str(script)], env=home.env) as run:
        run.answers_late = True
        assert run.wait_exit() == 1
        assert ENTERED in run.output
        assert left_on(run.output) == set()
        assert run.modes == run.modes_before
        assert words_after(run.output).startswith("The coach had to stop")
        assert b"Traceback" not in run.output


@pytest.mark.parametrize(
    "env",
    [
        {"COLORTERM": ""},
        {"TERM": "linux"},
        {"NO_COLOR": "1"},
        {"TEXTUAL_ANIMATIONS": "none"},
    ],
)
def test_where_it_might_look_otherwise_the_live_screen_comes_first(
    home: Home, env: dict[str, str]
) -> None:
    with home.open(env=env) as run:
        run.wait_for("dark")
        before, entered, _ = run.output.partition(b"\x1b[?1049h")
        assert entered and not before
        assert run.output.index(b"Begin the routine") > run.output.index(LIVE)
        run.send("q")
        assert run.wait_exit() == 0


def test_after_the_times_of_sleep_have_changed_the_live_screen_comes_first(home: Home) -> None:
    home.data.mkdir()
    times = "[times]\nbedtime = 23:00:00\nrise = 07:00:00\n"
    (home.data / "times.toml").write_text(times, encoding="utf-8")
    for settings, comes_first in (((), False), (NIGHT_SHIFT, True), (NIGHT_SHIFT, False)):
        home.settings(*settings)
        with home.open(env=at_hour(22)) as run:
            run.wait_for("dark")
            first = run.output.partition(LIVE)[0]
            assert (b"Begin the routine" in first) is not comes_first, settings
            run.send("q")
            assert run.wait_exit() == 0


@pytest.mark.parametrize("options", [(), ("--voice",), ("--no-sound",)])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)])
def test_awake_says_its_first_line_before_the_interface_is_loaded(
    home: Home, size: tuple[int, int], options: tuple[str, ...]
) -> None:
    with home.open("awake", *options, size=size, env=at_hour(3)) as run:
        run.wait_for("I need a person", "What is loudest right now?")
        run.send("ctrl+c")
        run.wait_exit()
        output = run.output
    early = output.partition(LIVE)[0]
    assert output.count(ENTERED) == 1
    first, last = cells_of(early, size), cells_of(output.partition(b"\x1b[?1049l")[0], size)
    words = ["".join(cell[0] for cell in row).strip() for row in first]
    said = " ".join(filter(None, words))
    assert "wake" in said and said.endswith((".", "now.", "right."))
    assert "loudest" not in said
    for before, after in zip(first, last, strict=True):
        for was, now in zip(before, after, strict=True):
            assert was[0] == " " or now == was, "what is there stays as it is"


def test_a_key_typed_at_once_acts_in_awake(home: Home) -> None:
    with home.open("awake", env=at_hour(3)) as run:
        run.wait_until(lambda run: ENTERED in run.output)
        run.send("1")
        run.wait_for("One line for tomorrow")
        run.send("ctrl+c")
        assert run.wait_exit() == 130
        assert is_left_as_it_was(run)


@pytest.mark.parametrize("arguments", [("awake", "nosuch"), ("awake", "--nosuch"), ("awake", "-h")])
def test_what_else_is_asked_of_awake_shows_no_picture(
    home: Home, arguments: tuple[str, ...]
) -> None:
    with home.open(*arguments) as run:
        run.wait_exit()
        assert b"\x1b" not in run.output


def test_a_tree_of_ones_own_is_read_before_anything_is_shown(home: Home) -> None:
    home.tree(
        "night",
        'title = "Mine"\nstart = "a"\n[[step]]\nid = "a"\nlines = ["My own line."]\n'
        'wait = "key"\nnext = "end"\n',
    )
    with home.open("awake", env=at_hour(3)) as run:
        run.wait_for("My own line.", "I need a person")
        assert run.output.index(b"My own line.") > run.output.index(LIVE)
        assert b"That is all" not in run.output
