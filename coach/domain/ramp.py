"""The ramp: the first breathing sessions are short and easy, then they grow."""

from typing import NamedTuple


class Rung(NamedTuple):
    """A pattern and a number of breaths that are offered for a few sessions."""

    pattern: str
    """The name of a breathing pattern."""
    cycles: int


_RUNGS = ((2, Rung("box-small", 10)), (4, Rung("box-small", 15)), (6, Rung("box", 12)))
TOP = Rung("box", 19)
"""What is offered from six finished sessions on."""


def replaces(pattern: str, finished: int) -> Rung | None:
    """Return what is played instead of a pattern in a routine, after so many sessions.

    None: the pattern itself, as long as the routine has it: it is not the one that is led up to, or
    that has come far enough.
    """
    reached = rung(finished)
    return reached if pattern == TOP.pattern and reached != TOP else None


def rung(finished: int) -> Rung:
    """Return what is offered after `finished` (0 and up) sessions that reached their end."""
    return next((rung for below, rung in _RUNGS if finished < below), TOP)
