"""The coach in a real pseudo-terminal: what a person sees, and how the terminal is left.

Nothing here is timed; waiting ends as soon as what is waited for is there.
"""

import random
import re
import signal
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from coach.store.records import Store
from coach.system import folders
from tests.terminal.conftest import Open
from tests.terminal.pseudo import KEYS, Terminal, environment, left_on, words_after
from tests.terminal.running import Home

WORDS = "Breathe in, lightly."
BOX = tomllib.loads((folders.assets() / "breathing" / "box.toml").read_text("utf-8"))
OPENINGS: list[str] = BOX["lead_in"][0]["text"]
"""What a box may begin with; which of them is the night's choice."""
CORNER, LIGHT, RESTING, BAR = "╭", "●", "•", "━"
TITLES = {
    "long": "A very long title " * 16 + "end",
    "emoji": "👩‍👩‍👧‍👦 night 🌙🌙 " * 8,
    "right to left": "نفس هادئ نفس هادئ لَيْلَة",
    "combining": "Z̷̢̛a̸̧l̶g̵o̴ " * 8 + "e" + "\u0301" * 40,
    "wide": "静かな呼吸" * 20,
    "markup": "[bold red]not markup[/] [@click=app.quit]no[/] {x} %s",
}


def is_left_as_it_was(run: Terminal) -> bool:
    """The cursor is shown, echo is on, the screen before is back, and no mode has stayed."""
    assert left_on(run.output) == set()
    assert run.modes == run.modes_before
    assert b"\x1b[?1049h" in run.output
    return True


def begun(run: Terminal) -> Terminal:
    """Begin the session that is offered, and wait until it has."""
    run.wait_for("begin")
    run.send("space")
    run.wait_for("pause")
    return run


def is_opening(run: Terminal) -> bool:
    """The first words of a box stand on the screen."""
    return any(" ".join(text.split()[:3]) in run.text for text in OPENINGS)


def resized(run: Terminal, size: tuple[int, int]) -> None:
    """Give the terminal another size and wait until something is drawn for it."""
    count = len(run.chunks)
    run.resize(*size)
    run.wait_until(lambda run: len(run.chunks) > count)


def test_tonight_shows_and_leaves_in_peace(tmp_path: Path) -> None:
    with Home(tmp_path).open() as run:
        run.wait_for("Begin the routine", CORNER, "routines", "q leave")
        run.send("q")
        assert run.wait_exit() == 0
        assert is_left_as_it_was(run)
        assert words_after(run.output) == ""


def test_a_breath_from_space_to_black_to_the_shell(coach: Open) -> None:
    run = coach("breathe", "box", "--speed", "20", "--cycles", "1")
    run.wait_for("begin", "Box", "1 breath")
    run.send("space")
    run.wait_for(WORDS)
    run.wait_until(lambda run: not run.text.strip())
    assert run.process.poll() is None
    assert run.colours <= {"default", "000000"}
    run.send("z")
    assert run.wait_exit() == 0
    assert is_left_as_it_was(run)
    assert words_after(run.output) == ""


def test_keys_that_leave(coach: Open) -> None:
    codes = {"q": 0, "escape": 0, "ctrl+c": 130, "ctrl+q": 0}
    runs = [(coach("breathe"), key) for key in codes]
    for run, key in runs:
        run.wait_for("begin")
        run.send(key)
    for run, key in runs:
        assert run.wait_exit() == codes[key], key
        assert is_left_as_it_was(run)
        assert words_after(run.output) == ""


def test_a_session_is_left_at_once(coach: Open) -> None:
    runs = [(begun(coach("breathe")), key) for key in ("q", "ctrl+c")]
    for run, key in runs:
        run.send(key)
    for run, key in runs:
        assert run.wait_exit() == {"q": 0, "ctrl+c": 130}[key]
        assert is_left_as_it_was(run)


@pytest.mark.parametrize("is_running", [False, True])
def test_signals(coach: Open, is_running: bool) -> None:
    runs = [(coach("breathe"), n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    for run, number in runs:
        run.wait_for("begin")
        if is_running:
            begun(run)
        run.signal(number)
    for run, number in runs:
        assert run.wait_exit() == 128 + number
        assert is_left_as_it_was(run)
        assert words_after(run.output) == ""


def test_a_closed_window_ends_it(coach: Open) -> None:
    run = begun(coach("breathe"))
    run.hang_up()
    assert run.process.wait(10) != 0


CRASHING = """
import sys
from coach.cli import command
from coach.ui.screens.breathing import BreathingScreen
def broken(self, *anything):
    raise RuntimeError("the picture fell")
BreathingScreen.{method} = broken
sys.exit(command.run(["breathe", "box"]))
"""


@pytest.mark.parametrize(
    ("method", "key"),
    [("tick", ""), ("fill_ready", ""), ("fill_picture", "space"), ("action_dark", "d")],
)
def test_a_crash_is_one_line(home: Home, tmp_path: Path, method: str, key: str) -> None:
    """In the first picture, in a later one, when a key is pressed: wherever it happens."""
    script = tmp_path / "crashing.py"
    script.write_text(CRASHING.format(method=method), encoding="utf-8")
    with home.run(str(script)) as run:
        if key:
            run.wait_for("begin")
            run.send(key)
        assert run.wait_exit() == 1
        assert is_left_as_it_was(run)
        words = " ".join(words_after(run.output).split())
        note = home.data / "crash.txt"
        assert words.startswith("The coach had to stop; your terminal is as it was.")
        assert str(note).replace(" ", "") in words.replace(" ", "")
        assert b"Traceback" not in run.output
        assert b"RuntimeError" not in run.output
        assert "the picture fell" in note.read_text(encoding="utf-8")


FAILING = """
import sys
from rich.text import Text
from coach.cli import command
from coach.ui import app
from coach.ui.app import CoachApp
{failing}
sys.exit(command.run(["breathe", "box"]))
"""


@pytest.mark.parametrize(
    "failing",
    [
        # Textual's own way to say more
        "CoachApp.action_commands = lambda self: self.panic(Text('of'), Text('many lines'))",
        # an error that draws itself
        "class Drawn(Exception):\n"
        "    def __rich__(self): return 'a picture of lines'\n"
        "def broken(self): raise Drawn\n"
        "CoachApp.action_commands = broken",
        # before there is any screen
        "app.routes.make = None",
    ],
)
def test_any_failure_is_one_line(home: Home, tmp_path: Path, failing: str) -> None:
    script = tmp_path / "failing.py"
    script.write_text(FAILING.format(failing=failing), encoding="utf-8")
    with home.run(str(script)) as run:
        if "routes" not in failing:
            begun(run)
            run.send("ctrl+p")
        assert run.wait_exit() == 1
        assert left_on(run.output) == set()
        assert run.modes == run.modes_before
        words = words_after(run.output)  # an answer of the terminal may come that late
        assert words.partition("The coach had to stop")[0] in ("", "^[[?2026;2$y")
        assert "The coach had to stop" in words
        assert str(home.data / "crash.txt") in words.replace("\r\n", "")
        assert b"Traceback" not in run.output
        assert b"lines" not in run.output
    if "routes" not in failing:
        [row] = Store(home.data).sessions(date.min, date.max)
        assert row.ending == "stopped"


def test_what_fails_beside_all_messages_is_noted_and_the_evening_goes_on(
    home: Home, tmp_path: Path
) -> None:
    script = tmp_path / "failing.py"
    failing = (
        "def broken(self):\n"
        "    self._loop.call_soon(lambda: [][0])\n"
        "CoachApp.action_commands = broken"
    )
    script.write_text(FAILING.format(failing=failing), encoding="utf-8")
    with home.run(str(script)) as run:
        begun(run)
        run.send("ctrl+p", "space")
        run.wait_for("paused")
        run.send("q")
        assert run.wait_exit() == 0
        assert b"Traceback" not in run.output
        assert "IndexError" in (home.data / "crash.txt").read_text(encoding="utf-8")


def test_resized_while_it_runs(coach: Open) -> None:
    run = begun(coach("breathe", "--speed", "0.1"))  # slow: the lead-in lasts through the test
    for size in [(20, 8), (200, 60), (80, 24), (20, 60), (200, 8), (21, 9), (100, 30)]:
        resized(run, size)
        run.wait_for(LIGHT)
    run.wait_for(CORNER, LIGHT)
    run.wait_until(is_opening)
    run.send("q")
    assert run.wait_exit() == 0


def test_starts_in_any_size(coach: Open) -> None:
    sizes = [(1, 1), (2, 60), (20, 8), (200, 1), (200, 60), (300, 90)]
    runs = [coach(size=size) for size in sizes]
    for run in runs:
        run.wait_until(lambda run: b"\x1b[38;2;" in run.output)
    for key in ("b", "space", "q", "r", "space"):
        for run in runs:
            run.send(key)
        for run in runs:
            run.read_for(0.1 / len(runs))
    for run in runs:
        run.send("ctrl+c")
    for run in runs:
        assert run.wait_exit() == 130
        assert is_left_as_it_was(run)


def test_no_colour_leaves_grey_light(coach: Open) -> None:
    run = coach("breathe", env={"NO_COLOR": "1"})
    run.wait_for("begin", CORNER, LIGHT)
    colours = {colour for colour in run.colours if re.fullmatch("[0-9a-f]{6}", colour)}
    assert all(len({colour[at : at + 2] for at in (0, 2, 4)}) == 1 for colour in colours), colours
    begun(run).wait_until(is_opening)


def test_a_simple_terminal_gets_ascii(coach: Open) -> None:
    simple = [{"TERM": "linux"}, {"TERM": "vt100"}, {"LC_ALL": "C"}]
    runs = [coach("breathe", env=env) for env in simple]
    for run in runs:
        run.wait_for("begin", "+---", "O")
        begun(run).wait_until(is_opening)
        run.send("?")
        run.wait_for("While something is played")
        assert run.output.isascii()


def test_reduced_motion_gives_word_and_bar(coach: Open) -> None:
    run = begun(coach("breathe", "--speed", "10", env={"TEXTUAL_ANIMATIONS": "none"}))
    run.wait_for(WORDS, BAR)
    assert CORNER not in run.text
    assert LIGHT not in run.text


def test_any_title_is_shown_and_breaks_nothing(coach: Open, home: Home) -> None:
    for name, title in TITLES.items():
        home.breath(
            name,
            f"title = '{title}'\nsummary = '{title}'\ncycles = 2\n"
            f"[[phase]]\nkind = 'in'\nseconds = 4\ntext = '{title}'\n"
            f"[[phase]]\nkind = 'out'\nseconds = 4\ntext = '{title}'\n",
        )
    runs = [(coach("breathe", name, size=(60, 24)), title[0]) for name, title in TITLES.items()]
    runs.append((coach(size=(80, 24)), "Box"))
    runs[-1][0].wait_for("Begin the routine")
    runs[-1][0].send("b")
    for run, start in runs[:-1]:
        run.wait_for("begin", start)
        begun(run).wait_for(start)
    for size in [(20, 8), (200, 60)]:
        for run, _ in runs:
            resized(run, size)
    for run, _ in runs:
        run.send("ctrl+c")
        assert run.wait_exit() == 130
        assert is_left_as_it_was(run)


def test_a_storm_of_keys_never_crashes(coach: Open) -> None:
    rng = random.Random(1)  # tests/soak/storm.py looks for new ones
    run = coach(size=rng.choice([(20, 8), (80, 24), (100, 30)]))
    run.wait_for("Begin", "dark")
    named = [key for key in KEYS if key not in ("ctrl+c", "ctrl+q", "ctrl+z")]
    keys = [*named, *"abcdefghijklmnoprstuvwxyz?+-=1 é", "\x1b[200~pasted\x1b[201~"]
    for _ in range(60):
        run.send(*rng.choices(keys, k=3))
        run.read_for(0.01)
    assert run.process.poll() is None, words_after(run.output)
    run.send("ctrl+c")
    assert run.wait_exit() == 130
    assert is_left_as_it_was(run)
    assert words_after(run.output) == ""


def test_nothing_is_painted_while_paused(coach: Open) -> None:
    run = begun(coach("breathe", "--speed", "2"))
    run.send("space")
    run.wait_for("paused")
    run.read_for(0.5)
    assert run.read_for(1.0) == b""
    run.send("space")
    run.wait_for("pause")


def has_stopped(run: Terminal) -> bool:
    """The process is stopped (state T of Linux)."""
    stat = Path(f"/proc/{run.process.pid}/stat").read_text(encoding="ascii")
    return stat.rpartition(")")[2].split()[0] == "T"


@pytest.mark.parametrize("how", ["SIGSTOP", "SIGTSTP", "ctrl+z"])
def test_it_continues_after_a_stop(coach: Open, how: str) -> None:
    """No key is lost by it, the whole picture is back, the terminal is left as it was."""
    run = begun(coach("breathe"))
    if how == "ctrl+z":
        run.send("ctrl+z")
    else:
        run.signal(signal.Signals[how])
    assert run.until(lambda: has_stopped(run), 10, look=0.01)
    run.read_for(0.05)  # what it wrote last may still be on its way
    is_paused = how != "SIGSTOP"
    if is_paused:
        assert is_left_as_it_was(run)
    run.clear()
    run.signal(signal.SIGCONT)
    run.wait_for(CORNER, "paused" if is_paused else "pause")
    run.send("space")
    run.wait_for("pause" if is_paused else "paused")
    run.send("q")
    assert run.wait_exit() == 0
    assert is_left_as_it_was(run)


@pytest.mark.parametrize("arguments", [(), ("breathe",)])
def test_after_a_stop_every_page_is_whole_at_once(coach: Open, arguments: tuple[str, ...]) -> None:
    run = coach(*arguments)
    run.wait_for("y as usual" if not arguments else "begin")  # it comes with the last of a picture
    before = run.rows
    run.send("ctrl+z")
    assert run.until(lambda: has_stopped(run), 10, look=0.01)
    run.read_for(0.05)
    run.clear()
    run.signal(signal.SIGCONT)
    run.wait_until(lambda run: run.rows == before, seconds=3)
    run.send("q")
    assert run.wait_exit() == 0


@pytest.mark.parametrize("arguments", [(), ("breathe",), ("support",)])
def test_without_a_terminal_it_says_so(arguments: tuple[str, ...], home: Home) -> None:
    argv = [sys.executable, "-m", "coach", *arguments]
    done = subprocess.run(
        argv, capture_output=True, text=True, stdin=subprocess.DEVNULL, env=environment(home.env)
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "--plain" in done.stderr
