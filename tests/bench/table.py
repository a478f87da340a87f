"""What was measured, as a table: the figure, its limit, and how it compares with a baseline."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One thing that was measured."""

    name: str
    measured: float
    unit: str
    limit: float | None = None
    """The most it may be; None where it is only printed."""
    baseline: float | None = None
    """The same thing of something simpler, measured in the same run."""
    baseline_name: str = ""

    @property
    def holds(self) -> bool:
        """Whether it is within its limit."""
        return self.limit is None or self.measured <= self.limit

    def cells(self) -> tuple[str, ...]:
        """Return the row of the table."""
        if not self.baseline:
            compared = ""
        else:
            ratio = self.measured / self.baseline
            compared = f"{ratio:.2f} x {self.baseline_name} ({_number(self.baseline)})"
        limit = "" if self.limit is None else f"<= {_number(self.limit)}"
        verdict = "" if self.limit is None else "ok" if self.holds else "MISSED"
        return self.name, f"{_number(self.measured)} {self.unit}", limit, compared, verdict


def _number(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def show(title: str, figures: Iterable[Figure]) -> bool:
    """Print the table, a row as soon as it is known; returns whether every limit was kept."""
    print(f"\n{title}\n" + _row("", "measured", "limit", "ratio to a baseline", ""), flush=True)
    verdicts = []
    for figure in figures:
        print(_row(*figure.cells()), flush=True)
        verdicts.append(figure.holds)
    return all(verdicts)


def _row(name: str, measured: str, limit: str, ratio: str, verdict: str) -> str:
    return f"  {name:<48} {measured:>12} {limit:>9}  {verdict:<6}  {ratio}".rstrip()


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value below which `share` 0..1 of the values lie (the next higher one)."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def middle(values: Iterable[float]) -> float:
    """Return the median, 0 of nothing."""
    values = list(values)
    return median(values) if values else 0.0
