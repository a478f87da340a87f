"""Sound on the screens: what a session plays, the keys for it, the options, and the dark end."""

from pathlib import Path

import pytest

from coach.domain.session import Event
from coach.domain.timeline import Timeline
from coach.picture.budget import lit_cells
from coach.picture.raster import CUE, EMBER, FAINT
from coach.picture.sheet import Sheet
from coach.sound.hearing import Hearing
from coach.sound.pack import name_of
from coach.ui.screens.breathing import BreathingScreen
from coach.ui.screens.checklist import ChecklistScreen
from coach.ui.screens.end import EndScreen
from coach.ui.screens.guided import GuidedScreen
from coach.ui.screens.tonight import TonightScreen
from tests.sound.computer import Computer, without_hibari
from tests.sound.test_player import Told
from tests.ui.seen import Seen, coach_on
from tests.ui.test_light import SIZES, lit_share

ON = {"voice": "on", "tones": "tones"}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What a speaker would be told; its process keeps true time, and these tests their own."""
    told = Told()

    def speaking(hearing: Hearing) -> Told:
        hearing._speaker = told  # type: ignore[assignment]
        return told

    monkeypatch.setattr(Hearing, "_speaking", speaking)
    return told


def kinds(told: Told) -> set[str]:
    return {each.sound.kind for each in told.plans[-1]}


async def to_the_end(seen: Seen) -> None:
    """Play a breath to its end."""
    await seen.press("space")
    await seen.advance(600)
    await seen.rest()
    seen.on(EndScreen)


async def test_a_session_is_heard_as_it_is_seen(tmp_path: Path, told: Told) -> None:
    async with coach_on(tmp_path, "breathing/box", settings=ON) as seen:
        await seen.press("space")
        assert kinds(told) == {"voice", "in", "out"}
        session = seen.on(BreathingScreen).session
        assert session
        for each in told.plans[0]:
            assert each.moment == pytest.approx(session.moment_of(each.sound.start_ms))
        await seen.advance(30)
        assert len(told.plans) == 1
        await seen.press("space")
        assert told.hushed == 1
        await seen.press("space", "q")
        assert (len(told.plans), told.hushed) == (2, 2)


async def test_v_switches_the_voice_for_this_session_only(tmp_path: Path, told: Told) -> None:
    async with coach_on(tmp_path, "breathing/box", settings=ON) as seen:
        await seen.press("space", "v")
        assert "voice off" in seen.text
        assert kinds(told) == {"in", "out"}
        await seen.press("v")
        assert "voice on" in seen.text
        assert "voice" in kinds(told)
        await seen.press("v", "escape", "f")
        assert "voice" in kinds(told), "the next session is as it is set"
        assert seen.app.me.settings.voice == "on"


async def test_without_sound_v_brings_the_voice(tmp_path: Path, told: Told) -> None:
    async with coach_on(tmp_path, "breathing/box") as seen:
        await seen.press("space")
        assert told.plans == []
        await seen.press(".")
        assert "no sound is on" in seen.text
        await seen.press("v")
        assert kinds(told) == {"voice"}
        await seen.press(",")
        assert "quieter" in seen.text
        while "as far as it goes" not in seen.text:
            await seen.press(",")
        assert seen.app.hearing._volumes == (1, 1)


async def test_a_preview_is_silent(tmp_path: Path, told: Told) -> None:
    async with coach_on(tmp_path, "breathing/box", settings=ON, speed=10.0) as seen:
        await seen.press("space", "v")
        assert told.plans == []


async def test_all_of_a_routine_sinks_as_one(tmp_path: Path, told: Told) -> None:
    async with coach_on(tmp_path, settings=ON) as seen:
        await seen.press("e", "space", "n")
        first = [each.sound.level for each in told.plans[-1]]
        await seen.press("n")
        second = [each.sound.level for each in told.plans[-1]]
        await seen.press("n")
        third = [each.sound.level for each in told.plans[-1]]
        assert first[-1] >= second[0] > second[-1] >= third[0] > third[-1]


async def test_at_night_space_at_the_black_end_goes_on_with_the_sound(
    tmp_path: Path, told: Told
) -> None:
    async with coach_on(tmp_path, settings=ON) as seen:
        await seen.press("b")
        await to_the_end(seen)
        plans = len(told.plans)
        await seen.press("space")
        seen.on(EndScreen)
        assert len(told.plans) == plans + 1
        again = told.plans[-1]
        assert 0 < len(again) < len(told.plans[0])
        now = seen.clock.monotonic
        assert all(now <= each.moment <= now + 300 for each in again)
        assert len({each.sound.level for each in again}) == 1
        await seen.press("x")
        assert len(told.plans) == plans + 2
        assert seen.text.strip() == ""
        await seen.press("escape")
        seen.on(TonightScreen)


@pytest.mark.parametrize("settings", [{}, ON])
async def test_by_day_or_without_sound_any_key_leaves_it(
    tmp_path: Path, told: Told, settings: dict[str, str]
) -> None:
    async with coach_on(tmp_path, settings=settings, hour=15 if settings else 22) as seen:
        await seen.press("b")
        await to_the_end(seen)
        await seen.press("space")
        seen.on(TonightScreen)


@pytest.mark.parametrize("first", ["breathing/box", "relaxation/pmr-7", "bodyscan/ten"])
async def test_in_the_dark_a_voice_leaves_the_screen_black_but_for_a_while_after_a_key(
    tmp_path: Path, told: Told, first: str
) -> None:
    async with coach_on(tmp_path, first, settings=ON, is_dark=True) as seen:
        await seen.press("space")
        await seen.advance(10)
        for _ in range(40):
            await seen.advance(3)
            assert seen.text.strip() == ""
        await seen.press("c", "c")
        assert "pause" in seen.text
        await seen.advance(5)
        assert seen.text.strip() != ""
        await seen.advance(5)
        assert seen.text.strip() == ""
        await seen.press("d")
        assert seen.text.strip() != ""
        await seen.press("d")
        await seen.advance(0.1)
        assert seen.text.strip() == ""


@pytest.mark.parametrize("setting", ["off", "on"])
async def test_a_script_of_ones_own_that_no_voice_says_keeps_its_words_in_the_dark(
    tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    without_hibari(monkeypatch)
    Computer(tmp_path / "bin", monkeypatch)
    own = tmp_path / "config" / "scripts" / "breathing" / "mine.toml"
    own.parent.mkdir(parents=True)
    phases = "".join(
        f'[[phase]]\nkind = "{kind}"\nseconds = 5\ntext = "My own words, {kind}."\n'
        for kind in ("in", "out")
    )
    own.write_text(f'title = "Mine"\ncycles = 9\n{phases}')
    settings = ON | {"own_voice": setting}
    async with coach_on(tmp_path, "breathing/mine", settings=settings, is_dark=True) as seen:
        mine = [f"My own words, {kind}." for kind in ("in", "out")] if setting == "on" else []
        assert told.later[:2] == mine, "it is said ahead of its time"
        await seen.press("space")
        await seen.advance(21)
        assert ("My own words" in seen.text) is (setting == "off")
        told.unsaid = {name_of("My own words, in.")}
        await seen.advance(1)
        assert "My own words" in seen.text


async def test_the_own_lines_of_a_routine_are_said_ahead(
    tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_hibari(monkeypatch)
    Computer(tmp_path / "bin", monkeypatch)
    scripts = tmp_path / "config" / "scripts"
    breath = '[[phase]]\nkind = "in"\nseconds = 5\n[[phase]]\nkind = "out"\nseconds = 5\n'
    for number in range(3):
        own = scripts / "breathing" / f"mine{number}.toml"
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text(f'title = "Mine"\ncycles = 2\n{breath}text = "Number {number}."\n')
    steps = "".join(f'[[step]]\nrun = "breathing/mine{number}"\n' for number in range(3))
    (scripts / "routines").mkdir()
    (scripts / "routines" / "own.toml").write_text(f'title = "Own"\n{steps}')
    settings = ON | {"own_voice": "on", "routine": "own", "ramp": "off"}
    async with coach_on(tmp_path, settings=settings) as seen:
        await seen.press("space")
        assert told.later == ["Number 0.", "Number 1.", "Number 2."]
        await seen.press("n")
        assert told.later == ["Number 1.", "Number 2."]


async def test_dark_from_the_start_is_black_from_the_first_second(
    tmp_path: Path, told: Told
) -> None:
    async with coach_on(tmp_path, settings=ON) as seen:
        await seen.press("e", "space", "n", "d", "n")
        await seen.advance(1)
        assert seen.text.strip() == "", "the next step is as dark as the one before"


async def test_where_there_is_no_sound_the_dark_has_its_word(tmp_path: Path, told: Told) -> None:
    told.trouble = "No sound."
    async with coach_on(tmp_path, "breathing/box", settings=ON, is_dark=True) as seen:
        await seen.press("space")
        await seen.advance(30)
        assert seen.text.strip() != ""


@pytest.mark.parametrize(("keys", "voice", "tones"), [("", "off", "off"), ("down", "on", "tones")])
async def test_before_the_first_routine_the_voice_is_asked_about_once(
    tmp_path: Path, told: Told, keys: str, voice: str, tones: str
) -> None:
    async with coach_on(tmp_path, settings={"voice": "ask"}) as seen:
        await seen.press("e", "space")
        assert "Eyes closed, in the dark, with a voice?" in seen.text
        assert next(row for row in seen.rows if "›" in row).strip() == "› In silence, for now"
        await seen.press(*filter(None, [keys]), "space")
        seen.on(ChecklistScreen)
        chosen = seen.app.me.settings
        assert (chosen.voice, chosen.tones) == (voice, tones)
        await seen.press("n")
        assert bool(told.plans) is (voice == "on")
        await seen.press("q", "e", "f")
        assert "with a voice?" not in seen.text


async def test_after_lights_out_nothing_is_asked(tmp_path: Path) -> None:
    async with coach_on(tmp_path, settings={"voice": "ask"}, hour=23) as seen:
        await seen.press("e", "space")
        seen.on(ChecklistScreen)
        assert seen.app.me.settings.voice == "ask"


async def test_esc_from_the_question_answers_nothing_and_begins_nothing(tmp_path: Path) -> None:
    async with coach_on(tmp_path, settings={"voice": "ask"}) as seen:
        await seen.press("space", "escape")
        seen.on(TonightScreen)
        assert seen.app.me.settings.voice == "ask"
        await seen.press("space")
        assert "with a voice?" in seen.text


async def test_noise_follows_only_what_nothing_follows(tmp_path: Path, told: Told) -> None:
    async with coach_on(tmp_path, settings={"noise": "20"}) as seen:
        await seen.press("b")
        await to_the_end(seen)
        assert [minutes for _, minutes in told.noises] == [20]
        assert told.noises[0][0] == pytest.approx(seen.clock.monotonic, abs=400)


async def test_what_is_chosen_is_heard_at_once(tmp_path: Path, told: Told) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("o")
        while not any("›" in row and "A voice" in row for row in seen.rows):
            await seen.press("down")
        await seen.press("right")
        assert [each.sound.text for each in told.plans[-1]] == ["In.", "Out."]
        await seen.press("down", "right")
        assert kinds(told) == {"voice", "in", "out"}
        await seen.press("down", "right")
        assert kinds(told) == {"voice", "in", "out", "tick"}
        now = seen.clock.monotonic
        assert all(now < each.moment < now + 10 for each in told.plans[-1])
        hushed = told.hushed
        await seen.press("right")
        assert told.hushed == hushed + 1


async def test_the_options_of_sound_are_kept(tmp_path: Path, told: Told) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("o")
        while not any("›" in row and "A voice" in row for row in seen.rows):
            await seen.press("down")
        await seen.press("right")
        await seen.press("down", "right", "right")
        await seen.press("down", "right", "down", "right", "down", "left")
        chosen = seen.app.me.settings
        assert (chosen.voice, chosen.tones, chosen.hold_sound) == ("on", "sea", "tick")
        assert (chosen.noise, chosen.voice_volume) == ("10", 9)
    async with coach_on(tmp_path) as seen:
        assert seen.app.me.settings.voice_volume == 9


LAST_THIRD = [
    "breathing/box",
    "breathing/four-seven-eight",
    "mind/worry-list",
    "relaxation/pmr-4",
    "bodyscan/three",
    "stretch/legs",
]


@pytest.mark.parametrize("id", LAST_THIRD)
async def test_with_a_voice_the_last_third_lights_the_cue_alone_and_the_end_nothing(
    tmp_path: Path, told: Told, id: str
) -> None:
    async with coach_on(tmp_path, id, settings=ON) as seen:
        await seen.press("space")
        screen, session = seen.guided, seen.guided.session
        assert session
        total_ms, lit = session.timeline.total_ms, []
        await seen.advance(total_ms / 3000 - 10)
        assert lit_share(seen) > MOST_LIT
        while session and not session.is_over:
            if session.elapsed_ms(seen.clock.now()) >= total_ms * 2 / 3:
                lit.append(lit_share(seen))
                assert seen.text.strip() in ("", *short_cues(session.timeline))
                assert max(share_of(screen, *size) for size in SIZES) <= MOST_LIT
            if session.is_waiting:
                screen.happen(Event.TOGGLE)
            else:
                await seen.advance(max(session.due - seen.clock.monotonic, 0.001))
            session = screen.session
        assert len(lit) > 3
        assert max(lit) <= MOST_LIT
        seen.on(EndScreen)
        assert lit_share(seen) == 0


MOST_LIT = 0.03


def share_of(screen: GuidedScreen, width: int, height: int) -> float:
    """Return how much of a screen of another size would be lit."""
    sheet = Sheet(width, height)
    screen.fill(sheet)
    return lit_cells(sheet.rows) / (width * height)


def short_cues(timeline: Timeline) -> set[str]:
    """Return the words of breaths and the titles of parts."""
    return {cue.word for cue in timeline.cues} | {part.title for part in timeline.parts}


async def test_a_key_brings_the_words_back_in_the_last_third(tmp_path: Path, told: Told) -> None:
    async with coach_on(tmp_path, "bodyscan/three", settings=ON) as seen:
        await seen.press("space")
        await seen.advance(150)
        cue = seen.guided.session.position(seen.clock.now()).cue  # type: ignore[union-attr]
        assert cue.text
        assert cue.text not in seen.text
        await seen.press("c", "c")
        assert cue.text in seen.text
        assert "pause" in seen.text


async def test_without_a_voice_the_evening_gets_darker_and_keeps_its_picture(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, "breathing/box") as seen:
        await seen.press("space")
        tones = []
        for _ in range(3):
            await seen.advance(60)
            tones.append(max(run.tone for row in seen.screen.rows for run in row))
            await seen.advance(40)
        assert tones == [CUE, FAINT, EMBER]
    async with coach_on(tmp_path, "breathing/box", hour=15) as seen:
        await seen.press("space")
        await seen.advance(260)
        assert max(run.tone for row in seen.screen.rows for run in row) == CUE


async def test_all_of_a_routine_gets_darker_as_one(tmp_path: Path, told: Told) -> None:
    async with coach_on(tmp_path, settings=ON) as seen:
        await seen.press("e", "space", "n")
        await seen.advance(170)
        assert seen.breathing.has_picture, "the first of three steps"
        await seen.press("n", "n")
        await seen.advance(10)
        assert seen.guided.has_picture, "less than two thirds of the whole"
        await seen.advance(290)
        assert not seen.guided.has_picture, "from there on the cue is alone"
