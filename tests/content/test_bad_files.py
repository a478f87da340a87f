"""Files that cannot be used: what reading them says, and that the command line stays polite.

The files lie in `tests/data/bad/KIND`, what they must say in `tests/data/bad/expected.toml`. What
cannot be stored (folders, pipes, names that bite) is made on the spot.
"""

import os
import re
import sys
import tomllib
from itertools import zip_longest
from pathlib import Path

import pytest

from coach.cli.parser import GUIDED
from coach.content.library import EXERCISES, load_file
from coach.toml.problems import BadFile
from tests.conftest import Answer, Coach
from tests.nobody import as_nobody

BAD = Path(__file__).parent.parent / "data" / "bad"
EXPECTED: dict[str, list[str]] = tomllib.loads((BAD / "expected.toml").read_text("utf-8"))
STORED = sorted(file.relative_to(BAD).as_posix() for file in BAD.glob("*/*.toml"))
COMMANDS = {kind: command for command, kind, *_ in GUIDED}
KINDS_STORED = sorted({name.split("/")[0] for name in STORED})
GOOD = (Path(__file__).parents[2] / "assets" / "breathing" / "box.toml").read_bytes()


def stored(kind: str) -> list[str]:
    """Return the names of the stored files of a kind."""
    return [name for name in STORED if name.startswith(f"{kind}/")]


def complaint(file: Path, kind: str = "breathing") -> str:
    """Return what reading a bad file says."""
    with pytest.raises(BadFile) as caught:
        load_file(file, kind)
    assert caught.value.problems
    return str(caught.value)


def check_harmless(text: str) -> None:
    """Fail when `text` holds anything that may control a terminal."""
    assert [char for char in text if char != "\n" and not char.isprintable()] == []


def check_refused(file: Path | str, coach: Coach, words: str) -> None:
    """Fail unless `check` explains and exits with 1, and `breathe` explains and exits with 2."""
    for code, arguments in (
        (1, ["scripts", "check", "--kind", "breathing", str(file)]),
        (2, ["breathe", str(file), "--plain"]),
        (2, ["scripts", "show", "--kind", "breathing", str(file)]),
    ):
        answer = coach(*arguments)
        assert (answer.code, answer.out) == (code, "")
        assert words in answer.err
        check_harmless(answer.err)


def test_there_are_many_bad_files_and_each_has_its_words() -> None:
    assert sorted(EXPECTED) == STORED
    assert len(STORED) >= 250
    assert all(len(stored(kind)) >= 30 for kind in EXERCISES)
    assert set(COMMANDS) == set(EXERCISES)
    assert all(EXPECTED.values())


def is_as_expected(file: Path, line: str, expected: str) -> bool:
    """Return whether a problem has the words of the table, in which `…` means any words."""
    place = f"{file}:" if expected[0].isdigit() else f"{file}: "
    pattern = ".*".join(re.escape(part) for part in f"{place}{expected}".split("…"))
    return bool(re.fullmatch(pattern, line))


@pytest.mark.parametrize("kind", KINDS_STORED)
def test_every_problem_has_its_place(kind: str) -> None:
    wrong = {}
    for name in stored(kind):
        lines = complaint(BAD / name, kind).splitlines()
        pairs = zip_longest(lines, EXPECTED[name], fillvalue="nothing")
        if not all(is_as_expected(BAD / name, *pair) for pair in pairs):
            wrong[name] = {"lines": lines, "expected": EXPECTED[name]}
    assert wrong == {}


@pytest.mark.parametrize("kind", KINDS_STORED)
def test_check_explains_every_file_and_exits_with_1(kind: str, coach: Coach) -> None:
    files = [BAD / name for name in stored(kind)]
    answer = coach("scripts", "check", *map(str, files))
    assert (answer.code, answer.out) == (1, "")
    expected = [line for file in files for line in complaint(file, kind).splitlines()]
    assert answer.err.splitlines() == expected
    check_harmless(answer.err)


@pytest.mark.parametrize("kind", COMMANDS)
def test_playing_a_bad_file_exits_with_2(kind: str, coach: Coach) -> None:
    files = [BAD / name for name in stored(kind)]
    answers = {file: coach(COMMANDS[kind], str(file), "--plain") for file in files}
    assert answers == {file: Answer(2, "", complaint(file, kind) + "\n") for file in files}


def test_check_goes_on_after_a_bad_file(tmp_path: Path, coach: Coach) -> None:
    good = tmp_path / "good.toml"
    good.write_bytes(GOOD)
    bad = [str(BAD / "breathing" / name) for name in ("nan.toml", "empty.toml")]
    answer = coach("scripts", "check", "--kind", "breathing", bad[0], str(good), bad[1])
    assert answer.code == 1
    assert answer.out == f"{good}: fine\n"
    assert all(file in answer.err for file in bad)


# What cannot be stored


def test_a_missing_file(tmp_path: Path, coach: Coach) -> None:
    file = tmp_path / "missing.toml"
    assert complaint(file) == f"{file}: found no such file, expected a TOML file"
    check_refused(file, coach, "missing.toml: found no such file")


def test_a_folder_in_place_of_a_file(tmp_path: Path, coach: Coach) -> None:
    file = tmp_path / "folder.toml"
    file.mkdir()
    assert complaint(file) == f"{file}: found a folder, expected a TOML file"
    check_refused(file, coach, "folder.toml: found a folder")


def test_a_file_in_place_of_a_folder(tmp_path: Path, coach: Coach) -> None:
    (tmp_path / "file").touch()
    check_refused(tmp_path / "file" / "x.toml", coach, "x.toml: found not a directory")


def test_a_file_of_ten_megabytes_is_refused_unread(tmp_path: Path, coach: Coach) -> None:
    file = tmp_path / "big.toml"
    with open(file, "wb") as stream:
        stream.truncate(10_000_000)
    assert complaint(file) == (
        f"{file}: found more than 256 KiB, expected a script of at most 256 KiB"
    )
    check_refused(file, coach, "big.toml: found more than 256 KiB")


@pytest.mark.parametrize("more", [0, 1])
def test_the_limit_is_256_kib_to_the_byte(tmp_path: Path, more: int) -> None:
    file = tmp_path / "edge.toml"
    file.write_bytes(GOOD + b"#" * (262_144 - len(GOOD) + more))
    if more:
        assert "256 KiB" in complaint(file)
    else:
        load_file(file, "breathing")


def test_a_file_without_end(coach: Coach) -> None:
    assert (
        complaint(Path("/dev/zero"))
        == "/dev/zero: found something other than a plain file, expected a TOML file"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is there on Linux only")
def test_a_file_that_says_it_is_empty_and_is_not() -> None:
    assert Path("/proc/self/status").stat().st_size == 0
    assert "found something that is not TOML" in complaint(Path("/proc/self/status"))


def test_a_pipe_is_refused_without_waiting(tmp_path: Path, coach: Coach) -> None:
    file = tmp_path / "pipe.toml"
    os.mkfifo(file)
    check_refused(file, coach, "pipe.toml: found something other than a plain file")


def test_a_symlink_that_leads_to_itself(tmp_path: Path, coach: Coach) -> None:
    file = tmp_path / "loop.toml"
    file.symlink_to(file)
    check_refused(file, coach, "loop.toml: found too many levels of symbolic links")


def test_a_symlink_that_leads_nowhere(tmp_path: Path, coach: Coach) -> None:
    file = tmp_path / "lost.toml"
    file.symlink_to(tmp_path / "nowhere")
    check_refused(file, coach, "lost.toml: found no such file")


def test_a_file_that_may_not_be_read(open_folder: Path, coach: Coach) -> None:
    file = open_folder / "secret.toml"
    file.write_bytes(GOOD)
    file.chmod(0)
    with as_nobody():
        message = complaint(file)
        check_refused(file, coach, message)
    assert message == f"{file}: found permission denied, expected a file that can be read"


def test_a_folder_that_may_not_be_entered(open_folder: Path, coach: Coach) -> None:
    folder = open_folder / "locked"
    folder.mkdir()
    (folder / "x.toml").write_bytes(GOOD)
    folder.chmod(0)
    with as_nobody():
        check_refused(folder / "x.toml", coach, "x.toml: found permission denied")


def test_a_name_that_is_too_long(tmp_path: Path, coach: Coach) -> None:
    check_refused(tmp_path / ("n" * 300 + ".toml"), coach, "found file name too long")


def test_a_name_that_no_file_can_have(coach: Coach) -> None:
    check_refused("nu\0ll.toml", coach, r"nu\x00ll.toml: found a name that no file can have")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("\x1b[2J\x1b[31mred.toml", r"\x1b[2J\x1b[31mred.toml"),
        ("bell\x07.toml", r"bell\x07.toml"),
        ("two\nlines.toml", r"two\nlines.toml"),
        ("\u202elmot.toml", r"\u202elmot.toml"),
        ("\u2066isolate.toml", r"\u2066isolate.toml"),
        ("csi\x9b31m.toml", r"csi\x9b31m.toml"),
        ("bytes\udcff.toml", r"bytes\udcff.toml"),
    ],
)
@pytest.mark.parametrize("is_there", [True, False])
def test_a_name_that_would_speak_to_the_terminal(
    name: str, shown: str, is_there: bool, tmp_path: Path, coach: Coach
) -> None:
    file = tmp_path / name
    if is_there:
        file.write_text("title = 4\n")
    words = "title: found the number 4" if is_there else "found no such file"
    assert shown in complaint(file)
    check_refused(file, coach, words)
    check_refused(file, coach, shown)


@pytest.mark.parametrize("name", ["\x1b[31mred.toml", "csi\x9b.toml", "b\udcff.toml"])
def test_a_good_file_with_such_a_name_is_shown_harmlessly(
    name: str, tmp_path: Path, coach: Coach
) -> None:
    (tmp_path / name).write_bytes(GOOD)
    for arguments in (["check"], ["show"], ["show", "--json"]):
        answer = coach("scripts", *arguments, "--kind", "breathing", str(tmp_path / name))
        assert answer.code == 0
        check_harmless(answer.out + answer.err)
