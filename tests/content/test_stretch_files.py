"""How a file becomes a row of stretches: every key, what it is without, and what is refused."""

from pathlib import Path

import pytest

from coach.content.library import load_file
from coach.content.stretch import StretchFile
from coach.domain.stretch import Stretch
from coach.toml.problems import BadFile
from tests.generated import STEP_KINDS

HEAD = 'title = "Mine"\n'
STEP = """[[step]]
id = "calf"
title = "Calf"
kind = "stretch"
seconds = 30
"""


def read(folder: Path, text: str) -> Stretch:
    """Return the stretches that a file with this text describes."""
    file = folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    script = load_file(file, "stretch")
    assert isinstance(script, StretchFile)
    return script.exercise("stretch/mine")


def problems(folder: Path, text: str) -> list[str]:
    """Return what is wrong with a file, each as `LINE: key: found ...`."""
    with pytest.raises(BadFile) as caught:
        read(folder, text)
    return [str(each).removeprefix(f"{folder / 'mine.toml'}:") for each in caught.value.problems]


def test_the_defaults_are_those_of_the_readme(tmp_path: Path) -> None:
    stretch = read(tmp_path, HEAD + STEP)
    assert (stretch.id, stretch.title, stretch.summary, stretch.cautions) == (
        "stretch/mine",
        "Mine",
        "",
        (),
    )
    assert stretch.steps == ((("calf", "Calf", ()), "stretch", 30_000, (), False),)
    cue = stretch.timeline().cues[0]
    assert (cue.kind, cue.duration_ms, cue.text) == ("stretch", 30_000, "")


def test_all_that_a_file_may_hold_reaches_the_stretches(tmp_path: Path) -> None:
    stretch = read(
        tmp_path,
        """title = "Mine"
summary = "S."
cautions = ["C.", "D."]
made_by = "coach"
[[step]]
id = "arrive"
title = "Arrive"
kind = "settle"
seconds = 1
[[step]]
id = "calf"
title = "Calf"
kind = "stretch"
seconds = 600
regions = ["right-calf", "right-ankle"]
lines = [{ at = 0, text = "A." }, { at = 599.999, text = "B." }]
""",
    )
    assert (stretch.summary, stretch.cautions) == ("S.", ("C.", "D."))
    arrive, calf = stretch.steps
    assert arrive == (("arrive", "Arrive", ()), "settle", 1000, (), False)
    assert calf.part == ("calf", "Calf", ("right-calf", "right-ankle"))
    assert calf.lines == ((0, "A."), (599_999, "B."))
    assert stretch.timeline().total_ms == 601_000


@pytest.mark.parametrize("kind", STEP_KINDS)
def test_a_step_is_of_one_of_four_kinds(tmp_path: Path, kind: str) -> None:
    stretch = read(tmp_path, HEAD + STEP.replace('"stretch"', f'"{kind}"'))
    assert stretch.timeline().cues[0].kind == kind


@pytest.mark.parametrize("kind", ["", "Stretch", "rest", "silence"])
def test_and_of_no_other(tmp_path: Path, kind: str) -> None:
    messages = problems(tmp_path, HEAD + STEP.replace('"stretch"', f'"{kind}"'))
    assert messages[0].startswith("5: step[1].kind: found ")
    assert "expected one of settle, stretch, change, closing" in messages[0]


@pytest.mark.parametrize(("seconds", "ms"), [("1", 1000), ("600", 600_000), ("2.5004", 2500)])
def test_a_step_takes_a_second_to_ten_minutes(tmp_path: Path, seconds: str, ms: int) -> None:
    assert read(tmp_path, HEAD + STEP.replace("30", seconds)).timeline().total_ms == ms


@pytest.mark.parametrize("seconds", ["0.999", "600.001", "0", "-1", "nan", "inf", "true", '"30"'])
def test_and_no_less_and_no_more(tmp_path: Path, seconds: str) -> None:
    messages = problems(tmp_path, HEAD + STEP.replace("30", seconds))
    assert len(messages) == 1
    assert messages[0].startswith("6: step[1].seconds: found ")
    assert "expected a number of seconds from 1 to 600" in messages[0]


@pytest.mark.parametrize("key", ["id", "title", "kind", "seconds"])
def test_what_every_step_must_say(tmp_path: Path, key: str) -> None:
    rows = [row for row in STEP.splitlines() if not row.startswith(f"{key} ")]
    messages = problems(tmp_path, HEAD + "\n".join(rows) + "\n")
    assert len(messages) == 1
    assert messages[0].startswith(f"2: step[1].{key}: found nothing, expected ")


def test_every_problem_has_its_line(tmp_path: Path) -> None:
    lines = "".join(f'{{ at = {at}, text = "a" }},\n' for at in (9, 9, 30))
    assert problems(tmp_path, f"{HEAD}{STEP}lines = [\n{lines}]\n{STEP}second = 3\n") == [
        "9: step[1].lines[2].at: found the number 9.0, expected a time after 9, the line before it",
        "10: step[1].lines[3].at: found the number 30.0, expected a time under 30, "
        "the end of its passage",
        '17: step[2].second: found an unknown key "second", expected one of id, title, kind, '
        'seconds, regions, lines, when, wait; did you mean "seconds"?',
    ]


def test_no_two_steps_are_called_the_same(tmp_path: Path) -> None:
    other = STEP.replace('"calf"', '"other"')
    assert problems(tmp_path, HEAD + STEP + other + STEP) == [
        '13: step[3].id: found the text "calf", expected an id that no other has'
    ]


@pytest.mark.parametrize(("at", "is_fine"), [("0", True), ("29.999", True), ("30", False)])
def test_a_line_is_within_its_step(tmp_path: Path, at: str, is_fine: bool) -> None:
    text = f'{HEAD}{STEP}lines = [{{ at = {at}, text = "a" }}]\n'
    if is_fine:
        assert read(tmp_path, text).steps[0].lines[0].at_ms == round(float(at) * 1000)
    else:
        assert "the end of its passage" in problems(tmp_path, text)[0]


def steps(count: int, seconds: str) -> str:
    each = STEP.replace("30", seconds)
    return HEAD + "".join(each.replace('"calf"', f'"s{n}"') for n in range(count))


def test_no_session_is_longer_than_four_hours(tmp_path: Path) -> None:
    assert read(tmp_path, steps(24, "600")).timeline().total_ms == 14_400_000
    assert problems(tmp_path, steps(25, "600")) == [
        "2: step: found a session of 15000 s, expected at most 14400 s in all"
    ]


def test_there_may_be_two_hundred_steps_and_no_more(tmp_path: Path) -> None:
    assert len(read(tmp_path, steps(200, "1")).steps) == 200
    assert problems(tmp_path, steps(201, "1")) == [
        "2: step: found a list of 201, expected one to 200 [[step]] tables"
    ]
