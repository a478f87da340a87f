"""Where the files are. Nothing here creates a folder."""

import os
from pathlib import Path
from typing import NamedTuple

APP = "wind-down-coach"


class Places(NamedTuple):
    """The two folders that belong to a person."""

    config: Path
    """Settings, own scripts and themes."""
    data: Path
    """Records, and the note of a crash."""


def places(config: str | None = None, data: str | None = None) -> Places:
    """Return the folders: as given, else from the environment, else as the system expects."""
    config = config or os.environ.get("COACH_CONFIG_DIR")
    data = data or os.environ.get("COACH_DATA_DIR")
    if not (config and data):
        from platformdirs import PlatformDirs

        dirs = PlatformDirs(APP, appauthor=False)
        config, data = config or dirs.user_config_dir, data or dirs.user_data_dir
    return Places(Path(os.path.expanduser(config)), Path(os.path.expanduser(data)))


def assets() -> Path:
    """Return the folder of shipped files: inside an installed package, or beside it."""
    here = Path(__file__).parent.parent
    packaged = here / "_assets"
    return packaged if packaged.is_dir() else here.parent / "assets"
