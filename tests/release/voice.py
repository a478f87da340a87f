"""`python -m tests.release.voice`: the whole voice pack is clean, and can be understood.

Each line is decoded and measured: its loudness, its peak, its ends. Then a recogniser hears 120 of
them (pocketsphinx, with the model of its own wheel, of the extra `dev`); exits with 1 when it
mistakes more than 30 of 100 words, or a line is not as it should be. It takes two minutes.
"""

import re
import sys
from collections.abc import Sequence

import numpy as np
from pocketsphinx import Decoder

from coach.sound.line import LEVEL_DB
from coach.sound.pack import RATE, Pack
from tests.voice import pack
from tests.voice.lengths import shipped
from tests.voice.render import Samples, gated_db, loudness_of_frames_db

HEARD = 120
MOST_WORD_ERRORS = 0.30
MOST_OFF_DB, MOST_BELOW_DB = 1.0, 4.0
"""A line is at most so much louder than the others, or quieter, for the sake of its peak."""
MOST_PEAK = 0.97
MOST_AT_ENDS = 0.012
"""The largest sample in the first and the last millisecond."""
RECOGNISED_RATE = 16_000


def main() -> int:
    """Measure all, hear some, and print what was found."""
    voice_pack = Pack(pack.FOLDER)
    texts = [text for lines in pack.groups().values() for text in lines]
    sounds = {text: heard_of(voice_pack, text) for text in texts}
    wrong = [f"{problem}: {text}" for text in texts for problem in problems(sounds[text])]
    print(f"{len(texts)} lines, {len(wrong)} problems", *wrong, sep="\n  ", flush=True)
    lines = sorted({each.text for each in shipped()}, key=len)
    errors = word_errors({text: sounds[text] for text in lines[:: len(lines) // HEARD][:HEARD]})
    print(f"word errors: {errors:.1%} over {HEARD} lines, at most {MOST_WORD_ERRORS:.0%}")
    return 1 if wrong or errors > MOST_WORD_ERRORS else 0


def heard_of(voice_pack: Pack, text: str) -> Samples:
    """Return what is heard of a text, -1 to 1; nothing where it cannot be decoded."""
    decoded: Samples = np.frombuffer(voice_pack.samples(text) or b"", np.int16) / 32768
    return decoded


def problems(line: Samples) -> list[str]:
    """Return what is wrong with a line."""
    if not len(line):
        return ["silent"]
    level_db = gated_db(loudness_of_frames_db(line))
    ends = np.abs(np.concatenate([line[: RATE // 1000], line[-RATE // 1000 :]])).max()
    found = {
        f"{level_db:.1f} dB": not -MOST_BELOW_DB < level_db - LEVEL_DB < MOST_OFF_DB,
        "peak": float(np.abs(line).max()) > MOST_PEAK,
        f"ends {ends:.3f}": bool(ends > MOST_AT_ENDS),
    }
    return [problem for problem, is_so in found.items() if is_so]


def word_errors(sounds: dict[str, Samples]) -> float:
    """Return the share of words that a recogniser mistakes, leaves out or adds."""
    decoder = Decoder(loglevel="FATAL")
    wrong = count = 0
    for text, line in sounds.items():
        said = words(text)
        wrong += distance(said, words(recognised(decoder, line)))
        count += len(said)
    return wrong / count


def recognised(decoder: Decoder, line: Samples) -> str:
    """Return what a recogniser hears of a line."""
    quiet = np.pad(line, RATE * 3 // 10)
    length = len(quiet) * RECOGNISED_RATE // RATE
    spectrum = np.fft.rfft(quiet)[: length // 2 + 1]
    resampled = np.fft.irfft(spectrum, length) * (length / len(quiet))
    decoder.start_utt()
    decoder.process_raw((np.clip(resampled, -1, 1) * 32767).astype("<i2").tobytes(), full_utt=True)
    decoder.end_utt()
    return decoder.hyp().hypstr if decoder.hyp() else ""


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return re.findall(r"[a-z']+", text.lower())


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words have to be changed, added or left out (Levenshtein, 1966)."""
    row = list(range(len(other) + 1))
    for number, word in enumerate(one, 1):
        above, row = row, [number]
        for at, heard in enumerate(other):
            row.append(min(above[at + 1] + 1, row[at] + 1, above[at] + (word != heard)))
    return row[-1]


if __name__ == "__main__":
    sys.exit(main())
