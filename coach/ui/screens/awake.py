"""Awake at night: one quiet thing at a time, a few keys, and Space is always right."""

from __future__ import annotations

from functools import partial
from math import inf

from textual import events

from coach.domain.tree import END, SPACE, SUPPORT, Choice, Step, Tree, arrive, onward
from coach.errors import CoachError
from coach.person import awake
from coach.picture import awake as view
from coach.picture import dusk
from coach.picture.awake import ALONE_SECONDS, Way
from coach.picture.notes import FADE_STEP_SECONDS
from coach.picture.sheet import Sheet
from coach.ui.alarm import Alarm
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.layouts import UNSHIFTED
from coach.ui.screens.base import CoachScreen

READ_SECONDS = 4.0
"""So long each line stands before the exercise that it announces begins."""


class AwakeScreen(CoachScreen[None], inherit_bindings=False):
    """A tree for the night. Without a voice the first key in the black only brings light."""

    BINDINGS = bindings()

    def __init__(self, host: Host, tree: Tree) -> None:
        """Take a tree; it begins when it is shown."""
        super().__init__(host)
        self.way: Tree = tree
        """What leads through the night."""
        self.step: Step | None = None
        """Where one is; None before the first."""
        self._fades_at = inf
        """From this monotonic moment on the words fade."""
        self._said_at = -inf
        """At this moment the voice has said them."""
        self._came_at = -inf
        """At this moment somebody came: the keys come a little later, or at once with any key."""
        self._runs_at = inf
        """At this moment the exercise of the step begins."""
        self._saved = ""
        """What is said of a note that has just been kept."""
        self._alarm = Alarm(self.tick, host.fail)

    # What is shown.

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What the keys of this step lead to."""
        return awake.ways(self.host.me, self.way, self.step) if self.step else ()

    @property
    def is_black(self) -> bool:
        """The words have faded."""
        return self._tone == 0

    @property
    def _now(self) -> float:
        return self.host.me.clock.now().monotonic

    @property
    def _tone(self) -> int:
        return view.tone(self._now - self._fades_at)

    def fill(self, sheet: Sheet) -> None:
        """Draw the step, by as much light as is left of it."""
        self.targets = {}
        if self.step is None or self.is_black:
            return
        if self.step.run or self.step.note:
            view.put_lines(sheet, [*self.step.lines, *filter(None, [self.step.caution])])
        else:
            said = [*filter(None, [self._saved]), *self.step.lines]
            ways = [Way(each.key, each.label) for each in self.choices]
            ways.append(Way("h", self.way.help_label))
            tone = view.rest_tone(self._now - self._came_at)
            keys = view.put(sheet, said, self.step.caution, ways, self.glyphs, tone)
            self.targets = {y: "support" if k == "h" else f"take({k!r})" for y, k in keys.items()}
        dusk.dim(sheet, self._tone)

    def hint_tone(self) -> int:
        """There are no hints: the keys stand in the middle."""
        return 0

    # Time.

    def tick(self) -> None:
        """Look at the clock: an exercise may begin, or the words fade."""
        if not self.is_current:
            return
        now = self._now
        if now >= self._runs_at:
            self._run()
            return
        self.draw()
        coming = self._came_at + ALONE_SECONDS
        changes = (
            first + FADE_STEP_SECONDS * n for first in (self._fades_at, coming) for n in range(4)
        )
        due = min((each for each in (*changes, self._runs_at) if each > now), default=inf)
        if due < inf:
            self._alarm.set(due - now)
        else:
            self._alarm.clear()

    def wake(self) -> None:
        """Bring the words back; they fade some time after the last key, and the last word."""
        self._fades_at = max(self._now, self._said_at) + self.way.idle_fade_ms / 1000
        self.tick()

    def resumed(self) -> None:
        """Begin; or come back from help or an exercise to where one was."""
        if self.step is None:
            awake.opened(self.host.me)
            if self.app.animation_level != "none":
                self._came_at = self._now
            self.enter(self.way.start)
        else:
            self.wake()

    def on_screen_suspend(self) -> None:
        """Something lies on top."""
        self._alarm.clear()

    # Going.

    def _is_open(self, id: str) -> bool:
        return awake.is_open(self.host.me, id)

    def enter(self, goto: str) -> None:
        """Go to a step, to help, or into the dark."""
        goto = arrive(self.way, goto, self._is_open)
        if goto == END:
            self.host.ended()
        elif goto.startswith(SUPPORT):
            self.action_support()
        else:
            self._be_at(self.way.steps[goto])

    def _be_at(self, step: Step) -> None:
        """Come to a step: its lines are said; an exercise or a note comes after them."""
        self.step = step
        self._said_at = self.host.hearing.say(step.lines)
        read_at = self._now + READ_SECONDS * len(step.lines)
        self._runs_at = max(self._said_at, read_at) if step.run else inf
        if step.is_up:
            awake.got_up(self.host.me)
        if step.note:
            self.host.go(
                "name", step.note.prompt, "", self._save_note, False, True, then=self._noted
            )
        self.wake()

    async def _save_note(self, text: str) -> str:
        """Keep a line for tomorrow; returns what went wrong."""
        try:
            await self.host.on_disk(awake.note, self.host.me, text)
        except CoachError as error:
            return str(error)
        return ""

    def _noted(self, text: str | None) -> None:
        """Go on from a line for tomorrow, which may be empty; None: a key ended it."""
        step = self.step
        assert step and step.note
        self._saved = step.note.saved if text else ""
        self.enter(step.left if text is None else step.next)

    def _run(self) -> None:
        """Play the exercise of this step in the dark; it ends by itself, or by a key."""
        step, self._runs_at = self.step, inf
        assert step
        self.host.hearing.hush()
        try:
            choice = awake.exercise(self.host.me, step)
        except CoachError:  # more breaths than it may have, or it has just gone: on without it
            self.enter(step.next)
            return
        ways = (partial(self.enter, step.next), partial(self.enter, step.left or step.next))
        self.host.go("at once", choice, *ways)

    # Keys.

    def on_key(self, event: events.Key) -> None:
        """A key of this step leads on; any other only brings the words back."""
        self._came_at = -inf
        key = UNSHIFTED.get(event.key, event.key)
        is_way = any(each.key == key for each in self.choices)
        if (is_way or key in (SPACE, "enter")) and self._only_lights():
            event.stop()
        elif is_way and key != SPACE:
            event.stop()
            self.action_take(key)
        else:
            self.wake()

    def _only_lights(self) -> bool:
        """In the black a key only brings the words back, unless a voice has said them."""
        if not self.is_black or self.host.hearing.has_voice:
            return False
        self.wake()
        return True

    def action_take(self, key: str) -> None:
        """Do what a key of this step does."""
        self._saved = ""
        for choice in self.choices:
            if choice.key == key:
                self.enter(choice.goto)
                return

    async def action_next_good(self) -> None:
        """Space always goes on."""
        self._saved = ""
        if self.step and self.step.run:
            self._run()
        elif self.step:
            self.enter(onward(self.way, self.step, self._is_open))

    def action_back(self) -> None:
        """To Tonight, however deep one is."""
        if self.host.starts_with_tonight:
            self.host.leave()
        else:
            self.leaving()
            self.host.instead("tonight")

    def leaving(self) -> None:
        """Nothing is said any more."""
        self.host.hearing.hush()
