"""The person's settings: reading never fails, writing loses nothing."""

import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.store.settings import Settings, SettingsFile
from tests.nobody import as_nobody

CHANGES_FOR_EVER = """
import sys
from pathlib import Path
from coach.store.settings import SettingsFile
file, number = SettingsFile(Path(sys.argv[1])), 0
while True:
    number += 1
    file.change(theme=f"{number}-" * 20_000)
    print(number, flush=True)
"""
CHANGES_ONE_KEY = """
import sys
from pathlib import Path
from coach.store.settings import SettingsFile
file = SettingsFile(Path(sys.argv[1]))
for number in range(30):
    file.change(**{sys.argv[2]: f"{number}"})
"""
ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from coach.errors import CoachError
from coach.store.settings import SettingsFile
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    SettingsFile(Path(sys.argv[1])).change(theme="x" * 1000)
except CoachError as error:
    print(error)
"""


@pytest.fixture
def settings(config: Path) -> SettingsFile:
    """Settings that nobody has written yet."""
    return SettingsFile(config / "settings.toml")


def written(settings: SettingsFile, text: str | bytes) -> None:
    """Write the file as a person would, by hand."""
    settings.file.parent.mkdir(parents=True, exist_ok=True)
    settings.file.write_bytes(text if isinstance(text, bytes) else text.encode())


def tree(settings: SettingsFile) -> dict[str, object]:
    """Return what is on disk."""
    return tomllib.loads(settings.file.read_text(encoding="utf-8"))


def kept(settings: SettingsFile) -> dict[str, bytes]:
    """Return the copies that were kept, by name."""
    folder = settings.file.parent
    return {file.name: file.read_bytes() for file in sorted(folder.glob("settings.old-*"))}


def test_without_a_file_there_are_defaults_and_no_problems(settings: SettingsFile) -> None:
    assert settings.load() == (Settings(), [])
    assert Settings() == Settings(theme="ember", country="", rests="ask")
    assert not settings.file.parent.exists()


def test_what_was_changed_is_there_the_next_time(settings: SettingsFile) -> None:
    settings.change(theme="night", country="DE")
    settings.change(rests="without")
    assert settings.load() == (Settings(theme="night", country="DE", rests="without"), [])
    assert tree(settings)["made_by"] == "coach"
    assert kept(settings) == {}


def test_the_mark_of_the_app_comes_first(settings: SettingsFile) -> None:
    settings.change(theme="night")
    assert settings.file.read_text().startswith('made_by = "coach"\n')


def test_one_bad_value_has_its_default_and_is_told(settings: SettingsFile) -> None:
    written(settings, 'theme = 3\ncountry = "DE"\nrests = "never"\n')
    made, problems = settings.load()
    assert made == Settings(country="DE")
    assert [(problem.line, problem.path) for problem in problems] == [
        (1, ("theme",)),
        (3, ("rests",)),
    ]
    assert str(problems[0]).startswith(f"{settings.file}:1: theme: found the number 3")


@pytest.mark.parametrize("country", ["DE", "INT", ""])
def test_a_country_is_a_code_or_nothing(settings: SettingsFile, country: str) -> None:
    written(settings, f'country = "{country}"')
    assert settings.load() == (Settings(country=country), [])


@pytest.mark.parametrize("country", ["de", "Germany", "D", r"DE\n", r"\n", " DE"])
def test_anything_else_is_no_country(settings: SettingsFile, country: str) -> None:
    written(settings, f'country = "{country}"')
    made, problems = settings.load()
    assert (made.country, len(problems)) == ("", 1)


@pytest.mark.parametrize(
    "raw",
    [
        b"theme =",
        b"\xff\xfe",
        b"a = " + b"[" * 5000,
        b"#" * 300_000,
        b"\x00",
        b"x = 0x" + b"f" * 9999,
    ],
)
def test_a_file_that_cannot_be_read_gives_defaults_and_is_told(
    settings: SettingsFile, raw: bytes
) -> None:
    written(settings, raw)
    made, problems = settings.load()
    assert made == Settings()
    assert len(problems) == 1


def test_a_folder_in_its_place_gives_defaults_and_is_told(settings: SettingsFile) -> None:
    settings.file.mkdir(parents=True)
    made, problems = settings.load()
    assert made == Settings()
    assert "found a folder" in str(problems[0])
    with pytest.raises(CoachError, match="could not be written"):
        settings.change(theme="night")


def test_a_folder_that_may_not_be_entered_gives_defaults_and_is_told(open_folder: Path) -> None:
    folder = open_folder / "config"
    folder.mkdir()
    settings = SettingsFile(folder / "settings.toml")
    settings.change(theme="night")
    folder.chmod(0)
    with as_nobody():
        made, problems = settings.load()
        with pytest.raises(CoachError, match="permission denied"):
            settings.change(theme="clear")
    folder.chmod(0o755)
    assert made == Settings()
    assert "permission denied" in str(problems[0])
    assert settings.load()[0].theme == "night"


def test_a_read_only_folder_keeps_the_old_settings_and_says_so(open_folder: Path) -> None:
    settings = SettingsFile(open_folder / "settings.toml")
    settings.change(theme="night")
    settings.file.chmod(0o644)
    open_folder.chmod(0o555)
    with as_nobody():
        with pytest.raises(CoachError, match="permission denied"):
            settings.change(theme="clear")
        assert settings.load() == (Settings(theme="night"), [])


def test_keys_of_a_newer_coach_survive(settings: SettingsFile) -> None:
    written(settings, 'made_by = "coach"\nwarp = [1, { a = 2026-01-31 }]\n[deep.er]\nx = 0.5\n')
    before = tree(settings)
    settings.change(theme="night")
    assert tree(settings) == {**before, "theme": "night"}
    assert kept(settings) == {}


def test_a_file_written_by_hand_is_kept_before_it_is_rewritten(settings: SettingsFile) -> None:
    mine = b'# my own words\r\ntheme = "clear"\r\n'
    written(settings, mine)
    settings.change(country="DE")
    assert kept(settings) == {"settings.old-1.toml": mine}
    assert tree(settings) == {"made_by": "coach", "theme": "clear", "country": "DE"}
    settings.change(country="US")
    assert len(kept(settings)) == 1


@pytest.mark.parametrize("raw", [b'made_by = "coach"\ntheme =', b"\xff\xfe"])
def test_a_broken_file_is_kept_before_it_is_rewritten(settings: SettingsFile, raw: bytes) -> None:
    written(settings, raw)
    settings.change(theme="night")
    assert kept(settings) == {"settings.old-1.toml": raw}
    assert settings.load() == (Settings(theme="night"), [])


def test_a_kept_copy_never_replaces_another(settings: SettingsFile) -> None:
    for number in range(3):
        written(settings, f"broken {number}")
        settings.change(theme="night")
    assert list(kept(settings).values()) == [b"broken 0", b"broken 1", b"broken 2"]


def test_a_copy_that_cannot_be_kept_means_nothing_is_written(open_folder: Path) -> None:
    settings = SettingsFile(open_folder / "settings.toml")
    settings.file.write_bytes(b"mine, and secret")
    settings.file.chmod(0)
    open_folder.chmod(0o777)
    with as_nobody(), pytest.raises(CoachError, match="could not be written"):
        settings.change(theme="night")
    settings.file.chmod(0o600)
    assert settings.file.read_bytes() == b"mine, and secret"


def test_two_coaches_changing_two_things_lose_nothing(settings: SettingsFile) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", CHANGES_ONE_KEY, str(settings.file), key])
        for key in ("theme", "country", "warp")
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert tree(settings) == {"made_by": "coach", "theme": "29", "country": "29", "warp": "29"}
    assert kept(settings) == {}


@pytest.mark.parametrize("writes", [1, 2, 3, 4, 6])
def test_a_coach_killed_while_writing_leaves_whole_settings(
    settings: SettingsFile, writes: int
) -> None:
    settings.change(country="DE")
    command = [sys.executable, "-c", CHANGES_FOR_EVER, str(settings.file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        for _ in range(writes):
            writer.stdout.readline()
        writer.kill()
    assert writer.returncode == -signal.SIGKILL
    made, problems = settings.load()
    assert problems == []
    number = made.theme.split("-")[0]
    assert made == Settings(country="DE", theme=f"{number}-" * 20_000)
    assert int(number) >= writes
    settings.change(theme="night")
    assert sorted(file.name for file in settings.file.parent.iterdir()) == [
        ".settings.toml.lock",
        "settings.toml",
    ]


def test_a_full_disk_leaves_the_old_settings_and_says_so(settings: SettingsFile) -> None:
    settings.change(theme="night")
    command = [sys.executable, "-c", ON_A_FULL_DISK, str(settings.file)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.stdout == f"{settings.file}: could not be written (file too large)\n", ended.stderr
    assert settings.load() == (Settings(theme="night"), [])
    assert sorted(file.name for file in settings.file.parent.iterdir()) == [
        ".settings.toml.lock",
        "settings.toml",
    ]
