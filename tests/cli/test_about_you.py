"""The first start in plain lines: a question a line, and Enter skips it."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from coach.cli import about_you, lines, options
from coach.domain.health import HealthAnswer
from coach.person.about_you import READ
from coach.person.context import Context
from tests.cli.conftest import Typing


def test_enter_skips_everything_and_it_is_asked_once(me: Context, typing: Typing) -> None:
    typing(*[""] * 15)
    about_you.begin(me)
    me.close()
    assert me.said == {}
    assert me.settings.read == [READ]


def test_words_labels_and_letters_are_answers(
    me: Context, typing: Typing, capsys: pytest.CaptureFixture[str]
) -> None:
    typing(
        *("y", "A problem", "no problem", "y", "cutting down", "perhaps", "n", "-", "help", "no"),
        *("yes", "n", "n", "late", "22:30", "", "de", "Sam 555"),
    )
    about_you.begin(me)
    printed = capsys.readouterr().out
    me.close()
    assert me.said == {
        **{"holds": "yes", "squeezing": "no", "legs": "yes", "kratom": "cutting-down"},
        **{"daily": "no", "snoring": "no", "seizures": "yes", "bipolar": "no", "under-18": "no"},
        "person": "Sam 555",
    }
    assert (me.settings.voice, me.settings.bedtime, me.settings.country) == ("on", "22:30", "DE")
    assert printed.count("That is none of the answers.") == 1  # perhaps
    assert printed.count(options.NO_TIME) == 1  # late
    assert "Help from a person" in printed
    assert "No holds, and no staying awake on purpose." in printed
    rows = {each.question for each in me.store.own.all(HealthAnswer)}
    assert rows == set(me.said)


def test_an_answer_is_taken_back_with_a_dash_and_end_ends(me: Context, typing: Typing) -> None:
    typing("", "y", "end")
    about_you.answer(me)
    assert me.said == {"holds": "yes"}
    typing("", "-", "end")
    about_you.answer(me)
    assert me.said == {}


def test_the_page_of_help_names_who_may_be_called(
    me: Context, typing: Typing, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    typing(*[""] * 14, "Sam \x1b[31m555")
    about_you.begin(me)
    capsys.readouterr()
    lines.show_support(me)
    printed = capsys.readouterr().out
    assert "Yours: Sam" in printed and "\x1b" not in printed
    me.change_settings(lambda settings: replace(settings, country="US")).result()
    lines.show_support(me)
    printed = capsys.readouterr().out
    assert printed.index("emergency 911") < printed.index("Yours: Sam") < printed.index("  988")
