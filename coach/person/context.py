"""What every part needs, built once by the command line and shared by all.

| who | uses |
|---|---|
| cli | places, library, settings, store: one command, then it closes |
| ui (as `host.me`) | all of it; settings are changed through `change_settings` |
| playing | clock, store, disk, running_file: to keep time, to record, to be resumed |
| person | library, settings, clock, store: what is ready, due, or to be asked |
"""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from datetime import date, datetime
from functools import cached_property, reduce
from typing import TYPE_CHECKING

from coach.content.cache import state_of
from coach.content.library import Library
from coach.errors import CoachError
from coach.store.running import RunningFile
from coach.store.settings import Settings, SettingsFile
from coach.system import folders
from coach.system.clock import Clock, SystemClock
from coach.system.disk import Disk
from coach.system.folders import Places

if TYPE_CHECKING:
    from coach.store.records import Store

Change = Callable[[Settings], Settings]
"""Makes the new settings out of those that are in force."""


class Context:
    """A person's folders, scripts, settings and records, and the clocks of the machine."""

    def __init__(self, places: Places, clock: Clock | None = None) -> None:
        """Take the person's folders, which need not exist, and for tests a clock."""
        self.places = places
        self.clock: Clock = clock or SystemClock()
        """The two clocks of a session."""
        self.library = Library(folders.assets(), places.config)
        """Everything that can be played or read."""
        self.settings_file = SettingsFile(places.config / "settings.toml")
        self._settings_state = state_of(self.settings_file.file)
        self.settings, self.settings_problems = self.settings_file.load()
        self.running_file = RunningFile(places.data / "running.toml")
        """The routine that runs, so that it can be resumed after it was interrupted."""
        self.troubles: list[str] = []
        """What could not be written while nobody waited for it, a line each."""
        self.diary_drafts: dict[date, dict[str, str]] = {}
        """What has been typed into diaries and is not saved, by night and field."""
        self.call_back: Callable[[Callable[[], None]], object] = lambda work: work()
        """Calls something on the thread that draws; without a screen at once."""
        self._changes: list[Change] = []
        """Changes of the settings that hold and are not on disk."""
        self._guard = threading.Lock()

    @property
    def now(self) -> datetime:
        """This moment, as clocks show it here."""
        return datetime.fromtimestamp(self.clock.now().wall).astimezone()

    @property
    def hour(self) -> int:
        """The hour of the day here, 0..23."""
        return self.now.hour

    @cached_property
    def disk(self) -> Disk:
        """Does work with the disk, in order."""
        return Disk(self.on_trouble)

    @cached_property
    def store(self) -> "Store":
        """What is recorded. The database loads when it is first used."""
        from coach.store.records import Store

        return Store(self.places.data, lambda: self.now.date())

    def change_settings(self, change: Change) -> "Future[str]":
        """Change the settings: at once in memory, then on disk, whatever the file holds by then.

        The result says what went wrong, or nothing. What could not be written holds until exit, and
        is written with the next change.
        """
        with self._guard:
            self._changes.append(change)
            self.settings = change(self.settings)
        return self.disk.submit(self._write_settings)

    def _write_settings(self) -> str:
        """Write every change that is not on disk, in order; returns what went wrong."""
        pending = list(self._changes)
        try:
            on_disk = self.settings_file.change(lambda settings: _changed(settings, pending))
        except Exception as error:
            return self.on_trouble(error)
        with self._guard:
            self._changes = self._changes[len(pending) :]
            self.settings = _changed(on_disk, self._changes)
        self._settings_state = state_of(self.settings_file.file)
        self.settings_problems = self.settings_file.load()[1]
        return ""

    def reload_settings(self) -> None:
        """Read the settings again where their file has changed: an editor, or another coach."""
        state = state_of(self.settings_file.file)
        with self._guard:
            if state != self._settings_state and not self._changes:
                self._settings_state = state
                self.settings, self.settings_problems = self.settings_file.load()

    def on_trouble(self, error: BaseException) -> str:
        """Take note of work with the disk that failed; returns the line that says so."""
        if isinstance(error, CoachError):
            line = str(error)
        else:
            from coach.system.crash import note_crash

            line = f"Something could not be recorded. {note_crash(self.places.data, error)}"
        self.note(line)
        return line

    def note(self, trouble: str) -> None:
        """Remember once what went wrong with the disk: Tonight shows it, and it is printed at exit.

        An empty line is nothing.
        """
        if trouble and trouble not in self.troubles:
            self.troubles.append(trouble)

    def close(self) -> list[str]:
        """Wait until everything is on disk; returns what a person has to know, a line each."""
        if "disk" in self.__dict__:
            self.disk.close()
        lines = list(self.troubles)
        if "store" in self.__dict__ and self.store.database.note:
            lines.insert(0, self.store.database.note)
        return lines


def _changed(settings: Settings, changes: Iterable[Change]) -> Settings:
    """Return the settings after some changes, one after the other."""
    return reduce(lambda changed, change: change(changed), changes, settings)
