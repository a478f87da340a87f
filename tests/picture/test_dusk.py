"""A session sinks into the dark by thirds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coach.picture import dusk
from coach.picture.budget import lit_cells
from coach.picture.dusk import FADE_MS, Dusk
from coach.picture.raster import CUE, EMBER, FAINT, Run
from coach.picture.sheet import Sheet, line

WHOLE_MS = 600_000
wholes = some.integers(1, 4 * 3600 * 1000)


@pytest.mark.parametrize(("is_voiced", "last"), [(True, 0), (False, EMBER)])
def test_it_is_darker_in_every_third(is_voiced: bool, last: int) -> None:
    sinking = Dusk(WHOLE_MS, is_voiced)
    third = WHOLE_MS // 3
    seen = [sinking.tone(place) for place in (0, third - FADE_MS - 1, third, 2 * third - FADE_MS)]
    assert seen == [CUE, CUE, FAINT, FAINT]
    assert sinking.tone(2 * third) == sinking.tone(WHOLE_MS) == last


@given(wholes, some.booleans(), some.floats(0, 1))
def test_it_never_gets_lighter_and_no_step_is_missed(
    whole_ms: int, is_voiced: bool, share: float
) -> None:
    sinking = Dusk(whole_ms, is_voiced)
    place_ms = share * whole_ms
    coming = sinking.next_change_ms(place_ms)
    if coming is None:
        assert sinking.tone(place_ms) == sinking.tone(whole_ms)
    else:
        assert coming > place_ms
        assert sinking.tone(coming) < sinking.tone(place_ms) or whole_ms < 100
        assert sinking.tone((coming + place_ms) / 2) in (
            sinking.tone(place_ms),
            sinking.tone(coming),
        )


@given(wholes, some.booleans())
def test_it_goes_by_steps_of_one_tone(whole_ms: int, is_voiced: bool) -> None:
    steps = Dusk(whole_ms, is_voiced).steps
    for before, after in pairwise(steps):
        assert before.place_ms <= after.place_ms
        assert before.tone - after.tone == 1
    assert steps[0].tone == CUE - 1
    assert steps[-1].place_ms == round(whole_ms / 3 * 2)


def test_nothing_is_brighter_than_the_tone() -> None:
    sheet = Sheet(20, 3)
    sheet.put(0, [(Run("one", CUE), Run(" ", 0, 5)), (Run("two", 3),)])
    dusk.dim(sheet, 4)
    assert sheet.rows == [(Run("one", 4), Run(" ", 0, 4)), (Run("two", 3),), ()]


@pytest.mark.parametrize(
    ("size", "cue", "is_shown"),
    [
        ((80, 24), "Shoulders and upper back", True),
        ((40, 15), "Right foot", True),
        ((40, 15), "Shoulders and upper back", False),
        ((20, 8), "out", True),
    ],
)
def test_the_cue_alone_lights_hardly_anything(
    size: tuple[int, int], cue: str, is_shown: bool
) -> None:
    sheet = Sheet(*size)
    dusk.put_cue(sheet, cue)
    assert (lit_cells(sheet.rows) > 0) is is_shown
    assert lit_cells(sheet.rows) <= 0.03 * size[0] * size[1]
    assert lit_cells([line(cue)]) > 0
