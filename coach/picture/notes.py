"""The faint lines that come and go: the key hints, and a word about what just happened.

Moments are monotonic seconds. Nothing here draws or waits: it says how bright, and until when.
"""

from math import inf

from coach.picture.raster import FAINT

HINT_SECONDS = 8.0
"""How long the hints stay before they fade."""
FADE = (7, 5, 3, 0)
"""The tones of fading hints, one after the other."""
FADE_STEP_SECONDS = 0.5


class Notes:
    """What is said faintly, and for how long."""

    def __init__(self) -> None:
        """Nothing is said, and no hint is shown."""
        self._text = ""
        self._text_until = -inf
        self._hints_until = -inf

    def say(self, text: str, seconds: float, now: float) -> None:
        """Say something for a while, instead of whatever is said now."""
        self._text, self._text_until = text, now + seconds

    def text(self, now: float) -> str:
        """Return what is said now, if anything."""
        return self._text if now < self._text_until else ""

    def wake(self, now: float) -> None:
        """Show the hints anew."""
        self._hints_until = now + HINT_SECONDS

    def hint_tone(self, now: float) -> int:
        """Return how bright the hints are: they stay, then fade to 0."""
        late = now - self._hints_until
        if late < 0:
            return FAINT
        step = late / FADE_STEP_SECONDS
        return FADE[int(step)] if step < len(FADE) else 0

    def next_change(self, now: float) -> float:
        """Return when something of this changes next; infinity when nothing will."""
        change = self._text_until if self._text_until > now else inf
        faded = self._hints_until + (len(FADE) - 1) * FADE_STEP_SECONDS
        if now < faded:
            steps = max((now - self._hints_until) // FADE_STEP_SECONDS + 1, 0)
            change = min(change, self._hints_until + steps * FADE_STEP_SECONDS)
        return change
