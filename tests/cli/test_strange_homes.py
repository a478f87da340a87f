"""Homes of any name, no UTF-8 or full of what a terminal would obey: all works, and is shown."""

import json
import os
import stat
from pathlib import Path

import pytest

from coach.store.records import Store
from coach.system import lock
from tests.conftest import Coach
from tests.store.test_export import DAY, MOMENT
from tests.store.test_records import ANY_DAY

NAMES = {
    "no UTF-8": (b"home-\xfc", r"home-\udcfc"),
    "escapes": ("\x1b[31mred\u202e\x07".encode(), r"\x1b[31mred\u202e\x07"),
    "a query": (b"what?mode=ro#100%25", "what?mode=ro#100%25"),
}
"""The name of a folder, and how it is shown."""


@pytest.fixture(params=list(NAMES.values()), ids=list(NAMES))
def home(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, str]:
    """A home of such a name, where the system expects everything; and how it is shown."""
    name, shown = request.param
    folder = tmp_path / os.fsdecode(name)
    folder.mkdir()
    for variable in ("COACH_CONFIG_DIR", "COACH_DATA_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(folder))
    return folder, f"{tmp_path}/{shown}"


def test_everything_that_is_recorded_works(home: tuple[Path, str], coach: Coach) -> None:
    folder, shown = home
    data = folder / ".local" / "share" / "wind-down-coach"
    shown_data = f"{shown}/.local/share/wind-down-coach"
    assert coach("data").out == f"{shown_data}\n"
    store = Store(data)
    store.answer(DAY, "tea", "done", MOMENT)
    export = coach("data", "export")
    assert export.err == ""
    assert [row["item"] for row in json.loads(export.out)["answers"]] == ["tea"]
    assert coach("data", "export", "--format", "csv").code == 0
    (folder / "export.json").write_text(export.out)
    again = coach("data", "import", str(folder / "export.json"))
    assert again == (0, "", "Records: 0 came, 1 were there already, 0 refused.\n")
    backup = coach("data", "backup")
    assert backup.out.startswith(f"{shown_data}/backups/coach-")
    assert f"{shown_data}/backups\n" in backup.err
    store.answer(DAY, "lamps", "done", MOMENT)
    restored = coach("data", "restore", "--yes")
    assert (restored.code, restored.err.count(shown_data)) == (0, 2)
    assert [each.item for each in Store(data).answers(*ANY_DAY)] == ["tea"]
    (data / "coach.db").write_bytes(b"broken")
    assert "coach.db was damaged; the backup of" in coach("review", "--plain").err
    assert [each.item for each in Store(data).answers(*ANY_DAY)] == ["tea"]


def test_own_scripts_and_settings_work(home: tuple[Path, str], coach: Coach) -> None:
    folder, shown = home
    shown_config = f"{shown}/.config/wind-down-coach"
    assert coach("scripts", "path").out == f"{shown_config}/scripts\n"
    made = coach("scripts", "new", "breathing", "mine")
    assert (made.code, made.out) == (0, f"{shown_config}/scripts/breathing/mine.toml\n")
    config = folder / ".config" / "wind-down-coach"
    (config / "settings.toml").write_text("theme = 3")
    check = coach("scripts", "check")
    assert check.out == f"{shown_config}/scripts/breathing/mine.toml: fine\n"
    assert check.err.startswith(f"{shown_config}/settings.toml:1: theme: found the number 3")
    assert "mine" in coach("scripts", "list").out
    file = str(config / "scripts" / "breathing" / "mine.toml")
    assert coach("scripts", "show", file).code == 0
    assert coach("breathe", file, "--plain", "--speed", "100", "--cycles", "1").code == 0


@pytest.mark.parametrize("reader", ["review", "morning", "checklist", "support"])
def test_what_is_read_is_there(home: tuple[Path, str], coach: Coach, reader: str) -> None:
    answer = coach(reader, "--plain")
    assert (answer.code, answer.out != "") == (0, True)
    assert "could not" not in answer.err


def test_what_goes_wrong_is_said_with_its_name(
    home: tuple[Path, str], coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, shown = home
    data = folder / ".local" / "share" / "wind-down-coach"
    missing = coach("data", "import", str(folder / "none.json"))
    line = f"{shown}/none.json: could not be read (no such file or directory)\n"
    assert missing == (2, "", line)
    Store(data).answer(DAY, "tea", "done", MOMENT)
    monkeypatch.setattr(lock, "DATABASE_SECONDS", 0.01)
    held = lock.hold(data / "coach.db")
    assert held
    with held:
        (data / "coach.db").touch()
        refused = coach("data", "export")
    where = f"{shown}/.local/share/wind-down-coach/coach.db"
    assert refused == (1, "", f"{where}: another coach is using it and has not finished\n")


def test_a_crash_is_noted_there(
    home: tuple[Path, str], coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, shown = home

    def fail(*_: object) -> None:
        raise ZeroDivisionError(str(folder))

    monkeypatch.setattr("coach.cli.data.answer", fail)
    answer = coach("data")
    where = f"{shown}/.local/share/wind-down-coach/crash.txt"
    assert answer == (1, "", f"The coach had to stop. What happened is noted in {where}.\n")
    file = folder / ".local" / "share" / "wind-down-coach" / "crash.txt"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "ZeroDivisionError" in file.read_text("utf-8")
