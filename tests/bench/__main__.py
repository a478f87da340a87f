"""`python -m tests.bench [PART] [--busy]`, from the checkout; without a part, all of them.

Prints what was measured, the limit, and the ratio to a baseline of the same run; exits with 1 when
a limit is missed. `timing` takes ten minutes of true time; believe it on a quiet machine.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator

from tests.bench import cost, light, own_files, simulated, sound, start, store, timing
from tests.bench.table import Figure, show

PARTS = ("timing", "cost", "sound", "start", "simulated", "store", "own", "light")


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser("python -m tests.bench", description=__doc__)
    parser.add_argument("part", nargs="?", default="all", choices=[*PARTS, "all"])
    parser.add_argument("--busy", action="store_true", help="timing with all cores at work")
    args = parser.parse_args()
    print(f"load before: {os.getloadavg()[0]:.2f}, cores: {os.cpu_count()}")
    measures: dict[str, tuple[str, Callable[[], Iterator[Figure]]]] = {
        "timing": ("Timing" + " with busy cores" * args.busy, lambda: timing.figures(args.busy)),
        "cost": ("Cost", cost.figures),
        "sound": ("Sound", sound.figures),
        "start": ("Start and keys", start.figures),
        "simulated": ("Half an hour, simulated", simulated.figures),
        "store": ("Ten years of evenings", store.figures),
        "own": ("Scripts of one's own", own_files.figures),
        "light": ("Light, in percent of a white screen", light.figures),
    }
    wanted = PARTS if args.part == "all" else (args.part,)
    verdicts = [show(measures[part][0], measures[part][1]()) for part in wanted]
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
