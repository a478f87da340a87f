"""The form of a diary: its questions, one in the light, and keys that answer them.

What happens with the answers is up to the subclass (`morning`).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from coach.domain.diary import LONGEST_NOTE, Diary
from coach.person import nights, questions
from coach.person.form import NIGHT, Form
from coach.picture import diary as view
from coach.picture.cells import cell_len
from coach.picture.raster import CUE, FAINT, TEXT
from coach.picture.sheet import WIDEST, Sheet, label, line, wrapped
from coach.ui.bindings import bindings
from coach.ui.host import Host, Route
from coach.ui.keys import commands, hints
from coach.ui.screens.base import CoachScreen
from coach.ui.widgets.cursor import show_cursor

if TYPE_CHECKING:
    from textual.widgets import TextArea

    from coach.ui.widgets.note import NoteField

GO_ON = "Is that right? Then go on."
ACTIONS = {
    key: command.action
    for command in commands("everywhere", "morning")
    for key in command.keys.split(",")
}
"""What each key does, where it is not typed."""
SAVED, NOTHING_SAVED = "It is saved.", "Nothing is written down yet."


class DiaryForm(CoachScreen[None], inherit_bindings=False):
    """The questions about a night, and what is typed."""

    BINDINGS = bindings("morning")

    def __init__(self, host: Host) -> None:
        """Nothing has been read yet."""
        super().__init__(host)
        self.saved: dict[date, Diary] = {}
        """What is on disk, by night."""
        self.messages: list[str] = []
        """What just happened, a line each, below the question."""
        self.trouble: list[str] = []
        """What the disk does not do, a line each."""
        self.summary = ""
        """The night in words, after it has been saved; empty while questions are asked."""
        self.reply = ""
        """What is answered to it, in a line."""
        self.ways: list[tuple[str, Route]] = []
        """What is one key away from it: titles, and the ways there."""
        self.last: date = host.me.schedule.last_night(host.me.now)
        """The last night that can be looked back on, as this screen has it."""
        self._form: Form | None = None
        self._note: NoteField | None = None
        """The field of the note, once its question has been asked."""
        self._note_rows = 1
        """How many rows its text takes."""
        self._note_text = ""
        """What the field held at its last message; it may hold more by now."""

    @property
    def form(self) -> Form:
        """What is filled in: first the last night."""
        return self._form or self.show_night(self.last)

    def empty(self, night: date) -> Diary:
        """Return a diary of a night without any answer."""
        return nights.empty(self.host.me.schedule, night)

    def show_night(self, night: date) -> Form:
        """Ask about another night."""
        me, is_about_night = self.host.me, self._form is not None and self._form.here == NIGHT
        saved = self.saved.get(night, self.empty(night))
        self._form = form = Form(saved, me.schedule, me.settings)
        if is_about_night:
            form.go(NIGHT)
        self.summary, self.messages = "", []
        self.reply, self.ways = "", []
        return form

    # Drawing.

    def fill(self, sheet: Sheet) -> None:
        """Draw the question and its neighbours, or the night in words."""
        self.targets = {}
        if not self.is_note and self._note:
            self._note.display = False
            self.set_focus(None)
        if self.summary:
            self._fill_end(sheet)
            return
        form, night, last = self.form, self.form.night, self.last
        labels = view.Labels(
            nights.weekday_night(night, last),
            nights.night_in_words(night),
            nights.night_in_words(night, is_short=True),
            night > last - nights.FURTHEST,
            night < last,
            [*self.trouble, *(self.messages or [self._about()])],
            self._note_rows,
        )
        place = view.note_place(sheet, form, labels)
        note = [line(form.text[: place.width * place.height])] if self.is_note else []
        numbers = view.put(sheet, form, labels, self.glyphs, self.light_left(sheet, note))
        self.targets = {y: f"pick({number})" for y, number in numbers.items()}
        if self.is_note:
            self._place_note(place)

    def _fill_end(self, sheet: Sheet) -> None:
        """Draw the night in words, what is answered to it, and what is one key away."""
        width = min(WIDEST, sheet.width - 4)
        rows = [*wrapped(self.summary, CUE, width), ()]
        rows += [*wrapped(self.reply, TEXT, width), ()] if self.reply else []
        first = len(rows)
        texts = [f"{number} {title}" for number, (title, _) in enumerate(self.ways, 1)]
        wide = min(max(map(cell_len, texts), default=0), width)
        rows += [line(label(text, wide, self.glyphs), FAINT) for text in texts]
        rows += [*([()] if self.ways else []), line(SAVED, FAINT)]
        top = min(int(sheet.height * 0.38), max(sheet.hints_row - 1 - len(rows), 0))
        sheet.put_centred(top, rows)
        self.targets = {top + first + n: f"suggested({n})" for n in range(len(self.ways))}

    # The note, which is a field of its own.

    @property
    def is_note(self) -> bool:
        """The question that is asked is the note."""
        question = self.form.question
        return not self.summary and question is not None and question.kind == "note"

    def _place_note(self, place: view.NotePlace) -> None:
        """Put the field of the note where it belongs."""
        note = self._note
        if note is None:
            from coach.ui.widgets.note import NoteField

            self._note = note = NoteField(questions.clean, LONGEST_NOTE)
            note.styles.position = "absolute"
            self.mount(note)
        if self._note_text != self.form.text:
            self._note_text = self.form.text
            note.load_text(self._note_text)
            note.move_cursor(note.document.end)
        note.styles.offset = (place.left, place.top)
        note.styles.width, note.styles.height = place.width, place.height
        if not note.has_focus:
            note.display = True
            note.focus()
        self.call_after_refresh(self._fit_note)
        self.call_after_refresh(note.place_cursor)

    def _fit_note(self) -> None:
        """Make the field as high as what stands in it, once that is known."""
        if self._note and self._note.wrapped_document.height != self._note_rows:
            self._note_rows = self._note.wrapped_document.height
            self.draw()

    def on_screen_suspend(self) -> None:
        """Another page lies on top: nothing is typed here."""
        show_cursor(self.app, False)

    def on_descendant_focus(self) -> None:
        """The note has the focus; it may have come when we were elsewhere already."""
        if not self.is_note:
            self.set_focus(None)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """What is typed in the note is typed in the form."""
        text = event.text_area.text
        if self.is_note and text != self._note_text:
            self._note_text = text
            self.form.write(text)
            self._typed(event)

    async def on_note_field_left(self, event: NoteField.Left) -> None:
        """The cursor leaves the note: on to the question before or after."""
        await self.action_move(event.by)

    def _about(self) -> str:
        """Return what the question is about, and what is suggested as an answer."""
        form = self.form
        if form.question and form.question.kind == "note" and form.text:
            return ""
        if form.question:
            offer = f" Right takes {form.offer}." if form.offer else ""
            return form.other_reading or form.about + offer
        return NOTHING_SAVED if form.is_empty else SAVED

    def explanation(self) -> list[str]:
        """Return what would be right here, where a text is no answer."""
        question = self.form.question
        return [questions.WRONG[question.kind]] if question and self.form.is_wrong else []

    def hints(self) -> list[tuple[str, str]]:
        """Return the keys that matter here; on a form letters are no keys."""
        back = hints("everywhere.back", back="back")
        if self.summary:
            return [("space", "done"), ("left", "the night before"), ("h", "help")]
        keys, help = [("enter", "end" if self.form.is_last else "next")], [("F1", "help")]
        if self.form.question is None:
            deletes = [] if self.form.is_empty else hints("morning.delete", delete="delete")
            return [*keys, *help, ("left right", "night"), *deletes, *back]
        done = hints("morning.close", close="done")
        change = [] if self.is_note else [("left right", "change")]
        return [*keys, *help, *done, *back, *change, ("up down", "move")]

    # Typing.

    async def on_key(self, event: events.Key) -> None:
        """Type, or do what the key does; in order, however fast keys come.

        Textual runs bindings in the app, where the next letter may overtake them.
        """
        if self._note and self._note.has_focus and not event.is_printable:
            return  # it has keys of its own; a character that comes here was on its way before
        if not self.summary and self._types(event):
            self._typed(event)
            if event.character and self.form.is_whole(event.character):
                await self.run_action("next_good")
        elif action := ACTIONS.get(event.key):
            event.stop()
            await self.run_action(action)

    def _types(self, event: events.Key) -> bool:
        """Take what is typed or edited; a character is text or nothing, but for Space."""
        form, key = self.form, event.key
        if key == "backspace":
            form.erase()
            return True
        if event.is_printable and form.type(event.character or ""):
            return True
        return form.edit(key) or (event.is_printable and key != "space")

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text as if it were typed."""
        if not self.summary and self.form.type(event.text):
            self._typed(event)

    def _typed(self, event: Message) -> None:
        event.stop()
        self.show_messages()

    def show_messages(self, *messages: str) -> None:
        """Show messages below the question, or without any what the question is about."""
        self.messages = list(messages)
        self.draw()

    # Keys.

    async def action_change(self, by: int) -> None:
        """Give the answer before or after; about the night, another night."""
        if self.summary or self.form.question is None:
            await self.action_night(by)
        else:
            self.form.change(by)
            self.show_messages()

    async def action_night(self, by: int) -> None:
        """Ask about the night before or after."""

    async def leave_row(self) -> list[str]:
        """Give the answer of this row; returns what is in doubt."""
        return self.form.leave()

    async def action_move(self, by: int) -> None:
        """Ask the question before or after; nothing is answered by that."""
        await self.action_pick(self.form.here + (0 if self.summary else by))

    async def action_pick(self, number: int) -> None:
        """Ask a question."""
        if doubts := await self.leave_row():
            self.show_messages(*doubts[:2], GO_ON)
            return
        self.summary = ""
        self.form.go(number)
        self.show_messages(*self.explanation())
