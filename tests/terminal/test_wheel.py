"""The wheel, built, installed elsewhere by pip, and used from a folder without the checkout."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from coach import __version__
from tests.terminal.pseudo import Terminal, environment, left_on, rang
from tests.terminal.running import CHECKOUT, Home


class Installed:
    """A coach that pip has put into a folder, and somebody who uses it from another one."""

    def __init__(self, folder: Path) -> None:
        """Build the wheel and install it; nothing is fetched."""
        self.wheel = Path(next(WheelBuilder(str(CHECKOUT)).build(directory=str(folder / "dist"))))
        self.packages = folder / "packages"
        self.elsewhere = folder / "elsewhere"
        self.elsewhere.mkdir()
        self.home = Home(folder / "home")
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        where = ["--no-deps", "--no-index", "--target", str(self.packages), str(self.wheel)]
        subprocess.run([*pip, *where], check=True, cwd=self.elsewhere)

    @property
    def env(self) -> dict[str, str]:
        """The environment in which Python finds the installed coach and no other."""
        return self.home.env | {"PYTHONPATH": str(self.packages)}

    def run(self, *argv: str) -> str:
        """Run Python in a folder that has nothing to do with us, and return what it prints."""
        done = subprocess.run(
            [sys.executable, *argv],
            capture_output=True,
            text=True,
            env=environment(self.env),
            cwd=self.elsewhere,
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return done.stdout

    def open(self, *arguments: str) -> Terminal:
        """Start the console script that pip made."""
        script = str(self.packages / "bin" / "coach")
        return Terminal([sys.executable, script, *arguments], env=self.env, cwd=self.elsewhere)

    def compiled(self) -> dict[Path, int]:
        """Return every compiled file, and when it was written."""
        return {file: file.stat().st_mtime_ns for file in self.packages.rglob("*.pyc")}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """The coach, installed once for all tests here."""
    yield Installed(tmp_path_factory.mktemp("wheel"))


def test_it_is_called_by_its_own_name_too(installed: Installed) -> None:
    """`uvx wind-down-coach` and `pipx run wind-down-coach` look for that."""
    script = str(installed.packages / "bin" / "wind-down-coach")
    assert installed.run(script, "--version") == f"coach {__version__}\n"


def test_the_wheel_holds_the_app_and_its_files(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as wheel:
        names = set(wheel.namelist())
    assets = {f"coach/_assets/{f.relative_to(CHECKOUT / 'assets')}" for f in shipped()}
    assert assets <= names
    assert "coach/py.typed" in names
    assert not [name for name in names if "__pycache__" in name]
    tops = {name.split("/")[0] for name in names}
    assert tops == {"coach", f"wind_down_coach-{__version__}.dist-info"}


def shipped() -> list[Path]:
    """Return the files that come with the app."""
    return [file for file in (CHECKOUT / "assets").rglob("*") if file.is_file()]


def test_its_files_come_from_the_wheel(installed: Installed) -> None:
    code = "import coach; from coach.system import folders; "
    code += "print(coach.__file__); print(folders.assets())"
    where, assets = installed.run("-c", code).splitlines()
    assert Path(where) == installed.packages / "coach" / "__init__.py"
    assert Path(assets) == installed.packages / "coach" / "_assets"


def test_its_commands_work(installed: Installed) -> None:
    assert installed.run("-m", "coach", "--version") == f"coach {__version__}\n"
    listed = installed.run("-m", "coach", "scripts", "list")
    for file in (CHECKOUT / "assets" / "breathing").glob("*.toml"):
        assert f"breathing/{file.stem} " in listed
    arguments = ("breathe", "box", "--plain", "--speed", "100", "--cycles", "1")
    lines = installed.run("-m", "coach", *arguments).splitlines()
    breath = ["Breathe in, lightly.", "Hold, softly full.", "Breathe out, slowly."]
    at = lines.index(breath[0])
    assert lines[at : at + 3] == breath
    assert "findahelpline" in installed.run("-m", "coach", "support", "--plain").lower()


def test_its_voice_speaks(installed: Installed) -> None:
    """A line is decoded from the installed files, and somebody is heard in it."""
    code = "from array import array; from coach.sound.pack import Pack; "
    code += "from coach.system import folders; pack = Pack(folders.assets() / 'voice'); "
    code += "print(max(array('h', pack.samples('Breathe in.'))), pack.note)"
    assert int(installed.run("-c", code)) > 3000


def test_its_first_start_shows_tonight_and_compiles_nothing(installed: Installed) -> None:
    """Pip has compiled everything: a first start that had to would take four times as long."""
    before = installed.compiled()
    assert before
    with installed.open() as run:
        run.wait_for("Begin the routine", "q leave")
        run.send("b")
        run.wait_for("begin", "Small box", "10 breaths")
        run.send("q", "q")
        assert run.wait_exit() == 0
        assert left_on(run.output) == set()
        assert not rang(run.output)
    assert installed.compiled() == before
