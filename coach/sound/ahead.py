"""Lines that are said ahead of their time: those of the pack are there, a person's own are made.

Who waits for the voice is a thread of ours alone. A voice that fails, hangs or is killed costs the
line it was at; after three in a row nobody asks it any more.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Protocol

from coach.sound import voices
from coach.sound.spoken import Spoken

STUDIO = (sys.executable, "-m", "coach.sound.studio")
PATIENCE_SECONDS = 30.0
"""So long the voice may take to load and to say one line."""
MOST_FAILURES = 3


class Lines(Protocol):
    """Lines that are there, such as the shipped pack."""

    def has(self, text: str) -> bool:
        """Tell whether a text is there."""

    def samples(self, text: str) -> bytes | None:
        """Return what is heard of it; None when it cannot be had."""


class Ahead:
    """A voice: what the pack has not is said by somebody else, in a process of its own."""

    def __init__(
        self,
        pack: Lines,
        spoken: Spoken,
        who: str,
        studio: "Studio | None" = None,
    ) -> None:
        """Take who says what is not in the pack, or nobody, and where that is kept."""
        self.unsaid: dict[str, str] = {}
        """The texts that could not be said, and why."""
        self._pack, self._spoken, self._who = pack, spoken, who
        self._studio = studio or Studio(*STUDIO, str(spoken.folder), who)
        self._guard = threading.Condition()
        self._now: list[str] = []
        self._later: list[str] = []
        self._is_working = False

    def want(self, texts: Iterable[str]) -> None:
        """Have these said, in this order, instead of those that were wanted before."""
        with self._guard:
            self._now = self._own(texts)
            self._begin()

    def want_later(self, texts: Iterable[str]) -> None:
        """Have these said when nothing else is wanted, instead of those before."""
        with self._guard:
            self._later = self._own(texts)
            self._begin()

    def is_coming(self, text: str) -> bool:
        """Tell whether a text may still be said: it is worth asking again."""
        with self._guard:
            return text in self._now or text in self._later

    def wait(self, on_left: Callable[[int], object], seconds: float = 0.2) -> None:
        """Wait until all that is wanted is said, or is not; tell every so often what is left."""
        with self._guard:
            while self._is_working:
                on_left(len(self._now) + len(self._later))
                self._guard.wait(seconds)

    def has(self, text: str) -> bool:
        """Tell whether somebody can say a text."""
        return self._pack.has(text) or voices.can_say(self._who, text)

    def samples(self, text: str) -> bytes | None:
        """Return what is heard of a text; None when it is not there, or not yet."""
        if self._pack.has(text):
            return self._pack.samples(text)
        return self._spoken.samples(text) if voices.can_say(self._who, text) else None

    def _own(self, texts: Iterable[str]) -> list[str]:
        """Return those that have to be said, each once."""
        return [
            text
            for text in dict.fromkeys(texts)
            if not self._pack.has(text)
            and text not in self.unsaid
            and voices.can_say(self._who, text)
        ]

    def _begin(self) -> None:
        """See to it that somebody is at work, if there is any."""
        if (self._now or self._later) and not self._is_working:
            self._is_working = True
            threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        """Have a text said after the other. When none is wanted the process ends."""
        while self._has_work():
            while text := self._next():
                why = "" if self._spoken.samples(text) else self._studio.say(text)
                self._tick_off(text, why)
            self._studio.close()

    def _has_work(self) -> bool:
        """Tell whether anything is wanted; where nothing is, nobody is at work from now on."""
        with self._guard:
            self._is_working = bool(self._now or self._later)
            self._guard.notify_all()
            return self._is_working

    def _next(self) -> str | None:
        with self._guard:
            return next(iter(self._now + self._later), None)

    def _tick_off(self, text: str, why: str) -> None:
        """A text is said; or it could not be, and why."""
        with self._guard:
            if why:
                self.unsaid[text] = why
            for wanted in (self._now, self._later):
                if text in wanted:
                    wanted.remove(text)


class Studio:
    """The process that speaks; it begins when it is first needed. For one thread."""

    def __init__(self, *command: str, patience: float = PATIENCE_SECONDS, log: int | None = None):
        """Take its command, and where its errors go: where ours do, or a file."""
        self._command, self._patience, self._log = command, patience, log
        self._process: subprocess.Popen[bytes] | None = None
        self._failures = 0

    def say(self, text: str) -> str:
        """Have a text said and kept; return why it is not, or nothing."""
        if self._failures >= MOST_FAILURES:
            return "the voice does not answer"
        answer = self._answer(text)
        if not answer:
            self.close()
            self._failures += 1
            return "the voice does not answer"
        self._failures = 0
        return answer.decode(errors="replace").strip()

    def _answer(self, text: str) -> bytes:
        """Return its answer, a line; nothing when it has ended, or takes too long."""
        try:
            self._process = process = self._process or self._begin()
        except OSError:
            return b""
        assert process.stdin and process.stdout
        patience = threading.Timer(self._patience, _kill, [process])
        patience.daemon = True
        patience.start()
        try:
            process.stdin.write(json.dumps(text).encode() + b"\n")
            process.stdin.flush()
            return process.stdout.readline()
        except OSError:
            return b""
        finally:
            patience.cancel()

    def _begin(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            start_new_session=True,  # it ends with all that it starts
        )

    def close(self) -> None:
        """End the process."""
        if process := self._process:
            self._process = None
            _kill(process)
            with suppress(OSError), process:  # waits, and closes what is left
                pass


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process at once, and with it whatever it has started."""
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
