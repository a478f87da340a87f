"""`coach learn`: lessons in plain lines, by day, and one by its name at any hour."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from coach.person import lessons
from coach.store.records import Store
from coach.system import folders
from tests.conftest import AtClock, Coach

DAY, NIGHT = "2026-11-24T15:00", "2026-11-24T23:30"
NAMES = {file.stem for file in (folders.assets() / "learn").glob("*.toml")}
LEGS = "They crawl, itch, pull, and are worst at rest."


def test_it_lists_all_with_that_of_today_first(coach: Coach, at_clock: AtClock) -> None:
    at_clock(DAY)
    answer = coach("learn", "--plain")
    first, *others = answer.out.splitlines()
    assert first == "Today: learn/why-sleep-breaks, Why sleep breaks down"
    assert {row.split(":")[0] for row in others} == {
        f"learn/{name}" for name in NAMES - {"why-sleep-breaks"}
    }
    assert "learn/restless-legs: Restless legs" in others
    assert (answer.code, answer.err) == (0, "`coach learn NAME` shows one.\n")


def test_that_of_today_goes_by_the_nights(coach: Coach, at_clock: AtClock, tmp_path: Path) -> None:
    moment = datetime.fromisoformat(DAY).astimezone()
    day = date(2026, 11, 24) - timedelta(days=9)
    Store(tmp_path / "data").answer(day, "light", "done", moment)
    at_clock(DAY)
    assert coach("learn", "--plain").out.startswith("Today: learn/rise-bed-clock, Rise time")


def test_at_night_it_says_that_it_can_wait(coach: Coach, at_clock: AtClock) -> None:
    at_clock(NIGHT)
    answer = coach("learn", "--plain")
    assert (answer.code, answer.out, answer.err) == (0, f"{lessons.AT_NIGHT}\n", "")


@pytest.mark.parametrize("moment", [DAY, NIGHT])
@pytest.mark.parametrize("name", ["restless-legs", "learn/restless-legs"])
def test_one_by_its_name_has_its_sources(
    coach: Coach, at_clock: AtClock, name: str, moment: str
) -> None:
    at_clock(moment)
    answer = coach("learn", name, "--plain")
    title, empty, *rows = answer.out.splitlines()
    assert (title, empty, rows[0]) == ("Restless legs", "", LEGS)
    assert "To try: Stretch once this afternoon, before they get restless." in rows
    assert "Goes with it: stretch/legs" in rows
    assert "Help from a person: h on the screen, else `coach support`" in rows
    assert rows[-5:] == [
        "",
        "From",
        "  Kaiser Permanente: restless legs",
        "  Winkelman and others, 2016 (AAN)",
        "  McCarter and others, 2023 (opioids)",
    ]
    assert coach("scripts", "show", "learn/restless-legs").out == answer.out


def test_a_name_that_is_not_there_gets_a_near_one(coach: Coach) -> None:
    answer = coach("learn", "tablet")
    assert (answer.code, answer.out) == (2, "")
    assert 'did you mean "tablets"?' in answer.err


def test_without_a_terminal_it_points_to_plain_lines(coach: Coach) -> None:
    answer = coach("learn")
    assert (answer.code, answer.out) == (2, "")
    assert "`coach learn --plain`" in answer.err


def test_a_bad_own_file_never_stops_it(coach: Coach, at_clock: AtClock, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "scripts" / "learn"
    folder.mkdir(parents=True)
    (folder / "restless-legs.toml").write_text("title = 3\ntags = []\n")
    (folder / "mine.toml").write_text('title = "Mine"\nlines = []\n')
    at_clock(DAY)
    assert len(coach("learn", "--plain").out.splitlines()) == len(NAMES)
    answer = coach("learn", "restless-legs", "--plain")
    assert answer.code == 0 and LEGS in answer.out
    assert "restless-legs.toml:1: title: found the number 3" in answer.err
    assert 'restless-legs.toml:2: tags: found an unknown key "tags"' in answer.err
    assert coach("learn", "mine", "--plain").code == 2
    check = coach("scripts", "check")
    assert check.code == 1 and "mine.toml:2: lines: found an empty list" in check.err
    listed = coach("scripts", "list").out
    assert [row.split()[-2:] for row in listed.splitlines() if "learn/mine" in row] == [
        ["has", "problems"]
    ]


def test_what_it_runs_has_to_be_there(coach: Coach, tmp_path: Path) -> None:
    file = tmp_path / "learn" / "mine.toml"
    file.parent.mkdir()
    file.write_text('title = "Mine"\nlines = ["One."]\nrun = "mind/walkin"\n')
    answer = coach("scripts", "check", str(file))
    assert answer.code == 1
    assert 'mine.toml:3: run: found the text "mind/walkin"' in answer.err


def test_a_new_one_can_be_used_and_read(coach: Coach, at_clock: AtClock) -> None:
    assert coach("scripts", "new", "learn", "mine").code == 0
    assert coach("scripts", "check").code == 0
    at_clock(DAY)
    assert "learn/mine: What helped me before" in coach("learn", "--plain").out
    assert "My sister answers, also late." in coach("learn", "mine", "--plain").out


def test_it_is_shown_as_json_and_not_to_be_heard(coach: Coach, tmp_path: Path) -> None:
    import json

    tree = json.loads(coach("scripts", "show", "learn/caffeine", "--json").out)
    assert list(tree) == ["id", "title", "kind", "lines", "sources", "try", "run", "stage"]
    assert tree["sources"][0] == "Gardiner and others, 2023"
    answer = coach("scripts", "render", "learn/caffeine", "-o", str(tmp_path / "x.wav"))
    assert answer.code == 2
    assert "found a lesson, which has nothing to hear" in answer.err
    assert coach("scripts", "show", "learn/caffeine", "--seconds", "60").code == 2
