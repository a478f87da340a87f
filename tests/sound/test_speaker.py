"""The process that plays: in step with the monotonic clock, and never in the way of anybody."""

import os
import signal
import subprocess
import sys
import time
from array import array
from collections.abc import Iterator
from ctypes.util import find_library
from pathlib import Path

import pytest

from coach.sound import speaker as module
from coach.sound.desk import Due
from coach.sound.samples import RATE
from coach.sound.score import Sound
from coach.sound.speaker import Speaker
from tests.sound import captured
from tests.sound.captured import wait_for

TICK = Sound(0, "tick", 600)
LATER = Due(1e9, TICK)
"""So long as something is to come the device does not rest."""


class Heard:
    """A speaker, and what it says is wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.troubles: list[str] = []
        self.speakers: list[Speaker] = []

    def speaker(self, *command: str) -> Speaker:
        speaker = Speaker(self.folder / "sound.log", self.troubles.append, *command)
        self.speakers.append(speaker)
        return speaker


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[Heard]:
    heard = Heard(tmp_path)
    yield heard
    for speaker in heard.speakers:
        speaker.rest()


def python(code: str) -> tuple[str, str, str]:
    return (sys.executable, "-c", code)


RISE_SECONDS = 0.015
"""So long a tick rises until it is loud enough to be found."""


def test_sounds_begin_at_their_moments_by_the_clock_of_the_device(
    heard: Heard, tmp_path: Path
) -> None:
    file = tmp_path / "heard"
    speaker = heard.speaker(*captured.command(file, tmp_path, tmp_path))
    speaker.play([LATER])
    wait_for(lambda: bool(captured.chunks(file)), "the device")
    now = time.monotonic()
    moments = [now + 0.4, now + 1.3]
    speaker.play([*(Due(moment, TICK) for moment in moments), LATER])
    wait_for(lambda: captured.chunks(file)[-1].moment > now + 2.0, "two seconds")
    found = captured.onsets(file)
    assert len(found) == 2
    late = captured.latest(file)  # others may have the machine: then frames are asked for late
    for moment, at in zip(moments, found, strict=True):
        assert abs(at - moment) < 0.03 + RISE_SECONDS + late
    assert heard.troubles == []


def test_what_is_planned_anew_replaces_what_has_not_begun(heard: Heard, tmp_path: Path) -> None:
    file = tmp_path / "heard"
    speaker = heard.speaker(*captured.command(file, tmp_path, tmp_path))
    speaker.play([LATER])
    wait_for(lambda: bool(captured.chunks(file)), "the device")
    now = time.monotonic()
    speaker.play([Due(now + 0.3, TICK), LATER])
    wait_for(lambda: captured.chunks(file)[-1].moment > now + 1.2, "a second")
    assert len(captured.onsets(file)) == 1
    speaker.hush()
    speaker.set_volumes(0, 0)
    speaker.play([Due(time.monotonic() + 0.3, TICK), LATER])
    later = time.monotonic()
    wait_for(lambda: captured.chunks(file)[-1].moment > later + 1.0, "another one")
    assert len(captured.onsets(file)) == 1


ILL: dict[str, tuple[tuple[str, ...], str]] = {
    "hangs": (
        python("import time; print('opening', flush=True); time.sleep(60)"),
        "No sound: the sound system does not answer.",
    ),
    "never stands": (
        python("import time; time.sleep(60)"),
        "No sound: the sound system does not answer.",
    ),
    "crashes": (python("raise SystemExit(3)"), "No sound: what plays it has ended."),
    "dies": (
        python("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"),
        "No sound: what plays it has ended.",
    ),
    "is not there": (("/nowhere/at/all",), "No sound: No such file or directory."),
    "says so": (
        python("print('ill There is no sound device here.', flush=True)"),
        "No sound. There is no sound device here.",
    ),
    "babbles": (
        python("import os\nwhile True: os.write(1, b'\\xff\\x1b[31m lalala ' * 99 + b'\\n')"),
        "No sound: the sound system does not answer.",
    ),
    "prints errors": (
        python("import os\nfor _ in range(9): os.write(2, b'ALSA lib: no\\n' * 999)"),
        "No sound: what plays it has ended.",
    ),
}


@pytest.mark.parametrize("which", ILL)
def test_one_that_is_ill_is_told_once_and_holds_nobody_up(
    heard: Heard, which: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "START_SECONDS", 1.0)
    command, words = ILL[which]
    speaker = heard.speaker(*command)
    much = [Due(1e9 + each, TICK) for each in range(20_000)]
    speaker.play(much)  # more than a pipe takes
    speaker.hush()
    wait_for(lambda: bool(heard.troubles), "the trouble")
    speaker.play(much)
    speaker.set_volumes(3, 3)
    assert heard.troubles == [words]
    assert capfd.readouterr() == ("", "")


def test_one_that_vanishes_in_the_middle_is_told(heard: Heard, tmp_path: Path) -> None:
    file = tmp_path / "heard"
    speaker = heard.speaker(*captured.command(file, tmp_path, tmp_path))
    speaker.start()
    wait_for(lambda: bool(captured.chunks(file)), "the device")
    assert speaker._process
    speaker._process.kill()
    wait_for(lambda: bool(heard.troubles), "the trouble")
    assert heard.troubles == ["No sound: what plays it has ended."]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"
    except OSError:
        return False


OWNER = """
import sys, threading
from pathlib import Path
from coach.sound.speaker import Speaker
speaker = Speaker(Path(sys.argv[1]), print, *sys.argv[2:])
speaker.start()
print(speaker._process.pid, flush=True)
threading.Event().wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_it_ends_with_the_app_even_when_that_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "heard"
    command = captured.command(file, tmp_path, tmp_path)
    owner = subprocess.Popen(
        [*python(OWNER), str(tmp_path / "log"), *command], stdout=subprocess.PIPE
    )
    assert owner.stdout
    pid = int(owner.stdout.readline())
    wait_for(lambda: bool(captured.chunks(file)), "the device")
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    owner.stdout.close()
    wait_for(lambda: not is_alive(pid), "its end")


def test_closing_waits_for_nothing_and_tells_nothing(heard: Heard) -> None:
    speaker = heard.speaker(*python("import time; time.sleep(60)"))
    speaker.start()
    assert speaker._process
    process = speaker._process
    speaker.rest()
    assert process.wait() == -signal.SIGKILL
    assert heard.troubles == []


def test_what_drivers_print_goes_to_a_file(heard: Heard, tmp_path: Path) -> None:
    speaker = heard.speaker(*ILL["prints errors"][0])
    speaker.start()
    wait_for(lambda: bool(speaker.trouble), "the trouble")
    assert b"ALSA lib" in (tmp_path / "sound.log").read_bytes()
    assert os.stat(tmp_path / "sound.log").st_mode & 0o777 == 0o600


WITHOUT_MINIAUDIO = """
import sys
sys.modules["miniaudio"] = None
from coach.sound import device
device.main(sys.argv[1:])
"""
PROGRAM = """#!{python}
import os, sys, time
with open({file!r}, "wb", buffering=0) as file:
    first = os.read(0, 480)
    with open({file!r} + ".began", "w") as began:
        began.write(str(time.monotonic()))
    file.write(first)
    while piece := os.read(0, 4800):
        file.write(piece)
        {then}
"""


def without_miniaudio(
    heard: Heard, folder: Path, monkeypatch: pytest.MonkeyPatch, then: str = ""
) -> Speaker:
    """Return a speaker where only a program can play: one that writes down what it gets."""
    program = folder / "bin" / "pacat"
    program.parent.mkdir()
    text = PROGRAM.format(python=sys.executable, file=str(folder / "raw"), then=then)
    program.write_text(text, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    return heard.speaker(*python(WITHOUT_MINIAUDIO), str(folder), str(folder))


def test_without_miniaudio_a_program_plays_in_true_time(
    heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaker = without_miniaudio(heard, tmp_path, monkeypatch)
    raw = tmp_path / "raw"
    began = time.monotonic()
    speaker.play([Due(began + 2.0, TICK), LATER])
    wait_for(lambda: raw.exists() and any(raw.read_bytes()), "a sound")
    played, passed = raw.stat().st_size / 2 / RATE, time.monotonic() - began
    assert played < passed + 0.5, "no more than a little ahead"
    samples = array("h", raw.read_bytes())
    at = next(place for place, value in enumerate(samples) if abs(value) > 20)
    program_began = float((tmp_path / "raw.began").read_text())
    assert abs(program_began + at / RATE - (began + 2.0)) < 0.2
    assert heard.troubles == []


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ("if file.tell() > 24_000: sys.exit()", "No sound. pacat has ended."),
        ("time.sleep(60)", "No sound. The sound system has stopped."),
    ],
)
def test_a_program_that_goes_or_stops_in_the_middle_is_told(
    heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str, words: str
) -> None:
    speaker = without_miniaudio(heard, tmp_path, monkeypatch, then)
    speaker.play([LATER])
    wait_for(lambda: bool(heard.troubles), "the trouble")
    assert heard.troubles == [words]


def test_without_any_program_it_is_said(
    heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaker = without_miniaudio(heard, tmp_path, monkeypatch)
    monkeypatch.setenv("PATH", str(tmp_path))
    speaker.play([LATER])
    wait_for(lambda: bool(heard.troubles), "the trouble")
    assert heard.troubles == ["No sound. Nothing here can play sound."]


DRIVERS = {
    "broken": ("pcm.!default { type", "No sound. There is no sound device here."),
    "swallows": (
        "pcm.!default { type null }",
        "No sound. The sound system swallows everything at once.",
    ),
    "a file": (
        'pcm.!default { type file slave.pcm { type null } file "FILE" format raw }',
        "No sound. The sound system swallows everything at once.",
    ),
}


@pytest.mark.skipif(find_library("asound") is None, reason="there is no ALSA")
@pytest.mark.parametrize("which", DRIVERS)
def test_a_real_driver_that_is_ill_is_told(
    heard: Heard,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    which: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    pytest.importorskip("miniaudio")
    text, words = DRIVERS[which]
    config, file = tmp_path / "asound.conf", tmp_path / "swallowed"
    config.write_text(text.replace("FILE", str(file)), encoding="utf-8")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(config))
    monkeypatch.setattr(module, "READY_SECONDS", 20.0)  # others may have the machine
    speaker = heard.speaker(
        sys.executable, "-m", "coach.sound.device", str(tmp_path), str(tmp_path)
    )
    speaker.play([LATER])
    wait_for(lambda: bool(heard.troubles), "the trouble")
    assert heard.troubles == [words]
    assert capfd.readouterr() == ("", "")
    assert not file.exists() or file.stat().st_size < 10_000_000


def test_where_a_program_refuses_the_next_one_plays(
    heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaker = without_miniaudio(heard, tmp_path, monkeypatch)
    refusing, raw = tmp_path / "bin" / "pw-cat", tmp_path / "raw"
    refusing.write_text(f"#!{sys.executable}\nraise SystemExit('no such option')\n")
    refusing.chmod(0o755)
    speaker.play([LATER])
    wait_for(lambda: raw.exists() and raw.stat().st_size > RATE, "half a second")
    assert heard.troubles == []
