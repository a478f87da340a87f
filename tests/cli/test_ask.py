"""Questions asked line by line: help is an answer to each of them, and a caution may be heeded."""

import pytest
from msgspec.structs import replace

from coach.cli import about_you, ask, awake, dates, lines, menu
from coach.content.library import Exercise
from coach.domain.checklist import Checklist
from coach.domain.own import Note
from coach.person import awake as at_night
from coach.person import choose
from coach.person.context import Context
from coach.person.country import Suggestion
from tests.cli.conftest import Typing

HELP = "Help from a person"


def wave(me: Context) -> list[Exercise]:
    return [choose.find(me.library, "mind", "urge").exercise]


def checklist(me: Context) -> Checklist:
    return choose.checklist(me.library)[0]


@pytest.mark.parametrize("word", ["h", "H", "help"])
def test_a_caution_that_says_press_h_means_it(
    me: Context, typing: Typing, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    typing(word, "end")
    assert not ask.ask_once(wave(me), me)
    printed = capsys.readouterr().out
    assert HELP in printed and printed.count("press h. Please do.") == 2
    assert me.settings.read == []


@pytest.mark.parametrize("word", ["end", "q", "n", "No"])
def test_what_is_not_wanted_after_a_caution_does_not_begin(
    me: Context, typing: Typing, word: str
) -> None:
    typing(word)
    assert not ask.ask_once(wave(me), me)
    typing("")
    assert ask.ask_once(wave(me), me)


def test_help_is_an_answer_to_every_question(
    me: Context, typing: Typing, capsys: pytest.CaptureFixture[str]
) -> None:
    me.store.own.save(Note(me.now, me.now.date(), "the clinic"))
    way = at_night.tree(me)
    asked = (
        lambda: ask.ask_morning(me),
        lambda: ask.ask_checklist(checklist(me), me),
        lambda: about_you.answer(me),
        lambda: dates.answer(me),
        lambda: awake._Lines(me, way).ask(),
        lambda: menu._ask(me),
    )
    for each in asked:
        typing("h")
        each()
        printed = capsys.readouterr().out
        assert HELP in printed, printed
        assert "none of the answers" not in printed


def test_help_in_between_leaves_out_the_list_of_countries(
    me: Context, capsys: pytest.CaptureFixture[str]
) -> None:
    me.change_settings(lambda settings: replace(settings, country="DE")).result()
    lines.show_support_briefly(me)
    printed = capsys.readouterr().out
    assert "0800 111 0 111" in printed and "Until help comes" in printed
    assert "Norway: in an emergency" not in printed
    assert "coach support --plain" in printed


def test_where_no_country_is_known_all_of_them_are_there(
    me: Context, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.person.country.suggestions", lambda page: [])
    lines.show_support_briefly(me)
    assert "Norway: in an emergency" in capsys.readouterr().out
    suggested = Suggestion("DE", "Germany", "clock")
    monkeypatch.setattr("coach.person.country.suggestions", lambda page: [suggested])
    lines.show_support_briefly(me)
    printed = capsys.readouterr().out
    assert printed.count("Germany: in an emergency") == 1
    assert "Norway: in an emergency" not in printed
