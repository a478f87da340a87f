"""A fortnight of somebody in withdrawal, walked through the real screens with a clock of our own.

`python -m tests.release.fortnight [SIZE]` prints what they met, at 22:30, 03:10 and 08:00, and now
and then by day, for a person to read. Nothing of it is asserted but that each key led somewhere,
that help was one key away, and that no time of day was shown at night; that it can be walked at all
is a test of the suite. What is pressed is a script: no sleeping, no chance.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from coach.person.context import Context
from coach.person.glance import is_first_start
from coach.system.folders import Places
from coach.ui.app import CoachApp
from coach.ui.screens.end import EndScreen
from coach.ui.screens.guided import GuidedScreen
from coach.ui.screens.morning import MorningScreen
from coach.ui.screens.support import SupportScreen
from tests.fake_clock import FakeClock
from tests.ui.seen import Seen, seen_app

FIRST_EVENING = datetime(2027, 1, 14)
SIZE = (80, 24)
DRAWN = re.compile("[▀▄█▌▐▛▜▙▟▞▚●○◦·─│┌┐└┘⠀-⣿]")
TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b|\bo'clock\b")
LONGEST_SECONDS = 3 * 3600
STEP_SECONDS = 4.0
"""A screen that comes in the middle of more than that takes it for a gap."""


class Visit(NamedTuple):
    """When somebody opens the coach, and what they do there."""

    night: int
    """The first evening is 1; what is after midnight belongs to the evening before."""
    at: str
    steps: str
    """Keys, with blanks between; `wait:9` lets seconds pass, `begin` is
    Space until something is played, `play` waits until it has ended, `say:Sam`
    types, `diary:…` answers the rows of the diary, `-` leaves one empty.
    """
    why: str = ""

    @property
    def moment(self) -> datetime:
        """When that is."""
        hours, minutes = map(int, self.at.split(":"))
        days = self.night - 1 + (hours < 20)
        return FIRST_EVENING + timedelta(days, hours=hours, minutes=minutes)


def words(seen: Seen) -> list[str]:
    """Return what can be read on the screen."""
    rows = (" ".join(DRAWN.sub(" ", row).split()) for row in seen.rows)
    return [row for row in rows if row]


async def press(seen: Seen, step: str) -> None:
    """Do one step."""
    name, _, what = step.partition(":")
    if name == "wait":
        seen.clock.advance(float(what))
        if tick := getattr(seen.app.screen, "tick", None):
            tick()
        await seen.rest()
    elif name == "begin":
        await begin(seen)
    elif name == "play":
        await play(seen)
    elif name == "say":
        await seen.press(*what.replace("_", " "))
    elif name == "diary":
        for value in what.split(","):
            await seen.press(*([] if value == "-" else value.replace("_", " ")), "enter")
    else:
        await seen.press(step)


async def begin(seen: Seen) -> None:
    """Press Space until something is played."""
    for _ in range(9):
        await seen.press("space")
        if isinstance(seen.app.screen, GuidedScreen) and not seen.app.screen.is_ready_page:
            return
    raise AssertionError(words(seen))


async def play(seen: Seen) -> None:
    """Let what is played come to its end; a passage that waits is gone on from."""
    begun = seen.clock.monotonic
    while isinstance(screen := seen.app.screen, GuidedScreen) and not screen.is_ready_page:
        assert seen.clock.monotonic - begun < LONGEST_SECONDS, screen
        if screen.session and screen.session.is_waiting:
            await seen.press("space")
        await seen.advance(STEP_SECONDS)
    await seen.rest()


async def check_help(seen: Seen) -> None:
    """Fail unless help is one key away, and leads back."""
    if isinstance(seen.app.screen, SupportScreen):
        return
    before = seen.app.screen
    await seen.press("f1")
    assert isinstance(seen.app.screen, SupportScreen), before
    await seen.press("escape")
    assert seen.app.screen is before


async def walk(visit: Visit, folder: Path, size: tuple[int, int] = SIZE) -> list[str]:
    """Return what somebody met on a visit, a line each."""
    clock = FakeClock(wall=visit.moment.timestamp())
    me = Context(Places(folder / "config", folder / "data"), clock)
    heading = f"{visit.moment:%a %d %b, %H:%M}, night {visit.night}"
    log = ["", f"== {heading} {f'({visit.why})' if visit.why else ''}".rstrip()]
    before: list[str] = []
    is_first = is_first_start(str(me.places.config), str(me.places.data))
    async with seen_app(
        CoachApp(me, "first start" if is_first else "tonight"), clock, size
    ) as seen:
        await seen.rest()
        for step in ("", *visit.steps.split()):
            if step:
                await press(seen, step)
            if not seen.app.is_running:
                log.append(f"  [{step}] left")
                break
            shown = words(seen)
            new = [row for row in shown if row not in before] or [
                "(as before)" if shown else "(black)"
            ]
            log.append(f"  [{step or 'opens'}] {' / '.join(new)}")
            before = shown
            is_form = isinstance(seen.app.screen, (MorningScreen, SupportScreen))
            if me.is_night and not is_form:
                assert not TIME.search(" ".join(shown)), (visit, step, shown)
            if not isinstance(seen.app.screen, (EndScreen, GuidedScreen)):
                await check_help(seen)
    seen.app.last_words()
    return log


async def fortnight(folder: Path, size: tuple[int, int] = SIZE) -> list[str]:
    """Walk all of it, and return what was met."""
    log: list[str] = []
    for visit in VISITS:
        try:
            log += await walk(visit, folder, size)
        except BaseException:
            print(*log, sep="\n")
            raise
    return log


ROUGH = "diary:2300,2330,90,4,120,500,700,0,2,8,7,9,y,-"
LESS = "diary:2300,2330,60,3,90,530,700,0,3,6,6,7,y,-"
FAIR = "diary:2300,2330,40,2,45,600,700,0,5,4,4,5,n,-"
GOOD = "diary:2300,2315,20,1,15,630,700,0,7,2,2,3,n,-"


FIRST_START = (
    "space space n n y right down n space space n n n "  # they stop kratom; restless legs
    "space 2 3 0 0 down down down right say:Sam_555_0199 enter space"
)


def visits() -> Iterator[Visit]:
    """Yield every visit, in order: what somebody may press in such nights."""
    yield Visit(1, "21:15", FIRST_START, "the first start")
    yield Visit(
        1, "21:20", "o end up up up up up up up space space enter escape escape q", "a date"
    )
    yield Visit(1, "22:30", "begin play", "the routine")
    yield Visit(1, "03:10", "space 2 wait:9 play space wait:30", "legs")
    yield Visit(1, "08:00", f"space {ROUGH} wait:5 escape", "the diary")
    yield Visit(1, "14:00", "n space escape escape", "a lesson")
    yield Visit(2, "22:30", "begin play", "the suggested routine")
    yield Visit(2, "03:10", "space 3 space wait:9 play space space wait:30", "sweating")
    yield Visit(2, "08:00", f"space {ROUGH} escape", "")
    yield Visit(
        2,
        "17:40",
        "k 8 space space wait:9 begin play space 4 space 1 space 1 space",
        "a craving by day",
    )
    yield Visit(3, "22:30", "begin play", "")
    yield Visit(3, "03:10", "space 4 space wait:9 play space space", "a craving at night")
    yield Visit(3, "08:00", f"space {ROUGH} escape", "")
    yield Visit(4, "22:30", "begin play", "")
    yield Visit(4, "03:10", "space 1 3 say:Ring_the_bank. enter space space wait:30", "thoughts")
    yield Visit(4, "08:00", f"space x space {LESS} escape", "the line from the night")
    yield Visit(4, "14:00", "n space escape escape", "a lesson")
    yield Visit(5, "22:30", "begin play", "")
    yield Visit(5, "03:10", "space 5 space wait:9 play space h escape", "fear")
    yield Visit(5, "08:00", f"space {LESS} escape", "")
    yield Visit(
        6, "20:10", "k space 3 space space space space space space 1 space", "something was used"
    )
    yield Visit(6, "22:30", "begin play", "")
    yield Visit(6, "08:00", f"space {LESS} escape", "the morning after")
    yield Visit(7, "22:30", "begin play", "")
    yield Visit(7, "03:10", "space space 1 space wait:9 play space space", "up for a while")
    yield Visit(7, "08:00", f"space {ROUGH} escape", "")
    yield Visit(8, "22:30", "begin play", "")
    yield Visit(8, "08:00", f"space {ROUGH} escape", "the doctor is named")
    yield Visit(8, "14:00", "", "Tonight by day")
    yield Visit(9, "22:30", "begin play", "")
    yield Visit(9, "08:00", f"space {LESS} escape", "")
    yield Visit(10, "22:30", "l escape begin play", "")
    yield Visit(10, "08:00", f"space {FAIR} escape", "")
    yield Visit(10, "14:00", "n space escape escape", "a lesson on bed and rise time")
    yield Visit(11, "22:30", "begin play", "")
    yield Visit(11, "03:10", "space 6 space wait:30", "a bad dream")
    yield Visit(11, "08:00", f"space {FAIR} escape", "")
    yield Visit(12, "22:30", "begin play", "")
    yield Visit(12, "08:00", f"space {FAIR} escape", "")
    yield Visit(13, "00:40", "", "late, and no routine was begun")
    yield Visit(13, "08:00", f"space {GOOD} escape", "")
    yield Visit(14, "22:30", "begin play", "")
    yield Visit(14, "03:10", "space 7 space wait:30", "aches")
    yield Visit(14, "08:00", f"space {GOOD} escape v space space space", "the review")


VISITS = tuple(visits())


def main() -> int:
    """Print the log."""
    size = tuple(map(int, sys.argv[1].split("x"))) if len(sys.argv) > 1 else SIZE
    if size[0] < SIZE[0] or size[1] < SIZE[1]:
        print(f"At least {SIZE[0]}x{SIZE[1]}: on a smaller one pages come in parts, by other keys.")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        print(*asyncio.run(fortnight(Path(folder), (size[0], size[1]))), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
