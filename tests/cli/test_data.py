"""`coach data`: where it is, out, in, copies, and gone; nothing of it without asking."""

import csv
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from coach.cli import parser
from coach.domain.own import Craving
from coach.sound.spoken import Spoken
from coach.store import export, own, schema
from coach.store.records import DiaryRecord, ScaleRecord, SessionRecord, Store
from coach.system import lock
from tests.cli.test_imports import modules_after
from tests.conftest import Answer, Coach
from tests.nobody import as_nobody
from tests.store import decade

MOMENT = datetime(2026, 11, 22, 20, 40, tzinfo=UTC)
DAY = date(2026, 11, 22)
SESSION = SessionRecord("breathing/box", "breathing", MOMENT, DAY, 300, 299.5, "finished")
NOTE = "Rain — 夜 🌙 \x1b[31m"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of the data, with one of the first things in it."""
    folder = tmp_path / "data"
    store = Store(folder)
    store.save_diary(DiaryRecord(DAY, "Europe/Berlin", 60, "22:30", quality=7, note=NOTE))
    store.answer(DAY, "coffee", "done", MOMENT)
    store.add_session(SESSION)
    return folder


@pytest.fixture
def saying(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> Coach:
    """Run `coach data erase` and answer its questions with what is given."""

    def run(*answers: str) -> Answer:
        text = io.StringIO("".join(f"{answer}\n" for answer in answers))
        monkeypatch.setattr(sys, "stdin", text)
        return coach("data", "erase")

    return run


def process(*arguments: str, stdin: bytes = b"", **environment: str) -> tuple[int, bytes, bytes]:
    """Run coach as a process of its own; returns its exit code and the bytes it printed."""
    command = [sys.executable, "-m", "coach", *arguments]
    ended = subprocess.run(
        command, input=stdin, capture_output=True, check=False, env=os.environ | environment
    )
    return ended.returncode, ended.stdout, ended.stderr


def at_a_terminal(typed: str, *arguments: str) -> tuple[int, str, str]:
    """Run coach as a process that reads what is typed on a terminal."""
    ours, its = pty.openpty()
    try:
        os.write(ours, typed.encode())
        command = [sys.executable, "-m", "coach", *arguments]
        ended = subprocess.run(command, stdin=its, capture_output=True, text=True, check=False)
    finally:
        os.close(ours)
        os.close(its)
    return ended.returncode, ended.stdout, ended.stderr


def names(folder: Path) -> list[str]:
    """Return everything that lies in a folder, and in the folders in it."""
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*"))


def backup_of_today(data: Path) -> Path:
    """Return where the backup of today is, or would be."""
    return data / "backups" / f"coach-{date.today()}.db"


CAME = b"Records: 3 came, 0 were there already, 0 refused.\n"


# Where it is


@pytest.mark.parametrize("arguments", [["data"], ["data", "path"]])
def test_the_folder_is_printed_and_not_made(
    coach: Coach, tmp_path: Path, arguments: list[str]
) -> None:
    assert coach(*arguments) == (0, f"{tmp_path / 'data'}\n", "")
    assert coach("--data-dir", f"{tmp_path}/\x1b[31m", *arguments).out == f"{tmp_path}/\\x1b[31m\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments", [["path"], ["export"], ["export", "--format", "csv"], ["backup"], ["restore"]]
)
def test_where_nothing_is_recorded_nothing_is_made(
    coach: Coach, tmp_path: Path, arguments: list[str]
) -> None:
    answer = coach("data", *arguments)
    assert (answer.code, answer.out + answer.err != "") == (int(arguments == ["restore"]), True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("data")
def test_no_action_imports_textual_or_rich() -> None:
    actions = [["export"], ["export", "--format", "csv"], ["backup"], ["restore", "--yes"]]
    actions += [["import", "x"]]
    loaded = modules_after(
        f"from coach.cli.command import run\nfor a in {actions!r}: run(['data', *a])"
    )
    assert "coach.cli.data" in loaded
    assert not loaded & {"textual", "rich"}


# Out and in


@pytest.mark.usefixtures("data")
def test_out_in_and_out_again_are_the_same_bytes(tmp_path: Path) -> None:
    options = ["--data-dir", str(tmp_path / "other"), "data"]
    code, raw, err = process("data", "export", LC_ALL="C", PYTHONUTF8="0", TZ="Asia/Tokyo")
    assert (code, err) == (0, b"")
    assert json.loads(raw)["diaries"][0]["note"] == NOTE
    assert "夜 🌙 \\u001b".encode() in raw
    assert process(*options, "import", "-", stdin=raw) == (0, b"", CAME)
    assert process(*options, "export", LC_ALL="C.UTF-8") == (0, raw, b"")
    assert Store(tmp_path / "other").sessions(DAY, DAY)[0].id == 1


@pytest.mark.usefixtures("data")
def test_an_export_comes_once_however_often_it_is_imported(coach: Coach, tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    file.write_text(coach("data", "export").out, encoding="utf-8")
    options = ["--data-dir", str(tmp_path / "other"), "data"]
    assert coach(*options, "import", str(file)) == (0, "", CAME.decode())
    again = (0, "", "Records: 0 came, 3 were there already, 0 refused.\n")
    assert coach(*options, "import", str(file)) == again
    assert coach("data", "import", str(file)) == again
    assert coach(*options, "export").out == file.read_text(encoding="utf-8")


def imported(coach: Coach, file: Path, **tables: Sequence[object]) -> Answer:
    """Import rows, and return what was said about them."""
    tree = {"made_by": "coach", "version": 2} | tables
    file.write_text(json.dumps(tree), encoding="utf-8")
    return coach("data", "import", str(file))


def test_what_is_refused_is_said_with_its_place_and_the_rest_comes(
    coach: Coach, data: Path, tmp_path: Path
) -> None:
    [night] = json.loads(coach("data", "export").out)["diaries"]
    nights = [
        night,
        night | {"night": "2026-11-21"},
        night | {"night": "2026-11-20", "times_awake": 9999},
        night | {"night": "2026-11-19", "quality": 11},
        night | {"night": "2026-11-18", "times_awake": -1},
    ]
    assert imported(coach, tmp_path / "x.json", diaries=nights) == (
        1,
        "",
        "Records: 1 came, 1 were there already, 3 refused.\n"
        "diaries[3]: times_awake: found 9999, expected 0 to 99; 1 more like it\n"
        "diaries[4]: quality: found 11, expected 0 to 10\n",
    )
    assert [each.night.day for each in Store(data).diaries(date.min, date.max)] == [21, 22]


def test_however_much_is_refused_it_is_said_in_ten_lines(coach: Coach, tmp_path: Path) -> None:
    night = {"night": "2026-11-22", "zone": "", "offset_minutes": 0, "note": ""}
    keys = ["into_bed", "tried", "last_awake", "out_of_bed", "quality", "legs", "craving"]
    keys += ["anxiety", "sweats"]
    nine = [night | {key: "\x1b[31m"} for key in keys]
    answer = imported(coach, tmp_path / "x.json", diaries=1000 * nine)
    assert (answer.code, answer.err.count("\n")) == (1, 10)
    assert answer.err.count("; 999 more like it\n") == 9
    answer = imported(coach, tmp_path / "x.json", diaries=nine, answers=[{}, 1])
    assert (answer.code, answer.err.count("\n")) == (1, 10)
    assert answer.err.endswith("\n... and for 3 other reasons.\n")
    assert answer.err.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (None, "could not be read (no such file or directory)"),
        (b"{", "is not JSON: "),
        (b"[]", "was not made by `coach data export --format json`"),
        (
            b'{"made_by": "coach", "version": 2, "answers": 1}',
            "answers: found no list of rows",
        ),
    ],
)
def test_what_is_no_export_is_refused_with_exit_2(
    coach: Coach, tmp_path: Path, raw: bytes | None, line: str
) -> None:
    file = tmp_path / "x\x1b.json"
    if raw is not None:
        file.write_bytes(raw)
    answer = coach("data", "import", str(file))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"{tmp_path}/x\\x1b.json: {line}")
    assert answer.err.count("\n") == 1
    assert json.loads(coach("data", "export").out)["answers"] == []


@pytest.mark.usefixtures("data")
def test_the_nights_come_as_a_table_whose_columns_are_described(coach: Coach) -> None:
    out = coach("data", "export", "--format", "csv").out
    [row] = csv.DictReader(io.StringIO(out.removeprefix("\ufeff")))
    assert (row["night"], row["quality"], row["sessions"]) == ("2026-11-22", "7", "1")
    assert row["note"] == "Rain — 夜 🌙 \\x1b[31m"
    about = coach("data", "export", "--columns").out.splitlines()
    assert [line.split(": ")[0] for line in about] == list(row)
    assert "quality: how the night left you, 0 to 10" in about


@pytest.mark.usefixtures("data")
def test_other_tables_come_by_their_names(coach: Coach, data: Path) -> None:
    assert (export.NIGHTS, *own.TABLES) == parser.TABLES
    Store(data).own.save(Craving(MOMENT, DAY, before=8, set_off="=1+1", helped="tea"))
    out = coach("data", "export", "--format", "csv", "--table", "cravings").out
    [row] = csv.DictReader(io.StringIO(out.removeprefix("\ufeff")))
    assert (row["before"], row["after"], row["set_off"], row["helped"]) == ("8", "", "'=1+1", "tea")
    about = coach("data", "export", "--columns", "--table", "cravings").out.splitlines()
    assert [line.split(": ")[0] for line in about] == list(row)
    answer = coach("data", "export", "--table", "cravings")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "coach: --table goes with --format csv: JSON holds every table\n"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_whoever_reads_an_export_may_leave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unbuffered: str
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    decade.fill(tmp_path / "data", nights=100)
    command = [sys.executable, "-m", "coach", "data", "export"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout and run.stderr
        run.stdout.read(1)
        run.stdout.close()
        assert (run.stderr.read(), run.wait()) == (b"", 1)


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("data export >&-", "coach: there is nowhere to write to\n"),
        ("data export >/dev/full", "coach: [Errno 28] No space left on device\n"),
        ("data import - <&-", "-: could not be read (it is closed)\n"),
    ],
)
@pytest.mark.usefixtures("data")
def test_closed_and_full_streams_are_reported_in_a_line(command: str, line: str) -> None:
    run = ["sh", "-c", f"{sys.executable} -m coach {command}"]
    ended = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (ended.returncode in (1, 2), ended.stderr) == (True, line)


HOSTILE = "\x1b[31mred\x9b31m\u202edetrevni\x07\x7f\r\x00"


def hostile(folder: Path, file: Path, item: str) -> None:
    """Write an export of this week, every text of which speaks to the terminal but for `item`."""
    now = datetime.now(UTC)
    store = Store(folder)
    for day in (now.date() - timedelta(n) for n in range(-1, 8)):
        store.save_diary(DiaryRecord(day, HOSTILE, 0, "22:30", quality=7, note=f"{HOSTILE}\n{day}"))
        store.answer(day, item, "done", now)
    session = SESSION._replace(script=HOSTILE, kind=HOSTILE, routine=HOSTILE)
    store.add_session(session._replace(began=now, night=now.date()))
    store.add_symptom(ScaleRecord(now, HOSTILE, 3, HOSTILE))
    store.own.save(Craving(now, now.date(), set_off=HOSTILE, helped=HOSTILE, exercise=HOSTILE))
    tree = json.loads("".join(export.as_json(export.tables(store.database))))
    file.write_text(json.dumps(tree), encoding="utf-8")


READERS = (
    ("review", "--plain"),
    ("review", "--json"),
    ("morning", "--plain"),
    ("checklist", "--plain"),
    ("data", "export"),
    ("data", "export", "--format", "csv"),
    ("data", "export", "--format", "csv", "--table", "cravings"),
)


def controls(answer: Answer) -> list[str]:
    """Return what was printed that is no text; the mark of a CSV begins a file."""
    printed = answer.out.removeprefix("\ufeff") + answer.err
    return [char for char in printed if char != "\n" and not char.isprintable()]


@pytest.mark.parametrize("reader", READERS, ids=" ".join)
def test_control_characters_in_records_never_reach_the_terminal(
    coach: Coach, tmp_path: Path, reader: tuple[str, ...]
) -> None:
    hostile(tmp_path / "data", tmp_path / "export.json", f"own-{HOSTILE}")  # of an older coach
    answer = coach(*reader)
    assert answer.code == 0
    assert controls(answer) == []
    if reader == ("review", "--plain"):
        assert r"\x1b[31mred\x9b31m\u202edetrevni\x07\x7f\r\x00: Mo" in answer.out


def test_of_a_hostile_export_nothing_reaches_the_terminal(coach: Coach, tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    hostile(tmp_path / "other", file, HOSTILE)
    answer = coach("data", "import", str(file))
    assert answer.code == 1
    assert answer.err.startswith("Records: 1 came, 0 were there already, 20 refused.\n")
    assert controls(answer) == []
    tree = json.loads(file.read_text("utf-8"))
    for table, key in (("sessions", "kind"), ("answers", "item"), ("diaries", "zone")):
        for row in tree[table]:
            row[key] = "tea"
    file.write_text(json.dumps(tree | {"symptoms": []}), encoding="utf-8")
    assert coach("data", "import", str(file)).code == 0
    for reader in READERS:
        answer = coach(*reader)
        assert answer.code == 0
        assert controls(answer) == []


# Copies


def test_a_backup_is_made_and_put_back(coach: Coach, data: Path) -> None:
    assert coach("data", "backup").out == f"{backup_of_today(data)}\n"
    before = coach("data", "export").out
    Store(data).answer(DAY, "tea", "done", MOMENT)
    answer = coach("data", "restore", "--yes")
    aside = data / "coach.before-restore-1.db"
    line = f"{backup_of_today(data)} has been restored.\nWhat was there is now {aside}.\n"
    assert answer == (0, "", line)
    assert coach("data", "export").out == before
    assert coach("data", "restore", str(aside), "--yes").code == 0
    assert [each.item for each in Store(data).answers(DAY, DAY)] == ["coffee", "tea"]
    assert coach("data", "restore", "--yes", str(date.today())).code == 0
    assert coach("data", "export").out == before


def asked(data: Path, backup: Path, day: date) -> str:
    """Return what is asked before a backup is restored."""
    return (
        f"This restores the backup of {day}:\n{backup}\n"
        "What is recorded now, everything since then included,\n"
        "is set aside as coach.before-restore-1.db.\nGo on? [y/N] "
    )


def test_restoring_asks_first_and_says_what_becomes_of_what(coach: Coach, data: Path) -> None:
    before = coach("data", "export").out
    assert coach("data", "backup").code == 0
    yesterday = data / "backups" / "coach-2026-11-21.db"
    backup_of_today(data).rename(yesterday)
    store = Store(data)
    store.answer(DAY, "tea", "done", MOMENT)
    backup_of_today(data).unlink()
    question = asked(data, yesterday, date(2026, 11, 21))
    refused = at_a_terminal("\n", "data", "restore")
    assert refused == (1, "", f"{question}Nothing was changed.\n")
    assert len(store.answers(DAY, DAY)) == 2
    assert not list(data.glob("coach.before-restore-*"))
    code, out, err = at_a_terminal("y\n", "data", "restore", "2026-11-21")
    assert (code, out) == (0, "")
    assert err.startswith(f"{question}{yesterday} has been restored.\n")
    assert (data / "coach.before-restore-1.db").exists()
    assert coach("data", "export").out == before


def test_a_file_is_named_and_has_the_day_on_which_it_was_written(
    coach: Coach, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "co\x1bpy.db"
    shutil.copy(data / "coach.db", file)
    os.utime(file, (1_600_000_000, 1_600_000_000))
    (data / "coach.before-restore-1.db").write_bytes(b"x")
    code, _, err = at_a_terminal("n\n", "data", "restore", str(file))
    day = date.fromtimestamp(1_600_000_000)
    assert err.startswith(f"This restores the backup of {day}:\n{tmp_path}/co\\x1bpy.db\n")
    assert "is set aside as coach.before-restore-2.db." in err
    assert (code, len(Store(data).answers(DAY, DAY))) == (1, 1)
    (data / "coach.db").unlink()
    assert "set aside" not in at_a_terminal("n\n", "data", "restore", str(file))[2]


@pytest.mark.parametrize("stdin", [b"", b"y\n"])
def test_without_a_terminal_restoring_needs_yes(data: Path, stdin: bytes) -> None:
    before = names(data)
    code, out, err = process("data", "restore", stdin=stdin)
    assert (code, out) == (2, b"")
    assert err == (
        b"coach: without a terminal nobody can be asked; --yes restores without asking\n"
    )
    assert names(data) == before
    assert process("data", "restore", "--yes")[0] == 0
    assert (data / "coach.before-restore-1.db").exists()


def test_what_cannot_be_restored_is_not_asked_about(coach: Coach, data: Path) -> None:
    (data / "mine.db").write_text("Dear diary")
    code, _, err = at_a_terminal("y\n", "data", "restore", str(data / "mine.db"))
    assert (code, err) == (1, f"{data}/mine.db: cannot be used, it is damaged\n")


def test_backups_say_where_they_lie_and_that_they_want_to_be_copied(
    coach: Coach, data: Path
) -> None:
    answer = coach("data", "backup")
    assert answer.out == f"{backup_of_today(data)}\n"
    assert answer.err == (
        "Backups are on the same disk as your records.\n"
        f"In case it breaks, copy them to another one, too:\n{data}/backups\n"
    )
    for command in (["data", "--help"], ["data", "backup", "--help"]):
        words = " ".join(coach(*command).out.split())
        assert "on the same disk" in words and "copy them to another one, too" in words


@pytest.mark.usefixtures("data")
def test_a_missing_backup_is_reported_with_those_that_exist(coach: Coach, tmp_path: Path) -> None:
    answer = coach("data", "restore", "2020-01-01")
    line = f"2020-01-01: no such backup; there are: {date.today()}\n"
    assert answer == (2, "", line)
    file = tmp_path / "no\x1b.db"
    assert coach("data", "restore", str(file)).err.startswith(f"{tmp_path}/no\\x1b.db: no such")
    file.write_text("Dear diary")
    answer = coach("data", "restore", str(file), "--yes")
    assert answer == (1, "", f"{tmp_path}/no\\x1b.db: cannot be used, it is damaged\n")
    assert len(Store(tmp_path / "data").answers(DAY, DAY)) == 1


def test_what_became_of_a_damaged_file_is_reported(coach: Coach, data: Path) -> None:
    before = coach("data", "export").out
    assert coach("data", "backup").code == 0
    (data / "coach.db").write_bytes(b"broken")
    answer = coach("data", "export")
    line = f"coach.db was damaged; the backup of {date.today()} has been restored; "
    assert answer == (0, before, f"{line}the old file is kept as coach.damaged-1.db\n")
    assert coach("data", "export") == (0, before, "")


@pytest.mark.parametrize("action", ["export", "backup"])
def test_a_newer_database_is_left_alone_with_exit_1(coach: Coach, data: Path, action: str) -> None:
    connection = schema.connect(data / "coach.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    raw = (data / "coach.db").read_bytes()
    line = f"{data}/coach.db: a newer coach made it; it is left as it is\n"
    assert coach("data", action) == (1, "", line)
    assert (data / "coach.db").read_bytes() == raw


# Gone


LATER = ("times.toml", "today.toml", "begun.toml", "unwritten-1.json", "unwritten-2.json.old")
"""Files that came with later coaches."""


def everything(data: Path, config: Path) -> None:
    """Put there all that the app ever puts into its two folders."""
    (data / "coach.db").write_bytes(b"broken")
    Store(data).open()  # sets aside, and restores
    Store(data).database.restore(None)
    ours = ["coach.db-journal", "coach.damaged-1.db-journal", "backups/.coach.db.coming"]
    for name in [*ours, "running.toml", "crash.txt", ".running.toml.held", *LATER]:
        (data / name).write_text("x")
    (config / "scripts" / "breathing").mkdir(parents=True)
    for name in ("scripts/breathing/mine.toml", "settings.toml", ".settings.toml.lock"):
        (config / name).write_text("x")


def test_everything_is_erased_after_asking_twice(saying: Coach, data: Path, config: Path) -> None:
    everything(data, config)
    assert {"coach.damaged-1.db", "coach.before-restore-1.db", "backups"} <= set(names(data))
    answer = saying("y", "yes")
    assert answer == (
        0,
        "",
        f"Erase everything recorded in {data}, backups included? [y/N] Erased.\n"
        f"Erase settings, own scripts and themes in {config} too? [y/N] Erased.\n",
    )
    assert not data.exists()
    assert not config.exists()
    assert saying() == (0, "", "Nothing has been recorded.\n")


@pytest.mark.parametrize("answers", [(), ("",), ("n", "y"), ("yeah",), ("Y E S",)])
def test_anything_but_yes_erases_nothing(
    saying: Coach, data: Path, config: Path, answers: tuple[str, ...]
) -> None:
    everything(data, config)
    before = names(data) + names(config)
    answer = saying(*answers)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.endswith("Nothing was erased.\n")
    assert names(data) + names(config) == before


def test_settings_and_own_scripts_may_stay(saying: Coach, data: Path, config: Path) -> None:
    everything(data, config)
    before = names(config)
    assert saying("Y", "").err.endswith("too? [y/N] Settings and scripts were kept.\n")
    assert not data.exists()
    assert names(config) == before


def test_own_lines_that_were_said_are_erased_too(
    saying: Coach, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = f"Erase everything recorded in {data}, backups included? [y/N] Erased.\n"
    for number in range(2):  # with records, and left alone
        Spoken(data / "cache" / "voice", "hibari").keep("My own.", bytes(2000))
        (data / "sound.log").write_text("x")
        assert saying("y") == (0, "", question)
        assert not data.exists(), number
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("COACH_DATA_DIR", "")
    made = tmp_path / "XDG_CACHE_HOME" / "wind-down-coach"
    Spoken(made / "voice", "hibari").keep("My own.", bytes(2000))
    assert saying("n").code == 1 and (made / "voice").exists()
    assert saying("y").code == 0 and not made.exists()


def test_files_of_others_stay_and_that_is_reported(saying: Coach, data: Path, config: Path) -> None:
    everything(data, config)
    others = ["backups/mine.db", "coach.txt", "mycoach.db", "coach"]
    for name in others:
        (data / name).write_text("x")
    (config / "mine.txt").write_text("x")
    answer = saying("y", "y")
    assert answer.code == 0
    assert f"Erased. Other files in {data} were not touched.\n" in answer.err
    assert names(data) == sorted([*others, "backups"])
    assert names(config) == ["mine.txt"]


def test_a_link_is_erased_and_not_what_it_leads_to(
    saying: Coach, data: Path, config: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine" / "breathing").mkdir(parents=True)
    config.mkdir()
    (config / "scripts").symlink_to(tmp_path / "mine")
    assert saying("y", "y").code == 0
    assert not data.exists()
    assert not config.exists()
    assert (tmp_path / "mine" / "breathing").is_dir()


def test_what_was_erased_does_not_come_back(saying: Coach, coach: Coach, data: Path) -> None:
    assert saying("y").code == 0
    assert json.loads(coach("data", "export").out)["diaries"] == []
    assert not data.exists()


def test_the_real_command_asks_on_stderr_and_reads_a_line(data: Path) -> None:
    question = f"Erase everything recorded in {data}, backups included? [y/N] "
    refused = process("data", "erase", stdin=b"")
    assert refused == (1, b"", f"{question}\nNothing was erased.\n".encode())
    assert process("data", "erase", stdin=b"y\n") == (0, b"", f"{question}Erased.\n".encode())
    assert not data.exists()


def test_a_coach_that_is_open_goes_on_after_everything_was_erased(
    saying: Coach, data: Path
) -> None:
    store = Store(data)
    assert len(store.answers(DAY, DAY)) == 1
    assert saying("y").code == 0
    store.answer(DAY, "tea", "done", MOMENT)
    assert [each.item for each in store.answers(DAY, DAY)] == ["tea"]
    assert store.note() == ""


def test_while_another_coach_is_at_work_nothing_is_erased(
    saying: Coach, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "DATABASE_SECONDS", 0.01)
    before = names(data)
    held = lock.hold(data / "coach.db")
    assert held
    with held:
        answer = saying("y")
    assert answer.code == 1
    assert answer.err.endswith("coach.db: another coach is using it and has not finished\n")
    assert names(data) == before


def test_what_a_link_leads_to_is_not_erased_and_that_is_reported(
    saying: Coach, data: Path, config: Path, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    (data / "backups").rename(away)
    (data / "backups").symlink_to(away)
    (away / "coach-2026-11-01.db").write_bytes(b"mine")
    dotfile = tmp_path / "dotfile.toml"
    dotfile.write_text('theme = "night"\n')
    config.mkdir(exist_ok=True)
    (config / "settings.toml").symlink_to(dotfile)
    before = names(away)
    answer = saying("y\ny")
    assert answer.code == 0
    for link in (data / "backups", config / "settings.toml"):
        assert not os.path.lexists(link)
        assert f"{link} was a link; what it led to was not touched.\n" in answer.err
    assert names(away) == before
    assert dotfile.exists()


def test_a_folder_that_may_not_be_written_is_reported(
    coach: Coach, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(open_folder).answer(DAY, "coffee", "done", MOMENT)
    (open_folder / "coach.db").chmod(0o644)
    open_folder.chmod(0o555)
    options = ["--data-dir", str(open_folder), "data"]
    before = coach(*options, "export").out
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    with as_nobody():
        assert coach(*options, "export") == (0, before, "")
        answers = [coach(*options, action) for action in ("backup", "erase")]
    for answer, done in zip(answers, ["written", "erased"], strict=True):
        assert answer.code == 1
        assert re.search(rf": could not be {done} \(permission denied\)\n$", answer.err)
    assert coach(*options, "export").out == before
