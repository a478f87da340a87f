"""What has gone is forgotten."""

import gc
from pathlib import Path

from textual._styles_cache import StylesCache

from tests.ui.seen import coach_on


async def test_screens_that_have_gone_leave_no_drawn_widgets_behind(tmp_path: Path) -> None:
    """Each would keep its strips: 60 MB after some thousand keys."""

    def drawn() -> int:
        gc.collect()
        return sum(isinstance(each, StylesCache) for each in gc.get_objects())

    async with coach_on(tmp_path) as seen:
        await seen.press("o", "escape")
        before = drawn()
        for _ in range(6):
            await seen.press("o", "escape", "l", "escape")
        assert drawn() <= before + 2
