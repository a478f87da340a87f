"""`coach options --plain`: what is set, line by line, for a screen reader."""

from collections.abc import Callable

import pytest

from coach.cli import options
from coach.person import about_you
from coach.person.context import Context
from coach.person.options import RULED_OUT
from tests.cli.conftest import Typing
from tests.conftest import Coach

Asked = Callable[..., str]


@pytest.fixture
def asked(me: Context, typing: Typing, capsys: pytest.CaptureFixture[str]) -> Asked:
    """Return what is printed when somebody types lines, and then no more."""

    def answered(*lines: str) -> str:
        typing(*lines)
        assert options.answer(me) == 0
        return capsys.readouterr().out

    return answered


def number(me: Context, title: str) -> str:
    """Return the number of an option, by how its line begins."""
    found = [n for n, each in enumerate(options.lines(me), 1) if each.startswith(title)]
    assert len(found) == 1, found
    return str(found[0])


def test_a_choice_is_made_by_its_number_and_is_on_disk(me: Context, asked: Asked) -> None:
    voice = number(me, "A voice")
    said = asked(voice, "9", "x", "2", "")
    assert f"{voice} A voice: ask me\n" in said
    assert "For closed eyes." in said and "2 says the lines\n" in said
    assert said.count("A number from 1 to 3, please.") == 2
    assert f"{voice} A voice: says the lines\n" in said
    assert me.settings.voice == "on"
    assert me.settings_file.load()[0].voice == "on"
    assert "please" not in asked(voice, "end", voice, "q", voice, "", "end")
    assert me.settings.voice == "on", "Enter leaves it as it is"
    asked(number(me, "Loudness of the voice"), "1")
    assert me.settings.voice_volume == 1


def test_a_time_is_typed_and_the_weekend_may_be_as_other_days(me: Context, asked: Asked) -> None:
    bed, weekend = number(me, "Lights out:"), number(me, "Lights out on Friday and Saturday:")
    said = asked(bed, "late", "23:15", weekend, "0030")
    assert said.count(options.NO_TIME) == 1
    assert (me.settings.bedtime, me.settings.bedtime_weekend) == ("23:15", "00:30")
    assert "counts down to" in asked(bed, "")
    asked(weekend, "-")
    assert me.settings.bedtime_weekend == ""
    asked(weekend, "2315")
    assert me.settings.bedtime_weekend == "", "as on other days"
    asked(bed, "-")
    assert me.settings.bedtime == "23:15", "that has none to be the same as"


def test_what_an_answer_rules_out_is_said(me: Context, asked: Asked) -> None:
    about_you.answer(me, "holds", "yes").result()
    said = asked(number(me, "Breath holds"), "2")
    assert RULED_OUT in said


def test_what_cannot_be_saved_says_so(me: Context, asked: Asked) -> None:
    voice = number(me, "A voice")
    me.places.config.write_text("a file in the place of the folder")
    said = asked(voice, "2")
    assert str(me.places.config) in said


def test_without_a_terminal_it_prints_them(coach: Coach) -> None:
    answer = coach("options", "--plain")
    assert (answer.code, answer.err) == (0, "")
    assert "Lights out: 23:00\n" in answer.out and "Which number" not in answer.out
    assert "Getting up on Saturday and Sunday: as other days\n" in answer.out
    answer = coach("options")
    assert answer.code == 2 and "coach options --plain" in answer.err
