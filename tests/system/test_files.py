"""Writing a file whole or not at all, whoever is killed and whatever is full."""

import codecs
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.system import files, lock
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
from collections.abc import Callable
from pathlib import Path
from coach.system import files, lock
file, number = Path(sys.argv[1]), 0
while True:
    number += 1
    with lock.locked(file):
        files.write(file, f"{number}\\n" * 20_000)
    print(number, flush=True)
"""
ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from coach.errors import CoachError
from coach.system import files
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
for act in (files.write, lambda file, text: files.keep_copy(Path(sys.argv[2]))):
    try:
        act(Path(sys.argv[1]), "new\\n" * 1000)
    except CoachError as error:
        print(error)
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
    files.write(file, "newer\n")
    assert leftovers(tmp_path) == []


def test_sweeping_leaves_alone_what_others_are_writing(tmp_path: Path) -> None:
    subprocess.run(python(KILLED_BEFORE_THE_REPLACE, tmp_path / "other.toml"), check=False)
    files.write(tmp_path / "x.toml", "new")
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
    files.write(file, "last")
    assert leftovers(tmp_path) == []


def test_a_full_disk_is_an_error_and_leaves_the_old_file(tmp_path: Path) -> None:
    file, large = tmp_path / "x.toml", tmp_path / "large.toml"
    files.write(file, "old\n")
    large.write_text("large\n" * 1000)
    ended = subprocess.run(
        python(ON_A_FULL_DISK, file, large), capture_output=True, text=True, check=False
    )
    copy = tmp_path / "large.old-1.toml"
    assert ended.stdout == "".join(
        f"{each}: could not be written (file too large)\n" for each in (file, copy)
    ), ended.stderr
    assert file.read_text() == "old\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["large.toml", "x.toml"]


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
            files.named_errors(file),
            lock.locked(file),
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


@pytest.mark.parametrize("write", [files.write, files.rewrite])
def test_text_that_cannot_be_encoded_is_an_error_and_leaves_the_old_file(
    tmp_path: Path, write: Callable[[Path, str], None]
) -> None:
    file = tmp_path / "x.toml"
    files.write(file, "old")
    with pytest.raises(CoachError) as caught:
        write(file, "\udcff")
    line = "could not be written (it holds a name that is not UTF-8)"
    assert str(caught.value) == f"{file}: {line}"
    assert file.read_text() == "old"
    assert leftovers(tmp_path) == []


def test_errors_hold_no_control_characters(tmp_path: Path) -> None:
    with pytest.raises(CoachError) as caught:
        files.keep_copy(tmp_path / "\x1b[31mred\u202e")
    assert str(caught.value).isprintable()


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    file = tmp_path / ("夜" * 81 + ".toml")
    with lock.locked(tmp_path / ("夜" * 80)):
        files.write(file, "x")
    assert file.read_text() == "x"


def test_removing_what_is_gone_is_fine(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text("x")
    files.remove(file)
    assert not file.exists()
    files.remove(file)


# Links, modes and copies.


def test_what_is_made_is_for_the_person_alone_whatever_the_umask(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "c" / "x.toml"
    umask = os.umask(0)
    try:
        with lock.locked(file):
            files.rewrite(file, "x")
            files.keep_copy(file)
    finally:
        os.umask(umask)
    modes = {each: stat.S_IMODE(each.stat().st_mode) for each in (tmp_path / "a").rglob("*")}
    assert len(modes) == 5  # two folders, the file, its copy, the lock
    assert {mode for each, mode in modes.items() if each.is_dir()} == {0o700}
    assert {mode for each, mode in modes.items() if each.is_file()} == {0o600}
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700


def test_a_file_of_the_person_is_written_through_its_link(tmp_path: Path) -> None:
    target, file = tmp_path / "dotfiles" / "mine.toml", tmp_path / "config" / "x.toml"
    target.parent.mkdir()
    file.parent.mkdir()
    target.write_text("old")
    target.chmod(0o640)
    file.symlink_to("../dotfiles/mine.toml")
    files.rewrite(file, "new")
    assert os.readlink(file) == "../dotfiles/mine.toml"
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert leftovers(target.parent) == leftovers(file.parent) == []


def test_a_link_that_leads_nowhere_yet_makes_what_it_leads_to(tmp_path: Path) -> None:
    target, file = tmp_path / "dotfiles" / "mine.toml", tmp_path / "x.toml"
    file.symlink_to(target)
    files.rewrite(file, "new")
    assert file.is_symlink()
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert stat.S_IMODE(target.parent.stat().st_mode) == 0o700


def test_a_link_that_leads_to_itself_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.symlink_to(file)
    with pytest.raises(CoachError, match="could not be written"):
        files.rewrite(file, "new")
    assert file.is_symlink()


def test_what_the_app_keeps_for_itself_is_written_through_no_link(tmp_path: Path) -> None:
    target, file = tmp_path / "precious", tmp_path / "crash.txt"
    target.write_text("precious")
    file.symlink_to(target)
    files.write(file, "new")
    assert (target.read_text(), file.read_text()) == ("precious", "new")
    assert not file.is_symlink()


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o660, 0o400])
def test_a_file_of_the_person_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "x.toml"
    file.write_text("old")
    file.chmod(mode)
    files.rewrite(file, "new")
    assert (stat.S_IMODE(file.stat().st_mode), file.read_text()) == (mode, "new")


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(codecs.BOM_UTF8 + b"old")
    files.rewrite(file, "new")
    assert file.read_bytes() == codecs.BOM_UTF8 + b"new"


def test_a_copy_has_every_byte_and_never_replaces_another(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    for raw in (b"\xff\x00\r\n", b"other"):
        file.write_bytes(raw)
        assert files.keep_copy(file).read_bytes() == raw
    assert {each.name for each in tmp_path.iterdir()} == {
        *("x.toml", "x.old-1.toml", "x.old-2.toml"),
    }


def test_a_copy_is_written_through_no_link_and_read_by_nobody_else(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(b"mine")
    file.chmod(0o644)
    (tmp_path / "x.old-1.toml").symlink_to(tmp_path / "nowhere")
    copy = files.keep_copy(file)
    assert (copy.name, copy.read_bytes()) == ("x.old-2.toml", b"mine")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert not (tmp_path / "nowhere").exists()
