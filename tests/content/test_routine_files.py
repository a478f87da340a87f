"""How a file becomes a routine, what is refused, and how its steps are made ready."""

from pathlib import Path

import pytest

from coach.content import references
from coach.content.library import Library, load_file
from coach.content.routine import RoutineFile
from coach.domain.health import UNASKED
from coach.domain.routine import Routine, Step
from coach.domain.timeline import Timeline
from coach.person import evening
from coach.person.choose import Choice
from coach.person.evening import Evening, references_of
from coach.store.settings import Settings
from coach.toml.problems import BadFile
from tests.generated import check_tiling, whole

HEAD = 'title = "Mine"\n'
STEP = '[[step]]\nrun = "{}"\n'
BOX, SCAN = STEP.format("breathing/box"), STEP.format("bodyscan/ten")
OWN_SCAN = """title = "Own"
seconds = {seconds}
[[region]]
region = "{region}"
lines = ["L."]
"""


def load(folder: Path, text: str) -> RoutineFile:
    """Return what a file with this text holds."""
    file = folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    script = load_file(file, "routines")
    assert isinstance(script, RoutineFile)
    return script


def read(folder: Path, text: str) -> Routine:
    """Return the routine that a file with this text describes."""
    return load(folder, text).exercise("routines/mine")


def problems(folder: Path, text: str) -> list[str]:
    """Return what is wrong with a file, each as `LINE: key: found ...`."""
    with pytest.raises(BadFile) as caught:
        load(folder, text)
    return [str(each).removeprefix(f"{folder / 'mine.toml'}:") for each in caught.value.problems]


def test_the_defaults_are_those_of_the_readme(tmp_path: Path) -> None:
    routine = read(tmp_path, HEAD + BOX)
    assert (routine.id, routine.title, routine.summary, routine.cautions) == (
        "routines/mine",
        "Mine",
        "",
        (),
    )
    assert routine.steps == (Step("breathing/box", None, None, None),)


def test_all_that_a_file_may_hold_reaches_the_routine(tmp_path: Path) -> None:
    routine = read(
        tmp_path,
        'title = "Mine"\nsummary = "S."\ncautions = ["C."]\nmade_by = "coach"\n'
        + BOX
        + "cycles = 12\n"
        + BOX
        + "seconds = 90.5\n"
        + SCAN
        + 'seconds = 240\nending = "wake"\n'
        + STEP.format("relaxation/pmr-7")
        + STEP.format("stretch/legs"),
    )
    assert (routine.summary, routine.cautions) == ("S.", ("C.",))
    assert routine.steps == (
        Step("breathing/box", cycles=12),
        Step("breathing/box", seconds=90.5),
        Step("bodyscan/ten", seconds=240, ending="wake"),
        Step("relaxation/pmr-7"),
        Step("stretch/legs"),
    )


@pytest.mark.parametrize("run", ["breathing/my own", "stretch/ä", "bodyscan/10-b_c"])
def test_a_step_may_run_anything_of_its_kind(tmp_path: Path, run: str) -> None:
    assert read(tmp_path, HEAD + STEP.format(run)).steps[0].run == run


@pytest.mark.parametrize(
    "run",
    ["", "box", "/box", "breathing/", "breathing/a/b", "routines/tonight", "themes/night", "x/y"],
)
def test_and_nothing_else(tmp_path: Path, run: str) -> None:
    messages = problems(tmp_path, HEAD + STEP.format(run))
    assert len(messages) == 1
    assert messages[0].startswith("3: step[1].run: found ")
    assert 'expected the id of an exercise or a checklist; try run = "breathing/box"' in messages[0]


@pytest.mark.parametrize(
    ("run", "allowed"),
    [
        ("breathing/box", {"cycles", "seconds"}),
        ("bodyscan/ten", {"seconds", "ending"}),
        ("relaxation/pmr-7", set()),
        ("stretch/legs", set()),
        ("checklists/bedtime", set()),
    ],
)
@pytest.mark.parametrize(
    ("key", "value"), [("cycles", "12"), ("seconds", "300"), ("ending", '"sleep"')]
)
def test_what_a_step_may_say_depends_on_what_it_runs(
    tmp_path: Path, run: str, allowed: set[str], key: str, value: str
) -> None:
    text = f"{HEAD}{STEP.format(run)}{key} = {value}\n"
    if key in allowed:
        assert getattr(read(tmp_path, text).steps[0], key) is not None
        return
    messages = problems(tmp_path, text)
    assert len(messages) == 1
    assert messages[0].startswith(
        f"4: step[1].{key}: found {key} for {run.split('/')[0]}, expected "
    )
    assert messages[0].endswith("; delete it")


def test_a_breath_has_cycles_or_seconds(tmp_path: Path) -> None:
    assert problems(tmp_path, f"{HEAD}{BOX}cycles = 12\nseconds = 60\n") == [
        "5: step[1].seconds: found both cycles and seconds, expected cycles or seconds; "
        "use one of them"
    ]


@pytest.mark.parametrize(
    ("run", "seconds", "is_fine"),
    [
        ("breathing/box", "1", True),
        ("breathing/box", "0.9", False),
        ("breathing/box", "14400", True),
        ("breathing/box", "14401", False),
        ("bodyscan/ten", "120", True),
        ("bodyscan/ten", "119.9", False),
        ("bodyscan/ten", "3600", True),
        ("bodyscan/ten", "3600.1", False),
    ],
)
def test_how_long_a_step_may_be(tmp_path: Path, run: str, seconds: str, is_fine: bool) -> None:
    text = f"{HEAD}{STEP.format(run)}seconds = {seconds}\n"
    if is_fine:
        assert read(tmp_path, text).steps[0].seconds == float(seconds)
    else:
        messages = problems(tmp_path, text)
        assert len(messages) == 1
        assert messages[0].startswith("4: step[1].seconds: found the number ")


def test_every_problem_has_its_line(tmp_path: Path) -> None:
    text = f'{HEAD}{STEP.format("box")}{BOX}ending = "wake"\n{SCAN}seconds = 60\ncycle = 3\n'
    assert problems(tmp_path, text) == [
        '3: step[1].run: found the text "box", expected the id of an exercise or a '
        'checklist; try run = "breathing/box"',
        "6: step[2].ending: found ending for breathing, expected cycles or seconds; delete it",
        "9: step[3].seconds: found the number 60.0, expected a number of seconds from 120 to 3600",
        '10: step[3].cycle: found an unknown key "cycle", expected one of run, cycles, seconds, '
        'ending; did you mean "cycles"?',
    ]


def test_there_may_be_twenty_four_steps_and_no_more(tmp_path: Path) -> None:
    assert len(read(tmp_path, HEAD + BOX * 24).steps) == 24
    assert problems(tmp_path, HEAD + BOX * 25) == [
        "2: step: found a list of 25, expected one to 24 [[step]] tables"
    ]


# Made ready


def own(library: Library, kind: str, name: str, text: str) -> None:
    """Write a script of the person's own."""
    folder = library.own_folder(kind)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def timelines(prepared: Evening) -> list[Timeline]:
    """Return the timelines of what is played."""
    return [stop.timeline for stop in prepared.stops if stop.timeline]


def test_every_step_is_played_as_the_routine_says(tmp_path: Path, library: Library) -> None:
    text = f'{HEAD}{BOX}cycles = 3\n{BOX}seconds = 40\n{SCAN}seconds = 240\nending = "wake"\n'
    prepared = evening.prepare(
        library, Choice(read(tmp_path, text)), Settings(), UNASKED, is_night=True
    )
    last = timelines(prepared)[2]
    cycles = [timeline.cycles for timeline in timelines(prepared)]
    assert (cycles, prepared.problems) == ([3, 3, 0], ())
    assert last.total_ms == 240_000
    assert last.cues[-1].kind in ("closing", "silence")
    assert "Sit up slowly" in last.cues[-1].text
    assert [stop.number for stop in prepared.stops] == [1, 2, 3]


@pytest.mark.parametrize("is_night", [True, False])
def test_a_scan_that_does_not_say_ends_in_sleep_at_night_only(
    tmp_path: Path, library: Library, is_night: bool
) -> None:
    prepared = evening.prepare(
        library, Choice(read(tmp_path, HEAD + SCAN)), Settings(), UNASKED, is_night
    )
    texts = {cue.text for cue in timelines(prepared)[0].cues}
    assert ("No more words from here. Good night." in texts) is is_night


def test_all_steps_are_one_timeline_with_quiet_breaths_between(
    tmp_path: Path, library: Library
) -> None:
    text = f"{HEAD}{BOX}cycles = 3\n{STEP.format('relaxation/pmr-4')}{SCAN}"
    prepared = evening.prepare(
        library, Choice(read(tmp_path, text)), Settings(), UNASKED, is_night=True
    )
    timeline = whole(prepared)
    check_tiling(timeline)
    lengths_ms = [timeline.total_ms for timeline in timelines(prepared)]
    assert timeline.total_ms == prepared.total_ms == sum(lengths_ms) + 8000
    quiet = [cue.start_ms for cue in timeline.cues if cue.duration_ms == 4000 and not cue.text]
    assert lengths_ms[0] in quiet
    assert lengths_ms[0] + 4000 + lengths_ms[1] in quiet
    assert prepared.routine.id == "routines/mine"


def test_a_checklist_is_answered_and_has_no_quiet_breath(tmp_path: Path, library: Library) -> None:
    text = f"{HEAD}{STEP.format('checklists/bedtime')}{BOX}{STEP.format('checklists/bedtime')}{BOX}"
    prepared = evening.prepare(
        library, Choice(read(tmp_path, text)), Settings(), UNASKED, is_night=True
    )
    first, second = timelines(prepared)
    assert [stop.timeline is None for stop in prepared.stops] == [True, False, True, False]
    assert [stop.total_ms for stop in prepared.stops] == [0, first.total_ms, 0, second.total_ms]
    assert prepared.total_ms == whole(prepared).total_ms == first.total_ms + second.total_ms + 4000


def test_a_step_with_an_unknown_exercise_is_left_out_and_reported(
    tmp_path: Path, library: Library
) -> None:
    prepared = evening.prepare(
        library,
        Choice(read(tmp_path, HEAD + STEP.format("breathing/bux") + BOX)),
        Settings(),
        UNASKED,
        is_night=True,
    )
    assert [(stop.number, stop.exercise.id) for stop in prepared.stops] == [(2, "breathing/box")]
    assert len(prepared.problems) == 1
    assert 'did you mean "box"?' in prepared.problems[0]


def test_what_is_wrong_with_a_script_is_said_once_however_often_it_is_a_step(
    tmp_path: Path, library: Library
) -> None:
    own(library, "bodyscan", "own", OWN_SCAN.format(seconds=1, region="nose-hair"))
    routine = read(tmp_path, HEAD + STEP.format("bodyscan/own") + BOX + STEP.format("bodyscan/own"))
    prepared = evening.prepare(library, Choice(routine), Settings(), UNASKED, is_night=True)
    assert [stop.number for stop in prepared.stops] == [2]
    assert len(prepared.problems) == 1
    assert "nose-hair" in prepared.problems[0]


def complaint(folder: Path, library: Library, text: str) -> list[str]:
    """Return what `check` says about the steps of a routine, each as `LINE: key: found ...`."""
    file = folder / "mine.toml"
    script = load(folder, text)
    with pytest.raises(BadFile) as caught:
        references.check(file, references_of(library, script))
    return str(caught.value).replace(f"{file}:", "").splitlines()


def test_check_finds_every_step_that_cannot_be_played(tmp_path: Path, library: Library) -> None:
    text = f"{HEAD}{STEP.format('breathing/bux')}{BOX}cycles = 41\n{BOX}{STEP.format('stretch/no')}"
    messages = complaint(tmp_path, library, text)
    assert [line.split(" (")[0] for line in messages] == [
        '3: step[1].run: found the text "breathing/bux"',
        '10: step[4].run: found the text "stretch/no"',
    ]


def test_check_finds_more_breaths_than_a_pattern_may_have(tmp_path: Path, library: Library) -> None:
    text = f"{HEAD}{STEP.format('breathing/four-seven-eight')}cycles = 9\n"
    messages = complaint(tmp_path, library, text)
    assert len(messages) == 1
    assert messages[0].startswith('3: step[1].run: found the text "breathing/four-seven-eight" (')
    assert "found 9 breaths, expected 1 to 8 breaths" in messages[0]


def test_check_is_content_where_all_can_be_played(tmp_path: Path, library: Library) -> None:
    own(library, "bodyscan", "own", OWN_SCAN.format(seconds=300, region="toes"))
    script = load(tmp_path, HEAD + STEP.format("bodyscan/own") + BOX)
    references.check(tmp_path / "mine.toml", references_of(library, script))


def test_a_step_whose_own_script_has_several_problems_is_one_line(
    tmp_path: Path, library: Library
) -> None:
    own(library, "bodyscan", "own", OWN_SCAN.format(seconds=1, region="nose-hair"))
    messages = complaint(tmp_path, library, HEAD + STEP.format("bodyscan/own"))
    assert len(messages) == 1
    assert messages[0].startswith('3: step[1].run: found the text "bodyscan/own"')
