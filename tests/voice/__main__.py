"""`python -m tests.voice [renew | pack] [--all]`, from the checkout: the shipped voice.

Prints how many texts there are, the tightest of them, those that do not fit, how far off the
estimate is that `coach scripts check` goes by, and how large the voice pack is; exits with 1 when
a text does not fit, or the pack is stale. `renew` writes the table first: it measures what is
missing with the voice (hibari-tts, extra `dev`) and drops what is left over. `pack` renders the
files of the voice pack whose texts have changed. `--all` does all of it again, for another voice.
"""

import argparse
import sys
from collections.abc import Callable
from statistics import mean, quantiles
from time import monotonic

from coach.domain import fit
from coach.sound.pack import RATE, Pack, name_of
from coach.sound.saying import SEED, SPEED
from tests.voice import lengths, pack
from tests.voice.lengths import Lengths, Said

TIGHTEST = 10


def main() -> int:
    """Renew the table if that was asked for, and print what it says."""
    parser = argparse.ArgumentParser("python -m tests.voice", description=__doc__)
    parser.add_argument("action", nargs="?", choices=["renew", "pack"])
    parser.add_argument("--all", action="store_true", help="also what is up to date")
    args = parser.parse_args()
    texts = {each.text for each in lengths.shipped()}
    if args.action == "renew":
        known = {} if args.all else lengths.read()
        table = lengths.renewed(known, texts, voice())
        lengths.FILE.parent.mkdir(exist_ok=True)
        lengths.FILE.write_text(lengths.written(table), encoding="utf-8")
    if args.action == "pack":
        renew_pack(args.all)
    table = lengths.read()
    if missing := {text for text in texts if name_of(text) not in table}:
        print(f"{len(missing)} texts have no length: run `python -m tests.voice renew`")
        return 1
    return max(show(lengths.shipped(), table), show_pack())


def voice() -> Callable[[str], float]:
    """Return what measures a text, in seconds. It takes a second to load."""
    from hibari import SAMPLE_RATE, Hibari

    speak = Hibari()
    return lambda text: len(speak(text, speed=SPEED, seed=SEED)) / SAMPLE_RATE


def renew_pack(is_all: bool) -> None:
    """Render what is stale in the voice pack, and print what that was."""
    from tests.voice import render

    speak = render.voice()
    began = monotonic()
    rendered = pack.renew(
        pack.FOLDER,
        pack.groups(),
        render.made(),
        lambda file, texts: render.write(file, [speak(text) for text in texts]),
        is_all,
    )
    print(f"rendered in {monotonic() - began:.0f} s: {', '.join(rendered) or 'nothing'}\n")


def show_pack() -> int:
    """Decode the whole voice pack, print how large it is, and return 1 when it is stale."""
    voice_pack = Pack(pack.FOLDER)
    texts = [text for lines in pack.groups().values() for text in lines]
    lost = [f"cannot be decoded: {text}" for text in texts if voice_pack.samples(text) is None]
    size = sum(file.stat().st_size for file in pack.FOLDER.glob("*.ogg"))
    seconds = sum(line.length for line in voice_pack.index.lines.values()) / RATE
    print(f"\nthe pack: {len(pack.groups())} files, {size / 1e6:.1f} MB, {seconds:.0f} s")
    print(f"{size / max(seconds, 1) / 1000:.2f} kB a second")
    problems = pack.stale(pack.FOLDER, pack.groups()) or lost
    if problems:
        print("\n".join(["stale: run `python -m tests.voice pack`", *problems]))
    return 1 if problems else 0


def show(everything: tuple[Said, ...], table: Lengths) -> int:
    """Print the figures, and return 1 when a text does not fit."""
    by_text = {each.text: table[name_of(each.text)] for each in everything}
    print(f"{len(by_text)} texts, {sum(by_text.values()):.0f} s; {len(table)} in the table")
    ranked = sorted(everything, key=lambda each: each.spare(table))
    misfits = sum(each.spare(table) < 0 for each in everything)
    print(f"\nwithout room: {misfits}; the tightest, with their spare seconds:")
    for each in ranked[: max(TIGHTEST, misfits)]:
        print(f"  {each.spare(table):6.2f}  {each.id}: {each.text}")
    off = [abs(fit.spoken_ms(text) / 1000 - seconds) for text, seconds in by_text.items()]
    most = quantiles(off, n=20)[-1]
    print(f"\nthe estimate is off by {mean(off):.2f} s, 19 of 20 by up to {most:.2f} s")
    return 1 if misfits else 0


if __name__ == "__main__":
    sys.exit(main())
