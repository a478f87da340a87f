"""How strong something is, as a row of steps: it fits, and the chosen one is always shown."""

from itertools import product

import pytest

from coach.picture.awake import BY_DAY, ENDS, STEPS, scale
from coach.picture.raster import ASCII, BLOCKS, FAINT, Glyphs

STRENGTHS = (None, *range(STEPS))


def shown(strength: int | None, width: int, has_numbers: bool, glyphs: Glyphs = BLOCKS) -> str:
    """Return a scale as text."""
    return "".join(run.text for run in scale(strength, width, has_numbers, glyphs)).rstrip()


@pytest.mark.parametrize("width", [16, 20, 36, 40, 60])
def test_with_numbers_the_chosen_one_is_in_brackets_at_every_width(width: int) -> None:
    for strength in STRENGTHS:
        text = shown(strength, width, True)
        assert len(text) <= width
        assert ("[" in text) is (strength is not None)
        assert strength is None or f"[{strength}]" in text
        numbers = [int(each) for each in text.replace("[", " ").replace("]", " ").split()]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        assert width < 36 or len(numbers) == STEPS


def test_without_numbers_it_is_a_light_among_dots_between_two_words() -> None:
    for strength, width, glyphs in product(STRENGTHS, (36, 60), (BLOCKS, ASCII)):
        text = shown(strength, width, False, glyphs)
        assert len(text) <= width and not any(char.isdigit() for char in text)
        first, *dots, last = text.split()
        assert (first, last) == ENDS
        lights = [at for at, dot in enumerate(dots) if dot == glyphs.light]
        if len(dots) == STEPS:
            assert lights == ([] if strength is None else [strength])
        assert len(dots) == STEPS


def test_the_chosen_one_is_the_brightest() -> None:
    for has_numbers, brightest in ((True, BY_DAY.key), (False, FAINT)):
        row = scale(4, 60, has_numbers, BLOCKS)
        tones = [run.tone for run in row if run.text.strip() in ("[4]", BLOCKS.light)]
        assert tones == [brightest] == [max(run.tone for run in row)]
        assert max(run.tone for run in scale(None, 60, has_numbers, BLOCKS)) < brightest
