"""The person's settings: reading never fails, writing loses nothing."""

import fcntl
import os
import signal
import stat
import subprocess
import sys
import tomllib
from functools import partial
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import CoachError
from coach.store.settings import Settings, SettingsFile
from coach.system import lock
from tests.nobody import as_nobody

CHANGES_FOR_EVER = """
import sys
from pathlib import Path
from msgspec.structs import replace
from coach.store.settings import SettingsFile
file, number = SettingsFile(Path(sys.argv[1])), 0
while True:
    number += 1
    file.change(lambda disk: replace(disk, theme=f"{number}-" * 20_000))
    print(number, flush=True)
"""
CHANGES_ONE_KEY = """
import sys
from pathlib import Path
from msgspec.structs import replace
from coach.store.settings import SettingsFile
file, key = SettingsFile(Path(sys.argv[1])), sys.argv[2]
for number in range(20):
    file.change(lambda disk: replace(disk, **{key: f"{number}"}))
    file.change(lambda disk: replace(disk, own_items=disk.own_items | {f"{key}-{number}": key}))
    file.change(lambda disk: replace(disk, read=[*disk.read, f"{key}-{number}"]))
"""
ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from msgspec.structs import replace
from coach.errors import CoachError
from coach.store.settings import SettingsFile
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    SettingsFile(Path(sys.argv[1])).change(lambda disk: replace(disk, theme="x" * 1000))
except CoachError as error:
    print(error)
"""


def change(settings: SettingsFile, **changes: object) -> Settings:
    """Change some keys, whatever they are now."""
    return settings.change(lambda disk: msgspec.structs.replace(disk, **changes))


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


def copies(settings: SettingsFile) -> dict[str, bytes]:
    """Return the copies of the settings file, by name."""
    folder = settings.file.parent
    return {file.name: file.read_bytes() for file in sorted(folder.glob("settings.old-*"))}


def test_without_a_file_there_are_defaults_and_no_problems(settings: SettingsFile) -> None:
    assert settings.load() == (Settings(), [])
    assert Settings() == Settings(theme="ember", country="", rests="ask")
    assert not settings.file.parent.exists()


def test_what_was_changed_can_be_read_the_next_time(settings: SettingsFile) -> None:
    change(settings, theme="night", country="DE")
    change(settings, rests="without")
    assert settings.load() == (Settings(theme="night", country="DE", rests="without"), [])
    assert tree(settings)["made_by"] == "coach"
    assert copies(settings) == {}


def test_the_mark_of_the_app_comes_first(settings: SettingsFile) -> None:
    change(settings, theme="night")
    assert settings.file.read_text().startswith('made_by = "coach"\n')


def test_one_bad_value_has_its_default_and_a_problem(settings: SettingsFile) -> None:
    written(settings, 'theme = 3\ncountry = "DE"\nrests = "never"\n')
    loaded, problems = settings.load()
    assert loaded == Settings(country="DE")
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
    loaded, problems = settings.load()
    assert (loaded.country, len(problems)) == ("", 1)


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
def test_a_file_that_cannot_be_read_gives_defaults_and_a_problem(
    settings: SettingsFile, raw: bytes
) -> None:
    written(settings, raw)
    loaded, problems = settings.load()
    assert loaded == Settings()
    assert len(problems) == 1


def test_a_folder_in_its_place_gives_defaults_and_a_problem(settings: SettingsFile) -> None:
    settings.file.mkdir(parents=True)
    loaded, problems = settings.load()
    assert loaded == Settings()
    assert "found a folder" in str(problems[0])
    with pytest.raises(CoachError, match="could not be written"):
        change(settings, theme="night")


def test_a_folder_that_may_not_be_entered_gives_defaults_and_a_problem(open_folder: Path) -> None:
    folder = open_folder / "config"
    folder.mkdir()
    settings = SettingsFile(folder / "settings.toml")
    change(settings, theme="night")
    folder.chmod(0)
    with as_nobody():
        loaded, problems = settings.load()
        with pytest.raises(CoachError, match="permission denied"):
            change(settings, theme="clear")
    folder.chmod(0o755)
    assert loaded == Settings()
    assert "permission denied" in str(problems[0])
    assert settings.load()[0].theme == "night"


def test_a_read_only_folder_keeps_the_old_settings_and_says_so(open_folder: Path) -> None:
    settings = SettingsFile(open_folder / "settings.toml")
    change(settings, theme="night")
    settings.file.chmod(0o644)
    open_folder.chmod(0o555)
    with as_nobody():
        with pytest.raises(CoachError, match="permission denied"):
            change(settings, theme="clear")
        assert settings.load() == (Settings(theme="night"), [])


def test_keys_of_a_newer_coach_survive(settings: SettingsFile) -> None:
    written(settings, 'made_by = "coach"\nwarp = [1, { a = 2026-01-31 }]\n[deep.er]\nx = 0.5\n')
    before = tree(settings)
    change(settings, theme="night")
    assert tree(settings) == {**before, "theme": "night"}
    assert copies(settings) == {}


@pytest.mark.parametrize("raw", [b'made_by = "coach"\ntheme =', b"\xff\xfe"])
def test_a_broken_file_is_copied_before_it_is_rewritten(settings: SettingsFile, raw: bytes) -> None:
    written(settings, raw)
    change(settings, theme="night")
    assert copies(settings) == {"settings.old-1.toml": raw}
    assert settings.load() == (Settings(theme="night"), [])


def test_a_copy_never_replaces_another(settings: SettingsFile) -> None:
    for number in range(3):
        written(settings, f"broken {number}")
        change(settings, theme="night")
    assert list(copies(settings).values()) == [b"broken 0", b"broken 1", b"broken 2"]


def test_without_a_copy_nothing_is_written(open_folder: Path) -> None:
    settings = SettingsFile(open_folder / "settings.toml")
    settings.file.write_bytes(b"mine, and secret")
    settings.file.chmod(0)
    open_folder.chmod(0o777)
    with as_nobody(), pytest.raises(CoachError, match="could not be written"):
        change(settings, theme="night")
    settings.file.chmod(0o600)
    assert settings.file.read_bytes() == b"mine, and secret"


def test_two_coaches_changing_two_things_lose_nothing(settings: SettingsFile) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", CHANGES_ONE_KEY, str(settings.file), key])
        for key in ("theme", "routine")
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    loaded = settings.load()[0]
    assert (loaded.theme, loaded.routine) == ("19", "19")
    both = {f"{key}-{number}" for key in ("theme", "routine") for number in range(20)}
    assert set(loaded.own_items) == set(loaded.read) == both
    assert (len(loaded.read), copies(settings)) == (40, {})


@pytest.mark.parametrize("writes", [1, 2, 3, 4, 6])
def test_a_coach_killed_while_writing_leaves_whole_settings(
    settings: SettingsFile, writes: int
) -> None:
    change(settings, country="DE")
    command = [sys.executable, "-c", CHANGES_FOR_EVER, str(settings.file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        for _ in range(writes):
            writer.stdout.readline()
        writer.kill()
    assert writer.returncode == -signal.SIGKILL
    loaded, problems = settings.load()
    assert problems == []
    number = loaded.theme.split("-")[0]
    assert loaded == Settings(country="DE", theme=f"{number}-" * 20_000)
    assert int(number) >= writes
    change(settings, theme="night")
    assert sorted(file.name for file in settings.file.parent.iterdir()) == [
        ".settings.toml.lock",
        "settings.toml",
    ]


def test_a_full_disk_leaves_the_old_settings_and_says_so(settings: SettingsFile) -> None:
    change(settings, theme="night")
    command = [sys.executable, "-c", ON_A_FULL_DISK, str(settings.file)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.stdout == f"{settings.file}: could not be written (file too large)\n", ended.stderr
    assert settings.load() == (Settings(theme="night"), [])
    assert sorted(file.name for file in settings.file.parent.iterdir()) == [
        ".settings.toml.lock",
        "settings.toml",
    ]


# What a person, an editor or another coach wrote stays.

BY_HAND = """\
# my settings
bedtime = "22:15" # set by hand
theme = 'night'   # in the shed

warp = [1, { a = 0.5 }]  # of a newer coach
items_on = [
    "tea",  # with honey
    "walk", # round the block
]

[left_out]
"relaxation/pmr-7" = ["jaw"]   # it clicks

[own_items]
own-tea = "tea"
own-walk = "walk" # after dinner

[deep.er]
x = 0.5
"""


def test_only_what_changes_is_written(settings: SettingsFile) -> None:
    written(settings, BY_HAND)
    change(settings, bedtime="22:30", country="DE")
    expected = BY_HAND.replace("22:15", "22:30").replace(
        "\n]\n\n[left_out]", '\n]\ncountry = "DE"\n\n[left_out]'
    )
    assert settings.file.read_text() == expected
    assert copies(settings) == {}


def test_windows_line_ends_stay(settings: SettingsFile) -> None:
    written(settings, BY_HAND.replace("\n", "\r\n").encode())
    change(settings, theme="clear")
    expected = BY_HAND.replace("'night'", '"clear"').replace("\n", "\r\n").encode()
    assert settings.file.read_bytes() == expected


def test_of_tables_and_lists_only_what_differs_is_written(settings: SettingsFile) -> None:
    written(settings, BY_HAND)

    def work(disk: Settings) -> Settings:
        own = {key: text for key, text in disk.own_items.items() if key != "own-tea"}
        return msgspec.structs.replace(
            disk,
            own_items=own | {"own-bath": "bath"},
            left_out=disk.left_out | {"bodyscan/ten": ["toes"]},
            items_on=[*disk.items_on, "socks"],
        )

    after = settings.change(work)
    assert settings.load() == (after, settings.load()[1])
    assert after.items_on == ["tea", "walk", "socks"]
    assert after.own_items == {"own-walk": "walk", "own-bath": "bath"}
    assert after.left_out == {"relaxation/pmr-7": ["jaw"], "bodyscan/ten": ["toes"]}
    text = settings.file.read_text()
    for remark in ("my settings", "set by hand", "in the shed", "of a newer coach", "with honey"):
        assert f"# {remark}\n" in text
    for remark in ("round the block", "it clicks", "after dinner"):
        assert f"# {remark}\n" in text
    assert tree(settings)["deep"] == {"er": {"x": 0.5}}


def test_what_another_coach_wrote_meanwhile_stays(settings: SettingsFile) -> None:
    other = SettingsFile(settings.file)
    change(settings, own_items={"own-tea": "tea"})
    settings.load()
    change(other, rise="06:30")
    other.change(lambda disk: msgspec.structs.replace(disk, own_items=disk.own_items | {"b": "b"}))
    after = settings.change(
        lambda disk: msgspec.structs.replace(disk, own_items=disk.own_items | {"c": "c"})
    )
    assert after == Settings(rise="06:30", own_items={"own-tea": "tea", "b": "b", "c": "c"})
    assert settings.load() == (after, [])


def test_what_changes_nothing_writes_nothing(settings: SettingsFile) -> None:
    assert change(settings, theme="ember") == Settings()
    assert not settings.file.exists()
    written(settings, "broken")
    assert change(settings, theme="ember") == Settings()
    assert settings.file.read_text() == "broken"


def test_a_link_stays_and_what_it_leads_to_is_written(
    settings: SettingsFile, tmp_path: Path
) -> None:
    target = tmp_path / "dotfiles" / "coach.toml"
    target.parent.mkdir()
    settings.file.parent.mkdir(parents=True)
    settings.file.symlink_to(target)
    change(settings, theme="night")
    target.chmod(0o644)
    change(settings, country="DE")
    assert settings.file.is_symlink()
    assert target.read_text() == 'made_by = "coach"\ntheme = "night"\ncountry = "DE"\n'
    assert stat.S_IMODE(target.stat().st_mode) == 0o644
    target.write_text("broken")
    change(settings, theme="clear")
    assert (settings.file.is_symlink(), copies(settings)) == (
        True,
        {"settings.old-1.toml": b"broken"},
    )
    assert target.read_text() == 'made_by = "coach"\ntheme = "clear"\n'


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_the_mode_stays(settings: SettingsFile, mode: int) -> None:
    umask = os.umask(0o002)
    try:
        change(settings, theme="night")
        assert stat.S_IMODE(settings.file.stat().st_mode) == 0o600
        settings.file.chmod(mode)
        change(settings, theme="clear")
    finally:
        os.umask(umask)
    assert stat.S_IMODE(settings.file.stat().st_mode) == mode


def test_a_copy_of_a_broken_file_is_read_by_nobody_else_and_follows_no_link(
    settings: SettingsFile, tmp_path: Path
) -> None:
    written(settings, "broken")
    settings.file.chmod(0o644)
    (settings.file.parent / "settings.old-1.toml").symlink_to(tmp_path / "nowhere")
    change(settings, theme="night")
    copy = settings.file.parent / "settings.old-2.toml"
    assert (copy.read_text(), stat.S_IMODE(copy.stat().st_mode)) == ("broken", 0o600)
    assert not (tmp_path / "nowhere").exists()


BAD_VALUES = """\
theme = 3 # of the sky
country = "DE"
items_on = ["tea", 4, "walk"]
bedtime = "25:00"

[left_out]
a = ["jaw", 5, "neck"]
b = 6
c = ["toes"]

[own_items]
own-tea = "tea"
own-bad = 7
own-walk = "walk"
"""


def test_a_bad_value_hides_only_itself(settings: SettingsFile) -> None:
    written(settings, BAD_VALUES)
    loaded, problems = settings.load()
    assert loaded == Settings(
        country="DE",
        items_on=["tea", "walk"],
        left_out={"a": ["jaw", "neck"], "c": ["toes"]},
        own_items={"own-tea": "tea", "own-walk": "walk"},
    )
    assert [problem.line for problem in problems] == [1, 3, 4, 7, 8, 13]


@pytest.mark.parametrize("text", ["left_out = 1\n", "own_items = []\n", "items_on = 'tea'\n"])
def test_a_value_in_the_place_of_a_table_or_a_list_hides_only_itself(
    settings: SettingsFile, text: str
) -> None:
    written(settings, text + 'theme = "night"\n')
    assert settings.load()[0] == Settings(theme="night")
    change(settings, left_out={"a": ["b"]}, own_items={"c": "d"}, items_on=["e"])
    expected = Settings(theme="night", left_out={"a": ["b"]}, own_items={"c": "d"}, items_on=["e"])
    assert settings.load() == (expected, [])
    assert copies(settings) == {}


def test_bad_values_stay_until_they_are_changed(settings: SettingsFile) -> None:
    written(settings, BAD_VALUES)
    settings.change(
        lambda disk: msgspec.structs.replace(
            disk, rise="06:00", own_items=disk.own_items | {"own-bath": "bath"}
        )
    )
    text = settings.file.read_text()
    assert (
        text == BAD_VALUES.replace('"25:00"\n', '"25:00"\nrise = "06:00"\n') + 'own-bath = "bath"\n'
    )
    settings.change(
        lambda disk: msgspec.structs.replace(
            disk,
            theme="night",
            bedtime="23:15",
            left_out=disk.left_out | {"b": ["hips"]},
            own_items=disk.own_items | {"own-bad": "good"},
            items_on=["socks"],
        )
    )
    loaded, problems = settings.load()
    bad = [problem.path for problem in problems]
    assert sorted(bad, key=str) == [("items_on", 0), ("left_out", "a", 1)], (
        "lost are only good ones"
    )
    assert (loaded.theme, loaded.bedtime, loaded.items_on) == ("night", "23:15", ["socks"])
    assert loaded.left_out == {"a": ["jaw", "neck"], "b": ["hips"], "c": ["toes"]}
    assert loaded.own_items["own-bad"] == "good"
    assert "# of the sky" in settings.file.read_text()
    assert copies(settings) == {}


def test_what_the_editor_cannot_check_is_copied_before_it_is_rewritten(
    settings: SettingsFile,
) -> None:
    """NaN does not equal itself, so the check that it stayed fails."""
    mine = "# mine\nwarp = nan\n[own_items]\na = 'b'\n"
    written(settings, mine)
    change(settings, theme="night")
    assert copies(settings) == {"settings.old-1.toml": mine.encode()}
    assert settings.load()[0] == Settings(theme="night", own_items={"a": "b"})
    assert "warp = nan" in settings.file.read_text()


ids = st.text("abc-é/. \"'", min_size=1, max_size=6)
lists = st.lists(ids, max_size=4)
some_settings = st.builds(
    lambda **values: Settings(**values),
    theme=st.sampled_from(["ember", "night"]),
    bedtime=st.sampled_from(["23:00", "22:15"]),
    left_out=st.dictionaries(ids, lists, max_size=3),
    own_items=st.dictionaries(ids, ids, max_size=3),
    items_on=lists,
)


def take(wanted: Settings, disk: Settings) -> Settings:
    """Change everything to what is wanted, whatever is on disk."""
    return wanted


@given(st.lists(some_settings, min_size=1, max_size=4), st.sampled_from(["", BY_HAND, BAD_VALUES]))
def test_whatever_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, wanted: list[Settings], text: str
) -> None:
    settings = SettingsFile(tmp_path_factory.mktemp("config") / "settings.toml")
    written(settings, text)
    for each in wanted:
        assert settings.change(partial(take, each)) == each
        assert settings.load()[0] == each
    assert copies(settings) == {}


def test_a_lock_held_elsewhere_is_told_and_nothing_is_written(
    settings: SettingsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(settings, theme="night")
    monkeypatch.setattr(lock, "FILE_SECONDS", 0.01)
    with open(settings.file.parent / ".settings.toml.lock") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(CoachError) as caught:
            change(settings, theme="clear")
    message = f"{settings.file}: another coach is using it and has not finished"
    assert str(caught.value) == message
    assert settings.load()[0].theme == "night"
