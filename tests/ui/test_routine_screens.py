"""Routines on the screen: the page, the steps, going on after a cut, making one's own."""

import os
import tomllib
from datetime import date
from pathlib import Path

import tomli_w

from coach.cli.command import run
from coach.domain.session import State
from coach.store.records import Store
from coach.ui.screens.adding import AddingScreen
from coach.ui.screens.breathing import BreathingScreen
from coach.ui.screens.builder import BuilderScreen
from coach.ui.screens.checklist import ChecklistScreen
from coach.ui.screens.end import EndScreen
from coach.ui.screens.first_time import FirstTimeScreen
from coach.ui.screens.relaxation import RelaxationScreen
from coach.ui.screens.routine import RoutineScreen
from coach.ui.screens.scan import ScanScreen
from coach.ui.screens.scripts import ScriptsScreen
from coach.ui.screens.stretch import StretchScreen
from coach.ui.screens.tonight import TonightScreen
from tests.fake_clock import FakeClock
from tests.ui.seen import Seen, coach_on

NOW = FakeClock().wall
BOX_SECONDS, RELEASE_SECONDS, SCAN_SECONDS, QUIET = 230, 404, 600, 4


def running(tmp_path: Path) -> dict[str, object]:
    """Return what `running.toml` says; empty when it is not there."""
    file = tmp_path / "data" / "running.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def interrupt(tmp_path: Path, **changes: object) -> None:
    """Leave behind what a routine that was cut off leaves."""
    running = {
        "routine": "routines/tonight",
        "step": 3,
        "run": "relaxation/pmr-7",
        "begun": NOW,
        "made_by": "coach",
    }
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "running.toml").write_text(tomli_w.dumps(running | changes))


async def evening_begun(seen: Seen) -> None:
    """Begin the routine of Tonight, and go on from its checklist to its first breath."""
    await seen.press("space")
    seen.on(ChecklistScreen)
    await seen.press("n")


async def test_space_on_tonight_begins_the_evening(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("space")
        seen.on(ChecklistScreen)
        assert "› Go on: Box, 4 minutes" in seen.text
        await seen.press("space")
        screen = seen.on(BreathingScreen)
        assert screen.pattern.cycles == 12
        assert screen.session and screen.session.state is State.RUNNING
        assert "n next step" in seen.text


async def test_the_whole_evening_runs_by_itself_and_ends_in_black(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await evening_begun(seen)
        begun = seen.clock.monotonic
        await seen.advance(BOX_SECONDS + 1)
        first = seen.on(RelaxationScreen).session
        assert first and first.since == begun + BOX_SECONDS
        assert first.timeline.cues[0].kind == "silence"
        assert first.timeline.total_ms == (QUIET + RELEASE_SECONDS) * 1000
        await seen.advance(QUIET + RELEASE_SECONDS)
        assert seen.on(ScanScreen).ending == "sleep"
        await seen.advance(QUIET + SCAN_SECONDS - 2)
        seen.on(ScanScreen)
        await seen.advance(1)
        assert seen.on(EndScreen)
        assert seen.clock.monotonic == begun + BOX_SECONDS + RELEASE_SECONDS + SCAN_SECONDS + 8
        await seen.rest()
        assert running(tmp_path) == {}
        await seen.press("space")
        seen.on(TonightScreen)


async def test_n_and_k_go_from_step_to_step(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await evening_begun(seen)
        await seen.press("n")
        seen.on(RelaxationScreen)
        await seen.rest()
        assert (running(tmp_path)["step"], running(tmp_path)["run"]) == (3, "relaxation/pmr-7")
        await seen.press("k")
        seen.on(BreathingScreen)
        for _ in range(2):
            await seen.press("k")
            seen.on(ChecklistScreen)
        await seen.press("n", "n", "n")
        seen.on(ScanScreen)
        await seen.rest()
        assert running(tmp_path)["step"] == 4


async def test_n_on_the_last_step_goes_to_the_black_end(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await evening_begun(seen)
        await seen.press("n", "n")
        seen.on(ScanScreen)
        await seen.advance(30)
        await seen.press("n")
        seen.on(EndScreen)
        await seen.rest()
        assert not (tmp_path / "data" / "running.toml").exists()
        store = Store(tmp_path / "data")
        rows = store.sessions(date.min, date.max)
        endings = {row.script: row.ending for row in rows}
        assert endings["bodyscan/ten"] == "stopped"
        assert endings["routines/tonight"] == "finished", "who falls asleep ends nothing"


async def test_dark_and_numbers_stay_from_step_to_step(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await evening_begun(seen)
        await seen.press("d", "c", "n")
        screen = seen.on(RelaxationScreen)
        assert screen.is_dark
        assert screen.is_counting


async def test_leaving_is_offered_for_ten_seconds_and_forgotten_on_disk(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await evening_begun(seen)
        await seen.press("n")
        await seen.advance(50)
        await seen.press("q")
        seen.on(TonightScreen)
        assert "Space goes on from there" in seen.text
        await seen.rest()
        assert running(tmp_path) == {}
        await seen.press("space")
        session = seen.on(RelaxationScreen).session
        assert session and session.elapsed_ms(seen.clock.now()) == 50_000
        await seen.rest()
        assert running(tmp_path)["step"] == 3
        await seen.press("n")
        seen.on(ScanScreen)


async def test_escape_goes_back_to_the_page_of_the_routine(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "routines/tonight") as seen:
        seen.on(RoutineScreen)
        assert "21 minutes, then it is dark" in seen.text
        await evening_begun(seen)
        await seen.advance(30)
        await seen.press("escape")
        seen.on(RoutineScreen)
        assert "Space goes on from there" in seen.text
        await seen.press("space")
        session = seen.on(BreathingScreen).session
        assert session and session.elapsed_ms(seen.clock.now()) == 30_000
        await seen.press("q")
        assert seen.app.return_code == 0


async def test_a_routine_can_begin_with_any_step(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "routines/tonight") as seen:
        await seen.press("down", "down", "down", "up")
        assert "17 minutes" in seen.text
        await seen.press("space")
        seen.on(RelaxationScreen)


async def test_the_same_evening_is_as_long_everywhere(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "scripts" / "routines"
    folder.mkdir(parents=True)
    steps = "".join(f'[[step]]\nrun = "breathing/{name}"\nseconds = 41\n' for name in ["even"] * 4)
    (folder / "mine.toml").write_text(f'title = "Mine"\n{steps}', encoding="utf-8")
    async with coach_on(tmp_path, settings={"routine": "mine"}, hour=20) as seen:
        minutes = next(row for row in seen.rows if "then it is dark" in row).split()[0]
        await seen.press("e")
        assert f"{minutes} minutes, then it is dark" in seen.text
        steps_ms = [stop.total_ms for stop in seen.on(RoutineScreen).evening.stops]  # type: ignore[union-attr]
        quiet_ms = 3 * QUIET * 1000
        assert round(sum(steps_ms) / 60_000) != round((sum(steps_ms) + quiet_ms) / 60_000)
        await seen.press("l")
        row = next(row for row in seen.rows if "Mine" in row)
        assert f" {minutes} min" in row
        await seen.press("e")
        assert f"{minutes} minutes in all" in seen.text


async def test_on_the_smallest_screen_the_steps_can_be_read(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "routines/tonight", size=(20, 8)) as seen:
        assert "Before the nig" in seen.text
        await evening_begun(seen)
        await seen.advance(5)
        await seen.press("escape")
        assert "Space goes on from there" in " ".join(seen.text.split())


async def test_cautions_are_shown_once_and_before_the_first_step(tmp_path: Path) -> None:
    settings = {"rests": "ask", "read": []}
    async with coach_on(tmp_path, settings=settings) as seen:
        await seen.press("space")
        seen.on(FirstTimeScreen)
        assert "› No holds, no squeezing" in seen.text
        await seen.press("space", "n")
        screen = seen.on(BreathingScreen)
        assert screen.pattern.id == "breathing/long-out"
        assert screen.session and screen.session.elapsed_ms(seen.clock.now()) == 0
        await seen.press("n")
        assert seen.on(RelaxationScreen).exercise.id == "relaxation/release"
        await seen.press("n")
        seen.on(ScanScreen)
        await seen.press("q")
        seen.clock.advance(20)
        await evening_begun(seen)
        seen.on(BreathingScreen)


async def test_as_it_is_holds_for_every_step_once_all_was_read(tmp_path: Path) -> None:
    settings = {"rests": "ask", "read": []}
    async with coach_on(tmp_path, settings=settings) as seen:
        await seen.press("space")
        read = seen.text
        while "more below" in seen.text:
            await seen.press("down")
            read += seen.text
        for words in ("short holds", "squeezed", "Drinking daily", "inward"):
            assert words in " ".join(read.split())
        await seen.press("down", "space", "n")
        assert seen.on(BreathingScreen).pattern.id == "breathing/box"
        await seen.press("n")
        assert seen.on(RelaxationScreen).exercise.id == "relaxation/pmr-7"
        assert seen.app.me.settings.read == ["routines/tonight"]
        assert seen.app.me.settings.rests == "with"


async def test_restless_legs_are_stretched_in_bed_by_whom_that_suits(tmp_path: Path) -> None:
    settings: dict[str, list[str]] = {"read": []}
    async with coach_on(tmp_path, "routines/restless-legs", settings=settings) as seen:
        await seen.press("space")
        assert "› In bed" in seen.text
        await seen.press("space")
        assert seen.on(StretchScreen).exercise.id == "stretch/bed"
        assert seen.app.me.settings.standing == "without"


async def test_all_that_the_steps_warn_of_is_on_the_page_behind_i(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "routines/tonight", size=(80, 24)) as seen:
        await seen.press("i")
        read = ""
        for _ in range(12):
            read += " ".join(seen.text.split()) + " "
            await seen.press("pagedown")
        for words in ("short holds", "glaucoma", "Contact lenses", "Bathe warm"):
            assert words in read


# Going on after a cut


async def test_an_interrupted_routine_is_offered_at_its_step(tmp_path: Path) -> None:
    interrupt(tmp_path, begun=NOW)
    async with coach_on(tmp_path) as seen:
        assert "Go on with the routine" in seen.text
        assert "Muscle relaxation, seven stops" in " ".join(seen.text.split())
        await seen.press("space")
        session = seen.on(RelaxationScreen).session
        assert session and session.elapsed_ms(seen.clock.now()) == 0
        assert session.timeline.cues[0].duration_ms == QUIET * 1000
        await seen.rest()
        assert running(tmp_path)["step"] == 3


async def test_it_is_offered_once(tmp_path: Path) -> None:
    for keys in (["f"], ["b"], ["q"]):
        interrupt(tmp_path)
        async with coach_on(tmp_path) as seen:
            assert "Go on with" in seen.text
            await seen.press(*keys)
            await seen.rest()
            if keys == ["f"]:
                assert seen.on(ChecklistScreen).runner
                await seen.press("escape")
            assert running(tmp_path) == {}
        async with coach_on(tmp_path) as seen:
            assert "Begin the routine" in seen.text


async def test_nothing_is_offered_that_is_old_gone_or_another(tmp_path: Path) -> None:
    for changes in (
        {"begun": NOW - 3 * 3600 - 1},
        {"begun": NOW + 100},
        {"step": 2},
        {"step": 9},
        {"run": "relaxation/pmr-4"},
        {"routine": "routines/nothing"},
        {"routine": "/nowhere/x.toml"},
        {"begun": "yesterday"},
    ):
        interrupt(tmp_path, **changes)
        async with coach_on(tmp_path) as seen:
            assert "Begin the routine" in seen.text, changes


async def test_nearly_three_hours_later_it_is_still_offered(tmp_path: Path) -> None:
    interrupt(tmp_path, begun=NOW - 3 * 3600 + 1)
    async with coach_on(tmp_path) as seen:
        assert "Go on with the" in seen.text


async def test_on_a_read_only_folder_the_evening_goes_on(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the place of the folder")
    async with coach_on(tmp_path) as seen:
        await evening_begun(seen)
        await seen.press("n")
        seen.on(RelaxationScreen)
        await seen.rest()
        assert seen.app.is_running
        assert os.path.isfile(tmp_path / "data")


# Making my own


async def test_my_own_evening_is_written_passes_check_and_can_be_begun(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("e", "l", "e")
        builder = seen.on(BuilderScreen)
        assert builder.steps[0].run == "checklists/bedtime"
        await seen.press("right", "x")
        await seen.press("right", "right", "left", "right")
        assert builder.steps[0].cycles == 14
        await seen.press("down", "x", "u", "x")
        assert [step.run for step in builder.steps] == ["breathing/box", "bodyscan/ten"]
        await seen.press("right", "d", "e")
        assert builder.steps[0] == ("bodyscan/ten", None, 660, "wake")
        await seen.press("a")
        adding = seen.on(AddingScreen)
        adding.here = [entry.id for entry, _ in adding.items].index("stretch/bed")
        await seen.press("space")
        assert [step.run for step in seen.on(BuilderScreen).steps][1] == "stretch/bed"
        await seen.press("space", *["backspace"] * 20, *"Mine", "enter")
        lists = seen.on(ScriptsScreen)
        assert lists.chosen[0].name == "mine"
        await seen.press("t")
        assert seen.app.me.settings.routine == "mine"
        await seen.press("space")
        assert "Body scan" in seen.text
        await seen.press("space")
        seen.on(ScanScreen)
    file = tmp_path / "config" / "scripts" / "routines" / "mine.toml"
    tree = tomllib.loads(file.read_text(encoding="utf-8"))
    assert tree["made_by"] == "coach"
    assert tree["step"] == [
        {"run": "bodyscan/ten", "seconds": 660, "ending": "wake"},
        {"run": "stretch/bed"},
        {"run": "breathing/box", "cycles": 14},
    ]
    assert run(["scripts", "check", str(file)]) == 0
    async with coach_on(tmp_path) as seen:
        await seen.press("space")
        assert seen.guided.exercise.id == "bodyscan/ten"


async def added(seen: Seen, id: str) -> None:
    """Add a step."""
    await seen.press("a")
    adding = seen.on(AddingScreen)
    adding.here = [entry.id for entry, _ in adding.items].index(id)
    await seen.press("space")


async def test_only_the_last_step_drifts_off(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("e", "l", "e")
        builder = seen.on(BuilderScreen)

        def endings() -> list[tuple[str, str | None]]:
            return [(step.run, step.ending) for step in builder.steps if step.kind == "bodyscan"]

        assert endings() == [("bodyscan/ten", "sleep")]
        await added(seen, "bodyscan/three")  # after the first
        assert endings() == [("bodyscan/three", None), ("bodyscan/ten", "sleep")]
        await seen.press("d")
        assert endings() == [("bodyscan/three", None), ("bodyscan/ten", "sleep")]
        assert "Only the last step can drift off." in seen.text
        await seen.press("end")
        await added(seen, "breathing/even")
        assert endings() == [("bodyscan/three", None), ("bodyscan/ten", None)]
        assert "drifts off" not in seen.text
        await seen.press("x")
        assert endings() == [("bodyscan/three", None), ("bodyscan/ten", "sleep")]
        await seen.press("e")
        assert builder.steps[-1].run == "relaxation/pmr-7"
        assert endings() == [("bodyscan/three", None), ("bodyscan/ten", None)]
        await seen.press("u", "end", "d")
        assert endings() == [("bodyscan/three", None), ("bodyscan/ten", "wake")]
        await added(seen, "bodyscan/five")
        assert endings()[1:] == [("bodyscan/ten", "wake"), ("bodyscan/five", "sleep")]


async def test_what_a_key_does_not_touch_keeps_its_ending(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "scripts" / "routines"
    folder.mkdir(parents=True)
    steps = '[[step]]\nrun = "breathing/even"\n[[step]]\nrun = "bodyscan/three"\n'
    (folder / "tonight.toml").write_text(f'title = "Mine"\n{steps}')
    async with coach_on(tmp_path) as seen:
        await seen.press("e", "l", "e", "right")
        assert [step.ending for step in seen.on(BuilderScreen).steps] == [None, None]


async def test_the_builder_counts_how_long_each_step_takes_in_its_place(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("e", "l", "e")
        builder = seen.on(BuilderScreen)
        stops = [builder._ready(index) for index in range(4)]
        assert [stop and stop.total_ms for stop in stops] == [0, 230_000, 404_000, 600_000]
        await seen.press("end", "x")
        alone = builder._ready(2)
        assert alone and alone.total_ms == 420_000


async def test_a_routine_without_steps_is_not_kept(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("e", "l", "e", "x", "x", "x", "x", "space")
        seen.on(BuilderScreen)
        assert "Add at least one step first." in seen.text
        assert not (tmp_path / "config" / "scripts").exists()


async def test_no_single_key_loses_an_evening_that_is_being_made(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("e", "l", "e", "escape")
        seen.on(ScriptsScreen)
        await seen.press("e", "x", "escape")
        builder = seen.on(BuilderScreen)
        assert "Esc again discards your changes." in seen.text
        await seen.press("down", "escape")
        assert seen.on(BuilderScreen) is builder
        assert len(builder.steps) == 3
        await seen.press("q")
        assert "q again discards your changes." in seen.text
        await seen.press("escape", "escape")
        seen.on(ScriptsScreen)
        await seen.press("e", "x", "u", "escape")
        seen.on(ScriptsScreen)


async def test_a_suggested_name_gives_way_to_what_is_typed(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("e", "l", "e", "space", *"Zoe", "enter")
        assert seen.on(ScriptsScreen).chosen[0].name == "zoe"
        await seen.press("e", "space", *" 2", "enter")
        assert seen.on(ScriptsScreen).chosen[0].name == "zoe-2"


async def test_in_a_narrow_list_of_steps_the_length_stands_first(tmp_path: Path) -> None:
    async with coach_on(tmp_path, size=(20, 8)) as seen:
        await seen.press("e", "l", "e", "a")
        adding = seen.on(AddingScreen)
        adding.here = [entry.id for entry, _ in adding.items].index("bodyscan/twenty")
        adding.draw()
        assert "20 min  Body…" in seen.text
        assert "Body scan, twenty minutes" in " ".join(seen.text.split())


async def test_a_step_that_runs_as_it_is_says_so(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("e", "l", "e", "down", "down", "right")
        assert "a fixed length" in seen.text
        assert "u undo" not in seen.text


async def test_a_routine_of_mine_with_a_broken_step_is_played_without_it(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "scripts" / "routines"
    folder.mkdir(parents=True)
    steps = '[[step]]\nrun = "stretch/no"\n[[step]]\nrun = "stretch/bed"\n'
    (folder / "tonight.toml").write_text(f'title = "Mine"\n{steps}')
    async with coach_on(tmp_path, hour=20) as seen:
        assert "6 minutes, then it is dark" in seen.text
        await seen.press("e")
        assert "cannot be read" in seen.text
        await seen.press("space")
        assert seen.guided.exercise.id == "stretch/bed"
        await seen.rest()
        assert running(tmp_path)["step"] == 2
