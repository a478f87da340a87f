"""The table of lengths, and all texts that it is for.

A length depends on the text and the voice alone, so the table is kept by text and lies in the
repository: whoever runs the suite needs no voice.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from math import inf
from pathlib import Path
from typing import NamedTuple

from coach.content import said
from coach.content.bodyscan import BodyScanFile
from coach.content.library import EXERCISES, GuidedFile, Library
from coach.content.mind import MindFile
from coach.content.telling import BETWEEN, Telling
from coach.domain.bodyscan import (
    LEAST_FOR_THREE_MS,
    LONGEST_SECONDS,
    MOST_SHARE,
    SHORTEST_SECONDS,
    BodyScan,
)
from coach.domain.tree import Step
from coach.sound.pack import name_of
from coach.sound.saying import SEED, SPEED
from coach.system import folders

FILE = folders.assets() / "voice" / "lengths.toml"
HEAD = f"""\
# How long the voice takes for each text of the shipped scripts, in seconds. A text is named by the
# first twelve digits of its SHA-256. hibari-tts, its own voice, speed {SPEED}, seed {SEED}.
# Written by `python -m tests.voice renew`.
"""

Lengths = Mapping[str, float]
"""Seconds by the name of a text."""


class Said(NamedTuple):
    """A text of a shipped script, and the seconds that it may take."""

    id: str
    text: str
    room: float
    """Infinite where nothing comes until it has been said."""

    def spare(self, lengths: Lengths) -> float:
        """Return how many seconds are left when it has been said; below 0 it does not fit."""
        return round(self.room - lengths[name_of(self.text)], 3)


def read(file: Path = FILE) -> dict[str, float]:
    """Return the table; empty when there is none yet."""
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def written(lengths: Lengths) -> str:
    """Return the table as its file: a line a text, in order of the names."""
    return HEAD + "".join(f"{name} = {lengths[name]:g}\n" for name in sorted(lengths))


def renewed(
    lengths: Lengths, texts: Iterable[str], measure: Callable[[str], float]
) -> dict[str, float]:
    """Return the table for these texts: what is known stays, what is missing is measured."""
    by_name = {name_of(text): text for text in texts}
    return {
        name: lengths[name] if name in lengths else round(measure(text), 3)
        for name, text in by_name.items()
    }


@cache
def shipped(every: int = 1) -> tuple[Said, ...]:
    """Return every text that a shipped script can say, on any night and at any length.

    Of the lengths of a scan only one in `every` is looked at, besides its own and the longest.
    """
    library = Library(folders.assets(), Path("/nonexistent"))
    everything = []
    for kind in EXERCISES:
        for entry in library.entries(kind).values():
            script, _ = library.load(entry, EXERCISES[kind])
            if isinstance(script, GuidedFile):
                own, *lengths_ms = scan_lengths_ms(script)
                rooms = said.rooms(script, [own, *lengths_ms[::every], *lengths_ms[-1:]])
                everything += [Said(entry.id, text, ms / 1000) for text, ms in rooms.items()]
            if isinstance(script, MindFile):  # asked for a craving, which waits for an answer
                asked = filter(None, (script.ask_before, script.ask_after))
                everything += [Said(entry.id, text, inf) for text in asked]
    return (*everything, *of_trees(library))


def of_trees(library: Library) -> Iterator[Said]:
    """Yield what the trees for the night say: what comes after a line waits until it is said.

    That is every line, and what a step and its exercise warn of.
    """
    for entry in library.entries("awake").values():
        tree, _ = library.awake(entry, Telling(night=None))
        for step in tree.steps.values():
            for line in (*step.lines, *_cautions(library, step)):
                yield from (Said(entry.id, text, inf) for text in line.split(BETWEEN))


def _cautions(library: Library, step: Step) -> Iterator[str]:
    """Yield what a step warns of, and its exercise."""
    yield from filter(None, [step.caution])
    if step.run:
        kind, name = step.run.split("/")
        yield from library.load(library.find(kind, name), EXERCISES[kind])[0].cautions


def scan_lengths_ms(script: GuidedFile) -> list[int | None]:
    """Return the lengths at which a scan is looked at: its own, and every whole second.

    That is up to where all of it is said. From there on there is only more time for the same words.
    """
    if not isinstance(script, BodyScanFile):
        return [None]
    scan = script.exercise("")
    whole_ms = max(_regions_ms(scan), MOST_SHARE * max(scan.settle_ms, scan.closing_ms))
    return [None, *range(SHORTEST_SECONDS * 1000, whole_ms, 1000), LONGEST_SECONDS * 1000]


def _regions_ms(scan: BodyScan) -> int:
    """Return a length at which every region has time for all of its lines."""
    weights = [region.weight for region in scan.regions]
    regions_ms = LEAST_FOR_THREE_MS * sum(weights) / min(weights)
    return int(regions_ms) + scan.settle_ms + scan.closing_ms + 1000
