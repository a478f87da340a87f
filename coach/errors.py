"""Errors that a person reads: one clear line each, and the exit code that goes with it."""

OK = 0
FAILED = 1
BAD_INPUT = 2
INTERRUPTED = 130


class CoachError(Exception):
    """Something could not be done; the text is a line for a person (exit code 1)."""

    exit_code = FAILED


class InputError(CoachError):
    """A wrong name, file or option was given (exit code 2)."""

    exit_code = BAD_INPUT
