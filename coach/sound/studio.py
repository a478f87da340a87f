"""The process in which a voice says a person's own lines, ahead of their time.

It alone loads the voice, and it is the last to get the processor. A text comes in as a line of JSON
on its standard input; when it is in the folder an empty line goes out, else why it is not. It ends
when its input ends, whatever it is doing, and takes a program that speaks for it along. The
arguments are the folder and the name of the voice.
"""

import json
import os
import signal
import sys
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from typing import TextIO

from coach.errors import CoachError
from coach.sound import line, saying
from coach.sound.spoken import Spoken
from coach.system import files

NICENESS = 10


def main(arguments: list[str]) -> None:
    """Have texts said as they come, until the input ends."""
    folder, who = arguments
    with suppress(OSError, AttributeError):  # not on every system
        os.nice(NICENESS)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a voice prints is no answer
    texts: SimpleQueue[str] = SimpleQueue()
    work = (texts, Spoken(Path(folder), who), who, answers)
    threading.Thread(target=_say_all, args=work, daemon=True).start()
    for row in sys.stdin:
        texts.put(json.loads(row))
    _end()


def _say_all(texts: SimpleQueue[str], spoken: Spoken, who: str, answers: TextIO) -> None:
    """Say a text after the other, for ever."""
    voice = cache(lambda: saying.voice(who, spoken.folder))
    while True:
        text = texts.get()
        try:
            with files.named_errors(spoken.folder):
                files.make_folder(spoken.folder)
            spoken.keep(text, line.ready(voice()(text)))
            why = ""
        except CoachError as error:
            why = str(error)
        except Exception as error:  # whatever a voice does: the next line may be said
            print(f"{who}: {error!r}", file=sys.stderr, flush=True)
            why = "the voice failed"
        try:
            print(" ".join(why.split()), file=answers, flush=True)
        except OSError:
            _end()


def _end() -> None:
    """End at once, and with it whatever was started here."""
    if os.name == "posix" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
