"""A disk that takes its time, or refuses: keys go on, screens may be left, nothing is silent."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coach.store.records import Store
from coach.store.settings import SettingsFile
from coach.ui.screens.breathing import BreathingScreen
from coach.ui.screens.builder import BuilderScreen
from coach.ui.screens.checklist import ChecklistScreen
from coach.ui.screens.editor import EditorScreen
from coach.ui.screens.first_time import FirstTimeScreen
from coach.ui.screens.items import ItemsScreen
from coach.ui.screens.name import NameScreen
from coach.ui.screens.options import OptionsScreen
from coach.ui.screens.playing import PlayingScreen
from coach.ui.screens.routine import RoutineScreen
from coach.ui.screens.scripts import ScriptsScreen
from coach.ui.screens.tonight import TonightScreen
from tests.ui.seen import coach_on
from tests.ui.test_checklist_screen import at, step_of_evening

BREATH = """made_by = "coach"
title = "Mine"
cycles = 4
[[phase]]
kind = "in"
seconds = 4
[[phase]]
kind = "out"
seconds = 6
"""


def own(folder: Path, kind: str, name: str, text: str) -> Path:
    file = folder / "config" / "scripts" / kind / f"{name}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def saved_items(folder: Path) -> list[str]:
    return list(SettingsFile(folder / "config" / "settings.toml").load()[0].own_items.values())


@pytest.mark.parametrize("keys", [("escape",), ("enter",), ("enter", "escape", "escape")])
async def test_a_name_that_is_being_saved_may_be_left_or_entered_again(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("l", "e", "a", *"tea")
        seen.on(NameScreen)
        with seen.held_disk():
            await seen.press("enter", *keys)
        await seen.rest()
        assert seen.app.is_running
        assert not isinstance(seen.app.screen, NameScreen)
        assert saved_items(tmp_path) == ["tea"]


async def test_while_the_settings_wait_for_the_disk_every_key_goes_on(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("o")
        before = seen.app.me.settings.theme
        with seen.held_disk():
            await seen.press("right", "down", "down", "right", "escape")
            seen.on(TonightScreen)
            assert seen.app.me.settings.theme != before
        await seen.rest()
        settings, _ = SettingsFile(tmp_path / "config" / "settings.toml").load()
        assert settings == seen.app.me.settings


async def test_settings_that_are_refused_are_said_on_tonight_and_in_the_end(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=15) as seen:
        await seen.press("o")
        seen.on(OptionsScreen)
        (tmp_path / "config" / "settings.toml").unlink()
        (tmp_path / "config").rename(tmp_path / "away")
        (tmp_path / "config").write_text("a file in the place of the folder")
        with seen.held_disk():
            await seen.press("down", "right", "escape")
        await seen.rest()
        seen.on(TonightScreen).draw()
        assert "settings.toml: could not be" in " ".join(seen.text.split())
        [line] = seen.app.last_words()
        assert "settings.toml: could not be" in line


async def test_an_item_switched_back_and_forth_is_on_disk_as_it_is_shown(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("l", "e")
        screen = seen.on(ItemsScreen)
        with seen.held_disk():
            await seen.press("space", "space", "space")
        await seen.rest()
        settings, _ = SettingsFile(tmp_path / "config" / "settings.toml").load()
        shown = seen.app.me.settings
        assert (settings.items_on, settings.items_off) == (shown.items_on, shown.items_off)
        assert len(settings.items_on) + len(settings.items_off) == 1
        assert screen.trouble == ""


async def test_what_the_disk_refuses_after_its_screen_was_left_is_said_in_the_end(
    tmp_path: Path,
) -> None:
    file = own(tmp_path, "breathing", "mine", BREATH)
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l")
        seen.on(ScriptsScreen).point_at("mine")
        with seen.held_disk():
            await seen.press("x", "x", "escape", "escape")
            seen.on(TonightScreen)
            file.unlink()
        await seen.rest()
        assert any("mine.toml" in line for line in seen.app.last_words())


async def test_leaving_while_an_answer_is_written_saves_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with coach_on(tmp_path, "checklists/bedtime", hour=21) as seen:
        with seen.held_disk():
            await seen.press("space", "q")
        assert seen.app.last_words() == []
    assert "Traceback" not in capfd.readouterr().err
    store = Store(tmp_path / "data")
    today = seen.app.me.now.date()
    assert [each.answer for each in store.answers(today, today)] == ["done"]


async def test_leaving_from_the_checklist_of_a_command_leaves_nothing_running(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, "routines/tonight") as seen:
        await step_of_evening(seen)
        assert (tmp_path / "data" / "running.toml").exists()
        await seen.press("q")
        seen.app.last_words()
    assert not (tmp_path / "data" / "running.toml").exists()


async def test_an_answer_given_before_the_first_look_stays_in_its_step(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        at(seen, 21, 40)
        with seen.held_disk():
            await seen.press("space")
            screen = seen.on(ChecklistScreen)
            count = len(screen.shown())
            await seen.press("up", "x")
        await seen.rest()
        assert seen.on(ChecklistScreen) is screen
        assert len(screen.shown()) == count
        assert list(screen.answers.all.values()) == ["skipped"]


async def test_a_script_that_is_gone_by_now_is_said_in_a_line(tmp_path: Path) -> None:
    file = own(tmp_path, "breathing", "mine", BREATH)
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l")
        seen.on(ScriptsScreen).point_at("mine")
        file.unlink()
        await seen.press("space")
        seen.on(ScriptsScreen)
        assert 'found no script "breathing/mine"' in " ".join(seen.text.split())


@pytest.mark.parametrize("text", [None, "no toml at all ["])
async def test_a_file_that_breaks_while_it_is_edited_is_saved_as_a_new_one(
    tmp_path: Path, text: str | None
) -> None:
    file = own(tmp_path, "breathing", "mine", BREATH)
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l")
        seen.on(ScriptsScreen).point_at("mine")
        await seen.press("e", "right")
        seen.on(EditorScreen)
        file.unlink() if text is None else file.write_text(text)
        await seen.press("space", *"x", "enter")
        seen.on(ScriptsScreen)
    names = {each.name for each in file.parent.iterdir() if each.suffix == ".toml"}
    assert names - {"mine.toml"}


async def test_a_step_that_is_gone_by_now_begins_no_other(tmp_path: Path) -> None:
    steps = '[[step]]\nrun = "breathing/mine"\n[[step]]\nrun = "stretch/bed"\n'
    own(tmp_path, "routines", "two", f'title = "Two"\n{steps}')
    file = own(tmp_path, "breathing", "mine", BREATH)
    async with coach_on(tmp_path, "routines/two", settings={"read": []}) as seen:
        await seen.press("space")
        seen.on(FirstTimeScreen)
        file.unlink()
        while isinstance(seen.app.screen, FirstTimeScreen):
            await seen.press("space")
        screen = seen.on(RoutineScreen)
        assert screen.evening
        assert [stop.exercise.id for stop in screen.evening.stops] == ["stretch/bed"]


async def test_time_in_which_nobody_looked_is_not_recorded(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "space")
        await seen.advance(20)
        seen.clock.advance(8 * 3600)
        await seen.press("ctrl+c")
        seen.app.last_words()
    [row] = Store(tmp_path / "data").sessions(date.min, date.max)
    assert (row.ending, row.done_seconds) == ("stopped", 20)


async def test_a_resumed_session_has_one_screen_that_listens(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "space")
        await seen.advance(20)
        left = seen.on(BreathingScreen)
        await seen.press("q", "space")
        screen = seen.on(BreathingScreen)
        assert screen is not left and screen.playback is left.playback
        assert screen.playback
        listening = [each for each in screen.playback.listeners if isinstance(each, PlayingScreen)]
        assert listening == [screen]
        assert left._alarm._handle is None


async def test_a_session_below_another_page_waits_for_no_alarm(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "space")
        await seen.advance(5)
        screen = seen.on(BreathingScreen)
        await seen.press("h")
        assert screen._alarm._handle is None
        assert screen.playback and not screen.playback.is_running


async def test_each_half_of_a_hint_with_two_keys_is_one_of_them(tmp_path: Path) -> None:
    async def click(pilot: Pilot[int], text: str, at: int) -> None:
        y, row = next((y, row) for y, row in enumerate(seen.rows) if text in row)
        await pilot.click(offset=(row.index(text) + at, y))
        await seen.rest()

    async with coach_on(tmp_path) as seen:
        await seen.press("o", "down", "down")
        first = seen.app.me.settings.rests
        await click(seen.pilot, "left right change", 13)
        second = seen.app.me.settings.rests
        assert second != first
        await click(seen.pilot, "left right change", 1)
        assert seen.app.me.settings.rests == first


async def test_the_builder_survives_a_file_that_is_gone(tmp_path: Path) -> None:
    text = 'made_by = "coach"\ntitle = "Mine"\n[[step]]\nrun = "breathing/box"\n'
    file = own(tmp_path, "routines", "mine", text)
    async with coach_on(tmp_path) as seen:
        await seen.press("e", "l")
        seen.on(ScriptsScreen).point_at("mine")
        await seen.press("e", "right")
        seen.on(BuilderScreen)
        file.unlink()
        await seen.press("space", "enter")
        assert seen.app.is_running


async def test_after_the_end_no_screen_hears_of_the_disk(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("o", "right", "ctrl+c")
    heard: list[str] = []
    seen.app.me.call_back(lambda: heard.append("a screen that is gone"))
    assert heard == []
    settings, _ = SettingsFile(tmp_path / "config" / "settings.toml").load()
    assert settings.theme == seen.app.me.settings.theme != "ember"
