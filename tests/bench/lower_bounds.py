"""Run the suite with every dependency at the lowest version that pyproject allows.

`python -m tests.bench.lower_bounds [--keep FOLDER] [pytest arguments]`: makes a virtual environment
with pip (this fetches packages), installs the checkout into it and runs the suite there.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from contextlib import ExitStack
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]


def pins() -> list[str]:
    """Return every dependency of the app and of its tests as `name==lowest version`."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    matches = {line: re.match(r"([\w.-]+)\s*>=\s*([\w.]+)", line) for line in wanted}
    without = [line for line, match in matches.items() if not match]
    if without:
        raise SystemExit(f"without a lower bound: {', '.join(without)}")
    return [f"{match[1]}=={match[2]}" for match in matches.values() if match]


def main() -> int:
    """Make the environment, run the suite, and say how it went."""
    parser = argparse.ArgumentParser("python -m tests.bench.lower_bounds", description=__doc__)
    parser.add_argument("--keep", type=Path, help="keep the environment in this folder")
    args, pytest_arguments = parser.parse_known_args()
    with ExitStack() as stack:
        folder = args.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        venv.create(folder / "venv", with_pip=True)
        python = folder / "venv" / "bin" / "python"
        lowest = folder / "lowest.txt"
        lowest.write_text("\n".join(pins()) + "\n", encoding="utf-8")
        pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        subprocess.run(
            [*pip, "--constraint", str(lowest), "--editable", f"{CHECKOUT}[test]"], check=True
        )
        print("with " + ", ".join(pins()), flush=True)
        done = subprocess.run([str(python), "-m", "pytest", *pytest_arguments], cwd=CHECKOUT)
    print("lower bounds: " + ("the suite passes" if done.returncode == 0 else "FAILED"))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
