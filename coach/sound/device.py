"""The process that plays: sounds come in on its standard input, it feeds the device.

It is a process of its own because of what drivers do: hang for ever, crash, print, swallow frames
ten thousand times too fast. It ends when its input ends, so it never outlives the app. Its standard
error is a file, whoever writes to it. On its standard output it says `opening`, then `ready`, or
`ill` and why.

A message is a line of JSON: `{"play": [[moment, what a Sound holds ...], ...]}`, `{"hush": 1}`,
`{"noise": [moment, minutes]}`, `{"volumes": [voice, tones]}`, each from 0 to 1. The arguments are
the folder of the voice, that of a person's own sounds, and `null` to play to nothing, in true time.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

from coach.sound import outputs, tones
from coach.sound.bank import Bank
from coach.sound.desk import Desk, Due
from coach.sound.pack import Pack
from coach.sound.samples import RATE
from coach.sound.score import Sound

RUNAWAY = 4.0
"""A device that asks for more seconds than this, for each that passed, is no device."""
RUNAWAY_SECONDS = 1.0
"""So much it may ask for at once, to fill what it has."""
REST_SECONDS = 0.2
"""So often it is looked whether there is a sound to prepare."""


def main(arguments: list[str]) -> None:
    """Play what comes in, until the input ends."""
    voice, own, *to_nothing = arguments
    desk = Desk(Bank(Pack(Path(voice)), Path(own)))
    threading.Thread(target=_prepare, args=(desk,), daemon=True).start()
    threading.Thread(target=_open, args=(desk, bool(to_nothing)), daemon=True).start()
    for line in sys.stdin:
        heed(desk, json.loads(line))
    os._exit(0)  # whatever the driver is doing


def heed(desk: Desk, message: dict[str, Any]) -> None:
    """Do what a message says."""
    if "volumes" in message:
        desk.set_volumes(*message["volumes"])
    if "hush" in message:
        desk.hush()
    if "noise" in message:
        moment, minutes = message["noise"]
        desk.play_noise(moment, tones.noise("brown", minutes))
    if "play" in message:
        desk.play(Due(moment, Sound(*parts)) for moment, *parts in message["play"])


def _prepare(desk: Desk) -> None:
    """Keep what comes soon ready, for ever."""
    while desk.has_work.wait():
        if not desk.prepare(time.monotonic()):
            time.sleep(REST_SECONDS)


def _open(desk: Desk, to_nothing: bool) -> None:
    """Open the first output that there is, and say how that went."""
    say("opening")
    try:
        outputs.play(frames_of(desk), desk, to_nothing)
    except outputs.NoOutputError as error:
        say(f"ill {error}")
        os._exit(0)


def frames_of(desk: Desk) -> Generator[bytes, int, None]:
    """Return what gives a device the frames that it asks for, as long as it is one."""
    asked, began = 0, 0.0
    number = yield b""
    while True:
        now = time.monotonic()
        if not asked:
            began = now
            say("ready")
        asked += number
        if asked / RATE > RUNAWAY * (now - began) + RUNAWAY_SECONDS:
            say("ill The sound system swallows everything at once.")
            os._exit(0)
        number = yield desk.frames(number, now)


def say(words: str) -> None:
    """Tell the app; it may be gone."""
    try:
        print(words, flush=True)
    except OSError:
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
