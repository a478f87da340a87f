"""Text that is safe to show in a terminal: nothing in it works as a control sequence."""

import re

_FORBIDDEN = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
"""What may control a terminal: C0 but newline, DEL, C1, and bidi overrides and isolates."""
_UNWRITABLE = f"{_FORBIDDEN}|[\ud800-\udfff]"
"""The same, and what no encoding can write."""


def has_control(text: str) -> bool:
    """Return whether `text` holds a character that must never reach a terminal."""
    return re.search(_FORBIDDEN, text) is not None


def without_control(text: str) -> str:
    """Return `text` without such characters, and without halves of one (lone surrogates)."""
    return re.sub(_UNWRITABLE, "", text)


def printable(text: str) -> str:
    r"""Return `text` with everything that may control a terminal escaped, as in `\x1b`.

    File names and values out of files go through here before they are printed: escape sequences,
    bidi overrides, line breaks and lone surrogates become visible and harmless.
    """
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )


def printable_lines(text: str) -> str:
    """Return `text` as `printable` does, but with its line breaks: an error has several lines."""
    return "\n".join(map(printable, text.split("\n")))
