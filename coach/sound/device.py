"""The process that plays: sounds come in on its standard input, it feeds the device.

It is a process of its own because of what drivers do: hang for ever, crash, print, swallow frames
ten thousand times too fast. It ends when its input ends, so it never outlives the app. Its standard
error is a file, whoever writes to it. On its standard output it says `opening`, then `ready`, or
`ill` and why.

A message is a line of JSON: `{"play": [[moment, what a Sound holds ...], ...]}`, `{"hush": 1}`,
`{"noise": [moment, minutes]}`, `{"volumes": [voice, tones]}`, each from 0 to 1; `{"later": [text,
...]}`: these may have to be said soon. Of a text that will not be heard it prints `unsaid` and its
name. The arguments are the folder of the voice, that of a person's own sounds, that of their own
lines, who says these (empty: nobody), and `null` to play to nothing, in true time; the last three
may be left out.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from coach.sound import outputs, tones
from coach.sound.ahead import Ahead
from coach.sound.bank import Bank
from coach.sound.desk import Desk, Due
from coach.sound.feed import Feed
from coach.sound.pack import Pack, name_of
from coach.sound.score import Sound
from coach.sound.spoken import Spoken

REST_SECONDS = 0.2
"""So often it is looked whether there is a sound to prepare."""


def main(arguments: list[str]) -> None:
    """Play what comes in, until the input ends."""
    pack, own, *more = arguments
    spoken, who, *to_nothing = more or ("", "")
    voice = Ahead(Pack(Path(pack)), Spoken(Path(spoken), who), who)
    bank = Bank(voice, Path(own))
    desk = Desk(Told(bank), lambda each: voice.is_coming(each.text))
    threading.Thread(target=_prepare, args=(desk,), daemon=True).start()
    feed = Feed(desk, lambda: say("ready"), be_ill)
    threading.Thread(target=feed.watch, daemon=True).start()
    threading.Thread(target=_open, args=(feed, bool(to_nothing)), daemon=True).start()
    for line in sys.stdin:
        heed(desk, voice, json.loads(line))
    os._exit(0)  # whatever the driver is doing


class Told:
    """The bank. Of each line that will not be heard the app is told: then it shows the words."""

    def __init__(self, bank: Bank) -> None:
        """Take the bank."""
        self._bank = bank

    def samples(self, each: Sound) -> bytes | None:
        """Return the samples of a sound; None: there are none."""
        samples = self._bank.samples(each)
        if samples is None and each.text:
            say(f"unsaid {name_of(each.text)}")
        return samples


def heed(desk: Desk, voice: Ahead, message: dict[str, Any]) -> None:
    """Do what a message says."""
    if "volumes" in message:
        desk.set_volumes(*message["volumes"])
    if "hush" in message:
        desk.hush()
    if "noise" in message:
        moment, minutes = message["noise"]
        desk.play_noise(moment, tones.noise("brown", minutes))
    if "later" in message:
        voice.want_later(message["later"])
    if "play" in message:
        coming = [Due(moment, Sound(*parts)) for moment, *parts in message["play"]]
        voice.want(due.sound.text for due in coming)
        desk.play(coming)


def _prepare(desk: Desk) -> None:
    """Keep what comes soon ready, for ever."""
    while desk.has_work.wait():
        desk.has_new.clear()
        while desk.prepare(time.monotonic()):
            pass
        desk.has_new.wait(REST_SECONDS)


def _open(feed: Feed, to_nothing: bool) -> None:
    """Open the first output that there is, and say how that went."""
    say("opening")
    try:
        outputs.play(feed, to_nothing)
    except outputs.NoOutputError as error:
        be_ill(str(error))


def be_ill(why: str) -> None:
    """Say why nothing can be heard, and end, whatever the driver is doing."""
    say(f"ill {why}")
    os._exit(0)


def say(words: str) -> None:
    """Tell the app; it may be gone. At once, as a whole: several threads have something to say."""
    try:
        os.write(1, f"{words}\n".encode())
    except OSError:
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
