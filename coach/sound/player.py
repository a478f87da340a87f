"""The sound of a session: a listener that tells the speaker what is to sound when.

Where a session stands is an anchor: the moment at which its timeline began, as if it had never been
paused. Whenever that or the timeline changes, the speaker gets all that is still to come anew.
"""

from coach.domain.moment import Moment
from coach.domain.session import Fact, Finished, Session, State
from coach.domain.timeline import Cue, Timeline, tile
from coach.playing.playback import Listener
from coach.sound.desk import Due
from coach.sound.score import Sound, Wishes, score
from coach.sound.speaker import Speaker

SAME_SECONDS = 0.001
"""Anchors that are closer are the same: places are whole milliseconds."""


class Player(Listener):
    """Plays the tones and the voice of one session."""

    def __init__(
        self,
        speaker: Speaker,
        wishes: Wishes,
        before_ms: int = 0,
        whole_ms: int | None = None,
        noise_minutes: int = 0,
    ) -> None:
        """Take what plays, and what is wished for; nothing sounds before the first fact.

        In a routine it comes after `before_ms` of `whole_ms`. At its end there may be noise.
        """
        self._speaker = speaker
        self._wishes = wishes
        self._noise_minutes = noise_minutes
        self._place = (before_ms, whole_ms)
        self._timeline: Timeline | None = None
        self._anchor: float | None = None
        """The monotonic moment of the beginning, while it runs."""
        self._sounds: tuple[Sound, ...] = ()

    def heard(self, fact: Fact, session: Session, now: Moment) -> None:
        """Let the sound follow the session; after its end there may be noise."""
        self.follow(session, now)
        if isinstance(fact, Finished) and self._noise_minutes:
            self._speaker.play_noise(now.monotonic, self._noise_minutes)

    def wish(self, wishes: Wishes, session: Session, now: Moment) -> None:
        """Go on with other wishes, at once."""
        self._speaker.hush()
        self._wishes, self._timeline, self._anchor = wishes, None, None
        self.follow(session, now)

    def follow(self, session: Session, now: Moment) -> None:
        """Tell the speaker what has changed: where the session stands, or what lies ahead."""
        anchor = session.moment_of(0) if session.state is State.RUNNING else None
        is_moved = not _are_same(anchor, self._anchor)
        if not is_moved and session.timeline is self._timeline:
            return
        if is_moved and self._anchor is not None and session.state is not State.FINISHED:
            self._speaker.hush()
        if session.timeline is not self._timeline:
            self._timeline, self._sounds = (
                session.timeline,
                score(session.timeline, self._wishes, *self._place),
            )
        self._anchor = anchor
        if anchor is not None:
            place_ms = session.elapsed_ms(now)
            coming = (each for each in self._sounds if each.start_ms >= place_ms)
            self._speaker.play(Due(anchor + each.start_ms / 1000, each) for each in coming)

    def again(self, now: Moment) -> None:
        """Play the second half of what has ended once more, no louder than its end was."""
        if self._timeline is None or not self._sounds:
            return
        half_ms, level = self._timeline.total_ms // 2, self._sounds[-1].level
        later = (each for each in self._sounds if each.start_ms >= half_ms)
        self._speaker.play(
            Due(now.monotonic + (each.start_ms - half_ms) / 1000, each._replace(level=level))
            for each in later
        )

    def leave(self, session: Session, now: Moment) -> None:
        """The session is left: nothing is to sound any more."""
        if self._anchor is not None:
            self._speaker.hush()
            self._anchor = None


def breath(wishes: Wishes) -> tuple[Sound, ...]:
    """Return one breath with a short hold, to hear how it sounds."""
    lengths_ms = {"in": 3000, "hold": 1500, "out": 4000}
    levels = {"in": (0.0, 1.0), "hold": (1.0, 1.0), "out": (1.0, 0.0)}
    cues = [Cue("silence", 300)]
    for kind, length_ms in lengths_ms.items():
        said = {"in": "In.", "out": "Out."}.get(kind, "")
        cues.append(Cue(kind, length_ms, 0, said, "", *levels[kind], cycle=1))
    return score(Timeline("preview", "", "breathing", tile(cues)), wishes)


def _are_same(one: float | None, other: float | None) -> bool:
    """Tell whether two anchors are the same; None: it stands."""
    if one is None or other is None:
        return one is other
    return abs(one - other) < SAME_SECONDS
