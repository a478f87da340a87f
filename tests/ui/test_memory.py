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
        for _ in range(20):
            await seen.press("o", "escape", "l", "escape")
        assert drawn() < 20, "of forty screens that have gone, a handful may still be on its way"
