"""How a script is told: one of its variants a night, thinner with practice, by what follows."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.cache import check
from coach.content.library import KINDS, load_file
from coach.content.telling import FULL, Telling, depth_of, told
from coach.domain.timeline import Timeline
from coach.toml.problems import BadFile

STRETCH = """title = "Legs"
[[step]]
id = "calf"
title = "Calf"
kind = "stretch"
seconds = 30
lines = [
  { at = 0, text = "Lean." },
  { at = 10, depth = 2, text = ["One.", "Two.", "Three."] },
  { at = 20, depth = 3, text = "Soft jaw." },
]
[[step]]
id = "rest"
title = "Rest"
kind = "closing"
seconds = 40
when = "alone"
lines = [{ at = 0, text = "Good night." }]
[[step]]
id = "lie"
title = "Lie down"
kind = "closing"
seconds = 20
when = "before"
wait = "key"
lines = [{ at = 0, text = ["Lie down.", "Down."] }]
"""
RELAXATION = """title = "Let go"
passes = 2
release_only = ["No squeeze.", "Only rest."]
[again]
prepare = ["Once more."]
[[intro]]
seconds = 5
depth = 2
text = ["Lie back.", "Lie down."]
[[group]]
id = "foot"
title = "Foot"
region = "right-foot"
prepare = ["Foot.", { depth = 2, text = ["Curl.", "Toes down."] }]
tense = ["Now."]
release = [{ at = 0, text = "And let go." }, { at = 9, text = ["Wide.", "Long."], depth = 3 }]
[[closing]]
seconds = 8
when = "alone"
text = "Nothing left."
[[closing]]
seconds = 3
when = "before"
text = "On."
"""
SCAN = """title = "Scan"
seconds = 120
settle_seconds = 20
[[settle]]
share = 0.0
text = ["Here.", "Now."]
[[settle]]
share = 0.5
when = "alone"
text = "Alone."
[[settle]]
share = 0.5
when = "before"
text = "More comes."
[[region]]
region = "toes"
lines = ["Toes.", { depth = 2, text = ["Left.", "Right."] }, ["Tip.", "Nail."]]
"""
BREATH = """title = "Box"
cycles = 1
[[lead_in]]
seconds = 6
depth = 3
text = "Light."
[[phase]]
kind = "in"
seconds = 4
text = ["In.", "Breathe in."]
[[phase]]
kind = "out"
seconds = 2
text = "Out."
spoken = false
[[closing]]
seconds = 7
text = "Let it go."
"""
FILES = {"stretch": STRETCH, "relaxation": RELAXATION, "bodyscan": SCAN, "breathing": BREATH}


def timeline(folder: Path, kind: str, telling: Telling = FULL) -> Timeline:
    file = folder / f"{kind}.toml"
    file.write_text(FILES[kind], encoding="utf-8")
    exercise = load_file(file, kind).exercise(f"{kind}/mine", telling)  # type: ignore[attr-defined]
    made = exercise.timeline("sleep") if kind == "bodyscan" else exercise.timeline()
    assert isinstance(made, Timeline)
    return made


def texts(timeline: Timeline) -> list[str]:
    return [cue.text for cue in timeline.cues if cue.text]


def test_of_several_texts_another_one_is_taken_each_night(tmp_path: Path) -> None:
    said = [texts(timeline(tmp_path, "stretch", Telling(night)))[1] for night in range(6)]
    assert said == ["One.", "Two.", "Three."] * 2
    assert "Breathe in." in texts(timeline(tmp_path, "breathing", Telling(1)))
    night = date(2026, 11, 27).toordinal()
    assert texts(timeline(tmp_path, "bodyscan", Telling(night)))[0] == ["Here.", "Now."][night % 2]


def test_all_that_may_vary_varies(tmp_path: Path) -> None:
    first = texts(timeline(tmp_path, "relaxation", Telling(0)))
    second = texts(timeline(tmp_path, "relaxation", Telling(1)))
    assert first == [
        *("Lie back.", "Foot.", "Curl.", "Now.", "And let go.", "Wide."),
        *("Once more.", "Now.", "And let go.", "Wide.", "Nothing left."),
    ]
    assert second[:3] == ["Lie down.", "Foot.", "Toes down."]


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("has_next", [True, False])
def test_what_is_thinned_leaves_its_seconds_to_silence(
    tmp_path: Path, kind: str, has_next: bool
) -> None:
    full = timeline(tmp_path, kind, Telling(0, 3, has_next))
    for depth in (1, 2):
        thin = timeline(tmp_path, kind, Telling(0, depth, has_next))
        assert thin.total_ms == full.total_ms
        at = {(cue.start_ms, cue.text) for cue in full.cues if cue.text}
        left = {(cue.start_ms, cue.text) for cue in thin.cues if cue.text}
        assert left <= at
        assert depth == 2 or left < at


def test_depth_one_is_always_said(tmp_path: Path) -> None:
    assert texts(timeline(tmp_path, "stretch", Telling(0, 1))) == ["Lean.", "Good night."]
    assert texts(timeline(tmp_path, "stretch", Telling(0, 2)))[1] == "One."
    assert [depth_of(count) for count in (0, 6, 7, 20, 21, 500)] == [3, 3, 2, 2, 1, 1]


def test_what_follows_decides_how_it_ends(tmp_path: Path) -> None:
    alone, before = (
        timeline(tmp_path, "stretch", Telling(has_next=has_next)) for has_next in (False, True)
    )
    assert (texts(alone)[-1], alone.total_ms, alone.waits_ms) == ("Good night.", 70_000, ())
    assert (texts(before)[-1], before.total_ms, before.waits_ms) == ("Lie down.", 50_000, (50_000,))
    assert "Alone." in texts(timeline(tmp_path, "bodyscan"))
    assert "More comes." in texts(timeline(tmp_path, "bodyscan", Telling(has_next=True)))


def test_a_breath_may_close_and_a_phase_may_be_unspoken(tmp_path: Path) -> None:
    made = timeline(tmp_path, "breathing")
    assert [(cue.kind, cue.cycle) for cue in made.cues] == [
        *(("intro", 0), ("in", 1), ("out", 1), ("closing", 0))
    ]
    assert texts(made)[-1] == "Let it go."


@given(st.integers(0, 10**6), st.integers(1, 3), st.booleans())
def test_told_is_plain_and_told_again_the_same(night: int, depth: int, has_next: bool) -> None:
    telling = Telling(night, depth, has_next)
    for kind, text in FILES.items():
        script = check(text, Path("x.toml"), KINDS[kind])
        once = told(script, telling)
        assert told(once, telling._replace(night=night + 1, depth=3)) == once


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("depth = 2", "depth = 4", "expected 1, 2 or 3"),
        ("depth = 2", 'depth = "2"', "expected 1, 2 or 3"),
        ('when = "alone"', 'when = "last"', "expected one of alone, before"),
        ('["One.", "Two.", "Three."]', "[]", "expected one to 24 texts"),
        ('["One.", "Two.", "Three."]', "[1]", "expected a text of up to 5000 characters"),
        ('["One.", "Two.", "Three."]', "3", "or a list of them"),
        ('wait = "key"', 'wait = "enter"', 'expected "key"'),
        ("at = 20", "at = 10", "expected a time after 10"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    file = tmp_path / "x.toml"
    file.write_text(STRETCH.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(BadFile, match=said):
        load_file(file, "stretch")
