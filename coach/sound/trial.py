"""Whether a device opens: tried as a session does it, in a process of its own, for a moment."""

from pathlib import Path
from queue import Empty, SimpleQueue

from coach.sound.speaker import Speaker

SWALLOW_SECONDS = 0.4
"""A device that has opened is heard for so long: one that swallows everything says so at once."""


def trouble(log: Path, *command: str) -> str:
    """Return why there would be no sound, in a line; empty: there would.

    It takes as long as the limits of `Speaker`, at most.
    """
    said: SimpleQueue[str] = SimpleQueue()
    speaker = Speaker(log, said.put, *command, on_ready=lambda: said.put(""))
    speaker.start()
    try:
        return said.get() or said.get(timeout=SWALLOW_SECONDS)
    except Empty:
        return ""
    finally:
        speaker.rest()
