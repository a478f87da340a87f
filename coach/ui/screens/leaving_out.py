"""Parts that a person leaves out: now, and from now on, until they are brought back."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from coach.domain.moment import Moment
from coach.domain.passage import NOTHING_LEFT
from coach.domain.session import Session, leave_out, replan
from coach.domain.timeline import Part
from coach.person import safer
from coach.person.choose import Choice
from coach.store.settings import Settings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.body import BodyScreen
from coach.ui.screens.playing import NOTE_SECONDS

LEFT_OUT = "left out from now on; u brings it back"
ALL_LEFT_OUT = "Everything here is left out; u brings a place back."


class LeavingOutScreen(BodyScreen, inherit_bindings=False):
    """A session whose parts can be left out; the settings remember which, for each script."""

    BINDINGS = BodyScreen.BINDINGS

    def __init__(
        self, host: Host, choice: Choice, speed: float = 1.0, is_dark: bool = False
    ) -> None:
        """Take what was chosen, and how fast it is played."""
        super().__init__(host, choice, speed, is_dark)
        self.played = choice.exercise
        """What is played: what was chosen, or the safer one in its place."""
        self.apply_wishes()

    def apply_wishes(self) -> None:
        """Before the start: play what the settings say by now."""
        me = self.host.me
        self.played = safer.apply_wishes(self.choice.exercise, me.limits, me.library)

    @abstractmethod
    def parts(self) -> Sequence[Part]:
        """Return every part of the script, left out or not."""

    @property
    @abstractmethod
    def is_empty(self) -> bool:
        """Everything that could be done is left out."""

    def place(self, id: str) -> str:
        """Return the id of what is left out with a part: itself, unless it announces another."""
        return id

    def reworded(self, shorter: Session, now: Moment) -> Session:
        """Return a session that has just become shorter with words that are still true."""
        return shorter

    @property
    def left_out_ids(self) -> list[str]:
        """The ids that the settings have as left out, in the order in which they were."""
        return self.host.me.settings.left_out.get(self.exercise.id, [])

    @property
    def left_out(self) -> list[Part]:
        """The parts that are left out, in the order in which they were."""
        parts = {part.id: part for part in self.parts()}
        places = dict.fromkeys(self.place(id) for id in self.left_out_ids)
        return [parts[id] for id in places if id in parts]

    @property
    def is_replaced(self) -> bool:
        """Something safer takes the place of what was chosen."""
        return self.exercise.id != self.choice.exercise.id

    def about(self) -> list[str]:
        """Return what there is to say, and what is left out."""
        first, *rest = super().about()
        if self.is_replaced:
            me = self.host.me
            why = safer.why_other(self.choice.exercise, me.settings, me.limits)
            first = f"{why}. Press o to change it."
        if self.is_empty:
            return [ALL_LEFT_OUT, *rest]
        names = ", ".join(part.title for part in self.left_out)
        return [first, *([f"Left out: {names}"] if names else []), *rest]

    def begin_or_go_on(self) -> None:
        """Begin, if there is something left to say."""
        texts = {cue.text for cue in self.plan().cues}
        if self.is_empty and texts <= {"", NOTHING_LEFT}:
            self.say(ALL_LEFT_OUT, 2 * NOTE_SECONDS)
            self.wake()
        else:
            super().begin_or_go_on()

    def undo_hints(self) -> list[tuple[str, str]]:
        """Return the key that brings back what was left out last."""
        return hints("parts.undo", undo="bring back") if self.left_out else []

    def session_hints(self) -> list[tuple[str, str]]:
        """Return the keys that leave out and bring back."""
        return [*hints("parts.leave_out", leave_out="leave out"), *self.undo_hints()]

    def action_leave_out(self) -> None:
        """End this part now, and leave it out from now on."""
        if self.is_ready_page or self.playback is None or self.playback.session.is_over:
            return
        now = self.now()
        part = self.playback.session.position(now).cue.part
        if part is None:
            return
        id = self.place(part.id)
        shorter = self._without(id, self.playback.session, now)
        if any(self.place(part.id) == id for part in shorter.timeline.parts):
            self.say("the last one cannot be left out", NOTE_SECONDS)
        else:
            self.playback.session = shorter
            self._save(lambda places: [*places, id])
            self.playback.session = self.reworded(self.playback.session, self.now())
            self.say(LEFT_OUT, 2 * NOTE_SECONDS)
        self.wake()

    def _without(self, id: str, session: Session, now: Moment) -> Session:
        """Return a session without a place and all that goes with it."""
        for part in session.timeline.parts:
            if self.place(part.id) == id:
                session = leave_out(session, part.id, now)
        return session

    def action_undo(self) -> None:
        """Bring back what was left out last; in a session, go there."""
        if not self.left_out:
            return
        back = self.left_out[-1]
        self._save(lambda places: [id for id in places if self.place(id) != back.id])
        if self.playback and not self.is_ready_page and not self.playback.session.is_over:
            timeline = self.timeline()
            places = (cue.start_ms for cue in timeline.cues if cue.part and cue.part.id == back.id)
            session = replan(self.playback.session, timeline, self.now(), next(places, None))
            self.playback.session = session
        self.say(f"Back again: {back.title}", NOTE_SECONDS)
        self.wake()

    def _save(self, change: Callable[[list[str]], list[str]]) -> None:
        """Change what is left out of this script."""
        id = self.exercise.id

        def changed(settings: Settings) -> Settings:
            places = change(settings.left_out.get(id, []))
            return replace(settings, left_out=settings.left_out | {id: places})

        self.host.change_settings(changed, self.say_trouble)
