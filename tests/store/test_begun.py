"""In which night a routine was begun last, as a small file."""

from datetime import date
from pathlib import Path

import pytest

from coach.store import begun

NIGHT = date(2026, 11, 27)


def test_the_last_one_is_known(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert begun.load(folder) is None
    for night in (NIGHT, date(2026, 11, 28)):
        begun.save(folder, night)
        assert begun.load(folder) == night
    assert [file.name for file in folder.iterdir()] == [begun.NAME]


@pytest.mark.parametrize(
    "text",
    ["", "night = 3", 'night = "2026-11-27"', "night = 2026-11-27T23:00:00", "not toml", "\x00"],
)
def test_what_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / begun.NAME).write_text(text, encoding="utf-8")
    assert begun.load(tmp_path) is None
    begun.save(tmp_path, NIGHT)
    assert begun.load(tmp_path) == NIGHT


def test_where_nothing_can_be_written_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    begun.save(tmp_path / "data", NIGHT)
    assert begun.load(tmp_path / "data") is None
