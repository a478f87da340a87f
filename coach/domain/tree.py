"""A tree for somebody awake at night: one to three lines, a few keys, and Space always goes on.

From every step Space alone leads to the end, which is dark and silent; help is one key away on each
of them, and no step asks for anything. What a step names outside of the tree (an exercise, a page
of the plan) may not be there, or not be for everybody: it is left out, and nothing leads nowhere.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

END = "end"
"""Where Space leads to in the end: black and silent. No step is called so."""
SPACE = "space"
"""The key that always goes on."""
SUPPORT = "support/"
"""What begins so is help from a person; it is always there."""
DAY = "day"
"""What a step that is for the day alone needs to be open."""
GO_ON = "Go on"
"""What Space is called where its own exercise is left out."""

IsOpen = Callable[[str], bool]
"""Tells whether an exercise, a page or a tree (`mind/heavy`, `plan/people`, `awake/lapse`) is
there, and is for somebody; and whether it is `DAY`.

The person decides: what is hidden after an answer about their health is not open.
"""


Record = Literal["before", "after", "set_off", "helped", "lapse"]
"""What an answer may be written down as: of a craving all but the last (see `own.Craving`)."""
RATINGS: tuple[Record, ...] = ("before", "after")
"""How strong a craving is: a number, which may be left out."""


class Choice(NamedTuple):
    """A key, and where it leads."""

    key: str
    label: str
    goto: str
    """A step, `END`, another tree (`awake/…`), or a page: `support/…`, `plan/…`, `kit/…`."""
    unless: tuple[str, ...] = ()
    """The questions about one's health that hide it: answered with yes, or not yet."""


class Note(NamedTuple):
    """One line that is written down for the morning."""

    prompt: str
    saved: str
    """What is said once it is on disk."""


@dataclass(frozen=True)
class Step:
    """A step: it offers choices, plays an exercise, takes a note, or only says its lines."""

    id: str
    lines: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    run: str = ""
    """The exercise that is played after the lines; empty: none."""
    cycles: int | None = None
    """So many breaths of it; None: as it is written."""
    next: str = ""
    """Where it goes when it has ended by itself; empty where there are choices."""
    left: str = ""
    """Where it goes when a key ends it."""
    caution: str = ""
    waits: bool = False
    """It stands until a key; else it goes on once its lines were said."""
    note: Note | None = None
    is_up: bool = False
    """Whoever comes here has got up."""
    record: Record | None = None
    """What an answer here is written down as; None: nothing is. Space never answers."""
    is_by_day: bool = False
    """At night it is left out."""

    @property
    def is_rating(self) -> bool:
        """It asks how strong a craving is; its last line is the question."""
        return self.record in RATINGS

    @property
    def needs(self) -> tuple[str, ...]:
        """What has to be open, or the step is left out."""
        return tuple(filter(None, (self.run, DAY if self.is_by_day else "")))

    @property
    def onward(self) -> str:
        """Where Space leads if nothing is left out."""
        return next((each.goto for each in self.choices if each.key == SPACE), self.next)

    @property
    def ways(self) -> tuple[str, ...]:
        """Every place that it leads to if nothing is left out, besides help."""
        own = [self.next, self.left]
        return tuple(dict.fromkeys([each.goto for each in self.choices] + list(filter(None, own))))


class Morning(NamedTuple):
    """How the morning asks about a night in which the tree was opened."""

    once: str
    again: str
    """If it was opened more than once."""


@dataclass(frozen=True)
class Tree:
    """A script for the night; every `onward` of a step is one of its steps or `END`."""

    id: str
    title: str
    summary: str
    start: str
    steps: Mapping[str, Step]
    """By id, in the order of the file."""
    help_target: str
    """What the key for help opens, on every step."""
    help_label: str
    idle_fade_ms: int
    """The words fade so long after the last one was said, or after a key."""
    cautions: tuple[str, ...] = ()
    morning: Morning | None = None


# What a person meets


def arrive(tree: Tree, goto: str, is_open: IsOpen) -> str:
    """Return where one comes to on the way to a step: past those that are left out."""
    while goto in tree.steps and not _is_there(tree, goto, is_open):
        goto = tree.steps[goto].onward
    return goto


def onward(tree: Tree, step: Step, is_open: IsOpen) -> str:
    """Return where Space leads from a step: to another one, or to the end."""
    return arrive(tree, step.onward, is_open)


def offered(
    tree: Tree, step: Step, is_open: IsOpen, answers: frozenset[str] = frozenset()
) -> tuple[Choice, ...]:
    """Return the choices of a step that lead somewhere good; that of Space always does.

    `answers`: the questions about a person's health that were answered with yes, or not yet.
    """
    choices = []
    for choice in step.choices:
        if _is_there(tree, choice.goto, is_open):
            if answers.isdisjoint(choice.unless):
                choices.append(choice)
        elif choice.key == SPACE:
            choices.append(choice._replace(label=GO_ON, goto=onward(tree, step, is_open)))
    return tuple(choices)


def _is_there(tree: Tree, goto: str, is_open: IsOpen) -> bool:
    """Tell whether a way leads somewhere: not to an exercise or a page that is left out."""
    if goto in tree.steps:
        return all(map(is_open, tree.steps[goto].needs))
    return goto == END or goto.startswith(SUPPORT) or is_open(goto)


# What is wrong with a tree


def reached(tree: Tree) -> frozenset[str]:
    """Return the steps that some way leads to from the start."""
    seen: set[str] = set()
    todo = [tree.start]
    while todo:
        id = todo.pop()
        if id in tree.steps and id not in seen:
            seen.add(id)
            todo += tree.steps[id].ways
    return frozenset(seen)


def circles(tree: Tree) -> Iterator[tuple[str, ...]]:
    """Yield the steps of each circle in which Space alone would go round for ever."""
    seen: set[str] = set()
    for id in tree.steps:
        walked: list[str] = []
        while id in tree.steps and id not in seen:
            seen.add(id)
            walked.append(id)
            id = tree.steps[id].onward
        if id in walked:
            yield tuple(walked[walked.index(id) :])
