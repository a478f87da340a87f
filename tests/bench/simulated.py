"""Half an hour of breathing through the real screen with a fake clock, in true time."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from coach import guide, paths
from coach.content.library import Library
from coach.domain.session import Event, Moment, begin, step
from tests.bench.table import Figure
from tests.ui.whole_session import SECONDS, play_half_an_hour

ROUNDS = 3


def figures() -> Iterator[Figure]:
    """Play it, and the same timeline through the bare session."""
    with tempfile.TemporaryDirectory() as folder:
        played = [asyncio.run(play_half_an_hour(Path(folder))) for _ in range(ROUNDS)]
    screen = median(each.seconds for each in played)
    bare = median(bare_session() for _ in range(ROUNDS))
    yield Figure(f"half an hour, {played[0].looks} looks", screen, "s", 0.5, bare, "bare session")


def bare_session() -> float:
    """Return how long the same half hour takes without a screen: a look at every cue."""
    pattern = guide.breathing(Library(paths.assets(), Path("nowhere")), "box").pattern
    timeline = guide.with_length(pattern, SECONDS, None).timeline()
    begun = time.perf_counter()
    session = begin(timeline, Moment(0.0, 0.0))
    while not session.is_over:
        session, _ = step(session, Event.LOOK, Moment(session.due, session.due))
    return time.perf_counter() - begun
