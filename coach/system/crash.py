"""A note of the newest crash in a text file, so that its cause can be mended."""

import contextlib
import traceback
from pathlib import Path

from coach.errors import CoachError
from coach.system import files
from coach.text import printable


def note_crash(folder: Path, error: BaseException | None) -> str:
    """Write the traceback to `folder/crash.txt`; returns a sentence that says where, or ""."""
    file = folder / "crash.txt"
    text = "".join(traceback.format_exception(error)) if error else ""
    with contextlib.suppress(CoachError):
        files.write(file, text.encode("utf-8", "backslashreplace"))
        return f"What happened is noted in {printable(str(file))}."
    return ""
