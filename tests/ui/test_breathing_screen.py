"""A breathing session by keys, as a person would go through it."""

from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from coach.domain.session import State
from coach.ui.screens.end import EndScreen
from coach.ui.screens.first_time import FirstTimeScreen
from coach.ui.screens.support import SupportScreen
from coach.ui.screens.tonight import TonightScreen
from tests.ui.seen import Seen, coach_on
from tests.ui.whole_session import SECONDS, play_half_an_hour

LEAD_IN = 25
CYCLE = 16
CLOSING = 16
"""Seconds of the box."""


def shown_words(seen: Seen) -> str:
    """Return the words that the breath has now."""
    screen = seen.breathing
    assert screen.session
    return screen.words(screen.session.position(screen.moment))


async def test_the_page_before_shows_title_and_length(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box") as seen:
        assert "Box" in seen.text
        assert "19 breaths, about 5 minutes" in seen.text
        assert "space begin" in seen.text


async def test_up_and_down_choose_the_length_and_then_it_disappears(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box") as seen:
        await seen.press("up", "up", "down")
        assert "20 breaths" in seen.text
        await seen.press("space")
        assert seen.breathing.session
        assert seen.breathing.session.timeline.cycles == 20
        await seen.advance(LEAD_IN + 6)
        assert not any(char.isdigit() for char in seen.text)


async def test_the_length_stays_within_what_the_pattern_allows(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "four-seven-eight") as seen:
        await seen.press(*["up"] * 5)
        assert "8 breaths" in seen.text
        await seen.press(*["down"] * 8)
        assert "1 breath," in seen.text


async def test_words_thin_out_from_sentences_to_words_to_the_shape_alone(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box", cycles=8) as seen:
        await seen.press("space")
        await seen.advance(13)
        assert "Light and slow." in seen.text
        await seen.advance(LEAD_IN - 12)
        for breath in range(1, 9):
            shown = {3: "Breathe in, lightly.", 6: "in"}
            expected = next((words for most, words in shown.items() if breath <= most), "")
            assert shown_words(seen) == expected
            assert ("Breathe in" in seen.text) is (breath <= 3)
            await seen.advance(CYCLE)


async def test_every_phase_has_its_word(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box") as seen:
        await seen.press("space")
        await seen.advance(LEAD_IN + 2)
        words = []
        for _ in range(4):
            words.append(shown_words(seen))
            await seen.advance(4)
        assert words == [
            "Breathe in, lightly.",
            "Hold, softly full.",
            "Breathe out, slowly.",
            "Hold, softly empty.",
        ]


async def test_the_level_follows_the_eased_breath(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box") as seen:
        await seen.press("space")
        await seen.advance(LEAD_IN)
        levels = []
        for _ in range(16):
            levels.append(round(seen.breathing.level, 3))
            await seen.advance(1)
        rising = [0.0, 0.146, 0.5, 0.854]
        assert levels == rising + [1.0] * 5 + rising[:0:-1] + [0.0] * 4


async def test_pausing_mid_breath_keeps_the_place(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box") as seen:
        await seen.press("space")
        await seen.advance(LEAD_IN + 2)
        await seen.press("space")
        assert "paused" in seen.text
        before = seen.breathing.level
        await seen.advance(300)
        assert seen.breathing.level == before
        await seen.press("space")
        await seen.advance(0.5)
        assert "paused" not in seen.text
        assert seen.breathing.level > before
        assert seen.breathing.session
        assert seen.breathing.session.elapsed_ms(seen.clock.now()) == (LEAD_IN + 2.5) * 1000


async def test_help_pauses_and_returns_to_the_paused_place(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box") as seen:
        await seen.press("space")
        await seen.advance(LEAD_IN + 2)
        await seen.press("h")
        assert seen.on(SupportScreen)
        await seen.advance(60)
        await seen.press("escape")
        assert "paused" in seen.text
        session = seen.breathing.session
        assert session and session.state is State.PAUSED
        assert session.elapsed_ms(seen.clock.now()) == (LEAD_IN + 2) * 1000


async def test_a_closed_lid_pauses_at_the_place_last_seen(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box") as seen:
        await seen.press("space")
        await seen.advance(LEAD_IN + 6)
        seen.clock.advance_wall(3600)
        seen.breathing.tick()
        await seen.rest()
        assert "paused" in seen.text
        await seen.press("space")
        session = seen.breathing.session
        assert session and session.elapsed_ms(seen.clock.now()) == LEAD_IN * 1000


async def test_left_and_right_go_to_the_cues_before_and_after(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box") as seen:
        await seen.press("space", *["right"] * 5)  # past four lines before the first breath
        assert shown_words(seen) == "Hold, softly full."
        await seen.press("left")
        assert shown_words(seen) == "Breathe in, lightly."


async def test_plus_and_minus_change_the_breaths_and_say_so_for_three_seconds(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, "box", cycles=2) as seen:
        await seen.press("space", "plus")
        assert "one breath more" in seen.text
        assert seen.breathing.session
        assert seen.breathing.session.timeline.cycles == 3
        await seen.advance(3.1)
        assert "one breath more" not in seen.text
        await seen.press("minus", "minus", "minus")
        assert "one breath fewer" in seen.text
        assert seen.breathing.session.timeline.cycles == 1


async def test_plus_stays_still_at_the_most_breaths(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "four-seven-eight", cycles=8) as seen:
        await seen.press("space", "plus")
        assert "one breath more" not in seen.text
        assert seen.breathing.session
        assert seen.breathing.session.timeline.cycles == 8


async def test_numbers_come_only_when_asked_for(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box", cycles=5) as seen:
        await seen.press("space")
        await seen.advance(LEAD_IN + CYCLE + 1)
        assert not any(char.isdigit() for char in seen.text)
        await seen.press("c")
        assert "2   breath 2 of 5" in seen.text
        await seen.advance(1)
        assert "3   breath 2 of 5" in seen.text
        await seen.press("c")
        assert "breath 2" not in seen.text


async def test_dark_leaves_the_word_and_any_key_shows_the_hints(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box", cycles=9) as seen:
        await seen.press("space", "d")
        await seen.advance(LEAD_IN + 7 * CYCLE + 1)
        lit = [row.strip() for row in seen.rows if row.strip()]
        assert lit == ["in"]
        await seen.press("z")
        assert "d light" in seen.text
        await seen.press("d")
        assert "●" in seen.text


async def test_hints_fade_after_eight_seconds_and_come_back_with_any_key(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box") as seen:
        await seen.press("space")
        await seen.advance(7.9)
        assert "space pause" in seen.text
        await seen.advance(2.2)
        assert "space pause" not in seen.text
        await seen.press("z")
        assert "space pause" in seen.text


async def test_the_end_is_black_until_a_key(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box", cycles=1) as seen:
        await seen.press("space")
        await seen.advance(LEAD_IN + CYCLE + CLOSING)
        assert seen.on(EndScreen)
        assert seen.text.strip() == ""
        await seen.press("x")
        assert not seen.app.is_running
        assert seen.app.return_code == 0


async def test_the_end_of_a_session_from_tonight_leads_back_there(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b")
        seen.breathing.choose_length(-99)
        await seen.press("space")
        await seen.advance(LEAD_IN + CYCLE + CLOSING)
        assert seen.on(EndScreen)
        await seen.press("space")
        assert seen.on(TonightScreen)


async def test_q_leaves_at_once_and_tonight_offers_to_go_on_for_ten_seconds(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "space")
        await seen.advance(LEAD_IN + 2)
        await seen.press("q")
        assert seen.on(TonightScreen)
        assert "Space goes on from there" in seen.text
        seen.clock.advance(9)
        await seen.press("space")
        session = seen.breathing.session
        assert session and session.state is State.RUNNING
        assert session.elapsed_ms(seen.clock.now()) == (LEAD_IN + 2) * 1000


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_one_esc_too_many_discards_nothing(tmp_path: Path, key: str) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "space")
        await seen.advance(LEAD_IN + 2)
        await seen.press("escape", key)
        assert seen.on(TonightScreen)
        assert "Space goes on from there" in seen.text
        await seen.press("space")
        session = seen.breathing.session
        assert session and session.elapsed_ms(seen.clock.now()) == (LEAD_IN + 2) * 1000


async def test_who_leaves_the_page_later_is_offered_nothing(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "space")
        await seen.advance(LEAD_IN + 2)
        await seen.press("escape")
        await seen.advance(11)
        await seen.press("escape")
        assert seen.on(TonightScreen)
        assert "Space goes on" not in seen.text


async def test_after_ten_seconds_space_begins_anew(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "space")
        await seen.advance(LEAD_IN + 2)
        await seen.press("q")
        seen.clock.advance(10.1)
        seen.on(TonightScreen).draw()
        assert "Space goes on" not in seen.text
        await seen.press("space", "n")
        session = seen.breathing.session
        assert session and session.elapsed_ms(seen.clock.now()) == 0


async def test_esc_goes_one_step_back_and_space_goes_on_from_there(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box") as seen:
        await seen.press("space")
        await seen.advance(LEAD_IN + 2)
        await seen.press("escape")
        assert "Space goes on from there" in seen.text
        assert "19 breaths" in seen.text
        await seen.press("space")
        session = seen.breathing.session
        assert session and session.elapsed_ms(seen.clock.now()) == (LEAD_IN + 2) * 1000
        await seen.press("escape")
        await seen.advance(11)
        await seen.press("space")
        session = seen.breathing.session
        assert session and session.elapsed_ms(seen.clock.now()) == 0


@pytest.mark.parametrize("keys", [["q"], ["escape"], ["space", "q"]])
async def test_a_session_started_by_a_command_leaves_to_the_shell(
    tmp_path: Path, keys: list[str]
) -> None:
    async with coach_on(tmp_path, "box") as seen:
        await seen.press(*keys)
        assert not seen.app.is_running
        assert seen.app.return_code == 0


async def test_ctrl_c_leaves_with_130(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box") as seen:
        await seen.press("space", "ctrl+c")
        assert seen.app.return_code == 130


async def read_to_the_choice(seen: Seen) -> str:
    """Read what there is to know about holds; returns it."""
    read = seen.text
    while "more below" in seen.text:
        await seen.press("down")
        read += seen.text
    return read


async def test_the_first_session_with_holds_asks_once(tmp_path: Path) -> None:
    async with coach_on(tmp_path, settings={"rests": "ask"}) as seen:
        await seen.press("b")
        assert seen.breathing.is_ready_page
        await seen.press("up", "space")
        seen.on(FirstTimeScreen)
        assert "pregnant" in await read_to_the_choice(seen)
        assert "› No holds" in seen.text
        await seen.press("down", "space")
        assert seen.breathing.pattern.id == "breathing/box"
        session = seen.breathing.session
        assert session and session.state is State.RUNNING
        assert session.elapsed_ms(seen.clock.now()) == 0
        assert session.timeline.cycles == 20
        await seen.press("escape")
        assert seen.breathing.is_ready_page
        await seen.press("escape")
        seen.on(TonightScreen)
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "space")
        assert seen.breathing.session


async def test_a_command_asks_before_the_first_session_too(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "breathing/box", settings={"rests": "ask"}) as seen:
        await seen.press("space")
        seen.on(FirstTimeScreen)
        await seen.press("escape")
        assert seen.breathing.is_ready_page
        await seen.press("space")
        await read_to_the_choice(seen)
        await seen.press("down", "space")
        session = seen.breathing.session
        assert session and session.state is State.RUNNING
        await seen.press("escape", "escape")
        assert seen.app.return_code == 0


async def test_looking_around_asks_and_reports_nothing(tmp_path: Path) -> None:
    settings = {"rests": "ask", "read": []}
    async with coach_on(tmp_path, settings=settings) as seen:
        for key in ("b", "r", "s", "t"):
            await seen.press(key)
            kind = seen.guided.kind
            for _ in range(5):
                await seen.press("right")
                assert seen.guided.is_ready_page
                assert seen.guided.kind == kind
            await seen.press("escape")
            seen.on(TonightScreen)
        assert seen.app.me.settings.read == []


async def test_no_holds_means_the_long_out_breath_from_then_on(tmp_path: Path) -> None:
    async with coach_on(tmp_path, settings={"rests": "ask"}) as seen:
        await seen.press("b", "space")
        await seen.press("enter")
        assert seen.breathing.pattern.id == "breathing/long-out"
        session = seen.breathing.session
        assert session and session.timeline.id == "breathing/long-out"
        assert session.state is State.RUNNING
        await seen.press("escape", "space")
        assert seen.breathing.session
        assert seen.breathing.session.timeline is session.timeline
        await seen.press("escape")
        await seen.advance(11)
        assert "No holds, as you chose" in seen.text
        await seen.press("escape")
        tonight = seen.on(TonightScreen).tonight
        assert tonight
        titles = [stop.exercise.title for stop in tonight.evening.stops]
        assert "Long out-breath" in titles


async def test_patterns_without_holds_have_nothing_to_choose(tmp_path: Path) -> None:
    async with coach_on(tmp_path, settings={"rests": "ask"}) as seen:
        await seen.press("b", "space", "escape", "space")
        seen.on(FirstTimeScreen)
    async with coach_on(tmp_path, "long-out", settings={"rests": "ask"}) as seen:
        await seen.press("space")
        assert seen.breathing.session


async def test_the_cautions_of_a_breath_without_holds_come_once_and_are_read_to_the_end(
    tmp_path: Path,
) -> None:
    settings = {"rests": "ask", "read": []}
    async with coach_on(tmp_path, "long-out", settings=settings, size=(30, 10)) as seen:
        await seen.press("space")
        seen.on(FirstTimeScreen)
        assert "No holds" not in seen.text
        read = seen.text
        assert "Go on" not in read
        while "Go on" not in seen.text:
            assert "Read on" in seen.text
            await seen.press("space")
            read += seen.text
        assert "Never while driving" in read
        await seen.press("space")
        assert seen.breathing.session
        assert seen.app.me.settings.read == ["breathing/long-out"]
        assert seen.app.me.settings.rests == "ask"
        await seen.press("escape", "f")
        assert seen.breathing.session


async def test_only_the_safe_way_is_taken_before_the_end(tmp_path: Path) -> None:
    settings = {"rests": "ask", "read": []}
    async with coach_on(tmp_path, "breathing/box", settings=settings, size=(40, 15)) as seen:
        await seen.press("space")
        assert "more below" in seen.text
        y = next(y for y, row in enumerate(seen.rows) if "As it is" in row)
        first = seen.text
        await seen.click(4, y)
        seen.on(FirstTimeScreen)
        assert seen.text != first
        assert "› No holds" in seen.text
        await seen.press("home", "space")
        assert seen.breathing.session
        assert seen.breathing.pattern.id == "breathing/long-out"
        assert seen.app.me.settings.rests == "without"
        assert seen.app.me.settings.read == ["breathing/long-out"], (
            "the box was not read to its end"
        )


async def test_an_option_holds_at_once_on_the_page_before_the_start(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box") as seen:
        await seen.app.change_settings(lambda now: replace(now, rests="without"))
        await seen.press("?", "escape")
        assert seen.breathing.pattern.id == "breathing/long-out"
        assert "No holds, as you chose" in seen.text


async def test_cautions_stand_on_the_page_of_their_pattern(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "coherent", size=(80, 30)) as seen:
        assert "Dizzy or tingly?" in seen.text


async def test_all_cautions_can_be_read_on_the_smallest_screen(tmp_path: Path) -> None:
    async with coach_on(tmp_path, size=(20, 8), settings={"rests": "ask"}) as seen:
        read = ""
        await seen.press("space")
        for _ in range(60):
            read += " ".join(seen.text.split()) + " "
            await seen.press("down")
        for word in ("Dizzy", "pregnant", "seizures", "panic", "driving", "No holds", "As it is"):
            assert word in read


async def test_half_an_hour_is_played_whole_through_the_screen(tmp_path: Path) -> None:
    played = await play_half_an_hour(tmp_path)
    assert played.state is State.FINISHED
    changes = [b for a, b in pairwise(played.cues) if a != b]
    breaths = -(-SECONDS // CYCLE)
    assert changes == [*["in", "hold", "out", "rest"] * breaths, "closing"]
    assert min(played.levels) == 0.0
    assert max(played.levels) == 1.0
    assert len(played.painted) == 8
    assert len(set(played.painted)) > 4


async def test_where_there_is_little_room_the_note_is_whole(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box", size=(20, 8)) as seen:
        await seen.press("space")
        await seen.advance(LEAD_IN + 2)
        await seen.press("escape")
        assert "Space goes on from there" in " ".join(seen.text.split())


async def test_in_a_hold_the_light_moves_at_most_once_a_second(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box") as seen:
        await seen.press("space")
        await seen.advance(LEAD_IN + 4 * CYCLE + 4)
        looks = []
        for _ in range(40):
            looks.append(seen.text)
            await seen.advance(0.1)
        changes = sum(a != b for a, b in pairwise(looks))
        assert changes == 3


async def test_a_hold_without_a_light_is_left_alone_to_its_end(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "four-seven-eight") as seen:
        await seen.press("space")
        before = 20 + 19
        await seen.advance(before + 5)
        session = seen.breathing.session
        assert session
        assert session.position(seen.clock.now()).cue.kind == "hold"
        left = session.due - seen.clock.monotonic
        assert left == pytest.approx(before + 11 - (before + 5))


async def test_speed_plays_the_same_breaths_faster(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box", cycles=2, speed=10.0) as seen:
        await seen.press("space")
        await seen.advance((LEAD_IN + 2 * CYCLE + CLOSING) / 10)
        assert seen.on(EndScreen)


async def test_help_is_there_even_in_the_black_after_the_end(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box", cycles=1) as seen:
        await seen.press("space")
        await seen.advance(LEAD_IN + CYCLE + CLOSING)
        await seen.press("h")
        assert seen.on(SupportScreen)
        await seen.press("escape")
        assert seen.on(EndScreen)


async def test_dark_from_the_start_shows_words_and_no_shape(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box", is_dark=True) as seen:
        assert "Box" in seen.text
        assert "19 breaths" in seen.text
        assert not set("●│─") & set(seen.text)
        await seen.press("space")
        await seen.advance(LEAD_IN + 9)
        assert [row.strip() for row in seen.rows if row.strip()] == ["Breathe out, slowly."]


async def test_a_broken_own_file_is_named_on_the_page_of_the_shipped_one(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "scripts" / "breathing"
    folder.mkdir(parents=True)
    (folder / "box.toml").write_text("title = 3", encoding="utf-8")
    async with coach_on(tmp_path, "box") as seen:
        assert "Your own file has problems; this is the shipped one." in seen.text


async def test_declining_the_rests_can_be_taken_back_on_a_page_that_is_open(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, "box", cycles=9) as seen:
        for rests, id in (("without", "long-out"), ("with", "box"), ("without", "long-out")):
            await seen.press("o", "down", "down")
            while seen.app.me.settings.rests != rests:
                await seen.press("right")
            await seen.press("escape")
            assert seen.breathing.pattern.id == f"breathing/{id}"
        assert "No holds, as you chose" in seen.text
        await seen.press("o", "down", "down")
        while seen.app.me.settings.rests != "with":
            await seen.press("right")
        await seen.press("escape")
        assert (seen.breathing.pattern.id, seen.breathing.pattern.cycles) == ("breathing/box", 9)
        await seen.press("space")
        session = seen.breathing.session
        assert session and "hold" in {cue.kind for cue in session.timeline.cues}


async def test_a_pause_and_the_page_before_wait_for_nothing(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "breathing/box") as seen:
        assert seen.breathing._alarm._handle is None
        await seen.press("space")
        await seen.advance(12)
        assert seen.breathing._alarm._handle
        await seen.press("space")
        assert "paused" in seen.text and "space go on" in seen.text
        assert seen.breathing._alarm._handle is None
        await seen.press("d")
        assert seen.breathing._alarm._handle, "in the dark the hints fade"


@pytest.mark.parametrize(("words", "is_shown"), [("stay", True), ("fade", False)])
async def test_words_stay_until_they_are_known_or_always(
    tmp_path: Path, words: str, is_shown: bool
) -> None:
    async with coach_on(tmp_path, "breathing/box", settings={"words": words}) as seen:
        await seen.press("space")
        pattern = seen.breathing.pattern
        await seen.advance((pattern.cycle_ms * 8) / 1000 + 8)
        session = seen.breathing.session
        assert session
        word = session.position(seen.clock.now()).cue.word
        assert word
        assert (word in seen.text) is is_shown
