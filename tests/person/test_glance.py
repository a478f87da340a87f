"""What is seen at a glance is what is read properly; where that is not sure, nothing is seen."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from coach.person import glance, home
from coach.person.context import Context
from coach.store.settings import Settings, SettingsFile
from coach.system import folders
from coach.system.folders import Places
from coach.ui import palette
from tests.fake_clock import FakeClock

NOW = datetime(2026, 11, 27, 21, 15, tzinfo=UTC)
THEMES = sorted(file.stem for file in (folders.assets() / "themes").glob("*.toml"))
clocks = st.times().map(lambda time: f"{time:%H:%M}")
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


def seen(folder: Path, now: datetime = NOW) -> glance.Glance | None:
    return glance.look(str(folder), str(folder / "data"), folders.assets_name(), now)


def write(folder: Path, **settings: Any) -> None:
    (folder / "settings.toml").write_text(tomli_w.dumps(settings), encoding="utf-8")


def test_what_is_taken_where_nothing_is_said_is_what_the_settings_take() -> None:
    usual = Settings()
    assert usual.theme == glance.THEME
    assert (usual.bedtime, usual.bedtime_weekend) == (glance.BEDTIME, glance.BEDTIME_WEEKEND)


@pytest.mark.parametrize("theme", THEMES)
def test_the_colours_are_those_of_the_theme(tmp_path: Path, theme: str) -> None:
    write(tmp_path, theme=theme, country="DE")
    at_a_glance = seen(tmp_path)
    assert at_a_glance
    me = Context(Places(tmp_path, tmp_path / "data"))
    assert palette.of(me, theme)[0].tones == palette.Palette("", *at_a_glance.colours).tones
    assert at_a_glance.theme == theme


@given(now=moments, usual=clocks, weekend=clocks | st.just(""))
def test_night_and_morning_are_those_of_the_settings(
    tmp_path_factory: pytest.TempPathFactory, now: datetime, usual: str, weekend: str
) -> None:
    folder = tmp_path_factory.mktemp("person")
    write(folder, bedtime=usual, bedtime_weekend=weekend)
    at_a_glance = seen(folder, now)
    assert at_a_glance
    settings, problems = SettingsFile(folder / "settings.toml").load()
    assert not problems
    assert at_a_glance.is_night is home.is_night(settings, now)
    assert at_a_glance.is_morning is glance.is_morning(now)
    assert not (at_a_glance.is_morning and at_a_glance.is_night)


def test_a_morning_is_no_night_however_early_somebody_goes_to_bed(tmp_path: Path) -> None:
    write(tmp_path, bedtime="12:30")
    at_a_glance = seen(tmp_path, NOW.replace(hour=11, minute=45))
    assert at_a_glance and at_a_glance.is_morning and not at_a_glance.is_night


@pytest.mark.parametrize(
    "text",
    [
        "theme = 3",
        'theme = "mine"',
        'theme = "../themes/ember"',
        'theme = ""',
        'bedtime = "25:00"',
        'bedtime = "23:00\\n"',
        'bedtime_weekend = "late"',
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
