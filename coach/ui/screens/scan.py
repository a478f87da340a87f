"""The screen of a body scan: a region, a few words, then silence."""

from collections.abc import Sequence

from coach.domain import bodyscan
from coach.domain.bodyscan import BodyScan, Ending
from coach.domain.timeline import Part, Timeline
from coach.person import choose
from coach.person.choose import Choice, Request
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.leaving_out import LeavingOutScreen

STEP_SECONDS = 60
"""On the page before the start, a key makes it longer or shorter by so much."""
ENDING_WORDS: dict[Ending, str] = {
    "sleep": "It drifts into silence and dark.",
    "wake": "You come back gently at the end.",
}


class ScanScreen(LeavingOutScreen, inherit_bindings=False):
    """A body scan, from the page before it to its ending."""

    BINDINGS = bindings("guided", "ready", "routine", "parts", "scan")

    def __init__(
        self, host: Host, choice: Choice, speed: float = 1.0, is_dark: bool = False
    ) -> None:
        """Take what is to be played; how long, and how it ends, is settled by now."""
        super().__init__(host, choice, speed, is_dark)
        seconds = choice.request.seconds
        seconds = self.exercise.total_ms / 1000 if seconds is None else seconds
        self.seconds = min(seconds, choose.longest_scan_seconds(host.me.limits))
        """How long it is."""
        self.ending: Ending = choice.request.ending or choose.usual_ending(host.me.is_night)
        """How it ends."""
        self._settle()

    def _settle(self) -> None:
        """Put length and ending into the choice: the session is resumed with the same."""
        request = Request(seconds=self.seconds, ending=self.ending)
        self.choice = self.choice._replace(request=request)

    @property
    def exercise(self) -> BodyScan:
        """The script."""
        assert isinstance(self.choice.exercise, BodyScan)
        return self.choice.exercise

    @property
    def is_fading(self) -> bool:
        """It drifts off: the figure goes out with the last words."""
        return self.ending == "sleep"

    def plan(self) -> Timeline:
        """Return the session at its chosen length and ending."""
        me = self.host.me
        request = self.choice.request
        return choose.timeline(self.exercise, me.settings, me.limits, me.is_night, request)

    def parts(self) -> Sequence[Part]:
        """Return every region of the script."""
        return [region.part for region in self.exercise.regions]

    @property
    def is_empty(self) -> bool:
        """Every region is left out."""
        return self.exercise.is_empty(frozenset(self.left_out_ids))

    def about(self) -> list[str]:
        """Return what there is to say, and how it ends."""
        first, *rest = super().about()
        return [first, ENDING_WORDS[self.ending], *rest]

    def ready_hints(self) -> list[tuple[str, str]]:
        """Return the keys that choose something before the start."""
        chosen = [("up down", "length"), *hints("scan.ending", ending="ending")]
        return [*chosen, ("left right", "another"), *self.undo_hints()]

    def choose_length(self, by: int) -> None:
        """A minute more or less, on whole minutes."""
        least, most = bodyscan.SHORTEST_SECONDS, choose.longest_scan_seconds(self.host.me.limits)
        minutes = self.seconds // STEP_SECONDS + (by if by > 0 or not self.seconds % 60 else 0)
        self.seconds = min(max(minutes * STEP_SECONDS, least), most)
        self._settle()

    def action_ending(self) -> None:
        """The other ending, before the start."""
        if self.is_ready_page:
            self.ending = "wake" if self.ending == "sleep" else "sleep"
            self._settle()
            self.wake()
