"""What is recorded of a session or a routine: silently, off the event loop, and once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from coach.domain.moment import Moment

if TYPE_CHECKING:
    from coach.store.records import Ending
    from coach.ui.app import CoachApp


class Recording:
    """The record of one session. Noted again it replaces itself: a session may be gone on with."""

    def __init__(
        self, coach: CoachApp, id: str, planned_ms: int, routine: str, now: Moment
    ) -> None:
        """Take what begins now: its id (`breathing/box`), its length, and its routine's id."""
        self.coach = coach
        self.pauses = 0
        """How often it was paused."""
        self._began = datetime.fromtimestamp(now.wall).astimezone()
        self._id, self._planned_ms, self._routine = id, planned_ms, routine
        self._record_id = 0

    def note(self, done_ms: int, ending: Ending) -> None:
        """Record how it ended; without a disk the evening goes on."""
        self.coach.on_disk(self._write, done_ms, ending, self.pauses)

    def _write(self, done_ms: int, ending: Ending, pauses: int) -> None:
        from coach.store.records import SessionRecord

        told = SessionRecord(
            script=self._id,
            kind=self._id.split("/")[0],
            began=self._began,
            planned_seconds=self._planned_ms / 1000,
            done_seconds=done_ms / 1000,
            ending=ending,
            routine=self._routine,
            pauses=pauses,
            id=self._record_id,
        )
        self._record_id = self.coach.store.add_session(told)
