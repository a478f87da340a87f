"""The diary of a night while it is filled in: its answers, and the row that is being answered.

An answer is given when its row is left. It is shown at once, and it counts as unsaved until the
disk has it. Nothing here draws, and nothing here writes.
"""

from dataclasses import replace
from datetime import date, time
from typing import Any

from coach.domain.diary import LONGEST_NOTE, Diary, doubts
from coach.domain.night import Schedule
from coach.person import questions
from coach.person.questions import LONGEST_OTHER, QUESTIONS, Opened, Question
from coach.store.settings import Settings

NIGHT = 0
"""Above the first question: the night itself."""


class Form:
    """The answers of one night, and the one that is being given."""

    def __init__(self, saved: Diary, schedule: Schedule, settings: Settings) -> None:
        """Take what is saved, an empty diary where nothing is; begin with question 1."""
        self.saved = saved
        self.schedule = schedule
        self.settings = settings
        self.unsaved: dict[str, Any] = {}
        """The answers that are given and not on disk yet, by field."""
        self.opened = Opened()
        """How often somebody came here awake that night, as soon as that is known."""
        self.wrong: dict[str, str] = {}
        """Texts that are no answers, by field: they stay to be corrected."""
        self.here = NIGHT
        """The number of the question that is asked, the first being 1."""
        self.text = ""
        """What stands in the row of that question."""
        self.cursor = 0
        """Before which character of it something is typed."""
        self.is_typed = False
        """It was typed or changed since the row was entered."""
        self.is_fresh = False
        """Typing replaces it."""
        self.go(1)

    # Questions and answers.

    @property
    def night(self) -> date:
        """The date of the night."""
        return self.saved.night

    @property
    def diary(self) -> Diary:
        """The answers, those that are not on disk yet too."""
        return replace(self.saved, **self.unsaved) if self.unsaved else self.saved

    @property
    def is_empty(self) -> bool:
        """Nothing has been answered."""
        return not any(_is_given(getattr(self.diary, question.field)) for question in QUESTIONS)

    @property
    def texts(self) -> dict[str, str]:
        """The answers as texts, by field, with what is typed now and what cannot be read."""
        texts = questions.texts_of(self.diary) | self.wrong
        return texts | ({self.question.field: self.text} if self.question else {})

    @property
    def questions(self) -> list[Question]:
        """The questions that are asked, in their order."""
        return questions.questions_for(self.settings, self.diary)

    @property
    def question(self) -> Question | None:
        """The question that is asked; None: it is about the night itself."""
        return self.questions[self.here - 1] if self.here else None

    @property
    def offer(self) -> str:
        """What is offered as an answer, if anything."""
        if self.question is None or self.text:
            return ""
        return questions.suggested(self.question, self.diary, self.schedule, self.opened.times)

    @property
    def about(self) -> str:
        """A line about the question that is asked; nothing about the night itself."""
        if self.question is None:
            return ""
        is_suggested = self.question.field == "times_awake" and bool(self.offer)
        return (is_suggested and self.opened.text) or self.question.about

    @property
    def is_last(self) -> bool:
        """The last question is asked."""
        return self.here == len(self.questions)

    @property
    def is_wrong(self) -> bool:
        """What is typed here is no answer."""
        return self.question is not None and questions.is_wrong(self.question, self.text)

    def is_whole(self, typed: str) -> bool:
        """Tell whether one typed character is all of an answer: y or n."""
        question = self.question
        if question is None or question.kind != "yes-no":
            return False
        return questions.answer(question, typed) is not None

    @property
    def other_reading(self) -> str:
        """How a time is read that can be meant in two ways; empty: in one only."""
        near = self._near()
        return questions.other_reading(self.text, near) if near and self.is_typed else ""

    def _near(self) -> time | None:
        """Return when a time in this row is likely to be; None: it is no time."""
        if self.question is None or self.question.kind != "time":
            return None
        return questions.likely_time(self.question.field, self.diary, self.schedule)

    # Going from one question to the next.

    def leave(self) -> list[str]:
        """Take what was typed as the answer, if it is one; returns what is in doubt by that."""
        question = self.question
        if question is None or not self.is_typed:
            return []
        self.is_typed = False
        self.wrong.pop(question.field, None)
        if self.is_wrong:
            self.wrong[question.field] = self.text
            return []
        before = {doubt.text for doubt in doubts(self.diary)}
        value = questions.answer(question, self.text, self._near())
        if value != getattr(self.diary, question.field):
            self.unsaved[question.field] = value
        self._show_answer()
        return [doubt.text for doubt in doubts(self.diary) if doubt.text not in before]

    def go(self, number: int) -> None:
        """Ask another question."""
        self.leave()
        self.here = max(min(number, len(self.questions)), NIGHT)
        self._show_answer()

    def point_at(self, field: str) -> None:
        """Ask the question of a field, if it is asked at all."""
        fields = [question.field for question in self.questions]
        if field in fields:
            self.go(fields.index(field) + 1)

    def _show_answer(self) -> None:
        """Put the answer that was given in the row."""
        if self.question:
            field = self.question.field
            self.text = self.wrong.get(field) or questions.texts_of(self.diary).get(field, "")
        else:
            self.text = ""
        self.cursor, self.is_fresh = len(self.text), bool(self.text)

    def was_read(self, saved: Diary) -> None:
        """Take what is on disk; what was given or typed here stays on top of it."""
        self.saved = saved
        if not self.is_typed:
            self._show_answer()

    def was_saved(self, saved: Diary, given: dict[str, Any]) -> None:
        """Take note of what the disk has; what was given since then is still unsaved."""
        self.saved = saved
        for field, value in given.items():
            if field in self.unsaved and self.unsaved[field] == value:
                del self.unsaved[field]

    # Typing.

    def type(self, text: str) -> bool:
        """Put text where the cursor is; returns whether this question takes any of it."""
        question, text = self.question, questions.clean(text)
        if question is None or not text:
            return False
        if question.kind in ("scale", "yes-no"):
            longer = text if self.is_fresh else self.text + text
            values = (questions.answer(question, each) for each in (longer, text))
            fitting = next((value for value in values if value is not None), None)
            if fitting is None:
                return False
            self.write(questions.text_of(question, fitting))
            return True
        before, after = self.text[: self.cursor], self.text[self.cursor :]
        if self.is_fresh:
            before = after = ""
        if question.kind != "note" and not before and not text.strip():
            return False
        longest = LONGEST_NOTE if question.kind == "note" else LONGEST_OTHER
        text = text[: max(longest - len(before) - len(after), 0)]
        self.write(before + text + after, len(before) + len(text))
        return True

    def erase(self) -> None:
        """Take the character before the cursor away; of yes or no the whole answer."""
        is_whole = self.question is not None and self.question.kind == "yes-no"
        self._cut(0 if is_whole else max(self.cursor - 1, 0), self.cursor)

    def edit(self, key: str) -> bool:
        """Do what a key does in the line of a shell; returns whether it is such a key."""
        match key:
            case "ctrl+a" | "home":
                self.cursor, self.is_fresh = 0, False
            case "ctrl+e" | "end":
                self.cursor, self.is_fresh = len(self.text), False
            case "ctrl+u":
                self._cut(0, self.cursor)
            case "ctrl+k":
                self._cut(self.cursor, len(self.text))
            case "ctrl+w":
                word = self.text[: self.cursor].rstrip()
                self._cut(word.rfind(" ") + 1, self.cursor)
            case _:
                return False
        return True

    def _cut(self, first: int, last: int) -> None:
        """Take the characters from `first` to before `last` away."""
        self.write(self.text[:first] + self.text[last:], first)

    def clear(self) -> None:
        """Take the answer away."""
        self.write("")

    def change(self, by: int) -> None:
        """Give the answer before or after; a note has none."""
        if self.question and self.question.kind != "note":
            near = self._near()
            self.write(questions.changed(self.question, self.text, self.offer, by, near))
            self.is_fresh = True

    def write(self, text: str, cursor: int | None = None) -> None:
        """Answer the question that is asked with this text; the cursor is at its end, or there."""
        if self.question:
            self.text, self.cursor = text, len(text) if cursor is None else cursor
            self.is_typed, self.is_fresh = True, False


def _is_given(value: Any) -> bool:
    """Tell whether a value of a diary is an answer."""
    return value is not None and value != ""
