"""The ramp: short and easy first."""

import pytest

from coach.domain.ramp import TOP, rung


@pytest.mark.parametrize(
    ("finished", "pattern", "cycles"),
    [
        *((0, "box-small", 10), (1, "box-small", 10), (2, "box-small", 15), (3, "box-small", 15)),
        *((4, "box", 12), (5, "box", 12), (6, "box", 19), (1000, "box", 19)),
    ],
)
def test_what_is_offered_grows(finished: int, pattern: str, cycles: int) -> None:
    assert rung(finished) == (pattern, cycles)


def test_the_top_is_the_whole_box() -> None:
    assert TOP == ("box", 19)
