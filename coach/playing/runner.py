"""One run through a routine: which step is next, what is recorded, and `running.toml`."""

from typing import TYPE_CHECKING

from coach.domain import routine
from coach.person.choose import Choice
from coach.person.context import Context
from coach.person.evening import Evening, Stop
from coach.playing.recording import Record
from coach.store import begun
from coach.store.running import Running

if TYPE_CHECKING:
    from coach.store.records import Ending


class Runner:
    """Knows where we are in an evening. How a step looks is up to its screen."""

    def __init__(self, me: Context, evening: Evening, speed: float = 1.0) -> None:
        """Take an evening with at least one step; at other speeds than 1 nothing is recorded."""
        self.evening = evening
        self.speed = speed
        self.index = 0
        """The step we are in, the first being 0."""
        self._me = me
        self._done_ms: dict[int, int] = {}
        """How much of each step was played."""
        self._has_come_to_the_last = False
        planned_ms = sum(stop.total_ms for stop in evening.stops)
        self._record = Record(me, self.id, planned_ms, "", me.clock.now())

    @property
    def id(self) -> str:
        """The id of the routine."""
        return self.evening.routine.id

    @property
    def choice(self) -> Choice:
        """The routine, as it can be begun anew."""
        return Choice(self.evening.routine, source=self.evening.source)

    @property
    def stop(self) -> Stop:
        """The step we are in."""
        return self.evening.stops[self.index]

    @property
    def quiet_ms(self) -> int:
        """How long it is quiet before this step: for a breath, unless nothing was played yet."""
        is_first = not any(stop.timeline for stop in self.evening.stops[: self.index])
        return 0 if is_first else routine.QUIET_MS

    @property
    def before_ms(self) -> int:
        """How long the steps before this one take, in milliseconds."""
        earlier = self.evening.stops[: self.index]
        return routine.total_ms([stop.total_ms for stop in earlier if stop.timeline])

    def step_at(self, by: int) -> int | None:
        """Return the index of a step further on or back; before the first is the first anew."""
        index = max(self.index + by, 0)
        return index if index < len(self.evening.stops) else None

    @property
    def onward(self) -> str:
        """What comes after this step, in words: `Go on: Box, 3 minutes`."""
        index = self.step_at(1)
        return "Go on" if index is None else f"Go on: {self.evening.stops[index].about}"

    def enter(self, index: int) -> None:
        """Begin a step, or resume it: `running.toml` says where, `begun.toml` in which night."""
        self.index = index
        running = Running(
            routine=self.evening.source,
            step=self.stop.number,
            run=self.stop.step.run,
            begun=self._me.clock.now().wall,
        )
        self._me.disk.do(self._me.running_file.write, running)
        if self.speed == 1.0:
            night = self._me.schedule.night_of(self._me.now)
            self._me.disk.do(begun.save, self._me.places.data, night)
        if self.step_at(1) is None:
            self._has_come_to_the_last = True
            self._write()

    def played(self, done_ms: int) -> None:
        """Take note of how much of this step was played so far."""
        self._done_ms[self.index] = done_ms
        self._write()

    def close(self) -> None:
        """The routine is left or over: nothing is running."""
        self._me.disk.do(self._me.running_file.remove)

    def _write(self) -> None:
        """Record it; from its last step on it counts as finished, as who falls asleep ends none."""
        if self.speed == 1.0:
            ending: Ending = "finished" if self._has_come_to_the_last else "stopped"
            self._record.write(sum(self._done_ms.values()), ending)
