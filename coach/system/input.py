"""The bytes that a terminal sends, cut into whole tokens. Nothing that arrives is an error.

The states are those of DEC's terminals (Paul Williams, "A parser for DEC's ANSI-compatible video
terminals", vt100.net). Keys are those of xterm and of kitty's keyboard protocol, clicks those of
xterm's mode 1006. What is neither is dropped whole: late answers of the terminal, strings, what was
cut and what nobody knows. None of their bytes is ever taken for a key.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Container
from typing import Literal, NamedTuple

ESCAPE_SECONDS = 0.1
"""An ESC that nothing follows for so long is the key."""
SEQUENCE_SECONDS = 1.0
"""A sequence, a string or a paste that nothing follows for so long will not end."""
LONGEST_SEQUENCE = 256
"""A longer one is dropped, in bytes."""
LONGEST_STRING = 65_536
"""A string that is longer is no string, in bytes."""
LONGEST_PASTE = 100_000
"""So much of a paste is kept, in bytes."""
ENTER = "\r"
"""A terminal that was not ours yet made a line feed of it."""
MOST_CELLS = 2000
"""No terminal is wider or higher."""

ESC, CANCEL, SUBSTITUTE, BELL = 0x1B, 0x18, 0x1A, 0x07
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"
REPORTS = re.compile(r"\x1b\[(?:[IO]|\?2026;\d\$y)")
"""Focus, and whether whole pictures can be shown at once: the only answers that are wanted."""
MOUSE = re.compile(r"\x1b\[<(\d{1,3});(\d{1,5});(\d{1,5})[Mm]")
MOTION, MOST_BUTTONS = 32, 128
KEY = re.compile(
    r"\x1b\[(?P<code>\d{0,7})(?::\d{0,7})?(?::(?P<base>\d{1,7}))?"
    r"(?:;(?P<modifiers>\d{0,3})(?::(?P<event>\d))?(?:;(?P<text>\d{1,7}(?::\d{1,7})*)?)?)?"
    r"(?P<end>[u~ABCDEFHPQRSZ])"
)
"""kitty's keyboard protocol: code:shifted:base ; modifiers:event ; text. The rest are xterm's."""
RELEASED = "3"
SHIFT_AND_LOCKS = 0b11000001
"""The modifiers with which a letter is still a letter."""


class Token(NamedTuple):
    """Something that arrived whole."""

    kind: Literal["text", "escape", "sequence", "paste"]
    """A character, the key Esc, a key or a click as its sequence, or what was pasted."""
    text: str
    place: str = ""
    """The Latin letter of that key, where the terminal says it of a letter that is not Latin."""


class Lexer:
    """Cuts bytes into tokens, however they are cut by the reads."""

    def __init__(self, known: Container[str]) -> None:
        """Take the sequences that are keys beside those of `KEY`."""
        self._known = known
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._tokens: list[Token] = []
        self._sequence = bytearray()
        self._left = 0
        self._paste: bytearray | None = None
        self._state: Callable[[int], None] = self._ground

    @property
    def patience_seconds(self) -> float | None:
        """How long to wait for more; None for ever."""
        if self._state == self._ground:
            return None if self._paste is None else SEQUENCE_SECONDS
        return ESCAPE_SECONDS if self._state == self._escape else SEQUENCE_SECONDS

    def feed(self, data: bytes) -> list[Token]:
        """Return what has arrived whole by now."""
        for byte in data:
            self._state(byte)
        return self._taken()

    def give_up(self) -> list[Token]:
        """Nothing followed: a lone ESC is the key, the rest is dropped, a paste is over."""
        if self._state == self._escape and self._paste is None:
            self._tokens.append(Token("escape", "\x1b"))
        self._enter(self._ground)
        self._end_paste()
        return self._taken()

    def _taken(self) -> list[Token]:
        tokens, self._tokens = self._tokens, []
        return tokens

    def _enter(self, state: Callable[[int], None], left: int = 0) -> None:
        self._state = state
        self._left = left
        if state == self._ground:
            self._sequence.clear()

    # States: each takes the next byte.

    def _ground(self, byte: int) -> None:
        """Text."""
        if byte == ESC:
            self._decoder.reset()  # a character that was cut before it will not go on after it
            self._begin_escape()
        elif self._paste is not None:
            if len(self._paste) < LONGEST_PASTE:
                self._paste.append(byte)
        else:
            text = self._decoder.decode(bytes([byte])).replace("\n", ENTER)
            self._tokens += [Token("text", each) for each in text if _is_text(each)]

    def _begin_escape(self) -> None:
        self._sequence[:] = b"\x1b"
        self._enter(self._escape)

    def _escape(self, byte: int) -> None:
        """After an ESC."""
        self._sequence.append(byte)
        if byte == 0x5B:
            self._enter(self._csi)
        elif byte == 0x4F:
            self._enter(self._ss3)
        elif byte in b"]PX^_":
            self._enter(self._string, LONGEST_STRING)
        elif byte == ESC:
            self._emit("escape", "\x1b")
            self._begin_escape()
        elif 0x20 < byte < 0x7F or self._sequence.decode("latin-1") in self._known:
            self._end_sequence()  # with Alt: a key only if it is known
        else:  # two keys, typed fast
            self._emit("escape", "\x1b")
            self._enter(self._ground)
            self._ground(byte)

    def _csi(self, byte: int) -> None:
        """After `ESC [`: parameters, then the byte that ends it."""
        is_first = len(self._sequence) == 2
        if byte == ESC:
            self._begin_escape()
        elif byte in (CANCEL, SUBSTITUTE) or byte >= 0x7F:
            self._enter(self._ground)
        elif is_first and byte in b"M[":  # an old mouse report of three bytes; keys of Linux
            self._sequence.append(byte)
            self._enter(self._counted, 3 if byte == 0x4D else 1)
        else:
            is_mouse = self._sequence.startswith(b"\x1b[<")  # there are terminals that say NaN
            is_end = byte in b"Mm" if is_mouse else byte >= 0x40
            if byte >= 0x20 and len(self._sequence) < LONGEST_SEQUENCE:
                self._sequence.append(byte)
            if is_end:
                self._end_sequence()

    def _counted(self, byte: int) -> None:
        """So many bytes, whatever they are."""
        self._sequence.append(byte)
        self._left -= 1
        if self._left <= 0:
            self._end_sequence()

    def _ss3(self, byte: int) -> None:
        """After `ESC O`: modifiers, then the key."""
        if byte == ESC:
            self._begin_escape()
            return
        self._sequence.append(byte)
        if not 0x30 <= byte <= 0x39 or len(self._sequence) > LONGEST_SEQUENCE:
            self._end_sequence()

    def _string(self, byte: int) -> None:
        """After `ESC ]`, `ESC P` and the like: up to its terminator. All of it is dropped."""
        self._left -= 1
        if byte == ESC:
            self._enter(self._string_escape)
        elif byte in (BELL, CANCEL, SUBSTITUTE) or self._left <= 0:
            self._enter(self._ground)

    def _string_escape(self, byte: int) -> None:
        """An ESC in a string ends it, whether `\\` follows or another sequence."""
        if byte == 0x5C:
            self._enter(self._ground)
        else:
            self._begin_escape()
            self._escape(byte)

    # Tokens.

    def _emit(
        self, kind: Literal["escape", "sequence", "paste"], text: str, place: str = ""
    ) -> None:
        """Add a token; within a paste there are no keys."""
        if self._paste is None:
            self._tokens.append(Token(kind, text, place))

    def _end_sequence(self) -> None:
        """A sequence has arrived whole: a key, a click, a report, the border of a paste."""
        sequence = self._sequence.decode("latin-1")
        self._enter(self._ground)
        if sequence == PASTE_BEGINS:
            self._end_paste()
            self._paste = bytearray()
        elif sequence == PASTE_ENDS:
            self._end_paste()
        elif sequence in self._known or REPORTS.fullmatch(sequence) or _is_click(sequence):
            self._emit("sequence", sequence)
        elif (key := KEY.fullmatch(sequence)) and _is_key(key):
            self._emit("sequence", *_normal(key))

    def _end_paste(self) -> None:
        if self._paste is not None:
            text = self._paste.decode("utf-8", "replace")
            self._paste = None
            self._emit("paste", "".join(filter(_is_text, text)))


def _is_text(char: str) -> bool:
    """It is a character, not what is left of one, nor a control character of the upper half."""
    return char != "\ufffd" and not "\x80" <= char < "\xa0"


def _is_click(sequence: str) -> bool:
    """It is a button or the wheel, within a screen."""
    match = MOUSE.fullmatch(sequence)
    if match is None:
        return False
    button, x, y = map(int, match.groups())
    is_within = 1 <= x <= MOST_CELLS and 1 <= y <= MOST_CELLS
    return is_within and button < MOST_BUTTONS and not button & MOTION


def _is_code(number: str) -> bool:
    """It is the number of a character that can be typed."""
    code = int(number)
    return 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 and not 0x80 <= code < 0xA0


def _is_key(key: re.Match[str]) -> bool:
    """It is a key that went down, and all of its numbers can be."""
    code, end, text = key["code"], key["end"], key["text"]
    if key["event"] == RELEASED or (key["modifiers"] and not 1 <= int(key["modifiers"]) <= 256):
        return False
    if end == "u" and not (code and _is_code(code)):
        return False
    if end not in "u~" and code not in ("", "1"):  # a report of the cursor ends in R, as F3 does
        return False
    return not text or all(map(_is_code, text.split(":")))


def _normal(key: re.Match[str]) -> tuple[str, str]:
    """Return the sequence without what is only for telling, and the Latin letter of its place.

    With Ctrl or Alt a letter that is not Latin is that letter: Ctrl+C is where it always was.
    """
    code, modifiers, text, base = key["code"], key["modifiers"], key["text"], key["base"]
    place = chr(int(base)) if base and base.isdigit() and int(base) < 0x80 else ""
    if place and int(code or 0) < 0x80:
        place = ""
    if place and modifiers and (int(modifiers) - 1) & ~SHIFT_AND_LOCKS:
        code, place = str(ord(place)), ""
    rest = f";{modifiers or 1}" if modifiers or text else ""
    return f"\x1b[{code}{rest}{f';{text}' if text else ''}{key['end']}", place
