"""A person's own scripts on disk: renamed, deleted and put back as they were."""

import codecs
import fcntl
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.store import scripts
from coach.system import lock

MINE = """\
# mine, from the book
title = "Mine"   # for now
summary = 'x'

[[phase]] # one
kind = "in"
seconds = 4.0
"""
SAVES = """
import sys
from pathlib import Path
from coach.store import scripts
for _ in range(10):
    print(scripts.save(Path(sys.argv[1]), {"title": "Box", "by": sys.argv[2]}))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A script written by hand."""
    folder = tmp_path / "breathing"
    folder.mkdir()
    (folder / "mine.toml").write_text(MINE, encoding="utf-8")
    return folder / "mine.toml"


@pytest.fixture
def linked(file: Path, tmp_path: Path) -> Path:
    """Make the script a link into another folder, and return what it leads to."""
    target = tmp_path / "dotfiles" / "mine.toml"
    target.parent.mkdir()
    file.rename(target)
    file.symlink_to("../dotfiles/mine.toml")
    return target


def test_a_new_name_changes_the_title_and_no_other_byte(file: Path) -> None:
    file.chmod(0o644)
    scripts.rename(file, 'Tea "time"')
    expected = MINE.replace('"Mine"', '"Tea \\"time\\""')
    assert file.read_text(encoding="utf-8") == expected
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


@pytest.mark.parametrize(
    "title", ["'Mine'", '"""Mine\nin two lines"""', "'''Mine'''", '"\\u004dine"']
)
def test_a_title_may_be_written_in_every_way(file: Path, title: str) -> None:
    text = MINE.replace('"Mine"', title)
    file.write_text(text, encoding="utf-8")
    scripts.rename(file, "Box")
    assert file.read_text(encoding="utf-8") == text.replace(title, '"Box"')


def test_a_byte_order_mark_and_windows_line_ends_stay(file: Path) -> None:
    raw = codecs.BOM_UTF8 + MINE.replace("\n", "\r\n").encode()
    file.write_bytes(raw)
    scripts.rename(file, "Box")
    assert file.read_bytes() == raw.replace(b"Mine", b"Box")


@pytest.mark.parametrize("text", ["title = 3\n", "summary = 'x'\n", "title =\n", ""])
def test_a_missing_or_bad_title_is_an_error_and_nothing_is_written(file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(CoachError, match=r"mine\.toml"):
        scripts.rename(file, "Box")
    assert file.read_text() == text


def test_a_link_is_renamed_and_saved_through(file: Path, linked: Path) -> None:
    linked.chmod(0o640)
    scripts.rename(file, "Box")
    assert linked.read_text() == MINE.replace("Mine", "Box")
    scripts.save(file.parent, {"title": "Other"}, file)
    assert linked.read_text() == 'made_by = "coach"\ntitle = "Other"\n'
    assert os.readlink(file) == "../dotfiles/mine.toml"
    assert stat.S_IMODE(linked.stat().st_mode) == 0o640


def test_a_deleted_script_comes_back_as_it_was(file: Path) -> None:
    raw = codecs.BOM_UTF8 + MINE.encode()
    file.write_bytes(raw)
    file.chmod(0o644)
    deleted = scripts.delete(file)
    assert not file.exists()
    scripts.put_back(deleted)
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (raw, 0o644)


def test_a_deleted_link_comes_back_as_a_link(file: Path, linked: Path) -> None:
    deleted = scripts.delete(file)
    assert linked.read_text() == MINE
    scripts.put_back(deleted)
    assert os.readlink(file) == "../dotfiles/mine.toml"
    assert linked.read_text() == MINE


def test_a_file_that_has_taken_its_name_is_left(file: Path, tmp_path: Path) -> None:
    deleted = scripts.delete(file)
    file.symlink_to(tmp_path / "nowhere")
    with pytest.raises(CoachError, match="another one by now"):
        scripts.put_back(deleted)
    assert file.is_symlink()


def test_a_lock_held_elsewhere_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "FILE_SECONDS", 0.01)
    with open(file.parent / ".scripts.lock", "w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        for work in (
            lambda: scripts.rename(file, "Box"),
            lambda: scripts.save(file.parent, {"title": "Box"}),
            lambda: scripts.delete(file),
        ):
            with pytest.raises(CoachError, match="another coach is using it"):
                work()
    assert [each.name for each in file.parent.glob("*.toml")] == ["mine.toml"]


def test_two_coaches_saving_under_one_title_overwrite_nothing(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", SAVES, str(tmp_path), name], stdout=subprocess.PIPE, text=True
        )
        for name in ("a", "b")
    ]
    names = [line for writer in writers for line in writer.communicate()[0].splitlines()]
    assert len(set(names)) == len(names) == 20
    assert sum('by = "a"' in file.read_text() for file in tmp_path.glob("*.toml")) == 10
