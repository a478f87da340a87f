"""How bright a colour is on black."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.light import contrast, dim, luminance

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("colour", "light"),
    [
        ("#000000", 0.0),
        ("#ffffff", 1.0),
        ("#FFFFFF", 1.0),
        ("#ff0000", 0.2126),
        ("#00ff00", 0.7152),
        ("#0000ff", 0.0722),
        ("#808080", 0.215861),
        ("#060606", 0.001821),
        ("#0a0a0a", 0.003035),
        ("#0b0b0b", 0.003347),
        ("#404040", 0.051269),
    ],
)
def test_luminance_is_that_of_the_guideline(colour: str, light: float) -> None:
    assert luminance(colour) == pytest.approx(light, abs=1e-6)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#ffffff", "#000000", 21.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#e8a04a", "#e8a04a", 1.0),
    ],
)
def test_contrast_is_that_of_the_guideline(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@given(colours, colours)
def test_contrast_does_not_care_which_is_behind(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


def test_contrast_is_on_black_by_default() -> None:
    assert contrast("#a86420") == contrast("#a86420", "#000000")


@given(colours, st.floats(0, 1))
def test_dimming_never_brightens(colour: str, light: float) -> None:
    assert luminance(dim(colour, light)) <= luminance(colour)


@given(colours)
def test_full_light_changes_nothing_and_no_light_is_black(colour: str) -> None:
    assert dim(colour, 1) == colour
    assert dim(colour, 0) == "#000000"


@pytest.mark.parametrize(("light", "dimmed"), [(-1, "#000000"), (2, "#e8a04a"), (0.5, "#745025")])
def test_dimming_keeps_within_black_and_the_colour(light: float, dimmed: str) -> None:
    assert dim("#e8a04a", light) == dimmed
