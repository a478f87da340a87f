"""`coach scripts render ID -o FILE.wav`: what is heard of a script or a routine, as a file."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from coach.cli import scripts
from coach.domain.timeline import Timeline
from coach.errors import OK, CoachError, InputError
from coach.person.context import Context
from coach.person.evening import Evening
from coach.sound import voices
from coach.sound.ahead import STUDIO, Ahead, Studio
from coach.sound.bank import Bank
from coach.sound.pack import Pack
from coach.sound.render import in_a_row, render, score_of_all
from coach.sound.score import Wishes
from coach.sound.spoken import Spoken
from coach.system import folders
from coach.text import printable

PATIENCE_SECONDS = 3.0
"""After so long it says how far it is, and as often from then on."""
MOST_UNSAID = 9
"""So many lines that no voice can say are shown."""
INSTALL = "With wind-down-coach[voice] installed lines of your own speak, too."


class Progress:
    """Says on stderr how far it is, if it takes long."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin now, by a clock that only goes on."""
        self._clock = clock
        self._said = clock()

    def heed(self, share: float) -> None:
        """Take note of how much is done, 0..1."""
        self._say(f"Rendering: {share:.0%} so far.")

    def heed_lines(self, left: int) -> None:
        """Take note of how many lines of one's own have still to be said."""
        self._say(f"Your own lines are being said: {left} to go.")

    def _say(self, words: str) -> None:
        now = self._clock()
        if now - self._said >= PATIENCE_SECONDS:
            self._said = now
            print(words, file=sys.stderr, flush=True)


def answer(args: argparse.Namespace, me: Context) -> int:
    """Render the file, print its name and return the exit code. Raises `CoachError`."""
    file = Path(args.output)
    name = printable(args.output)
    if file.suffix.lower() != ".wav":
        raise InputError(f"{name}: found no .wav at its end, expected it: FILE.wav")
    if args.no_voice and args.tones == "off":
        raise InputError("--no-voice and --tones off: nothing would be heard")
    timelines = _timelines(me, args)
    if os.path.lexists(file):
        raise CoachError(f"{name}: is there already; nothing was changed")
    stays = args.tones == "off"  # then only words say where the breath is
    wishes = Wishes(not args.no_voice, args.tones, args.holds, words_stay=stays)
    pack = Pack(folders.assets() / "voice")
    progress = Progress()
    who = voices.found(me.settings.own_voice == "on")
    voice = _voice(pack, folders.cache(me.places.data) / "voice", who)
    voice.want(each.text for each in score_of_all(timelines, wishes))
    voice.wait(progress.heed_lines)
    bank = Bank(voice, me.places.config / "sounds")
    unsaid = render(timelines, wishes, bank, file, progress.heed)
    for note in [*bank.notes, *([f"voice/{pack.note}"] if pack.note else [])]:
        print(printable(note), file=sys.stderr)
    _print_unsaid({text: _why(text, voice, who) for text in unsaid}, who)
    print(name)
    return OK


def _voice(pack: Pack, folder: Path, who: str) -> Ahead:
    """Return who says the lines of the pack, and one's own."""
    studio = Studio(*STUDIO, str(folder), who, log=subprocess.DEVNULL)
    return Ahead(pack, Spoken(folder, who), who, studio)


def _why(text: str, voice: Ahead, who: str) -> str:
    """Return why nobody says a line."""
    if text in voice.unsaid or not who:
        return voice.unsaid.get(text, "")
    return "longer than its time" if voices.can_say(who, text) else "it is too long, or no words"


def _print_unsaid(unsaid: Mapping[str, str], who: str) -> None:
    """Print which lines cannot be heard, and why."""
    if not unsaid:
        return
    lines = "1 line has" if len(unsaid) == 1 else f"{len(unsaid)} lines have"
    print(f"{lines} no voice and cannot be heard.", file=sys.stderr)
    if not who:
        print(INSTALL, file=sys.stderr)
    for text, why in list(unsaid.items())[:MOST_UNSAID]:
        print(f"  {printable(text)}{why and f' ({printable(why)})'}", file=sys.stderr)


def _timelines(me: Context, args: argparse.Namespace) -> list[Timeline]:
    """Return what is played, one after the other, quiet breaths included."""
    if why := scripts.UNHEARD.get(scripts.kind_of(me.library, args.id, args.kind)):
        raise InputError(f"{printable(args.id)}: found {why}")
    plan = scripts.planned(me, args)
    if not isinstance(plan, Evening):
        return [plan[1]]
    timelines = [stop.timeline for stop in plan.stops if stop.timeline]
    if not timelines:
        raise InputError(f"{printable(args.id)}: found nothing to hear in it")
    return in_a_row(timelines)
