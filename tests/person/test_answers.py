"""Answers are shown at once; what the disk refuses waits, and shows the same everywhere."""

from datetime import date, timedelta

import pytest

from coach.domain.night import checklist_day
from coach.person.answers import Answers
from coach.person.context import Context
from tests.fake_clock import FakeClock


@pytest.fixture
def answers(me: Context) -> Answers:
    return Answers(me)


def today(me: Context) -> date:
    return checklist_day(me.now)


def wait(me: Context) -> None:
    """Wait until the disk has done all that it was given."""
    me.disk.submit(lambda: None).result()


def break_disk(me: Context) -> None:
    """Let the disk refuse: a file lies in the place of the folder."""
    me.places.data.rename(me.places.data.with_name("away"))
    me.places.data.write_text("a file in the place of the folder")


def mend_disk(me: Context) -> None:
    me.places.data.unlink()
    me.places.data.with_name("away").rename(me.places.data)


def on_disk(me: Context) -> dict[str, str]:
    return {each.item: each.answer for each in me.store.answers(today(me), today(me))}


def test_an_answer_is_shown_at_once_and_then_on_disk(me: Context, answers: Answers) -> None:
    answers.read(today(me))
    answers.give("lamps", "done", me.now)
    assert answers.all == {"lamps": "done"}
    wait(me)
    assert answers.is_saved("lamps")
    assert on_disk(me) == {"lamps": "done"}


def test_an_undo_that_the_disk_refuses_shows_the_same_in_checklist_and_tonight(
    me: Context, answers: Answers
) -> None:
    answers.read(today(me))
    answers.give("lamps", "done", me.now)
    answers.give("screens", "done", me.now)
    wait(me)
    saved = {"lamps": "done", "screens": "done"}
    break_disk(me)
    answers.give("lamps", None, me.now)
    wait(me)
    assert answers.refusals
    assert answers.all == {"screens": "done"}, "what the checklist shows"
    tonight = answers.on_top_of(saved, today(me))  # type: ignore[arg-type]
    assert tonight == answers.all, "what Tonight shows of what it read from disk"
    mend_disk(me)
    answers.read(today(me))
    wait(me)
    assert on_disk(me) == answers.all == {"screens": "done"}
    assert not answers.refusals and not answers.trouble


def test_what_waits_is_tried_again_with_the_next_answer(me: Context, answers: Answers) -> None:
    answers.give("first", "done", me.now)
    wait(me)
    break_disk(me)
    answers.give("lamps", "done", me.now)
    wait(me)
    assert answers.trouble.startswith("Not saved yet; the next answer tries again. ")
    mend_disk(me)
    answers.give("screens", "skipped", me.now)
    wait(me)
    assert on_disk(me) == {"first": "done", "lamps": "done", "screens": "skipped"}
    assert answers.trouble == ""


def test_answers_of_yesterday_are_not_those_of_today(
    me: Context, answers: Answers, clock: FakeClock
) -> None:
    answers.read(today(me))
    answers.give("lamps", "done", me.now)
    wait(me)
    clock.advance(timedelta(days=1).total_seconds())
    assert answers.all == {}
    answers.read(today(me))
    wait(me)
    assert answers.all == {}


def test_a_fault_of_ours_is_noted_and_the_answer_waits(
    me: Context, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(me.store, "answer", lambda *_: 1 // 0)
    answers.give("lamps", "done", me.now)
    wait(me)
    assert answers.all == {"lamps": "done"}
    assert not answers.is_saved("lamps")
    [line] = me.troubles
    assert line.startswith("Something could not be recorded. ")
    assert "ZeroDivisionError" in (me.places.data / "crash.txt").read_text()
