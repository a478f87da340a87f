"""The look back: every answer in its place, a score that forgives, words that never shame."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coach.domain import sleep
from coach.domain.checklist import Answer, Item, completion
from coach.domain.diary import Diary
from coach.domain.own import Craving
from coach.domain.review import (
    DECAY,
    MOST_DONE,
    NO_FIGURES,
    Mark,
    Played,
    Row,
    Span,
    WeekGrid,
    blank_words,
    completion_words,
    cravings,
    cravings_words,
    days_of_week,
    fortnight,
    month,
    nights,
    practice,
    score,
    score_of_evenings,
    score_of_item,
    score_words,
    share,
    week_grid,
)

MONDAY = date(2026, 11, 16)
SUNDAY = MONDAY + timedelta(days=6)
LAMPS, BATH, SCREENS, QUIET = ITEMS = [
    Item("dim", "Lamps low and warm", "evening"),
    Item("bath", "Warm bath", "evening"),
    Item("screens", "Screens off", "wind-down"),
    Item("wind-down", "One quiet exercise", "wind-down"),
]
FORBIDDEN = ("%", "!", "only", "streak", "miss", "fail", "lost", "broke", "should", "must")

some_answer: st.SearchStrategy[Answer] = st.sampled_from(get_args(Answer))
some_id = st.sampled_from([*(item.id for item in ITEMS), "own-1", "own-2"])
near = st.integers(-10, 16).map(lambda days: MONDAY + timedelta(days=days))
some_answers = st.dictionaries(near, st.dictionaries(some_id, some_answer, max_size=6), max_size=27)
some_done = st.one_of(st.none(), st.floats(0, 1))
any_day = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def diary(night: date, hours: int, quality: int | None = None) -> Diary:
    """Return a diary of eight hours in bed, asleep from 23:00 for so many hours."""
    return Diary(
        night, UTC, time(23), time(23), 0, 0, 0, time((23 + hours) % 24), time(7), quality=quality
    )


# The week


def test_a_week_of_the_screen() -> None:
    grid = week_grid(
        days_of_week(MONDAY + timedelta(days=2)),
        ITEMS,
        {"dim", "wind-down"},
        {
            MONDAY: {"dim": "done", "own-9": "skipped"},
            MONDAY + timedelta(days=1): {"screens": "not-applicable"},
            SUNDAY: {"dim": "skipped"},
            SUNDAY + timedelta(days=1): {"bath": "done"},
        },
    )
    assert grid.days[0] == MONDAY and grid.days[-1] == SUNDAY
    empty = (None,) * 7
    assert grid.rows == (
        Row("dim", "Lamps low and warm", ("done", *empty[:5], "skipped")),
        Row("screens", "Screens off", (None, "not-applicable", *empty[:5])),
        Row("wind-down", "One quiet exercise", empty),
        Row("own-9", "own-9", ("skipped", *empty[:6])),
    )
    assert share(grid.answers) == 1 / 3


@given(any_day, st.integers(0, 6))
def test_a_week_begins_where_it_is_wished_and_has_every_day_once(day: date, begins: int) -> None:
    days = days_of_week(day, begins)
    assert day in days and days[0].weekday() == begins and len(days) == 7
    assert all(b - a == timedelta(days=1) for a, b in pairwise(days))
    assert all(days_of_week(each, begins) == days for each in days)
    assert days_of_week(day)[0].weekday() == 0, "on Monday where nothing is said"


@given(near, st.integers(0, 6), some_answers, st.sets(some_id))
def test_every_answer_of_a_week_is_in_exactly_one_cell(
    day: date, begins: int, answers: dict[date, dict[str, Answer]], switched_on: set[str]
) -> None:
    grid = week_grid(days_of_week(day, begins), ITEMS, switched_on, answers)
    cells = sorted(
        (column, row.id, cell)
        for row in grid.rows
        for column, cell in zip(grid.days, row.cells, strict=True)
        if cell
    )
    expected = sorted((d, id, a) for d in grid.days for id, a in answers.get(d, {}).items())
    assert cells == expected
    assert sorted(grid.answers) == sorted(answer for _, _, answer in expected)

    ids = [row.id for row in grid.rows]
    known = [item.id for item in ITEMS]
    assert [id for id in ids if id in known] == [
        id for id in known if id in switched_on or any(id == each for _, each, _ in cells)
    ]
    unknown = [id for id in ids if id not in known]
    assert unknown == sorted(unknown) == ids[len(ids) - len(unknown) :]


@given(st.dictionaries(st.text(max_size=3), some_answer))
def test_the_share_of_a_week_is_the_completion_of_a_night(answers: dict[str, Answer]) -> None:
    assert share(answers.values()) == completion(answers)


def test_a_blank_day_is_one_that_is_over_in_a_week_that_has_answers() -> None:
    grid = week_grid(days_of_week(MONDAY), ITEMS, {"dim"}, {MONDAY: {"dim": "done"}})
    assert not grid.has_blanks(today=MONDAY + timedelta(days=1))
    assert grid.has_blanks(today=MONDAY + timedelta(days=2))
    assert grid.has_blanks(today=SUNDAY + timedelta(days=9))
    assert not week_grid(days_of_week(MONDAY), ITEMS, {"dim"}, {}).has_blanks(today=SUNDAY)
    assert not WeekGrid(days_of_week(MONDAY), ()).has_blanks(today=SUNDAY)
    full: dict[date, dict[str, Answer]] = {
        day: {"own-1": "not-applicable"} for day in days_of_week(MONDAY)
    }
    assert not week_grid(days_of_week(MONDAY), [], set(), full).has_blanks(
        today=SUNDAY + timedelta(days=1)
    )


# The score


def test_half_of_the_way_takes_13_nights_and_a_lapse_five_percent() -> None:
    assert pytest.approx(0.948, abs=0.0005) == DECAY
    assert score([1] * 13) == pytest.approx(0.5)
    assert score([1] * 13 + [0] * 13) == pytest.approx(0.25)
    assert score([1] * 400) == pytest.approx(1)
    assert score([1] * 400 + [0]) == pytest.approx(0.948, abs=0.0005)
    assert score([0]) == 0
    assert score([]) is None
    assert score([None, None]) is None


@given(st.lists(some_done, max_size=80), some_done)
def test_a_score_stays_in_its_range_and_moves_by_a_twentieth_at_most(
    before: list[float | None], done: float | None
) -> None:
    reached, then = score(before), score([*before, done])
    if done is None:
        assert then == reached
        return
    assert then is not None and 0 <= then <= 1
    assert abs(then - (reached or 0)) <= 1 - DECAY + 1e-12
    assert then == pytest.approx(DECAY * (reached or 0) + (1 - DECAY) * done)
    if done == 1:
        assert then >= (reached or 0) - 1e-12


@given(st.lists(some_done, max_size=40), st.floats(0, 1), st.lists(some_done, max_size=40))
def test_more_done_never_lowers_a_score(
    before: list[float | None], done: float, after: list[float | None]
) -> None:
    reached = [score([*before, each, *after]) or 0 for each in (done, (done + 1) / 2, 1)]
    assert reached == sorted(reached)
    assert score([*before, None, *after]) == score([*before, *after])


@given(some_answers, some_id, near)
def test_the_score_of_an_item(answers: dict[date, dict[str, Answer]], id: str, last: date) -> None:
    reached = score_of_item(answers, id, last)
    until = {day: row for day, row in answers.items() if day <= last}
    assert reached == score_of_item(until, id, date(2100, 1, 1))
    assert reached == score_of_item(dict(sorted(answers.items(), reverse=True)), id, last)
    of_item = {day: {id: each[id]} for day, each in until.items() if id in each}
    known = {day: each for day, each in of_item.items() if each[id] != "not-applicable"}
    assert reached == score_of_item(known, id, last)
    assert (reached is None) == (not known)


@given(some_answers, some_id, near)
def test_one_more_done_never_lowers_a_score(
    answers: dict[date, dict[str, Answer]], id: str, day: date
) -> None:
    last = MONDAY + timedelta(days=30)
    before = answers.get(day, {})
    more = answers | {day: {**before, id: "done"}}
    if before.get(id) == "skipped":
        assert (score_of_item(more, id, last) or 0) >= (score_of_item(answers, id, last) or 0)
    if completion(before) is not None:
        evenings = score_of_evenings(answers, last) or 0
        assert (score_of_evenings(more, last) or 0) >= evenings - 1e-12


def test_a_score_goes_up_to_its_day_and_that_of_evenings_counts_how_much_was_done() -> None:
    answers: dict[date, dict[str, Answer]] = {
        SUNDAY: {"dim": "done"},
        MONDAY: {"dim": "done", "bath": "skipped", "screens": "not-applicable"},
        MONDAY + timedelta(days=1): {"dim": "not-applicable"},
    }
    assert score_of_evenings(answers, SUNDAY) == score([0.5, None, 1])
    assert score_of_evenings(answers, MONDAY) == score([0.5])
    assert score_of_evenings(answers, MONDAY - timedelta(days=1)) is None
    assert score_of_item(answers, "dim", SUNDAY) == score([1, 1])
    assert score_of_item(answers, "dim", SUNDAY - timedelta(days=1)) == score([1])
    assert score_of_item(answers, "screens", SUNDAY) is None


# The nights


def test_a_fortnight_of_sleep() -> None:
    last = SUNDAY - timedelta(days=1)
    first = SUNDAY - timedelta(days=14)
    diaries = [
        diary(SUNDAY, 8),
        diary(last, 4, 7),
        diary(first, 6, 11),
        diary(first - timedelta(days=1), 8),
    ]
    result = fortnight(diaries, SUNDAY)
    assert [each.night for each in result] == [first + timedelta(days=n) for n in range(14)]
    assert [each.figures.total_sleep_minutes for each in result] == [360, *[None] * 12, 240]
    assert [each.figures.sleep_efficiency for each in result] == [75, *[None] * 12, 50]
    assert [each.quality for each in result] == [None] * 13 + [7]  # 11 cannot be
    assert result[1].figures == NO_FIGURES


def test_a_week_of_nights_has_the_figures_of_sleep() -> None:
    days = days_of_week(MONDAY)
    diaries = [diary(day, 6) for day in days[:5]]
    result = nights(days, diaries)
    assert sleep.week([each.figures for each in result]) == (5, 75, 360)
    assert sleep.week([each.figures for each in nights(days, diaries[:4])]) is None


# The sessions


def test_the_sessions_of_a_week() -> None:
    week = practice(
        days_of_week(SUNDAY),
        [
            Played(SUNDAY, 90, "relaxation"),
            Played(MONDAY, 300, "breathing"),
            Played(MONDAY, 30.5, "relaxation"),
            Played(MONDAY - timedelta(days=1), 600, "bodyscan"),
            Played(SUNDAY + timedelta(days=1), 600, "bodyscan"),
        ],
    )
    assert week.counts == (2, 0, 0, 0, 0, 0, 1)
    assert week.minutes == pytest.approx((330.5 / 60, 0, 0, 0, 0, 0, 1.5))
    assert list(week.kinds.items()) == [("breathing", 1), ("relaxation", 2)]


@given(
    st.lists(st.builds(Played, near, st.integers(0, 4000), st.sampled_from("abc"))),
    st.integers(0, 6),
)
def test_the_sessions_of_a_week_add_up(sessions: list[Played], begins: int) -> None:
    mondays = [MONDAY + timedelta(weeks=n) for n in range(-3, 4)]
    weeks = [practice(days_of_week(monday, begins), sessions) for monday in mondays]
    assert sum(sum(each.counts) for each in weeks) == len(sessions)
    played = sum(sum(each.minutes) for each in weeks)
    assert played == pytest.approx(sum(session.seconds for session in sessions) / 60)
    for each in weeks:
        assert sum(each.kinds.values()) == sum(each.counts)
        assert len(each.counts) == len(each.minutes) == 7
        assert all(bool(n) or not m for n, m in zip(each.counts, each.minutes, strict=True))


# The month


def test_a_month_has_every_night_once() -> None:
    november = month(
        SUNDAY,
        {
            MONDAY: {"dim": "done", "bath": "skipped", "screens": "skipped"},
            SUNDAY: {"dim": "done", "bath": "not-applicable"},
            date(2026, 11, 1): {"dim": "skipped"},
            date(2026, 11, 2): {"dim": "not-applicable"},
            date(2026, 11, 3): {"dim": "done", "bath": "done", "screens": "skipped"},
            date(2026, 12, 1): {"dim": "done"},
        },
        {MONDAY, date(2026, 10, 31)},
    )
    assert len(november) == 30
    assert [mark.night for mark in november] == [date(2026, 11, n) for n in range(1, 31)]
    marks = {mark.night.day: mark for mark in november if mark.level is not None or mark.has_diary}
    assert marks == {
        1: Mark(date(2026, 11, 1), 0, False),
        3: Mark(date(2026, 11, 3), 2, False),
        16: Mark(MONDAY, 1, True),
        22: Mark(SUNDAY, MOST_DONE, False),
    }
    assert len(month(date(2028, 2, 29), {}, set())) == 29


@given(st.integers(0, 12), st.integers(0, 12))
def test_the_level_of_a_night(done: int, skipped: int) -> None:
    answers: dict[str, Answer] = {f"d{n}": "done" for n in range(done)}
    answers |= {f"s{n}": "skipped" for n in range(skipped)}
    level = month(MONDAY, {MONDAY: answers}, set())[MONDAY.day - 1].level
    if not done and not skipped:
        assert level is None
    else:
        assert level is not None and 0 <= level <= MOST_DONE
        assert (level == 0) == (done == 0)
        assert (level == MOST_DONE) == (skipped == 0)
        assert (level == 1) == (0 < done <= skipped)


# The words


@given(st.lists(some_answer, max_size=12), st.sampled_from(get_args(Span)), some_done)
@example([], "week", 0.0)
def test_words_are_kind_and_short(answers: list[Answer], span: Span, reached: float | None) -> None:
    for line in (completion_words(answers, span), blank_words(True), score_words(reached)):
        assert len(line) <= 60
        assert line == "" or line.endswith(".")
        assert not [word for word in FORBIDDEN if word in line.casefold()]
        assert not any(letter.isdigit() for letter in line)


def test_the_words_of_a_week_and_of_a_night() -> None:
    answers: list[Answer] = ["done", "done", "done", "skipped", "skipped", "skipped", "skipped"]
    assert completion_words(answers, "night") == "Some of it done. That is how most nights look."
    assert completion_words([]) == "No item was answered this week. That is all right."
    assert completion_words(["not-applicable"]).startswith("None of it applied this week.")
    assert completion_words(["skipped"]).startswith("Other things came first this week.")
    assert completion_words(["done"]).startswith("All you answered was done.")
    assert completion_words(["done", "skipped"]).endswith("most weeks look.")
    assert blank_words(False) == score_words(None) == ""


def test_the_words_of_a_score() -> None:
    paths = [score_words(n / 100) for n in range(101)]
    assert list(dict.fromkeys(paths)) == [
        "Your evening habit is new.",
        "Your evening habit is taking shape.",
        "Your evening habit is settled.",
    ]
    assert "taking shape" in paths[50]


def craving(day: int, hour: int) -> Craving:
    """Return a craving that was written down at an hour of a day of November."""
    moment = datetime(2026, 11, day, hour, 30, tzinfo=UTC)
    return Craving(moment, moment.date(), before=9)


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ([], ""),
        ([(15, 20), (23, 9)], ""),
        ([(17, 20)], "Cravings: written down on one day."),
        ([(17, 20), (18, 20)], "Cravings: written down on 2 days."),
        (
            [(17, 19), (17, 20), (17, 21)],
            "Cravings: written down on one day, mostly in the evening.",
        ),
        ([(17, 9), (18, 13), (19, 20)], "Cravings: written down on 3 days."),
        ([(17, 23), (18, 3), (19, 22)], "Cravings: written down on 2 days, mostly at night."),
        ([(16, 6), (16, 8), (22, 5)], "Cravings: written down on 2 days, mostly in the morning."),
        (
            [(16, 12), (17, 17), (23, 4)],
            "Cravings: written down on 3 days, mostly in the afternoon.",
        ),
    ],
)
def test_cravings_are_days_and_an_hour_and_no_count(
    times: list[tuple[int, int]], said: str
) -> None:
    week = days_of_week(date(2026, 11, 18))
    found = cravings(week, [craving(*time) for time in times])
    assert cravings_words(found) == said
    assert len(said) <= 60
    assert found is None or set(found.days) <= set(week)
