"""A letter means the same everywhere, or the hint says what it means here."""

from pathlib import Path

import pytest
from textual.binding import Binding

from coach.ui.keys import COMMANDS, commands
from tests.ui.seen import coach_on

ON_TONIGHT = {command.shown: command.id for command in commands("tonight")}
ELSEWHERE = {
    *("scripts.rename", "items.edit", "scripts.tonight", "guided.count", "guided.voice"),
    *("routine.next", "routine.before"),
}
"""They do something only on one's own, for a routine or once it plays, and are hinted at there."""
SAME = {"ready.anew": "tonight.anew"}
"""These mean what they mean on Tonight."""
WHERE = ("b", "r", "s", "t", "c", "e", "l", "le", "el", "bl", "elea", "ble", "v", "o")
"""The keys that lead from Tonight to each screen on which letters do something."""


@pytest.mark.parametrize("keys", WHERE)
async def test_a_letter_that_means_something_else_here_is_hinted_at(
    tmp_path: Path, keys: str
) -> None:
    async with coach_on(tmp_path, size=(120, 40), settings={"rests": "with"}) as seen:
        await seen.press(*keys)
        hints = seen.rows[-2].split()
        by_id = {command.id: command for command in COMMANDS}
        ids = [str(each.id) for each in seen.screen.BINDINGS if isinstance(each, Binding)]
        others = [by_id[id] for id in ids if by_id[id].shown in ON_TONIGHT]
        hidden = [each.id for each in others if each.shown not in hints]
        assert set(hidden) - SAME.keys() <= ELSEWHERE


@pytest.mark.parametrize("keys", ["b", "r", "s", "t", "c"])
async def test_while_a_session_plays_what_c_does_is_hinted_at(tmp_path: Path, keys: str) -> None:
    async with coach_on(tmp_path, size=(120, 40), settings={"rests": "with"}) as seen:
        await seen.press(keys)
        assert "c numbers" not in seen.rows[-2]
        await seen.press("space")
        assert seen.guided.session
        assert "c numbers" in seen.rows[-2]
        assert "v voice" in seen.rows[-2]
