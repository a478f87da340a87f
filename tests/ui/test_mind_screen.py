"""Words for a restless mind on the screen: they come, wait for a key, and end in black."""

from datetime import date
from pathlib import Path

import pytest

from coach.content.library import Library, load_file
from coach.content.mind import MindFile
from coach.domain import words as amounts
from coach.domain.mind import dealt
from coach.domain.session import State
from coach.picture.dusk import Dusk
from coach.picture.raster import EMBER
from coach.picture.sheet import Sheet
from coach.system import folders
from coach.ui.screens.end import EndScreen
from coach.ui.screens.mind import MindScreen
from coach.ui.screens.scripts import ScriptsScreen
from coach.ui.screens.tonight import TonightScreen
from tests.ui.seen import SHIPPED, Seen, coach_on
from tests.ui.test_light import SIZES, check_contrast, check_light

FIVE, PAPER = "mind/mindful-five", "mind/worry-list"
SHIPPED_MIND = sorted(id for id in SHIPPED if id.startswith("mind/"))
LISTED = [id for id in SHIPPED_MIND if id != "mind/stay-awake"]
"""What is listed for somebody who has not been asked about their health."""
OWN = """title = "Own words"
summary = "A line, then three words."
words = ["acorn", "barn", "canoe"]
[draw]
from = "words"
every = 9
count = 3
rotate = true
[[passage]]
seconds = 20
lines = [{ at = 0, text = "Lie down." }]
"""


def write(tmp_path: Path, text: str = OWN, name: str = "own") -> None:
    """Write a script of the person's own."""
    folder = tmp_path / "config" / "scripts" / "mind"
    folder.mkdir(parents=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def place_ms(seen: Seen) -> int:
    session = seen.on(MindScreen).session
    assert session
    return session.elapsed_ms(seen.clock.now())


def state(seen: Seen) -> State:
    session = seen.on(MindScreen).session
    assert session
    return session.state


def words(seen: Seen) -> list[str]:
    """Return what stands on the screen beside the hints, row by row."""
    return [row.strip() for row in seen.rows[:-3] if row.strip()]


async def test_the_page_before_says_how_long_and_what_it_is(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("c")
        screen = seen.on(MindScreen)
        assert screen.exercise.id == FIVE
        for text in ("Five mindful minutes", "5 minutes", "The breath as a place to come back to."):
            assert text in seen.text
        assert "left right another" in seen.text
        await seen.press("right")
        assert "Slow walking" in seen.text
        await seen.press("l")
        assert seen.on(ScriptsScreen).chosen[0].id == "mind/walking"
        await seen.press("escape", "escape")
        seen.on(TonightScreen)


@pytest.mark.parametrize("id", SHIPPED_MIND)
async def test_each_has_its_page_its_cautions_and_an_end(tmp_path: Path, id: str) -> None:
    async with coach_on(tmp_path, id) as seen:
        screen = seen.on(MindScreen)
        exercise, minutes = screen.exercise, amounts.about(screen.plan().total_ms)
        assert [row for row in words(seen)] == [exercise.title, minutes, exercise.summary]
        await seen.press("i")
        page = " ".join(seen.text.split())
        await seen.press("pagedown")
        page += " ".join(seen.text.split())
        assert exercise.cautions
        assert all(text in page for text in exercise.cautions)
        await seen.press("escape", "space")
        assert words(seen) == [exercise.passages[0].lines[0].text]
        while seen.app.screen is screen:
            assert screen.session
            if screen.session.is_waiting:
                await seen.press("space")
            await seen.advance(600)
        seen.on(EndScreen)


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_all_of_them_are_in_a_list_that_scrolls_the_shorter_ones_first(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with coach_on(tmp_path, size=size) as seen:
        await seen.press("c", "l")
        screen = seen.on(ScriptsScreen)
        assert screen.chosen[0].id == FIVE
        assert "more below" in seen.text
        check_light(seen)
        await seen.press("home")
        shown = []
        for _ in LISTED:
            entry, exercise = screen.chosen
            assert exercise
            [row] = [row for row in seen.rows if "›" in row]
            assert exercise.title.split()[0] in row
            shown.append((int(row.split("›")[1].split()[0]), entry.id))
            check_light(seen)
            await seen.press("down")
        assert sorted(id for _, id in shown) == LISTED
        assert [minutes for minutes, _ in shown] == sorted(minutes for minutes, _ in shown)
        assert "more above" in seen.text and "more below" not in seen.text


async def test_quiet_words_are_those_of_this_night(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        pack = load_file(folders.assets() / "mind" / "shuffle.toml", "mind")
        assert isinstance(pack, MindFile)
        me = seen.app.me
        me.library = Library(folders.assets(), me.places.config, telling=me.telling)
        night = date(2027, 1, 14).toordinal()
        expected = dealt(pack.words, 88, night, in_order=False)
        await seen.press("c", "l", "end", "space", "space")
        await seen.advance(48)
        for word in expected[:3]:
            assert words(seen) == [word]
            await seen.advance(9)


async def test_its_words_come_and_it_is_quiet_between_them(tmp_path: Path) -> None:
    async with coach_on(tmp_path, FIVE) as seen:
        first, second, *_ = seen.on(MindScreen).exercise.passages[0].lines
        await seen.press("space")
        assert words(seen) == [first.text]
        await seen.advance(13)
        assert words(seen) == []
        await seen.advance(10)
        assert words(seen) == [second.text]


async def test_it_plays_to_its_end_by_itself_and_ends_in_black(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("c", "space")
        await seen.advance(299)
        seen.on(MindScreen)
        await seen.advance(1)
        seen.on(EndScreen)
        assert seen.text.strip() == ""
        await seen.rest()
        [row] = seen.app.me.store.sessions(date.min, date.max)
        assert (row.script, row.kind, row.ending) == (FIVE, "mind", "finished")
        assert (row.planned_seconds, row.done_seconds) == (300, 300)
        await seen.press("space")
        seen.on(TonightScreen)


async def test_dealt_words_come_one_by_one_and_nothing_after_the_last(tmp_path: Path) -> None:
    write(tmp_path)
    async with coach_on(tmp_path, "mind/own") as seen:
        assert "1 minute" in seen.text
        await seen.press("space")
        await seen.advance(20)
        seen_words = []
        for _ in range(3):
            seen_words += words(seen)
            await seen.advance(9)
        assert seen_words == ["acorn", "barn", "canoe"]
        seen.on(EndScreen)


async def test_it_stands_where_it_waits_until_space(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PAPER) as seen:
        first, second = (passage.lines for passage in seen.on(MindScreen).exercise.passages[:2])
        await seen.press("space")
        await seen.advance(60)
        assert state(seen) is State.PAUSED
        await seen.advance(1800)  # writing has no pace
        assert words(seen) == [first[-1].text]
        assert "paused" not in seen.text
        assert "space go on" in seen.text
        await seen.press("space")
        assert state(seen) is State.RUNNING
        assert place_ms(seen) == 60_000
        assert words(seen) == [second[0].text]


async def test_space_goes_on_before_the_end_of_what_waits_too(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PAPER) as seen:
        await seen.press("space")
        await seen.advance(10)
        for place in (60, 210, 390, 540):
            await seen.press("space")
            assert place_ms(seen) == place * 1000
            assert state(seen) is State.RUNNING
        await seen.press("space")  # the last passage waits for nobody: it pauses
        assert state(seen) is State.PAUSED
        await seen.press("space")
        await seen.advance(60)
        seen.on(EndScreen)


async def test_pausing_keeps_the_place(tmp_path: Path) -> None:
    async with coach_on(tmp_path, FIVE) as seen:
        await seen.press("space")
        await seen.advance(25)
        await seen.press("space")
        assert words(seen) == ["paused"]
        await seen.advance(300)
        assert place_ms(seen) == 25_000
        await seen.press("space")
        assert words(seen) == [seen.on(MindScreen).exercise.passages[0].lines[1].text]
        await seen.press("h", "escape")
        assert words(seen) == ["paused"]


async def test_left_and_right_go_from_passage_to_passage(tmp_path: Path) -> None:
    async with coach_on(tmp_path, FIVE) as seen:
        await seen.press("space", "right")
        assert place_ms(seen) == 60_000
        await seen.press("left")
        assert place_ms(seen) == 0


async def test_numbers_are_shown_when_asked_for(tmp_path: Path) -> None:
    async with coach_on(tmp_path, FIVE) as seen:
        await seen.press("space")
        await seen.advance(3)
        assert not any(char.isdigit() for char in seen.text)
        await seen.press("c")
        assert "4" in seen.text.split()
        session = seen.on(MindScreen).session
        assert session and 0 < session.due - seen.clock.monotonic <= 1
        await seen.advance(1)
        assert "5" in seen.text.split()
        await seen.press("c")
        assert not any(char.isdigit() for char in seen.text)


async def test_in_the_dark_there_are_its_words_alone(tmp_path: Path) -> None:
    async with coach_on(tmp_path, FIVE) as seen:
        first = seen.on(MindScreen).exercise.passages[1].lines[0].text
        await seen.press("space", "d")
        await seen.advance(61)
        assert [row.strip() for row in seen.rows if row.strip()] == [first]
        check_contrast(seen)
        lit = [segment.style for strip in seen.strips for segment in strip if segment.text.strip()]
        ember = seen.app.palette.tones[EMBER]
        assert {str(style and style.color and style.color.name) for style in lit} == {ember}
        await seen.press("z")
        assert "d light" in seen.text


async def test_it_is_looked_at_only_when_its_words_change(tmp_path: Path) -> None:
    async with coach_on(tmp_path, FIVE) as seen:
        screen, looks = seen.on(MindScreen), 0
        await seen.press("space")
        await seen.advance(12)  # by then the hints have gone
        while screen.session and screen.session.state is State.RUNNING:
            await seen.advance(max(screen.session.due - seen.clock.monotonic, 0.001))
            looks += 1
        assert screen.session
        timeline = screen.session.timeline
        assert looks <= len(timeline.cues) + len(Dusk(timeline.total_ms, False).steps)


async def test_left_it_goes_on_from_there(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("c", "space")
        await seen.advance(100)
        await seen.press("q")
        assert "Go on with Five mindful" in " ".join(seen.text.replace("│", " ").split())
        await seen.press("space")
        assert (state(seen), place_ms(seen)) == (State.RUNNING, 100_000)


async def test_what_waits_and_is_left_goes_on_where_it_waited(tmp_path: Path) -> None:
    async with coach_on(tmp_path, PAPER) as seen:
        await seen.press("space")
        await seen.advance(100)
        await seen.press("escape", "space")
        assert place_ms(seen) == 60_000
        assert state(seen) is State.RUNNING


async def test_a_step_of_a_routine_goes_on_to_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "scripts" / "routines"
    folder.mkdir(parents=True)
    steps = '[[step]]\nrun = "relaxation/mindful-five"\n[[step]]\nrun = "breathing/even"\n'
    (folder / "mine.toml").write_text(f'title = "Mine"\n{steps}', encoding="utf-8")
    async with coach_on(tmp_path, settings={"routine": "mine"}) as seen:
        await seen.press("space")
        screen = seen.on(MindScreen)
        last = screen.exercise.passages[-1].lines[-1].text
        assert last == "Stay as you are, for a breath or two."
        assert "n next step" in seen.text
        await seen.advance(301)
        assert seen.guided.exercise.id == "breathing/even"


async def test_an_item_of_an_old_checklist_still_starts_it(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "scripts" / "checklists"
    folder.mkdir(parents=True)
    item = 'id = "worry"\ntext = "Worries on paper"\nphase = "evening"\non = true\n'
    text = f'title = "Old"\n[[item]]\n{item}run = "relaxation/worry-list"\n'
    (folder / "bedtime.toml").write_text(text, encoding="utf-8")
    async with coach_on(tmp_path) as seen:
        await seen.press("l", "enter")
        assert seen.on(MindScreen).exercise.id == PAPER


async def test_a_broken_own_file_is_named_on_the_page_of_the_shipped_one(tmp_path: Path) -> None:
    write(tmp_path, "title = 3\n", "mindful-five")
    async with coach_on(tmp_path, FIVE) as seen:
        assert "Your own file has problems; this is the shipped one." in seen.text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", [FIVE, PAPER])
async def test_it_is_dark_and_clear_from_start_to_end(
    tmp_path: Path, size: tuple[int, int], name: str
) -> None:
    async with coach_on(tmp_path, name, size=size) as seen:
        screen = seen.guided
        check_light(seen)
        check_contrast(seen)
        await seen.press("c", "space")
        for _ in range(30):
            screen.notes.wake(seen.clock.monotonic)
            screen.draw()
            check_light(seen)
            check_contrast(seen)
            assert max(map(len, seen.rows)) <= size[0]
            if screen.session and screen.session.is_waiting:
                await seen.press("space")
            await seen.advance(screen.session.timeline.total_ms / 31_000 if screen.session else 0)


@pytest.mark.parametrize("size", SIZES)
async def test_a_very_long_line_breaks_nothing(tmp_path: Path, size: tuple[int, int]) -> None:
    write(tmp_path, OWN.replace("Lie down.", "[b]נשימה[/b] 🌙 e\u0301 長い息 " * 60))
    async with coach_on(tmp_path, "mind/own", size=size) as seen:
        await seen.press("space")
        await seen.advance(9)
        assert "[b]" in seen.text
        assert max(map(len, seen.rows)) <= size[0]
        assert seen.rows[Sheet(*size).hints_row - 1].strip() == ""  # it keeps away from the hints
