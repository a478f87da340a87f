"""Fields for text: Textual's own, on black, with the cursor of the terminal itself."""

from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from textual import events

from coach.domain.diary import LONGEST_NOTE
from coach.ui.screens.breathing import BreathingScreen
from coach.ui.screens.editor import EditorScreen
from coach.ui.screens.morning import MorningScreen
from coach.ui.screens.name import LONGEST, NameScreen
from coach.ui.screens.scripts import ScriptsScreen
from coach.ui.screens.support import SupportScreen
from coach.ui.widgets.field import Field
from coach.ui.widgets.note import NoteField
from tests.terminal.pseudo import rang
from tests.ui.seen import Seen, coach_on
from tests.ui.test_light import check_light
from tests.ui.test_morning_screen import answer, opened, rested

SCREENS = ("coach.ui.screens.name", "coach.ui.screens.diary_form")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Every time the cursor of the terminal is shown or hidden."""
    calls: list[bool] = []

    def note(_: Any, is_shown: bool) -> None:
        calls.append(is_shown)

    for module in ("coach.ui.widgets.cursor", *SCREENS):
        monkeypatch.setattr(f"{module}.show_cursor", note)
    return calls


async def at_note(seen: Seen, *keys: str) -> NoteField:
    """Go to the note of last night and type."""
    await opened(seen)
    await answer(seen, "note")
    await seen.rest()
    await seen.press(*keys)
    return seen.screen.query_one(NoteField)


async def test_the_note_is_written_where_the_cursor_is(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        note = await at_note(seen, *"Rainy night.", "left", *" again", "home", "delete", "r")
        assert note.text == seen.on(MorningScreen).form.text == "rainy night again."
        await seen.press("end", "backspace")
        assert seen.on(MorningScreen).form.text == "rainy night again"
        assert "rainy night again" in seen.text
        check_light(seen)


async def test_the_cursor_of_the_terminal_is_shown_in_the_note_and_hidden_elsewhere(
    tmp_path: Path, shown: list[bool]
) -> None:
    async with coach_on(tmp_path) as seen:
        note = await at_note(seen, *"ab")
        await seen.rest()
        assert shown[-1] is True
        assert seen.app.cursor_position == note.cursor_screen_offset
        assert note.region.contains_point(seen.app.cursor_position)
        await seen.press("up")
        assert shown[-1] is False
        assert not note.display


async def test_up_and_down_move_within_the_note_and_then_out_of_it(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await answer(seen, "note")
        screen.form.write("words " * 30)
        screen.draw()
        await seen.rest()
        await seen.press("up")
        assert screen.form.question and screen.form.question.field == "note"
        await seen.press(*["up"] * 3)
        assert screen.form.question and screen.form.question.field == "sweats"
        await seen.press("down", "down")
        assert screen.form.question and screen.form.question.field == "note"


async def test_a_note_has_an_end_and_takes_no_control_characters(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        note = await at_note(seen)
        seen.app.post_message(events.Paste("x\x1b[31m\u202e\ny" + "z" * 3000))
        await seen.rest()
        await seen.press("a")
        assert note.text == seen.on(MorningScreen).form.text
        assert note.text.startswith("x[31m yz")
        assert len(note.text) == LONGEST_NOTE
        check_light(seen)


async def test_what_is_typed_at_once_after_coming_to_the_note_is_not_lost(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await answer(seen, "note", *"Rain.", "ctrl+s")
        await rested(seen)
        assert "It is saved." in seen.text
        await seen.press("space")
        assert not isinstance(seen.app.screen, MorningScreen)


async def test_a_name_is_typed_in_a_field_with_a_cursor(tmp_path: Path, shown: list[bool]) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l", "e", "space")
        field = seen.on(NameScreen).query_one(Field)
        assert shown[-1] is True
        assert seen.app.cursor_position == field.cursor_screen_offset
        await seen.press("escape")
        assert shown[-1] is False


@pytest.mark.parametrize("size", [(40, 15), (60, 18), (80, 24), (120, 40)])
async def test_question_field_and_what_is_wrong_stand_with_a_margin_under_one_another(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with coach_on(tmp_path, size=size) as seen:
        await seen.press("b", "l", "e", "space")
        screen = seen.on(NameScreen)
        screen.question = "Which day? 20 Nov, yesterday, 2026-11-20"
        await seen.press("home", "ctrl+k", "enter", *"x" * LONGEST)
        rows = [row for row in seen.rows[:-2] if row]
        lefts = {len(row) - len(row.lstrip()) for row in rows}
        assert len(lefts) == 1 and lefts.pop() >= min(4, size[0] // 13), seen.text
        assert max(map(len, rows)) <= size[0] - min(4, size[0] // 13)


async def test_the_cursor_stands_in_the_field_from_the_start_and_not_under_help(
    tmp_path: Path, shown: list[bool]
) -> None:
    async with coach_on(tmp_path) as seen:
        note = await at_note(seen)
        await seen.rest()
        assert seen.app.cursor_position == note.cursor_screen_offset != (0, 0)
        await seen.press("a", "f1")
        assert shown[-1] is False
        await seen.press("escape")
        assert shown[-1] is True


async def test_the_hints_beside_a_field_can_be_clicked(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("l", "e", "a", *"tea")
        seen.on(NameScreen)
        y, row = next((y, row) for y, row in enumerate(seen.rows) if "enter save" in row)
        await seen.click(row.index("enter save") + 3, y)
        assert not isinstance(seen.app.screen, NameScreen)
        assert list(seen.app.me.settings.own_items.values()) == ["tea"]


async def test_a_paste_that_is_too_long_is_cut_and_nothing_rings(tmp_path: Path) -> None:
    written: list[str] = []
    async with coach_on(tmp_path) as seen:
        with mock.patch.object(seen.app._driver, "write", written.append):
            await seen.press("l", "e", "a")
            field = seen.on(NameScreen).query_one(Field)
            seen.app.post_message(events.Paste("tea " * 40 + "\nmore"))
            await seen.rest()
            assert field.value == ("tea " * 40)[:60]
            await seen.press("x", "right", "right")
            assert field.value == ("tea " * 40)[:60]
            await seen.press("home", "left", "backspace")
    assert written
    assert not rang("".join(written).encode())


async def test_what_is_saved_meanwhile_is_closed_when_the_page_on_top_of_it_goes(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, "breathing/box") as seen:
        await seen.press("l", "e", "space")
        seen.on(NameScreen)
        with seen.held_disk():
            await seen.press("M", "i", "n", "e", "enter", "f1")
            seen.on(SupportScreen)
        await seen.rest()
        seen.on(SupportScreen)
        await seen.press("escape")
        seen.on(ScriptsScreen)
        assert (tmp_path / "config" / "scripts" / "breathing" / "mine.toml").is_file()


async def test_a_screen_with_something_on_top_never_closes_that(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "breathing/box") as seen:
        await seen.press("l", "e")
        editor = seen.on(EditorScreen)
        await seen.press("h")
        editor.close(tmp_path)
        editor.close(tmp_path)
        await seen.rest()
        seen.on(SupportScreen)
        await seen.press("escape")
        seen.on(ScriptsScreen)
        await seen.press("escape")
        seen.on(BreathingScreen)


async def test_a_key_that_comes_up_while_the_app_is_leaving_makes_nothing_new(
    tmp_path: Path,
) -> None:
    """Textual mounts nothing any more by then, and says so with an exception."""
    async with coach_on(tmp_path, hour=8) as seen:
        await seen.press("m")
        screen = seen.on(MorningScreen)
        seen.app._exit = True
        for _ in screen.form.questions:
            await screen.action_move(1)
        await seen.app.on_event(events.Key("down", None))
        assert not screen.children
        seen.app._exit = False
