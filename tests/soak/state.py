"""What a long run needs: an end, a seed that is printed, and a file to resume from."""

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Soak:
    """A long run: rounds of their own seed, until the minutes are over.

    Round `n` of seed `s` is always the same, so a failure is repeated with
    `--seed s --first n`. With `--state FILE` a run that was stopped resumes where it was.
    """

    def __init__(self, name: str, about: str, minutes: float) -> None:
        """Read the command line and print the seed."""
        parser = argparse.ArgumentParser(f"python -m tests.soak.{name}", description=about)
        parser.add_argument("--minutes", type=float, default=minutes)
        parser.add_argument("--seed", type=int)
        parser.add_argument("--first", type=int, default=0, help="begin with this round")
        parser.add_argument("--state", type=Path, help="a file to resume from")
        self.args = parser.parse_args()
        self.name = name
        self.seed: int = self.args.seed if self.args.seed is not None else time.time_ns() % 10**6
        self.next: int = self.args.first
        self.totals: dict[str, Any] = {}
        """What a soak adds up over its rounds."""
        if self.args.state and self.args.state.exists():
            state = json.loads(self.args.state.read_text(encoding="utf-8"))
            self.seed, self.next, self.totals = state["seed"], state["next"], state["totals"]
        self.ends: float = time.monotonic() + 60 * self.args.minutes
        print(f"{name}: --seed {self.seed} --first {self.next}", flush=True)

    @property
    def seconds_left(self) -> float:
        """How long it still runs."""
        return max(self.ends - time.monotonic(), 0.0)

    def rounds(self) -> Iterator[random.Random]:
        """Yield the random numbers of each round, until time is over."""
        while self.seconds_left:
            try:
                yield random.Random(f"{self.seed} {self.next}")
            except GeneratorExit:
                print(f"stopped in: --seed {self.seed} --first {self.next}", flush=True)
                raise
            self.next += 1
            self._keep()

    def _keep(self) -> None:
        if self.args.state:
            state = {"seed": self.seed, "next": self.next, "totals": self.totals}
            new = self.args.state.with_suffix(".new")
            new.write_text(json.dumps(state), encoding="utf-8")
            new.replace(self.args.state)
