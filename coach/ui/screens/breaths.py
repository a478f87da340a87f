"""Every breath there is: shipped and one's own. Open, copy and change, rename, delete, undo."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from textual import events

from coach.content.library import Entry
from coach.content.problems import BadFile
from coach.domain import words
from coach.domain.breathing import Pattern
from coach.domain.raster import FAINT, TEXT, Row
from coach.errors import CoachError
from coach.store import scripts
from coach.ui.bindings import bindings, hints
from coach.ui.drawing import fitted, line, wrapped
from coach.ui.screens.choosing import ChoosingScreen
from coach.ui.screens.name import NameScreen

T = TypeVar("T")


class BreathsScreen(ChoosingScreen, inherit_bindings=False):
    """A list of patterns."""

    BINDINGS = bindings("list", "breaths")
    list_width = 54

    def __init__(self) -> None:
        """Nothing has been deleted yet."""
        super().__init__()
        self.there: list[tuple[Entry, Pattern | None]] = []
        """Every file, and its pattern where it can be used."""
        self.words = ""
        """The faint line below the list."""
        self.asked_about: Entry | None = None
        """The file that a second `x` deletes."""
        self.deleted: scripts.Deleted | None = None

    def on_screen_resume(self) -> None:
        """Look again: a script may have been made or changed."""
        self.look()
        super().on_screen_resume()

    def look(self) -> None:
        """Read what is there; one's own come first."""
        library = self.coach.library
        self.there = []
        entries = library.entries("breathing").values()
        for entry in sorted(entries, key=lambda entry: not entry.is_own):
            try:
                pattern, problems = library.pattern(entry)
                self.there.append((entry, None if problems else pattern))
            except BadFile:
                self.there.append((entry, None))

    def point_at(self, name: str) -> None:
        """Point at the pattern of that name."""
        names = [entry.name for entry, _ in self.there]
        self.here = names.index(name) if name in names else self.here

    @property
    def chosen(self) -> tuple[Entry, Pattern | None]:
        """The file that the pointer is on."""
        return self.there[self.here]

    def entries(self, width: int) -> list[str]:
        """Return title, whose it is, and the length of each."""
        rows = []
        for entry, pattern in self.there:
            title = pattern.title if pattern else f"{entry.name} (cannot be read)"
            length = words.short(pattern.cycles * pattern.cycle_ms) if pattern else ""
            right = f"{'yours  ' if entry.is_own else ''}{length}"
            rows.append(fitted(title, width - len(right) - 2) + "  " + right)
        return rows

    def above(self, width: int) -> list[Row]:
        """Return the heading."""
        return [line("Every breath there is", FAINT)]

    def below(self, width: int) -> list[Row]:
        """Return a question, news, or what the chosen one is about; always two rows."""
        pattern = self.chosen[1] if self.there else None
        text = self.words or (pattern.summary if pattern else "coach scripts check says why.")
        tone = TEXT if self.words else FAINT
        return [*wrapped(text, tone, width), (), ()][:2]

    def hints(self) -> list[tuple[str, str]]:
        """Return what can be done with the chosen one."""
        keys = hints("everywhere.next", "breaths.edit", next="open", edit="make my own")
        if self.deleted:
            keys += hints("breaths.undo")
        if self.there and self.chosen[0].is_own:
            keys += hints("breaths.rename", "breaths.delete", rename="rename", delete="delete")
        return [*keys, *hints("everywhere.back", back="back")]

    def on_key(self, event: events.Key) -> None:
        """Any key but a second `x` keeps what was asked about."""
        if event.key != "x" and self.asked_about:
            self.words, self.asked_about = "", None
            self.draw()

    def action_move(self, by: int) -> None:
        """Point at another one."""
        self.words, self.asked_about = "", None
        super().action_move(by)

    async def action_next_good(self) -> None:
        """Open the chosen one."""
        entry, pattern = self.chosen
        if pattern:
            self.coach.open_breathing(self.coach.breathing(entry.id))

    async def action_edit(self) -> None:
        """Make my own from the chosen one; one that the app made itself is changed in place."""
        from coach.ui.screens.editor import EditorScreen

        entry, pattern = self.chosen
        if pattern:
            self.app.push_screen(EditorScreen(entry, pattern))

    async def action_rename(self) -> None:
        """Ask for another name for one of mine."""
        entry, pattern = self.chosen
        if entry.is_own and pattern:

            async def save(title: str) -> str:
                file = await self.try_to(lambda: scripts.rename(entry.file, title))
                self.look()
                self.point_at(file.stem if file else entry.name)
                return "" if file else self.words

            self.app.push_screen(NameScreen("Another name", pattern.title, save))

    async def action_delete(self) -> None:
        """Ask once; then delete, so that it can be undone."""
        entry, pattern = self.chosen
        title = pattern.title if pattern else entry.name
        if not entry.is_own:
            self.words = "This one came with the app, and stays."
        elif self.asked_about != entry:
            self.asked_about = entry
            self.words = f"x again deletes {title}; any other key keeps it."
        else:
            self.asked_about = None
            self.deleted = await self.try_to(lambda: scripts.delete(entry.file)) or self.deleted
            if self.deleted and self.deleted.file == entry.file:
                self.words = f"{title} is deleted. u brings it back."
            self.look()
        self.draw()

    async def action_undo(self) -> None:
        """Bring back what was deleted last."""
        if (deleted := self.deleted) is not None:
            self.words = ""
            await self.try_to(lambda: scripts.put_back(deleted))
            if not self.words:
                self.deleted = None
            self.look()
            self.point_at(deleted.file.stem)
            self.draw()

    async def try_to(self, work: Callable[[], T]) -> T | None:
        """Do disk work off the event loop; what goes wrong becomes the faint line."""
        try:
            return await asyncio.to_thread(work)
        except CoachError as error:
            self.words = str(error)
            return None
