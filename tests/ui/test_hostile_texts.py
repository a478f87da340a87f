"""No text of a file, an import or the environment reaches the terminal as anything but text."""

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from coach.store.records import DiaryRecord, SessionRecord, Store
from coach.system import folders
from tests.ui.seen import SHIPPED, Seen, coach_on

HOSTILE = "\x1b[31mred\x9b31m\u202edetrevni\x07\x7f\r\x00"
FILE = "\x1b[31mred\u202edetrevni\x07"
"""The same, as a file may be called."""
NOW = datetime(2027, 1, 14, 22, 30).astimezone()
WAYS = (
    *("l e", "l w", "l a", "m pageup", "m end", "m pagedown", "v space space space space"),
    *("r l", "s l", "t l", "b l r", "e l e"),
    *("o down down down", "h", "question_mark", "ctrl+p d"),
)
"""Keys that lead from Tonight to every screen that shows what is recorded, set or lies in files;
it is looked at after each of them."""


SETTINGS = {
    **{"theme": FILE, "routine": FILE, "read": [*SHIPPED, HOSTILE]},
    **{"items_on": [HOSTILE], "items_off": [HOSTILE], HOSTILE: 1},
    "left_out": {HOSTILE: [HOSTILE], "relaxation/pmr-7": [HOSTILE]},
    "own_items": {f"own-{HOSTILE}": "tea", "own-tea": HOSTILE},
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every text is hostile that is not a checked script."""
    folder = tmp_path_factory.mktemp("hostile")
    store = Store(folder / "data")
    for n in range(-1, 15):
        day = NOW.date() - timedelta(n)
        store.save_diary(DiaryRecord(day, HOSTILE, 0, "22:30", quality=n % 11, note=HOSTILE))
        for item in (HOSTILE, f"own-{HOSTILE}"):
            store.answer(day, item, "done", NOW)
    session = SessionRecord(HOSTILE, HOSTILE, NOW, NOW.date(), 300, 299, "finished", HOSTILE)
    store.add_session(session)
    for kind in ("breathing", "relaxation", "bodyscan", "stretch", "routines", "checklists"):
        shipped = min((folders.assets() / kind).glob("*.toml"))
        own = folder / "config" / "scripts" / kind
        own.mkdir(parents=True)
        (own / f"{FILE}.toml").write_bytes(shipped.read_bytes())
        (own / f"{FILE}-broken.toml").write_text(f"{json.dumps(HOSTILE)} = {json.dumps(HOSTILE)}")
    (folder / "config" / "themes").mkdir()
    (folder / "config" / "themes" / f"{FILE}.toml").write_text("=")
    return folder


def unprintable(seen: Seen) -> list[str]:
    """Return what stands on the screen, or was handed to it, that is no text."""
    handed = "".join(run.text for row in seen.screen.rows for run in row)
    return [char for char in seen.text + handed if char != "\n" and not char.isprintable()]


@pytest.mark.parametrize("way", WAYS)
async def test_every_screen_shows_text_and_nothing_else(
    tmp_path: Path, filled: Path, way: str
) -> None:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    async with coach_on(tmp_path, settings=SETTINGS) as seen:
        assert unprintable(seen) == []
        for key in way.split():
            await seen.press(key)
            assert unprintable(seen) == []
