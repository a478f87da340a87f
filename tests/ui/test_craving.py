"""A craving and a lapse: asked in few keys, written down by no Space, and help is one key away."""

import sqlite3
from pathlib import Path

import pytest

from coach.domain.own import Awakening, Craving, Lapse
from coach.domain.tree import END, Step, arrive
from coach.errors import CoachError
from coach.person import choose
from coach.picture.raster import CUE, EMBER, FAINT
from coach.ui.screens.awake import AwakeScreen
from coach.ui.screens.craving import CravingScreen
from coach.ui.screens.end import EndScreen
from coach.ui.screens.mind import MindScreen
from coach.ui.screens.name import NameScreen
from coach.ui.screens.support import SupportScreen
from coach.ui.screens.tonight import TonightScreen
from tests.sound.test_player import Told
from tests.ui.seen import SHIPPED, Seen, coach_on
from tests.ui.test_awake import pass_seconds, step
from tests.ui.test_light import SIZES, check_contrast, check_light
from tests.ui.test_sound import told

__all__ = ["told"]

QUIET = {"words": "fade", "read": [id for id in SHIPPED if not id.startswith("stretch")]}
NOON, NIGHT = 14, 3
BY_SPACE = ("before", "wave", "urge-short", "waited", "after", "set-off", "helped", "done")


def written(seen: Seen) -> list[Craving]:
    """Return the cravings that are on disk."""
    return seen.app.me.store.own.all(Craving)


def lapses(seen: Seen) -> list[Lapse]:
    """Return the lapses that are on disk."""
    return seen.app.me.store.own.all(Lapse)


async def go_to(seen: Seen, id: str, tree: str = "craving") -> CravingScreen:
    """Open a craving, and come to a step of it or of another tree."""
    await seen.press("k")
    screen = seen.on(CravingScreen)
    screen.way = choose.awake(seen.app.me.library, tree)[0]
    screen._be_at(screen.way.steps[id])
    await seen.rest()
    return screen


async def play(seen: Seen) -> None:
    """Play what a step has announced until it ends by itself."""
    await seen.press("space")
    session = seen.on(MindScreen).session
    assert session
    await seen.advance(session.timeline.total_ms / 1000 + 1)
    await seen.rest()


# Space


async def test_by_day_space_alone_leads_through_it_and_back_and_writes_nothing_down(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, hour=NOON, settings=QUIET) as seen:
        await seen.press("k")
        for id in BY_SPACE:
            assert step(seen) == id
            if id == "urge-short":
                await play(seen)
            else:
                await seen.press("space")
        seen.on(TonightScreen)
        assert written(seen) == [] and lapses(seen) == []
        assert seen.app.me.store.own.all(Awakening) == []


async def test_at_night_space_alone_asks_for_no_words_and_ends_in_the_dark(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NIGHT, settings=QUIET) as seen:
        await seen.press("k")
        for id in [each for each in BY_SPACE if each not in ("set-off", "helped")]:
            assert step(seen) == id
            if id == "urge-short":
                await play(seen)
            else:
                await seen.press("space")
        seen.on(EndScreen)
        await seen.press("x")
        seen.on(TonightScreen)
        assert written(seen) == []


@pytest.mark.parametrize("id", ["signs", "strong", "mixed"])
@pytest.mark.parametrize("hour", [NOON, NIGHT])
async def test_after_a_lapse_space_alone_comes_to_the_end_and_saves_nothing(
    tmp_path: Path, id: str, hour: int
) -> None:
    async with coach_on(tmp_path, hour=hour, settings=QUIET) as seen:
        await go_to(seen, id, "lapse")
        said = seen.text
        while isinstance(seen.app.screen, CravingScreen):
            await seen.press("space")
            said += seen.text
        assert "Naloxone" in said and "Not alone tonight" in said
        assert lapses(seen) == [] and written(seen) == []


# Answers


async def test_a_digit_is_saved_at_once_and_space_goes_on(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NOON) as seen:
        await seen.press("k")
        assert "How strong is it, 0 to 10?" in seen.text
        assert "Leave it out" in seen.text
        await seen.press("7")
        assert step(seen) == "before"
        assert "[7]" in seen.text and "Go on" in seen.text
        (craving,) = written(seen)
        assert (craving.before, craving.after, craving.exercise) == (7, None, "")
        await seen.press("space")
        assert step(seen) == "wave"


@pytest.mark.parametrize(
    ("keys", "strength"),
    [
        ("10", 10),
        ("0", 0),
        ("70", 0),
        ("é", 2),
        (["right"], 0),
        (["1", "0", "right"], 10),
        (["5", "left"], 4),
        (["5", "right", "right"], 7),
        (["5", "7"], 7),
    ],
)
async def test_digits_and_arrows_say_how_strong_it_is(
    tmp_path: Path, keys: list[str], strength: int
) -> None:
    async with coach_on(tmp_path, hour=NOON) as seen:
        await seen.press("k", *keys)
        assert [each.before for each in written(seen)] == [strength]
        assert f"[{strength}]" in seen.text


async def test_an_answer_can_be_taken_back_and_then_nothing_is_written_down(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NOON) as seen:
        await seen.press("k", "1", "left", "left")
        assert written(seen) == []
        assert "Leave it out" in seen.text
        await seen.press("left")
        assert written(seen) == []


async def test_all_answers_are_of_one_craving(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NOON, settings=QUIET) as seen:
        await seen.press("k", "8", "space", "space")
        assert step(seen) == "urge-short"
        await play(seen)
        (craving,) = written(seen)
        assert craving.exercise == "mind/urge-three"
        await seen.press("space")
        assert "And now, 0 to 10?" in seen.text
        await seen.press("3", "space", "5")
        assert step(seen) == "helped"
        await seen.press("7")
        assert "What helped:" in seen.on(NameScreen).question
        await seen.press(*"tea", "enter")
        assert step(seen) == "done"
        assert "Saved." in seen.text
        (craving,) = written(seen)
        assert craving[2:] == (8, 3, "A bad night", "tea", "mind/urge-three")
        await seen.press("space", "k", "4")
        assert [each.before for each in written(seen)] == [8, 4]


async def test_ones_own_words_can_be_left_without_any(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NOON) as seen:
        await go_to(seen, "set-off")
        await seen.press("7", "escape")
        assert step(seen) == "set-off"
        await seen.press("7", "enter")
        assert step(seen) == "helped"
        assert written(seen) == []


async def test_what_was_played_alone_is_not_written_down(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NOON, settings=QUIET) as seen:
        await seen.press("k", "space", "1")
        assert step(seen) == "urge-long"
        await seen.press("space", "escape")
        assert step(seen) == "waited"
        assert written(seen) == []


async def test_one_of_four_is_met_and_it_asks_how_strong_it_is_now(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NOON) as seen:
        for key, word in zip(
            "1234", ("small and plain", "reason to be", "voice", "rest"), strict=True
        ):
            await go_to(seen, "halt")
            await seen.press(key)
            assert word in seen.text
            await seen.press("space")
            assert step(seen) == "after"
            await seen.press("q")


# A lapse


async def test_a_lapse_is_saved_by_the_key_that_says_so(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NIGHT) as seen:
        await go_to(seen, "save", "lapse")
        assert "Nothing is set back" in seen.text
        assert "few words" not in seen.text, "at night no words are asked for"
        await seen.press("2", "3", "x")
        assert step(seen) == "save" and lapses(seen) == []
        await seen.press("1")
        assert step(seen) == "saved" and "Saved." in seen.text
        (lapse,) = lapses(seen)
        assert lapse.words == "" and lapse.night == seen.app.me.schedule.night_of(seen.app.me.now)
        assert written(seen) == []


async def test_by_day_it_may_have_a_few_words_and_takes_its_own_place(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NOON) as seen:
        await go_to(seen, "save", "lapse")
        await seen.press("1")
        await seen.press("escape")
        assert step(seen) == "save"
        await seen.press("2", *"alone", "enter")
        assert step(seen) == "done" and "Saved." in seen.text
        assert [each.words for each in lapses(seen)] == ["alone"]


async def test_words_that_were_not_written_save_no_lapse(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NOON) as seen:
        for leave, then in (("escape", "save"), ("enter", "done")):
            await go_to(seen, "save", "lapse")
            await seen.press("2", leave)
            assert step(seen) == then and "Saved" not in seen.text.splitlines()[0]
            assert lapses(seen) == []
            await seen.press("q")


async def test_what_the_disk_refuses_is_said_and_not_called_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with coach_on(tmp_path, hour=NOON) as seen:
        await go_to(seen, "save", "lapse")

        def refuse(own: object) -> None:
            raise CoachError("The disk is full.")

        monkeypatch.setattr(seen.app.me.store.own, "save", refuse)
        await seen.press("1")
        assert step(seen) == "save"
        assert "The disk is full." in seen.text


async def test_it_is_reached_from_awake_and_esc_leads_to_tonight(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NIGHT) as seen:
        await seen.press("a", "8")
        assert step(seen) == "signs"
        await seen.press("space")
        assert step(seen) == "what"
        await seen.press("escape")
        seen.on(TonightScreen)
        assert lapses(seen) == []


async def test_it_is_reached_from_a_craving_and_esc_leads_back(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NOON) as seen:
        await seen.press("k", "space", "3", "space")
        assert step(seen) == "what"
        for id in ("signs", "wave", "before"):
            await seen.press("escape")
            assert step(seen) == id
        await seen.press("escape")
        seen.on(TonightScreen)


async def test_esc_does_not_go_round_in_circles(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NOON, settings=QUIET) as seen:
        await seen.press("k", "space")
        for _ in range(3):
            await seen.press("space", "space", "escape")
            assert step(seen) == "waited"
            await seen.press("1")
            assert step(seen) == "wave"
        await seen.press("escape", "escape")
        seen.on(TonightScreen)


async def test_a_tree_that_has_gone_leads_nowhere_and_nothing_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with coach_on(tmp_path, hour=NOON) as seen:
        await seen.press("k", "space")

        def gone(*_: object) -> None:
            raise CoachError("gone")

        monkeypatch.setattr(choose, "awake", gone)
        await seen.press("3")
        assert step(seen) == "wave"


# Every way


def is_asked(screen: AwakeScreen, each: Step) -> bool:
    """Tell whether a step stands until a key, at this hour."""
    return each.waits and arrive(screen.way, each.id, screen._is_open) == each.id


@pytest.mark.parametrize("tree", ["craving", "lapse"])
@pytest.mark.parametrize("hour", [NOON, NIGHT])
async def test_help_is_one_key_from_every_step_and_back_is_where_one_was(
    tmp_path: Path, tree: str, hour: int
) -> None:
    async with coach_on(tmp_path, hour=hour) as seen:
        screen = await go_to(seen, "before" if tree == "craving" else "signs", tree)
        for each in [each for each in screen.way.steps.values() if is_asked(screen, each)]:
            screen._be_at(each)
            await seen.press("h")
            seen.on(SupportScreen)
            await seen.press("escape")
            assert step(seen) == each.id
            assert seen.text.strip()
        assert written(seen) == [] and lapses(seen) == []


@pytest.mark.parametrize("tree", ["craving", "lapse"])
@pytest.mark.parametrize("hour", [NOON, NIGHT])
async def test_every_key_leads_somewhere_and_esc_from_there_back(
    tmp_path: Path, tree: str, hour: int
) -> None:
    async with coach_on(tmp_path, hour=hour) as seen:
        screen = await go_to(seen, "before" if tree == "craving" else "signs", tree)
        whole = screen.way
        for each in [each for each in whole.steps.values() if is_asked(screen, each)]:
            screen._be_at(each)
            for choice in screen.choices:
                screen.way = whole
                screen._walked.clear()
                screen._be_at(each)
                await seen.rest()
                await seen.press(choice.key)
                if choice.goto == END:
                    seen.on(EndScreen if hour == NIGHT else TonightScreen)
                    await seen.press("x" if hour == NIGHT else "k")
                    screen = await go_to(seen, each.id, tree)
                    continue
                if isinstance(seen.app.screen, CravingScreen):
                    assert step(seen) != each.id
                else:
                    assert isinstance(seen.app.screen, SupportScreen | NameScreen)
                await seen.press("escape")
                assert step(seen) == each.id, f"{each.id} {choice.key}"
                screen._runs_at = float("inf")


# How it looks


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("hour", [NOON, NIGHT])
async def test_every_step_is_dark_enough_and_clear_and_shows_help(
    tmp_path: Path, size: tuple[int, int], hour: int
) -> None:
    async with coach_on(tmp_path, hour=hour, size=size) as seen:
        seen.app.animation_level = "none"
        for tree, start in (("craving", "before"), ("lapse", "signs")):
            screen = await go_to(seen, start, tree)
            for each in [each for each in screen.way.steps.values() if is_asked(screen, each)]:
                screen._be_at(each)
                check_light(seen)
                check_contrast(seen)
                assert any(row.strip().startswith("h ") for row in seen.rows)
                assert all(len(row) <= size[0] for row in seen.rows)
            await seen.press("q")


@pytest.mark.parametrize("tree", ["craving", "lapse"])
async def test_at_night_no_number_is_shown_but_keys(tmp_path: Path, tree: str) -> None:
    async with coach_on(tmp_path, hour=NIGHT) as seen:
        screen = await go_to(seen, "before" if tree == "craving" else "signs", tree)
        for each in [each for each in screen.way.steps.values() if is_asked(screen, each)]:
            screen._be_at(each)
            await seen.rest()
            rows = [row.strip() for row in seen.rows]
            keys = [row[0] for row in rows if row[:1].isdigit()]
            assert keys == [choice.key for choice in screen.choices if choice.key.isdigit()]
            assert not any(char.isdigit() for row in rows for char in row[1:]), each.id


async def test_at_night_how_strong_it_is_is_a_light_among_dots(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NIGHT) as seen:
        await seen.press("k", "7")
        (row,) = [row for row in seen.rows if "faint" in row]
        assert row.split() == ["faint", *"·······●···", "strong"]
        assert "How strong is it?" in seen.text
        assert max(run.tone for row in seen.screen.rows for run in row) == FAINT
        assert [each.before for each in written(seen)] == [7]


async def test_by_day_it_stays_and_what_is_played_is_read(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NOON, settings=QUIET) as seen:
        await seen.press("k", "7")
        await pass_seconds(seen, 600)
        assert "[7]" in seen.text
        assert max(run.tone for row in seen.screen.rows for run in row) == CUE
        await seen.press("space", "space", "space")
        assert not seen.on(MindScreen).is_dark


async def test_at_night_it_fades_and_the_first_key_only_lights(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NIGHT) as seen:
        await seen.press("k")
        await pass_seconds(seen, 21)
        assert max(run.tone for row in seen.screen.rows for run in row) < EMBER
        await pass_seconds(seen, 3)
        assert seen.text.strip() == ""
        await seen.press("7")
        assert "faint" in seen.text and written(seen) == []
        await seen.press("7")
        assert [each.before for each in written(seen)] == [7]


async def test_the_voice_asks_in_the_words_that_stand_there(tmp_path: Path, told: Told) -> None:
    async with coach_on(tmp_path, hour=NOON, settings={"voice": "on"}) as seen:
        await seen.press("k")
        texts = [each.sound.text for each in told.plans[-1]]
        assert texts[-1] == "How strong is it, 0 to 10?"
        assert all(text in seen.text for text in texts)


async def test_a_wave_of_ones_own_asks_in_its_own_words_or_not_in_numbers(tmp_path: Path) -> None:
    own = tmp_path / "config" / "scripts" / "mind" / "urge-three.toml"
    own.parent.mkdir(parents=True)
    wave = 'title = "Mine"\n[[passage]]\nseconds = 60\nlines = [{ at = 0, text = "Stay." }]\n'
    own.write_text('ask_before = "How loud, 0 to 10?"\n' + wave)
    async with coach_on(tmp_path, hour=NOON) as seen:
        await seen.press("k")
        assert "How loud, 0 to 10?" in seen.text
        await go_to(seen, "after")
        assert "And how strong is it now?" in seen.text


async def test_a_click_says_it_too(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NOON) as seen:
        await seen.press("k")

        async def click_on(words: str) -> None:
            row = next(at for at, text in enumerate(seen.rows) if words in text)
            await seen.click(seen.rows[row].index(words), row)

        await click_on("Stronger")
        await click_on("Stronger")
        assert [each.before for each in written(seen)] == [1]
        await click_on("Go on")
        assert step(seen) == "wave"
        await click_on("I need a person")
        seen.on(SupportScreen)


async def test_the_page_of_keys_begins_with_those_of_a_craving(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NOON) as seen:
        await seen.press("k", "?")
        assert "A craving" in seen.text and "stronger" in seen.text


# Whatever happens


async def test_what_was_answered_is_there_before_anything_ends(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=NOON) as seen:
        await seen.press("k", "6", "space")
        database = sqlite3.connect(tmp_path / "data" / "coach.db")
        assert database.execute("SELECT before, after FROM cravings").fetchall() == [(6, None)]
        database.close()
