"""Whatever a terminal sends, or if it goes without a word: the coach lives, or leaves well."""

import random
import signal
import sys
from datetime import date
from pathlib import Path

import pytest

from coach.errors import INTERRUPTED
from coach.store.records import SessionRecord, Store
from tests.real_input import NO_KEYS
from tests.soak import any_bytes
from tests.terminal.conftest import Open
from tests.terminal.pseudo import Terminal, left_on, words_after
from tests.terminal.running import Home
from tests.terminal.test_terminal import begun, is_left_as_it_was


def sessions(home: Home) -> list[SessionRecord]:
    """Return what is recorded."""
    return Store(home.data).sessions(date.min, date.max)


@pytest.mark.parametrize("is_playing", [False, True])
def test_late_answers_and_broken_bytes_are_no_keys(coach: Open, is_playing: bool) -> None:
    run = coach(*["breathe"] * is_playing)
    if is_playing:
        begun(run)
        run.send("space")
        run.wait_for("paused")
    else:
        run.wait_for("q leave")
    run.read_for(0.3)
    before = run.text
    run.send(*NO_KEYS)
    painted = run.read_for(1.5)  # Tonight may paint, when a minute is over
    assert not painted or not is_playing
    assert run.text == before
    run.send("ctrl+q")
    assert run.wait_exit() == 0
    assert is_left_as_it_was(run)


@pytest.mark.parametrize(
    ("command", "sort"),
    [
        ((), "mutated real"),
        (("breathe",), "random"),
        (("morning",), "mutated real"),
        (("routine",), "mutated real"),
        (("support",), "random"),
    ],
)
def test_any_bytes_end_nothing(home: Home, command: tuple[str, ...], sort: str) -> None:
    """It lives, or leaves by a key that was among them; `tests.soak.any_bytes` looks for more."""
    assert any_bytes.one_round(random.Random(20), home, command, sort) > 0


def test_a_terminal_that_goes_without_a_word_ends_it(home: Home) -> None:
    """The leader of its session ignores SIGHUP, as when an ssh dies: all that comes is the end."""
    shell = ["/bin/sh", "-c", 'trap "" HUP; "$@"; echo $? > "$0"', str(home.data.parent / "code")]
    argv = [*shell, sys.executable, "-m", "coach", "breathe", "box"]
    with Terminal(argv, env=home.env) as run:
        begun(run)
        run.hang_up()
        run.process.wait(10)
    assert (home.data.parent / "code").read_text() == f"{128 + signal.SIGHUP}\n"
    assert [row.ending for row in sessions(home)] == ["stopped"]


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, None])
def test_a_closed_terminal_takes_the_way_of_ctrl_c(
    coach: Open, home: Home, number: signal.Signals | None
) -> None:
    run = begun(coach("breathe"))
    if number:
        run.signal(number)
        assert run.wait_exit() == 128 + number
        assert left_on(run.output) == set()
    else:
        run.hang_up()
        assert run.process.wait(10) == 128 + signal.SIGHUP
    assert [row.ending for row in sessions(home)] == ["stopped"]


def test_the_size_is_what_the_terminal_says(coach: Open) -> None:
    run = coach(size=(80, 24), env={"COLUMNS": "200", "LINES": "7"})
    run.wait_for("Begin the routine", "q leave")
    assert max(map(len, run.rows)) <= 80
    run.resize(100, 30)
    run.wait_for("Begin the routine", "q leave")
    run.send("q")
    assert run.wait_exit() == 0


def test_the_mouse_reports_buttons_and_the_wheel_only(coach: Open) -> None:
    run = coach()
    run.wait_for("dark")
    assert b"\x1b[?1000h" in run.output
    assert b"\x1b[?1006h" in run.output
    for mode in (b"1002", b"1003", b"1015", b"1016", b"2048"):
        assert b"\x1b[?" + mode + b"h" not in run.output
    run.send("q")
    assert run.wait_exit() == 0
    assert is_left_as_it_was(run)


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (["O"], "Options"),
        (["щ"], "Options"),
        ([b"\x1b[1097:1065:111;;1097u"], "Options"),
        (["ο"], "Options"),
    ],
)
def test_letters_are_keys_by_their_place(coach: Open, keys: list[str], shown: str) -> None:
    run = coach()
    run.wait_for("q leave")
    run.send(*keys)
    run.wait_for(shown, "esc back")
    run.send(b"\x1b[1089::99;5u")
    assert run.wait_exit() == 130
    assert is_left_as_it_was(run)


@pytest.mark.parametrize(
    "keys",
    [
        ["ctrl+p", b"\x1b[6~"],
        ["ctrl+p", "enter", "enter"],
        ["ctrl+p", "s", "down", "escape"],
        ["ctrl+p", "escape", "ctrl+p", "ctrl+p", "o", "enter"],
    ],
)
def test_commands_by_name_are_there_before_the_next_key(coach: Open, keys: list[str]) -> None:
    run = coach("breathe")
    run.wait_for("begin")
    for _ in range(8):
        run.send(*keys)
        run.send("escape", "escape")
        if run.process.poll() is not None:
            break
    run.send("ctrl+q")
    assert run.wait_exit() == 0, words_after(run.output)
    assert is_left_as_it_was(run)


def test_textuals_own_driver_is_good_enough_where_ours_cannot_be(
    home: Home, tmp_path: Path
) -> None:
    script = tmp_path / "stock.py"
    script.write_text(
        "import sys\n"
        "from coach.cli import command\n"
        "from coach.ui import driver\n"
        "driver.NEEDED = ('what_it_never_had',)\n"
        "sys.exit(command.run([]))\n",
        encoding="utf-8",
    )
    with home.run(str(script)) as run:
        run.wait_for("dark")
        assert b"\x1b[?1003h" in run.output, "it is Textual's"
        run.send("q")
        assert run.wait_exit() == 0
        assert is_left_as_it_was(run)
        assert words_after(run.output) == ""


@pytest.mark.parametrize("number", [signal.SIGTERM, None])
def test_a_terminal_that_reads_no_more_holds_nobody(
    coach: Open, home: Home, number: signal.Signals | None
) -> None:
    run = begun(coach("breathe"))
    run.halt()
    run.send("d", "d", "c")
    if number:
        run.signal(number)
    else:
        run.send("ctrl+c")
    code = run.process.wait(5)
    assert code == (128 + number if number else INTERRUPTED)
    assert [row.ending for row in sessions(home)] == ["stopped"]


def test_a_terminal_that_reads_again_shows_what_is_now(coach: Open) -> None:
    run = begun(coach("breathe"))
    run.halt()
    run.send("space")
    for _ in range(40):
        run.resize(100, 40)
        run.resize(100, 30)
    run.wait_for("paused")
    run.send("space")
    run.wait_until(lambda run: "paused" not in run.text and "space pause" in run.text)


@pytest.mark.parametrize("command", ["morning", "breathe", "checklist"])
def test_keys_behind_the_one_that_leaves_are_nobodys(coach: Open, command: str) -> None:
    run = coach(command)
    run.wait_for("esc back" if command != "breathe" else "begin")
    run.send(b"\x11" + b" \x1b[B" * 100)
    assert run.wait_exit() == 0
    assert is_left_as_it_was(run)
    assert words_after(run.output) == ""
