"""Thousands of evenings of random keys: nothing is recorded that was not said on its row.

`python -m tests.soak.evenings --minutes 10 --state FILE`. A round is one coach and twenty evenings
at random hours; it fails on an answer that was given elsewhere, or done before it was due.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.soak.state import Soak
from tests.ui.random_evenings import live

EVENINGS = 20


def main() -> int:
    """Live the evenings."""
    soak = Soak("evenings", "Evenings of random keys.", 5)
    given = 0
    for rng in soak.rounds():
        with tempfile.TemporaryDirectory() as folder:
            try:
                given += asyncio.run(live(Path(folder), rng, EVENINGS))
            except AssertionError as error:
                print(f"round {soak.next}: {error}")
                return 1
    print(f"up to round {soak.next}, {EVENINGS} evenings each: {given} answers, all on their rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
