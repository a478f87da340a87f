"""What comes before a full screen: a terminal that can show it, and the first line of Awake."""

import contextlib
import gc
import os
from collections.abc import Sequence

from coach.errors import InputError
from coach.system import terminal

INSTEAD_OF_AWAKE = "coach awake --plain"
SOUNDS = {"--voice", "--no-voice", "--sound", "--no-sound"}
"""Options that change nothing of a first picture."""


def early(arguments: Sequence[str]) -> contextlib.AbstractContextManager[object]:
    """Show at once what somebody awake at night reads first, before anything else is loaded."""
    if arguments[0] != "awake" or not SOUNDS.issuperset(arguments[1:]) or terminal.is_accessible():
        return contextlib.nullcontext()
    prepare(INSTEAD_OF_AWAKE)
    from coach.ui import first_picture

    return first_picture.of_awake()


def prepare(instead: str) -> None:
    """Raise `InputError` unless all three streams are a terminal (Textual draws on stderr).

    With one, a screen is about to open: no garbage is looked for until its first picture stands, or
    the command ends without one.
    """
    if not terminal.is_whole():
        raise InputError(f"coach: this needs a terminal; without one, try `{instead}`")
    if os.environ.get("TERM") == "dumb":
        raise InputError(f"coach: this terminal has no full screen; try `{instead}`")
    gc.disable()
