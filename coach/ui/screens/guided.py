"""The keys of a guided session, and where they lead. What it looks like is for subclasses."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from coach.domain.session import Event, Session, State
from coach.ui import opening
from coach.ui.bindings import bindings, hints
from coach.ui.screens.base import GO_ON, OFFER_SECONDS
from coach.ui.screens.playing import PlayingScreen


class GuidedScreen(PlayingScreen, inherit_bindings=False):
    """Plays a timeline. Subclasses draw it and say when the picture changes next."""

    BINDINGS = bindings("guided", "ready", "routine")

    @property
    def is_playing(self) -> bool:
        """A session is going on here."""
        return not self.is_ready_page

    def interrupted(self) -> None:
        """The app is left at once: what was played is recorded."""
        self.record("stopped")

    def hints(self) -> list[tuple[str, str]]:
        """Return the keys for this moment."""
        if self.is_ready_page or self.session is None:
            return [
                *hints("everywhere.next", next="begin"),
                *self.ready_hints(),
                *(hints("ready.care", care="take care") if self.exercise.cautions else []),
                *hints("everywhere.back", "everywhere.help", "everywhere.keys", back="back"),
            ]
        goes = "pause" if self.session.state is State.RUNNING else "go on"
        ids = ("next", "leave", "help", "keys")
        first, *rest = hints(*(f"everywhere.{verb}" for verb in ids), next=goes)
        dark = hints("guided.dark", dark="dark" if not self.is_dark else "light")
        onward = hints("routine.next", next="next step") if self.runner else []
        return [first, *dark, *onward, *self.session_hints(), *rest]

    def ready_hints(self) -> list[tuple[str, str]]:
        """Return the keys that choose something on the page before the start."""
        return [("up down", "length"), ("left right", "another")]

    def session_hints(self) -> list[tuple[str, str]]:
        """Return the keys that belong to this exercise."""
        return []

    # Keys.

    async def action_next_good(self) -> None:
        """Begin, pause, or go on."""
        if self.is_ready_page:
            self.begin_or_go_on()
        else:
            self.notes.wake(self.now().monotonic)
            self._happen(Event.TOGGLE)

    def begin_or_go_on(self) -> None:
        """Go on with the session that was just left, else begin one; first what is asked once."""
        now = self.now()
        self.notes.wake(now.monotonic)
        if self.session and self.note(now) == GO_ON:
            self.is_ready_page = False
            self.say("", 0)
            self._happen(Event.TOGGLE)
        elif question := opening.after_questions(self.coach, [self.exercise], self.begin_now):
            self.app.push_screen(question)

    def begin_now(self) -> None:
        """Begin a session, as it is wished by now."""
        self.heed_wishes()
        self.begin(self.now())
        self.say("", 0)
        self.tick()

    def heed_wishes(self) -> None:
        """Before the start: what is wished may have changed."""

    def on_screen_resume(self) -> None:
        """Come back from another screen; on the page before the start options hold at once."""
        if self.is_ready_page and self.note(self.now()) != GO_ON:
            self.heed_wishes()
        super().on_screen_resume()

    def action_back(self) -> None:
        """From a session to the page before it; from there, back. A routine has its own page."""
        if self.is_ready_page:
            super().action_back()
            return
        self._happen(Event.PAUSE)
        if self.runner:
            self._offer()
            self.coach.go_back()
            return
        self.leave_open()
        self.is_ready_page = True
        self.is_dark = False
        if self.session and not self.session.is_over:
            self.say(GO_ON, OFFER_SECONDS)
        self.tick()

    def action_leave(self) -> None:
        """Leave at once; for a while Tonight offers to go on from there."""
        self._happen(Event.PAUSE)
        if not self.is_ready_page:
            self._offer()
        super().action_leave()

    def _offer(self) -> None:
        """For a while, going on with this session is offered where we go to."""
        if self.runner:
            self.runner.left()
        self.leave_open()
        if self.session and not self.session.is_over:
            again, runner = self.again(self.session), self.runner
            quiet_ms, recording = self.quiet_ms, self.recording

            def anew() -> GuidedScreen:
                screen = again()
                screen.quiet_ms, screen.recording = quiet_ms, recording
                return runner.taken_up(screen) if runner else screen

            self.coach.offer(anew, self.exercise.title)

    def leave_open(self) -> None:
        """Record what was left; gone on with, it is recorded anew in its place."""
        if self.session and not self.session.is_over:
            self.record("stopped")

    @abstractmethod
    def again(self, session: Session) -> Callable[[], GuidedScreen]:
        """Return what makes this screen anew, to go on with a session that was left."""

    def action_dark(self) -> None:
        """Go dark, or light again."""
        self.is_dark = not self.is_dark
        self.notes.wake(self.now().monotonic)
        self.tick()

    def action_count(self) -> None:
        """Show the numbers, or hide them."""
        self.is_counting = not self.is_counting
        self.wake()

    def action_cue_before(self) -> None:
        """Go to the cue before this one."""
        self._jump(Event.BACK)

    def action_cue_after(self) -> None:
        """Go to the next cue."""
        self._jump(Event.NEXT)

    def _jump(self, event: Event) -> None:
        if self.is_ready_page:
            self.choose_another(1 if event is Event.NEXT else -1)
        else:
            self.notes.wake(self.now().monotonic)
            self._happen(event)

    def action_one_more(self) -> None:
        """One breath more."""
        self._change_length(Event.ONE_MORE, 1)

    def action_one_less(self) -> None:
        """One breath less."""
        self._change_length(Event.ONE_LESS, -1)

    def action_length(self, by: int) -> None:
        """Before the start: more or fewer breaths."""
        if self.is_ready_page:
            self.choose_length(by)
            self.tick()

    def choose_length(self, by: int) -> None:
        """Change the wished length on the page before the start."""

    def choose_another(self, by: int) -> None:
        """On the page before the start: take the one before or after of its kind."""
        ids = [entry.id for entry, _ in opening.everything(self.coach, self.kind)]
        at = ids.index(self.exercise.id) if self.exercise.id in ids else 0
        opening.switch_to(self.coach, ids[(at + by) % len(ids)])

    def action_care(self) -> None:
        """On the page before the start: what to take care of."""
        if self.is_ready_page and self.exercise.cautions:
            from coach.ui.screens.care import CareScreen

            self.app.push_screen(CareScreen(self.exercise))

    def action_list(self) -> None:
        """On the page before the start: show every one of its kind."""
        if self.is_ready_page:
            opening.open_list(self.coach, self.exercise.id)

    def action_next_step(self) -> None:
        """In a routine: the next step."""
        if self.runner:
            self.runner.go(1)

    def action_step_before(self) -> None:
        """In a routine: the step before."""
        if self.runner:
            self.runner.go(-1)

    def _change_length(self, event: Event, by: int) -> None:
        if self.is_ready_page:
            self.action_length(by)
        else:
            self._happen(event)
