"""From what a person asks for to what is played."""

from dataclasses import replace
from pathlib import Path

import pytest

from coach.content.library import Library
from coach.domain.breathing import Pattern
from coach.domain.health import Allowed, Limits
from coach.errors import InputError
from coach.person import choose, safer
from coach.person.choose import Request
from tests.generated import BOX, pattern_of


@pytest.mark.parametrize(
    ("name", "is_file"),
    [
        ("box", False),
        ("breathing/box", False),
        ("nosuch", False),
        ("", False),
        ("box.toml", True),
        ("breathing/box.toml", True),
        ("../box", True),
        ("some/box", True),
        ("/tmp/box", True),
        ("breathing/some/box", True),
    ],
)
def test_a_path_is_distinguished_from_a_name(name: str, is_file: bool) -> None:
    assert choose.is_file(name, "breathing") is is_file


@pytest.mark.parametrize(
    ("file", "wanted", "kind"),
    [
        ("breathing/x.toml", None, "breathing"),
        ("/a/themes/x.toml", None, "themes"),
        ("breathing/x.toml", "themes", "themes"),
        ("x.toml", "support", "support"),
    ],
)
def test_a_file_is_of_the_kind_that_is_wanted_or_of_its_folder(
    file: str, wanted: str | None, kind: str
) -> None:
    assert choose.kind_of(Path(file), wanted) == kind


def test_the_folder_one_stands_in_counts_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "breathing").mkdir()
    monkeypatch.chdir(tmp_path / "breathing")
    assert choose.kind_of(Path("x.toml"), None) == "breathing"


@pytest.mark.parametrize(("file", "wanted"), [("a/x.toml", None), ("breathing/x.toml", "nosuch")])
def test_a_file_of_no_known_kind_is_an_error(file: str, wanted: str | None) -> None:
    with pytest.raises(InputError, match="expected one of breathing, relaxation, bodyscan"):
        choose.kind_of(Path(file), wanted)


def test_without_a_name_it_is_the_box(library: Library) -> None:
    choice = choose.find(library, "breathing")
    assert (choice.exercise.id, choice.problems) == ("breathing/box", ())
    assert choice.source == "breathing/box"


def test_a_file_by_path_is_called_after_its_name(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes((library.assets / "breathing" / "even.toml").read_bytes())
    choice = choose.find(library, "breathing", str(file))
    assert (choice.exercise.id, choice.exercise.title) == ("breathing/mine", "Even breath")
    assert choice.source == str(file)


BOX_PATTERN = pattern_of(*BOX, cycles=3)


@pytest.mark.parametrize(
    ("seconds", "cycles", "expected"),
    [
        (None, None, 3),
        (None, 1, 1),
        (None, 2000, 2000),
        (1, None, 1),
        (32, None, 2),
        (32.1, None, 3),
    ],
)
def test_a_requested_length_is_a_number_of_breaths(
    seconds: float | None, cycles: int | None, expected: int
) -> None:
    assert choose.with_length(BOX_PATTERN, Request(seconds, cycles)).cycles == expected


@pytest.mark.parametrize("cycles", [0, -1, 2001, 10**9])
def test_a_number_of_breaths_has_bounds(cycles: int) -> None:
    with pytest.raises(InputError, match=f"found {cycles} breaths, expected 1 to 2000"):
        choose.with_length(BOX_PATTERN, Request(cycles=cycles))


@pytest.mark.parametrize("seconds", [0, 0.99, -5, 14_401, float("nan"), float("inf")])
def test_a_number_of_seconds_has_bounds(seconds: float) -> None:
    with pytest.raises(InputError, match=r"--seconds: found .*, expected a number from 1 to 14400"):
        choose.with_length(BOX_PATTERN, Request(seconds))


def test_a_short_breath_does_not_escape_the_most_breaths() -> None:
    quick = pattern_of(("in", 100), ("out", 100))
    with pytest.raises(InputError, match="found 14400 s, 72000 breaths, expected 1 to 2000"):
        choose.with_length(quick, Request(14_400))


@pytest.mark.parametrize(
    ("rests", "pattern", "is_replaced"),
    [
        ("ask", BOX_PATTERN, False),
        ("with", BOX_PATTERN, False),
        ("without", BOX_PATTERN, True),
        ("without", pattern_of(("in", 4000), ("out", 4000)), False),
    ],
)
def test_only_who_wants_no_rests_gets_another_pattern(
    library: Library, rests: Allowed, pattern: Pattern, is_replaced: bool
) -> None:
    played = safer.apply_wishes(pattern, Limits(rests), library)
    if is_replaced:
        assert (played.id, played.has_holds) == ("breathing/long-out", False)
        assert played.cycles == 5  # 48 s in breaths of 10 s
    else:
        assert played is pattern


def test_what_stands_in_keeps_its_own_ceiling(library: Library, config: Path) -> None:
    own = config / "scripts" / "breathing"
    own.mkdir(parents=True)
    shipped = (library.assets / "breathing" / "long-out.toml").read_text(encoding="utf-8")
    (own / "long-out.toml").write_text(shipped.replace("seconds = 300", "max_cycles = 4"))
    pattern = replace(BOX_PATTERN, cycles=100)
    assert safer.apply_wishes(pattern, Limits("without"), library).cycles == 4
