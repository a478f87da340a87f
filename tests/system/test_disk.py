"""Work with the disk: in order, off the thread that draws, and never in silence."""

import threading

import pytest

from coach.errors import CoachError
from coach.system.disk import Disk, Rows, is_blocked, saves


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


# What is not saved.


def rows_of(key: str, value: object) -> Rows:
    """Return what `save` saves."""
    return {("things", key): lambda: {key: value}}


@saves(rows_of)
def save(key: str, value: object) -> None:
    """Save something, unless it is an error: then the disk refuses; an event is waited for."""
    if isinstance(value, Exception):
        raise value
    if isinstance(value, threading.Event):
        value.wait()


class Shelf:
    """Something with a method that saves."""

    @saves(rows_of)
    def put(self, key: str, value: object) -> None:
        save(key, value)


def unsaved(disk: Disk, seconds: float | None = None) -> list[dict[str, object]]:
    """Close a disk and return the rows that were not saved."""
    return [row() for row in disk.close(seconds).values()]


def test_what_was_saved_is_not_unsaved(disk: Disk) -> None:
    disk.do(save, "one", 1)
    disk.submit(Shelf().put, "two", 2)
    assert unsaved(disk) == []


def test_what_was_refused_is_unsaved(disk: Disk, heard: list[Exception]) -> None:
    refusal = CoachError("the disk is full")
    disk.do(save, "one", refusal)
    disk.submit(Shelf().put, "two", refusal)
    disk.do(save, "three", 3)
    assert unsaved(disk) == [{"one": refusal}, {"two": refusal}]
    assert heard == [refusal]
    assert unsaved(disk) == [], "it is told once"


def test_what_was_given_again_and_saved_is_not_unsaved(disk: Disk) -> None:
    disk.submit(save, "one", CoachError("the disk is full"))
    disk.submit(save, "one", 2)
    assert unsaved(disk) == []


def test_of_what_was_given_twice_the_last_is_unsaved(disk: Disk) -> None:
    refusal, gate = CoachError("the disk is full"), threading.Event()
    disk.submit(gate.wait)
    disk.submit(save, "one", 1)
    disk.submit(save, "one", refusal)
    gate.set()
    assert unsaved(disk) == [{"one": refusal}]


def test_what_was_refused_and_taken_back_is_not_unsaved(disk: Disk) -> None:
    refusal = CoachError("the disk is full")
    for key, value in (("one", refusal), ("two", refusal), ("two", 3)):
        disk.submit(save, key, value)
    disk.submit(Shelf().put, "three", refusal)
    disk.submit(bool).result()
    disk.withdraw(save, "one", refusal)
    disk.withdraw(Shelf().put, "three", refusal)
    disk.withdraw(divmod, 7, 2)
    disk.submit(save, "four", refusal)
    disk.withdraw(save, "four", 4)  # what was given under its key is another one
    assert unsaved(disk) == [{"four": refusal}]


def test_what_waits_is_kept_by_whoever_leaves_though_it_is_taken_back_later(disk: Disk) -> None:
    gate = threading.Event()
    disk.submit(save, "one", gate)
    second = disk.submit(save, "two", 2)
    second.add_done_callback(lambda _: disk.withdraw(save, "two", 2))
    kept = disk.close(0.01)
    gate.set()
    with pytest.raises(CoachError):
        second.result()
    assert [row() for row in kept.values()] == [{"one": gate}, {"two": 2}]


def test_whoever_leaves_does_not_wait_for_work_that_is_blocked(disk: Disk) -> None:
    gate = threading.Event()
    first = disk.submit(save, "one", gate)
    second = disk.submit(save, "two", 2)
    disk.submit(lambda: None)
    assert unsaved(disk, seconds=0.01) == [{"one": gate}, {"two": 2}]
    assert not first.done() and not second.done()
    assert is_blocked()
    gate.set()
    first.result()
    with pytest.raises(CoachError, match="its turn did not come"):
        second.result()  # it is kept as a row, and is not done as well
    with pytest.raises(RuntimeError):
        disk.submit(save, "three", 3)
