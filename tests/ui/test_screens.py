"""Tonight and the pages: what is on them and what their keys do."""

import tomllib
from datetime import time
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from coach.cli.command import run
from coach.person import choose
from coach.person.options import shown
from coach.picture.tonight import EXERCISE_KEYS, OTHER_KEYS
from coach.store.settings import SettingsFile
from coach.system import folders
from coach.ui.keys import AREAS, COMMANDS
from coach.ui.screens.choosing import ChoosingScreen
from coach.ui.screens.editor import EditorScreen
from coach.ui.screens.keys import KeysScreen
from coach.ui.screens.morning import MorningScreen
from coach.ui.screens.name import NameScreen
from coach.ui.screens.options import OptionsScreen
from coach.ui.screens.scripts import ScriptsScreen
from coach.ui.screens.support import SupportScreen
from coach.ui.screens.tonight import TonightScreen
from tests.ui.seen import Seen, coach_on
from tests.ui.test_light import lit_share


def own_scripts(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("config/scripts/breathing/*.toml"))


async def test_tonight_shows_the_evening_and_the_keys_of_the_rest(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=20) as seen:
        assert "Begin the routine" in seen.text
        assert "21 minutes, then it is dark" in seen.text
        for _, name, _ in (*EXERCISE_KEYS, *OTHER_KEYS):
            assert name in seen.text
        assert "space begin" in seen.text


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("b", "breathing"),
        ("r", "relaxation"),
        ("s", "bodyscan"),
        ("t", "stretch"),
        ("c", "mind"),
    ],
)
async def test_every_entry_of_tonight_has_a_letter(tmp_path: Path, kind: str, key: str) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press(key)
        assert seen.guided.exercise.id == f"{kind}/{choose.DEFAULTS[kind]}"


async def test_a_stray_escape_on_tonight_closes_nothing(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("escape", "escape")
        seen.on(TonightScreen)
        assert seen.app.is_running
        await seen.press("q")
        assert seen.app.return_code == 0


async def test_a_click_does_what_the_row_says(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        y, row = next((y, row) for y, row in enumerate(seen.rows) if "stretch" in row)
        await seen.click(row.index("stretch"), y)
        assert seen.guided.exercise.id == "stretch/legs"


async def test_a_bad_own_file_is_told_in_one_quiet_line(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "scripts" / "breathing"
    folder.mkdir(parents=True)
    (folder / "box.toml").write_text("title = 3", encoding="utf-8")
    async with coach_on(tmp_path, hour=20) as seen:
        assert "21 minutes, then it is dark" in seen.text
        assert sum("coach scripts check" in row for row in seen.rows) == 1


async def test_by_day_a_screen_arrives_by_light_and_at_night_at_once(tmp_path: Path) -> None:
    for hour, is_dim in ((12, True), (21, True), (23, False), (5, False), (6, True)):
        async with coach_on(tmp_path, hour=hour) as seen:
            await seen.press("?")
            lights = {seen.on(KeysScreen).light}
            assert (min(lights) < 1.0) is is_dim


@pytest.mark.parametrize("key", ["h", "f1"])
async def test_help_is_one_key_away(tmp_path: Path, key: str) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press(key)
        seen.on(SupportScreen)
        for words in ("US, Canada 911", "UK 999", "000", "112", "findahelpline", "c country"):
            assert words in seen.text
        await seen.press("escape")
        seen.on(TonightScreen)


async def read_through(seen: Seen) -> str:
    """Return everything a page says, read with Space."""
    page = seen.app.screen
    read = ""
    for _ in range(200):
        read += seen.text + "\n"
        await seen.press("space")
        if seen.app.screen is not page:
            break
    return read


async def test_the_chosen_country_comes_first_and_alone(tmp_path: Path) -> None:
    async with coach_on(tmp_path, settings={"country": "DE"}) as seen:
        await seen.press("h")
        assert "Germany: in an emergency 112" in seen.text
        read = await read_through(seen)
        assert "trouble breathing" in read
        assert "United States" not in read


async def test_as_many_numbers_of_a_country_as_there_is_light_for_stand_first(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path, settings={"country": "US"}) as seen:
        await seen.press("h")
        for number in ("911", "988", "1-800-222-1222", "741741"):
            assert number in seen.text
        assert "more below" in seen.text
        await seen.press("space")
        for number in ("988, then 1", "1-800-662-4357", "findtreatment.gov"):
            assert number in seen.text


HELP = tomllib.loads((folders.assets() / "support" / "help.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", ["", *(country["code"] for country in HELP["country"])])
async def test_help_is_dark_and_cuts_no_section(tmp_path: Path, code: str) -> None:
    async with coach_on(tmp_path, settings={"country": code}) as seen:
        await seen.press("h")
        parts = [seen.text]
        while isinstance(seen.app.screen, SupportScreen):
            assert lit_share(seen) <= 0.15, seen.text
            parts.append(seen.text)
            await seen.press("space")
        for sign in HELP["sign"]:
            [part] = {part for part in parts if sign["title"] in part}
            assert all(words in part for words in sign["signs"])


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (20, 8)])
async def test_pages_are_read_part_by_part_and_back(tmp_path: Path, size: tuple[int, int]) -> None:
    async with coach_on(tmp_path, size=size, settings={"country": "DE"}) as seen:
        await seen.press("h")
        parts = [seen.text]
        while "more below" in seen.text:
            await seen.press("down")
            parts.append(seen.text)
        await seen.press("down")
        assert seen.text == parts[-1]
        for part in parts[-2::-1]:
            await seen.press("up")
            assert seen.text == part
        whole = " ".join(" ".join(parts).split())
        assert "A lapse is a reason for support, not for shame." in whole
        starts = [next(row for row in part.splitlines() if row.strip()) for part in parts]
        assert not any(start.strip() == "Germany: in an emergency 112" for start in starts)


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (20, 8)])
async def test_the_page_of_keys_has_every_key(tmp_path: Path, size: tuple[int, int]) -> None:
    async with coach_on(tmp_path, size=size) as seen:
        await seen.press("?")
        read = await read_through(seen)
        for command in COMMANDS:
            assert f"  {command.shown} " in read.replace("\n", " \n")


async def test_options_hold_at_once_and_are_kept(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("o", "right")
        assert seen.app.me.settings.theme != "ember"
        assert seen.app.palette.name == seen.app.me.settings.theme
        await seen.press("down", "right", "down", "right")
        seen.on(OptionsScreen)
        saved, problems = SettingsFile(tmp_path / "config" / "settings.toml").load()
        assert saved == seen.app.me.settings
        assert not problems
        assert saved.country == "AU"
        assert saved.rests == "without"


@pytest.mark.parametrize("size", [(120, 40), (40, 15)])
async def test_options_are_whole_words_and_stand_still(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    settings = {"country": "EU", "legs": "release", "theme": "night"}
    async with coach_on(tmp_path, size=size, settings=settings) as seen:
        await seen.press("o")
        options = seen.on(OptionsScreen)
        heading = [n for n, row in enumerate(seen.rows) if "Options" in row]
        titles = set()
        for option in options.options:
            row = next(row for row in seen.rows if "›" in row)
            titles.add(title := option.title if size == (120, 40) else option.short)
            assert title in row
            assert [n for n, row in enumerate(seen.rows) if "Options" in row] == heading
            assert lit_share(seen) <= (0.15 if size == (120, 40) else 0.6)
            for _ in range(3):
                assert shown(option, seen.app.me) in row
                if option.setting in ("theme", "routine") or option.page:
                    break
                await seen.press("right")
                row = next(row for row in seen.rows if "›" in row)
            await seen.press("down")
        assert len(titles) == 26
        is_all = size == (120, 40)
        assert all(title in seen.text for title in titles) is is_all
        assert ("more above" in seen.text) is not is_all
        await seen.press(*["up"] * 23)
        assert ("more below" in seen.text) is not is_all


async def test_a_time_of_the_weekend_starts_from_the_weekday(tmp_path: Path) -> None:
    settings = {"bedtime": "23:15", "rise": "06:45"}
    async with coach_on(tmp_path, settings=settings) as seen:
        await seen.press("o", *["down"] * 12, "right")
        assert seen.app.me.settings.bedtime_weekend == "23:20"
        await seen.press("left")
        assert seen.app.me.settings.bedtime_weekend == ""
        await seen.press("left")
        assert seen.app.me.settings.bedtime_weekend == "23:10"
        await seen.press("down", "down", "left")
        assert seen.app.me.settings.rise_weekend == "06:40"
        await seen.press("right", "right")
        assert seen.app.me.settings.rise_weekend == "06:50"


@pytest.mark.parametrize("keys", ["bl", "le", "elea", "sl"])
async def test_a_list_stands_still_says_where_it_goes_on_and_is_dark(
    tmp_path: Path, keys: str
) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press(*keys)
        screen = seen.on(ChoosingScreen)
        await seen.press(*["up"] * 40)
        heading = next(n for n, row in enumerate(seen.rows) if row.strip())
        before, steps = screen.choices.top, []
        for _ in screen.entries(50):
            assert lit_share(seen) <= 0.15
            assert next(n for n, row in enumerate(seen.rows) if row.strip()) == heading
            assert ("more above" in seen.text) is (screen.choices.top > 0)
            steps.append(screen.choices.top - before)
            before = screen.choices.top
            await seen.press("down")
        assert set(steps) <= {0, 1}
        assert "more below" not in seen.text


async def test_options_that_cannot_be_kept_say_so_and_still_hold(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        file = tmp_path / "config" / "settings.toml"
        file.unlink()
        file.mkdir()
        await seen.press("o", "right")
        assert "could not be written" in " ".join(seen.text.split())
        assert seen.app.palette.name == seen.app.me.settings.theme != "ember"


async def test_a_bad_theme_of_ones_own_falls_back_and_says_why(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "themes"
    folder.mkdir(parents=True)
    (folder / "dim.toml").write_text(
        'title = "x"\ncue = "#222222"\ntext = "#c97b2a"\nfaint = "#c97b2a"\nember = "#c97b2a"\n',
        encoding="utf-8",
    )
    async with coach_on(tmp_path, settings={"theme": "dim"}) as seen:
        assert seen.app.palette.name == "ember"
        await seen.press("o")
        assert "contrast" in seen.text


async def test_making_my_own_writes_a_script_that_passes_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l", "e")
        seen.on(EditorScreen)
        assert "4.0 s" in seen.text
        await seen.press("right", "right", "down", *["left"] * 8)
        assert "5.0 s" in seen.text
        assert "none" in seen.text
        await seen.press("space")
        seen.on(NameScreen)
        await seen.press(*["backspace"] * 10, *"quiet h", "enter")
        seen.on(ScriptsScreen)
        assert "quiet h" in seen.text
        assert "yours" in seen.text
    assert own_scripts(tmp_path) == ["quiet-h.toml"]
    file = tmp_path / "config/scripts/breathing/quiet-h.toml"
    tree = tomllib.loads(file.read_text(encoding="utf-8"))
    assert tree["made_by"] == "coach"
    assert [(p["kind"], p["seconds"]) for p in tree["phase"]] == [
        ("in", 5.0),
        ("out", 4.0),
        ("rest", 4.0),
    ]
    assert run(["scripts", "check", str(file)]) == 0


async def test_a_phase_stays_within_its_limits(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l", "e")
        editor = seen.on(EditorScreen)
        for side, by, most in ((0, -0.5, 1000), (0, 0.5, 20_000), (1, -0.5, 0), (1, 0.5, 20_000)):
            editor.here = side
            for _ in range(50):
                editor.action_longer(by)
            assert editor.phases[side].duration_ms == most


async def test_the_preview_breathes_along(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l", "e")
        editor = seen.on(EditorScreen)
        pictures = set()
        for _ in range(5):
            editor.tick()
            pictures.add(seen.text)
            seen.clock.advance(0.9)
        assert len(pictures) == 5


async def test_leaving_the_editor_asks_and_writes_nothing(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l", "e", "right", "escape")
        assert "Esc again discards your changes." in seen.text
        await seen.press("right", "escape", "left")
        assert "Esc again" not in seen.text
        seen.on(EditorScreen)
        await seen.press("escape", "escape")
        seen.on(ScriptsScreen)
        assert own_scripts(tmp_path) == []


async def make_one(seen: Seen) -> None:
    """Make a script named `Mine`."""
    await seen.press("b", "l", "e", "space")
    seen.on(NameScreen).query_one(Input).value = "Mine"
    await seen.press("enter")
    seen.on(ScriptsScreen)


async def test_changing_my_own_keeps_its_file_and_a_copy_gets_another(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await make_one(seen)
        await seen.press("e", "right", "space", "enter")
        assert own_scripts(tmp_path) == ["mine.toml"]
        await seen.press("e", "space", "2", "enter")
        assert own_scripts(tmp_path) == ["mine.toml", "mine2.toml"]


async def test_renaming_keeps_everything_else_in_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "scripts" / "breathing"
    folder.mkdir(parents=True)
    text = '# by hand\ntitle = "Old"  # a note\n[[phase]]\nkind = "in"\nseconds = 4\n'
    text += '[[phase]]\nkind = "out"\nseconds = 6  # long\n'
    (folder / "old.toml").write_text(text, encoding="utf-8")
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l")
        seen.on(ScriptsScreen).point_at("old")
        await seen.press("r", *["backspace"] * 5, *'A "b"', "enter")
        seen.on(ScriptsScreen)
        assert 'A "b"' in seen.text
    assert own_scripts(tmp_path) == ["old.toml"]
    changed = (folder / "old.toml").read_text(encoding="utf-8")
    assert changed == text.replace('"Old"', '"A \\"b\\""')


async def test_deleting_asks_once_and_can_be_undone(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await make_one(seen)
        before = (tmp_path / "config/scripts/breathing/mine.toml").read_bytes()
        await seen.press("x")
        assert "x again deletes Mine" in seen.text
        assert own_scripts(tmp_path) == ["mine.toml"]
        await seen.press("x")
        assert own_scripts(tmp_path) == []
        await seen.press("u")
        assert (tmp_path / "config/scripts/breathing/mine.toml").read_bytes() == before


async def test_any_other_key_keeps_what_was_asked_about(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await make_one(seen)
        await seen.press("x", "z", "x")
        assert own_scripts(tmp_path) == ["mine.toml"]


async def test_shipped_ones_stay(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l", "x", "x", "r")
        seen.on(ScriptsScreen)
        assert "stays" in seen.text


async def test_letters_are_text_while_a_field_has_the_focus(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l", "e", "space", *"hqo?")
        field = seen.on(NameScreen).query_one(Input)
        assert field.value.endswith("hqo?")
        assert "F1 help from a person" in seen.text
        await seen.press("f1")
        seen.on(SupportScreen)


async def test_the_command_palette_offers_the_keys_of_the_screen(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("ctrl+p")
        for offered in ("scan the body", "help from a person", "options"):
            assert offered in seen.text
        await seen.press(*"stretch", "enter")
        assert seen.guided.exercise.id == "stretch/legs"


async def at_option(seen: Seen, setting: str) -> OptionsScreen:
    """Open the options and point at one of them."""
    await seen.press("o")
    screen = seen.on(OptionsScreen)
    index = [option.setting for option in screen.options].index(setting)
    await seen.press(*["down"] * index)
    assert screen.option.setting == setting
    return screen


async def test_a_time_that_no_step_leads_to_is_shown_and_stepped_from(tmp_path: Path) -> None:
    async with coach_on(tmp_path, settings={"bedtime": "22:42"}) as seen:
        await at_option(seen, "bedtime")
        assert "22:42" in seen.text
        assert seen.app.me.settings.bedtime == "22:42"
        await seen.press("left")
        assert seen.app.me.settings.bedtime == "22:40"
        await seen.press("right")
        assert seen.app.me.settings.bedtime == "22:45"
        assert "22:45" in seen.text


@pytest.mark.parametrize(
    ("keys", "time"),
    [
        ("0815", "08:15"),
        (("9", "enter"), "09:00"),
        (("9", "3", "0", "down"), "09:30"),
        (("2", "3", "backspace", "1", "space"), "21:00"),
        (("2", "3", "escape"), "22:40"),
        (("2", "2", "5", "0", "enter"), "22:50"),
        (("2", "2", "5", "0", "space", "enter"), "22:50"),
        (("8", "0", "0", "down"), "08:00"),
        (("9", "3", "down"), "22:40"),
        (("9", "9", "enter"), "22:40"),
        ("2575", "22:40"),
        ("1130pm", "23:30"),
        ("1130P", "23:30"),
        ("9p", "21:00"),
        ("1215am", "00:15"),
        ((*"2345", "up", "down", "a"), "23:45"),
        ("a", "22:40"),
        ("p", "22:40"),
    ],
)
async def test_a_time_can_be_typed(tmp_path: Path, keys: tuple[str, ...], time: str) -> None:
    async with coach_on(tmp_path, settings={"bedtime": "22:40"}) as seen:
        screen = await at_option(seen, "bedtime")
        await seen.press(*keys)
        assert seen.on(OptionsScreen) is screen
        assert seen.app.me.settings.bedtime == time
        assert ("That is not a time" in seen.text) is (
            keys in ("2575", ("9", "9", "enter"), ("9", "3", "down"))
        )


@pytest.mark.parametrize(
    ("pasted", "time"), [("11:15 pm\nmore", "23:15"), ("soon", "22:40"), ("", "22:40")]
)
async def test_a_time_can_be_pasted(tmp_path: Path, pasted: str, time: str) -> None:
    async with coach_on(tmp_path, settings={"bedtime": "22:40"}) as seen:
        await at_option(seen, "bedtime")
        seen.app.post_message(events.Paste(pasted))
        await seen.rest()
        assert seen.app.me.settings.bedtime == time
        assert ("That is not a time" in seen.text) is (pasted == "soon")


async def test_what_is_being_typed_is_seen(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await at_option(seen, "bedtime")
        await seen.press("2", "2", "3")
        assert " 2:23_" in seen.text


async def test_the_weekend_is_the_same_again_with_backspace(tmp_path: Path) -> None:
    settings = {"bedtime": "23:00", "bedtime_weekend": "01:30"}
    async with coach_on(tmp_path, settings=settings) as seen:
        await at_option(seen, "bedtime_weekend")
        assert "… on Friday and Saturday  01:30" in seen.text
        await seen.press("backspace")
        assert seen.app.me.settings.bedtime_weekend == ""
        await seen.press(*"2300")
        assert seen.app.me.settings.bedtime_weekend == ""
        await seen.press(*"2330")
        assert seen.app.me.settings.bedtime_weekend == "23:30"


async def test_what_is_missing_is_named_as_missing(tmp_path: Path) -> None:
    settings = {"theme": "mine", "routine": "gone"}
    async with coach_on(tmp_path, settings=settings) as seen:
        await seen.press("o")
        assert "mine (missing)" in seen.text
        await seen.press(*["down"] * 10)
        assert "gone (missing)" in seen.text


async def test_a_first_click_points_and_a_second_changes(tmp_path: Path) -> None:
    async with coach_on(tmp_path, size=(120, 40)) as seen:
        await seen.press("o")
        y, row = next((y, row) for y, row in enumerate(seen.rows) if "Getting up" in row)
        x = row.index("Getting up")
        await seen.click(x, y)
        assert seen.on(OptionsScreen).option.setting == "rise"
        assert seen.app.me.settings.rise == "07:00"
        await seen.click(x, y)
        assert seen.app.me.settings.rise == "07:05"
        await seen.click(x, y)
        assert seen.app.me.settings.rise == "07:10"


@pytest.mark.parametrize(
    ("first", "keys", "heading"),
    [
        ("tonight", (), "Tonight"),
        ("tonight", ("o",), "In a list"),
        ("tonight", ("l",), "In a list"),
        ("breathing/box", ("space",), "While something is played"),
        ("tonight", ("v",), "The review"),
    ],
)
async def test_the_page_of_keys_begins_with_those_of_this_screen(
    tmp_path: Path, first: str, keys: tuple[str, ...], heading: str
) -> None:
    async with coach_on(tmp_path, first) as seen:
        await seen.press(*keys, "?")
        screen = seen.on(KeysScreen)
        titles = [row[0].text for row in screen.read(60) if len(row) == 1]
        own = [AREAS[area] for area in screen.areas]
        assert titles[: len(own)] == own
        assert heading in own
        assert set(titles) >= set(AREAS.values())


async def test_a_key_of_the_screen_below_works_from_the_page_of_keys(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("?", "t")
        assert seen.guided.exercise.id == "stretch/legs"
    async with coach_on(tmp_path, "breathing/box") as seen:
        await seen.press("space", "?", "d")
        assert seen.breathing.is_dark
        await seen.press("?", "down", "space")
        seen.on(KeysScreen)


async def test_a_row_of_the_page_of_keys_can_be_clicked(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await seen.press("?")
        y, row = next((y, row) for y, row in enumerate(seen.rows) if "scan the body" in row)
        await seen.click(row.index("scan"), y)
        assert seen.guided.exercise.id == "bodyscan/ten"
        await seen.press("?")
        y, row = next((y, row) for y, row in enumerate(seen.rows) if "While something" in row)
        await seen.click(row.index("something"), y)
        seen.on(KeysScreen)


async def test_a_phase_that_no_step_leads_to_is_stepped_from(tmp_path: Path) -> None:
    """As in a file: a hold of 45 s, an in-breath of half a second."""
    own = tmp_path / "config" / "scripts" / "breathing"
    own.mkdir(parents=True)
    (own / "long-hold.toml").write_text(
        'title = "Long hold"\nsummary = "x"\ncycles = 5\n'
        '[[phase]]\nkind = "in"\nseconds = 0.5\n'
        '[[phase]]\nkind = "hold"\nseconds = 45\n'
        '[[phase]]\nkind = "out"\nseconds = 6\n',
        encoding="utf-8",
    )
    async with coach_on(tmp_path, "breathing/long-hold") as seen:
        await seen.press("l", "e")
        editor = seen.on(EditorScreen)
        assert [phase.duration_ms for phase in editor.phases[:2]] == [500, 45_000]
        await seen.press("left", "down", "right")
        assert [phase.duration_ms for phase in editor.phases[:2]] == [500, 45_000]
        await seen.press("left", "up", "right")
        assert [phase.duration_ms for phase in editor.phases[:2]] == [1000, 44_500]


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40)])
@pytest.mark.parametrize("words", ["the morning diary", "begin again"])
async def test_each_row_of_what_a_key_does_can_be_clicked(
    tmp_path: Path, size: tuple[int, int], words: str
) -> None:
    async with coach_on(tmp_path, hour=8, size=size) as seen:
        await seen.press("?")
        for _ in range(2):  # pages
            if words not in seen.text:
                await seen.press("pagedown")
        y, row = next((y, row) for y, row in enumerate(seen.rows) if words in row)
        assert "…" not in seen.text
        await seen.click(row.index(words), y)
        seen.on(MorningScreen)


async def test_before_anything_is_recorded_a_time_holds_at_once(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        assert not (tmp_path / "data").exists()
        await at_option(seen, "bedtime")
        await seen.press(*"2200", "enter")
        assert "It applies from the next day on" not in seen.text
        me = seen.app.me
        assert me.schedule.bedtime(me.schedule.checklist_day(me.now)) == time(22)


async def test_a_changed_time_says_from_when_on_it_holds(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    async with coach_on(tmp_path) as seen:
        lights_out = seen.app.me.schedule.lights_out(seen.app.me.now.date())
        await at_option(seen, "bedtime")
        assert "The time the checklist counts down to." in seen.text
        await seen.press("right")
        assert "It applies from the next day on; today stays as it is." in seen.text
        assert seen.app.me.schedule.lights_out(seen.app.me.now.date()) == lights_out
        await seen.press("left")
        assert "The time the checklist counts down to." in seen.text


async def test_a_bedtime_soon_after_getting_up_is_asked_about(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await at_option(seen, "bedtime")
        await seen.press(*"0930")
        assert "That is soon after getting up. Is that right?" in seen.text
        await seen.press(*"1200")
        assert "Is that right?" not in seen.text
