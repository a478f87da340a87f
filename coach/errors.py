"""Errors that a person reads: one clear line each, and the exit code that goes with it."""

OK = 0
FAILED = 1
BAD_INPUT = 2
INTERRUPTED = 130


class CoachError(Exception):
    """Something could not be done; the text is a line for a person (exit code 1)."""

    exit_code = FAILED


class InputError(CoachError):
    """What was asked for cannot be: a wrong name, file or option (exit code 2)."""

    exit_code = BAD_INPUT


def printable(text: str) -> str:
    r"""Return `text` with everything a terminal might obey written out, as in `\x1b`.

    File names and values out of files go through here before they are printed: escape sequences,
    bidi overrides, line breaks and lone surrogates become visible and harmless.
    """
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )
