"""Tonight: what it leans to at which hour, what is due, and the breath that grows."""

from datetime import date, datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest

from coach.person import home
from coach.picture import tonight as picture
from coach.picture.raster import CUE
from coach.store.records import DiaryRecord, SessionRecord, Store
from coach.ui.screens.breathing import BreathingScreen
from coach.ui.screens.checklist import ChecklistScreen
from coach.ui.screens.morning import MorningScreen
from coach.ui.screens.relaxation import RelaxationScreen
from coach.ui.screens.review import ReviewScreen
from coach.ui.screens.routine import RoutineScreen
from coach.ui.screens.scripts import ScriptsScreen
from coach.ui.screens.tonight import KEYS_FIRST_SECONDS, TonightScreen
from tests.ui.seen import Seen, coach_on
from tests.ui.test_light import check_light

DAY = date(2026, 11, 17)
"""A Tuesday."""


async def at(seen: Seen, hour: int, minute: int = 10) -> None:
    """Let it be so late, and look anew."""
    seen.clock.wall = datetime(2026, 11, 17, hour, minute).timestamp()
    seen.on(TonightScreen).on_screen_resume()
    for _ in range(50):  # a reader that another one replaced may take a moment more
        await seen.rest()
        if seen.on(TonightScreen).tonight:
            return
    raise AssertionError(f"it never knew the evening: {seen.app.me.records}")


def breaths(folder: Path, finished: int, stopped: int = 0) -> None:
    """Record breathing sessions, and one of another kind."""
    store, began = Store(folder / "data"), datetime(2026, 11, 1, 22).astimezone()
    night = began.date()
    endings = ["finished"] * finished + ["stopped"] * stopped
    for ending in endings:
        store.add_session(
            SessionRecord("breathing/box", "breathing", began, night, 304, 304, ending)  # type: ignore[arg-type]
        )
    store.add_session(SessionRecord("bodyscan/ten", "bodyscan", began, night, 600, 600, "finished"))


async def test_in_the_morning_it_asks_for_the_night_until_it_has_a_diary(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await at(seen, 8)
        assert "How was the night?" in seen.text
        assert "space answer" in seen.text
        Store(tmp_path / "data").save_diary(DiaryRecord(DAY - timedelta(days=1), "", 0))
        await at(seen, 8)
        assert "Begin the routine" in seen.text


async def test_before_rising_rest_comes_first_and_the_diary_is_a_key_away(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await at(seen, 6, 0)
        assert "How was the night?" in seen.text
        await at(seen, 5, 10)
        assert "Awake in the night" in seen.text and "space awake" in seen.text
        assert "Up already? m asks about the night." in seen.text
        await seen.press("m")
        seen.on(MorningScreen)
        Store(tmp_path / "data").save_diary(DiaryRecord(DAY - timedelta(days=1), "", 0))
        await seen.press("escape")
        await at(seen, 5, 10)
        assert "Awake in the night" in seen.text and "Up already?" not in seen.text


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (22, 0, "It ends in the dark."),
        (0, 30, "It ends in the dark."),
        (3, 10, "One quiet thing at a time."),
        (5, 59, "One quiet thing at a time."),
    ],
)
async def test_at_night_no_number_stands_under_the_box(
    tmp_path: Path, hour: int, minute: int, said: str
) -> None:
    Store(tmp_path / "data").save_diary(DiaryRecord(DAY - timedelta(days=1), "", 0))
    async with coach_on(tmp_path) as seen:
        await at(seen, hour, minute)
        assert said in seen.text
        assert not any(char.isdigit() for char in seen.text)


@pytest.mark.parametrize("hour", [0, 12, 23])
async def test_at_other_hours_it_begins_the_evening(tmp_path: Path, hour: int) -> None:
    async with coach_on(tmp_path) as seen:
        await at(seen, hour)
        assert "Begin the routine" in seen.text
        await seen.press("space")
        seen.on(ChecklistScreen)


async def test_by_day_what_is_due_is_shown_and_in_the_last_hour_not(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await at(seen, 20, 0)
        assert "Lamps low and warm" in seen.text
        assert "Got up at the usual time" not in seen.text
        assert "21 minutes, then it is dark" in seen.text
        await at(seen, 22, 0)
        assert "Lamps low and warm" not in seen.text
        Store(tmp_path / "data").answer(DAY, "dim", "done", seen.app.me.now)
        await at(seen, 20, 0)
        assert "Lamps low and warm" not in seen.text


NIGHT_SHIFT = {"bedtime": "08:00", "rise": "16:00"}


@pytest.mark.parametrize(
    ("hour", "minute", "does", "due", "is_night"),
    [
        (16, 30, "How was the night?", "", False),
        (20, 50, "How was the night?", "", False),
        (21, 10, "Begin the routine", "Got up at the usual time", False),
        (3, 0, "Begin the routine", "The last coffee", False),
        (6, 50, "Begin the routine", "Lamps low and warm", False),
        (7, 50, "Begin the routine", "", True),
        (10, 0, "Begin the routine", "", True),
        (12, 0, "Awake in the night", "", True),
        (14, 30, "Awake in the night", "", True),
    ],
)
async def test_it_follows_whoever_sleeps_by_day(
    tmp_path: Path, hour: int, minute: int, does: str, due: str, is_night: bool
) -> None:
    async with coach_on(tmp_path, settings=NIGHT_SHIFT) as seen:
        await at(seen, hour, minute)
        assert does in seen.text
        items = ("Got up at the usual time", "The last coffee", "Lamps low and warm")
        assert [item for item in items if item in seen.text] == ([due] if due else [])
        assert ("Tonight" not in seen.text) is is_night


async def test_after_midnight_what_was_answered_in_a_day_that_goes_on_is_answered(
    tmp_path: Path,
) -> None:
    monday = DAY - timedelta(days=1)
    async with coach_on(tmp_path, settings=NIGHT_SHIFT) as seen:
        await at(seen, 3, 0)
        assert "The last coffee" in seen.text
        Store(tmp_path / "data").answer(monday, "caffeine", "done", seen.app.me.now)
        await at(seen, 3, 0)
        assert "The last coffee" not in seen.text


async def test_it_follows_the_evening_while_it_is_open(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await at(seen, 20)
        assert "Lamps low" in seen.text
        seen.clock.wall = datetime(2026, 11, 17, 22, 10).timestamp()
        seen.on(TonightScreen).look()
        await seen.rest()
        assert "Lamps low" not in seen.text


async def test_before_anything_is_due_the_next_one_is_shown_with_its_time(tmp_path: Path) -> None:
    settings = {"items_off": ["caffeine", "rise"]}
    async with coach_on(tmp_path, settings=settings) as seen:
        await at(seen, 19, 20)
        assert "in 40 minutes" in seen.text


async def test_it_shows_before_the_disk_has_answered(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await at(seen, 20)
        box = next(y for y, row in enumerate(seen.rows) if "Begin the routine" in row)
        with seen.held_disk():
            screen = seen.on(TonightScreen)
            seen.app.me.records = screen.tonight = None
            screen.draw()
            await seen.rest()
            assert "Begin the routine" in seen.rows[box], "nothing moves when it has answered"
            assert "Lamps" not in seen.text


@pytest.mark.parametrize(
    ("finished", "title", "cycles"),
    [(0, "Small box", 10), (1, "Small box", 10), (3, "Small box", 15), (5, "Box", 12)],
)
async def test_the_breath_grows_with_the_sessions(
    tmp_path: Path, finished: int, title: str, cycles: int
) -> None:
    breaths(tmp_path, finished, stopped=9)
    async with coach_on(tmp_path, settings={"ramp": "on"}) as seen:
        await seen.press("b")
        pattern = seen.on(BreathingScreen).pattern
        assert (pattern.title, pattern.cycles) == (title, cycles)


async def test_from_six_on_it_is_the_whole_box_as_it_is_without_the_ramp(tmp_path: Path) -> None:
    for settings, finished in (({"ramp": "on"}, 6), ({"ramp": "off"}, 0)):
        folder = tmp_path / str(finished)
        folder.mkdir()
        breaths(folder, finished)
        async with coach_on(folder, settings=settings) as seen:
            await seen.press("b")
            pattern = seen.on(BreathingScreen).pattern
            assert (pattern.id, pattern.cycles) == ("breathing/box", 19)


async def test_the_ramp_without_rests_is_as_long_without_them(tmp_path: Path) -> None:
    async with coach_on(tmp_path, settings={"ramp": "on", "rests": "without"}) as seen:
        await seen.press("b")
        pattern = seen.on(BreathingScreen).pattern
        assert pattern.id == "breathing/long-out"
        assert pattern.cycles * pattern.cycle_ms == 120_000


async def test_a_session_that_ended_counts_at_once(tmp_path: Path) -> None:
    breaths(tmp_path, 1)
    async with coach_on(tmp_path, settings={"ramp": "on"}) as seen:
        await seen.press("b", "space")
        session = seen.breathing.session
        assert session
        await seen.advance(session.timeline.total_ms / 1000)
        await seen.press("z")
        seen.on(TonightScreen)
        await seen.rest()
        await seen.press("b")
        assert seen.on(BreathingScreen).pattern.cycles == 15


@pytest.mark.parametrize("hour", [15, 22])
async def test_what_happened_to_the_database_is_shown_and_at_night_only_that_it_did(
    tmp_path: Path, hour: int
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "coach.db").write_bytes(b"no database at all" * 99)
    async with coach_on(tmp_path, hour=hour) as seen:
        await seen.rest()
        words = " ".join(seen.text.split())
        is_day = hour == 15
        assert ("coach.db" in words and "kept as" in words) == is_day
        assert (picture.NOTE_AT_NIGHT in words) == (not is_day)
        check_light(seen)


async def test_it_is_shown_in_the_morning_too(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "coach.db").write_bytes(b"no database at all" * 99)
    async with coach_on(tmp_path) as seen:
        await at(seen, 8)
        assert "How was the night?" in seen.text
        assert "kept as" in " ".join(seen.text.split())
        check_light(seen)
        assert seen.app.last_words() == [seen.app.me.store.database.note]


async def test_what_a_fast_key_has_looked_at_is_not_looked_at_again(tmp_path: Path) -> None:
    with (
        mock.patch.object(TonightScreen, "set_timer") as set_timer,
        mock.patch.object(home, "look", wraps=home.look) as looks,
    ):
        async with coach_on(tmp_path) as seen:  # it looks as a key does
            assert [call.args[0] for call in set_timer.mock_calls] == [KEYS_FIRST_SECONDS]
            set_timer.mock_calls[0].args[1]()
            await seen.rest()
            assert looks.call_count == 1


async def test_v_and_l_and_clicks_on_their_names(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=20) as seen:
        await seen.press("v")
        seen.on(ReviewScreen)
        await seen.press("escape")
        for name, kind in (("checklist", ChecklistScreen), ("review", ReviewScreen)):
            y, row = next((y, row) for y, row in enumerate(seen.rows) if f" {name}" in row)
            await seen.click(row.index(name), y)
            assert isinstance(seen.app.screen, kind)
            await seen.press("escape")
            seen.on(TonightScreen)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (40, 15)])
@pytest.mark.parametrize("hour", [8, 13, 20, 22])
async def test_it_is_dark_at_every_hour(tmp_path: Path, size: tuple[int, int], hour: int) -> None:
    async with coach_on(tmp_path, size=size) as seen:
        await at(seen, hour)
        check_light(seen)


# What was just left


async def test_what_was_just_left_is_called_by_its_name(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("r", "space")
        await seen.advance(20)
        await seen.press("q")
        assert "Go on with Muscle relaxation" in " ".join(seen.text.replace("│", " ").split())
        assert "space go on" in seen.text
        assert "Begin the routine" not in seen.text
        await seen.press("space")
        session = seen.on(RelaxationScreen).session
        assert session and session.elapsed_ms(seen.clock.now()) == 20_000


async def test_one_esc_too_many_does_not_discard_it(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("r", "space")
        await seen.advance(20)
        await seen.press("q", "escape", "escape")
        assert "Go on with Muscle relaxation" in " ".join(seen.text.replace("│", " ").split())
        await seen.press("space")
        session = seen.on(RelaxationScreen).session
        assert session and session.elapsed_ms(seen.clock.now()) == 20_000


async def test_from_there_and_from_the_start_are_both_offered(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("r", "space")
        await seen.advance(20)
        await seen.press("escape")
        assert "Space goes on from there, f from the start" in seen.text
        await seen.press("f")
        session = seen.on(RelaxationScreen).session
        assert session and session.elapsed_ms(seen.clock.now()) == 0
        await seen.advance(20)
        await seen.press("q")
        assert "Space goes on from there, f from the start" in seen.text
        await seen.press("f")
        assert seen.on(RelaxationScreen).is_ready_page
        await seen.press("space")
        session = seen.on(RelaxationScreen).session
        assert session and session.elapsed_ms(seen.clock.now()) == 0


async def test_a_routine_that_was_left_begins_anew_from_its_first_step(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("e", "down", "space")
        await seen.advance(8)
        assert seen.on(BreathingScreen).session
        await seen.press("q", "f")
        runner = seen.on(ChecklistScreen).runner
        assert runner and runner.index == 0


async def test_where_nothing_was_left_f_is_the_next_good_thing(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("f")
        seen.on(ChecklistScreen)


async def test_on_the_page_of_a_routine_another_choice_wins(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "space", "q", "e")
        assert "Space goes on from there" in seen.text
        await seen.press("down", "down", "space")
        assert seen.on(RelaxationScreen).runner


# After days away


@pytest.mark.parametrize(("days", "is_welcome"), [(4, True), (40, True), (3, False), (0, False)])
@pytest.mark.parametrize("table", ["answers", "diaries", "sessions"])
async def test_after_days_away_there_is_a_welcome_and_no_backlog(
    tmp_path: Path, days: int, is_welcome: bool, table: str
) -> None:
    async with coach_on(tmp_path, hour=20) as seen:
        now, day = seen.app.me.now, DAY - timedelta(days=days)
        store = Store(tmp_path / "data")
        if table == "answers":
            store.answer(day, "lamps", "done", now)
        elif table == "diaries":
            store.save_diary(DiaryRecord(day, "", 0, quality=3))
        else:
            record = SessionRecord("breathing/box", "breathing", now, day, 60, 60, "finished")
            store.add_session(record)
        await at(seen, 20)
        assert ("Good to see you again. Nothing has piled up." in seen.text) is is_welcome
        assert not is_welcome or "Lamps low" not in seen.text
        check_light(seen)


# An evening that is not there


def own(folder: Path, kind: str, name: str, text: str) -> Path:
    """Write a script of the person's own."""
    file = folder / "config" / "scripts" / kind / f"{name}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


MINE = 'made_by = "coach"\ntitle = "Mine"\n[[step]]\nrun = "bodyscan/three"\n'


@pytest.mark.parametrize("name", ["gone", "mine", "broken"])
async def test_the_shipped_evening_takes_the_place_of_one_that_cannot_be_played(
    tmp_path: Path, name: str
) -> None:
    own(tmp_path, "routines", "mine", MINE.replace("bodyscan/three", "breathing/gone"))
    own(tmp_path, "routines", "broken", "title = ")
    async with coach_on(tmp_path, settings={"routine": name}) as seen:
        await at(seen, 20)
        assert "21 minutes, then it is dark" in seen.text
        assert "coach scripts check" in seen.text
        await seen.press("e")
        seen.on(RoutineScreen)
        await seen.press("escape", "space")
        assert seen.on(ChecklistScreen).runner


async def test_a_missing_step_is_reported(tmp_path: Path) -> None:
    own(tmp_path, "routines", "mine", MINE + '[[step]]\nrun = "breathing/gone"\n')
    async with coach_on(tmp_path, settings={"routine": "mine"}) as seen:
        await at(seen, 20)
        assert "3 minutes, then it is dark" in seen.text
        assert "coach scripts check" in seen.text


async def test_a_new_name_changes_nothing_else(tmp_path: Path) -> None:
    file = own(tmp_path, "routines", "mine", MINE)
    async with coach_on(tmp_path, settings={"routine": "mine"}) as seen:
        await seen.press("e", "l", "r", *["backspace"] * 9, *"Later", "enter")
        assert seen.on(ScriptsScreen).chosen[0].file == file
        assert any("Later" in row and "tonight" in row for row in seen.rows)
        await seen.press("x", "x")
        await seen.press("escape", "escape", "e")
        seen.on(RoutineScreen)
        assert "21 minutes" in seen.text
    assert not file.exists()


@pytest.mark.parametrize(
    ("hour", "is_night"), [(20, False), (21, False), (22, True), (3, True), (5, True), (8, False)]
)
async def test_in_the_last_hour_and_at_night_there_is_less_light(
    tmp_path: Path, hour: int, is_night: bool
) -> None:
    async with coach_on(tmp_path, size=(100, 30)) as seen:
        await at(seen, hour)
        assert ("Tonight" not in seen.text) is is_night
        assert ("o options" not in seen.text) is is_night
        assert all(hint in seen.text for hint in ("space", "h help", "? keys", "q leave"))
        brightest = [row for row in seen.screen.rows if any(run.tone == CUE for run in row)]
        if is_night:
            assert len(brightest) == 2, "the words in the box, and the light on it"
        await seen.press("v")
        assert isinstance(seen.app.screen, ReviewScreen), "every key does what it did"
