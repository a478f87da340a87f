"""Write a file whole or not at all, for the person alone.

The app's own files replace whatever has their name, links too (`write`). Files that a person may
have linked elsewhere, settings and scripts, are written through the link (`rewrite`).
"""

import codecs
import contextlib
import errno
import itertools
import os
import shutil
import stat
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from coach.errors import CoachError
from coach.text import printable

PRIVATE = 0o600
"""The mode of a new file: nobody else reads it."""


def write(file: Path, content: str | bytes, mode: int = PRIVATE) -> None:
    """Put `content` (text as UTF-8) in the place of `file`; a link there is replaced itself.

    After a crash there is the old file or the new one. Raises `CoachError` when it cannot be
    written; then the old file is as it was.
    """
    raw = _encoded(file, content) if isinstance(content, str) else content
    with named_errors(file):
        make_folder(file.parent)
    with whole(file, mode) as stream:
        stream.write(raw)


@contextlib.contextmanager
def whole(file: Path, mode: int = PRIVATE) -> Iterator[BinaryIO]:
    """Write a file piece by piece, which is in the place of `file` only once all of it is there.

    Its folder exists. Whatever goes wrong, the old file is as it was. Temporary files that killed
    writers of this file left are removed. Raises `CoachError` when it cannot be written.
    """
    with named_errors(file):
        for leftover in file.parent.glob(f"{_temporary(file)}*"):
            leftover.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(prefix=_temporary(file), dir=file.parent)
        try:
            with open(handle, "wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(name, mode)
            os.replace(name, file)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
        sync(file.parent)


def rewrite(file: Path, text: str) -> None:
    """Replace the text of a person's own file, as whole as `write` does, and nothing else of it.

    A link stays a link: the file it leads to is written, even if it does not exist yet. Mode and
    byte-order mark stay. Raises `CoachError`.
    """
    mode, mark = PRIVATE, b""
    with named_errors(file):
        with contextlib.suppress(FileNotFoundError):
            info = os.stat(file)
            mode = stat.S_IMODE(info.st_mode)
            if stat.S_ISREG(info.st_mode):
                with open(file, "rb") as old:
                    is_marked = old.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
                mark = codecs.BOM_UTF8 if is_marked else b""
        target = Path(os.path.realpath(file)) if file.is_symlink() else file
    write(target, mark + _encoded(file, text), mode)


def keep_copy(file: Path) -> Path:
    """Copy a file byte by byte to the first of `NAME.old-1.toml`, `NAME.old-2.toml`, ... not taken.

    Returns the copy. No link is written through. Raises `CoachError`.
    """
    for number in itertools.count(1):
        copy = file.with_name(f"{file.stem}.old-{number}{file.suffix}")
        with named_errors(copy), contextlib.suppress(FileExistsError):
            with open(file, "rb") as old, open(copy, "xb", opener=_open_private) as new:
                try:
                    shutil.copyfileobj(old, new)
                    new.flush()
                    os.fsync(new.fileno())
                except BaseException:
                    copy.unlink(missing_ok=True)
                    raise
            return copy
    raise AssertionError("numbers do not end")


def remove(file: Path) -> None:
    """Remove a file; it may be gone already. Raises `CoachError` when it cannot be removed."""
    with named_errors(file):
        file.unlink(missing_ok=True)
        sync(file.parent)


def is_writable(folder: Path) -> bool:
    """Return whether files may be made in a folder; on a disk mounted read-only, no."""
    return _may(folder, os.W_OK)


def is_readable(folder: Path) -> bool:
    """Return whether the files of a folder may be listed and read, as far as it has a say."""
    return _may(folder, os.R_OK)


def _may(folder: Path, what: int) -> bool:
    return os.access(folder, what | os.X_OK, effective_ids=os.access in os.supports_effective_ids)


def make_folder(folder: Path) -> None:
    """Make a folder, and missing ones above it, for the person alone. Raises `OSError`."""
    if not folder.is_dir():
        make_folder(folder.parent)  # `parents=True` would leave their mode to the umask
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            if not folder.is_dir():  # another coach may have made it just now
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None


@contextlib.contextmanager
def named_errors(file: Path) -> Iterator[None]:
    """Turn an `OSError` into a `CoachError`: a line for a person, which names the file."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "it failed").lower()
        raise CoachError(f"{printable(str(file))}: could not be written ({reason})") from None


def _encoded(file: Path, text: str) -> bytes:
    """Return a text as UTF-8. Raises `CoachError` where it is none: it holds half of a character.

    So do names of files that are no UTF-8, which Python keeps that way.
    """
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        reason = "could not be written (it holds a name that is not UTF-8)"
        raise CoachError(f"{printable(str(file))}: {reason}") from None


def _temporary(file: Path) -> str:
    """Return how the temporary files of `file` begin; those of its neighbours begin otherwise.

    They have a checksum of the name instead of the name, which may be as long as names can be.
    """
    return f".writing-{zlib.crc32(os.fsencode(file.name)):08x}-"


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, PRIVATE)


def sync(place: Path) -> None:
    """Flush a file, or the names in a folder, to the disk where the system can. Raises `OSError`.

    A new name survives a power cut only once its folder is flushed.
    """
    if os.name == "posix" or place.is_file():
        handle = os.open(place, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
