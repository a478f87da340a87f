"""What sounds when: in order, within the session, one voice at a time, sinking, and by wish."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain import fit
from coach.domain.breathing import LeadIn
from coach.domain.passage import Line, passage, timeline_of
from coach.domain.timeline import Timeline
from coach.sound.score import SHORTEST_TONE_MS, TICK_MS, Sound, Wishes, level, score
from tests.generated import BOX, body_timelines, pattern_of, timelines

WISHES = st.builds(
    Wishes,
    voice=st.booleans(),
    tones=st.sampled_from(["off", "tones", "sea"]),
    holds=st.sampled_from(["silent", "tick"]),
    words_stay=st.booleans(),
)
ANY = timelines() | body_timelines()
VOICE_ONLY = Wishes(tones="off")
TONES_ONLY = Wishes(voice=False)


def kinds_of(sounds: tuple[Sound, ...]) -> list[str]:
    return [each.kind for each in sounds]


def said(timeline: Timeline, wishes: Wishes = VOICE_ONLY) -> list[str]:
    return [each.text for each in score(timeline, wishes) if each.kind == "voice"]


@given(timeline=ANY, wishes=WISHES)
def test_sounds_come_in_order_and_within_the_session(timeline: Timeline, wishes: Wishes) -> None:
    sounds = score(timeline, wishes)
    starts = [each.start_ms for each in sounds]
    assert starts == sorted(starts)
    for each in sounds:
        assert 0 <= each.start_ms < each.end_ms <= timeline.total_ms
        assert 0 <= each.pitch_from <= 1 and 0 <= each.pitch_to <= 1
        assert (each.kind == "voice") == bool(each.text)


@given(timeline=ANY, wishes=WISHES)
def test_no_voice_speaks_over_another_nor_a_tone_over_a_tone(
    timeline: Timeline, wishes: Wishes
) -> None:
    sounds = score(timeline, wishes)
    for of_voice in (True, False):
        alike = [each for each in sounds if (each.kind == "voice") == of_voice]
        assert all(before.end_ms <= after.start_ms for before, after in pairwise(alike))


@given(timeline=ANY, wishes=WISHES)
def test_everything_sinks_and_most_in_the_last_third(timeline: Timeline, wishes: Wishes) -> None:
    sounds = score(timeline, wishes)
    assert all(before.level >= after.level for before, after in pairwise(sounds))
    assert all(0.25 <= each.level <= 1 for each in sounds)
    for each in sounds:
        assert (each.start_ms * 3 < timeline.total_ms * 2) == (each.level > level(2 / 3))


def test_the_last_third_sinks_twice_as_much_as_all_before_it() -> None:
    first, second, last = (level(third / 3) / level((third - 1) / 3) for third in (1, 2, 3))
    assert first == pytest.approx(second, abs=1e-5)
    assert last == pytest.approx(first**4, abs=1e-5)
    assert (level(0), round(level(1), 3)) == (1, 0.251)


def test_a_routine_sinks_as_one() -> None:
    timeline = pattern_of(*BOX).timeline(2)
    whole_ms = 2 * timeline.total_ms
    first = score(timeline, Wishes(), 0, whole_ms)
    second = score(timeline, Wishes(), timeline.total_ms, whole_ms)
    assert first[0].level == 1 and second[0].level == level(0.5) < first[-1].level


@given(timeline=ANY, wishes=WISHES)
def test_without_voice_nobody_speaks_and_without_tones_there_are_none(
    timeline: Timeline, wishes: Wishes
) -> None:
    assert "voice" not in kinds_of(score(timeline, wishes._replace(voice=False)))
    assert set(kinds_of(score(timeline, wishes._replace(tones="off")))) <= {"voice"}
    assert not score(timeline, Wishes(voice=False, tones="off"))


@given(timeline=timelines(), is_sea=st.booleans())
def test_each_breath_has_its_tones(timeline: Timeline, is_sea: bool) -> None:
    sounds = score(timeline, Wishes(voice=False, tones="sea" if is_sea else "tones"))
    phases = [
        (cue.start_ms, f"sea-{cue.kind}" if is_sea else cue.kind, min(cue.duration_ms, 60_000))
        for cue in timeline.cues
        if cue.kind in ("in", "out") and cue.duration_ms >= SHORTEST_TONE_MS
    ]
    assert [(each.start_ms, each.kind, each.duration_ms) for each in sounds] == phases


@given(timeline=ANY)
def test_the_voice_says_what_there_is_time_for_and_says_it_on_time(timeline: Timeline) -> None:
    """Also in the dark and to the end; what surely takes too long is left out."""
    cues = {cue.start_ms: cue for cue in timeline.cues}
    rooms = {cue.start_ms: room_ms for cue, room_ms in fit.rooms_of_cues(timeline)}
    spoken = score(timeline, Wishes(tones="off", words_stay=True))
    for each in spoken:
        assert each.text == cues[each.start_ms].spoken(stay=True)
    left_out = rooms.keys() - {each.start_ms for each in spoken}
    assert all(fit.is_too_long(cues[at].spoken(stay=True), rooms[at]) for at in left_out)


def test_a_breath_of_five_minutes_has_a_tone_of_one() -> None:
    timeline = pattern_of(("in", 300_000), ("out", 60_000)).timeline(1)
    assert [each.duration_ms for each in score(timeline, TONES_ONLY)] == [60_000, 60_000]


def test_a_box_from_its_first_words_to_its_last_breath() -> None:
    timeline = pattern_of(*BOX, lead_in=(LeadIn(5000, "Light and slow."),)).timeline(8)
    words = ["The in.", "The hold.", "The out.", "The rest."]
    assert said(timeline) == ["Light and slow."] + words * 3 + ["In.", "Hold.", "Out.", "Rest."] * 3
    assert said(timeline, Wishes(words_stay=True))[-4:] == ["In.", "Hold.", "Out.", "Rest."]
    assert len(said(timeline, Wishes(words_stay=True))) == 1 + 8 * 4
    tones = score(timeline, TONES_ONLY)
    assert kinds_of(tones) == ["in", "out"] * 8
    assert [(each.pitch_from, each.pitch_to) for each in tones[:2]] == [(0, 1), (1, 0)]


def test_a_sip_on_top_goes_on_from_the_pitch_before_it() -> None:
    timeline = pattern_of(("in", 3000), ("in", 1000), ("out", 8000)).timeline(1)
    pitches = [(each.pitch_from, each.pitch_to) for each in score(timeline, TONES_ONLY)]
    assert pitches == [(0, 0.75), (0.75, 1), (1, 0)]


def test_a_hold_is_silent_or_has_one_tick_in_its_middle() -> None:
    timeline = pattern_of(*BOX).timeline(1)
    ticks = [
        each for each in score(timeline, Wishes(holds="tick", voice=False)) if each.kind == "tick"
    ]
    assert [each.start_ms + each.duration_ms / 2 for each in ticks] == [6000, 14_000]
    short = pattern_of(("in", 4000), ("hold", 2 * TICK_MS - 1), ("out", 4000)).timeline(1)
    assert "tick" not in kinds_of(score(short, Wishes(holds="tick")))
    assert "tick" not in kinds_of(score(timeline, Wishes(holds="tick", tones="off")))


def test_the_body_has_a_pair_for_muscles_and_a_note_for_each_region() -> None:
    cues = [
        *passage("prepare", 4000, [Line(0, "Both hands.")]),
        *passage("tense", 5000, []),
        *passage("release", 20_000, [Line(3000, "And let go."), Line(9000, "Soft.")]),
        *passage("region", 12_000, [Line(0, "The feet."), Line(6000, "The toes.")]),
        *passage("stretch", 500, []),
        *passage("change", 5000, []),
        *passage("closing", 9000, [Line(0, "Good night.")]),
    ]
    timeline = timeline_of("relaxation/x", "X", "relaxation", cues)
    tones = [(each.start_ms, each.kind) for each in score(timeline, TONES_ONLY)]
    assert tones == [(4000, "squeeze"), (9000, "let-go"), (29_000, "region")]
    assert said(timeline) == [
        "Both hands.",
        "And let go.",
        "Soft.",
        "The feet.",
        "The toes.",
        "Good night.",
    ]


def test_a_line_may_last_until_the_next_one_or_the_end_of_its_passage() -> None:
    cues = [
        *passage("intro", 30_000, [Line(0, "Here."), Line(20_000, "There.")]),
        *passage("region", 9000, []),
    ]
    timeline = timeline_of("bodyscan/x", "X", "bodyscan", cues)
    sounds = score(timeline, VOICE_ONLY)
    assert [(each.start_ms, each.end_ms) for each in sounds] == [(0, 20_000), (20_000, 30_000)]


def test_nothing_is_said_where_there_is_surely_no_time_for_it() -> None:
    long = "This line is far too long for the little time it has, whoever says it."
    cues = [
        *passage("intro", 3000, [Line(0, long)]),
        *passage("intro", 3000, [Line(0, "Here.")]),
        *passage("intro", 9000, [Line(0, long)]),
    ]
    timeline = timeline_of("mind/x", "X", "mind", cues)
    assert [(each.start_ms, each.text) for each in score(timeline, VOICE_ONLY)] == [
        (3000, "Here."),
        (6000, long),
    ]
    assert said(pattern_of(("in", 900), ("out", 4000)).timeline(1)) == ["The out."]
