"""The morning: one minute for the diary of a night. By day, numbers are fine.

Every answer is put on disk as soon as its row is left, whichever way that is.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from typing import Any

from coach.domain.diary import Diary
from coach.domain.own import Note
from coach.domain.sleep import figures
from coach.errors import CoachError
from coach.person import awake, nights, replies
from coach.person.form import NIGHT, Form
from coach.ui.host import Host, Route
from coach.ui.screens.diary_form import GO_ON, DiaryForm
from coach.ui.ways import way_to

VERBS = {"learn": "Read", "stretch": "Stretch", "awake": "Step by step"}
MOST_WAYS = 2
"""So many ways are one key away from the end."""
TRY_AGAIN = "It is still here; the next row tries again."
DELETE = "Del again deletes this night."
DELETED = "This night is deleted. Del brings it back."
NOTHING = "Nothing to delete."
TWO_WEEKS = "Nights can be filled in up to two weeks later."
TO_COME = "That night is still to come."
NEW_DAY = "Another day has begun."
LOOK_SECONDS = 30.0
"""So often it is looked at whether another night is the last one by now."""
LONGEST_WAIT_SECONDS = 0.3
"""The next row waits so long for the disk to have the answer."""


class MorningScreen(DiaryForm, inherit_bindings=False):
    """The diary of the last night and those before it; what is answered is never lost."""

    BINDINGS = DiaryForm.BINDINGS

    def __init__(self, host: Host) -> None:
        """Nothing has been deleted."""
        super().__init__(host)
        self._deleted: Diary | None = None
        """What was deleted last, to be brought back."""
        self._is_asked = False
        """Del was pressed once on the night."""
        self._times_opened: dict[date, int] = {}
        """How often somebody came here awake, by night."""
        self._has_shown_notes = False
        """What was written down at night has been shown."""

    def on_mount(self) -> None:
        """A night may end, and another one begin, while this is open."""
        self.set_interval(LOOK_SECONDS, self.look)

    def resumed(self) -> None:
        """Show the questions, and the saved answers as soon as they have been read."""
        self.form.settings = self.host.me.settings
        if not self.form.is_typed:
            self.form.go(self.form.here)  # other questions may be asked by now
        self.run_worker(self._read(), group="read", exclusive=True)

    async def _read(self) -> None:
        store, first = self.host.me.store, self.last - nights.FURTHEST
        try:
            self.saved = await self.host.on_disk(nights.read_all, store, self.last)
            read = self.host.on_disk(awake.times_opened, store, first, self.last)
            self._times_opened = await read
        except CoachError as error:
            self.trouble = [str(error)]
        form = self._with_opened(self.form)
        form.was_read(self.saved.get(form.night, self.empty(form.night)))
        self.draw()
        if not (self._has_shown_notes or self.trouble):
            self._has_shown_notes = True
            notes = await self.host.on_disk(self.host.me.store.own.all, Note)
            if notes and self.is_current:
                self.host.go("notes", notes)

    def show_night(self, night: date) -> Form:
        """Ask about another night."""
        return self._with_opened(super().show_night(night))

    def _with_opened(self, form: Form) -> Form:
        """Let a form know how often somebody came here awake in its night."""
        form.opened = awake.asked(self.host.me, self._times_opened.get(form.night, 0))
        return form

    def look(self) -> None:
        """Say it when another night has become the last one; what is typed stays where it is."""
        last = self.host.me.schedule.last_night(self.host.me.now)
        if last == self.last:
            return
        was_shown = self.form.night == self.last
        self.last = last
        if was_shown and self.form.is_empty and not self.form.is_typed and not self.summary:
            self.show_night(last)
        shown = nights.weekday_night(self.form.night, last).replace("Last", "last")
        self.show_messages(NEW_DAY, f"This is {shown}.")

    # The disk.

    def _keep(self) -> asyncio.Future[Diary] | None:
        """Put what was given on disk; nothing when that is there already."""
        form, me = self.form, self.host.me
        if not form.unsaved:
            return None
        given = dict(form.unsaved)
        work = self.host.on_disk(nights.save, me.store, self.empty(form.night), given)
        written = asyncio.ensure_future(work)
        written.add_done_callback(partial(self._was_kept, form, given))
        return written

    def _was_kept(self, form: Form, given: dict[str, Any], done: asyncio.Future[Diary]) -> None:
        """Take note of what the disk has by now, or say why it has not."""
        if done.cancelled():
            return  # the app has ended: who ended it says what is not on disk
        if error := done.exception():
            why = self.host.me.on_trouble(error)
            self.trouble = [TRY_AGAIN] if self.host.me.is_night else [why, TRY_AGAIN]
        else:
            self.trouble = []
            form.was_saved(done.result(), given)
            self.saved[form.night] = form.saved
        self.draw()

    async def leave_row(self) -> list[str]:
        """Give the answer of this row, and let the disk have it; returns what is in doubt."""
        doubts = self.form.leave()
        if written := self._keep():
            await asyncio.wait({written}, timeout=LONGEST_WAIT_SECONDS)
        return doubts

    def leave_now(self) -> None:
        """The screen is left, whichever way: what was typed is an answer."""
        self.form.leave()
        self._keep()

    # Going.

    async def action_next_good(self) -> None:
        """Take what is typed, and go on; from the last row to the end.

        What is suggested has a key of its own: pressing on would tell of a night nobody told.
        """
        form = self.form
        if self.summary:
            self.action_back()
            return
        if form.is_wrong:
            form.is_fresh = True
            self.show_messages(*self.explanation())
            return
        if form.is_last:
            await self.action_close()
        else:
            await self.action_move(1)

    async def action_close(self) -> None:
        """Say the night in a line; what cannot be read is asked for again first."""
        form = self.form
        if doubts := await self.leave_row():
            self.show_messages(*doubts[:2], GO_ON)
        elif form.wrong:
            form.point_at(next(iter(form.wrong)))
            self.show_messages(*self.explanation())
        elif form.is_empty or self.summary:
            self.action_back()
        else:
            self.summary = nights.in_words(figures(form.diary))
            self.reply, self.ways = "", []
            self.draw()
            self.look_up(self._answer)

    async def _answer(self) -> None:
        """Answer the last night, as soon as the disk has it; nothing waits for that."""
        me, night = self.host.me, self.last
        with suppress(CoachError):
            reply = await self.host.on_disk(replies.of_night, me, night)
            if reply and self.summary and self.form.night == night:
                ids = [id for id in reply.suggestions if replies.is_open(me, id)]
                ways = [_named(id, *way_to(me.library, id)) for id in ids]
                self.reply = reply.text(night)
                self.ways = [(title, way) for title, way in ways if way][:MOST_WAYS]
                replies.said(me, reply, night)
                self.draw()

    def action_suggested(self, index: int) -> None:
        """Go to what may help, by day or by night; it is begun there, not here."""
        if self.summary and index < len(self.ways):
            self.host.go(*self.ways[index][1])

    async def action_night(self, by: int) -> None:
        """Ask about the night before or after, as far as there is one."""
        await self.leave_row()
        night = self.form.night + timedelta(days=by)
        if self.last - nights.FURTHEST <= night <= self.last:
            self.show_night(night)
            self.draw()
        else:
            self.summary = ""
            self.show_messages(TWO_WEEKS if by < 0 else TO_COME)

    def action_back(self) -> None:
        """Go one step back."""
        self.leave_now()
        self.host.back()

    def action_leave(self) -> None:
        """Leave."""
        self.leave_now()
        self.host.leave()

    def leaving(self) -> None:
        """This screen is left on the way to Tonight."""
        self.leave_now()

    def interrupted(self) -> None:
        """The app is left at once."""
        self.leave_now()

    # Deleting.

    async def action_delete(self) -> None:
        """Take this answer away; on the night, when pressed twice, all of it; then back again."""
        form = self.form
        if self.summary:
            return
        if form.here != NIGHT:
            form.clear()
            self.show_messages()
        elif self._deleted and self._deleted.night == form.night:
            form.unsaved = nights.answers_of(self._deleted)
            self._deleted = None
            await self.leave_row()
            self.show_messages()
        elif form.is_empty:
            self.show_messages(NOTHING)
        elif not self._is_asked:
            self.show_messages(DELETE)
            self._is_asked = True
        else:
            self._deleted = form.diary
            form.unsaved = nights.answers_of(self.empty(form.night))
            await self.leave_row()
            self.show_messages(DELETED)

    def show_messages(self, *messages: str) -> None:
        """Show messages below the question; what was asked about is no question any more."""
        self._is_asked = False
        super().show_messages(*messages)


def _named(id: str, title: str, way: Route | None) -> tuple[str, Route | None]:
    """Return a way with what one does there: a lesson and an exercise may have one title."""
    verb = VERBS.get(id.split("/")[0])
    return f"{verb}: {title}" if verb else title, way
