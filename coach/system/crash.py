"""What is kept of a crash, so that it can be mended: one text file, the newest crash only."""

import contextlib
import traceback
from pathlib import Path

from coach.errors import CoachError
from coach.system import files
from coach.text import printable


def note_crash(folder: Path, error: BaseException | None) -> str:
    """Write the traceback to `folder/crash.txt`; returns a sentence that says where, or nothing."""
    file = folder / "crash.txt"
    text = "".join(traceback.format_exception(error)) if error else ""
    with contextlib.suppress(CoachError):
        files.write(file, text)
        return f"What happened is noted in {printable(str(file))}."
    return ""
