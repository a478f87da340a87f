"""What is read for the look back, from a real store; in plain lines and as JSON."""

import atexit
import json
import shutil
import tempfile
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from coach.cli import as_json
from coach.cli.lines import hours_lines, review_lines
from coach.content.library import Library
from coach.domain.checklist import Answer
from coach.domain.hours import NightHours
from coach.domain.night import Schedule
from coach.domain.own import Craving, Lapse
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
    return review.week(store, settings or Settings(), {}, CHECKLIST, day, TODAY)


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
    assert review.figures_words(shown) == "About 7 hours a night, 87 % of the time in bed."
    assert review.figures_words(week(store)) == (
        "Complete nights: 0. With 5 a week there is more to say."
    )
    last = shown.fortnight[-1]
    assert (last.night, last.figures.total_sleep_minutes) == (MONDAY - DAY, 416)
    this = week(store).fortnight
    assert [night.night for night in this] == [TODAY - n * DAY for n in range(14, 0, -1)]


def test_a_routine_does_not_count_its_steps_twice(store: Store) -> None:
    zone = timezone(timedelta(hours=-9))
    began = datetime(2026, 11, 16, 23, 50, tzinfo=zone)  # in UTC it is the 17th
    for script, routine in (("breathing/box", "routines/tonight"), ("routines/tonight", "")):
        kind = script.split("/")[0]
        store.add_session(SessionRecord(script, kind, began, MONDAY, 300, 300, "finished", routine))
    practice = week(store).practice
    assert practice.counts == (1, 0, 0, 0, 0, 0, 0)
    assert practice.minutes[0] == 5


def test_a_session_counts_for_its_own_night(store: Store) -> None:
    """Whoever sleeps by day plays on Tuesday morning what belongs to Monday night."""
    began = at(MONDAY + DAY, hour=7)
    for night in (MONDAY - DAY, MONDAY, MONDAY + 6 * DAY, MONDAY + 7 * DAY):
        store.add_session(SessionRecord("a/b", "a", began, night, 300, 300, "finished"))
    assert week(store).practice.counts == (1, 0, 0, 0, 0, 0, 1)


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
    shutil.copytree(recorded(until, nights), store.database.folder, dirs_exist_ok=True)


@cache
def recorded(until: date, nights: int) -> Path:
    """Return a folder with such nights, recorded once."""
    folder = Path(tempfile.mkdtemp(prefix="coach-pattern-"))
    atexit.register(shutil.rmtree, folder)
    store = Store(folder)
    for n in range(nights):
        night = until - n * DAY
        is_dim = n * 7 % 11 < 5
        answer(store, night, "dim", "done" if is_dim else "skipped")
        answer(store, night, "screens", "done" if n % 3 else "skipped")
        store.save_diary(diary(night, awake=(20 if is_dim else 100) + n * 5 % 7))
    return folder


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
    assert together(store, MONDAY + 6 * DAY) == before[0]._replace(since=7)
    assert together(store, MONDAY + 7 * DAY).nights == 37


def test_with_few_nights_it_is_too_early(store: Store) -> None:
    with_a_pattern(store, MONDAY - DAY, nights=27)
    assert together(store).is_too_early


def words(store: Store, today: date = TODAY) -> list[str]:
    return review.together_words(together(store, today))


def test_it_says_up_to_which_day_it_counts_and_what_came_since(store: Store) -> None:
    nothing = ["It counts nights up to Sunday, 15 November: 0.", "It takes 28 nights."]
    assert words(store)[1:] == nothing
    store.save_diary(diary(MONDAY))
    assert words(store)[1:] == [
        "It counts nights up to Sunday, 15 November: 0.",
        "Since then: 1 more, counted from next week on.",
        "It takes 28 nights.",
    ]
    assert words(store, MONDAY + 7 * DAY)[1] == "It counts nights up to Sunday, 22 November: 1."
    store.save_diary(diary(MONDAY + DAY)._replace(last_awake=None))
    assert words(store)[3] == "Without times or minutes awake: 1, not counted."


def test_what_was_compared_is_said_too(store: Store) -> None:
    with_a_pattern(store, MONDAY - DAY)
    assert words(store)[-1] == "Compared: 56 nights up to Sunday, 15 November."
    assert all(len(line) <= 60 for line in words(store))


def test_the_end_of_last_week_is_where_their_week_ends(store: Store) -> None:
    settings = Settings(week_begins="sunday")
    for n in range(3):
        store.save_diary(diary(MONDAY - n * DAY))
    result = review.what_goes_together(store, settings, CHECKLIST, TODAY)
    assert (result.until, result.nights, result.since) == (MONDAY - 2 * DAY, 1, 2)


@pytest.mark.parametrize(
    ("begins", "first"),
    [("monday", 16), ("sunday", 15), ("saturday", 14), ("", 16)],
)
def test_a_week_begins_as_it_is_set(store: Store, begins: Any, first: int) -> None:
    shown = week(store, settings=Settings(week_begins=begins))
    assert shown.grid.days[0] == date(2026, 11, first)
    assert [night.night for night in shown.nights] == list(shown.grid.days)


def test_else_it_begins_as_is_usual_here(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_TIME", "en_US.UTF-8")
    assert week(store).grid.days[0] == date(2026, 11, 15)
    assert week(store, settings=Settings(week_begins="monday")).grid.days[0] == MONDAY


def night_hours(store: Store, last: date = TODAY - DAY) -> tuple[NightHours, ...]:
    return review.night_hours(store, Schedule(UTC), last)


def test_the_hours_of_eight_weeks(store: Store) -> None:
    store.save_diary(diary(TODAY))
    store.save_diary(diary(TODAY - DAY)._replace(nap_minutes=20))
    nights = night_hours(store)
    assert [night.night for night in nights] == [TODAY - n * DAY for n in range(56, 0, -1)]
    assert [night.is_known for night in nights] == [False] * 55 + [True]
    assert nights[-1].nap_minutes == 20


IN_BED = {"into_bed": "23:05", "out_of_bed": "07:10"}
ASLEEP = {"tried": "23:30", "fell_asleep_minutes": 10, "last_awake": "06:30"}


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            IN_BED | ASLEEP | {"awake_minutes": 20, "nap_minutes": 20},
            "in bed 23:05 to 07:10, asleep about 6.5 hours, nap 20 minutes",
        ),
        (IN_BED | ASLEEP, "in bed 23:05 to 07:10, asleep from 23:40 to 06:30, on and off"),
        (IN_BED | {"nap_minutes": 0}, "in bed 23:05 to 07:10, no nap"),
        ({"into_bed": "23:05"}, "in bed from 23:05"),
        ({"out_of_bed": "07:10"}, "in bed until 07:10"),
        ({"last_awake": "06:30", "quality": 3}, ""),
    ],
)
def test_the_hours_of_a_night_in_words(store: Store, answers: dict[str, Any], said: str) -> None:
    store.save_diary(DiaryRecord(TODAY - DAY, "", 0, **answers))
    assert review.hours_words(night_hours(store)[-1]) == said
    lines = list(hours_lines(night_hours(store)))
    told = [line for line in lines if line.startswith("2026-11-18")]
    assert told == ([f"2026-11-18: {said}"] if said else [])
    assert ("Nothing written down for these nights. That is all right." in lines) == (not said)


def test_of_a_night_only_what_is_known_is_told(store: Store) -> None:
    store.save_diary(DiaryRecord(MONDAY, "", 0, quality=4))
    store.save_diary(diary(MONDAY + DAY)._replace(quality=None))
    store.save_diary(DiaryRecord(MONDAY + 2 * DAY, "", 0, legs=3))
    lines = list(review_lines(week(store), (), together(store)))
    nights = [line for line in lines if line.startswith("2026")]
    assert nights == ["2026-11-16: rested 4 of 10", "2026-11-17: slept 8 hours"]


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0"), (14, "0"), (15, "0.5"), (344, "5.5"), (345, "6"), (375, "6.5")],
)
def test_hours_are_given_in_halves(minutes: int, text: str) -> None:
    assert review.in_hours(minutes) == text


def test_lines_and_json_hold_the_whole_review(store: Store) -> None:
    with_a_pattern(store, MONDAY - DAY)
    answer(store, MONDAY, "dim", "done")
    shown, result, hours = week(store), together(store), night_hours(store)[-14:]
    lines = list(review_lines(shown, hours, result))
    assert all(len(line) <= 200 for line in lines)
    assert "Lamps low and warm: Mo done, Tu -, We -, Th -, Fr -, Sa -, Su -" in lines
    assert "They go together. One need not cause the other." in lines
    tree = json.loads(json.dumps(as_json.of_review(shown, hours, result), allow_nan=False))
    assert tree["week"] == {"first": "2026-11-16", "last": "2026-11-22"}
    assert tree["patterns"]["found"] == [{"id": "dim", "is_better": True}]
    assert tree["patterns"]["until"] == "2026-11-15"
    assert tree["hours"][10] == {
        "night": "2026-11-15",
        "lights_out": "2026-11-15T23:00:00+00:00",
        "rise": "2026-11-16T07:00:00+00:00",
        "into_bed": "2026-11-15T23:00:00+01:00",
        "fell_asleep": "2026-11-15T23:00:00+01:00",
        "last_awake": "2026-11-16T07:00:00+01:00",
        "out_of_bed": "2026-11-16T07:00:00+01:00",
        "sleep_minutes": 460,
        "nap_minutes": None,
    }
    assert tree["hours"][13]["night"] == "2026-11-18"
    assert tree["hours"][13]["into_bed"] is None
    [dim] = [item for item in tree["items"] if item["id"] == "dim"]
    assert dim["answers"]["2026-11-16"] == "done"
    assert dim["answers"]["2026-11-17"] is None
    assert tree["completion"] == 1
    assert tree["cravings"] is None and not any("raving" in line for line in lines)
    assert len(tree["nights"]) == 7
    assert len(tree["fortnight"]) == 14
    assert tree["fortnight"][0]["total_sleep_minutes"] > 300


def test_cravings_have_a_quiet_line_and_lapses_have_none(store: Store) -> None:
    for day, hour in ((17, 19), (17, 20), (19, 21)):
        moment = datetime(2026, 11, day, hour, tzinfo=UTC)
        store.own.save(Craving(moment, moment.date(), 9, 8, "payday"))
        store.own.save(Lapse(moment, moment.date(), "alone"))
    shown = week(store)
    lines = list(review_lines(shown, (), together(store)))
    assert [line for line in lines if "raving" in line] == [
        "Cravings: written down on 2 days, mostly in the evening."
    ]
    tree = as_json.of_review(shown, (), together(store))
    assert tree["cravings"] == {"days": ["2026-11-17", "2026-11-19"], "mostly": "in the evening"}
    said = json.dumps(tree) + "".join(lines)
    assert "lapse" not in said and "alone" not in said and "payday" not in said
