"""What somebody has said of their health, and what is not offered to them because of it.

The safest wins: a yes to a risk only ever takes something away, whatever else was said or set. What
was not said leaves `ask` where there is something to ask, else what the settings say.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal, NamedTuple, get_args

from coach.domain.own import LONGEST_LINE

Question = Literal[
    "holds",
    "squeezing",
    "legs",
    "cutting",
    "alcohol_daily",
    "sedatives_daily",
    "pregnant",
    "snoring",
    "seizures",
    "bipolar_or_psychosis",
    "under_18",
    "inward",
    "caller",
]
"""What is asked: are holds a problem, is squeezing one, are legs restless; who may be called."""
Allowed = Literal["without", "ask", "with"]
"""Whether something is offered; the safest first."""
Squeezing = Literal["without", "with"]
Legs = Literal["release", "tense"]
Inward = Literal["off", "short", "all"]
"""Exercises that turn inward: none, those of at most five minutes with open eyes, or all."""
QUESTIONS: tuple[Question, ...] = get_args(Question)
CHOICES: dict[Question, tuple[str, ...]] = {
    "cutting": ("down", "stopping", "no"),
    "inward": get_args(Inward),
    "caller": (),
}
"""What may be answered where that is not yes or no; nothing here: a line of one's own."""
HOLDS_RISKS: tuple[Question, ...] = ("holds", "pregnant", "seizures")
SQUEEZING_RISKS: tuple[Question, ...] = ("squeezing", "pregnant")
PARADOX_RISKS: tuple[Question, ...] = ("seizures", "bipolar_or_psychosis")
SHORTER_NIGHTS_RISKS: tuple[Question, ...] = (
    *("alcohol_daily", "sedatives_daily", "pregnant", "snoring"),
    *("seizures", "bipolar_or_psychosis", "under_18"),
)
"""The questions to which a yes rules something out."""


class HealthAnswer(NamedTuple):
    """What was answered to a question, and when; each has one answer, the last."""

    question: Question
    said: str
    moment: datetime


class Limits(NamedTuple):
    """What is offered; the first three are called as in the settings."""

    rests: Allowed
    """Breath holds."""
    squeezing: Squeezing
    legs: Legs
    inward: Inward
    paradox: Allowed
    """Exercises that ask for the opposite: staying awake on purpose."""
    shorter_nights: Allowed
    """Advice to sleep less for a while: a sleep window."""


def choices(question: Question) -> tuple[str, ...]:
    """Return what may be answered to a question; nothing: a line of one's own."""
    return CHOICES.get(question, ("yes", "no"))


def is_answer(question: str, said: str) -> bool:
    """Tell whether a question is one of ours and may be answered so."""
    if question not in QUESTIONS:
        return False
    return said in (may := choices(question)) or (not may and 0 < len(said) <= LONGEST_LINE)


def said_of(answers: Iterable[HealthAnswer]) -> dict[Question, str]:
    """Return what was said by question; of several answers to one, the latest."""
    return {each.question: each.said for each in sorted(answers, key=lambda each: each.moment)}


def limits(
    said: Mapping[Question, str],
    rests: Allowed = "ask",
    squeezing: Squeezing = "with",
    legs: Legs = "tense",
) -> Limits:
    """Return what is offered after all that was said, with the settings of those names."""
    if rests == "ask" and said.get("holds") == "no":
        rests = "with"
    return Limits(
        rests="without" if _is_yes(said, HOLDS_RISKS) else rests,
        squeezing="without" if _is_yes(said, SQUEEZING_RISKS) else squeezing,
        legs="release" if _is_yes(said, ("legs",)) else legs,
        inward=_inward(said),
        paradox=_unless(said, PARADOX_RISKS),
        shorter_nights=_unless(said, SHORTER_NIGHTS_RISKS),
    )


def _inward(said: Mapping[Question, str]) -> Inward:
    """Return what turns inward: as said, but after an illness of the mind no more than short."""
    if said.get("inward") == "off":
        return "off"
    is_short = said.get("inward") == "short" or _is_yes(said, ("bipolar_or_psychosis",))
    return "short" if is_short else "all"


def _unless(said: Mapping[Question, str], risks: Iterable[Question]) -> Allowed:
    """Return whether something is offered: only where every risk was denied without asking."""
    if _is_yes(said, risks):
        return "without"
    return "with" if all(said.get(each) == "no" for each in risks) else "ask"


def _is_yes(said: Mapping[Question, str], questions: Iterable[Question]) -> bool:
    return any(said.get(each) == "yes" for each in questions)
