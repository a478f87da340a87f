"""People who press anything, at any hour, from their first start on: `tests.ui.wandering`.

`python -m tests.soak.wandering --minutes 30 --state FILE`. A round is one person, and four visits.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.soak.state import Soak
from tests.ui.wandering import wander

VISITS = 4


def main() -> int:
    """Let them wander until the minutes are over."""
    soak = Soak("wandering", __doc__ or "", 10)
    for rng in soak.rounds():
        with tempfile.TemporaryDirectory() as folder:
            try:
                pressed = asyncio.run(wander(Path(folder), rng, VISITS))
            except AssertionError as error:
                print(f"{error}\nfailed: --seed {soak.seed} --first {soak.next}")
                return 1
        soak.totals["keys"] = soak.totals.get("keys", 0) + pressed
    print(f"up to round {soak.next}: {soak.totals.get('keys', 0)} keys, nothing found")
    return 0


if __name__ == "__main__":
    sys.exit(main())
