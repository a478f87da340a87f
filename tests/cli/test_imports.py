"""What may know what: arrows point down, and nobody waits for Textual who does not need it."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

COACH = Path(__file__).parents[2] / "coach"
ROOMS = ("domain", "system", "toml", "content", "store", "person", "playing", "picture", "sound")
"""These rooms import neither Textual nor Rich."""
QUICK = ["coach.cli.command"] + [
    ".".join(file.relative_to(COACH.parent).with_suffix("").parts)
    for room in ROOMS
    for file in sorted((COACH / room).glob("[!_]*.py"))
]
HEAVY = ("textual", "rich", "numpy", "onnxruntime", "hibari")


def modules_after(code: str) -> set[str]:
    """Run code in a fresh interpreter and return the top-level packages it brought in."""
    code += "\nimport sys, json\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(ended.stdout.splitlines()[-1]))


def imports_of(file: Path) -> set[str]:
    """Return every module that a file imports anywhere in it."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are written out"
            modules |= {f"{node.module}.{alias.name}" for alias in node.names}
    return modules


def test_all_quick_modules_together_bring_in_neither_textual_nor_rich() -> None:
    loaded = modules_after("\n".join(f"import {module}" for module in QUICK))
    assert set(QUICK) <= loaded
    assert not loaded & set(HEAVY)
    assert not [module for module in loaded if module.startswith("coach.ui")]


@pytest.mark.parametrize(
    "module", ["coach.cli.command", "coach.domain.session", "coach.content.library"]
)
def test_each_way_in_by_itself_brings_in_neither(module: str) -> None:
    assert not modules_after(f"import {module}") & set(HEAVY)


def modules_after_each(commands: list[list[str]], *folders: str) -> dict[str, set[str]]:
    """Carry out commands one after the other in a fresh interpreter; returns what each brought in.

    The modules are those that were not there before the command.
    """
    code = f"""
import contextlib, io, json, sys
from coach.__main__ import main
before, brought = set(), {{}}
for command in {commands!r}:
    sys.argv = ["coach", *({list(folders)!r} if command != ["--version"] else []), *command]
    out, err = (io.TextIOWrapper(io.BytesIO()) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        main()
    brought[" ".join(command)] = sorted(set(sys.modules) - before)
    before = set(sys.modules)
print("\\n" + json.dumps(brought))
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    brought = json.loads(ended.stdout.splitlines()[-1])
    return {command: set(modules) for command, modules in brought.items()}


def test_no_command_without_a_screen_imports_textual(tmp_path: Path) -> None:
    file = str(tmp_path / "x.wav")
    commands = [
        ["scripts", "path"],
        ["scripts", "check"],
        ["scripts", "show", "box", "--json"],
        ["scripts", "schema", "breathing"],
        ["scripts", "render", "box", "--cycles", "1", "-o", file],
        ["support", "--plain"],
        ["breathe", "nosuch", "--plain"],
        ["breathe"],
        ["scripts", "list"],
        ["doctor"],
    ]
    brought = modules_after_each(commands)
    assert "coach.content.library" in brought["scripts path"]
    assert "coach.sound.render" in brought[f"scripts render box --cycles 1 -o {file}"]
    assert not any("coach.sound" in modules for modules in list(brought.values())[:4])
    assert "coach.sound.trial" in brought["doctor"]
    assert [command for command, modules in brought.items() if "textual" in modules] == []
    assert [command for command, modules in brought.items() if "rich" in modules] == [
        "scripts list"
    ]


SLOW = {"filelock", "tomlkit", "tzlocal"}
"""What writing needs, and the morning: 20 to 60 ms each."""
RECORDS = """
from datetime import UTC, date, datetime
from pathlib import Path
from coach.store.records import Store
Store(Path({folder!r})).answer(date(2026, 11, 22), "tea", "done", datetime.now(UTC))
"""


def test_nothing_that_only_reads_waits_for_what_writing_needs(tmp_path: Path) -> None:
    data, config = tmp_path / "data", tmp_path / "config"
    config.mkdir()
    (config / "settings.toml").write_text('theme = "night"\n[own_items]\nown-tea = "tea"\n')
    for _ in range(2):  # the second write of a day begins with its backup
        assert SLOW & modules_after(RECORDS.format(folder=str(data))) == {"filelock"}
    commands = [
        ["--version"],
        ["scripts", "list"],
        ["scripts", "check"],
        ["data", "path"],
        ["data", "export"],
        ["data", "export", "--format", "csv"],
        ["checklist", "--plain"],
        ["review", "--plain"],
    ]
    brought = modules_after_each(commands, "--config-dir", str(config), "--data-dir", str(data))
    assert "coach.store.export" in set().union(*brought.values())
    assert {command: SLOW & modules for command, modules in brought.items()} == {
        command: set() for command in brought
    }


def test_the_version_is_answered_before_argparse_is_imported() -> None:
    code = "import sys\nsys.argv = ['coach', '--version']\nfrom coach.__main__ import main\nmain()"
    loaded = modules_after(code)
    assert "coach.__main__" in loaded
    assert not loaded & {"argparse", "coach.cli.command", "textual", "rich", "msgspec"}


def test_help_imports_no_textual() -> None:
    code = "from coach.cli.command import run\ntry: run(['--help'])\nexcept SystemExit: pass"
    loaded = modules_after(code)
    assert "argparse" in loaded
    assert not loaded & {*HEAVY, "msgspec"}


FIRST_PICTURE = """
from coach.ui import first_picture as first
now = first.here(first.time.time())
seen = first.glance.look("nowhere", "nowhere", first.folders.assets_name(), now, first.HERE)
first.changes.spans(None, first.rows(seen, 80, 24), 80, 24)
"""
FIRST_WORDS = FIRST_PICTURE.replace(".rows", ".first_words").replace(".look(", ".look_beside(")
LIVE = """
import asyncio
from coach.person.context import Context
from coach.system.folders import places
from coach.ui import routes
from coach.ui.app import CoachApp

async def start():
    async with CoachApp(Context(places({folder!r}, {folder!r})), "tonight").run_test() as pilot:
        assert not pilot.app.screen._has_found
        assert "breathe" in "".join(run.text for row in pilot.app.screen.rows for run in row)
        print(json.dumps(sorted(sys.modules)))
        pilot.app.exit()

import json, sys
asyncio.run(start())
"""
LATER = {
    *("argparse", "msgspec", "sqlite3", "filelock", "tomlkit", "tomllib", "tzlocal", "wakepy"),
    *("coach.content.library", "coach.store.settings", "coach.person.choose", "coach.cli.parser"),
}
"""What the first picture needs nothing of, and the live screen not before its first picture."""


@pytest.mark.parametrize(
    ("picture", "is_new", "reads"),
    [
        (FIRST_PICTURE, False, set()),
        (FIRST_PICTURE, True, set()),
        (FIRST_WORDS, False, {"tomllib", "pathlib"}),
    ],
)
def test_before_the_first_picture_hardly_anything_is_loaded(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    picture: str,
    is_new: bool,
    reads: set[str],
) -> None:
    monkeypatch.setenv("COACH_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("COACH_DATA_DIR", str(tmp_path))
    if not is_new:
        (tmp_path / "crash.txt").touch()
    loaded = modules_after(picture)
    assert ("coach.picture.first_start" in loaded) is is_new
    assert "coach.picture.tonight" in loaded
    loaded -= reads
    assert not loaded & {*HEAVY, *LATER, "pathlib", "dataclasses", "platformdirs", "inspect"}


def test_before_the_first_live_picture_only_textual_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "crash.txt").touch()  # it is no first start
    code = LIVE.format(folder=str(tmp_path))
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(ended.stdout.splitlines()[-1]))
    assert "coach.ui.screens.tonight" in loaded
    assert loaded & LATER == set()


def test_the_domain_knows_no_clock_no_disk_and_no_network() -> None:
    pure = {
        *("bisect", "collections", "dataclasses", "enum", "functools", "heapq", "itertools"),
        *("math", "operator", "typing", "types", "string", "unicodedata", "statistics", "re"),
        *("coach", "abc", "calendar", "datetime", "hashlib"),
    }
    for file in sorted((COACH / "domain").glob("*.py")):
        assert {name.split(".")[0] for name in imports_of(file)} <= pure, file


def test_only_the_ui_imports_textual() -> None:
    for file in sorted(COACH.rglob("*.py")):
        if "ui" not in file.relative_to(COACH).parts:
            assert "textual" not in {name.split(".")[0] for name in imports_of(file)}, file


def test_nothing_anywhere_can_reach_a_network() -> None:
    network = {"socket", "ssl", "urllib", "http", "ftplib", "smtplib", "requests", "httpx"}
    for file in sorted(COACH.rglob("*.py")):
        assert not {name.split(".")[0] for name in imports_of(file)} & network, file
