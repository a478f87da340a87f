"""What can be a step of a routine, to choose from."""

from coach.content.library import Entry, Exercise
from coach.content.routine import GUIDED
from coach.domain import words
from coach.domain.checklist import Checklist
from coach.domain.routine import Step
from coach.person import catalogue
from coach.picture.cells import fitted
from coach.picture.raster import FAINT, Row
from coach.picture.sheet import line, wrapped
from coach.ui.host import Host
from coach.ui.screens.choosing import ChoosingScreen


class AddingScreen(ChoosingScreen[Step], inherit_bindings=False):
    """Everything that can be a step. It answers the one that was chosen."""

    BINDINGS = ChoosingScreen.BINDINGS
    list_width = 54
    is_a_page = True

    def __init__(self, host: Host) -> None:
        """Find what can be added."""
        super().__init__(host)
        every = (each for kind in GUIDED for each in catalogue.everything(host.me, kind))
        self.items: list[tuple[Entry, Exercise | Checklist]] = [
            *((entry, exercise) for entry, exercise in every if exercise),
            *catalogue.checklists(host.me),
        ]

    def above(self, width: int) -> list[Row]:
        """Return the heading."""
        return [line("Add a step", FAINT)]

    def entries(self, width: int) -> list[str]:
        """Return length and title of each."""
        rows = []
        for _, exercise in self.items:
            right = ""
            if not isinstance(exercise, Checklist):
                right = words.short(catalogue.length_ms(self.host.me, exercise))
            rows.append(f"{right:>6}  " + fitted(exercise.title, width - 8))
        return rows

    def below(self, width: int) -> list[Row]:
        """Return what the chosen one is about."""
        text = self.items[self.here][1].summary if self.items else ""
        return [*wrapped(text, FAINT, width), (), ()][:2]

    async def action_next_good(self) -> None:
        """Take this one."""
        entry, _ = self.items[self.here]
        step = Step(entry.id)
        self.dismiss(step._replace(ending="sleep") if step.kind == "bodyscan" else step)
