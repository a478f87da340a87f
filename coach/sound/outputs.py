"""The ways to a loudspeaker: miniaudio, else a program that takes raw samples."""

import shutil
import subprocess
import time

from coach.errors import CoachError
from coach.sound.feed import Feed
from coach.sound.samples import RATE

BUFFER_MS = 100
"""So much is asked for at once: half of it would cost twice as much."""
REST_SECONDS = 1.0
"""So often it is looked whether there is still something to play."""
AHEAD_SECONDS = 0.1
"""A program that takes raw samples is given no more than this ahead of time,"""
SMALL_PIPE = 4096
"""through a pipe that holds no more than 85 ms, where that can be chosen;"""
LATENCY_SECONDS = 0.06
"""and it holds about this much itself."""
PROGRAMS = (
    ("pw-cat", "--playback", "--raw", "--format=s16", f"--rate={RATE}", "--channels=1", "-"),
    ("pacat", "--raw", "--format=s16ne", f"--rate={RATE}", "--channels=1", "--latency-msec=60"),
    (
        "aplay",
        "--quiet",
        "--file-type=raw",
        "--format=S16",
        f"--rate={RATE}",
        "--channels=1",
        "--buffer-time=100000",
    ),
)


class NoOutputError(CoachError):
    """There is nothing that could sound."""


def way() -> str:
    """Return by what it would try to play first; empty: by nothing."""
    try:
        import miniaudio
    except ImportError:
        return next((name for name, *_ in PROGRAMS if shutil.which(name)), "")
    return f"miniaudio {miniaudio.__version__}"


def play(feed: Feed, to_nothing: bool = False) -> None:
    """Play a feed on the first output that there is, or to nothing; does not return while it can.

    While there is nothing to be heard the device stands still. Raises `NoOutputError`.
    """
    try:
        import miniaudio
    except ImportError:
        _play_by_programs(feed)
        return
    frames = feed.frames()
    next(frames)
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
            while not feed.desk.rest():
                time.sleep(REST_SECONDS)
            device.stop()
            feed.stand()
            feed.desk.has_work.wait()
    except miniaudio.MiniaudioError:
        raise NoOutputError("There is no sound device here.") from None


def _play_by_programs(feed: Feed) -> None:
    """Give raw samples to the first program that takes them."""
    ended = ""
    for command in PROGRAMS:
        if not ended and shutil.which(command[0]) and _play_by(command, feed):
            ended = command[0]
    raise NoOutputError(f"{ended} has ended." if ended else "Nothing here can play sound.")


def _play_by(command: tuple[str, ...], feed: Feed) -> bool:
    """Give samples to a program, a little ahead of time, until it ends; False: it took none."""
    program = subprocess.Popen(command, stdin=subprocess.PIPE, bufsize=0, pipesize=SMALL_PIPE)
    assert program.stdin
    number = RATE * BUFFER_MS // 1000
    given_until = 0.0
    while program.poll() is None:
        ahead = max(given_until - time.monotonic(), 0.0)
        if ahead > AHEAD_SECONDS:
            time.sleep(ahead - AHEAD_SECONDS)
            ahead = AHEAD_SECONDS
        samples = feed.take(number, ahead + LATENCY_SECONDS)
        try:
            if program.stdin.write(samples) != len(samples):
                break
        except OSError:
            break
        # the first of it is taken only when the program stands
        given_until = max(given_until, time.monotonic()) + number / RATE
    return given_until > 0
