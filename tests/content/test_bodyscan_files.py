"""How a file becomes a body scan: every key, what it is without, and what is refused."""

from pathlib import Path

import pytest

from coach.content.bodyscan import BodyScanFile
from coach.content.library import load_file
from coach.domain.bodyscan import BodyScan
from coach.toml.problems import BadFile
from tests.generated import ENDINGS, check_tiling

HEAD = 'title = "Mine"\nseconds = 600\n'
REGION = '[[region]]\nregion = "right-calf"\nlines = ["One.", "Two.", "Three."]\n'
TEXT = 'text = "T."\n'


def read(folder: Path, text: str) -> BodyScan:
    """Return the scan that a file with this text describes."""
    file = folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    script = load_file(file, "bodyscan")
    assert isinstance(script, BodyScanFile)
    return script.exercise("bodyscan/mine")


def problems(folder: Path, text: str) -> list[str]:
    """Return what is wrong with a file, each as `LINE: key: found ...`."""
    with pytest.raises(BadFile) as caught:
        read(folder, text)
    return [str(each).removeprefix(f"{folder / 'mine.toml'}:") for each in caught.value.problems]


def test_the_defaults_are_those_of_the_readme(tmp_path: Path) -> None:
    scan = read(tmp_path, HEAD + REGION)
    assert (scan.id, scan.title, scan.summary, scan.cautions) == ("bodyscan/mine", "Mine", "", ())
    assert (scan.total_ms, scan.settle_ms, scan.closing_ms) == (600_000, 0, 0)
    assert (scan.settle, scan.wandering, scan.wandering_every) == ((), (), 3)
    assert dict(scan.endings) == {"sleep": (), "wake": ()}
    region = scan.regions[0]
    assert region.part == ("region-1", "Right calf", ("right-calf",))
    assert (region.weight, region.lines) == (1.0, ("One.", "Two.", "Three."))
    for ending in ENDINGS:
        check_tiling(scan.timeline(ending))
        assert scan.timeline(ending).total_ms == 600_000


def test_all_that_a_file_may_hold_reaches_the_scan(tmp_path: Path) -> None:
    scan = read(
        tmp_path,
        """title = "Mine"
summary = "S."
cautions = ["C."]
made_by = "coach"
seconds = 300.5
settle_seconds = 30.25
closing_seconds = 60
[[settle]]
share = 0.0
text = "S1."
[[settle]]
share = 0.999
text = "S2."
[[region]]
regions = ["hands", "forearms"]
weight = 2.5
lines = ["A."]
[[region]]
region = "scalp"
title = "Crown"
lines = ["B.", "C."]
[wandering]
every = 2
lines = ["W.", "X."]
[[endings.sleep]]
share = 0.5
text = "E."
[[endings.wake]]
share = 0
text = "F."
""",
    )
    assert (scan.summary, scan.cautions) == ("S.", ("C.",))
    assert (scan.total_ms, scan.settle_ms, scan.closing_ms) == (300_500, 30_250, 60_000)
    assert scan.settle == ((0.0, "S1."), (0.999, "S2."))
    hands, scalp = scan.regions
    assert hands.part == ("region-1", "Hands, forearms", ("hands", "forearms"))
    assert (hands.weight, hands.lines) == (2.5, ("A.",))
    assert scalp.part == ("region-2", "Crown", ("scalp",))
    assert scalp.lines == ("B.", "C.")
    assert (scan.wandering, scan.wandering_every) == (("W.", "X."), 2)
    assert dict(scan.endings) == {"sleep": ((0.5, "E."),), "wake": ((0.0, "F."),)}


@pytest.mark.parametrize("seconds", ["120", "3600", "120.001", "3599.999"])
def test_a_scan_lasts_two_minutes_to_an_hour(tmp_path: Path, seconds: str) -> None:
    scan = read(tmp_path, HEAD.replace("600", seconds) + REGION)
    assert scan.total_ms == round(float(seconds) * 1000)


@pytest.mark.parametrize("seconds", ["119.999", "3600.001", "0", "-600", "nan", "inf", "true"])
def test_and_no_less_and_no_more(tmp_path: Path, seconds: str) -> None:
    messages = problems(tmp_path, HEAD.replace("600", seconds) + REGION)
    assert len(messages) == 1
    assert messages[0].startswith("2: seconds: found ")
    assert "expected a number of seconds from 120 to 3600" in messages[0]


@pytest.mark.parametrize(
    ("edge", "least", "most"),
    [
        ("settle_seconds = %s", 0, 588),
        ("closing_seconds = %s", 0, 588),
        ("settle_seconds = 300\nclosing_seconds = %s", 0, 288),
    ],
)
def test_twelve_seconds_are_left_for_the_regions(
    tmp_path: Path, edge: str, least: int, most: int
) -> None:
    for seconds in (least, most):
        timeline = read(tmp_path, f"{HEAD}{edge % seconds}\n{REGION}").timeline("sleep")
        assert timeline.total_ms == 600_000
    assert problems(tmp_path, f"{HEAD}{edge % (most + 1)}\n{REGION}") == [
        "2: seconds: found 11 s left for the regions, expected at least 12 s; "
        "shorten settle or closing"
    ]


@pytest.mark.parametrize("weight", ["0.01", "100", "1", "0.5"])
def test_what_a_weight_may_be(tmp_path: Path, weight: str) -> None:
    scan = read(tmp_path, f"{HEAD}{REGION}weight = {weight}\n")
    assert scan.regions[0].weight == float(weight)


@pytest.mark.parametrize("weight", ["0", "0.0099", "100.1", "-1", "nan", "inf", "false", '"1"'])
def test_and_what_it_may_not(tmp_path: Path, weight: str) -> None:
    messages = problems(tmp_path, f"{HEAD}{REGION}weight = {weight}\n")
    assert messages[0].startswith("6: region[1].weight: found ")


@pytest.mark.parametrize("place", ["settle", "endings.sleep", "endings.wake"])
def test_shares_rise_from_zero_and_stay_under_one(tmp_path: Path, place: str) -> None:
    def text(*shares: str) -> str:
        edges = "settle_seconds = 30\nclosing_seconds = 30\n"
        lines = "".join(f"[[{place}]]\nshare = {s}\n{TEXT}" for s in shares)
        return HEAD + edges + REGION + lines

    assert read(tmp_path, text("0", "0.5", "0.9999")).regions
    for shares in (["1"], ["-0.1"], ["nan"], ["true"]):
        assert problems(tmp_path, text(*shares))[0].startswith(f"9: {place}[1].share: found ")
    assert problems(tmp_path, text("0.5", "0.25", "0.25")) == [
        f"12: {place}[2].share: found the number 0.25, expected a share above 0.5, "
        "the line before it",
        f"15: {place}[3].share: found the number 0.25, expected a share above 0.25, "
        "the line before it",
    ]


@pytest.mark.parametrize("edge", ["settle", "closing"])
def test_lines_without_time_for_them_are_refused(tmp_path: Path, edge: str) -> None:
    place = "settle" if edge == "settle" else "endings.sleep"
    assert problems(tmp_path, f"{HEAD}{REGION}[[{place}]]\nshare = 0\n{TEXT}") == [
        f" {edge}_seconds: found no time for its lines, expected a time above 0; "
        f"try {edge}_seconds = 30"
    ]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_region_has_one_to_three_lines(tmp_path: Path, count: int) -> None:
    lines = str(["L."] * count).replace("'", '"')
    scan = read(tmp_path, f'{HEAD}[[region]]\nregion = "toes"\nlines = {lines}\n')
    assert scan.regions[0].lines == ("L.",) * count


@pytest.mark.parametrize("lines", ["[]", '["a", "b", "c", "d"]', '"a"', '["a", 1]'])
def test_and_no_other_number_of_them(tmp_path: Path, lines: str) -> None:
    messages = problems(tmp_path, f'{HEAD}[[region]]\nregion = "toes"\nlines = {lines}\n')
    assert [line.split(":")[0] for line in messages] == ["5"]


def test_there_may_be_a_hundred_regions_and_no_more(tmp_path: Path) -> None:
    assert len(read(tmp_path, HEAD + REGION * 100).regions) == 100
    assert problems(tmp_path, HEAD + REGION * 101) == [
        "3: region: found a list of 101, expected one to 100 [[region]] tables"
    ]


def test_the_same_place_may_come_twice(tmp_path: Path) -> None:
    scan = read(tmp_path, HEAD + REGION * 2)
    assert [part.id for part in scan.timeline("wake").parts] == ["region-1", "region-2"]


@pytest.mark.parametrize(
    ("places", "title"),
    [
        ('region = "lower-back"', "Lower back"),
        ('regions = ["ribs", "chest", "upper-back"]', "Ribs, chest, upper back"),
        ('region = "face"', "Face"),
    ],
)
def test_without_a_title_a_region_is_called_by_its_places(
    tmp_path: Path, places: str, title: str
) -> None:
    scan = read(tmp_path, f'{HEAD}[[region]]\n{places}\nlines = ["L."]\n')
    assert scan.regions[0].part.title == title


def test_a_region_needs_a_place_and_one_mistake_is_one_problem(tmp_path: Path) -> None:
    lines = 'lines = ["L."]\n'
    nowhere = problems(tmp_path, f"{HEAD}[[region]]\n{lines}")
    assert nowhere == [
        '3: region[1].region: found nothing, expected region or regions; try region = "belly"'
    ]
    for wrong in ('region = "toe"', "region = 1", 'region = ""'):
        messages = problems(tmp_path, f"{HEAD}[[region]]\n{wrong}\n{lines}")
        assert [line.split(" found ")[0] for line in messages] == ["4: region[1].region:"]


@pytest.mark.parametrize("every", ["0", "101", "2.5", "true", '"third"'])
def test_how_often_a_mind_wanders_is_a_whole_number(tmp_path: Path, every: str) -> None:
    messages = problems(tmp_path, f'{HEAD}{REGION}[wandering]\nevery = {every}\nlines = ["W."]\n')
    assert messages[0].startswith("7: wandering.every: found ")
    assert "expected a whole number from 1 to 100" in messages[0]


def test_a_mind_that_wanders_without_words_is_left_alone(tmp_path: Path) -> None:
    scan = read(tmp_path, f"{HEAD}{REGION}[wandering]\nevery = 1\nlines = []\n")
    assert [cue.text for cue in scan.timeline("wake").cues if cue.text] == [
        "One.",
        "Two.",
        "Three.",
    ]


def test_an_ending_that_is_not_known_is_refused(tmp_path: Path) -> None:
    messages = problems(tmp_path, f"{HEAD}{REGION}[[endings.wakeup]]\nshare = 0\n{TEXT}")
    assert messages == [
        '6: endings.wakeup: found an unknown key "wakeup", expected one of sleep, wake; '
        'did you mean "wake"?'
    ]
