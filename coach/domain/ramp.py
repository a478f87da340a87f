"""The ramp: the first breathing sessions are short and easy, then they grow (domain facts 2.4)."""

from typing import NamedTuple


class Rung(NamedTuple):
    """What is offered for a while."""

    pattern: str
    """The name of a breathing pattern."""
    cycles: int


_RUNGS = ((2, Rung("box-small", 10)), (4, Rung("box-small", 15)), (6, Rung("box", 12)))
TOP = Rung("box", 19)
"""What is offered from six finished sessions on."""


def rung(finished: int) -> Rung:
    """Return what is offered after so many breathing sessions that reached their end, 0 and up."""
    return next((rung for below, rung in _RUNGS if finished < below), TOP)
