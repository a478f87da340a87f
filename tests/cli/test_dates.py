"""`coach dates --plain`, the answer of the morning in plain lines, and the page of a helper."""

import io
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from coach.cli import ask, menu
from coach.cli import dates as dates_lines
from coach.cli.lines import reply_lines
from coach.domain.own import PlanStep, TurnDate
from coach.person import dates, home
from coach.person.context import Context
from coach.store import said as said_file
from coach.store.records import DiaryRecord, Store
from tests.cli.conftest import Typing
from tests.conftest import Coach
from tests.fake_clock import FakeClock

TODAY = date(2027, 1, 14)


def given(me: Context) -> dates.Given:
    return dates.read(me.store.own)


def test_a_date_is_given_changed_and_deleted_line_by_line(
    me: Context, typing: Typing, capsys: pytest.CaptureFixture[str]
) -> None:
    typing("1", "3 Jan", "")
    assert dates_lines.answer(me) == 0
    assert [each.day for each in given(me).dates] == [date(2027, 1, 3)]
    out = capsys.readouterr().out
    assert "1 Stopped: no date\n" in out and "1 Stopped: Sunday, 3 January\n" in out
    typing("1", "3/4", "soon", "today", "")
    dates_lines.answer(me)
    assert [each.day for each in given(me).dates] == [TODAY]
    assert dates.NO_DAY in capsys.readouterr().out
    typing("1", "", "1", "-", "2", "", "9", "x", "0")
    dates_lines.answer(me)
    assert given(me) == dates.Given()
    assert capsys.readouterr().out.count("A number from 1 to 3, please.") == 2


def test_steps_are_added_changed_and_deleted_line_by_line(me: Context, typing: Typing) -> None:
    typing("3", "16 Jan", "one cup at noon", "3", "", "one cup", "")
    dates_lines.answer(me)
    assert [(each.day.day, each.text) for each in given(me).steps] == [(16, "one cup")]
    typing("4", "20 Jan", "", "4", "", "3", "-", "")
    dates_lines.answer(me)
    assert given(me) == dates.Given()
    typing("3", "16 Jan")  # the end of the input
    dates_lines.answer(me)
    assert given(me) == dates.Given()


def test_without_a_terminal_it_prints_them(coach: Coach, tmp_path: Path) -> None:
    own = Store(tmp_path / "data").own
    now = datetime(2026, 1, 1).astimezone()
    own.save(TurnDate("cutting", date(2019, 1, 3), now))
    own.save(PlanStep(now, date(2019, 2, 3), "less\x1b[31m"))
    answer = coach("dates", "--plain")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        "Stopped: no date\n"
        "Cutting down since: Thursday, 3 January 2019\n"
        "Sunday, 3 February 2019: less[31m\n"
    )
    answer = coach("dates")
    assert answer.code == 2 and "coach dates --plain" in answer.err


def test_the_page_for_who_helps_is_printed_and_nothing_is_recorded(
    coach: Coach, tmp_path: Path
) -> None:
    answer = coach("support", "--helper", "--plain")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("For somebody who helps\n")
    assert "Emergency number: ______" in answer.out and "We agreed on: ______" in answer.out
    assert max(map(len, answer.out.splitlines())) <= 62
    assert not (tmp_path / "data").exists()
    assert coach("support", "--helper").code == 2


@pytest.fixture
def morning(me: Context, clock: FakeClock) -> Context:
    """Somebody whose night had fear in it."""
    clock.wall = datetime(2027, 1, 15, 8).timestamp()
    me.store.save_diary(DiaryRecord(TODAY, "", 0, anxiety=8))
    return me


def test_the_morning_ends_with_an_answer_and_how_to_go_on(
    morning: Context, typing: Typing, capsys: pytest.CaptureFixture[str]
) -> None:
    typing("end")
    assert ask.ask_morning(morning) == 0
    saved, *rest = capsys.readouterr().out.partition("It is saved.\n")[2].splitlines()
    assert saved in {
        "A lot of fear. Tonight is short, and without holds.",
        "That was much to carry. Tonight, something short and steady.",
        "For today: three sounds, three touches, a long out-breath.",
    }
    assert rest == ["coach calm grounding"]


def test_an_answer_that_is_rare_is_remembered(me: Context, clock: FakeClock) -> None:
    for days in (0, 9):
        clock.wall = datetime(2027, 1, 15 + days, 8).timestamp()
        me.store.save_diary(DiaryRecord(TODAY + timedelta(days=days), "", 0, quality=5))
    assert reply_lines(me, TODAY + timedelta(days=9))
    me.disk.submit(lambda: None).result()
    assert list(said_file.load(me.places.data)) == ["reply/return"]


def test_the_menu_says_the_line_and_hides_it(
    morning: Context, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    clock.wall = datetime(2027, 1, 15, 15).timestamp()
    me = morning
    me.store.own.save(TurnDate("stopped", TODAY - timedelta(days=40), me.now))
    line = "Sleep and mood can lag for a while. Not in everybody."
    assert line in menu._greeting(me)
    ways = {way.text: way for way in menu._ways(me)}
    assert {"Dates, and your own plan", "A page for somebody who helps"} <= ways.keys()
    ways["A page for somebody who helps"].go()
    assert "Lay them on their side" in capsys.readouterr().out
    ways[menu.HIDE].go()
    me.disk.submit(lambda: None).result()
    assert line not in menu._greeting(me)
    assert menu.HIDE not in {way.text for way in menu._ways(me)}
    assert home.read(me).remark is None


def test_the_menu_remembers_that_it_named_a_doctor(me: Context, clock: FakeClock) -> None:
    clock.wall = datetime(2027, 1, 15, 15).timestamp()
    me.store.own.save(TurnDate("stopped", TODAY - timedelta(days=40), me.now))
    for n in range(3):
        me.store.save_diary(DiaryRecord(TODAY - timedelta(days=n), "", 0, quality=1))
    for _ in range(2):  # all day long
        assert "doctor" in menu._greeting(me)
        me.disk.submit(lambda: None).result()
    assert said_file.load(me.places.data) == {"doctor": TODAY + timedelta(days=1)}


def test_what_was_said_is_erased_with_all_the_rest(
    me: Context, coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    said_file.save(me.places.data, "doctor", TODAY)
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert coach("data", "erase").code == 0
    assert not me.places.data.exists()
