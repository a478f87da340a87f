"""What to take care of with an exercise, to read at any time."""

from coach.content.library import Exercise
from coach.picture.page import Section, sentences
from coach.picture.raster import CUE, FAINT, TEXT
from coach.picture.sheet import wrapped
from coach.ui.host import Host
from coach.ui.screens.page import PageScreen


class CareScreen(PageScreen[None], inherit_bindings=False):
    """Title, summary and cautions of an exercise."""

    BINDINGS = PageScreen.BINDINGS

    def __init__(self, host: Host, exercise: Exercise) -> None:
        """Take what it is about."""
        super().__init__(host)
        self.exercise = exercise

    def sections(self, width: int) -> list[Section]:
        """Return the page; the rows of a caution stay together."""
        head = wrapped(self.exercise.title, CUE, width)
        head += wrapped(self.exercise.summary, FAINT, width)
        return [[head], sentences(self.exercise.cautions, TEXT, width)]
