"""The voices themselves: a text becomes samples. Only the studio loads this, and them.

Nothing is ever downloaded: hibari's own voice is inside its package.
"""

import os
import subprocess
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from coach.sound import samples as sound
from coach.sound.line import UnsayableError
from coach.sound.pack import LONGEST_S
from coach.sound.samples import RATE
from coach.sound.voices import HIBARI

SPEED: Final = 0.8
SEED: Final = 0
"""How hibari speaks: slowly, and each time the same."""
MOST_PHONEMES = 250
"""So much of a sentence hibari says at once: twice as much would take twice the memory."""
COMMANDS = {
    "say": ("-r", "140", "--file-format=WAVE", f"--data-format=LEI16@{RATE}", "-f", "-", "-o"),
    "espeak-ng": ("-s", "140", "--stdin", "-w"),
}
"""How each program is asked to say what comes in on its standard input, slowly, into a file."""
PROGRAM_SECONDS = 20.0
"""A program that takes longer for a line is ended."""

Saying = Callable[[str], bytes]
"""Says a text: samples as they come. Raises `UnsayableError` and whatever goes wrong."""


def voice(who: str, folder: Path) -> Saying:
    """Return a voice by its name; files on the way lie in the folder. It may take a second."""
    return hibari() if who == HIBARI else lambda text: by_program(who, folder, text)


def hibari() -> Saying:
    """Return hibari. Its model and numpy are loaded by this."""
    from hibari import SAMPLE_RATE, Hibari

    assert SAMPLE_RATE == RATE
    speaker = Hibari()

    def say(text: str) -> bytes:
        said = b""
        for sentence in speaker.phonemize(text):
            for piece in pieces(sentence):
                heard = speaker.from_phonemes(piece, SPEED, SEED)
                said += (heard.clip(-1, 1) * sound.FULL).round().astype("h").tobytes()
                check_length(sound.length(said), RATE)
        return said

    return say


def pieces(sentence: str) -> Iterator[str]:
    """Yield the phonemes of a sentence, cut between words where they are too many for once."""
    while len(sentence) > MOST_PHONEMES:
        cut = sentence.rfind(" ", 1, MOST_PHONEMES) + 1 or MOST_PHONEMES
        yield sentence[:cut]
        sentence = sentence[cut:]
    yield sentence


def by_program(who: str, folder: Path, text: str) -> bytes:
    """Return what a program says: no shell and no option ever sees the text."""
    file = folder / f".saying-{os.getpid()}.wav"
    command = [who, *COMMANDS[who], str(file)]
    try:
        subprocess.run(command, input=text.encode(), timeout=PROGRAM_SECONDS, check=True)
        with wave.open(str(file), "rb") as reader:
            form = reader.getparams()
            check_length(form.nframes, form.framerate)
            frames = reader.readframes(form.nframes)
    finally:
        file.unlink(missing_ok=True)
    return sound.converted(frames, form.sampwidth, form.nchannels, form.framerate)


def check_length(frames: int, rate: int) -> None:
    """Raise `UnsayableError` where a line is longer than any may be."""
    if frames > LONGEST_S * rate:
        raise UnsayableError(f"it takes longer than {LONGEST_S} seconds")
