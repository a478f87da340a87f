"""Dates and steps of one's own plan: given, moved, deleted and brought back, by keys."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from coach.domain.own import PlanStep, TurnDate
from coach.errors import CoachError
from coach.person import dates, options
from coach.store.records import Store
from coach.ui.screens.dates import DatesScreen
from coach.ui.screens.name import NameScreen
from coach.ui.screens.options import OptionsScreen
from coach.ui.screens.support import SupportScreen
from coach.ui.screens.tonight import TonightScreen
from tests.ui.seen import Seen, coach_on
from tests.ui.test_light import check_contrast, check_light

TODAY = date(2027, 1, 14)
SIZES = ((80, 24), (120, 40), (40, 15))


def given(folder: Path) -> dates.Given:
    return dates.read(Store(folder / "data").own)


def days(folder: Path) -> list[date]:
    return [each.day for each in given(folder).dates]


async def rested(seen: Seen) -> None:
    await seen.rest()  # a reader that another one replaces is gone by then
    await seen.app.workers.wait_for_complete()
    await seen.rest()


async def press(seen: Seen, *keys: str) -> None:
    """Press keys, and wait for the disk."""
    await seen.press(*keys)
    await rested(seen)


async def open_page(seen: Seen) -> DatesScreen:
    await seen.press("o")
    screen = seen.on(OptionsScreen)
    index = next(n for n, each in enumerate(screen.options) if each.page == "dates")
    screen.point(index)
    await press(seen, "space")
    return seen.on(DatesScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_a_row_of_the_options_opens_the_page(tmp_path: Path, size: tuple[int, int]) -> None:
    async with coach_on(tmp_path, size=size) as seen:
        await seen.press("o")
        options_screen = seen.on(OptionsScreen)
        pages = [each.page for each in options_screen.options]
        options_screen.point(pages.index("dates"))
        assert "space open" in seen.text and options.OPEN in seen.text
        await seen.press("left", "5", "backspace")
        seen.on(OptionsScreen)
        before = seen.app.me.settings
        await press(seen, "space")
        seen.on(DatesScreen)
        assert "Stopped" in seen.text and dates.NOT_GIVEN in seen.text
        check_light(seen)
        check_contrast(seen)
        await seen.press("h")
        seen.on(SupportScreen)
        await press(seen, "escape")
        seen.on(DatesScreen)
        await seen.press("escape", "escape")
        seen.on(TonightScreen)
        assert seen.app.me.settings == before and not (tmp_path / "data").exists()


async def test_a_date_is_given_moved_deleted_and_brought_back(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await open_page(seen)
        await press(seen, "left", "x", "u")  # there is nothing to move, delete or undo
        assert given(tmp_path) == dates.Given()
        await seen.press("space")
        seen.on(NameScreen)
        await press(seen, *"3 Jan", "enter")
        seen.on(DatesScreen)
        assert "Sunday, 3 January" in seen.text
        assert days(tmp_path) == [date(2027, 1, 3)]
        await press(seen, "left", "left", "right")
        assert days(tmp_path) == [date(2027, 1, 2)]
        await press(seen, "u")
        assert days(tmp_path) == [date(2027, 1, 1)]
        await press(seen, "x")
        assert days(tmp_path) == [] and dates.NOT_GIVEN in seen.text
        await press(seen, "u")
        assert days(tmp_path) == [date(2027, 1, 1)]
        await press(seen, "u")
        assert days(tmp_path) == [date(2027, 1, 1)]  # there is one step back
        await press(seen, "space", *"yesterday", "enter")
        await press(seen, "u")
        assert days(tmp_path) == [date(2027, 1, 1)]
        await press(seen, "down", "space")
        await press(seen, "enter")
        cutting = given(tmp_path).date_of("cutting")
        assert cutting and cutting.day == TODAY
        await press(seen, "u")
        assert given(tmp_path).date_of("cutting") is None


async def test_what_is_no_day_is_asked_for_again(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await open_page(seen)
        await press(seen, "space", *"3/4", "enter")
        seen.on(NameScreen)
        assert "That is not a day yet" in seen.text
        await press(seen, "escape")
        seen.on(DatesScreen)
        assert given(tmp_path) == dates.Given()


async def test_steps_are_ones_own_words_on_a_day(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await open_page(seen)
        for day, words in (("20 Jan", "the last cup earlier"), ("16 Jan", "one cup at noon")):
            seen.clock.advance(1)
            await press(seen, "end", "space", *day, "enter")
            seen.on(NameScreen)
            await press(seen, *words, "enter")
            seen.on(DatesScreen)
        assert [(each.day.day, each.text) for each in given(tmp_path).steps] == [
            (16, "one cup at noon"),
            (20, "the last cup earlier"),
        ]
        assert "Sat 16 Jan   one cup at noon" in seen.text
        check_light(seen)
        await press(seen, "home", "down", "down", *["right"] * 5)
        screen = seen.on(DatesScreen)
        assert [each.day.day for each in given(tmp_path).steps] == [20, 21]
        assert screen.step and screen.step.text == "one cup at noon"
        await press(seen, "space", "end", *" or so", "enter")
        assert given(tmp_path).steps[1].text == "one cup at noon or so"
        await press(seen, "x")
        assert [each.text for each in given(tmp_path).steps] == ["the last cup earlier"]
        await press(seen, "u")
        assert len(given(tmp_path).steps) == 2
        await press(seen, "end", "space", *"21 Jan", "enter", "escape")
        assert len(given(tmp_path).steps) == 2


async def test_what_cannot_be_saved_says_so_and_stays_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").write_text("a file in the place of the folder")
    async with coach_on(tmp_path) as seen:
        await open_page(seen)
        await press(seen, "space", "enter")
        seen.on(NameScreen)
        assert "data" in seen.text and "today" in seen.text


def fill(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk be full: it can be read, and nothing can be written."""

    def refuse(_: object) -> None:
        raise CoachError("coach.db: could not be written (the disk is full)")

    monkeypatch.setattr(seen.app.me.store.database, "write", refuse)


async def test_what_was_refused_has_not_happened_and_is_not_there_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(tmp_path / "data").own.save(
        TurnDate("stopped", date(2027, 1, 3), datetime(2027, 1, 1).astimezone())
    )
    async with coach_on(tmp_path, hour=15) as seen:
        await open_page(seen)
        fill(seen, monkeypatch)
        for key in ("right", "x"):
            await press(seen, key)
            assert "Sunday, 3 January" in seen.text and "the disk is full" in seen.text
            await press(seen, "u")
        await press(seen, "down", "space", "enter")  # who leaves sooner has given it
        await press(seen, "escape")
        assert seen.text.count(dates.NOT_GIVEN) == 1
        await press(seen, "end", "space", *"20 Jan", "enter", *"one cup", "enter", "enter")
        seen.on(NameScreen)
        await press(seen, "escape")
        assert "one cup" not in seen.text
    monkeypatch.undo()
    assert not list((tmp_path / "data").glob("unwritten-*"))
    [stopped] = given(tmp_path).dates
    assert stopped.day == date(2027, 1, 3) and not given(tmp_path).steps


async def test_a_step_that_is_saved_at_the_second_try_is_there_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with coach_on(tmp_path, hour=15) as seen:
        await open_page(seen)
        fill(seen, monkeypatch)
        await press(seen, "end", "space", *"20 Jan", "enter", *"one cup", "enter")
        monkeypatch.undo()
        seen.clock.advance(5)
        await press(seen, "enter")
        assert "one cup" in seen.on(DatesScreen).host.me.store.own.all(PlanStep)[0].text
    assert not list((tmp_path / "data").glob("unwritten-*"))
    assert len(given(tmp_path).steps) == 1


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_words_stay_in_their_row(tmp_path: Path, size: tuple[int, int]) -> None:
    own = Store(tmp_path / "data").own
    own.save(PlanStep(datetime(2027, 1, 1).astimezone(), TODAY, "[b]x[/b] 長い夜 \x1b[31m" * 6))
    own.save(TurnDate("stopped", date(1999, 9, 22), datetime(2027, 1, 1).astimezone()))
    async with coach_on(tmp_path, size=size) as seen:
        await open_page(seen)
        assert "[b]x[/b]" in seen.text and "1999" in seen.text
        check_light(seen)


# What follows on Tonight.


async def test_tonight_says_a_line_after_a_date_and_del_hides_it(tmp_path: Path) -> None:
    for size in SIZES:
        folder = tmp_path / str(size[0])
        folder.mkdir()
        own = Store(folder / "data").own
        own.save(TurnDate("stopped", TODAY - timedelta(days=40), datetime(2027, 1, 1).astimezone()))
        async with coach_on(folder, size=size, hour=15) as seen:
            said = " ".join(seen.text.split())
            assert "Sleep and mood can lag for a while. Not in everybody." in said
            assert "del hide" in said
            check_light(seen)
            await press(seen, "delete")
            assert "Sleep and mood" not in seen.text and "del hide" not in seen.text
            await seen.pass_a_minute()
            await rested(seen)
            assert "Sleep and mood" not in seen.text
        async with coach_on(folder, size=size, hour=15) as seen:
            assert "Sleep and mood" not in seen.text


async def test_a_click_hides_it_and_at_night_it_is_not_there(tmp_path: Path) -> None:
    own = Store(tmp_path / "data").own
    own.save(TurnDate("stopped", TODAY - timedelta(days=40), datetime(2027, 1, 1).astimezone()))
    async with coach_on(tmp_path, hour=22) as seen:
        assert "Sleep and mood" not in seen.text
    async with coach_on(tmp_path, hour=15) as seen:
        y, row = next((y, row) for y, row in enumerate(seen.rows) if "del hide" in row)
        await seen.click(row.index("del hide") + 2, y)
        await rested(seen)
        assert "Sleep and mood" not in seen.text
        seen.on(TonightScreen)


async def test_what_was_being_read_does_not_bring_the_line_back(tmp_path: Path) -> None:
    own = Store(tmp_path / "data").own
    own.save(TurnDate("stopped", TODAY - timedelta(days=40), datetime(2027, 1, 1).astimezone()))
    async with coach_on(tmp_path, hour=15) as seen:
        with seen.held_disk():
            seen.on(TonightScreen).look()
            await seen.press("delete")
            assert "Sleep and mood" not in seen.text
        await rested(seen)
        assert "Sleep and mood" not in seen.text


async def test_what_was_being_read_does_not_take_a_change_of_a_date_back(tmp_path: Path) -> None:
    own = Store(tmp_path / "data").own
    own.save(TurnDate("stopped", date(2027, 1, 3), datetime(2027, 1, 1).astimezone()))
    async with coach_on(tmp_path) as seen:
        screen = await open_page(seen)
        with seen.held_disk():
            screen.resumed()
            await seen.press("right")
            assert "4 January" in seen.text
        await rested(seen)
        assert "4 January" in seen.text and days(tmp_path) == [date(2027, 1, 4)]


async def test_on_a_low_screen_the_line_stands_before_why_it_is_this_routine(
    tmp_path: Path,
) -> None:
    own = Store(tmp_path / "data").own
    own.save(TurnDate("stopped", TODAY - timedelta(days=40), datetime(2027, 1, 1).astimezone()))
    async with coach_on(tmp_path, size=(40, 15), hour=15, settings={"ramp": "on"}) as seen:
        assert "Sleep and mood" in seen.text and "The first evenings" not in seen.text
        await press(seen, "delete")
        assert "Sleep and mood" not in seen.text and "The first evenings" in seen.text


async def test_without_a_line_del_does_nothing(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=15) as seen:
        before = seen.text
        await press(seen, "delete", "backspace")
        assert seen.text == before and not (tmp_path / "data").exists()


async def test_a_question_is_whole_where_it_is_narrow(tmp_path: Path) -> None:
    async with coach_on(tmp_path, size=(20, 8)) as seen:
        await open_page(seen)
        await seen.press("space")
        seen.on(NameScreen)
        question = "Which day? 20 Nov, yesterday, 2026-11-20"
        assert " ".join(seen.text.split()).startswith(question)
