"""A Python that has loaded the coach once, and forks one for every start in a terminal.

A fork has its own session, terminal, folder, environment and standard streams as a started Python
has; only what `import` does is shared. That is four fifths of a start, and most of what the tests
in a terminal would cost.
"""

import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from runpy import run_path
from typing import Any

from tests.terminal.pseudo import Process, started


class Forked:
    """A coach that was forked, as far as it is used like a `subprocess.Popen`."""

    def __init__(self, warm: "Warm", pid: int) -> None:
        """Take the Python it comes from, and its number."""
        self.pid = pid
        self.returncode: int | None = None
        self._warm = warm

    def poll(self) -> int | None:
        """Return the exit code, negative for a signal; None while it runs."""
        if self.returncode is None:
            self.returncode = self._warm.ask({"ended": self.pid})
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it ends, and return its exit code."""
        if self.returncode is None:
            watched = os.pidfd_open(self.pid)
            select.select([watched], [], [], timeout)
            os.close(watched)
        if self.poll() is None:
            raise subprocess.TimeoutExpired("coach", timeout or 0)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


class Warm:
    """The Python the coaches are forked from. As a context, it ends with it."""

    def __init__(self) -> None:
        """Start it; what it loads is this checkout."""
        ours, its = socket.socketpair()
        self._lines = ours.makefile("rw", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(its.fileno())],
            pass_fds=[its.fileno()],
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        )
        ours.close()
        its.close()

    def __enter__(self) -> "Warm":
        """Begin to use it."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._lines.close()
        self._process.wait()

    def ask(self, question: Mapping[str, Any]) -> Any:
        """Send a line and return what is answered."""
        print(json.dumps(question), file=self._lines, flush=True)
        return json.loads(self._lines.readline())

    def start(
        self, tty: str, argv: Sequence[str], env: Mapping[str, str], cwd: Path | None
    ) -> Process:
        """Fork `python -m coach ...`, or a script, in this terminal; see `pseudo.Start`."""
        if any(name.startswith("TEXTUAL_") for name in env):  # read when Textual is loaded
            return started(tty, argv, env, cwd)
        assert argv[0] == sys.executable
        begin = {"tty": tty, "argv": argv[1:], "env": env, "cwd": str(cwd or Path.cwd())}
        return Forked(self, self.ask(begin))


# What runs in that Python.


def _serve(lines: Any) -> None:
    """Answer until nobody asks any more."""
    for line in lines:
        question = json.loads(line)
        answer = _ended(question["ended"]) if "ended" in question else _fork(lines, question)
        print(json.dumps(answer), file=lines, flush=True)


def _ended(pid: int) -> int | None:
    done, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if done else None


def _fork(lines: Any, begin: Mapping[str, Any]) -> int:
    pid = os.fork()
    if pid == 0:
        lines.close()
        _become(begin)
        _run(*begin["argv"])
        sys.exit()
    return pid


def _run(first: str, *others: str) -> None:
    """Run `-m coach ...`, or a script, as Python does."""
    if first == "-m":
        from coach.__main__ import main

        sys.argv = list(others)
        sys.exit(main())
    sys.argv = [first, *others]
    run_path(first, run_name="__main__")


def _become(begin: Mapping[str, Any]) -> None:
    """Make this process one that was started in that terminal."""
    os.setsid()
    terminal = os.open(begin["tty"], os.O_RDWR)  # a new session that opens a terminal owns it
    for number in range(3):
        os.dup2(terminal, number)
    os.closerange(3, 64)
    os.chdir(begin["cwd"])
    os.environ.clear()
    os.environ.update(begin["env"])
    time.tzset()
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = os.fdopen(number, "w" if number else "r", errors="surrogateescape")
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _load() -> None:
    """Load what a coach loads on its way to all its pages."""
    for module in ("coach.cli.command", "coach.ui.app", "coach.ui.driver"):
        import_module(module)
    import coach.ui.screens

    for screen in iter_modules(coach.ui.screens.__path__, "coach.ui.screens."):
        import_module(screen.name)
    gc.freeze()  # a fork that looks through what it shares would copy it


if __name__ == "__main__":
    _load()
    with socket.socket(fileno=int(sys.argv[1])) as asked:
        lines = asked.makefile("rw", encoding="utf-8")
        asked.close()
        _serve(lines)
