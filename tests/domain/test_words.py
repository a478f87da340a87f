"""Lengths in words."""

import pytest

from coach.domain import words


@pytest.mark.parametrize(
    ("ms", "exact", "about", "short"),
    [
        (1_000, "1 second", "1 second", "1 min"),
        (40_000, "40 seconds", "40 seconds", "1 min"),
        (60_000, "1 minute", "1 minute", "1 min"),
        (76_000, "1 min 16 s", "1 minute", "1 min"),
        (304_000, "5 min 4 s", "5 minutes", "5 min"),
        (600_000, "10 minutes", "10 minutes", "10 min"),
    ],
)
def test_a_length_in_words(ms: int, exact: str, about: str, short: str) -> None:
    assert (words.length(ms), words.about(ms), words.short(ms)) == (exact, about, short)


def test_one_breath_is_one() -> None:
    assert words.breaths(1) == "1 breath"
    assert words.breaths(2) == "2 breaths"
