"""A person's own scripts on disk: named after their title, renamed, deleted and put back."""

import tomllib
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.store import scripts

OWN = """# written by hand
title = "Before" # my title
cycles = 3  # not many
[[phase]]
title = "Before"
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "own.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Small box", "small-box"),
        ("  Été à l'ombre!  ", "ete-a-l-ombre"),
        ("静かな夜", "mine"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 39 + " b", "a" * 39),
        ("x" * 100, "x" * 40),
    ],
)
def test_a_file_is_named_after_its_title(tmp_path: Path, title: str, name: str) -> None:
    assert scripts.free_file(tmp_path, title) == tmp_path / f"{name}.toml"


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    files = [scripts.save(tmp_path, {"title": "Mine", "cycles": n}) for n in range(3)]
    assert [file.name for file in files] == ["mine.toml", "mine-2.toml", "mine-3.toml"]
    assert [tomllib.loads(file.read_text("utf-8"))["cycles"] for file in files] == [0, 1, 2]


def test_what_the_app_makes_says_so_and_is_overwritten_in_place(tmp_path: Path) -> None:
    file = scripts.save(tmp_path, {"title": "Mine"})
    assert scripts.save(tmp_path, {"title": "Another", "text": 'a "b"\n'}, file) == file
    text = file.read_text(encoding="utf-8")
    assert text.startswith('made_by = "coach"\n')
    assert tomllib.loads(text) == {"made_by": "coach", "title": "Another", "text": 'a "b"\n'}


@pytest.mark.parametrize("title", ["After", 'A "b" \\ c', "It's \\1 🌙", "\u00e9\u0301"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_another_title_changes_nothing_else(tmp_path: Path, title: str, newline: str) -> None:
    file = tmp_path / "own.toml"
    file.write_bytes(OWN.replace("\n", newline).encode())
    scripts.rename(file, title)
    after = file.read_bytes().decode()
    assert tomllib.loads(after) == tomllib.loads(OWN) | {"title": title}
    before = OWN.replace("\n", newline).split(newline)
    assert [line for line in after.split(newline) if line not in before] == [
        after.split(newline)[1]
    ]
    assert after.split(newline)[1].endswith(" # my title")


def test_a_file_without_a_title_is_left_as_it_is(tmp_path: Path) -> None:
    text = "# title = 'no'\n[[phase]]\ntitle = 'nor this'\n"
    file = written(tmp_path, text)
    with pytest.raises(CoachError, match=r"own\.toml"):
        scripts.rename(file, "After")
    assert file.read_text(encoding="utf-8") == text


def test_what_was_deleted_is_put_back_as_it_was(tmp_path: Path) -> None:
    file = written(tmp_path, OWN)
    deleted = scripts.delete(file)
    assert not file.exists()
    scripts.put_back(deleted)
    assert file.read_text(encoding="utf-8") == OWN


def test_a_file_that_took_the_name_meanwhile_is_left(tmp_path: Path) -> None:
    file = written(tmp_path, OWN)
    deleted = scripts.delete(file)
    written(tmp_path, "title = 'new'\n")
    with pytest.raises(CoachError, match=r"own\.toml"):
        scripts.put_back(deleted)
    assert file.read_text(encoding="utf-8") == "title = 'new'\n"


def test_a_missing_file_cannot_be_deleted(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match=r"own\.toml"):
        scripts.delete(tmp_path / "own.toml")
