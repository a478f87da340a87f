"""What the app makes is for the person alone, whatever the umask; it writes through no link.

Only settings and scripts may be links, which the person made: see `test_settings`, `test_scripts`.
"""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from coach.domain.night import Schedule
from coach.errors import CoachError
from coach.person.context import Context
from coach.store import unwritten
from coach.store.records import Store
from coach.store.running import Running
from coach.store.settings import SettingsFile
from coach.store.times import NAME, TimesFile
from coach.system.clock import HERE
from coach.system.crash import note_crash
from tests.conftest import Coach
from tests.store.test_export import BOX, DIARY

ROW = {("answers",): lambda: {"day": "x"}}


@pytest.fixture(autouse=True)
def _open_to_all() -> Iterator[None]:
    """The umask of somebody who keeps nothing to themselves."""
    umask = os.umask(0)
    yield
    os.umask(umask)


def acts(me: Context, coach: Coach) -> list[Callable[[], object]]:
    """Return what lets the app write each kind of file that it ever writes."""
    data, config = me.places.data, me.places.config
    store, settings = Store(data), SettingsFile(config / "settings.toml")

    def be_mended() -> None:
        (data / "coach.db").write_bytes(b"broken")
        store.open()

    def begin_anew() -> None:
        settings.file.write_text("no toml")
        settings.file.chmod(0o600)
        settings.change(lambda old: replace(old, rests="with"))

    return [
        lambda: store.add_session(BOX),
        lambda: coach("data", "backup"),
        lambda: coach("data", "restore", "--yes"),
        be_mended,
        lambda: store.save_diary(DIARY),
        lambda: note_crash(data, ZeroDivisionError()),
        lambda: TimesFile(data / NAME).save(Schedule(HERE)),
        lambda: unwritten.keep(data, ROW),
        lambda: me.running_file.write(Running(routine="r", step=1, run="x", begun=0.0)),
        lambda: settings.change(lambda old: replace(old, rests="without")),
        begin_anew,
        lambda: coach("scripts", "new", "breathing", "mine"),
        lambda: coach("scripts", "new", "routines", "mine"),
        me.running_file.remove,
    ]


def test_all_of_it_is_for_the_person_alone(me: Context, coach: Coach) -> None:
    for act in acts(me, coach):
        act()
    made = [folder for folder in me.places] + [
        each for folder in me.places for each in folder.rglob("*")
    ]
    modes = {str(each.name): oct(stat.S_IMODE(each.stat().st_mode)) for each in made}
    assert len(made) > 15
    assert {str(each.name) for each in made if each.is_dir()} == {
        *("config", "data", "backups", "scripts", "breathing", "routines"),
    }
    expected = {str(each.name): "0o700" if each.is_dir() else "0o600" for each in made}
    assert modes == expected


DATA = (
    *("coach.db-journal", ".coach.db.left", ".coach.db.coming", ".coach.db.held"),
    *("running.toml", ".running.toml.held", "crash.txt", NAME),
    *(f"backups/coach-{date.today()}.db", "backups/.coach.db.coming"),
    *("coach.before-restore-1.db", "coach.damaged-1.db"),
)
CONFIG = (
    *("settings.old-1.toml", ".settings.toml.lock"),
    *("scripts/breathing/.scripts.lock", "scripts/routines/.scripts.lock"),
)
"""Names under which the app writes, and which may be taken by a link that leads elsewhere."""


@pytest.mark.parametrize("is_dangling", [False, True])
@pytest.mark.parametrize("name", [f"data/{n}" for n in DATA] + [f"config/{n}" for n in CONFIG])
def test_nothing_is_written_through_a_link(
    me: Context, coach: Coach, tmp_path: Path, name: str, is_dangling: bool
) -> None:
    target, link = tmp_path / "elsewhere" / "precious", tmp_path / name
    target.parent.mkdir()
    link.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    link.symlink_to(target)
    if not is_dangling:
        target.write_text("precious")
        before = target.stat()
    for act in acts(me, coach):
        with suppress(CoachError, OSError):  # it may refuse to work there
            act()
    assert list(target.parent.iterdir()) == ([] if is_dangling else [target])
    if not is_dangling:
        assert target.read_text() == "precious"
        assert (target.stat().st_mode, target.stat().st_mtime_ns) == (
            *(before.st_mode, before.st_mtime_ns),
        )
