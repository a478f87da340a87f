"""Words that are dealt like a pack of cards, and the timelines they become."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.mind import Mind, dealt
from coach.domain.passage import Line, Passage
from tests.generated import check_tiling, lines_within

PACK = ["acorn", "barn", "canoe", "daisy", "easel", "flute", "glove", "harp", "ink", "jetty"]
packs = st.lists(st.text(max_size=8), min_size=1, max_size=40, unique=True)
counts = st.integers(1, 120)
nights = st.integers(0, 800_000)
"""A night is the number of its date; this is the year 2191."""


def shuffled(pack: list[str], count: int, night: int) -> tuple[str, ...]:
    """Return what is dealt of a pack that is shuffled."""
    return dealt(pack, count, night, in_order=False)


def in_order(pack: list[str], count: int, night: int) -> tuple[str, ...]:
    """Return what is read of a pack that is not shuffled."""
    return dealt(pack, count, night, in_order=True)


# Dealt


def test_it_is_the_same_on_every_machine() -> None:
    assert shuffled(PACK, 4, 0) == ("flute", "acorn", "canoe", "jetty")
    assert shuffled(PACK, 4, 1) == ("ink", "daisy", "easel", "harp")
    assert shuffled(PACK, 4, 739_947) == ("barn", "glove", "acorn", "jetty")
    assert shuffled(["über", "夜", "a b"], 3, 5) == ("über", "a b", "夜")
    assert in_order(PACK, 4, 739_947) == ("ink", "jetty", "acorn", "barn")


@given(packs, counts, nights)
def test_every_word_comes_once_before_any_comes_twice(
    pack: list[str], count: int, night: int
) -> None:
    words = shuffled(pack, count, night)
    assert len(words) == count
    for first in range(0, count, len(pack)):
        turn = words[first : first + len(pack)]
        assert len(set(turn)) == len(turn)
        assert set(turn) <= set(pack)


@given(packs, st.integers(1, 40), st.integers(0, 5000), st.integers(0, 5000))
def test_over_the_nights_no_word_comes_more_often_than_another(
    pack: list[str], count: int, first: int, many: int
) -> None:
    length = min(many, 50)
    times = Counter(w for n in range(first, first + length) for w in shuffled(pack, count, n))
    most, least = max(times.values(), default=0), min((times[w] for w in pack), default=0)
    assert most - least <= 1


def test_with_553_words_and_84_a_night_no_word_returns_for_six_nights() -> None:
    pack = [f"word {number}" for number in range(553)]
    dealt_on = [shuffled(pack, 84, 739_000 + night) for night in range(60)]
    for night in range(55):
        six = [word for words in dealt_on[night : night + 6] for word in words]
        assert len(set(six)) == len(six) == 6 * 84
    assert len({word for words in dealt_on[:7] for word in words}) == 553


def test_each_night_has_an_order_of_its_own() -> None:
    whole = {shuffled(PACK, len(PACK), night) for night in range(50)}
    assert len(whole) == 50
    assert all(sorted(words) == PACK for words in whole)


@given(packs, counts, nights, st.randoms())
def test_where_a_word_stands_in_its_file_decides_nothing(
    pack: list[str], count: int, night: int, random: object
) -> None:
    other = sorted(pack)
    assert shuffled(pack, count, night) == shuffled(other, count, night)
    assert shuffled([*pack, *pack], count, night) == shuffled(pack, count, night)


# In order


@given(packs, counts, nights)
def test_in_order_it_goes_on_round_and_round(pack: list[str], count: int, night: int) -> None:
    both = [*in_order(pack, count, night), *in_order(pack, count, night + 1)]
    places = [pack.index(word) for word in both]
    assert len(both) == 2 * count
    assert all(after == (before + 1) % len(pack) for before, after in pairwise(places))


def test_what_is_read_twice_in_a_list_is_read_twice() -> None:
    assert in_order(["On.", "And on.", "On."], 4, 0) == ("On.", "And on.", "On.", "On.")


# Timelines


def mind(*passages: Passage, words: tuple[str, ...] = ()) -> Mind:
    """Return something for the mind; each word stays nine seconds."""
    return Mind("mind/test", "Test", "", passages, words, 9000)


def test_words_come_one_by_one_after_the_passages() -> None:
    first = Passage(30_000, (Line(0, "Lie down."), Line(20_000, "Words will come.")))
    timeline = mind(first, words=("acorn", "barn")).timeline()
    assert [(c.kind, c.start_ms // 1000, c.text) for c in timeline.cues] == [
        ("intro", 0, "Lie down."),
        ("silence", 12, ""),
        ("intro", 20, "Words will come."),
        ("intro", 30, "acorn"),
        ("intro", 39, "barn"),
    ]
    assert timeline.total_ms == 48_000
    assert [cue.is_continued for cue in timeline.cues] == [False, True, True, False, False]
    assert (timeline.kind, timeline.parts, timeline.cycles) == ("mind", (), 0)


def test_a_passage_that_waits_waits_at_its_end() -> None:
    first, second = (Passage(20_000, (Line(0, text),), waits=text == "Write.") for text in WAITING)
    timeline = mind(first, second).timeline()
    assert timeline.waits_ms == (20_000,)
    assert timeline.cues[0].text == "Write."
    assert timeline.cues[0].duration_ms == 20_000  # what is waited for stays on the screen


WAITING = ("Write.", "Fold it.")


@given(st.data(), st.integers(0, 5))
def test_any_of_it_tiles(data: st.DataObject, words: int) -> None:
    durations = data.draw(st.lists(st.integers(1000, 60_000), min_size=1, max_size=4))
    passages = [Passage(ms, data.draw(lines_within(ms))) for ms in durations]
    timeline = mind(*passages, words=tuple(PACK[:words])).timeline()
    check_tiling(timeline)
    assert timeline.total_ms == sum(durations) + 9000 * words


@pytest.mark.parametrize("left_out", [frozenset[str](), frozenset({"anything"})])
def test_nothing_of_it_can_be_left_out(left_out: frozenset[str]) -> None:
    assert not mind(Passage(1000, ())).is_empty(left_out)
