"""Which lesson is suggested on a day: by how many nights somebody is here, and by the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.lesson import FORTNIGHT, STAGES, Lesson, Stage, stage_of, suggested

DAY = date(2026, 11, 17)
NAMES: dict[Stage | None, tuple[str, ...]] = {
    "comfort": ("legs", "sweats"),
    "habits": ("coffee", "light", "walk"),
    "bed": ("rise", "tablets"),
    "long-run": ("plan", "circle", "heart"),
    None: ("lapse",),
}


def a_lesson(name: str, stage: Stage | None, order: int) -> Lesson:
    return Lesson(f"learn/{name}", name, "", ("A line.",), "", (), stage, order, "")


LESSONS = [
    a_lesson(name, stage, order)
    for stage, names in reversed(NAMES.items())
    for order, name in enumerate(names)
]


def name_on(nights: int, day: date = DAY) -> str:
    lesson = suggested(LESSONS, nights, day)
    assert lesson
    return lesson.name


@pytest.mark.parametrize(
    ("nights", "stage", "name"),
    [
        (1, "comfort", "legs"),
        (2, "comfort", "sweats"),
        (3, "comfort", "legs"),
        (4, "comfort", "sweats"),
        (5, "habits", "coffee"),
        (7, "habits", "walk"),
        (9, "habits", "light"),
        (10, "bed", "rise"),
        (14, "bed", "rise"),
    ],
)
def test_a_stage_begins_with_its_first_lesson(nights: int, stage: Stage, name: str) -> None:
    assert (stage_of(nights), name_on(nights)) == (stage, name)
    assert name_on(nights, DAY + timedelta(days=1)) == name  # the nights say it, not the date


def test_in_the_long_run_the_day_says_whose_turn_it_is() -> None:
    days = [DAY + timedelta(days=n) for n in range(4)]
    names = [name_on(15 + n, day) for n, day in enumerate(days)]
    assert sorted(names[:3]) == sorted(NAMES["long-run"])
    assert names[3] == names[0]
    assert [name_on(400, day) for day in days] == names


@given(st.integers(1, 1000), st.dates(max_value=date(9999, 1, 1)), st.permutations(LESSONS))
def test_it_is_of_its_stage_the_same_in_any_order_and_tomorrow_another_one(
    nights: int, day: date, shuffled: list[Lesson]
) -> None:
    lesson = suggested(shuffled, nights, day)
    assert lesson == suggested(LESSONS, nights, day)
    assert lesson and lesson.stage == stage_of(nights)
    assert suggested(shuffled, nights + 1, day + timedelta(days=1)) != lesson


@given(st.integers(1, FORTNIGHT + 100), st.dates(max_value=date(9999, 1, 1)))
def test_where_a_stage_has_none_another_one_lends_its_lessons(nights: int, day: date) -> None:
    others = [each for each in LESSONS if each.stage not in (stage_of(nights), None)]
    lesson = suggested(others, nights, day)
    assert lesson in others
    assert suggested([each for each in LESSONS if each.stage is None], nights, day) is None
    assert suggested([], nights, day) is None


def test_the_stages_of_the_fortnight_follow_each_other() -> None:
    nights = [night for stage in STAGES.values() for night in stage]
    assert nights == list(range(1, FORTNIGHT + 1))
    assert stage_of(FORTNIGHT + 1) == "long-run"
