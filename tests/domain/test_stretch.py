"""A row of stretches as one timeline."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.passage import NOTHING_LEFT_MS, Line
from coach.domain.stretch import Step, Stretch
from coach.domain.timeline import Part
from tests.generated import check_tiling, some_of, stretches

CALF = Step(
    Part("calf", "Calf", ("right-calf",)),
    "stretch",
    30_000,
    (Line(0, "Heel down."), Line(16_000, "No bouncing.")),
)
OTHER = Step(Part("other", "Other calf"), "stretch", 20_000, (Line(0, "Left heel down."),))
CHANGE = Step(Part("change", "Change"), "change", 5000, (Line(0, "The other leg."),))
REST = Step(Part("rest", "Rest"), "closing", 10_000, ())
LEGS = Stretch("stretch/legs", "Legs", "", (CALF, CHANGE, REST))
BOTH = Stretch("stretch/both", "Both", "", (CALF, CHANGE, OTHER, REST))


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


def test_a_step_left_out_is_not_played() -> None:
    timeline = LEGS.timeline(frozenset({"calf"}))
    assert timeline.parts == (CHANGE.part, REST.part)
    assert timeline.total_ms == 15_000


def test_with_every_stretch_left_out_only_beginning_and_closing_remain() -> None:
    left_out = frozenset({"calf", "other"})
    assert [step.part.id for step in BOTH.staying(left_out)] == ["rest"]
    assert [cue.kind for cue in BOTH.timeline(left_out).cues] == ["closing"]
    assert BOTH.is_empty(left_out)
    assert not BOTH.is_empty({"calf", "rest"})
    assert not replace(LEGS, steps=(REST,)).is_empty(())


def test_with_nothing_left_at_all_it_says_so() -> None:
    timeline = BOTH.timeline(frozenset({"calf", "other", "rest"}))
    assert [(cue.kind, cue.text) for cue in timeline.cues] == [
        ("closing", "Everything here is left out.")
    ]


def test_a_change_goes_with_the_stretch_that_it_announces() -> None:
    timeline = BOTH.timeline(frozenset({"other"}))
    assert timeline.parts == (CALF.part, REST.part)
    assert BOTH.timeline(frozenset({"calf"})).parts == (CHANGE.part, OTHER.part, REST.part)


def test_a_change_that_is_left_out_takes_its_stretch_along() -> None:
    assert BOTH.timeline(frozenset({"change"})) == BOTH.timeline(frozenset({"other"}))
    assert BOTH.places == {"calf": "calf", "change": "other", "other": "other", "rest": "rest"}


def test_a_change_that_announces_nothing_stays() -> None:
    assert LEGS.places == {"calf": "calf", "change": "change", "rest": "rest"}
    assert LEGS.timeline(frozenset({"calf"})).parts == (CHANGE.part, REST.part)


def test_leaving_out_an_unknown_step_changes_nothing() -> None:
    assert LEGS.timeline(frozenset({"no-such-step"})) == LEGS.timeline()


@given(stretches(), st.data())
def test_leaving_any_set_out_removes_exactly_its_time(
    stretch: Stretch, data: st.DataObject
) -> None:
    left_out = data.draw(some_of([step.part.id for step in stretch.steps]))
    timeline = stretch.timeline(left_out)
    check_tiling(timeline)
    staying = stretch.staying(left_out)
    assert left_out.isdisjoint(step.part.id for step in staying)
    assert timeline.parts == tuple(step.part for step in staying)
    assert timeline.total_ms == (sum(step.duration_ms for step in staying) or NOTHING_LEFT_MS)
    assert stretch.staying(()) == list(stretch.steps)
    for index, step in enumerate(stretch.steps):
        later = [each for each in stretch.steps[index:] if each.kind == "stretch"]
        is_announcing = step.kind == "change" and later
        goes = {step.part.id, *([later[0].part.id] if is_announcing else [])}
        goes |= {id for id, place in stretch.places.items() if place in goes}
        assert (step in staying) is goes.isdisjoint(left_out)
    for step in staying:
        spent = [cue.duration_ms for cue in timeline.cues if cue.part == step.part]
        assert sum(spent) == step.duration_ms
