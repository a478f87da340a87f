"""A person's own sounds, `CONFIG/sounds/in.wav` and so on, which replace ours.

Whatever is in such a file, the session goes on: what cannot be used is ours, and a note says why.
"""

import stat
import wave
from collections.abc import Iterator
from pathlib import Path

from coach.sound import samples as sound
from coach.sound import tones
from coach.sound.samples import RATE, WIDTH

NAMES = {
    "in": "in",
    "out": "out",
    "tick": "hold",
    "squeeze": "squeeze",
    "let-go": "let-go",
    "region": "region",
}
"""The file that replaces a kind of sound."""
ENDINGS = (".wav", ".flac", ".ogg", ".mp3")
MOST_BYTES = 20_000_000
MOST_SECONDS = 20
SOFT_IN_MS, SOFT_OUT_MS = 20, 400
"""The soft ends that an own sound is given; also where its phase is over before it is."""
LOUDNESS = 0.027
"""They are made as loud as the tone of an in-breath of ours, which has this root mean square."""


class Unusable(Exception):
    """A file cannot be used; the text says why."""


class Sounds:
    """The sounds of a folder, each read when it is first needed."""

    def __init__(self, folder: Path | None, notes: list[str]) -> None:
        """Take the folder, which need not exist, and where to note what cannot be used."""
        self._folder = folder
        self._notes = notes
        self._read: dict[str, bytes | None] = {}

    def samples(self, kind: str, duration_ms: int) -> bytes | None:
        """Return the person's own sound of a kind, no longer than that; None: there is none."""
        if kind not in self._read:
            self._read[kind] = self._find(kind)
        whole = self._read[kind]
        if whole is None:
            return None
        return sound.faded(sound.part(whole, 0, sound.count(duration_ms)), SOFT_IN_MS, SOFT_OUT_MS)

    def _find(self, kind: str) -> bytes | None:
        """Read the first file of a kind that can be used."""
        if self._folder is None or kind not in NAMES:
            return None
        for ending in ENDINGS:
            file = self._folder / f"{NAMES[kind]}{ending}"
            try:
                return levelled(read(file))
            except FileNotFoundError:
                continue
            except Exception as error:  # whatever is in it, and whatever a decoder makes of that
                self._notes.append(f"sounds/{file.name}: {_reason(error)}; ours is used")
        return None


def _reason(error: Exception) -> str:
    """Return in words why a file cannot be used."""
    if isinstance(error, Unusable):
        return str(error)
    if isinstance(error, OSError):
        return (error.strerror or "it cannot be read").lower()
    return "it cannot be read as sound"


def read(file: Path) -> bytes:
    """Return a file as samples. Raises `Unusable`, `OSError`, and whatever a decoder raises."""
    state = file.stat()
    if not stat.S_ISREG(state.st_mode):
        raise Unusable("it is no file")
    if state.st_size > MOST_BYTES:
        raise Unusable(f"it is larger than {MOST_BYTES // 1_000_000} MB")
    samples = b""
    for chunk in _decoded(file):
        samples += chunk
        if len(samples) > MOST_SECONDS * RATE * WIDTH:
            raise Unusable(f"it is longer than {MOST_SECONDS} seconds")
    return samples


def _decoded(file: Path) -> Iterator[bytes]:
    """Yield the samples of a file second by second; where nothing else can, of a WAV file."""
    try:
        import miniaudio
    except ImportError:
        yield _plain_wav(file)
        return
    form = miniaudio.SampleFormat.SIGNED16
    for piece in miniaudio.stream_file(str(file), form, 1, RATE, frames_to_read=RATE):
        yield piece.tobytes()


def _plain_wav(file: Path) -> bytes:
    """Return the samples of a WAV file."""
    if file.suffix != ".wav":
        raise Unusable("only WAV can be read on this machine")
    with wave.open(str(file), "rb") as reader:
        form = reader.getparams()
        if form.nframes > MOST_SECONDS * form.framerate:
            raise Unusable(f"it is longer than {MOST_SECONDS} seconds")
        frames = reader.readframes(form.nframes)
    return sound.converted(frames, form.sampwidth, form.nchannels, form.framerate)


def levelled(samples: bytes) -> bytes:
    """Return samples as loud as a tone of ours, and nowhere louder than the sea."""
    loudness, peak = sound.loudness(samples), sound.peak(samples)
    if not loudness:
        raise Unusable("there is no sound in it")
    return sound.scaled(samples, min(LOUDNESS / loudness, tones.NOISE_PEAK / peak))
