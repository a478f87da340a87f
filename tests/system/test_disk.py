"""Work with the disk: in order, off the thread that draws, and never in silence."""

import threading

import pytest

from coach.errors import CoachError
from coach.system.disk import Disk


@pytest.fixture
def heard() -> list[Exception]:
    """What failed while nobody waited for it."""
    return []


@pytest.fixture
def disk(heard: list[Exception]) -> Disk:
    return Disk(heard.append)


def test_work_is_done_in_order_on_one_thread(disk: Disk) -> None:
    done: list[tuple[int, int]] = []
    for number in range(20):
        disk.do(lambda number=number: done.append((number, threading.get_ident())))
    disk.close()
    assert [number for number, _ in done] == list(range(20))
    threads = {thread for _, thread in done}
    assert len(threads) == 1 and threading.get_ident() not in threads


def test_whoever_waits_gets_the_result_or_the_error(disk: Disk, heard: list[Exception]) -> None:
    assert disk.submit(divmod, 7, 2).result() == (3, 1)
    with pytest.raises(ZeroDivisionError):
        disk.submit(divmod, 1, 0).result()
    assert heard == []


@pytest.mark.parametrize("error", [CoachError("the disk is full"), ZeroDivisionError("a fault")])
def test_work_that_fails_unwatched_is_reported_and_the_next_is_done(
    disk: Disk, heard: list[Exception], error: Exception
) -> None:
    def fail() -> None:
        raise error

    disk.do(fail)
    after = disk.submit(lambda: "done")
    assert after.result() == "done"
    assert heard == [error]
