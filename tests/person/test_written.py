"""What is written down on the way through a tree, and how strong a craving is by its keys."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.diary import MOST
from coach.domain.own import Craving, Lapse, Note
from coach.domain.tree import SPACE, Step
from coach.person import awake, written
from coach.person.context import Context
from coach.person.written import Written, rated
from coach.system.folders import Places
from tests.fake_clock import FakeClock

AFTERNOON = datetime(2027, 1, 14, 14, 30).timestamp()
KEYS = (*"0123456789", "left", "right")
CHOOSING = ("set-off", "helped", "save")


@pytest.fixture
def me(tmp_path: Path) -> Context:
    """Somebody in the afternoon."""
    return Context(Places(tmp_path / "config", tmp_path / "data"), FakeClock(wall=AFTERNOON))


def steps(me: Context) -> dict[str, Step]:
    """Return the steps of a craving and of a lapse."""
    return {**awake.tree(me, "craving").steps, **awake.tree(me, "lapse").steps}


@given(st.lists(st.sampled_from(KEYS)))
def test_whatever_is_pressed_it_is_no_answer_or_a_number_from_0_to_10(keys: list[str]) -> None:
    strength = None
    for key in keys:
        before, strength = strength, rated(strength, key)
        assert strength is None or 0 <= strength <= MOST
        if key == "right":
            assert strength == (0 if before is None else min(before + 1, MOST))
        if key == "left":
            assert strength == (before - 1 if before else None)


@pytest.mark.parametrize("typed", [str(number) for number in range(MOST + 1)])
def test_a_number_that_is_typed_whole_is_that_one(typed: str) -> None:
    assert rated(None, typed) == int(typed)
    strength = None
    for key in typed:
        strength = rated(strength, key)
    assert strength == int(typed)


def test_space_is_never_an_answer_and_the_way_to_ones_own_words_neither(me: Context) -> None:
    told = Written(me)
    for tree in (awake.tree(me, "craving"), awake.tree(me, "lapse")):
        for step in tree.steps.values():
            answering = [each for each in step.choices if written.answers(tree, step, each)]
            assert SPACE not in [each.key for each in answering]
            if step.record is None or not step.choices:
                assert answering == []
            else:
                assert step.id in CHOOSING
                assert len(answering) == len(step.choices) - 2, "Space, and one's own words"
            for choice in step.choices:
                if choice not in answering:
                    told.chosen(tree, step, choice)
    me.disk.close()
    assert me.store.own.all(Craving) == []


def test_a_choice_is_the_answer_in_its_own_words_and_the_last_one_counts(me: Context) -> None:
    tree, told = awake.tree(me, "craving"), Written(me)
    for key in "13":
        [choice] = [each for each in tree.steps["helped"].choices if each.key == key]
        told.chosen(tree, tree.steps["helped"], choice)
    me.disk.close()
    assert [each.helped for each in me.store.own.all(Craving)] == [choice.label]


def test_words_are_saved_as_what_the_step_writes_down(me: Context) -> None:
    told, all_steps = Written(me), steps(me)
    own = me.store.own
    own.save(told.record(all_steps["set-off-words"], "payday"))
    own.save(told.record(all_steps["save"]))
    own.save(told.record(all_steps["words"], "alone"))
    own.save(told.record(awake.tree(me).steps["note"], "call"))
    assert [each.set_off for each in own.all(Craving)] == ["payday"]
    assert [each.words for each in own.all(Lapse)] == ["alone"]
    assert [each.text for each in own.all(Note)] == ["call"]


def test_what_was_played_goes_with_an_answer_before_it_or_after_it(me: Context) -> None:
    first, second, before = Written(me), Written(me), steps(me)["before"]
    first.played("mind/urge")
    second.craving = second.craving._replace(moment=second.craving.moment.replace(year=2020))
    second.rate(before, "4")
    second.played("mind/urge-three")
    first.rate(before, "5")
    me.disk.close()
    cravings = [(each.before, each.exercise) for each in me.store.own.all(Craving)]
    assert cravings == [(4, "mind/urge-three"), (5, "mind/urge")]
