"""A tree for the night as a sheet of paper: each step, its words, and where its keys lead."""

from collections.abc import Iterator
from textwrap import wrap

from coach.cli.sheet import WIDTH, care
from coach.content.telling import BETWEEN
from coach.domain.tree import SPACE, Step, Tree


def lines(tree: Tree) -> Iterator[str]:
    """Yield the lines of the sheet; where a line changes with the nights, all of it is there."""
    yield tree.title
    if tree.summary:
        yield tree.summary
    yield ""
    yield count_steps(tree)
    yield f"It begins with {tree.start}. On every step h is: {tree.help_label}."
    for step in tree.steps.values():
        yield ""
        yield step.id
        yield from (f"  {row}" for row in _rows(step))
    yield from care(tree.cautions)


def count_steps(tree: Tree) -> str:
    """Say how many steps there are."""
    count = len(tree.steps)
    return f"{count} step" + ("" if count == 1 else "s")


def _rows(step: Step) -> Iterator[str]:
    """Yield what a step says and offers."""
    for line in step.lines:
        first, *others = line.split(BETWEEN)
        yield first
        yield from (f"or  {text}" for text in others)
    if step.is_by_day:
        yield "(by day only)"
    if step.caution:
        yield from wrap(f"({step.caution})", WIDTH)
    if step.is_rating:
        yield "0 to 10, or nothing"
    if step.run:
        yield f"plays {step.run}" + (f", {step.cycles} breaths" if step.cycles else "")
    if step.note:
        yield f"{step.note.prompt} ____"
        yield step.note.saved
    for choice in step.choices:
        key = "Space" if choice.key == SPACE else choice.key
        yield f"{key:5}  {choice.label}  ({choice.goto})"
    if step.next:
        yield f"then {step.next}"
    if step.left != step.next:
        yield f"or, left with a key, {step.left}"
