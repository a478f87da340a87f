"""How a breath moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.easing import ease, unease

share = st.floats(0, 1)


@pytest.mark.parametrize(("progress", "eased"), [(0, 0), (0.25, 0.146447), (0.5, 0.5), (1, 1)])
def test_the_curve_is_a_half_cosine(progress: float, eased: float) -> None:
    assert ease(progress) == pytest.approx(eased, abs=1e-6)


@pytest.mark.parametrize(("progress", "eased"), [(-0.1, 0), (-1e9, 0), (1.1, 1), (1e9, 1)])
def test_outside_of_the_way_it_stays_at_the_end(progress: float, eased: float) -> None:
    assert ease(progress) == eased
    assert unease(progress) == eased


@given(share, share)
def test_it_never_goes_back(one: float, other: float) -> None:
    assert ease(min(one, other)) <= ease(max(one, other))


@given(share)
def test_it_stays_between_0_and_1(progress: float) -> None:
    assert 0 <= ease(progress) <= 1


@given(share)
def test_both_ends_are_alike(progress: float) -> None:
    assert ease(progress) + ease(1 - progress) == pytest.approx(1)


def test_it_is_slow_at_both_ends_and_quickest_in_the_middle() -> None:
    steps = [ease((i + 1) / 10) - ease(i / 10) for i in range(10)]
    assert steps[:5] == sorted(steps[:5])
    assert steps[5:] == sorted(steps[5:], reverse=True)
    assert steps[4] > 5 * steps[0]


@given(st.floats(0, 1))
def test_unease_finds_the_progress_again(progress: float) -> None:
    assert unease(ease(progress)) == pytest.approx(progress, abs=1e-6)
