"""What goes with better nights: how often it shows something false, and what it misses."""

import math
import random
from collections.abc import Callable
from datetime import date, timedelta
from statistics import fmean, linear_regression

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain import patterns as module
from coach.domain.checklist import Answer, Item
from coach.domain.patterns import FEWEST_NIGHTS, MOST_NIGHTS, Association, Patterns, lines, patterns

PEOPLE = 200
"""`tests/soak/patterns.py` makes up thousands of them."""
FIRST = date(2026, 1, 1)
SEVEN = [Item(f"item-{number}", f"Item {number}", "evening") for number in range(7)]
BATH, LAMPS, COFFEE = (
    Item("bath", "Warm bath, shower or foot bath", "evening"),
    Item("dim", "Lamps low and warm", "evening"),
    Item("caffeine", "Last coffee, tea or cola before midday", "day"),
)
Answers = dict[date, dict[str, Answer]]
Efficiency = dict[date, float | None]
Habit = Callable[[random.Random, int], list[bool]]
seeds = st.integers(0, 10**6).map(random.Random)


def night(number: int) -> date:
    return FIRST + timedelta(days=number)


def now_and_then(dice: random.Random, nights: int) -> list[bool]:
    """Return on which nights an item is done, at random; each item has a likelihood of its own."""
    likely = dice.uniform(0.2, 0.8)
    return [dice.random() < likely for _ in range(nights)]


def in_stretches(dice: random.Random, nights: int) -> list[bool]:
    """Return on which nights an item is done: about eight in a row, then not for about eight."""
    done = [dice.random() < 0.5]
    while len(done) < nights:
        done.append(done[-1] if dice.random() < 7 / 8 else not done[-1])
    return done


def sleeper(dice: random.Random, nights: int) -> list[float]:
    """Return the efficiency of nights that get better by 0.3 points each, whatever is done.

    Around that they have a standard deviation of 8 and an autocorrelation of 0.3.
    """
    off = dice.gauss(0, 8)
    values = []
    for number in range(nights):
        values.append(45 + 0.3 * number + off)
        off = 0.3 * off + dice.gauss(0, 8 * math.sqrt(1 - 0.3**2))
    return values


def person(
    dice: random.Random, habit: Habit, effect: float = 0, unknown: float = 0, nights: int = 56
) -> tuple[Answers, Efficiency]:
    """Make up somebody with seven items, of which the first adds `effect` points to its nights."""
    values = sleeper(dice, nights)
    answers: list[dict[str, Answer]] = [{} for _ in values]
    for item in SEVEN:
        for number, is_done in enumerate(habit(dice, nights)):
            if is_done and item is SEVEN[0]:
                values[number] += effect
            if dice.random() >= unknown:
                answers[number][item.id] = "done" if is_done else "skipped"
    days = [night(number) for number in range(nights)]
    efficiencies = [min(max(each, 0), 100) for each in values]
    return dict(zip(days, answers, strict=True)), dict(zip(days, efficiencies, strict=True))


def by_the_book(answers: Answers, efficiency: dict[date, float]) -> list[tuple[str, bool]]:
    """Return the associations by the rule word for word, without any shortcut."""
    nights = sorted(efficiency)[-56:]
    days = [each.toordinal() for each in nights]
    values = [efficiency[each] for each in nights]
    slope, start = linear_regression(days, values)
    left = [value - start - slope * day for day, value in zip(days, values, strict=True)]

    def effect(row: list[float], id: str) -> float | None:
        done = [x for x, n in zip(row, nights, strict=True) if answers[n].get(id) == "done"]
        no = [x for x, n in zip(row, nights, strict=True) if answers[n].get(id) == "skipped"]
        return fmean(done) - fmean(no) if min(len(done), len(no)) >= 5 else None

    rows = [row[n:] + row[:n] for row in (left, left[::-1]) for n in range(len(left))]
    largest = [max(abs(effect(row, item.id) or 0) for item in SEVEN) for row in rows]
    result = []
    for item in SEVEN:
        own = effect(left, item.id) or 0
        as_large = sum(each >= abs(own) - 1e-7 for each in largest)
        if abs(own) >= 3 and as_large <= 0.1 * len(rows):
            result.append((item.id, own > 0))
    return result


@pytest.mark.parametrize(
    ("habit", "unknown"),
    [(now_and_then, 0), (in_stretches, 0), (in_stretches, 0.2)],
)
def test_where_there_is_nothing_few_are_shown_something(habit: Habit, unknown: float) -> None:
    dice = random.Random(2026)
    people = [person(dice, habit, unknown=unknown) for _ in range(PEOPLE)]
    shown = sum(bool(patterns(SEVEN, *each).associations) for each in people)
    share = shown / len(people)
    assert 0 < share <= 0.13, f"{share:.1%} of {len(people)} people are shown a false pattern"


@pytest.mark.parametrize("habit", [now_and_then, in_stretches])
def test_what_is_worth_ten_points_is_mostly_seen(habit: Habit) -> None:
    dice = random.Random(2026)
    people = [person(dice, habit, effect=10) for _ in range(PEOPLE // 2)]
    seen = sum(
        Association(SEVEN[0], True) in patterns(SEVEN, *each).associations for each in people
    )
    share = seen / len(people)
    assert share >= 0.5, f"{share:.1%} of {len(people)} people are shown the effect"


@given(
    seeds,
    st.sampled_from([now_and_then, in_stretches]),
    st.sampled_from([0, 4, 8]),
    st.sampled_from([0, 0.2, 0.7]),
    st.integers(28, 60),
)
def test_the_rule(
    dice: random.Random, habit: Habit, effect: float, unknown: float, nights: int
) -> None:
    answers, efficiency = person(dice, habit, effect, unknown, nights)
    known = {day: value for day, value in efficiency.items() if value is not None}
    while len(known) > 28 and dice.random() < 0.9:
        del known[dice.choice(list(known))]
    result = patterns(SEVEN, answers, dict(known))
    assert result.nights == min(len(known), 56)
    assert [(item.id, is_better) for item, is_better in result.associations] == by_the_book(
        answers, known
    )


@given(seeds, st.sampled_from([0, 6, 10]))
def test_done_and_not_swapped_is_better_and_worse_swapped(
    dice: random.Random, effect: float
) -> None:
    answers, efficiency = person(dice, in_stretches, effect, 0.1)
    swap: dict[Answer, Answer] = {"done": "skipped", "skipped": "done"}
    swapped = {day: {id: swap[each] for id, each in row.items()} for day, row in answers.items()}
    result = patterns(SEVEN, answers, efficiency)
    other = patterns(SEVEN, swapped, efficiency)
    assert [(item, not is_better) for item, is_better in result.associations] == list(
        other.associations
    )


@given(seeds, st.sampled_from([0, 6, 10]))
def test_what_makes_no_difference(dice: random.Random, effect: float) -> None:
    answers, efficiency = person(dice, in_stretches, effect, 0.2)
    result = patterns(SEVEN, answers, efficiency)
    assert result == patterns(SEVEN, answers, efficiency)

    days = list(efficiency)
    dice.shuffle(days)
    mixed = {day: efficiency[day] for day in days}
    assert patterns(SEVEN, {day: answers[day] for day in days}, mixed) == result

    noise = [None, math.nan, math.inf, -math.inf, -1.0, 101.0]
    more = efficiency | {night(number): dice.choice(noise) for number in range(56, 90)}
    assert patterns(SEVEN, answers, more) == result

    older = efficiency | {night(-number): dice.uniform(0, 100) for number in range(1, 40)}
    assert patterns(SEVEN, answers, older) == result

    for row in answers.values():
        for item in SEVEN:
            row.setdefault(item.id, "not-applicable")
    assert patterns(SEVEN, answers, efficiency) == result


@pytest.mark.parametrize("nights", [0, 1, 27, 28])
def test_too_early(nights: int) -> None:
    answers: Answers = {night(n): {"bath": "done" if n % 2 else "skipped"} for n in range(nights)}
    efficiency: Efficiency = {night(n): 90.0 if n % 2 else 60.0 for n in range(nights)}
    result = patterns([BATH], answers, efficiency)
    assert result.nights == nights
    assert result.is_too_early == (nights < FEWEST_NIGHTS)
    if result.is_too_early:
        assert result == Patterns(nights)


def test_a_night_without_any_sleep_is_a_known_one() -> None:
    assert patterns([], {}, {night(n): 0.0 for n in range(40)}).nights == 40


def test_nights_that_are_all_alike_or_only_get_better_show_nothing() -> None:
    dice = random.Random(1)
    answers, efficiency = person(dice, in_stretches)
    for slope in (0, 0.3, -0.7):
        even: Efficiency = {day: 50 + slope * n for n, day in enumerate(efficiency)}
        assert patterns(SEVEN, answers, even) == Patterns(MOST_NIGHTS, 7)


@pytest.mark.parametrize(
    ("nights", "cycle", "points", "is_shown"),
    [
        (40, 10, 20, True),  # in 8 of 80 rows it is as it was: turned by 10, 20, 30, and mirrored
        (36, 9, 20, False),  # in 8 of 72
        (40, 10, 3.001, True),
        (40, 10, 2.999, False),
    ],
)
def test_at_least_three_points_and_at_most_a_tenth_of_the_rows(
    nights: int, cycle: int, points: float, is_shown: bool
) -> None:
    done = [abs(number % cycle - (cycle - 1) / 2) < 1.5 for number in range(nights)]
    answers: Answers = {night(n): {"bath": "done" if done[n] else "skipped"} for n in range(nights)}
    efficiency: Efficiency = {night(n): 60 + points * done[n] for n in range(nights)}
    assert bool(patterns([BATH], answers, efficiency).associations) == is_shown


def test_it_takes_five_nights_on_each_side() -> None:
    efficiency = dict(enumerate(sleeper(random.Random(1), 56)))
    for done in (0, 4, 5, 51, 52, 56):
        answers: Answers = {
            night(n): {"bath": "done" if n < done else "skipped"} for n in range(56)
        }
        result = patterns([BATH], answers, {night(n): each for n, each in efficiency.items()})
        assert result.compared == (5 <= done <= 51)


def test_what_is_plain_to_see_is_found_in_the_order_of_the_items() -> None:
    dice = random.Random(3)
    answers: Answers = {}
    efficiency: Efficiency = {}
    for number in range(56):
        bath, lamps, coffee = (dice.random() < 0.5 for _ in range(3))
        answers[night(number)] = {
            "bath": "done" if bath else "skipped",
            "dim": "done" if lamps else "skipped",
            "caffeine": "done" if coffee else "skipped",
        }
        efficiency[night(number)] = 50 + 20 * coffee - 20 * lamps + dice.gauss(0, 5)
    result = patterns([BATH, LAMPS, COFFEE], answers, efficiency)
    assert result == Patterns(56, 3, (Association(LAMPS, False), Association(COFFEE, True)))
    assert lines(result) == [
        "On nights with this, you slept a bit better:",
        "Last coffee, tea or cola before midday",
        "On nights with this, you slept a bit less well:",
        "Lamps low and warm",
        "They go together. One need not cause the other.",
    ]
    # the other way round in the list, the other way round in the result
    assert patterns([COFFEE, LAMPS], answers, efficiency).associations == result.associations[::-1]


def test_words() -> None:
    early, nothing, none = (Patterns(12), Patterns(40), Patterns(40, 3))
    both = Patterns(40, 3, (Association(BATH, True), Association(LAMPS, True)))
    assert lines(early) == ["Too early to tell. That is normal in the first weeks."]
    assert lines(nothing)[0] == "Nothing to compare yet."
    assert lines(none) == ["Nothing stands out. That is the usual answer."]
    assert lines(both)[0] == "On nights with each of these, you slept a bit better:"
    for result in (early, nothing, none, both):
        for line in lines(result):
            assert 0 < len(line) <= 60
            assert not set("%!") & set(line)


def test_the_rows_are_looked_at_once_however_many_items_stand_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[float] = []

    def counting(weights: list[float], residuals: list[float]) -> float:
        looked.append(effect(weights, residuals))
        return looked[-1]

    effect = module._effect
    monkeypatch.setattr(module, "_effect", counting)
    done = in_stretches(random.Random(1), MOST_NIGHTS)
    row: list[Answer] = ["done" if is_done else "skipped" for is_done in done]
    answers = {night(n): {item.id: row[n] for item in SEVEN} for n in range(MOST_NIGHTS)}
    efficiency: Efficiency = {night(n): 70 + 20 * done[n] for n in range(MOST_NIGHTS)}
    assert len(patterns(SEVEN, answers, efficiency).associations) == len(SEVEN)
    assert len(looked) == len(SEVEN) * (1 + 2 * MOST_NIGHTS)
