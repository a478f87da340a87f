"""The known word that is nearest to a mistyped one."""

from collections.abc import Callable
from difflib import get_close_matches
from functools import lru_cache


@lru_cache(maxsize=1024)
def nearest(word: str, known: tuple[str, ...], least: float) -> str:
    """Return the word of `known` that is most like `word`, or nothing.

    `least` is how alike they must be, 0..1, by `difflib.SequenceMatcher.ratio`: twice the
    characters that match, of the characters of both. The comparison is slow and a bad file may
    hold thousands of words, so those that cannot come near are left out by their letters first.
    """
    near = [
        each
        for each, contains in _letters(known)
        if 2 * sum(map(contains, word)) >= least * (len(word) + len(each))
    ]
    return next(iter(get_close_matches(word, near, 1, least)), "") if near else ""


@lru_cache(maxsize=64)
def _letters(known: tuple[str, ...]) -> list[tuple[str, Callable[[str], bool]]]:
    """Return each word with a function that tells whether a character is in it."""
    return [(each, frozenset(each).__contains__) for each in known]
