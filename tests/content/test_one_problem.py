"""One mistake in a file is one problem: nothing is told that only follows from it."""

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from datetime import time
from functools import cache
from typing import Any

import pytest

from coach.content.library import KINDS
from coach.system import folders
from coach.toml.problems import Path, Problem
from coach.toml.read import Tree
from coach.toml.shape import conform

WRONG = time(3, 33)
"""A value that no key may have."""
LEANING = {
    "a scan's edges": (
        "bodyscan",
        """
title = "Mine"
seconds = 600
settle_seconds = 60
closing_seconds = 60
settle = [{ share = 0, text = "Here." }]
region = [{ region = "belly", lines = ["The belly."] }]
endings.sleep = [{ share = 0, text = "Good night." }]
""",
    ),
    "times for all groups": (
        "relaxation",
        """
title = "Mine"
timing = { prepare_seconds = 9, release_seconds = 90 }
[[group]]
id = "belly"
title = "Belly"
region = "belly"
prepare = ["The belly."]
release = [{ at = 0, text = "And let go." }, { at = 60, text = "Wide." }]
""",
    ),
    "a very short night": (
        "relaxation",
        """
title = "Mine"
passes = 5
timing = { prepare_seconds = 0, tense_seconds = 0, release_seconds = 1 }
"""
        + '[[group]]\nid = "g%s"\ntitle = "G"\nregion = "belly"\n' * 90 % tuple(range(90)),
    ),
    "words of a list": (
        "mind",
        """
title = "Mine"
dull = ["The table has four legs.", "So has the chair."]
draw = { from = "dull", every = 9, count = 2 }
passage = [{ seconds = 60, lines = [{ at = 0, text = "Nothing to do." }] }]
""",
    ),
    "a small tree": (
        "awake",
        """
title = "Mine"
start = "hello"
[[step]]
id = "hello"
lines = ["Awake.", ["Legs?", "Thoughts?"]]
choice = [
  { key = "space", label = "Rest", goto = "rest" },
  { key = "1", label = "A note", goto = "note", unless = ["legs"] },
  { key = "2", label = "Wait", goto = "wait" },
]
[[step]]
id = "rest"
lines = ["Rest."]
run = "breathing/long-out"
cycles = 5
next = "end"
left = "hello"
[[step]]
id = "note"
lines = ["A line."]
action = "note"
note_prompt = "A line:"
note_saved = "Saved."
next = "rest"
[[step]]
id = "wait"
lines = ["Wait."]
wait = "key"
caution = "Slowly."
up = true
next = "end"
""",
    ),
    "a dark theme": (
        "themes",
        """
title = "Mine"
cue = "#664400"
text = "#332200"
faint = "#221100"
ember = "#221100"
dimmer = true
""",
    ),
}
"""Files of which some values lean on others: with the defaults of these they would be wrong."""


def problems(kind: str, tree: Tree) -> list[Problem]:
    """Return what is wrong with a file of a kind."""
    return conform(tree, KINDS[kind], "f", "")[1]


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield where each value of a file is, tables and lists, too."""
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    for key in keys:
        yield (*path, key)
        yield from places(value[key], (*path, key))


def at(tree: Any, path: Path) -> Any:
    """Return what is at a place."""
    for key in path:
        tree = tree[key]
    return tree


@cache
def good_files() -> list[tuple[str, Tree]]:
    """Return files of every kind in which nothing is wrong."""
    assets = folders.assets()
    files = [file for kind in KINDS for file in sorted((assets / kind).glob("*.toml"))]
    files += sorted((assets / "templates").glob("*.toml"))
    found = [(kind, tomllib.loads(text)) for kind, text in LEANING.values()]
    for file in files:
        kind = file.stem if file.parent.name == "templates" else file.parent.name
        found.append((kind, tomllib.loads(file.read_text(encoding="utf-8"))))
    return found


def mistakes(kind: str) -> Iterator[tuple[Tree, Path]]:
    """Yield a file and a place in it, for every sort of place that files of a kind have.

    One entry of a list stands for all; the files that lean are tried everywhere.
    """
    tried: set[Path] = set()
    for number, (each, tree) in enumerate(good_files()):
        for path in places(tree) if each == kind else ():
            sort = tuple("" if isinstance(key, int) else key for key in path)
            if number < len(LEANING) or sort not in tried:
                tried.add(sort)
                yield tree, path


def test_the_files_are_good() -> None:
    assert {kind for kind, _ in good_files()} == set(KINDS)
    assert [problems(kind, tree) for kind, tree in good_files() if problems(kind, tree)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_value_is_one_problem(kind: str) -> None:
    found = {}
    for tree, path in mistakes(kind):
        broken = deepcopy(tree)
        at(broken, path[:-1])[path[-1]] = WRONG
        told = problems(kind, broken)
        if [problem.path for problem in told] != [path]:
            found[path] = [str(problem) for problem in told]
    assert found == {}


@pytest.mark.parametrize("kind", KINDS)
def test_a_misspelt_key_is_one_problem(kind: str) -> None:
    found = {}
    for tree, path in mistakes(kind):
        *there, key = path
        if not isinstance(key, str):
            continue
        broken = deepcopy(tree)
        table = at(broken, tuple(there))
        table[f"{key}x"] = table.pop(key)
        told = problems(kind, broken)
        if [problem.path for problem in told] != [(*there, f"{key}x")]:
            found[path] = [str(problem) for problem in told]
    assert found == {}
