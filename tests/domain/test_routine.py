"""A routine: its steps, and how long they take together."""

import pytest

from coach.domain.routine import QUIET_MS, Step, total_ms


@pytest.mark.parametrize(
    ("lengths_ms", "total"),
    [
        ([], 0),
        ([60_000], 60_000),
        ([60_000, 1], 64_001),
        ([1000, 2000, 3000], 14_000),
    ],
)
def test_between_two_steps_it_is_quiet_for_a_breath(lengths_ms: list[int], total: int) -> None:
    assert QUIET_MS == 4000
    assert total_ms(lengths_ms) == total


@pytest.mark.parametrize(
    ("run", "kind"),
    [("breathing/box", "breathing"), ("bodyscan/ten", "bodyscan"), ("stretch/my-own", "stretch")],
)
def test_a_step_knows_what_kind_it_runs(run: str, kind: str) -> None:
    assert Step(run).kind == kind


def test_a_step_has_no_wishes_by_default() -> None:
    assert Step("relaxation/pmr-7")[1:] == (None, None, None)
