"""All that a script can say, on any night and in every way it is played, and the time for it."""

from collections.abc import Iterator, Sequence

from coach.content.library import GuidedFile
from coach.content.telling import BETWEEN, Telling
from coach.domain import fit
from coach.domain.bodyscan import ENDINGS, BodyScan
from coach.domain.breathing import Pattern
from coach.domain.relaxation import Relaxation, Side, Wishes
from coach.domain.timeline import Timeline

SIDES: tuple[Side, ...] = ("right", "left")


def rooms(script: GuidedFile, lengths_ms: Sequence[int | None] = (None,)) -> dict[str, int]:
    """Return every text that a script can say, and the least milliseconds it may ever take.

    A scan is played at each of the lengths (None: its own). What is thinned only gives others more
    time, so the full words are looked at.
    """
    least_ms: dict[str, int] = {}
    for timeline in _timelines(script, lengths_ms):
        for texts, ms in fit.rooms(timeline):
            for text in texts.split(BETWEEN):
                least_ms[text] = min(ms, least_ms.get(text, ms))
    return least_ms


def _timelines(script: GuidedFile, lengths_ms: Sequence[int | None]) -> Iterator[Timeline]:
    """Yield a script in every way in which it is played, all nights at once."""
    for has_next in (False, True):
        exercise = script.exercise("", Telling(night=None, has_next=has_next))
        match exercise:
            case Pattern():
                yield exercise.timeline(cycles=1)
            case Relaxation():
                for side in SIDES:
                    yield exercise.timeline(Wishes(start_side=side))
                    yield exercise.timeline(Wishes(start_side=side, is_without_tension=True))
            case BodyScan():
                for ms in lengths_ms:
                    yield from _scans(exercise, ms)
            case _:
                yield exercise.timeline()


def _scans(scan: BodyScan, ms: int | None) -> Iterator[Timeline]:
    """Yield a scan of a length in every way.

    A line for a mind that has wandered hides the third line of its region; both are heard once
    regions before it are left out.
    """
    for ending in ENDINGS:
        yield scan.timeline(ending, ms)
    for count in range(1, scan.wandering_every if scan.wandering else 1):
        left_out = frozenset(region.part.id for region in scan.regions[:count])
        yield scan.timeline("sleep", ms, left_out)
