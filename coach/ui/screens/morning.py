"""The morning: one minute for the diary of a night. By day, numbers are fine."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from coach.domain.diary import Diary, doubts
from coach.domain.night import NIGHT_BEGINS
from coach.domain.sleep import figures
from coach.errors import CoachError
from coach.person import nights
from coach.person.form import NIGHT, Form
from coach.store.records import Store
from coach.system.zone import local_zone
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.diary_form import DiaryForm

EMPTY = "Nothing is filled in yet. One answer is enough."
TRY_AGAIN = "Everything is still here; Ctrl+S tries again."
SAVE_ANYWAY = "Ctrl+S keeps it as it is."
NOT_SAVED = "Not kept yet. Ctrl+S keeps it, Esc again leaves it."
TAKE_AWAY = "x again takes this night away."
TAKEN_AWAY = "This night is taken away. u brings it back."
NOTHING = "There is nothing to take away."
TWO_WEEKS = "A night can be filled in for two weeks."
TO_COME = "That night is still to come."


def read_all(store: Store, last: date) -> dict[date, Diary]:
    """Read the diaries that can be changed, by night. Raises `CoachError`."""
    return {
        each.night: nights.diary_of(each) for each in store.diaries(last - nights.FURTHEST, last)
    }


def read_one(store: Store, night: date) -> tuple[Diary | None, tzinfo]:
    """Read the diary of a night and its zone; without one, the zone is ours."""
    for each in store.diaries(night, night):
        diary = nights.diary_of(each)
        return diary, diary.zone
    return None, local_zone(datetime.combine(night, NIGHT_BEGINS))


class MorningScreen(DiaryForm, inherit_bindings=False):
    """The diary of the last night and those before it; what is typed is never lost."""

    BINDINGS = DiaryForm.BINDINGS

    def __init__(self, host: Host) -> None:
        """Begin with the disk at rest and nothing asked about."""
        super().__init__(host)
        self._is_busy = False
        self._shown_doubts_of: Diary | None = None
        """The diary whose unlikely answers were asked about; if it comes again, it is saved."""
        self._taken_away: Form | None = None

    def resumed(self) -> None:
        """Show the questions, and the saved answers as soon as they have been read."""
        self.form.settings = self.host.me.settings
        self.run_worker(self._read(), group="read", exclusive=True)

    async def _read(self) -> None:
        try:
            self.saved = await self.host.on_disk(read_all, self.host.me.store, self.last)
        except CoachError as error:
            self.messages = [str(error)]
        form = self.form
        form.saved = self.saved.get(form.night)
        if form.question is None or form.question.field not in form.typed:
            form.go(form.here)
        self.draw()

    def undo_hint(self) -> list[tuple[str, str]]:
        """Return the key that brings back what was taken away, if anything was."""
        return hints("morning.undo", undo="undo") if self._taken_away else []

    # Going.

    async def action_next_good(self) -> None:
        """Take what is suggested or typed, and go on; from the last question, save the night."""
        form = self.form
        if self.summary:
            self.action_back()
        elif form.is_wrong:
            self.show_messages(*self.explanation())
        else:
            form.take_offer()
            if form.is_last:
                self.action_keep()
            else:
                self.action_move(1)

    def action_night(self, by: int) -> None:
        """Ask about the night before or after, as far as there is one."""
        night = self.form.night + timedelta(days=by)
        if self.last - nights.FURTHEST <= night <= self.last:
            self.show_night(night)
            self.draw()
        else:
            self.summary = ""
            self.show_messages(TWO_WEEKS if by < 0 else TO_COME)

    def action_back(self) -> None:
        """Go one step back; what is not saved is mentioned first, and stays typed."""
        if not self._warns_of_unsaved("escape"):
            self.host.back()

    def action_leave(self) -> None:
        """Leave; what is not saved is mentioned first, and stays typed."""
        if not self._warns_of_unsaved("q"):
            self.host.leave()

    def _warns_of_unsaved(self, key: str) -> bool:
        """Show once that something is not saved; returns whether it was shown now."""
        drafts, settings = self.host.me.diary_drafts, self.host.me.settings
        forms = (Form(night, settings, t, self.saved.get(night)) for night, t in drafts.items())
        unsaved = [form.night for form in forms if form.is_changed]
        if not unsaved or self._confirm_key:
            return False
        if self.form.night not in unsaved:
            self.show_night(max(unsaved))
        self._confirm_key, self.summary = key, ""
        self.show_messages(NOT_SAVED)
        return True

    # The disk.

    def _work(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Begin a piece of work with the disk, unless one is under way."""
        if not self._is_busy:
            self._is_busy = True
            self.run_worker(self._done(work))

    async def _done(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await work()
        except CoachError as error:
            self.messages = [str(error), TRY_AGAIN]
        finally:
            self._is_busy = False
        self.draw()

    def action_keep(self) -> None:
        """Save the night, unless something in it is impossible."""
        self._work(self._keep)

    async def _keep(self) -> None:
        """Check the answers, and put them on disk."""
        form = self.form
        if wrong := form.first_wrong():
            form.point_at(wrong)
            self.messages = self.explanation()
            return
        form.saved, zone = await self.host.on_disk(read_one, self.host.me.store, form.night)
        diary = form.diary(zone)
        if diary == Diary(form.night, zone):
            if form.saved:
                await self._take_away()
            else:
                self.messages = [EMPTY]
        elif self._may_save(diary):
            await self.host.on_disk(self.host.me.store.save_diary, nights.record_of(diary))
            form.mark_saved(diary)
            self.saved[form.night] = diary
            self.summary, self.messages = nights.in_words(figures(diary)), []

    def _may_save(self, diary: Diary) -> bool:
        """Tell whether a diary may be saved: impossible answers are explained, unlikely ones asked
        about once.
        """
        doubtful = doubts(diary)
        if not doubtful or self._shown_doubts_of == diary:
            return True
        is_possible = doubtful[0].is_possible
        self._shown_doubts_of = diary if is_possible else None
        self.form.point_at(doubtful[0].field)
        shown = [doubt.text for doubt in doubtful if doubt.is_possible == is_possible]
        self.messages = [*shown[:2], *([SAVE_ANYWAY] if is_possible else [])]
        return False

    def action_delete(self) -> None:
        """Take the night away, when the key is pressed twice."""
        form = self.form
        if self.summary or form.here != NIGHT:
            return
        if not form.saved and not form.is_changed:
            self.show_messages(NOTHING)
        elif self._confirm_key != "x":
            self._confirm_key = "x"
            self.show_messages(TAKE_AWAY)
        else:
            self._work(self._take_away)

    async def _take_away(self) -> None:
        """Take the night away; it can be brought back."""
        form = self.form
        await self.host.on_disk(self.host.me.store.delete_diary, form.night)
        self._taken_away = Form(form.night, form.settings, dict(form.typed), form.saved)
        self.saved.pop(form.night, None)
        form.saved = None
        form.typed.clear()
        form.go(NIGHT)
        self.messages = [TAKEN_AWAY]

    def action_undo(self) -> None:
        """Bring back the night that was taken away."""
        if self._taken_away:
            self._work(self._bring_back)

    async def _bring_back(self) -> None:
        """Bring back what was taken away last, as it was."""
        was = self._taken_away
        if was and was.saved:
            await self.host.on_disk(self.host.me.store.save_diary, nights.record_of(was.saved))
            self.saved[was.night] = was.saved
        if was:
            self._taken_away = None
            typed = self.host.me.diary_drafts.setdefault(was.night, {})
            typed |= was.typed | typed
            self.show_night(was.night)
