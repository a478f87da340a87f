"""The shape of `breathing/NAME.toml`, and the pattern it describes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Annotated, ClassVar

from msgspec import Meta

from coach.content.lines import LONGEST_SECONDS, SpokenTable, ms
from coach.content.model import Script
from coach.content.telling import FULL, Phrase, Telling, plain, told
from coach.domain.breathing import DEFAULT_SECONDS, LeadIn, Pattern, Phase, PhaseKind
from coach.toml.problems import Problem, describe
from coach.toml.read import Tree
from coach.toml.shape import Shape

MOST_CYCLES = 2000
"""The most breaths of any session."""

PhaseSeconds = Annotated[
    float,
    Meta(
        ge=0,
        le=300,
        description="How long this part of the breath takes, in seconds.",
        extra={"expected": "a number of seconds above 0, up to 300", "example": "4"},
    ),
]
SessionSeconds = Annotated[
    float,
    Meta(
        ge=1,
        le=LONGEST_SECONDS,
        description="The length you want; the session ends on a whole breath after it.",
        extra={"expected": "a number of seconds from 1 to 14400", "example": "300"},
    ),
]
Cycles = Annotated[
    int,
    Meta(
        ge=1,
        le=MOST_CYCLES,
        description="An exact number of breaths.",
        extra={"expected": "a whole number of breaths from 1 to 2000", "example": "12"},
    ),
]

PHASE_WORDS: dict[PhaseKind, tuple[str, str]] = {
    "in": ("Breathe in.", "in"),
    "hold": ("Rest.", "rest"),
    "out": ("Breathe out.", "out"),
    "rest": ("Rest.", "rest"),
}
"""The text and the word a phase has when the script gives none."""
SHORTEST_BREATH_SECONDS = 0.1
"""A breath in or out shorter than this would flicker."""


class PhaseTable(Shape, frozen=True, kw_only=True):
    """One part of a breath."""

    kind: Annotated[
        PhaseKind, Meta(description="in, hold (full), out or rest (empty). in may repeat.")
    ]
    seconds: PhaseSeconds
    text: Annotated[Phrase, Meta(description="The words of the first breaths.")] | None = None
    word: Annotated[Phrase, Meta(description="What is left of the words after that.")] | None = None
    spoken: Annotated[bool, Meta(description="false: too short to be said by a voice.")] = True

    def phase(self) -> Phase:
        """Return it as the domain's phase."""
        text, word = PHASE_WORDS[self.kind]
        return Phase(
            self.kind,
            ms(self.seconds),
            text if self.text is None else plain(self.text),
            word if self.word is None else plain(self.word),
            self.spoken,
        )

    def problems(self) -> Iterator[Problem]:
        """Check that a breath in or out has a length; a hold or rest of 0 s is left out."""
        if self.kind in ("in", "out") and self.seconds < SHORTEST_BREATH_SECONDS:
            expected = f"a number of seconds from 0.1 to 300 for a breath {self.kind}"
            yield Problem(describe(self.seconds), expected, "try seconds = 4", ("seconds",))


class BreathingFile(Script, frozen=True, kw_only=True):
    """A breathing pattern: `breathing/NAME.toml`."""

    exclusive: ClassVar = (("seconds", "cycles"),)

    phase: Annotated[
        list[PhaseTable],
        Meta(
            min_length=1,
            max_length=24,
            description="One breath, in order.",
            extra={"expected": "one to 24 [[phase]] tables"},
        ),
    ]
    seconds: SessionSeconds | None = None
    cycles: Cycles | None = None
    max_cycles: Cycles | None = None
    lead_in: Annotated[list[SpokenTable], Meta(description="Lines before the first breath.")] = []
    closing: Annotated[list[SpokenTable], Meta(description="Lines after the last breath.")] = []

    def problems(self) -> Iterator[Problem]:
        """Check the order of the phases and the length of the whole."""
        turns = [kind for kind, _ in groupby(p.kind for p in self.phase if p.kind in ("in", "out"))]
        if turns[:1] != ["in"] or turns[-1:] != ["out"]:
            found = " and ".join(turns) if turns else "no breath"
            yield Problem(found, "an in-breath first and an out-breath last", path=("phase",))
        if self.max_cycles and self.cycles and self.cycles > self.max_cycles:
            expected = f"at most max_cycles, which is {self.max_cycles}"
            yield Problem(describe(self.cycles), expected, path=("cycles",))

    def exercise(self, id: str, telling: Telling = FULL) -> Pattern:
        """Return it as the domain's pattern, as it is told; phases without length are left out.

        A requested length that would take more breaths than `max_cycles`, or than any session may
        have, is shortened to that many.
        """
        file = told(self, telling)
        pattern = Pattern(
            id,
            self.title,
            self.summary,
            tuple(p.phase() for p in file.phase if ms(p.seconds) > 0),
            tuple(LeadIn(ms(line.seconds), plain(line.text)) for line in file.lead_in),
            1,
            self.max_cycles,
            tuple(self.cautions),
            tuple(LeadIn(ms(line.seconds), plain(line.text)) for line in file.closing),
        )
        cycles = self.cycles or pattern.cycles_for(self.seconds or DEFAULT_SECONDS)
        return replace(pattern, cycles=min(cycles, self.max_cycles or MOST_CYCLES))


def with_phases(tree: Tree, phases: Sequence[Phase], cycles: int) -> Tree:
    """Return what a file holds, with other phases and so many breaths; one of 0 s is left out.

    A phase keeps all that its table says but its length; one that the file does not have is new.
    """
    tables = [table for table in tree["phase"] if ms(table["seconds"])]
    of_kind = {kind: iter([t for t in tables if t["kind"] == kind]) for kind in PHASE_WORDS}
    made = []
    for phase in phases:
        new = {"kind": phase.kind, "seconds": 0, "text": phase.text, "word": phase.word}
        table = next(of_kind[phase.kind], new)
        if phase.duration_ms:
            made.append(table | {"seconds": phase.duration_ms / 1000})
    others = {key: value for key, value in tree.items() if key != "seconds"}
    return others | {"cycles": cycles, "phase": made}
