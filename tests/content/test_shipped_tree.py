"""The shipped trees, for the night, a craving, a lapse: every way through, and every word.

That Space always leads to the end is asked of every tree, in `test_awake_files`.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from coach.content.library import Library
from coach.content.telling import BETWEEN, MOST_VARIANTS, Telling
from coach.domain import routine
from coach.domain.health import UNASKED
from coach.domain.mind import Mind
from coach.domain.stretch import Stretch
from coach.domain.tree import END, RATINGS, SPACE, SUPPORT, Choice, Step, Tree
from coach.person import choose, evening, safer
from coach.sound.pack import name_of
from coach.store.settings import Settings
from coach.system import folders
from tests.content.test_shipped_words import PRESSING, check_form
from tests.voice import lengths

LIBRARY = Library(folders.assets(), Path("/no/such/folder"))
NAMES = ("night", "craving", "lapse")
TREES = {name: choose.awake(LIBRARY, name) for name in NAMES}
TREE, PROBLEMS = TREES["night"]
STEPS = TREE.steps
LAPSE = TREES["lapse"][0].steps
EVERY_NIGHT = {name: choose.awake(LIBRARY, name, Telling(night=None))[0] for name in NAMES}
PAGES = ("plan/reasons", "plan/people", "plan/after-lapse", "kit/doctor")
"""What a later version fills: until then their choices are left out."""
TREE_IDS = ("awake/lapse",)
"""Where a tree leads on to another one."""
ALL = [(name, step) for name, (tree, _) in TREES.items() for step in tree.steps.values()]
EACH = pytest.mark.parametrize(
    ("name", "step"), ALL, ids=[f"{name} {step.id}" for name, step in ALL]
)
CHOICES = [(step, choice) for _, step in ALL for choice in step.choices]
MEASURE = re.compile(r"(?i)\d|\b(minutes?|hours?|seconds?|o'clock|midnight|half past|percent)\b")
"""A time, or a number that measures."""


def texts(name: str, step: Step) -> list[list[str]]:
    """Return the lines of a step, each as all that it can be."""
    return [line.split(BETWEEN) for line in EVERY_NIGHT[name].steps[step.id].lines]


def every_way(tree: Tree, id: str, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield every way without a repeat, from a step until one has left the tree."""
    if id not in tree.steps:
        yield (*before, id)
        return
    for way in tree.steps[id].ways:
        if way != id and way not in before:
            yield from every_way(tree, way, (*before, id))


def by_space(id: str, name: str = "night") -> list[str]:
    """Return the steps that Space alone leads to from a step."""
    walked = [id]
    while walked[-1] != END:
        walked.append(TREES[name][0].steps[walked[-1]].onward)
    return walked


# Its ways


@pytest.mark.parametrize(("name", "most"), [("night", 1500), ("craving", 100), ("lapse", 60)])
def test_every_way_comes_to_the_end_or_to_a_person_or_to_a_page_of_the_plan(
    name: str, most: int
) -> None:
    tree, problems = TREES[name]
    assert problems == ()
    ways = list(every_way(tree, tree.start))
    assert len(ways) > most
    assert {END, "support/now"} <= {way[-1] for way in ways}
    assert {way[-1] for way in ways} <= {END, "support/now", *PAGES, *TREE_IDS}
    assert {id for way in ways for id in way[:-1]} == set(tree.steps)
    assert tree.help_target == "support/now"


@EACH
def test_from_every_step_there_is_a_way_to_rest(name: str, step: Step) -> None:
    assert by_space(step.id, name)[-1] == END
    assert len(by_space(step.id, name)) <= 12


@pytest.mark.parametrize("id", TREE_IDS)
def test_another_tree_that_one_leads_to_is_there_and_begins_with_its_own_steps(id: str) -> None:
    tree, problems = choose.awake(LIBRARY, id)
    assert problems == ()
    assert tree.start in tree.steps


def test_what_is_loudest_has_a_key_each() -> None:
    assert [choice.key for choice in STEPS["hello"].choices] == [*"12345678", SPACE]
    assert [each.goto for each in STEPS["hello"].choices] == [
        *(
            "thoughts",
            "legs",
            "sweat",
            "craving",
            "fear",
            "dream",
            "body",
            "awake/lapse",
            "stay-or-up",
        )
    ]


def test_the_keys_of_a_step_are_digits_in_order_and_space() -> None:
    for _, step in ALL:
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


def test_shaking_is_warned_of_where_somebody_sweats_and_where_they_shiver() -> None:
    for id in ("hot", "cold"):
        assert "Shaking after stopping drink or sedatives" in STEPS[id].caution


def is_standing(step: Step) -> bool:
    """Tell whether the exercise of a step is done on one's feet."""
    exercise = played(step)
    return step.run == "mind/walking" or (isinstance(exercise, Stretch) and exercise.is_standing)


# What is played


RUNS = [step for _, step in ALL if step.run]


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
    for _, step in ALL:
        assert not paradox & {step.next, step.left}
    for _, choice in CHOICES:
        assert (choice.goto in paradox) is (choice.unless != ())
        assert choice.unless in ((), ("seizures", "bipolar"))


# Its words


@EACH
def test_every_line_is_short_and_presses_nobody_on_any_night(name: str, step: Step) -> None:
    assert 1 <= len(step.lines) + bool(step.caution) <= 3
    for variants in texts(name, step):
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
    assert TREE.morning
    words = [text for _, step in ALL if step.note for text in step.note]
    for tree, _ in TREES.values():
        words += [tree.title, tree.summary, tree.help_label]
    for text in (*words, *TREE.morning):
        assert len(text) <= 60
        assert not PRESSING.search(text) and not MEASURE.search(text), text


def test_each_line_and_all_of_a_step_are_soon_said() -> None:
    table = lengths.read()
    for name, step in ALL:
        seconds = [[table[name_of(text)] for text in variants] for variants in texts(name, step)]
        assert all(max(each) <= 6.2 and max(each) - min(each) <= 2.6 for each in seconds), step.id
        assert sum(max(each) + 0.8 for each in seconds) <= 20, step.id


@pytest.mark.parametrize("name", NAMES)
def test_each_night_says_one_of_each(name: str) -> None:
    nights = [choose.awake(LIBRARY, name, Telling(night))[0] for night in range(MOST_VARIANTS)]
    for step in TREES[name][0].steps.values():
        for number, variants in enumerate(texts(name, step)):
            assert {night.steps[step.id].lines[number] for night in nights} == set(variants)


# What has to be said


def said(*ids: str, steps: Mapping[str, Step] = STEPS) -> str:
    """Return all that some steps say."""
    return " ".join(f"{' '.join(steps[id].lines)} {steps[id].caution}" for id in ids)


def test_fear_asks_first_for_what_is_no_fear() -> None:
    assert "Chest pain, trouble breathing, faint? Press h now." in said("fear")
    assert "Thoughts of dying? Press h. Please do." in said("fear")
    assert "support/now" in STEPS["fear"].ways


def test_legs_ask_for_a_clot_before_anything_moves_or_rubs_them() -> None:
    for id in ("legs", "legs-rub"):
        assert "swollen, hot, red or sore" in said(id)
    before = {step.id for step in STEPS.values() if {"legs-up", "legs-bed"} & set(step.ways)}
    assert before <= {"legs", "legs-rub"}


@pytest.mark.parametrize("way", ["signs", "strong"])
def test_after_using_space_alone_says_that_less_is_too_much_now_and_not_alone(way: str) -> None:
    words = said(*by_space(way, "lapse")[:-1], steps=LAPSE)
    assert "Your body is used to less now. The old amount can stop your breathing." in words
    assert "Nothing more now. No drink, sedatives or opioids." in words
    assert "Not alone tonight." in words and "Naloxone" in words and "Lie on your side." in words
    assert "Nothing is set back" in words and "not for shame" in words
    assert "One thing is enough now." in words


def test_mixed_or_too_much_is_called_for_at_once() -> None:
    assert "Get somebody, or press h and call. Do it now." in said("mixed", steps=LAPSE)
    assert {"mixed"} == {c.goto for c in LAPSE["what"].choices if c.key in ("2", "3")}
    for id in ("signs", "strong", "mixed", "near", "done"):
        assert any(way.startswith(SUPPORT) for way in LAPSE[id].ways), id


def test_a_lapse_is_written_down_by_a_key_that_says_so_and_by_none_else() -> None:
    saving = {step.id: step for step in LAPSE.values() if step.record}
    assert set(saving) == {"save", "words"}
    assert {step.record for step in saving.values()} == {"lapse"}
    assert [c.label for c in saving["save"].choices if c.key != SPACE] == [
        *("Save this", "Save it with a few words")
    ]
    assert saving["words"].note and saving["words"].is_by_day
    before = {step.id for step in LAPSE.values() if "words" in step.ways}
    assert before == {"save"}


def test_of_a_craving_nothing_but_its_strength_is_asked_at_night() -> None:
    steps = TREES["craving"][0].steps.values()
    assert {step.record for step in steps if step.record and not step.is_by_day} == set(RATINGS)
    assert not [step for step in steps if step.record == "lapse"]
    assert not any(step.record or step.is_by_day for step in STEPS.values())


def test_a_walk_by_day_is_no_getting_up_at_night() -> None:
    assert not [step for name, step in ALL if name != "night" and step.is_up]


@pytest.mark.parametrize("name", ["urge", "urge-three"])
def test_a_wave_asks_how_strong_it_is_in_a_line(name: str) -> None:
    wave = choose.find(LIBRARY, "mind", name).exercise
    assert isinstance(wave, Mind)
    for asked in (wave.ask_before, wave.ask_after):
        assert "0 to 10?" in asked and len(asked) <= 60
        assert not PRESSING.search(asked)
