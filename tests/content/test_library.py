"""Shipped files and a person's own, which come first, and what happens when they are bad."""

import os
import shutil
from pathlib import Path

import pytest

from coach.content.breathing import BreathingFile
from coach.content.library import KINDS, Library, load_file
from coach.content.theme import ThemeFile
from coach.errors import InputError
from coach.system import folders
from coach.toml.problems import BadFile
from tests.nobody import as_nobody

GOOD = """title = "My box"
cycles = 2
[[phase]]
kind = "in"
seconds = 2
[[phase]]
kind = "out"
seconds = 3
"""


def put(config: Path, name: str, text: str = GOOD, kind: str = "breathing") -> Path:
    """Write a file of the person's own."""
    folder = config / kind if kind == "themes" else config / "scripts" / kind
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_shipped_file_loads_clean(library: Library, kind: str) -> None:
    entries = library.entries(kind)
    assert entries
    for entry in entries.values():
        script, problems = library.load(entry, KINDS[kind])
        assert isinstance(script, KINDS[kind])
        assert problems == ()
        assert (entry.is_own, entry.origin) == (False, "shipped")


def test_looking_creates_no_folder(library: Library, config: Path) -> None:
    assert library.entries("breathing")
    assert not config.exists()


def test_entries_are_in_the_order_of_their_names(library: Library, config: Path) -> None:
    put(config, "aaa")
    put(config, "mmm")
    names = list(library.entries("breathing"))
    assert names == sorted(names)
    assert {"aaa", "mmm", "box"} <= set(names)


def test_an_own_file_replaces_the_shipped_one(library: Library, config: Path) -> None:
    file = put(config, "box")
    entry = library.find("breathing", "box")
    assert (entry.file, entry.is_own, entry.is_shadowing) == (file, True, True)
    assert entry.origin == "yours, before the shipped one"
    pattern, problems = library.pattern(entry)
    assert (pattern.id, pattern.title, pattern.cycles, problems) == (
        "breathing/box",
        "My box",
        2,
        (),
    )


def test_an_own_file_of_another_name_is_simply_yours(library: Library, config: Path) -> None:
    put(config, "mine")
    entry = library.find("breathing", "mine")
    assert (entry.origin, entry.is_shadowing) == ("yours", False)


def test_own_themes_are_in_a_folder_of_their_own(library: Library, config: Path) -> None:
    put(config, "ember", (library.assets / "themes" / "clear.toml").read_text(), "themes")
    script, _ = library.load(library.find("themes", "ember"), ThemeFile)
    assert script.title == "Clear"


def test_a_bad_own_file_falls_back_on_the_shipped_one(library: Library, config: Path) -> None:
    file = put(config, "box", GOOD.replace("= 3", "= nan"))
    pattern, problems = library.pattern(library.find("breathing", "box"))
    assert (pattern.title, pattern.cycle_ms) == ("Box", 16_000)
    assert [problem.line for problem in problems] == [8]
    assert str(problems[0]).startswith(f"{file}:8: phase[2].seconds: found the number nan")


@pytest.mark.parametrize("make", ["folder", "pipe", "loop", "bytes"])
def test_whatever_is_wrong_with_the_own_file_the_evening_goes_on(
    library: Library, config: Path, make: str
) -> None:
    file = put(config, "box")
    file.unlink()
    if make == "folder":
        file.mkdir()
    elif make == "pipe":
        os.mkfifo(file)
    elif make == "loop":
        file.symlink_to(file)
    else:
        file.write_bytes(b"\xff\xfe")
    pattern, problems = library.pattern(library.find("breathing", "box"))
    assert pattern.title == "Box"
    assert len(problems) == 1


def test_a_bad_own_file_with_nothing_behind_it_is_an_error(library: Library, config: Path) -> None:
    put(config, "mine", "title = 3\n")
    with pytest.raises(BadFile) as caught:
        library.pattern(library.find("breathing", "mine"))
    assert len(caught.value.problems) == 2


def test_a_good_own_file_is_used_again_once_it_is_mended(library: Library, config: Path) -> None:
    put(config, "box", "title =")
    assert library.pattern(library.find("breathing", "box"))[0].title == "Box"
    put(config, "box")
    assert library.pattern(library.find("breathing", "box"))[0].title == "My box"


def test_a_folder_that_may_not_be_listed_is_as_if_empty(open_folder: Path) -> None:
    assets = Path(__file__).parents[2] / "assets"
    shutil.copytree(assets, open_folder / "assets")
    library = Library(open_folder / "assets", open_folder / "config")
    put(library.config, "mine")
    library.own_folder("breathing").chmod(0)
    with as_nobody():
        names = list(library.entries("breathing"))
    assert names == sorted(file.stem for file in (assets / "breathing").iterdir())


def test_a_file_in_place_of_the_folder_is_as_if_empty(library: Library, config: Path) -> None:
    config.mkdir()
    (config / "scripts").write_text("not a folder")
    assert "box" in library.entries("breathing")


def test_only_toml_files_count(library: Library, config: Path) -> None:
    folder = put(config, "mine").parent
    for name in ("notes.txt", "mine.toml~", ".mine.toml.lock", ".toml", "mine.TOML.bak"):
        (folder / name).write_text("x")
    own = [entry.name for entry in library.entries("breathing").values() if entry.is_own]
    assert own == ["mine"]


@pytest.mark.parametrize("name", ["box", "breathing/box"])
def test_a_script_is_found_by_name_and_by_id(library: Library, name: str) -> None:
    assert library.find("breathing", name).id == "breathing/box"


@pytest.mark.parametrize(
    ("name", "near"), [("bxo", "box"), ("long_out", "long-out"), ("breathing/boxx", "box")]
)
def test_an_unknown_name_gets_a_near_one(library: Library, name: str, near: str) -> None:
    with pytest.raises(InputError, match=f'did you mean "{near}"') as caught:
        library.find("breathing", name)
    assert f'"{name}"' in str(caught.value)


@pytest.mark.parametrize("name", ["", "zzzzzz", "..", "/", "\x1b[31m"])
def test_a_name_that_is_far_from_all_gets_no_suggestion(library: Library, name: str) -> None:
    with pytest.raises(InputError) as caught:
        library.find("breathing", name)
    assert "did you mean" not in str(caught.value)
    assert str(caught.value).isprintable()


def test_a_near_name_that_would_speak_to_the_terminal_is_written_out(
    library: Library, config: Path
) -> None:
    put(config, "zz\x1b[31m")
    with pytest.raises(InputError, match=r'did you mean "zz\\x1b\[31m"'):
        library.find("breathing", "zz[31m")


def test_a_file_by_path_is_read_as_the_kind_that_is_asked_for(library: Library) -> None:
    box = library.assets / "breathing" / "box.toml"
    assert isinstance(load_file(box, "breathing"), BreathingFile)
    with pytest.raises(BadFile):
        load_file(box, "themes")


@pytest.mark.parametrize(
    "file",
    [
        "._mine.toml",
        ".#mine.toml",
        ".mine.toml.swp",
        "mine.toml~",
        "#mine.toml#",
        "mine.sync-conflict-20261127-101112-ABCDEFG.toml",
        "mine (conflicted copy 2026-11-27 101112).toml",
        "mine (Anna's conflicted copy 2026-11-27).toml",
    ],
)
def test_what_others_leave_beside_a_script_is_none(tmp_path: Path, file: str) -> None:
    folder = put(tmp_path, "mine").parent
    (folder / file).write_bytes(b"\0\5\26\7\0\2\0\0Mac OS X")
    (folder / ".#mine.toml").unlink(missing_ok=True)
    (folder / ".#mine.toml").symlink_to("nobody@host.1:1")
    library = Library(folders.assets(), tmp_path)
    assert [entry.name for entry in library.entries("breathing").values() if entry.is_own] == [
        "mine"
    ]
    assert library.bad_files() == []


def test_capitals_are_a_script_too_but_come_second(tmp_path: Path) -> None:
    folder = put(tmp_path, "mine").parent
    (folder / "other.TOML").write_text(GOOD, encoding="utf-8")
    (folder / "mine.Toml").write_text("title = 3", encoding="utf-8")
    library = Library(folders.assets(), tmp_path)
    assert library.find("breathing", "other").file == folder / "other.TOML"
    assert library.find("breathing", "mine").file == folder / "mine.toml"
    assert library.pattern(library.find("breathing", "other"))[0].title == "My box"


@pytest.mark.parametrize("on_disk", ["u\u0308bung", "\u00fcbung"])
@pytest.mark.parametrize("typed", ["u\u0308bung", "\u00fcbung", "breathing/u\u0308bung"])
def test_a_name_is_the_same_in_every_form_of_unicode(
    tmp_path: Path, on_disk: str, typed: str
) -> None:
    file = put(tmp_path, on_disk)
    library = Library(folders.assets(), tmp_path)
    entry = library.find("breathing", typed)
    assert entry.name == "\u00fcbung"
    assert entry.file.samefile(file)
    assert library.pattern(entry)[0].id == "breathing/\u00fcbung"
