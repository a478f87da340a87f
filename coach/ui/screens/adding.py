"""What can be a step of a routine, to choose from."""

from coach.content.library import Entry, Exercise
from coach.content.routine import GUIDED
from coach.domain import words
from coach.domain.checklist import Checklist
from coach.domain.routine import Step
from coach.person import catalogue
from coach.picture.raster import FAINT, Row
from coach.picture.sheet import label, line, wrapped
from coach.ui.host import Host
from coach.ui.screens.choosing import ChoosingScreen


class AddingScreen(ChoosingScreen[Step], inherit_bindings=False):
    """Everything that can be a step. It answers the one that was chosen."""

    BINDINGS = ChoosingScreen.BINDINGS
    list_width = 54
    is_a_page = True

    def __init__(self, host: Host) -> None:
        """Nobody has looked yet."""
        super().__init__(host)
        self.items: list[tuple[Entry, Exercise | Checklist]] = []
        self.lengths: list[str] = []
        """How long each takes, in words; a checklist takes as long as it takes."""

    def resumed(self) -> None:
        """Find what can be added."""
        me = self.host.me
        every = (each for kind in GUIDED for each in catalogue.everything(me, kind))
        exercises = [(entry, exercise) for entry, exercise in every if exercise]
        checklists = catalogue.checklists(me)
        self.items = [*exercises, *checklists]
        self.lengths = [words.short(catalogue.length_ms(me, each)) for _, each in exercises]
        self.lengths += [""] * len(checklists)

    def above(self, width: int) -> list[Row]:
        """Return the heading."""
        return [line("Add a step", FAINT)]

    def entries(self, width: int) -> list[str]:
        """Return length and title of each."""
        rows = []
        for (_, exercise), length in zip(self.items, self.lengths, strict=True):
            left = f"{length:>6}  "
            rows.append(left + label(exercise.title, width - len(left), self.glyphs))
        return rows

    def whole(self) -> str:
        """Return the title of the chosen one."""
        return self.items[self.here][1].title if self.items else ""

    def below(self, width: int) -> list[Row]:
        """Return what the chosen one is about."""
        text = self.items[self.here][1].summary if self.items else ""
        return [*wrapped(text, FAINT, width), (), ()][:2]

    async def action_next_good(self) -> None:
        """Take this one."""
        entry, _ = self.items[self.here]
        self.close(Step(entry.id))
