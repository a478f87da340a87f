"""The interrupted routine on disk: who may write it, and when it is offered."""

import math
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec
import pytest
import tomli_w

from coach.errors import CoachError
from coach.store.running import OFFERED_SECONDS, Running, RunningFile
from coach.system import lock
from tests.nobody import as_nobody

BEGUN = 1_800_000_000.0
THERE = Running(routine="routines/tonight", step=2, run="relaxation/pmr-7", begun=BEGUN)
NEXT = Running(routine="routines/tonight", step=3, run="bodyscan/ten", begun=BEGUN + 400)
RUNS_A_ROUTINE = """
import sys
from pathlib import Path
from coach.store.running import Running, RunningFile
file = RunningFile(Path(sys.argv[1]))
file.write(Running(routine="routines/mine", step=1, run="breathing/box", begun=1.8e9))
print("begun", flush=True)
for line in sys.stdin:
    if line == "remove\\n":
        file.remove()
    print("done", flush=True)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file; its folder does not exist yet."""
    return tmp_path / "data" / "running.toml"


class Coaches:
    """Looks at the file as coaches do, and ends them when a test is over."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def __call__(self, file: Path) -> RunningFile:
        """Return the file as another coach sees it; it holds its lock until it ends."""
        running = RunningFile(file)
        self._stack.callback(self.end, running)
        return running

    def end(self, running: RunningFile) -> None:
        """Let a coach be killed: the system releases its lock."""
        if running._lock:
            running._lock.close()


@pytest.fixture
def coaches() -> Iterator[Coaches]:
    """Other coaches in this process."""
    with ExitStack() as stack:
        yield Coaches(stack)


@contextmanager
def another_coach(file: Path) -> Iterator["subprocess.Popen[str]"]:
    """Run a routine in a process of its own, and kill what is left of it in the end."""
    argv = [sys.executable, "-c", RUNS_A_ROUTINE, str(file)]
    with (
        subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process,
        ExitStack() as stack,
    ):
        stack.callback(process.kill)
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        yield process


def leave_interrupted(file: Path, running: Running = THERE) -> None:
    """Leave a file as a coach does that was killed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(tomli_w.dumps(msgspec.structs.asdict(running)), encoding="utf-8")


def files_in(folder: Path) -> set[str]:
    """Return the names of the files in a folder."""
    return {each.name for each in folder.iterdir()}


def test_what_was_written_can_be_read_once_the_writer_is_gone(coaches: Coaches, file: Path) -> None:
    writer = coaches(file)
    writer.write(THERE)
    writer.write(NEXT)
    coaches.end(writer)
    assert coaches(file).read(NEXT.begun + 1) == NEXT


def test_it_is_for_the_person_alone(coaches: Coaches, file: Path) -> None:
    coaches(file).write(THERE)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_what_is_removed_is_gone_and_may_be_written_again(coaches: Coaches, file: Path) -> None:
    running = coaches(file)
    running.write(THERE)
    running.remove()
    assert not file.exists()
    assert coaches(file).read(BEGUN) is None
    running.remove()
    running.write(NEXT)
    assert "bodyscan/ten" in file.read_text(encoding="utf-8")


def test_removing_releases_the_lock(coaches: Coaches, file: Path) -> None:
    first, second = coaches(file), coaches(file)
    first.write(THERE)
    second.write(NEXT)
    assert "pmr-7" in file.read_text(encoding="utf-8")
    first.remove()
    second.write(NEXT)
    assert "bodyscan/ten" in file.read_text(encoding="utf-8")
    first.remove()
    assert file.exists(), "it is not the first one's any more"


@pytest.mark.parametrize(
    ("later", "is_offered"),
    [
        (0, True),
        (0.001, True),
        (3599, True),
        (OFFERED_SECONDS, True),
        (OFFERED_SECONDS + 0.01, False),
        (24 * 3600, False),
        (-0.01, False),
        (-3600, False),
        (-1e9, False),
    ],
)
def test_it_is_offered_for_three_hours_and_never_from_the_future(
    coaches: Coaches, file: Path, later: float, is_offered: bool
) -> None:
    leave_interrupted(file)
    assert OFFERED_SECONDS == 3 * 3600
    assert coaches(file).read(BEGUN + later) == (THERE if is_offered else None)


def test_looking_takes_nothing_away(coaches: Coaches, file: Path) -> None:
    leave_interrupted(file)
    before = file.read_bytes()
    assert [coaches(file).read(BEGUN + 1) for _ in range(3)] == [THERE] * 3
    assert file.read_bytes() == before


def test_looking_where_nothing_is_makes_nothing(
    coaches: Coaches, file: Path, tmp_path: Path
) -> None:
    assert coaches(file).read(BEGUN) is None
    assert files_in(tmp_path) == set()


def test_what_was_offered_is_forgotten(coaches: Coaches, file: Path) -> None:
    leave_interrupted(file)
    running = coaches(file)
    assert running.read(BEGUN) == THERE
    running.forget()
    assert not file.exists()
    running.forget()
    assert coaches(file).read(BEGUN) is None
    running.write(NEXT)
    assert "bodyscan/ten" in file.read_text(encoding="utf-8")


def test_a_routine_that_runs_here_is_not_forgotten(coaches: Coaches, file: Path) -> None:
    running = coaches(file)
    running.write(THERE)
    running.forget()
    assert "pmr-7" in file.read_text(encoding="utf-8")
    running.remove()
    assert not file.exists()


def test_removing_without_having_written_takes_nothing_away(coaches: Coaches, file: Path) -> None:
    leave_interrupted(file)
    coaches(file).remove()
    assert coaches(file).read(BEGUN) == THERE


DAMAGED = [
    b"",
    b"routine = ",
    b"\xff\xfe\x00",
    b"\x00" * 100,
    tomli_w.dumps(msgspec.structs.asdict(THERE)).encode()[:40],
    b'routine = "routines/tonight"\nstep = 2\nrun = "relaxation/pmr-7"\n',
    b'routine = 1\nstep = 2\nrun = "x"\nbegun = 1.8e9\n',
    b'routine = "x"\nstep = "2"\nrun = "x"\nbegun = 1.8e9\n',
    b'routine = "x"\nstep = 2\nrun = "x"\nbegun = "now"\n',
    b'routine = "x"\nstep = 2\nrun = "x"\nbegun = true\n',
    b'routine = "x"\nstep = 2\nrun = "x"\nbegun = nan\n',
    b'routine = "x"\nstep = 2\nrun = "x"\nbegun = inf\n',
    b'routine = "x"\nstep = 2\nrun = "x"\nbegun = -inf\n',
    b'routine = "\\u001b[31m"\nstep = 2\nrun = "x"\nbegun = 1.8e9\n',
    b"x = " + b"[" * 3000,
    b"# " + b"x" * 300_000,
]


@pytest.mark.parametrize("data", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_is_no_offer_and_no_error(coaches: Coaches, file: Path, data: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(data)
    running = coaches(file)
    assert running.read(BEGUN) is None
    assert file.read_bytes() == data
    running.write(NEXT)
    assert coaches(file)._read() == NEXT


def test_a_moment_that_is_no_number_is_never_offered(coaches: Coaches, file: Path) -> None:
    leave_interrupted(file)
    assert coaches(file).read(math.nan) is None


@pytest.mark.parametrize("what", ["folder", "fifo", "link to nothing", "link to itself"])
def test_anything_but_a_plain_file_is_no_offer(coaches: Coaches, file: Path, what: str) -> None:
    file.parent.mkdir()
    match what:
        case "folder":
            file.mkdir()
        case "fifo":
            os.mkfifo(file)
        case "link to nothing":
            file.symlink_to("nowhere")
        case _:
            file.symlink_to(file.name)
    assert coaches(file).read(BEGUN) is None


def test_a_file_where_the_folder_should_be_is_no_offer_and_an_error_to_write(
    coaches: Coaches,
    tmp_path: Path,
) -> None:
    (tmp_path / "data").write_text("x")
    running = coaches(tmp_path / "data" / "running.toml")
    assert running.read(BEGUN) is None
    with pytest.raises(CoachError, match="could not be written"):
        running.write(THERE)


def test_a_read_only_folder_can_still_be_read(coaches: Coaches, open_folder: Path) -> None:
    file = open_folder / "running.toml"
    leave_interrupted(file)
    file.chmod(0o644)
    open_folder.chmod(0o555)
    with as_nobody():
        # whether it is offered is open, as it could not be taken away; it is no error to look
        assert coaches(file).read(BEGUN) in (THERE, None)


def test_in_a_read_only_folder_writing_is_an_error_and_changes_nothing(
    coaches: Coaches, open_folder: Path
) -> None:
    file = open_folder / "running.toml"
    leave_interrupted(file)
    open_folder.chmod(0o555)
    before = file.read_bytes()
    with as_nobody():
        running = coaches(file)
        acts: list[Callable[[], None]] = [lambda: running.write(NEXT), running.forget]
        for act in acts:
            with pytest.raises(CoachError, match=r"running\.toml: could not be written"):
                act()
        running.remove()  # it has written nothing: there is nothing to do
    assert file.read_bytes() == before
    assert files_in(open_folder) == {"running.toml"}


def test_a_file_that_may_not_be_read_is_no_offer(coaches: Coaches, open_folder: Path) -> None:
    file = open_folder / "running.toml"
    leave_interrupted(file)
    file.chmod(0o600)
    open_folder.chmod(0o777)
    with as_nobody():
        if os.access(file, os.R_OK, effective_ids=True):
            pytest.skip("everybody may read everything here")
        assert coaches(file).read(BEGUN) is None


def test_a_folder_that_may_not_be_entered_is_no_offer(coaches: Coaches, open_folder: Path) -> None:
    folder = open_folder / "data"
    leave_interrupted(folder / "running.toml")
    folder.chmod(0o000)
    with as_nobody():
        assert coaches(folder / "running.toml").read(BEGUN) is None


def test_a_lock_of_somebody_else_is_no_error_to_look_at(
    coaches: Coaches, open_folder: Path
) -> None:
    """As after `sudo coach`: the lock exists and may not be opened for writing."""
    file = open_folder / "running.toml"
    leave_interrupted(file)
    file.chmod(0o644)
    open_folder.chmod(0o777)
    held = lock.hold(file)
    assert held
    held.close()
    (name,) = files_in(open_folder) - {"running.toml"}
    (open_folder / name).chmod(0o600)
    with as_nobody():
        assert coaches(file).read(BEGUN) in (THERE, None)


def test_a_routine_that_still_runs_is_not_offered_nor_overwritten(
    coaches: Coaches, file: Path
) -> None:
    with another_coach(file) as other:
        before = file.read_bytes()
        running = coaches(file)
        assert running.read(BEGUN + 1) is None
        running.write(NEXT)
        running.remove()
        running.forget()
        assert file.read_bytes() == before
        other.kill()
        other.wait()
        assert file.read_bytes() == before
        offered = running.read(BEGUN + 1)
        assert offered
        assert (offered.routine, offered.step, offered.run) == ("routines/mine", 1, "breathing/box")
        running.forget()
        assert not file.exists()


def test_looking_does_not_keep_another_coach_from_running(coaches: Coaches, file: Path) -> None:
    with another_coach(file) as other:
        assert other.stdin and other.stdout
        assert coaches(file).read(BEGUN + 1) is None
        other.stdin.write("remove\n")
        other.stdin.flush()
        assert other.stdout.readline() == "done\n"
        assert not file.exists()
        running = coaches(file)
        running.write(NEXT)
        assert "bodyscan/ten" in file.read_text(encoding="utf-8")


def test_a_lock_passes_on_to_the_next_coach(coaches: Coaches, file: Path) -> None:
    waiting = coaches(file)
    with another_coach(file) as other:
        waiting.write(THERE)
        other.kill()
        other.wait()
        waiting.write(NEXT)
        assert coaches(file)._read() == NEXT
        assert coaches(file).read(NEXT.begun) is None, "it runs"


def test_a_child_of_the_coach_does_not_hold_the_lock(coaches: Coaches, file: Path) -> None:
    running = coaches(file)
    running.write(THERE)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        running.remove()
        held = lock.hold(file)
        assert held, "a program that was started in between has it"
        held.close()
        assert child.stdin
        child.stdin.write(b"\n")
        child.stdin.close()
