"""The display stays awake: nobody waits for the system, and nothing it says is seen."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from coach.system.awake_display import AwakeDisplay, way
from tests.sound.captured import wait_for


class Modes:
    """A system that takes the wish, or does not; it writes down what was wished for."""

    def __init__(self, is_active: bool = True) -> None:
        self.is_active = is_active
        self.heard: list[str] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    @contextmanager
    def __call__(self) -> Iterator[SimpleNamespace]:
        self.heard.append("hold")
        self.may_go_on.wait()
        method = SimpleNamespace(name="a system")
        yield SimpleNamespace(active=self.is_active, active_method=method)
        self.heard.append("release")


def test_it_is_held_and_released_once_each_however_often_that_is_wished() -> None:
    modes = Modes()
    display = AwakeDisplay(modes)
    display.release()
    assert display._thread is None, "nothing was held"
    for _ in range(3):
        display.hold()
    wait_for(lambda: modes.heard == ["hold"], "the wish")
    for _ in range(3):
        display.release()
    wait_for(lambda: modes.heard == ["hold", "release"], "the release")
    display.hold()
    wait_for(lambda: modes.heard == ["hold", "release", "hold"], "the wish")


def test_while_the_system_hangs_nobody_waits_and_only_the_newest_wish_counts() -> None:
    modes = Modes()
    modes.may_go_on.clear()
    display = AwakeDisplay(modes)
    began = time.perf_counter()
    display.hold()
    wait_for(lambda: modes.heard == ["hold"], "the wish")
    for _ in range(50):
        display.release()
        display.hold()
    display.release()
    assert time.perf_counter() - began < 1
    modes.may_go_on.set()
    wait_for(lambda: modes.heard == ["hold", "release"], "the release")
    display.hold()
    wait_for(lambda: modes.heard == ["hold", "release", "hold"], "the wish")


def test_who_is_about_to_stand_still_waits_for_the_release_but_not_for_long() -> None:
    modes = Modes()
    display = AwakeDisplay(modes)
    display.hold()
    display.settle(20)
    assert modes.heard == ["hold"]
    display.release()
    display.settle(20)
    assert display._is_held is False and modes.heard == ["hold", "release"]
    modes.may_go_on.clear()
    display.hold()
    began = time.perf_counter()
    display.settle(0.05)
    assert 0.05 <= time.perf_counter() - began < 10
    modes.may_go_on.set()


@contextmanager
def ill() -> Iterator[SimpleNamespace]:
    raise OSError("the bus has gone")
    yield


@pytest.mark.parametrize("modes", [Modes(is_active=False), ill], ids=["refuses", "fails"])
def test_a_system_that_refuses_is_not_asked_again(modes: Modes) -> None:
    display = AwakeDisplay(modes)
    display.hold()
    thread = display._thread
    assert thread
    thread.join(20)
    display.release()
    display.hold()
    assert display._thread is thread and not thread.is_alive()
    assert way(modes) == ""


def test_by_what_it_is_kept_awake_is_known_and_waited_for_no_longer_than_said() -> None:
    modes = Modes()
    assert way(modes) == "a system"
    assert modes.heard == ["hold", "release"]
    modes.may_go_on.clear()
    assert way(modes, 0.05) == ""
    modes.may_go_on.set()


CHILD = """
import sys, time
from coach.system.awake_display import AwakeDisplay
display = AwakeDisplay()
assert "wakepy" not in sys.modules
began = time.perf_counter()
display.hold()
assert time.perf_counter() - began < 0.2
if sys.argv[1] == "wait":
    display._thread.join()
    assert "wakepy" in sys.modules
else:
    time.sleep(0.3)
display.release()
"""


def run(what: str, bus: str | None) -> subprocess.CompletedProcess[str]:
    """Hold and release in a process of its own, by wakepy as it is, where it may print anything."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("DBUS_")}
    env |= {"DBUS_SESSION_BUS_ADDRESS": bus} if bus else {}
    return subprocess.run(
        [sys.executable, "-W", "always", "-c", CHILD, what],
        env=env,
        capture_output=True,
        text=True,
        timeout=20,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no bus to be without")
@pytest.mark.parametrize("bus", [None, "unix:path=/nowhere/bus", "nonsense"])
def test_without_a_bus_it_is_refused_without_a_word(bus: str | None) -> None:
    ended = run("wait", bus)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no bus that could hang")
def test_a_bus_that_never_answers_does_not_delay_the_end(open_folder: Path) -> None:
    path = open_folder / "bus"
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(path))
        bus.listen()
        began = time.monotonic()
        ended = run("leave", f"unix:path={path}")
        seconds = time.monotonic() - began
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert seconds < 5
