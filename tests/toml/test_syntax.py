"""What is said of a text that is no TOML: what to write."""

import tomllib

import pytest

from coach.toml import syntax

CASES = [
    ('title = "Box\n', "a quote is missing"),
    ('title = "Box', "a quote is missing"),
    ("title = 'Box\n", "a quote is missing"),
    ('title = """Box', "a quote is missing"),
    ('title = "a\x01b"\n', "a control character in a text"),
    ("title Box\n", "each line says one thing: key = value"),
    ('title: "Box"\n', "each line says one thing: key = value"),
    ('title = "Box" cycles = 3\n', "one thing per line"),
    ('title = "a "quiet" box"\n', "one thing per line"),
    ("title = Box\n", "a text needs quotes"),
    ("cycles = \n", "a text needs quotes"),
    ("= 3\n", "a key is letters"),
    ("*title = 3\n", "a key is letters"),
    ("cycles = 3\ncycles = 4\n", "this key stands here twice"),
    ("a = { b = 1, b = 2 }\n", "this key stands here twice"),
    ("[timing]\n[timing]\n", "this [table] stands here twice"),
    ("a = 1\n[a]\n", "this"),
    ("a = 1\na.b = 2\n", "this"),
    ("lines = [1, 2\n", "a ] is missing"),
    ("a = { b = 1\n", "a } is missing"),
    ("[[step]\n", "a heading of one of several"),
    ("[timing\n", "a heading ends with ]"),
    ('path = "C:\\Users"\n', "a"),
    ('path = "\\q"\n', "a backslash within a text"),
    ('a = "\\uZZZZ"\n', "a character by its number"),
    ('a = "\\uD800"\n', "a character by its number"),
    ("a = 2026-02-31\n", "a time as a text"),
]


@pytest.mark.parametrize(("text", "advice"), CASES)
def test_the_advice_says_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    problem = syntax.problem(caught.value, text, "mine.toml")
    assert problem.hint.startswith(advice), caught.value
    assert problem.file == "mine.toml"
    assert problem.line is not None and 1 <= problem.line <= text.count("\n") + 1


def test_what_the_parser_says_anew_is_told_in_its_words() -> None:
    error = tomllib.TOMLDecodeError("Moon is not full \x1b (at line 3, column 7)")
    problem = syntax.problem(error, "", "")
    assert problem.hint == "moon is not full ?"
    assert (problem.line, problem.found) == (3, "something that is not TOML at column 7")


def test_no_advice_is_longer_than_a_line() -> None:
    assert all(len(advice) <= 60 for _, advice in syntax.ADVICE)
