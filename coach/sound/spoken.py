"""A person's own lines, as a voice said them: kept by their text, so that each is said once.

What is missing or damaged is made anew. Whatever happens here, the night goes on.
"""

import os
import zlib
from contextlib import suppress
from pathlib import Path

from coach.sound.pack import LONGEST_S, name_of
from coach.sound.samples import RATE, WIDTH
from coach.system import files

MOST_BYTES = 200_000_000
"""The folder holds no more; what was not heard for longest goes first."""
LONGEST_BYTES = LONGEST_S * RATE * WIDTH
MANNER = 1
"""A higher number means that all is said anew: it is said in another way."""


class Spoken:
    """The lines of a folder that one voice has said. Each file is compressed, with a checksum."""

    def __init__(self, folder: Path, who: str, most_bytes: int = MOST_BYTES) -> None:
        """Take the folder, which need not exist, and the name of the voice."""
        self.folder = folder
        self._who, self._most_bytes = who, most_bytes

    def file(self, text: str) -> Path:
        """Return where a text lies, or would lie."""
        return self.folder / f"{name_of(f'{self._who} {MANNER} {text}')}.line"

    def samples(self, text: str) -> bytes | None:
        """Return what is heard of a text; None when it is not there whole."""
        file = self.file(text)
        try:
            reader = zlib.decompressobj()
            with file.open("rb") as stream:
                packed = stream.read(LONGEST_BYTES)
            samples = reader.decompress(packed, LONGEST_BYTES + 1)
        except (OSError, zlib.error):
            return None
        if not samples or not reader.eof:
            return None
        with suppress(OSError):
            os.utime(file)
        return samples

    def keep(self, text: str, samples: bytes) -> None:
        """Keep what is heard of a text, and let the oldest go. Raises `CoachError`."""
        files.write(self.file(text), zlib.compress(samples, 1))
        with suppress(OSError):  # another coach may remove the same
            self._let_go(self.file(text))

    def _let_go(self, newest: Path) -> None:
        """Remove what was not heard for longest, until the rest is within the limit."""
        found = [(each.stat(), each) for each in self.folder.iterdir() if each != newest]
        size = newest.stat().st_size + sum(state.st_size for state, _ in found)
        for state, file in sorted(found, key=lambda each: each[0].st_mtime_ns):
            if size <= self._most_bytes:
                break
            file.unlink(missing_ok=True)
            size -= state.st_size
