"""`python -m tests.voice [renew [--all]]`, from the checkout: how the words of the scripts fit.

Prints how many texts there are, the tightest of them, those that do not fit, and how far off the
estimate is that `coach scripts check` goes by; exits with 1 when a text does not fit. `renew`
writes the table first: it measures what is missing with the voice (hibari-tts, extra `dev`) and
drops what is left over. `--all` measures all of it again, for another voice.
"""

import argparse
import sys
from collections.abc import Callable
from statistics import mean, quantiles

from coach.domain import fit
from tests.voice import lengths
from tests.voice.lengths import Lengths, Said

TIGHTEST = 10


def main() -> int:
    """Renew the table if that was asked for, and print what it says."""
    parser = argparse.ArgumentParser("python -m tests.voice", description=__doc__)
    parser.add_argument("action", nargs="?", choices=["renew"])
    parser.add_argument("--all", action="store_true", help="measure what is known, too")
    args = parser.parse_args()
    texts = {each.text for each in lengths.shipped()}
    if args.action == "renew":
        known = {} if args.all else lengths.read()
        table = lengths.renewed(known, texts, voice())
        lengths.FILE.parent.mkdir(exist_ok=True)
        lengths.FILE.write_text(lengths.written(table), encoding="utf-8")
    table = lengths.read()
    if missing := {text for text in texts if lengths.name_of(text) not in table}:
        print(f"{len(missing)} texts have no length: run `python -m tests.voice renew`")
        return 1
    return show(lengths.shipped(), table)


def voice() -> Callable[[str], float]:
    """Return what measures a text, in seconds. It takes a second to load."""
    from hibari import SAMPLE_RATE, Hibari

    speak = Hibari()
    return lambda text: len(speak(text, speed=lengths.SPEED, seed=lengths.SEED)) / SAMPLE_RATE


def show(everything: tuple[Said, ...], table: Lengths) -> int:
    """Print the figures, and return 1 when a text does not fit."""
    by_text = {each.text: table[lengths.name_of(each.text)] for each in everything}
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
