"""The README says what there is: every key, command, option and key of a file."""

from itertools import combinations
from pathlib import Path

import pytest

from coach.cli.parser import build
from coach.content import awake_step, routine, stretch
from coach.content.awake import AwakeFile, MorningTable
from coach.content.awake_step import ChoiceTable
from coach.content.bodyscan import BodyScanFile, Endings, RegionTable, SentenceTable, Wandering
from coach.content.breathing import BreathingFile, PhaseTable
from coach.content.checklist import ChecklistFile, ItemTable
from coach.content.lesson import LessonFile
from coach.content.lines import LineTable, PassageTable, SpokenTable
from coach.content.mind import Draw, MindFile
from coach.content.relaxation import GroupTable, RelaxationFile, Timing, WordsTable
from coach.content.routine import RoutineFile
from coach.content.stretch import StretchFile
from coach.content.support import CountryTable, Line, Peer, Sign, SupportFile
from coach.content.theme import ThemeFile
from coach.store.settings import Settings
from coach.toml.shape import Shape
from coach.ui.keys import AREAS, COMMANDS, commands

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def table_of(heading: str) -> str:
    return README.split(f"## {heading}\n")[1].split("\n## ")[0].lower()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_key_is_in_the_readme(command: object) -> None:
    shown = getattr(command, "shown")  # noqa: B009
    keys = table_of("Keys")
    assert f"`{shown}`" in keys or shown in keys.replace("/", " ").split()


@pytest.mark.parametrize(
    "shape",
    [
        *(BreathingFile, PhaseTable, SpokenTable, LineTable, ThemeFile, Settings),
        *(RelaxationFile, Timing, GroupTable, WordsTable, PassageTable),
        *(BodyScanFile, SentenceTable, RegionTable, Wandering, Endings, MindFile, Draw),
        *(ChecklistFile, ItemTable, LessonFile),
        *(AwakeFile, awake_step.StepTable, ChoiceTable, MorningTable),
        *(StretchFile, stretch.StepTable, RoutineFile, routine.StepTable),
        *(SupportFile, Sign, CountryTable, Line, Peer),
    ],
)
def test_every_key_of_a_file_is_in_the_readme(shape: type[Shape]) -> None:
    for name in shape.__struct_encode_fields__:
        assert f"`{name}`" in README, name


def test_every_command_and_option_is_in_the_readme() -> None:
    parsers = [build()]
    for parser in parsers:
        for action in parser._actions:
            for option in action.option_strings:
                if option not in ("-h", "--help", "--kind"):
                    assert option in README, option
            if isinstance(action.choices, dict):
                parsers += action.choices.values()
                assert all(f" {name}" in README for name in action.choices)


def test_no_two_commands_share_a_key_on_one_screen() -> None:
    guided = ("guided", "ready", "routine")
    assert {"space", "enter"} == set(commands("everywhere")[0].keys.split(","))  # split there
    screens = [
        ("tonight",),
        ("list", "items"),
        guided,
        (*guided, "parts", "release"),
        (*guided, "parts", "scan"),
    ]
    screens += [("list", "scripts"), ("list", "editor"), ("list", "builder")]
    screens += [("list", "options"), ("list", "support"), ("list", "scroll", "page", "lesson")]
    screens += [("list", "page", "review"), ("ready", "scroll", "page")]
    screens += [("list", "scroll", "dates"), ("list", "scroll", "notes"), ("morning",)]
    for areas in screens:
        on_it = commands("everywhere", *areas)
        for one, other in combinations(on_it, 2):
            assert not set(one.keys.split(",")) & set(other.keys.split(",")), (one, other)


def test_every_area_has_a_title() -> None:
    assert {command.area for command in COMMANDS} == set(AREAS)


def test_ci_runs_the_test_command_as_the_readme_writes_it() -> None:
    script = (Path(__file__).parent.parent / ".ci" / "run").read_text(encoding="utf-8")
    [command] = [
        row for row in README.splitlines() if row.startswith("python3 -m venv") and "pytest" in row
    ]
    assert command.endswith(".venv/bin/python -m pytest")
    assert "grep -E '^python3 -m venv .*pytest' README.md" in script
