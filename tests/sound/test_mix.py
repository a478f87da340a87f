"""Sounds over one another: the same to the sample, however they are asked for."""

from array import array
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coach.sound import samples as sound
from coach.sound.mix import Mix

LENGTH = 400
SAMPLES = st.lists(st.integers(-9000, 9000), max_size=80).map(lambda v: array("h", v).tobytes())
PLACED = st.lists(st.tuples(st.integers(-50, LENGTH), SAMPLES), max_size=12)
CUTS = st.lists(st.integers(0, LENGTH), max_size=12).map(lambda c: [0, *sorted(c), LENGTH])


def mix_of(placed: list[tuple[int, bytes]]) -> Mix:
    mix = Mix()
    for start, samples in placed:
        mix.place(start, samples)
    return mix


def sum_of(placed: list[tuple[int, bytes]], start: int, end: int) -> list[int]:
    """Return what is heard, the slow way."""
    sums = [0] * (end - start)
    for at, samples in placed:
        for place, value in enumerate(array("h", samples), start=at):
            if start <= place < end:
                sums[place - start] += value
    return sums


@given(placed=PLACED, start=st.integers(0, LENGTH), count=st.integers(0, LENGTH))
def test_from_any_start_it_is_the_sum_of_what_sounds(
    placed: list[tuple[int, bytes]], start: int, count: int
) -> None:
    placed = placed[:3]  # three are never too loud
    heard = mix_of(placed).frames(start, count)
    assert list(array("h", heard)) == sum_of(placed, start, start + count)


@given(placed=PLACED, cuts=CUTS, data=st.data())
def test_in_pieces_of_any_size_it_is_the_same(
    placed: list[tuple[int, bytes]], cuts: list[int], data: st.DataObject
) -> None:
    whole = mix_of(placed).frames(0, LENGTH)
    mix = mix_of(placed)
    assert b"".join(mix.frames(a, b - a) for a, b in pairwise(cuts)) == whole
    other = mix_of(data.draw(st.permutations(placed[:3])))
    assert other.frames(0, LENGTH) == mix_of(placed[:3]).frames(0, LENGTH)


@given(placed=PLACED, cuts=CUTS)
def test_a_sound_may_be_placed_at_the_last_moment(
    placed: list[tuple[int, bytes]], cuts: list[int]
) -> None:
    waiting = sorted((start, samples) for start, samples in placed[:3])
    mix, heard = Mix(), b""
    for start, end in pairwise(cuts):
        while waiting and waiting[0][0] < end:
            mix.place(*waiting.pop(0))
        heard += mix.frames(start, end - start)
    assert heard == mix_of(placed[:3]).frames(0, LENGTH)


def test_what_is_over_is_gone() -> None:
    mix = mix_of([(0, sound.silence(10)), (5, sound.silence(10)), (30, sound.silence(10))])
    mix.frames(0, 15)
    assert not mix.is_empty
    mix.frames(15, 25)
    assert mix.is_empty


def test_too_much_at_once_stays_at_full_scale() -> None:
    loud = sound.encoded([0.9, -0.9])
    heard = mix_of([(0, loud), (0, loud)]).frames(0, 2)
    assert list(array("h", heard)) == [32_767, -32_768]


def test_cleared_it_is_silent() -> None:
    mix = mix_of([(0, sound.encoded([0.5] * 20)), (10, sound.encoded([0.5] * 20))])
    mix.frames(0, 5)
    mix.clear()
    assert mix.is_empty
    assert mix.frames(5, 30) == sound.silence(30)
