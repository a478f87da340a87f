"""Make my own from this: a copy loses nothing of the script that it was made from."""

import tomllib
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from coach.content.cache import ScriptCache
from coach.content.library import Entry, Exercise, Library
from coach.content.telling import FULL_DEPTH, Telling
from coach.domain.breathing import Pattern
from coach.domain.routine import Routine
from coach.domain.timeline import Cue
from coach.person import evening
from coach.person.choose import Choice
from coach.person.safer import limits_of
from coach.store.settings import Settings
from coach.system import folders
from coach.toml.read import Tree
from coach.ui.screens.editor import EditorScreen
from coach.ui.screens.first_time import FirstTimeScreen
from coach.ui.screens.scripts import ScriptsScreen
from tests.ui.seen import Seen, coach_on

NIGHTS = range(4)
DEPTHS = range(1, FULL_DEPTH + 1)
BRANCHES = (False, True)
"""Whether another step follows."""
MINE = """\
made_by = ""
title = "Mine"
seconds = 60
cautions = ["Not on a boat."]

[[lead_in]]
seconds = 5
text = ["Settle.", "Settle in."]

[[phase]]
kind = "in"
seconds = 4
text = ["In.", "And in."]
word = ["in", "and in"]

[[phase]]
kind = "hold"
seconds = 0

[[phase]]
kind = "out"
seconds = 6
spoken = false

[[closing]]
seconds = 7
when = "alone"
text = "The end."

[[closing]]
seconds = 3
depth = 2
text = ["Let it go.", "Let the counting go."]
"""


def as_told(telling: Telling, _: str) -> Telling:
    """Tell every script so."""
    return telling


async def copied(seen: Seen, kind: str) -> list[tuple[Entry, Entry]]:
    """Make a copy of every shipped script of a kind; return each with its copy."""
    config = seen.app.me.library.config
    await seen.press({"breathing": "b", "routines": "e"}[kind], "l")
    pairs = []
    for entry in Library(folders.assets(), config).entries(kind).values():
        seen.on(ScriptsScreen).point_at(entry.name)
        await seen.press("e", "space", "enter")
        pairs.append((entry, seen.on(ScriptsScreen).chosen[0]))
    return pairs


def exercise(entry: Entry, library: Library, has_next: bool = False) -> Exercise:
    """Return what a file holds, as it is told."""
    found, problems = library.exercise(entry, has_next)
    assert problems == ()
    return found


def played(entry: Entry, library: Library, has_next: bool) -> tuple[Cue, ...]:
    """Return the cues of a breath, or of all steps of a routine."""
    found = exercise(entry, library, has_next)
    if isinstance(found, Pattern):
        return found.timeline().cues
    assert isinstance(found, Routine)
    stops = evening.prepare(
        library, Choice(found), Settings(rests="with"), limits_of(Settings(rests="with"), {}), True
    ).stops
    return tuple(cue for stop in stops if stop.timeline for cue in stop.timeline.cues)


@pytest.mark.parametrize("kind", ["breathing", "routines"])
async def test_a_copy_plays_word_for_word_as_the_shipped_one(tmp_path: Path, kind: str) -> None:
    async with coach_on(tmp_path) as seen:
        pairs = await copied(seen, kind)
        config = seen.app.me.library.config
    cache = ScriptCache()
    assert len(pairs) == len(list((folders.assets() / kind).glob("*.toml")))
    for night, depth, has_next in product(NIGHTS, DEPTHS, BRANCHES):
        library = Library(folders.assets(), config, cache, partial(as_told, Telling(night, depth)))
        for entry, copy in pairs:
            assert copy.is_own and not copy.is_shadowing
            assert played(copy, library, has_next) == played(entry, library, has_next), entry.id
            shipped, mine = (exercise(each, library) for each in (entry, copy))
            assert mine.title == f"My {shipped.title.lower()}"
            assert mine.cautions == (shipped.cautions if kind == "breathing" else ())


async def changed(tmp_path: Path, name: str, *keys: str) -> Tree:
    """Make my own from a breath with these keys, and return what its file holds."""
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l")
        seen.on(ScriptsScreen).point_at(name)
        await seen.press("e")
        seen.on(EditorScreen)
        await seen.press(*keys, "space", "enter")
        return tomllib.loads(seen.on(ScriptsScreen).chosen[0].file.read_text(encoding="utf-8"))


def own(tmp_path: Path, text: str) -> Tree:
    """Write a breath of one's own, and return what it holds."""
    file = tmp_path / "config" / "scripts" / "breathing" / "mine.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return tomllib.loads(text)


async def test_other_lengths_change_nothing_but_lengths(tmp_path: Path) -> None:
    before = own(tmp_path, MINE)
    after = await changed(tmp_path, "mine", "right", "down", "right")  # in 4.5 s, hold 0.5 s
    [inward, hold, out] = after.pop("phase")
    [was_in, _, was_out] = before.pop("phase")
    assert inward == was_in | {"seconds": 4.5}
    assert hold == {"kind": "hold", "seconds": 0.5, "text": "Rest.", "word": "rest"}
    assert out == was_out | {"seconds": 6.0}
    assert after.pop("cycles") == 6  # of 11 s, in place of 60 s
    del before["seconds"]
    named = {"made_by": "coach", "title": "My mine", "summary": "A breath of my own."}
    assert after == before | named


async def test_a_hold_that_is_made_none_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    after = await changed(tmp_path, "box", "down", *["left"] * 8)
    box = tomllib.loads((folders.assets() / "breathing" / "box.toml").read_text(encoding="utf-8"))
    [inward, _, out, rest] = box.pop("phase")
    assert after.pop("phase") == [inward, out, rest]
    assert after.pop("cycles") == 26  # of 12 s: as long as 19 of 16 s
    del box["seconds"]
    named = {"made_by": "coach", "title": "My box", "summary": "A breath of my own."}
    assert after == box | named


async def test_a_file_that_is_gone_or_broken_by_now_is_not_copied(tmp_path: Path) -> None:
    own(tmp_path, MINE)
    file = tmp_path / "config" / "scripts" / "breathing" / "mine.toml"
    async with coach_on(tmp_path) as seen:
        await seen.press("b", "l")
        seen.on(ScriptsScreen).point_at("mine")
        file.write_text("title = 'Mine'\n", encoding="utf-8")
        await seen.press("e")
        assert "phase" in seen.on(ScriptsScreen).words
        assert "mine (cannot be read)" in seen.text


async def test_the_steps_of_a_copied_routine_bring_their_own_cautions(tmp_path: Path) -> None:
    """Those of the shipped one speak for just its steps; those of mine may be other ones."""
    async with coach_on(tmp_path, settings={"read": []}) as seen:
        await seen.press("e", "l")
        seen.on(ScriptsScreen).point_at("tonight")
        await seen.press("e", "space", "enter")
        library, entry = seen.app.me.library, seen.on(ScriptsScreen).chosen[0]
        await seen.press("space", "space")
        asked = seen.on(FirstTimeScreen).asked
    mine = exercise(entry, library)
    assert isinstance(mine, Routine)
    stops = evening.prepare(
        library, Choice(mine), Settings(rests="with"), limits_of(Settings(rests="with"), {}), True
    ).stops
    assert len(stops) == 4
    for stop in stops:
        assert stop.chosen.cautions
        assert set(stop.chosen.cautions) <= set(asked.cautions), stop.chosen.id


async def test_the_cautions_that_somebody_wrote_into_a_routine_stay(tmp_path: Path) -> None:
    text = 'made_by = "coach"\ntitle = "Mine"\ncautions = ["Not on a boat."]\n'
    steps = '[[step]]\nrun = "breathing/box"\n[[step]]\nrun = "bodyscan/three"\n'
    file = tmp_path / "config" / "scripts" / "routines" / "mine.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text + steps, encoding="utf-8")
    async with coach_on(tmp_path) as seen:
        await seen.press("e", "l")
        seen.on(ScriptsScreen).point_at("mine")
        await seen.press("e", "x", "space", "enter")
        seen.on(ScriptsScreen)
    tree = tomllib.loads(file.read_text(encoding="utf-8"))
    assert tree["cautions"] == ["Not on a boat."]
    assert [step["run"] for step in tree["step"]] == ["bodyscan/three"]
