"""Tonight: the next good thing, one key away, what is due, and what else there is below it.

Its first picture stands before scripts and records are read: what is not known yet stays empty, and
every key that needs it reads it first.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Literal

from coach.picture import tonight as picture
from coach.picture.raster import EMBER, FAINT, TEXT, Row
from coach.picture.sheet import Sheet, line, wrapped
from coach.picture.tonight import Spot
from coach.ui import first_picture
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.offer import GO_ON
from coach.ui.screens.base import CoachScreen

if TYPE_CHECKING:  # what reads scripts and records is loaded when it is first used
    from coach.person.home import Tonight
    from coach.person.interrupted import Interrupted
    from coach.person.records import Records

Next = Literal["go on", "diary", "unsure", "awake", "begin"]
"""What comes next: what was left or cut off, the diary, what helps in the night, or the routine."""
LOOK_SECONDS = 60.0
KEYS_FIRST_SECONDS = 0.02
"""After the first picture keys that were typed before it come first."""
LONGEST_WAIT_SECONDS = 0.5
"""So long a key waits for the disk to say what has been recorded."""


class TonightScreen(CoachScreen[None], inherit_bindings=False):
    """Home."""

    BINDINGS = bindings("tonight")

    def __init__(self, host: Host) -> None:
        """Nothing has been read yet."""
        super().__init__(host)
        self.tonight: Tonight | None = None
        """What there is to begin, as soon as that is known."""
        self._has_found = False
        """It is known whether a routine was interrupted."""
        self.interrupted_routine: Interrupted | None = None
        """A routine that can be resumed; offered once."""
        self.spots: list[Spot] = []
        """What a click does."""

    # Looking.

    def on_mount(self) -> None:
        """Look again now and then: an evening passes while it is open."""
        self.set_interval(LOOK_SECONDS, self.look)

    def resumed(self) -> None:
        """Look again: scripts and options may have changed."""
        if self._has_found or self.host.me.seen_early is None:
            self.find()
            self.call_after_refresh(self.look)
        else:
            self.set_timer(KEYS_FIRST_SECONDS, partial(self.look, is_first=True))
        if (left := self.host.offers.seconds_left) > 0:
            self.set_timer(left + 0.01, self.draw)

    def find(self) -> None:
        """Find out what was interrupted, and what there is to begin if the records are known."""
        from coach.person import home, interrupted

        self.host.reload_settings()
        if not self._has_found:
            self._has_found = True
            self.interrupted_routine = interrupted.find(self.host.me)
        if self.host.me.records:
            self.tonight = home.tonight(self.host.me)

    def look(self, is_first: bool = False) -> None:
        """Read what has been recorded, once the screen stands; first unless a key has looked."""
        if not self.is_current or (is_first and self.tonight):
            return
        if not self._has_found:
            self.find()
            self.draw()
        self.look_up(self._look)

    async def _look(self) -> None:
        """Read what has been recorded, off the event loop, and show what follows from it."""
        from coach.person import home, remarks

        me = self.host.me
        what = home.looked_for(me)
        read = partial(self.read_anew, lambda: me.records, home.look, *what)
        self._show(await read())
        if note := await self.host.on_disk(me.store.note):  # the first of a day takes its time
            self._show((await read())._replace(note=note))
        remarks.shown(me, me.records.remark if me.records else None, what[1])

    def _show(self, records: Records) -> None:
        """Show what has been recorded, and what follows from it."""
        from coach.person import home

        self.host.me.records = records
        self.tonight = home.tonight(self.host.me)
        self.draw()

    async def _know(self, needs_records: bool) -> Tonight:
        """Read what is not known yet, before a key that needs it does anything."""
        from coach.person import home

        if not self._has_found:
            self.find()
        if needs_records and self.host.me.records is None:
            with suppress(TimeoutError):  # the next keys are meant for the screen that comes
                await asyncio.wait_for(self._look(), LONGEST_WAIT_SECONDS)
        return self.tonight or home.tonight(self.host.me)

    @property
    def next_good(self) -> Next:
        """What Space does. In the morning only what has been recorded says that; at night rest
        comes before the diary.
        """
        me = self.host.me
        if self.host.offers.title is not None or self.interrupted_routine:
            return "go on"
        if me.is_morning and not (me.is_night or (me.records and me.records.has_diary)):
            return "diary" if me.records else "unsure"
        return "awake" if me.lies_awake else "begin"

    # Drawing.

    def fill(self, sheet: Sheet) -> None:
        """Draw the next good thing in its box, what is due, and the other keys."""
        is_night = self.host.me.is_night
        below = self._below(sheet.width, sheet.height, is_night) if self._has_found else []
        problem = picture.problem(self.tonight.bad_files if self.tonight else 0)
        parts = (self._way()[0], below, problem, self.glyphs, is_night)
        self.spots = picture.put(sheet, *parts, self._reason().key)

    def _way(self) -> tuple[str, str]:
        """Return what Space does next, in the box and in a word; nothing while it is not known."""
        if (offered := self.host.offers.title) is not None:
            return f"Go on with {offered.split(',')[0]}", "go on"
        if self.interrupted_routine:
            return picture.RESUME, "go on"
        if self.next_good == "diary":
            return picture.LOOK_BACK, "answer"
        is_unsure, is_awake = self.next_good == "unsure", self.next_good == "awake"
        return ("", "") if is_unsure else first_picture.usual_way(is_awake)

    def _below(self, width: int, height: int, is_night: bool) -> list[Row]:
        """Return what stands under the box: what is due or what it is made of, and how long."""
        note = wrapped(self._note(), FAINT, min(width - 8, 60))[:3]
        if self.host.offers.title is not None:
            return [*wrapped(GO_ON, FAINT, width - 2), *note]
        if self.interrupted_routine:
            said = wrapped(f"It stopped during {self.interrupted_routine.title}", TEXT, width - 2)
            return [*said, *wrapped(GO_ON, FAINT, width - 2), *note]
        if note or self.next_good == "unsure":
            return note
        if self.next_good == "diary":
            return [line("One minute. A few answers are enough.", TEXT)]
        me = self.host.me
        is_early = me.is_morning and not (me.records and me.records.has_diary)
        if self.next_good == "awake":
            return wrapped(picture.EARLY if is_early else picture.QUIET, EMBER, width - 2)
        if self.tonight is None:
            return []
        from coach.ui import below

        first = picture.first_line(self.tonight.evening.total_ms, is_night, is_early)
        titles = [stop.exercise.title for stop in self.tonight.evening.stops]
        room = picture.Room(width, height, is_night)
        rows = (below.remark(self.host, width), below.due_rows(self.host))
        return picture.about(first, titles, self._reason(), *rows, room, self.glyphs)

    def _reason(self) -> picture.Reason:
        """Return why it is this routine, and what `y` does."""
        known = self.tonight
        return picture.Reason(known.why, known.other_way) if known else picture.Reason()

    def _note(self) -> str:
        """Return what happened to the data, or could not be recorded; at night only that it did."""
        note = self.host.me.records.note if self.host.me.records else ""
        note = note or self.host.answers.trouble or next(iter(self.host.me.troubles), "")
        return picture.NOTE_AT_NIGHT if note and self.host.me.is_night else note

    def hints(self) -> list[tuple[str, str]]:
        """Return the keys that matter here."""
        return first_picture.hints_of(self.host.me.is_night, self._way()[1])

    def hint_tone(self) -> int:
        """Return how bright the hints are."""
        return first_picture.hint_tone(self.host.me.is_night)

    # Keys.

    async def click(self, x: int, y: int) -> None:
        """A click on a key does what the key does, one on the box what Space does."""
        for spot in self.spots:
            if y in spot.rows and x in spot.columns:
                await self.run_action(spot.action)
                return
        await super().click(x, y)

    async def action_next_good(self) -> None:
        """Resume what was left or cut off, look back, help who lies awake, or begin the routine."""
        from coach.ui.before import begin_evening

        tonight = await self._know(needs_records=self.next_good not in ("go on", "awake"))
        first = self.next_good
        if offer := self.host.offers.take():
            self.host.go(*offer.route)
        elif interrupted_routine := self.decline():
            begin_evening(self.host, interrupted_routine.choice, interrupted_routine.step_index)
        elif first in ("diary", "awake"):
            self.action_page("morning" if first == "diary" else "awake")
        elif tonight.evening.stops:
            begin_evening(self.host, tonight.choice)
        else:
            await self.action_open("breathing")

    async def action_from_start(self) -> None:
        """Begin what was left or cut off anew; where nothing was, do the next good thing."""
        from coach.ui.before import begin

        await self._know(needs_records=False)
        if was := self.host.offers.take() or self.decline():
            begin(self.host, was.choice)
        else:
            await self.action_next_good()

    def decline(self) -> Interrupted | None:
        """Offer what was interrupted no more; returns it."""
        offered, self.interrupted_routine = self.interrupted_routine, None
        if offered:
            self.host.me.disk.do(self.host.me.running_file.forget)
        return offered

    async def action_open(self, kind: str) -> None:
        """Open the page of a kind of exercise; breathing grows with the evenings."""
        from coach.errors import CoachError
        from coach.person import home

        await self._know(needs_records=kind in ("breathing", "routines"))
        self.decline()
        try:
            choice = home.offered(self.host.me, kind)
        except CoachError:
            self.draw()
        else:
            self.host.go("page", choice)

    async def action_other(self) -> None:
        """Begin with the usual routine today, or after all with what is suggested.

        Where something else comes first there is nothing to choose.
        """
        from coach.person import home

        other = (await self._know(needs_records=True)).other
        if other and self.next_good == "begin":
            home.choose_today(self.host.me, other.exercise.id.split("/")[1])
            self.find()
            self.draw()

    def action_hide(self) -> None:
        """Hide the line that is said of its own accord."""
        from coach.person import home

        home.hide_remark(self.host.me)
        self.draw()

    async def action_checklist(self) -> None:
        """Show the checklist."""
        from coach.errors import CoachError
        from coach.person import choose

        await self._know(needs_records=False)
        self.decline()
        with suppress(CoachError):
            self.host.go("checklist", choose.checklist(self.host.me.library)[0])

    def action_page(self, route: str) -> None:
        """Show the diary, how the nights went, what helps when awake or craving, or a lesson."""
        self.decline()
        self.host.go(route)

    def action_leave(self) -> None:
        """Leave; what was interrupted has been offered."""
        self.decline()
        super().action_leave()

    def action_back(self) -> None:
        """The way out is `q` only: a stray Esc closes nothing, and declines nothing."""
