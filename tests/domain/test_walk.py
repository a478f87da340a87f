"""Where the light is on a checklist: a model of every evening of keys."""

import random
from datetime import UTC, date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coach.domain import walk
from coach.domain.checklist import (
    PHASES,
    Answer,
    Item,
    arrange,
    due,
    minutes_until,
)
from coach.domain.night import Schedule
from coach.domain.walk import ONWARD

DAY = Schedule(UTC).day(date(2026, 11, 27))

leads = st.none() | st.integers(0, 900)
checklists = st.lists(
    st.tuples(st.sampled_from(PHASES), st.none() | st.times(), leads), max_size=9
).map(
    lambda shapes: [
        Item(f"item-{n}", f"Item {n}", phase, clock, lead, is_on=True)
        for n, (phase, clock, lead) in enumerate(shapes)
    ]
)
KEYS = ("done", "skipped", "up", "down")
presses = st.lists(st.tuples(st.sampled_from(KEYS), st.integers(0, 90)))


@given(items=checklists, keys=presses, begins=st.integers(0, 1439), is_step=st.booleans())
def test_nothing_is_answered_but_the_row_with_the_light_and_nothing_done_before_it_is_due(
    items: list[Item], keys: list[tuple[str, int]], begins: int, is_step: bool
) -> None:
    live_an_evening(items, keys, begins, is_step)


def test_so_it_is_in_thousands_of_evenings() -> None:
    rng = random.Random(10)
    answered = 0
    for _ in range(5000):
        clocks = (None, None, time(rng.randrange(24), rng.randrange(60)))
        items = [
            Item(f"{n}", "", rng.choice(PHASES), rng.choice(clocks), rng.choice((None, 30, 600)))
            for n in range(rng.randrange(5))
        ]
        keys = [(rng.choice(KEYS), rng.choice((0, 1, 90))) for _ in range(14)]
        answered += live_an_evening(items, keys, rng.randrange(1440), rng.random() < 0.5)
    assert answered > 5000


def live_an_evening(
    items: list[Item], keys: list[tuple[str, int]], begins: int, is_step: bool
) -> int:
    """Press keys, with so many minutes before each, and check; returns how much was answered."""
    now = DAY.begins + timedelta(minutes=begins)
    answers: dict[str, Answer] = {}
    given_on: dict[str, str] = {}
    arranged = arrange(items, answers, now, DAY)
    here = walk.first(arranged, is_step)
    assert here in walk.rows(arranged)
    assert not is_step or here == ONWARD
    for key, minutes in keys:
        now += timedelta(minutes=minutes)
        arranged = arrange(items, answers, now, DAY)
        assert here in walk.rows(arranged), "time moves no light"
        if key in ("up", "down"):
            here = walk.moved(arranged, here, 1 if key == "down" else -1)
            continue
        item = next((each for each in items if each.id == here), None)
        if item is None:
            continue
        moment = due(item, DAY)
        if key == "done" and minutes_until(moment, now):
            continue
        following = walk.after(arranged, here)
        answers[item.id] = "done" if key == "done" else "skipped"
        given_on[item.id] = here
        assert key != "done" or moment <= now + timedelta(minutes=1)
        here = following
        open_now = {each.item.id for each in arranged.now}
        assert here == ONWARD or here in open_now - {item.id}
    assert given_on == {id: id for id in answers}
    return len(answers)


@given(items=checklists, begins=st.integers(0, 1439))
def test_only_space_in_a_step_goes_on_at_once(items: list[Item], begins: int) -> None:
    arranged = arrange(items, {}, DAY.begins + timedelta(minutes=begins), DAY)
    assert walk.first(arranged, is_step=True) == ONWARD
    assert walk.rows(arranged)[-1] == ONWARD
    assert sorted(walk.rows(arranged)[:-1]) == sorted(item.id for item in items)


@given(items=checklists, begins=st.integers(0, 1439))
def test_answering_what_is_due_one_after_the_other_ends_on_onward(
    items: list[Item], begins: int
) -> None:
    now = DAY.begins + timedelta(minutes=begins)
    answers: dict[str, Answer] = {}
    arranged = arrange(items, answers, now, DAY)
    due_now = [each.item.id for each in arranged.now]
    here = walk.first(arranged, is_step=False)
    for _ in due_now:
        arranged = arrange(items, answers, now, DAY)
        following = walk.after(arranged, here)
        answers[here] = "done"
        here = following
    assert here == ONWARD
    assert list(answers) == due_now


def test_from_an_item_that_has_gone_the_light_goes_onward() -> None:
    item = Item("tea", "Tea", "evening", is_on=True)
    arranged = arrange([item], {}, DAY.begins, DAY)
    assert walk.moved(arranged, "gone", -1) == ONWARD
    assert walk.moved(arranged, ONWARD, -1) == "tea"
