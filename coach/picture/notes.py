"""The faint lines that come and go: the key hints, and a note about what just happened.

Moments are monotonic seconds. Nothing here draws or waits: it knows how bright, and until when.
"""

from math import inf

from coach.picture.raster import FAINT

HINT_SECONDS = 8.0
"""How long the hints stay before they fade."""
FADE = (7, 5, 3, 0)
"""The tones of fading hints, one after the other."""
FADE_STEP_SECONDS = 0.5


class Notes:
    """The note that is shown, and for how long; how bright the hints are."""

    def __init__(self) -> None:
        """Begin without a note and without hints."""
        self._text = ""
        self._text_until = -inf
        self._hints_until = -inf

    def say(self, text: str, seconds: float, now: float) -> None:
        """Show a note for a while, instead of the one before."""
        self._text, self._text_until = text, now + seconds

    def text(self, now: float) -> str:
        """Return the note that is shown now, if any."""
        return self._text if now < self._text_until else ""

    def wake(self, now: float) -> None:
        """Show the hints anew."""
        self._hints_until = now + HINT_SECONDS

    def sleep(self) -> None:
        """Show neither hints nor a note: it is to be black at once."""
        self._hints_until = self._text_until = -inf

    def hint_tone(self, now: float) -> int:
        """Return how bright the hints are: they stay, then fade to 0."""
        late = now - self._hints_until
        if late < 0:
            return FAINT
        step = late / FADE_STEP_SECONDS
        return FADE[int(step)] if step < len(FADE) else 0

    def next_change(self, now: float, hints_stay: bool = False) -> float:
        """Return when something of this changes next; infinity when nothing will.

        `hints_stay`: they do not fade.
        """
        change = self._text_until if self._text_until > now else inf
        faded = self._hints_until + (len(FADE) - 1) * FADE_STEP_SECONDS
        if now < faded and not hints_stay:
            steps = max((now - self._hints_until) // FADE_STEP_SECONDS + 1, 0)
            change = min(change, self._hints_until + steps * FADE_STEP_SECONDS)
        return change
