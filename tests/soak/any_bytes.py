"""Any bytes at all, over all screens: the coach lives, or leaves by a key that was among them.

`python -m tests.soak.any_bytes --minutes 60 --state FILE`. A round is one coach of a random command
that gets some 4,000 bytes: random ones, or what real terminals send, cut and changed anywhere. It
fails on a crash note, a wrong exit code, or a mode of the terminal that is left on.
"""

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.real_input import NO_KEYS
from tests.soak.state import Soak
from tests.soak.storm import COMMANDS
from tests.terminal.pseudo import KEYS, Start, left_on, words_after
from tests.terminal.running import Home
from tests.terminal.warm import Warm

ROUND_BYTES = 4000
LEAVING = (b"\x03\x1a\x1c", b"\x11", b"qQ")
"""What a terminal makes signals of once the app has left it; and the keys that only leave."""
REAL = (
    *(key for key in KEYS.values() if key not in LEAVING),
    *(bytes([byte]) for byte in b"abcdefghijklmnoprstuvwxyz?+-= 1"),
    "ä日й".encode(),
    b"\x1b[[A",
    b"\x1b[15~",
    b"\x1b[6~",
    b"\x1b[1;5C",
    b"\x1b[97;5u",
    b"\x1b[1092:1060:97;;1092u",
    b"\x1b[<0;10;5M\x1b[<0;10;5m",
    b"\x1b[<0;10;5M\x1b[<0;30;9m",
    b"\x1b[<64;10;5M",
    b"\x1b[I",
    b"\x1b[200~pasted \x1b[A\x1b[201~",
    *NO_KEYS,
)


def random_bytes(rng: random.Random) -> bytes:
    """Return random bytes; no key that only leaves."""
    return rng.randbytes(rng.randrange(1, 200)).translate(None, b"".join(LEAVING))


def mutated_bytes(rng: random.Random) -> bytes:
    """Return what real terminals send: whole, cut, or changed; no key that only leaves."""
    pieces = []
    for _ in range(rng.randrange(1, 40)):
        piece = rng.choice(REAL)
        match rng.randrange(4):
            case 0:
                piece = piece[: rng.randrange(len(piece) + 1)]
            case 1:
                at = rng.randrange(len(piece))
                piece = piece[:at] + rng.randbytes(1) + piece[at + 1 :]
        pieces.append(piece)
    return b"".join(pieces).translate(None, b"".join(LEAVING))


SORTS: dict[str, Callable[[random.Random], bytes]] = {
    "random": random_bytes,
    "mutated real": mutated_bytes,
}


def one_round(rng: random.Random, home: Home, command: tuple[str, ...], sort: str) -> int:
    """Use one coach; returns how many bytes of a sort it got. Raises `AssertionError`."""
    sent = 0
    with home.open(*command, size=rng.choice(((20, 8), (80, 24), (100, 30)))) as run:
        run.wait_until(lambda run: b"\x1b[?2004h" in run.output)
        while sent < ROUND_BYTES and run.process.poll() is None:
            data = SORTS[sort](rng)
            run.send(data)
            sent += len(data)
            run.read_for(rng.choice((0.0, 0.01, 0.05)))
        run.send(b"\x18\x1b\\\x1b[201~", "ctrl+q")  # whatever was begun is over
        code = run.wait_exit(20)
        assert code in (0, 130), f"exit code {code}: {words_after(run.output)}"
        assert not left_on(run.output), left_on(run.output)
        assert not (home.data / "crash.txt").exists()
    return sent


def main() -> int:
    """Run the rounds."""
    soak = Soak("any_bytes", "Any bytes over all screens.", 10)
    totals: Counter[str] = Counter()
    with Warm() as warm:
        start: Start = warm.start
        for rng in soak.rounds():
            command, sort = rng.choice(COMMANDS), rng.choice(list(SORTS))
            with tempfile.TemporaryDirectory() as folder:
                try:
                    totals[sort] += one_round(rng, Home(Path(folder), start), command, sort)
                except AssertionError as error:
                    print(f"{soak.next} {command}: {error}")
                    crash = Path(folder) / "data" / "crash.txt"
                    print(crash.read_text(encoding="utf-8") if crash.exists() else "", flush=True)
                    return 1
    counts = ", ".join(f"{count:,} {sort}" for sort, count in sorted(totals.items()))
    print(f"{counts} bytes up to round {soak.next}, nothing found")
    return 0


if __name__ == "__main__":
    sys.exit(main())
