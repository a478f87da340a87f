"""A program in a real pseudo-terminal: every byte it writes is kept with the moment it came.

Moments are seconds of CLOCK_MONOTONIC. What stands on the screen is read by pyte, and only when
somebody asks, so that a run which is timed is not disturbed. Processor time: Linux.
"""

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pyte

KEYS = {
    "enter": b"\r",
    "escape": b"\x1b",
    "space": b" ",
    "tab": b"\t",
    "backspace": b"\x7f",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "f1": b"\x1bOP",
    "ctrl+c": b"\x03",
    "ctrl+p": b"\x10",
    "ctrl+q": b"\x11",
    "ctrl+z": b"\x1a",
}
"""Keys that are not a letter, and what a terminal sends for them."""

ESCAPE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[PX^_\]][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-OQ-~])"
)
"""One whole escape sequence."""
_NOT_FOR_PYTE = re.compile(rb"\x1b\[[<=>][0-9;]*[@-~]|\x1b\[[?0-9;]*\$p|\x1b\[\?2026[hl]")
_QUERIES = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;0$y"}
"""What a modern terminal answers: whole pictures at once, yes; sizes within the stream, no."""
_LEAVES = b"\x1b[?1006l"
"""The mouse is given back: the first that is written when a program leaves."""
_UNUSUAL = ("NO_COLOR", "LINES", "COLUMNS", "CI", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE")
_INTO_TTY = 'exec "$@" <>"$0" >&0 2>&0'  # a new session that opens a terminal owns it


class Chunk(NamedTuple):
    """Bytes that came together."""

    at: float
    data: bytes


class Usage(NamedTuple):
    """What the program has used up by a moment."""

    at: float
    cpu_seconds: float
    wakeups: int
    written: int

    def since(self, before: "Usage") -> "Usage":
        """Return what was used between two moments; `at` is how long that was."""
        return Usage(
            self.at - before.at,
            self.cpu_seconds - before.cpu_seconds,
            self.wakeups - before.wakeups,
            self.written - before.written,
        )


class Process(Protocol):
    """What is used of a started program; see `subprocess.Popen`."""

    pid: int
    returncode: int | Any

    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def send_signal(self, sig: int) -> None: ...
    def kill(self) -> None: ...


Start = Callable[[str, Sequence[str], Mapping[str, str], Path | None], Process]
"""Starts a program in a terminal: its name, the command line, the environment, the folder."""


def started(tty: str, argv: Sequence[str], env: Mapping[str, str], cwd: Path | None) -> Process:
    """Start any program in a terminal."""
    command = ["/bin/sh", "-c", _INTO_TTY, tty, *argv]
    return subprocess.Popen(command, env=env, cwd=cwd, start_new_session=True)


class Terminal:
    """A pseudo-terminal with a program in it. As a context, it ends what is left of the program."""

    def __init__(
        self,
        argv: Sequence[str],
        size: tuple[int, int] = (100, 30),
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        start: Start | None = None,
    ) -> None:
        """Start `argv` in a terminal of `size`, columns and rows; for `env` see `environment`."""
        self.chunks: list[Chunk] = []
        self.answers_late = False
        """It answers what it is asked only when the program is about to leave."""
        self._unanswered: list[bytes] = []
        """What it was asked, and has not answered yet."""
        self.sent = b""
        """Every byte that was typed."""
        self._master, self._slave = os.openpty()
        self.modes_before = termios.tcgetattr(self._slave)
        """How the terminal was set when the program came."""
        self._set_size(*size)
        self._screen: Any = pyte.Screen(*size)
        self._stream: Any = pyte.ByteStream(self._screen)
        self._shown = 0
        self._tail = b""
        self.started = time.monotonic()
        """When the program was started."""
        begin = start or started
        self.process = begin(os.ttyname(self._slave), argv, environment(env or {}), cwd)
        self.ended: Usage | None = None
        self._poll = select.poll()
        self._poll.register(self._master, select.POLLIN)

    def __enter__(self) -> "Terminal":
        """Begin to use it."""
        return self

    def __exit__(self, *_: object) -> None:
        """End what is left."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for fd in (self._master, self._slave):
            with contextlib.suppress(OSError):
                os.close(fd)

    # Reading.

    def until(self, is_true: Callable[[], bool], seconds: float, look: float = 60.0) -> bool:
        """Read until something is true, asked after every chunk and every `look` seconds."""
        end = time.monotonic() + seconds
        while not is_true():
            left = end - time.monotonic()
            if left <= 0:
                return False
            if self._poll.poll(min(left, look) * 1000):
                data = os.read(self._master, 65536)
                self.chunks.append(Chunk(time.monotonic(), data))
                self._unanswered += [reply for query, reply in _QUERIES.items() if query in data]
                if _LEAVES in data or not self.answers_late:
                    os.write(self._master, b"".join(self._unanswered))
                    self._unanswered = []
        return True

    def read_for(self, seconds: float) -> bytes:
        """Read for a while, and return what came."""
        before = len(self.chunks)
        self.until(lambda: False, seconds)
        return b"".join(chunk.data for chunk in self.chunks[before:])

    def wait_for(self, *texts: str, seconds: float = 10.0) -> None:
        """Read until all texts stand on the screen."""

        def are_shown() -> bool:
            shown = self.text
            return all(text in shown for text in texts)

        assert self.until(are_shown, seconds), f"{texts} not within {seconds} s on:\n{self.text}"

    def wait_until(self, is_true: Callable[["Terminal"], bool], seconds: float = 10.0) -> None:
        """Read until something holds for this terminal, or for a file that it writes."""
        assert self.until(lambda: is_true(self), seconds, look=0.05), (
            f"not within {seconds} s:\n{self.text}"
        )

    def wait_exit(self, seconds: float = 10.0) -> int:
        """Read until the program ends, and return its exit code (negative: the signal)."""
        assert self.until(lambda: self.process.poll() is not None, seconds, look=0.01), (
            f"still there after {seconds} s:\n{self.text}"
        )
        while self._poll.poll(5):  # what it wrote last may still be on its way
            self.read_for(0.001)
        return self.process.returncode

    @property
    def output(self) -> bytes:
        """Everything that was written."""
        return b"".join(chunk.data for chunk in self.chunks)

    @property
    def rows(self) -> list[str]:
        """What stands on the screen."""
        new = self._tail + b"".join(chunk.data for chunk in self.chunks[self._shown :])
        self._shown = len(self.chunks)
        cut = new.rfind(b"\x1b", -40)
        whole = len(new) if cut < 0 or ESCAPE.match(new, cut) else cut
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", new[:whole]))
        self._tail = new[whole:]
        across, buffer = range(self._screen.columns), self._screen.buffer
        lines = (buffer[y] for y in range(self._screen.lines))
        # a wide character stands in one cell, and in the next one stands nothing
        return ["".join(line[x].data for x in across).rstrip() for line in lines]

    @property
    def text(self) -> str:
        """What stands on the screen, as one text."""
        return "\n".join(self.rows)

    @property
    def colours(self) -> set[str]:
        """The colours of what stands on the screen, as pyte calls them."""
        assert self.rows
        cells = [cell for row in self._screen.buffer.values() for cell in row.values()]
        return {cell.fg for cell in cells if cell.data.strip()} | {cell.bg for cell in cells}

    @property
    def modes(self) -> list[Any]:
        """How the terminal is set now: echo, canonical and the rest."""
        return termios.tcgetattr(self._slave)

    # Doing.

    def send(self, *keys: str | bytes) -> float:
        """Press keys, by name or as they are, and return the moment just before the first."""
        at = time.monotonic()
        for key in keys:
            data = key if isinstance(key, bytes) else KEYS.get(key, key.encode())
            os.write(self._master, data)
            self.sent += data
        return at

    def clear(self) -> None:
        """Lose the picture, as when a shell has written over it."""
        assert self.rows is not None  # what came before belongs to it
        self._screen.reset()

    def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        assert self.rows is not None  # what came before belongs to the old size
        self._screen.resize(height, width)
        self._set_size(width, height)

    def _set_size(self, width: int, height: int) -> None:
        packed = struct.pack("HHHH", height, width, width * 10, height * 20)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, packed)

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def halt(self) -> None:
        """Read no more for now, and let what a terminal takes unread be full."""
        tty = os.open(os.ttyname(self._slave), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        with contextlib.suppress(BlockingIOError):
            while True:
                os.write(tty, b"\x1b[0m" * 256)
        os.close(tty)

    def hang_up(self) -> None:
        """Close the window: nothing can be read or written any more."""
        self._poll.unregister(self._master)
        os.close(self._master)
        os.close(self._slave)

    def usage(self) -> Usage:
        """Return what the program, all its threads together, has used by now."""
        pid = self.process.pid
        status = (file.read_text() for file in Path(f"/proc/{pid}/task").glob("*/status"))
        wakeups = sum(int(match[1]) for text in status if (match := _SWITCHES.search(text)))
        written = sum(len(chunk.data) for chunk in self.chunks)
        return Usage(time.monotonic(), processor_seconds(pid), wakeups, written)


def processor_seconds(pid: int) -> float:
    """Return what a process has used of a processor, to the nanosecond."""
    return time.clock_gettime((~pid << 3) | 2)  # the kernel's clock of another process


def hours_behind() -> int:
    """Return by how many hours to be behind UTC so that it is between ten and eleven at night."""
    return datetime.now(UTC).hour - 22


def afternoon() -> str:
    """Return a zone, as POSIX says it, in which it is between two and three in the afternoon."""
    return f"DAY{hours_behind() + 8:+d}"


def evening() -> date:
    """Return the date that clocks show in the terminal."""
    return (datetime.now(UTC) - timedelta(hours=hours_behind())).date()


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a usual shell and terminal, with `more` and no empty values.

    There it is between ten and eleven in the evening, whenever the tests run.
    """
    usual = {key: value for key, value in os.environ.items() if key not in _UNUSUAL}
    usual |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": ""}
    usual["TZ"] = f"EVE{hours_behind():+d}"  # as POSIX says it
    return {key: value for key, value in (usual | dict(more)).items() if value}


_SWITCHES = re.compile(r"^voluntary_ctxt_switches:\s*(\d+)", re.MULTILINE)


Cell = tuple[str, str, str]
"""A glyph, its colour if there is one to be seen, and the colour behind it, as pyte calls them."""


def cells_of(output: bytes, size: tuple[int, int]) -> list[list[Cell]]:
    """Return what stands on a screen of `size`, columns and rows, after some whole output."""
    screen: Any = pyte.Screen(*size)
    pyte.ByteStream(screen).feed(_NOT_FOR_PYTE.sub(b"", output))
    rows = [[screen.buffer[y][x] for x in range(size[0])] for y in range(size[1])]
    return [[(c.data, c.fg if c.data.strip() else "", c.bg) for c in row] for row in rows]


def left_on(output: bytes) -> set[str]:
    """Return the terminal's modes that a program switched and did not switch back.

    `25` is the cursor, `7` the wrapping of lines (both are on before), `1049` the alternate
    screen, `1000` to `1016` the mouse, `2004` pasting, `keys` the keyboard protocol.
    """
    usual = {"25": "h", "7": "h"}
    now: dict[str, str] = {}
    for match in re.finditer(rb"\x1b\[\?(\d+)([hl])", output):
        now[match[1].decode()] = match[2].decode()
    wrong = {mode for mode, state in now.items() if state != usual.get(mode, "l")}
    if len(re.findall(rb"\x1b\[>\d+u", output)) > output.count(b"\x1b[<u"):
        wrong.add("keys")
    return wrong


def echoed(keys: bytes) -> str:
    """Return what a terminal prints of keys that nobody reads any more (ECHOCTL of `termios`).

    What Backspace does there (ECHOE: back, blank, back) is left out.
    """
    text = keys.decode(errors="replace").replace("\x7f", "")
    return "".join(f"^{chr(ord(c) ^ 64)}" if c < " " else c for c in text)


def rang(output: bytes) -> bool:
    """Tell whether the bell was rung; a 0x07 that ends an escape sequence rings nothing."""
    return b"\x07" in ESCAPE.sub(b"", output)


def words_after(output: bytes) -> str:
    """Return what a person reads once the full screen has gone."""
    after = output.rpartition(b"\x1b[?1049l")[2]
    return ESCAPE.sub(b"", after).decode(errors="replace").strip()
