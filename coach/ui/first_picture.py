"""The first picture of Tonight, and of Awake: written before Textual is loaded, and again after it.

It holds what a glance shows; what is not known yet is empty in both. The terminal is ours from here
on: what is typed meanwhile is not echoed and waits in it, and every way out gives it back.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, tzinfo
from types import FrameType
from typing import NoReturn

from coach.person import glance
from coach.person.glance import Glance
from coach.picture import changes, tonight
from coach.picture.budget import ARRIVAL
from coach.picture.colours import Colours
from coach.picture.raster import BLOCKS, EMBER, FAINT, Row
from coach.picture.sheet import Sheet
from coach.system import folders, terminal
from coach.system.clock import HERE, here
from coach.ui.keys import hints

DAY_HINTS = tuple(f"everywhere.{verb}" for verb in ("next", "help", "options", "keys", "leave"))
NIGHT_HINTS = (DAY_HINTS[0], "tonight.awake", DAY_HINTS[1], *DAY_HINTS[3:])
"""What is hinted at; in the last hour and at night there are fewer lights."""
Look = Callable[[str, str, str, datetime, tzinfo], Glance | None]
Draw = Callable[[Glance, int, int], list[Row] | None]


def usual_way(lies_awake: bool) -> tuple[str, str]:
    """Return what Space does where nothing else comes first: in the box, and in a word."""
    return (tonight.AWAKE, "awake") if lies_awake else (tonight.BEGIN, "begin")


def hints_of(is_night: bool, does: str) -> list[tuple[str, str]]:
    """Return the keys that matter; `does` is what Space does, none while that is not known."""
    if not does:
        return []
    ids = [id for id in (NIGHT_HINTS if is_night else DAY_HINTS) if id != f"tonight.{does}"]
    return hints(*ids, next=does, awake="awake")


def hint_tone(is_night: bool) -> int:
    """Return how bright the hints are."""
    return EMBER if is_night else FAINT


def put_first_start(sheet: Sheet, is_night: bool) -> list[tuple[str, str]]:
    """Put the page that says what this is; returns its hints."""
    from coach.picture import first_start

    title, lines = glance.what_this_is(folders.assets_name())
    after = first_start.put(sheet, title, lines, 0, is_night)
    return first_start_hints(after >= len(lines))


def first_start_hints(is_at_end: bool) -> list[tuple[str, str]]:
    """Return the keys on the page that says what this is."""
    does = "go on" if is_at_end else "read on"
    return hints("everywhere.next", "about.skip", "everywhere.help", next=does)


def rows(seen: Glance, width: int, height: int) -> list[Row]:
    """Return the picture."""
    sheet = Sheet(width, height)
    is_night = seen.is_night
    if glance.is_first_start(*folders.names()):
        sheet.put_hints(put_first_start(sheet, is_night), hint_tone(is_night))
        return sheet.rows
    is_unsure = seen.is_morning and not is_night
    title, does = ("", "") if is_unsure else usual_way(seen.lies_awake)
    tonight.put(sheet, title, [], "", BLOCKS, is_night)
    sheet.put_hints(hints_of(is_night, does), hint_tone(is_night))
    return sheet.rows


def first_words(seen: Glance, width: int, height: int) -> list[Row] | None:
    """Return the picture of Awake: its first line alone; None where that is not known."""
    from coach.picture import awake

    begins = glance.beginning(folders.names()[0], folders.assets_name(), seen.night)
    if begins is None:
        return None
    sheet = Sheet(width, height)
    awake.put(sheet, begins.lines, "", [awake.NO_WAY] * begins.keys, BLOCKS, rest_tone=0)
    return sheet.rows


def of_tonight() -> AbstractContextManager[Glance | None]:
    """Show Tonight where that is known at a glance; yields what is shown, else None."""
    return _shown(glance.look, rows)


def of_awake() -> AbstractContextManager[Glance | None]:
    """Show Awake where that is known at a glance; yields what is shown, else None."""
    return _shown(glance.look_beside, first_words)


@contextlib.contextmanager
def _shown(look: Look, draw: Draw) -> Iterator[Glance | None]:
    """Show a picture where the terminal is capable; yields what it shows, else None."""
    seen = _look(look) if is_capable() else None
    size = terminal.size()
    drawn = draw(seen, *size) if seen and size[0] else None
    spans = changes.spans(None, drawn, *size) if drawn else None
    if seen is None or spans is None:
        yield None
        return
    light = 1.0 if seen.is_night else ARRIVAL[0]
    colours = Colours(*seen.colours)
    with _terminal_is_ours():
        shown = changes.written(spans, lambda tone: colours.channels(tone, light))
        os.write(2, (terminal.ENTER + shown).encode())
        yield seen


def is_capable() -> bool:
    """Tell whether the picture is sure to look as the live one: all is as it usually is."""
    environment = os.environ
    return (
        sys.platform != "win32"
        and terminal.is_whole()
        and terminal.draws_blocks()
        and environment.get("COLORTERM") in ("truecolor", "24bit")
        and "NO_COLOR" not in environment
        and not any(name.startswith("TEXTUAL") for name in environment)
    )


def _look(look: Look) -> Glance | None:
    """Look at the person's folders."""
    return look(*folders.names(), folders.assets_name(), here(time.time()), HERE)


@contextlib.contextmanager
def _terminal_is_ours() -> Iterator[None]:
    """Take the terminal. Who asks us to end before the app stands ends us in good order."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    terminal.take(0)
    try:
        yield
    finally:
        terminal.let_out()


def _end(number: int, _: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
