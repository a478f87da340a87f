"""`coach doctor`: what works here, one line a finding. It only looks: nothing is made or mended.

Nothing of a person's records is in it, so that it can be sent along with a question.
"""

import os
import platform
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from coach import __version__
from coach.cli.scripts import WIDEST, usable
from coach.content.library import KINDS, Library
from coach.errors import FAILED, OK, CoachError
from coach.sound import hearing, outputs, trial, voices
from coach.sound.pack import Pack
from coach.store import checkup
from coach.store.schema import State
from coach.store.settings import SettingsFile
from coach.system import awake_display, files, folders, terminal, zone
from coach.system.folders import Places
from coach.text import printable
from coach.toml.problems import BadFile

NEARLY_FULL_MB = 50
"""With less room than this on the disk something may soon not be written."""
LOG_BYTES = 4096
"""So much is read of the end of a log,"""
LOG_LINES = 3
"""and so many of its last lines are shown."""
COLOURS = {"truecolor": "true colour", "256": "256 colours", None: "no colours"}
"""What can be drawn, as Rich calls it; all others have 16."""
STATES = {
    State.DAMAGED: "damaged: the next start sets it aside",
    State.FOREIGN: "not made by coach: the next start sets it aside",
    State.NEWER: "made by a newer coach: this one leaves it alone",
}
"""What is wrong with a database."""
Verdict = Literal["fine", "note", "wrong"]
"""`note`: it works, or is not needed, and there is something to know."""
Said = tuple[Verdict, str]
"""What is said of a topic."""


class Finding(NamedTuple):
    """One line of the sheet."""

    topic: str
    verdict: Verdict
    words: str


def answer(places: Places) -> int:
    """Print what is found, each as soon as it is, and return the exit code."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDEST  # a finding is one line, whoever reads it
    wrong = 0
    for finding in _findings(places, console.color_system):
        wrong += finding.verdict == "wrong"
        row = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
        row.add_column(width=8)
        row.add_column(width=5)
        row.add_column(overflow="fold")
        row.add_row(*map(Text, finding._replace(words=printable(finding.words))))
        console.print(row)
    console.print()
    many = "One thing that is needed is" if wrong == 1 else f"{wrong} things that are needed are"
    console.print(f"{many} wrong." if wrong else "What is needed works here.")
    return FAILED if wrong else OK


def _findings(places: Places, colours: str | None) -> Iterator[Finding]:
    """Yield what is found; what may take a while comes last."""
    yield Finding("coach", "fine", f"{__version__}, Python {platform.python_version()}")
    system = f"{platform.system()} {platform.release()}, {platform.machine()}"
    yield Finding("system", "fine", system)
    config, data = places
    for topic, look in (
        ("terminal", lambda: [of_terminal(colours)]),
        ("zone", lambda: [of_zone()]),
        ("config", lambda: [of_folder(config, is_needed=False)]),
        ("data", lambda: [of_folder(data, is_needed=True)]),
        ("disk", lambda: of_room(places)),
        ("database", lambda: [of_database(data)]),
        ("settings", lambda: of_settings(config)),
        ("scripts", lambda: of_scripts(Library(folders.assets(), config))),
        ("voice", lambda: of_voice(folders.assets() / "voice")),
        ("lines", lambda: [of_own_lines(config)]),
        ("display", lambda: [of_display()]),
        ("sound", lambda: of_sound(places, hearing.DEVICE)),
    ):
        try:
            for said in look():
                yield Finding(topic, *said)
        except (OSError, CoachError) as error:
            yield Finding(topic, "wrong", _without_home(str(error)))


def of_terminal(colours: str | None) -> Said:
    """Say whether there is a terminal, and what it can draw."""
    if not terminal.is_whole():
        return "note", "none here: what is for the screen needs --plain"
    if os.environ.get("TERM") == "dumb":
        return "note", "TERM=dumb: what is for the screen needs --plain"
    columns, rows = terminal.size()
    size = f"{columns}x{rows}" if columns else "of unknown size"
    shown = "no colours, by NO_COLOR" if os.environ.get("NO_COLOR") else COLOURS.get(colours)
    glyphs = "blocks" if terminal.draws_blocks() else "ASCII alone"
    words = f"{size}, {shown or '16 colours'}, {glyphs}"
    if terminal.is_accessible():
        return "note", f"{words}; ACCESSIBLE is set: plain lines everywhere"
    return "fine", words


def of_zone() -> Said:
    """Say by which name the time zone is known."""
    now = datetime.now().astimezone()
    if isinstance(here := zone.local_zone(now), ZoneInfo):
        return "fine", here.key
    words = f"no name, {now:%z} from UTC: summer time is not foreseen; TZ can name it"
    return "note", words


def of_folder(folder: Path, is_needed: bool) -> Said:
    """Say whether a folder can be used; into one that `is_needed` something is always written."""
    where = _place(folder)
    first = _nearest(folder)
    if not os.path.isdir(first):
        return "wrong", f"{where}: {_place(first)} is no folder"
    if not files.is_readable(first):
        return "wrong", f"{where}: cannot be read"
    if not files.is_writable(first):
        return "wrong" if is_needed else "note", f"{where}: can be read, but not written"
    is_new = "" if first == folder else "; not there yet"
    return "fine", f"{where}: can be written{is_new}"


def of_room(places: Iterable[Path]) -> Iterator[Said]:
    """Say where a disk is nearly full."""
    with suppress(OSError):
        free_mb = min(shutil.disk_usage(_nearest(folder)).free for folder in places) // 2**20
        if free_mb < NEARLY_FULL_MB:
            yield "note", f"nearly full: {free_mb} MB are free"


def of_database(folder: Path) -> Said:
    """Say whether what is recorded is whole, and which backups there are."""
    seen = checkup.look(folder, datetime.now().date())
    backups = "no backup yet"
    if seen.backups:
        many = "1 backup, of" if len(seen.backups) == 1 else f"{len(seen.backups)} backups, newest"
        backups = f"{many} {seen.backups[0]}"
    if seen.state in STATES:
        return "wrong", f"{STATES[seen.state]}; {backups}"
    if seen.state is None and seen.backups:
        return "wrong", f"missing or empty: the next start restores a backup; {backups}"
    if seen.state is None:
        return "fine", "nothing recorded yet"
    if seen.is_interrupted:
        return "note", f"whole, a change is unfinished; {backups}"
    older = ", of an older coach: the next start renews it" if seen.state is State.OLDER else ""
    return "fine", f"whole{older}; {backups}"


def of_settings(config: Path) -> Iterator[Said]:
    """Say whether the settings can be used."""
    file = config / "settings.toml"
    _, problems = SettingsFile(file).load()
    if problems:
        many = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        yield "note", f"{many}: see coach scripts check"
    else:
        has_some = os.path.lexists(file)
        yield "fine", "no problems" if has_some else "none yet: as they come"


def of_scripts(library: Library) -> Iterator[Said]:
    """Say whether what is shipped can be used, and what a person has made of their own."""
    for folder in (library.config / "scripts", *map(library.own_folder, KINDS)):
        if os.path.exists(folder) and not files.is_readable(folder):
            yield "wrong", f"{_place(folder)}: cannot be read"
            return
    entries = [entry for kind in KINDS for entry in library.entries(kind).values()]
    own, bad = sum(entry.is_own for entry in entries), []
    for entry in entries:
        try:
            usable(library, entry.file, entry.kind)
        except BadFile:
            bad.append(entry)
    shipped_bad = [entry for entry in bad if not entry.is_own]
    if shipped_bad or len(entries) == own:
        which = ", ".join(entry.id for entry in shipped_bad[:LOG_LINES]) or "all of them"
        yield "wrong", f"shipped ones cannot be used, install again: {which}"
    else:
        yield "fine", f"{len(entries) - own} shipped, {own} your own"
    if own_bad := len(bad) - len(shipped_bad):
        words = f"{own_bad} of your {own} own cannot be used: see coach scripts check"
        yield "note", words


def of_voice(folder: Path) -> Iterator[Said]:
    """Say whether the voice can speak: its files, and what decodes them."""
    pack = Pack(folder)
    damaged = pack.damaged()
    if pack.note or damaged:
        what = pack.note or f"{len(damaged)} files are damaged or missing"
        yield "note", f"{what}; install again"
    else:
        words = f"{len(pack.index.lines)} lines in {len(pack.index.checksums)} files, all whole"
        yield "fine", words
    if find_spec("miniaudio") is None:
        yield "note", "it cannot be decoded without miniaudio: it is silent"


def of_own_lines(config: Path) -> Said:
    """Say who says the lines of own scripts."""
    settings, _ = SettingsFile(config / "settings.toml").load()
    if who := voices.found(settings.own_voice == "on"):
        return "fine", f"{who} says those of your own scripts"
    if settings.own_voice == "on":
        return "note", f"nobody says them: found no {' or '.join(voices.PROGRAMS)}"
    return "fine", "nobody says them; wind-down-coach[voice] would"


def of_display() -> Said:
    """Say by what the display stays awake in a session."""
    way = awake_display.way()
    if way:
        return "fine", f"stays awake in a session, by {way}"
    return "note", "the system may let it sleep in a session"


def of_sound(places: Places, device: tuple[str, ...]) -> Iterator[Said]:
    """Say whether a device opens, as a session opens it; and what drivers have said."""
    way = outputs.way() or "nothing that could play"
    arguments = (str(folders.assets() / "voice"), str(places.config / "sounds"))
    with tempfile.TemporaryDirectory(prefix="coach-", ignore_cleanup_errors=True) as folder:
        log = Path(folder, "sound.log")
        trouble = trial.trouble(log, *device, *arguments)
        said = _last_lines(log) if trouble else []
    if trouble:
        yield "note", f"{trouble} ({way})"
    else:
        yield "fine", f"a device opens, by {way}"
    for line in said or _last_lines(places.data / "sound.log"):
        yield "note", f"its log: {line}"


def _last_lines(log: Path) -> list[str]:
    """Return the end of a log, if there is one."""
    end = b""
    with suppress(OSError), log.open("rb") as stream:
        stream.seek(max(log.stat().st_size - LOG_BYTES, 0))
        end = stream.read()
    lines = _without_home(end.decode(errors="replace")).splitlines()
    return list(dict.fromkeys(line for line in lines if line.strip()))[-LOG_LINES:]


def _nearest(folder: Path) -> Path:
    """Return the folder, or the first above it that is there."""
    return next(each for each in chain([folder], folder.absolute().parents) if os.path.exists(each))


def _place(path: Path) -> str:
    """Return where something is."""
    return _without_home(str(path.absolute()))


def _without_home(text: str) -> str:
    """Return a text with a tilde where it names the person's home."""
    home = os.path.expanduser("~")
    return text.replace(f"{home}{os.sep}", f"~{os.sep}") if len(home) > 1 else text
