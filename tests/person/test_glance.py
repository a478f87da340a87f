"""What is seen at a glance is what is read properly; where that is not sure, nothing is seen."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.night import Schedule, Times
from coach.person import awake, glance
from coach.person.context import Context
from coach.store import begun
from coach.store.settings import Settings
from coach.store.times import TimesFile
from coach.system import folders
from coach.system.folders import Places
from coach.ui import palette
from tests.fake_clock import FakeClock

NOW = datetime(2026, 11, 27, 21, 15, tzinfo=UTC)
THEMES = sorted(file.stem for file in (folders.assets() / "themes").glob("*.toml"))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
minutes = st.times().map(lambda at: at.replace(second=0, microsecond=0))
times = st.builds(Times, minutes, minutes, st.none() | minutes, st.none() | minutes)
NIGHT_SHIFT = {"bedtime": "08:00", "rise": "16:00"}


def seen(folder: Path, now: datetime = NOW) -> glance.Glance | None:
    return glance.look(str(folder), str(folder / "data"), folders.assets_name(), now, UTC)


def write(folder: Path, **settings: Any) -> None:
    (folder / "settings.toml").write_text(tomli_w.dumps(settings), encoding="utf-8")


def test_what_is_taken_where_nothing_is_said_is_what_the_settings_take() -> None:
    usual = Settings()
    assert usual.theme == glance.THEME
    assert {name: getattr(usual, name) for name in glance.TIMES} == glance.TIMES
    assert glance.times_of(glance.TIMES) == Times()


@pytest.mark.parametrize("theme", THEMES)
def test_the_colours_are_those_of_the_theme(tmp_path: Path, theme: str) -> None:
    write(tmp_path, theme=theme, country="DE")
    at_a_glance = seen(tmp_path)
    assert at_a_glance
    me = Context(Places(tmp_path, tmp_path / "data"))
    assert palette.of(me, theme)[0].tones == palette.Palette("", *at_a_glance.colours).tones
    assert at_a_glance.theme == theme


def written(times: Times) -> dict[str, str]:
    """Return the settings of these times."""
    return {name: f"{at:%H:%M}" if at else "" for name, at in times._asdict().items()}


def remember(
    folder: Path, times: Times, before: Times | None = None, until: date = date.min
) -> None:
    """Write what the coach has seen of the times of sleep."""
    (folder / "data").mkdir(exist_ok=True)
    TimesFile(folder / "data" / "times.toml").save(Schedule(UTC, times, before, until))


@given(
    now=moments,
    times=times,
    before=st.none() | times,
    days=st.none() | st.integers(-2, 2),
    begun_days=st.none() | st.integers(-1, 1),
)
def test_night_and_morning_are_those_of_the_person(
    tmp_path_factory: pytest.TempPathFactory,
    now: datetime,
    times: Times,
    before: Times | None,
    days: int | None,
    begun_days: int | None,
) -> None:
    folder = tmp_path_factory.mktemp("person")
    write(folder, **written(times))
    if days is not None:
        remember(folder, times, before, now.date() + timedelta(days=days))
    if begun_days is not None:
        begun.save(folder / "data", now.date() + timedelta(days=begun_days))
    me = Context(Places(folder, folder / "data"), FakeClock(wall=now.timestamp()))
    at_a_glance = me.glance
    assert at_a_glance
    assert not me.settings_problems
    assert at_a_glance.is_night is me.is_night
    assert at_a_glance.is_morning is me.schedule.is_morning(me.now)
    assert at_a_glance.lies_awake is me.lies_awake
    me.close()


@pytest.mark.parametrize(
    ("settings", "clock", "is_morning", "is_night"),
    [
        ({}, "04:59", False, True),
        ({}, "05:00", True, True),  # one may look back before it is light
        ({}, "06:00", True, False),
        ({}, "11:59", True, False),
        ({}, "12:00", False, False),
        ({}, "21:59", False, False),
        ({}, "22:00", False, True),
        ({"bedtime": "12:30"}, "11:29", True, False),
        ({"bedtime": "12:30"}, "12:00", False, True),
        (NIGHT_SHIFT, "06:59", False, False),
        (NIGHT_SHIFT, "07:50", False, True),
        (NIGHT_SHIFT, "13:59", False, True),
        (NIGHT_SHIFT, "14:00", True, True),
        (NIGHT_SHIFT, "16:30", True, False),
        (NIGHT_SHIFT, "20:59", True, False),
        (NIGHT_SHIFT, "21:00", False, False),
        (NIGHT_SHIFT, "23:30", False, False),
    ],
)
def test_what_is_seen_at_an_hour(
    tmp_path: Path, settings: dict[str, str], clock: str, is_morning: bool, is_night: bool
) -> None:
    write(tmp_path, **settings)
    at = time.fromisoformat(clock)
    at_a_glance = seen(tmp_path, NOW.replace(hour=at.hour, minute=at.minute))
    assert at_a_glance
    assert (at_a_glance.is_morning, at_a_glance.is_night) == (is_morning, is_night)


@pytest.mark.parametrize(
    ("wall", "unless_begun", "once_begun"),
    [
        ("2026-11-26 22:59", False, False),
        ("2026-11-26 23:00", False, True),
        ("2026-11-27 01:00", False, True),
        ("2026-11-27 01:01", True, True),
        ("2026-11-27 05:59", True, True),
        ("2026-11-27 06:00", False, False),
    ],
)
def test_whether_a_routine_was_begun_that_night_is_seen(
    tmp_path: Path, wall: str, unless_begun: bool, once_begun: bool
) -> None:
    now, folder = datetime.fromisoformat(wall).replace(tzinfo=UTC), tmp_path / "data"
    for night, expected in ((None, unless_begun), (25, unless_begun), (26, once_begun)):
        if night:
            begun.save(folder, date(2026, 11, night))
        at_a_glance = seen(tmp_path, now)
        assert at_a_glance and at_a_glance.lies_awake is expected, night


def test_on_a_weekend_the_times_may_be_others(tmp_path: Path) -> None:
    write(tmp_path, bedtime="22:00", bedtime_weekend="23:30", rise="06:00", rise_weekend="09:30")
    thursday, friday, saturday = (NOW.replace(day=day) for day in (26, 27, 28))
    for day, is_night in ((thursday, True), (friday, False), (saturday, False)):
        at_a_glance = seen(tmp_path, day.replace(hour=21, minute=15))
        assert at_a_glance and at_a_glance.is_night is is_night, day
    for day, is_night in ((friday, False), (saturday, True)):
        at_a_glance = seen(tmp_path, day.replace(hour=8))
        assert at_a_glance and at_a_glance.is_night is is_night, day


def test_it_is_the_first_start_where_there_are_neither_settings_nor_records(
    tmp_path: Path,
) -> None:
    config, data = tmp_path / "config", tmp_path / "data"
    names = (str(config), str(data))
    assert glance.is_first_start(*names)
    data.mkdir()
    assert glance.is_first_start(*names)
    (data / "coach.db").touch()
    assert not glance.is_first_start(*names)
    (data / "coach.db").unlink()
    config.mkdir()
    (config / "settings.toml").touch()
    assert not glance.is_first_start(*names)


def test_times_that_were_remembered_and_agree_are_used(tmp_path: Path) -> None:
    write(tmp_path, bedtime="20:00")
    remember(tmp_path, Times(time(20)))
    at_a_glance = seen(tmp_path)
    assert at_a_glance and at_a_glance.is_night
    remember(tmp_path, Times(time(20)), Times(time(23, 30)), NOW.date())
    at_a_glance = seen(tmp_path)
    assert at_a_glance and not at_a_glance.is_night, "those of before hold until the day is over"
    at_a_glance = seen(tmp_path, NOW + timedelta(days=1))
    assert at_a_glance and at_a_glance.is_night


@pytest.mark.parametrize("settings", [{}, {"bedtime": "21:00"}, {"rise": "06:30"}])
def test_times_that_have_just_changed_are_not_for_a_glance(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    write(tmp_path, **settings)
    remember(tmp_path, Times(time(20)))
    assert seen(tmp_path) is None


@pytest.mark.parametrize(
    "text",
    ["", "not toml", "\x00", "times = 3", "[times]\nbedtime = 3", "[times]\nwake = 07:00:00"],
)
def test_nor_are_remembered_times_that_cannot_be_read(tmp_path: Path, text: str) -> None:
    remember(tmp_path, Times())
    assert seen(tmp_path)
    (tmp_path / "data" / "times.toml").write_text(text, encoding="utf-8")
    assert seen(tmp_path) is None
    (tmp_path / "data" / "times.toml").unlink()
    (tmp_path / "data" / "times.toml").symlink_to("nowhere")
    assert seen(tmp_path) is None


@pytest.mark.parametrize(
    "text",
    [
        "theme = 3",
        'theme = "mine"',
        'theme = "../themes/ember"',
        'theme = ""',
        'bedtime = "25:00"',
        'bedtime = "23:00\\n"',
        'bedtime = ""',
        'bedtime_weekend = "late"',
        'rise = ""',
        'rise = "7:00"',
        'rise_weekend = "24:00"',
        "bedtime = 23:00:00",
        "not toml",
        "a.a" + ".a" * 20_000 + " = 1",
        "\x00",
    ],
)
def test_what_is_not_plain_is_not_for_a_glance(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    assert seen(tmp_path) is None


def test_nor_is_a_theme_of_ones_own_a_folder_or_a_routine_that_was_cut_off(tmp_path: Path) -> None:
    assert seen(tmp_path)
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "ember.toml").write_text('title = "Mine"', encoding="utf-8")
    assert seen(tmp_path) is None
    (tmp_path / "themes" / "ember.toml").unlink()
    assert seen(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "running.toml").symlink_to("nowhere")
    assert seen(tmp_path) is None
    (tmp_path / "data" / "running.toml").unlink()
    (tmp_path / "settings.toml").mkdir()
    assert seen(tmp_path) is None


def test_nothing_is_kept_of_a_glance(tmp_path: Path) -> None:
    for theme in (*THEMES, THEMES[0]):
        write(tmp_path, theme=theme)
        at_a_glance = seen(tmp_path)
        assert at_a_glance and at_a_glance.theme == theme


def test_a_context_looks_once_by_its_own_clock(tmp_path: Path) -> None:
    clock = FakeClock(wall=datetime(2026, 11, 27, 22, 30).timestamp())
    me = Context(Places(tmp_path, tmp_path / "data"), clock)
    assert me.glance and me.glance.is_night
    clock.wall += timedelta(hours=12).total_seconds()
    assert me.glance.is_night
    other = Context(me.places, clock, me.glance._replace(theme="night"))
    assert other.glance and other.glance.theme == "night"


def test_how_awake_begins_is_what_the_screen_says_on_every_night(tmp_path: Path) -> None:
    me = Context(Places(tmp_path, tmp_path / "data"))
    for number in range(24):
        me.shown_night = date(2026, 11, 1) + timedelta(days=number)
        begins = glance.beginning(str(tmp_path), folders.assets_name(), me.shown_night)
        tree = awake.tree(me)
        start = tree.steps[tree.start]
        assert begins
        assert begins.lines == start.lines
        assert begins.keys == len(awake.ways(me, tree, start)) + 1, "help has a key, too"


def test_the_first_step_is_for_everybody(tmp_path: Path) -> None:
    tree = awake.tree(Context(Places(tmp_path, tmp_path / "data")))
    for choice in tree.steps[tree.start].choices:
        assert not choice.unless
        if choice.goto in tree.steps:
            assert not tree.steps[choice.goto].run, "nothing of it can be left out"
        else:
            assert choice.goto == "awake/lapse", "a tree that is shipped"


def test_the_night_of_a_glance_is_that_of_the_words(tmp_path: Path) -> None:
    for hour, night in ((11, 26), (12, 27), (23, 27)):
        at_a_glance = seen(tmp_path, NOW.replace(hour=hour))
        assert at_a_glance and at_a_glance.night == date(2026, 11, night)


@pytest.mark.parametrize(
    "text", ["", 'start = "b"\n[[step]]\nid = "a"\nlines = ["x"]', "[", "\x00"]
)
def test_how_another_tree_begins_is_not_for_a_glance(tmp_path: Path, text: str) -> None:
    assets = tmp_path / "assets"
    assert glance.beginning(str(tmp_path), str(assets), NOW.date()) is None
    (assets / "awake").mkdir(parents=True)
    (assets / "awake" / "night.toml").write_text(text, encoding="utf-8")
    assert glance.beginning(str(tmp_path), str(assets), NOW.date()) is None
    own = tmp_path / "scripts" / "awake" / "night.toml"
    own.parent.mkdir(parents=True)
    own.write_text(text, encoding="utf-8")
    assert glance.beginning(str(tmp_path), folders.assets_name(), NOW.date()) is None


def test_awake_does_not_mind_a_routine_that_was_cut_off(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "running.toml").touch()
    assert seen(tmp_path) is None
    names = (str(tmp_path), str(tmp_path / "data"), folders.assets_name())
    assert glance.look_beside(*names, NOW, UTC)
