"""`python -m tests.soak.in_step [--minutes 15] [--seed N]`: is what is heard where the session is?

A long breath is played in true time, to nothing, through the process that plays, with pauses, jumps
and breaths more and fewer. Each tone that a device would hear is held against the moment at which
the session came to it; prints the largest difference, and by how much the device itself was late.
Exits with 1 when one is off by more than 30 ms beyond that. A tone to which a jump leads is in step
as well, but begins to be heard when the device next asks, a tenth of a second later at most.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from coach.content.library import Library
from coach.domain.breathing import Pattern
from coach.domain.session import Event
from coach.person import choose
from coach.playing.playback import Playback
from coach.sound.desk import Due
from coach.sound.player import Player
from coach.sound.score import Sound, Wishes
from coach.sound.speaker import Speaker
from coach.system import folders
from coach.system.clock import SystemClock
from tests.sound import captured

MOST_SECONDS = 0.03
JUMP_SECONDS = 0.03 + 0.1 + 0.15
"""After a jump: when the device asks next, and so long it then comes in."""
RISE_SECONDS = 0.015
"""So long a tone rises until it is loud enough to be found."""
EVENTS = (Event.TOGGLE, Event.NEXT, Event.BACK, Event.ONE_MORE, Event.ONE_LESS)


def main() -> int:
    """Play, and compare."""
    parser = argparse.ArgumentParser("python -m tests.soak.in_step", description=__doc__)
    parser.add_argument("--minutes", type=float, default=15.0)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    args = parser.parse_args()
    print(f"seed {args.seed}, {args.minutes:g} minutes", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder), random.Random(args.seed), args.minutes * 60)


def run(folder: Path, rng: random.Random, seconds: float) -> int:
    """Play for so long, then say how far off anything was."""
    file, clock = folder / "heard", SystemClock()
    speaker = Speaker(folder / "log", print, *captured.command(file, folder, folder))
    speaker.play([Due(1e9, Sound(0, "tick", 600))])
    captured.wait_for(lambda: bool(captured.chunks(file)), "the device")
    pattern = choose.find(Library(folders.assets(), folder), "breathing", "box").exercise
    assert isinstance(pattern, Pattern)
    player = Player(speaker, Wishes(voice=False))
    playback = Playback(pattern.timeline(200), clock, [player])
    playback.happen()
    expected = live(playback, rng, time.monotonic() + seconds)
    speaker.rest()
    return compare(expected, captured.onsets(file), captured.latest(file))


class Tone(NamedTuple):
    """When a tone was due, and what happened last before it."""

    moment: float
    after: str
    is_at_jump: bool

    @property
    def most_seconds(self) -> float:
        """How far from it the tone may begin to be heard."""
        return RISE_SECONDS + (JUMP_SECONDS if self.is_at_jump else MOST_SECONDS)


def live(playback: Playback, rng: random.Random, until: float) -> list[Tone]:
    """Let the session run, with something every minute or so; returns when its tones began."""
    expected: list[Tone] = []
    happened, at = "the beginning", time.monotonic()
    then = time.monotonic() + rng.uniform(20, 60)
    index = -1
    while (now := time.monotonic()) < until:
        playback.happen()
        session = playback.session
        position = session.position(playback.clock.now())
        if position.cue_index != index and playback.is_running:
            index = position.cue_index
            if position.cue.kind in ("in", "out") and position.into_ms < 500:
                moment = now - position.into_ms / 1000
                after = moment - at
                expected.append(Tone(moment, f"{after:.1f} s after {happened}", after < 0.1))
        if now > then:
            event = rng.choice(EVENTS)
            playback.happen(event)
            if event is Event.TOGGLE:
                time.sleep(rng.uniform(1, 4))
                playback.happen(Event.TOGGLE)
            happened, at = event.name.lower(), time.monotonic()
            index, then = -1, at + rng.uniform(20, 60)
        time.sleep(0.05)
    return expected


def compare(expected: list[Tone], found: list[float], late: float) -> int:
    """Print how far what was heard is from what was due."""
    off = [min((abs(at - tone.moment) for at in found), default=99.0) for tone in expected]
    bad = [
        f"off by {1000 * seconds:.0f} ms: {tone.after}"
        for tone, seconds in zip(expected, off, strict=True)
        if seconds > tone.most_seconds + late
    ]
    true = [each for each, tone in zip(off, expected, strict=True) if not tone.is_at_jump]
    jumps = [each for each, tone in zip(off, expected, strict=True) if tone.is_at_jump]
    print(f"{len(expected)} tones, {len(found)} heard; the device was late by {late * 1000:.0f} ms")
    print(f"the largest difference {1000 * max(true):.1f} ms, the mean {1000 * mean(true):.1f}")
    print(f"where a jump leads to it: {1000 * max(jumps, default=0.0):.1f} ms")
    print("\n".join(bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
