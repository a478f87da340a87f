"""The mixing desk: what is to sound at which moment, as frames for whoever plays them.

It knows no device. Moments are those of the monotonic clock, which all processes of a machine
share. A sound begins at the frame of its own moment, so nothing adds up over an hour; what lies
between is silence.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from threading import Event, Lock
from typing import NamedTuple, Protocol

from coach.sound.mix import Mix
from coach.sound.samples import RATE, WIDTH, count, faded, length, mixed, part, scaled, silence
from coach.sound.score import Sound

AHEAD_SECONDS = 20.0
"""So long before its moment a sound is turned into samples."""
NOISE_AHEAD_SECONDS = 3
"""Noise is prepared so far ahead."""
LATE_SECONDS = 0.03
"""A tone that is later than this comes in softly where it would be by now,"""
LATE_TONE_SECONDS = 0.5
"""and one that is later than this is left out,"""
LATE_VOICE_SECONDS = 1.5
"""as is a line of the voice that is later than this, or would not fit any more."""
COME_IN_MS = 150
"""How softly a tone comes in later."""
FADE_MS = 150
"""What sounds is faded so long when it is hushed."""
LOST_SECONDS = 0.2
"""When the clock of the device is so far off it is set anew; smaller differences come from the
moments at which a device asks, and are evened out."""
EVENING_OUT = 0.05
BLOCK_MS = 5
"""A fade goes by steps of so long: too small to be heard."""
BLOCK, STEP = count(BLOCK_MS) * WIDTH, BLOCK_MS / FADE_MS


class Source(Protocol):
    """What turns sounds into samples: the bank."""

    def samples(self, each: Sound, /) -> bytes | None:
        """Return the samples of a sound; None: there are none."""


class Due(NamedTuple):
    """A sound and the monotonic moment at which it begins, in seconds."""

    moment: float
    sound: Sound


class Fader:
    """How loud something is, and how loud it is wanted; from one to the other without a step."""

    def __init__(self, gain: float, wanted: float | None = None) -> None:
        """Begin with a gain, from 0 to 1; it may be wanted otherwise at once."""
        self.gain = gain
        self.wanted = gain if wanted is None else wanted

    def faded(self, frames: bytes) -> bytes:
        """Return the next frames as loud as they are by now."""
        if self.gain == self.wanted:
            return frames if self.gain == 1.0 else scaled(frames, self.gain)
        parts = []
        for at in range(0, len(frames), BLOCK):
            step = min(max(self.wanted - self.gain, -STEP), STEP)
            self.gain = self.wanted if abs(step) < STEP else self.gain + step
            parts.append(scaled(frames[at : at + BLOCK], self.gain))
        return b"".join(parts)


class Channel:
    """What sounds of one sort: the voice, or the tones. They have a volume each."""

    def __init__(self) -> None:
        """Nothing sounds yet."""
        self.volume = Fader(1.0)
        self._mix = Mix()
        self._leaving: tuple[Mix, Fader] | None = None
        """What was hushed, until it is silent."""

    def place(self, start: int, samples: bytes) -> None:
        """Let something be heard from a frame on."""
        self._mix.place(start, samples)

    def hush(self) -> None:
        """Fade what sounds."""
        self._leaving, self._mix = (self._mix, Fader(1.0, 0.0)), Mix()

    @property
    def is_silent(self) -> bool:
        """Nothing sounds, and nothing has been placed."""
        return self._mix.is_empty and self._leaving is None

    def frames(self, start: int, number: int) -> bytes:
        """Return the frames from the one of that number on."""
        frames = self._mix.frames(start, number)
        if self._leaving:
            mix, fader = self._leaving
            frames = mixed(frames, fader.faded(mix.frames(start, number)))
            self._leaving = None if fader.gain == 0 else self._leaving
        return self.volume.faded(frames)


class Desk:
    """Sounds go in by their moment, frames come out. Every method may be called on any thread."""

    def __init__(
        self, source: Source, is_coming: Callable[[Sound], bool] = lambda each: False
    ) -> None:
        """Take what turns sounds into samples; nothing is to be played yet.

        `is_coming` tells that there are no samples of a sound yet, and that there may be soon.
        """
        self._source, self._is_coming = source, is_coming
        self._guard = Lock()
        self.has_work = Event()
        """Something is to be played, or was since it was last idle."""
        self.has_new = Event()
        """Something else is to be played than before."""
        self._coming: list[Due] = []
        self._ready: dict[Due, bytes] = {}
        self._voice, self._tones, self._noise = Channel(), Channel(), Channel()
        self._noise_from: tuple[float, Iterator[bytes]] | None = None
        """When the noise begins, and what is left of it."""
        self._noise_at: int | None = None
        """The frame up to which there is noise; None: it has no place yet."""
        self._cursor = 0
        """How many frames have been asked for."""
        self._moment: float | None = None
        """The monotonic moment of the frame at the cursor."""

    def play(self, coming: Iterable[Due]) -> None:
        """Play these from now on, instead of all that has not begun."""
        with self._guard:
            self._coming = sorted(coming, key=lambda due: due.moment)
            self._ready = {due: self._ready[due] for due in self._coming if due in self._ready}
            self.has_work.set()
            self.has_new.set()

    def rest(self) -> bool:
        """Return whether nothing sounds and nothing is to come; then it has no work any more."""
        with self._guard:
            channels = (self._voice, self._tones, self._noise)
            sounds = any(not channel.is_silent for channel in channels)
            if self._coming or self._noise_from or sounds:
                return False
            self.has_work.clear()
            return True

    def hush(self) -> None:
        """Nothing is to come, and what sounds is faded out."""
        with self._guard:
            self._coming, self._ready, self._noise_from = [], {}, None
            for channel in (self._voice, self._tones, self._noise):
                channel.hush()

    def set_volumes(self, voice: float, tones: float) -> None:
        """Set how loud it is, from 0 to 1; it gets there without a step. Noise goes with tones."""
        with self._guard:
            self._voice.volume.wanted = voice
            self._tones.volume.wanted = self._noise.volume.wanted = tones

    def play_noise(self, moment: float, seconds: Iterator[bytes]) -> None:
        """Play noise from a moment on, a second after the other, until there is no more."""
        with self._guard:
            self._noise_from, self._noise_at = (moment, seconds), None
            self.has_work.set()

    def prepare(self, now: float) -> bool:
        """Turn one sound that comes soon into samples, and return whether there was one.

        It takes a moment: it belongs on a thread on which nothing waits. What is not there yet is
        passed over, and asked for again the next time.
        """
        with self._guard:
            soon = [each for each in self._coming if each.moment < now + AHEAD_SECONDS]
            open = [each for each in soon if each not in self._ready]
        due = next((each for each in open if not self._is_coming(each.sound)), None)
        if due is None:
            return self._prepare_noise()
        samples = self._source.samples(due.sound) or b""
        with self._guard:
            if due in self._coming:
                self._ready[due] = samples
        return True

    def _prepare_noise(self) -> bool:
        """Place the next second of noise, some seconds ahead; returns whether there was one."""
        with self._guard:
            if self._noise_from is None or self._moment is None:
                return False
            moment, seconds = self._noise_from
            if self._noise_at is None:
                self._noise_at = self._cursor + max(round((moment - self._moment) * RATE), 0)
            at = self._noise_at
            if at - self._cursor > NOISE_AHEAD_SECONDS * RATE:
                return False
        second = next(seconds, None)
        with self._guard:
            if second and self._noise_at == at:
                self._noise.place(at, second)
                self._noise_at = at + length(second)
            elif second is None:
                self._noise_from = None
        return second is not None

    def frames(self, number: int, now: float) -> bytes:
        """Return the next frames; `now` is the moment at which they are asked for."""
        with self._guard:
            start = self._set_clock(now)
            self._moment = end = start + number / RATE
            coming = self._coming
            self._coming = [due for due in coming if due.moment >= end or self._waits(due, start)]
            channels = (self._voice, self._tones, self._noise)
            loud = (each for each in channels if not each.is_silent)
            heard = [each.frames(self._cursor, number) for each in loud]
            self._cursor += number
            return reduce(mixed, heard, silence(number))

    def _set_clock(self, now: float) -> float:
        """Return the moment of the first of the next frames."""
        if self._moment is None or abs(now - self._moment) > LOST_SECONDS:
            return now
        return self._moment + (now - self._moment) * EVENING_OUT

    def _waits(self, due: Due, start: float) -> bool:
        """Place a sound at its frame, unless it is too late for it; one that is not ready waits."""
        late = start - due.moment
        is_voice = due.sound.kind == "voice"
        is_late = late > (LATE_VOICE_SECONDS if is_voice else LATE_TONE_SECONDS)
        if due not in self._ready and not is_late:
            return True
        samples = self._ready.pop(due, b"")
        if is_voice and late > LATE_SECONDS:
            is_late = is_late or late + length(samples) / RATE > due.sound.duration_ms / 1000
        elif late > LATE_SECONDS:  # as after a jump: it comes in where it would be by now
            samples = faded(part(samples, round(late * RATE), length(samples)), COME_IN_MS, 0)
        if not is_late:
            channel = self._voice if is_voice else self._tones
            channel.place(self._cursor + max(round(-late * RATE), 0), samples)
        return False
