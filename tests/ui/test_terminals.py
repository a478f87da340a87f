"""Other terminals, other sizes, and scripts with anything in them."""

from itertools import pairwise
from pathlib import Path

import pytest

from coach.ui.screens.first_time import FirstTimeScreen
from coach.ui.screens.scripts import ScriptsScreen
from tests.ui.seen import coach_on

SIZES = [(20, 8), (40, 12), (40, 15), (80, 24), (120, 40), (200, 60)]
STRANGE = "[b]נשימה[/b] 🌙 e\u0301 شهيق 長い息 " * 8


async def test_ascii_terminals_get_ascii(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    async with coach_on(tmp_path) as seen:
        assert seen.text.isascii()
        for keys in (["b"], ["space"], ["q", "?"], ["escape", "o"], ["escape", "b", "l"]):
            await seen.press(*keys)
            assert seen.text.isascii(), keys
        await seen.press("escape", "escape", "r", "space")
        await seen.advance(76)
        assert "::" in seen.text
        assert "____" in seen.text
        assert seen.text.isascii()
        await seen.press("q", "b", "space")
        await seen.advance(27)
        assert "O" in seen.text
        assert seen.text.isascii()


async def test_reduced_motion_shows_a_word_and_a_slow_bar(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box") as seen:
        seen.app.animation_level = "none"
        await seen.press("space")
        await seen.advance(25 + 16 * 7)
        seen.breathing.draw()
        pictures = [seen.text]
        until = seen.clock.monotonic + 4
        while seen.clock.monotonic < until:
            assert seen.breathing.session
            await seen.advance(seen.breathing.session.due - seen.clock.monotonic)
            pictures.append(seen.text)
        assert "in" in pictures[5].split()
        assert not set("●•╭▀") & set("".join(pictures))
        assert 4 < sum(a != b for a, b in pairwise(pictures)) <= 16


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("name", "lead_in"), [("box", 25), ("coherent", 18)])
async def test_a_session_works_at_every_size_and_while_it_changes(
    tmp_path: Path, size: tuple[int, int], name: str, lead_in: int
) -> None:
    async with coach_on(tmp_path, name, size=size) as seen:
        assert "space begin" in seen.text
        await seen.press("space")
        await seen.advance(lead_in + 2)
        words = "".join(char if char.isalpha() else " " for char in seen.text).split()
        assert words[:3] in (["Breathe", "in", "lightly"], ["in"])
        for other in SIZES:
            await seen.resize(*other)
            await seen.advance(0.3)
            assert seen.screen.size == other
            assert seen.text.strip()
            assert max(map(len, seen.rows)) <= other[0]


async def test_anything_in_a_script_wraps_and_breaks_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "scripts" / "breathing"
    folder.mkdir(parents=True)
    (folder / "strange.toml").write_text(
        f'title = "{STRANGE}"\nsummary = "{STRANGE}"\ncautions = ["{"long " * 60}"]\n'
        f'[[lead_in]]\nseconds = 5\ntext = "{STRANGE}"\n'
        f'[[phase]]\nkind = "in"\nseconds = 4\ntext = "{"a" * 300}"\nword = "{STRANGE}"\n'
        f'[[phase]]\nkind = "hold"\nseconds = 4\ntext = "{STRANGE}"\n'
        f'[[phase]]\nkind = "out"\nseconds = 4\ntext = "[/b] \\n line"\nword = ""\n'
        '[[phase]]\nkind = "rest"\nseconds = 4\n',
        encoding="utf-8",
    )
    for size in ((20, 8), (80, 24)):
        async with coach_on(tmp_path, size=size) as seen:
            await seen.press("b", "l")
            seen.on(ScriptsScreen).point_at("strange")
            seen.screen.draw()  # type: ignore[attr-defined]
            assert "[b" in seen.text
            await seen.press("space", "space")
            if size == (20, 8):
                seen.on(FirstTimeScreen)
                await seen.press("end", "down", "space")
            for _ in range(12):
                await seen.advance(2)
                assert seen.text.strip()
            await seen.press("d")
            await seen.advance(60)
            assert seen.breathing.session


async def test_nothing_is_redrawn_when_nothing_changes(tmp_path: Path) -> None:
    async with coach_on(tmp_path, "box") as seen:
        await seen.press("space")
        await seen.advance(10 + 3)
        await seen.press("space")
        await seen.advance(20)
        screen, refreshed = seen.breathing, []
        refresh = screen.refresh
        screen.refresh = lambda *regions, **more: refreshed.append(regions) or refresh(*regions)  # type: ignore[func-returns-value,method-assign]
        for _ in range(20):
            screen.tick()
            screen.draw()
        assert refreshed == []
        await seen.press("space")
        await seen.advance(2)
        assert refreshed


async def test_the_palette_stays_away_where_it_has_no_room(tmp_path: Path) -> None:
    async with coach_on(tmp_path, size=(6, 8)) as seen:
        before = seen.app.screen
        await seen.press("ctrl+p", "z")
        assert seen.app.screen is before
        assert seen.app.is_running
