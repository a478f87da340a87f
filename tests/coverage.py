"""How much of the rooms below the screen the suite runs: `python -m tests.coverage`.

Prints for each room which share of its lines and of its branches was run, and its weakest files;
exits with 1 when a share is under 92 % or a test fails. Other arguments go to pytest.

This module is also the pytest plugin that measures: each worker measures itself. What only runs in
a process that a test starts is not counted, and such a process is left as it is.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from coverage import Coverage

ROOMS = ("domain", "toml", "content", "store", "person", "playing")
LEAST_PERCENT = 92.0
WEAKEST = 3
"""How many files of each room are named."""
_FILE = "COACH_COVERAGE_FILE"
"""The environment variable that says where the measurements go."""

_measuring = Coverage(os.environ[_FILE], data_suffix=True) if _FILE in os.environ else None
if _measuring:
    _measuring.start()


def pytest_unconfigure() -> None:
    """Write down what this process has measured."""
    if _measuring:
        _measuring.stop()
        _measuring.save()


def main() -> int:
    """Run the suite and print what was run of each room."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "coverage"
        argv = [sys.executable, "-m", "pytest", "-p", "tests.coverage", *sys.argv[1:]]
        suite = subprocess.run(argv, env=os.environ | {_FILE: str(file)})
        coverage = Coverage(str(file))
        coverage.combine([folder])
        report = Path(folder) / "report.json"
        coverage.json_report(outfile=str(report))
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    print(f"{'':22}  lines  branches")
    verdicts = [show(room, files) for room in ROOMS]
    return 0 if suite.returncode == 0 and all(verdicts) else 1


def show(room: str, files: dict[str, dict[str, dict[str, int]]]) -> bool:
    """Print a room and its weakest files; returns whether enough of it was run."""
    inside = {name: each["summary"] for name, each in files.items() if room in Path(name).parts}
    lines, branches = shares(*inside.values())
    is_enough = min(lines, branches) >= LEAST_PERCENT
    print(f"{room:22} {lines:6.1f} {branches:9.1f}{'' if is_enough else '  TOO LITTLE'}")
    for name in sorted(inside, key=lambda name: shares(inside[name]))[:WEAKEST]:
        lines, branches = shares(inside[name])
        if min(lines, branches) < 100:
            print(f"  {Path(name).name:20} {lines:6.1f} {branches:9.1f}")
    return is_enough


def shares(*files: dict[str, int]) -> tuple[float, float]:
    """Return in percent how many of their lines and how many of their branches were run."""

    def share(run: str, all: str) -> float:
        count = sum(each[all] for each in files)
        return 100 * sum(each[run] for each in files) / count if count else 100.0

    return share("covered_lines", "num_statements"), share("covered_branches", "num_branches")


if __name__ == "__main__":
    sys.exit(main())
