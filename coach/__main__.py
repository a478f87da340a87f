"""The way in for `coach` and `python -m coach`: `--version` is answered before anything loads."""

import sys

from coach import __version__


def main() -> int:
    """Run the command line of this process and return its exit code."""
    if sys.argv[1:] == ["--version"]:
        print(f"coach {__version__}")
        return 0
    from coach.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
