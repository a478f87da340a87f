"""What the coach says of its own accord: the shipped texts in full, and what a bad file says."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content import course, helper_page, replies
from coach.content.cache import check
from coach.content.condition import parse
from coach.content.course import CourseFile
from coach.content.first_start import FirstStartFile
from coach.content.helper_page import HelperFile, helper_parts
from coach.content.library import Library
from coach.content.model import Script
from coach.content.replies import RepliesFile
from coach.domain.reply import ALWAYS, FLAGS, NUMBERS, SIGNS, Comparison
from coach.person.context import Context
from coach.person.replies import is_open
from coach.system import folders
from coach.toml.problems import Problem
from tests.content.test_lesson_files import found

LIBRARY = Library(folders.assets(), Path("/no/such/folder"))
TEXTS = folders.assets() / "texts"
SHAPES: dict[str, type[Script]] = {
    "morning-answers": RepliesFile,
    "course": CourseFile,
    "helper": HelperFile,
    "first-start": FirstStartFile,
}
TO_COME = {"plan/triggers", "plan/people", "kit/doctor"}
"""What a later version fills: until then these are left out."""
REPLIES = replies.load(LIBRARY)
COURSE = course.load(LIBRARY)
SAID = [text for each in REPLIES for text in each.texts]
LINES = [
    *COURSE.doctor,
    *(text for each in (*COURSE.after_stopping, *COURSE.after_step) for text in each.texts),
]


def strings(tree: Any) -> Iterator[str]:
    """Yield every text of a file that a person reads."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, list):
        for each in tree:
            yield from strings(each)
    elif isinstance(tree, dict):
        for key, each in tree.items():
            if key not in ("id", "when", "suggest", "at_most"):
                yield from strings(each)


@pytest.mark.parametrize("name", SHAPES)
def test_every_line_is_short_kind_and_names_no_dose(name: str) -> None:
    said = list(strings(tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))))
    assert len(said) > 15
    assert [text for text in said if len(text) > 60 or text.strip() != text] == []
    assert [(why, text) for text in said for why in found(text)] == []
    assert LIBRARY.text(name, SHAPES[name]).title


def test_what_is_said_once_a_night_differs_from_one_to_the_next() -> None:
    assert len(SAID) == len(set(SAID)) and len(LINES) == len(set(LINES))
    assert all(len(each.texts) >= 3 for each in REPLIES)
    assert all(text.endswith((".", "?", "!")) for text in (*SAID, *LINES))


def test_no_answer_holds_a_number_or_speaks_of_what_was_missed() -> None:
    out = re.compile(r"(?i)\d|streak|score|missed|forgot|again and again|well done|proud")
    assert [text for text in SAID if out.search(text)] == []


def test_ranges_are_what_many_people_meet_and_never_a_promise() -> None:
    honest = re.compile(
        r"(?i)\b(many|often|varies|usually|some|can|not in everybody|may)\b|not going back"
        r"|worth telling"
    )
    assert [text for text in LINES if not honest.search(text)] == []
    promise = re.compile(r"(?i)\b(will|soon|only|left|day \d)\b")
    assert [text for text in LINES if promise.search(text)] == []


def test_everything_that_is_suggested_is_there_or_to_come(me: Context) -> None:
    suggested = {id for each in REPLIES for id in each.suggestions}
    assert {id for id in suggested if not is_open(me, id)} == TO_COME
    assert not is_open(me, "support/now") and not is_open(me, "mind/nowhere")


def test_the_helper_reads_what_is_an_emergency_and_whom_to_call() -> None:
    def words(country: str, is_on_paper: bool) -> str:
        parts = helper_parts(LIBRARY, country, is_on_paper)
        return "\n".join(part.text for part in parts)

    screen, paper = words("DE", False), words("", True)
    for sign in ("blue lips", "seizure", "Lay them on their side", "pregnant", "dark urine"):
        assert sign in screen and sign in paper
    assert "Emergency number: 112" in screen and "0800 111 0 111" in screen
    assert helper_page.ROOM not in screen and "Doctor, pharmacist:" not in screen
    assert f"Emergency number: {helper_page.ROOM}" in paper
    assert f"Doctor, pharmacist: {helper_page.ROOM}" in paper
    assert "h shows the numbers." in words("", False) and "{" not in screen + paper
    assert "___" not in words("", False)
    assert "Emergency number: 112" in words("DE", True)


# Conditions

comparisons = st.lists(
    st.builds(
        Comparison, st.sampled_from(NUMBERS), st.sampled_from(list(SIGNS)), st.integers(0, 9999)
    )
    | st.sampled_from(FLAGS).map(Comparison),
    min_size=1,
    max_size=4,
)


@given(parts=comparisons, gap=st.sampled_from([" ", "  ", "\n"]))
def test_what_is_written_is_what_is_read(parts: list[Comparison], gap: str) -> None:
    words = [
        each.name if each.name in FLAGS else f"{each.name}{gap}{each.sign}{gap}{each.number}"
        for each in parts
    ]
    assert parse(f"{gap}and{gap}".join(words)) == tuple(parts)


def test_always_holds() -> None:
    assert parse(ALWAYS) == ()
    assert parse("always and legs>=6") == (Comparison("legs", ">=", 6),)


@given(st.text(max_size=40) | st.from_regex(r"[a-z_]{1,9}( (>=|and|or|not|\d+|\(|legs)){0,4}"))
def test_any_text_is_a_condition_or_one_problem(text: str) -> None:
    result = parse(text)
    if isinstance(result, Problem):
        assert result.found and result.expected
    else:
        assert all(each.name in (*NUMBERS, *FLAGS) for each in result)


@pytest.mark.parametrize(
    ("text", "found", "expected", "hint"),
    [
        ("leg >= 6", 'the text "leg"', "one of quality, legs", 'did you mean "legs"?'),
        ("legs", "nothing", "one of >= <= == > < after legs", "try legs >= 6"),
        ("legs = 6", 'the text "="', "one of >= <=", "try legs >= 6"),
        ("legs >= six", 'the text "six"', "a whole number after legs >=", "0 to 9999"),
        ("legs >= -1", 'the text "-1"', "a whole number", "0 to 9999"),
        ("legs >= 6.5", 'the text ".5"', "and, or the end", ""),
        ("legs >= 60000", 'the text "60000"', "a whole number", "0 to 9999"),
        ("legs >= 6 or sweats", 'the text "or"', "and, or", "write another [[answer]]"),
        ("sweats == 1", 'the text "=="', "and, or the end of the condition", ""),
        ("legs >= 6 and", "nothing after and", "a name", "try legs >= 6"),
        ("not sweats", 'the text "not"', "one of quality", ""),
        ("__import__('os')", 'the text "__import__"', "one of quality", ""),
        ("  ", "nothing", "a name", "try legs >= 6"),
    ],
)
def test_a_wrong_condition_says_what_would_be_right(
    text: str, found: str, expected: str, hint: str
) -> None:
    problem = parse(text)
    assert isinstance(problem, Problem)
    assert problem.found == found
    assert problem.expected.startswith(expected)
    assert hint in problem.hint


# Bad files

GOOD = """title = "T"
[[answer]]
id = "a"
order = 1
when = "always"
text = ["One."]
"""
RANGES = """title = "T"
doctor = ["See one."]
[[after_stopping]]
id = "a"
days = [0, 2]
text = ["One."]
[[after_stopping]]
id = "b"
days = [3, 5]
text = ["Two."]
[[after_step]]
id = "c"
days = [0, 4]
text = ["Three."]
"""


def complaints(shape: type[Script], text: str) -> list[str]:
    content = check(text, Path("mine.toml"), shape)
    return [str(problem) for problem in content] if isinstance(content, tuple) else []


def test_the_good_ones_are_good() -> None:
    assert complaints(RepliesFile, GOOD) == complaints(CourseFile, RANGES) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("always", "lges >= 6", 'mine.toml:5: answer[1].when: found the text "lges"'),
        ("always", "legs >= 6", "answer: found no answer that always fits"),
        ("when = ", "wen = ", 'mine.toml:5: answer[1].wen: found an unknown key "wen"'),
        ("order = 1", 'order = "1"', 'mine.toml:4: answer[1].order: found the text "1"'),
        ("order = 1", "order = true", "mine.toml:4: answer[1].order: found true"),
        ("order = 1", "order = -1", "mine.toml:4: answer[1].order: found the number -1"),
        ('["One."]', "[]", "mine.toml:6: answer[1].text: found an empty list"),
        ('["One."]', '"One."', 'mine.toml:6: answer[1].text: found the text "One."'),
        ('["One."]', '["\\u001b"]', "mine.toml:6: answer[1].text[1]: found a control character"),
        ('["One."]', '["One."]\nat_most = "weakly"', 'did you mean "weekly"?'),
        ('["One."]', '["One."]\nsuggest = ["box"]', "expected a kind and a name"),
        ('["One."]', '["One."]\nat_most = "weekly"', "found no answer that always fits"),
        ("[[answer]]", "[answer]", "found a table"),
        ("[[answer]]", "answer = 1\n[[other]]", "answer: found the number 1"),
    ],
)
def test_a_bad_answer_says_where_and_what(old: str, new: str, said: str) -> None:
    assert said in "\n".join(complaints(RepliesFile, GOOD.replace(old, new)))


def test_an_answer_that_is_there_twice_is_noticed() -> None:
    twice = GOOD + GOOD.removeprefix('title = "T"\n')
    assert complaints(RepliesFile, twice) == [
        'mine.toml:8: answer[2].id: found the text "a", expected another id for each [[answer]]',
        "mine.toml:9: answer[2].order: found the number 1, "
        "expected another order for each [[answer]]",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[3, 5]", "[2, 5]", "after_stopping[2].days[1]: found the number 2, expected a day after"),
        (
            "[3, 5]",
            "[5, 3]",
            "mine.toml:9: after_stopping[2].days[2]: found the number 3, expected",
        ),
        ("[3, 5]", "[3]", "mine.toml:9: after_stopping[2].days: found a list of 1"),
        ("[3, 5]", "[-3, 5]", "after_stopping[2].days[1]: found the number -3"),
        ('"c"', '"a"', 'found the text "a", expected another id for each range'),
        ('["See one."]', "[]", "mine.toml:2: doctor: found an empty list"),
        ('["Two."]', "2", "mine.toml:10: after_stopping[2].text: found the number 2"),
    ],
)
def test_a_bad_range_says_where_and_what(old: str, new: str, said: str) -> None:
    assert said in "\n".join(complaints(CourseFile, RANGES.replace(old, new)))
