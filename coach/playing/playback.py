"""The one player: it owns a session and the clock, and tells its listeners what happens.

The loop of everything that is played stands here: look at the clock, let the session step, tell
the listeners, and find out when to look again. The screen, the recorder and plain lines listen.
"""

from collections.abc import Iterable
from math import inf

from coach.domain.moment import Moment
from coach.domain.session import Event, Fact, Session, State, begin, step
from coach.domain.timeline import Timeline
from coach.system.clock import Clock


class Listener:
    """Is told the facts of a session. What a listener does not need it does not override."""

    def heard(self, fact: Fact, session: Session, now: Moment) -> None:
        """Take note of a fact; `session` is as it is after all that happened at `now`."""

    def leave(self, session: Session, now: Moment) -> None:
        """Take note that the session is left, before its end or after it."""

    def next_change(self, session: Session, now: Moment) -> float:
        """Return the monotonic moment by which a running session is to be looked at again.

        At the end of its cue it is looked at in any case.
        """
        return inf


class Playback:
    """Plays one timeline. Looking at it is safe at any moment and any number of times."""

    def __init__(
        self,
        timeline: Timeline,
        clock: Clock,
        listeners: Iterable[Listener] = (),
        since: Moment | None = None,
    ) -> None:
        """Begin now, or at a moment `since` that lies a little behind."""
        self.clock = clock
        self.listeners = list(listeners)
        self.session = begin(timeline, since or clock.now())

    def happen(self, event: Event = Event.LOOK) -> Moment:
        """Bring the session up to the clock, let something happen to it, and tell the listeners.

        Returns the moment of it. `session.due` is when a running one wants to be looked at again.
        """
        now = self.clock.now()
        self.session, facts = step(self.session, event, now)
        for fact in facts:
            for listener in self.listeners:
                listener.heard(fact, self.session, now)
        self.expect(now)
        return now

    def expect(self, now: Moment) -> None:
        """Find out when a running session is to be looked at again: at the earliest next change."""
        if self.is_running:
            changes = (listener.next_change(self.session, now) for listener in self.listeners)
            if (due := min(changes, default=inf)) < inf:
                self.session = self.session.expecting(due)

    @property
    def is_running(self) -> bool:
        """It is being played: neither paused nor over."""
        return self.session.state is State.RUNNING
