"""The look back on the screen: five views, weeks and months back, calm where there is nothing."""

import atexit
import shutil
import tempfile
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from coach.domain.checklist import Answer
from coach.picture.raster import BLOCKS
from coach.picture.sheet import shortened
from coach.store.records import DiaryRecord, SessionRecord, Store
from coach.ui.screens.review import VIEWS, ReviewScreen
from tests.ui.seen import Seen, coach_on
from tests.ui.test_light import check_contrast, check_light

TODAY = date(2026, 11, 24)
"""A Tuesday."""
ANSWERS: tuple[Answer, ...] = ("done", "skipped", "not-applicable")
ITEMS = ("caffeine", "dim", "worry", "screens", "room", "wind-down", "rise")


@cache
def recorded(days: int) -> Path:
    """Return a folder with some evenings and nights until yesterday, recorded once."""
    folder = Path(tempfile.mkdtemp(prefix="coach-review-"))
    atexit.register(shutil.rmtree, folder)
    record_in(Store(folder), days)
    return folder


def record(folder: Path, days: int = 40) -> None:
    """Record some evenings and nights until yesterday; one night in six has no diary."""
    shutil.copytree(recorded(days), folder / "data")


def record_in(store: Store, days: int) -> None:
    for n in range(1, days + 1):
        day = TODAY - timedelta(days=n)
        evening = datetime(day.year, day.month, day.day, 22).astimezone()
        for number, item in enumerate(ITEMS):
            if (n + number) % 5:
                store.answer(day, item, ANSWERS[(n * number) % 3], evening)
        if n % 6:
            diary = DiaryRecord(day, "", 0, "23:00", "23:00", "07:00", "07:00", quality=n % 11)
            awake = diary._replace(fell_asleep_minutes=20 + n % 50, awake_minutes=n * 7 % 60)
            store.save_diary(awake)
        session = SessionRecord("breathing/box", "breathing", evening, day, 304, 304, "finished")
        store.add_session(session)


async def opened(seen: Seen) -> ReviewScreen:
    seen.clock.wall = datetime(2026, 11, 24, 22, 10).timestamp()  # at night it is there at once
    await seen.press("v")
    return seen.on(ReviewScreen)


async def press(seen: Seen, *keys: str) -> None:
    for key in keys:
        await seen.press(key)


async def test_the_week_shows_items_and_marks(tmp_path: Path) -> None:
    record(tmp_path)
    async with coach_on(tmp_path, size=(120, 40)) as seen:
        await opened(seen)
        assert "23 to 29 November" in seen.text
        await press(seen, "left")
        assert "16 to 22 November" in seen.text
        [row] = [row for row in seen.rows if "Lamps low and warm" in row]
        assert set(row) & set("●○–")
        for mark in "●○–":
            assert mark in seen.text
        assert "Some of it done. That is how most weeks look." in seen.text


async def test_marks_stand_under_their_days(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    store.answer(date(2026, 11, 18), "dim", "done", datetime(2026, 11, 18, 22).astimezone())
    store.answer(date(2026, 11, 22), "dim", "skipped", datetime(2026, 11, 22, 22).astimezone())
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await press(seen, "left")
        [header] = [row for row in seen.rows if "Mo  Tu" in row]
        [row] = [row for row in seen.rows if "Lamps low" in row]
        assert row[header.index("We") + 1] == "●"
        assert row[header.index("Su") + 1] == "○"
        assert "Blank means not known." in seen.text


async def test_space_leads_through_the_views_and_around(tmp_path: Path) -> None:
    record(tmp_path)
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        for title in (*VIEWS[1:], VIEWS[0]):
            await press(seen, "space")
            assert title in seen.text


async def test_the_nights_have_hours_feeling_minutes_and_a_plot(tmp_path: Path) -> None:
    record(tmp_path)
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await press(seen, "space", "left")
        for name in ("slept, hours", "rested, 0-10", "exercises, min"):
            [row] = [row for row in seen.rows if name in row]
            assert any(char.isdigit() for char in row.split(name)[1])
        assert "hours a night" in seen.text
        assert "fourteen nights, hours asleep" in seen.text
        plotted = seen.text.split("exercises, min")[1]
        assert plotted.count("●") >= 11
        assert any("⠀" < char <= "⣿" for char in plotted)


async def test_without_braille_the_nights_are_dots(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    record(tmp_path)
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        for _ in VIEWS:
            assert seen.text.isascii()
            await press(seen, "space")
        await press(seen, "space")
        assert seen.text.count("O") >= 10


async def test_months_can_be_looked_back_through(tmp_path: Path) -> None:
    record(tmp_path)
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await press(seen, "space", "space", "space")
        assert "November 2026" in seen.text
        assert "◑" in seen.text
        await press(seen, "left")
        assert "October 2026" in seen.text
        await press(seen, *["left"] * 10)
        assert "December 2025" in seen.text
        assert "●" not in seen.text.replace("● all", "")
        await press(seen, *["right"] * 12)
        assert "November 2026" in seen.text


async def test_what_goes_with_better_nights_is_too_early_first(tmp_path: Path) -> None:
    record(tmp_path, days=20)
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await press(seen, "space", "space", "space", "space")
        assert "Too early to tell. That is normal in the first weeks." in seen.text
        await press(seen, "left", "right")
        assert "Too early to tell." in seen.text


async def test_the_future_is_not_shown(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await press(seen, "right")
        assert "23 to 29 November" in seen.text
        assert "No item was answered this week. That is all right." in seen.text


async def test_a_store_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the place of the folder")
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        assert "could not be read" in " ".join(seen.text.split())
        assert seen.app.is_running


@pytest.mark.parametrize("theme", ["ember", "night", "clear"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15), (20, 8)])
async def test_every_view_is_dark_and_clear(
    tmp_path: Path, size: tuple[int, int], theme: str
) -> None:
    record(tmp_path)
    async with coach_on(tmp_path, size=size, settings={"theme": theme}) as seen:
        await opened(seen)
        await press(seen, "left")
        for _ in VIEWS:
            check_light(seen)
            check_contrast(seen)
            assert all(len(row) <= size[0] for row in seen.rows)
            await press(seen, "space")


async def test_at_80x24_all_seven_items_are_seen(tmp_path: Path) -> None:
    record(tmp_path)
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await press(seen, "left")
        for word in ("Got up", "The last", "Lamps", "Worries", "Other", "Room", "One quiet"):
            assert word in seen.text


async def test_more_items_than_rows_can_be_scrolled(tmp_path: Path) -> None:
    record(tmp_path)
    async with coach_on(tmp_path, size=(40, 10)) as seen:
        screen = await opened(seen)
        assert "One quiet" not in seen.text
        assert screen.rows_left
        await press(seen, *["down"] * 9)
        assert "One quiet" in seen.text
        assert screen.rows_left == 0
        await press(seen, "up")
        assert screen.rows_left == 1


async def test_a_person_s_own_words_break_nothing(tmp_path: Path) -> None:
    texts = {"own-a": "é" * 200, "own-b": "مرحبا بالعالم", "own-c": "🌙 [red]moon[/]"}
    store = Store(tmp_path / "data")
    for item in texts:
        store.answer(TODAY, item, "done", datetime(2026, 11, 24, 22).astimezone())
    async with coach_on(tmp_path, size=(120, 40), settings={"own_items": texts}) as seen:
        await opened(seen)
        assert "[red]moon[/]" in seen.text
        assert len({row.rstrip()[-1:] for row in seen.rows if "●" in row}) >= 1


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Lamps low and warm", 18, "Lamps low and warm"),
        ("Lamps low and warm", 17, "Lamps low and…"),
        ("Lamps low and warm", 10, "Lamps low…"),
        ("Unbreakable", 6, "Unbre…"),
        ("Up unbreakable", 9, "Up unbre…"),
        ("", 5, ""),
    ],
)
def test_words_are_cut_after_a_word_and_with_a_sign(text: str, width: int, shown: str) -> None:
    assert shortened(text, width, BLOCKS) == shown
