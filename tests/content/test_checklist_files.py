"""How a file becomes a checklist, what the command line shows of it, and the shipped one."""

import json
import re
from datetime import UTC, date, time
from pathlib import Path

import pytest

from coach.content.checklist import ChecklistFile
from coach.content.library import Library, load_file
from coach.domain.checklist import PHASES, Checklist, Item, due, suggestions
from coach.domain.night import Schedule, Times
from coach.system import folders
from coach.toml.problems import BadFile
from tests.conftest import Coach

HEAD = 'title = "Mine"\n'
ITEM = """[[item]]
id = "lamps"
text = "Lamps low"
phase = "evening"
"""
ON = ["rise", "caffeine", "dim", "worry", "screens", "room", "wind-down"]
LEADS = {
    "nap": 480,
    # minutes before lights-out, or a time of day
    "move": 180,
    "caffeine": 540,
    "meal": 180,
    "alcohol": 180,
    "nicotine": 120,
    "dim": 180,
    "worry": 120,
    "tomorrow": 30,
    "drinks": 90,
    "bath": 90,
    "screens": 60,
    "phone": 60,
    "quiet": 45,
    "legs": 30,
    "kit": 30,
    "room": 30,
    "curtains": 30,
    "pillow": 30,
    "wind-down": 20,
    "clock": 5,
    "sleepy": 0,
    "bed-only": 0,
    "agreed": 60,
}


def read(folder: Path, text: str) -> Checklist:
    """Return the checklist that a file with this text describes."""
    file = folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    script = load_file(file, "checklists")
    assert isinstance(script, ChecklistFile)
    return script.checklist("checklists/mine")


def problems(folder: Path, text: str) -> list[str]:
    """Return what is wrong with a file, each as `LINE: key: found ...`."""
    with pytest.raises(BadFile) as caught:
        read(folder, text)
    return [str(each).removeprefix(f"{folder / 'mine.toml'}:") for each in caught.value.problems]


def own(config: Path, name: str, text: str) -> Path:
    """Write a checklist of the person's own."""
    file = config / "scripts" / "checklists" / f"{name}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


# The shape


def test_the_defaults_are_those_of_the_readme(tmp_path: Path) -> None:
    checklist = read(tmp_path, HEAD + ITEM)
    assert (checklist.id, checklist.title, checklist.summary, checklist.cautions) == (
        "checklists/mine",
        "Mine",
        "",
        (),
    )
    assert checklist.items == (Item("lamps", "Lamps low", "evening", None, None, False, "", ""),)


def test_all_that_a_file_may_hold_reaches_the_checklist(tmp_path: Path) -> None:
    more = (
        'clock = "00:30"\nlead_minutes = 1440\non = true\nwhy = "A.\\nB."\nrun = "stretch/legs"\n'
    )
    head = HEAD + 'summary = "S."\ncautions = ["C.", "D."]\nmade_by = "coach"\n'
    checklist = read(tmp_path, head + ITEM + more)
    assert (checklist.summary, checklist.cautions) == ("S.", ("C.", "D."))
    assert checklist.items == (
        Item(
            "lamps", "Lamps low", "evening", time(0, 30), 1440, True, "A.\nB.", run="stretch/legs"
        ),
    )


@pytest.mark.parametrize("phase", PHASES)
def test_an_item_is_of_one_of_five_phases(tmp_path: Path, phase: str) -> None:
    checklist = read(tmp_path, HEAD + ITEM.replace("evening", phase))
    assert checklist.items[0].phase == phase


@pytest.mark.parametrize(
    ("clock", "moment"), [("00:00", time(0)), ("09:05", time(9, 5)), ("23:59", time(23, 59))]
)
def test_a_clock_time_is_of_twenty_four_hours(tmp_path: Path, clock: str, moment: time) -> None:
    checklist = read(tmp_path, f'{HEAD}{ITEM}clock = "{clock}"\n')
    assert checklist.items[0].clock == moment


@pytest.mark.parametrize("lead", [0, 1, 1440])
def test_a_lead_is_of_up_to_a_day(tmp_path: Path, lead: int) -> None:
    assert read(tmp_path, f"{HEAD}{ITEM}lead_minutes = {lead}\n").items[0].lead_minutes == lead


@pytest.mark.parametrize("lead", ["-1", "1441", "0.5", "inf", "nan", "false", '"60"'])
def test_and_no_less_and_no_more(tmp_path: Path, lead: str) -> None:
    (message,) = problems(tmp_path, f"{HEAD}{ITEM}lead_minutes = {lead}\n")
    assert message.startswith("6: item[1].lead_minutes: found ")
    assert "expected a whole number of minutes from 0 to 1440" in message


@pytest.mark.parametrize("kind", ["breathing", "relaxation", "bodyscan", "stretch"])
def test_an_item_may_start_an_exercise(tmp_path: Path, kind: str) -> None:
    assert read(tmp_path, f'{HEAD}{ITEM}run = "{kind}/any"\n').items[0].run == f"{kind}/any"


@pytest.mark.parametrize("id", ["routines/tonight", "checklists/bedtime", "themes/ember", "worry"])
def test_and_nothing_else(tmp_path: Path, id: str) -> None:
    (message,) = problems(tmp_path, f'{HEAD}{ITEM}run = "{id}"\n')
    assert message.startswith(
        f'6: item[1].run: found the text "{id}", expected the id of an exercise'
    )


@pytest.mark.parametrize("key", ["id", "text", "phase"])
def test_what_every_item_must_say(tmp_path: Path, key: str) -> None:
    rows = [row for row in ITEM.splitlines() if not row.startswith(f"{key} ")]
    (message,) = problems(tmp_path, HEAD + "\n".join(rows) + "\n")
    assert message.startswith(f"2: item[1].{key}: found nothing, expected ")


def test_there_may_be_sixty_items_and_no_more(tmp_path: Path) -> None:
    rows = [ITEM.replace("lamps", f"i{n}") for n in range(61)]
    assert len(read(tmp_path, HEAD + "".join(rows[:60])).items) == 60
    assert problems(tmp_path, HEAD + "".join(rows)) == [
        "2: item: found a list of 61, expected one to 60 [[item]] tables"
    ]


# Check: what an item starts is there


def test_check_names_the_line_of_an_exercise_that_is_not_there(coach: Coach, config: Path) -> None:
    other = ITEM.replace("lamps", "legs")
    text = f'{HEAD}{ITEM}run = "stretch/legs"\n{other}run = "stretch/legz"\n'
    file = own(config, "mine", text)
    answer = coach("scripts", "check")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == (
        f'{file}:11: item[2].run: found the text "stretch/legz" (stretch: found no script '
        '"stretch/legz", expected one that `coach scripts list` shows; did you mean "legs"?), '
        "expected an exercise that can be played (`coach scripts list` shows all)\n"
    )


def test_check_is_content_with_one_that_is(coach: Coach, config: Path) -> None:
    file = own(config, "mine", f'{HEAD}{ITEM}run = "stretch/legs"\n')
    assert coach("scripts", "check") == (0, f"{file}: fine\n", "")
    shipped = folders.assets() / "checklists" / "bedtime.toml"
    assert coach("scripts", "check", str(shipped)).code == 0


# List and show


def test_the_list_has_a_row_for_each(coach: Coach, config: Path) -> None:
    own(config, "mine", HEAD + ITEM)
    own(config, "broken", "title = 3")
    answer = coach("scripts", "list")
    rows = [re.split(r"  +", row.strip()) for row in answer.out.splitlines()]
    assert ["checklists/bedtime", "Before the night", "29 items", "shipped"] in rows
    assert ["checklists/mine", "Mine", "1 item", "yours"] in rows
    assert ["checklists/broken", "cannot be used", "has problems"] in rows
    assert "`coach scripts check`" in answer.err


def test_json_lists_the_items_with_what_each_says(coach: Coach, config: Path) -> None:
    more = 'clock = "09:05"\nlead_minutes = 0\non = true\nwhy = "So."\nrun = "stretch/bed"\n'
    other = ITEM.replace("lamps", "other")
    file = own(config, "mine", HEAD + ITEM + more + other)
    bare = {"text": "Lamps low", "phase": "evening"}
    whole = {"clock": "09:05", "lead_minutes": 0, "on": True, "why": "So.", "run": "stretch/bed"}
    for names in (["checklists/mine"], ["mine"], [str(file)], ["--kind", "checklists", "mine"]):
        answer = coach("scripts", "show", "--json", *names)
        assert (answer.code, answer.err) == (0, "")
        assert json.loads(answer.out) == {
            "id": "checklists/mine",
            "title": "Mine",
            "kind": "checklists",
            "items": [{"id": "lamps", **bare, **whole}, {"id": "other", **bare, "on": False}],
        }


def test_the_sheet_has_a_box_for_each_item_and_says_when(coach: Coach, config: Path) -> None:
    rows = [
        ("a", "bed", "lead_minutes = 0\non = true\n"),
        ("b", "day", 'clock = "12:00"\nlead_minutes = 540\non = true\n'),
        ("c", "evening", "lead_minutes = 90\n"),
        ("d", "morning", ""),
    ]
    text = "".join(
        ITEM.replace("lamps", id).replace("Lamps", id.upper()).replace("evening", phase) + more
        for id, phase, more in rows
    )
    own(config, "mine", f'{HEAD}summary = "S."\ncautions = ["C."]\n{text}')
    answer = coach("scripts", "show", "checklists/mine")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "Mine",
        "S.",
        "",
        "4 items",
        "",
        "By day",
        "  [ ] B low",
        "      12:00 or 9 h before lights-out, whichever comes first",
        "",
        "In bed",
        "  [ ] A low",
        "      at lights-out",
        "",
        "Only if you like",
        "  [ ] D low",
        "  [ ] C low",
        "      90 min before lights-out",
        "",
        "Cautions",
        "  C.",
    ]


def test_a_broken_own_one_is_reported_and_the_shipped_one_used(coach: Coach, config: Path) -> None:
    file = own(config, "bedtime", "title = 3")
    answer = coach("scripts", "show", "checklists/bedtime")
    assert answer.code == 0
    assert answer.out.startswith("Before the night\n")
    assert f"{file}:1: title: found the number 3" in answer.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["checklists/bedtim"], 'did you mean "bedtime"?'),
        (["checklists/bedtime", "--seconds", "60"], "--seconds: found it with checklists"),
        (["checklists/bedtime", "--ending", "wake"], "--ending: found it with checklists"),
        (["checklist/bedtime"], "found no such kind of script"),
    ],
)
def test_showing_an_unknown_or_bad_file_exits_with_2(
    coach: Coach, arguments: list[str], words: str
) -> None:
    answer = coach("scripts", "show", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err


def test_new_makes_one_that_passes_check(coach: Coach, config: Path) -> None:
    answer = coach("scripts", "new", "checklists", "fresh")
    file = config / "scripts" / "checklists" / "fresh.toml"
    assert answer == (0, f"{file}\n", "")
    assert coach("scripts", "check") == (0, f"{file}: fine\n", "")
    text = file.read_text(encoding="utf-8")
    assert [row for row in text.splitlines() if len(row) > 80] == []
    assert not re.search(r"(?i)deep|perfect|fail|\bclean\b|relapse|!", text)
    assert all(key in text for key in ChecklistFile.__struct_fields__ if key != "made_by")


# The shipped one


@pytest.fixture(scope="module")
def bedtime() -> Checklist:
    library = Library(folders.assets(), Path("/no/such/folder"))
    checklist, problems = library.checklist(library.find("checklists", "bedtime"))
    assert problems == ()
    return checklist


def test_exactly_seven_are_on_from_the_start(bedtime: Checklist) -> None:
    assert [item.id for item in bedtime.items if item.is_on] == ON


def test_every_item_of_the_table_is_shipped_with_its_time(bedtime: Checklist) -> None:
    items = {item.id: item for item in bedtime.items}
    assert {id: i.lead_minutes for id, i in items.items() if i.lead_minutes is not None} == LEADS
    assert not [id for id, item in items.items() if item.clock], "nobody's day is another's"
    assert set(items) == {*("rise", "daylight", "fluids", "stretch-day", "driving"), *LEADS}
    assert {id: item.run for id, item in items.items() if item.run} == {
        "stretch-day": "stretch/legs",
        "legs": "stretch/legs",
        "worry": "mind/worry-list",
    }
    assert {id: item.done_by for id, item in items.items() if item.done_by} == {
        "wind-down": ("breathing", "relaxation", "bodyscan", "mind")
    }


def test_the_items_follow_the_day_and_one_is_never_suggested(bedtime: Checklist) -> None:
    *rest, last = bedtime.items
    order = [PHASES.index(item.phase) for item in rest]
    assert order == sorted(order)
    assert (last.id, last.is_on) == ("agreed", False)
    on = {id for id in ON if id != "caffeine"}
    assert [item.id for item in suggestions(bedtime, on)] == ["daylight"]
    offered = set(on - {"rise", "dim"})
    while more := suggestions(bedtime, offered):
        offered |= {item.id for item in more}
    assert len(offered) == 7
    assert "agreed" not in offered


def test_an_evening_with_lights_out_at_eleven(bedtime: Checklist) -> None:
    day = Schedule(UTC, Times(time(23), time(7))).day(date(2026, 11, 21))
    on = [item for item in bedtime.items if item.is_on]
    moments = {item.id: due(item, day) for item in on}
    assert {id: f"{moment:%d %H:%M}" for id, moment in moments.items()} == {
        "rise": "21 07:00",
        "caffeine": "21 14:00",
        "dim": "21 20:00",
        "worry": "21 21:00",
        "screens": "21 22:00",
        "room": "21 22:30",
        "wind-down": "21 22:40",
    }


def test_its_words_are_short_and_kind_and_know_no_doses(bedtime: Checklist) -> None:
    lines = [bedtime.title, bedtime.summary]
    for item in bedtime.items:
        assert item.why, item.id
        lines += [item.text, *item.why.split("\n")]
        assert item.text[-1] not in ".!?"
        assert all(line[-1] == "." or line[-1] == "?" for line in item.why.split("\n"))
    assert [line for line in lines if len(line) > 60 or not line.strip()] == []
    assert [line for line in bedtime.cautions if len(line) > 120] == []
    words = " ".join([*lines, *bedtime.cautions])
    assert not re.search(r"(?i)deep|perfect|fail|\bclean\b|relapse|miss|\bmust\b|should|!", words)
    assert not re.search(r"(?i)melatonin|magnesium|valerian|\d ?m?c?g\b|dose|pill\b", words)
    assert len({item.text for item in bedtime.items}) == len(bedtime.items)
