"""Body scans and stretches on the screen."""

from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from coach.domain.session import State
from coach.ui.screens.end import EndScreen
from coach.ui.screens.scan import ScanScreen
from coach.ui.screens.stretch import StretchScreen
from tests.ui.seen import Seen, coach_on
from tests.ui.test_light import lit_share

TEN = "bodyscan/ten"
SETTLE, REGION = 60, 40


def place_ms(seen: Seen) -> int:
    session = seen.on(ScanScreen).session
    assert session
    return session.elapsed_ms(seen.clock.now())


def first_line(seen: Seen, region: int) -> str:
    """Return what a region of the scan begins with."""
    return seen.on(ScanScreen).exercise.regions[region].lines[0]


def beside(seen: Seen) -> str:
    """Return the words beside the figure."""
    return " ".join(row[30:].strip() for row in seen.rows if row[30:].strip())


NIGHT_SHIFT = {"bedtime": "08:00", "rise": "16:00"}


@pytest.mark.parametrize(
    ("settings", "hour", "ending"),
    [
        ({}, 20, "wake"),
        ({}, 21, "wake"),
        ({}, 22, "sleep"),
        ({}, 5, "sleep"),
        ({}, 6, "wake"),
        (NIGHT_SHIFT, 22, "wake"),
        (NIGHT_SHIFT, 6, "wake"),
        (NIGHT_SHIFT, 7, "sleep"),
        (NIGHT_SHIFT, 14, "sleep"),
        (NIGHT_SHIFT, 15, "wake"),
    ],
)
async def test_at_night_it_drifts_off_and_by_day_it_comes_back(
    tmp_path: Path, settings: dict[str, str], hour: int, ending: str
) -> None:
    async with coach_on(tmp_path, TEN, hour=hour, settings=settings) as seen:
        assert seen.on(ScanScreen).ending == ending
        await seen.press("e")
        assert seen.on(ScanScreen).ending != ending


async def test_its_words_come_and_then_it_is_silent(tmp_path: Path) -> None:
    async with coach_on(tmp_path, TEN) as seen:
        await seen.press("space")
        await seen.advance(SETTLE + 1)
        assert first_line(seen, 0) in beside(seen)
        await seen.advance(8)
        second = seen.text
        assert "Toes and soles" in second
        await seen.advance(12)
        third = seen.text
        assert third != second
        await seen.advance(16)
        words = [word for row in seen.rows for word in row[30:].split() if word.isalpha()]
        assert words == ["Toes", "and", "soles"]


async def test_in_the_silence_only_the_glow_moves_and_slowly(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "bodyscan/thirty") as seen:
        await seen.press("space")
        await seen.advance(SETTLE + 50)
        screen = seen.on(ScanScreen)
        changes = []
        until = seen.clock.monotonic + 18
        while seen.clock.monotonic < until and screen.session:
            await seen.advance(screen.session.due - seen.clock.monotonic)
            changes.append([screen.render_line(y) for y in range(24)])
        different = sum(a != b for a, b in pairwise(changes))
        assert 4 <= different <= 18 * 1.5


async def test_right_moves_on_to_the_next_region(tmp_path: Path) -> None:
    async with coach_on(tmp_path, TEN) as seen:
        await seen.press("space")
        await seen.advance(SETTLE + 9)
        await seen.press("right")
        assert first_line(seen, 1) in beside(seen)
        assert place_ms(seen) == (SETTLE + REGION) * 1000


async def test_up_and_down_choose_whole_minutes_within_the_limits(tmp_path: Path) -> None:
    async with coach_on(tmp_path, TEN, asked={"seconds": 630.5}) as seen:
        await seen.press("down")
        assert "10 minutes" in seen.text
        await seen.press("up", "up")
        assert "12 minutes" in seen.text
        await seen.press("space")
        session = seen.on(ScanScreen).session
        assert session and session.timeline.total_ms == 720_000
        await seen.press("escape")
        for by, minutes in ((-20, 2), (20, 22), (60, 60), (1, 60)):
            seen.on(ScanScreen).choose_length(by)
            assert seen.on(ScanScreen).seconds == minutes * 60


async def test_the_sleep_ending_goes_out_into_black(tmp_path: Path) -> None:
    async with coach_on(tmp_path, TEN, asked={"ending": "sleep"}) as seen:
        await seen.press("space")
        await seen.advance(600 - 59)
        shares = [lit_share(seen)]
        for _ in range(5):
            await seen.advance(11.5)
            seen.screen.draw()  # type: ignore[attr-defined]
            shares.append(lit_share(seen))
        assert shares[-1] == 0
        assert shares[0] > 0.05
        await seen.advance(2)
        assert seen.on(EndScreen)
        assert lit_share(seen) == 0


async def test_the_wake_ending_keeps_its_light(tmp_path: Path) -> None:
    async with coach_on(tmp_path, TEN, asked={"ending": "wake"}) as seen:
        await seen.press("space")
        await seen.advance(599)
        seen.screen.draw()  # type: ignore[attr-defined]
        assert lit_share(seen) > 0.04


async def test_a_region_can_be_left_out_and_the_rest_gets_its_time_the_next_time(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, TEN) as seen:
        await seen.press("space")
        await seen.advance(SETTLE + 2)
        await seen.press("x")
        session = seen.on(ScanScreen).session
        assert session and session.timeline.total_ms == 560_000
        assert first_line(seen, 1) in beside(seen)
        await seen.press("escape")
        assert "Left out: Toes and soles" in seen.text
        await seen.advance(11)
        await seen.press("space")
        session = seen.on(ScanScreen).session
        assert session and session.timeline.total_ms == 600_000


async def test_stretches_name_the_side_and_the_place(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "stretch/legs") as seen:
        assert "9 minutes" in seen.text
        await seen.press("space")
        await seen.press("right")
        assert "Right calf" in seen.text
        await seen.press("right", "right")
        assert "Left calf" in seen.text
        await seen.advance(540)
        assert seen.on(EndScreen)


LEGS = "stretch/legs"


def stretches(seen: Seen) -> list[str]:
    session = seen.on(StretchScreen).session
    assert session
    return [part.id for part in session.timeline.parts]


def left_out(seen: Seen) -> list[str]:
    return seen.app.me.settings.left_out.get(LEGS, [])


@pytest.mark.parametrize("presses", [(), ("space",)], ids=["running", "paused"])
async def test_leaving_out_a_change_leaves_out_what_it_announces(
    tmp_path: Path, presses: tuple[str, ...]
) -> None:
    async with coach_on(tmp_path, LEGS) as seen:
        await seen.press("space")
        await seen.advance(30 + 30 + 7)
        assert "Now the left calf." in seen.text
        await seen.press(*presses, "x")
        assert left_out(seen) == ["calf-left"]
        assert not {"calf-change", "calf-left"} & set(stretches(seen))
        session = seen.on(StretchScreen).session
        assert session and session.timeline.total_ms == 500_000
        assert session.elapsed_ms(seen.clock.now()) == 60_000
        words = session.position(seen.clock.now()).cue.text
        assert words == "A hand on the wall. Shake both legs out."
        await seen.press("u")
        assert "Back again: Left calf, against the wall" in seen.text
        assert left_out(seen) == []
        session = seen.on(StretchScreen).session
        assert session and session.timeline.total_ms == 540_000
        part = session.position(seen.clock.now()).cue.part
        assert part and part.id == "calf-left"


async def test_leaving_out_a_stretch_takes_its_change_along(tmp_path: Path) -> None:
    async with coach_on(tmp_path, LEGS) as seen:
        await seen.press("space")
        await seen.advance(30 + 30 + 10 + 10)
        await seen.press("x")
        session = seen.on(StretchScreen).session
        assert session and session.timeline.total_ms == 500_000
        assert session.elapsed_ms(seen.clock.now()) == 60_000
        assert "A hand on the wall. Shake both legs out." in beside(seen)
        timeline = session.timeline
        await seen.press("escape")
        await seen.advance(11)
        assert "Left out: Left calf, against the" in seen.text
        await seen.press("space")
        session = seen.on(StretchScreen).session
        assert session and session.timeline == timeline


async def test_a_change_that_was_left_out_before_stands_for_its_stretch(tmp_path: Path) -> None:
    before = {"left_out": {LEGS: ["calf-change", "calf-left"]}}
    async with coach_on(tmp_path, LEGS, settings=before) as seen:
        assert [part.id for part in seen.on(StretchScreen).left_out] == ["calf-left"]
        await seen.press("u")
        assert left_out(seen) == []


@pytest.mark.parametrize("id", ["stretch/bed", "bodyscan/three"])
async def test_with_everything_left_out_the_page_says_so_and_none_is_played(
    tmp_path: Path, id: str
) -> None:
    async with coach_on(tmp_path, id) as seen:
        screen = seen.app.screen
        assert isinstance(screen, StretchScreen | ScanScreen)
        kinds = {"stretch", "region"}
        before = screen.plan()
        places = dict.fromkeys(cue.part.id for cue in before.cues if cue.part and cue.kind in kinds)
        await seen.app.change_settings(lambda now: replace(now, left_out={id: list(places)}))
        screen.draw()
        text = " ".join(row[30:].strip() for row in seen.rows)
        assert "Everything here is left out; u brings a place back." in text
        await seen.press("space")
        session = screen.session
        assert session and not kinds & {cue.kind for cue in session.timeline.cues}
        if id == "bodyscan/three":
            assert session.timeline.total_ms == before.total_ms


async def test_a_stretch_that_is_left_goes_on_from_there(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("t", "space")
        await seen.advance(100)
        await seen.press("q", "space")
        session = seen.on(StretchScreen).session
        assert session and session.state is State.RUNNING
        assert session.elapsed_ms(seen.clock.now()) == 100_000


STRANGE = "[b]נשימה[/b] 🌙 e\u0301 شهيق 長い息 " * 9


@pytest.mark.parametrize("size", [(20, 8), (40, 15), (80, 24), (120, 40)])
async def test_anything_in_a_script_wraps_and_breaks_nothing(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    folder = tmp_path / "config" / "scripts"
    long = "word " * 60
    texts = [STRANGE, "a" * 300, long]
    lists = "[" + ", ".join(f'"{text}"' for text in texts) + "]"
    scripts = {
        "relaxation": f'title = "{STRANGE}"\nsummary = "{long}"\n[[group]]\nid = "a"\n'
        f'title = "{STRANGE}"\nregion = "belly"\nprepare = {lists}\ntense = {lists}\n'
        f'release = [{{ at = 0, text = "{STRANGE}" }}, {{ at = 9, text = "{"b" * 300}" }}]\n',
        "bodyscan": f'title = "{long}"\nseconds = 120\n[[region]]\nregion = "face"\n'
        f'title = "{STRANGE}"\nlines = {lists}\n',
        "stretch": f'title = "{"c" * 300}"\n[[step]]\nid = "a"\ntitle = "{long}"\nseconds = 40\n'
        f'kind = "stretch"\nlines = [{{ at = 0, text = "{STRANGE}" }}]\n',
    }
    for kind, text in scripts.items():
        (folder / kind).mkdir(parents=True)
        (folder / kind / "strange.toml").write_text(text, encoding="utf-8")
    for kind in scripts:
        async with coach_on(tmp_path, f"{kind}/strange", size=size) as seen:
            assert seen.text.strip()
            await seen.press("space")
            for _ in range(12):
                await seen.advance(3)
                assert seen.text.strip()
                for y in range(size[1]):
                    assert seen.screen.render_line(y).cell_length == size[0]
