"""The terminal: Textual's driver with an input of our own. No byte breaks it, it sleeps when idle.

`chosen` gives Textual's own driver where there is no such terminal (Windows), or where Textual has
changed under us.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import sys
from typing import Any

from textual import events
from textual.driver import Driver
from textual.message import Message

from coach.system.input import Lexer, Token

BUTTON, MOTION = re.compile(r"\x1b\[<(\d+);(\d+;\d+)([Mm])"), 32
"""A button that went down or up; and what is added to it where the pointer only came there."""
KITTY_OF_TEXTUAL, KITTY = "\x1b[>25u", "\x1b[>29u"
"""Flags of kitty's keyboard protocol: with ours it also says where on the keyboard a key is."""
NEEDED = (
    "_disable_mouse_support",
    "_enable_mouse_support",
    "_get_terminal_size",
    "_query_in_band_window_resize",
    "_run_input_thread",
    "disable_input",
    "process_message",
    "start_application_mode",
    "stop_application_mode",
    "write",
)
"""What we build on of Textual's driver."""


def chosen() -> tuple[type[Driver] | None, str]:
    """Return our driver and nothing; or None, for Textual's own, and why."""
    if sys.platform == "win32":
        return None, ""
    try:
        return _driver(), ""
    except (ImportError, AttributeError) as error:
        return None, f"Textual's own driver is used: {error}"


def _driver() -> type[Driver]:
    """Return our driver. Raises `ImportError` or `AttributeError` if it cannot be built."""
    from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
    from textual._xterm_parser import XTermParser
    from textual.drivers.linux_driver import LinuxDriver

    if missing := [name for name in NEEDED if name not in vars(LinuxDriver)]:
        raise AttributeError(f"it has no {missing[0]}")

    class CoachDriver(LinuxDriver):
        """Input by `system.input`; buttons and wheel of the mouse; the size the terminal says."""

        _wake: tuple[int, int] | None = None
        """A pipe; what is written into it ends the input at once."""
        _is_ours = False
        """The terminal is ours: before and after nothing is written, so that no mode is left on."""
        _pressed_at = ""
        """Where a button went down or up the last time."""
        _parser = XTermParser()

        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            for number in (signal.SIGTSTP, signal.SIGCONT):  # see `signals`
                signal.signal(number, signal.SIG_DFL)

        def _get_terminal_size(self) -> tuple[int, int]:
            for descriptor in (self.fileno, 2, 1):
                with contextlib.suppress(OSError):
                    width, height = os.get_terminal_size(descriptor)
                    if width > 0 and height > 0:
                        return width, height
            return super()._get_terminal_size()

        def _enable_mouse_support(self) -> None:
            if self._mouse:
                self.write("\x1b[?1000h\x1b[?1006h")
                self.flush()

        def _disable_mouse_support(self) -> None:
            if self._mouse:
                self.write("\x1b[?1006l\x1b[?1000l")
                self.flush()

        def _query_in_band_window_resize(self) -> None:
            """SIGWINCH tells the size; in the stream it would come with pixels of the mouse."""

        def write(self, data: str) -> None:
            if self._is_ours:
                super().write(KITTY if data == KITTY_OF_TEXTUAL else data)

        def start_application_mode(self) -> None:
            self._wake = os.pipe()
            self._is_ours = True
            super().start_application_mode()  # type: ignore[no-untyped-call]

        def stop_application_mode(self) -> None:
            super().stop_application_mode()
            self._is_ours = False

        def disable_input(self) -> None:
            if self._wake is None:
                return
            out, into = self._wake
            os.write(into, b"\0")
            super().disable_input()
            self._wake = None
            os.close(out)
            os.close(into)

        def _run_input_thread(self) -> None:
            try:
                self.run_input_thread()
            except Exception as error:
                self._loop.call_soon_threadsafe(self._app._handle_exception, error)

        def run_input_thread(self) -> None:
            assert self._wake is not None
            lexer, wake = Lexer(ANSI_SEQUENCES_KEYS), self._wake[0]
            poll = select.poll()
            poll.register(self.fileno, select.POLLIN)
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
                    os.kill(os.getpid(), signal.SIGHUP)
                    return
                for token in tokens:
                    for message in self._messages(token):
                        self.process_message(message)

        def _read(self) -> bytes:
            try:
                return os.read(self.fileno, 4096)
            except OSError:
                return b""

        def _messages(self, token: Token) -> list[Message]:
            """Return what Textual makes of a token; of one it does not know, nothing."""
            if token.kind == "escape":
                return [events.Key("escape", token.text)]
            if token.kind == "paste":
                return [events.Paste(token.text.replace("\x00", ""))]
            sequence = token.text
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

    return CoachDriver
