"""What is said of health takes away, and never gives back: the safest wins."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.health import (
    HOLDS_RISKS,
    PARADOX_RISKS,
    QUESTIONS,
    RISKS,
    SHORTER_NIGHTS_RISKS,
    SQUEEZING_RISKS,
    Allowed,
    HealthAnswer,
    Inward,
    Legs,
    Limits,
    Question,
    WithOrWithout,
    choices,
    is_answer,
    limits,
    said_of,
    unsafe,
)
from coach.domain.own import LONGEST_LINE

MOMENT = datetime(2026, 11, 22, 20, 40, tzinfo=UTC)
RANKS: dict[str, tuple[str, ...]] = {
    "rests": get_args(Allowed),
    "squeezing": get_args(WithOrWithout),
    "standing": get_args(WithOrWithout),
    "legs": get_args(Legs),
    "inward": get_args(Inward),
    "paradox": get_args(Allowed),
    "shorter_nights": get_args(Allowed),
}
"""The values of each limit, the safest first."""
RESTS: tuple[Allowed, ...] = get_args(Allowed)
SQUEEZES: tuple[WithOrWithout, ...] = get_args(WithOrWithout)
LEGS: tuple[Legs, ...] = get_args(Legs)
SET = [Limits(*each) for each in product(RESTS, SQUEEZES, SQUEEZES, LEGS)]
"""All that the settings may say."""
PLAIN = ("squeezing", "standing", "legs")
NO: dict[Question, str] = dict.fromkeys(RISKS, "no")
ALL = Limits("with", "with", "with", "tense", "all", "with", "with")
"""Nothing is taken away."""

everything_said = st.fixed_dictionaries(
    {},
    optional={
        each: st.sampled_from(choices(each)) if choices(each) else st.text(min_size=1, max_size=9)
        for each in QUESTIONS
    },
)


def is_as_safe(one: Limits, other: Limits) -> bool:
    """Tell whether the first allows nothing that the other does not."""
    return all(
        values.index(getattr(one, name)) <= values.index(getattr(other, name))
        for name, values in RANKS.items()
    )


def test_every_combination_of_answers_is_as_safe_with_one_more_yes() -> None:
    """All of yes, no and skipped, for the questions that anything depends on."""
    asked = [*RISKS, "inward"]
    assert set(asked) == {*HOLDS_RISKS, *SQUEEZING_RISKS, *SHORTER_NIGHTS_RISKS, "legs", "inward"}
    assert set(PARADOX_RISKS) <= set(SHORTER_NIGHTS_RISKS)
    for values in product(("yes", "no", None), repeat=len(RISKS)):
        said: dict[Question, str] = {}
        said |= {each: value for each, value in zip(RISKS, values, strict=True) if value}
        before = limits(said)
        for each in RISKS:
            if said.get(each) != "yes":
                assert is_as_safe(limits(said | {each: "yes"}), before), (said, each)


@settings(max_examples=300)
@given(everything_said, st.sampled_from(RISKS), st.sampled_from(SET))
def test_a_yes_never_allows_more_whatever_is_said_and_set(
    said: dict[Question, str], risk: Question, chosen: Limits
) -> None:
    assert is_as_safe(limits(said | {risk: "yes"}, chosen), limits(said, chosen))


@settings(max_examples=300)
@given(everything_said, st.sampled_from(SET))
def test_nothing_said_allows_what_a_setting_excludes(
    said: dict[Question, str], chosen: Limits
) -> None:
    found = limits(said, chosen)
    if chosen.rests == "without":
        assert found.rests == "without"
    assert is_as_safe(
        found._replace(rests="without"),
        ALL._replace(rests="without", **{each: getattr(chosen, each) for each in PLAIN}),
    )
    for inward in get_args(Inward):
        values = RANKS["inward"]
        wished = limits(said | {"inward": inward}, chosen).inward
        assert values.index(wished) <= values.index(inward)


@pytest.mark.parametrize("chosen", SET, ids=lambda each: " ".join(each[:4]))
def test_what_was_skipped_leaves_ask_and_what_is_set(
    chosen: Limits,
) -> None:
    assert limits({}, chosen) == chosen._replace(inward="all", paradox="ask", shorter_nights="ask")


def test_who_denied_every_risk_is_offered_everything() -> None:
    assert limits(NO) == ALL
    for each in SHORTER_NIGHTS_RISKS:
        said = {question: answer for question, answer in NO.items() if question != each}
        paradox: Allowed = "ask" if each in PARADOX_RISKS else "with"
        assert limits(said) == ALL._replace(shorter_nights="ask", paradox=paradox)


TAKEN: dict[Question, dict[str, str]] = {
    "holds": {"rests": "without"},
    "squeezing": {"squeezing": "without"},
    "legs": {"legs": "never"},
    "daily": {"shorter_nights": "without"},
    "pregnant": {"rests": "without", "squeezing": "without", "shorter_nights": "without"},
    "snoring": {"shorter_nights": "without"},
    "seizures": {"rests": "without", "paradox": "without", "shorter_nights": "without"},
    "bipolar": {
        **{"inward": "short", "paradox": "without", "shorter_nights": "without"},
    },
    "under-18": {"shorter_nights": "without"},
}


@pytest.mark.parametrize("risk", RISKS)
def test_each_risk_takes_away_what_it_should_and_nothing_else(risk: Question) -> None:
    assert limits(NO | {risk: "yes"}) == ALL._replace(**TAKEN[risk])  # type: ignore[arg-type]


def test_turning_inward_is_as_wished_but_short_after_psychosis() -> None:
    ill: dict[Question, str] = {"bipolar": "yes"}
    for wished, well, then in (("all", "all", "short"), ("short",) * 3, ("off",) * 3):
        assert limits({"inward": wished}).inward == well
        assert limits(ill | {"inward": wished}).inward == then


@given(everything_said)
def test_what_may_be_unsafe_is_all_that_was_not_denied(said: dict[Question, str]) -> None:
    assert unsafe(said) == {each for each in RISKS if said.get(each) != "no"}
    assert unsafe({}) == set(RISKS)
    assert unsafe(NO) == frozenset()


def test_of_several_answers_the_latest_counts() -> None:
    later = MOMENT + timedelta(1)
    answers = [
        HealthAnswer("holds", "yes", later),
        HealthAnswer("holds", "no", MOMENT),
        HealthAnswer("person", "Ana", MOMENT),
    ]
    assert said_of(answers) == {"holds": "yes", "person": "Ana"}


@pytest.mark.parametrize(
    ("question", "said", "is_one"),
    [
        ("holds", "yes", True),
        ("holds", "no", True),
        ("holds", "maybe", False),
        ("holds", "", False),
        ("kratom", "cutting-down", True),
        ("kratom", "stopping", True),
        ("kratom", "yes", False),
        ("inward", "short", True),
        ("inward", "no", False),
        ("person", "Ana, +49 30 1", True),
        ("person", "", False),
        ("person", "x" * LONGEST_LINE, True),
        ("person", "x" * (LONGEST_LINE + 1), False),
        ("age", "yes", False),
    ],
)
def test_what_may_be_answered(question: str, said: str, is_one: bool) -> None:
    assert is_answer(question, said) is is_one
