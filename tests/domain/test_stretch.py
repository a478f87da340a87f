"""A row of stretches as one timeline."""

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.passage import Line
from coach.domain.stretch import Step, Stretch
from coach.domain.timeline import Part
from tests.generated import check_tiling, some_of, stretches

CALF = Step(
    Part("calf", "Calf", ("right-calf",)),
    "stretch",
    30_000,
    (Line(0, "Heel down."), Line(16_000, "No bouncing.")),
)
CHANGE = Step(Part("change", "Change"), "change", 5000, (Line(0, "The other leg."),))
REST = Step(Part("rest", "Rest"), "closing", 10_000, ())
LEGS = Stretch("stretch/legs", "Legs", "", (CALF, CHANGE, REST))


def test_each_step_becomes_a_passage_of_its_part() -> None:
    timeline = LEGS.timeline()
    assert [(c.kind, c.start_ms, c.text, c.part and c.part.id) for c in timeline.cues] == [
        ("stretch", 0, "Heel down.", "calf"),
        ("silence", 12_000, "", "calf"),
        ("stretch", 16_000, "No bouncing.", "calf"),
        ("silence", 28_000, "", "calf"),
        ("change", 30_000, "The other leg.", "change"),
        ("closing", 35_000, "", "rest"),
    ]
    assert (timeline.id, timeline.title, timeline.kind) == ("stretch/legs", "Legs", "stretch")
    assert (timeline.total_ms, timeline.cycles) == (45_000, 0)


def test_a_step_left_out_is_not_there() -> None:
    timeline = LEGS.timeline(frozenset({"calf"}))
    assert timeline.parts == (CHANGE.part, REST.part)
    assert timeline.total_ms == 15_000


def test_with_everything_left_out_nothing_is() -> None:
    assert LEGS.timeline(frozenset({"calf", "change", "rest"})) == LEGS.timeline()


def test_leaving_out_what_is_not_there_changes_nothing() -> None:
    assert LEGS.timeline(frozenset({"no-such-step"})) == LEGS.timeline()


@given(stretches(), st.data())
def test_leaving_any_set_out_removes_exactly_its_time(
    stretch: Stretch, data: st.DataObject
) -> None:
    left_out = data.draw(some_of([step.part.id for step in stretch.steps]))
    timeline = stretch.timeline(left_out)
    check_tiling(timeline)
    kept = [step for step in stretch.steps if step.part.id not in left_out] or stretch.steps
    assert timeline.parts == tuple(step.part for step in kept)
    assert timeline.total_ms == sum(step.duration_ms for step in kept)
    for step in kept:
        spent = [cue.duration_ms for cue in timeline.cues if cue.part == step.part]
        assert sum(spent) == step.duration_ms
