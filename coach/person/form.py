"""The diary of a night while it is filled in: what is typed, and where. Nothing here draws.

What is typed lies over what is saved: neither ever hides or loses the other.
"""

from datetime import date, tzinfo
from typing import Any

from coach.domain.diary import LONGEST_NOTE, Diary
from coach.person import questions
from coach.person.questions import LONGEST_OTHER, QUESTIONS, Question
from coach.store.settings import Settings

NIGHT = 0
"""Above the first question: the night itself."""


class Form:
    """The answers of one night, and the one that is being given."""

    def __init__(
        self, night: date, settings: Settings, typed: dict[str, str], saved: Diary | None = None
    ) -> None:
        """Take the night, what was typed before and what is saved; begin with question 1."""
        self.night = night
        self.settings = settings
        self.typed = typed
        """What is typed and not saved, by field."""
        self.saved = saved
        self.here = NIGHT
        """The number of the question that is asked, the first being 1."""
        self.is_fresh = False
        """The answer was not typed just now: typing replaces it."""
        self.go(1)

    # Questions and answers.

    @property
    def texts(self) -> dict[str, str]:
        """The answers as texts, by field."""
        return self._saved_texts | self.typed

    @property
    def _saved_texts(self) -> dict[str, str]:
        return questions.texts_of(self.saved) if self.saved else {}

    @property
    def questions(self) -> list[Question]:
        """The questions that are asked, in their order."""
        return questions.questions_for(self.settings, self.texts)

    @property
    def question(self) -> Question | None:
        """The question that is asked; None: it is about the night itself."""
        return self.questions[self.here - 1] if self.here else None

    @property
    def text(self) -> str:
        """The answer to the question that is asked, as text."""
        return self.texts.get(self.question.field, "") if self.question else ""

    @property
    def offer(self) -> str:
        """What is offered as an answer, if anything."""
        if self.question is None or self.text:
            return ""
        return questions.suggested(self.question, self.texts, self.settings, self.night)

    @property
    def is_last(self) -> bool:
        """The last question is asked."""
        return self.here == len(self.questions)

    @property
    def is_changed(self) -> bool:
        """Something is typed that is not saved."""
        return any(map(self._differs, QUESTIONS))

    def _differs(self, question: Question) -> bool:
        """Tell whether the answer that is typed to a question is another than the saved one."""
        typed = self.typed.get(question.field)
        if typed is None:
            return False
        saved = self._saved_texts.get(question.field, "")
        is_other = questions.answer(question, typed) != questions.answer(question, saved)
        return is_other or questions.is_wrong(question, typed)

    @property
    def is_wrong(self) -> bool:
        """What is typed here is no answer."""
        return self.question is not None and questions.is_wrong(self.question, self.text)

    def first_wrong(self) -> str:
        """Return the field of the first text that is no answer, if there is one."""
        texts = self.texts
        wrong = (q.field for q in self.questions if questions.is_wrong(q, texts.get(q.field, "")))
        return next(wrong, "")

    def diary(self, zone: tzinfo) -> Diary:
        """Return the answers: what is typed, else what is saved."""
        answers: dict[str, Any] = {
            q.field: questions.answer(q, self.typed.get(q.field, ""))
            if self.saved is None or q.field in self.typed
            else getattr(self.saved, q.field)
            for q in QUESTIONS
        }
        return Diary(self.night, zone, **answers)

    # Going from one question to the next.

    def go(self, number: int) -> None:
        """Ask another question; an answer that was given gets its usual form."""
        if self.question and self.question.field in self.typed:
            self.write(questions.tidy(self.question, self.text))
        self.here = max(min(number, len(self.questions)), NIGHT)
        self.is_fresh = bool(self.text) and not self.is_wrong

    def point_at(self, field: str) -> None:
        """Ask the question of a field, if it is asked at all."""
        fields = [question.field for question in self.questions]
        if field in fields:
            self.go(fields.index(field) + 1)

    def take_offer(self) -> None:
        """Answer with what is offered."""
        if self.offer:
            self.write(self.offer)

    def mark_saved(self, diary: Diary) -> None:
        """Remember what has been saved; what was typed since then stays typed."""
        self.saved = diary
        for question in QUESTIONS:
            if not self._differs(question):
                self.typed.pop(question.field, None)

    # Typing.

    def type(self, text: str) -> bool:
        """Put text where the cursor is; returns whether this question takes any of it."""
        question, text = self.question, questions.clean(text)
        if question is None or not text:
            return False
        match question.kind:
            case "note":
                self.write((self.text + text)[:LONGEST_NOTE])
            case "scale" | "yes-no":
                longer = text if self.is_fresh else self.text + text
                fitting = [t for t in (longer, text) if questions.answer(question, t) is not None]
                if not fitting:
                    return False
                self.write(questions.tidy(question, fitting[0]))
            case _:
                before = "" if self.is_fresh else self.text
                if not before and not text.strip():
                    return False
                self.write((before + text)[:LONGEST_OTHER])
        return True

    def erase(self) -> None:
        """Take the last character away; of yes or no the whole answer."""
        is_whole = self.question is not None and self.question.kind == "yes-no"
        self.write("" if is_whole else self.text[:-1])

    def clear(self) -> None:
        """Take the answer away."""
        self.write("")

    def change(self, by: int) -> None:
        """Give the answer before or after; a note has none."""
        if self.question and self.question.kind != "note":
            self.write(questions.changed(self.question, self.text, self.offer, by))
            self.is_fresh = True

    def write(self, text: str) -> None:
        """Answer the question that is asked with this text."""
        if self.question:
            self.typed[self.question.field] = text
            self.is_fresh = False
