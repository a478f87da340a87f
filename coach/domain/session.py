"""A guided session as a value: state in, event in, new state and facts out.

`step(session, event, now)` never reads a clock. The place in the timeline is always elapsed time
since an anchor, so a late or lost look does not change where the breath is. A gap in which
nobody was looking (a closed lid, a stopped process) pauses the session where it was last seen.
"""

from dataclasses import dataclass, replace
from enum import Enum

from coach.domain.moment import Moment
from coach.domain.timeline import Cue, Position, Timeline

GAP_SECONDS = 5.0
"""A look later than this after its due moment, or a wall clock that ran ahead by more, is a gap."""


class Event(Enum):
    """What can happen to a session."""

    LOOK = "look"
    TOGGLE = "toggle"
    PAUSE = "pause"
    NEXT = "next"
    BACK = "back"
    ONE_MORE = "one more"
    ONE_LESS = "one less"
    STOP = "stop"


class State(Enum):
    """Where a session is in its life. FINISHED: it reached its end by itself."""

    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class CueBegan:
    """A cue was entered, on time, by a jump or again after a pause that went back to its start."""

    index: int
    cue: Cue


@dataclass(frozen=True, slots=True)
class Paused:
    """The session stands still; `by_gap` when nobody was looking for a while."""

    by_gap: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """The session stands at the end of a passage, until a key."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The session goes on."""


@dataclass(frozen=True, slots=True)
class LengthChanged:
    """The session has one breath more, or one less; `cycles` is the new count."""

    cycles: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class Finished:
    """The session reached its end by itself."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The session was ended before its end."""


Fact = CueBegan | Paused | Waiting | Resumed | LengthChanged | Finished | Stopped
Facts = tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """One run through a timeline. Make it with `begin`, move it with `step`."""

    timeline: Timeline
    state: State
    place_ms: int
    """The place in the timeline at `since`, in milliseconds."""
    since: float
    """The monotonic moment at which `place_ms` was true (of use only while running)."""
    seen: Moment
    """When it was last looked at."""
    due: float
    """The monotonic moment by which the next look is expected."""
    last_reported: int = -1
    """The index of the last cue that was reported; -1: none yet."""
    is_interrupted: bool = False
    """Whether a gap paused it: then it goes on at the start of the breath, not in its middle."""
    is_waiting: bool = False
    """Whether it is paused because a passage waits for a key."""

    def elapsed_ms(self, now: Moment) -> int:
        """Return the place in the timeline at `now`, in milliseconds, 0..total."""
        passed = round((now.monotonic - self.since) * 1000) if self.state is State.RUNNING else 0
        return min(max(self.place_ms + passed, 0), self.timeline.total_ms)

    def position(self, now: Moment) -> Position:
        """Return the cue of `now` and the place in it."""
        return self.timeline.at(self.elapsed_ms(now))

    def after_waiting(self, now: Moment) -> int | None:
        """Return where the passage of `now` ends, if it waits for a key, in milliseconds."""
        if self.state is State.PAUSED and not self.is_waiting:
            return None
        _, after = self.timeline.passage(self.position(now).cue_index)
        last = self.timeline.cues[after - 1]
        return last.end_ms if last.waits else None

    def moment_of(self, place_ms: int) -> float:
        """Return the monotonic moment at which a running session comes to `place_ms`."""
        return self.since + (place_ms - self.place_ms) / 1000

    def expecting(self, due: float) -> "Session":
        """Return this session with `due` (monotonic seconds) as the moment of the next look."""
        return replace(self, due=due)

    @property
    def is_over(self) -> bool:
        """Whether it has ended, either way."""
        return self.state in (State.FINISHED, State.STOPPED)


def begin(timeline: Timeline, now: Moment) -> Session:
    """Start a session now; its first cue is reported by the first `step`."""
    due = now.monotonic + timeline.cues[0].duration_ms / 1000
    return Session(timeline, State.RUNNING, 0, now.monotonic, now, due)


def step(session: Session, event: Event, now: Moment) -> tuple[Session, Facts]:
    """Bring a session up to `now` and let `event` happen to it.

    Returns the new session and what is newly true, each fact reported once and in order.
    An ended session stays as it is.
    """
    session, facts = _look(session, now)
    if session.is_over or event is Event.LOOK:
        return session, facts
    if event is Event.STOP:
        stopped = replace(_anchor(session, now), state=State.STOPPED)
        return stopped, (*facts, Stopped())
    after = session.after_waiting(now)
    if event is Event.TOGGLE and after is not None:
        changed, new = _go_on(session, after, now)
    elif event in (Event.TOGGLE, Event.PAUSE):
        changed, new = _toggle(session, now, only_pause=event is Event.PAUSE)
    elif event in (Event.NEXT, Event.BACK):
        changed, new = _jump(session, now, 1 if event is Event.NEXT else -1)
    else:
        changed, new = _change_length(session, now, more=event is Event.ONE_MORE)
    return changed, (*facts, *new)


def replan(
    session: Session, timeline: Timeline, now: Moment, place_ms: int | None = None
) -> Session:
    """Go on with another timeline at `place_ms`, or at the same place; its cue is reported anew."""
    place_ms = session.elapsed_ms(now) if place_ms is None else place_ms
    return _move(replace(session, timeline=timeline), place_ms, now)


def leave_out(session: Session, part_id: str, now: Moment) -> Session:
    """Go on without a part: from its middle to what follows it, with all else as it was."""
    place_ms = session.elapsed_ms(now)
    before_ms = sum(
        min(cue.end_ms, place_ms) - cue.start_ms
        for cue in session.timeline.cues
        if cue.start_ms < place_ms and not (cue.part and cue.part.id == part_id)
    )
    timeline = session.timeline.without(part_id)
    if timeline is session.timeline:
        return session
    return _move(replace(session, timeline=timeline, is_interrupted=False), before_ms, now)


def _look(session: Session, now: Moment) -> tuple[Session, Facts]:
    """Notice a gap, new cues or the end."""
    if session.state is not State.RUNNING:
        return replace(session, seen=now), ()
    ran_ahead = (now.wall - session.seen.wall) - (now.monotonic - session.seen.monotonic)
    if now.monotonic - session.due > GAP_SECONDS or ran_ahead > GAP_SECONDS:
        paused = replace(_anchor(session, session.seen), state=State.PAUSED, is_interrupted=True)
        return replace(paused, seen=now), (Paused(by_gap=True),)
    elapsed_ms = session.elapsed_ms(now)
    if (end_ms := _unheeded_wait(session, elapsed_ms)) is not None:
        elapsed_ms = end_ms - 1
    position = session.timeline.at(elapsed_ms)
    facts: Facts = tuple(
        CueBegan(index, session.timeline.cues[index])
        for index in range(session.last_reported + 1, position.cue_index + 1)
    )
    due = session.moment_of(position.cue.end_ms)
    session = replace(session, seen=now, last_reported=position.cue_index, due=due)
    if end_ms is not None:
        stands = replace(session, place_ms=elapsed_ms, state=State.PAUSED, is_waiting=True)
        return stands, (*facts, Waiting())
    if elapsed_ms >= session.timeline.total_ms:
        end = session.moment_of(session.timeline.total_ms)  # what follows begins there, not now
        session = replace(session, place_ms=session.timeline.total_ms, since=end)
        return replace(session, state=State.FINISHED), (*facts, Finished())
    return session, facts


def _unheeded_wait(session: Session, elapsed_ms: int) -> int | None:
    """Return the first place on the way that waits for a key; None: there is none."""
    waits_ms = session.timeline.waits_ms
    return next((end for end in waits_ms if session.place_ms < end <= elapsed_ms), None)


def _go_on(session: Session, place_ms: int, now: Moment) -> tuple[Session, Facts]:
    """Go on from a passage that waits, whether it has come to its end or not."""
    moved = replace(_move(session, place_ms, now), state=State.RUNNING, is_interrupted=False)
    resumed, facts = _look(replace(moved, is_waiting=False, due=now.monotonic), now)
    return resumed, (Resumed(), *facts) if session.is_waiting else facts


def _anchor(session: Session, now: Moment) -> Session:
    """Move the anchor to `now` without moving the place."""
    return replace(session, place_ms=session.elapsed_ms(now), since=now.monotonic)


def _toggle(session: Session, now: Moment, only_pause: bool) -> tuple[Session, Facts]:
    """Pause a running session, or let a paused one go on."""
    if session.state is State.RUNNING:
        return replace(_anchor(session, now), state=State.PAUSED), (Paused(by_gap=False),)
    if only_pause:
        return session, ()
    if session.is_interrupted:
        place = session.timeline.at(session.place_ms)
        session = _move(session, session.timeline.breath_start_ms(place.cue_index), now)
    running = replace(session, state=State.RUNNING, since=now.monotonic, is_interrupted=False)
    resumed, facts = _look(replace(running, due=now.monotonic), now)
    return resumed, (Resumed(), *facts)


def _jump(session: Session, now: Moment, by: int) -> tuple[Session, Facts]:
    """Go to the start of the passage before or after. Before the first is the first again; after
    the last nothing changes: only STOP ends a session."""
    first, after = session.timeline.passage(session.position(now).cue_index)
    index = after if by > 0 else session.timeline.passage(max(first - 1, 0))[0]
    if index >= len(session.timeline.cues):
        return session, ()
    cue = session.timeline.cues[index]
    moved = _move(session, cue.start_ms, now)
    moved = replace(moved, last_reported=index, is_interrupted=False, is_waiting=False)
    return replace(moved, due=moved.moment_of(cue.end_ms)), (CueBegan(index, cue),)


def _move(session: Session, place_ms: int, now: Moment) -> Session:
    """Put the session at another place; the cue there will be reported anew."""
    is_before_end = place_ms < session.timeline.total_ms
    last_reported = session.timeline.at(place_ms).cue_index - is_before_end
    return replace(session, place_ms=place_ms, since=now.monotonic, last_reported=last_reported)


def _change_length(session: Session, now: Moment, more: bool) -> tuple[Session, Facts]:
    """Add a breath at the end, or take the last one away; only what lies ahead can change."""
    old = session.timeline
    new = old.with_one_more() if more else old.with_one_less()
    last = [index for index, cue in enumerate(old.cues) if cue.cycle == old.cycles]
    here = session.position(now).cue_index
    is_behind = here > last[-1] if more else here >= last[0]
    if new is old or is_behind:
        return session, ()
    return replace(session, timeline=new), (LengthChanged(new.cycles, more),)
