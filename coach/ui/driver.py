"""The terminal: an input that no byte breaks, and an output that nobody waits for.

It wakes for what arrives, and for nothing else.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import shutil
import signal
import sys
import termios
import time
from threading import Event, Thread
from typing import Any

from textual import constants, events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message

from coach.system import terminal
from coach.system.input import Lexer, Token
from coach.system.output import Output

NEEDED = (
    "process_message",
    "send_message",
    "suspend_application_mode",
    "resume_application_mode",
)
"""What we build on of Textual's."""
ON = (
    "\x1b[?1004h"  # say when the window is left and entered
    "\x1b[?2004h"  # pasted text is marked
    "\x1b[?7l"  # lines do not wrap
)
OFF = "\x1b[?2004l\x1b[?7h\x1b[?1004l\x1b[<u"
MOUSE_ON, MOUSE_OFF = "\x1b[?1000h\x1b[?1006h", "\x1b[?1006l\x1b[?1000l"
"""Buttons and the wheel, not where the pointer is."""
KITTY = "\x1b[>29u"
"""kitty's keyboard protocol: no key is ambiguous, and each says where on the keyboard it is."""
IS_SYNC_KNOWN, SYNC = "\x1b[?2026$p", "\x1b[?2026;"
"""Can whole pictures be shown at once? How the answer begins. Apple's terminal prints a letter of
the question.
"""
ANSWER_SECONDS = 0.3
"""So long after the question who leaves waits for its answer: later it would be the shell's."""
BUTTON, MOTION = re.compile(r"\x1b\[<(\d+);(\d+;\d+)([Mm])"), 32
"""A button that went down or up; and what is added to it where the pointer only came there."""


class CoachDriver(Driver):
    """Input by `system.input`, output by `system.output`, the size that the terminal says."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Take what Textual gives a driver."""
        super().__init__(*arguments, **options)
        assert sys.__stdin__ and sys.__stderr__
        self._input = sys.__stdin__.fileno()
        self._terminal = sys.__stderr__.fileno()
        self._output: Output | None = None
        """While the terminal is ours: before and after nothing is written."""
        self._thread: Thread | None = None
        self._wake: tuple[int, int] | None = None
        """A pipe; what is written into it ends the input at once."""
        self._answered = Event()
        """Nothing was asked, or the answer has come."""
        self._answered.set()
        self._asked_at = 0.0
        self._pressed_at = ""
        """Where a button went down or up the last time."""
        self._parser = XTermParser()

    @property
    def can_suspend(self) -> bool:
        """The terminal can be given back for a while: Ctrl+Z."""
        return True

    # Output.

    def write(self, data: str) -> None:
        """Write soon."""
        if self._output:
            self._output.write(data)

    def flush(self) -> None:
        """Write now."""
        if self._output:
            self._output.flush()

    # The terminal is ours, and is not.

    def start_application_mode(self) -> None:
        """Take the terminal."""
        has_picture = terminal.is_taken()
        with contextlib.suppress(termios.error):  # it is gone: the input will notice
            terminal.take(self._input)
        self._output = Output(self._terminal, self._loop, self._missed)
        if not has_picture:  # to enter twice might clear it
            self.write(terminal.ENTER)
        self.write(ON + MOUSE_ON * self._mouse + KITTY * (not constants.DISABLE_KITTY_KEY))
        if os.environ.get("TERM_PROGRAM") != "Apple_Terminal":
            self._answered.clear()
            self._asked_at = time.monotonic()
            self.write(IS_SYNC_KNOWN)
        self.flush()
        self._loop.add_signal_handler(signal.SIGWINCH, self._tell_size)
        self._tell_size()
        self._wake = os.pipe()
        self._thread = Thread(target=self._run_input, name="input", daemon=True)
        self._thread.start()

    def disable_input(self) -> None:
        """Hear nothing more; what has arrived by now is dropped."""
        if self._wake is None or self._thread is None:
            return
        self._loop.remove_signal_handler(signal.SIGWINCH)
        self.write(MOUSE_OFF * self._mouse)
        self.flush()
        self._answered.wait(max(self._asked_at + ANSWER_SECONDS - time.monotonic(), 0.0))
        out, into = self._wake
        os.write(into, b"\0")
        self._thread.join()
        self._wake = self._thread = None
        os.close(out)
        os.close(into)
        with contextlib.suppress(termios.error):
            termios.tcflush(self._input, termios.TCIFLUSH)

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        self.disable_input()
        terminal.give_back(self._input)
        self.write(OFF + terminal.LEAVE)
        if self._output:
            self._output.close()
            self._output = None

    def _missed(self) -> None:
        """The terminal has missed pictures: as when it was ours no more for a while."""
        self.send_message(self.SignalResume())

    def _tell_size(self) -> None:
        width, height = terminal.size(self._input, self._terminal, 1)
        size = Size(width, height) if width else Size(*shutil.get_terminal_size())
        self.send_message(events.Resize(size, size))

    # Input, on a thread of its own.

    def _run_input(self) -> None:
        try:
            self._hear()
        except Exception as error:
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def _hear(self) -> None:
        """Pass on what arrives, until the pipe is written to or the terminal is gone."""
        assert self._wake
        lexer, wake = Lexer(ANSI_SEQUENCES_KEYS), self._wake[0]
        poll = select.poll()
        poll.register(self._input, select.POLLIN)
        poll.register(wake, select.POLLIN)
        while True:
            patience = lexer.patience_seconds
            ready = poll.poll(None if patience is None else patience * 1000)
            if any(descriptor == wake for descriptor, _ in ready):
                return
            if not ready:
                tokens = lexer.give_up()
            elif data := self._read():
                tokens = lexer.feed(data)
            else:  # the terminal is gone, and its SIGHUP did not come to us
                self._answered.set()
                os.kill(os.getpid(), signal.SIGHUP)
                return
            for token in tokens:
                for message in self._messages(token):
                    self.process_message(message)

    def _read(self) -> bytes:
        try:
            return os.read(self._input, 4096)
        except OSError:
            return b""

    def _messages(self, token: Token) -> list[Message]:
        """Return what Textual makes of a token; of one it does not know, nothing."""
        if token.kind == "escape":
            return [events.Key("escape", token.text)]
        if token.kind == "paste":
            return [events.Paste(token.text.replace("\x00", ""))]
        sequence = token.text
        if sequence.startswith(SYNC):
            self._answered.set()
        if button := BUTTON.fullmatch(sequence):
            code, at, end = button.groups()
            if end == "m" and at != self._pressed_at:  # of all motion this is told: a drag
                sequence = f"\x1b[<{int(code) + MOTION};{at}M{sequence}"
            self._pressed_at = at
        try:
            messages: list[Message] = list(self._parser.feed(sequence))
            is_waiting = self._parser._timeout_time is not None
        except Exception:  # a parser that failed, or waits for more, would spoil the next key
            messages, is_waiting = [], True
        if is_waiting:
            self._parser = XTermParser()
        if token.place:
            return [
                events.Key(token.place, message.character)
                for message in messages
                if isinstance(message, events.Key)
            ]
        return messages
