"""Awake at night: one line, a few keys, Space always goes on, and nothing shines."""

from pathlib import Path

import pytest
from textual.screen import Screen

from coach.domain.own import Awakening, Note
from coach.errors import CoachError
from coach.person import awake
from coach.person.written import NOT_SAVED
from coach.picture import awake as view
from coach.picture.raster import EMBER, FAINT
from coach.ui.screens.awake import AwakeScreen
from coach.ui.screens.breathing import BreathingScreen
from coach.ui.screens.care import CareScreen
from coach.ui.screens.end import EndScreen
from coach.ui.screens.first_time import FirstTimeScreen
from coach.ui.screens.keys import KeysScreen
from coach.ui.screens.lessons import LessonScreen
from coach.ui.screens.mind import MindScreen
from coach.ui.screens.morning import MorningScreen
from coach.ui.screens.name import NameScreen
from coach.ui.screens.notes import NotesScreen
from coach.ui.screens.review import ReviewScreen
from coach.ui.screens.routine import RoutineScreen
from coach.ui.screens.support import SupportScreen
from coach.ui.screens.tonight import TonightScreen
from tests.sound.test_player import Told
from tests.ui.seen import Seen, coach_on
from tests.ui.test_light import SIZES, check_light
from tests.ui.test_sound import told

__all__ = ["told"]

QUIET = {
    "words": "fade",
    "read": ["mind/mindful-five", "breathing/long-out", "mind/shuffle", "mind/heavy"],
}
IDLE_SECONDS = 20
COMES_SECONDS = view.ALONE_SECONDS + view.RISE_SECONDS


async def pass_seconds(seen: Seen, seconds: float) -> None:
    """Let time pass on a screen of the night, which looks when it is due."""
    seen.clock.advance(seconds)
    if isinstance(seen.app.screen, AwakeScreen):
        seen.app.screen.tick()
    await seen.rest()


def step(seen: Seen) -> str:
    """Return where in the tree one is."""
    here = seen.on(AwakeScreen).step
    assert here
    return here.id


@pytest.mark.parametrize("size", SIZES)
async def test_one_key_shows_a_kind_line_and_its_keys(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with coach_on(tmp_path, hour=3, size=size) as seen:
        await seen.press("a")
        assert step(seen) == "hello"
        await pass_seconds(seen, COMES_SECONDS)
        check_light(seen)
        assert any(row.strip().startswith("h ") for row in seen.rows), "help is never cut"
        if size[1] > 8:
            assert "awake" in seen.text.lower()
            for words in ("Thoughts", "Legs", "Nothing special"):
                assert words in seen.text
        assert not any(char.isdigit() and char not in "12345678" for char in seen.text)


@pytest.mark.parametrize("size", [size for size in SIZES if size[1] > 12])
async def test_the_first_line_comes_alone_and_stays_where_it_is_when_the_keys_come(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with coach_on(tmp_path, hour=3, size=size) as seen:
        await seen.press("a")
        alone, said = seen.rows, seen.on(AwakeScreen).step.lines[0]  # type: ignore[union-attr]
        assert " ".join(seen.text.split()) == said
        assert {run.tone for row in seen.screen.rows for run in row if run.text.strip()} <= {FAINT}
        tones = []
        for _ in range(8):
            await pass_seconds(seen, 0.5)
            shown = [run.tone for row in seen.screen.rows for run in row if "h " in run.text[:2]]
            tones += shown or [0]
        assert tones[:3] == [0, 0, 0]
        assert tones == sorted(tones) and tones[-1] == EMBER
        assert len(set(tones)) == 5, "it comes by steps"
        for before, after in zip(alone, seen.rows, strict=True):
            assert not before.strip() or before == after


async def test_a_key_acts_before_the_keys_are_there_and_any_other_brings_them(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, hour=3) as seen:
        await seen.press("a", "1")
        assert step(seen) == "thoughts"
        assert "I need a person" in seen.text, "they do not come late again"
        await seen.press("escape", "a")
        assert "Thoughts" not in seen.text
        await seen.press("down")
        assert step(seen) == "hello"
        assert "Thoughts" in seen.text
        await seen.press("escape", "a", "h")
        seen.on(SupportScreen)
        await seen.press("escape")
        assert "Thoughts" in seen.text


async def test_before_the_keys_are_there_a_click_chooses_nothing(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3) as seen:
        await seen.press("a")
        for y in range(24):
            await seen.click(22, y)
        assert step(seen) == "hello"


async def test_where_there_is_no_room_for_all_of_it_nothing_waits(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3, size=(20, 8)) as seen:
        await seen.press("a")
        assert "h " in seen.text


async def test_without_motion_all_is_there_at_once(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3) as seen:
        seen.app.animation_level = "none"
        await seen.press("a")
        assert "Thoughts" in seen.text
        assert "I need a person" in seen.text


async def test_after_a_while_it_is_black_and_the_first_key_only_brings_the_words_back(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, hour=3) as seen:
        await seen.press("a")
        await pass_seconds(seen, IDLE_SECONDS - 1)
        assert "Thoughts" in seen.text
        await pass_seconds(seen, 1.6)
        assert 0 < max(run.tone for row in seen.screen.rows for run in row) < EMBER
        await pass_seconds(seen, 2)
        assert seen.text.strip() == ""
        await seen.press("1")
        assert step(seen) == "hello"
        assert "Thoughts" in seen.text
        await seen.press("1")
        assert step(seen) == "thoughts"
        await pass_seconds(seen, IDLE_SECONDS + 3)
        await seen.press("space")
        assert step(seen) == "thoughts"


async def test_with_a_voice_a_key_acts_in_the_black(tmp_path: Path, told: Told) -> None:
    async with coach_on(tmp_path, hour=3, settings={"voice": "on"}) as seen:
        await seen.press("a")
        texts = [each.sound.text for each in told.plans[-1]]
        assert texts == list(seen.on(AwakeScreen).step.lines)  # type: ignore[union-attr]
        moments = [each.moment for each in told.plans[-1]]
        assert moments[1] - moments[0] > 1.5, "one after the other"
        await pass_seconds(seen, IDLE_SECONDS + 3)
        assert "Thoughts" in seen.text, "they fade some time after the last word, not the key"
        await pass_seconds(seen, 60)
        assert seen.text.strip() == ""
        await seen.press("1")
        assert step(seen) == "thoughts"
        assert len(told.plans) == 2
        await seen.press("space")
        hushed = told.hushed
        await seen.press("space")
        assert told.hushed == hushed + 1, "the line does not go on into the exercise"
        await seen.press("escape", "escape")
        assert told.hushed > hushed + 1


async def test_back_from_help_the_line_before_an_exercise_stands_for_a_moment(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, hour=3, settings=QUIET) as seen:
        await seen.press("a", "space", "space", "space")
        assert step(seen) == "breathe"
        await seen.press("h")
        seen.clock.advance(60)
        await seen.press("escape")
        assert step(seen) == "breathe" and "Small breaths" in seen.text
        await pass_seconds(seen, 5)
        seen.on(BreathingScreen)


@pytest.mark.parametrize("standing", ["with", "without"])
async def test_nobody_is_told_to_stand_up_for_stretches_in_bed(
    tmp_path: Path, standing: str
) -> None:
    async with coach_on(tmp_path, hour=3, settings=QUIET | {"standing": standing}) as seen:
        await seen.press("a", "2")
        assert step(seen) == "legs"
        assert "Small stretches in bed" in seen.text
        assert ("Stretches, standing" in seen.text) is (standing == "with")
        await seen.press("3")
        assert step(seen) == ("legs-up" if standing == "with" else "legs")


async def test_the_voice_says_what_a_step_and_its_exercise_warn_of(
    tmp_path: Path, told: Told
) -> None:
    settings = {"voice": "on", "read": ()}
    async with coach_on(tmp_path, hour=3, settings=settings, size=(120, 40)) as seen:
        await seen.press("a", "2")
        on_legs = seen.on(AwakeScreen).step
        assert on_legs and on_legs.caution
        assert [each.sound.text for each in told.plans[-1]] == [*on_legs.lines, on_legs.caution]
        edge = next(row.index(on_legs.lines[0]) for row in seen.rows if on_legs.lines[0] in row)
        await seen.press("escape", "a", "space", "space", "space")
        on_breath = seen.on(AwakeScreen).step
        assert on_breath and on_breath.id == "breathe"
        exercise = awake.exercise(seen.app.me, on_breath).exercise
        texts = [each.sound.text for each in told.plans[-1]]
        assert exercise.cautions
        [row] = [row for row in seen.rows if on_breath.lines[0] in row]
        assert row.index(on_breath.lines[0]) == edge, "words stand where words stood"
        assert texts == [*on_breath.lines, *exercise.cautions], "nothing is passed over in silence"
        check_light(seen)
        await pass_seconds(seen, 9)
        assert seen.on(AwakeScreen).step is on_breath, "it begins once all of it has been said"


@pytest.mark.parametrize("voice", ["on", "off"])
async def test_more_cautions_than_may_be_lit_are_said_or_have_their_page(
    tmp_path: Path, told: Told, voice: str
) -> None:
    async with coach_on(tmp_path, hour=3, settings={"voice": voice, "read": ()}) as seen:
        await seen.press("a", "2", "space")
        on_legs = seen.on(AwakeScreen).step
        assert on_legs and on_legs.id == "legs-bed"
        cautions = awake.exercise(seen.app.me, on_legs).exercise.cautions
        check_light(seen)
        assert cautions[-1].split(".")[0] not in seen.text, "all of them are too bright"
        if voice == "on":
            assert [each.sound.text for each in told.plans[-1]] == [*on_legs.lines, *cautions]
        else:
            assert cautions[0].split(".")[0] not in seen.text
            await seen.press("space")
            seen.on(FirstTimeScreen)
            check_light(seen)


async def test_space_alone_leads_into_an_exercise_and_from_it_into_the_dark(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, hour=3, settings=QUIET) as seen:
        await seen.press("a", "space")
        assert step(seen) == "stay-or-up"
        await seen.press("space", "space")
        assert step(seen) == "breathe"
        assert "Small breaths" in seen.text
        await pass_seconds(seen, 9)
        playing = seen.on(BreathingScreen)
        assert playing.is_dark
        assert not playing.is_ready_page
        assert playing.session
        assert playing.session.timeline.cycles == 30
        await seen.advance(playing.session.timeline.total_ms / 1000 + 1)
        await seen.rest()
        seen.on(EndScreen)
        await seen.press("x")
        seen.on(TonightScreen)


async def test_esc_in_an_exercise_leads_back_to_where_it_says(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3, settings=QUIET) as seen:
        await seen.press("a", "1", "space")
        assert step(seen) == "words"
        await seen.press("space")
        seen.on(MindScreen)
        await seen.advance(30)
        await seen.press("escape")
        assert step(seen) == "after"
        await seen.press("escape")
        seen.on(TonightScreen)


async def test_help_is_one_key_from_every_step_and_back_is_where_one_was(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3) as seen:
        await seen.press("a")
        screen = seen.on(AwakeScreen)
        quiet = [each for each in screen.way.steps.values() if not each.note]
        for each in quiet:
            screen._be_at(each)
            await seen.press("h")
            seen.on(SupportScreen)
            await seen.press("escape")
            assert step(seen) == each.id
            assert seen.text.strip()
        assert len(quiet) > 40


async def test_every_key_of_every_step_leads_somewhere(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3, settings={"read": ["stretch/bed"]}) as seen:
        await seen.press("a")
        screen = seen.on(AwakeScreen)
        night = screen.way
        for each in night.steps.values():
            if each.run or each.note:
                continue
            screen._be_at(each)
            for choice in screen.choices:
                screen.way = night
                screen._be_at(each)
                await seen.rest()
                await seen.press(choice.key)
                if isinstance(seen.app.screen, AwakeScreen):
                    assert step(seen) != each.id
                else:
                    assert isinstance(seen.app.screen, SupportScreen | EndScreen | NameScreen), (
                        f"{each.id} {choice.key}"
                    )
                    seen.app.screen.dismiss()
                    await seen.rest()
                screen._runs_at = float("inf")
                screen.way = night


async def test_a_line_for_tomorrow_is_kept(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3) as seen:
        await seen.press("a", "1", "3")
        seen.on(NameScreen)
        assert "One line for tomorrow" in seen.text
        await seen.press(*"call", "enter")
        assert step(seen) == "note-after"
        assert "Saved." in seen.text
        notes = seen.app.me.store.own.all(Note)
        assert [each.text for each in notes] == ["call"]
        await seen.press("escape", "a", "1", "3", "enter")
        assert step(seen) == "note-after"
        assert "Saved." not in seen.text
        await seen.press("escape", "a", "1", "3", "escape")
        assert step(seen) == "thoughts"
        assert len(seen.app.me.store.own.all(Note)) == 1


async def test_a_line_that_cannot_be_saved_is_said_calmly_and_is_there_once_in_the_morning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise CoachError("/a/path/coach.db: could not be written (database or disk is full)")

    async with coach_on(tmp_path, hour=3) as seen:
        monkeypatch.setattr(seen.app.me.store.database, "write", refuse)
        await seen.press("a", "1", "3", *"call", "enter")
        seen.clock.advance(2)
        await seen.press(*" them", "enter")
        seen.on(NameScreen)
        said = " ".join(seen.text.split())
        assert NOT_SAVED in said and "/a/path" not in said
        await seen.press("escape")
        assert step(seen) == "thoughts" and "Saved." not in seen.text
        await seen.press("escape")
        seen.on(TonightScreen)
        assert "/a/path" not in seen.text
    monkeypatch.undo()
    async with coach_on(tmp_path, hour=8) as seen:
        assert [each.text for each in seen.app.me.store.own.all(Note)] == ["call them"]


async def test_in_the_morning_it_is_shown_until_it_is_deleted(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3) as seen:
        await seen.press("a", "1", "3", *"call", "enter")
    async with coach_on(tmp_path, hour=8) as seen:
        await seen.press("m")
        seen.on(NotesScreen)
        assert "From the night, for today:" in seen.text
        assert "call" in seen.text
        await seen.press("space")
        seen.on(MorningScreen)
        await seen.press("escape", "m")
        await seen.press("x")
        assert "call" not in seen.text
        assert seen.app.me.store.own.all(Note) == []
        await seen.press("u")
        assert "call" in seen.text
        assert len(seen.app.me.store.own.all(Note)) == 1
        await seen.press("x", "space")
        seen.on(MorningScreen)
        await seen.press("escape", "m")
        seen.on(MorningScreen)


async def test_how_often_it_was_opened_and_getting_up_is_remembered(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3) as seen:
        await seen.press("a", "h", "escape", "escape", "a", "space", "1")
        assert step(seen) == "up"
        (night,) = seen.app.me.store.own.all(Awakening)
        assert (night.opened, night.got_up) == (2, True)


async def test_what_depends_on_health_is_left_out_while_nobody_was_asked(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3) as seen:
        await seen.press("a", "space", "space")
        assert step(seen) == "stay"
        assert "Not trying" not in seen.text
        await seen.press("6")
        assert step(seen) == "stay"


async def test_a_french_keyboard_chooses_by_its_signs(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3) as seen:
        await seen.press("a", "é")
        assert step(seen) == "legs"


async def test_a_click_chooses(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3) as seen:
        await seen.press("a", "up")
        row = next(at for at, text in enumerate(seen.rows) if "Thoughts" in text)
        await seen.click(seen.rows[row].index("Thoughts"), row)
        assert step(seen) == "thoughts"


async def test_it_is_one_key_from_a_session_which_tonight_offers_to_resume(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, hour=3, settings=QUIET) as seen:
        await seen.press("c", "space")
        await seen.advance(20)
        await seen.press("a")
        assert step(seen) == "hello"
        await seen.press("escape")
        seen.on(TonightScreen)
        assert "Go on with" in seen.text
        await seen.press("space")
        session = seen.on(MindScreen).session
        assert session
        assert 20_000 <= session.elapsed_ms(seen.clock.now()) < 22_000


async def test_esc_leads_to_tonight_where_one_did_not_begin_there(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "breathing/long-out", hour=3, settings=QUIET) as seen:
        await seen.press("space", "a")
        assert step(seen) == "hello"
        await seen.press("escape")
        seen.on(TonightScreen)


async def test_a_caution_stands_beside_the_lines_before_an_exercise(tmp_path: Path) -> None:
    own = tmp_path / "config" / "scripts" / "awake" / "night.toml"
    own.parent.mkdir(parents=True)
    own.write_text(
        'title = "Mine"\nstart = "a"\n[[step]]\nid = "a"\nlines = ["Awake."]\n'
        'run = "breathing/long-out"\nnext = "end"\ncaution = "Dizzy? Breathe normally."\n'
    )
    async with coach_on(tmp_path, hour=3) as seen:
        await seen.press("a")
        assert "Awake." in seen.text
        assert "Dizzy? Breathe normally." in seen.text


async def test_cautions_stand_below_the_lines_once_and_ask_for_no_key(tmp_path: Path) -> None:
    settings = {"read": ["stretch/bed"]}
    async with coach_on(tmp_path, hour=3, settings=settings) as seen:
        await seen.press("a", "1", "space")
        assert step(seen) == "words"
        assert "For the dark, lying down. Never in a car" in seen.text
        await pass_seconds(seen, 4 * 3 - 0.1)
        assert step(seen) == "words", "each of three lines can be read"
        await pass_seconds(seen, 0.2)
        playing = seen.on(MindScreen)
        assert not playing.is_ready_page, "it has begun by itself"
        assert "mind/shuffle" in seen.app.me.settings.read
        await seen.press("escape", "escape", "a", "1", "space")
        assert "Never in a car" not in seen.text


async def test_without_room_cautions_have_their_page(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3, size=(40, 8), settings={"read": []}) as seen:
        await seen.press("a", "1", "space")
        assert "Never in a car" not in seen.text
        await pass_seconds(seen, 9)
        assert type(seen.app.screen).__name__ == "FirstTimeScreen"


async def test_what_can_be_done_in_a_safer_way_is_still_asked(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3, settings={"read": []}) as seen:
        await seen.press("a", "2", "3")
        assert seen.on(AwakeScreen).step
        await pass_seconds(seen, 30)
        assert type(seen.app.screen).__name__ == "FirstTimeScreen"
        assert "In bed" in seen.text


async def test_what_cannot_be_played_is_passed_over(tmp_path: Path) -> None:
    own = tmp_path / "config" / "scripts" / "awake" / "night.toml"
    own.parent.mkdir(parents=True)
    own.write_text(
        'title = "Mine"\nstart = "a"\n[[step]]\nid = "a"\nlines = ["Awake."]\n'
        'run = "breathing/four-seven-eight"\ncycles = 99\nnext = "b"\n'
        '[[step]]\nid = "b"\nlines = ["And then."]\nwait = "key"\nnext = "end"\n'
    )
    async with coach_on(tmp_path, hour=3) as seen:
        await seen.press("a", "space")
        assert step(seen) == "b"


PAGES = [
    ("v", ReviewScreen, 20),
    ("n", LessonScreen, 20),
    ("r i", CareScreen, 22),
    ("question_mark", KeysScreen, 3),
    ("v question_mark", KeysScreen, 20),
    ("e", RoutineScreen, 3),
    ("b", BreathingScreen, 3),
]


@pytest.mark.parametrize(("keys", "kind", "hour"), PAGES)
async def test_it_is_one_key_from_a_page_and_esc_leads_to_tonight(
    tmp_path: Path, keys: str, kind: type[Screen[object]], hour: int
) -> None:
    async with coach_on(tmp_path, hour=hour) as seen:
        await seen.press(*keys.split())
        seen.on(kind)
        await seen.press("a")
        assert step(seen) == "hello"
        await seen.press("h", "escape")
        assert step(seen) == "hello"
        await seen.press("escape")
        seen.on(TonightScreen)
        assert len(seen.app.screen_stack) == 1


@pytest.mark.parametrize("keys", ["l", "o", "m", "h", "n l", "b l", "e l"])
async def test_a_list_a_form_and_help_have_no_such_key(tmp_path: Path, keys: str) -> None:
    async with coach_on(tmp_path, hour=20) as seen:
        await seen.press(*keys.split())
        here = seen.app.screen
        assert not isinstance(here, TonightScreen)
        await seen.press("a")
        assert seen.app.screen is here


async def test_the_page_of_keys_over_it_opens_no_second_one(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=3) as seen:
        await seen.press("a", "question_mark", "a")
        seen.on(KeysScreen)
        await seen.press("escape")
        assert step(seen) == "hello"
        assert len(seen.app.screen_stack) == 2
