"""`coach scripts check` hints at what is too long to be said; that is no error."""

from pathlib import Path

import pytest

from coach.errors import OK
from coach.system import folders
from tests.conftest import Coach

TIGHT = """title = "Box"
cycles = 2
[[phase]]
kind = "in"
seconds = 3
text = ["In.", "Breathe in, all the way to the top, slowly."]
[[phase]]
kind = "hold"
seconds = 1
text = "Softly full, and nothing to do."
spoken = false
[[phase]]
kind = "out"
seconds = 6
text = "Breathe out slowly."
"""
KINDS = ("breathing", "relaxation", "bodyscan", "stretch", "mind")


def put(folder: Path, text: str, kind: str = "breathing") -> Path:
    """Write a script of a person's own."""
    file = folder / kind / "mine.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_line_that_cannot_be_said_in_its_time_is_a_hint_with_its_line(
    coach: Coach, tmp_path: Path
) -> None:
    file = put(tmp_path, TIGHT)
    answer = coach("scripts", "check", str(file))
    assert (answer.code, answer.out) == (OK, f"{file}: fine\n")
    assert answer.err == (
        f'{file}:6: hint: "Breathe in, all the way to the top, s..." '
        "takes about 3.6 s to say; there are 2.2 s\n"
    )


def test_hints_come_for_all_own_scripts_too(coach: Coach, config: Path) -> None:
    put(config / "scripts", TIGHT)
    answer = coach("scripts", "check")
    assert answer.code == OK
    assert answer.err.count("hint: ") == 1


def test_a_text_that_stands_twice_has_no_line(coach: Coach, tmp_path: Path) -> None:
    file = put(tmp_path, TIGHT.replace('"Breathe out slowly."', '"Breathe out\\u0020slowly."'))
    twice = TIGHT.replace("Breathe out slowly.", "Breathe in, all the way to the top, slowly.")
    file.write_text(twice, encoding="utf-8")
    answer = coach("scripts", "check", str(file))
    assert answer.err.startswith(f'{file}: hint: "Breathe in')
    assert answer.err.count("\n") == 1


def test_what_is_wrong_is_said_first_and_alone(coach: Coach, tmp_path: Path) -> None:
    file = put(tmp_path, TIGHT.replace('kind = "in"', 'kind = "inn"'))
    answer = coach("scripts", "check", str(file))
    assert answer.code != OK and "hint: " not in answer.err


@pytest.mark.parametrize("text", ["", "\\n", "a" * 5000, "... " * 1200, "深く、ゆっくり。"])
def test_any_text_may_be_in_a_script(coach: Coach, tmp_path: Path, text: str) -> None:
    file = put(tmp_path, TIGHT.replace("Breathe out slowly.", text))
    answer = coach("scripts", "check", str(file))
    assert answer.code == OK
    assert all(len(line) < len(str(file)) + 120 for line in answer.err.splitlines())


@pytest.mark.parametrize("kind", KINDS)
def test_templates_and_shipped_scripts_give_no_hint(coach: Coach, kind: str) -> None:
    template = folders.assets() / "templates" / f"{kind}.toml"
    shipped = sorted((folders.assets() / kind).glob("*.toml"))
    assert shipped
    answer = coach("scripts", "check", "--kind", kind, *map(str, [template, *shipped]))
    assert (answer.code, answer.err) == (OK, "")


@pytest.mark.parametrize("kind", ["routines", "checklists"])
def test_what_says_nothing_has_no_hints(coach: Coach, kind: str) -> None:
    answer = coach("scripts", "check", *map(str, (folders.assets() / kind).glob("*.toml")))
    assert (answer.code, answer.err) == (OK, "")
