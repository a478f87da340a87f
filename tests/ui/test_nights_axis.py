"""The look back by hours, by the person's own week, and on screens with little room."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coach.person import choose
from coach.store.records import DiaryRecord, Store
from coach.ui.screens.review import HOURS, VIEWS, ReviewScreen
from tests.ui.seen import Seen, coach_on
from tests.ui.test_light import check_contrast, check_light
from tests.ui.test_review_screen import TODAY, opened, press, record

DAY = timedelta(days=1)
SIZES = [(80, 24), (120, 40), (200, 60), (40, 15), (20, 8)]


async def on_hours(seen: Seen, at: str = "22:10") -> ReviewScreen:
    """Open the nights on their axis, at an hour of that Tuesday."""
    seen.clock.wall = datetime.fromisoformat(f"{TODAY} {at}").timestamp()
    await press(seen, "v", *["space"] * HOURS)
    return seen.on(ReviewScreen)


def named_nights(seen: Seen) -> list[int]:
    """Return the days of the month of the nights that are shown, from the top."""
    words = [row.split() for row in seen.rows]
    names = [row[1:] if row[0] == "Mo" else row for row in words if row]
    at_hours = next(n for n, row in enumerate(names) if set(row) >= {"00", "06"})
    days = [row[0] for row in names[at_hours + 1 :] if row]
    return [int(day) for day in days if day.isdigit()]


def test_the_day_the_tests_stand_on() -> None:
    assert f"{TODAY:%A}" == "Tuesday"


@pytest.mark.parametrize("at", ["12:30", "22:10"])
async def test_fourteen_nights_stand_on_one_axis_at_80x24(tmp_path: Path, at: str) -> None:
    record(tmp_path)
    async with coach_on(tmp_path) as seen:
        await on_hours(seen, at)
        assert "The hours" in seen.text and "up to 23 November" in seen.text
        assert named_nights(seen) == list(range(10, 24))
        assert "━ asleep" in seen.text and "─ in bed" in seen.text
        assert "│ lights out, getting up" in seen.text


async def test_it_goes_back_by_weeks_and_not_into_the_future(tmp_path: Path) -> None:
    record(tmp_path)
    async with coach_on(tmp_path) as seen:
        await on_hours(seen)
        await press(seen, "right")
        assert named_nights(seen)[-1] == 23
        await press(seen, "left")
        assert named_nights(seen) == list(range(3, 17))
        await press(seen, "left", "right")
        assert named_nights(seen)[-1] == 16


async def test_on_a_small_screen_no_night_is_passed_over(tmp_path: Path) -> None:
    record(tmp_path)
    async with coach_on(tmp_path, size=(20, 8)) as seen:
        await on_hours(seen)
        pages = [named_nights(seen)]
        for _ in range(3):
            await press(seen, "left")
            pages.append(named_nights(seen))
        read = [night for page in reversed(pages) for night in page]
        assert read == list(range(read[0], 24))


async def test_before_the_first_night_it_says_so(tmp_path: Path) -> None:
    record(tmp_path, days=5)
    async with coach_on(tmp_path) as seen:
        await on_hours(seen)
        assert named_nights(seen) == list(range(19, 24))
        await press(seen, "left")
        assert "Nothing written down for these nights. That is all right." in seen.text


async def test_whoever_sleeps_by_day_sees_one_block(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    for n in range(1, 8):
        night = TODAY - n * DAY
        begins = datetime(night.year, night.month, night.day, 21).astimezone()
        store.save_diary(
            DiaryRecord(night, "", 0, "08:00", "08:00", "16:00", "16:00", 0, 0, begins=begins)
        )
    settings = {"bedtime": "08:00", "rise": "16:00"}
    async with coach_on(tmp_path, settings=settings) as seen:
        await on_hours(seen, "20:00")
        [hours] = [row for row in seen.rows if " 21 " in row and " 00 " in row]
        assert hours.split()[0] == "21"
        blocks = [row for row in seen.rows if "━━" in row]
        assert len(blocks) == 7
        for row in blocks:
            assert len(row.split("┿")) == 3, "lights out at its beginning, rise at its end"
            assert set(row.split("┿")[1]) == {"━"}


async def test_a_nap_stands_at_the_end_of_its_row(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    store.save_diary(DiaryRecord(TODAY - DAY, "", 0, "23:00", nap_minutes=35))
    async with coach_on(tmp_path) as seen:
        await on_hours(seen)
        [row] = [row for row in seen.rows if "Mo 23" in row]
        assert row.split()[-1] == "35m"


@pytest.mark.parametrize("size", SIZES)
async def test_every_view_is_dark_and_clear(tmp_path: Path, size: tuple[int, int]) -> None:
    record(tmp_path)
    async with coach_on(tmp_path, size=size) as seen:
        await on_hours(seen)
        for _ in VIEWS:
            check_light(seen)
            check_contrast(seen)
            assert all(len(row) <= size[0] for row in seen.rows)
            await press(seen, "space")


async def test_ascii_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    record(tmp_path)
    async with coach_on(tmp_path) as seen:
        await on_hours(seen)
        assert seen.text.isascii()
        assert "= asleep  - in bed  | lights out, getting up" in seen.text
        assert any("+=" in row for row in seen.rows)


# With little room


async def all_words(seen: Seen) -> str:
    """Scroll through a view and return every word that was seen, in order, without the hints."""
    screen = seen.on(ReviewScreen)
    lines = [row.strip() for row in seen.rows[:-1]]
    while screen.rows_left:
        await press(seen, "down")
        lines += [row.strip() for row in seen.rows[:-1] if row.strip()][-1:]
    return " ".join(filter(None, lines))


async def test_at_20x8_one_day_is_shown_in_all_its_words(tmp_path: Path) -> None:
    record(tmp_path)
    async with coach_on(tmp_path, size=(20, 8)) as seen:
        screen = await opened(seen)
        assert seen.rows[0] == "The week   Tu 24 Nov"
        await press(seen, "left")
        assert seen.rows[0] == "The week   Mo 23 Nov"
        assert "down more" in seen.rows[-1]
        words = (await all_words(seen)).replace("●", "").replace("○", "").replace("–", "")
        words = " ".join(words.split())
        for item in choose.checklist(seen.app.me.library)[0].items:
            if item.is_on:
                assert item.text in words
        assert "That is how most nights look." in words
        assert screen.rows_left == 0 and "space next" in seen.rows[-1]


async def test_at_20x8_the_nights_have_their_labels(tmp_path: Path) -> None:
    record(tmp_path)
    async with coach_on(tmp_path, size=(20, 8)) as seen:
        await opened(seen)
        await press(seen, "space")
        assert seen.rows[0] == "The nights Mo 23 Nov"
        assert seen.rows[1].startswith("slept, hours") and seen.rows[1].endswith("7½")
        assert seen.rows[2].startswith("rested, 0-10") and seen.rows[2].endswith("1")
        assert seen.rows[3].startswith("exercises, min") and seen.rows[3].endswith("5")


async def test_at_20x8_a_month_has_all_its_signs_and_what_they_mean(tmp_path: Path) -> None:
    record(tmp_path)
    async with coach_on(tmp_path, size=(20, 8)) as seen:
        await opened(seen)
        await press(seen, "space", "space", "space")
        assert seen.rows[0] == "The month   Nov 2026"
        assert seen.rows[1].split() == list("MTWTFSS")
        words = await all_words(seen)
        assert seen.rows[1].split() == list("MTWTFSS"), "they stay"
        for meaning in ("○ none", "◔ some", "◑ much", "● all", "ˈ diary"):
            assert meaning in words
        assert words.count("ˈ") == 20 + 1, "one a diary of this month, and what it means"


@pytest.mark.parametrize("size", SIZES)
async def test_every_view_says_what_it_is(tmp_path: Path, size: tuple[int, int]) -> None:
    record(tmp_path)
    async with coach_on(tmp_path, size=size) as seen:
        await opened(seen)
        for title in VIEWS:
            shown = " ".join(" ".join(row.split()) for row in seen.rows)
            assert title in shown
            if title != VIEWS[-1]:
                assert "Nov" in shown
            await press(seen, "space")


async def test_what_is_left_is_hinted_at(tmp_path: Path) -> None:
    record(tmp_path)
    async with coach_on(tmp_path, size=(40, 15)) as seen:
        screen = await opened(seen)
        await press(seen, "space")
        assert screen.rows_left and any("up down more" in row for row in seen.rows)


# The person's own week


@pytest.mark.parametrize(
    ("begins", "names", "span"),
    [
        ("sunday", "Su  Mo  Tu  We  Th  Fr  Sa", "22 to 28 November"),
        ("saturday", "Sa  Su  Mo  Tu  We  Th  Fr", "21 to 27 November"),
        ("monday", "Mo  Tu  We  Th  Fr  Sa  Su", "23 to 29 November"),
    ],
)
async def test_a_week_begins_as_it_is_set(
    tmp_path: Path, begins: str, names: str, span: str
) -> None:
    store = Store(tmp_path / "data")
    monday = TODAY - DAY
    store.answer(monday, "dim", "done", datetime(2026, 11, 23, 22).astimezone())
    store.save_diary(
        DiaryRecord(monday, "", 0, "23:00", "23:00", "07:00", "07:00", 0, 0, quality=3)
    )
    async with coach_on(tmp_path, settings={"week_begins": begins}) as seen:
        await opened(seen)
        assert names in seen.text and span in seen.text
        under(seen, "Lamps low", "●")
        await press(seen, "space")
        under(seen, "rested, 0-10", "3")
        await press(seen, "space", "space")
        [header] = [row for row in seen.rows if "Mo" in row and "Su" in row]
        assert header.split() == names.split()
        [row] = [row for row in seen.rows if " 23 ●" in row]
        assert row.index("23") == header.index("Mo")
        [first] = [row for row in seen.rows if row.split()[:1] == ["1"]]
        assert first.index("1") == header.index("Su") + 1


def under(seen: Seen, name: str, sign: str) -> None:
    """Check that a row has its sign under Monday, and none elsewhere."""
    [header] = [row for row in seen.rows if "Mo  Tu" in row]
    [row] = [row for row in seen.rows if name in row]
    assert row.count(sign) == 1
    assert row.index(sign) == header.index("Mo") + 1


async def test_the_options_say_on_which_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_TIME", "en_US.UTF-8")
    async with coach_on(tmp_path, size=(80, 24)) as seen:
        await press(seen, "o")
        screen: Any = seen.app.screen
        screen.point([option.setting for option in screen.options].index("week_begins"))
        await seen.rest()
        [row] = [row for row in seen.rows if "The week begins on" in row]
        assert "as usual here: Sunday" in row
        await press(seen, "right")
        [row] = [row for row in seen.rows if "The week begins on" in row]
        assert row.split()[-1] == "Monday"
    text = (tmp_path / "config" / "settings.toml").read_text(encoding="utf-8")
    assert 'week_begins = "monday"' in text


# What is said of what is there


async def test_right_after_a_night_was_saved_it_is_counted(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    store.save_diary(DiaryRecord(TODAY - DAY, "", 0, "23:00", "23:00", "07:00", "07:00", 5, 5))
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        assert "Nothing written down" not in seen.text
        await press(seen, "space", "space")
        assert named_nights(seen) == [23]
        await press(seen, "space", "space")
        assert "It counts nights up to Sunday, 22 November: 0." in seen.text
        assert "Since then: 1 more, counted from next week on." in seen.text
