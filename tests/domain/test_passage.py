"""Words in a stretch of time, as cues."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.passage import LONGEST_TEXT_MS, Line, passage, shared, timeline_of
from coach.domain.timeline import Cue, Part
from tests.generated import lines_within

CALF = Part("calf", "Calf", ("calves",))


def outline(cues: list[Cue]) -> list[tuple[str, int, str]]:
    """Return the cues as kind, length and text."""
    return [(cue.kind, cue.duration_ms, cue.text) for cue in cues]


def test_one_line_stays_for_the_whole_passage() -> None:
    assert outline(passage("tense", 5000, [Line(0, "Firm.")])) == [("tense", 5000, "Firm.")]


def test_a_line_stays_until_the_next_one() -> None:
    cues = passage("release", 9000, [Line(0, "Let go."), Line(4000, "Rest.")])
    assert outline(cues) == [("release", 4000, "Let go."), ("release", 5000, "Rest.")]


@pytest.mark.parametrize(
    ("duration_ms", "expected"),
    [
        (11_999, [("region", 11_999, "Here.")]),
        (12_000, [("region", 12_000, "Here.")]),
        (12_001, [("region", 12_000, "Here."), ("silence", 1, "")]),
        (40_000, [("region", 12_000, "Here."), ("silence", 28_000, "")]),
    ],
)
def test_after_twelve_seconds_it_is_silent(
    duration_ms: int, expected: list[tuple[str, int, str]]
) -> None:
    assert LONGEST_TEXT_MS == 12_000
    assert outline(passage("region", duration_ms, [Line(0, "Here.")])) == expected


def test_between_two_lines_it_is_silent_too() -> None:
    cues = passage("release", 32_000, [Line(0, "a"), Line(8000, "b"), Line(21_000, "c")])
    assert outline(cues) == [
        ("release", 8000, "a"),
        ("release", 12_000, "b"),
        ("silence", 1000, ""),
        ("release", 11_000, "c"),
    ]


def test_before_the_first_line_it_is_silent() -> None:
    cues = passage("stretch", 8000, [Line(3000, "Now.")])
    assert outline(cues) == [("silence", 3000, ""), ("stretch", 5000, "Now.")]


def test_without_lines_it_is_one_cue_without_text() -> None:
    assert outline(passage("change", 20_000, [])) == [("change", 20_000, "")]


@pytest.mark.parametrize("at_ms", [5000, 5001, 90_000])
def test_a_line_at_or_beyond_the_end_is_left_out(at_ms: int) -> None:
    cues = passage("tense", 5000, [Line(0, "a"), Line(at_ms, "b")])
    assert outline(cues) == [("tense", 5000, "a")]
    assert outline(passage("tense", 5000, [Line(at_ms, "b")])) == [("tense", 5000, "")]


@pytest.mark.parametrize("lines", [[], [Line(0, "a")], [Line(0, "a"), Line(7, "b")]])
def test_a_passage_of_no_length_is_nothing(lines: list[Line]) -> None:
    assert passage("tense", 0, lines) == []


def test_all_but_its_first_cue_go_on_with_it() -> None:
    cues = passage("release", 32_000, [Line(2000, "a"), Line(8000, "b")], CALF)
    assert [cue.is_continued for cue in cues] == [False, True, True, True]
    assert {cue.part for cue in cues} == {CALF}


def test_of_two_lines_at_one_moment_the_second_is_said() -> None:
    cues = passage("settle", 3000, [Line(0, "a"), Line(0, "b")])
    assert outline(cues) == [("settle", 3000, "b")]
    assert not cues[0].is_continued


@given(st.data(), st.integers(1, 120_000))
def test_a_passage_has_its_length_whatever_its_lines(data: st.DataObject, duration_ms: int) -> None:
    lines = data.draw(lines_within(duration_ms))
    cues = passage("release", duration_ms, lines, CALF)
    assert sum(cue.duration_ms for cue in cues) == duration_ms
    assert min(cue.duration_ms for cue in cues) > 0
    assert [cue.is_continued for cue in cues] == [n > 0 for n in range(len(cues))]
    assert all(cue.duration_ms <= LONGEST_TEXT_MS for cue in cues if cue.text)
    starts = [sum(cue.duration_ms for cue in cues[:n]) for n in range(len(cues))]
    spoken = [Line(at_ms, cue.text) for at_ms, cue in zip(starts, cues, strict=True) if cue.text]
    assert spoken == list(lines)
    assert {cue.kind for cue in cues if not cue.text} <= {"silence" if lines else "release"}


@pytest.mark.parametrize(
    ("count", "duration_ms", "times"),
    [
        (0, 5000, []),
        (1, 5000, [0]),
        (2, 5000, [0, 2500]),
        (3, 5000, [0, 1666, 3333]),
        (3, 0, [0, 0, 0]),
    ],
)
def test_texts_share_their_time_equally(count: int, duration_ms: int, times: list[int]) -> None:
    texts = [f"Text {n}." for n in range(count)]
    lines = shared(texts, duration_ms)
    assert [line.at_ms for line in lines] == times
    assert [line.text for line in lines] == texts


@given(st.integers(1, 9), st.integers(1, 60_000))
def test_shared_texts_differ_by_a_millisecond_at_most(count: int, duration_ms: int) -> None:
    cues = passage("prepare", duration_ms, shared(["x"] * count, duration_ms))
    assert sum(cue.duration_ms for cue in cues) == duration_ms
    lengths = [cue.duration_ms for cue in cues if duration_ms / count <= LONGEST_TEXT_MS]
    assert not lengths or max(lengths) - min(lengths) <= 1


def test_cues_become_a_timeline_and_without_any_it_says_that_all_is_left_out() -> None:
    timeline = timeline_of("stretch/mine", "Mine", "stretch", [Cue("settle", 0), Cue("settle", 9)])
    assert (timeline.id, timeline.title, timeline.kind) == ("stretch/mine", "Mine", "stretch")
    assert outline(list(timeline.cues)) == [("settle", 9, "")]
    empty = timeline_of("stretch/mine", "Mine", "stretch", [])
    assert outline(list(empty.cues)) == [("closing", 5000, "Everything here is left out.")]
