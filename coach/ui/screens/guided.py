"""The keys of a guided session, and where they lead. What it looks like is for subclasses."""

from __future__ import annotations

from contextlib import suppress

from coach.domain.session import Event
from coach.errors import CoachError
from coach.person import catalogue, choose, safer
from coach.ui.before import asking
from coach.ui.bindings import bindings
from coach.ui.keys import hints
from coach.ui.offer import GO_ON, OFFER_SECONDS
from coach.ui.screens.playing import NOTE_SECONDS, PlayingScreen


class GuidedScreen(PlayingScreen, inherit_bindings=False):
    """Plays a timeline. Subclasses draw it and say when the picture changes next."""

    BINDINGS = bindings("guided", "ready", "routine")

    @property
    def kind(self) -> str:
        """The kind of exercise, e.g. `breathing`."""
        return self.exercise.id.split("/")[0]

    @property
    def is_playing(self) -> bool:
        """A session is going on here."""
        return not self.is_ready_page

    def interrupted(self) -> None:
        """The app is left at once: what was played, as far as somebody looked, is recorded."""
        try:
            self.tick()
        finally:
            self.record_leaving()

    def happen(self, event: Event) -> None:
        """Apply an event; the display stays awake while a session runs that has a picture."""
        super().happen(event)
        is_seen = self.is_playing and self.playback is not None and self.playback.is_running
        display = self.host.awake_display
        (display.hold if is_seen and self.has_picture else display.release)()

    def stopped(self) -> None:
        """Nobody is looking: pause."""
        self.happen(Event.PAUSE)
        self.host.awake_display.settle()

    def hints(self) -> list[tuple[str, str]]:
        """Return the keys for this moment."""
        if self.is_ready_page or self.playback is None:
            return [
                *hints("everywhere.next", next="go on" if self.can_go_on else "begin"),
                *hints("ready.list", list="all"),
                *self.ready_hints(),
                *(hints("ready.care", care="cautions") if self.exercise.cautions else []),
                *hints("everywhere.back", "everywhere.help", "everywhere.keys", back="back"),
            ]
        goes = "pause" if self.playback.is_running else "go on"
        ids = ("help", "next", "leave", "keys")
        help_first, first, *rest = hints(*(f"everywhere.{verb}" for verb in ids), next=goes)
        dark = hints("guided.dark", dark="dark" if not self.is_dark else "light")
        others = hints("guided.count", "guided.voice", count="numbers", voice="voice")
        steps = hints("routine.next", "routine.before", next="next step", before="step before")
        onward, backward = (steps[:1], steps[1:]) if self.runner else ([], [])
        ours = self.session_hints()
        return [help_first, first, *dark, *onward, *ours, *others, *rest, *backward]

    def ready_hints(self) -> list[tuple[str, str]]:
        """Return the keys that choose something on the page before the start."""
        return [("up down", "length"), ("left right", "another")]

    def session_hints(self) -> list[tuple[str, str]]:
        """Return the keys that belong to this exercise."""
        return []

    # Beginning.

    async def action_next_good(self) -> None:
        """Begin, pause, or go on."""
        if self.is_ready_page:
            self.begin_or_go_on()
        else:
            self.notes.wake(self.now().monotonic)
            self.happen(Event.TOGGLE)

    @property
    def can_go_on(self) -> bool:
        """On the page before the start: a session was left just now, and Space goes on with it."""
        return self.session is not None and self.notes.text(self.now().monotonic) == GO_ON

    def begin_or_go_on(self) -> None:
        """Resume the session that was just left, else begin one after what is asked once."""
        self.notes.wake(self.now().monotonic)
        if self.can_go_on:
            self.is_ready_page = False
            self.say("", 0)
            self.happen(Event.TOGGLE)
        elif route := asking(self.host, [self.exercise], self.begin_now):
            self.host.go(*route)

    def action_from_start(self) -> None:
        """On the page before the start: begin, also when a session that was left could go on."""
        if self.is_ready_page:
            self.say("", 0)
            self.begin_or_go_on()

    def begin_now(self) -> None:
        """Begin a session, by the settings of now."""
        self.apply_wishes()
        self.begin()
        self.say("", 0)
        self.tick()

    def apply_wishes(self) -> None:
        """Before the start: settings may have changed what is played."""

    def resumed(self) -> None:
        """Come back from another screen; on the page before the start options hold at once."""
        if self.is_ready_page and safer.is_turned_away(self.exercise, self.host.me.limits):
            self.host.instead("page", self.choice, self.speed, self.is_dark, self.on_end)
            return
        if self.is_ruled_out and (self.can_go_on or not self.is_ready_page):
            self.begin_anew()
            return
        if self.is_ready_page and self.notes.text(self.now().monotonic) != GO_ON:
            self.apply_wishes()
        super().resumed()

    # Leaving.

    def mounted(self) -> None:
        """Begin at once, where nobody is to choose anything before."""
        if self.on_left and self.playback is None:
            self.call_later(self.begin_or_go_on)

    def action_back(self) -> None:
        """From a session to the page before it; from there, back. A routine has its own page."""
        if self.on_left:
            self.happen(Event.PAUSE)
            self.record_leaving()
            self.host.back()
            self.on_left()
            return
        if self.is_ready_page:
            self.leaving()
            super().action_back()
            return
        self.happen(Event.PAUSE)
        if self.runner:
            self._offer()
            self.host.back()
            return
        self.record_leaving()
        self.is_ready_page = True
        self.is_dark = False
        if self.session and not self.session.is_over:
            self.say(GO_ON, OFFER_SECONDS)
        self.tick()

    def action_leave(self) -> None:
        """Leave at once."""
        self.happen(Event.PAUSE)
        super().action_leave()

    def leaving(self) -> None:
        """The session is left; for a while Tonight offers to resume it. One Esc more keeps that."""
        if not self.is_ready_page:
            self._offer()
        elif self.can_go_on:
            self._make_offer()

    def _offer(self) -> None:
        """Offer to resume this session for a while, wherever we go."""
        if self.runner:
            self.runner.close()
        self.record_leaving()
        self._make_offer()

    def _make_offer(self) -> None:
        """Offer what is left of the session, if there is anything."""
        if self.playback and not self.playback.session.is_over:
            route = ("resume", self.choice, self.playback, self.speed, self.on_end, self.runner)
            anew = self.runner.choice if self.runner else self.choice
            self.host.offers.make(self.exercise.title, anew, *route)

    # Keys.

    def action_voice(self) -> None:
        """The voice on or off, in this session."""
        if self.is_ready_page:
            return
        is_on = self.host.hearing.toggle_voice()
        if self.playback and self.speed == 1.0:
            self.host.hearing.hear_anew(self.playback, self.place_in_routine)
        self.say(self.host.hearing.trouble or f"voice {'on' if is_on else 'off'}", NOTE_SECONDS)
        self.wake()

    def action_volume(self, by: int) -> None:
        """A little louder, or quieter, in this session."""
        if self.is_ready_page:
            return
        is_changed = self.host.hearing.louder(by)
        words = ("quieter" if by < 0 else "louder") if is_changed else "as far as it goes"
        self.say(words if self.host.hearing.has_sound else "no sound is on", NOTE_SECONDS)
        self.wake()

    def action_dark(self) -> None:
        """Go dark, or light again."""
        self.is_dark = not self.is_dark
        if self.is_dark and self.is_voiced:
            self.notes.sleep()
            self.tick()
        else:
            self.wake()

    def action_count(self) -> None:
        """Show the numbers, or hide them."""
        self.is_counting = not self.is_counting
        self.wake()

    def action_cue_before(self) -> None:
        """Go to the cue before this one."""
        self._jump(Event.BACK, -1)

    def action_cue_after(self) -> None:
        """Go to the next cue."""
        self._jump(Event.NEXT, 1)

    def _jump(self, event: Event, by: int) -> None:
        if self.is_ready_page:
            self.choose_another(by)
        else:
            self.notes.wake(self.now().monotonic)
            self.happen(event)

    def action_one_more(self) -> None:
        """One breath more."""
        self._change_length(Event.ONE_MORE, 1)

    def action_one_less(self) -> None:
        """One breath less."""
        self._change_length(Event.ONE_LESS, -1)

    def _change_length(self, event: Event, by: int) -> None:
        if self.is_ready_page:
            self.action_length(by)
        else:
            self.happen(event)

    def action_length(self, by: int) -> None:
        """Before the start: more or fewer breaths."""
        if self.is_ready_page:
            self.choose_length(by)
            self.tick()

    def choose_length(self, by: int) -> None:
        """Change the length on the page before the start."""

    def choose_another(self, by: int) -> None:
        """On the page before the start: take the next of its kind; a bad one is skipped."""
        me = self.host.me
        ids = [entry.id for entry, _ in catalogue.everything(me, self.kind)]
        at = ids.index(self.choice.exercise.id) if self.choice.exercise.id in ids else 0
        for step in range(1, len(ids)):
            with suppress(CoachError):
                choice = choose.find(me.library, self.kind, ids[(at + by * step) % len(ids)])
                self.host.instead("page", choice, self.speed, self.is_dark, self.on_end)
                return

    def action_care(self) -> None:
        """On the page before the start: the cautions."""
        if self.is_ready_page and self.exercise.cautions:
            self.host.go("care", self.exercise)

    def action_list(self) -> None:
        """On the page before the start: show every one of its kind."""
        if self.is_ready_page:
            self.host.go("list", self.kind, self.choice.exercise.id.split("/")[1])

    def action_step(self, by: int) -> None:
        """In a routine: the next step, after the last one the dark; or the step before."""
        if self.runner is None:
            return
        self.record_leaving()
        if (index := self.runner.step_at(by)) is not None:
            self.host.instead("step", self.runner, index, None, self.is_dark, self.is_counting)
        else:
            self.happen(Event.PAUSE)
            self.runner.close()
            self.host.ended()
