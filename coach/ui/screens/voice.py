"""Asked once, before the first routine of an evening: with a voice, or in silence."""

from functools import partial

from coach.person.about_you import with_voice
from coach.picture.raster import CUE, FAINT, Row
from coach.picture.sheet import line, wrapped
from coach.ui.host import Host
from coach.ui.screens.choosing import ChoosingScreen
from coach.ui.screens.first_time import After

QUESTION = "Eyes closed, in the dark, with a voice?"
WAYS = {"off": "In silence, for now", "on": "With a voice and soft tones"}
"""What can be answered, by the setting; silence first: somebody may sleep beside them."""
ABOUT = {
    "off": "v in a session brings it, whenever you like.",
    "on": "It says the lines, ever softer. v is its key.",
}


class VoiceScreen(ChoosingScreen[None], inherit_bindings=False):
    """One question, two answers; Options has it later."""

    BINDINGS = ChoosingScreen.BINDINGS

    def __init__(self, host: Host, after: After) -> None:
        """Take what comes after the answer."""
        super().__init__(host)
        self.after = after

    def entries(self, width: int) -> list[str]:
        """Return the two answers."""
        return list(WAYS.values())

    def above(self, width: int) -> list[Row]:
        """Return the question."""
        return wrapped(QUESTION, CUE, width)

    def below(self, width: int) -> list[Row]:
        """Return what an answer means."""
        return wrapped(ABOUT[self._answer], FAINT, width) or [line("")]

    def whole(self) -> str:
        """Return the answer with the light."""
        return WAYS[self._answer]

    @property
    def _answer(self) -> str:
        return list(WAYS)[self.here]

    async def action_next_good(self) -> None:
        """Take the answer, and go on."""
        self.host.change_settings(partial(with_voice, voice=self._answer))
        if route := self.after():
            self.host.instead(*route)
        else:
            self.host.back()
