"""How scripts are told to this person: by the night, and by how often they were finished."""

from datetime import date, datetime
from pathlib import Path

import pytest

from coach.person.context import Context
from coach.person.records import NOTHING
from coach.system.folders import Places
from tests.fake_clock import FakeClock

NIGHT = date(2026, 11, 27)


def person(folder: Path, hour: int = 23, **settings: str) -> Context:
    lines = "".join(f'{name} = "{value}"\n' for name, value in settings.items())
    (folder / "config").mkdir()
    (folder / "config" / "settings.toml").write_text(lines, encoding="utf-8")
    clock = FakeClock(wall=datetime(2026, 11, 27, hour).timestamp())
    return Context(Places(folder / "config", folder / "data"), clock)


@pytest.mark.parametrize(("hour", "night"), [(23, NIGHT), (12, NIGHT), (11, date(2026, 11, 26))])
def test_the_words_are_those_of_the_night(tmp_path: Path, hour: int, night: date) -> None:
    assert person(tmp_path, hour).telling("breathing/box").night == night.toordinal()


def test_another_night_can_be_shown(tmp_path: Path) -> None:
    me = person(tmp_path)
    me.shown_night = date(2026, 12, 24)
    assert me.telling("breathing/box").night == date(2026, 12, 24).toordinal()


@pytest.mark.parametrize(
    ("guidance", "finished", "depth"),
    [
        *(("thins", 0, 3), ("thins", 6, 3), ("thins", 7, 2), ("thins", 20, 2), ("thins", 21, 1)),
        *(("full", 99, 3), ("fewest", 0, 1)),
    ],
)
def test_guidance_thins_with_practice_unless_the_option_says_otherwise(
    tmp_path: Path, guidance: str, finished: int, depth: int
) -> None:
    me = person(tmp_path, guidance=guidance)
    me.records = NOTHING._replace(finished={"breathing/box": finished, "bodyscan/ten": 500})
    assert me.telling("breathing/box").depth == depth
    me.says_all = True
    assert me.telling("breathing/box").depth == 3, "on paper, in JSON and in plain lines"


def test_what_is_played_is_told_so(tmp_path: Path) -> None:
    me = person(tmp_path)
    file = tmp_path / "config" / "scripts" / "stretch" / "mine.toml"
    file.parent.mkdir(parents=True)
    step = '[[step]]\nid = "a"\ntitle = "A"\nkind = "stretch"\nseconds = 20\n'
    lines = 'lines = [{ at = 0, text = ["One.", "Two."] }, { at = 9, depth = 2, text = "Soft." }]\n'
    file.write_text(f'title = "Mine"\n{step}{lines}', encoding="utf-8")
    entry = me.library.find("stretch", "mine")

    def said() -> list[str]:
        exercise, _ = me.library.exercise(entry)
        timeline = exercise.timeline()  # type: ignore[union-attr, call-arg]
        return [cue.text for cue in timeline.cues if cue.text]

    first = said()
    me.shown_night = date.fromordinal(NIGHT.toordinal() + 1)
    second = said()
    assert {first[0], second[0]} == {"One.", "Two."}
    assert first[1] == second[1] == "Soft."
    me.records = NOTHING._replace(finished={"stretch/mine": 21})
    assert len(said()) == 1
