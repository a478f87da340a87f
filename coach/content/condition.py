"""Read the condition of an answer: `legs >= 6`, `days_since > 7 and legs >= 6`, `sweats`.

Names, signs and whole numbers, joined by `and`. It is read word by word and never run as code.
"""

import re
from collections.abc import Iterator

from coach.domain.reply import ALWAYS, FLAGS, NUMBERS, SIGNS, Comparison, Condition
from coach.toml.nearest import nearest
from coach.toml.problems import Problem, describe

_WORD = re.compile(r"[a-z_][a-z_0-9]*|[0-9]+|>=|<=|==|[<>]|\S+")
_NUMBER = re.compile(r"[0-9]{1,4}")
_SIGNS = f"one of {' '.join(SIGNS)}"


def parse(text: str) -> Condition | Problem:
    """Return the condition that a text is, or the first thing that is wrong with it."""
    parts: list[Comparison] = []
    words = iter(_WORD.findall(text))
    for name in words:
        part = _part(name, words)
        if isinstance(part, Problem):
            return part
        parts += [part] if part else []
        joint = next(words, None)
        if joint is None:
            return tuple(parts)
        if joint != "and":
            hint = "for `or`, write another [[answer]]" if joint == "or" else ""
            return Problem(describe(joint), "and, or the end of the condition", hint)
    return Problem("nothing" + " after and" * bool(parts), "a name", "try legs >= 6")


def _part(name: str, words: Iterator[str]) -> Comparison | Problem | None:
    """Return one comparison, whose name has been read; None: it always holds."""
    if name == ALWAYS:
        return None
    if name in FLAGS:
        return Comparison(name)
    if name not in NUMBERS:
        near = nearest(name.lower(), (*NUMBERS, *FLAGS, ALWAYS), 0.6)
        hint = f'did you mean "{near}"?' if near else ""
        return Problem(describe(name), f"one of {', '.join((*NUMBERS, *FLAGS, ALWAYS))}", hint)
    sign, number = next(words, ""), next(words, "")
    if sign not in SIGNS:
        return Problem(_found(sign), f"{_SIGNS} after {name}", f"try {name} >= 6")
    if not _NUMBER.fullmatch(number):
        return Problem(_found(number), f"a whole number after {name} {sign}", "0 to 9999")
    return Comparison(name, sign, int(number))


def _found(word: str) -> str:
    """Say which word was found, or that there was none."""
    return describe(word) if word else "nothing"
