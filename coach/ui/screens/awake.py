"""Awake at night: one quiet thing at a time, a few keys, and Space is always right.

What is asked on the way (`tree.Record`) is written down key by key; a lapse only when it is said.
"""

from __future__ import annotations

from functools import partial
from math import inf

from textual import events

from coach.domain.tree import END, SPACE, SUPPORT, Choice, Step, Tree, arrive, onward
from coach.errors import CoachError
from coach.person import awake, first_time, written
from coach.person.safer import FirstTime
from coach.person.written import Written
from coach.picture import awake as view
from coach.picture import dusk
from coach.picture.sheet import Sheet
from coach.ui.alarm import Alarm
from coach.ui.awake_step import Shown, put_step, save
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.layouts import UNSHIFTED
from coach.ui.screens.base import CoachScreen

READ_SECONDS = 4.0
"""So long each line stands before the exercise that it announces begins."""
RATES = (*"0123456789", "left", "right")
"""The keys that say how strong something is."""


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
        self._unread = awake.NOTHING_UNREAD
        """What is read below the lines of a step before its exercise."""
        self._saved = ""
        """What is said of what has just been saved, or could not be."""
        self._written = Written(host.me)
        self._is_open = partial(awake.is_open, host.me)
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
            view.put_lines(sheet, self.step.lines, awake.cautions(self.step, self._unread))
        else:
            self._fill_step(sheet, self.step)
        dusk.dim(sheet, self._tone)

    def _fill_step(self, sheet: Sheet, step: Step) -> None:
        """Draw what a step says and what its keys do."""
        tones = view.BY_DAY if self.is_lit else view.AT_NIGHT
        light = (tones, view.rest_tone(self._now - self._came_at))
        shown = Shown(step, self._saved, self.choices, self.way.help_label)
        self.targets = put_step(sheet, self.host, shown, self._written, *light)

    @property
    def is_lit(self) -> bool:
        """It is bright and stays so, and what is played begins in the light."""
        return False

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
        due = min(view.next_change(now, self._came_at, self._fades_at), self._runs_at)
        if due < inf:
            self._alarm.set(due - now)
        else:
            self._alarm.clear()

    def wake(self) -> None:
        """Bring the words back; they fade some time after the last key, and the last word."""
        fades_at = max(self._now, self._said_at) + self.way.idle_fade_ms / 1000
        self._fades_at = inf if self.is_lit else fades_at
        self.tick()

    def resumed(self) -> None:
        """Begin; or come back from help or an exercise to where one was."""
        if self.step is None:
            self.came()
            self.enter(self.way.start)
        else:
            self._runs_at = max(self._runs_at, self._now + READ_SECONDS)  # its line once more
            self.wake()

    def came(self) -> None:
        """Remember that somebody was awake; the first line comes alone."""
        awake.opened(self.host.me)
        if self.app.animation_level != "none":
            self._came_at = self._now

    def on_screen_suspend(self) -> None:
        """Something lies on top."""
        self._alarm.clear()

    # Going.

    def enter(self, goto: str) -> None:
        """Go to a step, to help, or into the dark."""
        goto = arrive(self.way, goto, self._is_open)
        if goto == END:
            self.end()
        elif goto.startswith(SUPPORT):
            self.action_support()
        elif goto in self.way.steps:
            self._be_at(self.way.steps[goto])
        else:
            self._enter_tree(goto)

    def _enter_tree(self, id: str) -> None:
        """Go on in another tree, from its beginning; what has just gone leads nowhere."""
        try:
            self.way = awake.tree(self.host.me, id)
        except CoachError:
            self.wake()
        else:
            self.enter(self.way.start)

    def end(self) -> None:
        """It is the end: dark, and silent."""
        self.host.ended()

    def _be_at(self, step: Step) -> None:
        """Come to a step: its lines are said; an exercise or a note comes after them."""
        self.step = step
        self._unread = self._read_here(step)
        said = (*written.lines(self.host.me, step), *awake.cautions(step, self._unread))
        self._said_at = self.host.hearing.say(said)
        read_at = self._now + READ_SECONDS * len([*step.lines, *self._unread.cautions])
        self._runs_at = max(self._said_at, read_at) if step.run else inf
        if step.is_up:
            awake.got_up(self.host.me)
        if step.note:
            self._written.asks()
            self.host.go(
                "name", step.note.prompt, "", self._save_note, False, True, then=self._noted
            )
        self.wake()

    def _read_here(self, step: Step) -> FirstTime:
        """Return the cautions that stand below the lines; without room they have their page."""
        asked = awake.unread(self.host.me, step)
        has_room = view.has_room([*step.lines, *asked.cautions], *self.size)
        return asked if has_room else awake.NOTHING_UNREAD

    async def _save_note(self, text: str) -> str:
        """Save a line, as what the step writes down; returns what is said if it is not saved."""
        assert self.step
        return await save(self.host, self._written.record(self.step, text))

    async def _save_lapse(self, step: Step, goto: str) -> None:
        """Save that something was used, and go on once it is on disk, if one is still there."""
        self._saved = await self._save_note("")
        if self.step is not step or not self.is_current:
            return
        if self._saved:
            self.wake()
        else:
            self.enter(goto)

    def _noted(self, text: str | None) -> None:
        """Go on from a line, which may be empty; None: a key ended it."""
        step = self.step
        assert step and step.note
        self._saved = step.note.saved if text else ""
        self.enter(step.left if text is None else step.next)

    def _run(self) -> None:
        """Play the exercise of this step; it ends by itself, or by a key."""
        step, self._runs_at = self.step, inf
        assert step
        self.host.hearing.hush()
        try:
            choice = awake.exercise(self.host.me, step)
        except CoachError:  # more breaths than it may have, or it has just gone: on without it
            self.enter(step.next)
            return
        if self._unread.ids:
            self.host.change_settings(first_time.as_it_is(self._unread))
        self._written.played(step.run)
        ways = (partial(self.enter, step.next), partial(self.enter, step.left or step.next))
        self.host.go("at once", choice, *ways, not self.is_lit)

    # Keys.

    def on_key(self, event: events.Key) -> None:
        """A key of this step leads on; any other only brings the words back."""
        self._came_at = -inf
        key = UNSHIFTED.get(event.key, event.key)
        is_rating = self.step is not None and self.step.is_rating
        is_way = key in RATES if is_rating else any(each.key == key for each in self.choices)
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
        """Do what a key of this step does, other than Space."""
        self._saved = ""
        if self.step and self.step.is_rating:
            self._written.rate(self.step, key)
            self.wake()
        elif self.step:
            for choice in [each for each in self.choices if each.key == key]:
                self._choose(self.step, choice)

    def _choose(self, step: Step, choice: Choice) -> None:
        """Go where a key leads; what it answers is written down first."""
        if step.record == "lapse" and written.answers(self.way, step, choice):
            self.run_worker(self._save_lapse(step, choice.goto), exclusive=True)
            return
        self._written.chosen(self.way, step, choice)
        self.enter(choice.goto)

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
