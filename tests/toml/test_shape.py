"""Checking a parsed file against its shape: every problem, in one pass, in plain words."""

import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal

import pytest
from msgspec import Meta, field

from coach.toml.problems import Problem
from coach.toml.shape import MOST_ITEMS, Shape, conform


class Inner(Shape, frozen=True, kw_only=True):
    """A table in a list."""

    kind: Literal["in", "out"]
    size: Annotated[float, Meta(ge=0, le=10, extra={"expected": "0 to 10", "example": "4"})] = 1
    renamed: str = field(default="", name="for")

    def problems(self) -> Iterator[Problem]:
        """An out of size 0 is wrong."""
        if self.kind == "out" and self.size == 0:
            yield Problem("nothing out", "something", path=("size",))


class Outer(Shape, frozen=True, kw_only=True):
    """A whole file."""

    exclusive: ClassVar = (("one", "other"),)

    title: str
    one: int | None = None
    other: int | None = None
    is_on: bool = False
    since: date | None = None
    words: list[str] = []
    texts: dict[str, str] = {}
    item: Annotated[list[Inner], Meta(max_length=2)] = []
    table: Inner | None = None

    def problems(self) -> Iterator[Problem]:
        """The title may not be `bad`."""
        if self.title == "bad":
            yield Problem("a bad title", "a good one", path=("title",))


def messages(text: str) -> list[str]:
    """Return the problems of a file in words."""
    result, problems = conform(tomllib.loads(text), Outer, "f", text)
    assert (result is None) is bool(problems)
    return [str(problem) for problem in problems]


def test_a_good_file_becomes_its_shape() -> None:
    text = (
        'title = "x"\none = 3\nsince = 2026-01-31\nwords = ["a"]\n[[item]]\nkind = "in"\nsize = 2'
    )
    result, problems = conform(tomllib.loads(text), Outer, "f", text)
    assert problems == []
    assert result == Outer(
        title="x", one=3, since=date(2026, 1, 31), words=["a"], item=[Inner(kind="in", size=2.0)]
    )


def test_a_missing_key_has_its_default() -> None:
    result, _ = conform({"title": "x"}, Outer, "f", "")
    assert result == Outer(title="x")


def test_a_list_is_not_shared_between_two_files() -> None:
    one, _ = conform({"title": "x"}, Outer, "f", "")
    other, _ = conform({"title": "x"}, Outer, "f", "")
    assert one and other
    one.words.append("mine")
    assert other.words == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("one = true", "f:2: one: found true, expected a whole number"),
        ("one = 1.5", "f:2: one: found the number 1.5, expected a whole number"),
        ('one = "1"', 'f:2: one: found the text "1", expected a whole number'),
        ("is_on = 1", "f:2: is_on: found the number 1, expected true or false"),
        ('is_on = "true"', 'f:2: is_on: found the text "true", expected true or false'),
        ("words = 1", "f:2: words: found the number 1, expected a list"),
        ("words = [1]", "f:2: words[1]: found the number 1, expected a text in quotes"),
        ("words = [[]]", "f:2: words[1]: found an empty list, expected a text in quotes"),
        ("item = 1", "f:2: item: found the number 1, expected one or more [[item]] tables"),
        ("item = [1]", "f:2: item[1]: found the number 1, expected a table"),
        ("table = []", "f:2: table: found an empty list, expected a table"),
        (
            "since = 2026-01-31T00:00:00",
            "f:2: since: found the date or time 2026-01-31T00:00:00, expected a number",
        ),
        ("for = 1", "f:2: for: found an unknown key"),
    ],
)
def test_a_wrong_value_is_described_with_what_is_expected(value: str, expected: str) -> None:
    (problem,) = messages(f'title = "x"\n{value}\n')
    assert problem.startswith(expected)


def test_a_text_is_no_date() -> None:
    assert messages('title = "x"\nsince = "2026-01-31"')[0].startswith(
        'f:2: since: found the text "20'
    )


def test_a_whole_number_will_do_where_decimals_may_be() -> None:
    assert messages('title = "x"\n[[item]]\nkind = "in"\nsize = 3\n') == []


def test_a_wrong_word_gets_the_nearest_right_one() -> None:
    assert messages('title = "x"\n[[item]]\nkind = "Outt"\n') == [
        'f:3: item[1].kind: found the text "Outt", expected one of in, out; did you mean "out"?'
    ]


def test_a_number_gets_an_example_to_try() -> None:
    assert messages('title = "x"\n[[item]]\nkind = "in"\nsize = 11\n') == [
        "f:4: item[1].size: found the number 11, expected 0 to 10; try size = 4"
    ]


def test_an_unknown_key_gets_the_nearest_known_one() -> None:
    assert messages('title = "x"\nwrods = []\n') == [
        'f:2: wrods: found an unknown key "wrods", expected one of title, one, other, is_on, '
        'since, words, texts, item, table; did you mean "words"?'
    ]


def test_a_key_is_known_by_the_name_it_has_in_files() -> None:
    assert messages('title = "x"\ntable = { kind = "in", for = "y" }\n') == []
    assert len(messages('title = "x"\ntable = { kind = "in", renamed = "y" }\n')) == 1


def test_a_missing_key_has_the_line_of_its_table() -> None:
    assert messages('title = "x"\n\n[[item]]\nsize = 1\n') == [
        "f:3: item[1].kind: found nothing, expected one of in, out"
    ]


def test_a_missing_key_at_the_top_has_no_line() -> None:
    assert messages("one = 1\n") == ["f: title: found nothing, expected a text in quotes"]


def test_two_keys_that_exclude_each_other() -> None:
    assert messages('title = "x"\nother = 1\none = 2\n') == [
        "f:2: other: found both one and other, expected one or other; use one of them"
    ]


def test_too_many_items_are_one_problem() -> None:
    (problem,) = messages('title = "x"\n' + '[[item]]\nkind = "in"\n' * 3)
    assert problem.startswith("f:2: item: found a list of 3")


def test_what_holds_between_values_is_checked_with_its_path() -> None:
    assert messages('title = "x"\n[[item]]\nkind = "in"\n[[item]]\nkind = "out"\nsize = 0\n') == [
        "f:6: item[2].size: found nothing out, expected something"
    ]


def test_a_wrong_optional_key_does_not_hide_what_is_wrong_between_the_others() -> None:
    assert len(messages('title = "bad"\none = "x"\nzzz = 1\n')) == 3


def test_a_wrong_item_does_not_hide_the_others() -> None:
    problems = messages('title = "x"\n[[item]]\nkind = 1\n[[item]]\nkind = 2\nsize = nan\n')
    assert [problem.split(" found")[0] for problem in problems] == [
        "f:3: item[1].kind:",
        "f:5: item[2].kind:",
        "f:6: item[2].size:",
    ]


def test_problems_come_in_the_order_of_their_lines() -> None:
    problems = messages('words = 1\none = "x"\ntitle = 3\nis_on = 2\n')
    assert [problem.split(":")[1] for problem in problems] == ["1", "2", "3", "4"]


def test_a_control_character_is_a_problem_wherever_a_text_may_stand() -> None:
    problems = messages(
        'title = "\\u001b"\nwords = ["a", "\\u009b"]\none = "\\u0000"\n'
        '[[item]]\nkind = "\\u202e"\nfor = "\\t"\n'
    )
    assert [problem.split(": found a control character")[0] for problem in problems] == [
        "f:1: title",
        "f:2: words[2]",
        "f:3: one",
        "f:5: item[1].kind",
        "f:6: item[1].for",
    ]


def test_a_newline_in_a_text_is_fine() -> None:
    assert messages('title = """a\nb"""\n') == []


def test_when_the_line_is_not_sure_none_is_given() -> None:
    assert messages('"t\\u0069tle" = 3\n') == [
        "f: title: found the number 3, expected a text in quotes"
    ]


def test_a_control_character_in_a_key_is_a_problem_wherever_a_key_is_free() -> None:
    assert messages(
        'title = "x"\n[texts]\ngood = "a"\n"b\x7f" = "c"\n'.replace("\x7f", "\\u007f")
    ) == [
        'f: texts.b\\x7f: found a control character in the key "b\\x7f", '
        "expected a key without control characters; delete it"
    ]


def test_a_control_character_in_an_unknown_key_is_written_out() -> None:
    (problem,) = messages('title = "x"\n"b\\u001b[31m" = "c"\n')
    assert problem.isprintable()


def test_a_list_that_is_too_long_is_told_with_what_is_wrong_in_it() -> None:
    assert messages('title = "x"\nitem = [\n{kind = "in"},\n{kind = "in"},\n1]\n') == [
        "f:2: item: found a list of 3, expected one or more [[item]] tables",
        "f:5: item[3]: found the number 1, expected a table",
    ]


def test_of_a_list_that_is_much_too_long_the_first_items_are_told() -> None:
    told = messages(f'title = "x"\nitem = [{"1, " * 50_000}]\n')
    assert len(told) == 1 + MOST_ITEMS
    assert told[0].startswith("f:2: item: found a list of 50000")
    assert told[-1].startswith(f"f:2: item[{MOST_ITEMS}]")


@pytest.mark.parametrize("count", [2, 3, 4, 50_000])
def test_after_the_most_that_is_told_a_last_line_says_that_there_is_more(count: int) -> None:
    text = 'title = "x"\n' + "".join(f"wrong-{number} = 1\n" for number in range(count))
    _, problems = conform(tomllib.loads(text), Outer, "f", text, most=3)
    told = [problem.line for problem in problems]
    assert told == ([2, 3, 4, None] if count > 3 else list(range(2, 2 + count)))
    if count > 3:
        assert str(problems[-1]) == (
            "f: found more that is not right, expected what stands above to be mended first"
        )
