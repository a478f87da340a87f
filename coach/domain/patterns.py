"""Which items of a checklist go together with better nights, if any.

Nothing the app shows could more easily be false: in withdrawal sleep gets better week by week
whatever one does, and habits come in stretches, so a habit and good nights often meet by chance.
Therefore:

1. The last 56 nights with a known sleep efficiency are looked at; under 28 it is too early.
2. Their trend, a straight line over the date by least squares, is taken away. What is left of a
   night is its residual, in points of efficiency.
3. The effect of an item is the mean residual of the nights it was done, less that of the nights
   answered "not tonight". It takes five nights on each side. A night without an answer, or on which
   the item does not apply, is on neither.
4. All items are tested at once against chance, by the largest effect of any of them (Westfall &
   Young 1993). The answers stay where they are; the residuals are rotated by every number of
   nights, forward and mirrored: 2 * nights rows, the real one among them. So stretches stay whole.
   (Shuffling single nights tears them apart: one person in five with habits in stretches was then
   shown something false.)
5. An item is shown if its effect, up or down, is at least three points, and at most a tenth of the
   rows have an effect as large, of whichever item.

There are no random numbers: the same nights always give the same result. On any one evening about
one person in ten sees something where there is nothing (`tests/domain/test_patterns.py`); somebody
who looks on many evenings will see something false on some of them. An item that is done on the
same days of every week is practically never shown, since rotating by a week changes little.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from heapq import nlargest
from operator import mul
from typing import NamedTuple

from coach.domain.checklist import Answer, Item

FEWEST_NIGHTS = 28
"""With fewer nights it is too early to tell."""
MOST_NIGHTS = 56
"""Of more nights only the last are looked at."""
FEWEST_EACH = 5
"""An item is compared when at least so many nights have it done, and as many not."""
LEAST_EFFECT = 3
"""A smaller effect is not shown, in points of sleep efficiency."""
ONE_ROW_IN = 10
"""At most one row in this many may have an effect as large as one that is shown."""
ROUNDING = 1e-9
"""Effects that differ by less are equal."""


class Association(NamedTuple):
    """An item that goes together with better nights, or with worse ones."""

    item: Item
    is_better: bool


class Patterns(NamedTuple):
    """What the nights say about the items."""

    nights: int
    """How many nights were looked at, 0..56."""
    compared: int = 0
    """How many items had enough nights on both sides."""
    associations: tuple[Association, ...] = ()
    """In the order of the items. Sizes of effects are not given: they would make a ranking."""
    until: date | None = None
    """The last night that could be looked at; None: all that were given."""
    since: int = 0
    """How many nights with a known efficiency came after that."""
    incomplete: int = 0
    """How many diaries there are without one."""

    @property
    def is_too_early(self) -> bool:
        """Whether there are too few nights to say anything."""
        return self.nights < FEWEST_NIGHTS


def patterns(
    items: Iterable[Item],
    answers: Mapping[date, Mapping[str, Answer]],
    efficiency: Mapping[date, float | None],
) -> Patterns:
    """Return which items go together with better or worse nights.

    `answers` of each day by the ids of the items, and the sleep efficiency of each night, 0..100,
    are by the date of the evening. The more items, the more each of them has to show.
    """
    known = {
        night: value
        for night, value in efficiency.items()
        if value is not None and 0 <= value <= 100
    }
    nights = sorted(known)[-MOST_NIGHTS:]
    if len(nights) < FEWEST_NIGHTS:
        return Patterns(len(nights))
    residuals = _residuals([night.toordinal() for night in nights], [known[n] for n in nights])
    weights = {}
    for item in items:
        row = [answers.get(night, {}).get(item.id) for night in nights]
        if min(row.count("done"), row.count("skipped")) >= FEWEST_EACH:
            weights[item] = _weights(row)
    effects = {item: _effect(each, residuals) for item, each in weights.items()}
    large = {item: effect for item, effect in effects.items() if abs(effect) >= LEAST_EFFECT}
    least = _least_significant(residuals, list(weights.values())) if large else 0.0
    associations = tuple(
        Association(item, effect > 0) for item, effect in large.items() if abs(effect) >= least
    )
    return Patterns(len(nights), len(weights), associations)


def _residuals(days: list[int], values: list[float]) -> list[float]:
    """Return what is left of the values when their straight line over the days is taken away."""
    mean_day, mean = sum(days) / len(days), sum(values) / len(values)
    since = [day - mean_day for day in days]
    slope = sum(map(mul, since, values)) / sum(map(mul, since, since))
    return [value - mean - slope * day for day, value in zip(since, values, strict=True)]


def _weights(row: list[Answer | None]) -> list[float]:
    """Return what the residual of each night counts for in the effect of an item."""
    each = {"done": 1 / row.count("done"), "skipped": -1 / row.count("skipped")}
    return [each.get(answer or "", 0.0) for answer in row]


def _effect(weights: list[float], residuals: list[float]) -> float:
    """Return the mean of the nights done less the mean of those not, in points."""
    effect: float = sum(map(mul, weights, residuals))
    return effect


def _rotations(residuals: list[float]) -> Iterator[list[float]]:
    """Yield every rotation of the residuals, and every rotation of their mirror image."""
    nights = len(residuals)
    for row in (residuals, residuals[::-1]):
        twice = row + row
        yield from (twice[first : first + nights] for first in range(nights))


def _least_significant(residuals: list[float], weights: list[list[float]]) -> float:
    """Return the least effect that at most a tenth of the rows reach, with whichever item."""
    largest = (max(abs(_effect(each, row)) for each in weights) for row in _rotations(residuals))
    most = 2 * len(residuals) // ONE_ROW_IN
    return nlargest(most + 1, largest)[-1] + ROUNDING


def lines(result: Patterns) -> list[str]:
    """Return it in words, at most 60 characters a line; an item's text is a line, as it is."""
    if result.is_too_early:
        return ["Too early to tell. That is normal in the first weeks."]
    if not result.compared:
        return [
            "Nothing to compare yet.",
            "It needs nights with a thing done, and nights without.",
        ]
    if not result.associations:
        return ["Nothing stands out. That is the usual answer."]
    rows = []
    for is_better, how in ((True, "a bit better"), (False, "a bit less well")):
        texts = [item.text for item, better in result.associations if better == is_better]
        this = "this" if len(texts) == 1 else "each of these"
        rows += [f"On nights with {this}, you slept {how}:", *texts] if texts else []
    return [*rows, "They go together. One need not cause the other."]
