"""The look of `coach doctor` at a database: a copy is looked at while others may write."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.store import backup, checkup
from coach.store.checkup import TRIES, Checkup
from coach.store.records import Store
from coach.store.schema import State

DAY = date(2026, 11, 22)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    Store(tmp_path, today=lambda: DAY).answer(
        DAY, "tea", "done", datetime(2026, 11, 22, tzinfo=UTC)
    )
    return tmp_path


def test_what_nobody_has_written_yet_is_nothing(tmp_path: Path) -> None:
    assert checkup.look(tmp_path / "no", DAY) == Checkup(None, False, ())
    (tmp_path / "coach.db").touch()
    assert checkup.look(tmp_path, DAY) == Checkup(None, False, ())


def test_a_folder_of_that_name_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "coach.db").mkdir()
    with pytest.raises(CoachError, match="could not be read"):
        checkup.look(tmp_path, DAY)


@pytest.mark.parametrize("times", [1, TRIES - 1, TRIES])
def test_a_copy_that_somebody_wrote_into_is_made_anew(
    data: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """A writer is as good as never met in so short a time: here it comes between two reads."""
    copy = backup.copy
    made: list[Path] = []

    def copy_meanwhile(file: Path, folder: Path) -> None:
        copy(file, folder)
        made.append(folder)
        if len(made) <= times:
            os.truncate(folder / file.name, 4097)
            os.utime(file, ns=(len(made), len(made)))

    monkeypatch.setattr(backup, "copy", copy_meanwhile)
    state = checkup.look(data, DAY).state
    assert state == (State.FINE if times < TRIES else State.DAMAGED)
    assert len(made) == min(times + 1, TRIES)
    assert not made[0].exists(), "no copy is left"


def test_one_that_stands_still_and_is_not_whole_is_damaged_at_once(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.truncate(data / "coach.db", 4097)
    copy = backup.copy
    made: list[None] = []
    monkeypatch.setattr(backup, "copy", lambda *what: made.append(copy(*what)))
    assert checkup.look(data, DAY).state is State.DAMAGED
    assert len(made) == 1
