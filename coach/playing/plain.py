"""A session as plain lines: one a cue, as it begins, for pipes, screen readers and no screen."""

import time
from collections.abc import Callable
from typing import TextIO

from coach.domain.session import CueBegan, Event, State, begin, step
from coach.domain.timeline import Timeline
from coach.system.clock import Clock


def play(
    timeline: Timeline,
    clock: Clock,
    out: TextIO,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Print the text of each cue when it is due; silence and empty texts print nothing.

    After a gap (the machine slept) it goes on by itself at the start of the breath.
    """
    session = begin(timeline, clock.now())
    while True:
        now = clock.now()
        session, facts = step(session, Event.LOOK, now)
        if session.state is State.PAUSED:
            session, more = step(session, Event.TOGGLE, now)
            facts = (*facts, *more)
        for fact in facts:
            line = " ".join(fact.cue.text.split()) if isinstance(fact, CueBegan) else ""
            if line:
                print(line, file=out, flush=True)
        if session.is_over:
            return
        sleep(max(session.due - clock.now().monotonic, 0))
