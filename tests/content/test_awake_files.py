"""How a file becomes a tree for the night, and what holds for every tree that passes the checks.

What is refused, and in which words, is in `tests/data/bad/awake`.
"""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from coach.content.awake import AwakeFile
from coach.content.library import Library
from coach.content.telling import BETWEEN, Telling
from coach.domain.tree import (
    END,
    SPACE,
    SUPPORT,
    Choice,
    Morning,
    Note,
    Step,
    Tree,
    arrive,
    offered,
    onward,
)
from coach.person import choose
from coach.toml.shape import conform
from tests.conftest import Coach

ALL = """
title = "Mine"
summary = "S."
cautions = ["C."]
start = "hello"
help_target = "support/now"
help_label = "Help"
idle_fade_seconds = 7.5
[[step]]
id = "hello"
lines = [["One.", "Two."], "Three."]
caution = "Take it slowly."
choice = [
  { key = "space", label = "Breathe", goto = "breathe" },
  { key = "x", label = "A note", goto = "note", unless = ["bipolar"] },
]
[[step]]
id = "breathe"
lines = ["Lightly."]
run = "breathing/long-out"
cycles = 3
next = "after"
[[step]]
id = "note"
lines = ["One line."]
action = "note"
note_prompt = "A line:"
note_saved = "Saved."
next = "after"
left = "support/now"
[[step]]
id = "after"
lines = ["Enough."]
wait = "key"
up = true
next = "end"
[morning]
once = "Once?"
again = "Again?"
"""


def own(config: Path, name: str, text: str) -> Path:
    """Write a tree of the person's own."""
    file = config / "scripts" / "awake" / f"{name}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_all_that_a_file_may_hold_reaches_the_tree(library: Library, config: Path) -> None:
    own(config, "mine", ALL)
    tree, problems = choose.awake(library, "mine")
    assert problems == ()
    hello = Step(
        "hello",
        ("One.", "Three."),
        (Choice(SPACE, "Breathe", "breathe"), Choice("x", "A note", "note", ("bipolar",))),
        caution="Take it slowly.",
        waits=True,
    )
    run = {"run": "breathing/long-out", "cycles": 3}
    breathe = Step("breathe", ("Lightly.",), next="after", left="after", **run)  # type: ignore[arg-type]
    written = Note("A line:", "Saved.")
    note = Step("note", ("One line.",), next="after", left="support/now", note=written)
    after = Step("after", ("Enough.",), next=END, left=END, waits=True, is_up=True)
    assert tree == Tree(
        "awake/mine",
        "Mine",
        "S.",
        "hello",
        {step.id: step for step in (hello, breathe, note, after)},
        "support/now",
        "Help",
        7500,
        ("C.",),
        Morning("Once?", "Again?"),
    )


def test_of_several_texts_each_night_has_another(library: Library, config: Path) -> None:
    own(config, "mine", ALL)
    first = [
        choose.awake(library, "mine", Telling(night))[0].steps["hello"].lines[0]
        for night in (0, 1, 2)
    ]
    assert first == ["One.", "Two.", "One."]
    every, _ = choose.awake(library, "mine", Telling(night=None))
    assert every.steps["hello"].lines[0] == f"One.{BETWEEN}Two."


def test_a_persons_own_takes_the_place_of_the_shipped_one(library: Library, config: Path) -> None:
    own(config, "night", ALL)
    assert choose.awake(library)[0].title == "Mine"


def test_a_bad_one_is_passed_over_and_said(library: Library, config: Path) -> None:
    file = own(config, "night", ALL.replace('"breathe" }', '"breath" }'))
    tree, (problem,) = choose.awake(library)
    assert tree.title == "Awake in the night"
    assert str(problem).startswith(f"{file}:14: step[1].choice[1].goto: found the text")
    assert 'did you mean "breathe"?' in str(problem)
    assert [entry.name for entry in library.bad_files()] == ["night"]


# By command


def test_check_looks_for_what_it_plays(coach: Coach, config: Path) -> None:
    file = own(config, "mine", ALL)
    assert coach("scripts", "check") == (0, f"{file}: fine\n", "")
    own(config, "mine", ALL.replace("breathing/long-out", "breathing/gone"))
    answer = coach("scripts", "check")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(f'{file}:20: step[2].run: found the text "breathing/gone"')
    strong = ALL.replace("breathing/long-out", "breathing/four-seven-eight")
    own(config, "mine", strong.replace("cycles = 3", "cycles = 90"))
    assert "found 90 breaths, expected 1 to" in coach("scripts", "check", str(file)).err


def test_the_sheet_has_every_text_and_where_each_key_leads(coach: Coach, config: Path) -> None:
    own(config, "mine", ALL)
    sheet = coach("scripts", "show", "awake/mine").out
    assert sheet.splitlines()[:5] == [
        *("Mine", "S.", "", "4 steps"),
        "It begins with hello. On every step h is: Help.",
    ]
    for row in (
        *("  One.", "  or  Two.", "  (Take it slowly.)", "  Space  Breathe  (breathe)"),
        *("  x      A note  (note)", "  plays breathing/long-out, 3 breaths", "  then end"),
        *("  A line: ____", "  or, left with a key, support/now", "  C."),
    ):
        assert row in sheet.splitlines(), row
    assert BETWEEN not in sheet


def test_a_night_has_its_own_sheet(coach: Coach, config: Path) -> None:
    own(config, "mine", ALL)
    sheets = [
        coach("scripts", "show", "awake/mine", "--night", f"2026-12-0{day}").out for day in (1, 2)
    ]
    assert [("  One." in sheet, "  Two." in sheet) for sheet in sheets] in (
        [(True, False), (False, True)],
        [(False, True), (True, False)],
    )


def test_json_has_every_key_of_a_step_that_says_something(coach: Coach, config: Path) -> None:
    own(config, "mine", ALL)
    tree = json.loads(coach("scripts", "show", "awake/mine", "--json").out)
    assert {key: tree[key] for key in list(tree)[:7]} == {
        "id": "awake/mine",
        "title": "Mine",
        "kind": "awake",
        "start": "hello",
        "help_target": "support/now",
        "help_label": "Help",
        "idle_fade_seconds": 7.5,
    }
    hello, breathe, note, after = tree["steps"]
    assert hello.pop("lines")[1:] == ["Three."]
    assert hello == {
        "id": "hello",
        "caution": "Take it slowly.",
        "choices": [
            {"key": "space", "label": "Breathe", "goto": "breathe"},
            {"key": "x", "label": "A note", "goto": "note", "unless": ["bipolar"]},
        ],
    }
    assert (breathe["run"], breathe["cycles"], breathe["next"]) == (
        "breathing/long-out",
        3,
        "after",
    )
    assert note["note"] == {"prompt": "A line:", "saved": "Saved."}
    assert after == {"id": "after", "lines": ["Enough."], "next": "end", "left": "end"}


def test_nothing_but_its_words_can_be_asked_for(coach: Coach, tmp_path: Path) -> None:
    assert coach("scripts", "show", "awake/night", "--seconds", "60").code == 2
    answer = coach("scripts", "render", "awake/night", "-o", str(tmp_path / "x.wav"))
    assert answer.code == 2
    assert "which goes on with keys only" in answer.err


# Whatever passes the checks


OUTSIDE = ("mind/heavy", "breathing/long-out", "plan/people")
ANSWERS = ("seizures", "bipolar")


@st.composite
def steps(draw: st.DrawFn, ids: list[str], number: int, is_sound: bool) -> dict[str, Any]:
    """Draw a step; a sound one has Space lead to a later step, or to the end."""
    later = [*ids[number + 1 :], END]
    anywhere = [*ids, END, "support/now", "plan/people"]
    onward_ids = later if is_sound else [*ids, END, "gone"]
    table: dict[str, Any] = {"id": ids[number], "lines": ["You are awake."]}
    kind = draw(st.sampled_from(["choice", "run", "note", "plain"]))
    if kind == "choice":
        goto = draw(st.sampled_from(onward_ids))
        choices: list[dict[str, Any]] = [{"key": "space", "label": "On", "goto": goto}]
        for key in "123"[: draw(st.integers(0, 3))]:
            choice: dict[str, Any] = {
                "key": key,
                "label": key,
                "goto": draw(st.sampled_from(anywhere)),
            }
            if draw(st.booleans()):
                choice["unless"] = [draw(st.sampled_from(ANSWERS))]
            choices.append(choice)
        if not is_sound and draw(st.booleans()):
            choices.append(choices.pop(0) | {"unless": draw(st.sampled_from([[], ["legs"]]))})
        return table | {"choice": choices}
    table["next"] = draw(st.sampled_from(onward_ids))
    if kind == "run":
        table["run"] = draw(st.sampled_from(OUTSIDE[:2]))
        table["left"] = draw(st.sampled_from([*ids, END, "support/now"]))
    if kind == "note":
        table |= {"action": "note", "note_prompt": "A line:", "note_saved": "Saved."}
    return table


@st.composite
def files(draw: st.DrawFn, is_sound: bool) -> dict[str, Any]:
    """Draw a parsed file of up to six steps; a sound one begins with a list of all of them."""
    ids = [f"s{number}" for number in range(draw(st.integers(1, 6)))]
    tables = [draw(steps(ids, number, is_sound)) for number in range(len(ids))]
    if is_sound:
        ways = [{"key": str(n), "label": id, "goto": id} for n, id in enumerate(ids)]
        ways.append({"key": "space", "label": "On", "goto": ids[0]})
        tables.append({"id": "first", "lines": ["Awake."], "choice": ways})
    start = "first" if is_sound else draw(st.sampled_from(ids))
    return {"title": "T", "start": start, "step": draw(st.permutations(tables))}


def read(raw: dict[str, Any]) -> Tree | None:
    """Return the tree of a parsed file; None when it does not pass the checks."""
    script, _ = conform(raw, AwakeFile, "f", "")
    return script.tree("awake/t") if script else None


def check_kind(tree: Tree, closed: frozenset[str], answers: frozenset[str]) -> None:
    """Fail unless in a tree Space always goes on, nothing leads nowhere, and help is there.

    All of it is walked as a person meets it: with what is closed to them left out.
    """

    def is_open(id: str) -> bool:
        return id not in closed

    assert tree.help_target.startswith(SUPPORT)
    todo, seen = [arrive(tree, tree.start, is_open)], set()
    while todo:
        id = todo.pop()
        if id in seen or id not in tree.steps:
            assert id in seen or id == END or id.startswith(SUPPORT) or is_open(id), id
            continue
        seen.add(id)
        step = tree.steps[id]
        assert not step.run or is_open(step.run)
        choices = offered(tree, step, is_open, answers)
        assert not step.choices or [each.key for each in choices].count(SPACE) == 1
        assert all(answers.isdisjoint(each.unless) for each in choices)
        check_space_ends(tree, id, is_open)
        todo += [each.goto for each in choices]
        todo += [arrive(tree, way, is_open) for way in (step.next, step.left) if way]


def check_space_ends(tree: Tree, id: str, is_open: Any) -> None:
    """Fail unless Space alone leads from a step to the end, and comes nowhere twice."""
    walked = []
    while id != END:
        assert id not in walked
        walked.append(id)
        id = onward(tree, tree.steps[id], is_open)


anything = st.frozensets(st.sampled_from(OUTSIDE)), st.frozensets(st.sampled_from(ANSWERS))


@given(files(is_sound=True), *anything)
def test_a_tree_whose_space_leads_to_the_end_passes(
    raw: dict[str, Any], closed: frozenset[str], answers: frozenset[str]
) -> None:
    tree = read(raw)
    assert tree
    check_kind(tree, closed, answers)


@given(files(is_sound=False), *anything)
def test_whatever_passes_is_kind_to_everybody(
    raw: dict[str, Any], closed: frozenset[str], answers: frozenset[str]
) -> None:
    tree = read(raw)
    event("passes" if tree else "is refused")
    if tree:
        check_kind(tree, closed, answers)


@pytest.mark.parametrize("count", [0, 1])
def test_the_shipped_tree_is_kind_whatever_is_closed(library: Library, count: int) -> None:
    tree, _ = choose.awake(library)
    outside = {step.run for step in tree.steps.values()} - {""}
    outside |= {way for step in tree.steps.values() for way in step.ways if "/" in way}
    outside -= {way for way in outside if way.startswith(SUPPORT)}
    for closed in (*itertools.combinations(sorted(outside), count), tuple(outside)):
        for answers in ((), ("seizures",), ("bipolar",), ("seizures", "bipolar")):
            check_kind(tree, frozenset(closed), frozenset(answers))
