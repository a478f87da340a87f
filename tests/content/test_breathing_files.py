"""The breathing scripts that are shipped, and how a file becomes a pattern."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coach.content.breathing import MOST_CYCLES, BreathingFile
from coach.content.library import Library, load_file
from coach.content.lines import LONGEST_SECONDS
from coach.domain.breathing import Pattern
from coach.toml.problems import BadFile
from tests.generated import check_tiling

ASSETS = Path(__file__).parents[2] / "assets"
FILES = sorted(file for file in ASSETS.rglob("*.toml") if file.name != "lengths.toml")
"""All that have words."""
SHIPPED = {
    # name: phases in seconds, cycles, seconds of breathing
    "box": ("in 4 hold 4 out 4 rest 4", 19, 304),
    "box-small": ("in 3 hold 3 out 3 rest 3", 10, 120),
    "box-wide": ("in 5 hold 5 out 5 rest 5", 15, 300),
    "box-long": ("in 6 hold 6 out 6 rest 6", 13, 312),
    "box-soft": ("in 4 hold 2 out 4 rest 2", 25, 300),
    "even": ("in 4 out 4", 38, 304),
    "long-out-short": ("in 3 out 5", 38, 304),
    "long-out": ("in 4 out 6", 30, 300),
    "long-out-very": ("in 4 out 8", 25, 300),
    "steady-six": ("in 5 out 5", 30, 300),
    "coherent": ("in 5.5 out 5.5", 28, 308),
    "four-seven-eight": ("in 4 hold 7 out 8", 4, 76),
    "double-sigh": ("in 3 in 1 out 8", 25, 300),
}
MINE = """title = "Mine"
{top}
[[phase]]
kind = "in"
seconds = {seconds}
[[phase]]
kind = "out"
seconds = {seconds}
"""


def shipped(library: Library, name: str) -> Pattern:
    """Return a shipped pattern."""
    return library.pattern(library.find("breathing", name))[0]


def read(folder: Path, text: str) -> Pattern:
    """Return the pattern that a file with this text describes."""
    file = folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    script = load_file(file, "breathing")
    assert isinstance(script, BreathingFile)
    return script.exercise("breathing/mine")


def strings(value: Any) -> Iterator[str]:
    """Yield every text in a parsed file that a person may come to see."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key != "source":  # where a number was seen
                yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def test_these_and_no_others_are_shipped(library: Library) -> None:
    assert list(library.entries("breathing")) == sorted(SHIPPED)


@pytest.mark.parametrize("name", list(SHIPPED))
def test_every_shipped_pattern_is_exactly_that_of_the_table(library: Library, name: str) -> None:
    phases, cycles, seconds = SHIPPED[name]
    pattern = shipped(library, name)
    words = " ".join(f"{p.kind} {p.duration_ms / 1000:g}" for p in pattern.phases)
    assert (words, pattern.cycles) == (phases, cycles)
    timeline = pattern.timeline()
    check_tiling(timeline)
    edges_ms = sum(line.duration_ms for line in (*pattern.lead_in, *pattern.closing))
    assert timeline.total_ms - edges_ms == seconds * 1000


@pytest.mark.parametrize("name", list(SHIPPED))
def test_no_lead_in_is_longer_than_a_few_breaths_and_no_closing(
    library: Library, name: str
) -> None:
    pattern = shipped(library, name)
    assert 0 < sum(line.duration_ms for line in pattern.lead_in) <= 25_000
    assert 0 < sum(line.duration_ms for line in pattern.closing) <= 16_000
    assert all(line.text for line in (*pattern.lead_in, *pattern.closing))


@pytest.mark.parametrize("name", list(SHIPPED))
def test_every_phase_has_its_words(library: Library, name: str) -> None:
    for phase in shipped(library, name).phases:
        assert phase.text.endswith(".")
        assert phase.word == phase.word.lower() != ""
        assert phase.duration_ms > 0


@pytest.mark.parametrize("name", list(SHIPPED))
def test_exactly_the_patterns_with_holds_warn_of_them(library: Library, name: str) -> None:
    pattern = shipped(library, name)
    assert pattern.cautions
    assert pattern.has_holds is any(
        line.startswith("This breath has holds. Nothing is lost without them")
        for line in pattern.cautions
    )


def test_only_four_seven_eight_has_a_ceiling(library: Library) -> None:
    ceilings = {name: shipped(library, name).max_cycles for name in SHIPPED}
    assert {name: most for name, most in ceilings.items() if most} == {"four-seven-eight": 8}


def test_the_boxes_are_boxes(library: Library) -> None:
    boxes = [name for name in SHIPPED if shipped(library, name).is_box]
    assert boxes == ["box", "box-small", "box-wide", "box-long", "box-soft"]


def test_no_shipped_line_is_longer_than_60_characters_and_no_caution_than_120() -> None:
    wrong = []
    for file in FILES:
        tree = tomllib.loads(file.read_text(encoding="utf-8"))
        wrong += [(file, text) for text in tree.pop("cautions", ()) if len(text) > 120]
        wrong += [(file, text) for text in strings(tree) if len(text) > 60]
    assert FILES
    assert wrong == []


def test_no_shipped_file_has_a_word_that_presses_or_judges() -> None:
    pressing = r"(?i)\b(deep\w*|perfect\w*|fail(ed|ure|s)?|clean|relaps\w*|addict\w*|must)\b"
    trees = {file: tomllib.loads(file.read_text(encoding="utf-8")) for file in FILES}
    matches = {file: re.search(pressing, "\n".join(strings(trees[file]))) for file in FILES}
    assert {file: match[0] for file, match in matches.items() if match} == {}


# From a file to a pattern


def test_without_a_length_it_lasts_five_minutes(tmp_path: Path) -> None:
    assert read(tmp_path, MINE.format(top="", seconds=5)).cycles == 30


@pytest.mark.parametrize(
    ("top", "cycles"),
    [
        ("seconds = 100", 10),
        ("seconds = 100.001", 11),
        ("seconds = 1", 1),
        ("cycles = 7", 7),
        ("cycles = 2000", 2000),
        ("seconds = 100\nmax_cycles = 4", 4),
        ("seconds = 100\nmax_cycles = 40", 10),
        ("max_cycles = 4", 4),
        ("cycles = 4\nmax_cycles = 4", 4),
    ],
)
def test_the_length_is_seconds_or_cycles_and_never_above_the_ceiling(
    tmp_path: Path, top: str, cycles: int
) -> None:
    assert read(tmp_path, MINE.format(top=top, seconds=5)).cycles == cycles


def test_the_shortest_breath_for_the_longest_time_has_an_end(tmp_path: Path) -> None:
    pattern = read(tmp_path, MINE.format(top=f"seconds = {LONGEST_SECONDS}", seconds=0.1))
    assert pattern.cycles == MOST_CYCLES


def test_99_seconds_of_three_times_3_3_are_ten_breaths(tmp_path: Path) -> None:
    hold = '[[phase]]\nkind = "hold"\nseconds = 3.3\n[[phase]]\nkind = "out"'
    text = MINE.format(top="seconds = 99", seconds=3.3).replace('[[phase]]\nkind = "out"', hold)
    pattern = read(tmp_path, text)
    assert (pattern.cycle_ms, pattern.cycles, pattern.timeline().total_ms) == (9900, 10, 99_000)


@pytest.mark.parametrize("seconds", ["0", "0.0", "-0.0", "0.0004"])
def test_a_hold_of_no_length_is_left_out(tmp_path: Path, seconds: str) -> None:
    hold = f'[[phase]]\nkind = "hold"\nseconds = {seconds}\n[[phase]]\nkind = "out"'
    pattern = read(
        tmp_path, MINE.format(top="", seconds=5).replace('[[phase]]\nkind = "out"', hold)
    )
    assert [phase.kind for phase in pattern.phases] == ["in", "out"]
    assert not pattern.has_holds


@pytest.mark.parametrize(
    ("seconds", "ms"), [("0.1", 100), ("1.2345", 1234), ("90", 90_000), ("300", 300_000)]
)
def test_times_are_whole_milliseconds(tmp_path: Path, seconds: str, ms: int) -> None:
    pattern = read(tmp_path, MINE.format(top="", seconds=seconds))
    assert [phase.duration_ms for phase in pattern.phases] == [ms, ms]


@pytest.mark.parametrize("seconds", ["0.0999", "300.0001", "0"])
def test_a_breath_out_of_bounds_is_refused(tmp_path: Path, seconds: str) -> None:
    with pytest.raises(BadFile, match=re.escape("phase[1].seconds: found the number")):
        read(tmp_path, MINE.format(top="", seconds=seconds))


def test_a_phase_without_words_has_those_of_its_kind(tmp_path: Path) -> None:
    first, last = read(tmp_path, MINE.format(top="", seconds=5)).phases
    assert (first.text, first.word) == ("Breathe in.", "in")
    assert (last.text, last.word) == ("Breathe out.", "out")


def test_a_phase_may_be_silent(tmp_path: Path) -> None:
    text = MINE.format(top="", seconds=5) + 'text = ""\nword = ""\n'
    assert read(tmp_path, text).phases[1][2:4] == ("", "")


def test_all_that_a_file_may_hold_reaches_the_pattern(tmp_path: Path) -> None:
    top = 'summary = "S."\ncautions = ["C."]\nmax_cycles = 9\nmade_by = "coach"\n'
    top += '[[lead_in]]\nseconds = 2.5\ntext = "L."\n'
    pattern = read(tmp_path, MINE.format(top=top, seconds=5))
    assert (pattern.id, pattern.title, pattern.summary) == ("breathing/mine", "Mine", "S.")
    assert (pattern.cautions, pattern.max_cycles) == (("C.",), 9)
    assert pattern.lead_in == ((2500, "L."),)


def test_any_printable_text_of_any_length_is_fine(tmp_path: Path) -> None:
    text = "夜[/b]$x{y}\\n👩‍🚀 " * 100
    pattern = read(tmp_path, MINE.format(top=f"summary = '{text}'", seconds=5))
    assert pattern.summary == text


def test_the_template_passes_its_own_check(tmp_path: Path) -> None:
    text = (ASSETS / "templates" / "breathing.toml").read_text(encoding="utf-8")
    assert [p.kind for p in read(tmp_path, text).phases] == ["in", "out"]
