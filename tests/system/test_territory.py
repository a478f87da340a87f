"""Which country this machine is set to, by its clock and by its language."""

import os
import zoneinfo
from pathlib import Path

import pytest

from coach.system import territory
from coach.system.territory import by_clock, by_language

VARIABLES = ("TZ", "LC_ALL", "LC_MESSAGES", "LANG", "SSH_CONNECTION")
TABLE = """# comment
DE	+5230+01322	Europe/Berlin	most of Germany
NO	+5955+01045	Europe/Oslo
US	+404251-0740023	America/New_York	Eastern (most areas)
GB	+513030-0000731	Europe/London
"""


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine that says nothing, with a table of a few zones."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "zone.tab").write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(zoneinfo, "TZPATH", (str(tmp_path / "none"), str(tmp_path)))
    monkeypatch.setattr(territory, "LOCALTIME", str(tmp_path / "localtime"))
    monkeypatch.setattr(territory, "TIMEZONE", str(tmp_path / "timezone"))


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Europe/Berlin", "DE"),
        (":Europe/Oslo", "NO"),
        ("/usr/share/zoneinfo/Europe/Oslo", "NO"),
        *(("US/Eastern", "US"), ("Canada/Pacific", "CA"), ("Australia/ACT", "AU"), ("NZ", "NZ")),
        *(("NZ-CHAT", "NZ"), ("GB", "GB"), ("GB-Eire", "GB"), ("Eire", "IE")),
        *(("Asia/Calcutta", "IN"), ("America/Montreal", "CA"), ("Japan", "JP")),
        *(("UTC", ""), ("GMT", ""), ("Etc/UTC", ""), ("EST5EDT", ""), ("CET-1CEST", ""), ("", "")),
    ],
)
def test_by_the_zone(monkeypatch: pytest.MonkeyPatch, name: str, country: str) -> None:
    monkeypatch.setenv("TZ", name)
    assert by_clock() == country


def test_without_tz_the_link_of_the_system_counts_and_then_what_it_wrote(tmp_path: Path) -> None:
    assert by_clock() == ""
    (tmp_path / "timezone").write_text("Europe/Berlin\n", encoding="utf-8")
    assert by_clock() == "DE"
    (tmp_path / "localtime").write_bytes(b"TZif2")  # a copy has no name
    assert by_clock() == "DE"
    (tmp_path / "localtime").unlink()
    (tmp_path / "localtime").symlink_to("/usr/share/zoneinfo/Europe/Oslo")  # which may be a link
    assert by_clock() == "NO"


def test_tz_counts_alone_where_it_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "timezone").write_text("Europe/Berlin\n", encoding="utf-8")
    monkeypatch.setenv("TZ", "UTC")
    assert by_clock() == ""


def test_over_ssh_the_clock_may_be_that_of_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    assert (by_clock(), by_language()) == ("", "GB")


def test_without_a_table_of_zones_only_old_names_say_something(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "zone.tab").unlink()
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert by_clock() == ""
    monkeypatch.setenv("TZ", "US/Eastern")
    assert by_clock() == "US"


@pytest.mark.skipif(not os.path.exists("/usr/share/zoneinfo/zone.tab"), reason="no table here")
def test_the_table_of_this_system_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zoneinfo, "TZPATH", ("/usr/share/zoneinfo",))
    for zone, country in (("Asia/Bangkok", "TH"), ("Europe/Zagreb", "HR"), ("Asia/Kolkata", "IN")):
        monkeypatch.setenv("TZ", zone)
        assert by_clock() == country


@pytest.mark.parametrize(
    ("locale", "country"),
    [
        *(("de_AT.UTF-8", "AT"), ("en_GB", "GB"), ("sr_RS@latin", "RS"), ("ja_JP.eucJP", "JP")),
        *(("C", ""), ("C.UTF-8", ""), ("POSIX", ""), ("de", ""), ("", "")),
        *(("en_US.UTF-8", ""), ("en_DK.UTF-8", ""), ("da_DK.UTF-8", "DK"), ("es_US.UTF-8", "US")),
    ],
)
def test_by_the_locale(monkeypatch: pytest.MonkeyPatch, locale: str, country: str) -> None:
    monkeypatch.setenv("LANG", locale)
    assert by_language() == country


def test_which_variable_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE")
    monkeypatch.setenv("LC_MESSAGES", "fr_FR")
    assert by_language() == "FR"
    monkeypatch.setenv("LC_ALL", "C")
    assert by_language() == ""
    monkeypatch.setenv("LC_ALL", "")
    assert by_language() == "FR"


def test_what_installers_set_counts_only_if_the_clock_says_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("TZ", "Europe/London")
    assert by_language() == ""
    monkeypatch.setenv("TZ", "America/New_York")
    assert by_language() == "US"
