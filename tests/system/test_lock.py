"""The lock beside a file: who waits, for how long, and what happens without locks."""

import errno
import fcntl
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.system import lock

HOLDS_THE_LOCK = """
import sys
from pathlib import Path
from coach.system import lock
with lock.locked(Path(sys.argv[1])), lock.held(Path(sys.argv[1])):
    print("mine", flush=True)
    sys.stdin.read()
"""
Alone = Callable[[Path], AbstractContextManager[None]]
ways = pytest.mark.parametrize("alone", [lock.held, lock.locked])


@pytest.fixture(autouse=True)
def no_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """No note has been made yet."""
    monkeypatch.setattr(lock, "_folders", {})
    monkeypatch.setattr(lock, "_notes", [])


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting for a lock ends soon."""
    monkeypatch.setattr(lock, "DATABASE_SECONDS", 0.02)
    monkeypatch.setattr(lock, "FILE_SECONDS", 0.02)


@contextmanager
def another_coach(file: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Let another process hold both locks of a file."""
    command = [sys.executable, "-c", HOLDS_THE_LOCK, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin and other.stdout
        assert other.stdout.readline() == b"mine\n"
        yield other
        other.kill()


def refuse_locks(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let every file system answer as one without locks does."""

    def flock(handle: int, operation: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", flock)


@ways
@pytest.mark.usefixtures("impatient")
def test_a_lock_held_elsewhere_is_waited_for_and_then_an_error(
    tmp_path: Path, alone: Alone
) -> None:
    file = tmp_path / "x\x1b.toml"
    with another_coach(file), pytest.raises(CoachError) as caught, alone(file):
        pytest.fail("another has it")
    shown = str(tmp_path / r"x\x1b.toml")
    assert str(caught.value) == f"{shown}: another coach is using it and has not finished"


@pytest.mark.usefixtures("impatient")
@ways
def test_a_killed_coach_leaves_no_lock(tmp_path: Path, alone: Alone) -> None:
    file = tmp_path / "x.toml"
    entered = []
    with another_coach(file) as other:
        with pytest.raises(CoachError, match="another coach"), alone(file):
            entered.append("while it lived")
        other.kill()
        other.wait()
        with alone(file):
            entered.append("after it was killed")
    assert entered == ["after it was killed"]


@ways
def test_it_is_released_when_something_goes_wrong_inside(tmp_path: Path, alone: Alone) -> None:
    file = tmp_path / "x.toml"
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), alone(file):
            raise ZeroDivisionError


@ways
def test_what_goes_wrong_inside_stays_what_it_is(tmp_path: Path, alone: Alone) -> None:
    with pytest.raises(FileNotFoundError), alone(tmp_path / "x.toml"):
        os.stat(tmp_path / "missing")
    with pytest.raises(OSError, match="No locks"), alone(tmp_path / "x.toml"):
        raise OSError(errno.ENOLCK, "No locks available")


def test_threads_of_one_coach_wait_for_each_other(tmp_path: Path) -> None:
    file, inside, most = tmp_path / "x.toml", 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(20):
            with lock.held(file):
                inside += 1
                most = max(most, inside)
                os.stat(tmp_path)  # the others get their turn here
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_a_lock_without_waiting_goes_to_whoever_comes_first(tmp_path: Path) -> None:
    file = tmp_path / "running.toml"
    first = lock.hold(file)
    assert first
    assert lock.hold(file) is None
    first.close()
    second = lock.hold(file)
    assert second
    second.close()


def test_what_was_erased_while_we_waited_for_it_is_not_what_we_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, flock = tmp_path / "data" / "coach.db", fcntl.flock
    erased: list[Path] = []

    def flock_and_erase(handle: int, operation: int) -> None:
        flock(handle, operation)
        if not erased:
            erased.append(file)
            lock.place_of(file).unlink()

    monkeypatch.setattr(fcntl, "flock", flock_and_erase)
    with lock.held(file):
        assert erased
        assert lock.place_of(file).exists()
        assert lock.hold(file) is None


def test_the_folder_may_be_erased_while_we_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, flock = tmp_path / "data" / "coach.db", fcntl.flock
    erased: list[Path] = []

    def erase(handle: int, operation: int) -> None:
        if not erased:
            erased.append(file)
            lock.place_of(file).unlink()
            file.parent.rmdir()
            raise BlockingIOError(errno.EAGAIN, "held")
        flock(handle, operation)

    monkeypatch.setattr(fcntl, "flock", erase)
    with lock.held(file):
        assert lock.hold(file) is None


def test_no_link_is_locked_in_its_place(tmp_path: Path) -> None:
    file, target = tmp_path / "coach.db", tmp_path / "target"
    target.write_text("precious")
    lock.place_of(file).symlink_to(target)
    with pytest.raises(OSError), lock.held(file):
        pytest.fail("it is a link")
    assert target.read_text() == "precious"


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP])
def test_without_locks_work_goes_on_and_that_is_noted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    refuse_locks(monkeypatch, number)
    file = tmp_path / "x.toml"
    done: list[Alone] = []
    assert lock.take_note() == ""
    for alone in (lock.held, lock.locked):
        with alone(file):
            done.append(alone)
    running = lock.hold(file)
    assert running is not None
    running.close()
    assert len(done) == 2
    note = f"{tmp_path}: there are no locks on this disk; open one coach at a time"
    assert [lock.take_note(), lock.take_note()] == [note, ""]
    with lock.held(file):
        pass
    assert lock.take_note() == ""
    assert {each.name for each in tmp_path.iterdir()} <= {".x.toml.held", ".x.toml.lock"}


def test_a_lock_that_fails_otherwise_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_locks(monkeypatch, errno.EIO)
    with pytest.raises(OSError, match="Input/output"), lock.held(tmp_path / "x"):
        pytest.fail("there is no lock")
    assert lock.take_note() == ""
