"""How a file becomes a muscle relaxation: every key, what it is without, and what is refused."""

import re
from pathlib import Path

import pytest

from coach.content.library import load_file
from coach.content.relaxation import RelaxationFile
from coach.domain.passage import Line, Passage
from coach.domain.relaxation import Relaxation, Spoken, Words
from coach.toml.problems import BadFile
from tests.generated import check_tiling

HEAD = 'title = "Mine"\n'
GROUP = """[[group]]
id = "belly"
title = "Belly"
region = "belly"
"""
PAIR = """[[group]]
id = "{side}"
title = "Calf"
region = "{side}-calf"
pair = "{pair}"
"""


def read(folder: Path, text: str) -> Relaxation:
    """Return the relaxation that a file with this text describes."""
    file = folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    script = load_file(file, "relaxation")
    assert isinstance(script, RelaxationFile)
    return script.exercise("relaxation/mine")


def problems(folder: Path, text: str) -> list[str]:
    """Return what is wrong with a file, each as `LINE: key: found ...`."""
    with pytest.raises(BadFile) as caught:
        read(folder, text)
    return [str(each).removeprefix(f"{folder / 'mine.toml'}:") for each in caught.value.problems]


def test_the_defaults_are_those_of_the_readme(tmp_path: Path) -> None:
    relaxation = read(tmp_path, HEAD + GROUP)
    assert (relaxation.id, relaxation.title, relaxation.summary, relaxation.cautions) == (
        "relaxation/mine",
        "Mine",
        "",
        (),
    )
    assert (relaxation.passes, relaxation.release_only, relaxation.intro, relaxation.closing) == (
        1,
        "",
        (),
        (),
    )
    group = relaxation.groups[0]
    assert (group.prepare_ms, group.tense_ms, group.release_ms) == (5000, 5000, 30_000)
    assert (group.pair, group.is_restless) == ("", False)
    assert group.words == group.words_as_first == group.words_as_second == Words()
    assert not relaxation.has_legs
    assert relaxation.timeline().total_ms == 40_000


def test_all_that_a_file_may_hold_reaches_the_relaxation(tmp_path: Path) -> None:
    relaxation = read(
        tmp_path,
        """title = "Mine"
summary = "S."
cautions = ["C."]
made_by = "coach"
passes = 2
release_only = "No squeeze."
[timing]
prepare_seconds = 1.5
tense_seconds = 2.5
release_seconds = 10.001
[[intro]]
seconds = 0.1
text = "I."
[[group]]
id = "leg"
title = "Leg"
regions = ["right-foot", "right-calf"]
pair = "first"
prepare_seconds = 2
tense_seconds = 3
release_seconds = 20
prepare = ["P.", "Q."]
tense = ["T."]
release = [{ at = 0, text = "R." }, { at = 8.5, text = "S." }]
restless_legs = "release-only"
[group.first]
prepare = ["First."]
[group.second]
tense = ["Second."]
release = [{ at = 1, text = "Both." }]
[[group]]
id = "other"
title = "Other"
region = "left-foot"
pair = "second"
[[closing]]
seconds = 600
text = "C."
""",
    )
    assert (relaxation.summary, relaxation.cautions, relaxation.passes) == ("S.", ("C.",), 2)
    assert relaxation.release_only == "No squeeze."
    assert relaxation.intro == (Spoken(100, "I."),)
    assert relaxation.closing == (Spoken(600_000, "C."),)
    leg, other = relaxation.groups
    assert leg.part == ("leg", "Leg", ("right-foot", "right-calf"))
    assert (leg.prepare_ms, leg.tense_ms, leg.release_ms) == (2000, 3000, 20_000)
    assert (leg.pair, leg.is_restless, relaxation.has_legs) == ("first", True, True)
    release = (Line(0, "R."), Line(8500, "S."))
    assert leg.words == Words(("P.", "Q."), ("T.",), release)
    assert leg.words_as_first == Words(("First.",), ("T.",), release)
    assert leg.words_as_second == Words(("P.", "Q."), ("Second.",), (Line(1000, "Both."),))
    assert other.part == ("other", "Other", ("left-foot",))
    assert (other.prepare_ms, other.tense_ms, other.release_ms) == (1500, 2500, 10_001)
    assert relaxation.timeline().total_ms == 100 + 600_000 + 2 * (25_000 + 14_001)


def test_an_empty_list_of_words_differs_from_a_missing_one(tmp_path: Path) -> None:
    words = 'tense = ["T."]\n[group.first]\ntense = []\n[group.second]\n'
    group = read(tmp_path, HEAD + GROUP + words).groups[0]
    assert group.words_as_first.tense == ()
    assert group.words_as_second.tense == ("T.",)


@pytest.mark.parametrize("key", ["prepare_seconds", "tense_seconds"])
def test_a_time_of_zero_is_zero_and_not_the_default(tmp_path: Path, key: str) -> None:
    for text in (f"{HEAD}{GROUP}{key} = 0\n", f"{HEAD}[timing]\n{key} = 0\n{GROUP}"):
        group = read(tmp_path, text).groups[0]
        assert times(group)[key] == 0
        assert sum(times(group).values()) == 35_000


def times(group: object) -> dict[str, int]:
    """Return the times of a group by the keys of a file."""
    keys = ("prepare", "tense", "release")
    return {f"{key}_seconds": getattr(group, f"{key}_ms") for key in keys}


@pytest.mark.parametrize(
    ("key", "least", "most"),
    [("prepare_seconds", 0, 60), ("tense_seconds", 0, 30), ("release_seconds", 1, 600)],
)
@pytest.mark.parametrize("is_default", [True, False])
def test_the_bounds_of_the_times(
    tmp_path: Path, key: str, least: int, most: int, is_default: bool
) -> None:
    form = f"{HEAD}[timing]\n{key} = %s\n{GROUP}" if is_default else f"{HEAD}{GROUP}{key} = %s\n"
    place = "3: timing." if is_default else "6: group[1]."
    for fine in (least, most, most - 0.001):
        assert times(read(tmp_path, form % fine).groups[0])[key] == round(fine * 1000)
    for wrong in (least - 0.001, most + 0.001, "true", '"5"', "nan", "-inf"):
        messages = problems(tmp_path, form % wrong)
        assert len(messages) == 1
        assert messages[0].startswith(f"{place}{key}: found ")


def test_times_are_whole_milliseconds(tmp_path: Path) -> None:
    group = read(tmp_path, HEAD + GROUP + "prepare_seconds = 1.2345\n").groups[0]
    assert (group.prepare_ms, type(group.prepare_ms)) == (1234, int)


def test_passages_take_the_place_of_groups(tmp_path: Path) -> None:
    text = (
        '[[passage]]\nseconds = 60\n[[passage]]\nseconds = 30\nlines = [{ at = 7, text = "L." }]\n'
    )
    relaxation = read(tmp_path, HEAD + text)
    assert relaxation.groups == ()
    assert relaxation.passages == (Passage(60_000, ()), Passage(30_000, (Line(7000, "L."),)))
    check_tiling(relaxation.timeline())
    assert relaxation.timeline().total_ms == 90_000


def test_every_problem_has_its_line(tmp_path: Path) -> None:
    lines = "".join(f'{{ at = {at}, text = "a" }},\n' for at in (5, 5, 30))
    text = f'{HEAD}{GROUP}release = [\n{lines}]\n{GROUP}pair = "second"\n'
    assert problems(tmp_path, text) == [
        "8: group[1].release[2].at: found the number 5.0, expected a time after 5, "
        "the line before it",
        "9: group[1].release[3].at: found the number 30.0, expected a time under 30, "
        "the end of its passage",
        '12: group[2].id: found the text "belly", expected an id that no other has',
        '15: group[2].pair: found the text "second", expected a group with pair = "first" '
        "before it",
    ]


def test_one_mistake_in_a_group_is_one_problem(tmp_path: Path) -> None:
    messages = problems(tmp_path, HEAD + GROUP.replace('region = "belly"', 'region = "bely"'))
    assert [line.split(" found ")[0] for line in messages] == ["5: group[1].region:"]


def test_a_line_is_held_against_the_release_it_belongs_to(tmp_path: Path) -> None:
    lines = '{ at = 25, text = "Late." }'
    assert read(tmp_path, f"{HEAD}{GROUP}release = [{lines}]\n").groups
    short = f"{HEAD}[timing]\nrelease_seconds = 25\n{GROUP}release = [{lines}]\n"
    assert "expected a time under 25," in problems(tmp_path, short)[0]
    own = (
        f"{HEAD}[timing]\nrelease_seconds = 25\n{GROUP}release_seconds = 26\nrelease = [{lines}]\n"
    )
    assert read(tmp_path, own).groups


@pytest.mark.parametrize("place", ["first", "second"])
def test_the_words_of_a_place_are_held_against_it_too(tmp_path: Path, place: str) -> None:
    text = f'{HEAD}{GROUP}[group.{place}]\nrelease = [{{ at = 30, text = "Late." }}]\n'
    assert problems(tmp_path, text) == [
        f"7: group[1].{place}.release[1].at: found the number 30.0, expected a time under 30, "
        "the end of its passage"
    ]


@pytest.mark.parametrize(
    ("pairs", "wrong"),
    [
        (["first", "second"], []),
        (["first", "second", "first", "second"], []),
        (["", "first", "second", ""], []),
        (["first"], [1]),
        (["second"], [1]),
        (["first", "", "second"], [1, 3]),
        (["first", "first", "second"], [1]),
        (["first", "second", "second"], [3]),
        (["second", "first"], [1, 2]),
    ],
)
def test_the_first_of_a_pair_is_followed_by_its_second(
    tmp_path: Path, pairs: list[str], wrong: list[int]
) -> None:
    groups = [PAIR.format(side="left", pair=pair) for pair in pairs]
    groups = [text.replace('id = "left"', f'id = "g{n}"') for n, text in enumerate(groups)]
    text = HEAD + "".join(groups)
    if not wrong:
        assert [group.pair for group in read(tmp_path, text).groups] == pairs
        return
    messages = problems(tmp_path, text)
    assert [re.findall(r"group\[(\d)\]\.pair", line) for line in messages] == [
        [str(n)] for n in wrong
    ]


@pytest.mark.parametrize(
    ("id", "is_fine"),
    [
        ("a", True),
        ("foot-right_2", True),
        ("Fuß", True),
        ("x" * 60, True),
        ("x" * 61, False),
        ("", False),
        ("-a", False),
        ("a b", False),
        ("a/b", False),
        ("a\\n", False),
    ],
)
def test_what_an_id_may_be(tmp_path: Path, id: str, is_fine: bool) -> None:
    text = HEAD + GROUP.replace('id = "belly"', f'id = "{id}"')
    if is_fine:
        assert read(tmp_path, text).groups[0].part.id == id
    else:
        assert "3: group[1].id: found" in "\n".join(problems(tmp_path, text))


@pytest.mark.parametrize(("seconds", "is_fine"), [(3600, True), (3601, False)])
def test_no_session_is_longer_than_four_hours(tmp_path: Path, seconds: int, is_fine: bool) -> None:
    passages = [f"[[passage]]\nseconds = {n}\n" for n in (3600, 3600, 3600, seconds - 1)]
    text = "".join([HEAD, *passages, '[[closing]]\nseconds = 1\ntext = "C."\n'])
    if is_fine:
        assert read(tmp_path, text).timeline().total_ms == 14_400_000
    else:
        assert "found a session of 14401 s, expected at most 14400 s" in problems(tmp_path, text)[0]


def test_passes_count_for_the_length(tmp_path: Path) -> None:
    groups = [
        GROUP.replace('"belly"\ntitle', f'"g{n}"\ntitle') + "release_seconds = 600\n"
        for n in range(5)
    ]
    assert read(tmp_path, HEAD + "passes = 4\n" + "".join(groups)).passes == 4
    messages = problems(tmp_path, HEAD + "passes = 5\n" + "".join(groups))
    assert messages == ["3: group: found a session of 15250 s, expected at most 14400 s in all"]


def test_a_place_may_be_any_of_the_body(tmp_path: Path) -> None:
    relaxation = read(
        tmp_path, HEAD + GROUP.replace('region = "belly"', 'region = "left-upper-arm"')
    )
    assert relaxation.groups[0].part.regions == ("left-upper-arm",)


@pytest.mark.parametrize(
    "region", ["left-belly", "foot", "right-feet", "Belly", "", "belly ", "belly\\n", "toes|soles"]
)
def test_and_nothing_else(tmp_path: Path, region: str) -> None:
    text = HEAD + GROUP.replace('region = "belly"', f'region = "{region}"')
    assert "5: group[1].region: found" in "\n".join(problems(tmp_path, text))
