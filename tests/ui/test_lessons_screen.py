"""Lessons on the screen: today's with one key, the list of all, by day only."""

from datetime import datetime
from pathlib import Path

import pytest

from coach.content.library import Library
from coach.person import lessons
from coach.store.records import Store
from coach.system import folders
from coach.ui.screens.checklist import ChecklistScreen
from coach.ui.screens.first_time import FirstTimeScreen
from coach.ui.screens.lessons import LessonScreen, LessonsScreen
from coach.ui.screens.mind import MindScreen
from coach.ui.screens.support import SupportScreen
from coach.ui.screens.tonight import TonightScreen
from tests.ui.seen import Seen, coach_on
from tests.ui.test_light import check_contrast, check_light

SIZES = ((80, 24), (40, 15))
FIRST = "Why sleep breaks down"
SHIPPED = lessons.read(Library(folders.assets(), Path("/no/such/folder")))


def days_ago(seen: Seen, days: int) -> None:
    """Let the first record have been so many days ago."""
    now = seen.app.me.now
    day = datetime.fromtimestamp(now.timestamp() - days * 86400).date()
    Store(seen.app.me.places.data).answer(day, "light", "done", now)


async def read_on(seen: Seen, last: str) -> str:
    """Press Space until the last words are there; returns all that was seen."""
    said = [seen.text]
    while last not in " ".join(seen.text.split()):
        await seen.press("space")
        said.append(seen.text)
        assert len(said) < 9
        seen.on(LessonScreen)
        check_light(seen)
    return " ".join("\n".join(said).split())


@pytest.mark.parametrize("size", SIZES)
async def test_n_shows_the_lesson_of_today_with_its_sources(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with coach_on(tmp_path, size=size, hour=15) as seen:
        seen.app.animation_level = "none"
        assert "n learn" in seen.text
        await seen.press("n")
        seen.on(LessonScreen)
        assert FIRST in seen.text and "l all h help" in " ".join(seen.text.split())
        check_contrast(seen)
        said = await read_on(seen, "StatPearls: kratom")
        for line in (*SHIPPED[0].lines, f"To try: {SHIPPED[0].small_step}", "From: Singh"):
            assert line in said.replace(" more below space read on l all h help", "")
        await seen.press("space")
        assert seen.on(MindScreen).choice.exercise.id == "mind/heavy"
        await seen.press("escape")
        seen.on(LessonScreen)
        await seen.press("escape")
        seen.on(TonightScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_l_lists_all_with_the_light_on_that_of_today(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with coach_on(tmp_path, size=size, hour=15) as seen:
        seen.app.animation_level = "none"
        days_ago(seen, 1)  # the second night
        await seen.press("n")
        assert "Restless legs" in seen.text
        await seen.press("l")
        screen = seen.on(LessonsScreen)
        assert screen.lessons == SHIPPED
        [row] = [row for row in seen.rows if row.endswith("today")]
        assert row.split()[1:] == ["Restless", "legs", "today"]
        check_light(seen)
        check_contrast(seen)
        await seen.press("home", "down", "space")
        assert SHIPPED[1].title in seen.text
        await seen.press("l")  # the list lies below it
        assert seen.on(LessonsScreen).here == 1
        await seen.press("escape")
        seen.on(TonightScreen)


async def test_read_to_its_end_the_list_stands_on_the_next_one(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=15) as seen:
        await seen.press("n", "l", "home", "down", "space")
        assert not SHIPPED[1].run
        await read_on(seen, "repeat one another")
        assert "space back" in seen.text
        await seen.press("space")
        assert seen.on(LessonsScreen).here == 2
        await seen.press("space", "escape")
        assert seen.on(LessonsScreen).here == 2


@pytest.mark.parametrize("index", range(len(SHIPPED)), ids=[each.name for each in SHIPPED])
async def test_every_lesson_is_read_by_space_alone_and_goes_on(tmp_path: Path, index: int) -> None:
    lesson = SHIPPED[index]
    for size in SIZES:
        async with coach_on(tmp_path, size=size, hour=15) as seen:
            seen.app.go("lesson", lesson)
            await seen.rest()
            said = await read_on(seen, lesson.sources[-1])
            assert all(text in said for text in lesson.title.split())
            await seen.press("space")
            if not lesson.run:
                seen.on(TonightScreen)
            elif lesson.run.startswith("checklists/"):
                seen.on(ChecklistScreen)
            else:
                assert seen.guided.choice.exercise.id == lesson.run


async def test_what_goes_with_it_shows_its_cautions_first(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=15, settings={"read": []}) as seen:
        seen.app.go("lesson", next(each for each in SHIPPED if each.name == "caffeine"))
        await seen.rest()
        await seen.press("space")
        seen.on(FirstTimeScreen)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("hour", [22, 3])
async def test_at_night_one_line_says_that_it_can_wait(
    tmp_path: Path, size: tuple[int, int], hour: int
) -> None:
    async with coach_on(tmp_path, size=size, hour=hour) as seen:
        assert "learn" not in seen.text
        await seen.press("n")
        seen.on(LessonsScreen)
        [line, hints] = [row.strip() for row in seen.rows if row.strip()]
        assert line == lessons.AT_NIGHT
        assert " ".join(hints.split()).startswith("space back h help")
        check_light(seen)
        await seen.press("space")
        seen.on(TonightScreen)


async def test_when_night_falls_the_list_closes(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=21) as seen:
        await seen.press("n", "l")
        assert FIRST in seen.text
        await seen.press("h")
        seen.clock.advance(3600)
        await seen.press("escape")
        assert lessons.AT_NIGHT in seen.text and FIRST not in seen.text


@pytest.mark.parametrize("size", SIZES)
async def test_help_is_one_key_away_and_leads_back(tmp_path: Path, size: tuple[int, int]) -> None:
    async with coach_on(tmp_path, size=size, hour=15) as seen:
        for keys, screen in (("n", LessonScreen), ("nl", LessonsScreen)):
            await seen.press(*keys)
            if screen is LessonScreen and size == (40, 15):
                await seen.press("space")  # somewhere in the middle
            before = seen.rows
            for key in ("h", "f1"):
                await seen.press(key)
                seen.on(SupportScreen)
                await seen.press("escape")
                seen.on(screen)
                assert seen.rows == before
            await seen.press("escape")
            seen.on(TonightScreen)


async def test_the_keys_and_the_palette_know_it(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=15) as seen:
        await seen.press("question_mark")
        assert "learn: a short lesson, by day" in seen.text
        await seen.press("n")  # a key of the screen below does it
        seen.on(LessonScreen)
        await seen.press("question_mark")
        assert "all lessons" in seen.text
        await seen.press("escape", "escape")
        for word in ("learn", "lesson", "caffeine"):
            await seen.press("ctrl+p", *word, "enter")
            seen.on(LessonScreen)
            await seen.press("escape")


async def test_a_click_on_learn_does_it(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=15) as seen:
        [y] = [y for y, row in enumerate(seen.rows) if "n learn" in row]
        await seen.click(seen.rows[y].index("n learn"), y)
        seen.on(LessonScreen)


async def test_a_disk_that_does_not_answer_holds_no_lesson_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.ui.screens.lessons.LONGEST_WAIT_SECONDS", 0.01)
    async with coach_on(tmp_path, hour=15) as seen:
        days_ago(seen, 3)
        with seen.held_disk():
            await seen.press("n")
            await seen.pilot.pause(0.05)
            assert FIRST in seen.text
            await seen.press("escape")
            seen.on(TonightScreen)


async def test_an_own_lesson_of_any_text_stays_on_the_screen(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "scripts" / "learn"
    folder.mkdir(parents=True)
    long = "word " * 150 + "x" * 200
    (folder / "mine.toml").write_text(
        f'title = "[bold]{long}"\nlines = ["[red]{long}", "日本語"]\norder = 0\n', encoding="utf-8"
    )
    (folder / "bad.toml").write_text('title = "Bad"\n', encoding="utf-8")
    for size in (*SIZES, (20, 8)):
        async with coach_on(tmp_path, size=size, hour=15) as seen:
            await seen.press("n", "l", "home")
            assert "[bold]" in seen.text and "Bad" not in seen.text
            check_light(seen)
            await seen.press("space")
            seen.on(LessonScreen)
            check_light(seen)
            await seen.press("end")
            assert "日本語" in seen.text
            check_light(seen)
