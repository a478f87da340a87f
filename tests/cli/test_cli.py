"""The command line: what it prints where, and how it exits."""

import gc
import io
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from coach import __main__, __version__
from coach.cli import command
from coach.cli.parser import GUIDED, KINDS
from coach.content import library
from coach.content.breathing import BreathingFile
from coach.content.library import Library, load_file
from coach.errors import CoachError
from coach.person import choose
from coach.playing import plain
from coach.system import folders, terminal
from coach.ui import run
from tests.conftest import Coach, Live

HOLD = '[[phase]]\nkind = "hold"\nseconds = 0.5\ntext = ""\n'
SHORT = """title = "Short"
cycles = 2
[[lead_in]]
seconds = 0.5
text = "Slow."
[[phase]]
kind = "in"
seconds = 1
text = "In."
[[phase]]
kind = "hold"
seconds = 0.5
text = ""
[[phase]]
kind = "out"
seconds = 1
text = "Out."
"""
# What each command of --help is tried with here: something that works without a terminal.
TRIED = {
    "breathe": ["breathe", "short", "--plain", "--speed", "100"],
    "relax": ["relax", "--plain"],
    "scan": ["scan", "--plain"],
    "stretch": ["stretch", "--plain"],
    "calm": ["calm", "--plain"],
    "routine": ["routine", "--plain"],
    "checklist": ["checklist", "--plain"],
    "morning": ["morning", "--plain"],
    "review": ["review", "--plain"],
    "awake": ["awake", "--plain"],
    "craving": ["craving", "--plain"],
    "learn": ["learn", "--plain"],
    "dates": ["dates", "--plain"],
    "options": ["options", "--plain"],
    "support": ["support", "--plain"],
    "scripts": ["scripts"],
    "data": ["data"],
    "doctor": ["doctor"],
}
TRIED_SCRIPTS = {
    "list": ["list"],
    "show": ["show", "box"],
    "render": ["render", "box", "--cycles", "1", "-o", "box.wav"],
    "check": ["check"],
    "new": ["new", "breathing", "fresh"],
    "schema": ["schema", "breathing"],
    "path": ["path"],
}


@pytest.fixture
def short(config: Path) -> Path:
    """A short pattern of the person's own, called `short`."""
    folder = config / "scripts" / "breathing"
    folder.mkdir(parents=True)
    file = folder / "short.toml"
    file.write_text(SHORT)
    return file


def process(*arguments: str, **streams: Any) -> subprocess.CompletedProcess[str]:
    """Run coach as a process of its own, buffered as it is for people."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
    command = [sys.executable, "-m", "coach", *arguments]
    return subprocess.run(command, text=True, check=False, env=environment, **streams)


def cues_of(coach: Coach, *arguments: str) -> dict[str, Any]:
    """Return the compiled timeline of a script."""
    answer = coach("scripts", "show", "--json", *arguments)
    assert (answer.code, answer.err) == (0, "")
    tree = json.loads(answer.out)
    assert isinstance(tree, dict)
    return tree


# Version and help


def test_the_version_is_printed_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["coach", "--version"])
    assert __main__.main() == 0
    assert capsys.readouterr() == (f"coach {__version__}\n", "")


def test_the_version_is_answered_among_other_options_too(coach: Coach, tmp_path: Path) -> None:
    answer = coach("--config-dir", str(tmp_path), "--version")
    assert answer == (0, f"coach {__version__}\n", "")


def test_everything_else_goes_to_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], config: Path
) -> None:
    monkeypatch.setattr(sys, "argv", ["coach", "scripts", "path"])
    assert __main__.main() == 0
    assert capsys.readouterr().out == f"{config / 'scripts'}\n"


def commands_in(help_text: str) -> list[str]:
    """Return the commands that a help text lists."""
    return re.findall(r"^ {4}(\w+)  +\S", help_text, re.MULTILINE)


@pytest.mark.usefixtures("short")
def test_help_names_only_commands_that_work(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "play", lambda *_, **__: None)  # nobody waits for a whole evening
    answer = coach("--help")
    assert answer.code == 0
    assert sorted(commands_in(answer.out)) == sorted(TRIED)
    for arguments in TRIED.values():
        assert coach(*arguments).code == 0
        assert coach(arguments[0], "--help").code == 0


@pytest.mark.parametrize(("command", "kind", "usual"), [(c, k, u) for c, k, _, u in GUIDED])
def test_help_of_a_command_says_what_a_name_may_be(
    coach: Coach, command: str, kind: str, usual: str
) -> None:
    words = " ".join(coach(command, "--help").out.split())
    assert f"NAME: a script of the kind {kind}, as `coach scripts list` shows them" in words
    assert f"without one it is {usual}." in words
    assert choose.DEFAULTS[kind] == usual


def test_help_of_new_and_schema_names_every_kind(coach: Coach) -> None:
    templates = sorted(file.stem for file in (folders.assets() / "templates").glob("*.toml"))
    assert sorted(KINDS) == templates
    assert ", ".join(KINDS) in " ".join(coach("scripts", "new", "--help").out.split())
    schema = " ".join(coach("scripts", "schema", "--help").out.split())
    assert all(kind in schema for kind in library.KINDS)


def test_help_of_scripts_names_only_actions_that_work(
    coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # what is rendered lies where we are
    assert sorted(commands_in(coach("scripts", "--help").out)) == sorted(TRIED_SCRIPTS)
    for arguments in TRIED_SCRIPTS.values():
        assert coach("scripts", *arguments).code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["nosuch"],
        ["breathe", "--nosuch"],
        ["breathe", "box", "even"],
        ["breathe", "--cycles", "3", "--seconds", "60"],
        ["breathe", "--cycles"],
        ["scripts", "nosuch"],
        ["scripts", "show"],
        ["scripts", "new", "breathing"],
        ["scripts", "schema"],
        ["\x1b[31m"],
        ["breathe", "--\x1b[31m"],
        ["scripts", "two\nlines"],
    ],
)
def test_a_command_line_that_makes_no_sense_gets_one_harmless_line(
    coach: Coach, arguments: list[str]
) -> None:
    answer = coach(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert re.fullmatch(r"coach: .+; see coach( \w+)* --help\n", answer.err)
    assert answer.err[:-1].isprintable()


# Lengths and speeds


@pytest.mark.parametrize("option", ["--seconds", "--cycles", "--speed"])
@pytest.mark.parametrize(
    "value",
    ["nan", "inf", "-inf", "0", "-1", "1e9", "1e400", "", "four", "0x10", "9" * 5000, "\x1b"],
)
def test_a_bad_length_or_speed_exits_with_2_and_one_line(
    coach: Coach, option: str, value: str
) -> None:
    answer = coach("breathe", "box", "--plain", f"{option}={value}")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert answer.err[:-1].isprintable()


@pytest.mark.parametrize("option", ["--seconds=0.99", "--seconds=14401", "--cycles=2001"])
def test_lengths_have_bounds(coach: Coach, option: str) -> None:
    answer = coach("scripts", "show", "box", option)
    assert (answer.code, answer.out) == (2, "")
    assert "expected" in answer.err


@pytest.mark.parametrize("speed", ["0.0999", "100.01"])
def test_a_speed_out_of_bounds_names_the_bounds(coach: Coach, speed: str) -> None:
    answer = coach("breathe", "--plain", "--speed", speed)
    assert answer.err.startswith("--speed: found ")
    assert answer.err.endswith("expected a number from 0.1 to 100\n")


@pytest.mark.parametrize(
    ("option", "found"),
    [("--cycles=9", "9 breaths"), ("--seconds=153", "153 s, 9 breaths")],
)
def test_four_seven_eight_is_never_more_than_eight_breaths(
    coach: Coach, option: str, found: str
) -> None:
    expected = f"breathing/four-seven-eight: found {found}, expected 1 to 8 breaths\n"
    for arguments in (["breathe", "--plain"], ["scripts", "show"], ["scripts", "show", "--json"]):
        assert coach(*arguments, "four-seven-eight", option) == (2, "", expected)


@pytest.mark.parametrize("option", ["--cycles=8", "--seconds=152"])
def test_four_seven_eight_may_be_eight_breaths(coach: Coach, option: str) -> None:
    assert cues_of(coach, "four-seven-eight", option)["cycles"] == 8


@pytest.mark.parametrize(
    ("option", "cycles"), [("--cycles=3", 3), ("--seconds=1", 1), ("--seconds=16.001", 2)]
)
def test_an_option_overrides_the_file(coach: Coach, option: str, cycles: int) -> None:
    tree = cues_of(coach, "box", option)
    assert tree["cycles"] == cycles
    assert tree["total_seconds"] == 25 + 16 * cycles + 16


# Breathing in plain lines


def test_plain_prints_a_line_a_cue_and_nothing_for_an_empty_text(coach: Coach, short: Path) -> None:
    answer = coach("breathe", "short", "--plain", "--speed", "100")
    assert answer == (0, "Slow.\nIn.\nOut.\nIn.\nOut.\n", "")
    assert coach("breathe", str(short), "--plain", "--speed=100", "--cycles=1").out == (
        "Slow.\nIn.\nOut.\n"
    )


def test_plain_prints_the_cautions_of_a_pattern_with_rests_beside_the_words(
    coach: Coach, short: Path, library: Library
) -> None:
    short.write_text(SHORT.replace("cycles", 'cautions = ["Take care."]\ncycles'))
    answer = coach("breathe", "short", "--plain", "--speed", "100", "--cycles", "1")
    assert (answer.out, answer.err) == ("Slow.\nIn.\nOut.\n", "Take care.\n")


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Catch the timeline that would be played."""
    timelines: list[Any] = []
    monkeypatch.setattr(plain, "play", lambda timeline, *_, **__: timelines.append(timeline))
    return timelines


def test_without_a_name_it_is_the_box(coach: Coach, played: list[Any]) -> None:
    assert coach("breathe", "--plain").code == 0
    assert (played[0].id, played[0].cycles, played[0].total_ms) == ("breathing/box", 19, 345_000)


def test_speed_shortens_what_is_played(coach: Coach, played: list[Any]) -> None:
    coach("breathe", "--plain", "--speed", "0.1", "--cycles", "1")
    assert played[0].total_ms == 570_000


def test_who_wants_no_rests_gets_the_long_breath_out(
    coach: Coach, played: list[Any], config: Path
) -> None:
    config.mkdir()
    (config / "settings.toml").write_text('rests = "without"')
    answer = coach("breathe", "box", "--plain", "--cycles", "3")
    assert "No holds, as you chose: Long out-breath" in answer.err
    assert (played[0].id, played[0].cycles) == ("breathing/long-out", 5)
    coach("breathe", "even", "--plain")
    assert played[1].id == "breathing/even"


def test_without_rests_no_ceiling_is_exceeded(
    coach: Coach, played: list[Any], config: Path, short: Path
) -> None:
    (config / "settings.toml").write_text('rests = "without"')
    own = SHORT.replace("cycles = 2", "cycles = 2\nmax_cycles = 4").replace(HOLD, "")
    (short.parent / "long-out.toml").write_text(own)
    coach("breathe", "box", "--plain")
    assert played[0].cycles == 4


def test_who_wants_the_rests_sees_no_caution_about_them(
    coach: Coach, played: list[Any], config: Path
) -> None:
    config.mkdir()
    (config / "settings.toml").write_text('rests = "with"\nread = ["breathing/box"]\n')
    assert coach("breathe", "box", "--plain").err == ""
    assert played[0].id == "breathing/box"


def test_a_bad_own_file_is_reported_and_the_shipped_one_is_played(
    coach: Coach, played: list[Any], short: Path
) -> None:
    own = short.with_name("even.toml")
    own.write_text("title = 3\n")
    answer = coach("breathe", "even", "--plain")
    assert answer.code == 0
    assert f"{own}:1: title: found the number 3" in answer.err
    assert played[0].title == "Even breath"


@pytest.mark.parametrize(
    ("name", "near"), [("bx", "box"), ("breathing/evn", "even"), ("coherant", "coherent")]
)
def test_an_unknown_name_exits_with_2_and_suggests(coach: Coach, name: str, near: str) -> None:
    for arguments in (["breathe", name, "--plain"], ["breathe", name], ["scripts", "show", name]):
        answer = coach(*arguments)
        assert (answer.code, answer.out) == (2, "")
        assert f'did you mean "{near}"?' in answer.err
        assert answer.err.count("\n") == 1


def test_ctrl_c_exits_with_130_and_says_nothing(
    coach: Coach, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.mkdir()
    (config / "settings.toml").write_text('read = ["breathing/even"]')

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(plain, "play", interrupted)
    assert coach("breathe", "even", "--plain") == (130, "", "")


# Terminals and pipes


@pytest.mark.parametrize(
    ("arguments", "instead"),
    [
        ([], "coach routine --plain"),
        (["breathe"], "coach breathe --plain"),
        (["breathe", "box", "--dark"], "coach breathe --plain"),
        (["support"], "coach support --plain"),
    ],
)
def test_without_a_terminal_it_points_to_plain(
    coach: Coach, arguments: list[str], instead: str
) -> None:
    answer = coach(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"coach: this needs a terminal; without one, try `{instead}`\n"
    assert gc.isenabled()


def test_a_screen_that_fails_before_its_first_picture_leaves_garbage_collected(
    coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        assert not gc.isenabled()
        raise CoachError("no picture")

    monkeypatch.setattr(terminal, "is_whole", lambda: True)
    monkeypatch.setattr(run, "run", fail)
    assert coach() == (1, "", "no picture\n")
    assert gc.isenabled()


def test_control_characters_in_an_error_never_reach_the_terminal(
    coach: Coach, tmp_path: Path
) -> None:
    file = tmp_path / "routines" / "a\x1b[31m.toml"
    file.parent.mkdir()
    file.write_text('title = "x"\n[[step]]\nrun = "breathing/nothing"\n')
    answer = coach("routine", str(file), "--plain")
    assert (answer.code, answer.out) == (2, "")
    assert "routines/a\\x1b[31m: found no step that can be played" in answer.err
    assert all(line.isprintable() for line in answer.err.split("\n"))


@pytest.mark.parametrize("missing", ["stdin", "stdout", "stderr"])
def test_one_stream_that_is_no_terminal_is_enough(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, io.StringIO() if name == missing else Terminal())
    assert command.run(["breathe"]) == 2


@pytest.mark.parametrize("missing", ["stdin", "stdout"])
def test_a_stream_that_is_closed_is_no_terminal(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None if name == missing else Terminal())
    assert command.run(["breathe"]) == 2


def cautions(arguments: list[str]) -> list[str]:
    """Return what a command prints beside its lines before the first time."""
    if arguments[0] != "breathe":
        return []
    file = folders.assets() / "breathing" / f"{arguments[1]}.toml"
    texts: list[str] = tomllib.loads(file.read_text(encoding="utf-8"))["cautions"]
    return texts


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["--help"],
        ["scripts", "list"],
        ["scripts", "path"],
        ["scripts", "show", "box", "--json"],
        ["support", "--plain"],
        ["breathe", "even", "--plain", "--cycles", "1", "--speed", "100"],
    ],
)
def test_a_reader_that_left_is_not_complained_about(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = process(*arguments, stdout=writing)
    finally:
        os.close(writing)
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == cautions(arguments)


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is there on Linux only")
@pytest.mark.parametrize("arguments", [["scripts", "path"], ["scripts", "show", "even", "--json"]])
def test_a_full_disk_behind_stdout_is_one_line(arguments: list[str]) -> None:
    with open("/dev/full", "w") as full:
        ended = process(*arguments, stdout=full)
    assert ended.returncode == 1
    assert ended.stderr == "coach: [Errno 28] No space left on device\n"


def test_in_a_pipe_the_lines_are_the_same(short: Path) -> None:
    ended = process("breathe", "short", "--plain", "--speed", "100", "--cycles", "1")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "Slow.\nIn.\nOut.\n", "")


def test_a_folder_that_is_gone_is_one_line(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    code = "import os, sys\nos.rmdir(os.getcwd())\nfrom coach.cli.command import run\n"
    code += "sys.exit(run(['scripts', 'check', 'x.toml']))"
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=gone, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "No such file or directory" in ended.stderr


# Folders


def test_an_option_for_the_folder_comes_before_the_environment(
    coach: Coach, tmp_path: Path
) -> None:
    answer = coach("--config-dir", str(tmp_path / "else"), "scripts", "path")
    assert answer.out == f"{tmp_path / 'else' / 'scripts'}\n"


def test_a_home_that_nobody_has_is_taken_as_it_is(coach: Coach) -> None:
    answer = coach("--config-dir", "~nosuchuser", "scripts", "path")
    assert (answer.code, answer.out) == (0, f"{Path('~nosuchuser') / 'scripts'}\n")


def test_asking_makes_no_folder(coach: Coach, tmp_path: Path) -> None:
    for arguments in (["list"], ["check"], ["path"], ["show", "box"]):
        assert coach("scripts", *arguments).code == 0
    coach("support", "--plain")
    assert list(tmp_path.iterdir()) == []


# Support


def test_support_shows_every_country_until_one_is_chosen(coach: Coach, config: Path) -> None:
    everywhere = coach("support", "--plain")
    config.mkdir()
    (config / "settings.toml").write_text('country = "US"')
    mine = coach("support", "--plain")
    assert (everywhere.code, everywhere.err, mine.code, mine.err) == (0, "", 0, "")
    assert mine.out.count(": in an emergency ") == 1
    assert everywhere.out.count(": in an emergency ") == 33
    assert everywhere.out.splitlines()[2].startswith("In danger: US, Canada 911")
    assert mine.out.splitlines()[2:5] == [
        "United States: in an emergency 911",
        "  checked November 2026",
        "  988   call or text; chat 988lifeline.org, 24/7",
    ]
    assert max(map(len, (everywhere.out + mine.out).splitlines())) <= 60


def test_support_offers_what_the_clock_says_below_the_first_numbers(
    coach: Coach, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSH_CONNECTION")
    live("Asia/Bangkok")
    lines = coach("support", "--plain").out.splitlines()
    at = lines.index("Thailand? Your clock says so.")
    assert lines[at - 2] == "Elsewhere: findahelpline.com"
    assert lines[at + 1] == "Thailand: in an emergency 1669"
    assert lines.count("Thailand: in an emergency 1669") == 2


# Scripts


@pytest.mark.usefixtures("short")
def test_list_names_every_script_with_its_length_and_origin(coach: Coach) -> None:
    answer = coach("scripts", "list")
    rows = [re.split(r"  +", row.strip()) for row in answer.out.splitlines()]
    assert ["breathing/box", "Box", "5 min 45 s", "shipped"] in rows
    assert ["breathing/short", "Short", "6 seconds", "yours"] in rows
    assert ["relaxation/pmr-7", "Muscle relaxation, seven stops", "7 minutes", "shipped"] in rows
    assert ["routines/tonight", "Tonight", "20 min 42 s", "shipped"] in rows
    assert ["learn/alcohol", "Alcohol", "8 lines", "shipped"] in rows
    assert len({row[0] for row in rows}) == len(rows)
    kinds = [row[0].split("/")[0] for row in rows]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "breathing": 14,
        "relaxation": 5,
        "bodyscan": 5,
        "stretch": 2,
        "mind": 15,
        "routines": 4,
        "checklists": 1,
        "learn": 21,
        "awake": 3,
    }
    assert (answer.code, answer.err) == (0, "")


def test_scripts_alone_is_the_list(coach: Coach) -> None:
    assert coach("scripts") == coach("scripts", "list")


def test_a_broken_script_does_not_stop_the_list(coach: Coach, short: Path) -> None:
    short.write_text("title = 3")
    short.with_name("box.toml").write_text("title = 3")
    answer = coach("scripts", "list")
    assert answer.code == 0
    assert re.search(r"breathing/short +cannot be used +has problems", answer.out)
    assert re.search(r"breathing/box +Box +5 min 45 s +has problems", answer.out)
    assert "`coach scripts check`" in answer.err


def test_markup_and_control_characters_in_a_list_are_only_text(coach: Coach, short: Path) -> None:
    short.write_text(SHORT.replace('"Short"', '"[bold red]x[/] :smile: \\n"'))
    short.with_name("a\x1b[31m.toml").write_text(SHORT)
    out = coach("scripts", "list").out
    assert "[bold red]x[/] :smile: \\n" in out
    assert "breathing/a\\x1b[31m" in out
    assert "\x1b" not in out


def test_show_is_a_sheet_of_paper(coach: Coach) -> None:
    answer = coach("scripts", "show", "four-seven-eight", "--cycles", "2")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Four, seven, eight\n")
    assert "2 breaths, 1 min 14 s" in answer.out
    for words in ("   7 s  Hold, softly full.", "Cautions", "never more than eight", "Before"):
        assert words in answer.out


def test_json_holds_cues_that_tile(coach: Coach, library: Library) -> None:
    for name, entry in library.entries("breathing").items():
        tree = cues_of(coach, name)
        pattern = library.pattern(entry)[0]
        assert list(tree) == ["id", "title", "kind", "total_seconds", "cycles", "cues"]
        assert (tree["id"], tree["kind"]) == (f"breathing/{name}", "breathing")
        assert (tree["title"], tree["cycles"]) == (pattern.title, pattern.cycles)
        place_ms = 0
        for cue in tree["cues"]:
            assert list(cue) == ["start", "seconds", "kind", "text"]
            assert round(cue["start"] * 1000) == place_ms
            assert cue["seconds"] > 0
            assert cue["start"] == round(cue["start"], 3)
            place_ms += round(cue["seconds"] * 1000)
        assert round(tree["total_seconds"] * 1000) == place_ms
        lead_in, closing = ["intro"] * len(pattern.lead_in), ["closing"] * len(pattern.closing)
        kinds = [phase.kind for phase in pattern.phases]
        assert [cue["kind"] for cue in tree["cues"]] == lead_in + kinds * pattern.cycles + closing
        assert all(cue["text"] for cue in tree["cues"])


def test_json_of_a_file_has_the_full_words_as_they_are(coach: Coach, short: Path) -> None:
    short.write_text(SHORT.replace('"Slow."', '"Grün 夜 \\" \\\\ \\n[b]"'), encoding="utf-8")
    tree = cues_of(coach, str(short))
    assert (tree["id"], tree["title"], tree["total_seconds"]) == ("breathing/short", "Short", 5.5)
    assert tree["cues"][0]["text"] == 'Grün 夜 " \\ \n[b]'
    assert tree["cues"][2] == {"start": 1.5, "seconds": 0.5, "kind": "hold", "text": ""}


def test_json_holds_no_control_characters(coach: Coach, short: Path) -> None:
    name = "\x9b31m\u202e\U000e0041"
    file = short.rename(short.with_name(f"{name}.toml"))
    answer = coach("scripts", "show", "--json", str(file))
    assert [c for c in answer.out if not c.isprintable() and c != "\n"] == []
    assert json.loads(answer.out)["id"] == f"breathing/{name}"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "themes/ember"], "found no such kind of script, expected breathing"),
        (["show", "nosuch/box"], "found no such kind of script, expected breathing"),
        (["show", "x.toml"], "found no kind in its folder's name"),
        (["show", "x.toml", "--kind", "breathing"], "found no such file"),
        (["show", "box", "--kind", "nosuch"], "found no such kind of script"),
        (["check", "x.toml"], "found no kind in its folder's name"),
        (
            ["check", "x.toml", "--kind", "\x1b"],
            'found the kind "\\x1b", expected one of breathing',
        ),
        (["new", "nosuch", "x"], 'found the kind "nosuch", expected one of awake'),
        (["new", "../breathing/box", "x"], "found the kind"),
        (["new", "n" * 300, "x"], "found the kind"),
        (["new", "\x1b", "x"], 'found the kind "\\x1b"'),
        (["schema", "nosuch"], 'found the kind "nosuch", expected one of breathing'),
    ],
)
def test_what_cannot_be_found_exits_with_2(
    coach: Coach,
    arguments: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = coach("scripts", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err
    assert answer.err[:-1].isprintable()
    assert list(tmp_path.iterdir()) == []


def test_check_without_files_reads_all_of_ones_own(coach: Coach, short: Path, config: Path) -> None:
    themes = config / "themes"
    themes.mkdir()
    (themes / "mine.toml").write_text("title = 3")
    answer = coach("scripts", "check")
    assert answer.code == 1
    assert answer.out == f"{short}: fine\n"
    assert f"{themes / 'mine.toml'}:1: title: found the number 3" in answer.err


def test_check_of_good_files_exits_with_0(coach: Coach, short: Path) -> None:
    for files in ([], [str(short)]):
        answer = coach("scripts", "check", *files)
        assert (answer.code, answer.out) == (0, f"{short}: fine\n")
        assert all(": hint: " in line for line in answer.err.splitlines())


def test_check_with_nothing_to_check_says_so(coach: Coach) -> None:
    assert coach("scripts", "check") == (0, "", "You have no scripts of your own yet.\n")


def test_check_looks_at_the_settings_too(coach: Coach, config: Path) -> None:
    file = config / "settings.toml"
    config.mkdir()
    file.write_text('theme = "ember"\nlegs = "without"\nrests = "maybe"\nbedtime = "25:99"\n')
    answer = coach("scripts", "check")
    assert answer.code == 1
    assert answer.err.splitlines()[:3] == [
        f'{file}:2: legs: found the text "without", expected one of tense, release',
        f'{file}:3: rests: found the text "maybe", expected one of ask, with, without',
        f'{file}:4: bedtime: found the text "25:99", expected a time as HH:MM; '
        'try bedtime = "23:00"',
    ]
    file.write_text('legs = "tense"\n')
    answer = coach("scripts", "check")
    assert (answer.code, answer.out) == (0, f"{file}: fine\n")


def test_a_word_that_is_no_command_is_named(coach: Coach) -> None:
    for words in (["--speed", "20"], ["scripts", "20"]):
        answer = coach(*words)
        assert answer.code == 2
        assert answer.err.startswith("coach: found '20', expected a command (choose from ")
        assert "put its options after it" in answer.err
        assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["breathe", "--seconds", "abc"], "a number of seconds"),
        (["scan", "--seconds", "5 min"], "a number of seconds"),
        (["breathe", "--cycles", "2.5"], "a whole number of breaths"),
        (["relax", "--speed", "fast"], "a number from 0.1 to 100"),
    ],
)
def test_a_word_in_the_place_of_a_number_is_reported(
    coach: Coach, words: list[str], expected: str
) -> None:
    answer = coach(*words)
    assert answer.code == 2
    assert f'{words[1]}: found "{words[2]}", expected {expected}; see' in answer.err


def test_a_theme_without_a_title_is_no_breath(coach: Coach, tmp_path: Path) -> None:
    file = tmp_path / "themes" / "mine.toml"
    file.parent.mkdir()
    file.write_text('cue = "#ffb060"\n')
    answer = coach("scripts", "check", str(file))
    assert "title: found nothing" in answer.err
    assert 'try title = "My own"' in answer.err


def test_the_sheet_of_a_routine_has_the_cautions_of_its_steps(coach: Coach) -> None:
    out = coach("scripts", "show", "routines/tonight").out
    _, cautions = out.split("\nCautions\n")
    steps = ("breathing/box", "relaxation/pmr-7", "bodyscan/ten")
    for step in steps:
        _, step_cautions = coach("scripts", "show", step).out.split("\nCautions\n")
        assert all(row in cautions for row in step_cautions.splitlines())
    first_rows = [row for row in cautions.splitlines() if not row.startswith("    ")]
    assert len(set(first_rows)) == len(first_rows)


def test_new_makes_a_script_that_passes_check(coach: Coach, config: Path) -> None:
    answer = coach("scripts", "new", "breathing", "my-breath")
    file = config / "scripts" / "breathing" / "my-breath.toml"
    assert answer == (0, f"{file}\n", "")
    assert "# " in file.read_text()
    assert isinstance(load_file(file, "breathing"), BreathingFile)
    assert coach("scripts", "check").code == 0


def test_new_never_writes_over_anything(coach: Coach, short: Path) -> None:
    answer = coach("scripts", "new", "breathing", "short")
    assert (answer.code, answer.out) == (1, "")
    assert "is there already" in answer.err
    assert short.read_text() == SHORT


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "a/b", "a b", "-x", "x.toml", "a\n", "\x1b", "n" * 61, "\udcff"]
)
def test_new_takes_only_names_that_are_names(coach: Coach, name: str, tmp_path: Path) -> None:
    answer = coach("scripts", "new", "breathing", "--", name)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err[:-1].isprintable()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["x", "Grün_2", "夜" * 60, "n" * 60])
def test_new_takes_names_in_any_language(coach: Coach, name: str, config: Path) -> None:
    assert coach("scripts", "new", "breathing", name).code == 0
    assert coach("scripts", "show", name).code == 0
    assert (config / "scripts" / "breathing" / f"{name}.toml").is_file()


@pytest.mark.parametrize("kind", ["breathing", "themes", "support"])
def test_the_schema_of_each_kind_names_its_keys(coach: Coach, kind: str, library: Library) -> None:
    answer = coach("scripts", "schema", kind)
    assert (answer.code, answer.err) == (0, "")
    schema = json.loads(answer.out)
    table = schema["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    assert {"title", "summary", "cautions"} <= set(table["properties"])
    assert table["additionalProperties"] is False
    assert "title" in table["required"]


def test_path_is_where_own_scripts_lie(coach: Coach, config: Path) -> None:
    assert coach("scripts", "path") == (0, f"{config / 'scripts'}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("checklist", "--plain"),
        ("morning", "--plain"),
        ("review", "--plain"),
        ("support", "--plain"),
        ("breathe", "box", "--plain"),
    ],
)
def test_plain_lines_say_on_stderr_what_is_wrong_with_the_settings(
    coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setattr(plain, "play", lambda *_, **__: None)
    (tmp_path / "config").mkdir(exist_ok=True)
    (tmp_path / "config" / "settings.toml").write_text("bedtime = 23:30\n", encoding="utf-8")
    answer = coach(*arguments)
    assert "settings.toml:1: found something that is not TOML" in answer.err
    (tmp_path / "config" / "settings.toml").write_text('bedtime = "25:30"\n', encoding="utf-8")
    assert "settings.toml:1: bedtime: found" in coach(*arguments).err
