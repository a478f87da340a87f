"""Records a session or a routine: silently, off the event loop, once."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from coach.domain.moment import Moment
from coach.domain.session import Fact, Finished, Paused, Session
from coach.person import home
from coach.person.context import Context
from coach.playing.playback import Listener
from coach.system.clock import here
from coach.system.disk import Rows, saves

if TYPE_CHECKING:
    from coach.store.records import Ending, SessionRecord


def _given(session: "SessionRecord") -> Rows:
    """Return a session as what it saves."""
    return {("sessions", session.began, session.script): lambda: session.row}


class Record:
    """One row on disk. Written again it replaces itself: a session may be resumed."""

    def __init__(self, me: Context, id: str, planned_ms: int, routine: str, began: Moment) -> None:
        """Take what begins: its id (`breathing/box`), its length, and its routine's id."""
        self._me = me
        self._began = here(began.wall)
        self._night = me.schedule.night_of(self._began)
        self._id, self._planned_ms, self._routine = id, planned_ms, routine
        self._row_id = 0

    def write(self, done_ms: int, ending: "Ending", pauses: int = 0) -> None:
        """Record how it ended; nobody waits for it, and a failing disk stops no evening."""
        from coach.store.records import SessionRecord

        session = SessionRecord(
            script=self._id,
            kind=self._id.split("/")[0],
            began=self._began,
            night=self._night,
            planned_seconds=self._planned_ms / 1000,
            done_seconds=done_ms / 1000,
            ending=ending,
            routine=self._routine,
            pauses=pauses,
        )
        self._me.disk.do(self._write, session)

    def tick(self) -> None:
        """Answer what of the checklist is done with it, unless it has been answered."""
        if ids := home.done_by(self._me, self._id):
            self._me.disk.do(self._tick, home.today(self._me).date, ids, self._me.now)

    def _tick(self, day: date, ids: list[str], moment: datetime) -> None:
        answered = {each.item for each in self._me.store.answers(day, day)}
        for id in ids:
            if id not in answered:
                self._me.store.answer(day, id, "done", moment)

    @saves(_given)
    def _write(self, session: "SessionRecord") -> None:
        self._row_id = self._me.store.add_session(session._replace(id=self._row_id))


class Recorder(Listener):
    """Listens to a session and records it: when it is finished, or when it is left."""

    def __init__(
        self, record: Record, quiet_ms: int = 0, played: Callable[[int], None] = lambda _: None
    ) -> None:
        """Take the row, how long it is quiet first, and what is called with the played ms."""
        self._record = record
        self._quiet_ms = quiet_ms
        self._played = played
        self._pauses = 0

    def heard(self, fact: Fact, session: Session, now: Moment) -> None:
        """Count the pauses; record the end, and what of the checklist is done with it."""
        if isinstance(fact, Paused):
            self._pauses += 1
        elif isinstance(fact, Finished):
            self._write(session, now, "finished")
            self._record.tick()

    def leave(self, session: Session, now: Moment) -> None:
        """Record a session that is left before its end; what is finished stays finished."""
        if not session.is_over:
            self._write(session, now, "stopped")

    def _write(self, session: Session, now: Moment, ending: "Ending") -> None:
        done_ms = max(session.elapsed_ms(now) - self._quiet_ms, 0)
        self._record.write(done_ms, ending, self._pauses)
        self._played(done_ms)
