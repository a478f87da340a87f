"""What relaxation, scan and stretches share: a figure that glows, and words beside it."""

from coach.domain import words
from coach.domain.session import Session
from coach.domain.timeline import Position, Timeline
from coach.person.choose import Choice
from coach.picture import body as view
from coach.picture import glow
from coach.picture.cells import wrap
from coach.picture.glow import Stay
from coach.picture.raster import CUE, FAINT, TEXT, Row
from coach.picture.sheet import Sheet, line, wrapped
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.screens.guided import GuidedScreen

READY_TONE = 4
"""On the page before the start every place that will come glows a little."""


class BodyScreen(GuidedScreen, inherit_bindings=False):
    """A session that wanders through the body. Subclasses say what is played."""

    BINDINGS = bindings("guided", "ready", "routine")

    def __init__(
        self, host: Host, choice: Choice, speed: float = 1.0, is_dark: bool = False
    ) -> None:
        """Take what is played, and how fast: 1.0 is true time."""
        super().__init__(host, choice, speed, is_dark)
        self._stage: view.Stage | None = None
        self._stays: tuple[Timeline, tuple[Stay, ...]] | None = None

    @property
    def has_gauge(self) -> bool:
        """There is a gauge of squeezing below the words."""
        return False

    @property
    def is_fading(self) -> bool:
        """The closing goes out into black."""
        return False

    def stage(self) -> view.Stage:
        """Return where things stand, on a screen of the size it had when last drawn."""
        if self._stage is None:
            is_still = self.app.animation_level == "none"
            self._stage = view.stage(*self.size, is_still, self.glyphs)
        return self._stage

    def stays(self, timeline: Timeline) -> tuple[Stay, ...]:
        """Return the visits to the parts of a timeline; they are found once."""
        if self._stays is None or self._stays[0] is not timeline:
            self._stays = (timeline, glow.stays(timeline))
        return self._stays[1]

    def draw(self) -> None:
        """Bring the screen up to date; it may have another size by now."""
        self._stage = None
        super().draw()

    def next_picture_ms(self, session: Session, position: Position) -> int:
        """Return when the figure changes next."""
        timeline = session.timeline
        visits = self.stays(timeline)
        return view.next_change_ms(self.stage(), timeline, visits, position, self.is_fading)

    def fill_picture(self, sheet: Sheet, session: Session) -> None:
        """Draw the figure and the words of now."""
        position, visits = session.position(self.moment), self.stays(session.timeline)
        seen = view.look(self.stage(), session.timeline, visits, position, self.is_fading)
        if self.is_paused:
            seen = seen._replace(text="paused")
        view.put(sheet, self.stage(), seen, self.has_gauge)

    def count(self, session: Session, position: Position) -> str:
        """Return which second it is, and how many parts were visited of how many."""
        behind = {
            stay.part.id
            for stay in self.stays(session.timeline)
            if stay.start_ms <= position.cue.start_ms
        }
        return f"{position.into_ms // 1000 + 1}   {len(behind)} of {len(session.timeline.parts)}"

    def fill_ready(self, sheet: Sheet) -> None:
        """Draw the figure with all that will come, and what there is to say before."""
        place, plan = self.stage(), self.plan()
        lights = tuple((region, READY_TONE) for part in plan.parts for region in part.regions)
        if place.figure_rows and not self.is_dark:
            view.put(sheet, place, view.Look("", "", lights, glow.RESTING, -1), has_gauge=False)
        width = place.words_width
        rows: list[Row] = [line(part, self.dimmed(CUE)) for part in wrap(plan.title, width)][:3]
        rows += [line(self.length(plan), self.dimmed(TEXT)), ()]
        for text in self.about():
            rows += [*wrapped(text, self.dimmed(FAINT), width), ()]
        top = place.top + max((place.height - len(rows)) // 3, 0)
        view.beside(sheet, place, top, rows[: max(sheet.height - top - 3, 1)])

    def length(self, plan: Timeline) -> str:
        """Return how long it takes, in words."""
        return words.about(plan.total_ms)

    def about(self) -> list[str]:
        """Return what there is to say on the page before the start, the most useful first."""
        first = self.choice.why or self.exercise.summary
        if self.choice.problems:
            first = "Your own file has problems; this is the shipped one."
        return [first]
