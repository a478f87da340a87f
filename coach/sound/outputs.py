"""The ways to a loudspeaker: miniaudio, else a program that takes raw samples."""

import shutil
import subprocess
import time
from collections.abc import Generator

from coach.errors import CoachError
from coach.sound.desk import Desk
from coach.sound.samples import RATE

Frames = Generator[bytes, int, None]
"""Is sent a number of frames, and yields them. It has been begun."""
BUFFER_MS = 100
"""So much is asked for at once: half of it would cost twice as much."""
REST_SECONDS = 1.0
"""So often it is looked whether there is still something to play."""
AHEAD_SECONDS = 0.2
"""A program that takes raw samples is given no more than this ahead of time."""
PROGRAMS = (
    ("pw-cat", "--playback", "--raw", "--format=s16", f"--rate={RATE}", "--channels=1", "-"),
    ("pacat", "--raw", "--format=s16ne", f"--rate={RATE}", "--channels=1", "--latency-msec=60"),
    ("aplay", "--quiet", "--file-type=raw", "--format=S16", f"--rate={RATE}", "--channels=1"),
)


class NoOutputError(CoachError):
    """There is nothing that could sound."""


def way() -> str:
    """Return by what it would play; empty: by nothing."""
    try:
        import miniaudio
    except ImportError:
        return next((name for name, *_ in PROGRAMS if shutil.which(name)), "")
    return f"miniaudio {miniaudio.__version__}"


def play(frames: Frames, desk: Desk, to_nothing: bool = False) -> None:
    """Play frames on the first output that there is, or to nothing; does not return while it can.

    While the desk they come from has no work the device stands still. Raises `NoOutputError`.
    """
    next(frames)
    try:
        import miniaudio
    except ImportError:
        _play_by_program(frames)
        return
    format = miniaudio.SampleFormat.SIGNED16
    backends = [miniaudio.Backend.NULL] if to_nothing else None
    try:
        device = miniaudio.PlaybackDevice(
            format, 1, RATE, BUFFER_MS, backends=backends, app_name="coach"
        )
        if device.backend == "Null" and not to_nothing:
            raise NoOutputError("There is no sound device here.")
        while True:
            device.start(frames)
            time.sleep(REST_SECONDS)
            while not desk.rest():
                time.sleep(REST_SECONDS)
            device.stop()
            desk.has_work.wait()
    except miniaudio.MiniaudioError:
        raise NoOutputError("There is no sound device here.") from None


def _play_by_program(frames: Frames) -> None:
    """Give raw samples to the first program that there is, a little ahead of time."""
    found = next((each for each in PROGRAMS if shutil.which(each[0])), None)
    if found is None:
        raise NoOutputError("Nothing here can play sound.")
    program = subprocess.Popen(found, stdin=subprocess.PIPE, bufsize=0)
    assert program.stdin
    number = RATE * BUFFER_MS // 1000
    began, given = time.monotonic(), 0
    while program.poll() is None:
        ahead = given / RATE - (time.monotonic() - began)
        if ahead > AHEAD_SECONDS:
            time.sleep(ahead - AHEAD_SECONDS)
        try:
            program.stdin.write(frames.send(number))
        except OSError:
            break
        given += number
    raise NoOutputError(f"{found[0]} has ended.")
