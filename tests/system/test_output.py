"""What is written to a terminal that reads, reads late, or never."""

import asyncio
import os
import tty
from collections.abc import Iterator
from typing import NamedTuple
from unittest import mock

import pytest

from coach.system import output
from coach.system.output import MODE, MOST_WAITING, Output

LINE = "0123456789abcdef" * 64


class Pair(NamedTuple):
    """Both ends of a pseudo-terminal."""

    ours: int
    theirs: int

    def read(self) -> bytes:
        """Read all there is."""
        parts = []
        while True:
            try:
                parts.append(os.read(self.ours, 65536))
            except BlockingIOError:
                return b"".join(parts)


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    os.set_blocking(ours, False)
    yield Pair(ours, theirs)
    os.close(ours)
    os.close(theirs)


async def all_read(pair: Pair, until: int) -> bytes:
    """Read as a terminal does, until so many bytes have come."""
    got = b""
    while len(got) < until:
        await asyncio.sleep(0)
        got += pair.read()
    return got


async def test_what_is_written_together_goes_out_together_or_at_once(pair: Pair) -> None:
    into = Output(pair.theirs, asyncio.get_running_loop(), mock.Mock())
    into.write("one ")
    into.write("two")
    assert pair.read() == b""
    await asyncio.sleep(0)
    assert pair.read() == b"one two"
    into.write("three")
    into.flush()
    assert pair.read() == b"three"
    into.close()
    assert os.get_blocking(pair.theirs), "the shell's flags are as they were"


async def test_a_terminal_that_reads_late_gets_all_of_it_in_order(pair: Pair) -> None:
    on_drop = mock.Mock()
    into = Output(pair.theirs, asyncio.get_running_loop(), on_drop)
    for _ in range(200):
        into.write(LINE)
        into.flush()
    assert await all_read(pair, 200 * len(LINE)) == 200 * LINE.encode()
    into.write("and on")
    assert await all_read(pair, 6) == b"and on"
    assert not on_drop.called
    into.close()


async def test_a_terminal_that_never_reads_costs_pictures_but_no_modes(pair: Pair) -> None:
    on_drop = mock.Mock()
    into = Output(pair.theirs, asyncio.get_running_loop(), on_drop)
    for number in range(2 * MOST_WAITING // len(LINE)):
        into.write(LINE)
        into.write("\x1b[?25h" if number % 2 else "\x1b[?25l")
        into.flush()
        assert len(into._waiting) <= MOST_WAITING
        if number == MOST_WAITING // 2 // len(LINE):
            into.write("\x1b[?2004h")  # between pictures that will be dropped
    assert into._has_dropped
    into.write("\x1b[?1049h")
    assert not on_drop.called
    got = b""
    while not on_drop.called:
        await asyncio.sleep(0)
        got += pair.read()
    got += pair.read()
    last = {mode[:-1]: mode for mode in MODE.findall(got)}
    assert set(last.values()) == {b"\x1b[?25h", b"\x1b[?2004h", b"\x1b[?1049h"}
    into.close()


async def test_who_leaves_waits_for_it_a_moment_only(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "CLOSING_SECONDS", 0.01)
    into = Output(pair.theirs, asyncio.get_running_loop(), mock.Mock())
    for _ in range(200):
        into.write(LINE)
    into.close()
    assert pair.read()
    into.flush()
    assert pair.read() == b""


async def test_what_waits_at_the_end_is_written_still(pair: Pair) -> None:
    into = Output(pair.theirs, asyncio.get_running_loop(), mock.Mock())
    into.write("the end")
    into.close()
    assert pair.read() == b"the end"


async def test_a_terminal_that_is_gone_ends_nothing() -> None:
    ours, theirs = os.openpty()
    into = Output(theirs, asyncio.get_running_loop(), mock.Mock())
    os.close(ours)
    into.write(LINE)
    into.flush()
    assert not into._waiting and not into._is_watched, "nothing is kept for nobody"
    into.write(LINE)
    into.close()
    assert not into._waiting
    os.close(theirs)


async def test_where_it_cannot_be_opened_anew_it_is_written_to_as_it_is(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", mock.Mock(side_effect=PermissionError))
    into = Output(pair.theirs, asyncio.get_running_loop(), mock.Mock())
    into.write("as it is")
    into.close()
    assert pair.read() == b"as it is"
