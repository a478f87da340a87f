"""Where the files are."""

from pathlib import Path

import pytest
from platformdirs import PlatformDirs

from coach.system import folders


def test_the_environment_says_where(tmp_path: Path) -> None:
    assert folders.places() == (tmp_path / "config", tmp_path / "data")


def test_what_is_given_comes_before_the_environment(tmp_path: Path) -> None:
    assert folders.places("/a", "/b") == (Path("/a"), Path("/b"))
    assert folders.places(config="/a") == (Path("/a"), tmp_path / "data")
    assert folders.places(data="/b") == (tmp_path / "config", Path("/b"))


@pytest.mark.parametrize("value", [None, ""])
def test_without_either_it_is_where_the_system_expects(
    value: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("COACH_CONFIG_DIR", "COACH_DATA_DIR"):
        if value is None:
            monkeypatch.delenv(name)
        else:
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg-config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg-data"))
    places = folders.places()
    assert places.config.name == places.data.name == "wind-down-coach"
    assert tmp_path in places.config.parents
    assert tmp_path in places.data.parents
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("android", [None, "/system"])
@pytest.mark.parametrize("home", ["/home/somebody", "/home/some body", "~", "", None])
@pytest.mark.parametrize("xdg", [None, "", "  ", "/xdg", "/xdg/", " /xdg ", "relative", "~/xdg"])
def test_it_is_where_platformdirs_says_without_loading_it(
    xdg: str | None, home: str | None, android: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"XDG_CONFIG_HOME": xdg, "XDG_DATA_HOME": xdg, "HOME": home, "ANDROID_ROOT": android}
    for name, value in (values | {"COACH_CONFIG_DIR": None, "COACH_DATA_DIR": None}).items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    dirs = PlatformDirs(folders.APP, appauthor=False)
    expected = Path(dirs.user_config_dir).expanduser(), Path(dirs.user_data_dir).expanduser()
    assert folders.places() == expected
    if xdg is None and home != "~":
        assert folders.cache(folders.places().data) == Path(dirs.user_cache_dir).expanduser()


def test_what_can_be_made_anew_is_with_the_data_where_that_is_elsewhere(tmp_path: Path) -> None:
    assert folders.cache(folders.places().data) == tmp_path / "data" / "cache"


def test_a_tilde_is_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert folders.places("~/c", "~") == (tmp_path / "c", tmp_path)


def test_the_shipped_files_are_found() -> None:
    assert (folders.assets() / "breathing" / "box.toml").is_file()


def test_packaged_files_come_before_those_of_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "site" / "coach" / "system" / "folders.py"
    monkeypatch.setattr(folders, "__file__", str(module))
    assert folders.assets() == tmp_path / "site" / "assets"
    packaged = module.parent.parent / "_assets"
    packaged.mkdir(parents=True)
    assert folders.assets() == packaged
