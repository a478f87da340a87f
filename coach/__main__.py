"""The way in for `coach` and `python -m coach`: `--version` is answered before anything loads."""

import os
import sys

from coach import __version__


def main() -> int:
    """Run the command line of this process and return its exit code."""
    if sys.argv[1:] == ["--version"]:
        try:
            print(f"coach {__version__}", flush=True)
        except OSError:  # nobody reads it, or the disk is full
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 1
        return 0
    from coach.cli.command import run

    code = run(sys.argv[1:])
    if (disk := sys.modules.get("coach.system.disk")) and disk.is_blocked():
        os._exit(code)  # all is said and kept; Python would wait until it is no longer blocked
    return code


if __name__ == "__main__":
    sys.exit(main())
