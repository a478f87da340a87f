"""Answers are shown at once; what the disk refuses waits, and shows the same everywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Event

import pytest

from coach.domain.checklist import Answer
from coach.person.answers import Answers
from coach.person.context import Context
from tests.fake_clock import FakeClock


@pytest.fixture
def answers(me: Context) -> Answers:
    return Answers(me)


def today(me: Context) -> date:
    return me.schedule.checklist_day(me.now)


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


@contextmanager
def held_disk(me: Context) -> Iterator[None]:
    """Let the disk do nothing for a while, then all of it."""
    gate = Event()
    me.disk.do(gate.wait)
    try:
        yield
    finally:
        gate.set()
    wait(me)


def on_disk(me: Context, day: date | None = None) -> dict[str, str]:
    """Return the answers of a day, by default today."""
    day = day or today(me)
    return {each.item: each.answer for each in me.store.answers(day, day)}


def test_an_answer_is_shown_at_once_and_then_on_disk(me: Context, answers: Answers) -> None:
    answers.read(today(me))
    answers.give(today(me), "lamps", "done", me.now)
    assert answers.all == {"lamps": "done"}
    wait(me)
    assert answers.is_saved("lamps")
    assert on_disk(me) == {"lamps": "done"}


def test_an_undo_that_the_disk_refuses_shows_the_same_in_checklist_and_tonight(
    me: Context, answers: Answers
) -> None:
    answers.read(today(me))
    answers.give(today(me), "lamps", "done", me.now)
    answers.give(today(me), "screens", "done", me.now)
    wait(me)
    saved = {"lamps": "done", "screens": "done"}
    break_disk(me)
    answers.give(today(me), "lamps", None, me.now)
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


def test_what_waits_is_tried_again_with_the_next_answer(
    me: Context, answers: Answers, clock: FakeClock
) -> None:
    answers.give(today(me), "first", "done", me.now)
    wait(me)
    break_disk(me)
    answers.give(today(me), "lamps", "done", me.now)
    wait(me)
    assert me.is_night and answers.trouble == "Not saved yet; the next answer tries again."
    clock.advance(-6 * 3600)  # by day it says why
    assert answers.trouble.startswith("Not saved yet; the next answer tries again. ")
    assert str(me.places.data) in answers.trouble
    clock.advance(6 * 3600)
    mend_disk(me)
    answers.give(today(me), "screens", "skipped", me.now)
    wait(me)
    assert on_disk(me) == {"first": "done", "lamps": "done", "screens": "skipped"}
    assert answers.trouble == ""


def test_answers_of_yesterday_are_not_those_of_today(
    me: Context, answers: Answers, clock: FakeClock
) -> None:
    answers.read(today(me))
    answers.give(today(me), "lamps", "done", me.now)
    wait(me)
    clock.advance(timedelta(days=1).total_seconds())
    assert answers.all == {"lamps": "done"}, "those of the day that was read last"
    answers.read(today(me))
    assert answers.all == {}, "at once, before anything is read"
    wait(me)
    assert answers.all == {}


def test_an_answer_that_waits_goes_to_the_day_for_which_it_was_given(
    me: Context, answers: Answers, clock: FakeClock
) -> None:
    evening, given = today(me), me.now
    answers.give(evening, "first", "done", given)
    wait(me)
    break_disk(me)
    answers.read(evening)
    answers.give(evening, "lamps", "done", given)
    wait(me)
    clock.advance(timedelta(days=1).total_seconds())
    next_evening = today(me)
    assert next_evening == evening + timedelta(days=1)
    answers.read(next_evening)
    answers.give(next_evening, "lamps", "skipped", me.now)
    wait(me)
    assert answers.all == {"lamps": "skipped"}, "what waits for yesterday is not shown today"
    assert len(answers.refusals) == 2
    mend_disk(me)
    answers.read(next_evening)
    wait(me)
    assert on_disk(me, evening) == {"first": "done", "lamps": "done"}
    assert on_disk(me, next_evening) == {"lamps": "skipped"} == answers.all
    [_, lamps] = me.store.answers(evening, evening)
    assert (lamps.item, lamps.moment) == ("lamps", given), "and keeps its moment"


def test_an_answer_of_the_old_day_that_is_written_in_the_new_one_is_not_shown_there(
    me: Context, answers: Answers
) -> None:
    evening = today(me)
    next_evening = evening + timedelta(days=1)
    answers.read(evening)
    wait(me)
    shown: list[dict[str, Answer]] = []
    with held_disk(me):
        answers.give(evening, "lamps", "done", me.now)
        answers.read(next_evening)
        assert answers.all == {}
        assert answers.is_saved("lamps"), "there is nothing of it to be saved today"
        answers.changed = lambda: shown.append(answers.all)
    assert shown == [{}, {}], "once it was written, and once it was read"
    assert on_disk(me, evening) == {"lamps": "done"}
    assert on_disk(me, next_evening) == {}
    answers.read(evening)
    wait(me)
    assert answers.all == {"lamps": "done"}


def test_what_is_read_of_the_old_day_too_late_is_not_shown_in_the_new_one(
    me: Context, answers: Answers
) -> None:
    evening = today(me)
    next_evening = evening + timedelta(days=1)
    answers.give(evening, "lamps", "done", me.now)
    answers.give(next_evening, "screens", "done", me.now)
    wait(me)
    shown: list[dict[str, Answer]] = []
    with held_disk(me):
        answers.read(evening)
        answers.read(next_evening)
        answers.changed = lambda: shown.append(answers.all)
    assert shown == [{}, {"screens": "done"}]


def test_an_answer_given_for_another_day_than_the_one_shown_is_undone_there(
    me: Context, answers: Answers
) -> None:
    evening = today(me)
    answers.give(evening, "lamps", "done", me.now)
    answers.read(evening + timedelta(days=1))
    answers.give(evening, "lamps", None, me.now)
    wait(me)
    assert on_disk(me, evening) == {}


def test_a_fault_of_ours_is_noted_and_the_answer_waits(
    me: Context, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(me.store, "answer", lambda *_: 1 // 0)
    answers.read(today(me))
    answers.give(today(me), "lamps", "done", me.now)
    wait(me)
    assert answers.all == {"lamps": "done"}
    assert not answers.is_saved("lamps")
    [line] = me.troubles
    assert line.startswith("Something could not be recorded. ")
    assert "ZeroDivisionError" in (me.places.data / "crash.txt").read_text()
