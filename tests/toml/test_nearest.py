"""The nearest known word: as `difflib` would say, with less work."""

from difflib import get_close_matches
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.toml import nearest

words = st.text("abcde-_é", max_size=8)


@given(words, st.lists(words, max_size=6), st.sampled_from([0.5, 0.6, 0.9]))
def test_it_is_the_one_that_difflib_finds(word: str, known: list[str], least: float) -> None:
    expected = get_close_matches(word, known, 1, least) or [""]
    assert nearest.nearest(word, tuple(known), least) == expected[0]


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words that are compared letter by letter, in their order."""
    seen = []

    def counting(word: str, *rest: Any) -> list[str]:
        seen.append(word)
        return get_close_matches(word, *rest)

    monkeypatch.setattr(nearest, "get_close_matches", counting)
    nearest.nearest.cache_clear()
    return seen


def test_a_word_that_is_far_from_all_is_not_compared(compared: list[str]) -> None:
    for number in range(100):
        assert nearest.nearest(f"xyz{number}", ("kind", "seconds", "text"), 0.6) == ""
    assert compared == []


def test_a_word_that_comes_again_is_compared_once(compared: list[str]) -> None:
    for _ in range(100):
        assert nearest.nearest("secnds", ("kind", "seconds", "text"), 0.6) == "seconds"
    assert compared == ["secnds"]
