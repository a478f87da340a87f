"""`coach scripts render ID -o FILE.wav`: what is heard of a script or a routine, as a file."""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from coach.cli import scripts
from coach.domain.timeline import Timeline
from coach.errors import OK, CoachError, InputError
from coach.person.context import Context
from coach.person.evening import Evening
from coach.sound.bank import Bank
from coach.sound.pack import Pack
from coach.sound.render import in_a_row, render
from coach.sound.score import Wishes
from coach.system import folders
from coach.text import printable

PATIENCE_SECONDS = 3.0
"""After so long it says how far it is, and as often from then on."""


class Progress:
    """Says on stderr how far it is, if it takes long."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin now, by a clock that only goes on."""
        self._clock = clock
        self._said = clock()

    def heed(self, share: float) -> None:
        """Take note of how much is done, 0..1."""
        now = self._clock()
        if now - self._said >= PATIENCE_SECONDS:
            self._said = now
            print(f"Rendering: {share:.0%} so far.", file=sys.stderr, flush=True)


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
    bank = Bank(pack, me.places.config / "sounds")
    unsaid = render(timelines, wishes, bank, file, Progress().heed)
    for note in [*bank.notes, *([f"voice/{pack.note}"] if pack.note else [])]:
        print(printable(note), file=sys.stderr)
    if count := len(set(unsaid)):
        lines = "1 line has" if count == 1 else f"{count} lines have"
        print(f"{lines} no voice and cannot be heard.", file=sys.stderr)
    print(name)
    return OK


def _timelines(me: Context, args: argparse.Namespace) -> list[Timeline]:
    """Return what is played, one after the other, quiet breaths included."""
    match scripts.kind_of(me.library, args.id, args.kind):
        case "checklists":
            raise InputError(f"{printable(args.id)}: found a checklist, which has nothing to hear")
        case "awake":
            raise InputError(f"{printable(args.id)}: found a tree, which goes on with keys only")
    plan = scripts.planned(me, args)
    if not isinstance(plan, Evening):
        return [plan[1]]
    timelines = [stop.timeline for stop in plan.stops if stop.timeline]
    if not timelines:
        raise InputError(f"{printable(args.id)}: found nothing to hear in it")
    return in_a_row(timelines)
