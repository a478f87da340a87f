"""The shape of `breathing/NAME.toml`, and the pattern it describes."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Annotated, Any, ClassVar

from msgspec import Meta

from coach.content.lines import LONGEST_SECONDS, SpokenTable, ms
from coach.content.model import Script
from coach.content.telling import FULL, Phrase, Telling, plain, told
from coach.domain.breathing import DEFAULT_SECONDS, LeadIn, Pattern, Phase, PhaseKind
from coach.toml.problems import Problem, describe
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


def tree_of(pattern: Pattern, phases: list[Phase]) -> dict[str, Any]:
    """Return a pattern with these phases as the tables of its file; one of 0 s is left out."""
    tree: dict[str, Any] = {"title": pattern.title, "summary": pattern.summary}
    tree["cautions"] = list(pattern.cautions)
    tree["cycles"] = pattern.cycles
    if pattern.max_cycles:
        tree["max_cycles"] = pattern.max_cycles
    tree["lead_in"] = [
        {"seconds": line.duration_ms / 1000, "text": line.text} for line in pattern.lead_in
    ]
    if pattern.closing:
        tree["closing"] = [
            {"seconds": line.duration_ms / 1000, "text": line.text} for line in pattern.closing
        ]
    tree["phase"] = [
        {"kind": p.kind, "seconds": p.duration_ms / 1000, "text": p.text, "word": p.word}
        | ({} if p.is_spoken else {"spoken": False})
        for p in phases
        if p.duration_ms
    ]
    return tree
