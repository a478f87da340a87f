"""What is written down in Awake, line by line, where the disk does not take it."""

import pytest

from coach.cli import awake as lines
from coach.domain.own import Note
from coach.errors import CoachError
from coach.person import awake
from coach.person.context import Context
from coach.person.written import NOT_SAVED
from coach.system import terminal
from tests.cli.conftest import Typing

REASON = "/a/path/coach.db: could not be written (database or disk is full)"


def refuse(_: object) -> None:
    raise CoachError(REASON)


def test_a_line_that_is_not_saved_is_said_calmly_kept_and_there_once(
    me: Context, typing: Typing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(terminal, "can_ask", lambda: True)
    with monkeypatch.context() as full:
        full.setattr(me.store.database, "write", refuse)
        typing("1", "3", "Ring the bank.", "end")
        lines.go_through(me, awake.tree(me))
        said = capsys.readouterr().out
        assert NOT_SAVED in said and "/a/path" not in said and "Saved." not in said
        assert REASON in me.close(), "it is told at the end"
    again = Context(me.places, me.clock)
    assert [each.text for each in again.store.own.all(Note)] == ["Ring the bank."]


def test_a_lapse_that_is_not_saved_is_asked_for_again(
    me: Context, typing: Typing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(terminal, "can_ask", lambda: True)
    monkeypatch.setattr(me.store.database, "write", refuse)
    typing(*[""] * 6, "1", "end")
    lines.go_through(me, awake.tree(me, "lapse"))
    said = capsys.readouterr().out
    assert said.count("1 Save this") == 2 and said.count(NOT_SAVED) == 1
