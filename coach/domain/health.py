"""What somebody has said of their health, and what is not offered to them because of it.

The safest wins: a yes to a risk only ever takes something away, whatever else was said or set. What
was not said leaves `ask` where there is something to ask, else what the settings say.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal, NamedTuple, get_args

from coach.domain.own import LONGEST_LINE

YesOrNo = Literal[
    "holds",
    "squeezing",
    "legs",
    "daily",
    "pregnant",
    "snoring",
    "seizures",
    "bipolar",
    "under-18",
]
"""The questions that are answered with yes or no; scripts name them so, too."""
Question = Literal[YesOrNo, "kratom", "inward", "person"]
"""What is asked.

`holds`, `squeezing`: are they a problem. `legs`: are they restless. `kratom`: stopping, or cutting
down. `daily`: alcohol or sedatives on most days. `bipolar`: or a psychosis. `inward`: how much that
turns inward is wanted. `person`: who may be called.
"""
Allowed = Literal["without", "ask", "with"]
"""Whether something is offered; the safest first."""
WithOrWithout = Literal["without", "with"]
Legs = Literal["never", "release", "tense"]
"""The legs are never squeezed, or only where somebody asks for it in a session, or always."""
Inward = Literal["off", "short", "all"]
"""Exercises that turn inward: none, those of at most five minutes with open eyes, or all."""
RISKS: tuple[YesOrNo, ...] = get_args(YesOrNo)
QUESTIONS: tuple[Question, ...] = get_args(Question)
CHOICES: dict[Question, tuple[str, ...]] = {
    "kratom": ("stopping", "cutting-down", "neither"),
    "inward": get_args(Inward),
    "person": (),
}
"""What may be answered where that is not yes or no; nothing here: a line of one's own."""
HOLDS_RISKS: tuple[Question, ...] = ("holds", "pregnant", "seizures")
SQUEEZING_RISKS: tuple[Question, ...] = ("squeezing", "pregnant")
PARADOX_RISKS: tuple[Question, ...] = ("seizures", "bipolar")
SHORTER_NIGHTS_RISKS: tuple[Question, ...] = (
    *("daily", "pregnant", "snoring", "seizures", "bipolar", "under-18"),
)
"""The questions to which a yes rules something out."""
SHORT_INWARD_MS = 300_000
"""What turns inward is short up to here."""


class HealthAnswer(NamedTuple):
    """What was answered to a question, and when; each has one answer, the last."""

    question: Question
    said: str
    moment: datetime


class Limits(NamedTuple):
    """What is offered; the first four are called as in the settings."""

    rests: Allowed = "ask"
    """Breath holds."""
    squeezing: WithOrWithout = "with"
    standing: WithOrWithout = "with"
    """Stretches that are done standing."""
    legs: Legs = "tense"
    inward: Inward = "all"
    paradox: Allowed = "ask"
    """Exercises that ask for the opposite: staying awake on purpose."""
    shorter_nights: Allowed = "ask"
    """Advice to sleep less for a while: a sleep window."""


UNASKED = Limits()
"""Nothing was set, and nothing said."""
Said = Mapping[Question, str]
"""What was said, by question; what was skipped is not in it."""


def choices(question: Question) -> tuple[str, ...]:
    """Return what may be answered to a question; nothing: a line of one's own."""
    return CHOICES.get(question, ("yes", "no"))


def is_answer(question: str, said: str) -> bool:
    """Tell whether a question is one of ours and may be answered so."""
    if question not in QUESTIONS:
        return False
    return said in (may := choices(question)) or (not may and 0 < len(said) <= LONGEST_LINE)


def said_of(answers: Iterable[HealthAnswer]) -> dict[Question, str]:
    """Return what was said by question; of several answers to one, the latest.

    An empty one takes back what was said before.
    """
    latest = {each.question: each.said for each in sorted(answers, key=lambda each: each.moment)}
    return {question: said for question, said in latest.items() if said}


def limits(said: Said, chosen: Limits = UNASKED) -> Limits:
    """Return what is offered after all that was said, where the settings have `chosen`."""
    rests = chosen.rests
    if rests == "ask" and said.get("holds") == "no":
        rests = "with"
    return Limits(
        rests="without" if _is_yes(said, HOLDS_RISKS) else rests,
        squeezing="without" if _is_yes(said, SQUEEZING_RISKS) else chosen.squeezing,
        standing=chosen.standing,
        legs="never" if _is_yes(said, ("legs",)) else chosen.legs,
        inward=_inward(said),
        paradox=_unless(said, PARADOX_RISKS),
        shorter_nights=_unless(said, SHORTER_NIGHTS_RISKS),
    )


def unsafe(said: Said) -> frozenset[str]:
    """Return the questions with yes or no that were answered with yes, or not yet."""
    return frozenset(each for each in RISKS if said.get(each) != "no")


def _inward(said: Said) -> Inward:
    """Return what turns inward: as said, but after an illness of the mind no more than short."""
    if said.get("inward") == "off":
        return "off"
    is_short = said.get("inward") == "short" or _is_yes(said, ("bipolar",))
    return "short" if is_short else "all"


def _unless(said: Said, risks: Iterable[Question]) -> Allowed:
    """Return whether something is offered: only where every risk was denied without asking."""
    if _is_yes(said, risks):
        return "without"
    return "with" if all(said.get(each) == "no" for each in risks) else "ask"


def _is_yes(said: Said, questions: Iterable[Question]) -> bool:
    return any(said.get(each) == "yes" for each in questions)
