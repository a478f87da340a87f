"""The first start, and About you: each can be skipped, each changes what it says."""

import contextlib
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from textual import events

from coach.content.first_start import load
from coach.domain.health import HealthAnswer
from coach.person import about_you, choose, evening, home
from coach.person.about_you import READ
from coach.person.context import Context
from coach.person.glance import is_first_start
from coach.playing.runner import Runner
from coach.store.records import Store
from coach.store.settings import Settings, SettingsFile
from coach.system.folders import Places
from coach.ui.app import CoachApp
from coach.ui.screens.about_you import AboutYouScreen, FirstStartScreen
from coach.ui.screens.breathing import BreathingScreen
from coach.ui.screens.checklist import ChecklistScreen
from coach.ui.screens.first_time import FirstTimeScreen
from coach.ui.screens.mind import MindScreen
from coach.ui.screens.name import NameScreen
from coach.ui.screens.options import OptionsScreen
from coach.ui.screens.relaxation import RelaxationScreen
from coach.ui.screens.scan import ScanScreen
from coach.ui.screens.support import SupportScreen
from coach.ui.screens.tonight import TonightScreen
from tests.fake_clock import FakeClock
from tests.ui.seen import Seen, coach_on, seen_app
from tests.ui.test_light import SIZES, check_light


@contextlib.asynccontextmanager
async def new_person(
    folder: Path, size: tuple[int, int] = (80, 24), hour: int = 21
) -> AsyncIterator[Seen]:
    """Start where there is neither a setting nor a record."""
    clock = FakeClock(wall=datetime(2027, 1, 14, hour, 30).timestamp())
    me = Context(Places(folder / "config", folder / "data"), clock)
    is_first = is_first_start(str(me.places.config), str(me.places.data))
    async with seen_app(
        CoachApp(me, "first start" if is_first else "tonight"), clock, size
    ) as seen:
        await seen.rest()
        yield seen
    seen.app.last_words()


async def test_after_it_tonight_is_whole_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.ui.screens.tonight.KEYS_FIRST_SECONDS", 3600.0)
    async with new_person(tmp_path) as seen:
        await seen.press("x")
        seen.on(TonightScreen)
        assert "then it is dark" in seen.text


async def test_every_question_is_dark_at_night(tmp_path: Path) -> None:
    async with new_person(tmp_path, hour=3) as seen:
        await seen.press("space", "space")
        titles = set()
        while isinstance(seen.app.screen, AboutYouScreen):
            titles.add(seen.app.screen.option.title)
            check_light(seen)
            await seen.press("space")
        assert len(titles) == 15


def said_on_disk(folder: Path) -> dict[str, str]:
    """Return what was recorded of somebody's health."""
    return {each.question: each.said for each in Store(folder / "data").own.all(HealthAnswer)}


def settings_on_disk(folder: Path) -> Settings:
    return SettingsFile(folder / "config" / "settings.toml").load()[0]


def asks_about_withdrawal(seen: Seen) -> str:
    return seen.app.me.settings.withdrawal


async def to_questions(seen: Seen) -> AboutYouScreen:
    """Read what this is, and go on to the questions."""
    while isinstance(seen.app.screen, FirstStartScreen):
        await seen.press("space")
    return seen.on(AboutYouScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_space_alone_goes_through_all_of_it_and_records_nothing(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with new_person(tmp_path, size) as seen:
        seen.on(FirstStartScreen)
        met = set()
        for _ in range(60):
            if isinstance(seen.app.screen, TonightScreen):
                break
            check_light(seen)
            if isinstance(seen.app.screen, AboutYouScreen):
                met.add(seen.app.screen.question.id)
            await seen.press("space")
        seen.on(TonightScreen)
        asked = load(seen.app.me.library).part[:2]
        assert met == {each.id for part in asked for each in part.question}
    assert said_on_disk(tmp_path) == {}
    assert settings_on_disk(tmp_path) == Settings(read=[READ])
    async with new_person(tmp_path) as seen:
        seen.on(TonightScreen)


@pytest.mark.parametrize("steps", [0, 1, 3])
async def test_one_key_leaves_out_the_rest_from_everywhere(tmp_path: Path, steps: int) -> None:
    async with new_person(tmp_path) as seen:
        for _ in range(steps):
            await seen.press("space")
        await seen.press("x")
        seen.on(TonightScreen)
    assert READ in settings_on_disk(tmp_path).read


async def test_help_is_one_key_away_and_leads_back(tmp_path: Path) -> None:
    async with new_person(tmp_path) as seen:
        await seen.press("h")
        seen.on(SupportScreen)
        await seen.press("escape")
        seen.on(FirstStartScreen)
        screen = await to_questions(seen)
        await seen.press("down", "down", "h")
        seen.on(SupportScreen)
        await seen.press("escape")
        assert seen.on(AboutYouScreen) is screen and screen.here == 2


async def test_escape_is_a_step_back_and_in_the_end_tonight(tmp_path: Path) -> None:
    async with new_person(tmp_path) as seen:
        await to_questions(seen)
        await seen.press("end", "space")
        assert seen.on(AboutYouScreen).part == 1
        await seen.press("escape")
        assert seen.on(AboutYouScreen).part == 0
        await seen.press("escape")
        seen.on(FirstStartScreen)
        await seen.press("escape")
        seen.on(TonightScreen)
    assert READ in settings_on_disk(tmp_path).read


async def test_answers_hold_are_shown_and_are_on_disk(tmp_path: Path) -> None:
    async with new_person(tmp_path) as seen:
        await to_questions(seen)
        await seen.press("y", "y", "n", "y", "right", "down", "y")
        for words in ("a problem", "no problem", "stopping", "most days"):
            assert words in seen.text
        await seen.press("up")
        assert "Stopping suddenly is dangerous" in seen.text
        assert seen.app.me.limits.rests == "without"
        await seen.press("end", "space", "2", "2", "3", "0", "down", "down", "down", "right")
        seen.on(NameScreen)
        await seen.press("S", "a", "m", "enter")
        assert "Shown under h" in seen.text
        await seen.press("space")
        seen.on(TonightScreen)
        await seen.press("h")
        assert "Sam" in seen.text
    assert said_on_disk(tmp_path) == {
        **{"holds": "yes", "squeezing": "no", "legs": "yes", "kratom": "stopping"},
        **{"daily": "yes", "person": "Sam"},
    }
    settings = settings_on_disk(tmp_path)
    assert (settings.voice, settings.tones, settings.bedtime) == ("on", "tones", "22:30")
    assert settings.rests == "ask", "what follows from an answer is derived, not set"


async def test_in_options_space_writes_who_may_be_called_and_a_paste_does_anywhere(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("o")
        options = seen.on(OptionsScreen)
        options.point([each.page for each in options.options].index("about you"))
        await seen.press("space")
        screen = seen.on(AboutYouScreen)
        screen.point([each.is_line for each in screen.options].index(True))
        assert "space write it" in seen.text
        await seen.press("space")
        seen.on(NameScreen)
        await seen.press("escape")
        seen.app.post_message(events.Paste("Sam 555\nmore"))
        await seen.rest()
        seen.on(NameScreen)
        await seen.press("enter")
        assert seen.app.me.said["person"] == "Sam 555" and "Sam 555" in seen.text
        here = screen.here
        await seen.press("space")
        assert seen.on(AboutYouScreen).here == here + 1
    async with new_person(tmp_path / "new") as seen:
        screen = await to_questions(seen)
        seen.app.post_message(events.Paste("Sam 555"))
        await seen.rest()
        assert seen.on(AboutYouScreen) is screen and seen.app.me.said == {}
        await seen.press("end", "space", "end")
        seen.app.post_message(events.Paste("Sam 555"))
        await seen.rest()
        assert seen.on(NameScreen).field.value == "Sam 555"


async def test_an_answer_can_be_changed_and_taken_back_in_options(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("o")
        options = seen.on(OptionsScreen)
        rows = [each.page for each in options.options]
        options.point(rows.index("about you"))
        await seen.press("space")
        screen = seen.on(AboutYouScreen)
        ids = [each.question for each in screen.options]
        assert "inward" in ids and None not in ids
        screen.point(ids.index("seizures"))
        await seen.press("y", "up")
        assert seen.app.me.limits.paradox == "without"
        await seen.press("left")
        assert seen.app.me.said == {}
        screen.point(ids.index("inward"))
        await seen.press("right", "right")
        assert seen.app.me.limits.inward == "short"
        await seen.press("escape")
        seen.on(OptionsScreen)
    assert said_on_disk(tmp_path) == {"inward": "short"}


async def test_a_line_that_is_emptied_is_taken_back(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        seen.app.go("about you")
        await seen.rest()
        screen = seen.on(AboutYouScreen)
        screen.point([each.question for each in screen.options].index("person"))
        await seen.press("right", "J", "o", "enter")
        assert seen.app.me.said == {"person": "Jo"}
        await seen.press("right", "backspace", "backspace", "enter")
        assert seen.app.me.said == {}
    assert said_on_disk(tmp_path) == {}


async def test_neither_kratom_asks_only_about_sleep(tmp_path: Path) -> None:
    async with new_person(tmp_path) as seen:
        screen = await to_questions(seen)
        screen.point([each.question for each in screen.options].index("kratom"))
        await seen.press("left")
        assert "neither" in seen.text and "only about sleep" in seen.text
        assert asks_about_withdrawal(seen) == "off"
        await seen.press("left")
        assert asks_about_withdrawal(seen) == "on"


async def test_an_answer_that_cannot_be_saved_says_so_and_holds(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the place of the folder")
    async with coach_on(tmp_path) as seen:
        seen.app.go("about you")
        await seen.rest()
        await seen.press("y")
        await seen.rest()
        assert "data" in seen.text
        assert seen.app.me.limits.rests == "without"


async def test_after_it_something_helps_within_two_keys(tmp_path: Path) -> None:
    async with new_person(tmp_path) as seen:
        await seen.press("x")
        seen.on(TonightScreen)
        await seen.press("space")
        seen.on(FirstTimeScreen)
        await seen.press("space")
        assert isinstance(seen.app.screen, (ChecklistScreen, BreathingScreen)) or (
            type(seen.app.screen).__name__ == "VoiceScreen"
        )


# What an answer changes on the screens


async def say(seen: Seen, **said: str) -> None:
    """Answer, whatever is on the screen."""
    for question, value in said.items():
        about_you.answer(seen.app.me, question, value)  # type: ignore[arg-type]
    await seen.rest()


async def test_a_scan_is_short_where_only_what_is_short_turns_inward(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await say(seen, bipolar="yes")
        await seen.press("s")
        screen = seen.on(ScanScreen)
        assert screen.exercise.id == "bodyscan/five"
        assert "Short, with open eyes, because of an" in seen.text
        await seen.press("up", "up", "up")
        assert (screen.plan().total_ms, screen.seconds) == (300_000, 300)
        await say(seen, inward="off")
        await seen.press("o", "escape")
        assert seen.on(MindScreen).exercise.id == "mind/grounding"
        assert "Something steadier" in seen.text


async def test_legs_that_are_never_squeezed_are_not_by_a_key_either(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await say(seen, legs="yes")
        await seen.press("r")
        screen = seen.on(RelaxationScreen)
        assert screen.is_without_tension
        await seen.press("g")
        assert screen.is_without_tension
        assert "because of an answer in About you" in " ".join(seen.text.split())


async def test_a_breath_without_holds_says_why(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await say(seen, pregnant="yes")
        seen.app.go("page", choose.find(seen.app.me.library, "breathing", "box"))
        await seen.rest()
        assert seen.on(BreathingScreen).exercise.id == "breathing/long-out"
        assert "because of an answer in About you: o changes it." in seen.text
        await seen.press("o")
        options = seen.on(OptionsScreen)
        options.point([each.setting for each in options.options].index("rests"))
        assert "About you goes above it" in " ".join(seen.text.split())


# What was begun before an answer


async def begun(seen: Seen, kind: str, name: str) -> None:
    """Begin an exercise and play a little of it."""
    me = seen.app.me
    me.settings = Settings(read=[f"{kind}/{name}", "breathing/long-out"], rests="with")
    seen.app.go("page", choose.find(me.library, kind, name))
    await seen.rest()
    await seen.press("up", "f")  # longer, where that can be
    await seen.advance(5)
    assert seen.app.screen.is_playing  # type: ignore[attr-defined]


async def test_what_was_left_is_not_gone_on_with_after_an_answer_that_excludes_it(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path) as seen:
        await begun(seen, "breathing", "box")
        await seen.press("escape", "o")
        await say(seen, holds="yes")
        await seen.press("escape")
        screen = seen.on(BreathingScreen)
        assert not screen.can_go_on
        await seen.press("space")
        playing = seen.on(BreathingScreen)
        assert playing.exercise.id == "breathing/long-out"
        assert playing.session
        assert not {"hold", "rest"} & {cue.kind for cue in playing.session.timeline.cues}


@pytest.mark.parametrize(
    ("kind", "name", "question", "value", "other"),
    [
        ("breathing", "box", "holds", "yes", "breathing/long-out"),
        ("relaxation", "pmr-7", "squeezing", "yes", "relaxation/release"),
        ("relaxation", "pmr-7", "legs", "yes", "relaxation/pmr-7"),
        ("bodyscan", "twenty", "inward", "short", "bodyscan/five"),
        ("bodyscan", "five", "inward", "short", "bodyscan/five"),
        ("mind", "heavy", "inward", "off", "mind/grounding"),
    ],
)
async def test_a_session_that_waits_is_left_after_an_answer_that_excludes_it(
    tmp_path: Path, kind: str, name: str, question: str, value: str, other: str
) -> None:
    async with coach_on(tmp_path) as seen:
        await begun(seen, kind, name)
        seen.app.go("about you")
        await seen.rest()
        await say(seen, **{question: value})
        await seen.press("escape")
        screen = seen.app.screen
        assert not screen.is_playing  # type: ignore[attr-defined]
        assert screen.exercise.id == other  # type: ignore[attr-defined]


async def test_tonight_does_not_go_on_with_what_was_left_before_an_answer(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await begun(seen, "breathing", "box")
        await seen.press("escape", "escape")
        assert seen.app.offers.title
        seen.app.go("about you")
        await seen.rest()
        await seen.press("y", "escape")
        seen.on(TonightScreen)
        assert seen.app.me.limits.rests == "without"
        assert not seen.app.offers.title


async def test_an_answer_outlives_what_was_read_before_it(tmp_path: Path) -> None:
    """Records whose reading had begun earlier come late, and do not know of the answer."""
    async with coach_on(tmp_path) as seen:
        me = seen.app.me
        late = home.look(*home.looked_for(me))
        await say(seen, seizures="yes")
        me.records = late
        assert me.limits.rests == "without"
        await say(seen, seizures="")
        me.records = home.look(*home.looked_for(me))
        assert me.said == {}


async def test_a_step_of_a_routine_begins_anew_after_an_answer_that_excludes_it(
    tmp_path: Path,
) -> None:
    own = tmp_path / "config" / "scripts" / "routines"
    own.mkdir(parents=True)
    steps = '[[step]]\nrun = "breathing/box"\n[[step]]\nrun = "mind/heavy"\n'
    (own / "mine.toml").write_text(f'title = "Mine"\n{steps}')
    async with coach_on(tmp_path) as seen:
        me = seen.app.me
        runner = Runner(me, evening.tonight(me, choose.find(me.library, "routines", "mine")))
        seen.app.go("step", runner, 0)
        await seen.advance(5)
        assert seen.on(BreathingScreen).exercise.has_holds
        seen.app.go("about you")
        await seen.rest()
        await say(seen, holds="yes", inward="off")
        await seen.press("escape")
        assert seen.on(BreathingScreen).exercise.id == "breathing/long-out"
        await seen.press("n")
        assert seen.on(MindScreen).exercise.id == "mind/grounding"


async def test_what_was_begun_from_the_tree_leads_back_after_an_answer_that_excludes_it(
    tmp_path: Path,
) -> None:
    left: list[str] = []
    async with coach_on(tmp_path) as seen:
        heavy = choose.find(seen.app.me.library, "mind", "heavy")
        seen.app.go("at once", heavy, lambda: None, lambda: left.append("left"))
        await seen.advance(5)
        seen.app.go("about you")
        await seen.rest()
        await say(seen, inward="off")
        await seen.press("escape")
        await seen.rest()
        seen.on(TonightScreen)
    assert left == ["left"]
