"""`coach doctor`: it says what works here, changes nothing, and shows nothing of the records."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coach.cli import doctor
from coach.cli.doctor import Finding
from coach.content.library import Library
from coach.sound import hearing
from coach.store import backup, schema
from coach.store.records import Store
from coach.system import awake_display, folders
from coach.system.folders import Places
from tests.conftest import Answer, Coach, Live
from tests.nobody import as_nobody
from tests.sound.computer import Computer, without_hibari
from tests.terminal.pseudo import Terminal
from tests.terminal.running import Home

CHECKOUT = Path(__file__).parents[2]
ROW = re.compile(r"(\S+)? +(fine|note|wrong) +(\S.*)")
SECRET = "my-own-item"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder in which something has been recorded; its backup is of another day."""
    folder = tmp_path / "data"
    store = Store(folder, today=lambda: date(2026, 11, 22))
    store.answer(date(2026, 11, 22), SECRET, "done", datetime(2026, 11, 22, 20, tzinfo=UTC))
    store.database.back_up()
    return folder


@pytest.fixture
def quick(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Answer]:
    """Run it here, where the device opens at once."""
    opens = "import sys; print('opening\\nready', flush=True); sys.stdin.read()"
    monkeypatch.setattr(hearing, "DEVICE", (sys.executable, "-c", opens))
    monkeypatch.setattr(awake_display, "way", lambda: "a system")
    return lambda: coach("doctor")


def process(tmp_path: Path, **env: str) -> Answer:
    """Run it as a process of its own, by somebody whose home is `tmp_path`."""
    usual = {name: value for name, value in os.environ.items() if not name.startswith("DBUS_")}
    ended = subprocess.run(
        [sys.executable, "-m", "coach", "doctor"],
        env=usual | {"HOME": str(tmp_path), "TERM": "dumb"} | env,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return Answer(ended.returncode, ended.stdout, ended.stderr)


def findings(answer: Answer) -> list[Finding]:
    """Return what it found; every line but the last two is a finding."""
    *rows, nothing, _ = answer.out.splitlines()
    assert nothing == ""
    found = [ROW.fullmatch(row) for row in rows]
    return [Finding(*each.groups("")) for each in found if each]  # type: ignore[arg-type]


def of(answer: Answer, topic: str) -> Finding:
    """Return the first finding of a topic."""
    return next(each for each in findings(answer) if each.topic == topic)


def files_in(folder: Path) -> dict[Path, tuple[int, int]]:
    """Return everything in a folder, and when each was last changed, itself included."""
    every = [folder, *folder.rglob("*")]
    return {each: (each.lstat().st_mtime_ns, each.lstat().st_size) for each in every}


def test_it_says_what_works_and_touches_nothing(tmp_path: Path, data: Path) -> None:
    before = files_in(tmp_path)
    answer = process(tmp_path)
    assert (answer.code, answer.err) == (0, "")
    assert files_in(tmp_path) == before
    assert "\x1b" not in answer.out and SECRET not in answer.out
    assert str(tmp_path) not in answer.out
    assert len(findings(answer)) == len(answer.out.splitlines()) - 2
    assert of(answer, "terminal").verdict == "note"
    assert of(answer, "config").words == "~/config: can be written; not there yet"
    assert of(answer, "data").words == "~/data: can be written"
    assert of(answer, "database").words == "whole; 1 backup, of 2026-11-22"
    assert of(answer, "voice").verdict == "fine"
    assert answer.out.endswith("\n\nWhat is needed works here.\n")


HANGS = """
import time
from types import SimpleNamespace
__version__ = "0"
SampleFormat = SimpleNamespace(SIGNED16=0)
MiniaudioError = OSError
def PlaybackDevice(*args, **named):
    print("lalala", flush=True)
    import os
    os.write(2, b"driver: what now?\\n")
    time.sleep(60)
"""


def test_a_device_that_hangs_hangs_nobody_and_its_log_is_shown(tmp_path: Path) -> None:
    folder = tmp_path / "fake"
    folder.mkdir()
    (folder / "miniaudio.py").write_text(HANGS)
    began = time.monotonic()
    answer = process(tmp_path, PYTHONPATH=f"{folder}:{CHECKOUT}")
    assert time.monotonic() - began < 30
    assert answer.code == 0, "silence is no fault"
    words = "No sound: the sound system does not answer. (miniaudio 0)"
    assert of(answer, "sound") == Finding("sound", "note", words)
    assert "its log: driver: what now?" in answer.out
    assert "lalala" not in answer.out + answer.err


def test_without_miniaudio_and_programs_it_is_silent_and_fine(tmp_path: Path) -> None:
    folder = tmp_path / "without"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text("import sys\nsys.modules['miniaudio'] = None\n")
    answer = process(tmp_path, PYTHONPATH=f"{folder}:{CHECKOUT}", PATH=str(folder))
    assert answer.code == 0
    words = "No sound. Nothing here can play sound. (nothing that could play)"
    assert of(answer, "sound").words == words
    assert "it cannot be decoded without miniaudio" in answer.out


def test_a_program_takes_the_place_of_miniaudio(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    (tmp_path / "aplay").touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    device = (
        sys.executable,
        "-c",
        "import sys; print('opening\\nready', flush=True); sys.stdin.read()",
    )
    found = list(doctor.of_sound(Places(tmp_path, tmp_path), device))
    assert found == [("fine", "a device opens, by aplay")]


def test_a_device_that_swallows_everything_is_no_device(tmp_path: Path) -> None:
    said = "opening\\nready\\nill The sound system swallows."
    device = (sys.executable, "-c", f"import sys; print('{said}', flush=True); sys.stdin.read()")
    (verdict, words), *_ = doctor.of_sound(Places(tmp_path, tmp_path), device)
    assert verdict == "note" and words.startswith("No sound. The sound system swallows.")


def test_the_last_lines_of_what_drivers_said_are_shown_once_each(
    quick: Callable[[], Answer], data: Path
) -> None:
    lines = ["first\n" * 9999, *["ALSA: \x1b[31mno"] * 9, f"{Path.home()}/x", "", "last"]
    (data / "sound.log").write_text("\n".join(lines))
    answer = quick()
    assert (answer.code, of(answer, "sound").verdict) == (0, "fine")
    _, *log = [each.words for each in findings(answer) if each.topic == "sound"]
    assert [each.removeprefix("its log: ") for each in log] == ["ALSA: \\x1b[31mno", "~/x", "last"]


def broken(data: Path) -> None:
    (data / "coach.db").write_bytes(b"broken")


def half(data: Path) -> None:
    whole = (data / "coach.db").read_bytes()
    (data / "coach.db").write_bytes(whole[: len(whole) // 2])


def newer(data: Path) -> None:
    connection = schema.connect(data / "coach.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def foreign(data: Path) -> None:
    connection = schema.connect(data / "coach.db")
    connection.execute("PRAGMA application_id = 1")
    connection.close()


def empty(data: Path) -> None:
    (data / "coach.db").write_bytes(b"")


def gone(data: Path) -> None:
    (data / "coach.db").unlink()


def a_folder(data: Path) -> None:
    gone(data)
    (data / "coach.db").mkdir()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (broken, "damaged: the next start sets it aside; 1 backup, of 2026-11-22"),
        (half, "damaged: the next start sets it aside; 1 backup, of 2026-11-22"),
        (newer, "made by a newer coach: this one leaves it alone; 1 backup, of 2026-11-22"),
        (foreign, "not made by coach: the next start sets it aside; 1 backup, of 2026-11-22"),
        (empty, "missing or empty: the next start restores a backup; 1 backup, of 2026-11-22"),
        (gone, "missing or empty: the next start restores a backup; 1 backup, of 2026-11-22"),
        (a_folder, "~/data/coach.db: could not be read (is a directory)"),
    ],
)
def test_a_database_that_is_ill_is_left_as_it_is_and_makes_it_exit_with_1(
    quick: Callable[[], Answer],
    data: Path,
    damage: Callable[[Path], None],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", str(data.parent))
    damage(data)
    before = files_in(data)
    answer = quick()
    assert answer.code == 1
    assert of(answer, "database") == Finding("database", "wrong", words)
    assert answer.out.endswith("\n\nOne thing that is needed is wrong.\n")
    assert files_in(data) == before


def test_one_that_is_being_written_is_read_without_a_lock_and_not_mended(
    quick: Callable[[], Answer], data: Path
) -> None:
    writing = schema.connect(data / "coach.db")
    writing.execute("BEGIN EXCLUSIVE")
    writing.execute("DELETE FROM answers")
    before = files_in(data)
    assert data / "coach.db-journal" in before
    answer = quick()
    words = "whole, a change is unfinished; 1 backup, of 2026-11-22"
    assert of(answer, "database") == Finding("database", "note", words)
    assert files_in(data) == before
    writing.execute("COMMIT")
    writing.close()
    assert of(quick(), "database").verdict == "fine"


def test_many_backups_are_counted_and_the_newest_is_named(data: Path) -> None:
    for day in ("2026-11-20", "2026-11-23"):
        shutil.copy(
            backup.file_of(data, date(2026, 11, 22)),
            backup.file_of(data, date.fromisoformat(day)),
        )
    assert doctor.of_database(data)[1] == "whole; 3 backups, newest 2026-11-23"


def test_folders_that_cannot_be_written_or_read(open_folder: Path) -> None:
    data = open_folder / "data"
    data.mkdir()
    (open_folder / "a file").touch()

    def verdict(folder: Path, mode: int, is_needed: bool = True) -> tuple[str, str]:
        data.chmod(mode)
        with as_nobody():
            verdict, words = doctor.of_folder(folder, is_needed)
        return verdict, words.rpartition(": ")[2]

    assert verdict(data, 0o777) == ("fine", "can be written")
    assert verdict(data, 0o555) == ("wrong", "can be read, but not written")
    assert verdict(data, 0o555, is_needed=False) == ("note", "can be read, but not written")
    assert verdict(data, 0o000) == ("wrong", "cannot be read")
    assert verdict(data / "new" / "er", 0o777) == ("fine", "can be written; not there yet")
    assert verdict(data / "new" / "er", 0o555) == ("wrong", "can be read, but not written")
    assert verdict(open_folder / "a file", 0o777) == ("wrong", f"{open_folder}/a file is no folder")


def test_a_data_folder_that_is_read_only_makes_it_exit_with_1(
    quick: Callable[[], Answer], open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_DATA_DIR", str(open_folder))
    open_folder.chmod(0o555)
    with as_nobody():
        answer = quick()
    assert (answer.code, of(answer, "data").verdict) == (1, "wrong")


def test_problems_of_ones_own_files_are_counted_and_no_fault(
    quick: Callable[[], Answer], config: Path
) -> None:
    folder = config / "scripts" / "breathing"
    folder.mkdir(parents=True)
    (folder / "bad.toml").write_text("title = 1")
    shutil.copy(folders.assets() / "breathing" / "box.toml", folder / "good.toml")
    (config / "settings.toml").write_text('theme = 1\nrests = "no"\n')
    answer = quick()
    assert answer.code == 0
    assert of(answer, "settings").words == "2 problems: see coach scripts check"
    notes = [each.words for each in findings(answer) if each.topic == "scripts"]
    assert notes[0].endswith("shipped, 2 your own")
    assert notes[1:] == ["1 of your 2 own cannot be used: see coach scripts check"]


def test_scripts_that_cannot_be_read_are_a_fault(open_folder: Path) -> None:
    own = open_folder / "scripts" / "breathing"
    own.mkdir(parents=True)
    own.chmod(0o000)
    with as_nobody():
        [found] = doctor.of_scripts(Library(folders.assets(), open_folder))
    assert found == ("wrong", f"{own}: cannot be read")


def test_shipped_scripts_that_are_damaged_or_missing_are_a_fault(tmp_path: Path) -> None:
    assets, words = tmp_path / "assets", "shipped ones cannot be used, install again: "
    library = Library(assets, tmp_path / "config")
    assert list(doctor.of_scripts(library)) == [("wrong", f"{words}all of them")]
    (assets / "breathing").mkdir(parents=True)
    (assets / "breathing" / "box.toml").write_text("title = 1")
    assert list(doctor.of_scripts(library)) == [("wrong", f"{words}breathing/box")]


def test_a_voice_that_is_missing_or_damaged_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [(verdict, words)] = doctor.of_voice(tmp_path / "nowhere")
    assert verdict == "note" and "No such file" in words
    folder = tmp_path / "voice"
    shutil.copytree(folders.assets() / "voice", folder)
    [fine] = doctor.of_voice(folder)
    assert fine[0] == "fine" and fine[1].endswith("all whole")
    first, second, *_ = sorted(folder.glob("*.ogg"))
    first.unlink()
    raw = bytearray(second.read_bytes())
    raw[len(raw) // 2] ^= 1
    second.write_bytes(raw)
    [damaged] = doctor.of_voice(folder)
    assert damaged == ("note", "2 files are damaged or missing; install again")
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    assert "without miniaudio" in list(doctor.of_voice(folder))[1][1]


def test_who_says_own_lines_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_hibari(monkeypatch)
    assert doctor.of_own_lines(tmp_path) == (
        "fine",
        "nobody says them; wind-down-coach[voice] would",
    )
    (tmp_path / "settings.toml").write_text('own_voice = "on"\n')
    monkeypatch.setenv("PATH", str(tmp_path))
    assert doctor.of_own_lines(tmp_path) == (
        "note",
        "nobody says them: found no say or espeak-ng",
    )
    Computer(tmp_path / "bin", monkeypatch)
    found = doctor.of_own_lines(tmp_path)
    assert found == ("fine", "espeak-ng says those of your own scripts")


def test_a_zone_without_a_name_is_said(live: Live) -> None:
    live("Europe/Berlin")
    assert doctor.of_zone() == ("fine", "Europe/Berlin")
    live("XYZ-3")
    verdict, words = doctor.of_zone()
    assert verdict == "note" and "+0300 from UTC" in words


def test_little_room_on_the_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(doctor.of_room([tmp_path])) == []
    monkeypatch.setattr(doctor, "NEARLY_FULL_MB", 2**40)
    [(verdict, words)] = doctor.of_room([tmp_path / "new"])
    assert verdict == "note" and words.endswith("MB are free")


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"COLORTERM": "truecolor"}, {"TERM": "dumb"}])
def test_in_a_narrow_terminal_it_is_plain_lines(tmp_path: Path, env: dict[str, str]) -> None:
    home = Home(tmp_path)
    run: Terminal
    with home.open("doctor", size=(60, 40), env=env) as run:
        run.wait_for("What is needed works here.", seconds=30)
        assert run.wait_exit() == 0
        assert b"\x1b" not in run.output
        shown = run.text
    said = {"NO_COLOR": "no colours, by NO_COLOR", "COLORTERM": "true colour", "TERM": "TERM=dumb"}
    assert said[next(iter(env))] in shown
    assert ("60x40" in shown) == ("TERM" not in env)
