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
from coach.ui.bindings import hints
from coach.ui.host import Host
from coach.ui.screens.diary_form import DiaryForm

EMPTY = "Nothing is filled in yet. One answer is enough."
AGAIN = "Everything is still here; Ctrl+S tries again."
AS_MEANT = "Ctrl+S keeps it as it is."
NOT_KEPT = "Not kept yet. Ctrl+S keeps it, Esc again leaves it."
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
    """Read the diary of a night and its zone; where there is none, it was here."""
    for each in store.diaries(night, night):
        told = nights.diary_of(each)
        return told, told.zone
    return None, local_zone(datetime.combine(night, NIGHT_BEGINS))


class MorningScreen(DiaryForm, inherit_bindings=False):
    """The diary of the last night and those before it; what is typed is never lost."""

    BINDINGS = DiaryForm.BINDINGS

    def __init__(self, host: Host) -> None:
        """The disk is at rest, and nothing was asked about."""
        super().__init__(host)
        self._is_busy = False
        self._meant: Diary | None = None
        """What was asked about, and may well be so."""
        self._taken_away: Form | None = None

    def resumed(self) -> None:
        """Show what is asked, and what is kept as soon as it has been read."""
        self.form.settings = self.host.me.settings
        self.run_worker(self._read(), group="read", exclusive=True)

    async def _read(self) -> None:
        try:
            self.kept = await self.host.on_disk(read_all, self.host.me.store, self.last)
        except CoachError as error:
            self.words = [str(error)]
        form = self.form
        form.kept = self.kept.get(form.night)
        if form.question is None or form.question.field not in form.typed:
            form.go(form.here)
        self.draw()

    def undo_hint(self) -> list[tuple[str, str]]:
        """Return the key that brings back what was taken away, if anything was."""
        return hints("morning.undo", undo="undo") if self._taken_away else []

    # Going.

    async def action_next_good(self) -> None:
        """Take what is offered or typed, and go on; from the last question, keep it."""
        form = self.form
        if self.said:
            self.action_back()
        elif form.is_wrong:
            self.tell(*self.explanation())
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
            self.said = ""
            self.tell(TWO_WEEKS if by < 0 else TO_COME)

    def action_back(self) -> None:
        """Go one step back; what is not kept yet is told first, and stays typed."""
        if not self._tells_unkept("escape"):
            self.host.back()

    def action_leave(self) -> None:
        """Leave; what is not kept yet is told first, and stays typed."""
        if not self._tells_unkept("q"):
            self.host.leave()

    def _tells_unkept(self, key: str) -> bool:
        """Tell once that something is not kept yet; returns whether it was told now."""
        drafts, settings = self.host.me.diary_drafts, self.host.me.settings
        forms = (Form(night, settings, t, self.kept.get(night)) for night, t in drafts.items())
        unkept = [form.night for form in forms if form.is_changed]
        if not unkept or self._asked:
            return False
        if self.form.night not in unkept:
            self.show_night(max(unkept))
        self._asked, self.said = key, ""
        self.tell(NOT_KEPT)
        return True

    # The disk.

    def _work(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do one piece of work with the disk at a time; nobody waits for it."""
        if not self._is_busy:
            self._is_busy = True
            self.run_worker(self._done(work))

    async def _done(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await work()
        except CoachError as error:
            self.words = [str(error), AGAIN]
        finally:
            self._is_busy = False
        self.draw()

    def action_keep(self) -> None:
        """Keep the night, unless something in it cannot be."""
        self._work(self._keep)

    async def _keep(self) -> None:
        """Look through the answers, and put them on disk."""
        form = self.form
        if wrong := form.first_wrong():
            form.point_at(wrong)
            self.words = self.explanation()
            return
        form.kept, zone = await self.host.on_disk(read_one, self.host.me.store, form.night)
        told = form.diary(zone)
        if told == Diary(form.night, zone):
            if form.kept:
                await self._take_away()
            else:
                self.words = [EMPTY]
        elif self._is_as_meant(told):
            await self.host.on_disk(self.host.me.store.save_diary, nights.record_of(told))
            form.keep(told)
            self.kept[form.night] = told
            self.said, self.words = nights.in_words(figures(told)), []

    def _is_as_meant(self, told: Diary) -> bool:
        """Explain what cannot be, and ask about what is unlikely, once."""
        found = doubts(told)
        if not found or self._meant == told:
            return True
        can_be = found[0].is_possible
        self._meant = told if can_be else None
        self.form.point_at(found[0].field)
        shown = [doubt.text for doubt in found if doubt.is_possible == can_be]
        self.words = [*shown[:2], *([AS_MEANT] if can_be else [])]
        return False

    def action_delete(self) -> None:
        """Take the night away, when asked twice."""
        form = self.form
        if self.said or form.here != NIGHT:
            return
        if not form.kept and not form.is_changed:
            self.tell(NOTHING)
        elif self._asked != "x":
            self._asked = "x"
            self.tell(TAKE_AWAY)
        else:
            self._work(self._take_away)

    async def _take_away(self) -> None:
        """Take the night away; it can be brought back."""
        form = self.form
        await self.host.on_disk(self.host.me.store.delete_diary, form.night)
        self._taken_away = Form(form.night, form.settings, dict(form.typed), form.kept)
        self.kept.pop(form.night, None)
        form.kept = None
        form.typed.clear()
        form.go(NIGHT)
        self.words = [TAKEN_AWAY]

    def action_undo(self) -> None:
        """Bring back the night that was taken away."""
        if self._taken_away:
            self._work(self._bring_back)

    async def _bring_back(self) -> None:
        """Bring back what was taken away last, as it was."""
        was = self._taken_away
        if was and was.kept:
            await self.host.on_disk(self.host.me.store.save_diary, nights.record_of(was.kept))
            self.kept[was.night] = was.kept
        if was:
            self._taken_away = None
            typed = self.host.me.diary_drafts.setdefault(was.night, {})
            typed |= was.typed | typed
            self.show_night(was.night)
