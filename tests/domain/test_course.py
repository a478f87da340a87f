"""What many people meet on such days: ranges that never count, and a doctor after a rough week."""

from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from coach.content import course as course_file
from coach.content.library import Library
from coach.domain.course import DOCTOR, Own, days_since, is_bad, remark
from coach.domain.own import PlanStep, TurnDate
from coach.system import folders

COURSE = course_file.load(Library(folders.assets(), Path("/no/such/folder")))
DAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12).astimezone()
D = timedelta(days=1)
RANGES = {each.id: each for each in (*COURSE.after_stopping, *COURSE.after_step)}


def stopped(days: int) -> TurnDate:
    return TurnDate("stopped", DAY - days * D, NOON)


def cutting(days: int) -> TurnDate:
    return TurnDate("cutting", DAY - days * D, NOON)


def step(days: int) -> PlanStep:
    return PlanStep(NOON, DAY - days * D, "a little less")


days = st.integers(-20, 200)
owns = st.builds(
    Own,
    st.lists(st.one_of(days.map(stopped), days.map(cutting)), unique_by=lambda each: each.what),
    st.lists(days.map(step), max_size=3),
)
saids = st.dictionaries(
    st.sampled_from([DOCTOR, *RANGES]), st.integers(0, 40).map(lambda n: DAY - n * D)
)


@given(own=owns, bad=st.integers(0, 7), said=saids)
def test_only_who_gave_a_date_reads_of_it_and_of_such_days(
    own: Own, bad: int, said: dict[str, date]
) -> None:
    line = remark(COURSE, own, DAY, bad, said)
    since = days_since(own, DAY)
    if since is None:
        assert line is None
    if line is None:
        return
    assert since is not None
    if line.id == DOCTOR:
        assert since > 7 and bad >= 3 and line.text in COURSE.doctor
        assert line.is_new is (said.get(DOCTOR) != DAY)
        assert said.get(DOCTOR) == DAY or DAY - said.get(DOCTOR, DAY - 9 * D) >= 7 * D
        return
    each = RANGES[line.id]
    assert line.text in each.texts and not line.is_new
    if each in COURSE.after_stopping:
        assert any(d.what == "stopped" and each.first <= (DAY - d.day).days for d in own.dates)
        assert each.first <= since <= each.last
    else:
        begins = [*(d.day for d in own.dates), *(s.day for s in own.steps)]
        begun = [(DAY - each).days for each in begins if each <= DAY]
        assert each.first <= min(begun) <= each.last


@given(days=st.integers(0, 200), hidden=st.integers(0, 200))
def test_a_hidden_range_comes_again_only_after_another_date(days: int, hidden: int) -> None:
    own = Own([stopped(days)])
    line = remark(COURSE, own, DAY, 0, {})
    if line:
        said = {line.id: DAY - hidden * D}
        assert (remark(COURSE, own, DAY, 0, said) is None) is (hidden <= days)


def test_each_range_has_its_days() -> None:
    seen = [remark(COURSE, Own([stopped(days)]), DAY, 0, {}) for days in range(100)]
    names = [each.id if each else "" for each in seen]
    assert names[:12] == ["begins", *["first-days"] * 5, *["easing"] * 5, "sleep-last"]
    assert (names[30], names[31], names[90], names[91]) == ("sleep-last", "later", "later", "")


def test_the_doctor_comes_after_a_week_with_three_bad_nights_and_once_a_week() -> None:
    for days, bad, is_named in ((7, 7, False), (8, 2, False), (8, 3, True), (60, 7, True)):
        line = remark(COURSE, Own([stopped(days)]), DAY, bad, {})
        assert line and (line.id == DOCTOR) is is_named
    for ago, is_named in ((0, True), (1, False), (6, False), (7, True)):
        line = remark(COURSE, Own([cutting(20)]), DAY, 3, {DOCTOR: DAY - ago * D})
        assert line and (line.id == DOCTOR) is is_named


def test_cutting_down_counts_from_its_last_step_and_stopping_goes_before_it() -> None:
    own = Own([cutting(40)], [step(2), step(9), step(-3)])
    line = remark(COURSE, own, DAY, 0, {})
    assert line and line.id == "step"
    line = remark(COURSE, own._replace(steps=[step(9)]), DAY, 0, {})
    assert line and line.id == "staying"
    assert remark(COURSE, Own([cutting(40)]), DAY, 0, {}) is None
    line = remark(COURSE, Own([cutting(40), stopped(3)]), DAY, 0, {})
    assert line and line.id == "first-days"
    line = remark(COURSE, Own([cutting(1), stopped(-3)]), DAY, 0, {})
    assert line and line.id == "step"


def test_what_is_to_come_is_not_counted() -> None:
    assert days_since(Own([stopped(-1)]), DAY) is None
    assert days_since(Own([stopped(-1), cutting(2)]), DAY) == 2
    assert days_since(Own([stopped(0), cutting(2)]), DAY) == 0


def test_a_bad_night_left_somebody_worn_out_or_short_of_sleep() -> None:
    nights = [(None, None), (3, None), (4, 300), (4, 299), (None, 100), (0, 480)]
    assert [is_bad(*night) for night in nights] == [False, True, False, True, True, True]
