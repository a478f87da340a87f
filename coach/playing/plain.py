"""A session as plain lines: one a cue, as it begins, for pipes, screen readers and no screen."""

import time
from collections.abc import Callable, Iterable
from typing import TextIO

from coach.domain.moment import Moment
from coach.domain.session import CueBegan, Event, Fact, Session, State
from coach.domain.timeline import Timeline
from coach.playing.playback import Listener, Playback
from coach.system.clock import Clock


class Lines(Listener):
    """Prints the text of each cue when it begins; silence and empty texts print nothing."""

    def __init__(self, out: TextIO) -> None:
        """Take where to print."""
        self._out = out

    def heard(self, fact: Fact, session: Session, now: Moment) -> None:
        """Print the line of a cue."""
        line = " ".join(fact.cue.text.split()) if isinstance(fact, CueBegan) else ""
        if line:
            print(line, file=self._out, flush=True)


def play(
    timeline: Timeline,
    clock: Clock,
    out: TextIO,
    sleep: Callable[[float], None] = time.sleep,
    listeners: Iterable[Listener] = (),
    wait: Callable[[], object] = lambda: None,
) -> None:
    """Play a timeline to its end, in true time; whichever way it ends, the listeners are told.

    Where a passage waits for a key, `wait` comes back when there was one.
    After a gap (the machine slept) it goes on by itself at the start of the breath.
    """
    playback = Playback(timeline, clock, [*listeners, Lines(out)])
    try:
        while not playback.session.is_over:
            playback.happen()
            if playback.session.is_waiting:
                wait()
            if playback.session.state is State.PAUSED:
                playback.happen(Event.TOGGLE)
            if playback.is_running:
                sleep(max(playback.session.due - clock.now().monotonic, 0))
    finally:
        for listener in playback.listeners:
            listener.leave(playback.session, clock.now())
