"""What to take care of with an exercise, to read at any time."""

from coach.content.library import Exercise
from coach.picture.raster import CUE, FAINT, TEXT, Row
from coach.picture.sheet import wrapped
from coach.ui.host import Host
from coach.ui.screens.page import PageScreen


class CareScreen(PageScreen, inherit_bindings=False):
    """Title, summary and cautions of an exercise."""

    BINDINGS = PageScreen.BINDINGS

    def __init__(self, host: Host, exercise: Exercise) -> None:
        """Take what it is about."""
        super().__init__(host)
        self.exercise = exercise

    def read(self, width: int) -> list[Row]:
        """Return the page."""
        rows = wrapped(self.exercise.title, CUE, width)
        rows += [*wrapped(self.exercise.summary, FAINT, width), ()]
        return rows + [row for text in self.exercise.cautions for row in wrapped(text, TEXT, width)]
