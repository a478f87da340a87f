"""Where the files are. Nothing here creates a folder, and little is loaded: it comes first."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

APP = "wind-down-coach"


class Places(NamedTuple):
    """The two folders that belong to a person."""

    config: Path
    """Settings, own scripts and themes."""
    data: Path
    """Records, and the note of a crash."""


def places(config: str | None = None, data: str | None = None) -> Places:
    """Return the folders: as given, else from the environment, else as the system expects."""
    from pathlib import Path

    return Places(*map(Path, names(config, data)))


def names(config: str | None = None, data: str | None = None) -> tuple[str, str]:
    """Return the names of the same folders."""
    config = config or os.environ.get("COACH_CONFIG_DIR") or _xdg("XDG_CONFIG_HOME", ".config")
    data = data or os.environ.get("COACH_DATA_DIR") or _xdg("XDG_DATA_HOME", ".local/share")
    if not (config and data):
        from platformdirs import PlatformDirs

        dirs = PlatformDirs(APP, appauthor=False)
        config, data = config or dirs.user_config_dir, data or dirs.user_data_dir
    return os.path.expanduser(config), os.path.expanduser(data)


def _xdg(variable: str, below_home: str) -> str:
    """Return what `platformdirs` would, where that is plain: it takes 15 ms to load.

    That is on Linux with the folders of the XDG Base Directory Specification 0.8, section 3. Empty
    where it is to be asked: on other systems, on Android, and of a folder with an unusual name.
    """
    if sys.platform != "linux" or "ANDROID_ROOT" in os.environ:
        return ""
    base = os.environ.get(variable) or os.path.join(os.environ.get("HOME", ""), below_home)
    return os.path.join(base, APP) if os.path.isabs(base) and base == base.strip() else ""


def cache(data: Path) -> Path:
    """Return the folder for what can be made anew: as the system expects it, or in the data folder
    where that is elsewhere.
    """
    from pathlib import Path

    usual, made = _xdg("XDG_DATA_HOME", ".local/share"), _xdg("XDG_CACHE_HOME", ".cache")
    if not (usual and made):
        from platformdirs import PlatformDirs

        dirs = PlatformDirs(APP, appauthor=False)
        usual, made = usual or dirs.user_data_dir, made or dirs.user_cache_dir
    return Path(made) if data == Path(usual) else data / "cache"


def assets() -> Path:
    """Return the folder of shipped files: inside an installed package, or beside it."""
    from pathlib import Path

    return Path(assets_name())


def assets_name() -> str:
    """Return the name of that folder."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    packaged = os.path.join(here, "_assets")
    return packaged if os.path.isdir(packaged) else os.path.join(os.path.dirname(here), "assets")
