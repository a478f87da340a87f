"""How long words may take, and how long they are guessed to take."""

import pytest

from coach.domain.breathing import LeadIn, Pattern, Phase
from coach.domain.fit import MOST_ERROR_MS, is_too_long, rooms, spoken_ms
from coach.domain.passage import Line, passage, timeline_of
from coach.domain.timeline import Timeline


def of(*passages: tuple[int, list[Line]]) -> Timeline:
    """Return passages of so many milliseconds as a timeline."""
    cues = [cue for ms, lines in passages for cue in passage("release", ms, lines)]
    return timeline_of("relaxation/x", "X", "relaxation", cues)


def test_a_line_is_over_before_the_next_one_or_the_end_of_its_passage() -> None:
    timeline = of((20_000, [Line(0, "a"), Line(8000, "b")]), (5000, [Line(1000, "c")]))
    assert dict(rooms(timeline)) == {"a": 7400, "b": 11_400, "c": 3400}


def test_silence_after_a_line_is_time_for_it() -> None:
    """A text is shown for at most 12 s; what follows of its passage is silence."""
    assert dict(rooms(of((30_000, [Line(0, "a"), Line(20_000, "b")])))) == {"a": 19_400, "b": 9400}


def test_a_line_that_was_thinned_out_leaves_its_time_to_the_one_before() -> None:
    timeline = of((20_000, [Line(0, "a"), Line(5000, ""), Line(9000, "b")]))
    assert dict(rooms(timeline)) == {"a": 8400, "b": 10_400}


def test_the_next_passage_is_no_time_for_the_words_of_this_one() -> None:
    assert dict(rooms(of((4000, [Line(0, "a")]), (9000, [])))) == {"a": 3400}


def test_in_a_breath_words_have_three_quarters_of_their_phase() -> None:
    pattern = Pattern(
        "breathing/x",
        "X",
        "",
        (
            Phase("in", 4000, "In.", "in"),
            Phase("in", 1000, "A sip.", "sip", is_spoken=False),
            Phase("out", 6001, "Out.", "out"),
        ),
        (LeadIn(5000, "Here."),),
        closing=(LeadIn(3000, "Good night."),),
    )
    assert list(rooms(pattern.timeline(1))) == [
        ("Good night.", 2400),
        ("Out.", 4500),
        ("In.", 3000),
        ("Here.", 4400),
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", 0),
        ("Now", 1),
        ("Now.", 1),
        ("Heels. Calves. Seat.", 3),
        ("Warm? Cool", 2),
        ('"Not now." It can wait.', 2),
        ("Rest … and on", 2),
        ("In, it lifts, at 5.5 breaths.", 1),
    ],
)
def test_a_text_takes_time_for_its_sentences_and_for_its_characters(
    text: str, sentences: int
) -> None:
    alone = spoken_ms("ab") - 2 * (spoken_ms("ab") - spoken_ms("a"))
    assert spoken_ms(text) == sentences * alone + len(text) * (spoken_ms("ab") - spoken_ms("a"))


def test_a_text_is_too_long_only_when_that_is_sure() -> None:
    text = "The shoulders, and what they carry."
    assert is_too_long(text, spoken_ms(text) - MOST_ERROR_MS - 1)
    assert not is_too_long(text, spoken_ms(text) - MOST_ERROR_MS)
