"""How a coach is started in a pseudo-terminal: its folders, its environment, its command line."""

import sys
from collections.abc import Mapping
from pathlib import Path

from tests.terminal.pseudo import Start, Terminal

CHECKOUT = Path(__file__).parents[2]


class Home:
    """The folders of somebody who has already said that they want the rests."""

    def __init__(self, folder: Path, start: Start | None = None) -> None:
        """Make them in `folder`; coaches are started as any program is, or by `start`."""
        self._start = start
        self.config = folder / "config"
        self.data = folder / "data"
        self.config.mkdir(parents=True, exist_ok=True)
        self.settings('rests = "with"', 'read = ["breathing/box"]')

    def settings(self, *lines: str, voice: str = "off") -> None:
        """Write the settings file; nobody is asked about a voice."""
        text = "\n".join(('made_by = "coach"', f'voice = "{voice}"', *lines, ""))
        (self.config / "settings.toml").write_text(text, encoding="utf-8")

    def breath(self, name: str, text: str) -> None:
        """Write an own breathing script."""
        file = self.config / "scripts" / "breathing" / f"{name}.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def tree(self, name: str, text: str, kind: str = "awake") -> None:
        """Write an own tree for the night, or a script of another kind."""
        file = self.config / "scripts" / kind / f"{name}.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    @property
    def env(self) -> dict[str, str]:
        """The environment in which Python finds this checkout and these folders."""
        return {
            "PYTHONPATH": str(CHECKOUT),
            "COACH_CONFIG_DIR": str(self.config),
            "COACH_DATA_DIR": str(self.data),
        }

    def open(
        self,
        *arguments: str,
        size: tuple[int, int] = (100, 30),
        env: Mapping[str, str] | None = None,
    ) -> Terminal:
        """Start a coach."""
        return self.run("-m", "coach", *arguments, size=size, env=env)

    def run(
        self,
        *arguments: str,
        size: tuple[int, int] = (100, 30),
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Terminal:
        """Start a Python with these arguments."""
        argv = [sys.executable, *arguments]
        return Terminal(argv, size, self.env | dict(env or {}), cwd, self._start)
