"""Muscle relaxation on the screen: tension, release, what is left out, legs, sides."""

from itertools import pairwise
from pathlib import Path

import pytest

from coach.domain.session import State
from coach.store.settings import SettingsFile
from coach.ui.screens.care import CareScreen
from coach.ui.screens.end import EndScreen
from coach.ui.screens.first_time import FirstTimeScreen
from coach.ui.screens.options import OptionsScreen
from coach.ui.screens.relaxation import RelaxationScreen
from coach.ui.screens.scripts import ScriptsScreen
from tests.ui.seen import Seen, coach_on

PMR = "relaxation/pmr-7"
INTRO, SLOT, CLOSING, TOTAL = 36, 50, 34, 420
"""Seconds of it. A slot is prepared for 8 s, squeezed for 4 or 5, and then let go."""
HILL = set("▁▂▃▄▅▆▇█")


def left_out(tmp_path: Path) -> dict[str, list[str]]:
    """Return what is left out, by what lies on disk."""
    return SettingsFile(tmp_path / "config" / "settings.toml").load()[0].left_out


def total_seconds(seen: Seen) -> float:
    session = seen.on(RelaxationScreen).session
    assert session
    return session.timeline.total_ms / 1000


def hill(seen: Seen) -> int:
    """Return how high the hill stands beside the figure: the sum of its eighths."""
    rows = [row[36:] for row in seen.rows]
    return sum(" ▁▂▃▄▅▆▇█".index(char) for row in rows for char in row if char in HILL)


async def test_the_page_before_says_how_long_and_what_it_is(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        assert "Muscle relaxation, seven stops" in seen.text
        assert "7 minutes" in seen.text
        assert "Seven stops" in seen.text
        await seen.press("i")
        seen.on(CareScreen)
        assert "Never to pain." in seen.text


async def test_a_group_is_named_tensed_and_let_go_in_its_own_words(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        await seen.press("space")
        await seen.advance(INTRO + 1)
        assert "Right leg and foot." in seen.text
        await seen.advance(4)
        assert "whole leg firm" in seen.text
        await seen.advance(4)
        assert "Now." in seen.text
        await seen.advance(4)
        assert "And let go." in seen.text
        await seen.advance(8)
        assert "Foot, calf and thigh, all of it." in seen.text
        assert "Right leg and foot" in seen.text


async def test_the_hill_rises_holds_and_then_falls_for_a_long_while(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        await seen.press("space")
        await seen.advance(INTRO + 8)
        flat = hill(seen)
        heights = []
        for _ in range(40):
            await seen.advance(0.1)
            heights.append(hill(seen))
        assert flat < heights[5] < heights[15]
        assert all(a <= b for a, b in pairwise(heights[:38]))
        assert len(set(heights[22:38])) == 1
        await seen.advance(0.2)
        falling = [hill(seen)]
        for _ in range(34):
            await seen.advance(1)
            falling.append(hill(seen))
        assert all(a >= b for a, b in pairwise(falling))
        assert falling[3] > falling[10] > falling[20] > flat
        assert falling[30] == flat


async def test_the_region_glows_and_stays_faintly_warm(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        screen = seen.on(RelaxationScreen)
        await seen.press("space")

        def tone(region: str) -> int:
            from coach.picture import body as view

            session = screen.session
            assert session
            position = session.position(seen.clock.now())
            visits = screen.stays(session.timeline)
            look = view.look(screen.stage(), session.timeline, visits, position)
            return dict(look.lights).get(region, look.resting)

        await seen.advance(INTRO - 1)
        assert tone("right-thigh") == 2
        await seen.advance(5)
        assert tone("right-thigh") == 6
        await seen.advance(6)
        assert tone("right-thigh") == 8
        await seen.advance(SLOT - 6)
        assert tone("right-thigh") == 4
        assert tone("left-thigh") > 4


async def test_leaving_out_ends_the_group_shortens_the_whole_and_is_saved(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        await seen.press("space")
        await seen.advance(INTRO + 2 * SLOT + 7)
        assert "Belly" in seen.text
        await seen.press("x")
        assert total_seconds(seen) == TOTAL - SLOT
        session = seen.on(RelaxationScreen).session
        assert session and session.elapsed_ms(seen.clock.now()) == (INTRO + 2 * SLOT) * 1000
        assert "Right arm" in seen.text
        assert "u brings it back" in seen.text
        assert left_out(tmp_path) == {PMR: ["torso"]}
    async with coach_on(tmp_path, PMR) as seen:
        assert "Left out: Belly, chest, shoulders," in seen.text
        await seen.press("u")
        assert "Left out" not in seen.text
        assert left_out(tmp_path) == {PMR: []}
        await seen.press("space")
        assert total_seconds(seen) == TOTAL


async def test_bringing_back_in_a_session_goes_there(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        await seen.press("space")
        await seen.advance(INTRO + 7)
        await seen.press("x")
        await seen.advance(6)
        await seen.press("u")
        assert total_seconds(seen) == TOTAL
        session = seen.on(RelaxationScreen).session
        assert session and session.elapsed_ms(seen.clock.now()) == INTRO * 1000
        assert "Right leg" in seen.text


async def test_what_is_left_out_while_paused_stays_paused(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        await seen.press("space")
        await seen.advance(INTRO + 7)
        await seen.press("space", "x")
        session = seen.on(RelaxationScreen).session
        assert session and session.state is State.PAUSED
        assert total_seconds(seen) == TOTAL - SLOT


async def test_everything_but_the_last_can_be_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "scripts" / "relaxation"
    folder.mkdir(parents=True)
    (folder / "one.toml").write_text(
        'title = "One"\n[[group]]\nid = "belly"\ntitle = "Belly"\nregion = "belly"\n'
    )
    async with coach_on(tmp_path, "relaxation/one") as seen:
        await seen.press("space")
        await seen.advance(1)
        await seen.press("x")
        assert "the last one cannot be left out" in seen.text
        assert total_seconds(seen) == 40
        assert left_out(tmp_path) == {}


async def test_in_the_beginning_there_is_nothing_to_leave_out(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        await seen.press("x")
        await seen.press("space", "x")
        assert total_seconds(seen) == TOTAL
        assert left_out(tmp_path) == {}


async def test_legs_without_tension_keep_the_length_and_their_words_are_true(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        await seen.press("g")
        assert "Legs without squeezing." in seen.text
        await seen.press("space")
        assert total_seconds(seen) == TOTAL
        await seen.advance(INTRO + 5)
        assert "No squeezing, just rest." in seen.text
        await seen.advance(4)
        assert "And let go." in seen.text
        await seen.advance(2 * SLOT)
        assert seen.app.me.settings.legs == "tense", "a key holds for its session"
    async with coach_on(tmp_path, PMR) as seen:
        assert "Legs without squeezing." not in seen.text
    (tmp_path / "other").mkdir()
    async with coach_on(tmp_path / "other", PMR, settings={"legs": "release"}) as seen:
        assert "Legs without squeezing." in seen.text


async def test_a_session_that_is_resumed_keeps_the_legs_it_had(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("r", "g", "space")
        await seen.advance(20)
        await seen.press("q", "space")
        assert seen.on(RelaxationScreen).is_without_tension
        await seen.press("g")
        assert "legs with squeezing, this time" in seen.text


async def test_legs_can_be_let_be_in_the_middle_of_their_tension(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        await seen.press("space")
        await seen.advance(INTRO + 9)
        assert "Now." in seen.text
        await seen.press("g")
        assert "And let go." in seen.text
        assert "legs without squeezing" in seen.text
        session = seen.on(RelaxationScreen).session
        assert session and session.elapsed_ms(seen.clock.now()) == (INTRO + 9) * 1000
        await seen.press("g")
        assert "Now." in seen.text


async def test_the_side_to_start_with_is_an_option(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR, settings={"start_side": "left"}) as seen:
        await seen.press("space")
        await seen.advance(INTRO + 1)
        assert "Left leg" in seen.text
        await seen.advance(SLOT)
        assert "Right leg" in seen.text


async def test_the_option_says_where_the_side_counts(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        await seen.press("o")
        screen = seen.on(OptionsScreen)
        screen.here = [option.setting for option in screen.options].index("start_side")
        below = " ".join(run.text for row in screen.below(60) for run in row)
        assert "muscle relaxation" in below


async def test_left_and_right_go_from_phase_to_phase(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        await seen.press("space", *["right"] * 5)  # past five lines of the beginning
        assert "Right leg" in seen.text
        await seen.press("right", "right")
        assert "And let go." in seen.text
        await seen.press("right")
        assert "Left leg" in seen.text
        await seen.press("left")
        assert "And let go." in seen.text
        assert "Right leg" in seen.text


async def test_before_the_start_the_arrows_take_another_script(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        titles = set()
        for _ in range(5):
            await seen.press("right")
            titles.add(seen.on(RelaxationScreen).exercise.title)
        assert len(titles) == 5
        assert seen.on(RelaxationScreen).exercise.id == PMR
        await seen.press("l")
        assert seen.on(ScriptsScreen).chosen[0].id == PMR


async def test_it_ends_in_black(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        await seen.press("space")
        await seen.advance(TOTAL)
        assert seen.on(EndScreen)


async def test_cautions_are_shown_once_before_the_first_start(tmp_path: Path) -> None:
    settings = {"read": ["relaxation/pmr-4"]}
    async with coach_on(tmp_path, PMR, settings=settings, size=(80, 24)) as seen:
        await seen.press("space")
        seen.on(FirstTimeScreen)
        assert "Never to pain." in seen.text
        await seen.press("escape")
        assert seen.on(RelaxationScreen).is_ready_page
        await seen.press("space", "end", "down", "space")
        session = seen.on(RelaxationScreen).session
        assert session and session.state is State.RUNNING
    async with coach_on(tmp_path, PMR) as seen:
        await seen.press("space")
        assert seen.on(RelaxationScreen).session
        assert set(seen.app.me.settings.read) == {"relaxation/pmr-4", PMR}


async def test_no_squeezing_plays_the_other_script_from_then_on(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR, settings={"read": []}) as seen:
        await seen.press("space")
        assert "› No squeezing" in seen.text
        await seen.press("space")
        session = seen.on(RelaxationScreen).session
        assert session and session.timeline.id == "relaxation/release"
        assert not any(cue.kind == "tense" for cue in session.timeline.cues)
        assert set(seen.app.me.settings.read) == {"relaxation/release"}
    async with coach_on(tmp_path, "relaxation/pmr-16") as seen:
        assert "No squeezing, as you chose" in " ".join(seen.text.split())
        await seen.press("space")
        session = seen.on(RelaxationScreen).session
        assert session and session.timeline.id == "relaxation/release"


async def test_in_the_dark_only_the_words_are_shown(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        await seen.press("space", "d")
        await seen.advance(INTRO + 13)
        assert "And let go." in seen.text
        assert len("".join(seen.text.split())) < 40
        await seen.press("d")
        assert "▀" in seen.text


async def test_numbers_are_shown_when_asked_for(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        await seen.press("space")
        await seen.advance(INTRO + 1)
        assert "1 of 7" not in seen.text
        await seen.press("c")
        assert "1 of 7" in seen.text


async def test_the_figure_is_left_out_where_there_is_no_room(tmp_path: Path) -> None:
    for size, has_figure in (
        ((80, 24), True),
        ((40, 15), True),
        ((30, 15), False),
        ((20, 8), False),
    ):
        async with coach_on(tmp_path, PMR, size=size) as seen:
            await seen.press("space")
            await seen.advance(INTRO + 1)
            assert ("▀" in seen.text) is has_figure, size
            assert "Right" in seen.text


@pytest.mark.parametrize("animation", ["full", "none"])
async def test_a_session_asks_to_be_looked_at_seldom(tmp_path: Path, animation: str) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        seen.app.animation_level = animation  # type: ignore[assignment]
        screen = seen.on(RelaxationScreen)
        await seen.press("space")
        looks = 0
        while screen.session and screen.session.state is State.RUNNING:
            before = seen.clock.monotonic
            await seen.advance(max(screen.session.due - before, 0.001))
            looks += 1
        assert looks < (TOTAL * 3.5 if animation == "full" else TOTAL)


EVERY = ["leg-right", "leg-left", "torso", "arm-right", "arm-left", "neck", "face"]


async def test_with_everything_left_out_no_place_is_played_and_the_page_says_so(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, PMR, settings={"left_out": {PMR: EVERY}}) as seen:
        text = " ".join(row[30:].strip() for row in seen.rows)
        assert "Everything here is left out; u brings a place back." in text
        await seen.press("space")
        session = seen.on(RelaxationScreen).session
        assert session and session.timeline.parts == ()
        assert total_seconds(seen) == INTRO + CLOSING
        assert {cue.kind for cue in session.timeline.cues} <= {"intro", "closing", "silence"}
        await seen.press("u")
        assert "Back again: Whole face" in seen.text
        session = seen.on(RelaxationScreen).session
        assert session and [part.id for part in session.timeline.parts] == ["face"]


async def test_where_nothing_is_left_at_all_it_does_not_begin(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "scripts" / "relaxation"
    folder.mkdir(parents=True)
    (folder / "one.toml").write_text(
        'title = "One"\n[[group]]\nid = "belly"\ntitle = "Belly"\nregion = "belly"\n'
    )
    left_out = {"left_out": {"relaxation/one": ["belly"]}}
    async with coach_on(tmp_path, "relaxation/one", settings=left_out) as seen:
        await seen.press("space")
        assert seen.on(RelaxationScreen).is_ready_page
        assert seen.on(RelaxationScreen).session is None
        assert "Everything here is left out; u brings a place back." in seen.text
        await seen.press("u")
        assert "Back again: Belly" in seen.text
        await seen.press("space")
        assert total_seconds(seen) == 40


async def test_the_remaining_one_of_a_pair_has_the_words_of_the_first_at_once(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        await seen.press("space")
        await seen.advance(INTRO + 7)
        await seen.press("x")
        session = seen.on(RelaxationScreen).session
        assert session and session.elapsed_ms(seen.clock.now()) == INTRO * 1000
        texts = [cue.text for cue in session.timeline.cues]
        assert "Foot, calf and thigh, all of it." in texts
        assert "Two legs with nowhere to be." not in texts
        assert total_seconds(seen) == TOTAL - SLOT


async def test_everything_can_be_left_out_one_by_one(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PMR) as seen:
        await seen.press("space")
        await seen.advance(INTRO + 1)
        await seen.press(*"xxxxxxx")
        assert left_out(tmp_path) == {PMR: EVERY}
        session = seen.on(RelaxationScreen).session
        assert session and session.timeline.parts == ()
        assert "From the legs" not in seen.text
        await seen.press("x")
        assert left_out(tmp_path) == {PMR: EVERY}
