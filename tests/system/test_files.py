"""Writing a file whole or not at all, whoever is killed and whatever is full."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.system import files
from tests.nobody import as_nobody

KILLED_BEFORE_THE_REPLACE = """
import os, signal, sys
from pathlib import Path
from coach.system import files
os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
files.write(Path(sys.argv[1]), "new\\n")
"""
WRITES_FOR_EVER = """
import sys
from pathlib import Path
from coach.system import files
file, number = Path(sys.argv[1]), 0
while True:
    number += 1
    with files.locked(file):
        files.write(file, f"{number}\\n" * 20_000)
    print(number, flush=True)
"""
ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from coach.errors import CoachError
from coach.system import files
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    files.write(Path(sys.argv[1]), "new\\n" * 1000)
except CoachError as error:
    print(error)
"""
HOLDS_THE_LOCK = """
import sys
from pathlib import Path
from coach.system import files
with files.locked(Path(sys.argv[1])):
    print("mine", flush=True)
    sys.stdin.read()
    print("done", flush=True)
"""


def python(code: str, *arguments: Path | str) -> list[str]:
    """Return the command that runs a piece of Python."""
    return [sys.executable, "-c", code, *map(str, arguments)]


def leftovers(folder: Path) -> list[str]:
    """Return the names of temporary files that a writer left behind."""
    return [file.name for file in folder.iterdir() if file.name.startswith(".writing-")]


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    files.write(file, "Grün\r\n夜\n")
    assert file.read_bytes() == "Grün\r\n夜\n".encode()
    assert leftovers(tmp_path) == []


def test_folders_are_made_for_the_person_alone(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "x.toml"
    files.write(file, "x")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_writing_replaces_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    files.write(file, "old" * 1000)
    files.write(file, "new")
    assert file.read_text() == "new"


def test_whoever_reads_the_old_file_goes_on_reading_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    files.write(file, "old")
    with open(file) as reader:
        files.write(file, "new")
        assert reader.read() == "old"


def test_a_writer_killed_before_the_end_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    files.write(file, "old\n")
    ended = subprocess.run(python(KILLED_BEFORE_THE_REPLACE, file), check=False)
    assert ended.returncode == -signal.SIGKILL
    assert file.read_text() == "old\n"
    assert len(leftovers(tmp_path)) == 1
    with files.locked(file):
        assert leftovers(tmp_path) == []


def test_sweeping_leaves_alone_what_others_are_writing(tmp_path: Path) -> None:
    subprocess.run(python(KILLED_BEFORE_THE_REPLACE, tmp_path / "other.toml"), check=False)
    with files.locked(tmp_path / "x.toml"):
        assert len(leftovers(tmp_path)) == 1


@pytest.mark.parametrize("writes", [1, 2, 3, 5, 8])
def test_a_writer_killed_at_any_moment_leaves_a_whole_file(tmp_path: Path, writes: int) -> None:
    file = tmp_path / "x.toml"
    with subprocess.Popen(python(WRITES_FOR_EVER, file), stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        for _ in range(writes):
            writer.stdout.readline()
        writer.kill()
    rows = file.read_text().splitlines()
    assert len(rows) == 20_000
    assert len(set(rows)) == 1
    assert int(rows[0]) >= writes
    with files.locked(file):
        assert leftovers(tmp_path) == []


def test_a_full_disk_is_an_error_and_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    files.write(file, "old\n")
    ended = subprocess.run(
        python(ON_A_FULL_DISK, file), capture_output=True, text=True, check=False
    )
    assert ended.stdout == f"{file}: could not be written (file too large)\n", ended.stderr
    assert file.read_text() == "old\n"
    assert leftovers(tmp_path) == []


def test_a_read_only_folder_is_an_error_and_leaves_the_old_file(open_folder: Path) -> None:
    file = open_folder / "x.toml"
    file.write_text("old")
    open_folder.chmod(0o555)
    with as_nobody():
        for act in (files.remove, lambda file: files.write(file, "new")):
            with pytest.raises(CoachError, match=r"x\.toml: could not be written \(permission"):
                act(file)
        with (
            pytest.raises(CoachError, match="could not be written"),
            files.locked(file),
        ):
            pytest.fail("the lock cannot be had")
    assert file.read_text() == "old"
    assert [each.name for each in open_folder.iterdir()] == ["x.toml"]


def test_a_file_where_a_folder_should_be_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CoachError, match="could not be written"):
        files.write(tmp_path / "file" / "x.toml", "new")


def test_a_folder_where_the_file_should_be_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.toml").mkdir()
    with pytest.raises(CoachError, match=r"\(is a directory\)"):
        files.write(tmp_path / "x.toml", "new")
    assert leftovers(tmp_path) == []


def test_text_that_cannot_be_encoded_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    files.write(file, "old")
    with pytest.raises(UnicodeEncodeError):
        files.write(file, "\udcff")
    assert file.read_text() == "old"
    assert leftovers(tmp_path) == []


def test_errors_hold_no_control_characters(tmp_path: Path) -> None:
    with pytest.raises(CoachError) as caught:
        files.keep(tmp_path / "missing", tmp_path / "\x1b[31mred\u202e")
    assert str(caught.value).isprintable()


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    file = tmp_path / ("夜" * 81 + ".toml")
    with files.locked(tmp_path / ("夜" * 80)):
        files.write(file, "x")
    assert file.read_text() == "x"


def test_keeping_copies_byte_by_byte(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xff\x00\r\n")
    files.keep(tmp_path / "x", tmp_path / "y")
    assert (tmp_path / "x").read_bytes() == (tmp_path / "y").read_bytes() == b"\xff\x00\r\n"


def test_removing_what_is_gone_is_fine(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text("x")
    files.remove(file)
    assert not file.exists()
    files.remove(file)


def test_the_lock_is_held_against_another_process(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    with subprocess.Popen(
        python(HOLDS_THE_LOCK, file), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdin and other.stdout
        other.stdout.readline()
        assert _is_locked(file)
        other.stdin.close()
        assert other.stdout.readline() == b"done\n"
    assert not _is_locked(file)


def test_the_lock_is_let_go_when_something_goes_wrong_inside(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    with pytest.raises(ZeroDivisionError), files.locked(file):
        assert _is_locked(file)
        raise ZeroDivisionError
    assert not _is_locked(file)


def _is_locked(file: Path) -> bool:
    import fcntl

    with open(file.with_name(f".{file.name}.lock"), "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def test_what_goes_wrong_under_the_lock_is_not_called_a_writing_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), files.locked(tmp_path / "x.toml"):
        os.stat(tmp_path / "missing")
