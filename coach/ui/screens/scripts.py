"""Every exercise of a kind: shipped and one's own. Open, copy and change, rename, delete, undo."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace
from textual import events

from coach.content.library import Entry, Exercise
from coach.domain import words
from coach.domain.breathing import Pattern
from coach.domain.routine import Routine
from coach.errors import CoachError
from coach.person import catalogue, choose, home
from coach.picture.raster import FAINT, TEXT, Row
from coach.picture.sheet import label, line, wrapped
from coach.store import scripts
from coach.text import printable
from coach.ui.bindings import bindings
from coach.ui.host import Host
from coach.ui.keys import hints
from coach.ui.screens.choosing import ChoosingScreen

T = TypeVar("T")


HEADINGS = {
    "breathing": "Breathing",
    "relaxation": "Muscle relaxation",
    "bodyscan": "Body scans",
    "stretch": "Stretches",
    "mind": "For the mind",
    "routines": "Routines",
}
ROOMY = 24
"""From so many columns on a row says whose it is."""
CHANGEABLE = ("breathing", "routines")
"""The kinds that can be made in the app; the others are made in a file."""


class ScriptsScreen(ChoosingScreen[None], inherit_bindings=False):
    """A list of exercises of one kind."""

    BINDINGS = bindings("list", "scroll", "scripts")
    list_width = 54

    def __init__(self, host: Host, kind: str, name: str = "") -> None:
        """Point at the one of that name; nothing has been deleted yet."""
        super().__init__(host)
        self.kind = kind
        self.first_name = name
        self.scripts: list[tuple[Entry, Exercise | None]] = []
        """Every file, and what it holds where it can be used."""
        self.lengths: list[str] = []
        """How long each takes, in words."""
        self.words = ""
        """The faint line below the list."""
        self.asked_about: Entry | None = None
        """The file that a second `x` deletes."""
        self.deleted: scripts.Deleted | None = None

    def resumed(self) -> None:
        """Look again: a script may have been made or changed."""
        self.look()
        if self.first_name:
            self.point_at(self.first_name)
            self.first_name = ""

    def look(self) -> None:
        """Read every script of the kind; a person's own come first."""
        me = self.host.me
        self.scripts = catalogue.everything(me, self.kind)
        self.lengths = [
            words.short(catalogue.length_ms(me, exercise)) if exercise else ""
            for _, exercise in self.scripts
        ]

    def point_at(self, name: str) -> None:
        """Point at the one of that name."""
        names = [entry.name for entry, _ in self.scripts]
        self.here = names.index(name) if name in names else self.here

    @property
    def chosen(self) -> tuple[Entry, Exercise | None]:
        """The file that the pointer is on."""
        return self.scripts[self.here]

    def entries(self, width: int) -> list[str]:
        """Return title, whose it is, and the length of each."""
        rows = []
        for (entry, exercise), length in zip(self.scripts, self.lengths, strict=True):
            title = exercise.title if exercise else f"{printable(entry.name)} (cannot be read)"
            mark = "tonight  " if self.is_tonights(entry) else ""
            left = f"{length:>6}  "
            right = f"{mark}{'yours' if entry.is_own else ''}".rstrip() if width >= ROOMY else ""
            title = label(title, width - len(left + right) - 2, self.glyphs)
            rows.append(f"{left}{title}  {right}")
        return rows

    def is_tonights(self, entry: Entry) -> bool:
        """It is the routine that Tonight begins with."""
        if self.kind != "routines":
            return False
        return entry.name == home.wanted(self.host.me).routine

    def above(self, width: int) -> list[Row]:
        """Return the heading."""
        return [line(HEADINGS[self.kind], FAINT)]

    def whole(self) -> str:
        """Return the title of the chosen one."""
        exercise = self.chosen[1] if self.scripts else None
        return exercise.title if exercise else ""

    def below(self, width: int) -> list[Row]:
        """Return a question, news, or what the chosen one is about; always two rows."""
        exercise = self.chosen[1] if self.scripts else None
        text = self.words or (exercise.summary if exercise else "coach scripts check says why.")
        tone = TEXT if self.words else FAINT
        return [*wrapped(text, tone, width), (), ()][:2]

    def hints(self) -> list[tuple[str, str]]:
        """Return what can be done with the chosen one."""
        keys = hints("everywhere.next", next="open")
        if self.kind in CHANGEABLE:
            keys += hints("scripts.edit", edit="make my own")
        if self.kind == "routines":
            keys += hints("scripts.tonight", tonight="for tonight")
        if self.deleted:
            keys += hints("scripts.undo")
        if self.scripts and self.chosen[0].is_own:
            keys += hints("scripts.rename", "scripts.delete", rename="rename", delete="delete")
        return [*keys, *hints("everywhere.back", back="back")]

    def on_key(self, event: events.Key) -> None:
        """Any key but a second `x` keeps what was asked about."""
        if event.key != "x" and self.asked_about:
            self.words, self.asked_about = "", None
            self.draw()

    def point(self, index: int) -> None:
        """Point at another one; what was said about the one before goes."""
        self.asked_about = None
        if self.words:
            self.words, self.here = "", index
            self.draw()
        else:
            super().point(index)

    async def action_next_good(self) -> None:
        """Open the chosen one."""
        entry, exercise = self.chosen
        if exercise:
            try:
                choice = choose.find(self.host.me.library, self.kind, entry.id)
            except CoachError as error:  # it is gone, or has changed, since we looked
                self.look()
                self._say(str(error))
            else:
                self.host.go("page", choice)

    async def action_edit(self) -> None:
        """Make my own from the chosen one; one that the app made itself is changed in place."""
        entry, exercise = self.chosen
        if not isinstance(exercise, Pattern | Routine):
            return
        try:
            tree = self.host.me.library.tree(entry)
        except CoachError as error:  # it is gone, or has changed, since we looked
            self.look()
            self._say(str(error))
        else:
            name = "editor" if isinstance(exercise, Pattern) else "builder"
            self.host.go(name, entry, tree, exercise, then=self._point_at_saved)

    def _point_at_saved(self, file: Path | None) -> None:
        """Point at the file that was saved, if there is one."""
        if file:
            self.look()
            self.point_at(file.stem)
            self.draw()

    def action_tonight(self) -> None:
        """Begin the routine with this routine from now on."""
        if self.kind == "routines" and self.scripts:
            entry, exercise = self.chosen
            if exercise:
                self.host.change_settings(
                    lambda settings: replace(settings, routine=entry.name), self._say
                )
                home.choose_today(self.host.me, entry.name)
                self.draw()

    def _say(self, words: str) -> None:
        """Say what went wrong, or nothing."""
        self.words = words
        self.draw()

    async def action_rename(self) -> None:
        """Ask for another name for one of mine."""
        entry, exercise = self.chosen
        if entry.is_own and exercise:

            async def save(title: str) -> str:
                self.words = ""
                await self.try_to(lambda: scripts.rename(entry.file, title))
                self.look()
                self.point_at(entry.name)
                return self.words

            self.host.go("name", "New name", exercise.title, save)

    def action_delete(self) -> None:
        """Ask once; then delete, so that it can be undone."""
        entry, exercise = self.chosen
        title = exercise.title if exercise else printable(entry.name)
        if not entry.is_own:
            self.words = "This one came with the app, and stays."
        elif self.asked_about != entry:
            self.asked_about = entry
            self.words = f"x again deletes {title}; any other key keeps it."
        else:
            self.asked_about = None
            self.run_worker(self._delete(entry, title))
        self.draw()

    async def _delete(self, entry: Entry, title: str) -> None:
        """Delete a file of one's own."""
        self.deleted = await self.try_to(lambda: scripts.delete(entry.file)) or self.deleted
        if self.deleted and self.deleted.file == entry.file:
            self.words = f"{title} is deleted. u brings it back."
        self.look()
        self.draw()

    def action_undo(self) -> None:
        """Bring back what was deleted last."""
        if self.deleted:
            self.run_worker(self._put_back(self.deleted))

    async def _put_back(self, deleted: scripts.Deleted) -> None:
        """Bring back a file that was deleted."""
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
            return await self.host.on_disk(work)
        except CoachError as error:
            self.words = str(error)
            return None
