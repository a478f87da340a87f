"""What a person hears: by their settings, by what was asked for this run, and by keys in a session.

Nothing of the sound is loaded, and no process begins, before something is to be heard.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from coach.person.context import Context
from coach.store.settings import LOUDEST
from coach.system import folders

if TYPE_CHECKING:
    from coach.domain.timeline import Timeline
    from coach.playing.playback import Playback
    from coach.playing.runner import Runner
    from coach.sound.pack import Pack
    from coach.sound.player import Player
    from coach.sound.score import Tones, Wishes
    from coach.sound.speaker import Speaker

DEVICE: tuple[str, ...] = (sys.executable, "-m", "coach.sound.device")
"""The process that plays."""


NOISE_MINUTES = {"off": 0, "10": 10, "20": 20, "40": 40}
"""How long there is noise after the end, by the setting."""


NIGHT_LEVEL = 0.4
"""How loud a line is that is said to somebody awake at night."""
SAID_AFTER_SECONDS = 0.5
"""The quiet before such a line."""


class Asked(NamedTuple):
    """What was asked for on the command line; None: as the settings say."""

    voice: bool | None = None
    sound: bool | None = None
    """False: not a sound. True: tones, where the settings have none."""


class Place(NamedTuple):
    """Where a session stands in its routine, in milliseconds: all of that sinks as one."""

    before_ms: int = 0
    whole_ms: int | None = None
    """None: it is no step of a routine."""
    is_last: bool = True
    """Nothing follows: noise may."""

    @classmethod
    def of(cls, runner: Runner) -> Place:
        """Return where the step stands that a routine is in."""
        return cls(runner.before_ms, runner.evening.total_ms, runner.step_at(1) is None)


class Hearing:
    """The sound of this run of the app, or of a command."""

    def __init__(self, me: Context, say: Callable[[str], None]) -> None:
        """Take the person, and what says once, by day, that there is no sound."""
        self._me, self._say, self._asked = me, say, Asked(*me.asked_sound)
        self._speaker: Speaker | None = None
        self._player: Player | None = None
        """What plays the session that began last."""
        self._heard: tuple[Timeline, str, bool, set[str]] | None = None
        """Of the timeline that was asked about last: who says a person's own lines, whether all
        lines can be said, and their names."""
        self._voices: dict[str, str] = {}
        """Who says these, by the setting."""
        self._voice: bool | None = None
        """Whether the voice speaks in this session; None: nobody has pressed its key."""
        self._by = 0
        """How many steps louder this session is."""

    @property
    def has_voice(self) -> bool:
        """The voice speaks."""
        if self._asked.sound is False:
            return False
        usual = self._me.settings.voice == "on" if self._asked.voice is None else self._asked.voice
        return usual if self._voice is None else self._voice

    def says_all(self, timeline: Timeline) -> bool:
        """Tell whether the voice says every line of it, as far as is known: nobody has to read."""
        if not self.has_voice or self.trouble:
            return False
        who = self._own_voice
        if self._heard is None or self._heard[0] is not timeline or self._heard[1] != who:
            self._heard = (timeline, who, *self._sayable(timeline, who))
        _, _, has_all, names = self._heard
        return has_all and not (self._speaker and names & self._speaker.unsaid)

    def _sayable(self, timeline: Timeline, who: str) -> tuple[bool, set[str]]:
        """Return whether all lines can be said, and their names."""
        from coach.domain import fit
        from coach.sound import voices
        from coach.sound.pack import name_of

        has_decoder, stay = find_spec("miniaudio") is not None, self._me.settings.words == "stay"
        names: set[str] = set()
        for cue, room_ms in fit.rooms_of_cues(timeline):
            text = cue.spoken(stay)
            if not text:
                continue
            if self._pack.has(text):
                can_be_said = has_decoder
            else:
                can_be_said = voices.can_say(who, text) and not fit.is_too_long(text, room_ms)
            if not can_be_said:
                return False, names
            names.add(name_of(text))
        return True, names

    @property
    def _own_voice(self) -> str:
        """Who says what is not in the pack; empty: nobody."""
        setting = self._me.settings.own_voice
        if setting not in self._voices:
            from coach.sound import voices

            self._voices[setting] = voices.found(setting == "on")
        return self._voices[setting]

    @cached_property
    def _pack(self) -> Pack:
        """The lines of the shipped scripts."""
        from coach.sound.pack import Pack

        return Pack(folders.assets() / "voice")

    def prepare(self, timelines: Iterable[Timeline]) -> None:
        """Have a person's own lines of these said ahead of their time, if there is a voice."""
        if self.has_voice and not self.trouble and self._own_voice:
            stay = self._me.settings.words == "stay"
            texts = (cue.spoken(stay) for timeline in timelines for cue in timeline.cues)
            own = [text for text in dict.fromkeys(texts) if text and not self._pack.has(text)]
            if own:
                self._speaking().say_later(own)

    @property
    def has_sound(self) -> bool:
        """Something is to be heard."""
        has_noise = self._asked.sound is not False and self._me.settings.noise != "off"
        return self.has_voice or self._tones != "off" or has_noise

    @property
    def trouble(self) -> str:
        """Why there is no sound, in a line; empty: there is, as far as is known."""
        return self._speaker.trouble if self._speaker else ""

    def begin(self) -> None:
        """A new session begins: what keys changed in the last one is over."""
        self._voice, self._by = None, 0

    def player(self, place: Place | None = None) -> Player | None:
        """Return what plays the sound of a session; None: nothing is to be heard."""
        if not self.has_sound or self.trouble:
            return None
        from coach.sound.player import Player

        before_ms, whole_ms, is_last = place or Place()
        minutes = NOISE_MINUTES[self._me.settings.noise] if is_last else 0
        self._player = Player(self._speaking(), self.wishes, before_ms, whole_ms, minutes)
        return self._player

    def hear_anew(self, playback: Playback, place: Place | None) -> None:
        """Let the sound of a session follow what is wished for by now."""
        player = self._player if self._player in playback.listeners else self.player(place)
        if player is None:
            return
        if player not in playback.listeners:
            playback.listeners.append(player)
        player.wish(self.wishes, playback.session, playback.clock.now())

    def start(self) -> None:
        """Begin the process ahead of the first session, if something is to be heard."""
        if self.has_sound and not self.trouble:
            self._speaking().start()

    def hush(self) -> None:
        """Nothing is to sound any more, for now."""
        if self._speaker:
            self._speaker.hush()

    def preview(self) -> None:
        """Play one breath as it will sound, if something is to be heard."""
        if not self.has_sound or self.trouble:
            return
        from coach.sound.desk import Due
        from coach.sound.player import breath

        speaker, now = self._speaking(), self._me.clock.now().monotonic
        speaker.hush()
        speaker.play(Due(now + sound.start_ms / 1000, sound) for sound in breath(self.wishes))

    def say(self, texts: Iterable[str]) -> float:
        """Have the voice say shipped lines, one after the other, as softly as at a session's end.

        Returns the monotonic moment at which all is said; without a voice, now.
        """
        at = self._me.clock.now().monotonic
        if not self.has_voice or self.trouble:
            return at
        from coach.sound.desk import Due
        from coach.sound.pack import RATE, name_of
        from coach.sound.score import Sound

        coming = []
        for text in texts:
            if line := self._pack.index.lines.get(name_of(text)):
                said = Sound(0, "voice", round(1000 * line.length / RATE) + 1500, text, NIGHT_LEVEL)
                coming.append(Due(at + SAID_AFTER_SECONDS, said))
                at += SAID_AFTER_SECONDS + line.length / RATE
        self._speaking().play(coming)
        return at

    def again(self) -> None:
        """Play the second half of what has just ended once more."""
        if self._player and self.has_sound and not self.trouble:
            self._player.again(self._me.clock.now())

    def toggle_voice(self) -> bool:
        """Let the voice speak, or not, in this session; returns whether it does."""
        self._voice = not self.has_voice
        return self._voice

    def louder(self, by: int) -> bool:
        """Make this session louder or quieter by a step; returns whether that could be."""
        before, self._by = (self._volumes, self._by), self._by + by
        if self._volumes == before[0]:
            self._by = before[1]
            return False
        if self._speaker:
            self._speaker.set_volumes(*self._volumes)
        return True

    @property
    def wishes(self) -> Wishes:
        """What is to be heard by now."""
        from coach.sound.score import Wishes

        settings = self._me.settings
        return Wishes(self.has_voice, self._tones, settings.hold_sound, settings.words == "stay")

    def _on_trouble(self, why: str) -> None:
        """There will be no sound (on a thread of the speaker): at night that is nobody's news."""
        if not self._me.is_night:
            self._me.call_back(partial(self._say, why))

    def rest(self) -> None:
        """Nothing is to be heard for a while, or any more: no process is kept for it."""
        if self._speaker:
            self._speaker.rest()

    @property
    def _tones(self) -> Tones:
        """What carries the breath."""
        tones = self._me.settings.tones
        if self._asked.sound is None:
            return tones
        return (tones if tones != "off" else "tones") if self._asked.sound else "off"

    @property
    def _volumes(self) -> tuple[int, int]:
        """The steps of the voice and of the tones."""
        settings = self._me.settings
        voice, tones = (
            min(max(each + self._by, 1), LOUDEST)
            for each in (settings.voice_volume, settings.tones_volume)
        )
        return voice, tones

    def _speaking(self) -> Speaker:
        """Return what plays, made when it is first needed."""
        command = (*DEVICE, *self._of_the_device())
        if self._speaker is None:
            from coach.sound.speaker import Speaker

            log = self._me.places.data / "sound.log"
            self._speaker = Speaker(log, self._on_trouble, *command)
        if self._speaker.command != command:  # somebody else speaks from now on
            self._speaker.rest()
            self._speaker.command, self._speaker.unsaid = command, set()
        self._speaker.set_volumes(*self._volumes)
        return self._speaker

    def _of_the_device(self) -> Iterator[str]:
        """Yield the arguments of the process that plays."""
        yield str(folders.assets() / "voice")
        yield str(self._me.places.config / "sounds")
        yield str(folders.cache(self._me.places.data) / "voice")
        yield self._own_voice
