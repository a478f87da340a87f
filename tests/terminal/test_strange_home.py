"""A home whose name is no UTF-8: the full screen reads, records and remembers there as anywhere."""

import os
from pathlib import Path

import pytest

from coach.store.records import Store
from coach.store.settings import SettingsFile
from tests.soak import app_kills
from tests.store.test_records import ANY_DAY
from tests.terminal.pseudo import evening, words_after
from tests.terminal.running import Home
from tests.terminal.warm import Warm

BREATH = """title = "Mine"
cycles = 30
[[phase]]
kind = "in"
seconds = 4
[[phase]]
kind = "out"
seconds = 6
"""


@pytest.fixture
def home(tmp_path: Path, warm: Warm) -> Home:
    """The folders of somebody with such a home."""
    home = Home(tmp_path / os.fsdecode(b"home-\xfc"), warm.start)
    app_kills.prepare(home)
    return home


def test_answers_sessions_and_settings_are_there_afterwards(home: Home) -> None:
    with home.open("checklist", size=app_kills.SIZE) as run:
        run.wait_for("› Small thing 00")
        run.send("space")
        run.wait_until(lambda run: app_kills.confirmed(run) == {"item-00": "done"})
        run.send("ctrl+q")
        assert run.wait_exit() == 0
        assert words_after(run.output) == ""
    assert len(Store(home.data).answers(evening(), evening())) == 1
    with home.open() as run:
        run.wait_for("space begin")
        run.send("o")
        run.wait_for("Colours")
        run.send("right")
        settings = SettingsFile(home.config / "settings.toml")
        assert run.until(lambda: settings.load()[0].theme != "ember", 10, look=0.01)
        run.send("ctrl+q")
        assert run.wait_exit() == 0
        assert words_after(run.output) == ""


def test_a_file_there_is_played_alone_and_in_a_routine(home: Home) -> None:
    file = home.config.parent / "mine.toml"
    home.breath("mine", BREATH)
    file.write_text('title = "Two"\n[[step]]\nrun = "breathing/mine"\n', encoding="utf-8")
    for command in (("breathe", "mine"), ("routine", str(file))):
        with home.open(*command) as run:
            run.wait_for("space begin")
            run.send("space")
            run.wait_for("pause")
            run.send("ctrl+c")
            assert run.wait_exit() == 130
            assert words_after(run.output) == ""
    scripts = [each.script for each in Store(home.data).sessions(*ANY_DAY)]
    assert scripts.count("breathing/mine") == 2
