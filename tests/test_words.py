"""The words that are out appear in no label, title or hint: one word for one thing, everywhere."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coach.person.options import GUIDANCE, LEGS, RAMP, RESTS, SIDES, TIMES, WITHDRAWAL, WORDS
from coach.picture.tonight import BEGIN, EXERCISE_KEYS, LOOK_BACK, OTHER_KEYS, RESUME
from coach.ui.keys import AREAS, COMMANDS

ROOT = Path(__file__).parent.parent
OUT = re.compile(
    r"\b(rests|holding|release(-only)?|tension|evenings?|keeps?|kept"
    r"|tak(e|es|en) [\w ]*?(out|away)|breaths? (out|in)|held|other things|take care)\b",
    re.IGNORECASE,
)
"""Say: holds, muscle relaxation, squeeze, routine, save, delete, out-breath, supported, none."""
GOOD = re.compile(
    r"\b(elbow|head|arm|leg|foot|hand)s? rests\b|\b(\w+day|for the) evening\b|\bkept for\b", re.I
)
"""Good English that has such a word and means something else."""


def is_out(text: str) -> bool:
    return bool(OUT.search(GOOD.sub("", text)))


def of_tables() -> Iterator[str]:
    """Yield what the keys do, what areas are called, and what can be chosen."""
    yield from (command.does for command in COMMANDS)
    yield from AREAS.values()
    yield from (name for _, name, _ in (*EXERCISE_KEYS, *OTHER_KEYS))
    yield from (BEGIN, RESUME, LOOK_BACK)
    for choices in (GUIDANCE, LEGS, RAMP, RESTS, SIDES, WITHDRAWAL, WORDS):
        yield from choices.values()
    yield from (text for option in TIMES for text in (option.title, option.short, option.about))


def of_screens() -> Iterator[str]:
    """Yield the hints, headings and named ways of every screen, as they stand in its source."""
    for file in sorted((ROOT / "coach" / "ui").rglob("*.py")):
        source = file.read_text(encoding="utf-8")
        for call in re.findall(r"hints\(([^()]*)\)", source):
            yield from (words for _, words in re.findall(r'(\w+)="([^"]+)"', call))
        yield from re.findall(r'\("(?:up down|left right|enter|down)", "([^"]+)"\)', source)
        yield from re.findall(r'^    "\w+": "([A-Z][^"]+)",$', source, re.MULTILINE)
        for ways in re.findall(r"def ways\(self\).*?return \[([^\]]*)\]", source, re.DOTALL):
            yield from re.findall(r'"([^"]+)"', ways)
    options = (ROOT / "coach" / "person" / "options.py").read_text(encoding="utf-8")
    for names in re.findall(r'Option\(\s*"\w+",\s*"([^"]+)",\s*"([^"]+)"', options):
        yield from names


def of_assets() -> Iterator[str]:
    """Yield every title, summary and label, and the items of the checklist."""

    def labels(table: Any) -> Iterator[str]:
        if isinstance(table, list):
            for each in table:
                yield from labels(each)
        elif isinstance(table, dict):
            for key, value in table.items():
                if isinstance(value, str) and key in ("title", "summary", "label"):
                    yield value
                yield from labels(value)

    for file in sorted((ROOT / "assets").rglob("*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        yield from labels(table)
        yield from (item["text"] for item in table.get("item", ()))


@pytest.mark.parametrize("texts", [of_tables, of_screens, of_assets])
def test_no_label_has_a_word_that_is_out(texts: Any) -> None:
    seen = list(texts())
    assert len(seen) > 30
    assert [text for text in seen if is_out(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        *("with rests", "Holding", "Release only", "legs without tension", "evenings", "keep it"),
        *("take it out", "take a step out", "Long breath out", "other things", "take care"),
    ],
)
def test_these_are_out(text: str) -> None:
    assert is_out(text)


@pytest.mark.parametrize("text", ["The elbow rests.", "Sunday evening", "Breath holds", "rested"])
def test_these_are_good_english(text: str) -> None:
    assert not is_out(text)
