"""Which files of a folder are scripts, and what they are called.

Names are compared in Unicode's form NFC, whatever form a file system or a keyboard gives them in.
Hidden files (editors' locks, resource forks) and what synchronising programs leave beside a file
that two have changed are no scripts.
"""

import os
import re
import unicodedata

_CONFLICT = re.compile(r"\.sync-conflict-|conflicted copy|\(conflict", re.IGNORECASE)
"""How Syncthing, Dropbox, Nextcloud and others name the second of two versions."""
SUFFIX = ".toml"


def is_toml(name: str) -> bool:
    """Tell whether a file is called as TOML files are, in capitals too."""
    return name.lower().endswith(SUFFIX)


def composed(name: str) -> str:
    """Return a name in the form in which names are compared."""
    return unicodedata.normalize("NFC", name)


def scripts_in(folder: str | os.PathLike[str]) -> dict[str, str]:
    """Return the scripts of a folder: the name of each, and of its file; none where there is none.

    Of two files with one name, `box.toml` comes before `box.TOML` and all others.
    """
    try:
        files = os.listdir(folder)
    except OSError:
        return {}
    found: dict[str, str] = {}
    for file in sorted(files, key=lambda file: (not file.endswith(SUFFIX), file)):
        if is_toml(file) and not file.startswith(".") and not _CONFLICT.search(file):
            found.setdefault(composed(file[: -len(SUFFIX)]), file)
    return found
