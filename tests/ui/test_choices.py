"""Lists: the mouse, the long ways, light, and what they are made of."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.style import Style
from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import MouseScrollDown, MouseScrollUp
from textual.geometry import Region
from textual.strip import Strip

from coach.domain.light import dim
from coach.person import evening
from coach.picture.raster import CUE
from coach.ui.screens.builder import BuilderScreen
from coach.ui.screens.choosing import ChoosingScreen
from coach.ui.screens.items import ItemsScreen
from coach.ui.screens.options import OptionsScreen
from coach.ui.screens.relaxation import RelaxationScreen
from coach.ui.screens.routine import RoutineScreen
from coach.ui.screens.scan import ScanScreen
from coach.ui.screens.scripts import ScriptsScreen
from coach.ui.widgets.choices import Choices
from tests.test_house import arrows
from tests.ui.seen import Seen, coach_on
from tests.ui.test_light import lit_share

BREATH = '[[phase]]\nkind = "in"\nseconds = 4\n[[phase]]\nkind = "out"\nseconds = 6\n'
STEPS = ("breathing/box", "bodyscan/ten", "relaxation/pmr-7", "stretch/bed")


def write(folder: Path, kind: str, name: str, text: str) -> None:
    """Write a script of one's own."""
    own = folder / "config" / "scripts" / kind
    own.mkdir(parents=True, exist_ok=True)
    (own / f"{name}.toml").write_text(text, encoding="utf-8")


def write_breaths(folder: Path, count: int) -> None:
    """Write so many breathing patterns."""
    for number in range(count):
        words = "A breath that has a very long title " * (number % 7 == 3)
        write(folder, "breathing", f"n{number:03}", f'title = "{words}{number}"\n{BREATH}')


def write_routine(folder: Path, steps: int) -> None:
    """Write a routine `mine` of so many steps."""
    each = "".join(f'[[step]]\nrun = "{STEPS[n % len(STEPS)]}"\n' for n in range(steps))
    write(folder, "routines", "mine", f'title = "Mine"\nsummary = "Long."\n{each}')


def pointed(seen: Seen) -> str:
    """Return the row with the pointer."""
    [row] = [row for row in seen.rows if "›" in row]
    return row.split("›")[1].strip()


async def wheel(seen: Seen, *events: type[MouseScrollDown] | type[MouseScrollUp]) -> None:
    """Turn the wheel over the list."""
    for event in events:
        await seen.pilot._post_mouse_events([event], Choices, offset=(5, 2))
        await seen.rest()


def test_tonight_stands_before_the_list_is_loaded() -> None:
    below: dict[str, set[str]] = {}
    for source, target in arrows():
        below.setdefault(source, set()).add(target)
    reached, waiting = set[str](), {"ui.run", "ui.app", "ui.screens.tonight"}
    while waiting:
        reached |= waiting
        waiting = {target for each in waiting for target in below.get(each, ())} - reached
    assert "ui.screens.base" in reached
    assert not {module for module in reached if module.startswith("ui.widgets")}


async def test_the_wheel_shows_other_rows_and_takes_the_pointer_along(tmp_path: Path) -> None:
    write_breaths(tmp_path, 20)
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l", "home")
        screen = seen.on(ScriptsScreen)
        first, heading = pointed(seen), seen.rows.index("             Breathing")
        await wheel(seen, MouseScrollDown, MouseScrollDown)
        assert "more above" in seen.text
        assert screen.here == screen.choices.top > 0
        assert pointed(seen) != first
        assert screen.chosen[1] and screen.chosen[1].title in pointed(seen)
        assert seen.rows.index("             Breathing") == heading
        await seen.press("down")
        assert screen.here == screen.choices.top + 1, "the keys go on from there"
        await wheel(seen, *[MouseScrollUp] * 9)
        assert screen.choices.top == 0
        assert "more above" not in seen.text
        title = screen.chosen[1].title
        await seen.press("space")
        assert seen.breathing.pattern.title == title


async def test_one_turn_of_the_wheel_is_one_step(tmp_path: Path) -> None:
    write_breaths(tmp_path, 20)
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l", "home")
        screen = seen.on(ScriptsScreen)
        tops: list[float] = []
        screen.watch(screen.choices, "scroll_y", lambda top: tops.append(top), init=False)
        await wheel(seen, MouseScrollDown, MouseScrollDown, MouseScrollUp)
        assert tops == [2, 4, 2]


async def test_pages_and_both_ends_are_a_key_away_and_nothing_goes_round(tmp_path: Path) -> None:
    write_breaths(tmp_path, 20)
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l", "end")
        screen = seen.on(ScriptsScreen)
        last = len(screen.scripts) - 1
        assert screen.here == last
        assert "more below" not in seen.text
        await seen.press("down", "pagedown", "end")
        assert screen.here == last
        await seen.press("home")
        assert screen.here == screen.choices.top == 0
        await seen.press("up", "pageup")
        assert screen.here == 0
        await seen.press("pagedown")
        shown = screen.choices.size.height
        assert screen.here == shown > 3
        await seen.press("pageup")
        assert screen.here == 0


async def test_every_list_has_the_long_ways(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        for keys in ("o", "le", "elea"):
            for key in keys:
                await seen.press(key)
                screen = seen.app.screen
                if isinstance(screen, ChoosingScreen):
                    here = screen.here
                    await seen.press("end")
                    assert screen.here == len(screen.choices.rows) - 1 > 0
                    await seen.press("home")
                    assert screen.here == 0
                    screen.point(here)
            await seen.press(*["escape"] * len(keys))


async def test_a_click_takes_the_row_under_it_once(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l")
        y = next(y for y, row in enumerate(seen.rows) if "Even tide" in row)
        await seen.click(30, y)
        assert seen.breathing.pattern.title == "Even tide"
        assert len(seen.app.screen_stack) == 4
        await seen.press("escape")
        assert "Even tide" in pointed(seen)


def rests(seen: Seen) -> str:
    return seen.app.me.settings.rests


async def test_a_click_on_an_option_changes_it_and_beside_the_list_nothing(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("o")
        y = next(y for y, row in enumerate(seen.rows) if "Breath holds" in row)
        await seen.click(30, y)
        assert rests(seen) == "with"
        assert "Breath holds" in pointed(seen)
        await seen.click(30, y)
        assert rests(seen) == "without"
        await seen.click(2, y)
        assert rests(seen) == "without"
        seen.on(OptionsScreen)


async def test_a_title_is_text_whatever_stands_in_it(tmp_path: Path) -> None:
    for name, title in (("a", "[/b] [bold]$x[/]"), ("b", "安眠の呼吸"), ("c", "ａ" * 60)):
        write(tmp_path, "breathing", name, f'title = "{title}"\n{BREATH}')
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l", "home")
        assert "[/b] [bold]$x[/]" in seen.text
        assert "安眠の呼吸" in seen.text
        assert all(strip.cell_length == 80 for strip in seen.strips)
        for _ in range(3):
            assert pointed(seen).endswith("yours")
            await seen.press("down")


async def test_no_name_of_a_file_writes_to_the_terminal(tmp_path: Path) -> None:
    write(tmp_path, "breathing", "x\x1b[31m\x9b2J", "nothing of use")
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l", "home")
        assert "(cannot be read)" in pointed(seen)
        assert all(char.isprintable() for row in seen.rows for char in row)
        await seen.press("x")
        assert "x again deletes" in seen.text
        assert all(char.isprintable() for row in seen.rows for char in row)


async def test_three_hundred_rows_stay_dark_and_in_place(tmp_path: Path) -> None:
    write_breaths(tmp_path, 300)
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l", "home")
        screen = seen.on(ScriptsScreen)
        shown = screen.choices.size.height
        for index in [*range(30), 299, 280, 100, 95, 0]:
            screen.point(index)
            assert lit_share(seen) <= 0.15, seen.text
            assert screen.choices.size.height == shown
            top = screen.choices.top
            assert top <= index < top + shown
        assert "more below" in seen.text


async def test_an_empty_list_says_so_and_no_key_minds(tmp_path: Path) -> None:
    write_routine(tmp_path, 1)
    async with coach_on(tmp_path, settings={"routine": "mine"}) as seen:
        await seen.press("e", "l", "e", "x")
        builder = seen.on(BuilderScreen)
        assert "Press a to add a step." in seen.text
        assert "›" not in seen.text
        await seen.press("home", "end", "pageup", "pagedown", "up", "down", "enter")
        assert builder.here == 0
        await seen.press("u")
        assert "Box" in pointed(seen)


async def test_a_list_arrives_by_light_with_its_screen(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=12) as seen:
        await seen.press("o")
        screen = seen.on(ChoosingScreen)
        for light in (0.25, 1.0):
            screen.relight(seen.app.palette, light)
            [row] = [strip for strip in seen.strips if "›" in strip.text]
            colours = {segment.style.color for segment in row if segment.style}
            names = {colour.triplet.hex for colour in colours if colour and colour.triplet}
            assert dim(seen.app.palette.tones[CUE], light) in names
            assert (seen.app.palette.tones[CUE] in names) is (light == 1.0)


async def test_another_light_is_worn_at_once(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("o", "right")
        assert seen.on(OptionsScreen).choices.palette is seen.app.palette
        [row] = [strip for strip in seen.strips if "›" in strip.text]
        assert any(
            segment.style
            and segment.style.color
            and segment.style.color.triplet
            and segment.style.color.triplet.hex == seen.app.palette.tones[CUE]
            for segment in row
        )


async def test_the_list_and_the_words_below_are_painted_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("o")
        screen, painted = seen.on(OptionsScreen), set[Region]()
        paint = screen._compositor_refresh

        def look() -> None:
            painted.update(screen._compositor._dirty_regions)
            paint()

        monkeypatch.setattr(screen, "_compositor_refresh", look)
        await seen.press("down")
        screen._on_timer_update()  # what opening it has left to paint
        painted.clear()
        await seen.press("down")
        screen._on_timer_update()
        rows = {y for region in painted for y in region.line_range}
        pointer = next(y for y, row in enumerate(seen.rows) if "›" in row)
        assert {pointer - 1, pointer} <= rows


async def test_a_list_opens_where_the_pointer_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_breaths(tmp_path, 20)
    tops: list[int] = []
    render = Choices.render_lines

    def look(choices: Choices, crop: Region) -> list[Strip]:
        tops.append(choices.top)
        return render(choices, crop)

    monkeypatch.setattr(Choices, "render_lines", look)
    async with coach_on(tmp_path, "breathing/long-out-very") as seen:
        monkeypatch.setattr(HeadlessDriver, "is_headless", False)  # or nothing would be drawn
        await seen.press("l")
        screen = seen.on(ScriptsScreen)
        assert screen.choices.top > 0
        assert set(tops) == {screen.choices.top}, "in its first picture, too"


async def test_on_a_lower_screen_the_pointer_stays_in_view(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("o", "end")
        assert "Your own scripts" in pointed(seen)
        await seen.resize(40, 10)
        assert "Own " in pointed(seen)
        await seen.press("up", "up", "up")
        await seen.resize(80, 24)
        assert "After the end" in pointed(seen)
        assert "Sound of a hold" in seen.text


async def test_what_was_asked_about_a_row_is_forgotten_with_the_wheel(tmp_path: Path) -> None:
    write_breaths(tmp_path, 20)
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l", "home", "x")
        assert "x again deletes 0" in seen.text
        await wheel(seen, MouseScrollDown)
        assert "x again" not in seen.text
        await seen.press("x")
        assert "x again deletes" in seen.text
        assert len(list(tmp_path.glob("config/scripts/breathing/*"))) == 20


# The steps of a routine


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)])
async def test_a_long_routine_is_dark_and_says_where_it_goes_on(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    write_routine(tmp_path, 24)
    async with coach_on(tmp_path, "routines/mine", size=size) as seen:
        screen = seen.on(RoutineScreen)
        for index in range(24):
            screen.point(index)
            assert lit_share(seen) <= 0.15, seen.text
            assert "then it is dark" in seen.text
        assert ("more above" in seen.text) is (size != (160, 50))


async def test_a_click_on_a_step_begins_there_whatever_is_offered(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "routines/tonight") as seen:
        await seen.press("down", "down", "space")
        seen.on(RelaxationScreen)
        await seen.advance(30)
        await seen.press("escape")
        assert "Space goes on from there" in seen.text
        y = next(y for y, row in enumerate(seen.rows) if "›" in row)
        await seen.click(30, y)
        session = seen.on(RelaxationScreen).session
        assert session and session.elapsed_ms(seen.clock.now()) == 0
        await seen.press("escape")
        await seen.click(30, y + 1)
        seen.on(ScanScreen)


@pytest.fixture
def made_ready(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Return the list in which every step stands that is made ready."""
    runs: list[str] = []
    make_ready = evening.make_ready

    def noting(library: Any, step: Any, *others: Any, **named: Any) -> evening.Stop:
        runs.append(step.run)
        return make_ready(library, step, *others, **named)

    monkeypatch.setattr(evening, "make_ready", noting)
    yield runs


async def test_a_key_makes_only_the_step_ready_that_it_changes(
    tmp_path: Path, made_ready: list[str]
) -> None:
    write_routine(tmp_path, 24)
    async with coach_on(tmp_path, settings={"routine": "mine"}) as seen:
        await seen.press("e", "l", "e")
        seen.on(BuilderScreen)
        made_ready.clear()
        await seen.press("down", "up", "pagedown", "home", "e", "l")
        assert made_ready == []
        await seen.press("right")
        assert made_ready == ["breathing/box"]


async def test_a_change_leaves_the_rows_where_they_are(tmp_path: Path) -> None:
    write_routine(tmp_path, 24)
    async with coach_on(tmp_path, settings={"routine": "mine"}) as seen:
        await seen.press("e", "l", "e", "end", "up", "up", "up")
        builder = seen.on(BuilderScreen)
        top = builder.choices.top
        for key in ("right", "right", "left", "u"):
            await seen.press(key)
            assert builder.choices.top == top
        assert builder.here == 20


async def test_items_are_switched_with_space_and_the_pointer_stays_on_them(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("l", "e", "down")
        item = seen.on(ItemsScreen).chosen
        await seen.press("space")
        assert seen.on(ItemsScreen).chosen == item
        assert item.text.split()[0] in pointed(seen)


async def test_an_item_that_is_switched_off_stays_where_it_is(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("l", "e", "down", "down")
        screen = seen.on(ItemsScreen)
        ids = [item.id for item in screen.items]
        await seen.press("space", "down", "space")
        assert [item.id for item in screen.items] == ids
        assert screen.here == 3


async def test_a_click_on_what_has_gone_does_nothing(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "breathing/box") as seen:
        await seen.press("l")
        screen = seen.on(ScriptsScreen)
        where = {"x": 4, "y": 2, "delta_x": 0, "delta_y": 0, "button": 1}
        keys = {"shift": False, "meta": False, "ctrl": False}
        gone = Style(meta={"option": len(screen.choices.rows)})
        screen.choices.post_message(events.Click(screen.choices, **where, **keys, style=gone))  # type: ignore[arg-type]
        await seen.rest()
        assert seen.on(ScriptsScreen) is screen
