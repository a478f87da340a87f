"""Reading text and TOML of unknown quality."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.text import has_control, printable
from coach.toml import read
from coach.toml.problems import BadFile, Problem, describe, key_path, shorten


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "bom.toml"
    file.write_bytes(b"\xef\xbb\xbftitle = 'x'\r\n")
    assert read.read_text(file) == "title = 'x'\r\n"


@pytest.mark.parametrize("text", ["a\nb", "Grün", "夜", "\u200d", "e\u0301", "\u00a0", "👩‍🚀", ""])
def test_ordinary_text_in_any_language_is_no_control(text: str) -> None:
    assert not has_control(text)


@pytest.mark.parametrize(
    "code",
    [*range(10), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)],
)
def test_what_a_terminal_might_obey_is_control(code: int) -> None:
    assert has_control(f"a{chr(code)}b")


@given(st.text(st.sampled_from("a\n\x00\x1b\x7f\x9b\u202e\u2066\u2028\ud800\U000e0001é夜 ")))
def test_what_is_printed_is_always_printable(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert shown == text or not text.isprintable()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "true"),
        (False, "false"),
        ("", "an empty text"),
        ("four", 'the text "four"'),
        ("x" * 41, 'the text "' + "x" * 37 + '..."'),
        ("\x1b", 'the text "\\x1b"'),
        (4, "the number 4"),
        (-0.5, "the number -0.5"),
        (float("nan"), "the number nan"),
        (10**39, f"the number 1{'0' * 39}"),
        (10**40, "a number that is far too large"),
        ([], "an empty list"),
        ([1, 2], "a list of 2"),
        ({}, "a table"),
    ],
)
def test_values_are_described_in_plain_words(value: object, words: str) -> None:
    assert describe(value) == words


@pytest.mark.parametrize("sign", [1, -1])
def test_a_number_that_python_refuses_to_write_out_is_described_too(sign: int) -> None:
    assert describe(sign * 16**5000) == "a number that is far too large"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("phase", 0, "kind"), "phase[1].kind"),
        (("title",), "title"),
        (("a", "b", 9, 0), "a.b[10][1]"),
        (("bad\x1b",), "bad\\x1b"),
        ((), ""),
    ],
)
def test_a_path_is_written_as_people_count(path: tuple[str | int, ...], words: str) -> None:
    assert key_path(path) == words


def test_a_text_is_cut_only_when_it_is_too_long() -> None:
    assert shorten("x" * 40) == "x" * 40
    assert shorten("x" * 41) == "x" * 37 + "..."


def test_a_problem_is_one_line_with_all_there_is_to_say() -> None:
    whole = Problem("x", "y", "try z", ("phase", 1, "seconds"), "mine.toml", 13)
    assert str(whole) == "mine.toml:13: phase[2].seconds: found x, expected y; try z"
    assert str(Problem("x", "y", file="mine.toml")) == "mine.toml: found x, expected y"


def test_several_problems_are_several_lines() -> None:
    error = BadFile([Problem("x", "y", file="a"), Problem("v", "w", file="b")])
    assert str(error) == "a: found x, expected y\nb: found v, expected w"
    assert error.exit_code == 2
