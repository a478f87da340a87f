"""What every part needs, built once by the command line and shared by all.

| who | uses |
|---|---|
| cli | places, library, settings, store: one command, then it closes |
| ui (as `host.me`) | all of it; settings are changed through `change_settings` |
| playing | clock, store, disk, running_file: to keep time, to record, to be resumed |
| person | library, settings, clock, store: what is ready, due, or to be asked |
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from datetime import date, datetime
from functools import cached_property, reduce
from typing import TYPE_CHECKING

from coach.domain.health import HealthAnswer, Said, said_of
from coach.domain.night import Schedule
from coach.errors import CoachError
from coach.person import glance
from coach.person.live_schedule import LiveSchedule, hour_of
from coach.store import begun
from coach.system import folders
from coach.system.clock import HERE, Clock, SystemClock, here
from coach.system.folders import Places

if TYPE_CHECKING:  # each is loaded when it is first used: the first picture needs none of them
    from coach.content.cache import State
    from coach.content.library import Library
    from coach.content.telling import Telling
    from coach.domain.health import Limits
    from coach.person.glance import Glance
    from coach.person.records import Records
    from coach.store.records import Store
    from coach.store.running import RunningFile
    from coach.store.settings import Settings, SettingsFile
    from coach.system.disk import Disk, Rows
    from coach.toml.problems import Problem

LEAVING_SECONDS = 1.5
"""Who leaves waits so long for the disk, at most,"""
SETTINGS_SECONDS = 0.5
"""and so long for the settings, if these were not written by then."""
Change = Callable[["Settings"], "Settings"]
"""Makes the new settings out of those that are in force."""


class Context:
    """A person's folders, scripts, settings and records, and the clocks of the machine."""

    def __init__(
        self, places: Places, clock: Clock | None = None, seen: Glance | None = None
    ) -> None:
        """Take the person's folders, which need not exist, a clock for tests, and a glance."""
        self.places = places
        if seen:
            self.glance = seen
        self.clock: Clock = clock or SystemClock()
        """The two clocks of a session."""
        self.troubles: list[str] = []
        """What could not be written while nobody waited for it, a line each."""
        self.call_back: Callable[[Callable[[], None]], object] = lambda work: work()
        """Calls something on the thread that draws; without a screen at once."""
        self.read_health: tuple[HealthAnswer, ...] | None = None
        """What was said of one's health, where it was read apart from the records."""
        self.given_health: tuple[HealthAnswer, ...] = ()  # in this run, on disk or not
        self.records: Records | None = None
        """What has been recorded, as far as that has been read."""
        self.says_all = False
        """Nothing is thinned: on paper, in JSON and in plain lines."""
        self.shown_night: date | None = None
        """The night whose words are taken; None: that of now."""
        self.has_declined_country = False
        """The country that was suggested for help is another one: not asked again in this run."""
        self.asked_sound: tuple[bool | None, bool | None] = (None, None)
        """Whether a voice, and any sound, was asked for in this run; None: as the settings say."""
        self._changes: list[Change] = []
        """Changes of the settings that hold and are not on disk."""
        self._guard = threading.Lock()
        self._live_schedule = LiveSchedule(places.data, lambda *work: self.disk.do(*work))

    @property
    def now(self) -> datetime:
        """This moment, as clocks show it here."""
        return here(self.clock.now().wall)

    @property
    def schedule(self) -> Schedule:
        """When this person sleeps. A changed time holds from the next checklist day on."""
        times = glance.times_of({name: getattr(self.settings, name) for name in glance.TIMES})
        return self._live_schedule.at(self.now, times)

    @property
    def is_morning(self) -> bool:
        """The last night is being over: from two hours before rising until five after."""
        early = self.seen_early
        return early.is_morning if early else hour_of(self.schedule, self.now).is_morning

    @property
    def is_night(self) -> bool:
        """It is later than an hour before lights-out, and not yet an hour before rising."""
        early = self.seen_early
        return early.is_night if early else hour_of(self.schedule, self.now).is_night

    @property
    def lies_awake(self) -> bool:
        """Lights are out, and a routine is not what comes first: see the schedule."""
        if early := self.seen_early:
            return early.lies_awake
        # by day, for which nothing need be read, it is never so
        return self.is_night and self.schedule.lies_awake(self.now, begun.load(self.places.data))

    @property
    def seen_early(self) -> Glance | None:
        """What is seen at a glance, for as long as the settings have not been read."""
        return None if "settings" in self.__dict__ else self.glance

    @cached_property
    def glance(self) -> Glance | None:
        """What is known at a glance, before anything is read; see there."""
        names = (str(self.places.config), str(self.places.data))
        return glance.look(*names, folders.assets_name(), self.now, HERE)

    def telling(self, id: str) -> Telling:
        """Return how the script of an id is told: by the night, and by how well it is known."""
        from coach.content.telling import FULL_DEPTH, Telling, depth_of

        finished = self.records.finished if self.records else {}
        night = self.shown_night or hour_of(self.schedule, self.now).night
        depths = {"full": FULL_DEPTH, "fewest": 1, "thins": depth_of(finished.get(id, 0))}
        depth = FULL_DEPTH if self.says_all else depths[self.settings.guidance]
        return Telling(night.toordinal(), depth)

    @cached_property
    def library(self) -> Library:
        """Everything that can be played or read."""
        from coach.content.library import Library

        return Library(folders.assets(), self.places.config, telling=self.telling)

    @cached_property
    def settings_file(self) -> SettingsFile:
        """The settings on disk."""
        from coach.store.settings import SettingsFile

        return SettingsFile(self.places.config / "settings.toml")

    @cached_property
    def settings(self) -> Settings:
        """The settings that are in force."""
        return self._load_settings()

    @cached_property
    def settings_problems(self) -> list[Problem]:
        """What of the settings on disk cannot be used."""
        self.settings = self._load_settings()
        return self.settings_problems

    @property
    def known_said(self) -> Said | None:
        """What was said of one's health, as far as that has been read."""
        health = self.records.health if self.records else None
        health = self.read_health if health is None else health
        return None if health is None else said_of((*health, *self.given_health))

    @property
    def said(self) -> Said:
        """What was said of one's health; while that cannot be read, what was in this run."""
        if self.known_said is None:
            with suppress(CoachError):
                self.read_health = tuple(self.store.own.all(HealthAnswer))
        return said_of(self.given_health) if (known := self.known_said) is None else known

    @property
    def limits(self) -> Limits:
        """What is offered to this person; nothing else is suggested, listed or played."""
        from coach.person.safer import limits_of

        return limits_of(self.settings, self.said)

    def _load_settings(self) -> Settings:
        """Read the settings, and their problems."""
        self._settings_state = self._state_of_settings()
        settings, self.settings_problems = self.settings_file.load()
        return settings

    def _state_of_settings(self) -> State | None:
        from coach.content.cache import state_of

        return state_of(self.settings_file.file)

    @cached_property
    def running_file(self) -> RunningFile:
        """The routine that runs, so that it can be resumed after it was interrupted."""
        from coach.store.running import RunningFile

        return RunningFile(self.places.data / "running.toml")

    @cached_property
    def disk(self) -> Disk:
        """Does work with the disk, in order."""
        from coach.system.disk import Disk

        return Disk(self.on_trouble)

    @cached_property
    def store(self) -> Store:
        """What is recorded. The database loads when it is first used."""
        from coach.store.records import Store

        return Store(self.places.data, lambda: self.now.date())

    def change_settings(self, change: Change) -> Future[str]:
        """Change the settings: at once in memory, then on disk, whatever the file holds by then.

        The result says what went wrong, or nothing; what that was is written with the next change.
        """
        _ = self.schedule  # the times that hold today are remembered, whatever is changed now
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
        self._settings_state = self._state_of_settings()
        self.settings_problems = self.settings_file.load()[1]
        return ""

    def reload_settings(self) -> None:
        """Read the settings again where their file has changed: an editor, or another coach."""
        if "settings" not in self.__dict__:
            return  # they are read when somebody asks
        state = self._state_of_settings()
        with self._guard:
            if state != self._settings_state and not self._changes:
                self.settings = self._load_settings()

    def on_trouble(self, error: BaseException) -> str:
        """Take note of work with the disk that failed; returns the line that says so."""
        from coach.system.crash import note_crash

        line = str(error)
        if not isinstance(error, CoachError):
            line = f"Something could not be recorded. {note_crash(self.places.data, error)}"
        self.note(line)
        return line

    def note(self, trouble: str) -> None:
        """Remember once what went wrong with the disk, if anything: Tonight shows it, and exit."""
        if trouble and trouble not in self.troubles:
            self.troubles.append(trouble)

    def close(self) -> list[str]:
        """Wait a moment for the disk, keep the rest; returns what one has to know, a line each."""
        if "disk" in self.__dict__:
            if unsaved := self.disk.close(LEAVING_SECONDS):
                self._keep(unsaved)
            self._write_settings_at_last()
        of_the_database = self.store.database.note if "store" in self.__dict__ else ""
        return [*filter(None, [of_the_database]), *self.troubles]

    def _keep(self, unsaved: Rows) -> None:
        """Keep what the disk has not taken in a file that the next start takes up."""
        from coach.store import unwritten

        try:
            file = unwritten.keep(self.places.data, unsaved)
        except CoachError as error:
            self.note(f"Not everything could be saved. {error}")
        else:
            self.note(f"Not everything could be saved yet; the next start saves it from {file}.")

    def _write_settings_at_last(self) -> None:
        """Write changes of the settings that waited behind other work, which may be blocked."""
        if self._changes:
            from coach.system.disk import Disk

            beside = Disk(self.on_trouble)
            written = beside.submit(self._write_settings)
            beside.close(SETTINGS_SECONDS)
            if not written.done():
                self.note("Your last changes in Options could not be saved.")


def _changed(settings: Settings, changes: Iterable[Change]) -> Settings:
    """Return the settings after some changes, one after the other."""
    return reduce(lambda changed, change: change(changed), changes, settings)
