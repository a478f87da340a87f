"""The way to the process that plays. Nothing here waits for it, whatever it does.

Messages go through a thread of their own: a process that does not read holds nobody up. When it
says that it is ill, when it ends, or when it has said nothing for a second, it is silent from then
on: `trouble` says why, and the session goes on in true time.
"""

import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from coach.sound.bank import gain
from coach.sound.desk import Due

READY_SECONDS = 1.0
"""So long the process may take to open its device."""


class Speaker:
    """Plays what it is given in a process of its own, which begins with the first of it."""

    def __init__(self, log: Path, on_trouble: Callable[[str], None], *command: str) -> None:
        """Take the file for its errors, and the command that plays.

        `on_trouble` is called once, on a thread of ours, when there will be no sound.
        """
        self.trouble = ""
        """Why there is no sound, in a line; empty: as far as is known there is."""
        self._command, self._log, self._on_trouble = command, log, on_trouble
        self._process: subprocess.Popen[bytes] | None = None
        self._messages: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        self._is_ready = threading.Event()
        self._is_closing = False

    def play(self, coming: Iterable[Due]) -> None:
        """Play these, instead of all that has not begun."""
        self._send({"play": [[due.moment, *due.sound] for due in coming]})

    def hush(self) -> None:
        """Fade what sounds, and play nothing more."""
        if self._process:
            self._send({"hush": 1})

    def set_volumes(self, voice: int, tones: int) -> None:
        """Set how loud it is, in steps from 1 to `LOUDEST`; 0 is silent."""
        self._send({"volumes": [gain(each) if each else 0.0 for each in (voice, tones)]})

    def close(self) -> None:
        """End the process; nobody waits for it."""
        self._is_closing = True
        self._messages.put(None)
        if self._process:
            self._process.kill()

    def start(self) -> None:
        """Begin the process ahead of the first sound, if it has not begun."""
        if self._process is None and not self.trouble:
            self._begin()

    def _send(self, message: dict[str, Any]) -> None:
        self.start()
        if not self.trouble:
            self._messages.put(message)

    def _begin(self) -> None:
        """Start the process, and who writes to it and listens to it."""
        try:
            log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        except OSError:
            log = os.open(os.devnull, os.O_WRONLY)
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,  # Ctrl+C and Ctrl+Z of the terminal are not for it
            )
        except OSError as error:
            self._be_silent(f"No sound: {error.strerror}.")
            return
        finally:
            os.close(log)
        for work in (self._write, self._listen, self._watch):
            threading.Thread(target=work, args=(self._process,), daemon=True).start()

    def _write(self, process: "subprocess.Popen[bytes]") -> None:
        """Pass on messages until there are no more."""
        assert process.stdin
        with suppress(OSError), process.stdin as pipe:  # closing it may fail as well
            while (message := self._messages.get()) is not None:
                pipe.write(json.dumps(message).encode() + b"\n")
                pipe.flush()

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        """Hear what it says, until it ends."""
        assert process.stdout
        with process.stdout as pipe:
            for line in pipe:
                word, _, why = line.decode(errors="replace").strip().partition(" ")
                if word == "ready":
                    self._is_ready.set()
                elif word == "ill":
                    self._be_silent(f"No sound. {why}")
        self._be_silent("No sound: what plays it has ended.")
        self._messages.put(None)
        process.wait()

    def _watch(self, process: "subprocess.Popen[bytes]") -> None:
        """Give up a process that has not opened its device in time."""
        if not self._is_ready.wait(READY_SECONDS):
            self._be_silent("No sound: the sound system does not answer.")
            process.kill()

    def _be_silent(self, why: str) -> None:
        """From now on there is no sound; say so once."""
        if not self.trouble and not self._is_closing:
            self.trouble = why
            self._on_trouble(why)
