"""The walk through a fortnight (`tests/release/fortnight`): its first day and night."""

from pathlib import Path

import pytest

from tests.release.fortnight import VISITS, Visit, walk

FIRST = [visit for visit in VISITS if visit.night == 1]


def test_the_visits_are_in_order_and_there_is_one_each_night() -> None:
    moments = [visit.moment for visit in VISITS]
    assert moments == sorted(moments)
    assert {visit.night for visit in VISITS} == set(range(1, 15))
    assert {visit.at for visit in VISITS} >= {"22:30", "03:10", "08:00"}


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_the_first_day_and_night_can_be_walked(tmp_path: Path, size: tuple[int, int]) -> None:
    log: list[str] = []
    for visit in FIRST:
        log += await walk(visit, tmp_path, size)
    said = " ".join(log)
    for words in ("What this is", "Awake in the night", "How was the night?", "(black)"):
        assert words in said


async def test_it_fails_where_a_time_is_shown_at_night(tmp_path: Path) -> None:
    (tmp_path / "config" / "scripts" / "mind").mkdir(parents=True)
    (tmp_path / "config" / "settings.toml").write_text('read = ["mind/mindful-five"]\n')
    (tmp_path / "config" / "scripts" / "mind" / "mindful-five.toml").write_text(
        'title = "At 3:10"\n[[passage]]\nseconds = 9\nlines = [{ at = 0, text = "x" }]\n'
    )
    with pytest.raises(AssertionError):
        await walk(Visit(1, "03:10", "c"), tmp_path)
