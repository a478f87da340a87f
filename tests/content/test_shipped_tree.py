"""The shipped tree for the night: every way through it, and every word of it.

That Space always leads to the end is asked of every tree, in `test_awake_files`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.content.library import Library
from coach.content.telling import BETWEEN, MOST_VARIANTS, Telling
from coach.domain import routine
from coach.domain.health import UNASKED
from coach.domain.mind import Mind
from coach.domain.stretch import Stretch
from coach.domain.tree import END, SPACE, SUPPORT, Choice, Step, Tree
from coach.person import choose, evening, safer
from coach.sound.pack import name_of
from coach.store.settings import Settings
from coach.system import folders
from tests.content.test_shipped_words import PRESSING, check_form
from tests.voice import lengths

LIBRARY = Library(folders.assets(), Path("/no/such/folder"))
TREE, PROBLEMS = choose.awake(LIBRARY)
STEPS = TREE.steps
EVERY_NIGHT, _ = choose.awake(LIBRARY, "", Telling(night=None))
PAGES = ("plan/reasons", "plan/people", "plan/after-lapse")
"""What a later version fills: until then their choices are left out."""
CHOICES = [(step, choice) for step in STEPS.values() for choice in step.choices]
MEASURE = re.compile(r"(?i)\d|\b(minutes?|hours?|seconds?|o'clock|midnight|half past|percent)\b")
"""A time, or a number that measures."""


def texts(step: Step) -> list[list[str]]:
    """Return the lines of a step, each as all that it can be."""
    return [line.split(BETWEEN) for line in EVERY_NIGHT.steps[step.id].lines]


def every_way(tree: Tree, id: str, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield every way without a repeat, from a step until one has left the tree."""
    if id not in tree.steps:
        yield (*before, id)
        return
    for way in tree.steps[id].ways:
        if way != id and way not in before:
            yield from every_way(tree, way, (*before, id))


def by_space(id: str) -> list[str]:
    """Return the steps that Space alone leads to from a step."""
    walked = [id]
    while walked[-1] != END:
        walked.append(STEPS[walked[-1]].onward)
    return walked


# Its ways


def test_every_way_comes_to_the_end_or_to_a_person_or_to_a_page_of_the_plan() -> None:
    assert PROBLEMS == ()
    ways = list(every_way(TREE, TREE.start))
    assert len(ways) > 3000
    assert {way[-1] for way in ways} == {END, "support/now", *PAGES}
    assert {id for way in ways for id in way[:-1]} == set(STEPS)
    assert all(TREE.help_target == "support/now" for way in ways)


def test_from_every_step_there_is_a_way_to_rest() -> None:
    for id in STEPS:
        assert by_space(id)[-1] == END
        assert len(by_space(id)) <= 12, id


def test_what_is_loudest_has_a_key_each() -> None:
    assert [choice.key for choice in STEPS["hello"].choices] == [*"12345678", SPACE]
    assert [each.goto for each in STEPS["hello"].choices] == [
        *("thoughts", "legs", "sweat", "craving", "fear", "dream", "body", "used", "stay-or-up")
    ]


def test_the_keys_of_a_step_are_digits_in_order_and_space() -> None:
    for step in STEPS.values():
        digits = [choice.key for choice in step.choices if choice.key != SPACE]
        assert digits == [str(number) for number in range(1, len(digits) + 1)], step.id


def test_a_note_can_be_left_without_a_word() -> None:
    (note,) = [step for step in STEPS.values() if step.note]
    assert (note.next, note.left) == ("note-after", "thoughts")


def test_whoever_stands_has_got_up() -> None:
    standing = {step.id for step in STEPS.values() if step.run and is_standing(step)}
    assert {"legs-up", "legs-walk", "walk"} == standing
    assert {step.id for step in STEPS.values() if step.is_up} == {
        *standing,
        *("up", "dull", "fear-lamp"),
    }


def is_standing(step: Step) -> bool:
    """Tell whether the exercise of a step is done on one's feet."""
    exercise = played(step)
    return step.run == "mind/walking" or (isinstance(exercise, Stretch) and exercise.is_standing)


# What is played


RUNS = [step for step in STEPS.values() if step.run]


def played(step: Step) -> object:
    """Return what a step plays."""
    asked = routine.Step(step.run, step.cycles)
    return evening.make_ready(LIBRARY, asked, Settings(), UNASKED, is_night=True).exercise


@pytest.mark.parametrize("step", RUNS, ids=lambda step: step.id)
def test_what_is_played_is_there_and_neither_holds_the_breath_nor_squeezes(step: Step) -> None:
    exercise = played(step)
    assert safer.asked_of(exercise) in (None, "standing")  # type: ignore[arg-type]
    assert step.next and step.left


def test_the_opposite_of_sleep_is_hidden_from_those_for_whom_it_is_not() -> None:
    paradox = {s.id for s in RUNS if isinstance(e := played(s), Mind) and e.is_paradox}
    assert paradox == {"not-trying"}
    for step in STEPS.values():
        assert not paradox & {step.next, step.left}
    for _, choice in CHOICES:
        assert (choice.goto in paradox) is (choice.unless != ())
        assert choice.unless in ((), ("seizures", "bipolar"))


# Its words


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.id)
def test_every_line_is_short_and_presses_nobody_on_any_night(step: Step) -> None:
    assert 1 <= len(step.lines) + bool(step.caution) <= 3
    for variants in texts(step):
        assert len(set(variants)) == len(variants) in (1, 3, 4) and 24 % len(variants) == 0
        for text in variants:
            check_form(text)
            assert not MEASURE.search(text), text
    if step.caution:
        check_form(step.caution)
        assert not MEASURE.search(step.caution)


@pytest.mark.parametrize(("step", "choice"), CHOICES)
def test_a_label_is_a_few_plain_words(step: Step, choice: Choice) -> None:
    assert len(choice.label) <= 28
    assert choice.label[0].isupper() and choice.label[-1] not in ".?"
    assert not PRESSING.search(choice.label)
    assert not MEASURE.search(choice.label)
    assert [each.label for each in step.choices].count(choice.label) == 1


def test_so_are_its_other_words() -> None:
    morning, (note,) = TREE.morning, [step.note for step in STEPS.values() if step.note]
    assert morning
    for text in (TREE.title, TREE.summary, TREE.help_label, *note, *morning):
        assert len(text) <= 60
        assert not PRESSING.search(text) and not MEASURE.search(text), text


def test_each_line_and_all_of_a_step_are_soon_said() -> None:
    table = lengths.read()
    for step in STEPS.values():
        seconds = [[table[name_of(text)] for text in variants] for variants in texts(step)]
        assert all(max(each) <= 6.2 and max(each) - min(each) <= 2.6 for each in seconds), step.id
        assert sum(max(each) + 0.8 for each in seconds) <= 20, step.id


def test_each_night_says_one_of_each() -> None:
    nights = [choose.awake(LIBRARY, "", Telling(night))[0] for night in range(MOST_VARIANTS)]
    for step in STEPS.values():
        for number, variants in enumerate(texts(step)):
            assert {night.steps[step.id].lines[number] for night in nights} == set(variants)


# What has to be said


def said(*ids: str) -> str:
    """Return all that some steps say."""
    return " ".join(f"{' '.join(STEPS[id].lines)} {STEPS[id].caution}" for id in ids)


def test_fear_asks_first_for_what_is_no_fear() -> None:
    assert "Chest pain, trouble breathing, faint? Press h now." in said("fear")
    assert "Thoughts of dying? Press h. Please do." in said("fear")
    assert "support/now" in STEPS["fear"].ways


def test_legs_ask_for_a_clot_before_anything_moves_or_rubs_them() -> None:
    for id in ("legs", "legs-rub"):
        assert "swollen, hot, red or sore" in said(id)
    before = {step.id for step in STEPS.values() if {"legs-up", "legs-bed"} & set(step.ways)}
    assert before <= {"legs", "legs-rub"}


@pytest.mark.parametrize("way", ["used", "used-strong"])
def test_after_using_space_alone_says_that_less_is_too_much_now_and_not_alone(way: str) -> None:
    words = said(*by_space(way)[:-1])
    assert "Your body is used to less now. The old amount can stop your breathing." in words
    assert "No drink, no sedatives." in words
    assert "Not alone" in words and "Naloxone" in words and "Lie on your side." in words


def test_mixed_or_too_much_is_called_for_at_once() -> None:
    assert "Wake somebody, or press h and call. Do it now." in said("used-mixed")
    assert {"used-mixed"} == {
        choice.goto for choice in STEPS["used-what"].choices if choice.key in ("2", "3")
    }
    for id in ("used", "used-strong", "used-mixed", "used-near", "used-after"):
        assert any(way.startswith(SUPPORT) for way in STEPS[id].ways), id
