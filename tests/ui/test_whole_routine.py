"""A routine of three quarters of an hour, whole, through the real screens; nothing is timed."""

from itertools import groupby, pairwise
from pathlib import Path

import pytest

from coach.domain.session import State
from tests.ui.whole_session import EVENING_SECONDS, PAINTED, PlayedEvening, play_evening

IDS = ["breathing/box", "relaxation/pmr-16", "bodyscan/twenty"]
LATE = [0.0, 0.3]
"""By how many seconds every look is late."""


@pytest.mark.parametrize("late", LATE)
async def test_three_quarters_of_an_hour_are_played_whole(tmp_path: Path, late: float) -> None:
    played = await play_evening(tmp_path, late)
    assert [step.id for step in played.steps] == IDS
    assert all(step.session.state is State.FINISHED for step in played.steps)
    _begins_where_the_last_ended(played)
    _comes_to_every_cue_in_order(played)
    _notes_every_step(played)
    assert not played.has_running
    assert played.ended - played.begun == pytest.approx(EVENING_SECONDS + late, abs=1e-6)
    for step in played.steps:
        assert len(step.painted) == PAINTED
        assert len(set(step.painted)) > 4, "it is not one picture"


def _begins_where_the_last_ended(played: PlayedEvening) -> None:
    """However late the looks come: nothing drifts from step to step."""
    assert played.steps[0].begun == played.begun
    for before, step in pairwise(played.steps):
        total = before.session.timeline.total_ms / 1000
        assert step.begun == pytest.approx(before.begun + total, abs=1e-6)
        quiet = step.session.timeline.cues[0]
        assert (quiet.kind, quiet.duration_ms, quiet.text) == ("silence", 4000, "")
    assert played.steps[0].session.timeline.cues[0].kind == "intro"


def _comes_to_every_cue_in_order(played: PlayedEvening) -> None:
    for step in played.steps:
        assert step.cues == [cue.kind for cue in step.session.timeline.cues]
    box, release, scan = ([kind for kind, _ in groupby(step.cues)] for step in played.steps)
    breath = ["in", "hold", "out", "rest"]
    assert box == ["intro", *breath * 48, "closing"]
    assert [kind for kind in release if kind not in ("silence", "intro", "closing")] == (
        ["prepare", "tense", "release"] * 16
    )
    assert release[:2] == ["silence", "intro"]
    assert "closing" in release[-2:]
    assert [kind for kind, _ in groupby(kind for kind in scan if kind != "silence")] == [
        "settle",
        "region",
        "closing",
    ]


def _notes_every_step(played: PlayedEvening) -> None:
    numbers = [(step.running or {}).get("step") for step in played.steps]
    assert numbers == [1, 2, 3]
    assert [(step.running or {}).get("run") for step in played.steps] == IDS
    assert {(step.running or {}).get("routine") for step in played.steps} == {"routines/long"}
