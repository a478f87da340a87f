"""`coach data ...`: where it is, export and import, backups, erasing."""

import argparse
import contextlib
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from coach.errors import FAILED, OK, CoachError, InputError
from coach.store import backup, begun, export, importing, said, times, today, unwritten
from coach.store.database import Database
from coach.store.importing import Refused
from coach.store.unwritten import CompleteDatabase
from coach.system import files, folders, lock
from coach.system.folders import Places
from coach.text import printable

LARGEST_BYTES = 512 * 1024 * 1024
"""A larger file is not brought in: a lifetime is smaller."""
MOST_REASONS = 9
"""So many lines say why rows of an import were refused."""
SAME_DISK = """Backups are on the same disk as your records.
In case it breaks, copy them to another one, too:"""
NOBODY_TO_ASK = "coach: without a terminal nobody can be asked; --yes restores without asking"
_RECORDED = (
    *(f"{backup.FOLDER}/coach-*.db", f"{backup.FOLDER}/{backup.UNFINISHED}*", backup.FOLDER),
    *("coach.*-*.db", "coach.*-*.db-*", "coach.db-*", "coach.db", f"{backup.UNFINISHED}*"),
    *(
        "running.toml",
        "crash.txt",
        "sound.log",
        ".running.toml.*",
        ".crash.txt.*",
        ".writing-*",
        ".coach.db.*",
    ),
    *(times.NAME, today.NAME, begun.NAME, said.NAME, unwritten.PATTERN),
)
"""What the app puts into DATA; backups go first, or they would come back."""
_CHOSEN = (
    *("scripts", "themes", "settings.toml", "settings.old-*.toml", ".settings.toml.*"),
    *("plan.toml", "plan.old-*.toml", ".plan.toml.*", ".writing-*"),
)
"""What the app and the person put into CONFIG."""
_MADE = ("voice",)
"""What can be made anew, in a folder of its own: a person's own lines, as a voice said them."""


def answer(args: argparse.Namespace, places: Places) -> int:
    """Carry out one action and return the exit code. Raises `CoachError`."""
    database = CompleteDatabase(places.data)
    try:
        if args.action in ("export", "import", "backup", "restore"):
            with contextlib.suppress(CoachError):  # it waits; what can be done is done
                database.take_up()
        match args.action:
            case "path" | None:
                print(printable(str(places.data)))
            case "export":
                _export(database, args.format, args.table, args.columns)
            case "import":
                return _import(database, args.file)
            case "backup":
                _backup(database)
            case "restore":
                return _restore(database, args.backup, args.yes)
            case "erase":
                return _erase(places)
    finally:
        if database.note:
            print(database.note, file=sys.stderr)
    return OK


def _export(database: Database, form: str, table: str | None, is_about_columns: bool) -> None:
    """Print everything, a table of it as CSV, or what the columns of that mean."""
    if is_about_columns:
        columns = export.columns_of(table or export.NIGHTS).items()
        lines: Iterable[str] = (f"{name}: {about}" for name, about in columns)
    elif form == "csv":
        lines = export.as_csv(export.tables(database), table or export.NIGHTS)
    elif table:
        raise InputError("coach: --table goes with --format csv: JSON holds every table")
    else:
        lines = export.as_json(export.tables(database))
    if sys.stdout is None:
        raise CoachError("coach: there is nowhere to write to")
    # Bytes: the same on every system and in every locale.
    for line in lines:
        left = memoryview(f"{line}\n".encode())
        while left:  # with PYTHONUNBUFFERED a full disk takes a part without an error
            left = left[sys.stdout.buffer.write(left) :]


def _import(database: Database, name: str) -> int:
    """Record what is new in an export; `-` is stdin. Returns the exit code. Raises `CoachError`."""
    source = printable(name)
    try:
        if name == "-":
            if sys.stdin is None:
                raise ValueError("it is closed")
            raw = sys.stdin.buffer.read(LARGEST_BYTES + 1)
        else:
            with open(name, "rb") as stream:
                raw = stream.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise InputError(f"{source}: could not be read ({backup.reason(error)})") from None
    if len(raw) > LARGEST_BYTES:
        raise InputError(f"{source}: is larger than any export")
    came, were_there, refused = importing.import_json(database, raw, source)
    counts = f"{came} came, {were_there} were there already, {len(refused)} refused"
    print(f"Records: {counts}.", *_in_lines(refused), sep="\n", file=sys.stderr)
    return FAILED if refused else OK


def _in_lines(refused: Iterable[Refused]) -> list[str]:
    """Say why rows were refused, those alike in one line: at most `MOST_REASONS` lines."""
    alike: defaultdict[tuple[str, ...], list[Refused]] = defaultdict(list)
    for each in refused:
        alike[each.table, each.key, each.expected].append(each)
    lines = []
    for first, *others in alike.values():
        lines.append(f"{first}; {len(others)} more like it" if others else str(first))
    if len(lines) > MOST_REASONS:
        more = len(lines) - MOST_REASONS + 1
        lines[MOST_REASONS - 1 :] = [f"... and for {more} other reasons."]
    return lines


def _backup(database: Database) -> None:
    """Make the backup of today anew and print where it is."""
    file = database.back_up()
    if file is None:
        print("Nothing has been recorded yet.", file=sys.stderr)
    else:
        print(printable(str(file)))
        print(f"{SAME_DISK}\n{printable(str(file.parent))}", file=sys.stderr)


def _restore(database: Database, date_or_file: str | None, is_sure: bool) -> int:
    """Put a backup in the place of the database, after asking: the newest, that of a day, or any
    file. Returns the exit code.
    """
    source = _backup_to_restore(database, date_or_file)
    if source and not is_sure:
        if sys.stdin is None or not sys.stdin.isatty():
            raise InputError(NOBODY_TO_ASK)
        backup.check(source)
        if not _is_wanted(_restoring(database, source)):
            print("Nothing was changed.", file=sys.stderr)
            return FAILED
    used, set_aside = database.restore(source)
    print(f"{printable(str(used))} has been restored.", file=sys.stderr)
    if set_aside:
        print(f"What was there is now {printable(str(set_aside))}.", file=sys.stderr)
    return OK


def _backup_to_restore(database: Database, date_or_file: str | None) -> Path | None:
    """Return the backup that is meant, by default the newest good one; None: there is none."""
    if date_or_file is None:
        return backup.newest_good(database.folder, date.today())
    source = None
    with contextlib.suppress(ValueError):
        source = backup.file_of(database.folder, date.fromisoformat(date_or_file))
    source = source or Path(date_or_file)
    if not source.is_file():
        days = backup.backups(database.folder, date.today()).values()
        listed = ", ".join(map(str, days)) or "none"
        raise InputError(f"{printable(date_or_file)}: no such backup; there are: {listed}")
    return source


def _restoring(database: Database, source: Path) -> str:
    """Say what restoring a backup does, and ask whether that is wanted."""
    lines = [f"This restores the backup of {backup.day_of(source)}:", printable(str(source))]
    if database.file.exists():
        aside = backup.aside(database.file, backup.BEFORE_RESTORE).name
        lines += [
            "What is recorded now, everything since then included,",
            f"is set aside as {aside}.",
        ]
    return "\n".join([*lines, "Go on?"])


def _erase(places: Places) -> int:
    """Erase after asking: what is recorded, and apart from it settings and own scripts."""
    cache = folders.cache(places.data)
    recorded = [*_files_in(places.data, _RECORDED), *_files_in(cache, _MADE)]
    if not recorded:
        print("Nothing has been recorded.", file=sys.stderr)
    else:
        question = f"Erase everything recorded in {printable(str(places.data))}, backups included?"
        if not _is_wanted(question):
            print("Nothing was erased.", file=sys.stderr)
            return FAILED
        with _removing(places.data), lock.held(places.data / "coach.db"):
            if cache.is_dir():
                _remove(cache, _MADE)
            _remove(places.data, _RECORDED)
        _print_erased(places.data)
    if _files_in(places.config, _CHOSEN):
        question = f"Erase settings, own scripts and themes in {printable(str(places.config))} too?"
        if _is_wanted(question):
            with _removing(places.config):
                _remove(places.config, _CHOSEN)
            _print_erased(places.config)
        else:
            print("Settings and scripts were kept.", file=sys.stderr)
    return OK


def _is_wanted(question: str) -> bool:
    """Ask on stderr, and read a line; anything but yes is no."""
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    try:
        line = sys.stdin.readline() if sys.stdin else ""
    except (OSError, ValueError):
        line = ""
    if not line.endswith("\n"):
        print(file=sys.stderr)
    return line.strip().lower() in ("y", "yes")


def _files_in(folder: Path, patterns: tuple[str, ...]) -> list[Path]:
    """Return the files of a folder that match, in the order in which they are to be removed.

    A folder in it that is a link counts as one file: what lies behind it is not ours.
    """
    with _removing(folder):
        files = [file for pattern in patterns for file in sorted(folder.glob(pattern))]
        return [file for file in files if file.parent == folder or not file.parent.is_symlink()]


def _remove(folder: Path, patterns: tuple[str, ...]) -> None:
    """Remove what is ours, and the folder when it is then empty. Raises `OSError`."""
    for file in _files_in(folder, patterns):
        if file.is_symlink():
            file.unlink()
            print(
                f"{printable(str(file))} was a link; what it led to was not touched.",
                file=sys.stderr,
            )
        elif file.name == backup.FOLDER:
            with contextlib.suppress(OSError):
                file.rmdir()  # with files of others in it, it stays
        elif file.is_dir():
            shutil.rmtree(file)
        else:
            file.unlink(missing_ok=True)
    files.sync(folder)
    with contextlib.suppress(OSError):
        folder.rmdir()


def _print_erased(folder: Path) -> None:
    """Print that it is done, and whether files of others were left."""
    is_left = folder.is_dir() and any(folder.iterdir())
    left = f" Other files in {printable(str(folder))} were not touched." if is_left else ""
    print(f"Erased.{left}", file=sys.stderr)


@contextlib.contextmanager
def _removing(folder: Path) -> Iterator[None]:
    """Turn an error of the system into one line for a person."""
    try:
        yield
    except OSError as error:
        name = printable(str(error.filename or folder))
        raise CoachError(f"{name}: could not be erased ({backup.reason(error)})") from None
