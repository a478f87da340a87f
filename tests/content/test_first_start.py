"""The texts of the first start: whole, short, and true to what an answer changes."""

from pathlib import Path

import pytest

from coach.content.first_start import NAME, SETTINGS, FirstStartFile, load
from coach.content.library import Library
from coach.domain.health import QUESTIONS, choices
from coach.person.glance import what_this_is
from coach.system import folders
from coach.toml.problems import BadFile
from tests.content.test_shipped_words import PRESSING

LIBRARY = Library(folders.assets(), Path("/no/such/folder"))
FILE = load(LIBRARY)
ASKED = [each for part in FILE.part for each in part.question]
TEXTS = [
    *FILE.what.lines,
    *(line for part in FILE.part for line in part.lines),
    *(each.text for each in ASKED),
    *(line for each in ASKED for line in each.about),
    *(each.skipped for each in ASKED),
    *(each.given for each in ASKED if each.given),
    *(answer.says for each in ASKED for answer in each.answer),
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_line_is_short_and_presses_nobody(text: str) -> None:
    assert text == text.strip() != ""
    assert len(text) <= 60
    assert not PRESSING.search(text)


def test_everything_can_be_asked_once_and_answered_as_it_is_recorded() -> None:
    assert sorted(each.id for each in ASKED) == sorted((*QUESTIONS, *SETTINGS))
    for each in ASKED:
        if each.question:
            assert sorted(a.said for a in each.answer) == sorted(choices(each.question))
        assert len(each.short) <= 23
        assert all(len(answer.label) <= 12 for answer in each.answer)


def test_the_first_picture_reads_the_same() -> None:
    said = what_this_is(str(folders.assets()))
    assert said == (FILE.what.title, tuple(FILE.what.lines))
    assert what_this_is("/no/such/folder") == ("", ())


def test_the_voice_is_the_first_question_and_three_screens_are_all_there_is_at_first() -> None:
    assert ASKED[0].id == "voice"
    assert [part.id for part in FILE.part] == ["you", "evening", "more"]


def test_what_a_risk_changes_is_said() -> None:
    said = {each.id: each.says("yes") for each in ASKED}
    assert "holds" in said["holds"] and "holds" in said["pregnant"] and "holds" in said["seizures"]
    assert "squeezing" in said["squeezing"] and "squeezing" in said["pregnant"]
    assert "squeezed" in said["legs"]
    assert "dangerous" in said["daily"] and "doctor" in said["daily"]
    assert "awake" in said["seizures"] and "awake" in said["bipolar"]
    assert "open" in said["bipolar"]
    assert FILE.question("person").says("Sam") != FILE.question("person").says("")


SHIPPED = (folders.assets() / "texts" / f"{NAME}.toml").read_text(encoding="utf-8")
BAD = {
    "a missing answer": ('  { said = "no", label = "no problem"', '  # { said = "no"', "answer"),
    "an unknown question": ('id = "legs"', 'id = "arms"', "holds, squeezing, legs"),
    "a question twice": ('id = "legs"', 'id = "daily"', "every question once"),
    "no consequence": ('skipped = "You are asked before the first holds."', "", "skipped"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_named(tmp_path: Path, name: str) -> None:
    old, new, found = BAD[name]
    assert old in SHIPPED
    (tmp_path / "texts").mkdir()
    text = SHIPPED.replace(old, new, 1)
    (tmp_path / "texts" / f"{NAME}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match=found):
        Library(tmp_path, tmp_path).text(NAME, FirstStartFile)
