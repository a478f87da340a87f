"""A routine of ten minutes in a pseudo-terminal: are its words painted when they are due?

`python -m tests.soak.true_time_routine --minutes 11`. An own routine of a release, breaths, a
stretch, breaths, a scan and a release again, each cue with another word than its neighbours. A cue
counts as painted when its word comes out of the terminal. Due is the anchor plus all that comes
before the cue, the quiet breaths included: one anchor holds for the whole routine, so no drift can
hide. The anchor is what the app wrote into `running.toml` when its first step began; how long that
was after Space is printed too. It begins and ends with the same kind, so that drift compares like
with like. Fails when more than one cue in a hundred is later than 20 ms, or when the last eighth is
more than 2 ms later or earlier than the first.
"""

import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench.table import percentile
from tests.soak.kills import script
from tests.soak.state import Soak
from tests.terminal.pseudo import Chunk, Terminal
from tests.terminal.running import Home

QUIET = 4.0
MOST_MS = 20.0
MOST_SHARE = 0.01
MOST_DRIFT_MS = 2.0
SPARE_SECONDS = 3.0


class Due(NamedTuple):
    """A word, and when it should be painted, in seconds from Space."""

    at: float
    word: str
    kind: str


class Part(NamedTuple):
    """One step: its kind, its script, its words at their times, and how long it is."""

    kind: str
    text: str
    words: list[tuple[float, str]]
    seconds: float


def release(name: str, groups: int) -> Part:
    """Return a release of groups of 12 s: named, tensed, let go in two lines."""
    words: list[tuple[float, str]] = []
    text = f'title = "{name}"\n[timing]\nprepare_seconds = 3\ntense_seconds = 3\n'
    text += "release_seconds = 6\n"
    regions = ["right-foot", "calves", "thighs", "belly", "hands", "chest", "neck", "forehead"]
    for n in range(groups):
        at = 12.0 * n
        mine = [f"{name}{n:02}{letter}" for letter in "abcd"]
        words += zip((at, at + 3, at + 6, at + 9), mine, strict=True)
        text += (
            f'[[group]]\nid = "g{n}"\ntitle = "Part {n}"\nregion = "{regions[n % len(regions)]}"\n'
            f'prepare = ["{mine[0]}"]\ntense = ["{mine[1]}"]\n'
            f'release = [{{ at = 0, text = "{mine[2]}" }}, {{ at = 3, text = "{mine[3]}" }}]\n'
        )
    return Part("relaxation", text, words, 12.0 * groups)


def breaths(name: str, cycles: int) -> Part:
    """Return a box of sides of 2.5 s; only its first three breaths have whole words."""
    kinds = ("in", "hold", "out", "rest")
    text = f'title = "{name}"\ncycles = {cycles}\n'
    words: list[tuple[float, str]] = []
    for side, kind in enumerate(kinds):
        text += f'[[phase]]\nkind = "{kind}"\nseconds = 2.5\ntext = "{name}{kind}"\n'
        words += [(10.0 * n + 2.5 * side, f"{name}{kind}") for n in range(cycles)]
    return Part("breathing", text, sorted(words), 10.0 * cycles)


def stretches(name: str, steps: int) -> Part:
    """Return stretches of 8 s, with two lines each."""
    text = f'title = "{name}"\n'
    words: list[tuple[float, str]] = []
    for n in range(steps):
        mine = f"{name}{n:02}a", f"{name}{n:02}b"
        words += [(8.0 * n, mine[0]), (8.0 * n + 4, mine[1])]
        text += (
            f'[[step]]\nid = "s{n}"\ntitle = "Part {n}"\nkind = "stretch"\nseconds = 8\n'
            f'regions = ["{"right" if n % 2 else "left"}-calf"]\n'
            f'lines = [{{ at = 0, text = "{mine[0]}" }}, {{ at = 4, text = "{mine[1]}" }}]\n'
        )
    return Part("stretch", text, words, 8.0 * steps)


def scan(name: str, regions: int) -> Part:
    """Return a scan of regions of 20 s, with three lines each, at 0, 4 and 10 s."""
    places = ["toes", "calves", "knees", "thighs", "belly", "hands", "chest", "neck", "forehead"]
    text = f'title = "{name}"\nseconds = {20 * regions}\n'
    words: list[tuple[float, str]] = []
    for n in range(regions):
        mine = [f"{name}{n:02}{letter}" for letter in "abc"]
        words += zip((20.0 * n, 20.0 * n + 4, 20.0 * n + 10), mine, strict=True)
        lines = ", ".join(f'"{word}"' for word in mine)
        text += f'[[region]]\nregion = "{places[n % len(places)]}"\nlines = [{lines}]\n'
    return Part("bodyscan", text, words, 20.0 * regions)


def parts() -> list[Part]:
    """Return a routine of ten minutes."""
    return [
        release("xa", 11),
        breaths("xb", 3),
        stretches("xc", 12),
        breaths("xd", 3),
        scan("xe", 8),
        release("xf", 11),
    ]


def write(home: Home, parts: Sequence[Part]) -> list[Due]:
    """Write the routine and return when each of its words is due."""
    tables, due, start = "", [], 0.0
    for n, part in enumerate(parts):
        script(home, part.kind, f"timed-{n}", part.text)
        tables += f'[[step]]\nrun = "{part.kind}/timed-{n}"\n'
        start += QUIET if n else 0
        due += [Due(start + at, word, part.kind) for at, word in part.words]
        start += part.seconds
    script(home, "routines", "timed", f'title = "Timed"\n{tables}')
    return due


def painted(chunks: Sequence[Chunk], begun: float, due: Sequence[Due]) -> Iterator[float]:
    """Yield the moment at which each word was painted, in order, after `begun`."""
    stream = b"".join(chunk.data for chunk in chunks)
    ends: list[tuple[int, float]] = []
    size = 0
    for chunk in chunks:
        size += len(chunk.data)
        ends.append((size, chunk.at))
    place = max((end for end, at in ends if at < begun), default=0)
    for each in due:
        index = stream.find(each.word.encode(), place)
        assert index >= 0, f"{each.word} was never painted"
        place = index + len(each.word)
        yield next(at for end, at in ends if end >= place)


def begun(run: Terminal, home: Home) -> float:
    """Return the monotonic moment at which the first step began, as the app wrote it down."""
    file = home.data / "running.toml"
    assert run.until(file.exists, 5.0, look=0.005), "nothing has begun"
    wall = float(tomllib.loads(file.read_text(encoding="utf-8"))["begun"])
    return wall - (time.time() - time.monotonic())


def main() -> int:
    """Play the routine as often as there is time for, once at least."""
    soak = Soak("true_time_routine", __doc__ or "", 11)
    for _ in soak.rounds():
        with tempfile.TemporaryDirectory() as folder:
            home = Home(Path(folder))
            due = write(home, parts())
            print(f"  {len(due)} cues in {due[-1].at + 3:.0f} s", flush=True)
            with home.open("routine", "timed") as run:
                run.wait_for("begin", "Timed")
                run.read_for(1.0)  # it arrives by light
                space = run.send("space")
                anchor = begun(run, home)
                run.read_for(anchor + due[-1].at + SPARE_SECONDS - time.monotonic())
                seen = list(painted(run.chunks, space, due))
        late = [1000 * (at - anchor - each.at) for at, each in zip(seen, due, strict=True)]
        print(f"  it began {1000 * (anchor - space):.1f} ms after Space")
        if not _report(due, late):
            print(f"failed: --seed {soak.seed} --first {soak.next}")
            return 1
        if soak.seconds_left < due[-1].at:
            break
    return 0


def _report(due: Sequence[Due], late: Sequence[float]) -> bool:
    """Print how late the cues were; returns whether that is good enough."""
    eighth = len(late) // 8
    drift = median(late[-eighth:]) - median(late[:eighth])
    slow = [f"{d.word} {ms:.1f}" for d, ms in zip(due, late, strict=True) if ms > MOST_MS]
    print(
        f"  all: median {median(late):.1f} ms, p99 {percentile(late, 0.99):.1f}, "
        f"latest {max(late):.1f}, earliest {min(late):.1f}"
    )
    print(f"  later than {MOST_MS:g} ms: {len(slow)} of {len(late)} {slow}")
    print(f"  drift, last {eighth} to first {eighth}: {drift:+.2f} ms")
    for kind in dict.fromkeys(each.kind for each in due):
        mine = [ms for each, ms in zip(due, late, strict=True) if each.kind == kind]
        print(f"  {kind}: {len(mine)} cues, median {median(mine):.1f}, latest {max(mine):.1f}")
    return len(slow) <= MOST_SHARE * len(late) and abs(drift) <= MOST_DRIFT_MS


if __name__ == "__main__":
    sys.exit(main())
