"""People without a pattern, and people with one: how many are shown something false, or nothing?

`python -m tests.soak.patterns --minutes 60 --state FILE` makes up 100 people a round for each way
in which habits come and go. At most 12 % of those without a pattern may be shown one, and at least
half of those with an item worth ten points of efficiency must see it. The suite asks 200 of each.
"""

import random
import sys

from coach.domain.patterns import Association, patterns
from tests.domain.test_patterns import SEVEN, Habit, in_stretches, now_and_then, person
from tests.soak.state import Soak

PEOPLE = 10_000
PEOPLE_A_ROUND = 100
MOST_FALSE = 0.12
LEAST_SEEN = 0.5
WAYS: dict[str, tuple[Habit, float]] = {
    "now and then": (now_and_then, 0.0),
    "in stretches": (in_stretches, 0.0),
    "in stretches, a fifth unknown": (in_stretches, 0.2),
}
"""How habits come and go, and which share of the answers is missing."""


def ask(rng: random.Random, habit: Habit, unknown: float) -> tuple[int, int]:
    """Make up people; return how many of them see something false, and how many the effect."""
    false = seen = 0
    for _ in range(PEOPLE_A_ROUND):
        false += bool(patterns(SEVEN, *person(rng, habit, unknown=unknown)).associations)
        result = patterns(SEVEN, *person(rng, habit, effect=10, unknown=unknown))
        seen += Association(SEVEN[0], True) in result.associations
    return false, seen


def main() -> int:
    """Ask people until there are enough, or the minutes are over."""
    soak = Soak("patterns", __doc__ or "", 10)
    for rng in soak.rounds():
        for way, (habit, unknown) in WAYS.items():
            before = soak.totals.get(way, [0, 0])
            soak.totals[way] = [
                sum(pair) for pair in zip(before, ask(rng, habit, unknown), strict=True)
            ]
        soak.totals["people"] = soak.totals.get("people", 0) + PEOPLE_A_ROUND
        if soak.totals["people"] >= PEOPLE:
            break
    people = soak.totals.get("people", 0)
    shares = {way: [each / people for each in soak.totals[way]] for way in WAYS} if people else {}
    for way, (false, seen) in shares.items():
        print(f"  {way}: {false:.1%} see something false, {seen:.1%} what is there")
    print(f"{people} people of each")
    return int(any(false > MOST_FALSE or seen < LEAST_SEEN for false, seen in shares.values()))


if __name__ == "__main__":
    sys.exit(main())
