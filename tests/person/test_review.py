"""What is read for the look back, from a real store; in plain lines and as JSON."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from coach.cli import as_json
from coach.cli.lines import review_lines
from coach.content.library import Library
from coach.domain.checklist import Answer
from coach.domain.patterns import Patterns
from coach.person import choose, review
from coach.store.records import DiaryRecord, SessionRecord, Store
from coach.store.settings import Settings
from coach.system import folders

MONDAY = date(2026, 11, 16)
DAY = timedelta(days=1)
TODAY = MONDAY + 3 * DAY
CHECKLIST, _ = choose.checklist(Library(folders.assets(), Path("nowhere")))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def at(day: date, hour: int = 22) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def answer(store: Store, day: date, item: str, answer: Answer) -> None:
    store.answer(day, item, answer, at(day))


def diary(night: date, out_of_bed: str = "07:00", awake: int = 0, quality: int = 5) -> DiaryRecord:
    """Return a diary of somebody in bed from 23:00 who was awake for so long."""
    return DiaryRecord(
        night,
        "Europe/Berlin",
        60,
        into_bed="23:00",
        tried="23:00",
        last_awake=out_of_bed,
        out_of_bed=out_of_bed,
        fell_asleep_minutes=0,
        awake_minutes=awake,
        quality=quality,
    )


def week(store: Store, day: date = TODAY, settings: Settings | None = None) -> review.Review:
    return review.week(store, settings or Settings(), CHECKLIST, day, TODAY)


def test_an_empty_store_has_a_week_of_blanks(store: Store, tmp_path: Path) -> None:
    shown = week(store)
    assert [row.id for row in shown.grid.rows] == [
        item.id for item in CHECKLIST.items if item.is_on
    ]
    assert shown.grid.answers == []
    assert (shown.score, shown.figures, shown.has_blanks) == (None, None, False)
    assert not list(tmp_path.iterdir()), "looking makes no file"


def test_answers_of_the_week_stand_in_it(store: Store) -> None:
    answer(store, MONDAY - DAY, "dim", "done")
    answer(store, MONDAY, "dim", "skipped")
    answer(store, TODAY, "dim", "not-applicable")
    answer(store, MONDAY + 7 * DAY, "dim", "done")
    shown = week(store)
    [dim] = [row for row in shown.grid.rows if row.id == "dim"]
    assert dim.cells == ("skipped", None, None, "not-applicable", None, None, None)
    assert shown.has_blanks


def test_an_item_that_is_off_or_gone_is_shown_where_it_was_answered(store: Store) -> None:
    answer(store, MONDAY, "bath", "done")
    answer(store, MONDAY, "own-warm-milk", "done")
    answer(store, MONDAY, "own-tea", "done")
    settings = Settings(own_items={"own-tea": "A cup of tea"}, items_off=["dim"])
    texts = [row.text for row in week(store, settings=settings).grid.rows]
    assert "Warm bath, shower or foot bath" in texts
    assert "Lamps low and warm" not in texts
    assert texts[-2:] == ["A cup of tea", "warm milk"]


def test_the_score_counts_what_came_before(store: Store) -> None:
    for n in range(30):
        answer(store, MONDAY - n * DAY, "dim", "done")
    shown, year_ago = week(store), week(store, MONDAY - 400 * DAY)
    assert shown.score is not None
    assert 0.75 < shown.score < 0.85
    assert year_ago.score is None


def test_nights_sessions_and_figures(store: Store) -> None:
    for n in range(5):
        store.save_diary(diary(MONDAY + (n - 5) * DAY, awake=60 + n))
    shown = week(store, MONDAY - DAY)
    assert shown.figures
    assert shown.figures.nights == 5
    assert round(shown.figures.mean_total_sleep_minutes) == 480 - 62
    assert [night.figures.total_sleep_minutes for night in shown.nights] == [
        *(None, None, 420, 419, 418, 417, 416)
    ]
    last = shown.fortnight[-1]
    assert (last.night, last.figures.total_sleep_minutes) == (MONDAY - DAY, 416)
    this = week(store).fortnight
    assert [night.night for night in this] == [TODAY - n * DAY for n in range(14, 0, -1)]


def test_a_routine_does_not_count_its_steps_twice(store: Store) -> None:
    zone = timezone(timedelta(hours=-9))
    began = datetime(2026, 11, 16, 23, 50, tzinfo=zone)  # in UTC it is the 17th
    for script, routine in (("breathing/box", "routines/tonight"), ("routines/tonight", "")):
        kind = script.split("/")[0]
        store.add_session(SessionRecord(script, kind, began, 300, 300, "finished", routine))
    practice = week(store).practice
    assert practice.counts == (1, 0, 0, 0, 0, 0, 0)
    assert practice.minutes[0] == 5


def test_a_month_has_a_mark_a_night(store: Store) -> None:
    answer(store, date(2026, 2, 1), "dim", "done")
    answer(store, date(2026, 2, 28), "dim", "skipped")
    answer(store, date(2026, 3, 1), "dim", "done")
    store.save_diary(diary(date(2026, 2, 28)))
    marks = review.month(store, date(2026, 2, 14))
    assert len(marks) == 28
    assert (marks[0].level, marks[0].has_diary) == (3, False)
    assert (marks[1].level, marks[-1].level, marks[-1].has_diary) == (None, 0, True)


def with_a_pattern(store: Store, until: date, nights: int = 70) -> None:
    """Record nights that are better by an hour or so where the lamps were low."""
    for n in range(nights):
        night = until - n * DAY
        is_dim = n * 7 % 11 < 5
        answer(store, night, "dim", "done" if is_dim else "skipped")
        answer(store, night, "screens", "done" if n % 3 else "skipped")
        store.save_diary(diary(night, awake=(20 if is_dim else 100) + n * 5 % 7))


def together(store: Store, today: date = TODAY) -> Patterns:
    return review.what_goes_together(store, Settings(), CHECKLIST, today)


def test_what_goes_with_better_nights_is_found(store: Store) -> None:
    with_a_pattern(store, MONDAY - DAY)
    result = together(store)
    assert (result.nights, result.compared) == (56, 2)
    assert [(each.item.id, each.is_better) for each in result.associations] == [("dim", True)]


def test_it_says_the_same_all_week(store: Store) -> None:
    with_a_pattern(store, MONDAY - DAY, nights=30)
    before = [together(store, MONDAY + n * DAY) for n in range(7)]
    assert len(set(before)) == 1
    for n in range(7):
        store.save_diary(diary(MONDAY + n * DAY, awake=200))
    assert together(store, MONDAY + 6 * DAY) == before[0]
    assert together(store, MONDAY + 7 * DAY).nights == 37


def test_with_few_nights_it_is_too_early(store: Store) -> None:
    with_a_pattern(store, MONDAY - DAY, nights=27)
    assert together(store).is_too_early


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(None, "-"), (0, "0"), (14, "0"), (15, "0.5"), (344, "5.5"), (345, "6"), (375, "6.5")],
)
def test_hours_are_given_in_halves(minutes: int | None, text: str) -> None:
    assert review.hours(minutes) == text


def test_lines_and_json_hold_the_whole_review(store: Store) -> None:
    with_a_pattern(store, MONDAY - DAY)
    answer(store, MONDAY, "dim", "done")
    shown, result = week(store), together(store)
    lines = list(review_lines(shown, result))
    assert all(len(line) <= 200 for line in lines)
    assert "Lamps low and warm: Mo done, Tu -, We -, Th -, Fr -, Sa -, Su -" in lines
    assert "It goes together; it need not be the cause." in lines
    tree = json.loads(json.dumps(as_json.of_review(shown, result), allow_nan=False))
    assert tree["week"] == {"first": "2026-11-16", "last": "2026-11-22"}
    assert tree["patterns"]["found"] == [{"id": "dim", "is_better": True}]
    [dim] = [item for item in tree["items"] if item["id"] == "dim"]
    assert dim["answers"]["2026-11-16"] == "done"
    assert dim["answers"]["2026-11-17"] is None
    assert tree["completion"] == 1
    assert len(tree["nights"]) == 7
    assert len(tree["fortnight"]) == 14
    assert tree["fortnight"][0]["total_sleep_minutes"] > 300
