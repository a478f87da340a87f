"""Lessons: the list of all, and one as a page to read. By day only."""

import asyncio
import re
from contextlib import suppress

from coach.domain.lesson import Lesson
from coach.errors import CoachError
from coach.person import home, lessons
from coach.picture.page import Section, sentences
from coach.picture.raster import CUE, FAINT, TEXT, Row
from coach.picture.sheet import label, wrapped
from coach.ui.bindings import bindings
from coach.ui.host import Host, Route
from coach.ui.keys import hints
from coach.ui.screens.choosing import ChoosingScreen
from coach.ui.screens.page import PageScreen
from coach.ui.ways import way_to

LONGEST_WAIT_SECONDS = 0.5
"""So long it waits for the disk to say for how many nights somebody has been here."""
ROOMY = 60
"""From so many columns on the hint of Space names what it goes on to."""
TODAY = "today"
"""What stands beside the lesson of the day."""


class LessonsScreen(ChoosingScreen[None], inherit_bindings=False):
    """Every lesson; at night one line that says that they are for the day."""

    BINDINGS = ChoosingScreen.BINDINGS
    list_width = 46

    def __init__(self, host: Host, name: str = "", today: str = "") -> None:
        """Take the names of the lesson to point at, and of the one of today; empty: none."""
        super().__init__(host)
        self.lessons: list[Lesson] = []
        self.first_name = name
        self.today = today

    def resumed(self) -> None:
        """Look again: a file may have changed, and the night may have come."""
        me = self.host.me
        self.lessons = [] if me.is_night else lessons.read(me.library)
        names = [lesson.name for lesson in self.lessons]
        if self.first_name in names:
            self.here = names.index(self.first_name)
            self.first_name = ""

    @property
    def chosen(self) -> Lesson | None:
        """The lesson that the pointer is on; None: there is none."""
        return self.lessons[self.here] if self.lessons else None

    def above(self, width: int) -> list[Row]:
        """Return the heading, or that it is night."""
        return wrapped("Lessons" if self.lessons else lessons.AT_NIGHT, FAINT, width)

    def entries(self, width: int) -> list[str]:
        """Return their titles; beside the one of the day that it is."""
        room = width - len(TODAY) - 2
        return [
            label(lesson.title, room, self.glyphs)
            + (f"  {TODAY}" if lesson.name == self.today else "")
            for lesson in self.lessons
        ]

    def below(self, width: int) -> list[Row]:
        """Return how the chosen one begins; always two rows."""
        lesson = self.chosen
        text = (lesson.summary or lesson.lines[0]) if lesson else ""
        return [*wrapped(text, FAINT, width), (), ()][:2]

    def whole(self) -> str:
        """Return the title of the chosen one."""
        return self.chosen.title if self.chosen else ""

    def hints(self) -> list[tuple[str, str]]:
        """Return how to choose; at night how to go back."""
        if self.lessons:
            return super().hints()
        return hints("everywhere.next", "everywhere.help", next="back")

    async def action_next_good(self) -> None:
        """Open the chosen one; at night go back."""
        if lesson := self.chosen:
            self.host.go("lesson", lesson, True, then=self._go_on)
        else:
            self.action_back()

    def _go_on(self, is_read: bool | None) -> None:
        """Point at the next one, when this one was read to its end."""
        if is_read:
            self.point(self.here + 1)


class LessonScreen(PageScreen[bool], inherit_bindings=False):
    """A lesson to read, what to try, and where it comes from; at its end the exercise for it.

    It answers whether it was read to its end.
    """

    BINDINGS = bindings("list", "scroll", "page", "lesson")
    is_tight = True

    def __init__(self, host: Host, lesson: Lesson | None = None, is_in_list: bool = False) -> None:
        """Take the lesson; None: that of today. `is_in_list`: the list lies below."""
        super().__init__(host)
        self.lesson = lesson
        self.is_in_list = is_in_list
        self.today = ""
        """The name of the lesson of today, where that has been found out."""

    def on_mount(self) -> None:
        """Hint at what comes after it as soon as its end is in view."""
        self.watch(self.text, "scroll_y", self.draw, init=False)
        if self.lesson is None:
            self.look_up(self._look)

    async def _look(self) -> None:
        """Find out which lesson today's is, off the event loop; with a slow disk, a first one."""
        me, nights = self.host.me, 1
        with suppress(CoachError, TimeoutError):
            read = self.host.on_disk(lessons.nights, me.store, home.today(me))
            nights = await asyncio.wait_for(read, LONGEST_WAIT_SECONDS)
        if today := lessons.of_today(me, nights):
            self.lesson, self.today = today, today.name
            self.draw()

    def sections(self, width: int) -> list[Section]:
        """Return title and lines, what to try, and the sources."""
        if (lesson := self.lesson) is None:
            return []
        sections: list[Section] = [[wrapped(lesson.title, CUE, width)]]
        sections.append(sentences(lesson.lines, TEXT, width))
        if lesson.small_step:
            sections.append([wrapped(f"To try: {lesson.small_step}", TEXT, width)])
        if lesson.sources:
            sections.append([wrapped(f"From: {'; '.join(lesson.sources)}", FAINT, width)])
        return sections

    def hints_at(self, is_at_end: bool) -> list[tuple[str, str]]:
        """Return how to read on, or what comes after it, and the way to the list."""
        does = "read on"
        if is_at_end:
            title, way = self.after
            name = f": {re.split('[,:]', title)[0]}" if self.size.width >= ROOMY else ""
            does = f"go on{name}" if way else "back"
        ids = ("everywhere.next", "lesson.list", "everywhere.help", "everywhere.back")
        return hints(*ids, next=does, list="all", help="help", back="back")

    async def action_next_good(self) -> None:
        """Read on; from the end to what goes with it, or back."""
        way = self.after[1] if self.text.is_at_end else None
        if way:
            self.host.go(*way)
        elif self.text.is_at_end and self.is_in_list:
            self.close(True)
        else:
            await super().action_next_good()

    def action_list(self) -> None:
        """Show all of them, where this one is."""
        if self.is_in_list:
            self.action_back()
        else:
            self.host.instead("lessons", self.lesson.name if self.lesson else "", self.today)

    @property
    def after(self) -> tuple[str, Route | None]:
        """The title of what goes with it, and the way there; nothing where there is none."""
        return way_to(self.host.me.library, self.lesson.run if self.lesson else "")
