"""Whole sessions through the real screens with a fake clock: breathing, a routine; true time."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from coach.content.library import Library
from coach.domain.health import UNASKED
from coach.domain.moment import Moment
from coach.domain.session import Event, begin, step
from coach.domain.timeline import Timeline
from coach.person import choose, evening
from coach.store.settings import Settings
from coach.system import folders
from tests.bench.table import Figure
from tests.generated import whole
from tests.ui.whole_session import EVENING, SECONDS, play_evening, play_half_an_hour

ROUNDS = 3


def figures() -> Iterator[Figure]:
    """Play them, and the same timelines through the bare session."""
    with tempfile.TemporaryDirectory() as folder:
        played = [asyncio.run(play_half_an_hour(Path(folder))) for _ in range(ROUNDS)]
    screen = median(each.seconds for each in played)
    bare = median(bare_session(half_an_hour()) for _ in range(ROUNDS))
    yield Figure(f"half an hour, {played[0].looks} looks", screen, "s", 0.5, bare, "bare session")
    evenings = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            evenings.append(asyncio.run(play_evening(Path(folder))))
    screen = median(each.seconds for each in evenings)
    bare = median(bare_session(three_quarters()) for _ in range(ROUNDS))
    name = f"a routine of 45 minutes, {evenings[0].looks} looks"
    yield Figure(name, screen, "s", 3.0, bare, "bare session")


def half_an_hour() -> Timeline:
    """Return the box of half an hour."""
    library = Library(folders.assets(), Path("nowhere"))
    pattern, _ = library.pattern(library.find("breathing", "box"))
    return choose.with_length(pattern, choose.Request(seconds=SECONDS)).timeline()


def three_quarters() -> Timeline:
    """Return the routine of 45 minutes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "long.toml"
        file.write_text(EVENING, encoding="utf-8")
        library = Library(folders.assets(), Path("nowhere"))
        choice = choose.find(library, "routines", str(file))
        return whole(evening.prepare(library, choice, Settings(), UNASKED, is_night=True))


def bare_session(timeline: Timeline) -> float:
    """Return how long it takes without a screen: a look at every cue."""
    begun = time.perf_counter()
    session = begin(timeline, Moment(0.0, 0.0))
    while not session.is_over:
        session, _ = step(session, Event.LOOK, Moment(session.due, session.due))
    return time.perf_counter() - begun
