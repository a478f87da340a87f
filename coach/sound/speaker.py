"""The way to the process that plays. Nothing here waits for it, whatever it does.

Messages go through a thread of their own: a process that does not read holds nobody up. When it
says that it is ill, when it ends, or when it has said nothing for a second, it is silent from then
on: `trouble` says why, and the session goes on in true time.
"""

import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from coach.sound.bank import LOUDEST, gain
from coach.sound.desk import Due

Process = subprocess.Popen[bytes]
Messages = SimpleQueue[dict[str, Any] | None]
"""What a process is told; None: no more."""
START_SECONDS = 5.0
"""So long the process may take to stand; Python and its imports may be slow to load."""
READY_SECONDS = 1.0
"""So long it may then take to open its device."""


class Speaker:
    """Plays what it is given in a process of its own, which begins with the first of it."""

    def __init__(
        self,
        log: Path,
        on_trouble: Callable[[str], None],
        *command: str,
        on_ready: Callable[[], object] = bool,
    ) -> None:
        """Take the file for its errors, and the command that plays.

        On threads of ours `on_trouble` is called once, when there will be no sound, and `on_ready`
        when the device has opened.
        """
        self.trouble = ""
        """Why there is no sound, in a line; empty: as far as is known there is."""
        self.unsaid: set[str] = set()
        """The names of the texts that could not be said, as far as is known."""
        self.command = command
        """The next process begins with it."""
        self._log = log
        self._on_trouble, self._on_ready = on_trouble, on_ready
        self._process: subprocess.Popen[bytes] | None = None
        self._messages: Messages = SimpleQueue()
        self._volumes = (LOUDEST, LOUDEST)

    def play(self, coming: Iterable[Due]) -> None:
        """Play these, instead of all that has not begun."""
        self._send({"play": [[due.moment, *due.sound] for due in coming]})

    def say_later(self, texts: Iterable[str]) -> None:
        """Have lines said ahead of their time, when nothing else has to be."""
        self._send({"later": list(texts)})

    def play_noise(self, moment: float, minutes: int) -> None:
        """Play noise that fades over so many minutes, from a monotonic moment on."""
        self._send({"noise": [moment, minutes]})

    def hush(self) -> None:
        """Fade what sounds, and play nothing more."""
        if self._process:
            self._send({"hush": 1})

    def set_volumes(self, voice: int, tones: int) -> None:
        """Set how loud it is, in steps from 1 to `LOUDEST`; 0 is silent."""
        self._volumes = (voice, tones)
        if self._process:
            self._send_volumes()

    def start(self) -> None:
        """Begin the process ahead of the first sound, if it has not begun."""
        if self._process is None and not self.trouble:
            self._begin()

    def rest(self) -> None:
        """End the process; nobody waits for it. What is to be played later begins another."""
        if process := self._process:
            self._process = None
            self._messages.put(None)
            process.kill()

    def _send(self, message: dict[str, Any]) -> None:
        self.start()
        if self._process:
            self._messages.put(message)

    def _send_volumes(self) -> None:
        self._send({"volumes": [gain(each) if each else 0.0 for each in self._volumes]})

    def _begin(self) -> None:
        """Start the process, and who writes to it and listens to it."""
        try:
            log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        except OSError:
            log = os.open(os.devnull, os.O_WRONLY)
        try:
            process = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,  # Ctrl+C and Ctrl+Z of the terminal are not for it
            )
        except OSError as error:
            self.trouble = f"No sound: {error.strerror}."
            self._on_trouble(self.trouble)
            return
        finally:
            os.close(log)
        self._process, self._messages = process, SimpleQueue()
        stands, is_ready = threading.Event(), threading.Event()
        for work, what in (
            (_write, (process, self._messages)),
            (self._listen, (process, {"opening": stands, "ready": is_ready})),
            (self._watch, (process, stands, is_ready)),
        ):
            threading.Thread(target=work, args=what, daemon=True).start()
        self._send_volumes()

    def _listen(self, process: Process, words: Mapping[str, threading.Event]) -> None:
        """Hear what it says, until it ends."""
        assert process.stdout
        with process.stdout as pipe:
            for line in pipe:
                word, _, why = line.decode(errors="replace").strip().partition(" ")
                if word in words:
                    words[word].set()
                elif word == "unsaid":
                    self._note_unsaid(why)
                elif word == "ill":
                    self._be_silent(process, f"No sound. {why}")
        self._be_silent(process, "No sound: what plays it has ended.")
        process.wait()

    def _note_unsaid(self, name: str) -> None:
        """There is sound, but not of every line; say so once."""
        is_first, self.unsaid = not self.unsaid, self.unsaid | {name}
        if is_first:
            self._on_trouble("Some lines have no voice; they stay on the screen.")

    def _watch(self, process: Process, stands: threading.Event, is_ready: threading.Event) -> None:
        """Give up a process that does not stand, or has not opened its device, in time."""
        if stands.wait(START_SECONDS) and is_ready.wait(READY_SECONDS):
            self._on_ready()
        else:
            self._be_silent(process, "No sound: the sound system does not answer.")

    def _be_silent(self, process: Process, why: str) -> None:
        """From now on there is no sound; say so once. A process that was let go says nothing."""
        if self._process is process:
            self.trouble = why
            self.rest()
            self._on_trouble(why)


def _write(process: Process, messages: Messages) -> None:
    """Pass on messages until there are no more."""
    assert process.stdin
    with suppress(OSError), process.stdin as pipe:  # closing it may fail as well
        while (message := messages.get()) is not None:
            pipe.write(json.dumps(message).encode() + b"\n")
            pipe.flush()
