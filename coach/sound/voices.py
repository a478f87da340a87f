"""Who can say a person's own lines on this machine, and what they can say.

The extra `voice` is hibari-tts, the voice of the pack. Where it is not installed the voice of the
computer may speak, if the person says so. Nothing of them is loaded here.
"""

import shutil
from importlib.util import find_spec
from typing import Final
from unicodedata import name

from coach.domain import fit
from coach.sound.pack import LONGEST_S

HIBARI: Final = "hibari"
PROGRAMS: Final = ("say", "espeak-ng")
"""The voices of the computer, which speak into files; the first that is there is taken."""


def found(may_be_the_computer: bool) -> str:
    """Return the name of the voice that there is; empty: nobody."""
    if find_spec(HIBARI):
        return HIBARI
    programs = PROGRAMS if may_be_the_computer else ()
    return next((each for each in programs if shutil.which(each)), "")


def can_say(who: str, text: str) -> bool:
    """Tell whether a voice can say a text: not too long, and with letters that it knows.

    hibari knows the Latin ones. What a program of the computer knows is its own affair.
    """
    if fit.spoken_ms(text) > LONGEST_S * 1000:
        return False
    letters = (each for each in text if each.isalpha())
    if who == HIBARI and not all("LATIN" in name(each, "") for each in letters):
        return False
    return bool(who) and any(each.isalnum() for each in text)
