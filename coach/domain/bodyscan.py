"""A body scan: attention wanders from the toes to the head, as one timeline of any length.

The time between settling and closing is shared by the weights of the regions in whole milliseconds,
the largest remainders first (Hamilton's method), so that a total is always exact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from coach.domain.passage import Line, passage, timeline_of
from coach.domain.timeline import Part, Timeline

Ending = Literal["sleep", "wake"]
ENDINGS: tuple[Ending, ...] = ("sleep", "wake")

SHORTEST_SECONDS, LONGEST_SECONDS = 120, 3600
"""A scan is fitted to any length from two minutes to an hour."""
LEAST_REGION_MS = 12_000
"""A region that would get less is left out."""
LEAST_FOR_THREE_MS = 20_000
"""A region that gets less has two lines."""
THREE, TWO = (0.0, 0.2, 0.5), (0.0, 0.5)
"""When the lines of a region come, as shares of its time."""
MOST_SHARE = 6
"""At another length than its own, settling and closing take at most a sixth of it each."""
LEAST_LINE_MS = 5600
"""Where that makes one of them shorter, each line has at least 5 s to be said, and a gap."""


class Sentence(NamedTuple):
    """Words at a share 0..1 of the settling or of the closing."""

    share: float
    text: str


class Region(NamedTuple):
    """A stop of the scan."""

    part: Part
    weight: float
    """Its share of the time, against the weights of the others."""
    lines: tuple[str, ...]


@dataclass(frozen=True)
class BodyScan:
    """A script of a body scan."""

    id: str
    title: str
    summary: str
    total_ms: int
    settle_ms: int
    closing_ms: int
    settle: tuple[Sentence, ...]
    regions: tuple[Region, ...]
    endings: Mapping[Ending, tuple[Sentence, ...]]
    wandering: tuple[str, ...] = ()
    """Lines for a mind that has wandered, in the order in which they come."""
    wandering_every: int = 3
    """In every n-th region one of them takes the place of the third line."""
    cautions: tuple[str, ...] = ()

    def is_empty(self, left_out: frozenset[str]) -> bool:
        """Whether every region is left out: only settling and closing have words."""
        return all(region.part.id in left_out for region in self.regions)

    def timeline(
        self,
        ending: Ending,
        total_ms: int | None = None,
        left_out: frozenset[str] = frozenset(),
    ) -> Timeline:
        """Return the whole scan as cues, fitted to `total_ms` (default: its own length).

        The regions that stay share the time of those left out; if all are left out, it is silent.
        """
        settle_ms, closing_ms = self.settle_ms, self.closing_ms
        if total_ms is not None and total_ms != self.total_ms:
            settle_ms = min(settle_ms, total_ms // MOST_SHARE)
            closing_ms = min(closing_ms, total_ms // MOST_SHARE)
        total_ms = total_ms or self.total_ms
        cues = passage("settle", settle_ms, edge(self.settle, self.settle_ms, settle_ms))
        regions = [each for each in self.regions if each.part.id not in left_out]
        left_ms = total_ms - settle_ms - closing_ms
        cues += [] if regions else passage("silence", left_ms, ())
        for number, (region, duration_ms) in enumerate(fit(regions, left_ms), start=1):
            lines = self._lines(region, duration_ms, number)
            cues += passage("region", duration_ms, lines, region.part)
        closing = edge(self.endings.get(ending, ()), self.closing_ms, closing_ms)
        cues += passage("closing", closing_ms, closing)
        return timeline_of(self.id, self.title, "bodyscan", cues)

    def _lines(self, region: Region, duration_ms: int, number: int) -> list[Line]:
        """Return the lines of the `number`th region (from 1) at their times."""
        texts = region.lines
        shares: tuple[float, ...] = THREE
        if duration_ms < LEAST_FOR_THREE_MS:
            shares = TWO
        elif self.wandering and number % self.wandering_every == 0 and len(texts) >= len(THREE):
            turn = number // self.wandering_every - 1
            texts = (*texts[:2], self.wandering[turn % len(self.wandering)])
        pairs = zip(shares, texts, strict=False)  # a short region leaves its last line out
        return [Line(round(share * duration_ms), text) for share, text in pairs]


def edge(sentences: Sequence[Sentence], own_ms: int, duration_ms: int) -> list[Line]:
    """Return the lines of the settling or the closing, which has `own_ms` in the script.

    At its own length each line comes at its share. When it is shortened, each line has at least
    5.6 s: the first and the last stay, the last a little earlier if need be; any other is left out
    if it would come too soon after the line before it or too shortly before the last.
    """
    lines = [Line(round(share * duration_ms), text) for share, text in sentences]
    if duration_ms >= own_ms or not lines:
        return lines
    first, last = lines[0], lines[-1]
    if first is last:
        return [first._replace(at_ms=min(first.at_ms, duration_ms - LEAST_LINE_MS))]
    start_ms = min(first.at_ms, duration_ms - 2 * LEAST_LINE_MS)
    last_ms = max(start_ms + LEAST_LINE_MS, min(last.at_ms, duration_ms - LEAST_LINE_MS))
    staying = [first._replace(at_ms=start_ms)]
    for line in lines[1:-1]:
        if staying[-1].at_ms + LEAST_LINE_MS <= line.at_ms <= last_ms - LEAST_LINE_MS:
            staying.append(line)
    return [*staying, last._replace(at_ms=last_ms)]


def fit(regions: Sequence[Region], ms: int) -> list[tuple[Region, int]]:
    """Share `ms` among the regions by their weights; returns those that stay, with their time.

    While a region would get under 12 s, the one of the smallest weight is left out, of several
    equal ones the last; one region always stays.
    """
    staying = list(regions)
    while staying:
        times = share(ms, [region.weight for region in staying])
        if min(times) >= LEAST_REGION_MS or len(staying) == 1:
            return list(zip(staying, times, strict=True))
        order = range(len(staying))
        del staying[min(order, key=lambda index: (staying[index].weight, -index))]
    return []


def share(whole: int, weights: Sequence[float]) -> list[int]:
    """Share a whole number by weights; what is left over goes to the largest remainders first."""
    total = sum(weights)
    exact = [whole * weight / total for weight in weights]
    shares = [int(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda index: shares[index] - exact[index])
    for index in by_remainder[: whole - sum(shares)]:
        shares[index] += 1
    return shares
