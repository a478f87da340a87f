"""`coach morning --plain`: the diary of the last night as plain lines."""

import os
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from coach.cli.lines import morning_lines
from coach.domain.night import Schedule
from coach.errors import CoachError
from coach.store.records import DiaryRecord, Store
from coach.store.settings import Settings
from coach.system.clock import HERE
from tests.cli.test_imports import HEAVY, modules_after
from tests.conftest import AtClock, Coach

NIGHT = date(2026, 11, 23)
TOLD = DiaryRecord(
    *(NIGHT, "Etc/UTC", 0, "22:45", "23:15", "06:10", "06:50", 50, 70, 3),
    *(4, 7, 0, 2, True, "Rain, [b]tea[/b]."),
)


def lines(data: Path, **settings: str) -> list[str]:
    return list(morning_lines(Settings(**settings), Store(data), NIGHT))  # type: ignore[arg-type]


def test_every_question_is_answered_and_the_figures_follow(tmp_path: Path) -> None:
    Store(tmp_path).save_diary(TOLD)
    assert lines(tmp_path) == [
        "Last night, 23 to 24 November",
        "Into bed: 22:45",
        "Tried to sleep: 23:15",
        "Minutes to fall asleep: 50",
        "Times awake: 3",
        "Minutes awake: 70",
        "Last awakening: 06:10",
        "Out of bed: 06:50",
        "Naps the day before: not answered",
        "How the night left you: 4",
        "Legs: 7",
        "Craving: 0",
        "Anxiety: 2",
        "Sweats: yes",
        "Note: Rain, [b]tea[/b].",
        "In bed: 8 h 5 min",
        "Asleep: 4 h 55 min",
        "Awake after the last awakening: 0 h 40 min",
        "Of the time in bed, asleep: 61 %",
    ]


def test_what_is_not_answered_says_so_and_has_no_figures(tmp_path: Path) -> None:
    Store(tmp_path).save_diary(DiaryRecord(NIGHT, "", 60, quality=0))
    printed = lines(tmp_path, withdrawal="off")
    assert "How the night left you: 0" in printed
    assert printed[-1] == "Note: not answered"
    assert not [line for line in printed if line.startswith(("In bed", "Asleep", "Legs", "Sweats"))]


def test_with_no_diary_it_says_what_would_be_asked(tmp_path: Path) -> None:
    printed = lines(tmp_path)
    assert printed[1:15] == [f"{line.split(':')[0]}: not answered" for line in printed[1:15]]
    assert printed[15:] == ["Nothing is written down yet. `coach morning` asks; it takes a minute."]
    assert os.listdir(tmp_path) == []


def test_no_line_holds_control_characters(tmp_path: Path) -> None:
    Store(tmp_path).save_diary(TOLD._replace(note="a\x1b[31m\nb\u202ec"))
    assert "Note: a[31m bc" in lines(tmp_path)


def test_the_command_prints_it_and_needs_no_terminal(coach: Coach, tmp_path: Path) -> None:
    now = datetime.now().astimezone()
    for days in range(2):  # another day may begin between
        night = Schedule(HERE).last_night(now) + timedelta(days=days)
        Store(tmp_path / "data").save_diary(TOLD._replace(night=night))
    answer = coach("morning", "--plain")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Last night, ")
    figures, reply = answer.out.split("Of the time in bed, asleep: 61 %\n")
    assert "Rain" in figures and "coach stretch legs\n" in reply
    assert "\x1b" not in answer.out


@pytest.mark.parametrize(
    ("settings", "now", "night"),
    [
        ("", "2026-11-24T00:15", "22 to 23 November"),  # another night has begun
        ("", "2026-11-24T04:59", "22 to 23 November"),
        ("", "2026-11-24T05:00", "23 to 24 November"),
        ("", "2026-11-24T23:59", "23 to 24 November"),
        ('bedtime = "08:00"\nrise = "16:00"', "2026-11-24T07:50", "22 to 23 November"),
        ('bedtime = "08:00"\nrise = "16:00"', "2026-11-24T16:30", "23 to 24 November"),
        ('bedtime = "08:00"\nrise = "16:00"', "2026-11-25T00:15", "23 to 24 November"),
    ],
)
def test_last_night_is_never_the_one_that_has_just_begun(
    coach: Coach, config: Path, at_clock: AtClock, settings: str, now: str, night: str
) -> None:
    config.mkdir()
    (config / "settings.toml").write_text(settings)
    at_clock(now)
    assert coach("morning", "--plain").out.startswith(f"Last night, {night}\n")


def test_without_a_terminal_it_points_to_plain(coach: Coach) -> None:
    answer = coach("morning")
    assert (answer.code, answer.out) == (2, "")
    assert "coach morning --plain" in answer.err


def test_data_that_cannot_be_read_is_reported_in_a_line(coach: Coach, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the place of the folder")
    with pytest.raises(CoachError):
        lines(tmp_path / "data")
    answer = coach("morning", "--plain")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1


def test_the_plain_command_imports_no_textual() -> None:
    loaded = modules_after("from coach.cli.command import run\nrun(['morning', '--plain'])")
    assert "coach.cli.lines" in loaded
    assert not loaded & set(HEAVY)
