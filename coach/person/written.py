"""What is written down on the way through a tree: a craving answer by answer, a lapse when asked.

Nothing is written down of somebody who answers nothing.
"""

from typing import Any

from coach.content.library import Library
from coach.domain.diary import MOST
from coach.domain.mind import Mind
from coach.domain.own import Craving, Lapse, Note
from coach.domain.tree import SPACE, Choice, Record, Step, Tree
from coach.errors import CoachError
from coach.person import choose
from coach.person.context import Context

NOT_SAVED = "Not saved yet. It is tried again when you leave."
WAVE = "urge-three"
"""What is played for a craving first: it has the questions about how strong that is."""


class Written:
    """One craving, and one lapse, known by the moment at which the tree was opened."""

    def __init__(self, me: Context) -> None:
        """Nothing is written down yet."""
        self._me = me
        self._about = (me.now, me.schedule.night_of(me.now))
        self._asked_at = me.now
        self.craving = Craving(*self._about)

    def rating(self, step: Step) -> int | None:
        """Return what was answered to a step that asks how strong it is."""
        return self.craving.before if step.record == "before" else self.craving.after

    def rate(self, step: Step, key: str) -> None:
        """Write down how strong it is, by a key: a digit, or a little less or more.

        A 1 and then a 0 are ten, as a 10 is; less than nothing takes the answer back.
        """
        assert step.record
        self._tell(step.record, rated(self.rating(step), key))

    def chosen(self, tree: Tree, step: Step, choice: Choice) -> None:
        """Write down what was chosen where that is an answer to something about a craving."""
        if answers(tree, step, choice) and step.record != "lapse":
            assert step.record
            self._tell(step.record, choice.label)

    def asks(self) -> None:
        """Take note of when a line for tomorrow is asked for: by that moment it is known."""
        self._asked_at = self._me.now

    def record(self, step: Step, words: str = "") -> Craving | Lapse | Note:
        """Return somebody's own words as what the step writes down: else a line for tomorrow.

        Tried again, they take the place of what could not be saved.
        """
        if step.record is None:
            return Note(self._asked_at, self._me.schedule.night_of(self._asked_at), words)
        if step.record == "lapse":
            return Lapse(*self._about, words)
        self.craving = _with(self.craving, step.record, words)
        return self.craving

    def played(self, id: str) -> None:
        """Remember what was played; alone it is no answer, and is not written down."""
        self.craving = self.craving._replace(exercise=id)
        if self._is_told:
            self._me.disk.do(self._me.store.own.save, self.craving)

    def _tell(self, record: Record, answer: int | str | None) -> None:
        """Write down an answer; where none is left, there is nothing written down."""
        self.craving = _with(self.craving, record, answer)
        own = self._me.store.own
        self._me.disk.do(own.save if self._is_told else own.remove, self.craving)

    @property
    def _is_told(self) -> bool:
        """Something of it was answered."""
        ratings = (self.craving.before, self.craving.after)
        return ratings != (None, None) or bool(self.craving.set_off or self.craving.helped)


def _with(craving: Craving, record: Record, answer: int | str | None) -> Craving:
    """Return a craving with an answer."""
    values: dict[str, Any] = {record: answer}
    return craving._replace(**values)


def answers(tree: Tree, step: Step, choice: Choice) -> bool:
    """Tell whether a key answers by itself: it is not Space, and no way to one's own words."""
    if not step.record or choice.key == SPACE:
        return False
    after = tree.steps.get(choice.goto)
    return not (after and after.note and after.record == step.record)


def rated(before: int | None, key: str) -> int | None:
    """Return how strong it is after a key: a digit, `left` or `right`; None is no answer."""
    if key.isdigit():
        return MOST if (before, key) == (1, "0") else min(int(key), MOST)
    if before is None:
        return 0 if key == "right" else None
    by = before + (1 if key == "right" else -1)
    return None if by < 0 else min(by, MOST)


def lines(me: Context, step: Step) -> tuple[str, ...]:
    """Return what a step says; a rating asks by day in the words that the wave has for it.

    They have numbers in them, and at night there is none.
    """
    if not step.is_rating or me.is_night:
        return step.lines
    asked = _question(me.library, step.record == "before")
    return (*step.lines[:-1], asked) if asked else step.lines


def _question(library: Library, is_before: bool) -> str:
    """Return what the wave asks before or after it; empty: nothing."""
    try:
        wave = choose.find(library, "mind", WAVE).exercise
    except CoachError:
        return ""
    assert isinstance(wave, Mind)
    return wave.ask_before if is_before else wave.ask_after
