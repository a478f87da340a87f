"""Questions asked line by line: help is an answer to each of them, and a caution may be heeded."""

from datetime import datetime

import pytest
from msgspec.structs import replace

from coach.cli import about_you, ask, awake, dates, lines, menu
from coach.content.library import Exercise
from coach.domain.checklist import Checklist
from coach.domain.own import Note
from coach.person import awake as at_night
from coach.person import choose, home
from coach.person.context import Context
from coach.person.country import Suggestion
from tests.cli.conftest import Typing
from tests.fake_clock import FakeClock

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
    assert lines.OTHERS not in printed, "with a country that prints the same again"


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
    assert "Norway: in an emergency" not in printed and lines.OTHERS in printed


def test_in_plain_lines_a_week_of_blanks_is_left_out(
    me: Context, capsys: pytest.CaptureFixture[str]
) -> None:
    lines.show_review(me, is_json=False)
    printed = capsys.readouterr().out
    assert "No item was answered this week." in printed and "Mo -" not in printed
    day, item = home.today(me).date, checklist(me).items[0]
    me.store.answer(day, item.id, "done", me.now)
    lines.show_review(me, is_json=False)
    printed = capsys.readouterr().out
    assert printed.count("Mo ") == 1 and f"{item.text}: Mo " in printed


def test_what_is_no_number_is_asked_for_without_the_whole_list(
    me: Context, typing: Typing, capsys: pytest.CaptureFixture[str]
) -> None:
    typing("done", "99", "", "0")
    menu._ask(me)
    printed = capsys.readouterr().out
    assert printed.count("Enter says what there is.") == 2
    assert printed.count("0 Leave") == 2


@pytest.mark.parametrize("word", ["0", "end", "Q"])
def test_what_ends_elsewhere_ends_here(
    me: Context, typing: Typing, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    typing(word, "")
    menu._ask(me)
    assert capsys.readouterr().out.count("0 Leave") == 1


def test_at_night_the_checklist_counts_no_hours(
    me: Context, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    clock.wall = datetime(2026, 11, 18, 5, 50).timestamp()
    lines.show_checklist(checklist(me), me)
    printed = capsys.readouterr().out
    assert "later: " in printed and not any(char.isdigit() for char in printed)
    clock.wall = datetime(2026, 11, 18, 15, 10).timestamp()
    lines.show_checklist(checklist(me), me)
    assert " hours: " in capsys.readouterr().out
