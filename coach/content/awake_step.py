"""One step of `awake/NAME.toml`: its lines, and where its keys lead."""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from coach.content.breathing import Cycles
from coach.content.lines import Id, Wait
from coach.content.routine import GuidedId
from coach.content.telling import MOST_VARIANTS, plain
from coach.domain.health import YesOrNo
from coach.domain.tree import RATINGS, SPACE, Choice, Note, Record, Step
from coach.toml.problems import Path, Problem, describe
from coach.toml.shape import NOTHING, Shape

_WORDS = {"expected": "a text of 1 to 60 characters"}
Short = Annotated[str, Meta(min_length=1, max_length=60, pattern=r"\S", extra=_WORDS)]
"""A label, or a text that is shown."""
Line = Annotated[str, Meta(min_length=1, max_length=60, extra=_WORDS)]
"""A line; with a pattern, within a type of two, msgspec (0.22) crashes."""
LineVariants = Annotated[
    list[Line],
    Meta(
        min_length=1,
        max_length=MOST_VARIANTS,
        extra={"expected": f"one to {MOST_VARIANTS} texts"},
    ),
]
LinePhrase = Annotated[
    Line | LineVariants,
    Meta(
        description="What is said; of several texts another one each night.",
        extra={"expected": "a text of 1 to 60 characters, or a list of them"},
    ),
]
Key = Annotated[
    str,
    Meta(
        pattern=r"^(?:space|[0-9bcefgijklmnprstuwxyz])(?!\n)$",
        description="space, a digit or a letter; a d h o q v have a meaning everywhere.",
        extra={
            "expected": "space, a digit, or a letter that is not one of a d h o q v",
            "example": '"1"',
        },
    ),
]
Goto = Annotated[
    str,
    Meta(
        pattern=r"^(?:(?:support|plan|kit|awake)/)?\w[\w-]{0,59}(?!\n)$",
        description="Where it leads: a step, end, support/now; or awake/, plan/, kit/ and a name.",
        extra={"expected": "the id of a step, end, or support/now", "example": '"end"'},
    ),
]
Onward = Annotated[
    str,
    Meta(
        pattern=r"^\w[\w-]{0,59}(?!\n)$",
        description="Where it goes when it has ended by itself: a step or end.",
        extra={"expected": "the id of a step, or end", "example": '"end"'},
    ),
]
Left = Annotated[
    str,
    Meta(
        pattern=r"^(?:support/)?\w[\w-]{0,59}(?!\n)$",
        description="Where it goes when a key ends it; by default where next goes.",
        extra={"expected": "the id of a step, end, or support/now", "example": '"end"'},
    ),
]
Caution = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=120,
        pattern=r"\S",
        description="What to look out for; it stays below the lines.",
        extra={"expected": "a text of 1 to 120 characters"},
    ),
]
INSTEAD_OF_CHOICES = ("run", "action", "next", "left")
"""What a step with choices does not have: each of them leads on in another way."""


class ChoiceTable(Shape, frozen=True, kw_only=True):
    """A key, and where it leads."""

    key: Key
    label: Short
    goto: Goto
    unless: Annotated[
        list[YesOrNo],
        Meta(
            description="Left out after a yes to one of these questions, and until it is asked.",
            extra={"expected": "a list of questions, such as seizures"},
        ),
    ] = []


class StepTable(Shape, frozen=True, kw_only=True):
    """One to three lines, and what comes after them."""

    needed = (("choice", "next"),)
    exclusive = (("run", "action"), ("run", "wait"), ("action", "wait"))

    id: Id
    lines: Annotated[
        list[LinePhrase],
        Meta(min_length=1, max_length=3, extra={"expected": "one to three lines"}),
    ]
    choice: Annotated[
        list[ChoiceTable],
        Meta(min_length=1, max_length=12, extra={"expected": "one to twelve choices"}),
    ] = []
    run: Annotated[GuidedId, Meta(description="The exercise that comes then.")] | None = None
    cycles: Annotated[Cycles, Meta(description="Breathing: so many breaths.")] | None = None
    action: Annotated[
        Literal["note", ""], Meta(description="note: one line is written down for the morning.")
    ] = ""
    note_prompt: Short | None = None
    note_saved: Short | None = None
    next: Onward | None = None
    left: Left | None = None
    caution: Caution | None = None
    wait: Wait = ""
    up: Annotated[bool, Meta(description="Whoever comes here has got up.")] = False
    by_day: Annotated[bool, Meta(description="At night it is left out.")] = False
    record: (
        Annotated[
            Record,
            Meta(description="What an answer is written down as: of a craving, or as a lapse."),
        ]
        | None
    ) = None

    def problems(self) -> Iterator[Problem]:
        """Check that it leads on in one way, that Space always does, and what goes with what."""
        if self.choice:
            yield from self._of_choices()
        elif self.left and not (self.run or self.action):
            found = "left without run and action"
            yield Problem(
                found,
                "it beside run or action only",
                "delete it",
                ("left",),
                rests_on=("choice", "run", "action"),
            )
        kind = self.run.split("/")[0] if self.run else ""
        if self.cycles is not None and kind != "breathing":
            found = f"cycles for {kind}" if kind else "cycles without run"
            yield Problem(
                found, "them for breathing only", "delete it", ("cycles",), rests_on=("run",)
            )
        for name in ("note_prompt", "note_saved"):
            if (getattr(self, name) is None) is (self.action == "note"):
                found = f"{name} without action" if self.action == "" else NOTHING
                expected = 'action = "note", too' if self.action == "" else "a text, for the note"
                yield Problem(found, expected, path=(name,), rests_on=("action",))
        yield from self._of_record()

    def _of_record(self) -> Iterator[Problem]:
        """Yield what is wrong: a rating has next alone, all else that is written down an answer."""
        if self.record is None:
            return
        beside = [name for name in ("choice", "run", "action") if getattr(self, name)]
        if self.record in RATINGS and beside:
            found, expected = f"{beside[0]} beside a rating", "next alone"
            yield Problem(found, expected, "delete it", (beside[0],), rests_on=("record",))
        elif self.record not in RATINGS and ("run" in beside or not beside):
            found = f"{describe(self.record)} without an answer"
            expected = 'choices beside it, or action = "note"'
            yield Problem(found, expected, path=("record",), rests_on=("choice", "action", "run"))

    def _of_choices(self) -> Iterator[Problem]:
        """Yield what is wrong between the choices, or beside them."""
        for name in INSTEAD_OF_CHOICES:
            if getattr(self, name):
                expected = "either choices or what comes by itself"
                yield Problem(
                    f"{name} beside choices", expected, "delete it", (name,), rests_on=("choice",)
                )
                break
        keys = [choice.key for choice in self.choice]
        for index, (key, choice) in enumerate(zip(keys, self.choice, strict=True)):
            path: Path = ("choice", index)
            if key in keys[:index]:
                expected = "a key that no other choice has"
                yield Problem(describe(key), expected, path=(*path, "key"))
            if key == SPACE and choice.unless:
                yield Problem(
                    "unless for Space", "none: Space always goes on", "delete it", (*path, "unless")
                )
            if key == SPACE and "/" in choice.goto:
                expected = "a step, or end: Space always goes on"
                yield Problem(describe(choice.goto), expected, path=(*path, "goto"))
        if SPACE not in keys:
            yield Problem("no key space", 'one choice with key = "space"', path=("choice",))

    def step(self) -> Step:
        """Return it as the domain's step, once it has been told."""
        note = Note(self.note_prompt or "", self.note_saved or "") if self.action else None
        return Step(
            self.id,
            tuple(plain(line) for line in self.lines),
            tuple(Choice(c.key, c.label, c.goto, tuple(c.unless)) for c in self.choice),
            self.run or "",
            self.cycles,
            self.next or "",
            self.left or self.next or "",
            self.caution or "",
            waits=bool(self.choice or self.wait or self.record in RATINGS),
            note=note,
            is_up=self.up,
            record=self.record,
            is_by_day=self.by_day,
        )
